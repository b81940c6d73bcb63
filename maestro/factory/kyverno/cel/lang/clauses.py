"""The clauses of a printf template, and which types each prints: a constant template that cannot print is refused."""

import re

from maestro.factory.kyverno.cel.lang.errors import CompileError
from maestro.factory.kyverno.cel.lang.types import Type

CLAUSE = re.compile(r"%(?:(?P<percent>%)|(?:\.(?P<precision>\d+))?(?P<verb>[a-zA-Z])|(?P<bad>[\s\S]?))")

_TEXT = frozenset(
    {"string", "bool", "bytes", "int", "uint", "double", "duration", "timestamp", "null", "type", "list", "map"}
)
_WHOLE = frozenset({"int", "uint"})
_FLOATING = frozenset({"double", "string"})  # a string may be "NaN" or "Infinity"
_HEXADECIMAL = _WHOLE | {"string", "bytes"}
_PRINTS = {
    "s": _TEXT,
    "d": _WHOLE,
    "o": _WHOLE,
    "b": _WHOLE | {"bool"},
    "f": _FLOATING,
    "e": _FLOATING,
    "x": _HEXADECIMAL,
    "X": _HEXADECIMAL,
}


def check_template(template: str, given: list[Type]) -> None:
    """Refuse a template that does not fit the types of what it prints: CompileError says which clause."""
    clauses = [clause for clause in CLAUSE.finditer(template) if not clause["percent"]]
    for index, clause in enumerate(clauses):
        if clause["verb"] not in _PRINTS:
            raise CompileError(f"could not parse formatting clause: {clause.group()!r}")
        if index >= len(given):
            raise CompileError(f"index {index} out of range")
        if not _prints(clause["verb"], given[index]):
            raise CompileError(f"error during formatting: clause %{clause['verb']} was given {given[index]}")
    if len(given) > len(clauses):
        raise CompileError(f"too many arguments supplied to string.format (expected {len(clauses)}, got {len(given)})")


def _prints(verb: str, item: Type) -> bool:
    if item.dynamic:
        return True
    within = item.params if item.kind in {"list", "map"} else ()
    return item.kind in _PRINTS[verb] and all(_prints(verb, part) for part in within)
