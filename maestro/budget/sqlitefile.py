"""Opening a SQLite file that several processes share: write-ahead log, patience, no transactions of the driver."""

import sqlite3
import time
from pathlib import Path

BUSY_SECONDS = 30.0
_PAUSE = 0.01
_PRIMARY = 0xFF  # of an extended result code


def connect(path: Path) -> sqlite3.Connection:
    """A connection that any thread may use, one at a time; sqlite3.Error when the file cannot be used."""
    db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        db.row_factory = sqlite3.Row
        _switch_to_wal(db)
        db.execute("PRAGMA synchronous = NORMAL")  # what a crash of the machine loses is done again under the same keys
    except BaseException:
        db.close()
        raise
    return db


def _switch_to_wal(db: sqlite3.Connection) -> None:
    """The one statement for which SQLite does not wait by itself: two processes that make the file at once."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _PRIMARY != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE)
        else:
            return
