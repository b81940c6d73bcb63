"""A forge without a server: pull requests kept in the factory's own repository, bare or with a checkout.

Every change is one commit on one reference, moved by compare-and-swap: what a kill interrupts either happened or did
not. Whether a pull request is merged is read off the history, so that a merge by hand counts, and so does one that was
interrupted before its record was written.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from maestro.domain.errors import ForgeError
from maestro.domain.handoff import one_line
from maestro.forge import pulls
from maestro.forge.base import Commit, PullRequest, PullState
from maestro.forge.git import GitRepository, StaleRefError
from maestro.forge.pulls import Record

Clock = Callable[[], datetime]
Change = Callable[[Record], Record]
_ATTEMPTS = 100


def _now() -> datetime:
    return datetime.now(UTC)


class LocalForge:
    """The Forge port over a Git repository."""

    def __init__(self, repository: GitRepository, clock: Clock = _now) -> None:
        """Nothing is written before the first pull request."""
        self._git = repository
        self._clock = clock

    def open(self, branch: str, base: str, title: str, body: str) -> PullRequest:
        """The pull request of `branch`: made, found open or merged, or reopened when closed."""
        for _ in range(_ATTEMPTS):
            tip = self._git.head(pulls.REFERENCE)
            try:
                return self._pull(self._opened(tip, branch, base, (one_line(title), body)))
            except StaleRefError:
                continue
        raise _contended()

    def pulls(self) -> Sequence[PullRequest]:
        """All of them, newest first."""
        return tuple(self._pull(record) for record in self._records(self._git.head(pulls.REFERENCE)))

    def close(self, number: int, comment: str = "") -> PullRequest:
        """Close without merging; a merged one raises ForgeError."""

        def closed(record: Record) -> Record:
            if self._state(record) is PullState.MERGED:
                raise ForgeError(f"pull request {number} is merged; it cannot be closed.")
            now = self._settled(record, PullState.CLOSED)
            return now.commented(pulls.key_of(comment), comment) if comment else now

        return self._pull(self._change(number, closed, "close"))

    def comment(self, number: int, key: str, text: str) -> None:
        """Post `text` once a `key`; a later call with the same key replaces it."""
        self._change(number, lambda record: record.commented(key, text), "comment on")

    def merge(self, number: int) -> PullRequest:
        """Land the branch on the base; a conflict raises ForgeError and changes nothing."""
        record = self._record(self._git.head(pulls.REFERENCE), number)
        state = self._state(record)
        if state is PullState.CLOSED:
            raise ForgeError(f"pull request {number} is closed; submit its request again to reopen it, then merge.")
        if state is PullState.OPEN:
            if self._git.head(record.branch) is None:
                raise ForgeError(
                    f"the branch {record.branch} of pull request {number} is gone; close it, or push again."
                )
            self._land(record)
        return self._pull(self._change(number, lambda known: self._settled(known, PullState.MERGED), "merge"))

    def _land(self, record: Record) -> None:
        message = f"Merge pull request #{record.number}: {record.title}\n\n{record.branch}\n"
        for _ in range(_ATTEMPTS):
            try:
                self._git.land(record.base, self._commit(record), message, self._clock())
            except StaleRefError:  # somebody pushed to the base: merge with what it is now
                continue
            return
        raise _contended(record.base)

    def _settled(self, record: Record, state: PullState) -> Record:
        """With what only an open one reads off its branch."""
        return replace(record, state=state, commit=self._commit(record), files=self._files(record))

    def _opened(self, tip: str | None, branch: str, base: str, text: tuple[str, str]) -> Record:
        known = self._records(tip)
        found = next((record for record in known if record.branch == branch), None)
        if found is None:
            return self._write(tip, self._new(known, branch, base, text), "open")
        if self._state(found) is PullState.CLOSED:
            return self._write(tip, replace(found, state=PullState.OPEN), "reopen")
        return found

    def _new(self, known: Sequence[Record], branch: str, base: str, text: tuple[str, str]) -> Record:
        commit, below = self._git.head(branch), self._git.head(base)
        if commit is None or below is None:
            missing = base if below is None else branch
            raise ForgeError(f"cannot open a pull request from {branch} to {base}: there is no branch {missing}.")
        if self._git.contains(below, commit):
            raise ForgeError(f"cannot open a pull request: {branch} has no commit that {base} lacks.")
        number = known[0].number + 1 if known else 1
        title, body = text
        created = self._clock().astimezone(UTC).isoformat(timespec="seconds")
        return Record(number, title, body, branch, base, commit, below, created)

    def _change(self, number: int, change: Change, verb: str) -> Record:
        for _ in range(_ATTEMPTS):
            tip = self._git.head(pulls.REFERENCE)
            before = self._record(tip, number)
            after = change(before)
            try:
                return before if after == before else self._write(tip, after, verb)
            except StaleRefError:
                continue
        raise _contended()

    def _write(self, tip: str | None, record: Record, verb: str) -> Record:
        files = {pulls.path(record.number): pulls.write(record)}
        message = f"{verb} pull request {record.number}"
        # The record keeps the branch's commit: it can still be shown when the branch was removed.
        keeps = (record.commit,) if self._git.has(record.commit) else ()
        self._git.record(pulls.REFERENCE, tip, Commit("", "", files, message, self._clock()), keeps)
        return record

    def _records(self, tip: str | None) -> list[Record]:
        if tip is None:
            return []
        found = pulls.numbers(self._git.listing(tip, ""))
        return [pulls.read(self._git.read(tip, pulls.path(number)), number) for number in found]

    def _record(self, tip: str | None, number: int) -> Record:
        content = self._git.read(tip, pulls.path(number)) if tip else None
        if content is None:
            raise ForgeError(f"there is no pull request {number} in {self._git.path}; `maestro pr list` shows them.")
        return pulls.read(content, number)

    def _commit(self, record: Record) -> str:
        """Where the branch is now; where it was, once it is gone or the pull request is settled."""
        if record.state is not PullState.OPEN:
            return record.commit
        return self._git.head(record.branch) or record.commit

    def _state(self, record: Record) -> PullState:
        base = self._git.head(record.base)
        if record.state is PullState.OPEN and base and self._git.contains(base, self._commit(record)):
            return PullState.MERGED
        return record.state

    def _files(self, record: Record) -> tuple[str, ...]:
        """What it changes; once it is in the base, what it changed against the base that it was opened on."""
        commit, base = self._commit(record), self._git.head(record.base)
        if record.state is not PullState.OPEN or not self._git.has(commit):
            return record.files
        if base is not None and not self._git.contains(base, commit):
            return self._git.changed_files(base, commit)
        return self._git.changed_files(record.opened_on, commit) if self._git.has(record.opened_on) else ()

    def _pull(self, record: Record) -> PullRequest:
        return PullRequest(
            number=record.number,
            title=record.title,
            state=self._state(record),
            branch=record.branch,
            base=record.base,
            commit=self._commit(record),
            body=record.body,
            url=f"{self._git.path.as_uri()}#pull/{record.number}",
            files=self._files(record),
            comments=tuple(text for _, text in record.comments),
            created=record.created,
        )


def _contended(name: str = pulls.REFERENCE) -> ForgeError:
    return ForgeError(f"{name} kept moving under {_ATTEMPTS} attempts; try again.")
