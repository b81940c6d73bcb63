"""The keywords that judge a value by itself: type, enum, limits, patterns, formats.

Owns the wording of their faults.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Any

from maestro.factory.chart.errors import GoError
from maestro.factory.chart.functions.regex import compiled
from maestro.factory.chart.schema.faults import single_quoted
from maestro.factory.chart.text.kinds import encoded
from maestro.factory.chart.text.printing import show


def type_name(value: Any) -> str:
    """The JSON type."""
    if isinstance(value, bool):
        return "boolean"
    names = {str: "string", type(None): "null"}
    if type(value) in names:
        return names[type(value)]
    return "object" if isinstance(value, dict) else "array" if isinstance(value, list) else "number"


def same(one: Any, two: Any) -> bool:
    """JSON equality: 1 is 1.0, and neither is true."""
    if type_name(one) != type_name(two):
        return False
    if isinstance(one, dict):
        return one.keys() == two.keys() and all(same(child, two[key]) for key, child in one.items())
    if isinstance(one, list):
        return len(one) == len(two) and all(map(same, one, two))
    return bool(one == two)


def _has_type(value: Any, wanted: str) -> bool:
    name = type_name(value)
    if wanted == "integer":
        return name == "number" and float(value).is_integer()
    return name == wanted


_TYPE_ORDER = ("null", "boolean", "number", "integer", "string", "array", "object")


def first_fault(schema: dict[str, Any], value: Any, *, asserts_format: bool) -> str | None:
    """The fault that ends the judgement: of the type, a constant, an enumeration or a format."""
    wanted = schema.get("type")
    if wanted is not None:
        types = [wanted] if isinstance(wanted, str) else list(wanted)
        if not any(_has_type(value, name) for name in types):
            shown = " or ".join(sorted(types, key=lambda name: _TYPE_ORDER.index(name) if name in _TYPE_ORDER else 9))
            return f"got {type_name(value)}, want {shown}"
    if "const" in schema and not same(value, schema["const"]):
        plain = not isinstance(schema["const"], dict | list)
        return f"value must be {_display(schema['const'])}" if plain else "'const' failed"
    choices = schema.get("enum")
    if isinstance(choices, list) and not any(same(value, choice) for choice in choices):
        return _enum_fault(choices)
    if asserts_format and isinstance(schema.get("format"), str):
        return _format_fault(schema["format"], value)
    return None


def _enum_fault(choices: list[Any]) -> str:
    if any(isinstance(choice, dict | list) for choice in choices):
        return "'enum' failed"
    shown = [_display(choice) for choice in choices]
    return f"value must be {shown[0]}" if len(shown) == 1 else f"value must be one of {', '.join(shown)}"


def _display(value: Any) -> str:
    if isinstance(value, str):
        return single_quoted(value)
    return "value" if isinstance(value, dict | list) else show(value)


@lru_cache(maxsize=1)
def _formats() -> Any:
    import jsonschema

    return jsonschema.FormatChecker()


def _format_fault(name: str, value: Any) -> str | None:
    if not isinstance(value, str) or name not in _formats().checkers:
        return None
    if _formats().conforms(value, name):
        return None
    return f"{single_quoted(value)} is not valid {name}: it does not have that form"


def faults(schema: dict[str, Any], value: Any) -> Iterator[str]:
    """The faults of limits, lengths and patterns."""
    if isinstance(value, dict):
        yield from _sizes(schema, len(value), "Properties")
        yield from _required(schema, value)
    elif isinstance(value, list):
        yield from _sizes(schema, len(value), "Items")
        yield from _unique(schema, value)
    elif isinstance(value, str):
        yield from _sizes(schema, len(value), "Length")
        pattern = schema.get("pattern")
        if isinstance(pattern, str) and not matches(pattern, value):
            yield f"{single_quoted(value)} does not match pattern {single_quoted(pattern)}"
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from _limits(schema, value)


def _sizes(schema: dict[str, Any], size: int, what: str) -> Iterator[str]:
    least, most = schema.get(f"min{what}"), schema.get(f"max{what}")
    if isinstance(least, int | float) and size < least:
        yield f"min{what}: got {_grouped(size)}, want {_grouped(least)}"
    if isinstance(most, int | float) and size > most:
        yield f"max{what}: got {_grouped(size)}, want {_grouped(most)}"


def _required(schema: dict[str, Any], value: dict[str, Any]) -> Iterator[str]:
    wanted = schema.get("required")
    missing = [name for name in wanted if name not in value] if isinstance(wanted, list) else []
    if missing:
        names = ", ".join(map(single_quoted, missing))
        yield f"missing propert{'y' if len(missing) == 1 else 'ies'} {names}"


def _unique(schema: dict[str, Any], value: list[Any]) -> Iterator[str]:
    if schema.get("uniqueItems") is True:
        for later, item in enumerate(value):
            for earlier in range(later):
                if same(value[earlier], item):
                    yield f"items at {earlier} and {later} are equal"
                    return


_LIMITS: tuple[tuple[str, Callable[[Any, Any], bool]], ...] = (
    ("minimum", lambda value, limit: value < limit),
    ("maximum", lambda value, limit: value > limit),
    ("exclusiveMinimum", lambda value, limit: value <= limit),
    ("exclusiveMaximum", lambda value, limit: value >= limit),
    ("multipleOf", lambda value, limit: limit != 0 and _fraction(value) % _fraction(limit) != 0),
)


def _limits(schema: dict[str, Any], value: float) -> Iterator[str]:
    for keyword, is_wrong in _LIMITS:
        limit = schema.get(keyword)
        if isinstance(limit, bool) or not isinstance(limit, int | float):
            continue
        strict = schema.get(f"exclusive{keyword.title()}") is True  # draft 4
        if is_wrong(value, limit) or (strict and value == limit):
            yield f"{keyword}: got {_grouped(value)}, want {_grouped(limit)}"


def _fraction(number: float) -> Fraction:
    return Fraction(repr(float(number)))


def _grouped(number: float) -> str:
    """The number with commas at the thousands."""
    return f"{int(number):,}" if float(number).is_integer() else f"{number:,}"


def few_matches(least: int, matched: list[int]) -> str:
    """Why `minContains` is not met."""
    start = f"min {least} items required to match contains schema, but"
    if not matched:
        return f"{start} none matched"
    return f"{start} matched {len(matched)} items at {' '.join(map(str, matched))}"


def matches(pattern: str, text: str) -> bool:
    """Whether a pattern of a schema is found in a text; one that RE2 does not know matches everything."""
    try:
        return compiled(pattern).search(encoded(text)) is not None
    except GoError:
        return True
