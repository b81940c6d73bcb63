"""Kyverno test suites: what a suite holds, and running the engine on it as Kyverno's own test command does.

Owns how that command prepares resources (namespaces, numbers) and dry values. Which policy says what is the engine's
business; where suites come from is `suitefiles`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from typing import Any

from maestro.domain.errors import MaestroError
from maestro.domain.record import dataclass
from maestro.factory.dryvalues import (
    USER,
    VALUES,
    global_operation,
    namespaces_of,
    parent_of,
    read_shaped,
    user_of,
    values_of,
)
from maestro.factory.kubernetesyaml import parse_documents, parse_one
from maestro.factory.kyverno.engine import Engine
from maestro.factory.kyverno.load import is_policy, load_policies
from maestro.factory.kyverno.model import (
    Document,
    Environment,
    GroupVersionKind,
    InvalidPolicy,
    PolicyHead,
    PolicySet,
    Request,
    ResourceIdentity,
    Response,
    Setting,
    metadata_of,
)
from maestro.factory.kyverno.resources import ResourceTypes
from maestro.factory.kyverno.shapes import MAPS, MapOf
from maestro.factory.kyverno.values.golang import as_float64
from maestro.factory.outside import outside
from maestro.factory.payloads import Payload, judge_payloads

_BINDINGS = {"ValidatingAdmissionPolicyBinding", "MutatingAdmissionPolicyBinding"}
_CLUSTER_RESOURCE = MapOf({"spec": MapOf({"resources": MAPS})})
_NULL_MAPS = {"annotations", "labels", "matchLabels", "nodeSelector", "data", "stringData"}


@dataclass(frozen=True)
class Suite:
    """The texts of one test: policies, resources, and what stands in for a cluster."""

    policies: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    params: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    cluster: tuple[str, ...] = ()
    crds: tuple[str, ...] = ()
    payloads: tuple[Mapping[str, Any], ...] = ()
    values: str | None = None
    user: str | None = None
    cel_context: str | None = None
    api_calls: str | None = None
    global_context: str | None = None
    global_files: Mapping[str, str] = field(default_factory=dict)
    operations: tuple[str, ...] = ()
    answers_calls: bool = False  # API calls read the resources of the run, as `kyverno apply` has it
    clone_sources: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True)
class SuiteResult:
    """Every response of the engine, and the policies that it refused."""

    responses: tuple[Response, ...]
    invalid: tuple[InvalidPolicy, ...] = ()


def run_suite(suite: Suite) -> SuiteResult:
    """Evaluate all policies on all resources, as often as operations are asked for; raises UnreadableError."""
    prepared = _Prepared(suite)
    policies = prepared.policies()
    if any(invalid.aborts for invalid in policies.invalid):
        return SuiteResult((), policies.invalid)
    engine = Engine(policies.policies)
    environment = prepared.environment()
    responses = [
        response for request in prepared.requests() for response in engine.evaluate(request, environment).shown()
    ]
    responses = [*map(prepared.without_default, responses), *prepared.payload_responses(environment)]
    return SuiteResult(tuple(responses), policies.invalid)


def run_suite_safely(suite: Suite) -> SuiteResult:
    """The same, but a suite that cannot be read has no responses, and says why."""
    try:
        return run_suite(suite)
    except MaestroError as error:
        head = PolicyHead(kind="", name="(suite)")
        return SuiteResult((), (InvalidPolicy(head, error.message),))


def _documents(texts: Iterable[str], source: str) -> list[Document]:
    return [document for text in texts for document in parse_documents(text, source)]


class _Prepared:
    """A suite's documents, read and made ready."""

    def __init__(self, suite: Suite) -> None:
        self.suite = suite
        cluster = _documents(suite.cluster, "a cluster resource")
        self._filled: set[ResourceIdentity] = set()
        self.crds = tuple(_documents(suite.crds, "a CRD"))
        self.types = ResourceTypes(self.crds)
        self.policy_documents = _documents(suite.policies, "a policy")
        loaded = (self._resource(document) for document in _documents(suite.resources, "a resource"))
        self.resources = _unique(map(as_float64, loaded))
        self.targets = tuple(self._resource(document) for document in _documents(suite.targets, "a target"))
        self.params = tuple(self._resource(document) for document in _documents(suite.params, "a parameter"))
        self.cluster = tuple(_cluster_resources(cluster))
        self.values = read_shaped(suite.values, VALUES, "the values")
        self.user = user_of(read_shaped(suite.user, USER, "the user info")) if suite.user else None

    def _resource(self, document: Document) -> Document:
        """As loaded: null maps are empty maps, what has a namespace but names none is in `default`."""
        document = _without_null_maps(document)
        kind = GroupVersionKind.of(document)
        metadata = dict(metadata_of(document))
        if not metadata.get("namespace") and self.types.find(kind.group, kind.kind).namespaced:
            metadata["namespace"] = "default"
            self._filled.add(ResourceIdentity.of({**document, "metadata": metadata}))
        return {**document, "metadata": metadata}

    def without_default(self, response: Response) -> Response:
        """The patched object as its author wrote it: a namespace that was filled in here is taken out again."""
        patched = response.patched
        if not patched or response.resource not in self._filled or response.resource.namespace != "default":
            return response
        metadata = {key: value for key, value in metadata_of(patched).items() if key != "namespace"}
        return replace(response, patched={**patched, "metadata": metadata})

    def setting(self) -> Setting:
        exceptions = _documents(self.suite.exceptions, "an exception")
        bindings = [document for document in self.policy_documents if str(document.get("kind")) in _BINDINGS]
        return Setting(tuple(exceptions), tuple(bindings), self.crds, self.user is not None, outside())

    def policies(self) -> PolicySet:
        return load_policies(filter(is_policy, self.policy_documents), self.setting())

    def payload_responses(self, environment: Environment) -> Iterator[Response]:
        payloads = [Payload.of(entry) for entry in self.suite.payloads]
        return judge_payloads(payloads, self.policy_documents, self.setting(), environment)

    def environment(self) -> Environment:
        suite, values = self.suite, self.values
        sources = {key: tuple(_documents([text], "a clone source")) for key, text in suite.clone_sources.items()}
        context = parse_one(suite.cel_context, "the CEL context") if suite.cel_context else None
        return Environment(
            namespaces=namespaces_of(values),
            values=values_of(values),
            cluster=(*self.resources, *self.targets, *self.params, *self.cluster),
            params=self.params,
            targets=self.targets,
            api_calls=_list_of(suite.api_calls),
            global_context=self._global_context(),
            cel_context=context if isinstance(context, dict) else {},  # the tools ask no registry either
            simulated_cluster=bool(suite.cluster),
            answers_calls=suite.answers_calls or bool(suite.cluster),
            clone_sources=sources,
            outside=outside(),
        )

    def _global_context(self) -> tuple[Document, ...]:
        entries = []
        for entry in _list_of(self.suite.global_context):
            files = entry.get("resourceFiles")
            texts = [self.suite.global_files.get(str(name), "") for name in files] if isinstance(files, list) else None
            resources = {} if texts is None else {"resources": _documents(texts, "a resource of the global context")}
            entries.append({**entry, **resources})
        return tuple(entries)

    def requests(self) -> Iterator[Request]:
        operations = self.suite.operations or ("",)
        subresources = self.values.get("subresources") or []
        for resource in self.resources:
            parent, subresource = parent_of(resource, subresources)
            for asked in operations:
                operation = asked or global_operation(self.values)
                request = Request.of(resource, operation, self.user)
                yield Request(
                    **{**request.__dict__, "parent": parent, "subresource": subresource, "explicit": bool(asked)}
                )


def _unique(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Of several documents with one identity the first counts."""
    found: dict[tuple[str, str, str, str], Document] = {}
    for document in documents:
        kind, metadata = GroupVersionKind.of(document), metadata_of(document)
        key = kind.group, kind.kind, str(metadata.get("namespace") or ""), str(metadata.get("name") or "")
        found.setdefault(key, document)
    return tuple(found.values())


def _without_null_maps(document: Any, key: str = "") -> Any:
    match document:
        case None if key in _NULL_MAPS:
            return {}
        case dict():
            return {name: _without_null_maps(value, name) for name, value in document.items()}
        case list():
            return [_without_null_maps(item) for item in document]
        case _:
            return document


def _cluster_resources(documents: list[Document]) -> Iterator[Document]:
    """The objects inside ClusterResource documents; other documents stand for themselves."""
    for document in documents:
        if document.get("kind") == "ClusterResource":
            _CLUSTER_RESOURCE(document, "a ClusterResource")
            spec = document.get("spec") or {}
            yield from spec.get("resources") or []
        else:
            yield document


def _list_of(text: str | None) -> tuple[Document, ...]:
    found = parse_one(text) if text else None
    return tuple(item for item in found if isinstance(item, dict)) if isinstance(found, list) else ()
