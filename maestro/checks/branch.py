"""One call for `check-pr`: from a repository and a question to a report."""

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Protocol

from maestro.checks.check_pr import check
from maestro.checks.diff import Change, Changes, Reader
from maestro.checks.factory_at import FactoryAt, factory_at
from maestro.checks.place import base_of, current_branch
from maestro.domain.errors import ForgeError, UsageError
from maestro.domain.findings import Report, Severity
from maestro.domain.record import dataclass
from maestro.guard.load import guard_of

HEAD = "HEAD"
_NO_FILE = ".no-such-file"  # asked for only to learn whether a ref is there


class History(Changes, Protocol):
    """A Git repository."""

    def read(self, ref: str, path: str) -> bytes | None:
        """A file's content at `ref`, None when absent; ForgeError when there is no such ref."""
        ...

    def read_staged(self, path: str) -> bytes | None:
        """A file's content in the index, None when absent."""
        ...


@dataclass(frozen=True)
class Question:
    """What is to be judged. `base` None finds it; `staged` judges the index instead of a branch."""

    base: str | None = None
    head: str = HEAD
    staged: bool = False
    fail_on: Severity = Severity.LOW
    env: Mapping[str, str] = field(default_factory=dict)


def examine(history: History, root: Path, question: Question) -> Report:
    """The report on a branch, or on what is staged."""
    if question.staged and (question.base is not None or question.head != HEAD):
        raise UsageError("expected --staged alone, or --base and --head, found both.")
    return _of_index(history, root, question) if question.staged else _of_branch(history, root, question)


def _of_branch(history: History, root: Path, question: Question) -> Report:
    head = question.head
    _require(history, "--head", head)
    own = factory_at(_reader(history, head), _reader(history, head))
    main = own.manifest.base if own else "main"
    base = base_of(question.base, main, lambda ref: _exists(history, ref), question.env)
    _require(history, "--base", base)
    branch = head if head != HEAD else question.env.get("GITHUB_HEAD_REF") or current_branch(root)
    change = Change(history.diff(base, head), _reader(history, head), branch)
    report = _judged(change, factory_at(_reader(history, base), _reader(history, head)), question)
    if change.diff.files:
        return report
    return Report(
        report.findings, report.suppressed, report.fail_on, (*report.notes, f"{head} changes nothing that {base} lacks")
    )


def _of_index(history: History, root: Path, question: Question) -> Report:
    committed = _reader(history, HEAD) if _exists(history, HEAD) else lambda _: None
    change = Change(history.staged(), history.read_staged, current_branch(root))
    return _judged(change, factory_at(committed, history.read_staged), question)


def _judged(change: Change, factory: FactoryAt | None, question: Question) -> Report:
    guard = factory.guard() if factory else guard_of()
    return check(change, guard, factory.requests() if factory else None, question.fail_on)


def _reader(history: History, ref: str) -> Reader:
    return lambda path: history.read(ref, path)


def _exists(history: History, ref: str) -> bool:
    try:
        history.read(ref, _NO_FILE)
    except ForgeError:
        return False
    return True


def _require(history: History, option: str, ref: str) -> None:
    if ref.startswith("-") or not ref or not _exists(history, ref):
        raise UsageError(f"expected a branch, tag or commit for {option}, found {ref!r}, which this repository lacks.")
