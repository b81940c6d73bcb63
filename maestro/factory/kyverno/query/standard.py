"""The functions of standard JMESPath."""

from collections.abc import Callable
from math import ceil, floor
from typing import Any

from maestro.factory.kyverno.query.arguments import ExpressionReference, Functions, signature
from maestro.factory.kyverno.query.errors import NotFoundError, QueryError
from maestro.factory.kyverno.query.outside import Outside
from maestro.factory.kyverno.values.golang import deep_equal, parse_float, to_json


def _average(arguments: list[Any], _outside: Outside) -> Any:
    numbers = arguments[0]
    return sum(numbers) / len(numbers) if numbers else float("nan")


def _contains(arguments: list[Any], _outside: Outside) -> Any:
    search, element = arguments
    if isinstance(search, str):
        return isinstance(element, str) and element in search
    if isinstance(element, dict | list) and any(type(item) is type(element) for item in search):
        raise QueryError("contains: maps and lists cannot be compared with each other")
    return any(deep_equal(item, element) for item in search)


def _evaluate(reference: ExpressionReference, value: Any, outside: Outside) -> Any:
    try:
        return reference.node(value, outside)
    except NotFoundError:
        return None


def _map(arguments: list[Any], outside: Outside) -> Any:
    reference, elements = arguments
    return [_evaluate(reference, element, outside) for element in elements]


def _best(choose: Callable[[Any], Any]) -> Callable[[list[Any], Outside], Any]:
    return lambda arguments, _outside: choose(arguments[0]) if arguments[0] else None


def _best_by(choose: Callable[..., Any]) -> Callable[[list[Any], Outside], Any]:
    def run(arguments: list[Any], outside: Outside) -> Any:
        elements, reference = arguments
        if len(elements) < 2:
            return elements[0] if elements else None
        keys = _sort_keys(elements, reference, outside)
        return elements[choose(range(len(elements)), key=keys.__getitem__)]

    return run


def _sort_keys(elements: list[Any], reference: ExpressionReference, outside: Outside) -> list[Any]:
    keys = [_evaluate(reference, element, outside) for element in elements]
    if not isinstance(keys[0], float | str):
        raise QueryError("invalid type, must be number or string")
    if any(type(key) is not type(keys[0]) for key in keys):
        raise QueryError("invalid type, all keys must be of one type, numbers or strings")
    return keys


def _sort_by(arguments: list[Any], outside: Outside) -> Any:
    elements, reference = arguments
    if len(elements) < 2:
        return elements
    keys = _sort_keys(elements, reference, outside)
    return [elements[index] for index in sorted(range(len(elements)), key=keys.__getitem__)]


def _merge(arguments: list[Any], _outside: Outside) -> Any:
    merged: dict[str, Any] = {}
    for argument in arguments:
        if not isinstance(argument, dict):
            raise QueryError("merge: every argument must be an object")
        merged.update(argument)
    return merged


def _not_null(arguments: list[Any], _outside: Outside) -> Any:
    return next((argument for argument in arguments if argument is not None), None)


def _type(arguments: list[Any], _outside: Outside) -> Any:
    match arguments[0]:
        case bool():
            return "boolean"
        case None:
            return "null"
        case float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
        case dict():
            return "object"
        case _:
            raise QueryError("unknown type")


def _to_number(arguments: list[Any], _outside: Outside) -> Any:
    value = arguments[0]
    match value:
        case float():
            return value
        case str():
            return parse_float(value)
        case bool() | None | list() | dict():
            return None
        case _:
            raise QueryError("unknown type")


def to_string(value: Any) -> str:
    """A string as it is, anything else as JSON."""
    if isinstance(value, str):
        return value
    try:
        return to_json(value)
    except (TypeError, ValueError) as error:
        raise QueryError(f"to_string: {error}") from error


def _reverse(arguments: list[Any], _outside: Outside) -> Any:
    return arguments[0][::-1]


FUNCTIONS: Functions = {
    "abs": signature("number", lambda a, _: abs(a[0])),
    "avg": signature("numbers", _average),
    "ceil": signature("number", lambda a, _: float(ceil(a[0]))),
    "contains": signature("array|string any", _contains),
    "ends_with": signature("string string", lambda a, _: a[0].endswith(a[1])),
    "floor": signature("number", lambda a, _: float(floor(a[0]))),
    "join": signature("string strings", lambda a, _: a[0].join(a[1])),
    "keys": signature("object", lambda a, _: list(a[0])),
    "length": signature("string|array|object", lambda a, _: float(len(a[0]))),
    "map": signature("expression array", _map),
    "max": signature("numbers|strings", _best(max)),
    "max_by": signature("array expression", _best_by(max)),
    "merge": signature("object...", _merge),
    "min": signature("numbers|strings", _best(min)),
    "min_by": signature("array expression", _best_by(min)),
    "not_null": signature("any...", _not_null),
    "reverse": signature("array|string", _reverse),
    "sort": signature("strings|numbers", lambda a, _: sorted(a[0])),
    "sort_by": signature("array expression", _sort_by),
    "starts_with": signature("string string", lambda a, _: a[0].startswith(a[1])),
    "to_array": signature("any", lambda a, _: a[0] if isinstance(a[0], list) else [a[0]]),
    "to_number": signature("any", _to_number),
    "to_string": signature("any", lambda a, _: to_string(a[0])),
    "type": signature("any", _type),
    "values": signature("object", lambda a, _: list(a[0].values())),
}
