"""What `check-pr` looks at: the change between two commits, or what is staged, as an action for the guard."""

from collections.abc import Callable
from typing import Protocol

from maestro.domain.actions import DiffAction
from maestro.domain.record import dataclass
from maestro.forge.base import Diff


class Changes(Protocol):
    """What is needed of a Git repository; `forge.git` has it."""

    def diff(self, base: str, head: str) -> Diff:
        """What `head` changes since it left `base`."""
        ...

    def staged(self) -> Diff:
        """What the index changes against HEAD."""
        ...


Reader = Callable[[str], bytes | None]


@dataclass(frozen=True)
class Change:
    """A diff with the branch it belongs to; `read` gives a changed file's new content, None when it is gone."""

    diff: Diff
    read: Reader
    branch: str = ""

    @property
    def action(self) -> DiffAction:
        """What the guard judges."""
        return DiffAction(self.diff.lines, self.diff.files, self.diff.removed, self.branch)

    @property
    def notes(self) -> tuple[str, ...]:
        """Files whose lines were not looked at, and why."""
        return tuple(f"{file} was not looked at: {why}" for file, why in self.diff.skipped)
