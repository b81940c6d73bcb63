"""Operators with rules of their own: those that absorb errors, those that evaluate only what they need, equality."""

from collections.abc import Callable
from typing import Any

from maestro.factory.kyverno.cel.lang import access
from maestro.factory.kyverno.cel.lang.errors import FAILURES, EvalError
from maestro.factory.kyverno.cel.lang.folds import Run
from maestro.factory.kyverno.cel.lang.values import Optional, TypeValue, contains, equal, type_name


def lazily_evaluated(*_args: Any) -> Any:
    """Marks an overload whose arguments are evaluated only when needed; the compiler runs it itself."""
    raise EvalError("no such overload")


def as_optional(value: Any) -> Optional:
    """The value where it is an optional; an error where it is not."""
    if isinstance(value, Optional):
        return value
    raise EvalError("no such overload")


def _logical(args: list[Run], *, decisive: bool) -> Run:
    other = not decisive

    def run(frame: list[Any]) -> bool:
        failure: Exception | None = None
        for arg in args:
            try:
                answer = arg(frame)
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


def _conditional(args: list[Run]) -> Run:
    test, then, otherwise = args

    def run(frame: list[Any]) -> Any:
        answer = test(frame)
        if answer is True:
            return then(frame)
        if answer is False:
            return otherwise(frame)
        raise EvalError("no such overload")

    return run


def _not(args: list[Run]) -> Run:
    (arg,) = args

    def run(frame: list[Any]) -> bool:
        answer = arg(frame)
        if answer is True:
            return False
        if answer is False:
            return True
        raise EvalError("no such overload")

    return run


def _or_optional(args: list[Run]) -> Run:
    left, right = args

    def run(frame: list[Any]) -> Any:
        held = as_optional(left(frame))
        return held if held.present else right(frame)

    return run


def _or_value(args: list[Run]) -> Run:
    left, right = args

    def run(frame: list[Any]) -> Any:
        held = as_optional(left(frame))
        return held.value if held.present else right(frame)

    return run


def _binary(function: Callable[[Any, Any], Any]) -> Callable[[list[Run]], Run]:
    def make(args: list[Run]) -> Run:
        left, right = args
        return lambda f: function(left(f), right(f))

    return make


OPERATORS: dict[str, Callable[[list[Run]], Run]] = {
    "_&&_": lambda args: _logical(args, decisive=False),
    "_||_": lambda args: _logical(args, decisive=True),
    "_?_:_": _conditional,
    "!_": _not,
    "_==_": _binary(equal),
    "_!=_": _binary(lambda a, b: not equal(a, b)),
    "@in": _binary(lambda item, items: contains(items, item)),
    "_[_]": _binary(access.index),
    "_[?_]": _binary(access.optional_index),
    "dyn": lambda args: args[0],
    "type": lambda args: lambda f: TypeValue(type_name(args[0](f))),
}
LAZY_METHODS: dict[str, Callable[[list[Run]], Run]] = {"or": _or_optional, "orValue": _or_value}
