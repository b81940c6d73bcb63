"""matchConstraints: which resources a CEL policy is about. Selectors, resource rules, operations, names.

Works on plain documents as they stand in a policy; a selector that is no selector is refused when it is compiled.
"""

import re
from collections.abc import Mapping
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.activation import Admission, label_map
from maestro.factory.kyverno.cel.lang.errors import CompileError
from maestro.factory.kyverno.model import Document, GroupVersionKind, Request, metadata_of
from maestro.factory.kyverno.resources import ResourceTypes

_OPERATORS = frozenset({"In", "NotIn", "Exists", "DoesNotExist"})
_NAME = re.compile(r"([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]")
_VALUE = re.compile(r"(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?")
_LONGEST = 63


@dataclass(frozen=True)
class Selector:
    """A label selector; `broken` says why it is none, which only matters where the rest matches."""

    labels: Mapping[str, str]
    expressions: tuple[tuple[str, str, frozenset[str]], ...] = ()
    broken: str = ""

    @classmethod
    def of(cls, selector: Any) -> "Selector":
        """Read it; absent selects everything."""
        if not isinstance(selector, Mapping):
            return cls({})
        labels = {str(key): str(value) for key, value in (selector.get("matchLabels") or {}).items()}
        expressions = tuple(_expression(item) for item in selector.get("matchExpressions") or ())
        return cls(labels, expressions, _problem(labels, expressions))

    @property
    def empty(self) -> bool:
        """Whether everything is selected."""
        return not self.labels and not self.expressions

    def matches(self, labels: Mapping[str, str]) -> bool:
        """Whether the labels are selected."""
        if any(labels.get(key) != value for key, value in self.labels.items()):
            return False
        return all(_holds(expression, labels) for expression in self.expressions)


def _expression(item: Mapping[str, Any]) -> tuple[str, str, frozenset[str]]:
    values = item.get("values") or ()
    return str(item.get("key") or ""), str(item.get("operator") or ""), frozenset(map(str, values))


def _problem(labels: Mapping[str, str], expressions: tuple[tuple[str, str, frozenset[str]], ...]) -> str:
    for key, operator, values in [*((key, "In", frozenset({value})) for key, value in labels.items()), *expressions]:
        if operator not in _OPERATORS:
            return f"{operator!r} is not a valid label selector operator"
        if operator in {"In", "NotIn"} and not values:
            return f"for '{operator}' the values set can't be empty"
        if operator in {"Exists", "DoesNotExist"} and values:
            return f"values set must be empty for '{operator}'"
        name = key.rpartition("/")[2]
        if not _NAME.fullmatch(name) or len(name) > _LONGEST:
            return f"invalid label key {key!r}"
        bad = [value for value in values if not _VALUE.fullmatch(value) or len(value) > _LONGEST]
        if bad:
            return f"invalid label value {bad[0]!r}"
    return ""


def _holds(expression: tuple[str, str, frozenset[str]], labels: Mapping[str, str]) -> bool:
    key, operator, values = expression
    match operator:
        case "In":
            return key in labels and labels[key] in values
        case "NotIn":
            return key not in labels or labels[key] not in values
        case "Exists":
            return key in labels
        case _:
            return key not in labels


