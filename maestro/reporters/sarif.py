"""A report as SARIF 2.1.0, as code scanning takes it: stable rule ids, fingerprints that survive moved lines."""

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from maestro import __version__
from maestro.domain.findings import Finding, Report, Severity
from maestro.reporters.wording import advice, plain

_LEVELS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "warning",
    Severity.INFO: "note",
}
# Code scanning sorts by this number; its own bands are critical over 9, high over 7, medium over 4.
_SCORES = {
    Severity.CRITICAL: "9.5",
    Severity.HIGH: "8.0",
    Severity.MEDIUM: "5.5",
    Severity.LOW: "3.0",
    Severity.INFO: "0.0",
}


def render(report: Report) -> str:
    """One SARIF log with one run."""
    return json.dumps(_log(report), ensure_ascii=True, indent=2)


def _log(report: Report) -> dict[str, Any]:
    found = [*report.findings, *report.suppressed]
    rules = _rules(found)
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    run: dict[str, Any] = {
        "tool": {"driver": {"name": "Maestro", "semanticVersion": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The repository's top folder."}}},
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _notes(report)}],
        "results": [
            *(_result(finding, index[finding.rule], None) for finding in report.findings),
            *(_result(finding, index[finding.rule], finding.reason) for finding in report.suppressed),
        ],
    }
    return {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}


def _rules(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Each rule that has a result once, in order of its id; the worst severity it was found with."""
    worst: dict[str, Finding] = {}
    for finding in findings:
        held = worst.get(finding.rule)
        if held is None or finding.severity.rank < held.severity.rank:
            worst[finding.rule] = finding
    return [
        {
            "id": finding.rule,
            "shortDescription": {"text": finding.rule.rpartition(".")[2].replace("-", " ")},
            "help": {"text": finding.remedy or "See the message."},
            "defaultConfiguration": {"level": _LEVELS[finding.severity]},
            "properties": {"tags": ["security", finding.family], "security-severity": _SCORES[finding.severity]},
        }
        for _, finding in sorted(worst.items())
    ]


def _result(finding: Finding, rule: int, accepted: str | None) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": plain(advice(finding))},
        "partialFingerprints": {"maestro/v1": finding.fingerprint},
    }
    if finding.file:
        result["locations"] = [{"physicalLocation": _place(finding)}]
    if accepted is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": plain(accepted)}]
    return result


def _place(finding: Finding) -> dict[str, Any]:
    uri = quote((finding.file or "").encode("utf-8", "replace"), safe="/")
    place: dict[str, Any] = {"artifactLocation": {"uri": uri, "uriBaseId": "SRCROOT"}}
    if finding.line is not None:
        place["region"] = {"startLine": finding.line, "endLine": max(finding.line, finding.end_line or finding.line)}
    return place


def _notes(report: Report) -> list[dict[str, Any]]:
    return [{"level": "note", "message": {"text": plain(note)}} for note in report.notes]
