"""Where suites come from: JSON lines that hold whole suites, or `kyverno-test.yaml` trees on disk."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from maestro.domain.errors import UnreadableError
from maestro.factory.kyverno.shapes import MAPS, MapOf, text
from maestro.factory.suites import Suite, SuiteResult
from maestro.factory.textfile import read_text

_TEXT_FIELDS = ("values", "userinfo", "context_file", "api_call_responses", "global_context_entries")
_SUITE = MapOf(
    {
        **dict.fromkeys(_TEXT_FIELDS, text),
        "payloads": MAPS,
        "rows": MAPS,
        "gce_resource_files": MapOf(each=text),
    }
)
_LIMIT = 100_000_000


def read_suites(path: Path) -> Iterator[tuple[str, Suite]]:
    """The suites of a file of JSON lines, each with its id; raises UnreadableError."""
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _suite_of_line(line, f"{path}:{number}")
    except (OSError, UnicodeError) as error:
        found = getattr(error, "strerror", None) or error
        raise UnreadableError(f"{path}: expected a file of suites in UTF-8, found: {found}", path=str(path)) from error


def _suite_of_line(line: str, source: str) -> tuple[str, Suite]:
    try:
        data = json.loads(line)
    except ValueError as error:
        raise UnreadableError(f"{source}: expected a suite in JSON, found: {error}", path=source) from error
    if not isinstance(data, dict) or not data.get("id"):
        raise UnreadableError(f"{source}: expected a suite with an id", path=source)
    _SUITE(data, source)
    return str(data["id"]), suite_of(data)


def suite_of(data: Mapping[str, Any]) -> Suite:
    """A suite from its JSON form."""
    rows = [row for row in data.get("rows") or [] if isinstance(row, dict)]

    def texts(key: str) -> tuple[str, ...]:
        return tuple(text for text in data.get(key) or [] if isinstance(text, str))

    return Suite(
        policies=texts("policy_files"),
        resources=texts("resource_files"),
        targets=texts("target_resource_files"),
        params=texts("param_resource_files"),
        exceptions=texts("exception_files"),
        cluster=texts("cluster_resource_files"),
        crds=texts("crd_files"),
        payloads=tuple(data.get("payloads") or ()),
        values=data.get("values"),
        user=data.get("userinfo"),
        cel_context=data.get("context_file"),
        api_calls=data.get("api_call_responses"),
        global_context=data.get("global_context_entries"),
        global_files=data.get("gce_resource_files") or {},
        operations=tuple(dict.fromkeys(str(row.get("operation") or "") for row in rows)),
        clone_sources={
            (str(row.get("policy") or "").rpartition("/")[2], str(row.get("rule") or "")): str(row["clone_source"])
            for row in rows
            if row.get("clone_source")
        },
    )


def result_line(name: str, result: SuiteResult) -> dict[str, Any]:
    """The responses of a suite as one line of JSON lines."""
    return {"id": name, "responses": [response_of(response) for response in result.responses]}


def response_of(response: Any) -> dict[str, Any]:
    """One response in its public form."""
    resource = response.resource
    return {
        "policy": response.policy,
        "rule": response.rule,
        "resource": {
            "apiVersion": resource.api_version,
            "kind": resource.kind,
            "namespace": resource.namespace,
            "name": resource.name,
        },
        "result": str(response.result),
        "message": response.message,
        "patched": response.patched,
        "generated": list(response.generated),
    }


def suite_of_files(
    policies: Iterable[Path],
    resources: Iterable[Path],
    exceptions: Iterable[Path],
    values: Path | None,
    user: Path | None,
) -> Suite:
    """A suite of files and folders, as `policy apply` takes them; raises UnreadableError."""
    return Suite(
        policies=tuple(_texts(policies)),
        resources=tuple(_texts(resources)),
        exceptions=tuple(_texts(exceptions)),
        values=read_text(values, _LIMIT) if values else None,
        user=read_text(user, _LIMIT) if user else None,
        answers_calls=True,
    )


def _texts(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        files = sorted(file for file in path.rglob("*.y*ml") if file.is_file()) if path.is_dir() else [path]
        yield from (read_text(file, _LIMIT) for file in files)
