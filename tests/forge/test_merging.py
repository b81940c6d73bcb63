"""Merging into a branch that is checked out: a clean tree follows, a dirty one is refused untouched."""

from datetime import UTC, datetime
from pathlib import Path

import pygit2
import pytest

from maestro.domain.errors import ForgeError
from maestro.forge.base import Commit, PullState
from maestro.forge.git import GitRepository, refs
from maestro.forge.local import LocalForge
from tests.forge.repositories import bare_repository, git, new_repository

WHEN = datetime(2026, 1, 2, tzinfo=UTC)
BASE = {"README.md": b"hello\n", "gone.txt": b"x\n", ".gitignore": b"*.log\n", "run.sh": b"#!/bin/sh\n"}
CHANGES: dict[str, bytes | None] = {
    "README.md": b"changed\n",
    "gone.txt": None,
    "requests/x.yaml": b"a: 1\n",
    "run.sh": b"#!/bin/sh\necho\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_repository(tmp_path / "factory", BASE)


def opened(root: Path, files: dict[str, bytes | None] | None = None, branch: str = "maestro/x") -> LocalForge:
    repository = GitRepository(root)
    repository.commit(Commit(branch, "main", files or CHANGES, f"Request {branch}", WHEN))
    forge = LocalForge(repository)
    forge.open(branch, "main", "Request", "")
    return forge


def test_a_clean_checkout_follows(root: Path) -> None:
    (root / "notes.txt").write_text("untracked\n")
    (root / "debug.log").write_text("ignored\n")
    opened(root).merge(1)
    assert (root / "README.md").read_bytes() == b"changed\n"
    assert (root / "requests/x.yaml").read_bytes() == b"a: 1\n"
    assert not (root / "gone.txt").exists()
    assert (root / "run.sh").stat().st_mode & 0o111
    assert git(root, "status", "--porcelain") == "?? notes.txt\n"


def test_a_merge_commit_has_both_parents_and_the_checkout_follows(root: Path) -> None:
    forge = opened(root)
    (root / "other.txt").write_text("o\n")
    git(root, "add", "other.txt")
    git(root, "commit", "-q", "-m", "other")
    forge.merge(1)
    assert len(git(root, "log", "-1", "--format=%P").split()) == 2
    assert git(root, "log", "-1", "--format=%s").strip() == "Merge pull request #1: Request"
    assert git(root, "status", "--porcelain") == ""
    assert (root / "requests/x.yaml").is_file()


@pytest.mark.parametrize("how", ["edited", "staged", "deleted", "untracked in the way", "unfinished merge"])
def test_a_dirty_checkout_is_refused_untouched(root: Path, how: str) -> None:
    forge = opened(root)
    before = git(root, "rev-parse", "main")
    match how:
        case "edited" | "staged":
            (root / "README.md").write_text("mine\n")
        case "deleted":
            (root / "README.md").unlink()
        case "untracked in the way":
            (root / "requests").mkdir()
            (root / "requests/x.yaml").write_text("mine\n")
        case _:
            (root / ".gitignore").write_text("<<<<<<< ours\n")
    if how == "staged":
        git(root, "add", "README.md")
    state = git(root, "status", "--porcelain")
    with pytest.raises(ForgeError, match="merge again"):
        forge.merge(1)
    assert git(root, "status", "--porcelain") == state
    assert git(root, "rev-parse", "main") == before
    assert forge.pulls()[0].state is PullState.OPEN
    assert not (root / ".git/maestro.journal").exists()


def test_a_base_that_moves_meanwhile_is_merged_with(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forge = opened(root)
    real, moved = refs.swap, []

    def swap(repo: pygit2.Repository, name: str, *args: str) -> None:
        if name == "refs/heads/main" and not moved:
            moved.append(git(root, "commit-tree", "-p", "main", "-m", "theirs", "main^{tree}").strip())
            git(root, "update-ref", name, moved[0])
        real(repo, name, *args)

    monkeypatch.setattr(refs, "swap", swap)
    forge.merge(1)
    assert moved[0] in git(root, "rev-list", "main")
    assert git(root, "status", "--porcelain") == ""
    assert (root / "requests/x.yaml").is_file()


def test_a_merge_that_fails_late_takes_its_files_back(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forge = opened(root)

    def swap(*_: object) -> None:
        raise ForgeError("no space left")

    monkeypatch.setattr(refs, "swap", swap)
    with pytest.raises(ForgeError, match="no space left"):
        forge.merge(1)
    assert git(root, "status", "--porcelain") == ""
    assert (root / "gone.txt").is_file()
    assert not (root / "requests/x.yaml").exists()


def test_another_branch_in_the_checkout_is_left_alone(root: Path) -> None:
    forge = opened(root)
    git(root, "checkout", "-q", "-b", "work")
    (root / "README.md").write_text("mine\n")
    forge.merge(1)
    assert (root / "README.md").read_text() == "mine\n"
    assert git(root, "show", "main:README.md") == "changed\n"


def test_a_base_that_a_worktree_shows_is_refused(root: Path, tmp_path: Path) -> None:
    forge = opened(root)
    git(root, "checkout", "-q", "-b", "work")
    git(root, "worktree", "add", "-q", str(tmp_path / "tree"), "main")
    with pytest.raises(ForgeError, match="worktree"):
        forge.merge(1)
    assert git(tmp_path / "tree", "status", "--porcelain") == ""


def test_from_inside_a_worktree_the_main_checkout_is_refused(root: Path, tmp_path: Path) -> None:
    git(root, "worktree", "add", "-q", "-b", "work", str(tmp_path / "tree"))
    with pytest.raises(ForgeError, match=str(root)):
        opened(tmp_path / "tree").merge(1)
    assert git(root, "status", "--porcelain") == ""


def test_a_worktree_keeps_the_same_pull_requests(root: Path, tmp_path: Path) -> None:
    forge = opened(root)
    git(root, "checkout", "-q", "-b", "work")
    git(root, "worktree", "add", "-q", str(tmp_path / "tree"), "main")
    other = LocalForge(GitRepository(tmp_path / "tree"))
    assert [pull.number for pull in other.pulls()] == [1]
    other.merge(1)
    assert (tmp_path / "tree/requests/x.yaml").is_file()
    assert forge.pulls()[0].state is PullState.MERGED


def test_a_bare_repository_merges(tmp_path: Path) -> None:
    bare = bare_repository(tmp_path, BASE)
    opened(bare).merge(1)
    assert git(bare, "show", "main:requests/x.yaml") == "a: 1\n"


def test_a_link_in_the_checkout_is_not_followed(root: Path, tmp_path: Path) -> None:
    """`requests` was replaced by a link to somewhere else: nothing is written there."""
    outside = tmp_path / "outside"
    outside.mkdir()
    forge = opened(root)
    (root / "requests").symlink_to(outside)
    with pytest.raises(ForgeError):
        forge.merge(1)
    assert not list(outside.iterdir())
    assert (root / "README.md").read_bytes() == b"hello\n"


def test_a_merge_by_hand_counts(root: Path) -> None:
    forge = opened(root)
    git(root, "merge", "-q", "--no-edit", "maestro/x")
    pull = forge.pulls()[0]
    assert pull.state is PullState.MERGED
    assert pull.files == ("README.md", "gone.txt", "requests/x.yaml", "run.sh")
    assert forge.merge(1) == pull


def test_a_removed_branch_can_still_be_shown_and_closed(root: Path) -> None:
    forge = opened(root)
    commit = forge.pulls()[0].commit
    git(root, "branch", "-D", "maestro/x")
    git(root, "reflog", "expire", "--expire=now", "--all")
    git(root, "gc", "-q", "--prune=now")
    pull = forge.pulls()[0]
    assert (pull.commit, pull.state, len(pull.files)) == (commit, PullState.OPEN, 4)
    with pytest.raises(ForgeError, match="is gone"):
        forge.merge(1)
    assert forge.close(1).state is PullState.CLOSED


def test_a_branch_without_a_commit_of_its_own_is_not_opened(root: Path) -> None:
    git(root, "branch", "maestro/empty")
    with pytest.raises(ForgeError, match="no commit that main lacks"):
        LocalForge(GitRepository(root)).open("maestro/empty", "main", "t", "")


def test_titles_are_one_line_and_bodies_are_kept(root: Path) -> None:
    repository = GitRepository(root)
    repository.commit(Commit("maestro/x", "main", {"a": b"1"}, "m", WHEN))
    pull = LocalForge(repository).open("maestro/x", "main", "one\n\x1b[31mtwo", "a\nb — ü\n")
    assert pull.title == "one [31mtwo"
    assert LocalForge(GitRepository(root)).pulls()[0].body == "a\nb — ü\n"


def test_packed_references_are_read(root: Path) -> None:
    forge = opened(root)
    git(root, "pack-refs", "--all")
    git(root, "gc", "-q")
    assert forge.pulls()[0].number == 1
    forge.comment(1, "k", "still works")
    assert forge.merge(1).comments == ("still works",)


def test_a_damaged_record_is_named(root: Path) -> None:
    forge = opened(root)
    repository = GitRepository(root)
    for content in (b"{", b"[]", b'{"version": 1}', b'{"version": 9}', b"[" * 100_000, b"\xff"):
        tip = repository.head("refs/maestro/pulls")
        repository.record("refs/maestro/pulls", tip, Commit("", "", {"1/pull.json": content}, "damage", WHEN))
        with pytest.raises(ForgeError, match="pull request 1"):
            forge.pulls()
