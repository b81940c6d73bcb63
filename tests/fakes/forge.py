"""A repository and a forge in memory that keep the promises of their ports."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from maestro.domain.errors import ForgeError
from maestro.domain.json import digest
from maestro.forge.base import Commit, PullRequest, PullState


@dataclass
class FakeRepository:
    """Trees by commit id; a commit's id is a digest of its content, so that the same commit is the same id."""

    trees: dict[str, dict[str, bytes]] = field(default_factory=dict)
    branches: dict[str, str] = field(default_factory=dict)
    commits: int = 0

    @classmethod
    def with_main(cls, files: dict[str, bytes] | None = None) -> "FakeRepository":
        return cls({"0" * 40: dict(files or {})}, {"main": "0" * 40})

    def read(self, ref: str, path: str) -> bytes | None:
        return self._tree(ref).get(path)

    def listing(self, ref: str, folder: str) -> Sequence[str]:
        return sorted(path for path in self._tree(ref) if path.startswith(f"{folder}/"))

    def head(self, ref: str) -> str | None:
        return self.branches.get(ref)

    def commit(self, commit: Commit) -> str:
        base = self.branches.get(commit.base, commit.base)
        tree = dict(self.trees[base])
        for path, content in commit.files.items():
            if content is None:
                tree.pop(path, None)
            else:
                tree[path] = content
        facts = [base, commit.message, commit.when.isoformat(), {path: data.hex() for path, data in tree.items()}]
        new = digest(facts, 40)
        if self.branches.get(commit.branch) != new:
            self.commits += 1
        self.trees[new] = tree
        self.branches[commit.branch] = new
        return new

    def _tree(self, ref: str) -> dict[str, bytes]:
        return self.trees[self.branches.get(ref, ref)]


@dataclass
class FakeForge:
    """Pull requests in a list."""

    repository: FakeRepository
    kept: list[PullRequest] = field(default_factory=list)
    said: dict[tuple[int, str], str] = field(default_factory=dict)

    def open(self, branch: str, base: str, title: str, body: str) -> PullRequest:
        for pull in self.kept:
            if pull.branch == branch:
                state = PullState.OPEN if pull.state is PullState.CLOSED else pull.state
                return self._keep(replace(pull, state=state))
        commit = self.repository.head(branch)
        if commit is None:
            raise ForgeError(f"there is no branch {branch}")
        before, after = self.repository.trees[self.repository.branches[base]], self.repository.trees[commit]
        files = tuple(sorted(path for path in after if after[path] != before.get(path)))
        number = len(self.kept) + 1
        pull = PullRequest(
            number, title, PullState.OPEN, branch, base, commit, body, url=f"memory://pull/{number}", files=files
        )
        self.kept.append(pull)
        return self._pull(pull)

    def pulls(self) -> Sequence[PullRequest]:
        return tuple(self._pull(pull) for pull in reversed(self.kept))

    def close(self, number: int, comment: str = "") -> PullRequest:
        pull = self._found(number)
        if pull.state is PullState.MERGED:
            raise ForgeError(f"pull request {number} is merged")
        if comment:
            self.said[number, comment] = comment
        return self._keep(replace(pull, state=PullState.CLOSED))

    def comment(self, number: int, key: str, text: str) -> None:
        self._found(number)
        self.said[number, key] = text

    def merge(self, number: int) -> PullRequest:
        pull = self._found(number)
        if pull.state is PullState.CLOSED:
            raise ForgeError(f"pull request {number} is closed")
        self.repository.branches[pull.base] = pull.commit
        return self._keep(replace(pull, state=PullState.MERGED))

    def _found(self, number: int) -> PullRequest:
        for pull in self.kept:
            if pull.number == number:
                return pull
        raise ForgeError(f"there is no pull request {number}")

    def _keep(self, pull: PullRequest) -> PullRequest:
        self.kept = [pull if old.number == pull.number else old for old in self.kept]
        return self._pull(pull)

    def _pull(self, pull: PullRequest) -> PullRequest:
        return replace(pull, comments=tuple(text for (number, _), text in self.said.items() if number == pull.number))
