"""Numbers as the policies see them: a resource that was read from a file has doubles only, as JSON leaves them in Go.

What a mutation wrote has whole numbers again; `Mutated` marks such an object.
"""

from typing import Any


class Mutated(dict[str, Any]):
    """An object that a mutation made: its whole numbers are integers."""

    __slots__ = ()


def doubles(value: Any) -> Any:
    """The same data with every number a double."""
    kind = value.__class__
    if kind is dict:
        return {key: doubles(item) for key, item in value.items()}
    if kind is list:
        return [doubles(item) for item in value]
    return float(value) if kind is int else value
