"""What every rule goes through before its body: match and exclude, context, preconditions, exceptions."""

from collections.abc import Sequence
from dataclasses import field
from typing import Any, Protocol

from maestro.domain.record import dataclass
from maestro.factory.kyverno.classic.admission import Admission
from maestro.factory.kyverno.classic.conditions import Conditions
from maestro.factory.kyverno.classic.entries import Entries
from maestro.factory.kyverno.classic.exceptions import PolicyException, exceptions_for
from maestro.factory.kyverno.match import Blocks, Subject
from maestro.factory.kyverno.model import Document, PolicyHead, Result, metadata_of
from maestro.factory.kyverno.query.errors import QueryError


@dataclass(frozen=True)
class RuleResult:
    """What one rule says. `target` is what was patched instead of the resource itself (mutateExisting)."""

    rule: str
    result: Result
    message: str = ""
    path: str | None = None
    target: Document | None = None
    generated: tuple[Document, ...] = ()

    @property
    def applied(self) -> bool:
        """Whether it counts for `applyRules: One`."""
        return self.result in {Result.PASS, Result.FAIL}


@dataclass(frozen=True)
class RuleOutcome:
    """The results of a rule, and the resource afterwards (None: gone, after a mutation that went wrong)."""

    results: tuple[RuleResult, ...]
    resource: Document | None


class Body(Protocol):
    """What a rule does once it applies."""

    @property
    def handles_exceptions(self) -> bool:
        """Whether the body itself decides what an exception means."""

    def process(
        self, admission: Admission, resource: Document | None, exceptions: list[PolicyException]
    ) -> RuleOutcome:
        """Judge or change the resource."""


@dataclass(frozen=True)
class Match:
    """The match and exclude statements of a rule."""

    match: Blocks
    exclude: Blocks
    namespace: str

    @classmethod
    def of(cls, rule: dict[str, Any], namespace: str) -> "Match":
        """Compile them."""
        return cls(Blocks.of(rule.get("match") or {}), Blocks.of(rule.get("exclude")), namespace)

    def selects(self, subject: Subject) -> bool:
        """Whether the rule is about this resource."""
        if self.namespace and str(metadata_of(subject.resource).get("namespace") or "") != self.namespace:
            return False
        return self.match.includes(subject) and not self.exclude.excludes(subject)


@dataclass(frozen=True)
class Rule:
    """One rule, compiled."""

    name: str
    match: Match
    entries: Entries
    preconditions: Conditions
    body: Body
    exceptions: Sequence[PolicyException] = field(default=())

    @classmethod
    def of(cls, document: dict[str, Any], head: PolicyHead, body: Body, exceptions: tuple[Document, ...]) -> "Rule":
        """Compile what all rules have in common."""
        name = str(document.get("name") or "")
        return cls(
            name=name,
            match=Match.of(document, head.namespace),
            entries=Entries(document.get("context")),
            preconditions=Conditions(document.get("preconditions")),
            body=body,
            exceptions=exceptions_for(head, name, exceptions),
        )

    def selects(self, admission: Admission, resource: Document | None) -> bool:
        """Whether the rule is about this admission: its new object, or the old one where it is deleted."""
        if resource is None and admission.operation != "DELETE":
            return False
        subject = resource if resource is not None else admission.old
        return bool(subject) and self.match.selects(admission.subject(subject or {}))

    def run(self, admission: Admission, resource: Document | None) -> RuleOutcome:
        """Evaluate the rule; one that does not apply gives no result."""
        if not self.selects(admission, resource):
            return RuleOutcome((), resource)
        json = admission.json
        json.checkpoint()
        outcome = RuleOutcome((), resource)
        try:
            outcome = self._evaluate(admission, resource)
        finally:
            json.restore()
            if outcome.resource is not None:
                json.set_object(outcome.resource)
        return outcome

    def _evaluate(self, admission: Admission, resource: Document | None) -> RuleOutcome:
        try:
            self.entries.load(admission, self.name)
        except QueryError as error:
            return self._end(resource, Result.ERROR, f"failed to load context: {error}")
        try:
            outcome = self.preconditions.evaluate(admission.json)
        except QueryError as error:
            return self._end(resource, Result.ERROR, f"failed to evaluate preconditions: {error}")
        if not outcome.holds:
            return self._end(resource, Result.SKIP, joined("preconditions not met", outcome.message))
        excepted = [exception for exception in self.exceptions if exception.applies(admission)]
        if excepted and not self.body.handles_exceptions:
            names = ", ".join(exception.name for exception in excepted)
            return self._end(resource, Result.SKIP, f"rule is skipped due to policy exceptions {names}")
        return self.body.process(admission, resource, excepted)

    def _end(self, resource: Document | None, result: Result, message: str) -> RuleOutcome:
        return RuleOutcome((RuleResult(self.name, result, message),), resource)


def joined(*parts: str) -> str:
    """Messages in a row, empty ones left out."""
    return "; ".join(part for part in parts if part)
