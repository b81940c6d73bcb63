"""CEL values -> the plain data that resources are made of, as Go's JSON conversion would write them."""

from datetime import date, datetime, timedelta
from typing import Any

from maestro.factory.kyverno.cel.lang.errors import EvalError
from maestro.factory.kyverno.cel.lang.values import Optional, TypeValue
from maestro.factory.kyverno.cel.libs.encoders import encode_base64
from maestro.factory.kyverno.cel.libs.times import format_duration, format_timestamp


def to_plain(value: Any) -> Any:
    """The value with nothing in it but maps, lists, text, numbers, booleans and null; whole doubles become integers."""
    match value:
        case None | bool() | str():
            return value
        case float():
            return int(value) if value.is_integer() else value
        case int():
            return int(value)
        case dict():
            return {_key(key): to_plain(item) for key, item in value.items()}
        case list():
            return [to_plain(item) for item in value]
        case bytes():
            return encode_base64(value)
        case datetime():
            return format_timestamp(value)
        case date():
            return f"{value.isoformat()}T00:00:00Z"
        case timedelta():
            return format_duration(value)
        case Optional():
            return to_plain(value.get())
        case TypeValue():
            return value.name
        case _:
            raise EvalError(f"a value of type {type(value).__name__} cannot become part of a resource")


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise EvalError(f"map key {key!r} is not a string")
    return key
