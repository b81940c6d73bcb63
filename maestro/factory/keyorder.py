"""A request with its keys in the order in which the schema lists them. Refuses nothing: unknown keys come last."""

from collections.abc import Iterator
from typing import Any

from maestro.domain.json import Json, JsonObject

_COMBINED = ("allOf", "anyOf", "oneOf")
_CONDITIONAL = ("if", "then", "else")
_MAX_REFERENCES = 32


def ordered(request: Json, schema: JsonObject) -> Json:
    """A copy of the request in the schema's order."""
    return _ordered(request, [schema], schema)


def _ordered(value: Json, schemas: list[Any], root: JsonObject) -> Json:
    found = [part for schema in schemas for part in _parts(schema, root)]
    if isinstance(value, dict):
        order = dict.fromkeys(key for part in found for key in _object(part, "properties"))
        keys = [*(key for key in order if key in value), *(key for key in value if key not in order)]
        return {key: _ordered(value[key], _below(found, key), root) for key in keys}
    if isinstance(value, list):
        items = [part["items"] for part in found if isinstance(part.get("items"), dict)]
        return [_ordered(item, items, root) for item in value]
    return value


def _below(parts: list[JsonObject], key: str) -> list[Any]:
    own = [_object(part, "properties")[key] for part in parts if key in _object(part, "properties")]
    return own or [part["additionalProperties"] for part in parts if "additionalProperties" in part]


def _parts(schema: Any, root: JsonObject, depth: int = 0) -> Iterator[JsonObject]:
    """A schema and all that it is put together of."""
    if not isinstance(schema, dict) or depth > _MAX_REFERENCES:
        return
    yield schema
    if isinstance(reference := schema.get("$ref"), str):
        yield from _parts(_referenced(reference, root), root, depth + 1)
    branches = [branch for word in _COMBINED if isinstance(schema.get(word), list) for branch in schema[word]]
    branches += [schema[word] for word in _CONDITIONAL if word in schema]
    for branch in branches:
        yield from _parts(branch, root, depth + 1)


def _referenced(reference: str, root: JsonObject) -> Any:
    """The part of the same schema that `#/a/b` names; None for what lies elsewhere."""
    if not reference.startswith("#"):
        return None
    node: Any = root
    for part in reference[1:].strip("/").split("/") if reference[1:].strip("/") else ():
        name = part.replace("~1", "/").replace("~0", "~")
        node = node.get(name) if isinstance(node, dict) else None
    return node


def _object(schema: JsonObject, word: str) -> dict[str, Any]:
    found = schema.get(word)
    return found if isinstance(found, dict) else {}
