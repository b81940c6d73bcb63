"""Functions on lists. Owns Go's deep equality; refuses what is no list, in the words of Helm's functions."""

from collections.abc import Callable
from math import floor, fmod
from typing import Any

from maestro.factory.chart.errors import GoError
from maestro.factory.chart.functions.bounds import few
from maestro.factory.chart.functions.casts import to_int, to_text
from maestro.factory.chart.functions.strings import texts
from maestro.factory.chart.template.signature import Family, functions
from maestro.factory.chart.text.kinds import IntList, ListList, NilList, StrList, Uint8, kind_of


def deep_equal(one: Any, two: Any) -> bool:
    """Go's reflect.DeepEqual: types count."""
    if type(one) is not type(two):
        return False
    if isinstance(one, dict):
        return one.keys() == two.keys() and _equal_lists(list(one.values()), [two[key] for key in one])
    if isinstance(one, list):
        return len(one) == len(two) and _equal_lists(one, two)
    return bool(one == two)


def _equal_lists(one: list[Any], two: list[Any]) -> bool:
    for first, second in zip(one, two, strict=True):  # noqa: SIM110 - `all` recurses in C, which deep values overflow
        if not deep_equal(first, second):
            return False
    return True


def _items(value: Any, problem: str) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, bytes):
        return [Uint8(byte) for byte in value]
    if value is None:
        raise GoError("runtime error: invalid memory address or nil pointer dereference")
    raise GoError(problem.format(kind_of(value)))


def _append(items: Any, item: Any) -> list[Any]:
    return [*_items(items, "Cannot push on type {}"), item]


def _prepend(items: Any, item: Any) -> list[Any]:
    return [item, *_items(items, "Cannot prepend on type {}")]


def _chunk(size: int, value: Any) -> ListList:
    items = _items(value, "Cannot chunk type {}")
    if size == 0:
        raise GoError(
            "runtime error: makeslice: len out of range" if items else "runtime error: integer divide by zero"
        )
    count = floor((len(items) - 1) / size) + 1
    out = ListList()
    for number in range(count):
        last = int(fmod(len(items), size)) or size
        start = number * size
        out.append(items[start : start + (last if number == count - 1 else size)])
    return out


def _last(value: Any) -> Any:
    items = _items(value, "Cannot find last on type {}")
    return items[-1] if items else None


def _first(value: Any) -> Any:
    items = _items(value, "Cannot find first on type {}")
    return items[0] if items else None


def _rest(value: Any) -> list[Any]:
    items = _items(value, "Cannot find rest on type {}")
    return list(items[1:]) if items else NilList()


def _initial(value: Any) -> list[Any]:
    items = _items(value, "Cannot find initial on type {}")
    return list(items[:-1]) if items else NilList()


def _sort_alpha(value: Any) -> StrList:
    if isinstance(value, list | bytes):
        return StrList(sorted(texts(value)))
    return StrList([to_text(value)])


def _reverse(value: Any) -> list[Any]:
    return list(_items(value, "Cannot find reverse on type {}")[::-1])


def _compact(value: Any) -> list[Any]:
    from maestro.factory.chart.functions.logic import empty

    return [item for item in _items(value, "Cannot compact on type {}") if not empty(item)]


def _contained(items: list[Any], wanted: Any) -> bool:
    return any(deep_equal(wanted, item) for item in items)


def _uniq(value: Any) -> list[Any]:
    out: list[Any] = []
    seen: set[tuple[type, Any]] = set()
    for item in _items(value, "Cannot find uniq on type {}"):
        if isinstance(item, str | int | float):
            key = (type(item), item)
            if key in seen:
                continue
            seen.add(key)
        elif _contained(out, item):
            continue
        out.append(item)
    return out


def _without(value: Any, *omitted: Any) -> list[Any]:
    return [item for item in _items(value, "Cannot find without on type {}") if not _contained(list(omitted), item)]


def _has(wanted: Any, value: Any) -> bool:
    return value is not None and _contained(_items(value, "Cannot find has on type {}"), wanted)


def _slice(value: Any, *bounds: Any) -> Any:
    items = _items(value, "list should be type of slice or array but {}")
    if not items:
        return None
    start = to_int(bounds[0]) if bounds else 0
    end = to_int(bounds[1]) if len(bounds) > 1 else len(items)
    if not 0 <= start <= end <= len(items):
        raise GoError("reflect.Value.Slice: slice index out of bounds")
    return type(items)(items[start:end])


def _concat(*lists: Any) -> list[Any]:
    out: list[Any] = []
    for value in lists:
        out += _items(value, "Cannot concat type {} as list")
        few(len(out))
    return out or NilList()


def steps(start: int, stop: int, step: int) -> IntList:
    """The integers from start up to or down to stop, without it."""
    if (stop < start and step >= 0) or (stop >= start and step <= 0):
        return IntList()
    numbers = range(start, stop, step)
    few(len(numbers))
    return IntList(numbers)


def _until(count: int) -> IntList:
    return steps(0, count, -1 if count < 0 else 1)


def _seq(*bounds: int) -> str:
    match bounds:
        case (end,):
            numbers = _span(1, 1 if end >= 1 else -1, end)
        case (start, end):
            numbers = _span(start, 1 if end >= start else -1, end)
        case (start, step, end):
            numbers = _stepped(start, step, end)
        case _:
            return ""
    return " ".join(map(str, numbers))


def _span(start: int, step: int, end: int) -> IntList:
    return steps(start, end + step, step)


def _stepped(start: int, step: int, end: int) -> IntList:
    if end < start:
        return IntList() if step > 0 else steps(start, end - 1, step)
    return steps(start, end + 1, step)


_BODIES: dict[str, tuple[Callable[..., Any], str]] = {
    "append": (_append, "any any"),
    "push": (_append, "any any"),
    "prepend": (_prepend, "any any"),
    "first": (_first, "any"),
    "rest": (_rest, "any"),
    "last": (_last, "any"),
    "initial": (_initial, "any"),
    "reverse": (_reverse, "any"),
    "uniq": (_uniq, "any"),
    "without": (_without, "any any..."),
    "has": (_has, "any any"),
    "slice": (_slice, "any any..."),
    "chunk": (_chunk, "int any"),
    "compact": (_compact, "any"),
}

LISTS = functions(
    Family.LISTS,
    ("list", lambda *items: list(items), "any..."),
    ("tuple", lambda *items: list(items), "any..."),
    *((name, body, signature) for name, (body, signature) in _BODIES.items()),
    *((f"must{name[0].upper()}{name[1:]}", body, signature) for name, (body, signature) in _BODIES.items()),
    ("concat", _concat, "any..."),
    ("sortAlpha", _sort_alpha, "any"),
    ("until", _until, "int"),
    ("untilStep", steps, "int int int"),
    ("seq", _seq, "int..."),
)

__all__ = ["LISTS", "deep_equal"]
