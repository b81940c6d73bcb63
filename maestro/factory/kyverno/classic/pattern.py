"""Scalar patterns: `>=2`, `10Mi-1Gi`, `!nginx | *.io & ?a*`, numbers, booleans, null."""

import re
from functools import lru_cache
from typing import Any

from maestro.factory.kyverno.values import wildcard
from maestro.factory.kyverno.values.duration import parse_duration
from maestro.factory.kyverno.values.golang import format_exponent, parse_float, parse_int
from maestro.factory.kyverno.values.quantity import parse_quantity

_NUMBER = r"([-|\+]?[0-9]+(?:\.[0-9]+)?[A-Za-z]*)"
_IN_RANGE = re.compile(rf"{_NUMBER}-{_NUMBER}")
_NOT_IN_RANGE = re.compile(rf"{_NUMBER}!-{_NUMBER}")
_PREFIXES = (">=", "<=", ">", "<", "!")
IN_RANGE, NOT_IN_RANGE = "-", "!-"


@lru_cache(maxsize=8192)
def operator_of(pattern: str) -> str:
    """The operator that a pattern begins with (or the range that it is); empty for equality."""
    if len(pattern) < 2:
        return ""
    for prefix in _PREFIXES:
        if pattern.startswith(prefix):
            return prefix
    if _NOT_IN_RANGE.fullmatch(pattern):
        return NOT_IN_RANGE
    return IN_RANGE if _IN_RANGE.fullmatch(pattern) else ""


def matches_pattern(value: Any, pattern: Any) -> bool:
    """Whether a value satisfies a scalar pattern (a map only asks for a map)."""
    match pattern:
        case None:
            return value is None or value is False or (isinstance(value, int | float | str) and value in {0, ""})
        case bool():
            return value is pattern
        case int():
            return _matches_int(value, pattern)
        case float():
            return _matches_float(value, pattern)
        case str():
            return _matches_text(value, pattern)
        case dict():
            return isinstance(value, dict)
        case _:
            return False


def _matches_int(value: Any, pattern: int) -> bool:
    match value:
        case bool():
            return False
        case int():
            return value == pattern
        case float():
            return value.is_integer() and int(value) == pattern
        case str():
            return parse_int(value) == pattern
        case _:
            return False


def _matches_float(value: Any, pattern: float) -> bool:
    match value:
        case bool():
            return False
        case int() | float():
            return value == pattern
        case str():
            return parse_float(value) == pattern
        case _:
            return False


@lru_cache(maxsize=4096)
def _alternatives(pattern: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    """`a | b & c` -> alternatives of (operator, operand) that must all hold; ranges become two comparisons."""
    return tuple(
        tuple((operator_of(condition), condition) for condition in (part.strip(" ") for part in alternative.split("&")))
        for alternative in (part.strip(" ") for part in pattern.split("|"))
    )


def _matches_text(value: Any, pattern: str) -> bool:
    if isinstance(value, str) and value == pattern:
        return True
    return any(all(_holds(value, *condition) for condition in conditions) for conditions in _alternatives(pattern))


def _holds(value: Any, operator: str, condition: str) -> bool:
    if operator == IN_RANGE and (match := _IN_RANGE.fullmatch(condition)):
        return _compare(value, match[1], ">=") and _compare(value, match[2], "<=")
    if operator == NOT_IN_RANGE and (match := _NOT_IN_RANGE.fullmatch(condition)):
        return _compare(value, match[1], "<") or _compare(value, match[2], ">")
    return _compare(value, condition[len(operator) :].strip(), operator)


def _compare(value: Any, operand: str, operator: str) -> bool:
    text = _number_text(value)
    if text is not None:
        for parse in (parse_duration, parse_quantity):
            wanted = parse(operand)
            found = parse(text) if wanted is not None else None
            if wanted is not None and found is not None:
                return _order(getattr(found, "amount", found), getattr(wanted, "amount", wanted), operator)
    return _compare_text(value, operand, operator)


def _order(found: Any, wanted: Any, operator: str) -> bool:
    match operator:
        case ">=":
            return bool(found >= wanted)
        case "<=":
            return bool(found <= wanted)
        case ">":
            return bool(found > wanted)
        case "<":
            return bool(found < wanted)
        case "!":
            return bool(found != wanted)
        case _:
            return bool(found == wanted)


def _number_text(value: Any) -> str | None:
    """What is read as a duration or a quantity; a missing value counts as 0."""
    match value:
        case None:
            return "0"
        case bool():
            return None
        case str():
            return value
        case float():
            return f"{value:f}"
        case int():
            return str(value)
        case _:
            return None


def _compare_text(value: Any, operand: str, operator: str) -> bool:
    if operator not in {"", "!"}:
        return False
    match value:
        case bool():
            text = "true" if value else "false"
        case float():
            text = format_exponent(value)
        case int() | str():
            text = str(value)
        case _:
            return False
    return wildcard.matches(operand, text) is (operator == "")
