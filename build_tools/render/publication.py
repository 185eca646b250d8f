"""The whole Publication: the text with its edition, amendments and site pages around it."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from build_tools.interface import direction
from build_tools.model.amendment import Amendment, Difference, Edition
from build_tools.model.consultation import Comment, Disposition, Round
from build_tools.model.facts import Facts
from build_tools.model.identifiers import slug
from build_tools.model.order import reading_order
from build_tools.model.provision import PLACE, Provision, Text, Value
from build_tools.model.publication import (
    AmendmentView,
    ChangeView,
    Code,
    EditionView,
    FieldChange,
    PageView,
    Publication,
    Spoken,
)
from build_tools.project import SitePage
from build_tools.render.present import Presenter, Speaks
from build_tools.render.redlines import field_redline
from build_tools.render.rounds import round_view


@dataclass(frozen=True, slots=True)
class Ingredients:
    """All that a publication is made of."""

    facts: Facts
    edition: Edition
    text: Text
    since: str
    """The edition that readers hold when this one comes; empty for a root edition."""
    since_text: Text
    amendments: Sequence[Amendment]
    """Those that lead here from there."""
    differences: Mapping[str, Sequence[Difference]]
    """Amendment → what it changes."""
    net: Sequence[Difference]
    """What differs from there."""
    speaker: Speaks
    pages: Sequence[SitePage]
    parts: Callable[[SitePage], list[tuple[str, str]]]
    """A site page to its (heading, Markdown)."""
    current: str
    digest: str
    revision: str
    units: int
    current_units: int
    rounds: Sequence[tuple[Round, Sequence[Comment], Sequence[Disposition]]] = ()
    """The edition's consultations with what was said and decided in them."""
    corrected: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Provision → the days on which it was corrected after the edition was issued."""


def publish(given: Ingredients) -> Publication:
    """The publication of one edition in one language."""
    facts, speaker = given.facts, given.speaker
    presenter = Presenter(facts, given.text, speaker)
    items = tuple(replace(item, corrected=given.corrected[item.id]) if item.id in given.corrected else item for item in presenter.items())
    amendments = tuple(_amendment(given, presenter, amendment) for amendment in given.edition.amendments)
    return Publication(
        language=speaker.language,
        official=facts.official,
        direction=direction(speaker.language),
        edition=_edition(given, presenter),
        current=given.current,
        digest=given.digest,
        standard={name: speaker.line(f"standard#{name}", getattr(facts, name)) for name in ("name", "full_name", "summary", "notice", "language_rule")},
        file_stem=_file_stem(f"{facts.name} {given.edition.name}"),
        maintainers=facts.maintainers,
        contact=facts.contact,
        website=facts.website,
        licence=(facts.licence_name, facts.licence_url),
        items=items,
        amendments=tuple(_amendment(given, presenter, amendment) for amendment in given.amendments),
        since=given.since,
        changes=tuple(_change(given, presenter, difference) for difference in given.net),
        pages=tuple(_page(given, presenter, page) for page in given.pages),
        revision=given.revision,
        units=given.units,
        current_units=given.current_units,
        by_id={item.id: item for item in items},
        rounds=tuple(round_view(presenter, given.edition, amendments, *found) for found in given.rounds),
    )


def _file_stem(name: str) -> str:
    """Plain letters for file names.

    >>> _file_stem("Norma de té 1.0")
    'norma-de-te-1.0'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9.]+", "-", plain).strip("-")


def _edition(given: Ingredients, presenter: Presenter) -> EditionView:
    edition, speaker = given.edition, given.speaker
    order = [provision for _, provision in reading_order(given.facts, given.text)]
    documents = [provision.id for provision in order if _is_document(given.facts, provision.id) and not provision.withdrawn]
    return EditionView(
        name=edition.name,
        title=speaker.line(f"{edition.name}#title", edition.title),
        status=edition.status,
        base=edition.base or "",
        branch=edition.branch,
        issued=edition.issued,
        effective=edition.effective,
        approved_by=speaker.line(f"{edition.name}#approved_by", edition.approved_by),
        summary=presenter.settled(speaker.prose(f"{edition.name}#summary", edition.summary)),
        evidence=_evidence(given, presenter, edition.evidence),
        documents=tuple(identifier for identifier in documents if not edition.documents or identifier in edition.documents),
        carried_over=edition.carried_over,
        not_put_out=tuple(identifier for identifier in documents if edition.documents and identifier not in edition.documents),
        corrected=tuple(sorted({day for days in given.corrected.values() for day in days})),
    )


def _is_document(facts: Facts, identifier: str) -> bool:
    kind = facts.kind_of(identifier)
    return kind is not None and kind.document


