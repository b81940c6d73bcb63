"""What a branch may touch: its own requests and tenants; and names that no file, branch or tenant should have."""

import re
from collections.abc import Iterator, Sequence
from typing import assert_never

from maestro.domain.actions import Action, DiffAction, PromptAction, RequestAction, TaskAction, TextAction
from maestro.domain.findings import Finding, Severity
from maestro.domain.handoff import identity_name
from maestro.domain.json import get
from maestro.domain.record import dataclass
from maestro.guard.config import Facts, GuardConfig, Scope
from maestro.guard.found import matches, printable, stamped, within

_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\\\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_DIGEST = re.compile(r"-[0-9a-f]{8}$")
_TENANT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}")
_BRANCH = re.compile(r"(?!.*(?:\.\.|//|@\{|\.lock(?:/|$)))[A-Za-z0-9_][A-Za-z0-9._/+-]{0,200}(?<![./])")
_LONGEST = 400


@dataclass(frozen=True)
class ScopeRule:
    """Branches with a configured prefix are Maestro's: they hold a request and what is generated of it."""

    settings: Scope
    facts: Facts
    name: str = "scope"
    family: str = "scope"

    @classmethod
    def of(cls, config: GuardConfig, facts: Facts) -> "ScopeRule":
        """The rule for the factory's folders and the branches of guard.yaml."""
        return cls(config.scope, facts)

    def judge(self, action: Action) -> Sequence[Finding]:
        """Paths of a diff, the file of a request, the names of a task, hidden characters of a text."""
        match action:
            case DiffAction():
                return [*self._paths(action.files), *self._outside(action), *self._protected(action.files)]
            case RequestAction():
                return [*self._paths((action.file,)), *self._misnamed(action)]
            case TaskAction():
                return [*self._paths(action.files), *self._names(action)]
            case TextAction():
                return list(self._hidden(action))
            case PromptAction():
                return ()
            case _:
                assert_never(action)

    def _paths(self, files: Sequence[str]) -> Iterator[Finding]:
        for file in files:
            reason = _suspicious(file)
            if reason:
                yield self._finding(
                    "path", Severity.HIGH, f"the path {printable(file)!r} {reason}", "Give the file a plain name.", file
                )

    def _outside(self, action: DiffAction) -> Iterator[Finding]:
        prefix = next((p for p in self.settings.branches if action.branch.startswith(p)), None)
        if prefix is None:
            return
        stems = {self._stem(file) for file in action.files if within(file, (self.facts.requests,))}
        stems.add(_DIGEST.sub("", action.branch.removeprefix(prefix)))
        for file in action.files:
            if not self._own(file, stems) and not matches(file, self.settings.extra):
                message = f"{printable(file)} is outside of what branch {printable(action.branch)} may change"
                advice = "It holds its request and the tenant's generated files; put other changes on another branch."
                yield self._finding("outside", Severity.HIGH, message, advice, file)

    def _own(self, file: str, stems: set[str]) -> bool:
        if within(file, (self.facts.requests,)):
            return file.endswith((".yaml", ".yml")) and "/" not in self._below(file, self.facts.requests)
        if within(file, (self.facts.tenants,)):
            folders = self._below(file, self.facts.tenants).split("/")[:-1]
            return any("-".join(folders[:depth]) in stems for depth in range(1, len(folders) + 1))
        return False

    def _protected(self, files: Sequence[str]) -> Iterator[Finding]:
        for file in files:
            if file == self.facts.guard or matches(file, self.settings.protected):
                message = f"{printable(file)} is changed; it decides what is checked or run"
                yield self._finding(
                    "protected", Severity.INFO, message, "Let someone who owns it look at this change.", file
                )

    def _misnamed(self, action: RequestAction) -> Iterator[Finding]:
        fields = [get(action.request, field) for field in self.facts.identity]
        if not fields or not all(isinstance(field, str | int) for field in fields):
            return  # without its identity a request has no name; that it lacks it is the schema's to say
        try:
            expected = f"{self.facts.requests}/{identity_name(action.request, self.facts.identity)}.yaml"
        except ValueError:
            message = f"its identity ({', '.join(self.facts.identity)}) cannot name a file and a branch"
            yield self._finding("identity", Severity.HIGH, message, "Use letters, digits and dashes.", action.file)
            return
        if action.file != expected:
            message = f"the request in {printable(action.file)} names {printable(expected)} by its identity"
            yield self._finding(
                "file-name", Severity.HIGH, message, f"Name the file {printable(expected)}.", action.file
            )

    def _names(self, action: TaskAction) -> Iterator[Finding]:
        for what, name, rule in (("tenant", action.tenant, _TENANT), ("branch", action.branch, _BRANCH)):
            if name and not rule.fullmatch(name):
                message = f"the {what} {printable(name)!r} is no safe name"
                yield self._finding("name", Severity.HIGH, message, "Use letters, digits, dots and dashes.")

    def _hidden(self, action: TextAction) -> Iterator[Finding]:
        if _HIDDEN.search(action.text):
            message = f"{printable(action.where)} holds control or direction characters, which hide what it says"
            yield self._finding("hidden-text", Severity.HIGH, message, "Take them out.")

    def _stem(self, file: str) -> str:
        return self._below(file, self.facts.requests).rpartition(".")[0]

    def _below(self, file: str, folder: str) -> str:
        return file.removeprefix(folder.rstrip("/") + "/")

    def _finding(self, rule: str, severity: Severity, message: str, remedy: str, file: str | None = None) -> Finding:
        return stamped(Finding(f"scope.{rule}", self.family, severity, message, remedy, file), message)


def _suspicious(file: str) -> str | None:
    """Why a repository path is not to be trusted, None when it is plain."""
    parts = file.split("/")
    if not file or file.startswith("/") or re.match(r"[A-Za-z]:", file):
        return "is not relative to the repository"
    if ".." in parts or "." in parts or "" in parts:
        return "leaves its folder"
    if any(part.lower() in {".git", "git~1"} for part in parts):
        return "lies in Git's own folder"
    if _ODD.search(file):
        return "holds control, direction or backslash characters"
    if len(file) > _LONGEST or any(part != part.strip() for part in parts):
        return "is too long, or has blanks at the ends of a name"
    return "begins with a dash" if file.startswith("-") else None
