"""Semantic versions and ranges of them (`>=1.2.0 <2.0.0 || 3.x`)."""

import re
from functools import lru_cache, total_ordering

from maestro.domain.record import dataclass

_PART = r"(?:0|[1-9][0-9]*)"
_VERSION = re.compile(
    rf"({_PART})\.({_PART})\.({_PART})(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?"
)
_TERM = re.compile(r"(>=|<=|==|!=|>|<|=|!|)(\S+)")
_OPERATOR_SPACE = re.compile(r"(>=|<=|==|!=|>|<|=|!)\s+")


@total_ordering
@dataclass(frozen=True)
class Version:
    """A version; build metadata does not take part in comparisons."""

    numbers: tuple[int, int, int]
    pre: tuple[tuple[int, int, str], ...] = ()

    def __lt__(self, other: "Version") -> bool:
        """Order by number, then a pre-release before its release."""
        if self.numbers != other.numbers:
            return self.numbers < other.numbers
        if bool(self.pre) != bool(other.pre):
            return bool(self.pre)
        return self.pre < other.pre


ZERO = Version((0, 0, 0))


@lru_cache(maxsize=2048)
def parse_version(text: str) -> Version | None:
    """Read a full version; None where it is none (leading zeros included)."""
    match = _VERSION.fullmatch(text)
    if match is None:
        return None
    pre = []
    for part in (match[4] or "").split("."):
        if part.isdigit():
            if len(part) > 1 and part.startswith("0"):
                return None
            pre.append((0, int(part), ""))
        elif part:
            pre.append((1, 0, part))
    return Version((int(match[1]), int(match[2]), int(match[3])), tuple(pre))


@dataclass(frozen=True)
class Comparator:
    """One bound of a range."""

    operator: str
    version: Version

    def admits(self, version: Version) -> bool:
        """Whether the version lies within this bound."""
        match self.operator:
            case ">":
                return version > self.version
            case ">=":
                return version >= self.version
            case "<":
                return version < self.version
            case "<=":
                return version <= self.version
            case "!":
                return version != self.version
            case _:
                return version == self.version


@dataclass(frozen=True)
class Range:
    """Alternatives of bounds that must all hold."""

    alternatives: tuple[tuple[Comparator, ...], ...]

    def admits(self, version: Version) -> bool:
        """Whether one alternative holds."""
        return any(all(bound.admits(version) for bound in bounds) for bounds in self.alternatives)


@lru_cache(maxsize=1024)
def parse_range(text: str) -> Range:
    """Read a range; ValueError where it is none."""
    alternatives: list[tuple[Comparator, ...]] = []
    for alternative in _OPERATOR_SPACE.sub(r"\1", text).split("||"):
        bounds: list[Comparator] = []
        for term in alternative.split():
            bounds += _bounds(term)
        if not bounds:
            raise ValueError(f"expected a version range such as '>=1.0.0 <2.0.0', found {text!r}")
        alternatives.append(tuple(bounds))
    return Range(tuple(alternatives))


def _bounds(term: str) -> list[Comparator]:
    match = _TERM.fullmatch(term)
    operator, version = (match[1], match[2]) if match else ("", term)
    operator = {"==": "=", "": "=", "!=": "!"}.get(operator, operator)
    if "x" in version.split("-")[0]:
        return _wildcard(operator, version)
    parsed = parse_version(version)
    if parsed is None:
        raise ValueError(f"expected a version such as 1.2.3, found {version!r}")
    return [Comparator(operator, parsed)]


def _wildcard(operator: str, version: str) -> list[Comparator]:
    """`1.2.x` and `1.x` stand for all versions that begin so."""
    parts = version.split(".")
    fixed = [int(part) for part in parts[: parts.index("x")] if part.isdigit()]
    if not fixed or len(fixed) != parts.index("x") or any(part != "x" for part in parts[len(fixed) :]):
        raise ValueError(f"expected a version such as 1.x or 1.2.x, found {version!r}")
    low = Version(_three(fixed))
    high = Version(_three([*fixed[:-1], fixed[-1] + 1]))
    match operator:
        case "=":
            return [Comparator(">=", low), Comparator("<", high)]
        case ">":
            return [Comparator(">=", high)]
        case "<=":
            return [Comparator("<", high)]
        case "!":
            return [Comparator("<", low), Comparator(">=", high)]
        case _:
            return [Comparator(operator, low)]


def _three(numbers: list[int]) -> tuple[int, int, int]:
    major, minor, patch = [*numbers, 0, 0][:3]
    return major, minor, patch
