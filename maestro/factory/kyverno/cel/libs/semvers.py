"""Semantic versions as Kubernetes' CEL has them."""

import re
from typing import ClassVar

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.lang.errors import EvalError
from maestro.factory.kyverno.cel.lang.functions import Library, overload

_NUMBER = r"0|[1-9]\d*"
_SEMVER = re.compile(rf"({_NUMBER})\.({_NUMBER})\.({_NUMBER})(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?", re.ASCII)
_PARTS = 3


@dataclass(frozen=True)
class Semver:
    """A version; build data does not count."""

    numbers: tuple[int, int, int]
    pre: tuple[str, ...] = ()

    cel_type: ClassVar[str] = "kubernetes.Semver"

    @property
    def order(self) -> tuple[tuple[int, int, int], bool, list[tuple[bool, int, str]]]:
        """What versions are compared by: a release is newer than its pre-releases, numbers older than words."""
        return self.numbers, not self.pre, [_identifier(part) for part in self.pre]


def _identifier(part: str) -> tuple[bool, int, str]:
    return (False, int(part), "") if part.isdigit() else (True, 0, part)


def parse_semver(text: str, normalize: bool = False) -> Semver:
    """Read a version; `normalize` forgives a leading v, missing parts and leading zeros."""
    found = _SEMVER.fullmatch(_normalized(text) if normalize else text)
    if found is None:
        raise EvalError(f"no semantic version: {text!r}")
    pre = tuple((found[4] or "").split(".")) if found[4] else ()
    if any(not part or (part.isdigit() and len(part) > 1 and part.startswith("0")) for part in pre):
        raise EvalError(f"no semantic version: {text!r}")
    return Semver((int(found[1]), int(found[2]), int(found[3])), pre)


def _normalized(text: str) -> str:
    parts = text.removeprefix("v").split(".", _PARTS - 1)
    for at, part in enumerate(parts):
        if len(part) > 1:
            stripped = part.lstrip("0")
            parts[at] = stripped if stripped[:1].isdigit() else "0" + stripped
    if len(parts) < _PARTS and re.search(r"[+-]", parts[-1]):
        raise EvalError("short version cannot contain PreRelease/Build meta data")
    return ".".join(parts + ["0"] * (_PARTS - len(parts)))


def _is_semver(text: str, normalize: bool = False) -> bool:
    try:
        parse_semver(text, normalize)
    except EvalError:
        return False
    return True


SEMVERS: Library = (
    overload("semver(string) -> kubernetes.Semver", parse_semver),
    overload("semver(string, bool) -> kubernetes.Semver", parse_semver),
    overload("isSemver(string) -> bool", _is_semver),
    overload("isSemver(string, bool) -> bool", _is_semver),
    overload("kubernetes.Semver::isGreaterThan(kubernetes.Semver) -> bool", lambda a, b: a.order > b.order),
    overload("kubernetes.Semver::isLessThan(kubernetes.Semver) -> bool", lambda a, b: a.order < b.order),
    overload(
        "kubernetes.Semver::compareTo(kubernetes.Semver) -> int",
        lambda a, b: (a.order > b.order) - (a.order < b.order),
    ),
    overload("kubernetes.Semver::major() -> int", lambda version: version.numbers[0]),
    overload("kubernetes.Semver::minor() -> int", lambda version: version.numbers[1]),
    overload("kubernetes.Semver::patch() -> int", lambda version: version.numbers[2]),
)
