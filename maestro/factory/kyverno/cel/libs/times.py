"""Timestamps and durations: reading and writing them, and their parts."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any

from maestro.factory.kyverno.cel.lang.errors import EvalError
from maestro.factory.kyverno.cel.lang.functions import Library, overload

_RFC3339 = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))", re.ASCII
)
_OFFSET = re.compile(r"([+-]?)(\d\d):(\d\d)", re.ASCII)
_DURATION = re.compile(r"[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+|[+-]?0", re.ASCII)
_PART = re.compile(r"(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)", re.ASCII)
_MICROSECONDS = {"ns": 0.001, "us": 1, "µs": 1, "μs": 1, "ms": 1e3, "s": 1e6, "m": 6e7, "h": 3.6e9}
_MONTHS_BEFORE_FIRST = 1


def parse_timestamp(text: str) -> datetime:
    """RFC 3339 text as a moment, in the zone that it names."""
    found = _RFC3339.fullmatch(text)
    if found is None:
        raise EvalError(f"parsing time {text!r}: it is no RFC 3339 timestamp")
    year, month, day, hour, minute, second = (int(part) for part in found.groups()[:6])
    micro = int(((found[7] or "") + "000000")[:6])
    offset = timedelta(hours=int(found[9] or 0), minutes=int(found[10] or 0))
    zone = timezone(-offset if found[8] == "-" else offset) if offset else UTC
    try:
        moment = datetime(year, month, day, hour, minute, second, micro, tzinfo=zone)
        moment.astimezone(UTC)  # a moment that has no place there is none
    except (ValueError, OverflowError) as error:
        raise EvalError(f"parsing time {text!r}: {error}") from None
    return moment


def format_timestamp(moment: datetime) -> str:
    """RFC 3339 in the moment's own zone, with as many fractional digits as needed."""
    fraction = f".{moment.microsecond:06d}".rstrip("0") if moment.microsecond else ""
    zone = f"{moment:%z}"
    written = f"{zone[:3]}:{zone[3:]}" if moment.utcoffset() else "Z"
    return f"{moment.year:04d}-{moment:%m-%dT%H:%M:%S}{fraction}{written}"


def parse_duration(text: str) -> timedelta:
    """A duration as Go writes it: `1h30m`, `1.5s`, `-2ms`."""
    if not _DURATION.fullmatch(text):
        raise EvalError(f"time: invalid duration {text!r}")
    total = sum(float(number) * _MICROSECONDS[unit] for number, unit in _PART.findall(text))
    try:
        return timedelta(microseconds=-total if text.startswith("-") else total)
    except OverflowError:
        raise EvalError(f"time: invalid duration {text!r}") from None


def format_duration(span: timedelta) -> str:
    """Seconds, as CEL's string() writes a duration."""
    seconds = span.total_seconds()
    text = f"{seconds:.6f}".rstrip("0").rstrip(".")
    return f"{text}s"


def _zone(name: str) -> tzinfo:
    found = _OFFSET.fullmatch(name)
    if found:
        offset = timedelta(hours=int(found[2]), minutes=int(found[3]))
        return timezone(-offset if found[1] == "-" else offset)
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise EvalError(f"unknown time zone {name}") from None


_PARTS: dict[str, Callable[[datetime], int]] = {
    "getFullYear": lambda t: t.year,
    "getMonth": lambda t: t.month - _MONTHS_BEFORE_FIRST,
    "getDayOfYear": lambda t: t.timetuple().tm_yday - 1,
    "getDayOfMonth": lambda t: t.day - 1,
    "getDate": lambda t: t.day,
    "getDayOfWeek": lambda t: t.isoweekday() % 7,
    "getHours": lambda t: t.hour,
    "getMinutes": lambda t: t.minute,
    "getSeconds": lambda t: t.second,
    "getMilliseconds": lambda t: t.microsecond // 1000,
}


def _universal(part: Callable[[datetime], int]) -> Callable[[datetime], int]:
    return lambda moment: part(moment.astimezone(UTC))


def _zoned(part: Callable[[datetime], int]) -> Callable[[datetime, str], int]:
    return lambda moment, zone: part(moment.astimezone(_zone(zone)))


def _unit(microseconds: int) -> Callable[[timedelta], int]:
    def whole(span: timedelta) -> int:
        total: Any = span // timedelta(microseconds=1)
        return int(abs(total) // microseconds) * (-1 if total < 0 else 1)

    return whole


def _milliseconds(span: timedelta) -> int:
    return _unit(1000)(span) % 1000


TIMES: Library = (
    *(overload(f"timestamp::{name}() -> int", _universal(part)) for name, part in _PARTS.items()),
    *(overload(f"timestamp::{name}(string) -> int", _zoned(part)) for name, part in _PARTS.items()),
    overload("duration::getHours() -> int", _unit(3_600_000_000)),
    overload("duration::getMinutes() -> int", _unit(60_000_000)),
    overload("duration::getSeconds() -> int", _unit(1_000_000)),
    overload("duration::getMilliseconds() -> int", _milliseconds),
)
