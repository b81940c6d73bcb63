"""`"...".format([...])`: CEL's printf, clause by clause."""

import math
import re
from datetime import datetime, timedelta
from typing import Any

from maestro.factory.kyverno.cel.lang.errors import EvalError
from maestro.factory.kyverno.cel.lang.values import TypeValue, format_double
from maestro.factory.kyverno.cel.libs.times import format_duration, format_timestamp

_CLAUSE = re.compile(r"%(?:(?P<percent>%)|(?:\.(?P<precision>\d+))?(?P<verb>[a-zA-Z])|(?P<bad>[\s\S]?))")
_DEFAULT_PRECISION = 6


def format_text(template: str, arguments: list[Any]) -> str:
    """Fill the clauses of a template."""
    remaining = iter(arguments)

    def fill(clause: re.Match[str]) -> str:
        if clause["percent"]:
            return "%"
        if not clause["verb"]:
            raise EvalError(f"could not parse formatting clause: {clause.group()!r}")
        argument = next(remaining, _NONE_LEFT)
        if argument is _NONE_LEFT:
            raise EvalError(f"index {len(arguments)} out of range")
        return _clause(clause["verb"], clause["precision"], argument)

    return _CLAUSE.sub(fill, template)


_NONE_LEFT = object()


def _clause(verb: str, precision: str | None, value: Any) -> str:
    number = not isinstance(value, bool) and isinstance(value, (int, float))
    if verb == "s":
        return text_of(value)
    if verb == "d" and number:
        return _decimal(value)
    if verb in "fe" and number:
        return _floating(verb, precision, float(value))
    if verb == "b" and isinstance(value, int):
        return format(int(value), "b")
    if verb == "o" and isinstance(value, int) and not isinstance(value, bool):
        return format(int(value), "o")
    if verb in "xX":
        return _hexadecimal(verb, value)
    if verb in "sdfeboxX":
        raise EvalError(f"error during formatting: %{verb} does not take a value of this type")
    raise EvalError(f"could not parse formatting clause: unrecognized formatting clause {verb!r}")


def _decimal(value: Any) -> str:
    if isinstance(value, float):
        if value.is_integer():
            return str(int(value))
        if math.isfinite(value):
            raise EvalError("error during formatting: decimal clause can only be used on integers, was given double")
        return _special(value)
    return str(int(value))


def _special(value: float) -> str:
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def _floating(verb: str, precision: str | None, value: float) -> str:
    if not math.isfinite(value):
        return _special(value)
    return format(value, f".{precision or _DEFAULT_PRECISION}{verb}")


def _hexadecimal(verb: str, value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, str, bytes)):
        raise EvalError("error during formatting: hex clause takes integers, strings and bytes")
    if isinstance(value, int):
        return format(int(value), verb)
    digits = (value.encode() if isinstance(value, str) else value).hex()
    return digits.upper() if verb == "X" else digits


def text_of(value: Any) -> str:
    """A value as `%s` writes it."""
    match value:
        case str():
            return value
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(int(value))
        case float():
            return format_double(value) if math.isfinite(value) else _special(value)
        case bytes():
            return value.decode(errors="replace")
        case TypeValue():
            return value.name
        case datetime():
            return format_timestamp(value)
        case timedelta():
            return format_duration(value)
        case list():
            return "[" + ", ".join(map(text_of, value)) + "]"
        case dict():
            pairs = sorted((text_of(key), text_of(item)) for key, item in value.items())
            return "{" + ", ".join(f"{key}: {item}" for key, item in pairs) + "}"
        case _:
            raise EvalError("error during formatting: string clause can not take a value of this type")
