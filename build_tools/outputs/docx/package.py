"""A Word file put together from its parts: what names them, what relates them, and the zip around them; the same bytes for the same parts."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CORE, _APP = "docProps/core.xml", "docProps/app.xml"
_TYPES = {
    "word/document.xml": f"{_WORD}.document.main+xml",
    **{f"word/{name}.xml": f"{_WORD}.{name}+xml" for name in ("styles", "numbering", "settings", "fontTable", "header", "footer")},
    _CORE: "application/vnd.openxmlformats-package.core-properties+xml",
    _APP: "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself in its properties."""

    title: str
    authors: str
    language: str
    """As Word writes it, such as `es-CO`."""
    moment: str
    """ISO date and time, UTC."""
    others: Mapping[str, str] = field(default_factory=dict)
    """Further properties, such as `dc:description`."""


def word_file(parts: Mapping[str, str], about: About, links: Mapping[str, str] | None = None) -> bytes:
    """The file; `parts` are the XML of what lies in `word/` and of `docProps/app.xml`, `links` addresses → the name that the text has for them."""
    made = {**parts, "word/_rels/document.xml.rels": _relationships(parts, links or {}), _CORE: _properties(about), "_rels/.rels": _root(parts)}
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"[Content_Types].xml": _content_types(made), **made}.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, _HEAD + content)
    return file.getvalue()


def _content_types(parts: Mapping[str, str]) -> str:
    named = "".join(f'<Override PartName="/{name}" ContentType="{_TYPES[name]}"/>' for name in parts if name in _TYPES)
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{named}</Types>'
    )


def _relationships(parts: Mapping[str, str], links: Mapping[str, str]) -> str:
    """From the document to the parts beside it, each under its own name, and to the addresses outside."""
    names = [name.removeprefix("word/").removesuffix(".xml") for name in parts if name.startswith("word/") and name != "word/document.xml"]
    inner = "".join(f'<Relationship Id="{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>' for name in names)
    outer = "".join(f'<Relationship Id="{name}" Type="{_OFFICE}/hyperlink" Target={quoteattr(address)} TargetMode="External"/>' for address, name in links.items())
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}{outer}</Relationships>'


def _root(parts: Mapping[str, str]) -> str:
    app = f'<Relationship Id="app" Type="{_OFFICE}/extended-properties" Target="{_APP}"/>' if _APP in parts else ""
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="document" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="core" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="{_CORE}"/>{app}</Relationships>'
    )


def _properties(about: About) -> str:
    dates = "".join(f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{about.moment}</dcterms:{name}>' for name in ("created", "modified"))
    others = "".join(f"<{name}>{escape(words)}</{name}>" for name, words in about.others.items())
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{escape(about.title)}</dc:title><dc:creator>{escape(about.authors)}</dc:creator>'
        f"<dc:language>{about.language}</dc:language>{dates}{others}</cp:coreProperties>"
    )
