"""Kyverno's functions on times: RFC 3339 text in, RFC 3339 text or a duration out. The clock is handed in."""

from typing import Any

from maestro.factory.kyverno.query.arguments import Function, Functions, signature
from maestro.factory.kyverno.query.errors import QueryError
from maestro.factory.kyverno.query.outside import Outside
from maestro.factory.kyverno.values.duration import format_duration, parse_duration
from maestro.factory.kyverno.values.golang import parse_int
from maestro.factory.kyverno.values.instant import RFC3339, Instant, parse_instant, weekday


def _time(text: str, layout: str = RFC3339) -> Instant:
    instant = parse_instant(text, layout or RFC3339)
    if instant is None:
        raise QueryError(f"cannot read {text!r} as a time of the layout {layout or RFC3339!r}")
    return instant


def _duration(text: str) -> int:
    duration = parse_duration(text)
    if duration is None:
        raise QueryError(f"expected a duration such as '1h30m', found {text!r}")
    return duration


def _since(arguments: list[Any], outside: Outside) -> Any:
    layout, start, end = arguments
    began = _time(start, layout)
    ended = _time(end, layout) if end else Instant.of(outside.now)
    return format_duration(ended.nanoseconds - began.nanoseconds)


def _now(_arguments: list[Any], outside: Outside) -> Any:
    return Instant.of(outside.now).rfc3339()


def _parse(arguments: list[Any], _outside: Outside) -> Any:
    layout, text = arguments
    if parse_int(layout) is None:
        return _time(text, layout).rfc3339()
    seconds = parse_int(text)
    if seconds is None:
        raise QueryError(f"expected seconds since the epoch, found {text!r}")
    return Instant(seconds * 1_000_000_000).rfc3339()


def _to_cron(arguments: list[Any], _outside: Outside) -> Any:
    instant = _time(arguments[0])
    clock = instant.clock()
    return f"{clock.minute} {clock.hour} {clock.day} {clock.month} {weekday(instant)}"


def _difference(arguments: list[Any], _outside: Outside) -> Any:
    first, second = map(_time, arguments)
    return format_duration(second.nanoseconds - first.nanoseconds)


def _before(arguments: list[Any], _outside: Outside) -> Any:
    first, second = map(_time, arguments)
    return first.nanoseconds < second.nanoseconds


def _after(arguments: list[Any], _outside: Outside) -> Any:
    first, second = map(_time, arguments)
    return first.nanoseconds > second.nanoseconds


def _between(arguments: list[Any], _outside: Outside) -> Any:
    moment, start, end = (_time(text).nanoseconds for text in arguments)
    return start < moment < end


FUNCTIONS: Functions = {
    "time_add": signature("string string", lambda a, _: _time(a[0]).add(_duration(a[1])).rfc3339()),
    "time_after": signature("string string", _after),
    "time_before": signature("string string", _before),
    "time_between": signature("string string string", _between),
    "time_diff": signature("string string", _difference),
    "time_now": Function(_now, None),
    "time_now_utc": Function(_now, None),
    "time_parse": signature("string string", _parse),
    "time_since": signature("string string string", _since),
    "time_to_cron": signature("string", _to_cron),
    "time_truncate": signature("string string", lambda a, _: _time(a[0]).truncate(_duration(a[1])).rfc3339()),
    "time_utc": signature("string", lambda a, _: _time(a[0]).in_utc().rfc3339()),
}
