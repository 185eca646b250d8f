"""The stages in order: load → check → consolidate → localize → present; writers take it from there."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from build_tools.amend.apply import DoesNotFit, apply, in_force
from build_tools.amend.compare import around, differences, differences_of, siblings_of, steps
from build_tools.amend.consolidate import Editions
from build_tools.amend.errata import corrected
from build_tools.canonical.amendments import write_record, write_seal
from build_tools.canonical.source import write_source
from build_tools.checks.all import run_checks
from build_tools.checks.content import Content
from build_tools.checks.follow_ups import without_follow_ups
from build_tools.checks.wording import UNWRITABLE
from build_tools.errors import ContentError, UsageError
from build_tools.load.project import load_project
from build_tools.load.yaml import read_yaml
from build_tools.model.amendment import ISSUED, Difference, Edition
from build_tools.model.identifiers import look_up, suggestion
from build_tools.model.order import file_of
from build_tools.model.provision import Text
from build_tools.model.publication import Publication
from build_tools.model.seal import digest_of, seal, seal_of
from build_tools.outputs.moving import copy_of_texts
from build_tools.problems import Problem
from build_tools.project import Project
from build_tools.render.publication import Ingredients, publish
from build_tools.translate.coverage import Coverage, coverage
from build_tools.translate.localize import Pairs, Translator, pairs_of
from build_tools.translate.speaker import Speaker
from build_tools.translate.units import page_parts


class Pipeline:
    """One project taken through the stages; each result is made once."""

    def __init__(self, root: Path, only: Collection[str] | None = None) -> None:
        """Reads the project, with the catalogues of all languages or of `only` some."""
        self.project: Project = load_project(root, only)
        self.editions = Editions(self.project)
        self._coverage: dict[tuple[str, str], Coverage] = {}
        self._digests: dict[str, str] = {}

    def text(self, edition: str) -> Text:
        """The edition's text."""
        return self.editions.text(edition)

    def reachable(self, edition: str) -> Text | None:
        """The edition's text, or none where an amendment on the way does not fit."""
        try:
            return self.text(edition)
        except ContentError:
            return None

    def unrecorded(self) -> list[str]:
        """Provisions of the source edition that differ from its seal."""
        recorded = self.project.seals.get(self.project.facts.source_edition)
        text = self.project.text
        return [name for name in text if recorded is not None and recorded.provisions.get(name) != seal_of(text[name])]

    @cached_property
    def texts(self) -> dict[str, Text]:
        """The text of every edition that can be reached."""
        return {name: text for name in self.project.editions if (text := self.reachable(name)) is not None}

    @cached_property
    def pairs(self) -> Pairs:
        """What the amendments say of units."""
        return pairs_of(self.project.facts, self.project.editions.values(), self.texts)

    def digest(self, edition: str) -> str:
        """The digest of the edition's text."""
        if edition not in self._digests:
            self._digests[edition] = digest_of(self.text(edition))
        return self._digests[edition]

    def translator(self, language: str) -> Translator | None:
        """The language's translator; none for the official language."""
        if language == self.project.facts.official:
            return None
        return Translator(self.project.catalogues[language], self.pairs)

    def bases(self, edition: str) -> dict[str, Text]:
        """The texts of the edition's bases, nearest first."""
        bases = self.project.lineage(self.project.edition(edition))[1:]
        return {base.name: self.texts[base.name] for base in bases if base.name in self.texts}

    def coverage(self, edition: str, language: str) -> Coverage | None:
        """How current the language is in the edition; none for the official language."""
        translator = self.translator(language)
        if translator is None:
            return None
        if (edition, language) not in self._coverage:
            self._coverage[edition, language] = coverage(self.project, translator, self.project.edition(edition), self.text(edition), list(self.bases(edition).values()))
        return self._coverage[edition, language]

    def differences_within(self, edition: str) -> dict[str, list[Difference]]:
        """Amendment → what it changes, each amendment of the edition by itself."""
        declared = self.project.edition(edition)
        if declared.base is not None and declared.base not in self.texts:
            return {}  # the preview of a text whose record does not fit yet
        text = self.editions.start(declared.name)
        found = {amendment.id: differences_of(self.project.facts, amendment, before, after) for amendment, before, after in steps(text, declared.amendments)}
        return found | self._undecided(declared)

    def _undecided(self, edition: Edition) -> dict[str, list[Difference]]:
        """The same for amendments that are not in the text, each against the text as it stands, or else as it was before all amendments; those that fit neither are left out."""
        found: dict[str, list[Difference]] = {}
        for amendment in edition.amendments:
            if amendment.status != "adopted":
                for text in (self.editions.start(edition.name), self.text(edition.name)):
                    before = around(text, amendment, siblings_of(text, [amendment]))
                    with suppress(DoesNotFit):
                        found[amendment.id] = differences_of(self.project.facts, amendment, before, apply(before, amendment.changes))
        return found

    def differences_between(self, old: str, new: str) -> list[Difference]:
        """What differs between two editions, with the amendments that made it."""
        made = _made_by(edition for _, edition in self.project.path(old, new))
        return differences(self.project.facts, self.text(old), self.text(new), made)

    def edition_title(self, edition: str, language: str) -> str:
        """The edition's title in the language, or in the official one."""
        speaker = Speaker(self.project.facts, language, self.translator(language), {})
        return speaker.line(f"{edition}#title", self.project.edition(edition).title).words

    def find(self, wanted: str, edition: str) -> str:
        """The identifier that a person means, first in the edition, then in all. Raises UsageError."""
        every = {identifier: None for text in (self.text(edition), *self.texts.values()) for identifier in text}
        found = look_up(wanted, self.text(edition)) or look_up(wanted, every) or self._entitled(wanted, edition)
        if found is None:
            raise UsageError(f"There is no provision “{wanted}” in any edition.", suggestion(wanted, every))
        return found

    def _entitled(self, wanted: str, edition: str) -> str | None:
        """The one provision of the edition that has these words as a title, abbreviation or other line; a term before others."""
        lines = [name for name, field in self.project.facts.fields.items() if field.type == "line"]
        words = wanted.casefold()
        same = [found.id for found in self.text(edition).values() if any(found.words(name).casefold() == words for name in lines)]
        terms = [found for found in same if (kind := self.project.facts.kind_of(found)) and kind.defined_term]
        chosen = terms or same
        return chosen[0] if len(chosen) == 1 else None

    def history(self, identifier: str) -> list[tuple[str, Difference | None]]:
        """What happened to the provision in each edition; none where it is in a root edition from the start."""
        steps: list[tuple[str, Difference | None]] = []
        for edition in self.project.editions.values():
            if edition.base is None and identifier in self.text(edition.name):
                steps.append((edition.name, None))
            if edition.amendments:
                found = differences(self.project.facts, self.editions.start(edition.name), self.text(edition.name), _made_by([edition]))
                steps += [(edition.name, one) for one in found if identifier in (one.id, *one.was)]
        return steps

    def publication(self, edition: str, language: str, measured: bool = True, since: str = "") -> Publication:
        """One edition in one language; without counting how much of it is current where nobody reads that.

        Its changes are those since the edition `since`, or since the one that readers hold when it comes.
        """
        project, name = self.project, self.project.edition(edition).name
        declared = project.edition(name)
        translator = self.translator(language)
        covered = self.coverage(name, language) if measured else None
        before = project.edition(since) if since else project.since(declared)
        steps = [edition for way, edition in project.path(before.name, name) if way == "apply"] if before is not None else [declared]
        return publish(
            Ingredients(
                facts=project.facts,
                edition=declared,
                text=self.text(name),
                since=before.name if before else "",
                since_text=self.texts.get(before.name, {}) if before else {},
                amendments=[amendment for step in steps for amendment in step.amendments],
                differences={key: found for step in steps for key, found in self.differences_within(step.name).items()},
                net=self.differences_between(before.name, name) if before and before.name in self.texts else [],
                speaker=Speaker(project.facts, language, translator, self.bases(name)),
                pages=project.pages,
                parts=page_parts,
                current=project.current.name,
                digest=self.digest(name),
                revision=_revision(translator, self.text(name)),
                units=covered.units if covered else 0,
                current_units=covered.current if covered else 0,
                rounds=[(found, project.comments.get(found.id, ()), project.dispositions.get(found.id, ())) for found in project.rounds.values() if found.edition == name],
                corrected=corrected(project.lineage(declared), self.text(name), project.seals[name].reasons if name in project.seals else ()),
            )
        )



