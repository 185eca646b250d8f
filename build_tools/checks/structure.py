"""Identifiers, places, values, references, and the form of the files."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from build_tools.canonical.amendments import write_record
from build_tools.canonical.source import write_source
from build_tools.checks.content import Check, Content, in_editions
from build_tools.load.yaml import read_yaml
from build_tools.model.facts import Facts, Field
from build_tools.model.identifiers import RESERVED, look_up, slug, suggestion
from build_tools.model.order import file_of, has_own_file
from build_tools.model.provision import Provision, Text
from build_tools.positions import Position
from build_tools.problems import Problem
from build_tools.prose.parse import parse
from build_tools.prose.tree import references


def every_provision(content: Content) -> Iterator[tuple[str, Text, Provision]]:
    """Each different state of a provision once: (an edition that has it, its text, the provision)."""
    seen: set[tuple[str, int]] = set()
    order = sorted(content.texts, key=lambda name: name != content.project.facts.source_edition)
    for edition in order:
        for provision in content.texts[edition].values():
            if (provision.id, id(provision)) not in seen:
                seen.add((provision.id, id(provision)))
                yield edition, content.texts[edition], provision


def places(content: Content) -> Iterator[Problem]:
    """Every provision stands in something that can hold it, behind a sibling that is there."""
    facts = content.project.facts
    for edition, text, provision in every_provision(content):
        kind = facts.kind_of(provision.id)
        assert kind is not None
        at = content.where(edition, provision.id, "parent")
        parent = text.get(provision.parent or "")
        if provision.parent is None and kind.parents:
            yield Problem(at, "misplaced-provision", f"“{provision.id}” has no parent; a {kind.label.lower()} stands in: {', '.join(kind.parents)}.", (f"{provision.id}#parent",))
        elif provision.parent is not None and parent is None:
            found = look_up(provision.parent, text)
            hint = f"Did you mean “{found}”?" if found else suggestion(provision.parent, text)
            yield Problem(at, "misplaced-provision", f"The parent “{provision.parent}” of “{provision.id}” is not there. {hint}".strip(), (provision.parent,))
        elif parent is not None:
            parent_kind = facts.kind_of(parent.id)
            if parent_kind is None or parent_kind.name not in kind.parents:
                allowed = ", ".join(kind.parents) or "nothing"
                yield Problem(at, "misplaced-provision", f"“{provision.id}” stands in “{parent.id}”; a {kind.label.lower()} stands in: {allowed}.")
            elif not provision.withdrawn and parent.withdrawn:
                yield Problem(at, "misplaced-provision", f"“{provision.id}” stands in “{parent.id}”, which is withdrawn.")
        yield from _anchor(content, edition, text, provision, kind.order == "place")


def _anchor(content: Content, edition: str, text: Text, provision: Provision, by_place: bool) -> Iterator[Problem]:
    if provision.follows is None:
        return
    at = content.where(edition, provision.id, "follows")
    anchor = text.get(provision.follows)
    if not by_place:
        yield Problem(at, "misplaced-provision", f"“{provision.id}” is ordered by its identifier and follows nothing.")
    elif anchor is None or anchor.parent != provision.parent:
        yield Problem(at, "misplaced-provision", f"“{provision.id}” follows “{provision.follows}”, which is not its sibling.", (provision.follows,))
    elif anchor.id == provision.id or _in_circle(text, provision):
        yield Problem(at, "misplaced-provision", f"“{provision.id}” follows itself by way of its siblings.")


def _in_circle(text: Text, start: Provision) -> bool:
    seen = {start.id}
    current: Provision | None = text.get(start.follows or "")
    while current is not None:
        if current.id in seen:
            return current.id == start.id
        seen.add(current.id)
        current = text.get(current.follows or "")
    return False


def parts(content: Content) -> Iterator[Problem]:
    """Required fields are there; withdrawn provisions have none."""
    facts = content.project.facts
    for edition, _, provision in every_provision(content):
        kind = facts.kind_of(provision.id)
        assert kind is not None
        at = content.where(edition, provision.id)
        if provision.withdrawn:
            present = [name for name in provision.fields if name != "note"]
            if present:
                yield Problem(at, "withdrawn-with-text", f"“{provision.id}” is withdrawn, but has: {', '.join(present)}.")
            continue
        for name, required in kind.fields.items():
            if required and name not in provision.fields:
                yield Problem(at, "missing-part", f"“{provision.id}” has no “{name}”, which a {kind.label.lower()} needs.", (f"{provision.id}#{name}",))


def values(content: Content) -> Iterator[Problem]:
    """Choices, framework items and lists of provisions hold only what is declared."""
    facts = content.project.facts
    for edition, text, provision in every_provision(content):
        for name, value in provision.fields.items():
            field = facts.fields.get(name)
            if field is None or field.translated:
                continue
            for code in value if isinstance(value, tuple) else (value,):
                message = _wrong_value(facts, text, field, code)
                if message:
                    sort = "dangling-reference" if field.type == "provisions" else "unknown-value"
                    yield Problem(content.where(edition, provision.id, name), sort, f"“{name}” of “{provision.id}” holds “{code}”, {message}", (code,))


def _wrong_value(facts: Facts, text: Text, field: Field, code: str) -> str:
    match field.type:
        case "choice":
            known = list(facts.choices[field.of])
        case "framework":
            if facts.frameworks[field.of].accepts(code):
                return ""
            known = list(facts.frameworks[field.of].items)
        case _:
            kind = facts.kind_of(code)
            if kind is not None and kind.name == field.of and code in text and not text[code].withdrawn:
                return ""
            known = [other for other, found in text.items() if not found.withdrawn and (of := facts.kind_of(other)) and of.name == field.of]
    if code in known and field.type == "choice":
        return ""
    return f"which is not known. {suggestion(code, known) or 'Known: ' + ', '.join(known[:12]) + '.'}"


def dangling(content: Content) -> Iterator[Problem]:
    """Every reference in prose leads to a provision that the edition has."""
    facts = content.project.facts
    found: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    for edition, text in content.texts.items():
        for provision in text.values():
            for name, value in provision.fields.items():
                field = facts.fields.get(name)
                if field is None or field.type != "prose" or not isinstance(value, str) or "[[" not in value:
                    continue
                for reference in references(parse(value).prose):
                    there = text.get(reference.target)
                    if there is None or there.withdrawn:
                        found[provision.id, name, reference.target, value].append(edition)
    for (identifier, name, target, _), editions in found.items():
        yield _dangling(content, content.where(editions[0], identifier, name), f"“{name}” of “{identifier}”", target, editions)


def outside_text(content: Content) -> Iterator[Problem]:
    """What stands beside the text, amendments' reasons and the site's own pages, refers to provisions that some edition has."""
    every = {identifier for text in content.texts.values() for identifier, provision in text.items() if not provision.withdrawn}
    for at, what, markdown in other_prose(content):
        for reference in references(parse(markdown).prose):
            if reference.target not in every:
                yield _dangling(content, at, what, reference.target, list(content.project.editions))


def other_prose(content: Content) -> Iterator[tuple[Position, str, str]]:
    """(where, what, Markdown) of the prose that is no provision's."""
    project = content.project
    for page in project.pages:
        yield Position(page.path), f"The page “{page.name}”", page.body
    for edition in project.editions.values():
        if edition.summary:
            yield project.amendment_lines[f"{edition.name}#summary"], f"“summary” of edition “{edition.name}”", edition.summary
        for amendment in edition.amendments:
            yield project.amendment_lines[f"{amendment.id}#reason"], f"“reason” of {amendment.id}", amendment.reason
    for name, found in project.rounds.items():
        yield project.consultation_lines[f"{name}#text"], f"“text” of round {name}", found.text
        for disposition in project.dispositions.get(name, ()):
            at = project.consultation_lines[f"{name}#disposition/{disposition.id}#reason"]
            yield at, f"“reason” of {name}/{disposition.id}", disposition.reason


