"""What expressions of one place may name: variables, functions, types with fields, and which rules hold there."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Protocol

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.lang.functions import FunctionTable
from maestro.factory.kyverno.cel.lang.types import (
    BOOL,
    BYTES,
    DOUBLE,
    DURATION,
    DYN,
    INT,
    NULL,
    STRING,
    TIMESTAMP,
    UINT,
    Type,
    list_of,
    map_of,
    type_of,
)
from maestro.factory.kyverno.cel.lang.values import TypeValue

TYPE_NAMES: Mapping[str, Type] = {
    "bool": BOOL,
    "int": INT,
    "uint": UINT,
    "double": DOUBLE,
    "string": STRING,
    "bytes": BYTES,
    "null_type": NULL,
    "list": list_of(DYN),
    "map": map_of(DYN, DYN),
    "type": type_of(DYN),
    "google.protobuf.Timestamp": TIMESTAMP,
    "google.protobuf.Duration": DURATION,
    "optional_type": Type("opaque", "optional_type", (DYN,)),
}


class AnyField(Mapping[str, Type]):
    """The fields of a type that has any, each of any type."""

    def __getitem__(self, name: str) -> Type:
        """Any type."""
        return DYN

    def __iter__(self) -> Iterator[str]:
        """None is known by name."""
        return iter(())

    def __len__(self) -> int:
        """None is known by name."""
        return 0

    def __contains__(self, name: object) -> bool:
        """Every name is one."""
        return True


class StructTypes(Protocol):
    """Knows the types that have fields."""

    def fields(self, name: str) -> Mapping[str, Type] | None:
        """The fields of a type; None where there is no such type."""


@dataclass(frozen=True)
class DeclaredStructs:
    """Types with a fixed list of fields."""

    types: Mapping[str, Mapping[str, Type]] = field(default_factory=dict)

    def fields(self, name: str) -> Mapping[str, Type] | None:
        """The fields of a type; None where there is no such type."""
        return self.types.get(name)


@dataclass(frozen=True)
class Environment:
    """One place's names. `homogeneous`: elements of a literal must agree in type; `bindings`: `cel.bind` is known."""

    functions: FunctionTable
    variables: Mapping[str, Type] = field(default_factory=dict)
    structs: StructTypes = field(default_factory=DeclaredStructs)
    homogeneous: bool = True
    bindings: bool = True

    def converts_objects(self, struct: str) -> bool:
        """Whether values of the type become plain objects: those with any field."""
        return isinstance(self.structs.fields(struct), AnyField)

    def type_value(self, name: str) -> TypeValue | None:
        """The type of that name as a value, where it is one."""
        return TypeValue(name) if name in TYPE_NAMES else None
