"""Function signatures: what each argument may be, and the errors that say what was given instead."""

from collections.abc import Callable, Mapping
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.query.errors import QueryError
from maestro.factory.kyverno.query.outside import Outside
from maestro.factory.kyverno.values.golang import sprint

Handler = Callable[[list[Any], Outside], Any]


@dataclass(frozen=True)
class ExpressionReference:
    """`&expression`: a node to be evaluated by the function that takes it."""

    node: Callable[[Any, Outside], Any]


@dataclass(frozen=True)
class Function:
    """A function; `parameters` None means that arguments are not checked at all."""

    handler: Handler
    parameters: tuple[tuple[str, ...], ...] | None
    variadic: bool = False


Functions = Mapping[str, Function]


def _all_of(kind: type) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and all(type(item) is kind for item in value)


_CHECKS: dict[str, Callable[[Any], bool]] = {
    "any": lambda _value: True,
    "string": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, float),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
    "numbers": _all_of(float),
    "strings": _all_of(str),
    "expression": lambda value: isinstance(value, ExpressionReference),
}


def signature(text: str, handler: Handler) -> Function:
    """A function from its parameters: `string number|string`, `...` behind the last one makes it variadic."""
    words = text.split()
    variadic = bool(words) and words[-1].endswith("...")
    parameters = tuple(tuple(word.removesuffix("...").split("|")) for word in words)
    return Function(handler, parameters, variadic)


def check_arguments(name: str, function: Function, arguments: list[Any]) -> None:
    """Raise QueryError where the arguments do not fit."""
    if function.parameters is None:
        return
    if function.variadic:
        if len(arguments) < len(function.parameters):
            raise QueryError("Invalid arity.")
        return
    if len(arguments) != len(function.parameters):
        raise QueryError("incorrect number of args")
    for types, argument in zip(function.parameters, arguments, strict=True):
        if not any(_CHECKS[kind](argument) for kind in types):
            raise QueryError(f"{name}: invalid type for {sprint(argument)[:100]}, expected {' or '.join(types)}")


def type_error(name: str, position: int, expected: str) -> QueryError:
    """The error of a function that looks at its arguments itself."""
    return QueryError(f"JMESPath function '{name}': argument #{position} is not of type {expected}")
