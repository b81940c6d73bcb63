"""SPDX licence expressions: `MIT OR (Apache-2.0 AND BSD-3-Clause)`, `GPL-2.0-only WITH Classpath-exception-2.0`."""

import re
from collections.abc import Callable

_TOKEN = re.compile(r"\(|\)|[A-Za-z0-9.+:-]+")
_DEEPEST = 50


def acceptable(expression: str, fine: Callable[[str], bool]) -> bool:
    """Whether some choice that the expression leaves has only licences that are `fine`; no expression has none."""
    tokens = _TOKEN.findall(expression)
    try:
        value, rest = _either(tokens, fine, 0)
    except (IndexError, RecursionError):
        return False
    return value and not rest


def _either(tokens: list[str], fine: Callable[[str], bool], depth: int) -> tuple[bool, list[str]]:
    value, rest = _all(tokens, fine, depth)
    while rest and rest[0].upper() == "OR":
        other, rest = _all(rest[1:], fine, depth)
        value = value or other
    return value, rest


def _all(tokens: list[str], fine: Callable[[str], bool], depth: int) -> tuple[bool, list[str]]:
    value, rest = _one(tokens, fine, depth)
    while rest and rest[0].upper() == "AND":
        other, rest = _one(rest[1:], fine, depth)
        value = value and other
    return value, rest


def _one(tokens: list[str], fine: Callable[[str], bool], depth: int) -> tuple[bool, list[str]]:
    if depth > _DEEPEST:
        raise RecursionError
    if tokens[0] == "(":
        value, rest = _either(tokens[1:], fine, depth + 1)
        return value and rest[0] == ")", rest[1:]
    value, rest = fine(tokens[0]), tokens[1:]
    return (value, rest[2:]) if rest and rest[0].upper() == "WITH" else (value, rest)
