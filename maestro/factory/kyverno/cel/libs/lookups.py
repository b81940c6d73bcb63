"""What policies look up beyond the resource: other resources, global context entries, HTTP answers, image data.

Everything comes from what the caller gave (`Environment`); what was not given is an error where Kyverno's own
offline tools say so, and `unevaluated` where only a cluster, a registry or the network could tell.
"""

from collections.abc import Mapping
from dataclasses import field
from typing import Any, ClassVar

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.lang.errors import EvalError, UnevaluatedError
from maestro.factory.kyverno.cel.lang.functions import Library, overload
from maestro.factory.kyverno.cel.libs.plain import to_plain
from maestro.factory.kyverno.model import Document, Environment, GroupVersionKind, metadata_of
from maestro.factory.kyverno.resources import ResourceTypes, guess_plural

GVR = "schema.GroupVersionResource"
_OK = 200
Key = tuple[str, str, str, str]  # apiVersion, plural, namespace, name


@dataclass(frozen=True)
class ResourceName:
    """What names a type of resources: expressions pass it on and cannot look into it."""

    api_version: str
    plural: str

    cel_type: ClassVar[str] = GVR


@dataclass(frozen=True)
class ResourceLookup:
    """What `resource` stands for. Within a namespaced policy, `namespace` is the only one it sees."""

    documents: Mapping[Key, Document]
    namespace: str = ""
    types: ResourceTypes = field(default_factory=ResourceTypes)

    cel_type: ClassVar[str] = "resource.Context"

    def get(self, api_version: str, plural: str, namespace: str, name: str) -> Document | None:
        """One resource, or null."""
        return self.documents.get((api_version, plural, namespace, name))

    def list(self, api_version: str, plural: str, namespace: str, labels: Mapping[str, str] | None = None) -> Document:
        """All resources of a type in a namespace; with no namespace, everywhere."""
        known = [key for key in self.documents if key[:2] == (api_version, plural)]
        if not known:
            group, _, _ = api_version.rpartition("/")
            name = f"{plural}.{group}" if group else plural
            raise EvalError(f"failed to list resource: {name} resource not found")
        items = [self.documents[key] for key in known if not namespace or key[2] == namespace]
        if labels:
            items = [item for item in items if _labelled(item, labels)]
        return {"apiVersion": api_version, "kind": "List", "metadata": {}, "items": items}

    def post(self, *_args: Any) -> Document:
        """Creating a resource has an effect on a cluster, which is not here."""
        raise UnevaluatedError("resource.Post creates an object in a live cluster")

    def to_gvr(self, api_version: str, kind: str) -> ResourceName:
        """The resource name of a kind."""
        group, _, _ = api_version.rpartition("/")
        return ResourceName(api_version, self.types.find(group, kind).plural)


def _labelled(item: Document, wanted: Mapping[str, str]) -> bool:
    labels = metadata_of(item).get("labels") or {}
    return all(labels.get(key) == value for key, value in wanted.items())


@dataclass(frozen=True)
class GlobalContext:
    """What `globalContext` stands for: entries by name."""

    entries: Mapping[str, Any]
    confined: bool = False

    cel_type: ClassVar[str] = "globalContext.Context"

    def get(self, name: str, projection: str = "") -> Any:
        """An entry, or one of its projections."""
        if self.confined:
            raise EvalError("globalContext.* is not allowed in namespaced policies")
        entry = self.entries.get(name)
        if isinstance(entry, EvalError):
            raise entry
        if not projection or name not in self.entries:
            return entry
        if not isinstance(entry, Mapping) or projection not in entry:
            raise EvalError(f"projection {projection!r} not found in global context entry {name!r}")
        return entry[projection]


@dataclass(frozen=True)
class Http:
    """What `http` stands for: answers by `METHOD:url`."""

    answers: Mapping[str, Any]

    cel_type: ClassVar[str] = "http.Context"

    def call(self, method: str, url: str) -> Any:
        """The answer that was given for a call."""
        for key in (f"{method}:{url}", url):
            if key in self.answers:
                return self.answers[key]
        raise UnevaluatedError(f"http.{method.capitalize()}({url!r}) was not answered by the given data")


