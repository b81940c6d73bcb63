"""Arithmetic. Integers wrap at 64 bits; the `f` functions count in decimals, so that 0.1 + 0.2 is 0.3."""

import math
import secrets
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from typing import Any

from maestro.factory.chart.errors import GoError
from maestro.factory.chart.functions.casts import to_float, to_int, to_int64
from maestro.factory.chart.template.signature import Family, functions
from maestro.factory.chart.text.kinds import Int64, wrap64
from maestro.factory.chart.text.numbers import parse_int
from maestro.factory.chart.text.printing import show

_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
_DIVISION_DIGITS = 16


def _add(*operands: Any) -> Int64:
    return wrap64(sum(map(to_int64, operands)))


def _mul(first: Any, *others: Any) -> Int64:
    product = to_int64(first)
    for other in others:
        product = wrap64(product * to_int64(other))
    return product


def _div(one: Any, two: Any) -> Int64:
    dividend, divisor = to_int64(one), to_int64(two)
    if divisor == 0:
        raise GoError("runtime error: integer divide by zero")
    quotient = abs(dividend) // abs(divisor)
    return wrap64(quotient if (dividend < 0) == (divisor < 0) else -quotient)


def _mod(one: Any, two: Any) -> Int64:
    dividend, divisor = to_int64(one), to_int64(two)
    if divisor == 0:
        raise GoError("runtime error: integer divide by zero")
    rest = abs(dividend) % abs(divisor)
    return Int64(-rest if dividend < 0 else rest)


def _decimal(value: Any) -> Decimal:
    number = to_float(value)
    if not math.isfinite(number):
        raise GoError(f"Cannot create a Decimal from {'NaN' if math.isnan(number) else f'{number:+}'.title()}")
    return Decimal(repr(number))


def _folded(operation: Callable[[Decimal, Decimal], Decimal]) -> Callable[..., float]:
    def fold(first: Any, *others: Any) -> float:
        result = _decimal(first)
        for other in others:
            result = operation(result, _decimal(other))
        return float(result) + 0.0  # decimals have no minus zero

    return fold


def _quotient(one: Decimal, two: Decimal) -> Decimal:
    if not two:
        raise GoError("decimal division by 0")
    try:
        return _EXACT.divide(one, two).quantize(Decimal(1).scaleb(-_DIVISION_DIGITS), context=_EXACT)
    except InvalidOperation:
        return _EXACT.divide(one, two)


_ADDF = _folded(_EXACT.add)
_SUBF = _folded(_EXACT.subtract)
_MULF = _folded(_EXACT.multiply)
_DIVF = _folded(_quotient)


def _max(first: Any, *others: Any) -> Int64:
    return max(map(to_int64, (first, *others)))


def _min(first: Any, *others: Any) -> Int64:
    return min(map(to_int64, (first, *others)))


def _whole(rounding: Callable[[float], int]) -> Callable[[Any], float]:
    def rounded(value: Any) -> float:
        number = to_float(value)
        return math.copysign(rounding(number), number) if math.isfinite(number) else number

    return rounded


def _round(value: Any, places: int, *limit: float) -> float:
    try:
        power = math.pow(10, places)
    except OverflowError:
        power = math.inf
    digit = power * to_float(value)
    if not math.isfinite(digit):
        return digit / power
    up = math.modf(digit)[0] >= (limit[0] if limit else 0.5)
    return (math.ceil(digit) if up else math.floor(digit)) / power


def _octal(value: Any) -> Int64:
    return Int64(parse_int(show(value), 8) or 0)


def _rand_int(low: int, high: int) -> int:
    if high <= low:
        raise GoError("invalid argument to Intn")
    return low + secrets.randbelow(high - low)


MATH = functions(
    Family.MATH,
    ("atoi", lambda text: parse_int(text) or 0, "string"),
    ("int64", to_int64, "any"),
    ("int", to_int, "any"),
    ("float64", to_float, "any"),
    ("toDecimal", _octal, "any"),
    ("add1", lambda value: wrap64(to_int64(value) + 1), "any"),
    ("add", _add, "any..."),
    ("sub", lambda one, two: wrap64(to_int64(one) - to_int64(two)), "any any"),
    ("div", _div, "any any"),
    ("mod", _mod, "any any"),
    ("mul", _mul, "any any..."),
    ("randInt", _rand_int, "!int int"),
    ("add1f", lambda value: _ADDF(value, 1), "any"),
    ("addf", lambda *values: _ADDF(0.0, *values), "any..."),
    ("subf", _SUBF, "any any..."),
    ("divf", _DIVF, "any any..."),
    ("mulf", _MULF, "any any..."),
    ("biggest", _max, "any any..."),
    ("max", _max, "any any..."),
    ("min", _min, "any any..."),
    ("maxf", lambda first, *others: max(map(to_float, (first, *others))), "any any..."),
    ("minf", lambda first, *others: min(map(to_float, (first, *others))), "any any..."),
    ("ceil", _whole(math.ceil), "any"),
    ("floor", _whole(math.floor), "any"),
    ("round", _round, "any int float64..."),
)
