"""What schema and guard say of a request: problems as data, so that an interview can act on them."""

from enum import StrEnum
from typing import Any

from maestro.domain.findings import Violation
from maestro.domain.record import dataclass


class ProblemKind(StrEnum):
    """What is wrong with a place: nothing there, one of several needed, must not be there, not a legal value."""

    MISSING = "missing"
    CHOICE = "choice"
    FORBIDDEN = "forbidden"
    INVALID = "invalid"


@dataclass(frozen=True)
class Problem:
    """One thing that is said against a request. `options` are the legal values, or the paths of a choice.

    `because` is the factory's reason; `conditional` tells that another value decides whether it is a problem at all.
    `source` is who says it, the schema or the guard; `remedy` the way out, where that is told apart from the message.
    """

    kind: ProblemKind
    path: str
    message: str
    options: tuple[Any, ...] = ()
    because: str = ""
    conditional: bool = False
    source: str = "schema"
    remedy: str = ""


@dataclass(frozen=True)
class Checked:
    """The outcome of a check."""

    problems: tuple[Problem, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Paths that must be filled."""
        wanted = (ProblemKind.MISSING, ProblemKind.CHOICE)
        return tuple(dict.fromkeys(p.path for p in self.problems if p.kind in wanted))

    @property
    def violations(self) -> tuple[Violation, ...]:
        """What is wrong with what is there."""
        bad = (ProblemKind.FORBIDDEN, ProblemKind.INVALID)
        return tuple(Violation(p.source, p.path, p.message) for p in self.problems if p.kind in bad)

    @property
    def all(self) -> tuple[Violation, ...]:
        """Everything, for a request that claims to be finished."""
        return tuple(Violation(p.source, p.path, p.message) for p in self.problems)
