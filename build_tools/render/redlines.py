"""What an amendment does to a field, as one prose with deletions and insertions."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from build_tools.model.publication import ChangeView, Code, FieldChange, Shown, Spoken
from build_tools.prose.redline import deleted, inserted, redline, redline_line
from build_tools.prose.tree import Deleted, Inline, Inserted, Paragraph, Prose, Words
from build_tools.prose.write import write_plain


def field_redline(before: Shown | None, after: Shown | None) -> Spoken:
    """The two wordings as one; both must be in one language."""
    there = after or before
    assert there is not None
    if there.codes and there.type != "choice":
        prose: Prose = (Paragraph(_codes(before.codes if before else (), after.codes if after else ())),)
    elif any(shown is not None and shown.spoken.prose for shown in (before, after)):
        prose = _prose(before, after)
    else:
        prose = (Paragraph(redline_line(before.spoken.words if before else "", after.spoken.words if after else "")),)
    return Spoken(there.spoken.language, write_plain(prose, lambda reference: reference.words), prose)


def _prose(before: Shown | None, after: Shown | None) -> Prose:
    if before is None or after is None:
        return inserted(after.spoken.prose) if after else deleted(before.spoken.prose if before else ())
    return redline(before.spoken.prose, after.spoken.prose)


def _codes(before: Sequence[Code], after: Sequence[Code]) -> tuple[Inline, ...]:
    """Members of a list, those that go and those that come in their places."""
    old, new = [code.spoken.words for code in before], [code.spoken.words for code in after]
    shown: list[Inline] = []
    for step, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            shown += [Words(words) for words in new[new_start:new_end]]
        else:
            shown += [Deleted((Words(words),)) for words in old[old_start:old_end]]
            shown += [Inserted((Words(words),)) for words in new[new_start:new_end]]
    return tuple(part for place, member in enumerate(shown) for part in ((Words("; "), member) if place else (member,)))


def told_fields(change: ChangeView) -> list[FieldChange]:
    """The fields that a reader is shown: all but the title of a provision that came or went whole, which stands in the heading."""
    return [field for field in change.fields if not (field.name == "title" and (field.after is None or field.before is None) and (field.after or field.before) is not None)]
