"""Patterns of `.Files.Glob`: `*` within a folder, `**` across, `{a,b}`, `[a-c]`.

A bad pattern matches everything, as in Helm.
"""

import re
from collections.abc import Callable
from functools import lru_cache

_NOTHING = r"(?!)"  # what an unclosed brace matches


@lru_cache(maxsize=256)
def matcher(pattern: str) -> Callable[[str], bool]:
    """A test for paths."""
    try:
        compiled = re.compile(_Translator(pattern).run(), re.DOTALL)
    except (re.error, ValueError, IndexError):
        return lambda _path: True
    return lambda path: compiled.fullmatch(path) is not None


class _Translator:
    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0
        self._depth = 0

    def run(self) -> str:
        out: list[str] = []
        while self._at < len(self._pattern):
            char = self._pattern[self._at]
            self._at += 1
            out.append(self._piece(char))
        return _NOTHING if self._depth else "".join(out)

    def _piece(self, char: str) -> str:
        match char:
            case "*":
                if self._pattern.startswith("*", self._at):
                    while self._pattern.startswith("*", self._at):
                        self._at += 1
                    return ".*"
                return "[^/]*"
            case "?":
                return "[^/]"
            case "[":
                return self._class()
            case "{":
                self._depth += 1
                return "(?:"
            case "}" if self._depth:
                self._depth -= 1
                return ")"
            case "," if self._depth:
                return "|"
            case "\\":
                self._at += 1
                return re.escape(self._pattern[self._at - 1])
        return re.escape(char)

    def _class(self) -> str:
        end = self._pattern.index("]", self._at)
        body = self._pattern[self._at : end]
        self._at = end + 1
        if body.endswith("-"):
            raise ValueError("open range")
        negated = body.startswith("!")
        inner = re.escape(body[1:] if negated else body).replace(r"\-", "-")
        return f"[{'^' if negated else ''}{inner}]"
