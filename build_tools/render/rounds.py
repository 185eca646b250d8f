"""A round of consultation for its readers: what is asked, about which provisions, and what became of the comments."""

from collections.abc import Iterator, Sequence

from build_tools.model.amendment import Amendment, Change, Edition
from build_tools.model.consultation import Comment, Disposition, Round
from build_tools.model.identifiers import slug
from build_tools.model.provision import Attributes, attributes
from build_tools.model.publication import AmendmentView, Code, DispositionView, RoundView, Spoken, SubjectView
from build_tools.model.seal import digest_of_fields
from build_tools.render.present import Presenter


def round_view(
    presenter: Presenter, edition: Edition, amendments: Sequence[AmendmentView], found: Round, comments: Sequence[Comment], decided: Sequence[Disposition]
) -> RoundView:
    """The round in the presenter's language."""
    speaker = presenter.speaker
    chosen = [amendment.id for amendment in edition.amendments if not found.amendments or amendment.id in found.amendments]
    views = {view.id: view for view in amendments}
    labels = presenter.facts.choices.get("evidence", {})
    return RoundView(
        id=found.id,
        slug=slug(found.id),
        name=found.name,
        title=speaker.line(f"{found.id}#title", found.title),
        opens=found.opens,
        closes=found.closes,
        languages=found.languages,
        contact=found.contact,
        text=presenter.settled(speaker.prose(f"{found.id}#text", found.text)),
        amendments=tuple(chosen),
        groups=tuple(Code(key, speaker.line(f"{found.id}#group/{key}", label)) for key, label in found.groups.items()),
        evidence=presenter.label(f"choice/evidence/{found.evidence}", labels[found.evidence]) if found.evidence in labels else None,
        subjects=tuple(subject for amendment in edition.amendments if amendment.id in chosen for subject in _subjects(presenter, amendment, views[amendment.id])),
        comments=tuple(comments),
        dispositions=tuple(_disposition(presenter, found, one) for one in decided),
    )


def _disposition(presenter: Presenter, found: Round, decided: Disposition) -> DispositionView:
    context = f"{found.id}/{decided.id}"
    reason = presenter.settled(presenter.speaker.prose(f"{context}#reason", decided.reason))
    title = presenter.speaker.line(f"{context}#title", decided.title)
    return DispositionView(decided.id, title, decided.comments, decided.decision, reason, decided.amendment)


def _subjects(presenter: Presenter, amendment: Amendment, view: AmendmentView) -> Iterator[SubjectView]:
    """The provisions that the amendment changes; as its file names them where it does not fit the text."""
    changes = {change.id: change for change in amendment.changes if amendment.status != "adopted"}
    for shown in view.changes:
        digest = digest_of_fields(_after(presenter, shown.id, changes.get(shown.id)))
        yield SubjectView(shown.id, shown.slug, shown.title, amendment.id, digest, shown)
    for change in amendment.changes if not view.changes else ():
        title = _title(presenter, change)
        yield SubjectView(change.id, slug(change.id), title, amendment.id, digest_of_fields(_after(presenter, change.id, None)), None)


def _after(presenter: Presenter, identifier: str, change: Change | None) -> Attributes:
    """The provision as the amendment has it: the edition's own where it is in the text, else with the change made."""
    provision = presenter.text.get(identifier)
    present = attributes(provision) if provision else {}
    if change is None:
        return present
    return {name: value for name, value in present.items() if name not in (change.before or {}) or name in (change.after or {})} | dict(change.after or {})


def _title(presenter: Presenter, change: Change) -> Spoken:
    provision = presenter.text.get(change.id)
    title = (provision.fields.get("title") if provision else None) or (change.after or {}).get("title") or ""
    return presenter.speaker.field(change.id, "title", str(title)) if title else Spoken(presenter.speaker.language, change.id)
