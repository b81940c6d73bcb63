"""Go's kinds for Python values. Owns the mapping of values to Go type and kind names; refuses unknown Python types.

A Go string is a `str` whose stray bytes are surrogates (`surrogateescape`); Go's `int` is `int`, `float64` is `float`,
`[]interface {}` is `list` and `map[string]interface {}` is `dict`. Whatever else a template can meet has a class here.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

MASK64 = (1 << 64) - 1


class Int64(int):
    """Go's int64: what arithmetic and `--set` give."""


class Uint64(int):
    """Go's uint64: the parts of a semantic version."""


class Uint8(int):
    """Go's uint8: an indexed byte."""


class StrMap(dict[str, Any]):
    """map[string]string."""


class Values(dict[str, Any]):
    """chartutil.Values: a map with methods."""


class Files(dict[str, bytes]):
    """engine.files: the chart's files by path."""


class StrList(list[Any]):
    """[]string."""


class IntList(list[Any]):
    """[]int."""


class ListList(list[Any]):
    """[][]interface {}."""


class NilList(list[Any]):
    """A nil []interface {}: empty, but `null` in JSON."""


class NilStrList(StrList):
    """A nil []string."""


class NilMap(dict[str, Any]):
    """A nil map[string]interface {}: reads as empty and cannot be written."""


class Record(dict[str, Any]):
    """The fields of a struct in JSON: they keep their order, where a map's keys are sorted."""


class VersionSet(list[Any]):
    """chartutil.VersionSet."""


class Duration(int):
    """time.Duration in nanoseconds."""


class Struct(ABC):
    """A Go struct, or a pointer to one: named fields, printed by its own rules."""

    go_type: ClassVar[str] = "struct"
    go_kind: ClassVar[str] = "struct"

    @abstractmethod
    def fields(self) -> Mapping[str, Any]:
        """The exported fields in order."""

    def to_json(self) -> Any:
        """The value that stands for this one in JSON and YAML."""
        return Record(self.fields())

    def members(self) -> Mapping[str, Any]:
        """The fields as they are declared: those of an embedded struct are under its name."""
        return self.fields()

    def named(self) -> str:
        """How `%+v` prints it: with the names of its fields, where Go has no method that prints it."""
        return str(self)

    @abstractmethod
    def __str__(self) -> str:
        """How `%v` prints it."""


class NilInterface:
    """An interface that holds nil: what a loop variable has where the list has a nil."""

    def __repr__(self) -> str:
        return "NIL"


NIL = NilInterface()

_TYPES: dict[type, tuple[str, str]] = {
    bool: ("bool", "bool"),
    str: ("string", "string"),
    int: ("int", "int"),
    float: ("float64", "float64"),
    complex: ("complex128", "complex128"),
    dict: ("map[string]interface {}", "map"),
    list: ("[]interface {}", "slice"),
    Int64: ("int64", "int64"),
    Uint64: ("uint64", "uint64"),
    Uint8: ("uint8", "uint8"),
    StrMap: ("map[string]string", "map"),
    Values: ("chartutil.Values", "map"),
    Files: ("engine.files", "map"),
    StrList: ("[]string", "slice"),
    IntList: ("[]int", "slice"),
    ListList: ("[][]interface {}", "slice"),
    NilList: ("[]interface {}", "slice"),
    NilStrList: ("[]string", "slice"),
    NilMap: ("map[string]interface {}", "map"),
    VersionSet: ("chartutil.VersionSet", "slice"),
    Duration: ("time.Duration", "int64"),
    bytes: ("[]uint8", "slice"),
    type(None): ("<nil>", "invalid"),
    NilInterface: ("<nil>", "invalid"),
}

INTS = frozenset({int, Int64, Duration})
UINTS = frozenset({Uint64, Uint8})


def type_of(value: Any) -> str:
    """The Go type, as `%T` prints it."""
    found = _TYPES.get(type(value))
    if found is not None:
        return found[0]
    return str(value.go_type)


def kind_of(value: Any) -> str:
    """The kind as Go's reflect package names it."""
    found = _TYPES.get(type(value))
    if found is not None:
        return found[1]
    return str(value.go_kind)


def element_type(value: Any) -> str:
    """The static type of what a container holds, for messages."""
    name = type_of(value)
    if name in {"chartutil.Values", "map[string]interface {}"}:
        return "interface {}"
    if name == "engine.files":
        return "[]uint8"
    if name == "chartutil.VersionSet":
        return "string"
    return name.partition("]")[2]


def is_map(value: Any) -> bool:
    """Whether Go sees a map."""
    return isinstance(value, dict)


def is_list(value: Any) -> bool:
    """Whether Go sees a slice."""
    return isinstance(value, list | bytes)


def is_nil(value: Any) -> bool:
    """Whether the value is nil, typed or not."""
    return value is None or value is NIL or isinstance(value, NilList | NilStrList | NilMap)


def truth(value: Any) -> bool:
    """Go's template truth: the zero value and empty containers are false, a struct is true."""
    if value is NIL:
        return False
    if isinstance(value, Struct):
        return True
    return bool(value)


def wrap64(number: int) -> Int64:
    """Two's complement overflow of int64."""
    number &= MASK64
    return Int64(number - (1 << 64) if number >> 63 else number)


def encoded(text: str) -> bytes:
    """The bytes of a Go string."""
    return text.encode("utf-8", "surrogateescape")


def decoded(data: bytes) -> str:
    """A Go string of bytes."""
    return data.decode("utf-8", "surrogateescape")


def valid_text(text: str) -> str:
    """The text with each stray byte as U+FFFD, as Go's encoders write it."""
    if text.isascii():
        return text
    return "".join("�" if "\ud800" <= c <= "\udfff" else c for c in text)


def copy_tree(value: Any) -> Any:
    """A deep copy of maps and lists; leaves are shared, types kept."""
    kind = type(value)
    if kind is dict:
        return {key: copy_tree(child) if isinstance(child, dict | list) else child for key, child in value.items()}
    if kind is list:
        return [copy_tree(child) if isinstance(child, dict | list) else child for child in value]
    if isinstance(value, dict):
        return kind([(key, copy_tree(child)) for key, child in value.items()])
    if isinstance(value, list):
        return kind([copy_tree(child) for child in value])
    return value
