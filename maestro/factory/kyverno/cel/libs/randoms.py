"""Kyverno's `random(pattern)`: text that matches a pattern.

In a cluster it is different each time; here it is made from the pattern alone, so that a preview and the run after it
agree.
"""

import hashlib
from collections.abc import Callable
from itertools import count

from maestro.factory.kyverno.cel.lang.errors import EvalError
from maestro.factory.kyverno.cel.lang.functions import Library, overload
from maestro.factory.kyverno.query.errors import QueryError
from maestro.factory.kyverno.query.randomness import generate as matching_text

_DEFAULT = "[0-9a-z]{8}"


def _below(seed: str) -> Callable[[int], int]:
    blocks = (hashlib.sha256(f"{block}:{seed}".encode()).digest() for block in count())
    numbers = (byte for digest in blocks for byte in digest)
    return lambda limit: next(numbers) % limit


def generate(pattern: str = _DEFAULT) -> str:
    """Text that matches the pattern."""
    if not pattern:
        return ""
    try:
        return matching_text(pattern, _below(pattern))
    except QueryError as error:
        raise EvalError(str(error)) from None


RANDOMS: Library = tuple(
    declared
    for name in ("random", "random.random")
    for declared in (overload(f"{name}() -> string", generate), overload(f"{name}(string) -> string", generate))
)
