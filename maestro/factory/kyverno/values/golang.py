"""Go's view of JSON values: a Python float is a float64, an int an int64, and the two are never equal to each other.

Printing (`fmt.Sprint`, `strconv`, `encoding/json`) and parsing of numbers follow Go: policies compare the results.
"""

import json
import re
import struct
from math import inf, isinf, isnan
from typing import Any

_INTEGER = re.compile(r"[+-]?[0-9]+")
_FLOAT = re.compile(r"[+-]?(?:(?:[0-9](?:_?[0-9])*)?\.?[0-9]*(?:[eE][+-]?[0-9]+)?|inf(?:inity)?|nan)", re.IGNORECASE)
_INT64 = 1 << 63
_NO_NUMBERS = frozenset({str, bool, type(None)})  # most of what stands in a resource


def is_number(value: object) -> bool:
    """An int64 or a float64; a bool is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def deep_equal(left: Any, right: Any) -> bool:
    """Equality of value and of type, all the way down."""
    if type(left) is not type(right):
        return False
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(deep_equal(item, right[key]) for key, item in left.items())
    if isinstance(left, list):
        return len(left) == len(right) and all(map(deep_equal, left, right))
    return bool(left == right)


def _digits(value: float) -> tuple[str, str, int]:
    """Sign, shortest digits, and the decimal exponent of the first digit."""
    mantissa, _, exponent = f"{value!r}".lower().partition("e")
    sign = "-" if mantissa.startswith("-") else ""
    whole, _, part = mantissa.lstrip("-").partition(".")
    digits = (whole + part).lstrip("0")
    shift = len(whole) - 1 if whole.strip("0") else -(len(part) - len(part.lstrip("0"))) - 1
    return sign, digits.rstrip("0") or "0", (shift if digits else 0) + int(exponent or 0)


def _special(value: float) -> str | None:
    if isnan(value):
        return "NaN"
    return ("+Inf" if value > 0 else "-Inf") if isinf(value) else None


def format_exponent(value: float, letter: str = "E") -> str:
    """`strconv.FormatFloat(v, 'E', -1, 64)`."""
    if special := _special(value):
        return special
    sign, digits, exponent = _digits(value)
    tail = "." + digits[1:] if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{tail}{letter}{'-' if exponent < 0 else '+'}{abs(exponent):02d}"


def format_plain(value: float) -> str:
    """`strconv.FormatFloat(v, 'f', -1, 64)`."""
    if special := _special(value):
        return special
    sign, digits, exponent = _digits(value)
    if exponent < 0:
        return f"{sign}0.{'0' * (-exponent - 1)}{digits}" if digits != "0" else f"{sign}0"
    whole = digits[: exponent + 1].ljust(exponent + 1, "0")
    part = digits[exponent + 1 :]
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"


def format_single(value: float) -> str:
    """`strconv.FormatFloat(v, 'f', -1, 32)`: the shortest text that gives the same float32."""
    if special := _special(value):
        return special
    try:
        single = struct.unpack("<f", struct.pack("<f", value))[0]
    except OverflowError:
        return "+Inf" if value > 0 else "-Inf"
    for precision in range(1, 10):
        text = f"{single:.{precision}g}"
        if struct.unpack("<f", struct.pack("<f", float(text)))[0] == single:
            return format_plain(float(text))
    return format_plain(single)


def sprint(value: Any) -> str:
    """`fmt.Sprint(v)`."""
    match value:
        case None:
            return "<nil>"
        case bool():
            return "true" if value else "false"
        case float():
            return _sprint_float(value)
        case dict():
            return "map[" + " ".join(f"{key}:{sprint(value[key])}" for key in sorted(value)) + "]"
        case list():
            return "[" + " ".join(sprint(item) for item in value) + "]"
        case _:
            return str(value)


def _sprint_float(value: float) -> str:
    if special := _special(value):
        return special
    exponent = _digits(value)[2]
    return format_exponent(value, "e") if exponent < -4 or exponent >= 21 else format_plain(value)


def to_json(value: Any) -> str:
    """`json.Marshal(v)`: compact, sorted keys, `<`, `>` and `&` escaped."""
    text = _encode(value)
    return text.translate({60: "\\u003c", 62: "\\u003e", 38: "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"})


def _encode(value: Any) -> str:
    match value:
        case float():
            return _json_float(value)
        case dict():
            items = (
                f"{json.dumps(str(key), ensure_ascii=False)}:{_encode(value[key])}" for key in sorted(value, key=str)
            )
            return "{" + ",".join(items) + "}"
        case list():
            return "[" + ",".join(map(_encode, value)) + "]"
        case _:
            return json.dumps(value, ensure_ascii=False)


def _json_float(value: float) -> str:
    if isnan(value) or isinf(value):
        raise ValueError(f"json: unsupported value: {_special(value)}")
    if value != 0 and not 1e-6 <= abs(value) < 1e21:
        return re.sub(r"e([+-])0", r"e\1", format_exponent(value, "e"))
    return format_plain(value)


def parse_int(text: str) -> int | None:
    """`strconv.ParseInt(s, 10, 64)`; None where that is an error."""
    if not _INTEGER.fullmatch(text) or not text.isascii():
        return None
    number = int(text)
    return number if -_INT64 <= number < _INT64 else None


def parse_float(text: str) -> float | None:
    """`strconv.ParseFloat(s, 64)`; None where that is an error."""
    if not text.isascii() or not _FLOAT.fullmatch(text) or "_" in text:
        return None
    try:
        number = float(text)
    except ValueError:
        return None
    return None if isinf(number) and "inf" not in text.lower() else number


def as_float64(value: Any) -> Any:
    """The value after a trip through untyped JSON: every number is a float64."""
    if isinstance(value, dict):
        return {key: item if type(item) in _NO_NUMBERS else as_float64(item) for key, item in value.items()}
    if isinstance(value, list):
        return [item if type(item) in _NO_NUMBERS else as_float64(item) for item in value]
    return _float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _float(value: int) -> float:
    try:
        return float(value)
    except OverflowError:  # beyond what any float holds
        return inf if value > 0 else -inf


def as_int64(value: Any) -> Any:
    """The value after a trip through the JSON of Kubernetes objects: whole numbers are int64."""
    if isinstance(value, dict):
        return {key: item if type(item) in _NO_NUMBERS else as_int64(item) for key, item in value.items()}
    if isinstance(value, list):
        return [item if type(item) in _NO_NUMBERS else as_int64(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e18 else value
