"""What a factory asks for: fields to fill, their options, starting points. Made from the factory's files.

Paths are dotted; the items of a list are `a.b[]`, their fields `a.b[].c`.
"""

from collections.abc import Mapping
from dataclasses import field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from maestro.domain.json import Json, generic, parent, split
from maestro.domain.record import dataclass


class Kind(StrEnum):
    """JSON types that a field can have; `array` of scalars or of objects."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    OBJECT = "object"
    ARRAY = "array"


class Importance(StrEnum):
    """How a field is treated in the interview.

    critical: confirmed or asked in every request it applies to; high: asked when its component is used and nobody
    said it; normal: asked only when required and without default; low: never asked, only shown.
    """

    CRITICAL = "critical"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


_SWITCHES = (("yes", "no"), ("on", "off"), ("true", "false"), ("enabled", "disabled"), ("y", "n"))


@dataclass(frozen=True)
class Entail:
    """One thing that the factory does because of a value, read off its policies and its schema's conditions.

    `sets` names request fields that it decides: what a pack requires of the request, or the concrete fields that a
    size stands for (setting one of them differently is a deviation).
    """

    text: str
    sets: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class Option:
    """One legal value of an enumerated field."""

    value: Json
    title: str
    aliases: tuple[str, ...] = ()
    means: str = ""


@dataclass(frozen=True)
class Shape:
    """A concrete machine that a field can name; a field's shapes ascend from weak to strong."""

    name: str
    vcpu: float | None = None
    memory_gb: float | None = None
    note: str = ""

    @property
    def label(self) -> str:
        """`db-custom-4-15360 (4 vCPU, 15 GB)`."""
        parts = [f"{self.vcpu:g} vCPU" if self.vcpu else "", f"{self.memory_gb:g} GB" if self.memory_gb else ""]
        inside = ", ".join(p for p in parts if p) or self.note
        return f"{self.name} ({inside})" if inside else self.name


