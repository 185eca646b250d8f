"""An edition's declared status in the reader's language."""

from build_tools.interface import say


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
