"""Words that several forms share: where a finding is, and a report in one sentence."""

import re
from collections.abc import Sequence

from maestro.domain.findings import Finding, Report, Severity

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def plain(text: str) -> str:
    """One line without control, direction or half characters: names and values of others appear in reports."""
    return _UNPRINTABLE.sub("?", text)


def place(finding: Finding) -> str:
    """`file:line`, or the field of a request, or nothing."""
    where = finding.file or ""
    if finding.line is not None:
        where = f"{where}:{finding.line}" if where else f"line {finding.line}"
    elif finding.path:
        where = f"{where} {finding.path}".strip()
    return plain(where)


def advice(finding: Finding) -> str:
    """What is wrong and what to do, as sentences."""
    message = finding.message if finding.message.endswith((".", "!", "?")) else f"{finding.message}."
    first = message.partition(" ")[0]
    message = f"{message[:1].upper()}{message[1:]}" if first.isalpha() else message  # a path or a field keeps its case
    return f"{message} {finding.remedy}".strip()


def ordered(findings: Sequence[Finding]) -> list[Finding]:
    """Worst first, then by place."""
    return sorted(findings, key=lambda f: (f.severity.rank, f.file or "", f.line or 0, f.rule))


def summary(report: Report) -> str:
    """`3 findings (1 critical, 2 low), 1 suppressed`."""
    counts = ((severity, sum(f.severity is severity for f in report.findings)) for severity in Severity)
    parts = ", ".join(f"{count} {severity}" for severity, count in counts if count)
    total = len(report.findings)
    text = f"{total} finding{'' if total == 1 else 's'} ({parts})" if total else "no findings"
    return f"{text}, {len(report.suppressed)} suppressed" if report.suppressed else text
