"""The guard's port: a rule judges an action and returns findings; the chain turns them into a verdict."""

from collections.abc import Sequence
from typing import Protocol

from maestro.domain.actions import Action
from maestro.domain.findings import Finding
from maestro.domain.record import dataclass


@dataclass(frozen=True)
class Verdict:
    """Allowed or not, and why. Warnings travel with an allowed action."""

    allowed: bool
    findings: tuple[Finding, ...] = ()


class Rule(Protocol):
    """One thing to look for. Pure; a rule that raises is a denial."""

    @property
    def name(self) -> str:
        """Short and stable: the first part of its findings' ids, or close to it."""
        ...

    @property
    def family(self) -> str:
        """The family of its findings."""
        ...

    def judge(self, action: Action) -> Sequence[Finding]:
        """What is wrong with the action; nothing when it is not this rule's business."""
        ...


class Guard(Protocol):
    """What the rooms above ask."""

    def judge(self, action: Action) -> Verdict:
        """Before anything is queued, executed, sent or pushed."""
        ...
