"""Arithmetic, order, membership and size: what CEL's operators do on each type."""

import math
import operator
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from maestro.factory.kyverno.cel.lang.errors import EvalError
from maestro.factory.kyverno.cel.lang.functions import Library, Overload, overload
from maestro.factory.kyverno.cel.lang.special_forms import lazily_evaluated
from maestro.factory.kyverno.cel.lang.values import Uint, checked_int, checked_uint


def _int_operation(function: Callable[[int, int], int]) -> Callable[[int, int], int]:
    return lambda a, b: checked_int(function(a, b))


def _uint_operation(function: Callable[[int, int], int]) -> Callable[[int, int], Uint]:
    return lambda a, b: checked_uint(function(int(a), int(b)))


def _divide(a: int, b: int) -> int:
    if b == 0:
        raise EvalError("division by zero")
    quotient = abs(a) // abs(b)
    return quotient if (a < 0) == (b < 0) else -quotient


def _modulo(a: int, b: int) -> int:
    if b == 0:
        raise EvalError("modulus by zero")
    return int(math.copysign(1, a)) * (abs(a) % abs(b))


def _divide_double(a: float, b: float) -> float:
    if b:
        return a / b
    if a == 0 or math.isnan(a):
        return math.nan
    return math.copysign(math.inf, a) * math.copysign(1, b)


def _shift(moment: datetime, by: timedelta) -> datetime:
    try:
        return moment + by
    except OverflowError:
        raise EvalError("timestamp overflow") from None


_ARITHMETIC: Library = tuple(
    overload(f"{name}({kind}, {kind}) -> {kind}", wrap(function))
    for name, function in (
        ("_+_", operator.add),
        ("_-_", operator.sub),
        ("_*_", operator.mul),
        ("_/_", _divide),
        ("_%_", _modulo),
    )
    for kind, wrap in (("int", _int_operation), ("uint", _uint_operation))
)


def _ordered(name: str, compare: Callable[[Any, Any], bool]) -> Library:
    pairs = [(kind, kind) for kind in ("bool", "int", "uint", "double", "string", "bytes", "timestamp", "duration")]
    pairs += [(a, b) for a in ("int", "uint", "double") for b in ("int", "uint", "double") if a != b]
    return tuple(overload(f"{name}({a}, {b}) -> bool", compare) for a, b in pairs)


def _handled(signature: str) -> Overload:
    # Declared for the checker; the compiler has a closure of its own for it.
    return overload(signature, lazily_evaluated)


def _size(value: Any) -> int:
    return len(value)


OPERATORS: Library = (
    _handled("_?_:_(bool, A, A) -> A"),
    _handled("_&&_(bool, bool) -> bool"),
    _handled("_||_(bool, bool) -> bool"),
    _handled("!_(bool) -> bool"),
    _handled("_==_(A, A) -> bool"),
    _handled("_!=_(A, A) -> bool"),
    _handled("@in(A, list<A>) -> bool"),
    _handled("@in(A, map<A, B>) -> bool"),
    _handled("_[_](list<A>, int) -> A"),
    _handled("_[_](map<A, B>, A) -> B"),
    *_ARITHMETIC,
    overload("_+_(double, double) -> double", operator.add),
    overload("_+_(string, string) -> string", operator.add),
    overload("_+_(bytes, bytes) -> bytes", operator.add),
    overload("_+_(list<A>, list<A>) -> list<A>", operator.add),
    overload("_+_(timestamp, duration) -> timestamp", _shift),
    overload("_+_(duration, timestamp) -> timestamp", lambda by, moment: _shift(moment, by)),
    overload("_+_(duration, duration) -> duration", operator.add),
    overload("_-_(double, double) -> double", operator.sub),
    overload("_-_(timestamp, timestamp) -> duration", operator.sub),
    overload("_-_(timestamp, duration) -> timestamp", lambda moment, by: _shift(moment, -by)),
    overload("_-_(duration, duration) -> duration", operator.sub),
    overload("_*_(double, double) -> double", operator.mul),
    overload("_/_(double, double) -> double", _divide_double),
    overload("-_(int) -> int", lambda a: checked_int(-a)),
    overload("-_(double) -> double", operator.neg),
    *_ordered("_<_", operator.lt),
    *_ordered("_<=_", operator.le),
    *_ordered("_>_", operator.gt),
    *_ordered("_>=_", operator.ge),
    *(
        overload(signature, _size)
        for kind in ("string", "bytes", "list<A>", "map<A, B>")
        for signature in (f"size({kind}) -> int", f"{kind}::size() -> int")
    ),
)