@dataclass(frozen=True)
class Elsewhere:
    """A name of the same kind as a field's options that is none of them, and the options that lie nearest to it."""

    name: str
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """Values that the schema takes and the cloud refuses, with what it accepts instead."""

    pattern: str
    because: str
    instead: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Field:
    """One place of the request.

    `required`: its parent cannot be without it. `has_default` tells a default of None from none. `alternatives` are the
    sibling paths of which the parent needs at least one. `own`: it names something of the tenant's, so an example's
    value is never carried over. `refines`: the abstract field (a size) whose policy this concrete value displaces.
    `when`: the path, and its values, beside which alone this place exists. `either`: the readings of a value
    that may be of several types. `entry`: of an object with names of the user's own, what stands at each of them, and
    `naming` the pattern of those names, `keys` the names where the factory fixes them; `inside` are the fields of such
    an entry. `elsewhere`: names of the options' kind (countries, places) that are none of them.
    """

    path: str
    kind: Kind
    title: str
    description: str = ""
    required: bool = False
    has_default: bool = False
    default: Json = None
    examples: tuple[Json, ...] = ()
    options: tuple[Option, ...] = ()
    pattern: str | None = None
    format: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    min_items: int = 0
    item_kind: Kind | None = None
    alternatives: tuple[str, ...] = ()
    titled: bool = True
    aliases: tuple[str, ...] = ()
    question: str = ""
    why: str = ""
    importance: Importance = Importance.NORMAL
    topic: str = ""
    unit: str = ""
    own: bool = False
    refines: str | None = None
    shapes: tuple[Shape, ...] = ()
    refused: tuple[Refusal, ...] = ()
    when: tuple[str, tuple[Json, ...]] | None = None
    either: tuple["Field", ...] = ()
    entry: "Field | None" = None
    inside: tuple["Field", ...] = ()
    naming: str | None = None
    keys: tuple[Option, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()

    @cached_property
    def switch(self) -> tuple[Json, Json] | None:
        """What on and off are for it, where it is a boolean or has but the words for it: yes and no."""
        if self.kind is Kind.BOOLEAN:
            return True, False
        words = {str(o.value).lower(): o.value for o in self.options} if self.kind is Kind.STRING else {}
        pair = next((pair for pair in _SWITCHES if set(pair) == set(words)), None)
        return (words[pair[0]], words[pair[1]]) if pair is not None else None

    def option(self, value: Json) -> Option | None:
        """The option with this value."""
        return next((o for o in self.options if o.value == value), None)


@dataclass(frozen=True)
class Lack:
    """Something the factory cannot do, and the nearest thing that it can."""

    title: str
    aliases: tuple[str, ...] = ()
    nearest: str = ""
    path: str | None = None


@dataclass(frozen=True)
class Scenario:
    """A starting point that the factory offers."""

    id: str
    title: str
    summary: str
    request: Mapping[str, Any]
    contains: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()
    utterances: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """All that an interview knows of a factory. `identity` names the fields that name a request."""

    name: str
    title: str
    fields: tuple[Field, ...]
    identity: tuple[str, ...]
    scenarios: tuple[Scenario, ...] = ()
    lacks: tuple[Lack, ...] = ()
    purpose_question: str = ""

    @cached_property
    def _by_path(self) -> dict[str, Field]:
        return {f.path: f for f in self.fields}

    @cached_property
    def order(self) -> dict[str, int]:
        """Position of each field's path in the schema."""
        return {f.path: n for n, f in enumerate(self.fields)}

    @cached_property
    def _places(self) -> dict[str, tuple[tuple[int, int], ...]]:
        return {}

    @cached_property
    def environment(self) -> Field | None:
        """The identity field of which one team may want several: the last enumerated one."""
        listed = (f for path in reversed(self.identity) if (f := self.at(path)) and f.options and f.kind is Kind.STRING)
        return next(listed, None)

    @cached_property
    def deciding(self) -> frozenset[str]:
        """The places whose values decide whether others exist."""
        return frozenset(f.when[0] for f in self.fields if f.when is not None)

    def place(self, path: str) -> tuple[tuple[int, int], ...]:
        """A key that sorts places as the schema has them, items of a list by their index."""
        if path not in self._places:
            parts = split(path)
            above = (".".join(parts[: n + 1]) for n in range(len(parts)))
            self._places[path] = tuple(
                (self.order.get(generic(p), len(self.order)), int(parts[n]) if parts[n].isdigit() else 0)
                for n, p in enumerate(above)
            )
        return self._places[path]

    @cached_property
    def components(self) -> tuple[Field, ...]:
        """Objects that are switched on by a boolean child named `enabled`."""
        return tuple(f for f in self.fields if f.kind is Kind.OBJECT and f"{f.path}.enabled" in self._by_path)

    def at(self, path: str) -> Field | None:
        """The field that describes a place; list indices are understood, and names of the user's own in an object."""
        found = self._by_path.get(generic(path))
        if found is not None or "." not in path:
            return found
        above, name = self._by_path.get(generic(parent(path))), path.rpartition(".")[2]
        if above is None:
            return self._within_entry(path)
        if above.entry is None or name.isdigit():
            return None
        return replace(above.entry, path=path, title=f"{above.title}, {name}")

    def _within_entry(self, path: str) -> Field | None:
        """A field of an entry with a name of the user's own: `rooms.attic.floor`."""
        entry, leaf = self._by_path.get(generic(parent(parent(path)))), path.rpartition(".")[2]
        if entry is None or entry.entry is None:
            return None
        found = next((f for f in entry.entry.inside if f.path.endswith(f".*.{leaf}")), None)
        name = parent(path).rpartition(".")[2]
        return replace(found, path=path, title=f"{found.title} ({name})") if found is not None else None

    def children(self, path: str) -> tuple[Field, ...]:
        """The fields directly below a path; `a[]` is an item of the list `a`."""
        return self._children.get(generic(path), ())

    @cached_property
    def _children(self) -> dict[str, tuple[Field, ...]]:
        found: dict[str, list[Field]] = {}
        for one in self.fields:
            found.setdefault(parent(one.path), []).append(one)
        return {path: tuple(fields) for path, fields in found.items()}

    @cached_property
    def rosters(self) -> dict[str, Field | None]:
        """The lists of objects, and the field that names an item of each; None where an item has no name."""
        lists = (f for f in self.fields if f.kind is Kind.ARRAY and f.item_kind is Kind.OBJECT)
        return {f.path: self._naming(f"{f.path}[]") for f in lists}

    def _naming(self, item: str) -> Field | None:
        """What tells one item from the others: a text called name, id or key, else the first that must be there, one of
        the tenant's own before others.
        """
        texts = [f for f in self.children(item) if f.kind is Kind.STRING and not f.options and f.when is None]
        called = (f for f in texts if f.path.rpartition(".")[2].lower() in ("name", "id", "key"))
        needed = sorted((f for f in texts if f.required), key=lambda f: not f.own)
        return next(called, next(iter(needed), None))

    def component_of(self, path: str) -> Field | None:
        """The component that a path belongs to."""
        if path not in self._components:
            found = generic(path)
            lying = (c for c in self.components if found == c.path or found.startswith((c.path + ".", c.path + "[")))
            self._components[path] = next(lying, None)
        return self._components[path]

    @cached_property
    def _components(self) -> dict[str, Field | None]:
        return {}

    def scenario(self, id_: str | None) -> Scenario | None:
        """The scenario of that id."""
        return next((s for s in self.scenarios if s.id == id_), None)

    def title_of(self, path: str) -> str:
        """The field's title in a sentence; a component's for its switch."""
        found = self.at(path)
        if path.endswith(".enabled") and (component := self.component_of(path)):
            found = component
        return found.title if found else path
