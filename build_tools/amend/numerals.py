"""Numbers and dates in words and figures, as one reads them in a language."""

import re
from collections.abc import Sequence

from build_tools.amend.lexicon import Lexicon, Token

_LONGEST = 3
"""So many words at most stand for one entry of a language's numbers (“quatre-vingt-dix”)."""
_GAPS = "\u00a0\u2009\u202f "
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_NUMERIC = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def number_at(lexicon: Lexicon, tokens: Sequence[Token], place: int) -> tuple[str, int] | None:
    """The number that begins at this place, and where it ends; ordinals have a full stop.

    >>> from build_tools.amend.lexicon import lexicon
    >>> number_at(lexicon("en"), [Token(word, word) for word in ("twenty", "five", "days")], 0)
    ('25', 2)
    """
    if place + 1 < len(tokens) and (tokens[place].key, tokens[place + 1].key) in lexicon.not_numbers:
        return None
    if place and (tokens[place - 1].key, tokens[place].key) in lexicon.not_numbers:
        return None
    if tokens[place].key in lexicon.ordinals:
        return f"{lexicon.ordinals[tokens[place].key]}.", place + 1
    if tokens[place].key[:1].isdigit():
        figures = _figures(lexicon, tokens[place].key)
        if place + 1 < len(tokens) and tokens[place + 1].key in lexicon.ordinal_marks and tokens[place + 1].glued:
            return f"{figures}.", place + 2
        if not re.fullmatch(r"\d+(\.\d+)?", figures):
            return figures, place + 1
        value, end = _composed(lexicon, tokens, place + 1, float(figures), figures=True)
        return _written(value), end
    first = _word(lexicon, tokens, place)
    if first is None:
        return None
    value, end = _composed(lexicon, tokens, first[1], first[0], figures=False)
    last = tokens[end].key if end < len(tokens) else ""
    if last in lexicon.ordinals and value >= 20 and value % 10 == 0 and lexicon.ordinals[last] < 10:
        return f"{_written(value + lexicon.ordinals[last])}.", end + 1
    return _written(value), end


def _word(lexicon: Lexicon, tokens: Sequence[Token], place: int) -> tuple[float, int] | None:
    for length in range(min(_LONGEST, len(tokens) - place), 0, -1):
        value = lexicon.numbers.get(tuple(token.key for token in tokens[place : place + length]))
        if value is not None:
            return value, place + length
    return None


def _composed(lexicon: Lexicon, tokens: Sequence[Token], place: int, value: float, figures: bool) -> tuple[float, int]:
    """The number with the words that go on with it: hundreds multiply, less than its last figure adds."""
    total, current, end = 0.0, value, place
    while True:
        start = end + 1 if end < len(tokens) and tokens[end].key in lexicon.joiners and current >= 20 else end
        following = _word(lexicon, tokens, start)
        if following is None:
            return total + current, end
        number, behind = following
        if number >= 100 and number > current and start == end:
            current *= number
            if number >= 1000:
                total, current = total + current, 0.0
                figures = False
        elif not figures and 1 <= number < (_last_place(current) if current else _last_place(total)):
            current += number
        else:
            return total + current, end
        end = behind


def _last_place(value: float) -> float:
    """What the last figure that is no nought counts: 10 for 20, 100 for 300."""
    place = 1
    while value and value % (place * 10) == 0:
        place *= 10
    return place


def _written(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)


def _figures(lexicon: Lexicon, figures: str) -> str:
    """Figures without the marks of thousands, and with a full stop before decimals; what is no number (“5.2.9”) as it is.

    >>> from build_tools.amend.lexicon import lexicon
    >>> _figures(lexicon("en"), "1,000.50"), _figures(lexicon("es"), "1.000,5"), _figures(lexicon("en"), "5.2.9")
    ('1000.5', '1000.5', '5.2.9')
    """
    whole, mark, part = figures.rpartition(lexicon.decimal)
    if not mark:
        whole, part = figures, ""
    if re.fullmatch(rf"\d{{1,3}}(?:[{re.escape(lexicon.thousands)}{_GAPS}]\d{{3}})+", whole):
        whole = re.sub(r"\D", "", whole)
    if not whole.isdigit() or not (part.isdigit() or not mark):
        return figures
    part = part.rstrip("0")
    return f"{int(whole)}.{part}" if part else str(int(whole))


def date_at(lexicon: Lexicon, tokens: Sequence[Token], place: int) -> tuple[str, int] | None:
    """The date that begins at this place as YEAR-MONTH-DAY, less what is not said, and where it ends.

    >>> from build_tools.amend.lexicon import lexicon
    >>> date_at(lexicon("en"), [Token(word, word) for word in ("21", "october", "2024")], 0)
    ('2024-10-21', 3)
    """
    if match := _ISO.fullmatch(tokens[place].key):
        return match[0], place + 1
    if match := _NUMERIC.fullmatch(tokens[place].key):
        return _in_figures(lexicon, [match[1], match[2], match[3]], place + 1)
    if place + 4 < len(tokens) and tokens[place + 1].key == tokens[place + 3].key == "/" and tokens[place + 4].key.isdigit() and len(tokens[place + 4].key) == 4:
        return _in_figures(lexicon, [tokens[place].key, tokens[place + 2].key, tokens[place + 4].key], place + 5)
    day, end = _day(lexicon, tokens, place)
    month = _month(lexicon, tokens, _over(lexicon, tokens, end) if day else place, bool(day))
    if month is None:
        return None
    number, end = month
    if not day:
        day, behind = _day(lexicon, tokens, end)
        end = behind if day else end
    after = _over(lexicon, tokens, end)
    year = tokens[after].key if after < len(tokens) and re.fullmatch(r"[12]\d{3}", tokens[after].key) else ""
    return "-".join(part for part in (year or "-", f"{number:02}", day) if part), after + 1 if year else end


def _in_figures(lexicon: Lexicon, parts: Sequence[str], end: int) -> tuple[str, int] | None:
    """Day, month and year; in English, where people differ, only where one of the two can be no month."""
    if not all(part.isdigit() for part in parts):
        return None
    one, two = int(parts[0]), int(parts[1])
    if lexicon.language == "en" and one <= 12 and two <= 12:
        return None
    day, month = (two, one) if two > 12 else (one, two)
    return (f"{parts[2]}-{month:02}-{day:02}", end) if month <= 12 and day <= 31 else None


def _day(lexicon: Lexicon, tokens: Sequence[Token], place: int) -> tuple[str, int]:
    if place < len(tokens) and tokens[place].key.isdigit() and 1 <= int(tokens[place].key) <= 31:
        marked = place + 1 < len(tokens) and tokens[place + 1].key in lexicon.ordinal_marks
        return f"{int(tokens[place].key):02}", place + 2 if marked else place + 1
    return "", place


def _over(lexicon: Lexicon, tokens: Sequence[Token], place: int) -> int:
    """Behind a comma or a small word."""
    return place + 1 if place < len(tokens) and (tokens[place].key == "," or tokens[place].key in lexicon.small) else place


def _month(lexicon: Lexicon, tokens: Sequence[Token], place: int, counted: bool) -> tuple[int, int] | None:
    if place >= len(tokens) or tokens[place].key not in lexicon.months:
        return None
    if tokens[place].key in lexicon.expressions:  # “May” and “may”
        before = tokens[place - 1].key if place else ""
        after = tokens[place + 1].key if place + 1 < len(tokens) else ""
        if not tokens[place].shown[:1].isupper() or not (counted or before in lexicon.before_months or after[:1].isdigit()):
            return None
    return lexicon.months[tokens[place].key], place + 1
