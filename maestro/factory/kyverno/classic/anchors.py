"""Anchors: `(key)`, `=(key)`, `X(key)`, `^(key)`, `+(key)`, `<(key)`."""

import posixpath
import re
from enum import StrEnum
from functools import lru_cache

_ANCHOR = re.compile(r"(?P<kind>[+<=X^])?\((?P<key>.+)\)")


class Anchor(StrEnum):
    """What an anchor asks of its key."""

    CONDITION = ""
    GLOBAL = "<"
    NEGATION = "X"
    ADD_IF_NOT_PRESENT = "+"
    EQUALITY = "="
    EXISTENCE = "^"


CONDITIONS = frozenset({Anchor.CONDITION, Anchor.GLOBAL})


@lru_cache(maxsize=8192)
def parse_anchor(text: str) -> tuple[Anchor, str] | None:
    """The anchor and the key inside it, or None for a plain key."""
    match = _ANCHOR.fullmatch(text.strip())
    return (Anchor(match["kind"] or ""), match["key"]) if match else None


def strip_anchors(path: str) -> str:
    """A slash-separated path without anchors."""
    steps = []
    for step in path.split("/"):
        anchor = parse_anchor(step)
        steps.append(anchor[1] if anchor else step)
    joined = posixpath.normpath("/".join(steps).lstrip("/"))
    return "/" + joined if path.startswith("/") else joined
