"""States, classes and kinds of change in the reader’s language."""

from collections.abc import Sequence

from build_tools.interface import date, joined, say
from build_tools.model.publication import AmendmentView, Publication, RoundView


def status_words(language: str, status: str) -> str:
    """The status as it stands inside a sentence or a list."""
    return {
        "draft": say(language, "draft"),
        "consultation": say(language, "in consultation"),
        "in force": say(language, "in force"),
        "superseded": say(language, "superseded"),
        "withdrawn": say(language, "withdrawn edition"),
    }.get(status, status)


def status_title(language: str, status: str) -> str:
    """The status standing by itself."""
    words = status_words(language, status)
    return words[:1].upper() + words[1:]


def origin_words(publication: Publication, root: str) -> str:
    """Where a volume comes from that is not this edition's own; empty where it is."""
    edition, language = publication.edition, publication.language
    if root in edition.carried_over:
        return say(language, "Carried over unchanged from edition {edition}.", edition=edition.carried_over[root])
    return say(language, "Not put out with this edition: the text is that of edition {edition}.", edition=edition.base) if root in edition.not_put_out and edition.base else ""


def class_words(language: str, klass: str) -> str:
    """What sort of amendment it is; nouns, because in many languages an adjective would have to agree with what is amended."""
    return {
        "editorial": say(language, "editorial"),
        "clarification": say(language, "clarification"),
        "strengthened": say(language, "strengthening"),
        "weakened": say(language, "weakening"),
        "new": say(language, "addition"),
        "withdrawn": say(language, "withdrawal"),
        "moved": say(language, "move"),
    }.get(klass, klass)


def state_words(language: str, status: str) -> str:
    """What became of an amendment."""
    return {
        "proposed": say(language, "proposed"),
        "in consultation": say(language, "in consultation"),
        "adopted": say(language, "adopted"),
        "rejected": say(language, "rejected"),
    }.get(status, status_words(language, status))


def decided_words(language: str, amendment: AmendmentView) -> str:
    """Who decided on an amendment and when, and since when an erratum stands; empty where nothing is known of it."""
    decided = ""
    if amendment.decided_by is not None and amendment.decided_on:
        decided = say(language, "Decided by {who} on {date}.", who=amendment.decided_by.words, date=date(language, amendment.decided_on))
    erratum = say(language, "Erratum of {date}", date=date(language, amendment.erratum)) if amendment.erratum else ""
    return " · ".join(part for part in (erratum, decided) if part)


def corrected_words(language: str, days: Sequence[str]) -> str:
    """When something was corrected, in a sentence; empty where it was not."""
    return say(language, "Corrected on {dates}.", dates=joined(language, [date(language, day) for day in days])) if days else ""


def takes_comments(publication: Publication, found: RoundView) -> bool:
    """Whether a round is open, as declared: its edition is in consultation, and no other round of it opens after this one has closed."""
    return publication.edition.status == "consultation" and all(other.opens <= found.closes for other in publication.rounds)


def kind_words(language: str, kind: str) -> str:
    """What happened to a provision."""
    return {
        "inserted": say(language, "inserted"),
        "withdrawn": say(language, "withdrawn"),
        "amended": say(language, "amended"),
        "moved": say(language, "moved"),
        "renumbered": say(language, "renumbered"),
        "split": say(language, "split"),
        "merged": say(language, "merged"),
    }.get(kind, kind)


def decision_words(language: str, decision: str) -> str:
    """What was decided on comments."""
    return {
        "accepted": say(language, "accepted"),
        "accepted in part": say(language, "accepted in part"),
        "rejected": say(language, "not accepted"),
        "noted": say(language, "noted"),
        "out of scope": say(language, "out of scope"),
    }.get(decision, decision)
