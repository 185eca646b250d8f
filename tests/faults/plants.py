"""Faults as people make them, planted in the real text, with the answer that `craft check` owes them."""

from dataclasses import dataclass

from tests.support.built import ROOT, TEAHOUSE
from tests.support.damage import Damage, append, both, empty_folder, put, remove, rename, replace, rewrite

RECORDS = "source/volume-2a/module-1/5.2.9.yml"
SYSTEMS = "source/volume-2a/module-1/5.2.3.yml"
TAXES = "source/volume-2a/module-4/2.2.1.yml"
SCOPE = "source/volume-1/scope.md"
SCHEMES = "source/volume-1/schemes.md"
GLOSSARY = "source/glossary.yml"
FACTS = "source/standard.yml"
ABOUT = "source/site/about.md"
A10 = "amendments/2.1-rc1/A10.yml"
A11 = "amendments/2.1-rc1/A11.yml"
A12 = "amendments/2.1-rc1/A12.yml"
RC1, RC2, IN_FORCE = (f"amendments/{name}/edition.yml" for name in ("2.1-rc1", "2.1-rc2", "2.1"))
SEAL = "amendments/2.1/seal.yml"
SPANISH = "translations/es/LC_MESSAGES/volume-2a.po"
TEA = "source/capitulos/b.yml"
ROUND = "amendments/sur-1/rounds/ronda-1.yml"
COMMENTS, DECIDED, PEOPLE = (f"amendments/sur-1/comments/ronda-1{kind}.yml" for kind in ("", "-dispositions", "-people"))
SAID = (TEAHOUSE / COMMENTS).read_text("utf-8").split("\n")
TEA_FACTS = "source/standard.yml"

EDITED = ("unrecorded-change",)
"""What any edit of a sealed text is as well."""

PROPOSED = """id: {id}
title: Something else
class: new
status: proposed
reason: It was wanted.
changes:
- id: {provision}
  after:
{fields}
"""


COMMA = """id: 3/A11
title: Una coma
class: strengthened
status: proposed
reason: Se lee mejor.
changes:
- id: A-01
  before:
    exigencia: La casa saluda a cada [[voz:huesped|huésped]] en cuanto entra.
  after:
    exigencia: La casa saluda a cada [[voz:huesped|huésped]], en cuanto entra.
"""


@dataclass(frozen=True)
class Plant:
    """A fault, and the answer to it."""

    name: str
    sort: str
    damage: Damage
    at: str
    """FILE:LINE of the fault, or FILE where the whole of it is meant."""
    words: str
    """Part of the message."""
    others: tuple[str, ...] = ()
    """Sorts that are said besides; nothing else may be."""
    project: str = "craft"


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


_LINES = (ROOT / SPANISH).read_text("utf-8").split("\n")


def line(words: str) -> str:
    """Where the words stand in the Spanish catalogue."""
    return f"{SPANISH}:{next(number for number, found in enumerate(_LINES, 1) if words in found)}"


def entry(words: str) -> str:
    """Where the entry with these words begins."""
    number = int(line(words).rpartition(":")[2])
    while _LINES[number - 2]:
        number -= 1
    return f"{SPANISH}:{number}"


def place(path: str, words: str) -> str:
    """Where the words stand in a file of the real text."""
    return f"{path}:{next(number for number, found in enumerate((ROOT / path).read_text('utf-8').split(chr(10)), 1) if words in found)}"


def said(words: str) -> str:
    """Where the words first stand among the comments of the mini standard."""
    return f"{COMMENTS}:{next(number for number, found in enumerate(SAID, 1) if words in found)}"


MIDDLE = f"{SPANISH}:{_cut((ROOT / SPANISH).read_bytes()).count(bytes([10])) + 1}"
BEHIND = f"{SPANISH}:{len(_LINES) + 1}"


