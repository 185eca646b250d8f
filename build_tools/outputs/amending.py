"""Amendments as files, and the text that follows them where source/ holds an edition that they lead to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from build_tools.amend.consolidate import Editions
from build_tools.canonical.amendments import write_amendment, write_edition, write_seal
from build_tools.canonical.source import in_form, write_source
from build_tools.load.yaml import read_yaml
from build_tools.model.amendment import ISSUED, Amendment, Change, Edition
from build_tools.model.facts import Facts
from build_tools.model.provision import Attributes, Provision, Text
from build_tools.model.seal import digest_of, seal
from build_tools.project import Project


@dataclass(frozen=True, slots=True)
class Revision:
    """What is written where amendments change, and the texts that come of it."""

    written: Mapping[str, str]
    """Path below the project → content, where it differs."""
    removed: tuple[str, ...] = ()
    texts: Mapping[str, Text] = field(default_factory=dict)
    """The editions that they lead to, with their texts."""
    sealed: tuple[str, ...] = ()
    """Those of them that are sealed anew, because their text changed."""


def amendment_path(identifier: str) -> str:
    """Where an amendment stands, below the project.

    >>> amendment_path("2.2/A1")
    'amendments/2.2/A1.yml'
    """
    return f"amendments/{identifier}.yml"


def amendment_file(facts: Facts, amendment: Amendment, present: str = "") -> str:
    """The amendment in canonical form; the note of its present file stays."""
    kept = read_yaml(present, "", []) if present else None
    record = {
        "id": amendment.id,
        "title": amendment.title,
        "class": amendment.klass,
        "status": amendment.status,
        "decided_by": amendment.decided_by,
        "decided_on": amendment.decided_on,
        "erratum": amendment.erratum,
        "reason": amendment.reason,
        "drivers": list(amendment.drivers),
        "evidence": amendment.evidence,
        "translations": "keep" if amendment.keeps_translations else "",
        "note": kept.get("note", "") if kept else "",
        "changes": [_change_record(change) for change in amendment.changes],
    }
    return write_amendment(facts, {name: value for name, value in record.items() if value})


def _change_record(change: Change) -> dict[str, object]:
    after = None if change.after == {"withdrawn": "true"} and change.before is not None else change.after
    sides = {"before": change.before, "after": after}
    return {"id": change.id, **{name: _side(values) for name, values in sides.items() if values is not None}}


def _side(values: Attributes) -> dict[str, object]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def edition_file(facts: Facts, edition: Edition) -> str:
    """A new edition's edition.yml."""
    record = {"name": edition.name, "title": edition.title, "base": edition.base, "status": edition.status, "branch": "true" if edition.branch else "", "summary": edition.summary}
    return write_edition(facts, {name: value for name, value in record.items() if value})


def normalized(facts: Facts, text: Text) -> dict[str, Provision]:
    """The text as canonical files would hold it."""
    return {key: replace(found, fields={name: in_form(facts, name, value) for name, value in found.fields.items()}) for key, found in text.items()}


def revision(project: Project, editions: Editions, revised: Mapping[str, Edition], reasons: Sequence[str] = ()) -> Revision:
    """What to write where these editions have other amendments: the amendments, the text in source/, and, where there are reasons to, the seals of issued texts that change.

    Raises ContentError where an amendment does not fit.
    """
    texts = editions.revised(revised)
    written = {amendment_path(one.id): amendment_file(project.facts, one, project.files.get(amendment_path(one.id), "")) for one in _changed(project, revised)}
    removed: list[str] = []
    source = project.facts.source_edition
    if source in texts:
        wanted = write_source(project.facts, texts[source])
        written |= wanted
        removed = [path for path in project.files if path.startswith("source/") and path not in wanted]
    sealed = [name for name, text in texts.items() if reasons and name in project.seals and digest_of(text) != project.seals[name].digest and project.editions[name].status in ISSUED]
    for name in sealed:
        written[f"amendments/{name}/seal.yml"] = write_seal(seal(texts[name], (*project.seals[name].reasons, *(" ".join(reason.split()) for reason in reasons))))
    differing = {path: content for path, content in written.items() if project.files.get(path) != content}
    return Revision(differing, tuple(removed), texts, tuple(sealed))


def _changed(project: Project, revised: Mapping[str, Edition]) -> Iterable[Amendment]:
    """The amendments that are not what the project has."""
    for name, edition in revised.items():
        present = {amendment.id: amendment for amendment in project.editions[name].amendments}
        yield from (amendment for amendment in edition.amendments if present.get(amendment.id) != amendment)
