"""The cleanup step between policies and their reports: what `02-golden.yaml` holds, and how it is written.

Owns which document of an identity counts, what is stripped, and the one text of a list of documents. Takes and returns
plain documents; reading files is its caller's.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import yaml

from maestro.domain.errors import ViolationError
from maestro.domain.json import Json, JsonObject
from maestro.factory.byidentity import ByIdentity

Identity = tuple[str, str, str, str]

_BASE_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_TAG = "tag:yaml.org,2002:"
_ADDED_NAMESPACE = "default"
_REMEMBERED = 4096  # documents
# Texts that PyYAML would leave bare and that other readers of YAML take for a boolean or a number.
_LIKE_BOOLEAN = re.compile(r"^[yYnN]$")
_LIKE_NUMBER = re.compile(
    r"^[-+]?(?:0[oO][0-7_]+|0[0-9]+|[0-9][0-9_]*[eE][-+]?[0-9]+|[0-9][0-9_]*\.[0-9]*[eE][0-9]+|\.[0-9]+[eE][0-9]+)$"
)


class _Dumper(_BASE_DUMPER):  # type: ignore[misc]  # the C dumper is there or not, and has no types
    """Block style without anchors, which differ from run to run of equal content."""

    def ignore_aliases(self, data: Json) -> bool:  # noqa: ARG002 - PyYAML's own signature
        """Never: a value that two places share is written twice."""
        return True


_Dumper.add_implicit_resolver(_TAG + "bool", _LIKE_BOOLEAN, list("yYnN"))
_Dumper.add_implicit_resolver(_TAG + "float", _LIKE_NUMBER, list("-+.0123456789"))


class Cleaner:
    """Cleans again and again: a document that is the same object as before is not stripped anew."""

    def __init__(self, keys: Iterable[str] = ()) -> None:
        """`keys` are the labels and annotations that go."""
        stripped = frozenset(keys)
        self._strip: ByIdentity[dict[str, Any]] = ByIdentity(lambda document: _strip(document, stripped), _REMEMBERED)
        self._bare: ByIdentity[JsonObject] = ByIdentity(_without_namespace, _REMEMBERED)

    def clean(self, rendered: Iterable[JsonObject], mutated: Iterable[JsonObject]) -> list[dict[str, Any]]:
        """As the function of that name; nobody may change what comes out."""
        return [self.stripped(document) for document in self.final(rendered, mutated)]

    def final(self, rendered: Iterable[JsonObject], mutated: Iterable[JsonObject]) -> list[JsonObject]:
        """The documents that count, in their order, as they are before anything goes."""
        originals = _by_identity(rendered)
        found = originals | _by_identity(self._as_rendered(document, originals) for document in mutated)
        return [document for _, document in sorted(found.items(), key=lambda item: item[0])]

    def stripped(self, document: JsonObject) -> dict[str, Any]:
        """One of them as it is committed."""
        return self._strip(document)

    def _as_rendered(self, document: JsonObject, originals: Mapping[Identity, JsonObject]) -> JsonObject:
        """The document without the namespace that the policy tool gives to cluster-wide kinds it does not know."""
        version, kind, namespace, name = identity_of(document) if document.get("kind") != "List" else ("", "", "", "")
        added = namespace == _ADDED_NAMESPACE and (version, kind, namespace, name) not in originals
        return self._bare(document) if added and (version, kind, "", name) in originals else document


def clean(
    rendered: Iterable[JsonObject], mutated: Iterable[JsonObject], keys: Iterable[str] = ()
) -> list[dict[str, Any]]:
    """The documents to commit: of each identity the last one that the policies wrote, else the one that was rendered.

    Labels and annotations named by `keys` go, as do nulls, and a namespace that the policy tool added by itself.
    """
    return Cleaner(keys).clean(rendered, mutated)


def emit(documents: Iterable[JsonObject]) -> str:
    """The one text of some documents: keys sorted, block style, UTF-8, `---` before each."""
    try:
        return "".join("---\n" + _dump(document) for document in documents)
    except (yaml.YAMLError, RecursionError) as error:
        raise ViolationError(f"expected resources that YAML can hold, found: {type(error).__name__}.") from error


def identity_of(document: JsonObject) -> Identity:
    """apiVersion, kind, namespace and name; ViolationError where the document is no resource."""
    metadata = document.get("metadata")
    name = metadata.get("name") if isinstance(metadata, Mapping) else None
    found = (document.get("apiVersion"), document.get("kind"), name)
    if not all(isinstance(part, str) and part for part in found):
        lacking = [key for key, part in zip(("apiVersion", "kind", "metadata.name"), found, strict=True) if not part]
        raise ViolationError(f"expected resources with apiVersion, kind and metadata.name; one lacks {lacking}.")
    namespace = metadata.get("namespace") if isinstance(metadata, Mapping) else ""
    return str(found[0]), str(found[1]), str(namespace or ""), str(found[2])


def _by_identity(documents: Iterable[JsonObject]) -> dict[Identity, JsonObject]:
    return {identity_of(document): document for document in _flat(documents)}


def _flat(documents: Iterable[JsonObject]) -> Iterator[JsonObject]:
    """The members of a `kind: List` one by one, as every tool of Kubernetes takes them."""
    for document in documents:
        items = document.get("items")
        if document.get("kind") == "List" and isinstance(items, list):
            yield from _flat(item for item in items if isinstance(item, Mapping))
        elif document:
            yield document


def _without_namespace(document: JsonObject) -> JsonObject:
    metadata = {key: value for key, value in document["metadata"].items() if key != "namespace"}
    return {**document, "metadata": metadata}


def _strip(document: JsonObject, keys: frozenset[str]) -> dict[str, Any]:
    result: dict[str, Any] = _without_nulls(document)
    metadata = result["metadata"]
    for part in ("labels", "annotations"):
        entries = metadata.get(part)
        if not isinstance(entries, Mapping):
            continue
        kept = {key: value for key, value in entries.items() if key not in keys}
        if kept:
            metadata[part] = kept
        else:
            del metadata[part]
    return result


def _without_nulls(value: Json) -> Json:
    match value:
        case Mapping():
            return {str(key): _without_nulls(child) for key, child in value.items() if child is not None}
        case list() | tuple():
            return [_without_nulls(child) for child in value]
        case _:
            return value


def _dump(document: JsonObject) -> str:
    text: str = yaml.dump(
        dict(document), Dumper=_Dumper, sort_keys=True, default_flow_style=False, allow_unicode=True, width=1 << 30
    )
    return text
