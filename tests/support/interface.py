"""The tools' own words and their catalogues: `python -m tests.support.interface` brings new messages into build_tools/locale/."""

from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract_from_dir

ROOT = Path(__file__).parents[2]
LOCALES = ROOT / "build_tools" / "locale"
LANGUAGES = ("ar", "es", "fr", "pt", "zh")

Message = str | tuple[str, ...]


def messages() -> list[Message]:
    """Every message that the tools say, in a fixed order; those with a plural as pairs."""
    found: dict[Message, None] = {}
    keywords = {"say": (2,), "say_count": (2, 3)}
    for _, _, message, _, _ in extract_from_dir(ROOT / "build_tools", method_map=[("**.py", "python")], keywords=keywords):
        found[tuple(message) if isinstance(message, (list, tuple)) else message] = None
    return sorted(found, key=str)


def catalogue(language: str) -> BytesIO:
    """The language's catalogue."""
    return BytesIO((LOCALES / f"{language}.po").read_bytes())


def main() -> None:
    """Write the catalogues anew: present translations stay, unused ones go."""
    import polib
    from babel.messages.plurals import get_plural

    for language in LANGUAGES:
        path = LOCALES / f"{language}.po"
        old = {entry.msgid: entry for entry in polib.pofile(str(path))} if path.is_file() else {}
        new = polib.POFile(wrapwidth=0)
        plural = get_plural(language)
        new.metadata = {"Language": language, "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit", "Plural-Forms": str(plural)}
        for message in messages():
            if isinstance(message, tuple):
                entry = old.get(message[0]) or polib.POEntry(msgid=message[0], msgid_plural=message[1], msgstr_plural={n: "" for n in range(plural.num_plurals)})
            else:
                entry = old.get(message) or polib.POEntry(msgid=message)
            entry.comment = ""
            new.append(entry)
        path.write_text(f"{new}\n", "utf-8")


if __name__ == "__main__":
    main()
