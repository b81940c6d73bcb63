"""Times of the day, as people write them: "8:30", "5 pm", "half past eight"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from maestro.domain.form import Field, Kind
from maestro.understanding.english.dates import Fits

_HOURS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip
_NAMED = {"noon": 12, "midday": 12, "midnight": 0}
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


def spelt_clock(found: Field, hour: int, minute: int, fits: Fits) -> str | None:
    """A time as a text field takes it; None for a field that takes no times."""
    forms = [f"{hour:02}:{minute:02}", f"{hour}:{minute:02}", f"{hour:02}:{minute:02}:00", f"{hour:02}{minute:02}"]
    forms += [f"{hour}h{minute:02}", f"{hour:02}h{minute:02}"]
    return next((form for form in forms if fits(found, form)), None) if found.kind is Kind.STRING else None
