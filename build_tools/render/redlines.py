"""What amendments do, for readers: a field as one prose with deletions and insertions, the fields shown, whom it concerns, in what order."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from build_tools.model.publication import AmendmentView, ChangeView, Code, FieldChange, Publication, Shown, Spoken
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
    return [field for field in change.fields if field.name != "title" or (field.before is None) == (field.after is None)]


def amendments_by_root(publication: Publication) -> dict[str, list[AmendmentView]]:
    """Root in which their first change stands → amendments, in the order of the text; empty for those without a change."""
    order = {item.id: place for place, item in enumerate(publication.items)}
    groups: dict[str, list[AmendmentView]] = {}
    for amendment in publication.amendments:
        roots = sorted({change.root for change in amendment.changes}, key=lambda root: (order.get(root, len(order)), root))
        groups.setdefault(roots[0] if roots else "", []).append(amendment)
    return dict(sorted(groups.items(), key=lambda group: order.get(group[0], len(order))))


def audiences(amendment: AmendmentView) -> list[tuple[Spoken, list[str]]]:
    """(label, members in words) of each field that says whom the amendment concerns."""
    labels: dict[str, Spoken] = {}
    members: dict[str, dict[str, str]] = {}
    for shown in (shown for change in amendment.changes for shown in change.affects):
        labels[shown.name] = shown.label
        members.setdefault(shown.name, {}).update({code.code: code.spoken.words for code in shown.codes})
    return [(labels[name], list(found.values())) for name, found in members.items()]
