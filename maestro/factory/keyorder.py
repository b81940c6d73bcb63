"""A request with its keys in the order in which the schema lists them. Refuses nothing: unknown keys come last."""

from typing import Any

from maestro.domain.json import Json, JsonObject
from maestro.factory.resolve import properties, resolve


def ordered(request: Json, schema: JsonObject) -> Json:
    """A copy of the request in the schema's order."""
    return _ordered(request, resolve(schema, schema), schema)


def _ordered(value: Json, node: dict[str, Any], root: JsonObject) -> Json:
    if isinstance(value, dict):
        known = properties(root, node)
        keys = [*(key for key in known if key in value), *(key for key in value if key not in known)]
        return {key: _ordered(value[key], resolve(root, known.get(key)), root) for key in keys}
    if isinstance(value, list):
        items = resolve(root, node.get("items"))
        return [_ordered(item, items, root) for item in value]
    return value
