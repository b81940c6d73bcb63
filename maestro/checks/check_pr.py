"""Judges a branch: the guard over its added lines, changed request files against schema and guard, suppressions."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from maestro.checks.diff import Change
from maestro.checks.suppressions import accept, allowances
from maestro.domain.actions import RequestAction
from maestro.domain.errors import ForgeError, UnreadableError
from maestro.domain.findings import Finding, Report, Severity, Violation
from maestro.domain.record import dataclass
from maestro.guard.base import Guard
from maestro.guard.found import fingerprint

_REQUEST_SUFFIXES = (".yaml", ".yml")


class Document(Protocol):
    """A request file that was read: its content, and where things stand in it."""

    @property
    def value(self) -> Any:
        """The request; whether it is a mapping is for whoever asks."""
        ...

    def locate(self, path: str) -> int:
        """The 1-based line of a dotted path."""
        ...


@dataclass(frozen=True)
class Requests:
    """How this factory's requests are read and validated. Without a factory there are none to look at."""

    folder: str
    read: Callable[[bytes, str], Document]
    violations: Callable[[Mapping[str, Any]], Sequence[Violation]]


def check(change: Change, guard: Guard, requests: Requests | None, fail_on: Severity = Severity.LOW) -> Report:
    """The report on a change."""
    findings = list(guard.judge(change.action).findings)
    if requests is not None:
        seen = {(finding.rule, finding.file) for finding in findings}
        files = [file for file in change.diff.files if _is_request(file, requests) and file not in change.diff.removed]
        for file in files:
            more = _of_request(file, change, guard, requests)
            # What the added lines showed already is not said twice; the line is better than the field.
            findings += [finding for finding in more if (finding.rule, finding.file) not in seen]
    stand, accepted = accept(findings, tuple(allowances(change.diff.lines)))
    return Report(tuple(stand), tuple(accepted), fail_on, change.notes)


def _is_request(file: str, requests: Requests) -> bool:
    return file.startswith(requests.folder.rstrip("/") + "/") and file.endswith(_REQUEST_SUFFIXES)


def _of_request(file: str, change: Change, guard: Guard, requests: Requests) -> Iterator[Finding]:
    try:
        document = requests.read(_content(file, change), file)
    except UnreadableError as error:
        yield _unreadable(file, error)
        return
    if not isinstance(document.value, Mapping):
        yield _schema_finding(file, 1, "", "expected a mapping of fields, found something else")
        return
    for finding in guard.judge(RequestAction(document.value, file)).findings:
        line = document.locate(finding.path) if finding.path else None
        yield replace(finding, file=file, line=line, end_line=line)
    for violation in requests.violations(document.value):
        yield _schema_finding(file, document.locate(violation.path), violation.path, violation.message)


def _content(file: str, change: Change) -> bytes:
    """The file's content; a link, which would show one thing here and another there, is refused."""
    try:
        data = change.read(file)
    except ForgeError:
        data = None
    if data is None:
        raise UnreadableError(f"{file}: expected a file, found a link or a submodule.", path=file)
    return data


def _schema_finding(file: str, line: int, path: str, message: str) -> Finding:
    return Finding(
        "schema.request",
        "schema",
        Severity.HIGH,
        message,
        "Correct the value; `maestro explain PATH` says what is expected there." if path else "Correct the file.",
        file,
        line,
        line,
        path or None,
        fingerprint("schema.request", file, path, message),
    )


def _unreadable(file: str, error: UnreadableError) -> Finding:
    place = (error.path or "").removeprefix(f"{file}:")
    line = int(place) if place.isdigit() else 1
    message = error.message.removeprefix(f"{file}:{place}: ").removeprefix(f"{file}: ")
    mark = fingerprint("schema.unreadable", file)
    advice = "Correct the file; a request is one YAML document in UTF-8."
    return Finding("schema.unreadable", "schema", Severity.HIGH, message, advice, file, line, line, None, mark)
