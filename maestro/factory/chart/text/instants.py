"""Points in time as Go prints and parses them. Owns Go's layouts (`2006-01-02`); knows zones by their IANA names."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any, ClassVar

from maestro.domain.record import dataclass
from maestro.factory.chart.errors import GoError
from maestro.factory.chart.text.kinds import Struct
from maestro.factory.chart.text.quoting import quote

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_CHUNK = re.compile(
    r"January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|2006|_2006|__2|_2|002|0[1-6]|15|-07:00:00|-07:00|-070000|-0700|-07"
    r"|Z07:00:00|Z07:00|Z070000|Z0700|Z07|PM|pm|[.,]0+(?![0-9])|[.,]9+(?![0-9])|[1-5]"
)
_OFFSETS = {
    "07:00:00": (":", 3),
    "07:00": (":", 2),
    "070000": ("", 3),
    "0700": ("", 2),
    "07": ("", 1),
}


@dataclass(frozen=True, slots=True)
class Instant(Struct):
    """A time.Time: nanoseconds since 1970 and the zone it is shown in."""

    go_type: ClassVar[str] = "time.Time"
    nanos: int
    zone: tzinfo = UTC

    def fields(self) -> Mapping[str, Any]:
        return {}

    def to_json(self) -> Any:
        return layout(self, "2006-01-02T15:04:05.999999999Z07:00")

    def local(self) -> datetime:
        """The wall clock."""
        return (_EPOCH + timedelta(seconds=self.nanos // 1_000_000_000)).astimezone(self.zone)

    def fraction(self) -> int:
        """The nanoseconds of the second."""
        return self.nanos % 1_000_000_000

    def seconds(self) -> int:
        """Whole seconds since 1970."""
        return self.nanos // 1_000_000_000

    def __str__(self) -> str:
        return layout(self, "2006-01-02 15:04:05.999999999 -0700 MST")


ZERO_SECONDS = -62135596800


def zero() -> Instant:
    """Go's zero time: the first second of the year 1."""
    return Instant(ZERO_SECONDS * 1_000_000_000)


def of_seconds(seconds: int, zone: tzinfo = UTC) -> Instant:
    """A Unix time."""
    return Instant(seconds * 1_000_000_000, zone)


def layout(instant: Instant, pattern: str) -> str:
    """The time in Go's layout."""
    clock = instant.local()
    return _CHUNK.sub(lambda match: _chunk(match, clock, instant.fraction()), pattern)


def _chunk(match: re.Match[str], clock: datetime, nanos: int) -> str:
    word = match.group()
    if word in _NUMBERS:
        return str(_NUMBERS[word](clock))
    if word[0] in "-Z":
        return _offset(clock, word)
    if word[0] in ".,":
        digits = f"{nanos:09d}"[: len(word) - 1]
        if word[1] == "9":
            digits = digits.rstrip("0")
            return word[0] + digits if digits else ""
        return word[0] + digits
    return word