def _dangling(content: Content, at: Position, what: str, target: str, editions: list[str]) -> Problem:
    facts = content.project.facts
    text = content.texts.get(editions[0], content.source)
    withdrawn = target in text
    kind = facts.kind_of(target)
    sort = "undefined-term" if kind is not None and kind.defined_term and not withdrawn else "dangling-reference"
    near = look_up(target, text) or ""
    hint = f" Did you mean “{near}”?" if near and near != target else f" {suggestion(target, text)}".rstrip()
    state = "is withdrawn in" if withdrawn else "is not in"
    return Problem(at, sort, f"{what} refers to “{target}”, which {state} {in_editions(content, editions)}.{'' if withdrawn else hint}", (target,))


def slugs(content: Content) -> Iterator[Problem]:
    """No two identifiers of the whole tree lead to the same address."""
    bearers: dict[str, list[str]] = defaultdict(list)
    edition_of: dict[str, str] = {}
    for edition, _, provision in every_provision(content):
        if provision.id not in edition_of:
            edition_of[provision.id] = edition
            bearers[slug(provision.id)].append(provision.id)
    for address, identifiers in bearers.items():
        if address in RESERVED:
            yield Problem(content.where(edition_of[identifiers[0]], identifiers[0]), "colliding-slugs", f"“{identifiers[0]}” leads to “{address}”, which is a page of the website itself.")
        for later in identifiers[1:]:
            yield Problem(content.where(edition_of[later], later), "colliding-slugs", f"“{later}” and “{identifiers[0]}” both lead to “{address}”.")


