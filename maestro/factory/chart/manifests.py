"""Rendered text to documents in Helm's order.

Owns splitting, kinds, hooks and the output's format; parses each document once.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.chart.errors import ChartError, YamlError
from maestro.factory.chart.ignore import matches
from maestro.factory.chart.text.numbers import json_float
from maestro.factory.chart.text.yaml_blocks import block
from maestro.factory.chart.text.yaml_reader import json_kind, load

INSTALL_ORDER = [
    "PriorityClass",
    "Namespace",
    "NetworkPolicy",
    "ResourceQuota",
    "LimitRange",
    "PodSecurityPolicy",
    "PodDisruptionBudget",
    "ServiceAccount",
    "Secret",
    "SecretList",
    "ConfigMap",
    "StorageClass",
    "PersistentVolume",
    "PersistentVolumeClaim",
    "CustomResourceDefinition",
    "ClusterRole",
    "ClusterRoleList",
    "ClusterRoleBinding",
    "ClusterRoleBindingList",
    "Role",
    "RoleList",
    "RoleBinding",
    "RoleBindingList",
    "Service",
    "DaemonSet",
    "Pod",
    "ReplicationController",
    "ReplicaSet",
    "Deployment",
    "HorizontalPodAutoscaler",
    "StatefulSet",
    "Job",
    "CronJob",
    "IngressClass",
    "Ingress",
    "APIService",
]
_RANK = {kind: rank for rank, kind in enumerate(INSTALL_ORDER)}
_HOOK = "helm.sh/hook"
_HOOKS = frozenset(
    [
        "pre-install",
        "post-install",
        "pre-delete",
        "post-delete",
        "pre-upgrade",
        "post-upgrade",
        "pre-rollback",
        "post-rollback",
        "test",
        "test-success",
    ]
)
_TESTS = frozenset({"test", "test-success"})
_SEPARATOR = re.compile(r"(?:^|\n)---\s*")  # blanks before it are stripped: to match them takes squared time
_BLOCK = re.compile(r"^---\n# Source: ", re.MULTILINE)
_SOURCE = re.compile(r"# Source: [^/]+/(.+)")
_METADATA = 'struct { Name string "json:\\"name\\""; Annotations map[string]string "json:\\"annotations\\"" }'
_GO_SPACE = "\t\n\v\f\r \x85\xa0"


@dataclass(frozen=True, slots=True)
class Head:
    """What the order of documents depends on."""

    kind: str
    hooks: str | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """A document: the template it came from and its text."""

    source: str
    text: str
    head: Head

    def is_test(self) -> bool:
        """Whether it is a hook that tests."""
        return self.head.hooks is not None and not _TESTS.isdisjoint(_events(self.head.hooks))

    def block(self) -> str:
        """The document as Helm prints it."""
        return f"---\n# Source: {self.source}\n{self.text}\n"


def split(text: str) -> list[str]:
    """The documents of a file, trimmed, without empty ones."""
    parts = (part.strip(_GO_SPACE) for part in _SEPARATOR.split(text.strip(_GO_SPACE)))
    return [part for part in parts if part]


def collect(rendered: Mapping[str, str]) -> tuple[list[Manifest], list[Manifest]]:
    """All documents and all hooks, each in Helm's order."""
    plain: list[Manifest] = []
    hooks: list[Manifest] = []
    for source in sorted(rendered):
        text = rendered[source]
        if not text.strip(_GO_SPACE):
            continue
        for document in split(text):
            manifest = Manifest(source, document, _head(document, source))
            if manifest.head.hooks is None:
                plain.append(manifest)
            elif _HOOKS.issuperset(_events(manifest.head.hooks)):
                hooks.append(manifest)
    return sorted(plain, key=_order), sorted(hooks, key=_order)


def _order(manifest: Manifest) -> tuple[int, str]:
    kind = manifest.head.kind
    rank = _RANK.get(kind)
    return (len(_RANK), kind) if rank is None else (rank, "")


def _events(hooks: str) -> list[str]:
    return [event.strip(_GO_SPACE).lower() for event in hooks.split(",")]


def _head(text: str, source: str) -> Head:
    try:
        return head(text)
    except YamlError as error:
        raise ChartError(f"YAML parse error on {source}: {error}", path=source) from None


@lru_cache(maxsize=4096)
def head(text: str) -> Head:
    """The head of a document. Raises YamlError where Helm would refuse it."""
    data = block(text)
    if data is None or not _is_plain(data):
        data = load(text)
    if data is None:
        return Head("", None)
    if not isinstance(data, dict):
        raise _wrong(data, "Go value of type releaseutil.SimpleHead")
    metadata = _field(data, "metadata")
    hooks = None
    for name in ("apiVersion", "kind"):
        _text(_field(data, name), f"SimpleHead.{name}")
    if metadata is not None:
        if not isinstance(metadata, dict):
            raise _wrong(metadata, f"Go struct field SimpleHead.metadata of type {_METADATA}")
        _text(_field(metadata, "name"), ".metadata.name")
        hooks = _annotations(_field(metadata, "annotations")).get(_HOOK)
    return Head(_text(_field(data, "kind"), "SimpleHead.kind"), hooks)


def _is_plain(data: dict[str, Any]) -> bool:
    """Whether a head holds but texts where Helm wants texts: a number among them is Helm's to write."""
    metadata = _field(data, "metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    annotations = _field(metadata, "annotations")
    annotations = annotations if isinstance(annotations, dict) else {}
    texts = (_field(data, "apiVersion"), _field(data, "kind"), _field(metadata, "name"), *annotations.values())
    return all(isinstance(text, str | None) for text in texts)


def _field(data: dict[str, Any], name: str) -> Any:
    """A field as Go finds it: by its name, else by its name in other letters."""
    if name in data:
        return data[name]
    lowered = name.lower()
    return next((value for key, value in data.items() if key.lower() == lowered), None)


def _annotations(value: Any) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise _wrong(value, "Go struct field .metadata.annotations of type map[string]string")
    return {key: _text(item, ".metadata.annotations") for key, item in value.items()}


def _text(value: Any, name: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict | list):
        raise _wrong(value, f"Go struct field {name} of type string")
    if value is None:
        return ""
    return json_float(value) if isinstance(value, float) else "true" if value else "false"


def _wrong(value: Any, target: str) -> YamlError:
    kind = json_kind(value)
    return YamlError(f"error unmarshaling JSON: while decoding JSON: json: cannot unmarshal {kind} into {target}")


def chosen(manifest: str, patterns: Iterable[str]) -> str:
    """`--show-only`: the documents of the templates that the patterns name, in the patterns' order."""
    documents = [(text, _SOURCE.search(text)) for text in split(manifest)]
    out: list[str] = []
    for pattern in patterns:
        found = [text for text, source in documents if source and matches(pattern, source.group(1))]
        if not found:
            raise ChartError(f"could not find template {pattern} in chart")
        out += found
    return "".join(f"---\n{text}\n" for text in out)


def parsed(manifest: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each object of a manifest with the template it came from."""
    for part in _BLOCK.split(manifest)[1:]:
        source, _, text = part.partition("\n")
        for document in split(text):
            _head(document, source)  # those of CRDs are looked at here for the first time
            data = load(document)
            if data is not None:
                yield source, data
