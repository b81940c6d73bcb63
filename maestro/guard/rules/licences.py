"""Licences that a change brings in: SPDX headers, licence fields of package files, licence texts."""

import re
from collections.abc import Iterator, Sequence

from maestro.domain.actions import Action, AddedLine, DiffAction
from maestro.domain.findings import Finding, Severity
from maestro.domain.record import dataclass
from maestro.guard.config import Facts, GuardConfig, Licences
from maestro.guard.found import matches, printable, stamped
from maestro.guard.spdx import acceptable

_HEADER = re.compile(r"SPDX-License-Identifier:\s*([A-Za-z0-9.+:()\- ]{2,200})")
_VERSION_CHOICE = re.compile(r"-ONLY$|-OR-LATER$|\+$")
_FIELD = re.compile(r"^\s*[\"']?licen[sc]e[\"']?\s*[:=]\s*[\"']?([A-Za-z0-9.+:()\- ]{2,200})", re.IGNORECASE)
_PACKAGE_FILES = re.compile(
    r"(?:^|/)(?:package\.json|pyproject\.toml|setup\.cfg|Cargo\.toml|Chart\.yaml|composer\.json|[^/]+\.gemspec)$"
)
_LICENCE_FILES = re.compile(r"(?:^|/)(?:LICEN[SC]E|COPYING|UNLICENSE)[^/]*$", re.IGNORECASE)
# Titles of licence texts, longest first where one holds another.
_TITLES = (
    ("gnu affero general public license", "AGPL-3.0-only"),
    ("gnu lesser general public license", "LGPL-3.0-only"),
    ("gnu general public license", "GPL-3.0-only"),
    ("server side public license", "SSPL-1.0"),
    ("business source license", "BUSL-1.1"),
    ("elastic license", "Elastic-2.0"),
    ("mozilla public license", "MPL-2.0"),
    ("eclipse public license", "EPL-2.0"),
    ("european union public licence", "EUPL-1.2"),
)


@dataclass(frozen=True)
class LicenceRule:
    """Says nothing where guard.yaml neither allows nor denies any."""

    settings: Licences
    name: str = "licences"
    family: str = "licence"

    @classmethod
    def of(cls, config: GuardConfig, _: Facts) -> "LicenceRule":
        """The rule for the licences of guard.yaml."""
        return cls(config.licences)

    def judge(self, action: Action) -> Sequence[Finding]:
        """Diffs only."""
        if not isinstance(action, DiffAction) or not (self.settings.allow or self.settings.deny):
            return ()
        return [finding for line in action.lines for finding in self._in_line(line)]

    def _in_line(self, line: AddedLine) -> Iterator[Finding]:
        expression = _expression(line)
        if expression and not acceptable(expression, self._fine):
            message = f"brings in the licence {printable(expression)}, which this factory does not accept"
            advice = "Use a part with an accepted licence, or ask the platform team for an exception."
            found = Finding(
                "licence.denied", self.family, Severity.HIGH, message, advice, line.file, line.number, line.number
            )
            yield stamped(found, expression)

    def _fine(self, licence: str) -> bool:
        # AGPL-3.0 in guard.yaml means -only and -or-later.
        names = {licence.upper(), _VERSION_CHOICE.sub("", licence.upper())}
        denied, allowed = (
            any(matches(name, (pattern.upper() for pattern in patterns)) for name in names)
            for patterns in (self.settings.deny, self.settings.allow)
        )
        return not denied and (allowed or not self.settings.allow)


def _expression(line: AddedLine) -> str | None:
    header = _HEADER.search(line.text)
    if header:
        return header[1].strip(" -")
    if _PACKAGE_FILES.search(line.file):
        field = _FIELD.match(line.text)
        return field[1].strip() if field else None
    if _LICENCE_FILES.search(line.file):
        title = " ".join(line.text.lower().split())
        return next((spdx for words, spdx in _TITLES if title.startswith(words)), None)
    return None
