"""How values are reached into: fields, indexes, presence, the optional forms of all three."""

from typing import Any

from maestro.factory.kyverno.cel.lang.errors import EvalError
from maestro.factory.kyverno.cel.lang.values import NONE, Optional, Struct, Uint, has_key

_MISSING = object()


class Lazy:
    """A value with fields that are made when first asked for (the variables of a policy)."""

    __slots__ = ()

    def field(self, name: str) -> Any:
        """The field's value; EvalError where there is none."""
        raise EvalError(f"no such key: {name}")


def select(value: Any, field: str) -> Any:
    """`value.field`."""
    if value.__class__ is dict:
        try:
            return value[field]
        except KeyError:
            raise EvalError(f"no such key: {field}") from None
    if isinstance(value, Lazy):
        return value.field(field)
    if value.__class__ is Optional:
        return optional_select(value, field)
    found = find(value, field)
    if found is _MISSING:
        raise EvalError(f"no such key: {field}")
    return found


def find(value: Any, key: Any) -> Any:
    """The element under a key, or the marker for none; EvalError where the key cannot be one."""
    kind = value.__class__
    if kind is dict:
        return value[key] if has_key(value, key) else _MISSING
    if kind is list:
        index = list_index(key)
        return value[index] if 0 <= index < len(value) else _MISSING
    if kind is Struct:
        return value.get(key, _MISSING)
    if isinstance(value, Lazy):
        return value.field(key)
    return _MISSING


def list_index(key: Any) -> int:
    """A list's index: any whole number."""
    if key.__class__ is int or key.__class__ is Uint:
        return int(key)
    if key.__class__ is float and key.is_integer():
        return int(key)
    raise EvalError("unsupported index type in list")


def index(value: Any, key: Any) -> Any:
    """`value[key]`."""
    if value.__class__ is Optional:
        return optional_index(value, key)
    if value.__class__ is not dict and value.__class__ is not list and not isinstance(value, (Struct, Lazy)):
        raise EvalError("no such overload")
    found = find(value, key)
    if found is _MISSING:
        raise EvalError(f"index out of bounds: {key}" if value.__class__ is list else f"no such key: {key}")
    return found


def optional_select(value: Any, field: str) -> Optional:
    """`value.?field`, and every selection on what is already optional."""
    if value.__class__ is Optional:
        if not value.present:
            return NONE
        value = value.value
    found = find(value, field)
    return NONE if found is _MISSING else Optional(found, present=True)


def optional_index(value: Any, key: Any) -> Optional:
    """`value[?key]`."""
    return optional_select(value, key)


def has(value: Any, field: str) -> bool:
    """`has(value.field)`."""
    if value.__class__ is dict:
        return field in value
    if value.__class__ is Optional:
        return optional_select(value, field).present
    found = find(value, field)
    if isinstance(value, Struct):
        return found is not _MISSING and bool(found)
    return found is not _MISSING
