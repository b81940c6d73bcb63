"""CEL's static types and the small notation that function signatures are declared in.

`list<A>`, `map<string, dyn>`, `optional<T>`: one capital letter is a type parameter; a name in quotes-free dotted form
that is none of the built-in ones is an opaque type, and `struct:Name` is one with declared fields.
"""

import re
from functools import lru_cache

from maestro.domain.record import dataclass


@dataclass(frozen=True)
class Type:
    """One static type: its kind, its name where kinds share one (opaque, struct, param), its parameters."""

    kind: str
    name: str = ""
    params: tuple["Type", ...] = ()

    def __str__(self) -> str:
        """As the errors of CEL write it."""
        text = self.name or self.kind
        return f"{text}({', '.join(map(str, self.params))})" if self.params else text

    @property
    def dynamic(self) -> bool:
        """Whether the checker leaves it to run time."""
        return self.kind in {"dyn", "any", "error"}


DYN = Type("dyn")
ANY = Type("any")
ERROR = Type("error")
NULL = Type("null")
BOOL = Type("bool")
INT = Type("int")
UINT = Type("uint")
DOUBLE = Type("double")
STRING = Type("string")
BYTES = Type("bytes")
TIMESTAMP = Type("timestamp")
DURATION = Type("duration")

_SIMPLE = {t.kind: t for t in (DYN, ANY, NULL, BOOL, INT, UINT, DOUBLE, STRING, BYTES, TIMESTAMP, DURATION)}
_NULLABLE = {"opaque", "struct", "any", "timestamp", "duration"}
_TOKEN = re.compile(r"[\w.:]+|[<>,]")


def list_of(element: Type) -> Type:
    """`list<element>`."""
    return Type("list", "", (element,))


def map_of(key: Type, value: Type) -> Type:
    """`map<key, value>`."""
    return Type("map", "", (key, value))


def optional_of(value: Type) -> Type:
    """`optional<value>`."""
    return Type("opaque", "optional_type", (value,))


def type_of(value: Type) -> Type:
    """The type of a type."""
    return Type("type", "", (value,))


def struct(name: str) -> Type:
    """A type with declared fields."""
    return Type("struct", name)


def unwrap_optional(candidate: Type) -> tuple[Type, bool]:
    """What an optional holds, and whether it was one."""
    if candidate.kind == "opaque" and candidate.name == "optional_type":
        return candidate.params[0], True
    return candidate, False


@lru_cache(maxsize=1024)
def parse_type(text: str) -> Type:
    """Read one type in the notation of signatures."""
    tokens = _TOKEN.findall(text)
    parsed, rest = _parse(tokens, 0)
    if rest != len(tokens):
        raise ValueError(f"trailing text in the type {text!r}")
    return parsed


def _parse(tokens: list[str], at: int) -> tuple[Type, int]:
    name, at = tokens[at], at + 1
    params: list[Type] = []
    if at < len(tokens) and tokens[at] == "<":
        while tokens[at] != ">":
            param, at = _parse(tokens, at + 1)
            params.append(param)
        at += 1
    return _named(name, tuple(params)), at


def _named(name: str, params: tuple[Type, ...]) -> Type:
    if name in _SIMPLE:
        return _SIMPLE[name]
    if name in {"list", "map", "type"}:
        return Type(name, "", params)
    if name == "optional":
        return Type("opaque", "optional_type", params)
    if len(name) == 1 and name.isupper():
        return Type("param", name)
    if name.startswith("struct:"):
        return Type("struct", name.removeprefix("struct:"))
    return Type("opaque", name, params)


class Substitution:
    """The bindings of type parameters while one expression is checked (unification as CEL defines it)."""

    def __init__(self) -> None:
        """Nothing is bound."""
        self._bound: dict[str, Type] = {}
        self._fresh = 0

    def fresh(self) -> Type:
        """A type variable that occurs nowhere else."""
        self._fresh += 1
        return Type("param", f"_{self._fresh}")

    def instantiate(self, types: tuple[Type, ...]) -> tuple[Type, ...]:
        """The same types with fresh variables in place of their parameters."""
        names: dict[str, Type] = {}

        def rename(item: Type) -> Type:
            if item.kind == "param":
                return names.setdefault(item.name, self.fresh())
            return Type(item.kind, item.name, tuple(map(rename, item.params))) if item.params else item

        return tuple(map(rename, types))

    def resolve(self, item: Type, *, free_is_dyn: bool = False) -> Type:
        """Put bound types in place of variables."""
        while item.kind == "param" and item.name in self._bound:
            item = self._bound[item.name]
        if item.kind == "param":
            return DYN if free_is_dyn else item
        if not item.params:
            return item
        params = tuple(self.resolve(param, free_is_dyn=free_is_dyn) for param in item.params)
        return Type(item.kind, item.name, params)

    def assignable(self, given: tuple[Type, ...], wanted: tuple[Type, ...]) -> bool:
        """Whether all given types fit; bindings are kept only where they do."""
        before = dict(self._bound)
        if len(given) == len(wanted) and all(self._fits(a, b) for a, b in zip(given, wanted, strict=True)):
            return True
        self._bound = before
        return False

    def _fits(self, a: Type, b: Type) -> bool:
        if b.kind == "param":
            fits, bound = self._bind(a, b)
            if fits or bound:
                return fits
        if a.kind == "param":
            return self._bind(b, a)[0]
        if a.dynamic or b.dynamic:
            return True
        if a.kind == "null" or b.kind == "null":
            other = b if a.kind == "null" else a
            return other.kind == "null" or other.kind in _NULLABLE
        if a.kind == "type":
            return b.kind == "type"
        if a.kind != b.kind or a.name != b.name or len(a.params) != len(b.params):
            return False
        return all(self._fits(x, y) for x, y in zip(a.params, b.params, strict=True))

    def _bind(self, item: Type, variable: Type) -> tuple[bool, bool]:
        if item == variable:
            return True, True
        bound = self._bound.get(variable.name)
        if bound is None:
            if self._occurs(variable, item):
                return False, False
            self._bound[variable.name] = item
            return True, False
        if item == bound:
            return True, True
        if not self._fits(item, bound):
            return False, True
        general = item if less_specific(item, bound) else bound
        if not self._occurs(variable, general):
            self._bound[variable.name] = general
        return True, True

    def _occurs(self, variable: Type, within: Type) -> bool:
        if variable == within:
            return True
        if within.kind == "param":
            bound = self._bound.get(within.name)
            return bound is not None and self._occurs(variable, bound)
        return any(self._occurs(variable, param) for param in within.params)


def less_specific(a: Type, b: Type) -> bool:
    """Whether `a` is equal to `b` or leaves more to run time."""
    if a.dynamic or a.kind == "param":
        return True
    if b.dynamic or b.kind == "param" or a.kind != b.kind:
        return False
    if a.kind == "type":
        return True
    if a.name != b.name or len(a.params) != len(b.params):
        return False
    return all(less_specific(x, y) for x, y in zip(a.params, b.params, strict=True))
