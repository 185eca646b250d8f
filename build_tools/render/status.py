"""An edition's declared status in the reader's language."""

from build_tools.interface import say
from build_tools.model.publication import Publication


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
    return say(language, "Not put out with this edition: shown as it stood before.") if root in edition.not_put_out else ""
