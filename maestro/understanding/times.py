"""Times of the day and dates, as people write them: "8:30", "5 pm", "half past eight", "1 March 2027", "01.03.2027"."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from maestro.domain.form import Field, Kind

Fits = Callable[[Field, str], bool]  # whether a text satisfies what a field asks of its texts
_HOURS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip
_NAMED = {"noon": 12, "midday": 12, "midnight": 0}
_MONTHS = (
    "jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?",
    "sep(?:t(?:ember)?)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
_DAYTIME = (
    r"(?P<half>\s?a\.?m\b\.?|\s?p\.?m\b\.?|\s?o'?clock(?: sharp)?|\s?(?:h|hrs?|hours)\b)?"
    r"(?P<part>\s+in the (?:morning|afternoon|evening)|\s+at night|\s+(?:tonight|tomorrow))?"
)
_CLOCK = re.compile(
    r"(?<![\w.:/,+])(?<![a-ln-z]-)(?:(?P<past>(?:a )?(?:half|quarter) (?:past|to)|half)\s+)?"
    rf"(?:(?P<hour>[01]?\d|2[0-4])(?:(?P<mark>[:.h])(?P<minute>[0-5]\d)(?::[0-5]\d)?(?!\d|\.\d))?|(?P<word>{'|'.join(_HOURS)})\b)"
    rf"{_DAYTIME}(?![\w/:%]|\.\d|-[a-z]|,\d)|\b(?P<named>{'|'.join(_NAMED)})\b",
    re.IGNORECASE,
)
_MONTH = "|".join(_MONTHS)
_DATE = re.compile(
    r"(?<![\w.:/-])(?:(?P<y1>20\d\d|19\d\d)[-/.](?P<m1>[01]?\d)[-/.](?P<d1>[0-3]?\d)|"
    r"(?P<a>[0-3]?\d)(?P<sep>[./-])(?P<b>[0-3]?\d)(?P=sep)(?P<y2>20\d\d|19\d\d)|"
    rf"(?P<d3>[0-3]?\d)(?:st|nd|rd|th)?\.?(?: of)? (?P<n3>{_MONTH})\b\.?,? (?P<y3>20\d\d|19\d\d)|"
    rf"(?P<n4>{_MONTH})\b\.? (?P<d4>[0-3]?\d)(?:st|nd|rd|th)?,? (?P<y4>20\d\d|19\d\d))(?![\w/-]|\.\d)",
    re.IGNORECASE,
)
_DAY = 12


@dataclass(frozen=True)
class Clock:
    """A time at a place of the text; `sure` when its form alone tells it, `open` when it may be in either half."""

    hour: int
    minute: int
    start: int
    end: int
    sure: bool
    open: bool

    def later(self) -> "Clock":
        """The same in the afternoon."""
        return Clock(self.hour + _DAY, self.minute, self.start, self.end, self.sure, open=False)


@dataclass(frozen=True)
class Day:
    """A date at a place of the text."""

    day: date
    start: int
    end: int


def clocks(text: str) -> Iterator[Clock]:
    """The times of a text, also bare numbers that could be an hour (not `sure`)."""
    for match in _CLOCK.finditer(text):
        if match["named"]:
            yield Clock(_NAMED[match["named"].lower()], 0, *match.span(), sure=True, open=False)
            continue
        hour = int(match["hour"]) if match["hour"] else _HOURS[match["word"].lower()]
        minute = int(match["minute"] or 0)
        half = (match["half"] or "").strip().lower().replace(".", "")
        part = (match["part"] or "").lower()
        marked = half not in ("", "h", "hr", "hrs", "hours")
        if match["past"]:
            hour, minute = _past(match["past"].lower(), hour)
        late = half == "pm" or any(word in part for word in ("afternoon", "evening", "night"))
        if (half == "am" and hour == _DAY) or hour == 2 * _DAY:
            hour = 0
        elif late and hour < _DAY:
            hour += _DAY
        colon = match["mark"] == ":"
        sure = colon or marked or match["mark"] == "h" or bool(match["past"]) or bool(part)
        told = half in ("am", "pm") or bool(part) or (match["hour"] or "").startswith("0") or hour > _DAY
        yield Clock(hour, minute, *match.span(), sure=sure, open=not told and not colon)


def _past(words: str, hour: int) -> tuple[int, int]:
    if "to" in words.split():
        return hour - 1 if hour > 0 else 23, 45
    return hour, 30 if "half" in words else 15


def dates(text: str) -> Iterator[Day]:
    """The dates of a text that name a year; one whose day and month could be swapped is none."""
    for match in _DATE.finditer(text):
        day = _date(match)
        if day is not None:
            yield Day(day, *match.span())


def _date(match: re.Match[str]) -> date | None:
    if match["y1"]:
        parts = (match["y1"], match["m1"], match["d1"])
    elif match["y2"]:
        one, other = int(match["a"]), int(match["b"])
        if match["sep"] != "." and one <= _DAY and other <= _DAY and one != other:
            return None
        first = match["sep"] == "." or one > _DAY
        parts = (match["y2"], match["b"], match["a"]) if first else (match["y2"], match["a"], match["b"])
    else:
        name, year, day = (match["n3"], match["y3"], match["d3"]) if match["y3"] else match.group("n4", "y4", "d4")
        month = next(n for n, m in enumerate(_MONTHS, 1) if re.fullmatch(m, name, re.IGNORECASE))
        parts = (year, str(month), day)
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        return None


def spelt_clock(found: Field, hour: int, minute: int, fits: Fits) -> str | None:
    """A time as a text field takes it; None for a field that takes no times."""
    forms = [f"{hour:02}:{minute:02}", f"{hour}:{minute:02}", f"{hour:02}:{minute:02}:00", f"{hour:02}{minute:02}"]
    forms += [f"{hour}h{minute:02}", f"{hour:02}h{minute:02}"]
    return next((form for form in forms if fits(found, form)), None) if found.kind is Kind.STRING else None


def spelt_day(found: Field, day: date, fits: Fits) -> str | None:
    """A date as a text field takes it; None for a field that takes none."""
    forms = (day.isoformat(), day.strftime("%d.%m.%Y"), day.strftime("%Y%m%d"), day.strftime("%Y/%m/%d"))
    return next((form for form in forms if fits(found, form)), None) if found.kind is Kind.STRING else None
