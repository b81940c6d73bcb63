"""Days, as people write them: "1 March 2027", "01.03.2027", "the twelfth of May 2027", "end of March 2027"."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from maestro.domain.form import Field, Kind

Fits = Callable[[Field, str], bool]  # whether a text satisfies what a field asks of its texts
_MONTHS = (
    "jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?",
    "sep(?:t(?:ember)?)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
_FIRSTS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_ORDINALS = (
    *_FIRSTS, "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth", *(f"twenty {first}" for first in _FIRSTS), "thirtieth", "thirty first",
)  # fmt: skip
_NUMBERED = {word: n for n, word in enumerate(_ORDINALS, 1)}
_LAST, _FIRST = "end|last day", "beginning|start|first day"
_MONTH = "|".join(_MONTHS)
_YEAR = r"(?:20\d\d|19\d\d)"
_ORDINAL = "|".join(sorted((word.replace(" ", "[ -]") for word in _ORDINALS), key=len, reverse=True))
_OF_MONTH = rf"(?:[0-3]?\d(?:st|nd|rd|th)?\.?|{_ORDINAL})"
_DATE = re.compile(
    rf"(?<![\w.:/-])(?:(?P<y1>{_YEAR})[-/.](?P<m1>[01]?\d)[-/.](?P<d1>[0-3]?\d)|"
    rf"(?P<a>[0-3]?\d)(?P<sep>[./-])(?P<b>[0-3]?\d)(?P=sep)(?P<y2>{_YEAR})|"
    rf"(?:the )?(?P<d3>{_OF_MONTH}|{_LAST}|{_FIRST})(?: of)?(?: the month of)? (?P<n3>{_MONTH})\b\.?(?:,? (?:in |of )?)"
    rf"(?P<y3>{_YEAR})|"
    rf"(?P<n4>{_MONTH})\b\.? (?:the )?(?P<d4>{_OF_MONTH}),? (?:in )?(?P<y4>{_YEAR}))(?![\w/-]|\.\d)",
    re.IGNORECASE,
)
_YEARLESS = re.compile(
    rf"\b(?:(?:the )?(?:{_OF_MONTH})(?: of)? (?:{_MONTH})|(?:{_MONTH}) (?:the )?{_OF_MONTH})\b", re.IGNORECASE
)
_PROBES = (date(2027, 12, 25), date(2027, 3, 14))  # neither could be taken for another day


@dataclass(frozen=True)
class Day:
    """A date at a place of the text; `other` where day and month could be swapped."""

    day: date
    start: int
    end: int
    other: date | None = None


def dates(text: str) -> Iterator[Day]:
    """The dates of a text that name a year."""
    for match in _DATE.finditer(text):
        if match["y1"]:
            told = _date(int(match["y1"]), int(match["m1"]), int(match["d1"]))
        elif match["y2"]:
            yield from _of_numbers(match)
            continue
        else:
            name, year, day = (match["n3"], match["y3"], match["d3"]) if match["y3"] else match.group("n4", "y4", "d4")
            told = _named(int(year), name, day.lower())
        if told is not None:
            yield Day(told, *match.span())


def without_year(text: str) -> str | None:
    """The day and month of a text that names one, but no year."""
    found = _YEARLESS.findall(text)
    return found[0] if len(found) == 1 and next(dates(text), None) is None else None


def _of_numbers(match: re.Match[str]) -> Iterator[Day]:
    """ "14.03.2027", "3/14/2027"; of "1/5/2027" both days."""
    one, other, year = int(match["a"]), int(match["b"]), int(match["y2"])
    first, second = _date(year, other, one), _date(year, one, other)
    if match["sep"] == "." or first == second:
        second = None
    if (told := first or second) is not None:
        yield Day(told, *match.span(), second if first is not None else None)


def _named(year: int, name: str, day: str) -> date | None:
    month = next(n for n, m in enumerate(_MONTHS, 1) if re.fullmatch(m, name, re.IGNORECASE))
    if re.fullmatch(_LAST, day):
        return _date(year, month, monthrange(year, month)[1])
    if re.fullmatch(_FIRST, day):
        return _date(year, month, 1)
    digits = re.match(r"\d+", day)
    return _date(year, month, int(digits[0]) if digits else _NUMBERED[re.sub(r"[ -]", " ", day)])


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def spelt_day(found: Field, day: date, fits: Fits) -> str | None:
    """A date as a text field takes it; None for a field that takes none."""
    form = day_form(found, fits)
    return day.strftime(form) if form is not None and fits(found, day.strftime(form)) else None


def day_form(found: Field, fits: Fits) -> str | None:
    """How a field writes its days; None for one that takes none."""
    forms = ("%Y-%m-%d", "%d.%m.%Y", "%Y%m%d", "%Y/%m/%d", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y")
    if found.kind is not Kind.STRING:
        return None
    return next((form for form in forms if all(fits(found, probe.strftime(form)) for probe in _PROBES)), None)


def meant(found: Field, day: Day, fits: Fits) -> tuple[str, ...]:
    """The days that a date may be, as a field takes them: one, where its own form tells which comes first."""
    form = day_form(found, fits)
    days = (
        [day.day]
        if day.other is None or form == "%d/%m/%Y"
        else [day.other]
        if form == "%m/%d/%Y"
        else [day.day, day.other]
    )
    return tuple(said for one in days if (said := spelt_day(found, one, fits)) is not None)
