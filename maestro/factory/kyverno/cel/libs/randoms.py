"""Kyverno's `random(pattern)`: text that matches a pattern.

In a cluster it is different each time; here it is made from the pattern alone, so that a preview and the run after it
agree. Refuses patterns beyond literals, classes, groups of them and counts.
"""

import hashlib
import re
from collections.abc import Iterator
from itertools import count

from maestro.factory.kyverno.cel.lang.errors import EvalError, UnevaluatedError
from maestro.factory.kyverno.cel.lang.functions import Library, overload

_ATOM = re.compile(
    r"(?:\[(?P<negated>\^?)(?P<members>(?:\\.|[^\]\\])+)\]|\\(?P<escape>.)|(?P<literal>[^\[\](){}*+?|\\^$.])|(?P<any>\.))"
    r"(?:\{(?P<least>\d+)(?:,(?P<most>\d*))?\}|(?P<repeat>[*+?]))?"
)
_RANGE = re.compile(r"\\(.)|(.)-(.)|(.)", re.DOTALL)
_CLASSES = {"d": "0123456789", "w": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", "s": " "}
_PRINTABLE = "".join(map(chr, range(33, 127)))
_DEFAULT = "[0-9a-z]{8}"
_LONGEST = 1024


def _numbers(seed: str) -> Iterator[int]:
    for block in count():
        yield from hashlib.sha256(f"{block}:{seed}".encode()).digest()


def _alphabet(found: re.Match[str]) -> str:
    if found["literal"]:
        return found["literal"]
    if found["any"]:
        return _PRINTABLE
    if found["escape"]:
        return _CLASSES.get(found["escape"], found["escape"])
    members = ""
    for escape, first, last, single in _RANGE.findall(found["members"]):
        if escape:
            members += _CLASSES.get(escape, escape)
        elif first:
            members += "".join(map(chr, range(ord(first), ord(last) + 1)))
        else:
            members += single
    return "".join(char for char in _PRINTABLE if char not in members) if found["negated"] else members


def _length(found: re.Match[str]) -> int:
    if found["least"]:
        return int(found["least"])
    return 0 if found["repeat"] in {"*", "?"} else 1


def generate(pattern: str = _DEFAULT) -> str:
    """Text that matches the pattern."""
    body = pattern.removeprefix("^").removesuffix("$")
    numbers, out, at = _numbers(pattern), "", 0
    while at < len(body):
        found = _ATOM.match(body, at)
        alphabet = _alphabet(found) if found else ""
        if found is None or not alphabet:
            raise UnevaluatedError(f"random({pattern!r}): this kind of pattern is not generated offline")
        out += "".join(alphabet[next(numbers) % len(alphabet)] for _ in range(min(_length(found), _LONGEST)))
        at = found.end()
    if len(out) > _LONGEST:
        raise EvalError(f"random({pattern!r}) makes more than {_LONGEST} characters")
    return out


RANDOMS: Library = tuple(
    declared
    for name in ("random", "random.random")
    for declared in (overload(f"{name}() -> string", generate), overload(f"{name}(string) -> string", generate))
)
