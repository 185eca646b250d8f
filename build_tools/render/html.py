"""Pieces of a Publication to finished HTML, the same words letter by letter.

An element with `data-field` holds exactly the field's words: labels and notices stand outside of it, markers of lists come from the browser.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from build_tools.interface import direction, joined, name_in, say
from build_tools.model.publication import Code, Item, Shown, Spoken
from build_tools.prose.tree import (
    Block,
    Deleted,
    Emphasis,
    Footnote,
    Inlines,
    Inserted,
    Items,
    Link,
    Mark,
    Note,
    Paragraph,
    Prose,
    Reference,
    Strong,
    Table,
    Words,
)
from build_tools.render.drawing import Look, drawing
from build_tools.render.status import corrected_words

LOOK = Look("#5a6b7d", "#eef2f6")
"""Of drawings where no style sheet says otherwise."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The page that a piece stands on."""

    language: str
    href: Callable[[str], str]
    """Identifier → address from this page; empty where there is none to lead to."""
    quiet: bool = False
    """The page says by itself that all of it is in the official language."""
    successors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Withdrawn provision → those that came of it."""


def words(text: str) -> str:
    """Text as HTML."""
    return escape(text, quote=False)


def language_marks(language: str, around: str) -> str:
    """The attributes of an element whose language is not that of what is around it.

    >>> language_marks("ar", "es")
    ' lang="ar" dir="rtl"'
    """
    return "" if language == around else f' lang="{language}" dir="{direction(language)}"'


def linked(address: str, inner: str, marks: str = "") -> str:
    """Finished HTML as a link; where there is no address, only with its attributes."""
    if address:
        return f'<a{marks} href="{escape(address)}">{inner}</a>'
    return f"<span{marks}>{inner}</span>" if marks else inner


def line_html(spoken: Spoken, around: str) -> str:
    """A line, marked where it is in another language than the page."""
    marks = language_marks(spoken.language, around)
    return f"<span{marks}>{words(spoken.words)}</span>" if marks else words(spoken.words)


def prose_html(prose: Prose, setting: Setting, language: str, prefix: str) -> str:
    """Blocks; `language` is that of the prose, `prefix` keeps the addresses of footnotes apart."""
    return _Writer(setting, language, prefix).blocks(prose)


def spoken_html(spoken: Spoken, setting: Setting, prefix: str) -> str:
    """Prose with its language, as a block; a line where it is no prose."""
    marks = language_marks(spoken.language, setting.language)
    inner = prose_html(spoken.prose, setting, spoken.language, prefix) if spoken.prose else f"<p>{words(spoken.words)}</p>"
    return f"<div{marks}>{inner}</div>" if marks else inner


@dataclass(frozen=True, slots=True)
class _Writer:
    setting: Setting
    language: str
    prefix: str

    def blocks(self, prose: Prose) -> str:
        return "\n".join(self.block(block) for block in prose)

    def block(self, block: Block) -> str:
        match block:
            case Paragraph(children):
                return f"<p>{self.inlines(children)}</p>"
            case Items(items, start):
                tag = "ul" if start is None else "ol"
                first = f' start="{start}"' if start not in (None, 1) else ""
                return f"<{tag}{first}>\n" + "\n".join(f"<li>{self.item(item)}</li>" for item in items) + f"\n</{tag}>"
            case Table(rows):
                return self.table(rows)
            case Note(blocks):
                return f'<div class="note">\n{self.blocks(blocks)}\n</div>'
            case Footnote(label, blocks):
                return f'<div class="footnote" id="{self.note(label)}"><span class="footnote-label">[{words(label)}]</span> {self.blocks(blocks)}</div>'

    def item(self, item: Prose) -> str:
        match item:
            case (Paragraph(children), *rest) if not any(isinstance(block, Paragraph) for block in rest):
                return "\n".join([self.inlines(children), *(self.block(block) for block in rest)])
        return self.blocks(item)

    def table(self, rows: tuple[tuple[Inlines, ...], ...]) -> str:
        head = "\n".join(f'<th scope="col">{self.inlines(cell)}</th>' for cell in rows[0])
        body = "\n".join("<tr>" + "\n".join(f"<td>{self.inlines(cell)}</td>" for cell in row) + "</tr>" for row in rows[1:])
        label = escape(say(self.setting.language, "Table"))
        return f'<div class="table" role="group" tabindex="0" aria-label="{label}"><table class="rows">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>'

    def note(self, label: str) -> str:
        return f"{self.prefix}-note-{escape(label)}"

    def inlines(self, inlines: Inlines) -> str:
        return "".join(self.inline(inline) for inline in inlines)

    def inline(self, inline: object) -> str:
        match inline:
            case Words(text):
                return words(text)
            case Emphasis(children):
                return f"<em>{self.inlines(children)}</em>"
            case Strong(children):
                return f"<strong>{self.inlines(children)}</strong>"
            case Reference(target, shown, language):
                marks = language_marks(language or self.language, self.language)
                return linked(self.setting.href(target), words(shown), marks)
            case Link(address, children):
                return f'<a href="{escape(address)}" rel="external">{self.inlines(children)}</a>'
            case Inserted(children):
                return f"<ins>{self.said(say(self.setting.language, 'inserted:'))}{self.inlines(children)}</ins>"
            case Deleted(children):
                return f"<del>{self.said(say(self.setting.language, 'deleted:'))}{self.inlines(children)}</del>"
            case Mark(label):
                return f'<sup><a href="#{self.note(label)}">[{words(label)}]</a></sup>'
        raise AssertionError(inline)


    def said(self, label: str) -> str:
        """What those hear who cannot see the mark."""
        return f'<span class="hidden"{language_marks(self.setting.language, self.language)}>{words(label)} </span>'


def value_html(shown: Shown, setting: Setting, prefix: str) -> str:
    """What stands inside the element of a field: exactly its words."""
    if shown.type in ("provisions", "framework", "choice"):
        return _members(shown, setting)
    if shown.spoken.prose:
        return prose_html(shown.spoken.prose, setting, shown.spoken.language, f"{prefix}-{shown.name}")
    return words(shown.spoken.words)


def _members(shown: Shown, setting: Setting) -> str:
    """A list's members one by one; what joins them in a sentence stays, for those who listen or copy."""
    parts, place, text = [], 0, shown.spoken.words
    for code in shown.codes:
        start = text.find(code.spoken.words, place)
        if start < 0:
            return words(text)
        parts.append(_joint(text[place:start]) + _member(code, shown, setting))
        place = start + len(code.spoken.words)
    return "".join(parts) + _joint(text[place:])


