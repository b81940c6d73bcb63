"""`.helmignore`: which files of a chart's folder are left out. Refuses `**`, as Helm does."""

import re
from functools import lru_cache

from maestro.domain.record import dataclass
from maestro.factory.chart.errors import ChartError

_DEFAULT = "templates/.?*"


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern: `where` is root, path or name."""

    pattern: str
    where: str
    negated: bool
    folders_only: bool

    def matches(self, path: str) -> bool:
        """Whether the pattern fits the path."""
        name = path.rpartition("/")[2] if self.where == "name" else path
        return matches(self.pattern, name)


def parse(text: str) -> tuple[Rule, ...]:
    """The rules of a file, Helm's own last."""
    lines = [line.strip() for line in text.removeprefix("\ufeff").split("\n")]
    found = [_rule(line) for line in lines if line and not line.startswith("#")]
    return (*found, _rule(_DEFAULT))


def _rule(line: str) -> Rule:
    if "**" in line:
        raise ChartError("double-star (**) syntax is not supported")
    matches(line, "abc")
    negated = line.startswith("!")
    pattern = line[1:] if negated else line
    folders_only = pattern.endswith("/")
    pattern = pattern.removesuffix("/")
    where = "root" if pattern.startswith("/") else "path" if "/" in pattern else "name"
    return Rule(pattern.removeprefix("/"), where, negated, folders_only)


def is_ignored(rules: tuple[Rule, ...], path: str, *, is_folder: bool) -> bool:
    """Whether the first rule that speaks of the path leaves it out."""
    for rule in rules:
        if rule.negated:
            if (rule.folders_only and not is_folder) or not rule.matches(path):
                return True
        elif (is_folder or not rule.folders_only) and rule.matches(path):
            return True
    return False


def matches(pattern: str, name: str) -> bool:
    """Go's filepath.Match: `*` and `?` stop at a slash."""
    return _compiled(pattern).fullmatch(name) is not None


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    out: list[str] = []
    at = 0
    while at < len(pattern):
        char = pattern[at]
        at += 1
        if char == "*":
            out.append("[^/]*")
        elif char == "?":
            out.append("[^/]")
        elif char == "[":
            piece, at = _class(pattern, at)
            out.append(piece)
        else:
            if char == "\\":
                if at >= len(pattern):
                    raise ChartError("syntax error in pattern")
                char = pattern[at]
                at += 1
            out.append(re.escape(char))
    return re.compile("".join(out), re.DOTALL)


def _class(pattern: str, at: int) -> tuple[str, int]:
    end = pattern.find("]", at + 1)
    if end < 0:
        raise ChartError("syntax error in pattern")
    body = pattern[at:end]
    negated = body.startswith("^")
    inner = re.escape(body[1:] if negated else body).replace(r"\-", "-")
    return f"[{'^' if negated else ''}{inner}]", end + 1
