"""Overlay patterns (`validate.pattern`): maps, lists and anchors, compiled to a tree and matched against a resource.

A mismatch is an exception that says where; conditions that do not apply are skips, which a list or a map may swallow.
"""

from enum import StrEnum
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.classic import overlay_keys as keys
from maestro.factory.kyverno.classic.anchors import Anchor, parse_anchor
from maestro.factory.kyverno.classic.metadata_keys import expand_metadata, needs_expansion
from maestro.factory.kyverno.classic.overlay_keys import Check, KeyCheck, Mismatch, NotAllowed, NotApplicable, State
from maestro.factory.kyverno.classic.pattern import matches_pattern
from maestro.factory.kyverno.values.golang import sprint

_CHECKED_FIRST = frozenset({Anchor.CONDITION, Anchor.EXISTENCE, Anchor.EQUALITY, Anchor.NEGATION})
_TRACKED = frozenset({Anchor.CONDITION, Anchor.EXISTENCE})


class Verdict(StrEnum):
    """How a pattern ends."""

    PASS = "pass"  # noqa: S105 - a verdict, no password
    FAIL = "fail"
    SKIP = "skip"
    ERROR = "error"


@dataclass(frozen=True)
class Match:
    """The verdict with its message and path."""

    verdict: Verdict
    message: str = ""
    path: str = ""


class Overlay:
    """A compiled pattern."""

    def __init__(self, pattern: Any) -> None:
        """Compile it."""
        self._check = _compile(pattern)

    def match(self, resource: Any) -> Match:
        """Match a resource."""
        state = State()
        try:
            self._check(resource, "/", state)
        except NotApplicable as mismatch:
            return Match(Verdict.SKIP, str(mismatch))
        except NotAllowed as mismatch:
            return Match(Verdict.FAIL, str(mismatch), mismatch.path)
        except Mismatch as mismatch:
            if not all(state.met.values()) or not mismatch.path:
                return Match(Verdict.ERROR, str(mismatch))
            return Match(Verdict.FAIL, str(mismatch), mismatch.path)
        except RecursionError:
            return Match(Verdict.ERROR, "the pattern or the resource is nested too deeply")
        return Match(Verdict.PASS)


def _compile(pattern: Any) -> Check:
    match pattern:
        case dict():
            return _map(pattern)
        case list():
            return _list(pattern)
        case _:
            return _scalar(pattern)


def _scalar(pattern: Any) -> Check:
    def check(resource: Any, path: str, _state: State) -> None:
        values = resource if isinstance(resource, list) else (resource,)
        if not all(matches_pattern(value, pattern) for value in values):
            text = f"resource value '{sprint(resource)}' does not match '{sprint(pattern)}' at path {path}"
            raise Mismatch(text, path)

    return check


def _list(pattern: list[Any]) -> Check:
    elements = _list_elements(pattern)

    def check(resource: Any, path: str, state: State) -> None:
        if not isinstance(resource, list):
            text = f"validation rule failed at path {path}, resource does not satisfy the expected overlay pattern"
            raise Mismatch(text, path)
        elements(resource, path, state)

    return check


def _list_elements(pattern: list[Any]) -> Check:
    if not pattern:
        return _empty_list
    match pattern[0]:
        case dict():
            return _every_element(_compile(pattern[0]))
        case list():
            return _by_position([_compile(item) for item in pattern])
        case _:
            return _compile(pattern[0])


def _empty_list(_resource: Any, path: str, _state: State) -> None:
    raise Mismatch("pattern Array empty", path)


def _every_element(element: Check) -> Check:
    def check(resource: Any, path: str, state: State) -> None:
        _each([(element, item) for item in resource], path, state)

    return check


def _by_position(elements: list[Check]) -> Check:
    def check(resource: Any, path: str, state: State) -> None:
        if len(resource) < len(elements):
            text = f"array length mismatch, resource has {len(resource)} elements and the pattern {len(elements)}"
            raise Mismatch(text, "")
        _each(list(zip(elements, resource, strict=False)), path, state)

    return check


