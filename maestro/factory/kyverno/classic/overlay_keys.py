"""The keys of an overlay's maps: what each anchor asks of the value below its key, and how a mismatch is told.

Owns the meaning of the anchors; in which order keys are checked is the overlay's business.
"""

from collections.abc import Callable
from dataclasses import field
from typing import Any

from maestro.domain.record import dataclass


class Mismatch(Exception):  # noqa: N818 - an outcome of matching, not an error of the engine
    """The resource does not satisfy the pattern at this path."""

    def __init__(self, message: str, path: str) -> None:
        """Say what does not match, and where."""
        super().__init__(message)
        self.path = path


class NotAllowed(Mismatch):
    """A key is there that `X(key)` forbids."""


class NotApplicable(Mismatch):
    """A condition does not hold; `direct` where it is the anchor's own, not a list's or a map's summary."""

    def __init__(self, message: str, path: str, *, direct: bool) -> None:
        """Say which condition."""
        super().__init__(message, path)
        self.direct = direct


@dataclass
class State:
    """Which tracked anchor keys were met in the resource so far."""

    met: dict[str, bool] = field(default_factory=dict)


Check = Callable[[Any, str, State], None]
KeyCheck = Callable[[dict[str, Any], str, State], None]


def plain(key: str, check: Check) -> KeyCheck:
    """The value must match."""
    return lambda resource, path, state: check(resource.get(key), f"{path}{key}/", state)


def present(key: str) -> KeyCheck:
    """There must be a value."""

    def run(resource: dict[str, Any], path: str, _state: State) -> None:
        if resource.get(key) is None:
            raise Mismatch(f"{path}/{key} not found", path)

    return run


def condition(key: str, check: Check) -> KeyCheck:
    """`(key)`: without a match the map is not looked at."""

    def run(resource: dict[str, Any], path: str, state: State) -> None:
        path = f"{path}{key}/"
        if key not in resource:
            text = "conditional anchor mismatch: conditional anchor key doesn't exist in the resource"
            raise NotApplicable(text, path, direct=True)
        try:
            check(resource[key], path, state)
        except Mismatch as mismatch:
            raise NotApplicable(f"conditional anchor mismatch: {mismatch}", path, direct=True) from mismatch

    return run


def global_(key: str, check: Check) -> KeyCheck:
    """`<(key)`: without a match nothing at all is looked at."""

    def run(resource: dict[str, Any], path: str, state: State) -> None:
        if key not in resource:
            return
        path = f"{path}{key}/"
        try:
            check(resource[key], path, state)
        except Mismatch as mismatch:
            raise NotApplicable(f"global anchor mismatch: {mismatch}", path, direct=True) from mismatch

    return run


def equality(key: str, check: Check) -> KeyCheck:
    """`=(key)`: where the key is, its value must match."""

    def run(resource: dict[str, Any], path: str, state: State) -> None:
        if key in resource:
            check(resource[key], f"{path}{key}/", state)

    return run


def negation(key: str) -> KeyCheck:
    """`X(key)`: the key must not be there."""

    def run(resource: dict[str, Any], path: str, _state: State) -> None:
        if key in resource:
            raise NotAllowed(f"negation anchor matched in resource: {path}{key}/ is not allowed", f"{path}{key}/")

    return run


def existence(key: str, wanted: list[Check | None] | None) -> KeyCheck:
    """`^(key)`: some element must match; `wanted` is None for what is no list, an element None for what is no map."""

    def run(resource: dict[str, Any], path: str, state: State) -> None:
        if key not in resource:
            return
        path, found = f"{path}{key}/", resource[key]
        if not isinstance(found, list) or wanted is None or None in wanted:
            raise Mismatch("the existence anchor ^() compares lists of maps only", path)
        for check in wanted:
            if check and not any(_matches(check, item, f"{path}{index}/", state) for index, item in enumerate(found)):
                raise Mismatch(f"existence anchor validation failed at path {path}", path)

    return run


def _matches(check: Check, item: Any, path: str, state: State) -> bool:
    try:
        check(item, path, state)
    except Mismatch:
        return False
    return True
