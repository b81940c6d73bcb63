"""Semantic versions and constraints, as Helm compares them. Owns their grammar; refuses what is neither."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest
from typing import Any, ClassVar

from maestro.domain.record import dataclass
from maestro.factory.chart.text.kinds import Struct, Uint64
from maestro.factory.chart.text.quoting import quote

_SEGMENTS = r"[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*"
_VERSION = re.compile(rf"v?([0-9]+)(?:\.([0-9]+))?(?:\.([0-9]+))?(?:-({_SEGMENTS}))?(?:\+({_SEGMENTS}))?")
_PART = r"[0-9|xX*]+"
_TAIL = r"([0-9A-Za-z\-]+(\.[0-9A-Za-z\-]+)*)"
_PATTERN = rf"v?({_PART})(\.{_PART})?(\.{_PART})?(-{_TAIL})?(\+{_TAIL})?"
_LONGEST_OPS = r"!=|>=|=>|<=|=<|~>|=|>|<|~|\^|"
_RANGE = re.compile(rf"\s*({_PATTERN})\s+-\s+({_PATTERN})\s*", re.ASCII)
_ONE = re.compile(rf"({_LONGEST_OPS})\s*({_PATTERN})", re.ASCII)
_VALID = re.compile(
    rf"(\s*({_LONGEST_OPS})\s*({_PATTERN})\s*)((?:\s+|,\s*)({_LONGEST_OPS})\s*({_PATTERN})\s*)*", re.ASCII
)
_TOO_BIG = 1 << 64
_MAX_VERSION, _MAX_CONSTRAINT, _MAX_GROUPS = 256, 512, 32


class VersionError(ValueError):
    """The text is no version or no constraint."""


@dataclass(frozen=True, slots=True)
class Version(Struct):
    """A semantic version."""

    go_type: ClassVar[str] = "*semver.Version"
    go_kind: ClassVar[str] = "ptr"
    major: int
    minor: int
    patch: int
    pre: str = ""
    build: str = ""
    original: str = ""

    def fields(self) -> Mapping[str, Any]:
        return {}

    def to_json(self) -> Any:
        return str(self)

    def __str__(self) -> str:
        pre = f"-{self.pre}" if self.pre else ""
        return f"{self.major}.{self.minor}.{self.patch}{pre}" + (f"+{self.build}" if self.build else "")

    def compare(self, other: "Version") -> int:
        """-1, 0 or 1; build metadata does not count."""
        mine, theirs = (self.major, self.minor, self.patch), (other.major, other.minor, other.patch)
        if mine != theirs:
            return -1 if mine < theirs else 1
        return _compare_pre(self.pre, other.pre)

    def increased(self, part: str) -> "Version":
        """The next major, minor or patch version."""
        match part:
            case "major":
                new = Version(self.major + 1, 0, 0)
            case "minor":
                new = Version(self.major, self.minor + 1, 0)
            case _:
                new = Version(self.major, self.minor, self.patch + (not self.pre))
        prefix = "v" if self.original.startswith("v") else ""
        return replace(new, original=f"{prefix}{new}")


def _compare_pre(one: str, two: str) -> int:
    if one == two:
        return 0
    if not one or not two:
        return 1 if not one else -1
    for a, b in zip_longest(one.split("."), two.split("."), fillvalue=""):
        if a != b:
            return _compare_part(a, b)
    return 0


def _compare_part(one: str, two: str) -> int:
    if not one or not two:
        return -1 if not one else 1
    if one.isdigit() and two.isdigit():
        return -1 if int(one) < int(two) else 1
    if one.isdigit() or two.isdigit():
        return -1 if one.isdigit() else 1
    return -1 if one < two else 1


def parse_version(text: str) -> Version:
    """The version that a text names; minor and patch may be left out, a `v` may stand in front."""
    if len(text) > _MAX_VERSION:
        raise VersionError(f"version string is too long (max {_MAX_VERSION} bytes)")
    match = _VERSION.fullmatch(text)
    if match is None:
        raise VersionError("invalid semantic version")
    major, minor, patch, pre, build = match.groups()
    if any(part.isdigit() and len(part) > 1 and part[0] == "0" for part in (pre or "").split(".")):
        raise VersionError("version segment starts with 0")
    for part in (major, minor, patch):
        if part and int(part) >= _TOO_BIG:
            shown = f'strconv.ParseUint: parsing "{part}": value out of range'
            raise VersionError(f"error parsing version segment: {shown}")
    return Version(int(major), int(minor or 0), int(patch or 0), pre or "", build or "", text)


@dataclass(frozen=True, slots=True)
class _Bound:
    """One comparison of a constraint; `dirty` says that parts were left open."""

    op: str
    version: Version
    dirty: bool
    open_minor: bool
    open_patch: bool

    def allows(self, version: Version, *, pre_allowed: bool) -> bool:
        return (pre_allowed or not version.pre) and _CHECKS[self.op](version, self)


@lru_cache(maxsize=512)
def _constraint(text: str) -> tuple[tuple[_Bound, ...], ...]:
    if len(text) > _MAX_CONSTRAINT:
        raise VersionError(f"constraint string is too long (max {_MAX_CONSTRAINT} bytes)")
    alternatives = _RANGE.sub(lambda match: f">= {match.group(1)}, <= {match.group(11)} ", text).split("||")
    if len(alternatives) > _MAX_GROUPS:
        raise VersionError(f"too many constraint groups (max {_MAX_GROUPS})")
    return tuple(map(_alternative, alternatives))


def _alternative(text: str) -> tuple[_Bound, ...]:
    if _VALID.fullmatch(text) is None:
        raise VersionError(f"improper constraint: {quote(text)}")
    return tuple(_bound(match) for match in _ONE.finditer(text))


def _bound(match: re.Match[str]) -> _Bound:
    op, text, major, minor, patch, pre = match.group(1, 2, 3, 4, 5, 6)
    minor, patch, pre = (minor or "")[1:], (patch or "")[1:], pre or ""
    open_major, open_minor, open_patch = (not part or part in {"x", "X", "*"} for part in (major, minor, patch))
    try:
        if open_major:
            return _Bound(op, parse_version(f"0.0.0{pre}"), dirty=True, open_minor=False, open_patch=False)
        if open_minor:
            return _Bound(op, parse_version(f"{major}.0.0{pre}"), dirty=True, open_minor=True, open_patch=False)
        if open_patch:
            return _Bound(op, parse_version(f"{major}.{minor}.0{pre}"), dirty=True, open_minor=False, open_patch=True)
        return _Bound(op, parse_version(text), dirty=False, open_minor=False, open_patch=False)
    except VersionError:
        raise VersionError("constraint parser error") from None


def satisfies(constraint: str, version: Version) -> bool:
    """Whether the version is within the constraint. Raises VersionError for a constraint that is none."""
    for bounds in _constraint(constraint):
        pre_allowed = any(bound.version.pre for bound in bounds)
        if all(bound.allows(version, pre_allowed=pre_allowed) for bound in bounds):
            return True
    return False


def in_range(constraint: str, version: str) -> bool:
    """The same for texts; what is no version or constraint is out of range."""
    try:
        return satisfies(constraint, parse_version(version))
    except VersionError:
        return False


def _not_equal(version: Version, bound: _Bound) -> bool:
    wanted = bound.version
    if not bound.dirty:
        return version.compare(wanted) != 0
    if version.major != wanted.major:
        return True
    if bound.open_minor:
        return False
    if version.minor != wanted.minor:
        return True
    if bound.open_patch:
        return bool(version.pre or wanted.pre) and version.pre != wanted.pre
    return version.compare(wanted) != 0


def _greater(version: Version, bound: _Bound) -> bool:
    wanted = bound.version
    if not bound.dirty or version.major != wanted.major:
        return version.compare(wanted) > 0 if not bound.dirty else version.major > wanted.major
    if bound.open_minor:
        return False
    return version.minor > wanted.minor if bound.open_patch else version.compare(wanted) > 0


def _less_or_equal(version: Version, bound: _Bound) -> bool:
    wanted = bound.version
    if not bound.dirty:
        return version.compare(wanted) <= 0
    if version.major != wanted.major:
        return version.major < wanted.major
    return bound.open_minor or version.minor <= wanted.minor


def _tilde(version: Version, bound: _Bound) -> bool:
    wanted = bound.version
    if version.compare(wanted) < 0:
        return False
    if not (wanted.major or wanted.minor or wanted.patch or bound.open_minor or bound.open_patch):
        return True
    return version.major == wanted.major and (bound.open_minor or version.minor == wanted.minor)


def _tilde_or_equal(version: Version, bound: _Bound) -> bool:
    return _tilde(version, bound) if bound.dirty else version.compare(bound.version) == 0


def _caret(version: Version, bound: _Bound) -> bool:
    wanted = bound.version
    if version.compare(wanted) < 0 or version.major != wanted.major:
        return False
    if wanted.major > 0 or bound.open_minor:
        return True
    if version.minor != wanted.minor:
        return False
    return wanted.minor > 0 or bound.open_patch or version.patch == wanted.patch


def _less(version: Version, bound: _Bound) -> bool:
    return version.compare(bound.version) < 0


def _greater_or_equal(version: Version, bound: _Bound) -> bool:
    return version.compare(bound.version) >= 0


_CHECKS: dict[str, Callable[[Version, _Bound], bool]] = {
    "": _tilde_or_equal,
    "=": _tilde_or_equal,
    "!=": _not_equal,
    ">": _greater,
    "<": _less,
    ">=": _greater_or_equal,
    "=>": _greater_or_equal,
    "<=": _less_or_equal,
    "=<": _less_or_equal,
    "~": _tilde,
    "~>": _tilde,
    "^": _caret,
}


def unsigned(number: int) -> Uint64:
    """A part of a version as templates see it."""
    return Uint64(number)
