"""Credentials in what leaves: added lines, requests, prompts, published texts. Never says a secret's value."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from maestro.domain.actions import Action, DiffAction, PromptAction, RequestAction, TaskAction, TextAction
from maestro.domain.findings import Finding, Severity
from maestro.domain.json import leaves
from maestro.domain.record import dataclass
from maestro.guard.config import Exemption, Facts, GuardConfig
from maestro.guard.found import Block, blocks, matches, stamped
from maestro.guard.scan import Hit, Scan, scan

_KEY = re.compile(rb"([A-Za-z_][A-Za-z0-9_.-]{0,60})[\"']?\s*[:=]+\s*[\"']?$")
_REMEDY = "Take it out, revoke it where it was issued, and keep the new one in a secret store."


@dataclass(frozen=True)
class SecretRule:
    """Judges every action that carries text."""

    exemptions: tuple[Exemption, ...] = ()
    name: str = "secrets"
    family: str = "secrets"

    @classmethod
    def of(cls, config: GuardConfig, _: Facts) -> "SecretRule":
        """The rule with the exceptions of guard.yaml."""
        return cls(config.exemptions)

    def judge(self, action: Action) -> Sequence[Finding]:
        """One finding a credential."""
        match action:
            case DiffAction(lines):
                found = [finding for block in blocks(lines) for finding in self._in_block(block)]
            case TextAction(text, where):
                found = list(self._in_text(text, where))
            case PromptAction(text, model):
                found = list(self._in_text(text, f"the prompt for {model}"))
            case RequestAction():
                found = list(self._in_request(action))
            case TaskAction():
                found = []
            case _:
                assert_never(action)
        return [self._graded(finding) for finding in found]

    def _graded(self, finding: Finding) -> Finding:
        """What guard.yaml accepts is still said, with the reason that stands there."""
        for item in self.exemptions:
            if finding.file and matches(finding.rule, (item.rule,)) and matches(finding.file, (item.files,)):
                return replace(finding, severity=Severity.INFO, reason=item.reason)
        return finding

    def _in_block(self, block: Block) -> Iterator[Finding]:
        scanned = scan(block.text)
        for hit in scanned.hits:
            first, last = scanned.lines(hit)
            finding = _finding(
                hit,
                Finding(
                    "", "", Severity.INFO, "", file=block.file, line=block.first + first, end_line=block.first + last
                ),
            )
            yield stamped(finding, hit.mask, _key_before(scanned, hit))

    def _in_text(self, text: str, where: str) -> Iterator[Finding]:
        scanned = scan(text)
        for hit in scanned.hits:
            line = scanned.lines(hit)[0] + 1
            yield stamped(_finding(hit, Finding("", "", Severity.INFO, "", line=line), f" in {where}"), where, hit.mask)

    def _in_request(self, action: RequestAction) -> Iterator[Finding]:
        fields = [(path, f"{path}: {value}") for path, value in leaves(action.request)]
        for path, text in fields:
            for hit in scan(text).hits:
                yield stamped(
                    _finding(hit, Finding("", "", Severity.INFO, "", file=action.file, path=path), f" at {path}")
                )


def _finding(hit: Hit, place: Finding, where: str = "") -> Finding:
    shape = hit.shape
    shown = f" ({hit.mask})" if hit.mask else ""
    doubt = "" if hit.certain else "; its check characters do not fit, it may be cut or made up"
    return Finding(
        f"secrets.{shape.id}",
        "secrets",
        shape.severity if hit.certain else Severity.MEDIUM,
        f"{shape.title}{shown}{' in base64' if hit.wrapped else ''}{where}{doubt}",
        shape.remedy or _REMEDY,
        place.file,
        place.line,
        place.end_line,
        place.path,
    )


def _key_before(scanned: Scan, hit: Hit) -> str:
    """The name that the secret is given to, which tells two alike apart wherever they move."""
    found = _KEY.search(scanned.data[max(0, hit.start - 100) : hit.start])
    return found[1].decode("ascii") if found else ""
