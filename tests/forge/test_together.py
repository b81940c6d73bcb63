"""Two processes at once: a number is given once, a branch has one pull request, no comment is lost."""

import multiprocessing
from datetime import UTC, datetime
from pathlib import Path

from maestro.forge.base import Commit, PullState
from maestro.forge.git import GitRepository
from maestro.forge.local import LocalForge
from tests.forge.repositories import git, new_repository

WHEN = datetime(2026, 1, 2, tzinfo=UTC)
ROUNDS = 12


def _work(root: Path, who: int, start: "multiprocessing.synchronize.Barrier") -> None:
    for number in range(ROUNDS):
        repository = GitRepository(root)
        forge = LocalForge(repository)
        for branch in (f"maestro/own-{who}-{number}", f"maestro/shared-{number}"):
            repository.commit(Commit(branch, "main", {f"requests/{branch[8:]}.yaml": b"x: 1\n"}, branch, WHEN))
        start.wait(30)
        shared = forge.open(f"maestro/shared-{number}", "main", "shared", "")
        forge.open(f"maestro/own-{who}-{number}", "main", "own", "")
        forge.comment(shared.number, f"from-{who}", f"{who}")


def test_two_processes_open_at_the_same_time(tmp_path: Path) -> None:
    root = new_repository(tmp_path / "factory", {"README.md": b"x\n"})
    context = multiprocessing.get_context("fork")
    start = context.Barrier(2)
    workers = [context.Process(target=_work, args=(root, who, start)) for who in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0]
    pulls = LocalForge(GitRepository(root)).pulls()
    assert sorted(pull.number for pull in pulls) == list(range(1, 3 * ROUNDS + 1))
    assert len({pull.branch for pull in pulls}) == 3 * ROUNDS
    assert all(sorted(pull.comments) == ["0", "1"] for pull in pulls if "shared" in pull.branch)
    assert git(root, "fsck", "--no-dangling") == ""


def _merge(root: Path, start: "multiprocessing.synchronize.Barrier") -> None:
    start.wait(30)
    forge = LocalForge(GitRepository(root))
    for number in range(1, 7):
        forge.merge(number)


def test_two_processes_merge_the_same_pull_requests(tmp_path: Path) -> None:
    root = new_repository(tmp_path / "factory", {"README.md": b"x\n"})
    repository = GitRepository(root)
    for number in range(6):
        repository.commit(Commit(f"maestro/{number}", "main", {f"requests/{number}": b"1\n"}, f"{number}", WHEN))
        LocalForge(repository).open(f"maestro/{number}", "main", "t", "")
    context = multiprocessing.get_context("fork")
    start = context.Barrier(2)
    workers = [context.Process(target=_merge, args=(root, start)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert {pull.state for pull in LocalForge(repository).pulls()} == {PullState.MERGED}
    assert git(root, "status", "--porcelain") == ""
    assert git(root, "log", "--merges", "--format=%s", "main").count("Merge pull request") == 5
