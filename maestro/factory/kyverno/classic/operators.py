"""The operators of conditions (`preconditions`, `deny`): both sides are values already substituted."""

import json
from collections.abc import Callable
from typing import Any

from maestro.factory.kyverno.classic.pattern import IN_RANGE, matches_pattern, operator_of
from maestro.factory.kyverno.values import wildcard
from maestro.factory.kyverno.values.duration import SECOND, parse_duration
from maestro.factory.kyverno.values.golang import deep_equal, is_number, parse_float, parse_int, sprint
from maestro.factory.kyverno.values.quantity import parse_quantity
from maestro.factory.kyverno.values.semver import parse_version

Operator = Callable[[Any, Any], bool]


def _durations(key: Any, value: Any) -> tuple[int, int] | None:
    """Both as durations: at least one must be written as one, a number then counts seconds."""
    found = [parse_duration(side) if isinstance(side, str) and side != "0" else None for side in (key, value)]
    if found == [None, None]:
        return None
    sides = [
        int(side) * SECOND if duration is None and is_number(side) else duration
        for side, duration in zip((key, value), found, strict=True)
    ]
    return None if sides[0] is None or sides[1] is None else (sides[0], sides[1])


def _equal_text(key: str, value: Any, *, negated: bool) -> bool:
    """Text may be a duration, a quantity, or is matched with the value as the pattern."""
    if durations := _durations(key, value):
        return durations[0] == durations[1]
    if not isinstance(value, str):
        return False
    quantity = parse_quantity(key)
    if quantity is not None and not (negated and value == ""):
        wanted = parse_quantity(value)
        return wanted is not None and quantity.amount == wanted.amount
    return wildcard.matches(value, key)


def _equal(key: Any, value: Any, *, negated: bool) -> bool:
    match key:
        case bool():
            return value is key
        case int():
            return _equal_int(key, value)
        case float():
            number = parse_float(value) if isinstance(value, str) else value
            return is_number(number) and number == key
        case str():
            return _equal_text(key, value, negated=negated)
        case _:
            return deep_equal(key, value)


def _equal_int(key: int, value: Any) -> bool:
    if isinstance(value, str):
        return parse_int(value) == key
    return is_number(value) and value == key


def equals(key: Any, value: Any) -> bool:
    """`Equals`; a null key is equal to nothing."""
    return key is not None and _equal(key, value, negated=False)


def not_equals(key: Any, value: Any) -> bool:
    """`NotEquals`; a null key differs from nothing either."""
    return key is not None and not _equal(key, value, negated=True)


_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "GreaterThan": lambda left, right: left > right,
    "GreaterThanOrEquals": lambda left, right: left >= right,
    "LessThan": lambda left, right: left < right,
    "LessThanOrEquals": lambda left, right: left <= right,
}


def _number(value: Any) -> float | None:
    if isinstance(value, str):
        return parse_float(value)
    return float(value) if is_number(value) else None


def _ordered(compare: Callable[[Any, Any], bool]) -> Operator:
    """Order as durations, else quantities, else numbers, else versions."""

    def run(key: Any, value: Any) -> bool:
        if isinstance(key, bool) or not isinstance(key, int | float | str):
            return False
        if durations := _durations(key, value):
            return compare(*durations)
        if isinstance(key, str):
            return _ordered_text(key, value, compare)
        number = _number(value)
        return number is not None and compare(float(key), number)

    return run


def _ordered_text(key: str, value: Any, compare: Callable[[Any, Any], bool]) -> bool:
    left, right = parse_quantity(key), parse_quantity(value) if isinstance(value, str) else None
    if left is not None and right is not None:
        return compare(left.amount, right.amount)
    number = parse_float(key)
    if number is not None:
        if durations := _durations(number, value):
            return compare(*durations)
        other = _number(value)
        return other is not None and compare(number, other)
    version, wanted = parse_version(key), parse_version(value) if isinstance(value, str) else None
    return version is not None and wanted is not None and compare(version, wanted)


def _duration_side(side: Any) -> int | None:
    if is_number(side):
        return int(side) * SECOND
    return parse_duration(side) if isinstance(side, str) else None


def _ordered_durations(compare: Callable[[Any, Any], bool]) -> Operator:
    def run(key: Any, value: Any) -> bool:
        left, right = _duration_side(key), _duration_side(value)
        return left is not None and right is not None and compare(left, right)

    return run


