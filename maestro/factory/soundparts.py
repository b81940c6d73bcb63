"""The `properties` keyword with a memory: what was found to fit its schema once is not looked at again.

From one turn of a conversation to the next most of a request stays as it was. Only what fits is remembered, so that
every error is made anew, with its own path.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator

from maestro.domain.json import canonical

_REMEMBERED = 20_000
_DYNAMIC = frozenset({"$dynamicRef", "$recursiveRef"})  # what these lead to depends on the way to them
Keyword = Callable[[Any, Any, Any, Any], Iterator[Any]]


def remembering(schema: Any, dialect: Mapping[str, Any]) -> Mapping[str, Keyword]:
    """The keyword for a schema, or nothing where its dialect means something else by it."""
    usual = Draft202012Validator.VALIDATORS["properties"]
    if dialect.get("properties") is not usual or _is_dynamic(schema):
        return {}
    return {"properties": _Properties()}


class _Properties:
    """One schema's memory. A schema node is known by its identity: it lives as long as the validator."""

    def __init__(self) -> None:
        self._sound: set[tuple[int, str]] = set()

    def __call__(self, validator: Any, properties: Any, instance: Any, _schema: Any) -> Iterator[Any]:
        if not validator.is_type(instance, "object"):
            return
        for name, schema in properties.items():
            if name not in instance:
                continue
            key = id(schema), _text(instance[name])
            if key in self._sound:
                continue
            sound = True
            for error in validator.descend(instance[name], schema, path=name, schema_path=name):
                sound = False
                yield error
            if sound and key[1]:
                self._remember(key)

    def _remember(self, key: tuple[int, str]) -> None:
        if len(self._sound) >= _REMEMBERED:
            self._sound.clear()
        self._sound.add(key)


def _text(value: Any) -> str:
    """What a value is known by; empty for what is no JSON."""
    try:
        return canonical(value)
    except (TypeError, ValueError, RecursionError):
        return ""


def _is_dynamic(schema: Any) -> bool:
    stack = [schema]
    while stack:
        node = stack.pop()
        if isinstance(node, Mapping):
            if not _DYNAMIC.isdisjoint(node):
                return True
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)
    return False
