"""One suite for every Forge with its Repository: the local one with a checkout, the local one bare, and the fake."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from maestro.domain.errors import ForgeError
from maestro.forge.base import Commit, Forge, PullState, Repository
from maestro.forge.git import GitRepository
from maestro.forge.local import LocalForge
from tests.fakes.forge import FakeForge, FakeRepository
from tests.forge.repositories import bare_repository, new_repository

WHEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
BASE = {"README.md": b"hello\n", "requests/old-prod.yaml": b"a: 1\n"}


@dataclass
class Side:
    """A forge with the repository below it."""

    repository: Repository
    forge: Forge

    def branch(self, name: str, files: dict[str, bytes | None] | None = None, *, when: datetime = WHEN) -> str:
        content = files or {f"requests/{name.rpartition('/')[2]}.yaml": b"a: 2\n"}
        return self.repository.commit(Commit(name, "main", content, f"Request {name}", when))

    def opened(self, name: str = "maestro/web-prod-1") -> int:
        self.branch(name)
        return self.forge.open(name, "main", f"Request {name}", "body").number


def _local(folder: Path) -> Side:
    repository = GitRepository(new_repository(folder / "factory", BASE))
    return Side(repository, LocalForge(repository))


def _bare(folder: Path) -> Side:
    repository = GitRepository(bare_repository(folder, BASE))
    return Side(repository, LocalForge(repository))


def _fake(_: Path) -> Side:
    repository = FakeRepository.with_main(BASE)
    return Side(repository, FakeForge(repository))


REAL = {"local": _local, "bare": _bare}
ALL: dict[str, Callable[[Path], Side]] = {**REAL, "fake": _fake}


@pytest.fixture(params=ALL)
def side(request: pytest.FixtureRequest, tmp_path: Path) -> Side:
    return ALL[request.param](tmp_path)


@pytest.fixture(params=REAL)
def real(request: pytest.FixtureRequest, tmp_path: Path) -> Side:
    return REAL[request.param](tmp_path)


def test_reads_files_and_knows_what_is_absent(side: Side) -> None:
    assert side.repository.read("main", "README.md") == b"hello\n"
    assert side.repository.read("main", "nothing") is None
    assert side.repository.listing("main", "requests") == ["requests/old-prod.yaml"]
    assert list(side.repository.listing("main", "tenants")) == []
    assert side.repository.head("nothing") is None


def test_a_commit_adds_changes_and_deletes_on_its_branch_only(side: Side) -> None:
    before = side.repository.head("main")
    commit = side.branch("maestro/x", {"README.md": b"new\n", "requests/old-prod.yaml": None, "a/b/c.txt": b"deep\n"})
    assert side.repository.head("maestro/x") == commit
    assert side.repository.read(commit, "README.md") == b"new\n"
    assert side.repository.read("maestro/x", "requests/old-prod.yaml") is None
    assert side.repository.read("maestro/x", "a/b/c.txt") == b"deep\n"
    assert side.repository.head("main") == before
    assert side.repository.read("main", "README.md") == b"hello\n"


def test_the_same_commit_again_is_the_same_commit(side: Side) -> None:
    assert side.branch("maestro/x") == side.branch("maestro/x")
    other = WHEN.astimezone(timezone(timedelta(hours=2)))
    assert side.branch("maestro/y", when=WHEN) != side.branch("maestro/z", when=other + timedelta(days=1))


def test_opening_again_finds_the_same_pull_request(side: Side) -> None:
    commit = side.branch("maestro/x")
    first = side.forge.open("maestro/x", "main", "Title", "Body")
    again = side.forge.open("maestro/x", "main", "Title", "Body")
    assert first == again
    assert (first.number, first.state, first.commit) == (1, PullState.OPEN, commit)
    assert (first.title, first.body, first.branch, first.base) == ("Title", "Body", "maestro/x", "main")
    assert first.files == ("requests/x.yaml",)
    assert first.url
    assert list(side.forge.pulls()) == [first]


def test_numbers_go_up_and_the_newest_comes_first(side: Side) -> None:
    numbers = [side.opened(f"maestro/x-{n}") for n in range(3)]
    assert numbers == [1, 2, 3]
    assert [pull.number for pull in side.forge.pulls()] == [3, 2, 1]


def test_a_closed_one_is_reopened_under_its_number(side: Side) -> None:
    number = side.opened()
    assert side.forge.close(number).state is PullState.CLOSED
    assert side.forge.close(number).state is PullState.CLOSED
    again = side.forge.open("maestro/web-prod-1", "main", "Title", "Body")
    assert (again.number, again.state) == (number, PullState.OPEN)


def test_a_closing_comment_is_posted_once(side: Side) -> None:
    number = side.opened()
    side.forge.close(number, "replaced by #2")
    assert side.forge.close(number, "replaced by #2").comments == ("replaced by #2",)


def test_a_comment_replaces_the_one_with_its_key(side: Side) -> None:
    number = side.opened()
    for key, text in (("review", "first"), ("other", "second"), ("review", "third")):
        side.forge.comment(number, key, text)
    assert side.forge.pulls()[0].comments == ("third", "second")


def test_merging_lands_the_files_and_stays_merged(side: Side) -> None:
    number = side.opened()
    merged = side.forge.merge(number)
    assert merged.state is PullState.MERGED
    assert merged.files == ("requests/web-prod-1.yaml",)
    assert side.repository.read("main", "requests/web-prod-1.yaml") == b"a: 2\n"
    assert side.forge.merge(number) == merged
    assert side.forge.open("maestro/web-prod-1", "main", "Title", "Body") == merged
    with pytest.raises(ForgeError, match="merged"):
        side.forge.close(number)


def test_a_closed_one_is_not_merged(side: Side) -> None:
    number = side.opened()
    side.forge.close(number)
    with pytest.raises(ForgeError, match="closed"):
        side.forge.merge(number)
    assert side.repository.read("main", "requests/web-prod-1.yaml") is None


@pytest.mark.parametrize("call", ["close", "merge"])
def test_an_unknown_number_is_refused(side: Side, call: str) -> None:
    with pytest.raises(ForgeError, match="no pull request 7"):
        getattr(side.forge, call)(7)
    with pytest.raises(ForgeError, match="no pull request 7"):
        side.forge.comment(7, "key", "text")


def test_a_branch_that_is_not_there_is_refused(side: Side) -> None:
    with pytest.raises(ForgeError, match="nothing-here"):
        side.forge.open("nothing-here", "main", "Title", "Body")
    assert list(side.forge.pulls()) == []


def test_two_branches_merge_one_after_the_other(real: Side) -> None:
    """The second one needs a merge commit, since the base moved."""
    first, second = real.opened("maestro/a"), real.opened("maestro/b")
    real.forge.merge(first)
    assert real.forge.merge(second).files == ("requests/b.yaml",)
    assert real.repository.listing("main", "requests") == [
        "requests/a.yaml",
        "requests/b.yaml",
        "requests/old-prod.yaml",
    ]


def test_a_conflict_names_the_files_and_changes_nothing(real: Side) -> None:
    real.branch("maestro/a", {"README.md": b"one\n", "requests/a.yaml": b"x: 1\n"})
    real.branch("maestro/b", {"README.md": b"two\n", "requests/b.yaml": b"x: 1\n"})
    numbers = [real.forge.open(f"maestro/{name}", "main", name, "").number for name in "ab"]
    real.forge.merge(numbers[0])
    before = real.repository.head("main")
    with pytest.raises(ForgeError, match=r"README\.md") as caught:
        real.forge.merge(numbers[1])
    assert "requests" not in caught.value.message
    assert real.repository.head("main") == before
    assert real.forge.pulls()[0].state is PullState.OPEN


def test_a_later_commit_shows_in_the_pull_request(real: Side) -> None:
    """The factory's CI commits the golden file to the branch."""
    number = real.opened()
    more = Commit("maestro/web-prod-1", "main", {"tenants/web/prod/golden.yaml": b"b: 1\n"}, "Golden", WHEN)
    commit = real.repository.commit(more)
    pull = real.forge.pulls()[0]
    assert pull.commit == commit
    assert pull.files == ("requests/web-prod-1.yaml", "tenants/web/prod/golden.yaml")
    assert real.branch("maestro/web-prod-1") != commit, "the first commit is still found below the second"
    assert real.repository.head("maestro/web-prod-1") == commit
    real.forge.merge(number)
    assert real.repository.read("main", "tenants/web/prod/golden.yaml") == b"b: 1\n"
