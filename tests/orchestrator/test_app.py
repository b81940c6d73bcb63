"""The queue: quick to start, quick to stop, no waiting between tasks, every task once; and the same over Redis."""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from maestro.domain.errors import ForgeError, MaestroError
from maestro.domain.runs import RunState, TaskKind
from maestro.orchestrator import tasks
from maestro.orchestrator.app import BrokerQueue, EmbeddedQueue, shown
from tests.orchestrator.bench import Bench, handoff, request
from tests.orchestrator.conftest import MakeBench

ROOT = Path(__file__).parents[2]


def until(done: threading.Event) -> float:
    begun = time.monotonic()
    assert done.wait(10)
    return time.monotonic() - begun


def test_tasks_follow_each_other_without_waiting_for_the_next_look() -> None:
    """With a polling interval of a minute, seven tasks still take no time."""
    order = list(TaskKind)
    done = threading.Event()
    seen: list[str] = []

    def perform(_: str, kind: str) -> TaskKind | None:
        seen.append(kind)
        if kind == "review":
            done.set()
            return None
        return order[order.index(TaskKind(kind)) + 1]

    queue = EmbeddedQueue(perform, poll_seconds=60.0)
    with queue.working():
        queue.put("1", TaskKind.PLAN)
        assert until(done) < 3
    assert seen == [str(kind) for kind in order]


def test_the_worker_ends_with_the_work_and_comes_back_for_more() -> None:
    done = threading.Event()
    queue = EmbeddedQueue(lambda _run, _kind: done.set(), poll_seconds=60.0)
    for number in range(3):
        done.clear()
        queue.put(str(number), TaskKind.PLAN)
        assert until(done) < 3
        deadline = time.monotonic() + 3
        while any(t.name == "maestro-worker" for t in threading.enumerate()) and time.monotonic() < deadline:
            time.sleep(0.01)
        assert queue._worker is None


def test_two_queues_in_one_process_do_their_own_work() -> None:
    seen: dict[str, list[str]] = {"a": [], "b": []}
    done = threading.Barrier(3)
    queues = {}
    for name, mine in seen.items():

        def perform(run: str, _kind: str, mine: list[str] = mine) -> None:
            mine.append(run)
            done.wait(10)

        queues[name] = EmbeddedQueue(perform)
    queues["a"].put("of a", TaskKind.PLAN)
    queues["b"].put("of b", TaskKind.PLAN)
    done.wait(10)
    assert seen == {"a": ["of a"], "b": ["of b"]}


def test_stopping_lets_the_task_in_hand_finish_and_drops_the_rest() -> None:
    reached, go_on = threading.Event(), threading.Event()
    seen: list[str] = []

    def perform(_: str, kind: str) -> TaskKind | None:
        reached.set()
        go_on.wait(10)
        seen.append(kind)
        return TaskKind.SCAFFOLD

    queue = EmbeddedQueue(perform)
    with queue.working():
        queue.put("1", TaskKind.PLAN)
        assert reached.wait(10)
        threading.Timer(0.1, go_on.set).start()
    time.sleep(0.2)
    assert seen == ["plan"]


def test_what_the_work_raises_is_there_for_whoever_waits() -> None:
    def perform(_run: str, _kind: str) -> None:
        raise MaestroError("the store is gone")

    queue = EmbeddedQueue(perform)
    queue.put("1", TaskKind.PLAN)
    deadline = time.monotonic() + 10
    while queue.problem is None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert queue.problem is not None
    assert queue.problem.message == "the store is gone"


def test_a_worker_that_breaks_is_there_for_whoever_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    queue = EmbeddedQueue(lambda _run, _kind: None)
    monkeypatch.setattr(queue._app, "WorkController", lambda **_: 1 / 0)
    queue.put("1", TaskKind.PLAN)
    deadline = time.monotonic() + 10
    while queue.problem is None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert queue.problem is not None
    assert "ZeroDivisionError" in queue.problem.message


def test_a_broker_that_is_not_there_is_named_without_its_password() -> None:
    queue = BrokerQueue("redis://user:hunter2@127.0.0.1:1/0", lambda _run, _kind: None)
    begun = time.monotonic()
    with pytest.raises(ForgeError) as raised:
        queue.put("1", TaskKind.PLAN)
    assert time.monotonic() - begun < 10
    assert "redis://127.0.0.1:1" in raised.value.message
    assert "hunter2" not in raised.value.message


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("redis://:secret@host:6379/0", "redis://host:6379"),
        ("redis://host", "redis://host"),
        ("redis+socket:///run/redis.sock", "redis+socket:///run/redis.sock"),
    ],
)
def test_broker_addresses_are_shown_without_credentials(url: str, told: str) -> None:
    assert shown(url) == told


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of our own on a Unix socket."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("redis-server is not installed")
    socket = tmp_path_factory.mktemp("redis") / "s"
    options = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--appendonly", "no"]
    server = subprocess.Popen([program, *options], cwd=socket.parent, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 10
    while not socket.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    yield f"redis+socket://{socket}?virtual_host=0"
    server.terminate()
    server.wait(10)


@pytest.fixture
def worker(redis_url: str, bench: Bench) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process on the bench's files."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.orchestrator.remote", redis_url, str(bench.root), str(bench.state)]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        yield process
        process.terminate()
        process.wait(20)


@pytest.mark.redis
def test_the_same_tasks_over_redis(redis_url: str, bench: Bench, worker: subprocess.Popen[bytes]) -> None:
    """The submitter only waits; a worker process does everything, once."""
    from dataclasses import replace

    queue = BrokerQueue(redis_url, lambda run, kind: tasks.perform(lambda _: bench.steps, run, kind))
    service = replace(bench.service, queue=queue)
    runs = [service.submit(handoff(request(name))) for name in ("one", "two")]
    ended = [service.wait(run.id) for run in runs]
    assert {run.state for run in ended} == {RunState.SUCCEEDED}
    assert len(bench.forge.pulls()) == 2
    people = {event.detail for run in ended for event in bench.store.events(run.id) if event.event == "leased"}
    assert people == {f"process {worker.pid}"}
    worker.terminate()
    assert worker.wait(20) == 0


@pytest.mark.redis
def test_a_redis_worker_that_is_killed_is_replaced(
    redis_url: str, make_bench: MakeBench, bench: Bench, worker: subprocess.Popen[bytes]
) -> None:
    """Its messages are lost or given back; either way the one who resumes goes on at once."""
    from dataclasses import replace

    queue = BrokerQueue(redis_url, lambda run, kind: tasks.perform(lambda _: bench.steps, run, kind))
    service = replace(bench.service, queue=queue)
    run = service.submit(handoff())
    deadline = time.monotonic() + 20
    while not bench.store.events(run.id, after=3) and time.monotonic() < deadline:
        time.sleep(0.002)
    worker.kill()
    worker.wait(10)
    other = make_bench()
    assert other.service.wait(other.service.resume(run.id).id).state is RunState.SUCCEEDED
    assert len(other.forge.pulls()) == 1


def test_a_service_lets_its_files_go(bench: Bench) -> None:
    from dataclasses import replace

    closed: list[bool] = []
    with closing(replace(bench.service, on_close=lambda: closed.append(True))):
        pass
    assert closed == [True]
