"""Diffs as the guard reads them: every added line, and no way to hide one."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from maestro.domain.actions import AddedLine
from maestro.domain.errors import ForgeError
from maestro.forge.base import Commit
from maestro.forge.git import GitRepository
from tests.forge.repositories import bare_repository, git, new_repository

WHEN = datetime(2026, 1, 2, tzinfo=UTC)
BASE = {"a.yaml": b"one\ntwo\nthree\n", "gone.txt": b"x\n", "moved.txt": b"1\n2\n3\n"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_repository(tmp_path / "factory", BASE)


def commit(repository: GitRepository, branch: str, files: dict[str, bytes | None]) -> str:
    return repository.commit(Commit(branch, "main", files, f"Change {branch}", WHEN))


def test_added_lines_carry_their_numbers(root: Path) -> None:
    repository = GitRepository(root)
    commit(repository, "work", {"a.yaml": b"zero\none\nTWO\nthree\nfour", "new/b.txt": b"b1\r\nb2\n", "gone.txt": None})
    diff = repository.diff("main", "work")
    assert diff.files == ("a.yaml", "gone.txt", "new/b.txt")
    assert diff.removed == ("gone.txt",)
    assert diff.lines == (
        AddedLine("a.yaml", 1, "zero"),
        AddedLine("a.yaml", 3, "TWO"),
        AddedLine("a.yaml", 5, "four"),
        AddedLine("new/b.txt", 1, "b1"),
        AddedLine("new/b.txt", 2, "b2"),
    )


def test_what_the_base_did_meanwhile_is_not_the_branchs(root: Path) -> None:
    repository = GitRepository(root)
    commit(repository, "work", {"b.txt": b"mine\n"})
    commit(repository, "main", {"c.txt": b"theirs\n"})
    assert repository.diff("main", "work").files == ("b.txt",)
    assert repository.changed_files("main", "work") == ("b.txt",)


def test_head_is_what_is_checked_out(root: Path) -> None:
    git(root, "checkout", "-q", "-b", "work")
    (root / "d.txt").write_text("d\n")
    git(root, "add", "d.txt")
    git(root, "commit", "-q", "-m", "d")
    assert GitRepository(root).diff("main").lines == (AddedLine("d.txt", 1, "d"),)
    assert GitRepository(root).diff("HEAD~1", "HEAD").files == ("d.txt",)


def test_attributes_of_the_branch_hide_nothing(root: Path) -> None:
    repository = GitRepository(root)
    attributes = b"*.env binary\n*.env -diff\n*.env linguist-generated\n"
    commit(repository, "work", {".gitattributes": attributes, "x.env": b"TOKEN=1\n"})
    git(root, "checkout", "-q", "work")
    assert AddedLine("x.env", 1, "TOKEN=1") in GitRepository(root).diff("main", "work").lines


def test_binary_huge_and_foreign_entries_are_named(root: Path) -> None:
    repository = GitRepository(root)
    huge = b"x" * 1023 + b"\n"
    commit(repository, "work", {"image.bin": b"\x89PNG\0\0", "huge.txt": huge * 6000, "latin.txt": b"caf\xe9\n"})
    git(root, "checkout", "-q", "work")
    git(root, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},module")
    git(root, "commit", "-q", "-m", "module")
    diff = repository.diff("main", "work")
    assert dict(diff.skipped) == {"image.bin": "binary", "huge.txt": "6 MB, more than 5 MiB", "module": "a submodule"}
    assert diff.lines == (AddedLine("latin.txt", 1, "caf\ufffd"),)


def test_a_links_target_is_a_line(root: Path) -> None:
    git(root, "checkout", "-q", "-b", "work")
    (root / "link").symlink_to("/etc/passwd")
    git(root, "add", "link")
    git(root, "commit", "-q", "-m", "link")
    assert GitRepository(root).diff("main", "work").lines == (AddedLine("link", 1, "/etc/passwd"),)


def test_a_rename_shows_both_names_and_all_lines(root: Path) -> None:
    repository = GitRepository(root)
    commit(repository, "work", {"moved.txt": None, "requests/moved.txt": b"1\n2\n3\n"})
    diff = repository.diff("main", "work")
    assert diff.files == ("moved.txt", "requests/moved.txt")
    assert len(diff.lines) == 3


def test_staged_changes_only(root: Path) -> None:
    (root / "a.yaml").write_text("one\ntwo\nthree\nstaged\n")
    git(root, "add", "a.yaml")
    (root / "a.yaml").write_text("one\ntwo\nthree\nstaged\nnot staged\n")
    (root / "untracked").write_text("x\n")
    diff = GitRepository(root).staged()
    assert diff.lines == (AddedLine("a.yaml", 4, "staged"),)
    assert diff.files == ("a.yaml",)


def test_staged_before_the_first_commit(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "fresh")
    (tmp_path / "fresh/x").write_text("x\n")
    git(tmp_path / "fresh", "add", "x")
    assert GitRepository(tmp_path / "fresh").staged().lines == (AddedLine("x", 1, "x"),)


def test_staged_needs_a_checkout(tmp_path: Path) -> None:
    with pytest.raises(ForgeError, match="bare"):
        GitRepository(bare_repository(tmp_path, BASE)).staged()


def test_histories_without_a_common_commit_are_refused(root: Path) -> None:
    git(root, "checkout", "-q", "--orphan", "other")
    git(root, "commit", "-q", "-m", "apart")
    with pytest.raises(ForgeError, match="unshallow"):
        GitRepository(root).diff("main", "other")
