"""A report for machines; `schemas/check-pr.schema.json` describes it."""

import json
from typing import Any

from maestro.domain.findings import Finding, Report, Severity


def render(report: Report) -> str:
    """One JSON document, the same for the same report."""
    return json.dumps(document(report), ensure_ascii=True, indent=2)


def document(report: Report) -> dict[str, Any]:
    """The report as JSON values."""
    return {
        "version": 1,
        "findings": [_row(finding) for finding in report.findings],
        "suppressed": [{**_row(finding), "reason": finding.reason} for finding in report.suppressed],
        "summary": {
            "total": len(report.findings),
            "failing": len(report.failing),
            "suppressed": len(report.suppressed),
            "fail_on": report.fail_on.value,
            "severities": {s.value: sum(f.severity is s for f in report.findings) for s in Severity},
        },
        "notes": list(report.notes),
        "error": None,
    }


def _row(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "family": finding.family,
        "severity": finding.severity.value,
        "file": finding.file,
        "line": finding.line,
        "end_line": finding.end_line,
        "path": finding.path,
        "message": finding.message,
        "remedy": finding.remedy,
        "fingerprint": finding.fingerprint,
    }
