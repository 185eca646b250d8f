"""A list as a drawing: numbered items are steps under each other, bullets stand side by side, a list inside an item is framed by it.

The drawing is made of the provision's own words, so that it is translated, amended and read aloud with them, and
fits whatever their length.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from build_tools.interface import direction
from build_tools.prose.tree import Inlines, Items, Paragraph, Prose, Strong
from build_tools.prose.write import plain_inlines

WIDTH = 400
"""Units across: on a phone about a pixel each."""
DEEPEST = 3
"""So many lists inside each other are still wide enough for words."""
_SIZE, _LINE, _PAD, _GAP, _STEP = 13.0, 17.0, 9.0, 10.0, 26.0
_NARROWEST = 112.0
"""A box that is narrower breaks ordinary words."""
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
_PART = re.compile(f"{_WIDE.pattern}|[^ \u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+| ")
_ADVANCES = (("ijlI.,;:'’|!()[]", 0.30), ("frt-–/\" \u00a0", 0.38), ("mwMW—%@", 0.88))
"""Characters → the part of the size that they are wide, generously: no font is at hand here."""


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of a drawing, as `#rrggbb`, and its fonts."""

    line: str
    fill: str
    families: tuple[str, ...] = ("system-ui", "sans-serif")


@dataclass(frozen=True, slots=True)
class _Line:
    words: str
    bold: bool


def drawable(prose: Prose) -> bool:
    """Whether the prose is one list whose items begin with words, no deeper than can be drawn."""
    return len(prose) == 1 and isinstance(prose[0], Items) and _fits(prose[0], 1)


def _fits(block: Items, depth: int) -> bool:
    if depth > DEEPEST:
        return False
    for item in block.items:
        match item:
            case (Paragraph(),):
                continue
            case (Paragraph(), Items() as inner) if _fits(inner, depth + 1):
                continue
        return False
    return True


def drawing(prose: Prose, title: str, language: str, look: Look) -> str:
    """The list as an SVG image of the same words, named by `title`.

    What `drawable` refuses gives an empty drawing.
    """
    drawer = _Drawer(look, direction(language))
    shapes, height = drawer.items(prose[0], 1, 1, WIDTH - 2) if drawable(prose) and isinstance(prose[0], Items) else ([], 0.0)
    family = escape(", ".join(look.families))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {_number(height + 2)}" role="img" direction="{direction(language)}"'
    return f'{head} font-family="{family}" font-size="{_number(_SIZE)}" text-anchor="middle"><title>{escape(title, quote=False)}</title>{"".join(shapes)}</svg>'


