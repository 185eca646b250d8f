"""Every kind of fault that the content can have: a closed list, from which docs/problems.md is made."""

from dataclasses import dataclass, field
from typing import Literal

from build_tools.positions import Position

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Sort:
    """One kind of fault, as editors read of it."""

    means: str
    """What is wrong, in general."""
    remedy: str
    """What to do."""
    severity: Severity = "error"


SORTS: dict[str, Sort] = {
    # files
    "wrong-encoding": Sort("A file is not UTF-8.", "Save it as UTF-8 (in Word: Save as, plain text, Unicode UTF-8)."),
    "broken-yaml": Sort("A file is not valid YAML.", "Mend the line named; most often an indentation, a colon or a quotation mark."),
    "duplicate-key": Sort("A key stands twice in one place of a YAML file.", "Keep one of the two."),
    "broken-chapter": Sort("A Markdown chapter lacks its front matter, title or a section's identifier.", "Write it as the other chapters do."),
    "unknown-key": Sort("A key that this kind of file or provision does not have.", "Correct its spelling, or declare the field in source/standard.yml."),
    "unknown-value": Sort("A value that is not among those allowed.", "Use one of the values named, or make the two agree."),
    "missing-part": Sort("A required part is absent or empty.", "Write it."),
    "misplaced-file": Sort("A file stands where its provision's identifier does not put it.", "Rename it to the path named, or run “craft format”."),
    "not-canonical": Sort("A file is not written in the canonical form, or has a byte order mark or foreign line ends.", "Run “craft format”."),
    "missing-file": Sort("A file or folder that the project needs is not there.", "Make it, or restore it."),
    # identifiers and places
    "malformed-identifier": Sort("An identifier does not fit the grammar declared in source/standard.yml.", "Correct it."),
    "duplicate-identifier": Sort("Two provisions bear the same identifier.", "Give the newer one another identifier."),
    "reused-identifier": Sort("An identifier once given is given again.", "Choose one that no edition has used."),
    "colliding-slugs": Sort("Two identifiers lead to the same address.", "Change the newer identifier."),
    "misplaced-provision": Sort("A provision stands in something that cannot hold it, or that is not there.", "Correct its parent, or the place it follows."),
    "dangling-reference": Sort("A reference to a provision that is not in this edition.", "Correct the identifier, or amend the reference too."),
    "withdrawn-with-text": Sort("A withdrawn provision still has fields.", "Take them out here; the amendment's “before” keeps them."),
    # wording
    "unsupported-markup": Sort("Markup that the standard's prose does not have.", "Write it as paragraphs, lists, tables, notes or footnotes."),
    "broken-footnote": Sort("A footnote's mark without its note, or a note without its mark.", "Write both, or neither."),
    "undrawable-figure": Sort("The text of a figure is no list that can be drawn.", "Write one list, each item beginning with words; a list inside an item becomes a frame, at most three lists deep."),
    "undefined-term": Sort("A term is used as defined, but the glossary has no such term.", "Define it, or correct the identifier."),
    "unused-term": Sort("A defined term that no text uses.", "Link it where it is used, or withdraw it."),
    "two-obligations": Sort("A requirement states no obligation, or more than one.", "State exactly one; split it where there are two, so that each can be judged by itself."),
    "repeated-sentence": Sort("The same sentence stands in two requirements.", "Say in each what is its own, or refer to the other.", "warning"),
    # amendments
    "does-not-fit": Sort("What an amendment says was there is not there, or its change is there already.", "Compare its “before” and “after” with the texts of the editions; for a new provision choose an identifier that is free."),
    "conflicting-amendments": Sort("Two amendments of one edition change the same field, neither starting from the other's result.", "Join them, or base one on the other."),
    "unknown-edition": Sort("An edition names a base, or the project a source edition, that does not exist, or editions form a circle.", "Correct the name."),
    "wrong-class": Sort("An amendment does what its declared class does not hold, or not what it says.", "Declare one of the classes named, or take the words that weigh into an amendment of their own (docs/editing.md)."),
    "class-not-admitted": Sort("The class of an amendment is not among those that the level of its edition admits.", "Move the amendment to an edition of a higher level, or change the edition's “level”."),
    "overstated-class": Sort("An amendment is declared to change what is demanded, but no word that weighs changed.", "Declare it editorial if its sense is the same; else leave it.", "warning"),
    "unweighed-language": Sort("The tools have no list of words that weigh in the official language.", "Compare the editorial amendments by eye, or add a list to build_tools/amend/weighty/.", "warning"),
    "not-carried-over": Sort("A volume is said to be carried over unchanged, but differs from that of the edition named.", "Record the change and take the volume out of “carried_over”, or put the text back."),
    "unrecorded-change": Sort("The text of an issued edition is not the text that was sealed.", "Put the text back, and make the change in a draft edition, as an amendment (docs/editing.md). Only a mistake in our restatement itself is corrected here and sealed again, with its reason, in every edition named."),
    "unsealed-edition": Sort("An issued edition has no seal.", "Run “craft seal EDITION --reason …”."),
    # consultations
    "unknown-round": Sort("Comments, dispositions or people of a round that does not exist.", "Rename the file as its round is named, or write the round into amendments/EDITION/rounds/."),
    "wrong-period": Sort("A round of consultation closes before it opens, or a comment was received before its round opened.", "Correct the date."),
    "unknown-subject": Sort("A round, comment or decision names a provision or an amendment that is not there.", "Correct the identifier; a comment on the whole names none."),
    "unknown-comment": Sort("A number that no comment of the round bears.", "Correct the number."),
    "duplicate-number": Sort("Two comments of a round bear the same number, or two of its decisions the same identifier.", "Give the newer one the next that is free."),
    "decided-twice": Sort("A comment stands in two decisions of its round, or belongs to two people.", "Leave it in one."),
    "personal-data": Sort("What is published of a comment holds an e-mail address, or the name of who made it.", "Ask the participant; if it is not meant to be published, put “[…]” in its place.", "warning"),
    # translations
    "damaged-catalogue": Sort("A catalogue cannot be read.", "Mend the line named, or restore the file; nothing in it was changed."),
    "duplicate-entry": Sort("A catalogue holds the same entry twice.", "Keep one of the two."),
    "unknown-context": Sort("A catalogue entry that belongs to no text of any edition.", "Run “craft translate update”, which keeps it as obsolete."),
    "outdated-entry": Sort("A catalogue entry for a text that has changed since; readers get the official text.", "Run “craft translate update”, which keeps it as obsolete.", "warning"),
    "missing-entry": Sort("A catalogue lacks an entry for a text of the standard; readers get the official text.", "Run “craft translate update”.", "warning"),
    "lost-placeholder": Sort("A translation lost, doubled or invented a placeholder, which stands for a reference, link or footnote.", "Copy the placeholders of the English text into the translation."),
    "broken-translation": Sort("A translation whose Markdown cannot stand where the original stands.", "Write it as one paragraph, with the markup of the original."),
    "wrong-language": Sort("A catalogue says that it is in another language than its folder.", "Correct its “Language:” header."),
}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in the content."""

    at: Position
    sort: str
    """A key of SORTS."""
    message: str
    """What is wrong here, with the value found and, where it helps, those allowed."""
    about: tuple[str, ...] = field(default=(), compare=False)
    """Whose absence or state is at fault, as PROVISION or PROVISION#FIELD: by this a mere consequence of another fault is known."""

    def __post_init__(self) -> None:
        assert self.sort in SORTS, self.sort

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return SORTS[self.sort].remedy

    @property
    def severity(self) -> Severity:
        """Whether it stops a build."""
        return SORTS[self.sort].severity