def _joint(text: str) -> str:
    return f'<span class="joint">{words(text)}</span>' if text else ""


def _member(code: Code, shown: Shown, setting: Setting) -> str:
    marks = language_marks(code.spoken.language, shown.spoken.language)
    return linked(setting.href(code.code) if code.slug else "", words(code.spoken.words), f' class="chip"{marks}')


def provision_html(item: Item, level: int, setting: Setting) -> str:
    """A provision with its heading and all its fields; what stands in it follows elsewhere."""
    if item.withdrawn:
        return _tombstone(item, level, setting)
    parts = [_heading(item, level, setting), _badges(item, setting), _history(item, setting), _fallback(item, setting)]
    if item.title and item.title.older:
        parts.append(_older(item.title, item, setting))
    parts += _fields(item, setting)
    if item.shape == "boxed":
        parts.append(f'<p class="to-history"><a href="{escape(setting.href(f"id:{item.id}"))}">{words(say(setting.language, "History"))}</a></p>')
    body = "\n".join(part for part in parts if part)
    shape = f" {item.shape}" if item.shape else ""
    return f'<section class="provision{shape}" id="{item.slug}" data-id="{escape(item.id)}" data-kind="{item.kind}">\n{body}\n</section>'


def _heading(item: Item, level: int, setting: Setting) -> str:
    assert item.title is not None, item.id
    marks = language_marks(item.title.spoken.language, setting.language)
    title = f'<span data-field="title"{marks}>{words(item.title.spoken.words)}</span>'
    number = f'<span class="number">{words(item.number)}</span> ' if item.number and item.shape != "labelled" else ""
    eyebrow = f'<span class="eyebrow">{line_html(item.kind_label, setting.language)} {words(item.number)}</span> ' if item.shape == "labelled" else ""
    ident = ident_html(item, setting)
    if item.shape in ("captioned", "drawn"):
        return f'<p class="caption"><strong>{title}</strong> {ident}</p>'
    tag = f"h{min(level, 6)}"
    if item.shape == "boxed":
        return f"<{tag}>{ident} {number}{title}</{tag}>"
    return f"<{tag}>{eyebrow}{number}{title} {ident}</{tag}>"


def ident_html(item: Item, setting: Setting) -> str:
    """The identifier as a link to its own place; a script lets it be copied."""
    copied, tip = escape(say(setting.language, "Link copied")), escape(say(setting.language, "Link to this place"))
    return f'<a class="ident" href="#{item.slug}" title="{tip}" data-copied="{copied}"><bdi>{words(item.id)}</bdi></a>'


def _badges(item: Item, setting: Setting) -> str:
    """Choices; the usual one is only for those who listen, in a box it stands among the facts."""
    badges = [
        f'<span class="{"hidden" if shown.usual else "badge"}" data-choice="{escape(shown.codes[0].code)}"><span class="hidden">{line_html(shown.label, setting.language)}: </span>'
        f'<span data-field="{shown.name}"{language_marks(shown.spoken.language, setting.language)}>{words(shown.spoken.words)}</span></span>'
        for shown in item.fields
        if shown.type == "choice" and not _among_facts(shown, item)
    ]
    quiet = " quiet" if all(shown.usual for shown in item.fields if shown.type == "choice") else ""
    return f'<p class="badges{quiet}">{" ".join(badges)}</p>' if badges else ""