@dataclass(frozen=True, slots=True)
class _Drawer:
    look: Look
    way: str

    def items(self, block: Items, x: float, y: float, width: float) -> tuple[list[str], float]:
        """(shapes, height) of a list."""
        return self._beside(block, x, y, width) if block.start is None else self._below(block, x, y, width)

    def _below(self, block: Items, x: float, y: float, width: float) -> tuple[list[str], float]:
        shapes: list[str] = []
        top = y
        for place, item in enumerate(block.items):
            if place:
                shapes.append(self._arrow(x + width / 2, top))
                top += _STEP
            drawn, height = self._item(item, x, top, width)
            shapes += drawn
            top += height
        return shapes, top - y

    def _beside(self, block: Items, x: float, y: float, width: float) -> tuple[list[str], float]:
        count = columns(block, width)
        inner = (width - _GAP * (count - 1)) / count
        shapes: list[str] = []
        top = y
        for start in range(0, len(block.items), count):
            row = block.items[start : start + count]
            height = max(self._item(item, 0, 0, inner)[1] for item in row)
            for place, item in enumerate(row):
                column = count - 1 - place if self.way == "rtl" else place
                shapes += self._item(item, x + column * (inner + _GAP), top, inner, height)[0]
            top += height + _GAP
        return shapes, top - _GAP - y

    def _item(self, item: Prose, x: float, y: float, width: float, least: float = 0.0) -> tuple[list[str], float]:
        """A box of at least the height given; one with a list inside is a frame around it."""
        assert isinstance(item[0], Paragraph)
        lines = list(_lines(item[0].children, width - 2 * _PAD))
        own = len(lines) * _LINE + 2 * _PAD - 3
        inner = [block for block in item[1:] if isinstance(block, Items)]
        if not inner:
            height = max(own, least)
            return [self._frame(x, y, width, height, framed=False), *self._words(lines, x + width / 2, y + (height - own) / 2)], height
        drawn, below = self.items(inner[0], x + _PAD, y + own, width - 2 * _PAD)
        height = max(own + below + _PAD, least)
        return [self._frame(x, y, width, height, framed=True), *self._words(lines, x + width / 2, y), *drawn], height

    def _frame(self, x: float, y: float, width: float, height: float, framed: bool) -> str:
        dashes = ' stroke-dasharray="4 3"' if framed else ""
        fill = "none" if framed else self.look.fill
        place = f'x="{_number(x)}" y="{_number(y)}" width="{_number(width)}" height="{_number(height)}"'
        return f'<rect class="{"frame" if framed else "box"}" {place} rx="5" fill="{fill}" stroke="{self.look.line}"{dashes}/>'

    def _words(self, lines: list[_Line], x: float, y: float) -> Iterator[str]:
        for place, line in enumerate(lines):
            weight = ' font-weight="600"' if line.bold else ""
            yield f'<text x="{_number(x)}" y="{_number(y + _PAD + _SIZE - 2 + place * _LINE)}"{weight}>{escape(line.words, quote=False)}</text>'

    def _arrow(self, x: float, y: float) -> str:
        tip = y + _STEP - 4
        way = f"M{_number(x)} {_number(y + 3)}V{_number(tip)}M{_number(x - 5)} {_number(tip - 6)}L{_number(x)} {_number(tip)}L{_number(x + 5)} {_number(tip - 6)}"
        return f'<path class="arrow" d="{way}" fill="none" stroke="{self.look.line}" stroke-width="1.6"/>'


def columns(block: Items, width: float = WIDTH) -> int:
    """So many boxes side by side as are even and wide enough; frames take the whole width."""
    if any(len(item) > 1 for item in block.items):
        return 1
    fitting = max(1, int((width + _GAP) // (_NARROWEST + _GAP)))
    return max(count for count in range(1, min(fitting, len(block.items)) + 1) if len(block.items) % count == 0 or count < 3)


def _lines(children: Inlines, width: float) -> Iterator[_Line]:
    """Words broken into lines; strong words at the beginning stand in lines of their own."""
    for bold, inlines in zip((True, False), lead_and_rest(children), strict=True):
        words = plain_inlines(inlines, lambda reference: reference.words).strip(" ")
        yield from (_Line(line, bold) for line in _broken(words, width / (1.08 if bold else 1.0)))


def lead_and_rest(children: Inlines) -> tuple[Inlines, Inlines]:
    """The strong words that begin a box, and what follows them."""
    return (children[:1], children[1:]) if children and isinstance(children[0], Strong) else ((), children)


def _broken(words: str, width: float) -> Iterator[str]:
    """The lines; a word that is wider than a line is broken where it must."""
    line = ""
    for part in (part for whole in _PART.findall(words) for part in (whole if _advance(whole) > width else (whole,))):
        if line and _advance(line + part) > width and part != " ":
            yield line.strip(" ")
            line = ""
        line += part
    if line.strip(" "):
        yield line.strip(" ")


def _advance(words: str) -> float:
    """About how wide words are drawn."""
    return sum(_SIZE * _part_of_size(character) for character in words)


def _part_of_size(character: str) -> float:
    if _WIDE.match(character):
        return 1.0
    return next((part for characters, part in _ADVANCES if character in characters), 0.66 if character.isupper() else 0.57)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
