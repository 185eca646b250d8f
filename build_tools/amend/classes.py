"""What an amendment does to the text, against the class that its author declared."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from build_tools.amend.compare import differences_of
from build_tools.amend.items import Names
from build_tools.amend.lexicon import Lexicon, lexicon
from build_tools.amend.touched import Touch, names_from, says_the_same, touched
from build_tools.model.amendment import CLASSES, ERRATUM_CLASSES, Amendment, Difference
from build_tools.model.facts import Facts, Field
from build_tools.model.provision import PLACE, Attributes, Provision, Text, Value

EFFECTS: dict[str, str] = {
    "wording": "changes words that weigh nothing",
    "renumbered": "gives a provision another identifier",
    "weighty": "changes words that weigh",
    "force": "takes out words that say what is demanded, advised, allowed or forbidden",
    "measure": "takes out a number, a date, a unit or a limit",
    "part": "adds or takes out a whole field",
    "framework": "changes the items of an outside framework",
    "list": "changes what applies to whom or to what, or the outcomes",
    "choice": "changes a choice that matters",
    "split": "divides a provision",
    "merged": "makes one provision of several",
    "moved": "puts a provision elsewhere",
    "inserted": "inserts a provision",
    "withdrawn": "withdraws a provision",
}
"""All that an amendment can do to a text."""

_WORDS = frozenset({"wording", "renumbered"})
_CLEARER = _WORDS | {"weighty", "part", "framework", "split", "merged"}
_FOLLOWING = _CLEARER | {"force", "measure", "list", "choice"}

HOLDS: dict[str, frozenset[str]] = {
    "editorial": _WORDS,
    "clarification": _CLEARER,
    "strengthened": frozenset(EFFECTS),
    "weakened": frozenset(EFFECTS),
    "new": _FOLLOWING | {"inserted"},
    "withdrawn": _FOLLOWING | {"withdrawn"},
    "moved": frozenset({"moved", "renumbered"}),
}
"""Class → all that an amendment of this class may do. What is both inserted and withdrawn is named by what comes of it: strengthened or weakened."""

ERRATUM = _FOLLOWING
"""All that a clarification may do where it is an erratum: what was printed wrongly, a number too, is set right."""

NEEDS: dict[str, frozenset[str]] = {
    "new": frozenset({"inserted"}),
    "withdrawn": frozenset({"withdrawn"}),
    "moved": frozenset({"moved", "renumbered"}),
}
"""Class → of these, it does at least one."""

FORCE = frozenset({"obligation", "recommendation", "permission", "exemption", "prohibition"})
MEASURE = frozenset({"number", "date", "time", "measure", "limit"})


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that an amendment does."""

    kind: str
    """A key of EFFECTS."""
    id: str
    """The provision."""
    field: str = ""
    """Empty where it is done to the provision as a whole."""
    touches: tuple[Touch, ...] = ()
    """For weighty words: which went, came or changed places."""
    bare: bool = False
    """For other words: none came or went but small ones and endings."""


@dataclass(frozen=True, slots=True)
class Scales:
    """By what an edition's amendments are weighed."""

    facts: Facts
    lexicon: Lexicon | None
    """None where the tools have no list for the official language: then no words are weighed."""
    names: Names


def scales_of(facts: Facts, *texts: Text) -> Scales:
    """The scales for amendments that lead from one of the texts to another."""
    words = lexicon(facts.official, facts.obligations)
    if words is None:
        return Scales(facts, None, Names({}, {}))
    listed = [field.of for field in facts.fields.values() if field.type == "provisions"]
    groups = {**{name: "term" for name, kind in facts.kinds.items() if kind.defined_term}, **dict.fromkeys(listed, "party")}
    naming: dict[str, tuple[str, tuple[str, ...]]] = {}
    cited: dict[str, str] = {}
    for provision in sorted((provision for text in texts for provision in text.values()), key=lambda found: _rank(facts, groups, found)):
        kind = facts.kind_of(provision.id)
        if kind is None or provision.withdrawn:
            continue
        cited.setdefault(provision.id, _cited(facts, provision))
        if kind.name in groups:
            names = [provision.words(name) for name in kind.fields if facts.fields[name].type == "line" and name in provision.fields]
            earlier = naming.get(provision.id, ("", ()))[1]
            naming[provision.id] = groups[kind.name], tuple(dict.fromkeys([*earlier, *names]))
    return Scales(facts, words, names_from(words, naming, {key: shown for key, shown in cited.items() if shown}, {}))


def _rank(facts: Facts, groups: Mapping[str, str], provision: Provision) -> tuple[bool, str]:
    """What fields list comes before terms, which may bear the same names."""
    kind = facts.kind_of(provision.id)
    return kind is None or groups.get(kind.name) != "party", provision.id


def _cited(facts: Facts, provision: Provision) -> str:
    """The words that a reference to it shows, as far as they do not depend on its place."""
    kind = facts.kind_of(provision.id)
    assert kind is not None
    if kind.cite == "title":
        return provision.words("title")
    if kind.cite == "label":
        match = facts.kind_of_identifier[kind.name].fullmatch(provision.id)
        return f"{kind.label} {next((group for group in match.groups() if group), '')}" if match else ""
    return ""


