"""Functions on lists and sets: CEL's extensions and Kubernetes' own."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

from maestro.factory.kyverno.cel.lang.errors import EvalError
from maestro.factory.kyverno.cel.lang.folds import comparable
from maestro.factory.kyverno.cel.lang.functions import Library, overload
from maestro.factory.kyverno.cel.lang.values import contains, equal

_ORDERED = ("int", "uint", "double", "bool", "duration", "timestamp", "string", "bytes")


def _slice(items: list[Any], start: int, end: int) -> list[Any]:
    if start < 0 or end < 0:
        raise EvalError(f"cannot slice({start}, {end}), negative indexes not supported")
    if start > end:
        raise EvalError(f"cannot slice({start}, {end}), start index must be less than or equal to end index")
    if end > len(items):
        raise EvalError(f"cannot slice({start}, {end}), list is length {len(items)}")
    return items[start:end]


def _flatten(items: list[Any], depth: int = 1) -> list[Any]:
    if depth < 0:
        raise EvalError("level must be non-negative")
    out: list[Any] = []
    for item in items:
        if item.__class__ is list and depth > 0:
            out += _flatten(item, depth - 1)
        else:
            out.append(item)
    return out


def _distinct(items: list[Any]) -> list[Any]:
    out: list[Any] = []
    for item in items:
        if not contains(out, item):
            out.append(item)
    return out


def _sort(items: list[Any]) -> list[Any]:
    try:
        return sorted(items, key=comparable)
    except TypeError:
        raise EvalError("list elements must have the same type") from None


def _range(count: int) -> list[int]:
    if not 0 <= count <= 1_000_000:
        raise EvalError(f"lists.range({count}): none to 1000000 elements")
    return list(range(count))


def _sets_contains(items: list[Any], wanted: list[Any]) -> bool:
    return all(contains(items, item) for item in wanted)


def _is_sorted(items: list[Any]) -> bool:
    return all(a <= b for a, b in pairwise(items))


def _sum(items: list[Any]) -> Any:
    total: Any = timedelta() if items and isinstance(items[0], timedelta) else 0
    for item in items:
        total = total + item
    return total


def _extreme(choose: Callable[[list[Any]], Any], name: str) -> Callable[[list[Any]], Any]:
    def run(items: list[Any]) -> Any:
        if not items:
            raise EvalError(f"{name} called on empty list")
        return choose(items)

    return run


def _index_of(items: list[Any], wanted: Any) -> int:
    return next((at for at, item in enumerate(items) if equal(item, wanted)), -1)


def _last_index_of(items: list[Any], wanted: Any) -> int:
    return next((at for at in range(len(items) - 1, -1, -1) if equal(items[at], wanted)), -1)


LISTS: Library = (
    overload("list<A>::slice(int, int) -> list<A>", _slice),
    overload("list<list<A>>::flatten() -> list<A>", _flatten),
    overload("list<dyn>::flatten(int) -> list<dyn>", _flatten),
    overload("list<A>::distinct() -> list<A>", _distinct),
    overload("list<A>::reverse() -> list<A>", lambda items: items[::-1]),
    overload("lists.range(int) -> list<int>", _range),
    *(overload(f"list<{kind}>::sort() -> list<{kind}>", _sort) for kind in _ORDERED),
)
SETS: Library = (
    overload("sets.contains(list<A>, list<A>) -> bool", _sets_contains),
    overload("sets.equivalent(list<A>, list<A>) -> bool", lambda a, b: _sets_contains(a, b) and _sets_contains(b, a)),
    overload("sets.intersects(list<A>, list<A>) -> bool", lambda a, b: any(contains(b, item) for item in a)),
)
KUBERNETES_LISTS: Library = (
    *(overload(f"list<{kind}>::isSorted() -> bool", _is_sorted) for kind in _ORDERED),
    *(overload(f"list<{kind}>::sum() -> {kind}", _sum) for kind in ("int", "uint", "double", "duration")),
    *(overload(f"list<{kind}>::min() -> {kind}", _extreme(min, "min")) for kind in _ORDERED),
    *(overload(f"list<{kind}>::max() -> {kind}", _extreme(max, "max")) for kind in _ORDERED),
    overload("list<A>::indexOf(A) -> int", _index_of),
    overload("list<A>::lastIndexOf(A) -> int", _last_index_of),
)
