"""Loose conversions: what Helm's functions make of operands of any kind. Never fail: what is no number is 0."""

from typing import Any

from maestro.factory.chart.text.kinds import Int64, Struct, decoded, wrap64
from maestro.factory.chart.text.numbers import parse_float, parse_int
from maestro.factory.chart.text.printing import show

_MIN64 = -(1 << 63)


def to_int64(value: Any) -> Int64:
    """The operand as int64: floats are cut, texts read with their prefix (`010` is 8)."""
    if isinstance(value, float):
        return Int64(value) if -(2.0**63) <= value < 2.0**63 else Int64(_MIN64)
    if isinstance(value, int):
        return wrap64(int(value))
    if isinstance(value, str):
        return Int64(parse_int(_without_zero_decimals(value), 0) or 0)
    return Int64(0)


def to_int(value: Any) -> int:
    """The operand as int."""
    return int(to_int64(value))


def to_float(value: Any) -> float:
    """The operand as float64."""
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, str):
        return parse_float(value) or 0.0
    return 0.0


def _without_zero_decimals(text: str) -> str:
    whole, point, zeros = text.rpartition(".")
    return whole if point and zeros and not zeros.strip("0") else text


def to_text(value: Any) -> str:
    """The operand as text: bytes and printable structs as what they say, all else as `%v` prints it."""
    if type(value) is str:
        return value
    if isinstance(value, bytes):
        return decoded(value)
    return str(value) if isinstance(value, Struct) else show(value)
