"""CEL's math extension, and the rounding that Kyverno adds to it."""

import math
from collections.abc import Callable
from typing import Any

from maestro.factory.kyverno.cel.lang.errors import EvalError
from maestro.factory.kyverno.cel.lang.functions import Library, overload
from maestro.factory.kyverno.cel.lang.values import UINT_MAX, Uint, checked_int

_NUMERIC = ("int", "uint", "double")
_BITS = 64


def _extremes(name: str, choose: Callable[..., Any]) -> Library:
    def of_list(items: list[Any]) -> Any:
        if not items:
            raise EvalError(f"{name}(list) argument must not be empty")
        return choose(items)

    pairs = [(a, b) for a in _NUMERIC for b in _NUMERIC]
    return (
        *(overload(f"{name}({kind}) -> {kind}", lambda value: value) for kind in _NUMERIC),
        *(overload(f"{name}({a}, {b}) -> {a if a == b else 'dyn'}", choose) for a, b in pairs),
        *(overload(f"{name}(list<{kind}>) -> {kind}", of_list) for kind in _NUMERIC),
        *(overload(f"{name}({', '.join(['dyn'] * count)}) -> dyn", choose) for count in range(3, 9)),
    )


def round_half_away(value: float) -> float:
    """Go's math.Round: halves go away from zero."""
    if not math.isfinite(value):
        return value
    return math.copysign(math.floor(abs(value) + 0.5), value)


def round_to(value: float, digits: int) -> float:
    """Kyverno's math.round(value, digits)."""
    shift = 10.0**digits
    return round_half_away(value * shift) / shift


def _sign(value: Any) -> Any:
    return value.__class__((value > 0) - (value < 0))


def _sqrt(value: float) -> float:
    return math.sqrt(value) if value >= 0 else math.nan


def _shift_left(value: int, by: int) -> int:
    if by < 0:
        raise EvalError(f"math.bitShiftLeft() negative offset: {by}")
    shifted = (int(value) << by) & UINT_MAX if by < _BITS else 0
    return _typed(value, shifted)


def _shift_right(value: int, by: int) -> int:
    if by < 0:
        raise EvalError(f"math.bitShiftRight() negative offset: {by}")
    return _typed(value, (int(value) & UINT_MAX) >> by if by < _BITS else 0)


def _typed(like: int, bits: int) -> int:
    if isinstance(like, Uint):
        return Uint(bits & UINT_MAX)
    bits &= UINT_MAX
    return bits - 2**_BITS if bits >= 2 ** (_BITS - 1) else bits


MATHS: Library = (
    *_extremes("math.greatest", max),
    *_extremes("math.least", min),
    overload("math.ceil(double) -> double", lambda value: float(math.ceil(value)) if math.isfinite(value) else value),
    overload("math.floor(double) -> double", lambda value: float(math.floor(value)) if math.isfinite(value) else value),
    overload("math.round(double) -> double", round_half_away),
    overload("math.trunc(double) -> double", lambda value: float(math.trunc(value)) if math.isfinite(value) else value),
    overload("math.isInf(double) -> bool", math.isinf),
    overload("math.isNaN(double) -> bool", math.isnan),
    overload("math.isFinite(double) -> bool", math.isfinite),
    overload("math.abs(double) -> double", abs),
    overload("math.abs(int) -> int", lambda value: checked_int(abs(value))),
    overload("math.abs(uint) -> uint", lambda value: value),
    *(overload(f"math.sign({kind}) -> {kind}", _sign) for kind in _NUMERIC),
    *(overload(f"math.sqrt({kind}) -> double", _sqrt) for kind in _NUMERIC),
    *(
        overload(f"math.{name}({kind}, {kind}) -> {kind}", run)
        for kind in ("int", "uint")
        for name, run in (
            ("bitAnd", lambda a, b: _typed(a, int(a) & int(b))),
            ("bitOr", lambda a, b: _typed(a, int(a) | int(b))),
            ("bitXor", lambda a, b: _typed(a, int(a) ^ int(b))),
        )
    ),
    *(overload(f"math.bitNot({kind}) -> {kind}", lambda a: _typed(a, ~int(a))) for kind in ("int", "uint")),
    *(overload(f"math.bitShiftLeft({kind}, int) -> {kind}", _shift_left) for kind in ("int", "uint")),
    *(overload(f"math.bitShiftRight({kind}, int) -> {kind}", _shift_right) for kind in ("int", "uint")),
)
KYVERNO_MATHS: Library = (overload("math.round(double, int) -> double", round_to),)
