"""Remembers what was derived from documents, by identity: documents are never changed, so this is always right.

A resource goes through thirty policies, and from one turn of a conversation to the next most resources stay: what is
made of one once serves again.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


class ByIdentity(Generic[Value]):
    """A small memory from an object to what was made of it."""

    def __init__(self, make: Callable[[Any], Value], size: int = 16) -> None:
        """Keep at most `size` answers, dropping the oldest."""
        self._make = make
        self._size = size
        self._made: OrderedDict[int, tuple[Any, Value]] = OrderedDict()

    def __call__(self, source: Any) -> Value:
        """What is made of the source; the source is held on to, so that its identity stays its own."""
        known = self._made.get(id(source))
        if known is not None and known[0] is source:
            return known[1]
        value = self._make(source)
        self._made[id(source)] = (source, value)
        while len(self._made) > self._size:
            self._made.popitem(last=False)
        return value
