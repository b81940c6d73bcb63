"""A report as GitHub workflow commands, which show findings beside the lines of a pull request.

GitHub shows ten annotations of a type for a step and drops the rest silently: what is left out is counted and said.
"""

from collections.abc import Sequence
from enum import StrEnum

from maestro.domain.findings import Finding, Report, Severity
from maestro.reporters.wording import advice, ordered, plain, summary

_MOST = 10


class Kind(StrEnum):
    """The types of annotation."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


_KINDS = {
    Severity.CRITICAL: Kind.ERROR,
    Severity.HIGH: Kind.ERROR,
    Severity.MEDIUM: Kind.WARNING,
    Severity.LOW: Kind.WARNING,
    Severity.INFO: Kind.NOTICE,
}


def render(report: Report) -> str:
    """At most ten annotations a type, the worst ones, and one notice of what is hidden."""
    by_kind = {kind: [f for f in ordered(report.findings) if _KINDS[f.severity] is kind] for kind in Kind}
    overfull = any(len(found) > _MOST for found in by_kind.values())
    shown = {kind: found[: _MOST - (overfull and kind is Kind.NOTICE)] for kind, found in by_kind.items()}
    lines = [_annotation(kind, finding) for kind, found in shown.items() for finding in found]
    if overfull:
        lines.append(_hidden({kind: len(found) - len(shown[kind]) for kind, found in by_kind.items()}))
    return "\n".join([*lines, *(plain(note) for note in report.notes), summary(report)])


def _annotation(kind: Kind, finding: Finding) -> str:
    properties = [
        ("file", finding.file),
        ("line", finding.line),
        ("endLine", finding.end_line),
        ("title", finding.rule),
    ]
    given = ",".join(f"{name}={_property(str(value))}" for name, value in properties if value is not None)
    return f"::{kind} {given}::{_data(advice(finding))}"


def _hidden(counts: dict[Kind, int]) -> str:
    parts = [f"{count} more {kind}{'' if count == 1 else 's'}" for kind, count in counts.items() if count]
    return f"::{Kind.NOTICE} title=maestro::{_data(_listed(parts))} not shown here; run maestro check-pr to see all."


def _listed(parts: Sequence[str]) -> str:
    total_is_one = len(parts) == 1 and parts[0].startswith("1 ")
    return f"{' and '.join(parts)} {'is' if total_is_one else 'are'}"


def _data(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return plain(escaped)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
