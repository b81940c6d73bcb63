"""Looks at the constants of a call before it runs: a bad pattern or number is refused where it stands."""

from maestro.factory.kyverno.cel.lang.environment import Environment
from maestro.factory.kyverno.cel.lang.errors import CompileError, EvalError
from maestro.factory.kyverno.cel.lang.patterns import pattern
from maestro.factory.kyverno.cel.lang.syntax import Call, ListLiteral, Literal

_CONVERSIONS = frozenset({"int", "uint", "double", "bool", "string", "bytes", "timestamp", "duration"})
_SEARCHES = frozenset({"find", "findAll"})  # their pattern comes first
_EXTREMES = frozenset({"math.greatest", "math.least"})


def check_constants(node: Call, environment: Environment) -> None:
    """Refuse a call with a constant that it can never take."""
    last = node.args[-1] if node.args else None
    if node.function in _EXTREMES and isinstance(last, ListLiteral) and not last.elements:
        raise CompileError(f"{node.function}() invalid single argument value (offset {node.pos})")
    wanted = node.args[0] if node.function in _SEARCHES and node.args else last
    if not isinstance(wanted, Literal):
        return
    try:
        _try_constant(node, wanted, environment)
    except EvalError as error:
        raise CompileError(f"{node.function}: {error} (offset {node.pos})") from None


def _try_constant(node: Call, constant: Literal, environment: Environment) -> None:
    if node.function in {"matches", *_SEARCHES}:
        if isinstance(constant.value, str):
            pattern(constant.value)
    elif node.function in _CONVERSIONS and node.target is None and len(node.args) == 1:
        environment.functions.dispatcher(node.function, 1, member=False)(constant.value)
