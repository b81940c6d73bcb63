"""Reports for tests: empty, ordinary, and one with hostile texts from outside."""

from maestro.domain.findings import Finding, Report, Severity


def finding(number: int = 1, severity: Severity = Severity.HIGH, **changes: object) -> Finding:
    """A finding with a place of its own."""
    values: dict[str, object] = {
        "rule": "operations.broad-role",
        "family": "operations",
        "severity": severity,
        "message": "grants roles/owner",
        "remedy": "Grant the narrowest role that does the job.",
        "file": "requests/shop-prod.yaml",
        "line": number,
        "end_line": number,
        "fingerprint": f"{number:016x}",
    }
    return Finding(**{**values, **changes})  # type: ignore[arg-type]  # every key is a field


EMPTY = Report()
ORDINARY = Report(
    findings=(
        finding(3),
        finding(9, Severity.CRITICAL, rule="secrets.github-pat", family="secrets", message="GitHub token (ghp_…)"),
        finding(4, Severity.INFO, rule="scope.protected", family="scope", line=None, end_line=None),
        finding(5, Severity.LOW, file=None, line=None, end_line=None, path="gcp.region", remedy=""),
    ),
    suppressed=(finding(7, Severity.MEDIUM, rule="secrets.jwt", family="secrets", reason="made for tests"),),
    notes=("logo.png was not looked at: binary",),
)
HOSTILE_FILE = "a|b`c,d:e%f\r\n::error::x\x1b[2J\u202e<script>@all.md"
HOSTILE = Report(
    findings=(
        finding(
            1, file=HOSTILE_FILE, message="100%: a|b\n::warning::injected <img> @team `x` \x1b]0;t\x07", remedy="a,b:c"
        ),
    ),
    suppressed=(finding(2, reason="because\n| of | this"),),
    notes=("note\n::error::x",),
)
MANY = Report(
    findings=tuple(finding(n, s) for s in Severity for n in range(1, 13)),
)
ALL = (EMPTY, ORDINARY, HOSTILE, MANY)
