"""Which resources a filter selects: kinds, names, namespaces, annotations, labels, operations, subjects, roles.

Both halves use the selectors and the kinds; the blocks (`any`, `all`, plain) are those of classic policies and of
policy exceptions. A filter is compiled once; a selector that cannot be read never matches.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.model import Document, GroupVersionKind, UserInfo, metadata_of
from maestro.factory.kyverno.values import wildcard

_VERSION = re.compile(r"v\d((alpha|beta)\d)?|\*")
_LABEL_VALUE = re.compile(r"([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?")
_LABEL_KEY = re.compile(r"([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?")
Labels = Mapping[str, Any]


@dataclass(frozen=True)
class Subject:
    """What is matched: a resource with all that is known about its admission."""

    resource: Document
    kind: GroupVersionKind
    subresource: str = ""
    operation: str = "CREATE"
    namespace_labels: Labels | None = None
    user: UserInfo | None = None

    @property
    def name(self) -> str:
        """The name, or the prefix that one will be generated from."""
        metadata = metadata_of(self.resource)
        return str(metadata.get("name") or metadata.get("generateName") or "")

    @property
    def namespace(self) -> str:
        """The namespace that `namespaces` compares: of a Namespace, its own name."""
        metadata = metadata_of(self.resource)
        field = "name" if self.resource.get("kind") == "Namespace" else "namespace"
        return str(metadata.get(field) or "")


@lru_cache(maxsize=4096)
def parse_kind(text: str) -> tuple[str, str, str, str]:
    """`[group/]version/Kind[/subresource]` -> group, version, kind, subresource; what is not said is `*`."""
    parts = text.split("/")
    parts[-1:] = parts[-1].split(".")
    match parts:
        case [kind]:
            return "*", "*", kind, ""
        case ["*", "*"]:
            return "*", "*", "*", "*"
        case ["*", second] if second == second.lower():
            return "*", "*", "*", second
        case [first, second]:
            return ("*", first, second, "") if _VERSION.fullmatch(first) else ("*", "*", first, second)
        case [first, second, third]:
            return ("*", first, second, third) if _VERSION.fullmatch(first) else (first, second, third, "")
        case [group, version, kind, subresource]:
            return group, version, kind, subresource
        case _:
            return "", "", "", ""


def kind_matches(text: str, kind: GroupVersionKind, subresource: str = "", *, ephemeral: bool = True) -> bool:
    """Whether a kind of a filter is the resource's; Pod takes its ephemeral containers along if `ephemeral`."""
    group, version, name, sub = parse_kind(text)
    if not (
        wildcard.matches(group, kind.group)
        and wildcard.matches(version, kind.version)
        and wildcard.matches(name, kind.kind)
    ):
        return False
    pod = (kind.group, kind.version, kind.kind) == ("", "v1", "Pod")
    return wildcard.matches(sub, subresource) or (ephemeral and pod and subresource == "ephemeralcontainers")


def text_labels(labels: Any) -> dict[str, str]:
    """Labels or annotations as text; empty where one of them is none, as Kubernetes reads them."""
    if not isinstance(labels, Mapping) or not all(isinstance(value, str) for value in labels.values()):
        return {}
    return dict(labels)


@dataclass(frozen=True)
class Selector:
    """A label selector; `wildcards` expands `*` and `?` in matchLabels as classic policies do."""

    match_labels: Mapping[str, str]
    expressions: tuple[tuple[str, str, tuple[str, ...]], ...]
    wildcards: bool = True
    valid: bool = True

    @classmethod
    def of(cls, selector: Any, *, wildcards: bool = True) -> "Selector":
        """Compile one; an unreadable one is kept, and matches nothing."""
        if not isinstance(selector, Mapping):
            return cls({}, (), wildcards, valid=selector is None)
        labels = {str(key): str(value) for key, value in (selector.get("matchLabels") or {}).items()}
        expressions = []
        for item in selector.get("matchExpressions") or []:
            values = tuple(str(value) for value in item.get("values") or ())
            expressions.append((str(item.get("key") or ""), str(item.get("operator") or ""), values))
        valid = all(map(_valid_expression, expressions))
        return cls(labels, tuple(expressions), wildcards, valid=valid)

    @property
    def empty(self) -> bool:
        """Whether it selects everything."""
        return self.valid and not self.match_labels and not self.expressions

    def matches(self, labels: Labels | None) -> bool:
        """Whether the labels satisfy every requirement."""
        found = labels or {}
        if not self.valid or not all(self._label(key, value, found) for key, value in self.match_labels.items()):
            return False
        return all(_expression_holds(expression, found) for expression in self.expressions)

    def _label(self, key: str, value: str, labels: Labels) -> bool:
        if self.wildcards and (wildcard.has_wildcard(key) or wildcard.has_wildcard(value)):
            return any(
                wildcard.matches(key, name) and wildcard.matches(value, str(text)) for name, text in labels.items()
            )
        valid = _LABEL_KEY.fullmatch(key) and _LABEL_VALUE.fullmatch(value)
        return bool(valid) and labels.get(key) == value


def _valid_expression(expression: tuple[str, str, tuple[str, ...]]) -> bool:
    key, operator, values = expression
    if not _LABEL_KEY.fullmatch(key) or not all(_LABEL_VALUE.fullmatch(value) for value in values):
        return False
    if operator in {"In", "NotIn"}:
        return bool(values)
    return operator in {"Exists", "DoesNotExist"} and not values


def _expression_holds(expression: tuple[str, str, tuple[str, ...]], labels: Labels) -> bool:
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


def annotations_match(wanted: Mapping[str, str], found: Labels) -> bool:
    """Whether each wanted pair (wildcards in both) is among the annotations."""
    return all(
        any(wildcard.matches(key, name) and wildcard.matches(value, str(text)) for name, text in found.items())
        for key, value in wanted.items()
    )