def _evidence(given: Ingredients, presenter: Presenter, value: str) -> Spoken | None:
    labels = given.facts.choices.get("evidence", {})
    return presenter.label(f"choice/evidence/{value}", labels[value]) if value in labels else None


def _amendment(given: Ingredients, presenter: Presenter, amendment: Amendment) -> AmendmentView:
    speaker = given.speaker
    return AmendmentView(
        id=amendment.id,
        slug=slug(amendment.id),
        edition=amendment.edition,
        title=speaker.line(f"{amendment.id}#title", amendment.title),
        reason=presenter.settled(speaker.prose(f"{amendment.id}#reason", amendment.reason)),
        klass=amendment.klass,
        status=amendment.status,
        evidence=_evidence(given, presenter, amendment.evidence),
        drivers=tuple(_driver(given, presenter, driver) for driver in amendment.drivers),
        changes=tuple(sorted((_change(given, presenter, found) for found in given.differences.get(amendment.id, ())), key=lambda change: presenter.rank(change.id))),
        erratum=amendment.erratum,
        decided_by=speaker.line(f"{amendment.id}#decided_by", amendment.decided_by) if amendment.decided_by else None,
        decided_on=amendment.decided_on,
    )


def _driver(given: Ingredients, presenter: Presenter, driver: str) -> Code:
    framework, _, item = driver.partition("/")
    if framework not in given.facts.frameworks:
        return Code(driver, Spoken(given.facts.official, driver))
    return presenter.framework_item(framework, item)


def _change(given: Ingredients, presenter: Presenter, difference: Difference) -> ChangeView:
    here = given.text.get(difference.id)
    there = given.since_text.get(difference.id)
    provision = here if here is not None and not here.withdrawn else there
    title = provision.fields.get("title", "") if provision else difference.after.get("title", difference.before.get("title", ""))
    return ChangeView(
        id=difference.id,
        slug=slug(difference.id),
        kind=difference.kind,
        title=given.speaker.field(difference.id, "title", str(title)) if title else Spoken(given.speaker.language),
        root=_line(given, difference.id)[-1],
        was=difference.was,
        here=here is not None and not here.withdrawn,
        fields=tuple(_field_change(given, presenter, difference, name) for name in given.facts.fields if name in difference.fields),
        parent=str(difference.after.get("parent") or (here.parent if here is not None else None) or ""),
        follows=_follows(given, difference, here),
        placed=difference.kind == "moved" or (difference.kind == "amended" and bool(set(PLACE) & {*difference.before, *difference.after})),
        amendments=difference.amendments,
        affects=tuple(presenter.shown(difference.id, name, value) for name, value in _audience(given, provision)),
        within=tuple(slug(found) for found in reversed(_line(given, difference.id))),
    )


def _follows(given: Ingredients, difference: Difference, here: Provision | None) -> str | None:
    kind = given.facts.kind_of(difference.id)
    if kind is None or kind.order == "key":
        return None
    return str(difference.after.get("follows") or (here.follows if here is not None else None) or "")


def _audience(given: Ingredients, provision: Provision | None) -> list[tuple[str, Value]]:
    declared = [name for name, field in given.facts.fields.items() if field.audience]
    return [(name, provision.fields[name]) for name in declared if provision is not None and name in provision.fields]


def _field_change(given: Ingredients, presenter: Presenter, difference: Difference, name: str) -> FieldChange:
    past = difference.was[0] if len(difference.was) == 1 else difference.id
    sides = ((past, difference.before.get(name)), (difference.id, difference.after.get(name)))
    before, after = (presenter.shown(identifier, name, value, with_older=False) if value is not None else None for identifier, value in sides)
    label = presenter.label(f"field/{name}", given.facts.fields[name].label)
    one, other = before, after
    if before is not None and after is not None and before.spoken.language != after.spoken.language:
        one, other = (presenter.official(name, str(value)) for _, value in sides)
    return FieldChange(label, name, before, after, (one, other), field_redline(one, other))


def _line(given: Ingredients, identifier: str) -> list[str]:
    """The provision and what it stands in, here or in the edition before, up to the root."""
    for text in (given.text, given.since_text):
        if identifier in text:
            line = [identifier]
            while (parent := text[line[-1]].parent) is not None and parent in text and parent not in line:
                line.append(parent)
            return line
    return [identifier]


def _page(given: Ingredients, presenter: Presenter, page: SitePage) -> PageView:
    speaker, context = given.speaker, f"site/{page.name}"
    parts = [
        (speaker.line(f"{context}#heading", heading) if heading else None, presenter.settled(speaker.prose(f"{context}#text", body)))
        for heading, body in given.parts(page)
    ]
    return PageView(page.name, speaker.line(f"{context}#title", page.title), tuple(parts))
