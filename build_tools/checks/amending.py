"""Amendments and editions: they fit, they do not collide, and nothing changed without a record."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from build_tools.amend.apply import conflicts, misfits_of
from build_tools.amend.consolidate import explain
from build_tools.checks.content import Check, Content, listed
from build_tools.checks.structure import every_provision
from build_tools.model.amendment import ERRATUM_CLASSES, ISSUED, UNWRITTEN, Amendment, Edition
from build_tools.model.identifiers import suggestion
from build_tools.model.provision import STRUCTURAL, Text
from build_tools.model.seal import Seal, digest_of, seal_of
from build_tools.positions import Position
from build_tools.problems import Problem


def collisions(content: Content) -> Iterator[Problem]:
    """Two amendments of an edition do not change the same attribute from the same start."""
    for edition in content.project.editions.values():
        for first, second, identifier, attribute in conflicts(edition.amendments):
            at = content.project.amendment_lines[f"{second.id}#{identifier}"]
            yield Problem(at, "conflicting-amendments", f"{second.id} and {first.id} both change “{attribute}” of “{identifier}” from the same text.")


def reused(content: Content) -> Iterator[Problem]:
    """An identifier is given once in the whole tree."""
    given: dict[str, str] = {}
    for edition in content.project.editions.values():
        for amendment in edition.amendments:
            for change in amendment.changes:
                if change.before is None and amendment.status not in ("rejected", "withdrawn"):
                    first = given.setdefault(change.id, amendment.id)
                    if first != amendment.id:
                        at = content.project.amendment_lines[f"{amendment.id}#{change.id}"]
                        yield Problem(at, "reused-identifier", f"{amendment.id} gives the identifier “{change.id}”, which {first} gave already.")
    for edition in content.project.editions.values():
        base = content.texts.get(edition.base or "")
        for amendment in edition.amendments if base is not None else ():
            for change in amendment.changes:
                if change.before is None and base is not None and change.id in base and base[change.id].withdrawn:
                    at = content.project.amendment_lines[f"{amendment.id}#{change.id}"]
                    yield Problem(at, "reused-identifier", f"{amendment.id} gives the identifier “{change.id}” again, which was withdrawn before.")


def sealed(content: Content) -> Iterator[Problem]:
    """Every issued edition is sealed, and its text is the sealed one; what several editions share is said once."""
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    digests = {id(provision): seal_of(provision) for _, _, provision in every_provision(content)}
    unread = {problem.at.path for problem in content.project.problems}
    for edition in content.project.editions.values():
        text = content.texts.get(edition.name)
        if edition.status not in ISSUED or text is None or f"amendments/{edition.name}/seal.yml" in unread:
            continue
        seal = content.project.seals.get(edition.name)
        if seal is None:
            yield Problem(content.project.amendment_lines[edition.name], "unsealed-edition", f"Edition {edition.name} is {edition.status}, but has no seal.")
            continue
        differing = [pair for identifier in dict.fromkeys([*text, *seal.provisions]) for pair in _against(text, seal, identifier, digests)]
        whole = seal.digest == digest_of(text)
        if differing and whole:  # the text is the sealed one, so it is the record that was damaged
            at = content.project.amendment_lines[f"{edition.name}#seal"]
            yield Problem(at, "unsealed-edition", f"The seal of edition {edition.name} is damaged: its digest is that of the text, but what it says of “{differing[0][0]}” is not.")
            continue
        for identifier, name, what in differing:
            found[identifier, name, what].append(edition.name)
        if not differing and not whole:
            at = content.project.amendment_lines[f"{edition.name}#seal"]
            yield Problem(at, "unrecorded-change", f"The digest of edition {edition.name} is not that of its text, although each provision's is.")
    for (identifier, name, what), editions in found.items():
        yield _unrecorded(content, identifier, name, what, editions)


def _against(text: Text, seal: Seal, identifier: str, digests: Mapping[int, str]) -> Iterator[tuple[str, str, str]]:
    """(provision, attribute or nothing, what happened to it) where the text is not the sealed one."""
    if identifier not in text:
        yield identifier, "", "gone"
    elif identifier not in seal.provisions:
        yield identifier, "", "new"
    elif (present := digests[id(text[identifier])]) != (recorded := seal.provisions[identifier]):
        now, then = (dict(pair.rsplit(":", 1) for pair in entry.split()) for entry in (present, recorded))
        for name in dict.fromkeys([*then, *now]):
            if now.get(name) != then.get(name):
                yield identifier, name, "was taken out" if name not in now else "was added" if name not in then else "differs"


def _unrecorded(content: Content, identifier: str, name: str, what: str, editions: list[str]) -> Problem:
    sealing = f"edition{'s' if len(editions) > 1 else ''} {listed(editions)} {'were' if len(editions) > 1 else 'was'} sealed"
    if what == "gone":
        source = content.project.facts.source_edition
        at = content.project.amendment_lines[f"{source if source in editions else editions[-1]}#seal#{identifier}"]
        return Problem(at, "unrecorded-change", f"“{identifier}” was there when {sealing}, and is gone without an amendment.", (identifier,))
    if what == "new":
        at = content.where(editions[0], identifier)
        return Problem(at, "unrecorded-change", f"“{identifier}” was not there when {sealing}, and came in without an amendment.", (identifier,))
    at = content.where(editions[0], identifier, name)
    return Problem(at, "unrecorded-change", f"“{name}” of “{identifier}” {what} since {sealing}, without an amendment.", (f"{identifier}#{name}",))


def declarations(content: Content) -> Iterator[Problem]:
    """Editions and amendments name only what is declared."""
    project = content.project
    for edition in project.editions.values():
        text = content.texts.get(edition.name, {})
        at = project.amendment_lines[edition.name]
        for document in edition.documents:
            if text and document not in text:
                yield Problem(project.amendment_lines[f"{edition.name}#documents"], "dangling-reference", f"The edition puts out “{document}”, which it does not have. {suggestion(document, text)}".strip(), (document,))
        yield from _carried(content, edition)
        yield from evidence(content, edition.evidence, project.amendment_lines.get(f"{edition.name}#evidence", at))
        for amendment in edition.amendments:
            yield from evidence(content, amendment.evidence, project.amendment_lines.get(f"{amendment.id}#evidence", at))
            yield from _drivers(content, amendment)
            yield from _needless(content, amendment)
    in_force = [edition for edition in project.editions.values() if edition.status == "in force" and not edition.branch]
    for edition in in_force[1:]:
        yield Problem(project.amendment_lines[f"{edition.name}#status"], "unknown-value", f"Two editions of the trunk are in force: {in_force[0].name} and {edition.name}.")


def _carried(content: Content, edition: Edition) -> Iterator[Problem]:
    """A volume said to be carried over is, word for word, that of the edition named."""
    at = content.project.amendment_lines.get(f"{edition.name}#carried_over", content.project.amendment_lines[edition.name])
    for root, origin in edition.carried_over.items():
        here, there = content.texts.get(edition.name, {}), content.texts.get(origin)
        if origin not in content.project.editions:
            yield Problem(at, "unknown-edition", f"“{root}” is carried over from “{origin}”, which is no edition. {suggestion(origin, content.project.editions)}".strip())
        elif there is None or not here or content.project.lost:
            continue  # what could not be read is said elsewhere
        elif root not in edition.documents or root not in there:
            yield Problem(at, "dangling-reference", f"“{root}” is carried over, but is not put out by {edition.name}, or not in {origin}.", (root,))
        else:
            for identifier in sorted(_below(here, root) | _below(there, root)):
                if here.get(identifier) != there.get(identifier):
                    yield Problem(at, "not-carried-over", f"“{identifier}” is not what it was in {origin}, from which “{root}” is carried over unchanged.", (identifier,))


def _below(text: Text, root: str) -> set[str]:
    """The provisions that stand in the root, itself included."""
    found = {root}
    while more := {provision.id for provision in text.values() if provision.parent in found} - found:
        found |= more
    return found


def _needless(content: Content, amendment: Amendment) -> Iterator[Problem]:
    """Changes that change nothing, and a declaration that would not be followed."""
    lines = content.project.amendment_lines
    if amendment.keeps_translations and amendment.klass != "editorial":
        yield Problem(lines[amendment.id], "unknown-value", f"{amendment.id} says “translations: keep”, which only an editorial amendment may; it is “{amendment.klass}”.")
    bases = content.project.lineage(content.project.edition(amendment.edition))[1:]
    corrected = {change.id for base in bases for earlier in base.amendments if earlier.erratum for change in earlier.changes}  # by which it may say no more than is there
    for change in amendment.changes:
        if change.before == change.after and change.id not in corrected:
            yield Problem(lines[f"{amendment.id}#{change.id}"], "missing-part", f"{amendment.id} changes nothing of “{change.id}”: “before” and “after” are the same.")


def evidence(content: Content, value: str, at: Position) -> Iterator[Problem]:
    """A choice of the standard, or nothing."""
    known = content.project.facts.choices.get("evidence", {})
    if value and value not in known:
        yield Problem(at, "unknown-value", f"“evidence” is “{value}”. {suggestion(value, known)} Allowed: {', '.join(known) or 'nothing'}.".replace(".  ", ". "))


def _drivers(content: Content, amendment: Amendment) -> Iterator[Problem]:
    frameworks = content.project.facts.frameworks
    for driver in amendment.drivers:
        name, _, item = driver.partition("/")
        if name not in frameworks or not frameworks[name].accepts(item):
            at = content.project.amendment_lines[f"{amendment.id}#drivers"]
            yield Problem(at, "unknown-value", f"The driver “{driver}” is in no framework. {suggestion(name, frameworks)} Frameworks: {', '.join(frameworks)}.".replace(".  ", ". "))


def proposed(content: Content) -> Iterator[Problem]:
    """What is only proposed fits too: the base's text or the edition's, unless another proposal comes in between."""
    for edition in content.project.editions.values():
        texts = [content.texts[name] for name in (edition.base or "", edition.name) if name in content.texts]
        open_ones = [amendment for amendment in edition.amendments if amendment.status in ("proposed", "in consultation")]
        touched = Counter(change.id for amendment in open_ones for change in amendment.changes)
        for amendment in open_ones:
            for change in amendment.changes:
                wrong = [misfits_of(text, change) for text in texts]
                if change.before is not None and wrong and all(wrong) and touched[change.id] == 1:
                    at = content.project.amendment_lines[f"{amendment.id}#{change.id}"]
                    for misfit in wrong[0]:
                        yield Problem(at, "does-not-fit", explain(amendment, misfit, "apply"), (change.id,))


def unwritten(content: Content) -> Iterator[Problem]:
    """Nothing in an amendment is still to be written."""
    lines = content.project.amendment_lines
    for edition in content.project.editions.values():
        for amendment in edition.amendments:
            for name, value in (("title", amendment.title), ("reason", amendment.reason)):
                if value == UNWRITTEN:
                    yield Problem(lines[f"{amendment.id}#{name}"], "missing-part", f"The {name} of {amendment.id} is still to be written.")
            for change in amendment.changes:
                for name in (name for name, value in (change.after or {}).items() if value in (UNWRITTEN, (UNWRITTEN,))):
                    yield Problem(lines[f"{amendment.id}#{change.id}#after#{name}"], "missing-part", f"“{name}” of “{change.id}” is still to be written in {amendment.id}.")
            if bool(amendment.decided_by) != bool(amendment.decided_on):
                given, lacking = ("decided_by", "decided_on") if amendment.decided_by else ("decided_on", "decided_by")
                yield Problem(lines[f"{amendment.id}#{given}"], "missing-part", f"{amendment.id} has “{given}”, but no “{lacking}”.")


def errata(content: Content) -> Iterator[Problem]:
    """An erratum corrects words of an edition that was issued before it, and nothing else."""
    lines = content.project.amendment_lines
    for edition in content.project.editions.values():
        for amendment in edition.amendments:
            if not amendment.erratum:
                continue
            at = lines[f"{amendment.id}#erratum"]
            if edition.status not in ISSUED:
                yield Problem(at, "unknown-value", f"{amendment.id} is an erratum, but edition {edition.name} is “{edition.status}”: its text can still be amended.")
            elif amendment.erratum < edition.issued:
                yield Problem(at, "unknown-value", f"{amendment.id} corrects edition {edition.name} on {amendment.erratum}, before it was issued on {edition.issued}.")
            if amendment.klass not in ERRATUM_CLASSES:
                yield Problem(lines[f"{amendment.id}#class"], "unknown-value", f"{amendment.id} is “{amendment.klass}”; an erratum is one of: {', '.join(ERRATUM_CLASSES)}.")
            for change in amendment.changes:
                if change.before is None or change.after is None or {*change.before, *change.after} & set(STRUCTURAL):
                    message = f"{amendment.id} does more to “{change.id}” than correct its words; that belongs into a later edition."
                    yield Problem(lines[f"{amendment.id}#{change.id}"], "unknown-value", message)


AMENDING: tuple[Check, ...] = (collisions, reused, sealed, declarations, proposed, unwritten, errata)
