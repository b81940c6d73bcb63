"""The shape of a value: its fields or elements, and how two such values are merged. Named shapes resolve when used."""

import re
from collections.abc import Callable, Mapping
from dataclasses import field

from maestro.domain.record import dataclass

_LIST = re.compile(r"\[(?P<element>.+)\](?P<atomic>!?)(?P<keys>[\w,]*)")


@dataclass(frozen=True)
class Shape:
    """One shape. `kind`: scalar, map, list or any; `scalar`: s(tring), n(umber), b(oolean), u(ntyped)."""

    kind: str
    scalar: str = "u"
    fields: Mapping[str, "Reference"] = field(default_factory=dict)
    element: "Reference | None" = None
    keys: tuple[str, ...] = ()
    atomic: bool = False
    defaults: Mapping[str, object] = field(default_factory=dict)


Reference = Callable[[], Shape]

STRING, NUMBER, BOOLEAN, UNTYPED = (Shape("scalar", scalar) for scalar in "snbu")
_ZEROS: Mapping[str, object] = {"s": "", "n": 0}
ANYTHING = Shape("any")
ANYTHING_ATOMIC = Shape("any", atomic=True)
SIMPLE: Mapping[str, Shape] = {
    "s": STRING,
    "n": NUMBER,
    "b": BOOLEAN,
    "u": UNTYPED,
    "*": ANYTHING,
    "*!": ANYTHING_ATOMIC,
}


def known(shape: Shape) -> Reference:
    """A reference to a shape that is at hand."""
    return lambda: shape


class ShapeTable:
    """Named shapes in the notation of the tables."""

    def __init__(self, *tables: str) -> None:
        """Split the tables into types; each is read when it is first asked for."""
        self._texts: dict[str, str] = {}
        self._shapes: dict[str, Shape] = {}
        for table in tables:
            for line in table.strip().replace("\n ", " ").splitlines():
                name, _, text = line.partition(" ")
                self._texts[name] = text

    def __contains__(self, name: str) -> bool:
        """Whether a type of that name is known."""
        return name in self._texts

    def versions(self) -> set[str]:
        """The `group/version` names for which there are types."""
        return {name.partition(".")[0] for name in self._texts if "/" in name}

    def named(self, name: str) -> Shape:
        """The shape of a named type."""
        if name not in self._shapes:
            self._shapes[name] = self._read(self._texts[name])
        return self._shapes[name]

    def _read(self, text: str) -> Shape:
        atomic = text.startswith("!")
        fields: dict[str, Reference] = {}
        defaults: dict[str, object] = {}
        for item in text.lstrip("!").split():
            name, _, encoded = item.partition(":")
            encoded, _, default = encoded.partition("=")
            if encoded in _ZEROS:  # a key that is left out has its type's zero
                defaults[name] = int(default) if default.isdigit() else default or _ZEROS[encoded]
            fields[name] = self._reference(encoded)
        return Shape("map", fields=fields, atomic=atomic, defaults=defaults)

    def _reference(self, encoded: str) -> Reference:
        if encoded in SIMPLE:
            return known(SIMPLE[encoded])
        found = _LIST.fullmatch(encoded)
        if found:
            keys = tuple(found["keys"].split(",")) if found["keys"] else ()
            return known(
                Shape("list", element=self._reference(found["element"]), keys=keys, atomic=bool(found["atomic"]))
            )
        if encoded.startswith("{"):
            inner, _, mark = encoded[1:].rpartition("}")
            return known(Shape("map", element=self._reference(inner), atomic=mark == "!"))
        return lambda: self.named(encoded)
