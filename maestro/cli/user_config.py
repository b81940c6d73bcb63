"""The user's `config.toml`: setting one key without touching the rest. Refuses what would not read back right."""

import json
import os
import re
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from maestro.domain.errors import ConfigError

_TABLE = re.compile(r"\s*\[")


def set_key(file: Path, key: str, value: str | None) -> None:
    """Set a top-level text key, None removes it; comments, order and all other keys stay. Atomic, mode 0600."""
    before = _text(file)
    old = _values(before, file)
    wanted = {name: kept for name, kept in old.items() if name != key} | ({key: value} if value is not None else {})
    after = _with(before, key, value)
    if _values(after, file) != wanted:
        raise ConfigError(f"could not change {key!r} in {file}; change it there by hand.", path=str(file))
    _replace(file, after)


def _with(text: str, key: str, value: str | None) -> str:
    lines = text.splitlines(keepends=True)
    assignment = re.compile(rf"""\s*(?:{re.escape(key)}|"{re.escape(key)}"|'{re.escape(key)}')\s*=""")
    top = next((number for number, line in enumerate(lines) if _TABLE.match(line)), len(lines))
    head = [line for line in lines[:top] if not assignment.match(line)]
    place = next((number for number, line in enumerate(lines[:top]) if assignment.match(line)), len(head))
    # A JSON string is a TOML basic string, but for DEL, which TOML wants escaped.
    new = [f"{key} = {json.dumps(value, ensure_ascii=False)}\n".replace("\x7f", "\\u007f")] if value is not None else []
    if new and place == len(head) and head and not head[-1].endswith("\n"):
        head[-1] += "\n"
    return "".join([*head[:place], *new, *head[place:], *lines[top:]])


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8") if file.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"expected TOML in {file}, found: {error}", path=str(file)) from error


def _values(text: str, file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"expected TOML in {file}, found: {error}", path=str(file)) from error


def _replace(file: Path, text: str) -> None:
    try:
        handle, draft = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            out.write(text)
        Path(draft).replace(file)
    except OSError as error:
        raise ConfigError(f"expected to write {file}, found: {error.strerror}.", path=str(file)) from error