@dataclass(frozen=True)
class ImageData:
    """What `image` stands for: metadata by image, None where no context was given at all."""

    images: Mapping[str, Any] | None

    cel_type: ClassVar[str] = "imagedata.Context"

    def get(self, image: str) -> Any:
        """What the registry would tell about an image."""
        if self.images is None:
            raise UnevaluatedError(f"image.GetMetadata({image!r}) asks a registry, and no image data is given")
        if image not in self.images:
            raise EvalError(f"failed to get image data: image data for {image} not found in the context")
        return self.images[image]


@dataclass(frozen=True)
class Generator:
    """What `generator` stands for: collects what a policy generates during one evaluation."""

    namespace: str = ""
    made: list[Document] = field(default_factory=list)

    cel_type: ClassVar[str] = "generator.Context"

    def apply(self, namespace: str, resources: list[Any]) -> bool:
        """Take resources, putting them into a namespace."""
        for resource in resources:
            if not isinstance(resource, dict):
                raise EvalError("no such overload")
            plain = to_plain(resource)
            items = plain["items"] if isinstance(plain.get("items"), list) else [plain]
            self.made.extend(_placed(item, namespace) for item in items if isinstance(item, dict))
        return True


def _placed(resource: Document, namespace: str) -> Document:
    metadata = {**metadata_of(resource)}
    metadata.pop("namespace", None)
    if namespace:
        metadata["namespace"] = namespace
    return {**resource, "metadata": metadata} if metadata or "metadata" in resource else resource


def index_documents(environment: Environment, types: ResourceTypes) -> dict[Key, Document]:
    """What lookups find: the given context, and the resources of the run only where they stand for a cluster."""
    found: dict[Key, Document] = {}
    cluster = environment.cluster if environment.simulated_cluster else ()
    for document in [*_context_spec(environment, "resources"), *cluster]:
        kind = GroupVersionKind.of(document)
        if not kind.kind:
            continue
        known = types.find(kind.group, kind.kind)
        metadata = metadata_of(document)
        key = (kind.api_version, known.plural, str(metadata.get("namespace") or ""), str(metadata.get("name") or ""))
        found.setdefault(key, document)
    return found


def _context_spec(environment: Environment, name: str) -> list[Any]:
    spec = (environment.cel_context or {}).get("spec")
    entries = spec.get(name) if isinstance(spec, dict) else None
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def image_data(environment: Environment) -> dict[str, Any] | None:
    """Image metadata by image; None where no context document is given."""
    if environment.cel_context is None:
        return None
    return {str(entry.get("image")): entry for entry in _context_spec(environment, "images")}


def http_answers(environment: Environment) -> dict[str, Any]:
    """Answers by method and URL."""
    answers: dict[str, Any] = {}
    for call in environment.api_calls:
        url = call.get("url") or call.get("urlPath")
        response = call.get("response")
        if url and isinstance(response, dict):
            method = str(call.get("method") or "").strip().upper()
            answer = {"body": response.get("body"), "statusCode": response.get("statusCode") or _OK}
            answers[f"{method}:{url}" if method else str(url)] = answer
    return answers


def global_entries(environment: Environment) -> dict[str, Any]:
    """Global context entries by name, with their projections applied."""
    return {str(entry.get("name")): _entry_value(entry) for entry in environment.global_context}


def _entry_value(entry: Document) -> Any:
    import jmespath.exceptions

    root = entry["resources"] if entry.get("resources") is not None else entry.get("data")
    try:
        if entry.get("fieldPath"):
            root = jmespath.search(str(entry["fieldPath"]), root)
        projections = entry.get("projections")
        if not isinstance(projections, list) or not projections:
            return root
        return {str(item.get("name")): jmespath.search(str(item.get("path")), root) for item in projections}
    except jmespath.exceptions.JMESPathError as error:
        return EvalError(f"globalContextEntries {entry.get('name')!r}: {error}")


def plural_of(types: ResourceTypes, document: Document) -> str:
    """The resource name of a document's kind."""
    kind = GroupVersionKind.of(document)
    return types.find(kind.group, kind.kind).plural or guess_plural(kind.kind)


def _gvr(name: ResourceName) -> tuple[str, str]:
    return name.api_version, name.plural


