"""What the columns of a table hold, told by their headers; the patterns are data (`columns.toml`)."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from maestro.understanding.papers.numbers import amounts, header_unit, number

_HEADER_ROWS = 12  # rows in which a header is looked for
_WIDE = 0.6  # of the widest row
_NAME = 60  # characters of a column's name
_DEFAULTS = {"memory": ("GB", 1.0), "storage": ("GB", 1.0), "vcpu": ("vCPU", 1.0)}


class Role(StrEnum):
    """What a column is about; OTHER may still name things."""

    IGNORED = "ignored"
    COST = "cost"
    FATE = "fate"
    VCPU = "vcpu"
    MEMORY = "memory"
    STORAGE = "storage"
    COUNT = "count"
    THING = "thing"
    NAME = "name"
    OTHER = "other"


@dataclass(frozen=True)
class Column:
    """A column of a table: its place, what it holds, the unit that its header names."""

    index: int
    header: str
    role: Role
    unit: tuple[str, float] | None = None


@cache
def _data() -> dict[str, dict[str, str]]:
    text = resources.files(__package__).joinpath("columns.toml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = tomllib.loads(text)
    return found


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A closed set of words of the data file."""
    return re.compile(_data()["words"][name], re.IGNORECASE)


@cache
def _roles() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return tuple((Role(name), re.compile(text)) for name, text in _data()["roles"].items())


def role_of(header: str) -> Role:
    """What a header says; OTHER where it says nothing of the kind."""
    low = re.sub(r"[_/]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", header)).lower()
    return next((role for role, found in _roles() if found.search(low)), Role.OTHER)


def header_at(rows: Sequence[tuple[int, tuple[str, ...]]]) -> int | None:
    """Which row is the header: the first that is as wide as the table, if two of its columns tell what they hold.

    What stands above it (a title) fills fewer cells. None where the first wide row is no header.
    """
    head = rows[:_HEADER_ROWS]
    width = max((sum(map(bool, cells)) for _, cells in head), default=0)
    for place, (_, cells) in enumerate(head[: len(rows) - 1]):
        filled = [cell for cell in cells if cell]
        if len(filled) >= 2 and len(filled) >= width * _WIDE:
            return place if _tells(filled) else None
    return None


def _tells(filled: Sequence[str]) -> bool:
    """Whether these are names of columns: no questions, no values, and two of them known."""
    told = [cell for cell in filled if role_of(cell) is not Role.OTHER]
    names = all(len(cell) <= _NAME and not cell.endswith(("?", ".")) and not amounts(cell) for cell in filled)
    return len(told) >= 2 and names and all(number(cell) is None for cell in filled)


def columns(header: Sequence[str]) -> tuple[Column, ...]:
    """The columns of a header; of two that measure the same the first counts."""
    found, seen = list[Column](), set[Role]()
    for index, text in enumerate(header):
        role = role_of(text) if text else Role.OTHER
        measured = role in (Role.VCPU, Role.MEMORY, Role.STORAGE, Role.COUNT)
        if measured and role in seen:
            role = Role.IGNORED
        seen.add(role)
        found.append(Column(index, text, role, header_unit(text) or _DEFAULTS.get(role.value)))
    return tuple(found)
