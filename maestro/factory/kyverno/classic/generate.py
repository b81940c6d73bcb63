"""`generate`: the resources that a rule makes of data, or clones of resources that are given; loops of both."""

from copy import deepcopy
from dataclasses import replace
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.classic.admission import Admission
from maestro.factory.kyverno.classic.conditions import Conditions
from maestro.factory.kyverno.classic.entries import Entries
from maestro.factory.kyverno.classic.exceptions import PolicyException
from maestro.factory.kyverno.classic.rule import RuleOutcome, RuleResult
from maestro.factory.kyverno.classic.validate import evaluate_list
from maestro.factory.kyverno.classic.variables import Template
from maestro.factory.kyverno.match import Selector, kind_matches, text_labels
from maestro.factory.kyverno.model import Document, GroupVersionKind, Result, metadata_of
from maestro.factory.kyverno.query.errors import QueryError

_SERVER_FIELDS = ("uid", "selfLink", "creationTimestamp", "managedFields", "resourceVersion")


class GenerateError(Exception):
    """The resource cannot be made: nothing of the rule is generated."""


class GenerateBody:
    """`generate` of a rule."""

    handles_exceptions = False

    def __init__(self, rule: dict[str, Any]) -> None:
        """Compile it."""
        generate = rule["generate"]
        self._name = str(rule.get("name") or "")
        loops = generate.get("foreach")
        self._loops = [_Loop(each, self._name) for each in loops] if loops else None
        self._pattern = _Pattern(generate)

    def process(
        self, admission: Admission, resource: Document | None, exceptions: list[PolicyException]
    ) -> RuleOutcome:
        """Generate; a rule that applies passes, even where nothing could be made."""
        del exceptions
        sources = admission.environment.clone_sources.get((admission.head.name, self._name), ())
        store = _Store([*([resource] if resource else []), *sources], admission.head.name, self._name)
        message = ""
        try:
            if self._loops is None:
                self._pattern.generate(admission, store)
            else:
                for loop in self._loops:
                    loop.generate(admission, store)
        except (GenerateError, QueryError) as error:
            store, message = _Store([], "", ""), f"failed to generate: {error}"
        generated = tuple(store.made)
        return RuleOutcome((RuleResult(self._name, Result.PASS, message, generated=generated),), resource)


@dataclass(frozen=True)
class _Spec:
    """What names a resource."""

    api_version: str
    kind: str
    namespace: str
    name: str

    def names(self, document: Document) -> bool:
        metadata = metadata_of(document)
        if self.api_version and document.get("apiVersion") != self.api_version:
            return False
        named = (document.get("kind"), metadata.get("name")) == (self.kind, self.name)
        return named and (metadata.get("namespace") or "") == self.namespace


class _Store:
    """The resources that exist while a rule generates."""

    def __init__(self, documents: list[Document], policy: str, rule: str) -> None:
        self.documents = list(documents)
        self.made: list[Document] = []
        self._labels = {
            "app.kubernetes.io/managed-by": "kyverno",
            "generate.kyverno.io/policy-name": policy,
            "generate.kyverno.io/rule-name": rule,
        }

    def find(self, spec: _Spec) -> Document | None:
        return next((document for document in self.documents if spec.names(document)), None)

    def create(self, data: Document, spec: _Spec) -> None:
        document = deepcopy(data)
        metadata = dict(metadata_of(document))
        metadata["name"] = spec.name
        metadata["labels"] = {**(metadata.get("labels") or {}), **self._labels}
        metadata.pop("namespace", None)
        if spec.namespace:
            metadata["namespace"] = spec.namespace
        document["metadata"] = metadata
        document["apiVersion"] = spec.api_version
        document["kind"] = document.get("kind") or spec.kind
        self.documents.append(document)
        self.made.append(document)


class _Pattern:
    """One thing to generate: data, a clone, a list of clones."""

    def __init__(self, pattern: dict[str, Any]) -> None:
        keys = ("apiVersion", "kind", "namespace", "name", "uid", "data", "clone", "cloneList")
        self._template = Template({key: pattern[key] for key in keys if pattern.get(key) is not None})

    def generate(self, admission: Admission, store: _Store) -> None:
        pattern = self._template.render(admission.json)
        target = _Spec(*(str(pattern.get(key) or "") for key in ("apiVersion", "kind", "namespace", "name")))
        clone, clones = pattern.get("clone") or {}, pattern.get("cloneList") or {}
        if clone.get("name"):
            source = replace(target, namespace=str(clone.get("namespace") or ""), name=str(clone["name"]))
            _clone(source, target, store)
        elif clones.get("kinds"):
            _clone_list(clones, target.namespace, store)
        elif store.find(target) is None:
            data = pattern.get("data") or {}
            if not isinstance(data, dict):
                raise GenerateError("expected the data of a resource to be a map")
            store.create(data, target)


def _clone(source: _Spec, target: _Spec, store: _Store) -> None:
    if source == target:
        return
    found = store.find(source)
    if found is None:
        raise GenerateError(f"source resource {source.kind} {source.namespace}/{source.name} not found")
    copied = deepcopy(found)
    metadata = {key: value for key, value in metadata_of(copied).items() if key not in _SERVER_FIELDS}
    if source.namespace != target.namespace:
        metadata.pop("ownerReferences", None)
    copied["metadata"] = metadata
    if store.find(target) is None:
        store.create(copied, target)


def _clone_list(clones: dict[str, Any], namespace: str, store: _Store) -> None:
    selector = Selector.of(clones.get("selector"), wildcards=False)
    origin = str(clones.get("namespace") or "")
    for kind in clones["kinds"]:
        for document in list(store.documents):
            metadata = metadata_of(document)
            here = str(metadata.get("namespace") or "")
            if not kind_matches(str(kind), GroupVersionKind.of(document)) or (origin and here != origin):
                continue
            if not selector.matches(text_labels(metadata.get("labels"))) or here == namespace:
                continue
            spec = _Spec(str(document.get("apiVersion")), str(document.get("kind")), here, str(metadata.get("name")))
            _clone(spec, replace(spec, namespace=namespace), store)


class _Loop:
    """One foreach of a generate rule."""

    def __init__(self, each: dict[str, Any], rule: str) -> None:
        self._rule = rule
        self._list = str(each.get("list") or "")
        self._entries = Entries(each.get("context"))
        self._preconditions = Conditions(each.get("preconditions"))
        self._pattern = _Pattern(each)

    def generate(self, admission: Admission, store: _Store) -> None:
        json = admission.json
        elements = evaluate_list(admission, self._list)
        json.checkpoint()
        try:
            for index, element in enumerate(elements):
                if element is None:
                    continue
                json.reset()
                json.add_element(element, index, 0)
                self._entries.load(admission, self._rule)
                if self._preconditions.evaluate(json).holds:
                    self._pattern.generate(admission, store)
        finally:
            json.restore()