@dataclass(frozen=True)
class ResourceRule:
    """One resource rule: groups, versions, resources (`pods/status`), operations, names."""

    groups: frozenset[str]
    versions: frozenset[str]
    resources: tuple[str, ...]
    operations: frozenset[str]
    names: frozenset[str]
    scope: str = "*"

    @classmethod
    def of(cls, rule: Mapping[str, Any]) -> "ResourceRule":
        """Read it."""
        return cls(
            frozenset(map(str, rule.get("apiGroups") or ())),
            frozenset(map(str, rule.get("apiVersions") or ())),
            tuple(map(str, rule.get("resources") or ())),
            frozenset(map(str, rule.get("operations") or ())),
            frozenset(map(str, rule.get("resourceNames") or ())),
            str(rule.get("scope") or "*"),
        )

    def matches(self, admission: Admission, *, any_operation: bool = False) -> bool:
        """Whether the rule is about this admission."""
        request = admission.request
        operation = "" if any_operation else request.operation
        return (
            self.concerns(admission.kind, admission.type.plural, request.subresource, operation)
            and self._scope_matches(admission)
            and self._named(admission)
        )

    def concerns(self, kind: GroupVersionKind, plural: str, subresource: str, operation: str) -> bool:
        """Whether the rule can be about resources of this type; an empty operation is any."""
        if operation and not self.operations & {"*", operation}:
            return False
        if not self.groups & {"*", kind.group} or not self.versions & {"*", kind.version}:
            return False
        return self._is_resource(plural, subresource)

    def _scope_matches(self, admission: Admission) -> bool:
        if self.scope == "*":
            return True
        return (self.scope == "Namespaced") == bool(admission.identity.namespace)

    def _is_resource(self, plural: str, subresource: str) -> bool:
        for resource in self.resources:
            wanted, _, sub = resource.partition("/")
            if wanted in {"*", plural} and (sub in {"*", subresource} or not (sub or subresource)):
                return True
        return False

    def _named(self, admission: Admission) -> bool:
        if not self.names:
            return True
        metadata = metadata_of(admission.request.object or {})
        name = str(metadata_of(admission.request.resource).get("name") or "")
        if name:
            return name in self.names
        generated = str(metadata.get("generateName") or "")
        return any(generated.startswith(known) for known in self.names)


@dataclass(frozen=True)
class MatchConstraints:
    """Which resources a policy is about."""

    rules: tuple[ResourceRule, ...] = ()
    excluded: tuple[ResourceRule, ...] = ()
    namespaces: Selector = Selector({})
    objects: Selector = Selector({})
    known_labels_only: bool = False

    @classmethod
    def of(cls, constraints: Any, *, known_labels_only: bool = False) -> "MatchConstraints":
        """Read them; `known_labels_only`: a namespace of which nothing is known does not even have its name's label."""
        found = constraints if isinstance(constraints, Mapping) else {}
        return cls(
            tuple(map(ResourceRule.of, found.get("resourceRules") or ())),
            tuple(map(ResourceRule.of, found.get("excludeResourceRules") or ())),
            Selector.of(found.get("namespaceSelector")),
            Selector.of(found.get("objectSelector")),
            known_labels_only,
        )

    @property
    def plain(self) -> bool:
        """Whether there is nothing but one resource rule without names.

        The real tools then say nothing at all of a resource that does not match.
        """
        selective = not self.namespaces.empty or not self.objects.empty
        return not selective and not self.excluded and len(self.rules) == 1 and not self.rules[0].names

    def concerns(self, request: Request, types: ResourceTypes) -> bool:
        """Whether a resource of this type can match: where not, nothing else of it needs to be looked at."""
        kind = request.kind
        plural = types.find(kind.group, kind.kind).plural
        return not self.rules or any(
            rule.concerns(kind, plural, request.subresource, request.operation) for rule in self.rules
        )

    def matches(self, admission: Admission, *, any_operation: bool = False) -> bool:
        """Whether the policy is about this admission; CompileError where a selector that matters is broken."""
        broken = ""
        if not self._namespace_is_free(admission):
            broken = self.namespaces.broken
            if not broken and not self.namespaces.matches(self._namespace_labels(admission)):
                return False
        broken = broken or self.objects.broken
        if not self.objects.broken and not self._object_matches(admission):
            return False
        if any(rule.matches(admission, any_operation=any_operation) for rule in self.excluded):
            return False
        if self.rules and not any(rule.matches(admission, any_operation=any_operation) for rule in self.rules):
            return False
        if broken:
            raise CompileError(broken)
        return True

    def _namespace_is_free(self, admission: Admission) -> bool:
        if self.namespaces.empty:
            return True
        return not admission.identity.namespace and admission.type.plural != "namespaces"

    def _object_matches(self, admission: Admission) -> bool:
        if self.objects.empty:
            return True
        request = admission.request
        found = [document for document in (request.object, request.old_object) if document]
        return any(self.objects.matches(label_map(document)) for document in found)

    def _namespace_labels(self, admission: Admission) -> Mapping[str, str]:
        if admission.type.plural == "namespaces" and admission.request.object is not None:
            return label_map(admission.request.object)
        name = admission.identity.namespace
        known: Document | None = admission.environment.namespaces.get(name)
        if known is not None:
            return label_map(known)
        return {} if self.known_labels_only else {"kubernetes.io/metadata.name": name}
