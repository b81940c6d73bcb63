"""`.a.b`: how a field is found in Go's maps, structs and methods. Refuses fields of what has none."""

from collections.abc import Mapping
from typing import Any

from maestro.factory.chart.errors import GoError
from maestro.factory.chart.template.signature import Function
from maestro.factory.chart.text.kinds import NIL, Files, NilMap, StrMap, Struct, Values, type_of

Methods = Mapping[type, Mapping[str, Function]]


def find(value: Any, name: str, methods: Methods, *, is_field: bool) -> Any:
    """The field or the result of the method `name`; a value that came out of a map `is_field` of it."""
    kind = type(value)
    if kind is dict:
        return value.get(name)
    if value is None or value is NIL:
        if is_field or value is NIL:
            raise GoError(f"nil pointer evaluating interface {{}}.{name}")
        return None
    method = methods.get(kind, {}).get(name)
    if method is not None:
        return call_method(method, value, ())
    return _member(value, name, is_field=is_field)


def _member(value: Any, name: str, *, is_field: bool) -> Any:
    if isinstance(value, Values | NilMap):
        return value.get(name)
    if isinstance(value, StrMap):
        return value.get(name, "")
    if isinstance(value, Files):
        return value.get(name, b"")
    if isinstance(value, Struct):
        known = value.fields()
        if name in known:
            return known[name]
    shown = "interface {}" if is_field else type_of(value)
    raise GoError(f"can't evaluate field {name} in type {shown}")


def call_method(method: Function, receiver: Any, args: tuple[Any, ...]) -> Any:
    """Call a method whose arguments were checked, or that was given none."""
    if len(args) < len(method.params) or (len(args) > len(method.params) and method.variadic is None):
        raise GoError(f"wrong number of args for {method.name}: want {len(method.params)} got {len(args)}")
    return method.body(receiver, *args)


def not_callable(value: Any, name: str) -> GoError:
    """Why a field that is no method cannot be given arguments."""
    if isinstance(value, dict):
        return GoError(f"{name} is not a method but has arguments")
    if isinstance(value, Struct) and name in value.fields():
        return GoError(f"{name} has arguments but cannot be invoked as function")
    return GoError(f"can't evaluate field {name} in type {type_of(value)}")