def effects(scales: Scales, amendment: Amendment, before: Text, after: Text) -> list[Effect]:
    """Everything that the amendment does, from the texts around it; each provision and field by itself."""
    renewed = {past: provision.was[0] for provision in after.values() if provision.was and provision.id not in before for past in (provision.id, *provision.was)}
    scales = replace(scales, names=replace(scales.names, was=renewed))
    found: list[Effect] = []
    together: dict[str, list[Difference]] = {}
    for difference in differences_of(scales.facts, amendment, before, after):
        match difference.kind:
            case "inserted" | "withdrawn":
                found.append(Effect(difference.kind, difference.id))
            case "split" | "merged":
                together.setdefault(difference.was[0], []).append(difference)
            case "renumbered":
                found.append(Effect("renumbered", difference.id))
                found += [Effect("moved", difference.id)] if "parent" in difference.before else []
                found += _fields(scales, difference.id, difference.before, difference.after)
            case _:
                found += _fields(scales, difference.id, difference.before, difference.after)
    for group in together.values():
        found += _recast(scales, group, before, after)
    return found + [Effect("moved", identifier) for identifier in _moved(scales.facts, amendment, before, after)]


def _moved(facts: Facts, amendment: Amendment, before: Text, after: Text) -> Iterator[str]:
    """The provisions that stand elsewhere, whether their fields changed or not."""
    placed = {key: replace(found, fields=before[key].fields) if key in before and not found.withdrawn else found for key, found in after.items()}
    yield from (difference.id for difference in differences_of(facts, amendment, before, placed) if difference.kind == "moved")


def _fields(scales: Scales, identifier: str, before: Attributes, after: Attributes) -> Iterator[Effect]:
    names = identifier in scales.names.targets
    for name, field in scales.facts.fields.items():
        old, new = before.get(name), after.get(name)
        if name in PLACE or old == new or not field.matters:
            continue
        yield from _field(scales, identifier, field, old, new, names)


def _field(scales: Scales, identifier: str, field: Field, old: Value | None, new: Value | None, names: bool) -> Iterator[Effect]:
    """What the change of one field is."""
    if not field.translated:
        kind = {"provisions": "list", "framework": "framework"}.get(field.type, "choice")
        same = _members(scales, old) == _members(scales, new)
        yield Effect("wording" if same else kind, identifier, field.name)
        return
    one, two = old if isinstance(old, str) else "", new if isinstance(new, str) else ""
    touches = _weighed(scales, field, one, two, names)
    gone = {touch.group for touch in touches if touch.went}
    if not one or not two:
        yield Effect("part", identifier, field.name)
    if gone & FORCE:
        yield Effect("force", identifier, field.name, touches)
    elif gone & MEASURE:
        yield Effect("measure", identifier, field.name, touches)
    elif touches:
        yield Effect("weighty", identifier, field.name, touches)
    elif one and two and not _only_follows(scales, one, two):
        bare = scales.lexicon is not None and says_the_same(scales.lexicon, one, two, prose=field.type == "prose")
        yield Effect("wording", identifier, field.name, bare=bare)


def _weighed(scales: Scales, field: Field, one: str, two: str, names: bool) -> tuple[Touch, ...]:
    if scales.lexicon is None:
        return ()
    found = touched(scales.lexicon, scales.names, one, two, prose=field.type == "prose")
    if names and field.type == "line" and not found and _bare(one) != _bare(two):
        return (Touch("name", (one,) if one else (), (two,) if two else ()),)
    return found


def _bare(words: str) -> str:
    return "".join(character for character in words.casefold() if character.isalnum())


def _only_follows(scales: Scales, one: str, two: str) -> bool:
    """Whether a field differs only by the new identifiers of what it refers to."""
    for identifier, past in scales.names.was.items():
        one, two = (wording.replace(f"[[{identifier}", f"[[{past}") for wording in (one, two))
    return one == two


def _members(scales: Scales, value: Value | None) -> frozenset[str]:
    """The members of a list, whose order means nothing; a choice is a list of one."""
    members = (value,) if isinstance(value, str) else value or ()
    return frozenset(scales.names.was.get(member, member) for member in members)


def _recast(scales: Scales, group: list[Difference], before: Text, after: Text) -> Iterator[Effect]:
    """A provision divided, or several made one: what all of them said before against what all of them say now."""
    old = [before[past] for past in dict.fromkeys(past for difference in group for past in difference.was) if past in before]
    new = [after[difference.id] for difference in group]
    yield from (Effect(difference.kind, difference.id) for difference in group)
    for name, field in scales.facts.fields.items():
        one, two = ([provision.fields[name] for provision in side if name in provision.fields] for side in (old, new))
        if field.matters and (one or two):
            yield from (effect for effect in _field(scales, group[0].id, field, _joined(field, one), _joined(field, two), False) if effect.kind != "wording")


def _joined(field: Field, values: Iterable[Value]) -> Value:
    """The values of several provisions as one."""
    if field.translated:
        return "\n\n".join(value for value in values if isinstance(value, str))
    return tuple(sorted({code for value in values for code in ((value,) if isinstance(value, str) else value)}))


def refused(klass: str, found: Iterable[Effect], erratum: bool = False) -> list[Effect]:
    """The effects that an amendment of this class, perhaps an erratum, may not have."""
    held = ERRATUM if erratum and klass == "clarification" else HOLDS[klass]
    return [effect for effect in found if effect.kind not in held]


def lacking(klass: str, found: Iterable[Effect]) -> bool:
    """Whether the amendment does not do what its class says."""
    return klass in NEEDS and not any(effect.kind in NEEDS[klass] for effect in found)


def overstated(klass: str, found: Iterable[Effect]) -> bool:
    """Whether the class says that the text demands more or less, but not even a word came or went."""
    return klass in ("strengthened", "weakened") and all(effect.kind == "renumbered" or effect.bare for effect in found)


def admissible(found: Iterable[Effect], erratum: bool = False) -> list[str]:
    """The classes that an amendment with these effects may declare: strengthened and weakened always, unless it is an erratum."""
    known = list(found)
    return [klass for klass in (ERRATUM_CLASSES if erratum else CLASSES) if not refused(klass, known, erratum) and not lacking(klass, known)]
