"""Shapes of documents: where a map, a list or text must stand. What is absent or null has any shape.

Owns only the shape; what the parts mean is checked by those who know them.
"""

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from maestro.domain.errors import UnreadableError
from maestro.domain.record import dataclass


class ShapeError(UnreadableError):
    """Something else stands where a map, a list or text was expected."""


Shape = Callable[[Any, str], None]

_NAMES: dict[type, str] = {dict: "a map", list: "a list", str: "text", bool: "true or false", type(None): "nothing"}


def _expect(kind: type, value: Any, path: str) -> None:
    if not isinstance(value, kind):
        found = _NAMES.get(type(value), "a number")
        raise ShapeError(f"{path or 'the document'}: expected {_NAMES[kind]}, found {found}", path=path)


def anything(value: Any, path: str) -> None:
    """No shape in particular."""
    del value, path


def text(value: Any, path: str) -> None:
    """Text, in quotes where it looks like something else."""
    if value is not None:
        _expect(str, value, path)


def truth(value: Any, path: str) -> None:
    """True or false, without quotes."""
    if value is not None:
        _expect(bool, value, path)


def unknown(value: Any, path: str) -> None:
    """No field of this name is known."""
    del value
    raise ShapeError(f"{path}: there is no such field", path=path)


@dataclass(frozen=True)
class Word:
    """One of a few words, as they are spelt."""

    words: tuple[str, ...]

    def __call__(self, value: Any, path: str) -> None:
        """Check it; raises ShapeError."""
        if value is not None and value not in self.words:
            found = value if isinstance(value, str) else "something else"
            raise ShapeError(f"{path}: expected {', '.join(self.words)}, found {found}", path=path)


@dataclass(frozen=True)
class MapOf:
    """A map; `fields` have shapes of their own, other keys the shape of `each`."""

    fields: Mapping[str, Shape] = field(default_factory=dict)
    each: Shape = anything

    def __call__(self, value: Any, path: str) -> None:
        """Check it; raises ShapeError."""
        if value is None:
            return
        _expect(dict, value, path)
        for key, item in value.items():
            self.fields.get(key, self.each)(item, f"{path}.{key}" if path else str(key))


@dataclass(frozen=True)
class ListOf:
    """A list whose elements have one shape; none of them is null."""

    item: Shape

    def __call__(self, value: Any, path: str) -> None:
        """Check it; raises ShapeError."""
        if value is None:
            return
        _expect(list, value, path)
        for index, item in enumerate(value):
            where = f"{path}[{index}]"
            if item is None and self.item is not anything:
                raise ShapeError(f"{where}: expected an entry, found nothing", path=where)
            self.item(item, where)


@dataclass(frozen=True)
class OneOf:
    """A list or a map: each has its own shape."""

    of_list: Shape
    of_map: Shape

    def __call__(self, value: Any, path: str) -> None:
        """Check it; raises ShapeError."""
        (self.of_list if isinstance(value, list) else self.of_map)(value, path)


TEXTS = ListOf(text)
A_MAP = MapOf()
MAPS = ListOf(A_MAP)
