"""A made-up standard of any size, to measure the tools with: the same bytes for the same number of provisions.

Requirements with several prose fields stand in topics, these in modules and parts; an older edition is reached by
amendments, and three languages have complete catalogues of pseudo-translations.
"""

import argparse
import itertools
import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from build_tools.amend.compare import compare
from build_tools.canonical.amendments import write_amendment, write_edition
from build_tools.canonical.source import write_source
from build_tools.load.facts import load_facts
from build_tools.load.project import load_project
from build_tools.model.amendment import Change
from build_tools.model.catalogue import Unit
from build_tools.model.facts import Facts
from build_tools.model.order import reading_order
from build_tools.model.provision import Provision, Text, Value
from build_tools.outputs.disk import write_text
from build_tools.pipeline import Pipeline, seal_file
from build_tools.translate.messages import PLACEHOLDER
from build_tools.translate.units import project_units

MKDOCS = Path(__file__).resolve().parents[1] / "mkdocs.yml"
"""How the site looks; the same for every standard."""

OLD, NEW = "1.0", "2.0"
LANGUAGES = ("es", "fr", "ar")
PER_TOPIC, TOPICS_PER_MODULE, MODULES_PER_PART = 9, 10, 10
FIXED = 33
"""Provisions that a standard of any size has: glossary, terms, register, actors."""

FACTS = """\
name: Benchmark Standard
full_name: Benchmark Standard for Measuring Tools
summary: A made-up standard of {count} provisions.
notice: Made up by a program; nobody has to follow it.
language_rule: The English text prevails.
maintainers:
- Nobody
contact: nobody@standard.example
website: https://standard.example/
licence:
  name: CC0 1.0
  url: https://creativecommons.org/publicdomain/zero/1.0/
official_language: en
languages: [en, es, fr, ar]
source_edition: '2.0'
obligations: [shall, must]
frameworks:
  steps:
    title: Five steps
    label: Step
    items: {{'1': Manage, '2': Assess, '3': Respond, '4': Audit, '5': Report}}
choices:
  evidence: {{seen: Seen, told: Told}}
fields:
  title: {{type: line, label: Title}}
  text: {{type: prose, label: Text}}
  pass_criterion: {{type: prose, label: Pass criterion}}
  guidance: {{type: prose, label: Guidance}}
  mitigation: {{type: prose, label: Mitigation measures}}
  actors: {{type: provisions, of: actor, label: Actors}}
  steps: {{type: framework, of: steps, label: Steps}}
  evidence: {{type: choice, of: evidence, label: Evidence}}
kinds:
  part:
    label: Part
    plural: Parts
    identifier: 'P\\.(?P<part>[0-9]+)'
    cite: label
    file: 'part-{{part}}/part.yml'
    page: true
    document: true
    fields: {{title: required, text: optional}}
  module:
    label: Module
    plural: Modules
    identifier: 'P\\.(?P<part>[0-9]+)/M\\.(?P<module>[0-9]+)'
    cite: label
    parents: [part]
    file: 'part-{{part}}/module-{{module}}/module.yml'
    page: true
    fields: {{title: required, text: optional}}
  topic:
    label: Topic
    plural: Topics
    identifier: 'P\\.(?P<part>[0-9]+)/M\\.(?P<module>[0-9]+)/(?P<topic>[0-9]+)'
    parents: [module]
    file: 'part-{{part}}/module-{{module}}/{{topic}}.yml'
    fields: {{title: required, text: optional}}
  requirement:
    label: Requirement
    plural: Requirements
    identifier: 'P\\.(?P<part>[0-9]+)/M\\.(?P<module>[0-9]+)/(?P<topic>[0-9]+)/R\\.(?P<number>[0-9]+)'
    parents: [topic]
    boxed: true
    single_obligation: text
    fields:
      title: required
      text: required
      pass_criterion: required
      guidance: required
      mitigation: optional
      actors: required
      steps: optional
      evidence: required
  glossary:
    label: Glossary
    plural: Glossaries
    identifier: glossary
    cite: title
    file: glossary.yml
    page: true
    document: true
    fields: {{title: required, text: optional}}
  term:
    label: Term
    plural: Terms
    identifier: 'term/(?P<name>[a-z][a-z0-9-]*)'
    cite: title
    parents: [glossary]
    defined_term: true
    fields: {{title: required, text: required}}
  register:
    label: Register
    plural: Registers
    identifier: 'register/(?P<name>[a-z]+)'
    cite: title
    file: 'registers/{{name}}.yml'
    page: true
    fields: {{title: required}}
  actor:
    label: Actor
    plural: Actors
    identifier: 'actor/(?P<name>[a-z]+)'
    cite: title
    parents: [register]
    order: place
    fields: {{title: required}}
"""

