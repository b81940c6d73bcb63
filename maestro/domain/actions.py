"""What the guard judges before it happens: a closed union of actions."""

from collections.abc import Mapping
from typing import Any

from maestro.domain.record import dataclass


@dataclass(frozen=True)
class TaskAction:
    """A task of a run is about to be queued or executed."""

    run: str
    kind: str
    tenant: str
    branch: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class PromptAction:
    """A text is about to be sent to a model."""

    text: str
    model: str


@dataclass(frozen=True)
class RequestAction:
    """A request is about to be committed."""

    request: Mapping[str, Any]
    file: str


@dataclass(frozen=True)
class AddedLine:
    """One line that a diff adds; `number` is its 1-based line in the new file."""

    file: str
    number: int
    text: str


@dataclass(frozen=True)
class DiffAction:
    """A diff is about to be pushed, or is checked on a branch. `files` holds the `deleted` ones too."""

    lines: tuple[AddedLine, ...]
    files: tuple[str, ...]
    deleted: tuple[str, ...] = ()
    branch: str = ""


@dataclass(frozen=True)
class TextAction:
    """A text is about to be published: a pull request's title and body, a comment."""

    text: str
    where: str


Action = TaskAction | PromptAction | RequestAction | DiffAction | TextAction
