"""What most arguments are, texts, paths, switches and words of a list, taken as they stand.

Typer hands every argument to a validation library that takes longer to load than many a command to run. It still does
for whatever is not plainly right, and says then what is wrong. Another Typer than is known here is left as it is.
"""

import os
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from typer import core

from maestro.domain.record import dataclass

_HOOK = "build_runtime_param"  # by this name Typer's parameters ask for what reads their values
_UNSURE = object()


def take_plain_values() -> None:
    """Have every parameter of every command take plain values at once."""
    usual = getattr(core, _HOOK, None)
    if usual is not None and not isinstance(usual, _Readers):
        setattr(core, _HOOK, _Readers(usual))


@dataclass(frozen=True)
class _Readers:
    """Makes what reads the values of a parameter."""

    usual: Callable[[Any], Any]

    def __call__(self, described: Any) -> Any:
        kind = described.annotation
        kind = get_args(kind)[0] if get_origin(kind) is list else kind
        known = kind in (str, bool, int, float, Path) or get_origin(kind) is Literal or _is_enum(kind)
        asked = described.parameter_info
        wishes = (asked.parser, asked.exists, asked.writable, asked.resolve_path, asked.allow_dash, asked.path_type)
        plain = known and asked.file_okay and asked.dir_okay and not any(wishes)
        return _Plain(self.usual, described, plain)


@dataclass(frozen=True)
class _Plain:
    """A value that is right as it stands; every other goes the long way."""

    usual: Callable[[Any], Any]
    described: Any
    plain: bool

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """What the command gets for a value of the command line."""
        several = param.multiple or param.nargs == -1
        kind = self.described.annotation
        if value is None:
            return () if several else None
        found = _UNSURE
        if self.plain:
            found = _many(kind, value) if get_origin(kind) is list else _UNSURE if several else _one(kind, value)
        return self.usual(self.described).coerce(value, param=param, ctx=ctx) if found is _UNSURE else found


def _many(kind: Any, values: Any) -> Any:
    if not isinstance(values, list | tuple):
        return _UNSURE
    found = [_one(get_args(kind)[0], value) for value in values]
    return _UNSURE if any(one is _UNSURE for one in found) else found


def _one(kind: Any, value: Any) -> Any:
    """The value of that kind; unsure of numbers that were typed, texts with stray bytes, files that cannot be read."""
    if kind in (bool, int, float):  # a default; what was typed is a text
        return value if type(value) is kind else _UNSURE
    if _is_enum(kind):
        return next((one for one in kind if value is one or (type(value) is str and value == one.value)), _UNSURE)
    if type(value) is str and not _is_text(value):
        return _UNSURE
    if kind is Path and isinstance(value, str | Path):
        return Path(value) if os.access(value, os.R_OK) or not os.access(value, os.F_OK) else _UNSURE
    return value if type(value) is str and (kind is str or value in get_args(kind)) else _UNSURE


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


def _is_text(value: str) -> bool:
    """Whether it holds no stray bytes."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in value