PLANTS = (
    # files
    Plant("saved as Windows-1252", "wrong-encoding", rewrite(RECORDS, lambda data: data.replace(b"What was", "Déjà, what was".encode("cp1252"), 1)), f"{RECORDS}:4", "Windows-1252"),
    Plant("saved as UTF-16", "wrong-encoding", rewrite(RECORDS, lambda data: data.decode().encode("utf-16")), f"{RECORDS}:1", "UTF-16"),
    Plant("a catalogue as UTF-16", "wrong-encoding", rewrite(SPANISH, lambda data: data.decode().encode("utf-16")), f"{SPANISH}:1", "UTF-16"),
    Plant("random bytes", "wrong-encoding", put(SCOPE, bytes(range(256))), f"{SCOPE}:2", "no text at all"),
    Plant("random bytes in a catalogue", "wrong-encoding", put(SPANISH, bytes(range(255, 0, -1))), f"{SPANISH}:1", "Byte 0xff"),
    Plant("tab in YAML", "broken-yaml", replace(RECORDS, "  text: The", "\ttext: The"), f"{RECORDS}:9", "tab character"),
    Plant("merge left unfinished", "broken-yaml", replace(RECORDS, "title: Records", "<<<<<<< HEAD\ntitle: Records\n=======\ntitle: Papers\n>>>>>>> other"), f"{RECORDS}:3", "merge"),
    Plant("empty file", "broken-yaml", put(RECORDS, ""), f"{RECORDS}:1", "empty"),
    Plant("empty amendment", "broken-yaml", put(A10, ""), f"{A10}:1", "empty", EDITED),
    Plant("empty edition", "broken-yaml", put(IN_FORCE, ""), f"{IN_FORCE}:1", "empty"),
    Plant("empty standard.yml", "broken-yaml", put(FACTS, ""), f"{FACTS}:1", "empty"),
    Plant("standard.yml a list", "broken-yaml", put(FACTS, "- a\n- b\n"), f"{FACTS}:1", "no mapping"),
    Plant("brackets without end", "broken-yaml", put(RECORDS, "a: " + "[" * 20000), f"{RECORDS}:1", "too deeply"),
    Plant("an alias", "broken-yaml", replace(RECORDS, "title: Records", "title: *records"), f"{RECORDS}:3", "aliases"),
    Plant("key twice", "duplicate-key", replace(RECORDS, "  evidence: inferred", "  title: Again\n  evidence: inferred"), f"{RECORDS}:29", "first in line 8"),
    Plant("heading without identifier", "broken-chapter", replace(SCOPE, " {#V.1/leadership evidence=inferred}", ""), f"{SCOPE}:35", "Leadership that takes decisions", EDITED),
    Plant("empty chapter", "broken-chapter", put(SCOPE, ""), f"{SCOPE}:1", "empty"),
    Plant("front matter cut", "broken-chapter", replace(SCOPE, "---\nid", "id"), f"{SCOPE}:1", "front matter"),
    Plant("merge left in a chapter", "broken-chapter", replace(SCOPE, "# Scope", "<<<<<<< HEAD\n# Scope"), f"{SCOPE}:7", "merge"),
    Plant("page without title", "broken-chapter", replace(ABOUT, "title:", "heading:"), f"{ABOUT}:1", "title"),
    Plant("title misspelled", "unknown-key", replace(RECORDS, "  title: Keeping", "  titel: Keeping"), f"{RECORDS}:8", "Did you mean “title”?"),
    Plant("title of an amendment misspelled", "unknown-key", replace(A10, "title: Pass", "titel: Pass"), f"{A10}:2", "Did you mean “title”?"),
    Plant("field in a change misspelled", "unknown-key", replace(A10, "    pass_criterion: The", "    pas_criterion: The"), f"{A10}:11", "Did you mean “pass_criterion”?"),
    Plant("key of standard.yml misspelled", "unknown-key", replace(FACTS, "contact:", "contakt:"), f"{FACTS}:15", "Did you mean “contact”?"),
    Plant("key invented in standard.yml", "unknown-key", replace(FACTS, "contact:", "colour: red\ncontact:"), f"{FACTS}:15", "“colour”"),
    Plant("choice misspelled", "unknown-value", replace(RECORDS, "  evidence: inferred", "  evidence: inferrred"), f"{RECORDS}:29", "Did you mean “inferred”?", EDITED),
    Plant("words where a list stands", "unknown-value", replace(RECORDS, "actors: [actor/amp, actor/buyer, actor/auditor]", "actors: actor/amp"), f"{RECORDS}:26", "[one, two]"),
    Plant("a mapping for words", "unknown-value", replace(RECORDS, "title: Records", "title: {a: b}"), f"{RECORDS}:3", "not a mapping"),
    Plant("a list for the parent", "unknown-value", replace(RECORDS, "parent: M.1", "parent: [M.1]"), f"{RECORDS}:2", "one identifier"),
    Plant("a mapping for what it follows", "unknown-value", replace(SCOPE, "follows: V.1/conventions", "follows: {a: b}"), f"{SCOPE}:4", "one identifier"),
    Plant("a list for a place in a change", "unknown-value", replace(A12, "parent: S.1", "parent: [S.1]"), f"{A12}:11", "one word"),
    Plant("status misspelled", "unknown-value", replace(IN_FORCE, "status: in force", "status: inforce"), f"{IN_FORCE}:4", "Did you mean “in force”?"),
    Plant("date misspelled", "unknown-value", replace(IN_FORCE, "2024-10-21", "21.10.2024"), place(IN_FORCE, "issued:"), "2024-10-21"),
    Plant("driver of no framework", "unknown-value", replace(A10, "oecd-aa/B.1,", "oecd-a/B.1,"), f"{A10}:6", "Did you mean “oecd-aa”?"),
    Plant("edition not named as its folder", "unknown-value", replace(IN_FORCE, "name: '2.1'", "name: '2.2'"), f"{IN_FORCE}:1", "its folder “2.1”"),
    Plant("amendment not named as its file", "unknown-value", replace(A10, "id: 2.1-rc1/A10", "id: 2.1-rc1/A11"), f"{A10}:1", "its file says “2.1-rc1/A10”"),
    Plant("grammar that is none", "unknown-value", replace(FACTS, "'M\\.(?P<module>[1-5])'", "'M\\.(?P<module>[1-5]'"), place(FACTS, r"M\.(?P<module>[1-5])'"), "no regular expression"),
    Plant("seal with a damaged line", "unknown-value", replace(SEAL, "evidence:82dd43841f05 outcomes", "evidence outcomes"), f"{SEAL}:6", "no list of digests"),
    Plant("folder of no language", "unknown-value", rename("translations/es", "translations/sp"), "translations/sp", "none of the standard's languages", ("missing-entry",)),
    Plant("two editions in force", "unknown-value", replace(RC2, "status: superseded", "status: in force"), f"{IN_FORCE}:4", "Two editions of the trunk are in force"),
    Plant("guidance left out", "missing-part", rewrite(RECORDS, lambda data: data[: data.index(b"  guidance")] + data[data.index(b"  mitigation") :]), f"{RECORDS}:7", "has no “guidance”", EDITED),
    Plant("guidance left empty", "missing-part", rewrite(RECORDS, lambda data: data[: data.index(b" |-", data.index(b"  guidance"))] + b"\n" + data[data.index(b"  mitigation") :]), f"{RECORDS}:12", "“guidance” is empty"),
    Plant("reason left out", "missing-part", rewrite(A10, lambda data: data[: data.index(b"reason:")] + data[data.index(b"drivers:") :]), f"{A10}:1", "“reason” is missing"),
    Plant("file renamed", "misplaced-file", rename(RECORDS, "source/volume-2a/module-1/records.yml"), "source/volume-2a/module-1/records.yml:1", RECORDS),
    Plant("amendment copied as .yaml", "misplaced-file", put("amendments/2.1-rc1/A10.yaml", "id: 2.1-rc1/A10\n"), "amendments/2.1-rc1/A10.yaml:1", "2.1-rc1/A10.yml"),
    Plant("amendment in a folder", "misplaced-file", put("amendments/2.1-rc1/old/A99.yml", "id: 2.1-rc1/A99\n"), "amendments/2.1-rc1/old/A99.yml:1", "2.1-rc1/A99.yml"),
    Plant("amendment that does not withdraw", "unknown-value", put("amendments/2.1/A97.yml", PROPOSED.format(id="2.1/A97", provision="M.1/5.2.9/R.1", fields="    withdrawn: 'no'")), "amendments/2.1/A97.yml:9", "Allowed: true", ("missing-entry",)),
    Plant("field named like a key", "unknown-value", replace(FACTS, "\nfields:\n", "\nfields:\n  follows:\n    type: line\n    label: Follows\n"), f"{place(FACTS, 'label: Title}')}", "cannot be named “follows”"),
    Plant("byte order mark", "not-canonical", rewrite(RECORDS, lambda data: b"\xef\xbb\xbf" + data), f"{RECORDS}:1", "byte order mark"),
    Plant("byte order mark in a chapter", "not-canonical", rewrite(SCOPE, lambda data: b"\xef\xbb\xbf" + data), f"{SCOPE}:1", "byte order mark"),
    Plant("byte order mark in standard.yml", "not-canonical", rewrite(FACTS, lambda data: b"\xef\xbb\xbf" + data), f"{FACTS}:1", "byte order mark"),
    Plant("byte order mark in a catalogue", "not-canonical", rewrite(SPANISH, lambda data: b"\xef\xbb\xbf" + data), f"{SPANISH}:1", "byte order mark"),
    Plant("line ends of Windows", "not-canonical", rewrite(SCOPE, lambda data: data.replace(b"\n", b"\r\n")), f"{SCOPE}:1", "line ends"),
    Plant("line ends of Windows in an amendment", "not-canonical", rewrite(A10, lambda data: data.replace(b"\n", b"\r\n")), f"{A10}:1", "line ends"),
    Plant("line ends of Windows in a catalogue", "not-canonical", rewrite(SPANISH, lambda data: data.replace(b"\n", b"\r\n")), f"{SPANISH}:1", "line ends"),
    Plant("line ends of Windows in a page", "not-canonical", rewrite(ABOUT, lambda data: data.replace(b"\n", b"\r\n")), f"{ABOUT}:1", "line ends"),
    Plant("another indentation", "not-canonical", replace(RECORDS, "title: Records", "title:   Records"), f"{RECORDS}:3", "from this line on"),
    Plant("keys in another order", "not-canonical", replace(A10, "class: clarification\nstatus: adopted", "status: adopted\nclass: clarification"), f"{A10}:3", "from this line on"),
    Plant("no amendments at all", "missing-file", empty_folder("amendments"), "amendments", "no edition"),
    Plant("folder without edition.yml", "missing-file", empty_folder("amendments/2.2"), "amendments/2.2/edition.yml", "No such file"),
    Plant("edition.yml deleted", "missing-file", remove(IN_FORCE), IN_FORCE, "No such file"),
    Plant("standard.yml deleted", "missing-file", remove(FACTS), FACTS, "No such file"),
    # identifiers and places
    Plant("letter of an identifier lost", "malformed-identifier", replace(RECORDS, "- id: M.1/5.2.9/R.1", "- id: 1/5.2.9/R.1"), f"{RECORDS}:7", "“1/5.2.9/R.1”", EDITED),
    Plant("identifier in a change malformed", "malformed-identifier", replace(A10, "id: M.4/2.2.1/R.1", "id: M.4/2.2.1/R.I"), f"{A10}:9", "“M.4/2.2.1/R.I”", EDITED),
    Plant("identifier copied", "duplicate-identifier", replace(RECORDS, "- id: M.1/5.2.9/R.1", "- id: M.1/5.2.3/R.1"), f"{RECORDS}:7", f"{SYSTEMS}:7", EDITED),
    Plant("identifier given twice", "reused-identifier", put("amendments/2.1/A1.yml", PROPOSED.format(id="2.1/A1", provision="S.5", fields="    parent: V.2B\n    title: Coal\n    minerals: [mineral/gemstones]")), "amendments/mica-1.0/A1.yml:10", "which 2.1/A1 gave already", ("missing-entry",)),
    Plant("withdrawn identifier given again", "reused-identifier", put("amendments/3/A11.yml", PROPOSED.format(id="3/A11", provision="B-03", fields="    parent: B\n    title: Otra\n    exigencia: La casa sirve.\n    nivel: oro")), "amendments/3/A11.yml:7", "withdrawn before", ("missing-entry",), "teahouse"),
    Plant("slugs collide", "colliding-slugs", both(replace(FACTS, "'term/(?P<name>[a-z]", "'term/(?P<name>[A-Za-z]"), replace(FACTS, "'term/(?P<name>[A-Za-z][a-z0-9-]*)'", "'term/(?P<name>[A-Za-z][A-Za-z0-9-]*)'"), replace(GLOSSARY, "- id: term/aggregator", "- id: term/AMP\n  title: AMP\n  text: The same once more.\n- id: term/aggregator")), f"{GLOSSARY}:30", "both lead to “term-amp”", (*EDITED, "not-canonical")),
    Plant("parent that is not there", "misplaced-provision", replace(RECORDS, "parent: M.1", "parent: M.9"), f"{RECORDS}:2", "“M.9” of “M.1/5.2.9” is not there", EDITED),
    Plant("parent that cannot hold it", "misplaced-provision", replace(RECORDS, "parent: M.1", "parent: V.1"), f"{RECORDS}:2", "a sub-issue stands in: module", EDITED),
    Plant("follows itself", "misplaced-provision", replace(SCOPE, "follows: V.1/conventions", "follows: V.1/scope"), f"{SCOPE}:4", "follows itself", EDITED),
    Plant("two follow each other", "misplaced-provision", replace("source/volume-1/conventions.md", "follows: ", "follows: V.1/scope #"), f"{SCOPE}:4", "follows itself", (*EDITED, "not-canonical")),
    Plant("follows a stranger", "misplaced-provision", replace(SCOPE, "follows: V.1/conventions", "follows: V.1/leadership"), f"{SCOPE}:4", "not its sibling", EDITED),
    Plant("reference without M.", "dangling-reference", replace(RECORDS, "[[M.4/5.2.12/R.2]]", "[[4/5.2.12/R.2]]"), f"{RECORDS}:12", "Did you mean “M.4/5.2.12/R.2”?", EDITED),
    Plant("actor misspelled", "dangling-reference", replace(RECORDS, "actor/buyer", "actor/byuer"), f"{RECORDS}:26", "Did you mean “actor/buyer”?", EDITED),
    Plant("volume of an edition misspelled", "dangling-reference", replace(IN_FORCE, "V.2B, V.3", "V.2C, V.3"), place(IN_FORCE, "documents:"), "“V.2C”"),
    Plant("reference in a page of the site", "dangling-reference", replace("source/site/home.md", "[[V.2B]]", "[[V.2C]]"), "source/site/home.md", "“V.2C”"),
    Plant("withdrawn, its text kept", "withdrawn-with-text", replace(TEA, "- id: B-03\n  withdrawn: true\n", "- id: B-03\n  withdrawn: true\n  title: Todavía\n"), f"{TEA}:23", "title", EDITED, "teahouse"),
    # wording
    Plant("HTML in the text", "unsupported-markup", replace(RECORDS, "at least five", "at <b>least</b> five"), f"{RECORDS}:9", "HTML", EDITED),
    Plant("braces in the text", "unsupported-markup", replace(RECORDS, "at least five", "at {least} five"), f"{RECORDS}:9", "curly brace", EDITED),
    Plant("a heading in a field", "unsupported-markup", replace(RECORDS, "    A page that is lost", "    # A page\n\n    A page that is lost"), f"{RECORDS}:12", "a heading inside a field", EDITED),
    Plant("a control character", "unsupported-markup", replace(RECORDS, "title: Records", 'title: "Records\\a"'), f"{RECORDS}:3", "U+0007", EDITED),
    Plant("HTML in a reason", "unsupported-markup", replace(A10, "reason: The earlier", "reason: The <u>earlier</u>"), f"{A10}:5", "“reason” of 2.1-rc1/A10 holds HTML", ("outdated-entry", "missing-entry")),
    Plant("footnote without note", "broken-footnote", replace(RECORDS, "not noted down", "not noted[^1] down"), f"{RECORDS}:4", "a mark without its note", EDITED),
    Plant("term misspelled", "undefined-term", replace(RECORDS, "[[term/amp|AMP]] shall", "[[term/ampp|AMP]] shall"), f"{RECORDS}:9", "Did you mean “term/amp”?", EDITED),
    Plant("figure that is no list", "undrawable-figure", replace("source/volume-1/progress.md", "1. **Candidate** The", "The"), "source/volume-1/progress.md:14", "no list that can be drawn", (*EDITED, "not-canonical")),
    Plant("term that nobody uses", "unused-term", replace(GLOSSARY, "- id: term/affiliate", "- id: term/adit\n  title: adit\n  text: Way into a mine that is driven level.\n- id: term/affiliate"), f"{GLOSSARY}:12", "“adit”", EDITED),
    Plant("two obligations", "two-obligations", replace(RECORDS, "shall keep for", "shall write and must keep for"), f"{RECORDS}:9", "2 obligations (shall, must)", EDITED),
    Plant("no obligation", "two-obligations", replace(RECORDS, "shall keep for", "keeps for"), f"{RECORDS}:9", "no obligation (shall or must)", EDITED),
    Plant("sentence copied", "repeated-sentence", replace(SYSTEMS, "    The Code does not prescribe a legal form.\n", "    The Code does not prescribe a legal form.\n    A page that is lost is replaced by a signed note that explains the loss.\n"), f"{RECORDS}:12", "stands in M.1/5.2.3/R.1 and M.1/5.2.9/R.1", EDITED),
    # amendments
    Plant("after not as in the text", "does-not-fit", replace(A10, "agreement with the authority to pay", "agreement with an authority to pay"), f"{A10}:13", "but finds “… hs, or an agreement with the"),
    Plant("proposed, and fits nothing", "does-not-fit", put("amendments/2.1/A1.yml", "id: 2.1/A1\ntitle: Records\nclass: editorial\nstatus: proposed\nreason: It was wanted.\nchanges:\n- id: M.1/5.2.9/R.1\n  before:\n    title: Keeping papers\n  after:\n    title: Papers\n"), "amendments/2.1/A1.yml:7", "but finds “Keeping", ("missing-entry",)),
    Plant("inserts what is there", "does-not-fit", replace(A12, "id: M.4/5.2.12/S.1.1", "id: M.4/5.2.12/S.1.2"), f"{A12}:9", "“M.4/5.2.12/S.1.2”, which is not there"),
    Plant("two amendments from one start", "conflicting-amendments", put("amendments/2.1-rc2/A4.yml", "id: 2.1-rc2/A4\ntitle: Leadership\nclass: strengthened\nstatus: adopted\nreason: It was wanted.\nchanges:\n- id: V.1/schemes\n  before:\n    text: |-\n      An [[term/amp|AMP]] may apply the Code alone or with the help of a programme.\n      Programmes that use the Code are called [[term/craft-scheme|CRAFT Schemes]]; the principles for them are found in [[V.3]].\n  after:\n    text: Programmes may help.\n"), "amendments/2.1-rc2/A4.yml:7", "2.1-rc2/A4 and 2.1-rc2/A1 both change “text” of “V.1/schemes”", ("does-not-fit", "missing-entry")),
    Plant("base misspelled", "unknown-edition", replace(IN_FORCE, "base: 2.1-rc2", "base: 2.1-rc3"), f"{IN_FORCE}:3", "Did you mean “2.1-rc2”?"),
    Plant("base misspelled far below", "unknown-edition", replace(RC1, "base: '2.0'", "base: '2.O'"), f"{RC1}:3", "Did you mean “2.0”?"),
    Plant("bases in a circle", "unknown-edition", replace("amendments/2.0/edition.yml", "status:", "base: '2.1'\nstatus:"), "amendments/2.0/edition.yml:3", "“2.0” → “2.1” → “2.1-rc2” → “2.1-rc1” → “2.0”"),
    Plant("new rules called editorial", "wrong-class", replace(A11, "class: strengthened", "class: editorial"), place(A11, "title: Precious metals"), "“title” of “S.1” loses “Gold”, which says whom or what it applies to"),
    Plant("a clarification called new", "wrong-class", replace(A10, "class: clarification", "class: new"), f"{A10}:3", "nothing in it inserts a provision"),
    Plant("class beyond the level", "class-not-admitted", replace(RC1, "level: minor", "level: patch"), "amendments/2.1-rc1/A1.yml:3", "its level is “patch”. Admitted: editorial."),
    Plant("level misspelled", "unknown-value", replace(IN_FORCE, "level: minor", "level: minr"), place(IN_FORCE, "level:"), "Did you mean “minor”?"),
    Plant("a comma called strengthened", "overstated-class", put("amendments/3/A11.yml", COMMA), "amendments/3/A11.yml:3", "no word came or went", ("missing-entry",), "teahouse"),
    Plant("official language without a list", "unweighed-language", replace(TEA_FACTS, "official_language: es", "official_language: zh"), TEA_FACTS, "“zh”", ("missing-entry", "unknown-value"), "teahouse"),
    Plant("two first editions", "unknown-edition", replace(IN_FORCE, "base: 2.1-rc2\n", ""), f"{IN_FORCE}:1", "only the first edition, “2.0”"),
    Plant("source edition misspelled", "unknown-edition", replace(FACTS, "source_edition: '2.1'", "source_edition: '2.2'"), f"{FACTS}:22", "“2.2”"),
    Plant("folder of a base deleted", "unknown-edition", remove("amendments/2.1-rc1"), f"{RC2}:3", "“2.1-rc1”"),
    Plant("edited without amendment", "unrecorded-change", replace(RECORDS, "at least five years", "at least four years"), f"{RECORDS}:9", "editions 2.0, 2.1-rc1, 2.1-rc2, 2.1 and mica-1.0 were sealed"),
    Plant("edited where amended", "unrecorded-change", replace(TAXES, "a written exemption", "a signed exemption"), f"{TAXES}:10", "editions 2.1-rc1, 2.1-rc2, 2.1 and mica-1.0"),
    Plant("before wrong by one letter", "unrecorded-change", replace(A10, "due in the last", "due in tha last"), f"{A10}:11", "since edition 2.0 was sealed"),
    Plant("file deleted", "unrecorded-change", remove(RECORDS), f"{SEAL}:22", "“M.1/5.2.9/R.1” was there when"),
    Plant("amendment deleted", "unrecorded-change", remove(A10), f"{TAXES}:10", "since edition 2.0 was sealed", ("unknown-context",)),
    Plant("digest of a seal changed", "unrecorded-change", rewrite(SEAL, lambda data: b"digest: " + b"0" * 64 + data[72:]), f"{SEAL}:1", "digest of edition 2.1"),
    Plant("seal deleted", "unsealed-edition", remove(SEAL), f"{IN_FORCE}:1", "has no seal"),
    Plant("carried over from nowhere", "unknown-edition", replace(IN_FORCE, "V.4: '2.0'", "V.4: '2.7'"), place(IN_FORCE, "carried_over:"), "“2.7”, which is no edition"),
    Plant("carried over, but changed", "not-carried-over", replace(IN_FORCE, "V.4: '2.0'", "V.1: '2.0'"), place(IN_FORCE, "carried_over:"), "is not what it was in 2.0"),
    # consultations
    Plant("comments of no round", "unknown-round", put("amendments/sur-1/comments/ronda-2.yml", "round: sur-1/ronda-2\nlast: 0\ncomments: []\n"), "amendments/sur-1/comments/ronda-2.yml:1", "Did you mean “sur-1/ronda-1”?", project="teahouse"),
    Plant("round that closes before it opens", "wrong-period", replace(ROUND, "closes: 2023-11-03", "closes: 2022-11-03"), f"{ROUND}:4", "before it opens on 2023-09-04", project="teahouse"),
    Plant("comment before the round", "wrong-period", replace(COMMENTS, "received: 2023-11-01", "received: 2023-01-11"), said("received: 2023-11-01"), "opened on 2023-09-04", project="teahouse"),
    Plant("day that does not exist", "unknown-value", replace(ROUND, "opens: 2023-09-04", "opens: 2023-09-31"), f"{ROUND}:3", "2023-09-31", project="teahouse"),
    Plant("round about no amendment", "unknown-subject", replace(ROUND, "groups:\n", "amendments: [sur-1/A1, sur-1/A9]\ngroups:\n"), f"{ROUND}:16", "“sur-1/A9”, which is no amendment", project="teahouse"),
    Plant("round in no language", "unknown-value", replace(ROUND, "languages: [es, ar", "languages: [es, fr"), f"{ROUND}:5", "“fr”", project="teahouse"),
    Plant("round not named as its file", "unknown-value", replace(ROUND, "id: sur-1/ronda-1", "id: sur-1/ronda-2"), f"{ROUND}:1", "its file says “sur-1/ronda-1”", project="teahouse"),
    Plant("round as .yaml", "misplaced-file", put("amendments/sur-1/rounds/ronda-2.yaml", "id: sur-1/ronda-2\n"), "amendments/sur-1/rounds/ronda-2.yaml:1", "sur-1/rounds/ronda-2.yml", project="teahouse"),
    Plant("empty round", "broken-yaml", put(ROUND, ""), f"{ROUND}:1", "empty", project="teahouse"),
    Plant("round with another indentation", "not-canonical", replace(ROUND, "  cultivo: Quienes", "  cultivo:   Quienes"), f"{ROUND}:19", "from this line on", project="teahouse"),
    Plant("question that leads nowhere", "dangling-reference", replace(ROUND, "[[A-04]]", "[[A04]]"), f"{ROUND}:7", "Did you mean “A-04”?", project="teahouse"),
    Plant("comment on no provision", "unknown-subject", replace(COMMENTS, "about: B-05", "about: B05"), said("about: B-05"), "Did you mean “B-05”?", project="teahouse"),
    Plant("comment from no group", "unknown-value", replace(COMMENTS, "group: cultivo", "group: cultivos"), said("group: cultivo"), "Did you mean “cultivo”?", project="teahouse"),
    Plant("comment on no field", "unknown-value", replace(COMMENTS, "field: exigencia", "field: exigencias"), said("field: exigencia"), "Did you mean “exigencia”?", project="teahouse"),
    Plant("comment in no language", "unknown-value", replace(COMMENTS, "language: ar", "language: arabic"), said("language: ar"), "“arabic”", project="teahouse"),
    Plant("comment without a word", "missing-part", replace(COMMENTS, "  text: La norma se lee bien. Gracias por enviarla también impresa.\n", ""), said("number: 11"), "neither “text” nor “proposal”", project="teahouse"),
    Plant("number given twice", "duplicate-number", replace(COMMENTS, "- number: 2\n", "- number: 1\n"), said("- number: 2"), "stands already in line 4", project="teahouse"),
    Plant("number that is none", "unknown-value", replace(COMMENTS, "- number: 2\n", "- number: two\n"), said("- number: 2"), "should be a number", project="teahouse"),
    Plant("comments in disorder", "not-canonical", replace(COMMENTS, "last: 15", "last: 14"), f"{COMMENTS}:2", "from this line on", project="teahouse"),
    Plant("comments cut off", "broken-yaml", replace(COMMENTS, "comments:\n", "comments:\n]\n"), f"{COMMENTS}:4", "cannot be read", project="teahouse"),
    Plant("decision on no comment", "unknown-comment", replace(DECIDED, "comments: [5]", "comments: [14]"), f"{DECIDED}:19", "comment 14, which is not there", project="teahouse"),
    Plant("decision that led to no amendment", "unknown-subject", replace(DECIDED, "amendment: sur-1/A2", "amendment: sur-1/A22"), f"{DECIDED}:10", "“sur-1/A22”, which is no amendment", project="teahouse"),
    Plant("decision of another sort", "unknown-value", replace(DECIDED, "decision: noted", "decision: note"), f"{DECIDED}:25", "Did you mean “noted”?", project="teahouse"),
    Plant("decided twice", "decided-twice", replace(DECIDED, "comments: [5]", "comments: [5, 4]"), f"{DECIDED}:19", "stands in D2 and again in D3", project="teahouse"),
    Plant("decision named twice", "duplicate-number", replace(DECIDED, "- id: D3", "- id: D2"), f"{DECIDED}:17", "“D2” stands already in line 11", project="teahouse"),
    Plant("person of no comment", "unknown-comment", put(PEOPLE, "round: sur-1/ronda-1\npeople:\n- comments: [99]\n  name: Li Wei\n"), f"{PEOPLE}:3", "comment 99", project="teahouse"),
    Plant("comment of two people", "decided-twice", put(PEOPLE, "round: sur-1/ronda-1\npeople:\n- comments: [1]\n  name: Li Wei\n- comments: [1]\n  name: Ana Ruiz\n"), f"{PEOPLE}:5", "stands in entry 1", project="teahouse"),
    Plant("address in a comment", "personal-data", replace(COMMENTS, "Gracias por enviarla", "Escríbanme a ana@casa.example. Gracias por enviarla"), said("Gracias por enviarla"), "an e-mail address", project="teahouse"),
    Plant("name in a comment", "personal-data", both(put(PEOPLE, "round: sur-1/ronda-1\npeople:\n- comments: [11]\n  name: Ana Ruiz\n"), replace(COMMENTS, "Gracias por enviarla", "Saludos, ANA RUIZ. Gracias por enviarla")), said("Gracias por enviarla"), "the name of who made it", project="teahouse"),
    # translations
    Plant("half a catalogue", "damaged-catalogue", rewrite(SPANISH, _cut), MIDDLE, "quotation mark"),
    Plant("merge left in a catalogue", "damaged-catalogue", replace(SPANISH, 'msgctxt "M.1/5.1.1#title"', '<<<<<<< HEAD\nmsgctxt "M.1/5.1.1#title"'), line('msgctxt "M.1/5.1.1#title"'), "merge"),
    Plant("empty catalogue", "damaged-catalogue", put(SPANISH, ""), f"{SPANISH}:1", "empty"),
    Plant("catalogue without header", "damaged-catalogue", rewrite(SPANISH, lambda data: data[data.index(b"msgctxt") :]), f"{SPANISH}:1", "header"),
    Plant("quotation mark lost", "damaged-catalogue", replace(SPANISH, 'msgstr "Cumplimiento legal"', 'msgstr "Cumplimiento legal'), line('msgstr "Cumplimiento legal"'), "quotation mark"),
    Plant("quotation mark too many", "damaged-catalogue", replace(SPANISH, 'msgstr "Cumplimiento legal"', 'msgstr "Cumplimiento "legal""'), line('msgstr "Cumplimiento legal"'), "quot"),
    Plant("entry copied", "duplicate-entry", append(SPANISH, '\nmsgctxt "M.1/5.1.1#title"\nmsgid "Legal compliance"\nmsgstr "Legalidad"\n'), BEHIND, "first in line"),
    Plant("context misspelled", "unknown-context", append(SPANISH, '\nmsgctxt "M.1/5.1.1#titel"\nmsgid "Legal compliance"\nmsgstr "Legalidad"\n'), BEHIND, "Did you mean “M.1/5.1.1#title”?"),
    Plant("original edited", "outdated-entry", replace(SPANISH, 'msgid "Legal compliance"', 'msgid "Lawful compliance"'), entry('msgid "Legal compliance"'), "“Lawful compliance”", ("missing-entry",)),
    Plant("entry lost", "missing-entry", replace(SPANISH, 'msgctxt "M.1/5.1.1#title"\nmsgid "Legal compliance"\nmsgstr "Cumplimiento legal"\n', ""), SPANISH, "1 text has no entry in this catalogue, first “M.1/5.1.1#title”"),
    Plant("no translations at all", "missing-entry", remove("translations"), "translations/es/LC_MESSAGES", "there is no catalogue of this language yet"),
    Plant("placeholder lost", "lost-placeholder", replace(SPANISH, "{1:requisitos}", "requisitos"), entry("{1:requisitos}"), "lacks {1}"),
    Plant("placeholder invented", "lost-placeholder", replace(SPANISH, "{1:requisitos}", "{1:requisitos} {9}"), entry("{1:requisitos}"), "has {9}"),
    Plant("braces mangled", "broken-translation", replace(SPANISH, "{1:requisitos}", "{1:requisitos}} {{2"), entry("{1:requisitos}"), "curly brace"),
    Plant("HTML in a translation", "broken-translation", replace(SPANISH, "Un productor solo puede", "Un <script>alert(1)</script> productor"), entry("Un productor solo puede"), "HTML"),
    Plant("reference in a translation", "broken-translation", replace(SPANISH, "Un productor solo puede", "Un [[@7]] productor [[term/x]]"), entry("Un productor solo puede"), "reference of its own"),
    Plant("link in a translation", "broken-translation", replace(SPANISH, "Un productor solo puede", "Un [productor](https://example.org)"), entry("Un productor solo puede"), "link of its own"),
    Plant("list in a translation", "broken-translation", replace(SPANISH, "Un productor solo puede", "- Un productor"), entry("Un productor solo puede"), "is a list"),
    Plant("two paragraphs in a translation", "broken-translation", replace(SPANISH, "Un productor solo puede", "Un productor\\n\\nsolo puede"), entry("Un productor solo puede"), "not one paragraph"),
    Plant("catalogue of another language", "wrong-language", replace(SPANISH, "Language: es", "Language: fr"), f"{SPANISH}:1", "“fr”"),
    Plant("catalogue of no language", "wrong-language", replace(SPANISH, '"Language: es\\n"\n', ""), f"{SPANISH}:1", "folder says “es”"),
)