Check = Callable[[Subject], bool]


def _texts(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _kinds_check(kinds: list[str]) -> Check:
    return lambda subject: any(kind_matches(kind, subject.kind, subject.subresource) for kind in kinds)


def _namespace_selector_check(selector: Selector, *, exception: bool) -> Check:
    """A Namespace has no namespace: rules never match it here, exceptions do not ask it."""

    def check(subject: Subject) -> bool:
        kind = subject.resource.get("kind")
        if kind == "Namespace" or not kind:
            return exception or kind != "Namespace"
        return selector.matches(subject.namespace_labels)

    return check


def _metadata_labels(subject: Subject, field: str) -> dict[str, str]:
    return text_labels(metadata_of(subject.resource).get(field))


def _resource_checks(resources: Mapping[str, Any], *, exception: bool) -> list[Check]:
    checks: list[Check] = []
    if (operations := _texts(resources.get("operations"))) and not exception:
        checks.append(lambda subject: subject.operation in operations)
    if kinds := _texts(resources.get("kinds")):
        checks.append(_kinds_check(kinds))
    if name := resources.get("name"):
        checks.append(lambda subject: wildcard.matches(str(name), subject.name))
    if names := _texts(resources.get("names")):
        checks.append(lambda subject: wildcard.matches_any(names, subject.name))
    if namespaces := _texts(resources.get("namespaces")):
        checks.append(lambda subject: wildcard.matches_any(namespaces, subject.namespace))
    if annotations := resources.get("annotations"):
        wanted = {str(key): str(value) for key, value in annotations.items()}
        checks.append(lambda subject: annotations_match(wanted, _metadata_labels(subject, "annotations")))
    if resources.get("selector") is not None:
        selector = Selector.of(resources["selector"])
        checks.append(lambda subject: selector.matches(_metadata_labels(subject, "labels")))
    if resources.get("namespaceSelector") is not None:
        checks.append(_namespace_selector_check(Selector.of(resources["namespaceSelector"]), exception=exception))
    return checks


def _subjects_check(subjects: list[Mapping[str, Any]]) -> Check:
    return lambda subject: any(_is_subject(item, subject.user or UserInfo()) for item in subjects)


def _is_subject(subject: Mapping[str, Any], user: UserInfo) -> bool:
    name = str(subject.get("name") or "")
    match subject.get("kind"):
        case "ServiceAccount":
            account = f"system:serviceaccount:{subject.get('namespace') or ''}:{name}"
            return wildcard.matches(account, user.username)
        case "Group":
            return any(wildcard.matches(name, group) for group in user.groups)
        case "User":
            return wildcard.matches(name, user.username)
        case _:
            return False


def _user_checks(block: Mapping[str, Any]) -> list[Check]:
    checks: list[Check] = []
    if roles := _texts(block.get("roles")):
        checks.append(lambda subject: bool(set(roles) & set((subject.user or UserInfo()).roles)))
    if cluster_roles := _texts(block.get("clusterRoles")):
        checks.append(lambda subject: bool(set(cluster_roles) & set((subject.user or UserInfo()).cluster_roles)))
    if subjects := block.get("subjects"):
        checks.append(_subjects_check(subjects))
    return checks


@dataclass(frozen=True)
class Filter:
    """One block: all its checks must hold. Where nobody is known, a rule's match ignores who asks."""

    resource_checks: tuple[Check, ...]
    user_checks: tuple[Check, ...]
    described: bool

    @classmethod
    def of(cls, block: Mapping[str, Any], *, exception: bool = False) -> "Filter":
        """Compile one block."""
        resources = block.get("resources") or {}
        checks = tuple(_resource_checks(resources, exception=exception))
        described = any(value or (key.lower().endswith("selector") and value == {}) for key, value in resources.items())
        return cls(checks, tuple(_user_checks(block)), described)

    def matches(self, subject: Subject, *, ignore_unknown_user: bool = False) -> bool:
        """Whether the block selects the subject; an empty block selects nothing."""
        user_checks = () if ignore_unknown_user and subject.user is None else self.user_checks
        if not self.described and not user_checks:
            return False
        return all(check(subject) for check in (*self.resource_checks, *user_checks))


@dataclass(frozen=True)
class Blocks:
    """`any`, else `all`, else the block itself."""

    any_of: tuple[Filter, ...]
    all_of: tuple[Filter, ...]
    plain: Filter | None

    @classmethod
    def of(cls, blocks: Any, *, exception: bool = False) -> "Blocks":
        """Compile a match or exclude statement."""
        if not isinstance(blocks, Mapping):
            return cls((), (), None)
        any_of = tuple(Filter.of(block, exception=exception) for block in blocks.get("any") or ())
        all_of = tuple(Filter.of(block, exception=exception) for block in blocks.get("all") or ())
        return cls(any_of, all_of, None if any_of or all_of or exception else Filter.of(blocks))

    def includes(self, subject: Subject) -> bool:
        """As a match statement."""
        if self.any_of:
            return any(block.matches(subject, ignore_unknown_user=True) for block in self.any_of)
        if self.all_of:
            return all(block.matches(subject, ignore_unknown_user=True) for block in self.all_of)
        return self.plain is not None and self.plain.matches(subject, ignore_unknown_user=True)

    def excludes(self, subject: Subject) -> bool:
        """As an exclude statement, or as that of an exception: nothing said selects nothing."""
        if self.any_of:
            return any(block.matches(subject) for block in self.any_of)
        if self.all_of:
            return all(block.matches(subject) for block in self.all_of)
        return self.plain is not None and self.plain.matches(subject)
