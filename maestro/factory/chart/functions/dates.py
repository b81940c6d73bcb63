"""Dates and durations. Owns Helm's date functions; the local zone is the process's."""

import os
import re
import time
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any

from maestro.factory.chart.errors import GoError
from maestro.factory.chart.template.signature import Family, functions
from maestro.factory.chart.text.instants import Instant, layout, of_seconds, parse_instant, zero
from maestro.factory.chart.text.kinds import Duration, Int64, wrap64
from maestro.factory.chart.text.numbers import parse_int
from maestro.factory.chart.text.printing import show_duration
from maestro.factory.chart.text.quoting import quote

_SECOND = 1_000_000_000
_UNITS = {
    "ns": 1,
    "us": 1_000,
    "µs": 1_000,
    "μs": 1_000,
    "ms": 1_000_000,
    "s": _SECOND,
    "m": 60 * _SECOND,
    "h": 3600 * _SECOND,
}
_PIECE = re.compile(r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)")
_HTML = "2006-01-02"
_ROUND = (("y", 365 * 24), ("mo", 30 * 24), ("d", 24), ("h", 1))


def _local() -> tzinfo:
    return datetime.now().astimezone().tzinfo or UTC


def _zone(name: str) -> tzinfo:
    if name == "Local":
        return _local_zone()
    if name in {"", "UTC"}:
        return UTC
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _local_zone() -> tzinfo:
    name = os.environ.get("TZ", "")
    if name:
        return _zone(name.lstrip(":")) if name != "Local" else UTC
    return _local()


def now() -> Instant:
    """This moment."""
    return Instant(time.time_ns(), _local_zone())


def _instant(value: Any) -> Instant:
    if isinstance(value, Instant):
        return value
    return of_seconds(int(value)) if type(value) in (int, Int64) else now()


def _date_in_zone(pattern: str, value: Any, zone: str) -> str:
    return layout(Instant(_instant(value).nanos, _zone(zone)), pattern)


def parse_duration(text: str) -> int:
    """Go's ParseDuration, in nanoseconds. Raises GoError in Go's words."""
    body = text[1:] if text[:1] in {"+", "-"} else text
    if body == "0":
        return 0
    total, at = Decimal(0), 0
    while at < len(body):
        match = _PIECE.match(body, at)
        if match is None:
            break
        total += Decimal(match.group(1)) * _UNITS[match.group(2)]
        at = match.end()
    if not body or at != len(body):
        raise GoError(_duration_problem(text, body[at:]))
    if total >= 1 << 63:
        raise GoError(f"time: invalid duration {quote(text)}")
    return int(-total if text[0] == "-" else total)


def _duration_problem(text: str, rest: str) -> str:
    number = re.match(r"[0-9.]+", rest)
    if number is None or number.group() == ".":
        return f"time: invalid duration {quote(text)}"
    unit = re.match(r"[^0-9.]+", rest[number.end() :])
    if unit is None:
        return f"time: missing unit in duration {quote(text)}"
    return f"time: unknown unit {quote(unit.group())} in duration {quote(text)}"


def _modify(change: str, moment: Instant) -> Instant:
    try:
        return _must_modify(change, moment)
    except GoError:
        return moment


def _must_modify(change: str, moment: Instant) -> Instant:
    return Instant(moment.nanos + parse_duration(change), moment.zone)


def _ago(value: Any) -> str:
    elapsed = time.time_ns() - _instant(value).nanos
    return show_duration((elapsed + _SECOND // 2) // _SECOND * _SECOND)


def _duration(value: Any) -> str:
    seconds = (parse_int(value) or 0) if isinstance(value, str) else int(value) if type(value) is Int64 else 0
    return show_duration(wrap64(seconds * _SECOND))


def _duration_round(value: Any) -> str:
    amount = abs(_amount(value))
    for unit, hours in _ROUND:
        if amount > hours * 3600 * _SECOND:
            return f"{amount // (hours * 3600 * _SECOND)}{unit}"
    for unit, seconds in (("m", 60), ("s", 1)):
        if amount > seconds * _SECOND:
            return f"{amount // (seconds * _SECOND)}{unit}"
    return "0s"


def _amount(value: Any) -> int:
    if isinstance(value, str):
        try:
            return parse_duration(value)
        except GoError:
            return 0
    if isinstance(value, Instant):
        return time.time_ns() - value.nanos
    return int(value) if type(value) is Int64 else 0


def _to_date(pattern: str, text: str) -> Instant:
    try:
        return _must_to_date(pattern, text)
    except GoError:
        return zero()


def _must_to_date(pattern: str, text: str) -> Instant:
    return parse_instant(pattern, text, _local_zone())


def _add_date(moment: Instant, years: int, months: int, days: int) -> Instant:
    clock = moment.local()
    month = clock.month - 1 + months
    first = clock.replace(year=clock.year + years + month // 12, month=month % 12 + 1, day=1)
    moved = first + timedelta(days=clock.day - 1 + days)
    return Instant(int(moved.timestamp()) * _SECOND + moment.fraction(), moment.zone)


TIME_METHODS: tuple[tuple[str, Any, str], ...] = (
    ("Format", layout, "string"),
    ("String", str, ""),
    ("Unix", lambda moment: Int64(moment.seconds()), ""),
    ("UnixMilli", lambda moment: Int64(moment.nanos // 1_000_000), ""),
    ("UnixNano", lambda moment: Int64(moment.nanos), ""),
    ("Year", lambda moment: moment.local().year, ""),
    ("Month", lambda moment: layout(moment, "January"), ""),
    ("Day", lambda moment: moment.local().day, ""),
    ("Hour", lambda moment: moment.local().hour, ""),
    ("Minute", lambda moment: moment.local().minute, ""),
    ("Second", lambda moment: moment.local().second, ""),
    ("Nanosecond", lambda moment: moment.fraction(), ""),
    ("YearDay", lambda moment: moment.local().timetuple().tm_yday, ""),
    ("Weekday", lambda moment: layout(moment, "Monday"), ""),
    ("UTC", lambda moment: Instant(moment.nanos, UTC), ""),
    ("Local", lambda moment: Instant(moment.nanos, _local_zone()), ""),
    ("IsZero", lambda moment: moment.nanos == zero().nanos, ""),
    ("AddDate", _add_date, "int int int"),
    ("Sub", lambda moment, other: Duration(moment.nanos - other.nanos), "time"),
    ("Before", lambda moment, other: moment.nanos < other.nanos, "time"),
    ("After", lambda moment, other: moment.nanos > other.nanos, "time"),
    ("Equal", lambda moment, other: moment.nanos == other.nanos, "time"),
)


DATES = functions(
    Family.DATES,
    ("ago", _ago, "!any"),
    ("date", lambda pattern, value: _date_in_zone(pattern, value, "Local"), "string any"),
    ("date_in_zone", _date_in_zone, "string any string"),
    ("dateInZone", _date_in_zone, "string any string"),
    ("date_modify", _modify, "string time"),
    ("dateModify", _modify, "string time"),
    ("must_date_modify", _must_modify, "string time"),
    ("mustDateModify", _must_modify, "string time"),
    ("duration", _duration, "any"),
    ("durationRound", _duration_round, "any"),
    ("htmlDate", lambda value: _date_in_zone(_HTML, value, "Local"), "any"),
    ("htmlDateInZone", lambda value, zone: _date_in_zone(_HTML, value, zone), "any string"),
    ("now", now, "!"),
    ("toDate", _to_date, "string string"),
    ("mustToDate", _must_to_date, "string string"),
    ("unixEpoch", lambda moment: str(moment.seconds()), "time"),
)
