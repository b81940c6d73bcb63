"""Inline suppressions: `maestro:allow RULE reason` in an added line accepts a finding there or in the next line.

One without a reason accepts nothing and is itself a finding, as is one that no longer has anything to accept. The words
without a rule's name behind them are no suppression and accept nothing either.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from maestro.domain.actions import AddedLine
from maestro.domain.findings import Finding, Severity
from maestro.domain.handoff import one_line
from maestro.domain.record import dataclass
from maestro.guard.found import fingerprint

FAMILY = "suppression"
# What a schema demands, and a guard that could not judge, are not the branch's to accept.
_FINAL = ("schema", "policy", FAMILY)
_MARK = re.compile(r"maestro:allow[ \t]+([a-z]+\.[a-z0-9-]+)(?:[ \t]+(.*)|$)")
_COMMENT_ENDS = re.compile(r"[ \t]*(?:-->|\*/|#\}|\}\})[^A-Za-z0-9]*$")


@dataclass(frozen=True)
class Allowance:
    """One suppression; `alone` when its line holds nothing else, so that it speaks of the next line."""

    file: str
    line: int
    rule: str
    reason: str
    alone: bool

    def covers(self, finding: Finding) -> bool:
        """Whether it accepts the finding."""
        if finding.file != self.file or finding.rule != self.rule or finding.line is None:
            return False
        return finding.line == self.line or (self.alone and finding.line == self.line + 1)


def allowances(lines: Iterable[AddedLine]) -> Iterator[Allowance]:
    """The suppressions that a branch adds."""
    for line in lines:
        if found := _MARK.search(line.text):
            reason = one_line(_COMMENT_ENDS.sub("", found[2] or ""), 200)
            alone = re.search(r"[A-Za-z0-9]", line.text[: found.start()]) is None
            yield Allowance(line.file, line.number, found[1], reason, alone)


def accept(findings: Iterable[Finding], given: Sequence[Allowance]) -> tuple[list[Finding], list[Finding]]:
    """The findings that stand, with those of the suppressions themselves, and the accepted ones with their reasons.

    A finding that has a reason already was accepted by the factory's guard.yaml.
    """
    stand: list[Finding] = []
    accepted: list[Finding] = []
    used: set[Allowance] = set()
    sound = [allowance for allowance in given if _is_reason(allowance.reason)]
    for finding in findings:
        if finding.reason:
            accepted.append(finding)
            continue
        by = next((a for a in sound if a.covers(finding)), None) if _acceptable(finding) else None
        if by is None:
            stand.append(finding)
        else:
            used.add(by)
            accepted.append(replace(finding, reason=by.reason))
    stand += [_unsound(a) for a in given if a not in sound]
    stand += [_unused(a) for a in sound if a not in used]
    return stand, accepted


def _acceptable(finding: Finding) -> bool:
    return finding.family not in _FINAL and not finding.rule.startswith("guard.")


def _is_reason(text: str) -> bool:
    return len(re.findall(r"[^\W\d_]", text)) >= 3


def _unsound(allowance: Allowance) -> Finding:
    message = f"the suppression of {allowance.rule} lacks a reason; it accepts nothing"
    return _finding("invalid", Severity.LOW, allowance, message, "Write `maestro:allow RULE reason`.")


def _unused(allowance: Allowance) -> Finding:
    message = f"the suppression of {allowance.rule} has nothing to accept"
    return _finding("unused", Severity.INFO, allowance, message, "Take it out.")


def _finding(kind: str, severity: Severity, allowance: Allowance, message: str, remedy: str) -> Finding:
    rule, line = f"{FAMILY}.{kind}", allowance.line
    mark = fingerprint(rule, allowance.file, allowance.rule, allowance.reason)
    return Finding(rule, FAMILY, severity, message, remedy, allowance.file, line, line, None, mark)
