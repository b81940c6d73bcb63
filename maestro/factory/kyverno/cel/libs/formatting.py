"""`"...".format([...])`: CEL's printf, clause by clause, as version 2 of its strings extension prints."""

import json
import math
import re
from datetime import datetime, timedelta
from typing import Any

from maestro.factory.kyverno.cel.lang.clauses import CLAUSE
from maestro.factory.kyverno.cel.lang.errors import EvalError
from maestro.factory.kyverno.cel.lang.values import TypeValue, format_double, type_name
from maestro.factory.kyverno.cel.libs.times import format_duration, format_timestamp

_DEFAULT_PRECISION = 6
_SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_NONE_LEFT = object()


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

    return CLAUSE.sub(fill, template)


def _clause(verb: str, precision: str | None, value: Any) -> str:
    whole = isinstance(value, int) and not isinstance(value, bool)
    match verb:
        case "s":
            return text_of(value)
        case "d" if whole:
            return str(int(value))
        case "f" | "e" if isinstance(value, float) or value in {"NaN", "Infinity", "-Infinity"}:
            return _floating(verb, int(precision or _DEFAULT_PRECISION), float(value))
        case "b" if isinstance(value, int):
            return format(int(value), "b")
        case "o" if whole:
            return format(int(value), "o")
        case "x" | "X" if whole or isinstance(value, (str, bytes)):
            return _hexadecimal(verb, value)
        case "d" | "f" | "e" | "b" | "o" | "x" | "X":
            raise EvalError(f"error during formatting: clause %{verb} was given {type_name(value)}")
        case _:
            raise EvalError(f'could not parse formatting clause: unrecognized formatting clause "{verb}"')


def _floating(verb: str, precision: int, value: float) -> str:
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "∞" if value > 0 else "-∞"
    if verb == "f":
        return f"{value:,.{precision}f}"
    mantissa, _, exponent = f"{value:.{precision}e}".partition("e")
    power = f"{'-' if exponent.startswith('-') else ''}{int(exponent.lstrip('+-')):02d}"
    return f"{mantissa}\u00d710{power.translate(_SUPERSCRIPT)}"


def _hexadecimal(verb: str, value: Any) -> str:
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
            return format_double(value)
        case bytes():
            return value.decode(errors="replace")
        case TypeValue():
            return value.name
        case datetime():
            return format_timestamp(value)
        case timedelta():
            return format_duration(value)
        case list():
            return "[" + ", ".join(map(_literal, value)) + "]"
        case dict():
            pairs = sorted((_literal(key), _literal(item)) for key, item in value.items())
            return "{" + ", ".join(f"{key}:{item}" for key, item in pairs) + "}"
        case _:
            raise EvalError(f"error during formatting: string clause was given {type_name(value)}")


def _literal(value: Any) -> str:
    """A value within a list or map: written so that it could be read again."""
    match value:
        case str():
            return _quoted(value)
        case bytes():
            return f"b{_quoted(value.decode(errors='replace'))}"
        case float() if math.isfinite(value):
            return f"{value:.{_DEFAULT_PRECISION}f}"
        case float():
            return _quoted(format_double(value))
        case datetime() | timedelta():
            return f"{'timestamp' if isinstance(value, datetime) else 'duration'}({_quoted(text_of(value))})"
        case _:
            return text_of(value)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
