"""Amendments in words: what they change, as one tells it in a terminal or a mail, and as amending sentences."""

from collections.abc import Callable, Iterator

from build_tools.interface import say
from build_tools.model.amendment import OPEN, Change
from build_tools.model.facts import Facts
from build_tools.model.provision import PLACE, Value
from build_tools.model.publication import AmendmentView, Publication
from build_tools.prose.parse import parse
from build_tools.prose.redline import redline, redline_line
from build_tools.prose.tree import Deleted, Inline, Inlines, Inserted, Paragraph, Words, map_inlines
from build_tools.prose.write import write_plain
from build_tools.render.instructions import amendment_sentences
from build_tools.render.status import state_words

_GAP = "…"


def change_lines(facts: Facts, change: Change, title: str) -> Iterator[str]:
    """One provision's change: what happens to it, then each field with its redline in words."""
    before, after = change.before or {}, change.after or {}
    yield f"{change.id}  {title}  ({_happens(change)})"
    for name in PLACE:
        if before.get(name) != after.get(name) and change.before is not None:
            where = "in" if name == "parent" else "behind"
            yield f"  {where} {_shown(after.get(name)) or 'nothing'} instead of {_shown(before.get(name)) or 'nothing'}"
    if change.before is not None and "withdrawn" in after:
        return
    for name, field in facts.fields.items():
        if before.get(name) != after.get(name):
            lines = marked(before.get(name), after.get(name), field.type == "prose").split("\n")
            yield from (f"  {field.label}: {lines[0]}", *(f"    {line}" for line in lines[1:]))


def _happens(change: Change) -> str:
    if change.before is None:
        was = change.after.get("was", ()) if change.after else ()
        return f"new, was {_shown(was)}" if was else "new"
    if "withdrawn" in (change.after or {}):
        return "withdrawn"
    return "moved" if {*change.before, *(change.after or {})} <= set(PLACE) else "changed"


def _shown(value: Value | None) -> str:
    return ", ".join(value) if isinstance(value, tuple) else value or ""


def marked(before: Value | None, after: Value | None, prose: bool) -> str:
    """What was and what is, in one: words that go and come in brackets; of a longer text only the lines with changes.

    >>> marked("Keep it dry.", "Keep it cool.", True)
    'Keep it [deleted: dry] [inserted: cool].'
    >>> marked(("A", "B"), ("B", "C"), False)
    '[deleted: A], B, [inserted: C]'
    """
    if isinstance(before, tuple) or isinstance(after, tuple):
        old, new = (side if isinstance(side, tuple) else () for side in (before, after))
        members = [f"[deleted: {one}]" for one in old if one not in new] + [one if one in old else f"[inserted: {one}]" for one in new]
        return ", ".join(members)
    one, two = before or "", after or ""
    tree = redline(parse(one).prose, parse(two).prose) if prose else (Paragraph(redline_line(one, two)),)
    lines = write_plain(map_inlines(tree, _in_words), lambda reference: reference.words or reference.target).split("\n")
    return "\n".join(_with_changes(lines))


def _in_words(inlines: Inlines) -> Inlines:
    found: list[Inline] = []
    for place, inline in enumerate(inlines):
        if isinstance(inline, (Inserted, Deleted)):
            label = "inserted" if isinstance(inline, Inserted) else "deleted"
            gap = " " if place and isinstance(inlines[place - 1], Deleted) else ""
            found += [Words(f"{gap}[{label}: "), *inline.children, Words("]")]
        else:
            found.append(inline)
    return tuple(found)


def _with_changes(lines: list[str]) -> Iterator[str]:
    """The lines with a change; what is left out between them is only hinted at."""
    skipped = False
    for line in lines:
        if "[inserted: " in line or "[deleted: " in line:
            yield from (_GAP, line) if skipped else (line,)
            skipped = False
        else:
            skipped = True


# ---- Amending sentences ----


def sentences_text(publication: Publication, edition: str) -> str:
    """The amending sentences of an edition's own amendments, for a mail or a letter."""
    lines = [*_heads(publication)]
    for amendment in _own(publication, edition):
        lines += ["", f"{amendment.id}  {amendment.title.words}{_state(amendment, publication.language)}"]
        for number, sentence in enumerate(_sentences(amendment, publication.language), 1):
            lines.append(f"  {number}. " + sentence.replace("\n", "\n     "))
    return "\n".join(lines) + "\n"


def sentences_markdown(publication: Publication, edition: str) -> str:
    """The same as Markdown."""
    title, *rest = _heads(publication)
    lines = [f"# {title}", *(f"\n{line}" for line in rest)]
    for amendment in _own(publication, edition):
        lines += ["", f"## {amendment.id} – {amendment.title.words}{_state(amendment, publication.language)}", ""]
        for number, sentence in enumerate(_sentences(amendment, publication.language), 1):
            lines.append(f"{number}. " + _escaped(sentence).replace("\n", "\\\n   "))
    return "\n".join(lines) + "\n"


def _heads(publication: Publication) -> Iterator[str]:
    language, edition = publication.language, publication.edition
    yield edition.title.words
    if edition.base:
        yield say(language, "The amendments that lead from edition {base} to edition {edition}.", base=edition.base, edition=edition.name)


def _own(publication: Publication, edition: str) -> list[AmendmentView]:
    """The edition's amendments that are or may come into its text."""
    return [amendment for amendment in publication.amendments if amendment.edition == edition and amendment.status in ("adopted", *OPEN)]


def _state(amendment: AmendmentView, language: str) -> str:
    return "" if amendment.status == "adopted" else f" ({state_words(language, amendment.status)})"


def _sentences(amendment: AmendmentView, language: str) -> list[str]:
    return [sentence for _, found in amendment_sentences(amendment, language) for sentence in found]


def _escaped(sentence: str) -> str:
    """Words that Markdown leaves as they are."""
    return "".join(f"\\{character}" if character in "\\*_`[]<>|#" else character for character in sentence)


INSTRUCTIONS: dict[str, Callable[[Publication, str], str]] = {"text": sentences_text, "markdown": sentences_markdown}
