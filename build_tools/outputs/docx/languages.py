"""What Word knows a language by, and which of its fonts suit it."""

from functools import lru_cache

from babel.core import get_global

from build_tools.interface import direction

_USUAL = {"en": "en-GB"}
"""Standards are written in the English of international bodies, not in that of the most speakers."""
SIMPLIFIED = ("SimSun", "Microsoft YaHei")
_EAST_ASIAN = {"Hans": SIMPLIFIED, "Hant": ("PMingLiU", "Microsoft JhengHei"), "Jpan": ("Yu Mincho", "Yu Gothic"), "Kore": ("Batang", "Malgun Gothic")}
"""Script → fonts for text and for headings."""


@lru_cache
def word_tag(language: str) -> str:
    """The language with a region, without which Word does not check spelling.

    >>> word_tag("es"), word_tag("pt-BR"), word_tag("zh-Hant"), word_tag("en")
    ('es-ES', 'pt-BR', 'zh-TW', 'en-GB')
    """
    parts = language.split("-")
    if len(parts[-1]) == 2 and len(parts) > 1:
        return f"{parts[0]}-{parts[-1]}"
    likely = _likely(language)
    return _USUAL.get(language) or (f"{parts[0]}-{likely[-1]}" if len(likely) == 3 else language)


@lru_cache
def east_asian(language: str) -> tuple[str, str] | None:
    """The fonts for text and headings of a language that Word sets with its East Asian fonts; none for others.

    >>> east_asian("zh"), east_asian("es")
    (('SimSun', 'Microsoft YaHei'), None)
    """
    return next((_EAST_ASIAN[part] for part in (*language.split("-"), *_likely(language)) if part in _EAST_ASIAN), None)


@lru_cache
def language_mark(language: str) -> str:
    """The language as a property of characters, for the sort of script that it is written in.

    >>> language_mark("ar"), language_mark("es")
    ('<w:lang w:bidi="ar-EG"/>', '<w:lang w:val="es-ES"/>')
    """
    kind = "bidi" if direction(language) == "rtl" else "eastAsia" if east_asian(language) else "val"
    return f'<w:lang w:{kind}="{word_tag(language)}"/>'


def _likely(language: str) -> list[str]:
    """Language, script and region of the most speakers; empty where they are not known."""
    known = get_global("likely_subtags")
    return str(known.get(language.replace("-", "_")) or known.get(language.partition("-")[0]) or "").split("_")