def _among_facts(shown: Shown, item: Item) -> bool:
    return shown.usual and item.shape == "boxed"


def _history(item: Item, setting: Setting) -> str:
    told = [say(setting.language, "Formerly {identifiers}.", identifiers=_links(item.was, setting))] if item.was else []
    told += [words(corrected_words(setting.language, item.corrected))] if item.corrected else []
    return "\n".join(f'<p class="history">{sentence}</p>' for sentence in told)


def _links(identifiers: Sequence[str], setting: Setting) -> str:
    return joined(setting.language, [f'<a href="{escape(setting.href(one))}"><bdi>{words(one)}</bdi></a>' for one in identifiers])


def _fallback(item: Item, setting: Setting) -> str:
    """The notice that the official text stands in for a translation."""
    shown = [one for one in (item.title, *item.fields) if one and one.type in ("line", "prose")]
    others = [one.spoken.language for one in shown if one.spoken.language != setting.language]
    if not others or setting.quiet:
        return ""
    return f'<p class="fallback">{words(fallback_notice(setting.language, others[0], whole=len(others) == len(shown)))}</p>'


def fallback_notice(language: str, official: str, whole: bool) -> str:
    """Why words on a page are not in its language."""
    name = name_in(language, official)
    if whole:
        return say(language, "Shown in the official language ({language}), because there is no current translation.", language=name)
    return say(language, "Partly shown in the official language ({language}), where there is no current translation.", language=name)


def _older(shown: Shown, item: Item, setting: Setting) -> str:
    assert shown.older is not None, item.id
    summary = words(say(setting.language, "Older translation, of edition {edition}", edition=shown.older.edition))
    text = spoken_html(shown.older.spoken, setting, f"{item.slug}-{shown.name}-older")
    return f'<details class="older"><summary>{summary}</summary>\n<div>{text}</div></details>'


def _fields(item: Item, setting: Setting) -> Iterator[str]:
    """Prose in the declared order, the first without a label; what is short stands between, as facts."""
    facts: list[str] = []
    labelled = False
    for shown in item.fields:
        if shown.type == "choice" and not _among_facts(shown, item):
            continue
        if shown.type != "prose":
            facts.append(_fact(shown, item, setting))
            continue
        yield from _facts(facts)
        facts = []
        yield _prose_field(shown, item, setting, labelled)
        labelled = True
    yield from _facts(facts)


def _facts(facts: list[str]) -> Iterator[str]:
    if facts:
        yield '<dl class="facts">\n' + "\n".join(facts) + "\n</dl>"


def _fact(shown: Shown, item: Item, setting: Setting) -> str:
    marks = language_marks(shown.spoken.language, setting.language)
    older = _older(shown, item, setting) if shown.older else ""
    value = value_html(shown, setting, item.slug)
    return f'<div class="{shown.type}"><dt>{line_html(shown.label, setting.language)}</dt>\n<dd><span data-field="{shown.name}"{marks}>{value}</span>{older}</dd></div>'


def _prose_field(shown: Shown, item: Item, setting: Setting, labelled: bool) -> str:
    marks = language_marks(shown.spoken.language, setting.language)
    label = f'<p class="label">{line_html(shown.label, setting.language)}</p>\n' if labelled else ""
    value = f'<div data-field="{shown.name}"{marks}>\n{value_html(shown, setting, item.slug)}\n</div>'
    if item.shape == "drawn":
        value = _figure(shown, item, setting) + f'<details class="in-words"><summary>{words(say(setting.language, "The figure in words"))}</summary>\n{value}\n</details>'
    older = "\n" + _older(shown, item, setting) if shown.older else ""
    rank = "further" if labelled else "main"
    return f'<div class="field {rank}" data-name="{shown.name}">\n{label}{value}{older}\n</div>'


def _figure(shown: Shown, item: Item, setting: Setting) -> str:
    assert item.title is not None, item.id
    svg = drawing(shown.spoken.prose, item.title.spoken.words, shown.spoken.language, LOOK)
    return f'<figure class="drawing"{language_marks(shown.spoken.language, setting.language)}>{svg}</figure>\n'


def _tombstone(item: Item, level: int, setting: Setting) -> str:
    """One line that keeps the place of a withdrawn provision."""
    successors = setting.successors.get(item.id, ())
    if successors:
        text = say(setting.language, "Replaced by {identifiers}.", identifiers=_links(successors, setting))
    else:
        text = say(setting.language, "Withdrawn.")
    ident = ident_html(item, setting)
    name = f"<h1>{ident}</h1>" if level == 1 else ident
    address = setting.href(f"id:{item.id}")
    history = f'<a href="{escape(address)}">{say(setting.language, "Last wording")}</a>'
    return f'<section class="provision tombstone" id="{item.slug}" data-id="{escape(item.id)}" data-kind="{item.kind}">\n{name} <span>{text}</span> {history}\n</section>'
