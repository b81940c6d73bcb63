"""`kyverno-test.yaml` files: reading one with all that it names, and judging its expected results.

A result binds by policy, rule (its autogen variants too) and resource names; what it names and nothing answers to is
reported, never passed over.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from maestro.domain.errors import UnreadableError
from maestro.domain.record import dataclass
from maestro.factory.kubernetesyaml import parse_documents
from maestro.factory.kyverno.model import Response
from maestro.factory.kyverno.shapes import TEXTS, ListOf, MapOf, text
from maestro.factory.payloads import MODES
from maestro.factory.suites import Suite, SuiteResult
from maestro.factory.textfile import read_text

_NAMES = ("kyverno-test.yaml", "kyverno-test.yml")
_LIMIT = 20_000_000
_RESULT = MapOf(
    {
        "policy": text,
        "rule": text,
        "resource": text,
        "resources": TEXTS,
        "namespace": text,
        "result": text,
        "status": text,
        "operation": text,
        "patchedResource": text,
        "patchedResources": text,
        "cloneSourceResource": text,
    }
)
_FILES = ("policies", "resources", "targetResources", "paramResources", "exceptions", "clusterResources")
_TEST = MapOf(
    {
        **dict.fromkeys(_FILES, TEXTS),
        **dict.fromkeys((f"{kind}s" for kind in MODES), TEXTS),
        **dict.fromkeys((*MODES, "name", "variables", "userinfo", "context"), text),
        "metadata": MapOf({"name": text}),
        "results": ListOf(_RESULT),
    }
)


@dataclass(frozen=True)
class Expectation:
    """One entry of `results`; `policy` is as written, the namespace in front of a name binds nothing."""

    policy: str
    rule: str
    resources: tuple[str, ...]
    result: str
    patched: tuple[dict[str, Any], ...] = ()

    @property
    def policy_alone(self) -> str:
        """The name of the policy without a namespace."""
        return self.policy.rpartition("/")[2]


@dataclass(frozen=True)
class KyvernoTest:
    """A test file, with the texts of everything that it names."""

    name: str
    path: Path
    suite: Suite
    expectations: tuple[Expectation, ...]


@dataclass(frozen=True)
class Row:
    """What became of one expected result on one resource."""

    policy: str
    rule: str
    resource: str
    passed: bool
    reason: str


def find_tests(path: Path) -> Iterator[Path]:
    """The test files below a folder, or the file itself."""
    if path.is_dir():
        yield from sorted(found for name in _NAMES for found in path.rglob(name) if found.is_file())
    elif path.is_file():
        yield path
    else:
        raise UnreadableError(f"{path}: expected a test file or a folder of tests, found nothing", path=str(path))


def read_test(path: Path) -> Iterator[KyvernoTest]:
    """The tests of a file; raises UnreadableError for what cannot be read."""
    for document in parse_documents(read_text(path, _LIMIT), str(path)):
        if document.get("kind") == "Test" or "policies" in document:
            _TEST(document, str(path))
            yield _Reader(path, document).test()


class _Reader:
    def __init__(self, path: Path, document: Mapping[str, Any]) -> None:
        self.path, self.document, self.folder = path, document, path.parent

    def test(self) -> KyvernoTest:
        metadata = self.document.get("metadata") or {}
        name = str(metadata.get("name") or self.document.get("name") or self.path.parent.name)
        results = [item for item in self.document.get("results") or [] if isinstance(item, dict)]
        return KyvernoTest(name, self.path, self._suite(results), tuple(map(self._expectation, results)))

    def _suite(self, results: list[dict[str, Any]]) -> Suite:
        cluster = self._texts("clusterResources")
        return Suite(
            policies=self._texts("policies"),
            resources=self._texts("resources"),
            targets=self._texts("targetResources"),
            params=self._texts("paramResources"),
            exceptions=self._texts("exceptions"),
            cluster=cluster,
            crds=self._crds(cluster),
            payloads=self._payloads(),
            values=self._values(),
            user=self._one("userinfo"),
            cel_context=self._one("context"),
            api_calls=self._inline("apiCallResponses"),
            global_context=self._inline("globalContextEntries"),
            operations=tuple(dict.fromkeys(str(item.get("operation") or "") for item in results)),
            clone_sources={
                (str(item.get("policy") or "").rpartition("/")[2], str(item.get("rule") or "")): self._read(name)
                for item in results
                if (name := item.get("cloneSourceResource"))
            },
        )

    def _texts(self, key: str) -> tuple[str, ...]:
        names = self.document.get(key) or []
        return tuple(text for name in names for text in self._read_all(str(name)))

    def _read_all(self, name: str) -> Iterator[str]:
        path = self.folder / name
        files = sorted(path.glob("*.y*ml")) if path.is_dir() else [path]
        yield from (read_text(file, _LIMIT) for file in files)

    def _read(self, name: Any) -> str:
        return read_text(self.folder / str(name), _LIMIT)

    def _one(self, key: str) -> str | None:
        return self._read(self.document[key]) if self.document.get(key) else None

    def _values(self) -> str | None:
        if self.document.get("variables"):
            return self._read(self.document["variables"])
        return self._inline("values")

    def _inline(self, key: str) -> str | None:
        """Inline YAML as text; JSON is YAML."""
        return json.dumps(self.document[key]) if self.document.get(key) else None

    def _payloads(self) -> tuple[dict[str, str], ...]:
        """Kyverno names the fields after the types: `jsonPayloads`, in older tests `jsonPayload` for one only."""
        return tuple(
            {"type": kind, "path": str(name), "text": self._read(name)}
            for kind in MODES
            for name in self.document.get(f"{kind}s") or filter(None, [self.document.get(kind)])
        )

    def _crds(self, cluster: tuple[str, ...]) -> tuple[str, ...]:
        documents = [document for text in cluster for document in parse_documents(text)]
        names = [name for document in documents for name in (document.get("spec") or {}).get("crds") or []]
        return tuple(self._read(name) for name in names)

    def _expectation(self, item: dict[str, Any]) -> Expectation:
        names = item.get("resources") or ([item["resource"]] if item.get("resource") else [])
        namespace = f"{item['namespace']}/" if item.get("namespace") and item.get("resource") else ""
        patched = item.get("patchedResources") or item.get("patchedResource")
        return Expectation(
            policy=str(item.get("policy") or ""),
            rule=str(item.get("rule") or ""),
            resources=tuple(namespace + str(name) for name in names),
            result=str(item.get("result") or item.get("status") or "pass"),
            patched=tuple(parse_documents(self._read(patched))) if patched else (),
        )


def judge(expectations: tuple[Expectation, ...], result: SuiteResult) -> list[Row]:
    """One row for each response that an expectation binds to, or one that says that nothing did."""
    return [row for expectation in expectations for row in _judge(expectation, result)]


def _judge(expectation: Expectation, result: SuiteResult) -> list[Row]:
    bound = [response for response in result.responses if _binds(expectation, response)]
    if not bound:
        return [_unanswered(expectation, result)]
    return [_row(expectation, response) for response in bound]


def _unanswered(expectation: Expectation, result: SuiteResult) -> Row:
    names = ", ".join(expectation.resources)
    for invalid in result.invalid:
        if invalid.head.name == expectation.policy_alone:
            return Row(
                expectation.policy, expectation.rule, names, passed=True, reason=f"Invalid policy: {invalid.reason}"
            )
    return Row(expectation.policy, expectation.rule, names, passed=True, reason="Excluded")


def _binds(expectation: Expectation, response: Response) -> bool:
    if response.policy != expectation.policy_alone:
        return False
    names = [prefix + expectation.rule for prefix in ("", "autogen-", "autogen-cronjob-")]
    if expectation.rule and response.rule and response.rule not in [name[:63] for name in names]:
        return False
    resource = response.resource
    own = {resource.name, f"{resource.namespace}/{resource.name}"}
    return not expectation.resources or bool(own & set(expectation.resources))


def _row(expectation: Expectation, response: Response) -> Row:
    rule, resource = response.rule or "", str(response.resource)
    if expectation.patched and (reason := _difference(expectation, response)):
        return Row(expectation.policy, rule, resource, passed=False, reason=reason)
    if str(response.result) == expectation.result:
        return Row(expectation.policy, rule, resource, passed=True, reason="Ok")
    reason = f"Want {expectation.result}, got {response.result}: {response.message}"
    return Row(expectation.policy, rule, resource, passed=False, reason=reason)


def _difference(expectation: Expectation, response: Response) -> str:
    wanted = [document for document in expectation.patched if _same(document, response)]
    if wanted and _comparable(wanted[0]) != _comparable(response.patched or {}):
        return "the patched resource differs from the expected one"
    return ""


def _same(document: dict[str, Any], response: Response) -> bool:
    metadata, resource = document.get("metadata") or {}, response.resource
    named = (document.get("apiVersion"), document.get("kind"), metadata.get("name"))
    namespace = metadata.get("namespace") or "default"
    return named == (resource.api_version, resource.kind, resource.name) and namespace == (
        resource.namespace or "default"
    )


def _comparable(document: dict[str, Any]) -> Any:
    """Without what is empty, and with the namespace that everything has."""
    metadata = {"namespace": "default", **(document.get("metadata") or {})}
    return _without_empty({**document, "metadata": metadata})


def _without_empty(value: Any) -> Any:
    match value:
        case dict():
            kept = {key: _without_empty(item) for key, item in value.items()}
            return {key: item for key, item in kept.items() if item is not None and item not in ({}, [])}
        case list():
            kept_items = [_without_empty(item) for item in value]
            return [item for item in kept_items if item is not None and item not in ({}, [])]
        case _:
            return value
