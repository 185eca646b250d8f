"""Pandoc's neutral tree with what its Typst writer would drop: languages, notes, footnotes."""

import re
from typing import Any

from build_tools.interface import direction
from build_tools.render.pandoc import Node, raw, raw_inline

_CALLS = {"note": "#note", "footnote": "#footnote-text", "mark": "#mark"}
"""Class → the template's function."""
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


def typst_blocks(blocks: list[Node]) -> list[Node]:
    """The blocks, with every classed Div and Span as a call of the template's function."""
    return [made for block in blocks for made in _node(block)]


def _node(node: Node) -> list[Node]:
    kind = node["t"]
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
    return made