def _each(pairs: list[tuple[Check, Any]], path: str, state: State) -> None:
    """Elements that are skipped do not count; all of them skipped is a skip."""
    skipped: list[str] = []
    for index, (check, item) in enumerate(pairs):
        try:
            check(item, f"{path}{index}/", state)
        except NotApplicable as mismatch:
            skipped.append(str(mismatch))
    if skipped and len(skipped) == len(pairs):
        raise NotApplicable("; ".join(skipped), path, direct=False)


@dataclass(frozen=True)
class _Key:
    """One key of a pattern map with the check of its value."""

    text: str
    check: KeyCheck


def _map(pattern: dict[str, Any]) -> Check:
    expand = needs_expansion(pattern)
    compiled = None if expand else _MapCheck(pattern)

    def check(resource: Any, path: str, state: State) -> None:
        if not isinstance(resource, dict):
            text = (
                f"pattern and resource have different structures. Path: {path}. Expected a map, found {_kind(resource)}"
            )
            raise Mismatch(text, path)
        (compiled or _MapCheck(expand_metadata(pattern, resource))).run(resource, path, state)

    return check


def _kind(value: Any) -> str:
    return {type(None): "nothing", list: "a list", str: "text"}.get(type(value), type(value).__name__)


class _MapCheck:
    """The keys of a pattern map in the order in which they are checked."""

    def __init__(self, pattern: dict[str, Any]) -> None:
        anchored: list[_Key] = []
        front: list[_Key] = []
        back: list[_Key] = []
        self.tracked: list[tuple[str, str]] = []
        for text in sorted(pattern):
            anchor = parse_anchor(text)
            key = _Key(text, _key_check(text, pattern[text]))
            if anchor and anchor[0] in _TRACKED:
                self.tracked.append((text, anchor[1]))
            if anchor and anchor[0] in _CHECKED_FIRST:
                anchored.append(key)
            elif (anchor and anchor[0] is Anchor.GLOBAL) or has_anchors(pattern[text]):
                front.insert(0, key)
            else:
                back.append(key)
        self.anchored = anchored
        self.plain = front + back

    def run(self, resource: dict[str, Any], path: str, state: State) -> None:
        for text, name in self.tracked:
            state.met[text] = state.met.get(text, False) or name in resource
        self._run_anchored(resource, path, state)
        for key in self.plain:
            key.check(resource, path, state)

    def _run_anchored(self, resource: dict[str, Any], path: str, state: State) -> None:
        skipped: list[NotApplicable] = []
        applied = 0
        for key in self.anchored:
            try:
                key.check(resource, path, state)
                applied += 1
            except NotApplicable as mismatch:
                skipped.append(mismatch)
            except Mismatch:
                if not any(skip.direct for skip in skipped):
                    raise
        if skipped and (not applied or any(skip.direct for skip in skipped)):
            raise NotApplicable("; ".join(map(str, skipped)), path, direct=False)


def has_anchors(pattern: Any) -> bool:
    """Whether conditions of any kind are somewhere inside."""
    match pattern:
        case dict():
            if any((anchor := parse_anchor(key)) and anchor[0] is not Anchor.ADD_IF_NOT_PRESENT for key in pattern):
                return True
            return any(map(has_anchors, pattern.values()))
        case list():
            return any(map(has_anchors, pattern))
        case _:
            return False


def _key_check(text: str, pattern: Any) -> KeyCheck:
    anchor = parse_anchor(text)
    match anchor:
        case (Anchor.CONDITION, key):
            return keys.condition(key, _compile(pattern))
        case (Anchor.GLOBAL, key):
            return keys.global_(key, _compile(pattern))
        case (Anchor.EQUALITY, key):
            return keys.equality(key, _compile(pattern))
        case (Anchor.NEGATION, key):
            return keys.negation(key)
        case (Anchor.EXISTENCE, key):
            return keys.existence(key, _elements(pattern))
        case _:
            return keys.present(text) if pattern == "*" else keys.plain(text, _compile(pattern))


def _elements(pattern: Any) -> list[Check | None] | None:
    if not isinstance(pattern, list):
        return None
    return [_compile(item) if isinstance(item, dict) else None for item in pattern]