def _made_by(editions: Iterable[Edition]) -> dict[str, list[str]]:
    """Provision → the adopted amendments of these editions that change it."""
    made: dict[str, list[str]] = {}
    for edition in editions:
        for amendment in in_force(edition.amendments):
            for change in amendment.changes:
                made.setdefault(change.id, []).append(amendment.id)
    return made


@contextmanager
def tried(project: Project, written: Mapping[str, str], removed: Iterable[str] = ()) -> Iterator[Pipeline]:
    """The project as it would be with these files, read from a scratch copy, without catalogues."""
    with TemporaryDirectory(prefix="craft-") as folder:
        copy_of_texts(project, Path(folder), written, removed)
        yield Pipeline(Path(folder), [])


def new_faults(before: Iterable[Problem], after: Iterable[Problem]) -> list[Problem]:
    """The faults among the second problems that are not among the first, wherever they stand."""
    known = {(problem.sort, problem.message) for problem in before}
    return [problem for problem in after if problem.severity == "error" and (problem.sort, problem.message) not in known]


def all_problems(pipeline: Pipeline) -> list[Problem]:
    """Everything that is wrong, by file and line."""
    project = pipeline.project
    texts = {name: text for name in pipeline.project.editions if (text := pipeline.reachable(name)) is not None}
    checked = [*pipeline.editions.problems(), *run_checks(Content(project, texts))]
    return sorted(dict.fromkeys(without_follow_ups(project.problems, checked, project.lost)))


