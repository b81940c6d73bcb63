"""A report as Markdown, for a job's summary or a comment. Everything that was read elsewhere is escaped."""

import re

from maestro.domain.findings import Finding, Report
from maestro.reporters.wording import advice, ordered, place, plain, summary

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~>-])")


def render(report: Report) -> str:
    """A heading with the outcome, a table of the findings, what was suppressed and what was not looked at."""
    outcome = "failed" if report.exit_code else "passed"
    parts = [f"### Maestro check {outcome}: {summary(report)}", _table(report), _accepted(report), _notes(report)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _table(report: Report) -> str:
    if not report.findings:
        return ""
    head = "| Severity | Rule | Where | What and what to do |\n| --- | --- | --- | --- |"
    return "\n".join([head, *(_row(finding) for finding in ordered(report.findings))])


def _row(finding: Finding) -> str:
    return f"| {finding.severity} | {_code(finding.rule)} | {_code(place(finding))} | {_escaped(advice(finding))} |"


def _accepted(report: Report) -> str:
    rows = [f"- {_code(f.rule)} {_code(place(f))}: {_escaped(f.reason)}" for f in ordered(report.suppressed)]
    return "\n".join(["Suppressed, with the reason given:", "", *rows]) if rows else ""


def _notes(report: Report) -> str:
    return "\n".join(f"- {_escaped(note)}" for note in report.notes)


def _escaped(text: str) -> str:
    text = _SPECIAL.sub(r"\\\1", plain(text))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("@", "&#64;").replace("://", ":&#8203;//")


def _code(text: str) -> str:
    inner = plain(text).replace("`", "'").replace("|", "\\|")
    return f"`{inner}`" if inner else ""
