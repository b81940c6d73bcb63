"""Reading and writing Git objects: what is written, what is refused, and whose configuration counts."""

import os
import subprocess
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maestro.domain.errors import ForgeError, UsageError
from maestro.forge.base import Commit
from maestro.forge.git import BOT_EMAIL, BOT_NAME, GitRepository, StaleRefError, initialise
from maestro.forge.git.objects import checked_path
from tests.forge.repositories import BEGAN, git, new_repository

WHEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=-3, minutes=-30)))
BASE = {"README.md": b"hello\n", "run.sh": b"#!/bin/sh\n"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_repository(tmp_path / "factory", BASE)


def request(branch: str = "maestro/x", **files: bytes | None) -> Commit:
    return Commit(branch, "main", files or {"requests/x.yaml": b"a: 1\n"}, "Request x\n\nBody.", WHEN)


def test_the_bot_commits_at_the_given_time(root: Path) -> None:
    GitRepository(root).commit(request())
    said = git(root, "log", "-1", "--format=%an|%ae|%cn|%ce|%aI|%cI|%B", "maestro/x").strip()
    when = "2026-01-02T03:04:05-03:30"
    assert said == f"{BOT_NAME}|{BOT_EMAIL}|{BOT_NAME}|{BOT_EMAIL}|{when}|{when}|Request x\n\nBody."


def test_the_same_commit_has_the_same_id_everywhere(tmp_path: Path) -> None:
    ids = set()
    for name in ("one", "two"):
        repository = GitRepository(new_repository(tmp_path / name, BASE))
        ids.add(repository.commit(request()))
    assert len(ids) == 1


def test_a_time_without_zone_is_utc(root: Path) -> None:
    commit = GitRepository(root).commit(Commit("maestro/x", "main", {"a": b"1"}, "m", datetime(2026, 1, 2)))  # noqa: DTZ001 - the point
    assert git(root, "log", "-1", "--format=%at", commit).strip() == str(
        int(datetime(2026, 1, 2, tzinfo=UTC).timestamp())
    )


def test_the_users_configuration_changes_nothing(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = GitRepository(new_repository(tmp_path / "plain", BASE)).commit(request())
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text(
        "[user]\nname = Eve\nemail = eve@example.org\n[commit]\ngpgsign = true\n[core]\nautocrlf = true\n"
        "[init]\ndefaultBranch = trunk\ntemplateDir = /nowhere\n"
    )
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Mallory")
    other = new_repository(tmp_path / "other", BASE)
    assert GitRepository(other).commit(request()) == expected
    assert (other / "README.md").read_bytes() == b"hello\n"
    assert git(other, "branch", "--format=%(refname:short)").split() == ["maestro/x", "main"]


def test_checked_out_files_are_not_touched(root: Path) -> None:
    (root / "README.md").write_text("edited\n")
    (root / "requests").mkdir()
    (root / "requests/x.yaml").write_text("mine\n")
    index = (root / ".git/index").read_bytes()
    GitRepository(root).commit(request())
    assert (root / "README.md").read_text() == "edited\n"
    assert (root / "requests/x.yaml").read_text() == "mine\n"
    assert (root / ".git/index").read_bytes() == index


def test_hooks_are_not_run(root: Path) -> None:
    for name in ("pre-commit", "post-commit", "reference-transaction", "update", "post-checkout", "post-merge"):
        hook = root / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch {root}/ran-$0\nexit 1\n")
        hook.chmod(0o755)
    repository = GitRepository(root)
    commit = repository.commit(request())
    repository.land("main", commit, "Merge", WHEN)
    assert (root / "requests/x.yaml").read_bytes() == b"a: 1\n"
    assert not list(root.glob("ran-*"))


def test_an_executable_file_stays_one(root: Path) -> None:
    GitRepository(root).commit(request(**{"run.sh": b"#!/bin/sh\necho\n", "plain.sh": b"echo\n"}))
    modes = {line.split("\t")[1]: line.split()[0] for line in git(root, "ls-tree", "-r", "maestro/x").splitlines()}
    assert (modes["run.sh"], modes["plain.sh"]) == ("100755", "100644")


def test_a_moved_base_does_not_make_a_second_commit(root: Path) -> None:
    repository = GitRepository(root)
    first = repository.commit(request())
    repository.commit(Commit("main", "main", {"other": b"1"}, "Other", WHEN))
    assert repository.commit(request()) == first
    assert repository.head("maestro/x") == first


def test_a_branch_that_was_left_behind_is_brought_to_the_base(root: Path) -> None:
    """A scaffolded branch without a commit of its own, on an old base."""
    git(root, "branch", "maestro/x")
    repository = GitRepository(root)
    tip = repository.commit(Commit("main", "main", {"other": b"1"}, "Other", WHEN))
    commit = repository.commit(request())
    assert git(root, "rev-parse", f"{commit}^").strip() == tip


def test_another_commit_on_a_branch_is_kept_below_ours(root: Path) -> None:
    git(root, "checkout", "-q", "-b", "maestro/x")
    git(root, "commit", "-q", "--allow-empty", "-m", "somebody's")
    theirs = git(root, "rev-parse", "HEAD").strip()
    commit = GitRepository(root).commit(request())
    assert git(root, "rev-parse", f"{commit}^").strip() == theirs


OUTSIDE = ["/etc/passwd", "../x", "a/../b", "a//b", "", "a/", ".git/config", "a/.GIT/hooks/x", "git~1/x", ".git /x"]


@pytest.mark.parametrize("path", [*OUTSIDE, "a\\b", "a\nb", "./a"])
def test_a_path_outside_the_tree_is_refused(root: Path, path: str) -> None:
    repository = GitRepository(root)
    with pytest.raises(ForgeError, match="path of a file inside"):
        repository.commit(request(**{path: b"x"}))
    assert repository.head("maestro/x") is None


@given(st.text(st.sampled_from("ab./\\.git~1 \x00\n"), max_size=12))
def test_an_accepted_path_stays_inside(path: str) -> None:
    try:
        checked_path(path)
    except ForgeError:
        return
    assert not path.startswith("/")
    assert not {"", ".", "..", ".git"} & set(path.split("/"))
    assert path.isprintable()


@pytest.mark.parametrize("name", ["a b", "..", "a..b", "x.lock", "-x", "a/-b", "a^", "", "a\x00b", "@{x}", "/a", "x/"])
def test_a_name_that_is_no_branch_is_refused(root: Path, name: str) -> None:
    with pytest.raises(ForgeError, match="name of a branch"):
        GitRepository(root).commit(request(branch=name))


def test_links_and_submodules_of_a_hostile_tree_are_not_followed(root: Path) -> None:
    (root / "link").symlink_to("/etc")
    (root / "file-link").symlink_to("/etc/passwd")
    git(root, "add", "link", "file-link")
    git(root, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},module")
    git(root, "commit", "-q", "-m", "hostile")
    repository = GitRepository(root)
    assert repository.listing("main", "") == ["README.md", "run.sh"]
    assert repository.listing("main", "link") == []
    for path in ("file-link", "module"):
        with pytest.raises(ForgeError, match="symbolic link"):
            repository.read("main", path)
    assert repository.read("main", "link/passwd") is None
    for path in ("link/x", "file-link", "module/x", "module", "README.md/x"):
        with pytest.raises(ForgeError, match="expected a"):
            repository.commit(request(**{path: b"x"}))


def test_a_symbolic_branch_is_refused(root: Path) -> None:
    git(root, "symbolic-ref", "refs/heads/maestro/x", "refs/heads/main")
    with pytest.raises(ForgeError, match="symbolic reference"):
        GitRepository(root).commit(request())


def test_a_branch_below_another_is_a_clear_error(root: Path) -> None:
    repository = GitRepository(root)
    repository.commit(request())
    with pytest.raises(ForgeError, match="refs/heads/maestro/x/y"):
        repository.commit(request(branch="maestro/x/y"))


def test_names_that_are_not_utf8_do_not_break_a_listing(root: Path) -> None:
    blob = git(root, "rev-parse", "main:README.md").strip()
    entry = f"100644 blob {blob}\t".encode() + b"b\xff\0"
    tree = subprocess.run(["git", "mktree", "-z"], cwd=root, input=entry, capture_output=True, check=True)
    commit = git(root, "commit-tree", "-m", "odd", tree.stdout.decode().strip()).strip()
    repository = GitRepository(root)
    assert [os.fsencode(path) for path in repository.listing(commit, "")] == [b"b\xff"]
    assert repository.read(commit, repository.listing(commit, "")[0]) == b"hello\n"


def test_what_is_no_repository_is_said(root: Path, tmp_path: Path) -> None:
    with pytest.raises(ForgeError, match="found nothing there"):
        GitRepository(tmp_path / "absent")
    (tmp_path / "plain").mkdir()
    with pytest.raises(ForgeError, match="found none"):
        GitRepository(tmp_path / "plain")
    (root / "below").mkdir()
    with pytest.raises(ForgeError, match="found none"):
        GitRepository(root / "below")
    with pytest.raises(ForgeError, match="branch or commit named 'nope'"):
        GitRepository(root).read("nope", "README.md")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_repository_of_another_user_is_a_clear_error(root: Path) -> None:
    subprocess.run(["chown", "-R", "12345", str(root)], check=True)
    with pytest.raises(ForgeError, match=r"safe\.directory") as caught:
        GitRepository(root)
    assert str(root) in caught.value.message


def test_a_record_moves_only_from_where_it_was_seen(root: Path) -> None:
    repository = GitRepository(root)
    step = Commit("", "", {"1/pull.json": b"{}"}, "open", WHEN)
    first = repository.record("refs/maestro/pulls", None, step)
    with pytest.raises(StaleRefError, match="expected refs/maestro/pulls at no commit"):
        repository.record("refs/maestro/pulls", None, step)
    second = repository.record("refs/maestro/pulls", first, Commit("", "", {"2": b"x"}, "more", WHEN))
    assert repository.listing(second, "") == ["1/pull.json", "2"]
    with pytest.raises(StaleRefError):
        repository.record("refs/maestro/pulls", first, step)


def test_a_new_repository_needs_an_empty_place(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/file").touch()
    for place in (tmp_path / "full", tmp_path / "full/file"):
        with pytest.raises(UsageError, match="absent or empty"):
            initialise(place, BASE, "Begin", BEGAN)
    assert git(new_repository(tmp_path / "new", BASE), "status", "--porcelain") == ""
    assert os.access(tmp_path / "new/run.sh", os.X_OK)


def test_git_finds_nothing_wrong_with_what_was_written(root: Path) -> None:
    repository = GitRepository(root)
    repository.land("main", repository.commit(request()), "Merge", WHEN)
    assert git(root, "fsck", "--strict", "--no-dangling") == ""
    assert git(root, "status", "--porcelain") == ""
