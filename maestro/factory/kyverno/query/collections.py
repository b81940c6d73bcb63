"""Kyverno's functions on maps and lists, and the readers of JSON and YAML text."""

import json
from typing import Any

from maestro.factory.kyverno.query.arguments import Functions, signature, type_error
from maestro.factory.kyverno.query.errors import QueryError
from maestro.factory.kyverno.query.outside import Outside
from maestro.factory.kyverno.query.strings import text_of
from maestro.factory.kyverno.values.golang import as_float64, deep_equal


def _label_match(arguments: list[Any], _outside: Outside) -> Any:
    wanted, found = arguments
    return all(key in found and deep_equal(found[key], value) for key, value in wanted.items())


def _no_constant(name: str) -> Any:
    raise QueryError(f"parse_json: {name} is no JSON")


def parse_json(text: str) -> Any:
    """JSON text as untyped values: numbers are float64."""
    try:
        return as_float64(json.loads(text, parse_constant=_no_constant))
    except (ValueError, RecursionError) as error:
        raise QueryError(f"parse_json: {error}") from error


def _parse_yaml(arguments: list[Any], outside: Outside) -> Any:
    return as_float64(outside.parse_yaml(arguments[0]))


def _lookup(arguments: list[Any], _outside: Outside) -> Any:
    container, key = arguments
    if isinstance(container, dict):
        if not isinstance(key, str):
            raise type_error("lookup", 2, "String")
        return container.get(key)
    if not isinstance(key, float):
        raise type_error("lookup", 2, "Number")
    if not key.is_integer():
        raise QueryError(f"JMESPath function 'lookup': argument #2: expected an integer number but got: {key:g}")
    return container[int(key)] if 0 <= key < len(container) else None


def _items(arguments: list[Any], _outside: Outside) -> Any:
    container, key_name, value_name = arguments
    if isinstance(container, dict):
        return [{key_name: key, value_name: container[key]} for key in sorted(container)]
    return [{key_name: float(index), value_name: value} for index, value in enumerate(container)]


def _object_from_lists(arguments: list[Any], _outside: Outside) -> Any:
    keys, values = arguments
    found: dict[str, Any] = {}
    for index, key in enumerate(keys):
        text = text_of(key)
        if text is None:
            raise type_error("object_from_lists", 1, "StringArray")
        found[text] = values[index] if index < len(values) else None
    return found


FUNCTIONS: Functions = {
    "items": signature("object|array string string", _items),
    "label_match": signature("object object", _label_match),
    "lookup": signature("object|array string|number", _lookup),
    "object_from_lists": signature("array array", _object_from_lists),
    "parse_json": signature("string", lambda a, _: parse_json(a[0])),
    "parse_yaml": signature("string", _parse_yaml),
}
