"""What differs between two editions as one page that can be mailed: no other file, no script."""

from build_tools.interface import direction
from build_tools.model.publication import Publication
from build_tools.outputs.site.changes import root_title
from build_tools.outputs.site.plugin import THEME
from build_tools.outputs.site.redlines import change_html, switch
from build_tools.outputs.site.since import introduction, since_title
from build_tools.render.html import Setting, words

_STYLE = (THEME / "assets" / "standard" / "site.css").read_text("utf-8")


def compared_page(publication: Publication) -> str:
    """The changes since the edition `since`, as HTML."""
    language = publication.language
    here = {change.id: f"#change-{change.slug}" for change in publication.changes}
    setting = Setting(language, lambda identifier: here.get(identifier.removeprefix("id:"), ""))
    title = since_title(publication)
    parts = [f"<h1>{words(title)}</h1>", *introduction(publication, setting), switch(setting) if publication.changes else ""]
    root = None
    for change in publication.changes:
        if change.root != root:
            root = change.root
            parts.append(f"<h2>{words(root_title(publication, root))}</h2>")
        parts.append(change_html(change, "net", setting, 3, f"change-{change.slug}"))
    name = f"{publication.standard['name'].words} {publication.edition.name}"
    body = "\n".join(part for part in parts if part)
    return (
        f'<!doctype html>\n<html lang="{language}" dir="{direction(language)}">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>{words(title)} – {words(name)}</title>\n<style>\n{_STYLE}</style>\n</head>\n"
        f'<body class="plain compared">\n<main class="md-typeset">\n<p class="soft">{words(name)} · {words(publication.standard["notice"].words)}</p>\n{body}\n</main>\n</body>\n</html>\n'
    )
