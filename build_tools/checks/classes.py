"""The class that an amendment declares, against what it does to the text; and what its edition's level admits."""

from collections.abc import Iterator, Sequence

from build_tools.amend.apply import DoesNotFit, apply, back
from build_tools.amend.classes import (
    EFFECTS,
    NEEDS,
    Effect,
    Scales,
    admissible,
    effects,
    lacking,
    overstated,
    refused,
    scales_of,
)
from build_tools.amend.compare import around, siblings_of, steps
from build_tools.amend.touched import Touch
from build_tools.checks.content import Check, Content
from build_tools.model.amendment import OPEN, Amendment, Edition
from build_tools.model.identifiers import suggestion
from build_tools.model.provision import Text
from build_tools.positions import Position
from build_tools.problems import Problem

WHY = {
    "obligation": "says what is demanded",
    "recommendation": "says what is advised",
    "permission": "says what is allowed",
    "possibility": "says what is possible",
    "exemption": "says what is not demanded",
    "prohibition": "says what is forbidden",
    "negation": "says no",
    "exception": "makes an exception",
    "restriction": "restricts",
    "condition": "sets a condition",
    "quantifier": "says how many are meant",
    "limit": "sets a limit",
    "number": "is a number",
    "date": "is a date",
    "time": "is a unit of time",
    "measure": "is a unit of measure",
    "deadline": "says by when",
    "frequency": "says how often",
    "scope": "says what is covered",
    "verdict": "says what passes",
    "alternative": "leaves a choice",
    "party": "says whom or what it applies to",
    "term": "is a defined term",
    "name": "is the name itself",
    "reference": "refers to another provision",
    "order": "is a step in a numbered order",
}
"""The group of a word → why it weighs."""


def declared_classes(content: Content) -> Iterator[Problem]:
    """Each amendment does what its class says, and nothing beyond it."""
    unweighed = False
    for edition in content.project.editions.values():
        text = content.texts.get(edition.name)
        base = content.texts.get(edition.base) if edition.base else _uncorrected(edition, text)
        if base is None or text is None or not edition.amendments:
            continue
        scales = scales_of(content.project.facts, base, text)
        for amendment, before, after in _around_each(edition, base, text):
            unweighed |= scales.lexicon is None and amendment.klass == "editorial"
            yield from _against_class(content, scales, amendment, effects(scales, amendment, before, after))
    if unweighed:
        language = content.project.facts.official
        yield Problem(Position("source/standard.yml"), "unweighed-language", f"For “{language}” the tools have no list of words that weigh: editorial amendments were checked for insertions, moves and lists only.")


def _uncorrected(edition: Edition, text: Text | None) -> Text | None:
    """A first edition's text before its errata; none where they do not fit, which others say."""
    try:
        return back(text, edition.amendments) if text is not None else None
    except DoesNotFit:
        return None


def _around_each(edition: Edition, base: Text, text: Text) -> Iterator[tuple[Amendment, Text, Text]]:
    """Every amendment that is or may come into the text, with what it looks at before and after it."""
    try:
        yield from steps(base, edition.amendments)
    except DoesNotFit:
        return  # said by others
    for amendment in edition.amendments:
        for start in (base, text) if amendment.status in OPEN else ():
            before = around(start, amendment, siblings_of(start, [amendment]))
            try:
                after = apply(before, amendment.changes)
            except DoesNotFit:
                continue
            yield amendment, before, after
            break


def _against_class(content: Content, scales: Scales, amendment: Amendment, found: Sequence[Effect]) -> Iterator[Problem]:
    """What the amendment does that its class does not hold, and what its class asks for that it does not do."""
    lines, klass = content.project.amendment_lines, amendment.klass
    at = lines[f"{amendment.id}#class"]
    erratum = bool(amendment.erratum)
    allowed = f"Classes for all that it does: {', '.join(admissible(found, erratum)) or 'none that an erratum may have'}."
    if lacking(klass, found):
        yield Problem(at, "wrong-class", f"{amendment.id} is “{klass}”, but {_wanted(klass)}. {allowed}")
    for effect in refused(klass, found, erratum):
        where = [f"{amendment.id}#{effect.id}#{side}#{effect.field}" for side in ("after", "before")] if effect.field else []
        position = next((lines[name] for name in (*where, f"{amendment.id}#{effect.id}") if name in lines), at)
        yield Problem(position, "wrong-class", f"{amendment.id} is “{klass}”, but {_done(effect)}. {allowed}")
    if found and overstated(klass, found):
        yield Problem(at, "overstated-class", f"{amendment.id} is “{klass}”, but no word came or went in it. {allowed}")


def _wanted(klass: str) -> str:
    """What an amendment of this class lacks."""
    return f"nothing in it {' or '.join(EFFECTS[kind] for kind in EFFECTS if kind in NEEDS[klass])}"


def _done(effect: Effect) -> str:
    """What the effect is, in words for editors."""
    field = f"“{effect.field}” of “{effect.id}”"
    match effect.kind:
        case "inserted":
            return f"it inserts “{effect.id}”"
        case "withdrawn":
            return f"it withdraws “{effect.id}”"
        case "moved":
            return f"it moves “{effect.id}”"
        case "renumbered":
            return f"it gives “{effect.id}” its identifier anew"
        case "split" | "merged":
            return f"“{effect.id}” continues {'a divided provision' if effect.kind == 'split' else 'several provisions'}"
        case "part":
            return f"{field} comes in or goes as a whole"
        case "list" | "choice" | "framework" | "wording":
            return f"{field} changes{'' if effect.kind == 'wording' else ', which ' + _LISTS[effect.kind]}"
    return f"{field} {'; '.join(_touch(touch) for touch in effect.touches)}"


_LISTS = {
    "list": "says to whom or to what it applies, or how it is judged",
    "choice": "is a choice that matters",
    "framework": "says to what outside rules it answers",
}
"""The kind of a list → why its change weighs."""


def _touch(touch: Touch) -> str:
    """The very words that went, came or changed places, and why they weigh."""
    parts = [f"{verb} {', '.join(f'“{found}”' for found in words)}" for verb, words in (("loses", touch.went), ("gains", touch.came), ("puts elsewhere", touch.moved)) if words]
    return f"{' and '.join(parts)}, which {WHY[touch.group]}"


def levels(content: Content) -> Iterator[Problem]:
    """An edition's level is declared, and admits the classes of its amendments."""
    lines, known = content.project.amendment_lines, content.project.facts.edition_levels
    for edition in content.project.editions.values():
        if not edition.level:
            continue
        if edition.level not in known:
            hint = suggestion(edition.level, known) or f"Levels: {', '.join(known) or 'none'}."
            yield Problem(lines[f"{edition.name}#level"], "unknown-value", f"The level “{edition.level}” of edition “{edition.name}” is not declared in source/standard.yml. {hint}")
            continue
        admitted = known[edition.level]
        for amendment in edition.amendments:
            if amendment.klass not in admitted and amendment.status in ("adopted", *OPEN):
                message = f"{amendment.id} is “{amendment.klass}”, which edition “{edition.name}” does not admit: its level is “{edition.level}”. Admitted: {', '.join(admitted) or 'nothing'}."
                yield Problem(lines[f"{amendment.id}#class"], "class-not-admitted", message)


CLASSES: tuple[Check, ...] = (declared_classes, levels)
