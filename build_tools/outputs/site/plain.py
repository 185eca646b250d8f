"""Small pages outside of the theme: choosers and signposts."""

from dataclasses import dataclass
from html import escape
from pathlib import Path

from build_tools.interface import direction
from build_tools.render.html import words


@dataclass(frozen=True, slots=True)
class Plain:
    """Writes small pages into a site."""

    site: Path
    style: str
    """The brand's colours."""

    def write(self, path: str, language: str, title: str, body: str, head: str = "", rooted: bool = False) -> None:
        """A page; `rooted` is one that may be shown at any address, such as that for wrong ones."""
        root = "/" if rooted else "../" * path.count("/")
        text = (
            f'<!doctype html>\n<html lang="{language}" dir="{direction(language)}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta name="viewport" content="width=device-width,initial-scale=1">\n<title>{words(title)}</title>\n{head}'
            f'<style>{self.style}</style>\n<link rel="stylesheet" href="{root}assets/standard/site.css">\n'
            f'</head>\n<body class="plain">\n<div class="band"></div>\n<main>\n{body.replace("{root}", root)}\n</main>\n</body>\n</html>\n'
        )
        target = self.site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def forward(self, path: str, language: str, label: str, address: str) -> None:
        """A page that leads on at once, or by its link."""
        target = escape(address)
        head = f'<meta http-equiv="refresh" content="0; url={target}">\n<link rel="canonical" href="{target}">\n<meta name="robots" content="noindex">\n'
        self.write(path, language, label, f'<h1>{words(label)}</h1>\n<p><a href="{target}">{words(label)}</a></p>', head)
