"""The store keeps what it is told, once a content, whole or not at all, for several processes at once."""

import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maestro.domain.errors import ConfigError, ForgeError, UsageError
from maestro.domain.findings import Finding, Severity, Violation
from maestro.domain.handoff import Choice, Deviation, Handoff, Wish
from maestro.domain.runs import Approval, Owner, Problem, Run, RunState, TaskKind, TaskResult, TaskState
from maestro.orchestrator import codec, flow, sqlite
from maestro.orchestrator.sqlite import SqliteStore
from tests.orchestrator.bench import handoff, request

ME = Owner("here", 1, "a")
NOW = datetime(2026, 3, 4, 5, 6, 7, 89, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "state.db", lambda: NOW)
    yield opened
    opened.close()


def leased(run: Run) -> Run:
    return flow.lease(run, TaskKind.PLAN, flow.Claim(ME, NOW, lambda _who, _when: False))


def test_one_content_is_one_run_in_each_factory(store: SqliteStore) -> None:
    first, made = store.begin("a", handoff())
    again, made_again = store.begin("a", replace(handoff(), title="other words"))
    elsewhere, _ = store.begin("b", handoff())
    assert (made, made_again) == (True, False)
    assert again == first
    assert elsewhere.id != first.id
    assert [run.id for run in store.runs()] == [elsewhere.id, first.id]
    assert store.runs("a") == (first,)


def test_a_change_is_kept_whole(store: SqliteStore, tmp_path: Path) -> None:
    run, _ = store.begin("a", handoff())
    finding = Finding("r", "scope", Severity.LOW, "look", file="requests/x.yaml", line=3)
    result = TaskResult("done", (finding,), {"base": "0" * 40, "list": [1, None, {"a": "ü"}]})
    changed = store.change(run.id, leased)
    changed = store.change(run.id, lambda r: flow.executed(r, TaskKind.PLAN, result, ME))
    changed = store.change(run.id, lambda r: flow.approve(r, Approval("ann", "12345678", NOW), 1))
    assert store.load(run.id) == changed
    other = SqliteStore(tmp_path / "state.db")
    assert other.load(run.id) == changed
    assert changed.task(TaskKind.PLAN).result == result
    other.close()


def test_what_raises_changes_nothing(store: SqliteStore) -> None:
    run, _ = store.begin("a", handoff())

    def breaks(before: Run) -> Run:
        leased(before)
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        store.change(run.id, breaks)
    assert store.load(run.id) == run
    assert store.change(run.id, leased).state is RunState.RUNNING


def test_the_log_tells_every_step_and_only_steps(store: SqliteStore) -> None:
    run, _ = store.begin("a", handoff())
    store.change(run.id, leased)
    store.change(run.id, lambda r: r)
    store.change(run.id, lambda r: flow.ended_badly(r, TaskKind.PLAN, ForgeError("it is gone"), NOW))
    told = [(event.task, event.event, event.detail) for event in store.events(run.id)]
    assert told == [
        ("", "queued", run.handoff.branch),
        ("plan", "leased", "process 1"),
        ("", "running", ""),
        ("plan", "failed", "it is gone"),
        ("", "failed", "it is gone"),
    ]
    assert [event.event for event in store.events(run.id, after=3)] == ["failed", "failed"]


@pytest.mark.parametrize("name", ["2", "0", "-1", "", "x", "1; drop table runs", "9" * 40, "١"])
def test_an_unknown_run_is_named(store: SqliteStore, name: str) -> None:
    store.begin("a", handoff())
    with pytest.raises(UsageError, match="there is no run"):
        store.load(name)
    with pytest.raises(UsageError, match="there is no run"):
        store.events(name)