def _offset(clock: datetime, word: str) -> str:
    seconds = int((clock.utcoffset() or timedelta()).total_seconds())
    if word[0] == "Z" and seconds == 0:
        return "Z"
    sign, seconds = ("-", -seconds) if seconds < 0 else ("+", seconds)
    separator, count = _OFFSETS[word[1:]]
    parts = (seconds // 3600, seconds // 60 % 60, seconds % 60)
    return sign + separator.join(f"{part:02d}" for part in parts[:count])


def zone_name(clock: datetime) -> str:
    """The zone's abbreviation, or its offset where it has none."""
    name = clock.tzname() or "UTC"
    return _offset(clock, "-0700") if name.startswith("UTC") and len(name) > 3 else name


_NUMBERS: Mapping[str, Any] = {
    "January": lambda clock: MONTHS[clock.month - 1],
    "Jan": lambda clock: MONTHS[clock.month - 1][:3],
    "Monday": lambda clock: DAYS[clock.weekday()],
    "Mon": lambda clock: DAYS[clock.weekday()][:3],
    "MST": zone_name,
    "2006": lambda clock: f"{clock.year:04d}",
    "_2006": lambda clock: f"_{clock.year:04d}",
    "06": lambda clock: f"{clock.year % 100:02d}",
    "01": lambda clock: f"{clock.month:02d}",
    "1": lambda clock: str(clock.month),
    "02": lambda clock: f"{clock.day:02d}",
    "_2": lambda clock: f"{clock.day:2d}",
    "2": lambda clock: str(clock.day),
    "002": lambda clock: f"{clock.timetuple().tm_yday:03d}",
    "__2": lambda clock: f"{clock.timetuple().tm_yday:3d}",
    "15": lambda clock: f"{clock.hour:02d}",
    "03": lambda clock: f"{clock.hour % 12 or 12:02d}",
    "3": lambda clock: str(clock.hour % 12 or 12),
    "04": lambda clock: f"{clock.minute:02d}",
    "4": lambda clock: str(clock.minute),
    "05": lambda clock: f"{clock.second:02d}",
    "5": lambda clock: str(clock.second),
    "PM": lambda clock: "PM" if clock.hour >= 12 else "AM",
    "pm": lambda clock: "pm" if clock.hour >= 12 else "am",
}

# how a chunk of a layout is read: the part it sets, and what it may look like
_READERS: dict[str, tuple[str, str]] = {
    "2006": ("year", r"[0-9]{4}"),
    "06": ("short_year", r"[0-9]{2}"),
    "January": ("month_name", "(?i:" + "|".join(MONTHS) + ")"),
    "Jan": ("month_name", "(?i:" + "|".join(month[:3] for month in MONTHS) + ")"),
    "Monday": ("day_name", "(?i:" + "|".join(DAYS) + ")"),
    "Mon": ("day_name", "(?i:" + "|".join(day[:3] for day in DAYS) + ")"),
    "01": ("month", r"[0-9]{2}"),
    "1": ("month", r"[0-9]{1,2}"),
    "02": ("day", r"[0-9]{2}"),
    "2": ("day", r"[0-9]{1,2}"),
    "_2": ("day", r" ?[0-9]{1,2}"),
    "002": ("year_day", r"[0-9]{3}"),
    "15": ("hour", r"[0-9]{2}"),
    "03": ("half_hour", r"[0-9]{2}"),
    "3": ("half_hour", r"[0-9]{1,2}"),
    "04": ("minute", r"[0-9]{2}"),
    "4": ("minute", r"[0-9]{1,2}"),
    "05": ("second", r"[0-9]{2}(?:[.,][0-9]+)?"),
    "5": ("second", r"[0-9]{1,2}(?:[.,][0-9]+)?"),
    "PM": ("noon", "AM|PM"),
    "pm": ("noon", "am|pm"),
    "MST": ("zone", r"[A-Z]{3,5}|[+-][0-9]{2,4}"),
}
_RANGES = {"month": 12, "hour": 23, "half_hour": 12, "minute": 59, "second": 59}


def parse_instant(pattern: str, text: str, zone: tzinfo) -> Instant:
    """The time a text names in Go's layout. Raises GoError in Go's words."""
    reader = _InstantReader(pattern, text)
    return reader.read(zone)


class _InstantReader:
    def __init__(self, pattern: str, text: str) -> None:
        self._pattern = pattern
        self._text = text
        self._rest = text
        self._parts: dict[str, str] = {}

    def _fail(self, expected: str) -> GoError:
        shown = f"cannot parse {quote(self._rest)} as {quote(expected)}"
        return GoError(f"parsing time {quote(self._text)} as {quote(self._pattern)}: {shown}")

    def _out_of_range(self, what: str) -> GoError:
        return GoError(f"parsing time {quote(self._text)}: {what} out of range")

    def read(self, zone: tzinfo) -> Instant:
        at = 0
        for match in _CHUNK.finditer(self._pattern):
            self._literal(self._pattern[at : match.start()])
            self._chunk(match.group())
            at = match.end()
        self._literal(self._pattern[at:])
        if self._rest:
            raise GoError(f"parsing time {quote(self._text)}: extra text: {quote(self._rest)}")
        return self._result(zone)

    def _literal(self, prefix: str) -> None:
        while prefix:
            if prefix[0] == " ":  # a blank stands for any number of blanks, and for none at the end
                if self._rest and self._rest[0] != " ":
                    raise self._fail(prefix)
                prefix, self._rest = prefix.lstrip(" "), self._rest.lstrip(" ")
                continue
            if not self._rest.startswith(prefix[0]):
                raise self._fail(prefix)
            prefix, self._rest = prefix[1:], self._rest[1:]

    def _chunk(self, word: str) -> None:
        if word[0] in ".,":
            found = re.match(r"[.,][0-9]+", self._rest)
            if found:
                self._parts["fraction"] = found.group()[1:]
                self._rest = self._rest[found.end() :]
            elif word[1] == "0":
                raise self._fail(word)
            return
        if word[0] in "-Z":
            self._offset(word)
            return
        name, shape = _READERS[word]
        found = re.match(shape, self._rest)
        if found is None:
            raise self._fail(word)
        value = found.group()
        self._rest = self._rest[found.end() :]
        if name == "second" and not value.isdigit():
            value, _, self._parts["fraction"] = value.replace(",", ".").partition(".")
        if name in _RANGES and int(value) > _RANGES[name]:
            raise self._out_of_range(name.removeprefix("half_"))
        self._parts[name] = value

    def _offset(self, word: str) -> None:
        if word[0] == "Z" and self._rest.startswith("Z"):
            self._rest = self._rest[1:]
            self._parts["offset"] = "0"
            return
        separator, count = _OFFSETS[word[1:]]
        found = re.match(r"([+-])([0-9]{2})" + rf"{separator}([0-9]{{2}})" * (count - 1), self._rest)
        if found is None:
            raise self._fail(word)
        seconds = sum(int(part) * unit for part, unit in zip(found.groups()[1:], (3600, 60, 1), strict=False))
        self._parts["offset"] = str(-seconds if found.group(1) == "-" else seconds)
        self._rest = self._rest[found.end() :]

    def _result(self, zone: tzinfo) -> Instant:
        parts = self._parts
        year = self._year()
        try:
            clock = datetime(year, self._month(), 1, self._hour(), int(parts.get("minute", 0)), tzinfo=zone)
            clock = clock.replace(day=int(parts.get("day", "1").strip() or 1), second=int(parts.get("second", 0)))
        except ValueError:
            raise self._out_of_range("day") from None
        if "year_day" in parts:
            clock = clock.replace(month=1, day=1) + timedelta(days=int(parts["year_day"]) - 1)
        if "offset" in parts:
            offset = timedelta(seconds=int(parts["offset"]))
            clock = clock.replace(tzinfo=timezone(offset) if offset else UTC)
        elif "zone" in parts:
            # an abbreviation alone says no offset
            clock = clock.replace(tzinfo=UTC if parts["zone"] == "UTC" else timezone(timedelta(), parts["zone"]))
        seconds = int((clock - _EPOCH).total_seconds())
        nanos = int((parts.get("fraction", "") + "0" * 9)[:9])
        return Instant(seconds * 1_000_000_000 + nanos, clock.tzinfo or UTC)

    def _year(self) -> int:
        if "short_year" in self._parts:
            short = int(self._parts["short_year"])
            return 1900 + short if short >= 69 else 2000 + short
        # Go's year 0 is beyond Python's calendar
        return max(int(self._parts.get("year", 1)), 1)

    def _month(self) -> int:
        name = self._parts.get("month_name")
        if name is None:
            return int(self._parts.get("month", 1))
        return next(at for at, month in enumerate(MONTHS, 1) if month[:3].lower() == name[:3].lower())

    def _hour(self) -> int:
        if "half_hour" not in self._parts:
            return int(self._parts.get("hour", 0))
        hour = int(self._parts["half_hour"])
        match self._parts.get("noon", "").upper():
            case "PM" if hour < 12:
                return hour + 12
            case "AM" if hour == 12:
                return 0
        return hour
