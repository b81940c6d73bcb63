"""What goes wrong in an expression: at compile time, at run time, or because the data is not here.

Owns the three exceptions that every layer of the CEL half agrees on.
"""

from maestro.domain.errors import ViolationError


class CompileError(ViolationError):
    """The text is no CEL, names what is not declared, or its types do not agree."""

    code = "invalid-expression"


class EvalError(ValueError):
    """An expression failed on this data. `&&`, `||` and the macros built on them may absorb it."""


class UnevaluatedError(Exception):
    """The expression needs what cannot be had offline; nothing absorbs this, so that nothing passes silently."""


# What a function may raise for bad data: all of it counts as an evaluation error.
FAILURES = (EvalError, ValueError, ArithmeticError, RecursionError)
