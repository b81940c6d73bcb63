"""Dangerous or broad operations in requests and manifests: basic roles, access for everyone, open ranges, deletions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from maestro.domain.actions import Action, DiffAction, PromptAction, RequestAction, TaskAction, TextAction
from maestro.domain.findings import Finding, Severity
from maestro.domain.json import leaves
from maestro.domain.record import dataclass
from maestro.guard.config import Facts, GuardConfig, Operations
from maestro.guard.found import matches, printable, stamped, within

_WORD = re.compile(r"[A-Za-z0-9:][A-Za-z0-9_./:-]*")
_TOWARDS = re.compile(r"(?i)\bdest|egress|nexthop")  # where traffic goes to, not who may come in
_SUFFIXES = (".yaml", ".yml", ".json", ".tf", ".tfvars", ".hcl")


@dataclass(frozen=True)
class OperationRule:
    """Looks at whole words, so that a role is found wherever the schema puts it."""

    settings: Operations
    folders: tuple[str, ...]
    tenants: tuple[str, ...]
    name: str = "operations"
    family: str = "operations"

    @classmethod
    def of(cls, config: GuardConfig, facts: Facts) -> "OperationRule":
        """The rule for the factory's requests and tenants, and the folders that guard.yaml adds."""
        own = (facts.requests, facts.tenants)
        return cls(config.operations, (*own, *config.operations.folders), own)

    def judge(self, action: Action) -> Sequence[Finding]:
        """What a change grants, opens or deletes."""
        match action:
            case DiffAction():
                return [*self._added(action), *self._deleted(action)]
            case RequestAction():
                return list(self._requested(action))
            case TaskAction() | PromptAction() | TextAction():
                return ()
            case _:
                assert_never(action)

    def objects(self, text: str) -> bool:
        """Whether it has anything against a text in a request."""
        return next(self._words(text), None) is not None

    def _added(self, action: DiffAction) -> Iterator[Finding]:
        for line in action.lines:
            if not within(line.file, self.folders) or not line.file.endswith(_SUFFIXES):
                continue
            if not line.text.lstrip().startswith(("#", "//")):
                for found in self._words(line.text):
                    place = replace(found, file=line.file, line=line.number, end_line=line.number)
                    yield stamped(place, found.message, line.text.strip())

    def _requested(self, action: RequestAction) -> Iterator[Finding]:
        for path, value in leaves(action.request):
            for item in value if isinstance(value, list) else [value]:
                for found in self._words(item) if isinstance(item, str) else ():
                    yield stamped(replace(found, file=action.file, path=path), found.message)

    def _deleted(self, action: DiffAction) -> Iterator[Finding]:
        for file in action.deleted:
            if within(file, self.tenants):
                message = (
                    f"deletes {printable(file)}, a tenant's own: what it describes would be removed from the cloud"
                )
                advice = "Keep the file, or have the tenant's owner confirm the removal in a change of its own."
                yield stamped(replace(self._finding("deletes-tenant", message, advice), file=file))

    def _words(self, text: str) -> Iterator[Finding]:
        for word in (found.rstrip(".:") for found in _WORD.findall(text)):
            if word.startswith("roles/") and matches(word, self.settings.roles):
                yield self._finding("broad-role", f"grants {word}", "Grant the narrowest role that does the job.")
            elif word in self.settings.members:
                message = f"gives access to {word}, that is to everyone"
                yield self._finding("public-access", message, "Name the group or service account that needs it.")
            elif word in self.settings.ranges and not _TOWARDS.search(text):
                message = f"opens {word}, that is the whole internet"
                yield self._finding("open-range", message, "Name the address ranges that need it.")

    def _finding(self, rule: str, message: str, remedy: str) -> Finding:
        return Finding(f"operations.{rule}", self.family, Severity.HIGH, message, remedy)
