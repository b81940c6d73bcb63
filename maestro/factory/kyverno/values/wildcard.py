"""Wildcards: `*` is any run of characters, `?` exactly one; nothing else is special."""

import re
from functools import lru_cache


def has_wildcard(text: str) -> bool:
    """Whether the text is a pattern at all."""
    return "*" in text or "?" in text


@lru_cache(maxsize=8192)
def _compiled(pattern: str) -> re.Pattern[str]:
    parts = [".*" if char == "*" else "." if char == "?" else re.escape(char) for char in re.sub(r"\*+", "*", pattern)]
    return re.compile("".join(parts), re.DOTALL)


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text matches the pattern."""
    if pattern == "*" or pattern == text:
        return True
    if not has_wildcard(pattern):
        return False
    return _compiled(pattern).fullmatch(text) is not None


def matches_any(patterns: list[str] | tuple[str, ...], text: str) -> bool:
    """Whether the text matches at least one of the patterns."""
    return any(matches(pattern, text) for pattern in patterns)
