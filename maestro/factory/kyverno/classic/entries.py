"""Context entries of a rule: variables, ConfigMaps, API calls, global references, image data.

What a live cluster or a registry would answer is taken from dry values; where none are given, nothing is loaded, and a
query that needs the entry is an error.
"""

from typing import Any

from maestro.factory.kyverno.classic.admission import Admission
from maestro.factory.kyverno.classic.cluster import find_by_path
from maestro.factory.kyverno.classic.context import JsonContext, Loader
from maestro.factory.kyverno.classic.variables import Template, substitute
from maestro.factory.kyverno.model import Document, metadata_of
from maestro.factory.kyverno.query.compile import compile_query
from maestro.factory.kyverno.query.errors import QueryError
from maestro.factory.kyverno.values.golang import as_float64

Entry = dict[str, Any]


class Entries:
    """The context entries of a rule or of a foreach, compiled."""

    def __init__(self, entries: Any) -> None:
        """Compile a list of entries."""
        self._entries = [_Entry(entry) for entry in entries or () if isinstance(entry, dict)]

    def load(self, admission: Admission, rule: str) -> None:
        """Set the rule's dry values and announce the entries; raises QueryError."""
        json = admission.json
        if values := admission.rule_values(rule):
            for key, value in values.values.items():
                json.add_variable(key, value)
            for key, items in values.foreach_values.items():
                json.add_variable(key, items[0] if items else None)
        for entry in self._entries:
            entry.announce(admission)


class _Entry:
    def __init__(self, entry: Entry) -> None:
        self.name = str(entry.get("name") or "")
        self.entry = entry
        self.variable = _Variable(self.name, entry["variable"]) if isinstance(entry.get("variable"), dict) else None

    def announce(self, admission: Admission) -> None:
        loader = self._loader(admission)
        if loader is not None:
            admission.json.add_loader(loader)

    def _loader(self, admission: Admission) -> Loader | None:
        entry, environment = self.entry, admission.environment
        if entry.get("configMap") is not None:
            if not environment.simulated_cluster:
                return None
            return Loader(
                self.name, lambda json: _config_map(entry, admission, json), JsonContext.add_entry, repeat=False
            )
        if entry.get("apiCall") is not None:
            return _api_call(entry, admission)
        if entry.get("globalReference") is not None:
            if not environment.global_context:
                return None
            return Loader(self.name, lambda json: _global(entry, admission, json), JsonContext.add_entry)
        if entry.get("imageRegistry") is not None:
            return None
        if self.variable is not None:
            return Loader(self.name, self.variable.load, JsonContext.replace)
        raise QueryError(f"failed to create deferred loader for context entry {self.name}")


class _Variable:
    """`variable`: a value, a query into it or into the context, a default."""

    def __init__(self, name: str, variable: dict[str, Any]) -> None:
        self.name = name
        self.path = Template(variable["jmesPath"]) if variable.get("jmesPath") else None
        self.default = Template(variable["default"]) if variable.get("default") is not None else None
        self.value = Template(variable["value"]) if variable.get("value") is not None else None

    def load(self, context: JsonContext) -> Any:
        path = self._render(self.path, context)
        if path is not None and not isinstance(path, str):
            raise QueryError(f"the JMESPath of the context entry {self.name} must be a string")
        default = as_float64(self._render(self.default, context))
        found = self._find(path, default, context)
        if found is None:
            raise QueryError(f"failed to add context entry for variable {self.name} since it evaluated to nil")
        return as_float64(found)

    def _render(self, template: Template | None, context: JsonContext) -> Any:
        try:
            return template.render(context) if template else None
        except QueryError as error:
            raise QueryError(f"failed to substitute variables in context entry {self.name}: {error}") from error

    def _find(self, path: str | None, default: Any, context: JsonContext) -> Any:
        value = self._render(self.value, context)
        if not path:
            return default if self.value is None else value
        try:
            if self.value is not None:
                return compile_query(path).search(value, context.outside)
            found = context.query(path)
        except QueryError as error:
            if default is None:
                raise QueryError(f"failed to apply jmespath {path} to variable {self.name}: {error}") from error
            return default
        return default if found is None else found