def _either_way(one: str, other: str) -> bool:
    return wildcard.matches(one, other) or wildcard.matches(other, one)


def _text_list(value: str, *, wrap: bool) -> list[str] | None:
    """A JSON list of text; text that is no JSON stands for itself where `wrap` allows it. None is of a wrong type."""
    try:
        parsed = json.loads(value)
    except ValueError:
        return [value] if wrap else None
    if parsed is None:
        return []
    if not isinstance(parsed, list) or not all(isinstance(item, str) or item is None for item in parsed):
        return None
    return [item or "" for item in parsed]


def _scalar_in(key: str, value: Any, *, wrap: bool = True) -> bool | None:
    """Whether a scalar is among the values; None where they are no list."""
    if isinstance(value, list):
        return any(_either_way(sprint(item), key) for item in value)
    if not isinstance(value, str):
        return None
    if wildcard.matches(value, key):
        return True
    if wrap and operator_of(value) == IN_RANGE:
        return matches_pattern(key, value)
    items = _text_list(value, wrap=wrap)
    return None if items is None else key in items


def _is_in(key: str, values: list[str]) -> bool:
    return any(_either_way(key, value) for value in values)


Summary = Callable[[list[str], list[str]], bool]
_SUMMARIES: dict[str, Summary] = {
    "AnyIn": lambda keys, values: any(_is_in(key, values) for key in keys),
    "AllIn": lambda keys, values: all(_is_in(key, values) for key in keys),
    "AnyNotIn": lambda keys, values: any(not _is_in(key, values) for key in keys),
    "AllNotIn": lambda keys, values: not any(_is_in(key, values) for key in keys),
}


def _list_in(name: str, keys: list[str], value: Any) -> bool:
    summary = _SUMMARIES[name]
    if isinstance(value, list):
        return summary(keys, [sprint(item) for item in value])
    if name.startswith("Any") and (is_number(value) or isinstance(value, bool)):
        return summary(keys, [sprint(value)])
    if not isinstance(value, str):
        return False
    if keys == [value]:
        return "Not" not in name
    if operator_of(value) == IN_RANGE:
        return _list_in_range(name, keys, value)
    items = _text_list(value, wrap=True)
    return items is not None and summary(keys, items)


def _list_in_range(name: str, keys: list[str], value: str) -> bool:
    inside = [matches_pattern(key, value) for key in keys]
    match name:
        case "AnyIn":
            return any(inside)
        case "AllIn":
            return all(inside)
        case "AnyNotIn":
            outside = value.replace("-", "!-", 1)
            return any(matches_pattern(key, outside) for key in keys)
        case _:
            return not any(inside)


def _membership(name: str) -> Operator:
    negated = "Not" in name

    def run(key: Any, value: Any) -> bool:
        if isinstance(key, list):
            return _list_in(name, [sprint(item) for item in key], value)
        if not isinstance(key, str | int | float):
            return False
        found = _scalar_in(sprint(key), value)
        return found is not None and found is not negated

    return run


def _old_membership(*, negated: bool) -> Operator:
    """The deprecated `In` and `NotIn`: lists are compared without wildcards."""

    def run(key: Any, value: Any) -> bool:
        if isinstance(key, list):
            return _old_list(key, value, negated=negated)
        if not isinstance(key, str | int | float):
            return False
        found = _scalar_in(sprint(key), value, wrap=False)
        return found is not None and found is not negated

    return run


def _old_list(keys: list[Any], value: Any, *, negated: bool) -> bool:
    if isinstance(value, str):
        if keys == [value]:
            return True
        value = _text_list(value, wrap=False)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return False
    inside = all(key in value for key in keys)
    return inside is not negated


OPERATORS: dict[str, Operator] = {
    "Equals": equals,
    "Equal": equals,
    "NotEquals": not_equals,
    "NotEqual": not_equals,
    "In": _old_membership(negated=False),
    "NotIn": _old_membership(negated=True),
    **{name: _membership(name) for name in _SUMMARIES},
    **{name: _ordered(compare) for name, compare in _COMPARE.items()},
    **{f"Duration{name}": _ordered_durations(compare) for name, compare in _COMPARE.items()},
}