_C, _MAP = "resource.Context", "map<string, any>"
RESOURCES: Library = tuple(
    declared
    for name_list, name_get, name_post, name_gvr in (("List", "Get", "Post", "ToGVR"), ("list", "get", "post", "toGVR"))
    for declared in (
        overload(f"{_C}::{name_list}(string, string, string) -> {_MAP}", ResourceLookup.list),
        overload(f"{_C}::{name_list}(string, string, string, map<string, string>) -> {_MAP}", ResourceLookup.list),
        overload(f"{_C}::{name_list}({GVR}, string) -> {_MAP}", lambda c, g, ns: c.list(*_gvr(g), ns)),
        overload(
            f"{_C}::{name_list}({GVR}, string, map<string, string>) -> {_MAP}",
            lambda c, g, ns, labels: c.list(*_gvr(g), ns, labels),
        ),
        overload(f"{_C}::{name_get}(string, string, string, string) -> {_MAP}", ResourceLookup.get),
        overload(f"{_C}::{name_get}({GVR}, string, string) -> {_MAP}", lambda c, g, ns, n: c.get(*_gvr(g), ns, n)),
        overload(f"{_C}::{name_post}(string, string, string, {_MAP}) -> {_MAP}", ResourceLookup.post),
        overload(f"{_C}::{name_post}(string, string, {_MAP}) -> {_MAP}", ResourceLookup.post),
        overload(f"{_C}::{name_gvr}(string, string) -> {GVR}", ResourceLookup.to_gvr),
    )
)
NAMESPACED_RESOURCES: Library = tuple(
    declared
    for name_list, name_get, name_post, name_gvr in (("List", "Get", "Post", "ToGVR"), ("list", "get", "post", "toGVR"))
    for declared in (
        overload(f"{_C}::{name_list}(string, string) -> {_MAP}", lambda c, a, p: c.list(a, p, c.namespace)),
        overload(
            f"{_C}::{name_list}(string, string, map<string, string>) -> {_MAP}",
            lambda c, a, p, labels: c.list(a, p, c.namespace, labels),
        ),
        overload(f"{_C}::{name_list}({GVR}) -> {_MAP}", lambda c, g: c.list(*_gvr(g), c.namespace)),
        overload(f"{_C}::{name_get}(string, string, string) -> {_MAP}", lambda c, a, p, n: c.get(a, p, c.namespace, n)),
        overload(f"{_C}::{name_get}({GVR}, string) -> {_MAP}", lambda c, g, n: c.get(*_gvr(g), c.namespace, n)),
        overload(f"{_C}::{name_post}(string, string, {_MAP}) -> {_MAP}", ResourceLookup.post),
        overload(f"{_C}::{name_gvr}(string, string) -> {GVR}", ResourceLookup.to_gvr),
    )
)
CONTEXT: Library = (
    *(
        declared
        for get, post, client in (("Get", "Post", "Client"), ("get", "post", "client"))
        for declared in (
            overload(f"globalContext.Context::{get}(string) -> dyn", GlobalContext.get),
            overload(f"globalContext.Context::{get}(string, string) -> dyn", GlobalContext.get),
            overload(f"http.Context::{get}(string) -> any", lambda http, url: http.call("GET", url)),
            overload(
                f"http.Context::{get}(string, map<string, string>) -> any", lambda http, url, _h: http.call("GET", url)
            ),
            overload(f"http.Context::{post}(string, any) -> any", lambda http, url, _data: http.call("POST", url)),
            overload(
                f"http.Context::{post}(string, any, map<string, string>) -> any",
                lambda http, url, _data, _headers: http.call("POST", url),
            ),
            overload(f"http.Context::{client}(string) -> http.Context", lambda http, _bundle: http),
        )
    ),
    overload("imagedata.Context::GetMetadata(string) -> dyn", ImageData.get),
    overload("imagedata.Context::getMetadata(string) -> dyn", ImageData.get),
)
GENERATOR: Library = tuple(
    overload(f"generator.Context::{name}(string, list<{_MAP}>) -> bool", Generator.apply) for name in ("Apply", "apply")
)
NAMESPACED_GENERATOR: Library = tuple(
    overload(f"generator.Context::{name}(list<{_MAP}>) -> bool", lambda g, items: g.apply(g.namespace, items))
    for name in ("Apply", "apply")
)
