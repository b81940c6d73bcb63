"""CEL's values as Python sees them: null, bool, int, float, str, bytes, list, dict, datetime and timedelta are
themselves; what Python lacks is here. Owns equality and the names of types, which differ from Python's.
"""

import math
from datetime import datetime, timedelta
from types import NoneType
from typing import Any, ClassVar

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.lang.errors import EvalError

INT_MIN, INT_MAX, UINT_MAX = -(2**63), 2**63 - 1, 2**64 - 1


class Uint(int):
    """An unsigned integer: a number of its own type in CEL."""

    __slots__ = ()


@dataclass(frozen=True)
class Optional:
    """`optional.of(value)`, or none."""

    value: Any = None
    present: bool = False

    cel_type: ClassVar[str] = "optional_type"

    def get(self) -> Any:
        """The value; an error where there is none."""
        if not self.present:
            raise EvalError("optional.none() dereference")
        return self.value


NONE = Optional()


@dataclass(frozen=True)
class TypeValue:
    """A type as a value: `int`, `type(x)`."""

    name: str


class Struct(dict[str, Any]):
    """A value with a named type and fields; unlike a map it is not iterated, and absent fields have zero values."""

    __slots__ = ("type_name",)

    def __init__(self, type_name: str, fields: dict[str, Any]) -> None:
        """Keep the type's name beside the fields."""
        super().__init__(fields)
        self.type_name = type_name


_NUMBERS = frozenset({int, float, Uint})
_SCALARS = frozenset({str, bool, bytes, NoneType, datetime, timedelta, TypeValue}) | _NUMBERS
_TYPE_NAMES = {
    NoneType: "null_type",
    bool: "bool",
    int: "int",
    Uint: "uint",
    float: "double",
    str: "string",
    bytes: "bytes",
    list: "list",
    dict: "map",
    datetime: "google.protobuf.Timestamp",
    timedelta: "google.protobuf.Duration",
    TypeValue: "type",
}


def type_name(value: Any) -> str:
    """What `type(value)` is called."""
    if isinstance(value, Struct):
        return value.type_name
    known = _TYPE_NAMES.get(value.__class__)
    return known or str(getattr(value, "cel_type", value.__class__.__name__))


def equal(a: Any, b: Any) -> bool:
    """CEL's equality: numbers across their types, everything else only within its own."""
    kind = a.__class__
    if kind is not b.__class__:
        return kind in _NUMBERS and b.__class__ in _NUMBERS and bool(a == b)
    if kind in _SCALARS:
        return bool(a == b)
    if kind is list:
        return len(a) == len(b) and all(map(equal, a, b))
    if kind is dict or kind is Struct:
        if kind is Struct and a.type_name != b.type_name:
            return False
        return len(a) == len(b) and all(key in b and equal(value, b[key]) for key, value in a.items())
    if kind is Optional:
        return a.present == b.present and equal(a.value, b.value)
    return bool(a == b)


def contains(items: Any, item: Any) -> bool:
    """`item in items` for lists and maps."""
    if items.__class__ is dict:
        return has_key(items, item)
    if items.__class__ is not list:
        raise EvalError("no such overload")
    if item.__class__ is str:
        return item in items
    return any(equal(item, element) for element in items)


def has_key(items: dict[Any, Any], key: Any) -> bool:
    """Whether a map has the key; Python would take True for 1."""
    kind = key.__class__
    if kind is str:
        return key in items
    if kind is bool:
        return any(known is key for known in items)
    if kind in _NUMBERS:
        return key in items and not any(known.__class__ is bool and known == key for known in items)
    raise EvalError("no such overload")


def is_zero(value: Any) -> bool:
    """Whether a value is its type's zero: null, false, 0, empty."""
    if value is None or value.__class__ is bool or isinstance(value, (int, float, str, bytes, list, dict, timedelta)):
        return not value
    return isinstance(value, Optional) and not value.present


def checked_int(number: int) -> int:
    """The number where it fits 64 bits."""
    if INT_MIN <= number <= INT_MAX:
        return number
    raise EvalError("integer overflow")


def checked_uint(number: int) -> Uint:
    """The number where it is unsigned and fits 64 bits."""
    if 0 <= number <= UINT_MAX:
        return Uint(number)
    raise EvalError("unsigned integer overflow")


def format_double(number: float) -> str:
    """A double as Go's shortest `%g` writes it."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "+Inf" if number > 0 else "-Inf"
    if number == 0:
        return "-0" if math.copysign(1, number) < 0 else "0"
    mantissa, _, exponent = repr(number).partition("e")
    digits, point = _digits(mantissa, int(exponent or 0))
    sign = "-" if number < 0 else ""
    power = point - 1
    if power < -4 or power >= 6:
        tail = f".{digits[1:]}" if len(digits) > 1 else ""
        return f"{sign}{digits[0]}{tail}e{'-' if power < 0 else '+'}{abs(power):02d}"
    if point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    if point >= len(digits):
        return sign + digits + "0" * (point - len(digits))
    return f"{sign}{digits[:point]}.{digits[point:]}"


def _digits(mantissa: str, exponent: int) -> tuple[str, int]:
    whole, _, fraction = mantissa.lstrip("-").partition(".")
    digits = whole + fraction
    point = len(whole) + exponent
    stripped = digits.lstrip("0")
    return stripped.rstrip("0") or "0", point - (len(digits) - len(stripped))
