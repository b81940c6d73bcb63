"""The tools of the agents: the only way to read, commit, open and comment.

Each judges its action with the guard before it acts; a denial, or a guard that breaks, stops the task. What the
guard only warns of is collected in `findings`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maestro.agents.evaluation import Evaluation
from maestro.agents.site import Craft, Site
from maestro.domain.actions import Action, AddedLine, DiffAction, RequestAction, TextAction
from maestro.domain.errors import BlockedError, MaestroError, UnreadableError
from maestro.domain.findings import Finding, Violation
from maestro.forge.base import Commit, Forge, PullRequest, PullState, Repository
from maestro.guard.base import Guard


@dataclass(frozen=True)
class Ports:
    """What the tools stand on; chosen by wiring, the same for every task of a factory."""

    repository: Repository
    forge: Forge
    guard: Guard
    site: Site
    craft: Craft


def permit(guard: Guard, action: Action) -> tuple[Finding, ...]:
    """The guard's warnings; BlockedError with its reasons when it denies, or cannot judge."""
    try:
        verdict = guard.judge(action)
    except Exception as error:  # whatever went wrong: a guard that breaks has not allowed anything
        reason = error.message if isinstance(error, MaestroError) else type(error).__name__
        raise BlockedError(f"the guard could not judge ({reason}); nothing was done") from error
    if not verdict.allowed:
        raise BlockedError(f"the guard said no: {told(verdict.findings)}", path=_place(verdict.findings))
    return verdict.findings


def told(findings: Sequence[Finding]) -> str:
    """Findings as one sentence each: rule, place, message, remedy."""
    sentences = []
    for finding in findings:
        place = ":".join(str(part) for part in (finding.file, finding.line) if part)
        sentences.append(f"{finding.rule}{f' ({place})' if place else ''}: {finding.message} {finding.remedy}".strip())
    return "; ".join(sentences) or "no reason given"


class Toolbox:
    """One task's tools."""

    def __init__(self, ports: Ports) -> None:
        """Nothing found yet."""
        self._ports = ports
        self.findings: list[Finding] = []

    @property
    def site(self) -> Site:
        """The facts about the factory."""
        return self._ports.site

    def head(self, ref: str) -> str | None:
        """The commit of a branch."""
        return self._ports.repository.head(ref)

    def read(self, ref: str, path: str) -> bytes | None:
        """A file of the factory's repository."""
        return self._ports.repository.read(ref, path)

    def listing(self, ref: str, folder: str) -> Sequence[str]:
        """Files below a folder."""
        return self._ports.repository.listing(ref, folder)

    def read_request(self, ref: str, path: str) -> Mapping[str, Any] | None:
        """A request file as a document, None where there is no such file."""
        data = self.read(ref, path)
        return None if data is None else self._ports.craft.read(data, path)

    def legible_request(self, ref: str, path: str) -> Mapping[str, Any] | None:
        """Like `read_request`, and an empty document where somebody's file cannot be understood."""
        try:
            return self.read_request(ref, path)
        except UnreadableError:
            return {}

    def write_request(self, request: Mapping[str, Any], comments: Mapping[str, str]) -> bytes:
        """A request as the text of its file."""
        return self._ports.craft.write(request, comments)

    def check(self, request: Mapping[str, Any]) -> Sequence[Violation]:
        """What the schema says of a request."""
        return self._ports.craft.check(request)

    def evaluate(self, request: Mapping[str, Any]) -> Evaluation:
        """What the chart and the policies make of a request."""
        return self._ports.craft.evaluator.evaluate(request)

    def judge(self, action: Action) -> None:
        """Ask the guard without acting."""
        self.findings += permit(self._ports.guard, action)

    def commit(self, commit: Commit, requests: Mapping[str, Mapping[str, Any]]) -> str:
        """Write request files to their branch, after the guard saw each request and every added line."""
        for file, request in requests.items():
            self.judge(RequestAction(request, file))
        self.judge(self.diff(commit.base, commit.files, commit.branch))
        return self._ports.repository.commit(commit)

    def diff(self, base: str, files: Mapping[str, bytes | None], branch: str) -> DiffAction:
        """The lines that `files` add to what stands at `base`."""
        lines: list[AddedLine] = []
        for file, content in files.items():
            if content is not None:
                lines.extend(_added(file, self.read(base, file), content))
        return DiffAction(tuple(lines), tuple(files), branch=branch)

    def pulls(self) -> Sequence[PullRequest]:
        """The factory's pull requests, newest first."""
        return self._ports.forge.pulls()

    def pull_of(self, branch: str) -> PullRequest | None:
        """The newest pull request of a branch; one that is open or merged before one that was closed."""
        mine = [pull for pull in self.pulls() if pull.branch == branch]
        return next((pull for pull in mine if pull.state is not PullState.CLOSED), mine[0] if mine else None)

    def open(self, branch: str, title: str, body: str) -> PullRequest:
        """Publish a branch; the guard reads the text first."""
        self.judge(TextAction(f"{title}\n{body}", f"pull request of {branch}"))
        return self._ports.forge.open(branch, self.site.base, title, body)

    def comment(self, number: int, key: str, text: str) -> None:
        """Say something on a pull request, once a key."""
        self.judge(TextAction(text, f"comment on pull request #{number}"))
        self._ports.forge.comment(number, key, text)

    def close(self, number: int, comment: str) -> None:
        """Close a pull request that a newer one replaces."""
        self.judge(TextAction(comment, f"comment on pull request #{number}"))
        self._ports.forge.close(number, comment)


def _added(file: str, before: bytes | None, after: bytes) -> Iterator[AddedLine]:
    """Lines that the file did not have; a line that only moved is not new."""
    known = set((before or b"").decode(errors="replace").splitlines())
    for number, text in enumerate(after.decode(errors="replace").splitlines(), 1):
        if text not in known:
            yield AddedLine(file, number, text)


def _place(findings: Sequence[Finding]) -> str | None:
    first = findings[0] if findings else None
    return None if first is None else first.path or first.file
