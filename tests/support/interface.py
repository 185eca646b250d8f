"""The tools' own words and their catalogues: `python -m tests.support.interface` brings new messages into build_tools/locale/."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCALES = ROOT / "build_tools" / "locale"
LANGUAGES = ("ar", "es", "fr", "pt", "zh")

def messages() -> list[str]:
    """Every message that the tools say, in a fixed order.

    The syntax tree is read, because calls inside f-strings count too.
    """
    found: dict[str, None] = {}
    for path in sorted((ROOT / "build_tools").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
                words = node.args[1]
                assert isinstance(words, ast.Constant), f"{path}:{node.lineno}: the message must stand there literally"
                found[str(words.value)] = None
    return sorted(found)


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
            entry = old.get(message) or polib.POEntry(msgid=message)
            entry.comment = ""
            new.append(entry)
        path.write_text(f"{new}\n", "utf-8")


if __name__ == "__main__":
    main()
