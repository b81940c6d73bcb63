"""Version ranges as a factory's manifest states them: `>=0.1`, `>=0.2,<1`, `==0.3.*`, `~=0.4`."""

import re
from collections.abc import Callable

Release = tuple[int, ...]


class RangeError(ValueError):
    """What is no range of versions; the text is the clause at fault."""


_CLAUSE = re.compile(r"(==|!=|>=|<=|~=|>|<)\s*([0-9]{1,6}(?:\.[0-9]{1,6}){0,5})(\.\*)?")
_LENGTH = 8

_COMPARE: dict[str, Callable[[Release, Release], bool]] = {
    "==": lambda have, want: have == want,
    "!=": lambda have, want: have != want,
    ">=": lambda have, want: have >= want,
    "<=": lambda have, want: have <= want,
    ">": lambda have, want: have > want,
    "<": lambda have, want: have < want,
}


def satisfies(version: str, range_: str) -> bool:
    """Whether a version lies in a range; RangeError when the range is none. A suffix such as `rc1` is not looked at."""
    have = _padded(_release(version))
    return all(_holds(have, clause) for clause in range_.split(","))


def _holds(have: Release, clause: str) -> bool:
    found = _CLAUSE.fullmatch(clause.strip())
    if found is None or (found[3] and found[1] not in ("==", "!=")):
        raise RangeError(clause.strip())
    operator, want = found[1], _release(found[2])
    if operator == "~=":
        if len(want) < 2:
            raise RangeError(clause.strip())
        return have >= _padded(want) and have[: len(want) - 1] == want[:-1]
    if found[3]:
        return (have[: len(want)] == want) == (operator == "==")
    return _COMPARE[operator](have, _padded(want))


def _release(version: str) -> Release:
    found = re.match(r"[0-9]{1,6}(\.[0-9]{1,6})*", version)
    return tuple(int(part) for part in found[0].split(".")) if found else ()


def _padded(release: Release) -> Release:
    return (*release, *(0,) * _LENGTH)[:_LENGTH]
