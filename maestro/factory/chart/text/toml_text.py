"""TOML as Helm writes and reads it. Neither fails: an error is the text, or the map's `Error`."""

import re
import tomllib
from datetime import UTC, date, datetime, time
from typing import Any

from maestro.factory.chart.errors import JsonError
from maestro.factory.chart.text.instants import Instant
from maestro.factory.chart.text.json_text import plain
from maestro.factory.chart.text.kinds import Int64, valid_text
from maestro.factory.chart.text.numbers import general, special

_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")
_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


class _Unwritable(Exception):  # noqa: N818 - a reason, told in the text
    """The value has no TOML."""


def dump(value: Any) -> str:
    """The map as TOML, or why it has none."""
    try:
        plain_value = plain(value)
        if not isinstance(plain_value, dict):
            return _inline(plain_value)
        return "".join(_Writer().table(plain_value, ()))
    except (_Unwritable, JsonError) as error:
        return str(error)


def load(text: str) -> dict[str, Any]:
    """The map of a TOML text; `Error` says what is wrong with it."""
    try:
        return _typed(tomllib.loads(text))  # type: ignore[no-any-return]  # a map stays a map
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        return {"Error": f"toml: {error}"}


def _typed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _typed(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_typed(child) for child in value]
    if isinstance(value, bool | float | str):
        return value
    return Int64(value) if isinstance(value, int) else _instant(value)


def _instant(value: Any) -> Any:
    """Dates and times are points in time; what has no zone is taken for UTC."""
    if isinstance(value, time):
        value = datetime.combine(date(1, 1, 1), value)
    elif not isinstance(value, datetime):
        value = datetime.combine(value, time())
    zoned = value if value.tzinfo else value.replace(tzinfo=UTC)
    nanos = int(zoned.timestamp()) * 1_000_000_000 + zoned.microsecond * 1000
    return Instant(nanos, zoned.tzinfo or UTC)


class _Writer:
    def __init__(self) -> None:
        self._out: list[str] = []

    def table(self, value: dict[str, Any], path: tuple[str, ...]) -> list[str]:
        pad = "  " * len(path)
        tables = [key for key in sorted(value) if _is_table(value[key])]
        for key in sorted(value):
            if key not in tables and value[key] is not None:
                self._out.append(f"{pad}{_key(key)} = {_inline(value[key])}\n")
        for key in tables:
            self._sub_table(value[key], (*path, key))
        return self._out

    def _sub_table(self, value: Any, path: tuple[str, ...]) -> None:
        pad = "  " * (len(path) - 1)
        name = ".".join(map(_key, path))
        if isinstance(value, list):
            for item in value:
                self._blank()
                self._out.append(f"{pad}[[{name}]]\n")
                self.table(item, path)
            return
        if len(path) == 1:
            self._blank()
        self._out.append(f"{pad}[{name}]\n")
        self.table(value, path)

    def _blank(self) -> None:
        if self._out:
            self._out.append("\n")


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)
    )


def _key(key: str) -> str:
    return key if _BARE.match(key) else _quoted(key)


def _quoted(text: str) -> str:
    out = []
    for char in valid_text(text):
        if char in _ESCAPES:
            out.append(_ESCAPES[char])
        else:
            out.append(char if char >= " " and char != "\x7f" else f"\\u{ord(char):04x}")
    return '"' + "".join(out) + '"'


def _inline(value: Any) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, list):
        if any(item is None for item in value):
            raise _Unwritable("toml: cannot encode array with nil element")
        return "[" + ", ".join([_inline(item) for item in value]) + "]"
    if isinstance(value, dict):
        pairs = [f"{_key(key)} = {_inline(value[key])}" for key in sorted(value) if value[key] is not None]
        return "{" + ", ".join(pairs) + "}"
    return str(value)


def _float(value: float) -> str:
    text = special(value)
    if text is not None:
        return {"NaN": "nan", "+Inf": "inf", "-Inf": "-inf"}[text]
    shown = general(value)
    if "e" in shown:
        return shown
    return shown if "." in shown else shown + ".0"
