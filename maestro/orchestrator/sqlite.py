"""The run store in a SQLite file: several processes at once, lasting through `kill -9` at any instant.

Every change is one `BEGIN IMMEDIATE` transaction. The log of events is written by comparing the run before and
after, so that no change can forget its line.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from maestro.budget.sqlitefile import connect
from maestro.domain.errors import ConfigError, UsageError
from maestro.domain.handoff import Handoff
from maestro.domain.runs import Approval, Run, RunState, Task, TaskKind, TaskState
from maestro.orchestrator import codec
from maestro.orchestrator.store import Event

# One script a version, in order; `user_version` says how many were run. Never change one that was released.
MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE runs (id INTEGER PRIMARY KEY AUTOINCREMENT, factory TEXT NOT NULL, branch TEXT NOT NULL,
        state TEXT NOT NULL, created TEXT NOT NULL, handoff TEXT NOT NULL, problem TEXT, UNIQUE (factory, branch));
    CREATE TABLE tasks (run INTEGER NOT NULL REFERENCES runs (id), kind TEXT NOT NULL, state TEXT NOT NULL,
        attempt INTEGER NOT NULL, owner TEXT, leased TEXT, ended TEXT, result TEXT, problem TEXT,
        PRIMARY KEY (run, kind));
    CREATE TABLE approvals (run INTEGER NOT NULL REFERENCES runs (id), person TEXT NOT NULL, digest TEXT NOT NULL,
        at TEXT NOT NULL, PRIMARY KEY (run, person, digest));
    CREATE TABLE events (id INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL REFERENCES runs (id),
        at TEXT NOT NULL, task TEXT NOT NULL, event TEXT NOT NULL, detail TEXT NOT NULL);
    CREATE INDEX events_of_run ON events (run, id);
    """,
)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class SqliteStore:
    """Adapter of `Store`. One connection, guarded by a lock: threads of a process take turns."""

    def __init__(self, path: Path, clock: Callable[[], datetime] = _utc_now) -> None:
        """Open or make the file; ConfigError when it is not ours, or newer than this program."""
        self._clock = clock
        self._path = path
        self._lock = threading.RLock()
        with self._translated():
            self._db = connect(path)
            try:
                self._migrate()
            except BaseException:
                self._db.close()
                raise

    def close(self) -> None:
        """Let the file go."""
        self._db.close()

    def begin(self, factory: str, handoff: Handoff) -> tuple[Run, bool]:
        """The run of this content, and whether it was made just now."""
        with self._transaction():
            found = self._db.execute(
                "SELECT id FROM runs WHERE factory = ? AND branch = ?", (factory, handoff.branch)
            ).fetchone()
            if found is not None:
                return self._read(str(found["id"])), False
            now = self._clock()
            row = (factory, handoff.branch, RunState.QUEUED, now.isoformat(), codec.dump(handoff))
            done = self._db.execute(
                "INSERT INTO runs (factory, branch, state, created, handoff) VALUES (?, ?, ?, ?, ?)", row
            )
            run = Run(str(done.lastrowid), factory, handoff, now)
            self._write_tasks(run, run.tasks)
            self._log(run.id, "", RunState.QUEUED, handoff.branch)
            return run, True

    def load(self, run_id: str) -> Run:
        """UsageError when there is none of that id."""
        with self._transaction(write=False):
            return self._read(run_id)

    def runs(self, factory: str | None = None) -> Sequence[Run]:
        """All of them, newest first."""
        with self._transaction(write=False):
            rows = self._db.execute(
                "SELECT id FROM runs WHERE ? IS NULL OR factory = ? ORDER BY id DESC", (factory, factory)
            ).fetchall()
            return tuple(self._read(str(row["id"])) for row in rows)

    def change(self, run_id: str, step: Callable[[Run], Run]) -> Run:
        """Apply a pure step to the run as it is now; what it raises, changes nothing."""
        with self._transaction():
            before = self._read(run_id)
            after = step(before)
            self._write(before, after)
            return after

    def events(self, run_id: str, after: int = 0) -> Sequence[Event]:
        """The log from its `after`-th line on."""
        with self._transaction(write=False):
            self._read(run_id)
            rows = self._db.execute(
                "SELECT * FROM events WHERE run = ? ORDER BY id LIMIT -1 OFFSET ?", (int(run_id), after)
            ).fetchall()
        moments = (datetime.fromisoformat(row["at"]) for row in rows)
        return tuple(Event(at, run_id, r["task"], r["event"], r["detail"]) for at, r in zip(moments, rows, strict=True))

    def _read(self, run_id: str) -> Run:
        number = int(run_id) if run_id.isascii() and run_id.isdigit() and len(run_id) < 19 else -1
        row = self._db.execute("SELECT * FROM runs WHERE id = ?", (number,)).fetchone()
        if row is None:
            raise UsageError(f"there is no run {run_id!r}; `maestro runs list` shows those that are")
        try:
            return self._run(number, row)
        except (ValueError, KeyError, TypeError) as error:
            raise ConfigError(
                f"run {number} in {self._path} cannot be read ({type(error).__name__}): the file was changed by hand "
                "or is damaged. Move it away to start anew.",
                path=str(self._path),
            ) from error

    def _run(self, number: int, row: sqlite3.Row) -> Run:
        found = self._db.execute("SELECT * FROM tasks WHERE run = ?", (number,)).fetchall()
        tasks = {row["kind"]: _task(row) for row in found}
        people = self._db.execute("SELECT * FROM approvals WHERE run = ? ORDER BY at", (number,)).fetchall()
        return Run(
            id=str(number),
            factory=row["factory"],
            handoff=codec.handoff(row["handoff"]),
            created=datetime.fromisoformat(row["created"]),
            state=RunState(row["state"]),
            tasks=tuple(tasks[kind] for kind in TaskKind),
            problem=codec.problem(row["problem"]),
            approvals=tuple(Approval(p["person"], p["digest"], datetime.fromisoformat(p["at"])) for p in people),
        )

    def _write(self, before: Run, after: Run) -> None:
        number = int(before.id)
        changed = [task for task in after.tasks if task != before.task(task.kind)]
        self._write_tasks(after, changed)
        for task in changed:
            if (task.state, task.attempt) != (before.task(task.kind).state, before.task(task.kind).attempt):
                self._log(after.id, task.kind, task.state, _detail(task))
        if after.approvals != before.approvals:
            self._db.execute("DELETE FROM approvals WHERE run = ?", (number,))
            rows = [(number, a.by, a.digest, a.at.isoformat()) for a in after.approvals]
            self._db.executemany("INSERT INTO approvals VALUES (?, ?, ?, ?)", rows)
            self._log(after.id, "", "approvals", ", ".join(a.by for a in after.approvals))
        if replace(after, tasks=(), approvals=()) == replace(before, tasks=(), approvals=()):
            return
        problem = codec.dump(after.problem) if after.problem else None
        self._db.execute(
            "UPDATE runs SET state = ?, handoff = ?, problem = ? WHERE id = ?",
            (after.state, codec.dump(after.handoff), problem, number),
        )
        if after.state is not before.state:
            self._log(after.id, "", after.state, after.problem.message if after.problem else "")

    def _write_tasks(self, run: Run, tasks: Sequence[Task]) -> None:
        self._db.executemany(
            "INSERT OR REPLACE INTO tasks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [_row(int(run.id), t) for t in tasks]
        )

    def _log(self, run_id: str, task: str, event: str, detail: str) -> None:
        self._db.execute(
            "INSERT INTO events (run, at, task, event, detail) VALUES (?, ?, ?, ?, ?)",
            (int(run_id), self._clock().isoformat(), task, str(event), detail),
        )

    def _migrate(self) -> None:
        """Bring an older file up to date; two processes that start at once do it one after the other."""
        if self._version() == len(MIGRATIONS):
            return
        with self._transaction():
            version = self._version()
            if version > len(MIGRATIONS):
                raise ConfigError(
                    f"{self._path} was written by a newer Maestro: expected at most format {len(MIGRATIONS)}, found "
                    f"{version}. Install that one, or choose another folder with MAESTRO_HOME.",
                    path=str(self._path),
                )
            for script in MIGRATIONS[version:]:
                for statement in script.split(";"):
                    self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")

    def _version(self) -> int:
        return int(self._db.execute("PRAGMA user_version").fetchone()[0])

    @contextmanager
    def _transaction(self, *, write: bool = True) -> Iterator[None]:
        with self._lock, self._translated():
            self._db.execute("BEGIN IMMEDIATE" if write else "BEGIN")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # a full disk may have ended it already
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise ConfigError(
                f"expected a file of Maestro's runs that can be written at {self._path}, found: {error}. "
                "Move it away to start anew, or set MAESTRO_HOME to another folder.",
                path=str(self._path),
            ) from error


def _task(row: sqlite3.Row) -> Task:
    return Task(
        kind=TaskKind(row["kind"]),
        state=TaskState(row["state"]),
        owner=codec.owner(row["owner"]),
        attempt=int(row["attempt"]),
        leased=codec.moment(row["leased"]),
        ended=codec.moment(row["ended"]),
        result=codec.result(row["result"]),
        problem=codec.problem(row["problem"]),
    )


def _row(run: int, task: Task) -> tuple[object, ...]:
    parts = (codec.dump(part) if part is not None else None for part in (task.owner, task.result, task.problem))
    owner, result, problem = parts
    leased, ended = (at.isoformat() if at else None for at in (task.leased, task.ended))
    return (run, task.kind, task.state, task.attempt, owner, leased, ended, result, problem)


def _detail(task: Task) -> str:
    if task.problem is not None:
        return task.problem.message
    if task.owner is not None:
        return f"process {task.owner.pid}"
    return task.result.summary if task.result else ""