def refuse_unreachable(pipeline: Pipeline) -> None:
    """Raise ContentError unless everything could be read and every edition reached."""
    problems = [*pipeline.project.problems, *pipeline.editions.problems()]
    if problems:
        raise ContentError("The content has faults; nothing was written.", sorted(dict.fromkeys(problems)))


def refuse_faults(pipeline: Pipeline) -> list[Problem]:
    """Raise ContentError with every fault, if there is any; answers the warnings."""
    found = all_problems(pipeline)
    problems = [problem for problem in found if problem.severity == "error"]
    if problems:
        count = f"{len(problems)} {'fault' if len(problems) == 1 else 'faults'}"
        raise ContentError(f"The content has {count}; nothing was written.", problems, "Mend them, or see them again with: craft check")
    return found


def canonical_files(pipeline: Pipeline) -> tuple[dict[str, str], list[str]]:
    """(path → canonical content where it differs, misplaced files that it replaces); refuses what cannot be read whole."""
    project = pipeline.project
    if project.problems:
        raise ContentError("The files cannot be read whole; nothing was written.", sorted(project.problems))
    homeless = [p.id for p in project.text.values() if not file_of(project.facts, project.text, p)]
    foreign = [p for check in UNWRITABLE for p in check(Content(project, {project.facts.source_edition: project.text}))]
    if homeless or foreign:
        places = [Problem(project.position(found, "parent"), "misplaced-provision", f"“{found}” belongs into no file: its parent is not there.") for found in homeless]
        raise ContentError("The text would not be kept as it is; nothing was written.", sorted([*places, *foreign]))
    wanted = write_source(project.facts, project.text)
    for path, content in project.files.items():
        if path.startswith("amendments/"):
            raw = read_yaml(content, path, [])
            assert raw is not None
            wanted[path] = write_record(project.facts, path, raw)
    written = {path: content for path, content in wanted.items() if project.files.get(path) != content} | dict(project.uneven)
    return written, [path for path in project.files if path not in wanted]


@dataclass(frozen=True, slots=True)
class Sealing:
    """What sealing an edition does."""

    path: Path
    content: str
    changes: Mapping[str, Sequence[str]]
    """Provision → the attributes that differ from the present seal; empty where nothing does."""
    resealed: bool
    others: tuple[str, ...]
    """Other issued editions whose text differs from their seal too."""


def seal_file(pipeline: Pipeline, edition: str, reason: str) -> Sealing:
    """The edition's new seal. Raises ContentError where anything but the change itself is at fault."""
    project = pipeline.project
    sealable = ("unrecorded-change", "unsealed-edition")
    faults = [problem for problem in all_problems(pipeline) if problem.severity == "error" and problem.sort not in sealable]
    if faults:
        raise ContentError("The content has other faults; nothing was sealed.", faults, "Mend them first: a seal is no cure for them.")
    present = project.seals.get(edition)
    new = seal(pipeline.text(edition), (*(present.reasons if present else ()), " ".join(reason.split())))
    changes = _differing(present.provisions if present else {}, new.provisions)
    if present is not None and present.digest != new.digest and not changes:
        changes = {edition: ("digest",)}
    issued = [other.name for other in project.editions.values() if other.status in ISSUED and other.name != edition and other.name in project.seals]
    others = tuple(name for name in issued if project.seals[name].digest != pipeline.digest(name))
    return Sealing(project.root / "amendments" / edition / "seal.yml", write_seal(new), changes, present is not None, others)


def _differing(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Provision → the attributes whose digests differ."""
    found: dict[str, tuple[str, ...]] = {}
    for identifier in {**old, **new}:
        was, now = (dict(pair.split(":", 1) for pair in side.get(identifier, "").split()) for side in (old, new))
        names = tuple(name for name in {**was, **now} if was.get(name) != now.get(name))
        if names:
            found[identifier] = names
    return found


def _revision(translator: Translator | None, text: Text) -> str:
    """A short digest of the translations of the provisions in the text; other editions' do not count."""
    if translator is None:
        return ""
    entries = translator.catalogue.entries.items()
    shown = sorted((*key, entry.translation) for key, entry in entries if entry.translation and key[0].partition("#")[0] in text)
    return sha256(repr(shown).encode()).hexdigest()[:8]
