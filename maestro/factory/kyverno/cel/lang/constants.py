"""Looks at the constants of a call before it runs: a bad pattern or number is refused where it stands."""

from maestro.factory.kyverno.cel.lang.environment import Environment
from maestro.factory.kyverno.cel.lang.errors import CompileError, EvalError
from maestro.factory.kyverno.cel.lang.patterns import pattern
from maestro.factory.kyverno.cel.lang.syntax import Call, Literal

_CONVERSIONS = frozenset({"int", "uint", "double", "bool", "string", "bytes", "timestamp", "duration"})


def check_constants(node: Call, environment: Environment) -> None:
    """Refuse a call whose last argument is a constant that it can never take."""
    last = node.args[-1] if node.args else None
    if not isinstance(last, Literal):
        return
    try:
        if node.function == "matches" and isinstance(last.value, str):
            pattern(last.value)
        elif node.function in _CONVERSIONS and node.target is None and len(node.args) == 1:
            environment.functions.dispatcher(node.function, 1, member=False)(last.value)
    except EvalError as error:
        raise CompileError(f"{node.function}: {error} (offset {node.pos})") from None