def form(content: Content) -> Iterator[Problem]:
    """Every file stands where it belongs, in the canonical form."""
    project = content.project
    unread = {problem.at.path for problem in project.problems}
    wanted = write_source(project.facts, project.text)
    whole = not any(path.startswith("source/") for path in unread)  # else what belongs into one file may stand in another
    for path, text in project.files.items():
        if path in unread:
            continue
        if not path.startswith("source/"):
            raw = read_yaml(text, path, [])
            yield from _unlike(path, text, write_record(project.facts, path, raw) if raw is not None else text)
        elif path in wanted:
            yield from _unlike(path, text, wanted[path])
        elif whole:
            first = next((identifier for identifier, (where, _) in project.text_lines.items() if where == path), "")
            yield Problem(Position(path, 1), "misplaced-file", _misplaced(content, first))
    for path, text in project.uneven.items():
        yield Problem(Position(path, 1), "not-canonical", _unevenness((project.root / path).read_bytes(), text))


def _unlike(path: str, text: str, canonical: str) -> Iterator[Problem]:
    if text != canonical:
        message = _unevenness(text.encode(), canonical)
        yield Problem(Position(path, _first_difference(text, canonical)), "not-canonical", message)


def _unevenness(data: bytes, wanted: str) -> str:
    """What is foreign in the file, in an editor's words."""
    if data.startswith(b"\xef\xbb\xbf"):
        return "The file begins with a byte order mark."
    if b"\r" in data:
        return "The file has the line ends of Windows or old Macs."
    if unicodedata.normalize("NFC", data.decode()) == wanted:
        return "The file has letters that are put together from parts (not in Unicode's form NFC)."
    return "The file is not in canonical form from this line on."


def _misplaced(content: Content, identifier: str) -> str:
    provision = content.source.get(identifier)
    if provision is None:
        return "The file holds no provision."
    if not has_own_file(content.project.facts, provision):
        return f"“{identifier}” has no file of its own; it stands in the file of “{provision.parent}”."
    return f"“{identifier}” belongs into source/{file_of(content.project.facts, content.source, provision)}."


def _first_difference(one: str, two: str) -> int:
    lines = zip(one.split("\n"), two.split("\n"), strict=False)
    return next((number for number, (a, b) in enumerate(lines, 1) if a != b), min(one.count("\n"), two.count("\n")) + 1)


def unread(content: Content) -> Iterator[Problem]:
    """Every file beside the text is read by somebody, so that no draft or amendment is left out without a word."""
    for path in content.project.unread:
        wanted = "amendments/EDITION/NAME.yml" if path.startswith("amendments/") else "a .yml or .md file"
        yield Problem(Position(path), "misplaced-file", f"Nothing reads this file; what belongs to the standard is {wanted}. Rename it, or keep it elsewhere.")


STRUCTURE: tuple[Check, ...] = (places, parts, values, dangling, outside_text, slugs, form, unread)
