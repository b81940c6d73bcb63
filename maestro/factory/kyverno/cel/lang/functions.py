"""Functions: how they are declared (one line of signature an overload), found, and dispatched on run-time types.

`receiver.name(int) -> string` declares a method, `name(int) -> string` a function; several overloads share a name.
Owns no function: libraries are tuples of overloads.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from types import NoneType
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.lang.errors import EvalError
from maestro.factory.kyverno.cel.lang.types import Type, parse_type
from maestro.factory.kyverno.cel.lang.values import Optional, Struct, TypeValue, Uint, type_name

Implementation = Callable[..., Any]

_SIGNATURE = re.compile(r"(?:(?P<target>.+?)::)?(?P<name>[^\s(]+)\((?P<params>.*)\)\s*->\s*(?P<result>.+)")
_CLASSES: dict[str, tuple[type, ...]] = {
    "null": (NoneType,),
    "bool": (bool,),
    "int": (int,),
    "uint": (Uint,),
    "double": (float,),
    "string": (str,),
    "bytes": (bytes,),
    "list": (list,),
    "map": (dict,),
    "timestamp": (datetime,),
    "duration": (timedelta,),
    "type": (TypeValue,),
}


@dataclass(frozen=True)
class Overload:
    """One way to call a function. The receiver of a method is the first of its parameters."""

    name: str
    member: bool
    params: tuple[Type, ...]
    result: Type
    run: Implementation


Library = tuple[Overload, ...]


def overload(signature: str, run: Implementation) -> Overload:
    """Declare one: `string::charAt(int) -> string` is a method, `size(list<A>) -> int` a function."""
    found = _SIGNATURE.fullmatch(signature)
    if found is None:
        raise ValueError(f"not a signature: {signature!r}")
    params = [parse_type(found["target"])] if found["target"] else []
    params += [parse_type(part) for part in _split(found["params"])]
    return Overload(found["name"], bool(found["target"]), tuple(params), parse_type(found["result"]), run)


def _split(text: str) -> list[str]:
    parts, depth, current = [], 0, ""
    for char in text:
        depth += {"<": 1, ">": -1}.get(char, 0)
        if char == "," and not depth:
            parts.append(current.strip())
            current = ""
        else:
            current += char
    return [*parts, current.strip()] if current.strip() else parts


class FunctionTable:
    """All functions of an environment."""

    def __init__(self, libraries: Iterable[Library]) -> None:
        """Sort the overloads by name; the first that fits a call is taken."""
        overloads: dict[str, list[Overload]] = {}
        for library in libraries:
            for item in library:
                overloads.setdefault(item.name, []).append(item)
        self._overloads: Mapping[str, list[Overload]] = overloads

    def __contains__(self, name: str) -> bool:
        """Whether any function has the name."""
        return name in self._overloads

    def overloads(self, name: str, *, member: bool) -> list[Overload]:
        """The ways to call it, as a method or as a function."""
        return [item for item in self._overloads.get(name, ()) if item.member is member]

    def dispatcher(self, name: str, arity: int, *, member: bool) -> "Dispatcher":
        """Picks the overload at run time."""
        fitting = [item for item in self.overloads(name, member=member) if len(item.params) == arity]
        return Dispatcher(name, fitting)


class Dispatcher:
    """Chooses an overload by the classes of the arguments, and remembers the choice."""

    __slots__ = ("_chosen", "_name", "_overloads")

    def __init__(self, name: str, overloads: list[Overload]) -> None:
        """Take the overloads of one name, style and arity."""
        self._name = name
        self._overloads = overloads
        self._chosen: dict[tuple[type, ...], Implementation] = {}

    def __call__(self, *args: Any) -> Any:
        """Run the overload that fits."""
        classes = tuple([arg.__class__ for arg in args])
        run = self._chosen.get(classes)
        if run is None:
            run = self._choose(args)
            if Struct not in classes:
                self._chosen[classes] = run
        return run(*args)

    def _choose(self, args: tuple[Any, ...]) -> Implementation:
        for item in self._overloads:
            if all(_accepts(param, arg) for param, arg in zip(item.params, args, strict=True)):
                return item.run
        kinds = ", ".join(type_name(arg) for arg in args)
        raise EvalError(f"no such overload: {self._name}({kinds})")


def _accepts(param: Type, value: Any) -> bool:
    if param.dynamic or param.kind == "param":
        return True
    if param.kind == "struct":
        return isinstance(value, Struct) and value.type_name == param.name
    if param.kind == "opaque":
        if param.name == "optional_type":
            return value.__class__ is Optional
        return getattr(value, "cel_type", None) == param.name
    return value.__class__ in _CLASSES[param.kind]
