"""The log of a session: append-only, read again by folding, safe against a cut line, without credentials."""

import json
from pathlib import Path

import pytest

from maestro.chat.session import Session
from maestro.chat.transcript import Transcript, kept_sessions
from maestro.domain.errors import UnreadableError, UsageError
from tests.guard.tokens import checked
from tests.reference_factory import converse, interpreter, knowledge

SAID = ("an online shop with Postgres", "1", "production", "medium")


def resumed(folder: Path, id_: str | None = None) -> Session:
    """The session as another process would find it."""
    return Session(knowledge(), interpreter(), Transcript.resume(folder, id_))


def test_a_resumed_session_is_the_same(tmp_path: Path) -> None:
    """The fold of the log equals the state that made it."""
    talk, _ = converse(tmp_path, *SAID)
    again = resumed(tmp_path)
    assert again.state == talk.state
    assert again.id == talk.id


def test_a_line_cut_by_a_kill_is_left_out(tmp_path: Path) -> None:
    """Everything before it is there."""
    talk, _ = converse(tmp_path, *SAID)
    (file,) = tmp_path.glob("*.jsonl")
    with file.open("a", encoding="utf-8") as log:
        log.write('{"turn": 5, "user": "la')
    assert resumed(tmp_path).state == talk.state


def test_going_on_after_a_cut_line_keeps_both(tmp_path: Path) -> None:
    """The next turn starts a line of its own."""
    converse(tmp_path, *SAID)
    (file,) = tmp_path.glob("*.jsonl")
    file.write_bytes(file.read_bytes() + b'{"turn": 5, "us')
    talk = resumed(tmp_path)
    talk.turn("large")
    assert resumed(tmp_path).state == talk.state


def test_a_credential_is_not_kept(tmp_path: Path) -> None:
    """Neither in the words nor in the quotes."""
    token = checked("ghp_")
    converse(tmp_path, f"a shop; our token is {token}")
    (file,) = tmp_path.glob("*.jsonl")
    text = file.read_text(encoding="utf-8")
    assert token not in text
    assert all(json.loads(line) for line in text.splitlines())


def test_the_log_is_the_owners_alone(tmp_path: Path) -> None:
    """Mode 0600."""
    converse(tmp_path, "hello")
    (file,) = tmp_path.glob("*.jsonl")
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("id_", ["../../etc/passwd", "latest", "20260131-120000-zzzzzz", ""])
def test_a_bad_id_is_refused(tmp_path: Path, id_: str) -> None:
    """Paths are no ids."""
    with pytest.raises(UsageError, match="session"):
        Transcript.resume(tmp_path, id_)


def test_nothing_to_resume_is_said(tmp_path: Path) -> None:
    """With what to do."""
    with pytest.raises(UsageError, match="maestro chat"):
        Transcript.resume(tmp_path, None)


def test_another_version_is_not_guessed_at(tmp_path: Path) -> None:
    """Named with the version that was expected."""
    (tmp_path / "20260131-120000-0a1b2c.jsonl").write_text('{"version": 99}\n', encoding="utf-8")
    with pytest.raises(UnreadableError, match="version 1"):
        Transcript.resume(tmp_path, None)


def test_sessions_are_listed_newest_first(tmp_path: Path) -> None:
    """With their first words; a broken one is left out."""
    talk, _ = converse(tmp_path, *SAID)
    (tmp_path / "20250131-120000-0a1b2c.jsonl").write_text("junk\n", encoding="utf-8")
    (kept,) = kept_sessions(tmp_path)
    assert (kept.id, kept.turns, kept.first, kept.submitted) == (talk.id, 4, SAID[0], False)
