"""kill -9 at every step that matters, and at random instants: what is left is mended, and nothing happens twice."""

import os
import random
import signal
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from maestro.domain.errors import ForgeError
from maestro.forge.base import Commit, PullState
from maestro.forge.git import GitRepository, merging, refs
from maestro.forge.git.locking import JOURNAL_FILE, Journal, exclusive
from maestro.forge.local import LocalForge
from tests.forge.repositories import git, new_repository

WHEN = datetime(2026, 1, 2, tzinfo=UTC)
BASE = {"README.md": b"hello\n" * 1000, "gone.txt": b"x\n", "run.sh": b"#!/bin/sh\n"}
CHANGES: dict[str, bytes | None] = {
    "README.md": b"changed\n" * 1000,
    "gone.txt": None,
    "requests/x.yaml": b"a: 1\n",
    "run.sh": b"#!/bin/sh\necho\n",
}


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maestro.forge.git.locking._STALE_SECONDS", 0.1)


def die(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed(work: Callable[[], None]) -> None:
    """Run in a child that is expected to kill itself."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the step was never reached"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = new_repository(tmp_path / "factory", BASE)
    repository = GitRepository(root)
    repository.commit(Commit("maestro/x", "main", CHANGES, "Request", WHEN))
    LocalForge(repository).open("maestro/x", "main", "Request", "")
    return root


def looking_at_the_files(patch: pytest.MonkeyPatch) -> None:
    def locked(repo: object, *_: object) -> None:
        (Path(repo.workdir) / ".git/index.lock").touch()  # type: ignore[attr-defined]  # any pygit2 repository
        die()

    patch.setattr(merging, "_require_clean", locked)


def before_files(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merging, "_bring_along", die)


def after_files(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(refs, "swap", die)


def holding_the_reference(patch: pytest.MonkeyPatch) -> None:
    real = refs.target

    def target(repo: object, name: str) -> str | None:
        if (Path(repo.path) / f"{name}.lock").exists():  # type: ignore[attr-defined]  # any pygit2 repository
            die()
        return real(repo, name)  # type: ignore[arg-type]  # the same

    patch.setattr(refs, "target", target)


def after_the_reference(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Journal, "clear", die)


def before_the_record(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(GitRepository, "record", die)


def amid_a_file(patch: pytest.MonkeyPatch) -> None:
    real = merging._bring_along

    def cut_short(repo: object, commit: str, paths: list[str]) -> None:
        real(repo, commit, paths)  # type: ignore[arg-type]  # passed on
        file = Path(repo.workdir) / "README.md"  # type: ignore[attr-defined]  # any pygit2 repository
        file.write_bytes(file.read_bytes()[:1234])
        (file.parent / ".git/index.lock").touch()
        die()

    patch.setattr(merging, "_bring_along", cut_short)


STEPS = [
    looking_at_the_files,
    before_files,
    after_files,
    holding_the_reference,
    after_the_reference,
    before_the_record,
    amid_a_file,
]


@pytest.mark.parametrize("step", STEPS)
def test_a_merge_that_was_killed_is_finished_by_the_next(
    root: Path, step: Callable[[pytest.MonkeyPatch], None]
) -> None:
    def work() -> None:
        with pytest.MonkeyPatch.context() as patch:
            step(patch)
            LocalForge(GitRepository(root)).merge(1)

    killed(work)
    pull = LocalForge(GitRepository(root)).merge(1)
    assert pull.state is PullState.MERGED
    assert pull.files == ("README.md", "gone.txt", "requests/x.yaml", "run.sh")
    assert git(root, "status", "--porcelain") == ""
    assert (root / "README.md").read_bytes() == CHANGES["README.md"]
    assert not list((root / ".git").rglob("*.lock")) or {p.name for p in (root / ".git").rglob("*.lock")} == {
        "maestro.lock"
    }
    assert git(root, "rev-list", "--count", "main").strip() == "2"


def test_what_somebody_edited_after_the_kill_is_left_alone(root: Path) -> None:
    def work() -> None:
        with pytest.MonkeyPatch.context() as patch:
            after_files(patch)
            LocalForge(GitRepository(root)).merge(1)

    killed(work)
    (root / "README.md").write_text("my own words\n")
    with pytest.raises(ForgeError, match=r"README\.md"):
        LocalForge(GitRepository(root)).merge(1)
    assert (root / "README.md").read_text() == "my own words\n"
    assert git(root, "status", "--porcelain") == " M README.md\n"


@pytest.mark.parametrize("step", [holding_the_reference, after_the_reference])
def test_an_opening_that_was_killed_is_done_once(root: Path, step: Callable[[pytest.MonkeyPatch], None]) -> None:
    def work() -> None:
        with pytest.MonkeyPatch.context() as patch:
            step(patch)
            repository = GitRepository(root)
            repository.commit(Commit("maestro/y", "main", {"y": b"1"}, "Y", WHEN))

    killed(work)
    repository = GitRepository(root)
    commit = repository.commit(Commit("maestro/y", "main", {"y": b"1"}, "Y", WHEN))
    assert repository.head("maestro/y") == commit
    assert [LocalForge(repository).open("maestro/y", "main", "Y", "").number for _ in range(2)] == [2, 2]


def test_what_was_staged_when_a_look_was_killed_stays_staged(root: Path) -> None:
    def work() -> None:
        with pytest.MonkeyPatch.context() as patch:
            looking_at_the_files(patch)
            LocalForge(GitRepository(root)).merge(1)

    (root / "README.md").write_text("hello\n")
    git(root, "add", "README.md")
    killed(work)
    with pytest.raises(ForgeError, match=r"README\.md"):
        LocalForge(GitRepository(root)).merge(1)
    assert git(root, "status", "--porcelain") == "M  README.md\n"


def test_a_journal_of_somebody_else_harms_nothing(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.lock"
    outside.touch()
    os.utime(outside, (0, 0))
    entry = '{"ref": "refs/heads/main", "old": "%s", "new": "%s", "paths": %s, "checkout": true}'
    tip = git(root, "rev-parse", "main").strip()
    (root / ".git" / JOURNAL_FILE).write_text(entry % (tip, "no id", '["README.md"]'))
    GitRepository(root).commit(Commit("maestro/z", "main", {"z": b"first"}, "Z", WHEN))
    for paths in ('["../outside.lock"]', '["/etc/hostname"]', "7", '[".git/config"]', '[["x"]]'):
        (root / ".git" / JOURNAL_FILE).write_text(entry % (tip, tip, paths))
        GitRepository(root).commit(Commit("maestro/z", "main", {"z": paths.encode()}, f"Z {paths}", WHEN))
    escape = '{"ref": "refs/../../../outside", "old": "x", "new": "y", "paths": ["a"]}'
    for text in ("{", "[]", '{"ref": 3, "paths": []}', '{"paths": ["a"]}', "\x00", "[" * 100_000, escape):
        (root / ".git" / JOURNAL_FILE).write_text(text)
        GitRepository(root).commit(Commit("maestro/z", "main", {"z": text.encode()}, f"Z {text!r}", WHEN))
    assert outside.exists()
    assert (root / ".git/config").exists()


def test_a_lock_of_git_itself_is_waited_for_and_never_removed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refs, "_PATIENCE", 0.2)
    lock = root / ".git/refs/heads/maestro/y.lock"
    lock.touch()
    os.utime(lock, (0, 0))
    step = Commit("maestro/y", "main", {"y": b"1"}, "Y", WHEN)
    with pytest.raises(ForgeError, match="remove that file"):
        GitRepository(root).commit(step)
    assert lock.exists()
    monkeypatch.setattr(refs, "_PATIENCE", 10)
    threading.Timer(0.2, lock.unlink).start()
    assert GitRepository(root).commit(step)


def test_the_lock_is_for_one_at_a_time(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maestro.forge.git.locking._PATIENCE", 0.2)
    with exclusive(root / ".git", lambda _: None), pytest.raises(ForgeError, match="another process"):
        GitRepository(root).commit(Commit("maestro/y", "main", {"y": b"1"}, "Y", WHEN))


def test_random_kills_leave_one_pull_request_a_branch(tmp_path: Path) -> None:
    root = new_repository(tmp_path / "factory", BASE)
    dice = random.Random(7)

    def work() -> None:
        repository = GitRepository(root)
        forge = LocalForge(repository)
        for name in "abcd":
            repository.commit(Commit(f"maestro/{name}", "main", {f"requests/{name}.yaml": b"x: 1\n"}, name, WHEN))
            number = forge.open(f"maestro/{name}", "main", name, "body").number
            forge.comment(number, "review", "fine")
            forge.merge(number)

    for _ in range(15):
        child = os.fork()
        if child == 0:
            try:
                work()
            finally:
                os._exit(0)
        time.sleep(dice.uniform(0, 0.06))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    work()
    pulls = LocalForge(GitRepository(root)).pulls()
    assert [(pull.number, pull.title, pull.state) for pull in pulls] == [
        (number, name, PullState.MERGED) for number, name in reversed(list(enumerate("abcd", 1)))
    ]
    assert all(pull.comments == ("fine",) and pull.files == (f"requests/{pull.title}.yaml",) for pull in pulls)
    assert git(root, "status", "--porcelain") == ""
    assert git(root, "fsck", "--no-dangling") == ""
