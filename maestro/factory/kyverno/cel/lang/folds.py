"""The macros over lists and maps, run: each takes what to iterate, a condition and a body, and gives a closure."""

from collections.abc import Callable, Iterator
from typing import Any

from maestro.factory.kyverno.cel.lang.errors import FAILURES, EvalError
from maestro.factory.kyverno.cel.lang.values import has_key

Run = Callable[[list[Any]], Any]
Step = tuple[Run | None, Run]


def _single(value: Any, slots: list[int], frame: list[Any]) -> Iterator[Any]:
    if value.__class__ is not list and value.__class__ is not dict:
        raise EvalError("no such overload")
    slot = slots[0]
    for item in value:
        frame[slot] = item
        yield item


def _double(value: Any, slots: list[int], frame: list[Any]) -> Iterator[Any]:
    if value.__class__ is list:
        pairs: Any = enumerate(value)
    elif value.__class__ is dict:
        pairs = value.items()
    else:
        raise EvalError("no such overload")
    first, second = slots
    for key, item in pairs:
        frame[first], frame[second] = key, item
        yield key


def fold(macro: str, source: Run, slots: list[int], step: Step) -> Run:
    """The closure of one macro."""
    iterate = _single if len(slots) == 1 else _double
    condition, body = step
    match macro:
        case "all":
            return _quantifier(source, slots, body, decisive=False)
        case "exists":
            return _quantifier(source, slots, body, decisive=True)
        case "exists_one":
            return lambda f: sum(_true(body(f)) for _ in iterate(source(f), slots, f)) == 1
        case "filter":
            return lambda f: [item for item in iterate(source(f), slots, f) if _true(body(f))]
        case "map" | "transformList":
            if condition is None:
                return lambda f: [body(f) for _ in iterate(source(f), slots, f)]
            return lambda f: [body(f) for _ in iterate(source(f), slots, f) if _true(condition(f))]
        case "sortBy":
            return lambda f: _sorted_by(source(f), slots[0], body, f)
        case "transformMap":
            return lambda f: {
                key: body(f) for key in iterate(source(f), slots, f) if condition is None or _true(condition(f))
            }
        case _:
            return lambda f: _merged(
                body(f) for _ in iterate(source(f), slots, f) if condition is None or _true(condition(f))
            )


def _quantifier(source: Run, slots: list[int], body: Run, *, decisive: bool) -> Run:
    iterate = _single if len(slots) == 1 else _double
    other = not decisive

    def run(frame: list[Any]) -> bool:
        failure: Exception | None = None
        for _ in iterate(source(frame), slots, frame):
            try:
                answer = body(frame)
            except FAILURES as error:
                failure = failure or error
                continue
            if answer is decisive:
                return not other
            if answer is not other:
                failure = failure or EvalError("no such overload")
        if failure is not None:
            raise failure
        return other

    return run


def _true(answer: Any) -> bool:
    if answer is True or answer is False:
        return bool(answer)
    raise EvalError("no such overload")


def _sorted_by(items: Any, slot: int, body: Run, frame: list[Any]) -> list[Any]:
    if items.__class__ is not list:
        raise EvalError("no such overload")
    keyed = []
    for item in items:
        frame[slot] = item
        keyed.append((body(frame), item))
    return [item for _, item in sorted(keyed, key=lambda pair: comparable(pair[0]))]


def comparable(key: Any) -> Any:
    """The key where values of its type have an order."""
    if key is None or isinstance(key, (list, dict)):
        raise EvalError("no such overload: values of this type have no order")
    return key


def _merged(entries: Iterator[Any]) -> dict[Any, Any]:
    merged: dict[Any, Any] = {}
    for entry in entries:
        if entry.__class__ is not dict:
            raise EvalError("no such overload")
        for key, value in entry.items():
            if has_key(merged, key):
                raise EvalError(f"insert failed: key {key!r} already exists")
            merged[key] = value
    return merged