ACTORS = ("producer", "buyer", "trader", "auditor", "authority", "neighbour", "worker")
TERMS = tuple(f"{first}-{second}" for first in ("risk", "site", "trade", "work") for second in ("plan", "record", "area", "notice", "owner", "review"))
SUBJECTS = ("the operator", "each member of the group", "the responsible person", "every trader along the chain", "the committee on safety")
VERBS = ("keeps a dated list of", "explains in plain words", "looks once a year at", "hands over to the next party", "compares with last season")
OBJECTS = ("the payments made at the gate", "all tools that need a permit", "the people who work underground", "the routes by which the goods leave")
ENDS = ("before the first delivery of the year", "whenever an authority asks for it", "together with those who are affected", "as long as the site is open")
SYLLABLES = ("ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu")

_ARABIC = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابثدهفجحيكلمنوقرستعغظصضطزش"[:26], "")
_LETTERS: dict[str, Mapping[int, int | None]] = {
    "es": str.maketrans("aeioun", "áéíóúñ"),
    "fr": str.maketrans("aeiouc", "àèîôùç"),
    "ar": {**_ARABIC, **{ord(letter): _ARABIC[ord(letter.lower())] for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}},
}


class Author:
    """Writes sentences; no two are the same, and the same seed writes the same ones."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._numbers = itertools.count(100)

    def one_of(self, words: tuple[str, ...]) -> str:
        """Any of the words."""
        return words[int(self._random.random() * len(words))]

    def chance(self, part: float) -> bool:
        """True in that part of the cases."""
        return self._random.random() < part

    def name(self) -> str:
        """A name that nothing else bears."""
        return "".join(SYLLABLES[int(digit)] for digit in str(next(self._numbers))).capitalize()

    def clause(self, verb: str = "") -> str:
        """A clause of about twenty words."""
        return f"{self.one_of(SUBJECTS)} {verb or self.one_of(VERBS)} {self.one_of(OBJECTS)} near {self.name()} {self.one_of(ENDS)}"

    def sentence(self, verb: str = "") -> str:
        """A sentence, often with a reference to a term or an emphasis."""
        words = self.clause(verb)
        if self.chance(0.4):
            term = self.one_of(TERMS)
            words += f", as the [[term/{term}|{term.replace('-', ' ')}]] says"
        elif self.chance(0.005):
            words += ", and *never* without a witness"
        return words[0].upper() + words[1:] + "."

    def prose(self, sentences: int, other: str = "") -> str:
        """A paragraph a sentence a line, sometimes with a list, a table, a footnote or a reference to another provision."""
        lines = [self.sentence() for _ in range(sentences)]
        if other and self.chance(0.3):
            lines.append(f"More about {self.name()} is said in [[{other}]].")
        blocks = ["\n".join(lines)]
        if self.chance(0.3):
            blocks.append("\n".join(f"- {self.clause()};" for _ in range(3)))
        if self.chance(0.04):
            blocks.append("| Case | What is done |\n| --- | --- |\n" + "\n".join(f"| {self.name()} | {self.clause()} |" for _ in range(3)))
        if self.chance(0.02):
            blocks[0] += "[^1]"
            blocks.append(f"[^1]: {self.sentence()}")
        return "\n\n".join(blocks)


def standard(count: int) -> tuple[dict[str, Provision], dict[str, Provision]]:
    """The old and the new text; the new one has exactly `count` provisions."""
    if count < FIXED + 3:
        raise SystemExit(f"A standard of {count} provisions is too small; the smallest has {FIXED + 3}.")
    author = Author(count)
    fixed = list(_fixed(author))
    new = {provision.id: provision for provision in itertools.islice(itertools.chain(fixed, _parts(author)), count)}
    assert len(fixed) == FIXED
    return _older(author, new), new


def _fixed(author: Author) -> Iterator[Provision]:
    yield Provision("register/actors", fields={"title": "Actors"})
    for previous, actor in zip((None, *ACTORS), ACTORS, strict=False):
        yield Provision(f"actor/{actor}", "register/actors", f"actor/{previous}" if previous else None, fields={"title": actor.capitalize()})
    yield Provision("glossary", fields={"title": "Glossary", "text": f"These terms are used: {', '.join(f'[[term/{term}]]' for term in TERMS)}."})
    for term in TERMS:
        yield Provision(f"term/{term}", "glossary", fields={"title": term.replace("-", " ").capitalize(), "text": author.sentence()})


def _parts(author: Author) -> Iterator[Provision]:
    for part in itertools.count(1):
        yield _headed(author, f"P.{part}", None, 3)
        for module in range(1, MODULES_PER_PART + 1):
            yield _headed(author, f"P.{part}/M.{module}", f"P.{part}", 3)
            for topic in range(1, TOPICS_PER_MODULE + 1):
                above = f"P.{part}/M.{module}/{topic}"
                yield _headed(author, above, f"P.{part}/M.{module}", 1)
                for number in range(1, PER_TOPIC + 1):
                    yield _requirement(author, above, number)


def _headed(author: Author, identifier: str, parent: str | None, sentences: int) -> Provision:
    return Provision(identifier, parent, fields={"title": f"Work near {author.name()}", "text": author.prose(sentences)})


def _requirement(author: Author, topic: str, number: int) -> Provision:
    fields: dict[str, Value] = {
        "title": f"Records of {author.name()}",
        "text": author.sentence("shall put in writing"),
        "pass_criterion": author.prose(2),
        "guidance": author.prose(5, f"{topic}/R.{number - 1}" if number > 1 else ""),
    }
    if author.chance(0.6):
        fields["mitigation"] = author.prose(2)
    fields["actors"] = tuple(sorted({f"actor/{author.one_of(ACTORS)}" for _ in range(3)}))
    if author.chance(0.5):
        fields["steps"] = (author.one_of(("1", "2", "3", "4", "5")),)
    fields["evidence"] = author.one_of(("seen", "told"))
    return Provision(f"{topic}/R.{number}", topic, fields=fields)


def _older(author: Author, new: Text) -> dict[str, Provision]:
    """The text of the edition before: some requirements other, some not yet there."""
    older: dict[str, Provision] = {}
    for provision in new.values():
        changed = "guidance" in provision.fields
        if changed and author.chance(0.05):
            older[provision.id] = replace(provision, fields={**provision.fields, "guidance": author.prose(4), "pass_criterion": author.prose(1)})
        elif not (provision.id.endswith(f"R.{PER_TOPIC}") and author.chance(0.2)):
            older[provision.id] = provision
    return older


def amendments(old: Text, new: Text) -> Iterator[dict[str, object]]:
    """What leads from the old text to the new, an amendment for each module."""
    changes = sorted(compare(old, new), key=lambda change: change.id.split("/")[:2])
    for number, (module, group) in enumerate(itertools.groupby(changes, key=lambda change: "/".join(change.id.split("/")[:2])), 1):
        yield {
            "id": f"{NEW}/A{number}",
            "title": f"Experience with {module}",
            "class": "clarification",
            "status": "adopted",
            "reason": f"Those who work with {module} asked for clearer words.\nThey now have them.",
            "changes": [_change(change) for change in group],
        }


def _change(change: Change) -> dict[str, object]:
    sides = {"before": change.before, "after": change.after}
    return {"id": change.id, **{side: {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()} for side, found in sides.items() if found}}


def generate(root: Path, count: int) -> None:
    """Write a complete project into the folder."""
    write_text(root / "source/standard.yml", FACTS.format(count=count))
    facts = load_facts(root, [])
    assert facts is not None
    old, new = standard(count)
    for path, content in write_source(facts, {p.id: p for _, p in reading_order(facts, new)}).items():
        write_text(root / path, content)
    write_text(root / "mkdocs.yml", MKDOCS.read_text("utf-8"))
    write_text(root / "source/site/home.md", "---\ntitle: Home\n---\nA standard made up to measure tools.\n")
    _write_editions(root, facts, old, new)
    _write_catalogues(root)


def _write_editions(root: Path, facts: Facts, old: Text, new: Text) -> None:
    editions = [{"name": OLD, "title": "First edition", "status": "superseded", "issued": "2020-01-01"}]
    editions += [{"name": NEW, "title": "Second edition", "base": OLD, "status": "in force", "issued": "2024-01-01"}]
    for edition in editions:
        write_text(root / f"amendments/{edition['name']}/edition.yml", write_edition(facts, edition))
    for amendment in amendments(old, new):
        write_text(root / f"amendments/{amendment['id']}.yml", write_amendment(facts, amendment))
    pipeline = Pipeline(root)
    for name in (OLD, NEW):
        sealing = seal_file(pipeline, name, "Made up")
        write_text(sealing.path, sealing.content)


def _write_catalogues(root: Path) -> None:
    project = load_project(root)
    assert not project.problems, project.problems[:5]
    domains = project_units(project, dict(Pipeline(root).texts))
    for language in LANGUAGES:
        for domain, units in domains.items():
            head = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
            entries = [_entry(unit, language) for unit, _ in units.values()]
            write_text(root / f"translations/{language}/LC_MESSAGES/{domain}.po", "\n".join(["#", head, *entries])[2:])


def _entry(unit: Unit, language: str) -> str:
    return f"msgctxt {_quoted(unit.context)}\nmsgid {_quoted(unit.message)}\nmsgstr {_quoted(pseudo(unit.message, language))}\n"


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def pseudo(message: str, language: str) -> str:
    """The message in other letters, placeholders kept.

    >>> pseudo("See {1:one}.", "es")
    'Séé {1:óñé}.'
    """
    letters, parts, end = _LETTERS[language], [], 0
    for match in PLACEHOLDER.finditer(message):
        parts += [message[end : match.start()].translate(letters), f"{{{match[1]}:{match[2].translate(letters)}}}" if match[2] else match[0]]
        end = match.end()
    return "".join([*parts, message[end:].translate(letters)])


def main() -> None:
    """Generate one standard."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("provisions", type=int)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    generate(given.folder, given.provisions)


if __name__ == "__main__":
    main()
