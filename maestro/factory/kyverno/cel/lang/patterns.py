"""The door to RE2: regular expressions as Go, CEL and Kyverno have them, without its notes on standard error."""

from functools import lru_cache
from typing import Any

import re2

from maestro.factory.kyverno.cel.lang.errors import EvalError


def _options() -> Any:
    options = re2.Options()
    options.log_errors = False
    return options


_OPTIONS = _options()


@lru_cache(maxsize=512)
def pattern(text: str) -> Any:
    """A compiled regular expression; EvalError where the text is none."""
    try:
        return re2.compile(text, _OPTIONS)
    except re2.error as error:
        raise EvalError(f"error parsing regexp: {error}") from None


def substitute(text: str, expression: str, replacement: str, count: int) -> str:
    """Replace matches; EvalError where the replacement names groups that are not there."""
    try:
        return str(pattern(expression).sub(replacement, text, count))
    except re2.error as error:
        raise EvalError(f"invalid replacement string: {error}") from None
