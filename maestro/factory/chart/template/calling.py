"""How a compiled call runs: arguments in Go's order, errors told by the caller.

Owns the closures that call; knows nothing of trees and types.
"""

from collections.abc import Callable
from typing import Any

from maestro.factory.chart.errors import ChartError, GoError
from maestro.factory.chart.template.frame import Frame
from maestro.factory.chart.text.kinds import NIL

Evaluator = Callable[[Frame], Any]

# what a function may fail with on hostile operands; Go would panic and recover
PANICS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def constant(value: Any) -> Evaluator:
    """Always this value."""
    return lambda _frame: value


def without_interface(value: Evaluator) -> Evaluator:
    """The value, an interface that holds nil taken for nil."""

    def plain(frame: Frame) -> Any:
        found = value(frame)
        return None if found is NIL else found

    return plain


def final_first(found: list[Evaluator]) -> list[Evaluator]:
    """The same arguments, the piped one evaluated before the others, as Go does."""
    *rest, final = found
    keep: list[Any] = []

    def first(frame: Frame) -> Any:
        keep.append(final(frame))
        return rest[0](frame)

    return [first, *rest[1:], lambda _frame: keep.pop()]


def invoke(body: Callable[..., Any], found: list[Evaluator], fail: Callable[[Exception], ChartError]) -> Evaluator:
    """The call of a function; the usual numbers of arguments are spelt out, which saves a list each time."""
    match found:
        case [first]:

            def one(frame: Frame) -> Any:
                a = first(frame)
                try:
                    return body(a)
                except (GoError, ChartError, *PANICS) as error:
                    raise fail(error) from None

            return one
        case [first, second]:

            def two(frame: Frame) -> Any:
                a = first(frame)
                b = second(frame)
                try:
                    return body(a, b)
                except (GoError, ChartError, *PANICS) as error:
                    raise fail(error) from None

            return two
        case [first, second, third]:

            def three(frame: Frame) -> Any:
                a = first(frame)
                b = second(frame)
                c = third(frame)
                try:
                    return body(a, b, c)
                except (GoError, ChartError, *PANICS) as error:
                    raise fail(error) from None

            return three

    def many(frame: Frame) -> Any:
        values = [evaluate(frame) for evaluate in found]
        try:
            return body(*values)
        except (GoError, ChartError, *PANICS) as error:
            raise fail(error) from None

    return many