def _config_map(entry: Entry, admission: Admission, json: JsonContext) -> Any:
    wanted = entry["configMap"]
    name = substitute(json, str(wanted.get("name") or ""))
    namespace = substitute(json, str(wanted.get("namespace") or "")) or admission.head.namespace or "default"
    if admission.head.namespace and namespace != admission.head.namespace:
        raise QueryError(
            f"context entry {entry.get('name')}: a namespaced policy reads ConfigMaps of its namespace only"
        )
    for document in admission.environment.cluster:
        metadata = metadata_of(document)
        if document.get("kind") == "ConfigMap" and (metadata.get("name"), metadata.get("namespace")) == (
            name,
            namespace,
        ):
            return as_float64({"data": document.get("data"), "metadata": dict(metadata)})
    raise QueryError(f"failed to get configmap {namespace}/{name}: not found")


def _api_call(entry: Entry, admission: Admission) -> Loader | None:
    """A dry answer is loaded at once, as its address may hold variables; else the call fails when it is needed."""
    environment = admission.environment
    if environment.api_calls and _answer(entry, admission):
        return None
    if not environment.answers_calls:
        return None
    name = str(entry.get("name") or "")
    return Loader(name, lambda json: _call_cluster(entry, admission, json), JsonContext.add_entry, repeat=False)


def _call_cluster(entry: Entry, admission: Admission, json: JsonContext) -> Any:
    """Answer a call from the documents that stand for the cluster."""
    call = substitute(json, entry["apiCall"])
    path = str(call.get("urlPath") or "")
    found = find_by_path(path, admission.environment.cluster) if path else None
    if found is None:
        raise QueryError(f"failed to fetch data for APICall: nothing was found at {path or 'a service'}")
    data = as_float64(found)
    return compile_query(call["jmesPath"]).search(data, json.outside) if call.get("jmesPath") else data


def _answer(entry: Entry, admission: Admission) -> bool:
    call = substitute(admission.json, entry["apiCall"])
    url = (call.get("service") or {}).get("url") or call.get("urlPath") or ""
    found = _find_answer(str(call.get("method") or "GET"), str(url), admission.environment.api_calls)
    if found is None:
        return False
    status = int(found.get("statusCode") or 200)
    if not 200 <= status < 300:
        raise QueryError(f"HTTP {status} from apiCall for context entry {entry.get('name')}")
    data = as_float64(found.get("body"))
    if call.get("jmesPath"):
        data = compile_query(call["jmesPath"]).search(data, admission.json.outside)
    admission.json.add_entry(str(entry.get("name") or ""), data)
    return True


def _find_answer(method: str, url: str, answers: tuple[Document, ...]) -> dict[str, Any] | None:
    by_url: dict[str, dict[str, Any]] = {}
    for answer in answers:
        address = str(answer.get("url") or answer.get("urlPath") or "")
        verb = str(answer.get("method") or "").strip().upper()
        by_url[f"{verb}:{address}" if verb else address] = answer.get("response") or {}
    return by_url.get(f"{method}:{url}") or by_url.get(url) if url else None


def _global(entry: Entry, admission: Admission, json: JsonContext) -> Any:
    if admission.head.namespace:
        raise QueryError(f"context entry {entry.get('name')}: globalReference is not allowed in namespaced policies")
    reference = substitute(json, entry["globalReference"])
    name, _, projection = str(reference.get("name") or "").partition(".")
    found = next((item for item in admission.environment.global_context if item.get("name") == name), None)
    if found is None:
        raise QueryError(f"failed to fetch entry key={name}")
    data = _projected(found, projection.partition(".")[0], admission)
    if reference.get("jmesPath"):
        data = compile_query(reference["jmesPath"]).search(data, json.outside)
    return as_float64(data)


def _projected(found: Document, projection: str, admission: Admission) -> Any:
    outside = admission.json.outside
    root = as_float64(found["resources"] if found.get("resources") is not None else found.get("data"))
    if found.get("fieldPath"):
        root = compile_query(found["fieldPath"]).search(root, outside)
    if found.get("projections"):
        root = {str(item["name"]): compile_query(item["path"]).search(root, outside) for item in found["projections"]}
    if not projection:
        return root
    if not isinstance(root, dict) or projection not in root:
        raise QueryError(f"global context: projection {projection!r} not found")
    return root[projection]
