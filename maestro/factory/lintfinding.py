"""One way to word a finding of `factory lint`: rule, place as `file:line`, a fingerprint that outlives moved lines."""

from pathlib import Path

from maestro.domain.errors import MaestroError
from maestro.domain.findings import Finding, Severity
from maestro.domain.json import digest

_FAMILY = "schema"


def finding(rule: str, message: str, place: str, severity: Severity = Severity.HIGH, remedy: str = "") -> Finding:
    """A finding at `file:line` or at a whole file."""
    file, _, number = place.rpartition(":")
    line = int(number) if file and number.isdecimal() else None
    where = file if line is not None else place
    mark = digest([rule, *Path(where).parts[-2:], message], 16)
    return Finding(rule, _FAMILY, severity, message, remedy, where or None, line, line, None, mark)


def of_error(rule: str, error: MaestroError, severity: Severity = Severity.HIGH) -> Finding:
    """What an error says, at the place that it names."""
    place = error.path or ""
    return finding(rule, error.message.removeprefix(f"{place}: "), place, severity)