def test_threads_that_begin_at_once_get_one_run(tmp_path: Path) -> None:
    stores = [SqliteStore(tmp_path / "state.db") for _ in range(6)]
    found: list[tuple[Run, bool]] = []
    threads = [threading.Thread(target=lambda s=s: found.append(s.begin("a", handoff()))) for s in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert len({run.id for run, _ in found}) == 1
    assert sum(made for _, made in found) == 1
    for opened in stores:
        opened.close()


def test_threads_that_lease_at_once_get_one_lease(tmp_path: Path) -> None:
    stores = [SqliteStore(tmp_path / "state.db") for _ in range(6)]
    run, _ = stores[0].begin("a", handoff())
    won: list[int] = []

    def lease(number: int) -> None:
        claim = flow.Claim(Owner("here", number, "a"), NOW, lambda _who, _when: True)
        try:
            stores[number].change(run.id, lambda r: flow.lease(r, TaskKind.PLAN, claim))
            won.append(number)
        except flow.NotNowError:
            pass

    threads = [threading.Thread(target=lease, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    owner = stores[0].load(run.id).task(TaskKind.PLAN).owner
    assert owner is not None
    assert owner.pid == won[0]
    for opened in stores:
        opened.close()


def test_a_file_that_is_no_store_is_named(tmp_path: Path) -> None:
    (tmp_path / "state.db").write_bytes(b"this is no database, whatever its name says" * 100)
    with pytest.raises(ConfigError, match=r"state\.db, found: file is not a database"):
        SqliteStore(tmp_path / "state.db")
    with pytest.raises(ConfigError, match="unable to open"):
        SqliteStore(tmp_path / "absent" / "state.db")


def test_a_newer_file_is_left_alone(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "state.db")
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(ConfigError, match="newer Maestro"):
        SqliteStore(tmp_path / "state.db")


def test_an_older_file_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A later version adds a script; what was stored before is still there."""
    old = SqliteStore(tmp_path / "state.db")
    run, _ = old.begin("a", handoff())
    old.close()
    monkeypatch.setattr(sqlite, "MIGRATIONS", (*sqlite.MIGRATIONS, "CREATE TABLE later (x TEXT)"))
    new = SqliteStore(tmp_path / "state.db")
    assert new.load(run.id).handoff == run.handoff
    assert new._version() == 2
    new.close()


def test_content_that_makes_no_sense_is_named(store: SqliteStore, tmp_path: Path) -> None:
    run, _ = store.begin("a", handoff())
    db = sqlite3.connect(tmp_path / "state.db")
    db.execute("UPDATE runs SET handoff = '{broken'")
    db.commit()
    db.close()
    with pytest.raises(ConfigError, match=r"run 1 .* cannot be read"):
        store.load(run.id)


_TEXT = st.text(max_size=20)
_JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=8,
)
_HANDOFFS = st.builds(
    Handoff,
    requests=st.tuples(st.fixed_dictionaries({"tenant_code": st.just("shop"), "more": _JSON})),
    identity=st.just(("tenant_code",)),
    title=_TEXT,
    scenario=st.none() | _TEXT,
    choices=st.lists(st.builds(Choice, _TEXT, _TEXT, _JSON, _TEXT, environment=st.none() | _TEXT), max_size=2).map(
        tuple
    ),
    deviations=st.lists(st.builds(Deviation, _TEXT, _JSON, _JSON, st.none() | _TEXT), max_size=2).map(tuple),
    wishes=st.lists(st.builds(Wish, _TEXT, _TEXT, _TEXT), max_size=2).map(tuple),
    confirmed_update=st.booleans(),
)


@given(_HANDOFFS)
def test_a_handoff_comes_back_as_it_was(told: Handoff) -> None:
    back = codec.handoff(codec.dump(told))
    assert back == told
    assert list(back.requests[0]) == list(told.requests[0])
    assert back.digest == told.digest


def test_problems_come_back_as_they_were() -> None:
    problem = Problem("violation", 1, "bad", "a.b", (Violation("schema", "a.b", "is bad"),))
    assert codec.problem(codec.dump(problem)) == problem
    assert codec.problem(None) is None


def test_what_a_later_version_added_is_ignored() -> None:
    assert codec.owner('{"host": "h", "pid": 1, "started": "s", "mood": "good"}') == Owner("h", 1, "s")


def test_times_keep_their_zone(store: SqliteStore) -> None:
    run, _ = store.begin("a", handoff(request("one"), request("two")))
    assert store.load(run.id).created == NOW
    assert store.load(run.id).created.utcoffset() == timedelta(0)
    assert store.load(run.id).task(TaskKind.PLAN).state is TaskState.WAITING
