"""Pandoc's neutral tree with what its Typst writer would drop: languages, notes, footnotes."""

import re
from typing import Any

from build_tools.interface import direction
from build_tools.render.pandoc import Node, raw, raw_inline

_CALLS = {"note": "#note", "footnote": "#footnote-text", "mark": "#mark", "insertion": "#inserted", "deletion": "#deleted"}
"""Class → the template's function."""
_BLOCK_MARK = re.compile(r"=+|[-+/]|\d+\.")
_SHORTHAND = re.compile(r"--|\.\.\.|-[?\d]")
"""What Typst would make a dash, dots, a soft hyphen or a minus of, unescaped by pandoc."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def quoted(text: str) -> str:
    r"""A Typst string.

    >>> quoted('a "b" \\ c')
    '"a \\"b\\" \\\\ c"'
    """
    return '"' + _CONTROL.sub(" ", text.replace("\\", "\\\\").replace('"', '\\"')) + '"'


def called(name: str, **values: str | int | bool) -> str:
    """The beginning of a call in Typst, e.g. `#box(level: 2, title: "A")`."""
    return f"#{name}({', '.join(f'{key}: {_value(value)}' for key, value in values.items())})"


def _value(value: str | int | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else quoted(value)


def around(call: str, blocks: list[Node]) -> list[Node]:
    """The blocks as the content that the call takes."""
    return [raw("typst", f"{call}["), *blocks, raw("typst", "]")]


def foreign(language: str) -> dict[str, str]:
    """A language as Typst has it: primary tag, region, direction.

    >>> foreign("pt-BR")
    {'lang': 'pt', 'region': 'BR', 'dir': 'ltr'}
    """
    primary, _, rest = language.partition("-")
    region = rest if len(rest) == 2 else ""
    return {"lang": primary, "region": region, "dir": direction(language)}


def in_order(language: str, text: str) -> str:
    """An identifier or address that keeps its own order in a right-to-left line, by a mark on either side."""
    return f"\u200e{text}\u200e" if text and direction(language) == "rtl" else text


def typst_blocks(blocks: list[Node]) -> list[Node]:
    """The blocks, with every classed Div and Span as a call of the template's function."""
    made: list[Node] = []
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        leads = block["t"] == "Para" and following is not None and following["t"] in ("BulletList", "OrderedList", "Table")
        made += around("#leading", _node(block)) if leads else _node(block)
    return made


def typst_inlines(inlines: list[Node]) -> list[Node]:
    """The same for the inlines of a line."""
    return list(_inside(inlines))


def _node(node: Node) -> list[Node]:
    kind = node["t"]
    if kind == "Str" and _SHORTHAND.search(node["c"]):
        return [raw_inline("typst", f"#{quoted(node['c'])};")]
    if kind == "Div":
        return around(_CALLS[node["c"][0][1][0]], _inside(node["c"][1]))
    if kind == "Span":
        (_, classes, pairs), inlines = node["c"]
        call = _CALLS[classes[0]] if classes else called("foreign", **foreign(dict(pairs)["lang"]))
        return [raw_inline("typst", f"{call}["), *_inside(inlines), raw_inline("typst", "]")]
    return [{**node, "c": _inside(node["c"])} if "c" in node else node]


def _inside(content: Any) -> Any:
    """The content with its nodes made ready; lists of nodes may grow."""
    if not isinstance(content, list):
        return content
    made: list[Any] = []
    for part in content:
        made += _node(part) if isinstance(part, dict) and "t" in part else [_inside(part)]
    return _guarded(made)


def _guarded(inlines: list[Any]) -> list[Any]:
    """The inlines; where the first would be taken for a heading's or list's mark, behind something empty."""
    first = inlines[0] if inlines else None
    if isinstance(first, dict) and first.get("t") == "Str" and _BLOCK_MARK.fullmatch(first["c"]):
        return [raw_inline("typst", '#""'), *inlines]
    return inlines
