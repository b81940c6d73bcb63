"""Points in time as Go's `time` package reads and prints them, RFC 3339 and free layouts alike."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from maestro.domain.record import dataclass

_SECOND = 1_000_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
RFC3339 = "2006-01-02T15:04:05Z07:00"
# The zero time of Go (year 1) is what truncation counts from.
_YEAR_ONE = -62135596800 * _SECOND


@dataclass(frozen=True, order=True)
class Instant:
    """Nanoseconds since the epoch, with the offset that it is shown in."""

    nanoseconds: int
    offset: int = 0

    @classmethod
    def of(cls, moment: datetime) -> "Instant":
        """An aware datetime as an instant, shown in UTC."""
        delta = moment - _EPOCH
        return cls((delta.days * 86400 + delta.seconds) * _SECOND + delta.microseconds * 1000)

    def add(self, nanoseconds: int) -> "Instant":
        """The instant so much later."""
        return replace(self, nanoseconds=self.nanoseconds + nanoseconds)

    def truncate(self, nanoseconds: int) -> "Instant":
        """Rounded down to a multiple of the duration since the zero time."""
        if nanoseconds <= 0:
            return self
        return self.add(-((self.nanoseconds - _YEAR_ONE) % nanoseconds))

    def in_utc(self) -> "Instant":
        """The same instant, shown in UTC."""
        return replace(self, offset=0)

    def clock(self) -> datetime:
        """Its date and time of day where it is shown."""
        return _EPOCH + timedelta(seconds=self.nanoseconds // _SECOND + self.offset)

    def rfc3339(self) -> str:
        """`Format(time.RFC3339)`."""
        sign, rest = ("-" if self.offset < 0 else "+"), abs(self.offset) // 60
        zone = f"{sign}{rest // 60:02d}:{rest % 60:02d}" if self.offset else "Z"
        return f"{self.clock():%Y-%m-%dT%H:%M:%S}".rjust(19, "0") + zone


# What a layout is made of, longest first: the reference time's parts, and what each matches.
_ELEMENTS: dict[str, str] = {
    "January": r"(?P<month_name>[A-Za-z]+)",
    "Jan": r"(?P<month_name>[A-Za-z]{3})",
    "Monday": r"(?:Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday)",
    "Mon": r"(?:Sun|Mon|Tue|Wed|Thu|Fri|Sat)",
    "MST": r"(?P<zone_name>[A-Z]{3,4}|[+-][0-9]{2})",
    "2006": r"(?P<year>[0-9]{4})",
    "Z07:00": r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})",
    "Z0700": r"(?P<zone>Z|[+-][0-9]{4})",
    "Z07": r"(?P<zone>Z|[+-][0-9]{2})",
    "-07:00": r"(?P<zone>[+-][0-9]{2}:[0-9]{2})",
    "-0700": r"(?P<zone>[+-][0-9]{4})",
    "-07": r"(?P<zone>[+-][0-9]{2})",
    "002": r"(?P<year_day>[0-9]{3})",
    "01": r"(?P<month>[0-9]{2})",
    "02": r"(?P<day>[0-9]{2})",
    "03": r"(?P<hour12>[0-9]{2})",
    "04": r"(?P<minute>[0-9]{2})",
    "05": r"(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]+))?",
    "06": r"(?P<short_year>[0-9]{2})",
    "15": r"(?P<hour>[0-9]{1,2})",
    "_2": r"(?P<day> ?[0-9]{1,2})",
    "PM": r"(?P<half>AM|PM)",
    "pm": r"(?P<half>am|pm)",
    "1": r"(?P<month>[0-9]{1,2})",
    "2": r"(?P<day>[0-9]{1,2})",
    "3": r"(?P<hour12>[0-9]{1,2})",
    "4": r"(?P<minute>[0-9]{1,2})",
    "5": r"(?P<second>[0-9]{1,2})(?:[.,](?P<fraction>[0-9]+))?",
}
_FRACTION = re.compile(r"[.,](?:0+|9+)(?![0-9])")


@lru_cache(maxsize=256)
def _layout(layout: str) -> re.Pattern[str]:
    parts: list[str] = []
    position = 0
    while position < len(layout):
        if (fraction := _FRACTION.match(layout, position)) and parts and "second" in parts[-1]:
            position = fraction.end()
            continue
        element = next((name for name in _ELEMENTS if layout.startswith(name, position)), None)
        parts.append(_ELEMENTS[element] if element else re.escape(layout[position]))
        position += len(element or layout[position])
    return re.compile("".join(parts))


def parse_instant(text: str, layout: str = RFC3339) -> Instant | None:
    """Read a time by a layout; None where Go would refuse it."""
    try:
        match = _layout(layout).fullmatch(text)
    except re.error:  # the layout names one part twice
        return None
    return _build(match.groupdict(default="")) if match else None


def _build(parts: dict[str, str]) -> Instant | None:
    try:
        moment = datetime(_year(parts), _month(parts), int(parts.get("day") or 1), tzinfo=UTC)
        if parts.get("year_day"):
            moment = datetime(moment.year, 1, 1, tzinfo=UTC) + timedelta(days=int(parts["year_day"]) - 1)
        moment = moment.replace(
            hour=_hour(parts), minute=int(parts.get("minute") or 0), second=int(parts.get("second") or 0)
        )
        offset = _offset(parts.get("zone") or "")
    except ValueError:
        return None
    nanoseconds = int((parts.get("fraction") or "0").ljust(9, "0")[:9])
    return Instant(Instant.of(moment).nanoseconds - offset * _SECOND + nanoseconds, offset)


def _year(parts: dict[str, str]) -> int:
    if short := parts.get("short_year"):
        return int(short) + (1900 if int(short) >= 69 else 2000)
    # Go's year 0 does not exist here; year 1 keeps differences of clock times right.
    return int(parts.get("year") or 1)


def _month(parts: dict[str, str]) -> int:
    if name := parts.get("month_name"):
        found = [index for index, month in enumerate(_MONTHS, 1) if name in {month, month[:3]}]
        if not found:
            raise ValueError(name)
        return found[0]
    return int(parts.get("month") or 1)


def _hour(parts: dict[str, str]) -> int:
    if parts.get("hour12"):
        hour, afternoon = int(parts["hour12"]), (parts.get("half") or "").lower() == "pm"
        if not 0 <= hour <= 12:
            raise ValueError(parts["hour12"])
        return (hour % 12 + 12) if afternoon else (hour % 12 if parts.get("half") else hour)
    return int(parts.get("hour") or 0)


def _offset(zone: str) -> int:
    if zone in {"", "Z"}:
        return 0
    digits = zone[1:].replace(":", "").ljust(4, "0")
    seconds = int(digits[:2]) * 3600 + int(digits[2:]) * 60
    return -seconds if zone[0] == "-" else seconds


def weekday(instant: Instant) -> int:
    """The day of the week, Sunday being 0."""
    return (instant.clock().weekday() + 1) % 7
