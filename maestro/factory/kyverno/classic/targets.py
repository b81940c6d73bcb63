"""`mutate.targets`: a rule that matches one resource and patches others that exist already."""

from dataclasses import replace
from typing import Any

from maestro.factory.kyverno.classic.admission import Admission
from maestro.factory.kyverno.classic.conditions import Conditions
from maestro.factory.kyverno.classic.entries import Entries
from maestro.factory.kyverno.classic.exceptions import PolicyException
from maestro.factory.kyverno.classic.mutate import Mutation, success_message
from maestro.factory.kyverno.classic.rule import RuleOutcome, RuleResult, joined
from maestro.factory.kyverno.classic.variables import Template
from maestro.factory.kyverno.match import Selector, kind_matches, text_labels
from maestro.factory.kyverno.model import Document, GroupVersionKind, Result, metadata_of
from maestro.factory.kyverno.query.errors import QueryError
from maestro.factory.kyverno.values import wildcard


class MutateExistingBody:
    """The targets of a rule, and what is done to each."""

    handles_exceptions = False

    def __init__(self, rule: dict[str, Any]) -> None:
        """Compile it."""
        self._name = str(rule.get("name") or "")
        self._mutation = Mutation(rule)
        self._targets = [_Target(target) for target in rule["mutate"]["targets"] if isinstance(target, dict)]

    def process(
        self, admission: Admission, resource: Document | None, exceptions: list[PolicyException]
    ) -> RuleOutcome:
        """Patch every target; the resource itself stays as it is."""
        del exceptions
        results: list[RuleResult] = []
        found: list[tuple[_Target, Document]] = []
        for target in self._targets:
            try:
                found += [(target, document) for document in target.find(admission)]
            except QueryError as error:
                results = [RuleResult(self._name, Result.ERROR, str(error))]
        results += [self._one(admission, target, document) for target, document in found]
        return RuleOutcome(tuple(results), resource)

    def _one(self, admission: Admission, target: "_Target", document: Document) -> RuleResult:
        admission.json.replace("target", document)
        try:
            target.entries.load(admission, self._name)
        except QueryError as error:
            return RuleResult(self._name, Result.ERROR, f"failed to load context: {error}")
        try:
            outcome = target.preconditions.evaluate(admission.json)
        except QueryError as error:
            return RuleResult(self._name, Result.ERROR, f"failed to evaluate preconditions: {error}")
        if not outcome.holds:
            return RuleResult(self._name, Result.SKIP, joined("preconditions not met", outcome.message))
        patched = self._mutation.apply(admission, document)
        result = RuleResult(self._name, patched.result, patched.message)
        if patched.result is not Result.PASS:
            return result
        if patched.resource is not None:
            admission.json.replace("target", patched.resource)
        return replace(result, message=success_message(patched.resource), target=patched.resource)


class _Target:
    def __init__(self, target: dict[str, Any]) -> None:
        keys = ("apiVersion", "kind", "namespace", "name", "selector")
        self._selection = Template({key: target[key] for key in keys if target.get(key) is not None})
        self.entries = Entries(target.get("context"))
        self.preconditions = Conditions(target.get("preconditions"))

    def find(self, admission: Admission) -> list[Document]:
        """The targets that exist; one that is named in full must be there."""
        try:
            selection = self._selection.render(admission.json)
        except QueryError as error:
            raise QueryError(f"failed to substitute variables in target: {error}") from error
        namespace = admission.head.namespace or str(selection.get("namespace") or "")
        name = str(selection.get("name") or "")
        selected = [
            document
            for document in admission.environment.cluster
            if _of_kind(document, selection) and _named(document, namespace, name, selection.get("selector"))
        ]
        exact = namespace and name and not wildcard.has_wildcard(namespace + name)
        if exact and not selected:
            raise QueryError(f"the target {selection.get('kind')} {namespace}/{name} was not found")
        return selected


def _of_kind(document: Document, selection: dict[str, Any]) -> bool:
    kind = f"{selection.get('apiVersion') or ''}/{selection.get('kind') or ''}"
    return kind_matches(kind, GroupVersionKind.of(document))


def _named(document: Document, namespace: str, name: str, selector: Any) -> bool:
    metadata = metadata_of(document)
    if namespace and not wildcard.matches(namespace, str(metadata.get("namespace") or "")):
        return False
    if name and not wildcard.matches(name, str(metadata.get("name") or "")):
        return False
    exact = namespace and name and not wildcard.has_wildcard(namespace + name)
    if selector is None or exact:
        return True
    return Selector.of(selector, wildcards=False).matches(text_labels(metadata.get("labels")))
