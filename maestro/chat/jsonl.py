"""`maestro chat --format jsonl`: a message a line in, a turn object a message out, flushed; talk goes elsewhere."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from maestro.chat.ports import Opened, Runs
from maestro.chat.session import Session
from maestro.domain.errors import MaestroError
from maestro.interview.state import Stage

VERSION = 1


def messages(lines: Iterable[str]) -> Iterator[str]:
    """One message a line; empty lines are none; `{"user": "..."}` alone is a message of several lines."""
    for line in lines:
        text = line.rstrip("\r\n")
        if not text.strip():
            continue
        yield _unwrapped(text)


def _unwrapped(text: str) -> str:
    if text.lstrip().startswith("{"):
        try:
            data = json.loads(text)
        except ValueError:
            return text
        if isinstance(data, dict) and set(data) == {"user"} and isinstance(data["user"], str):
            return data["user"]
    return text


def run(session: Session, runs: Runs, lines: Iterable[str], out: TextIO) -> int:
    """Converse until the handoff, a cancellation or the end of input. Returns the exit code."""
    session.warm()
    for text in messages(lines):
        turn = session.turn(text)
        _write(out, turn.to_json())
        if turn.outcome.submit:
            return _hand_off(session, runs, out)
        if turn.outcome.state.stage is Stage.CANCELLED:
            break
    _write(out, {"version": VERSION, "event": "cancelled"})
    return 0


def _hand_off(session: Session, runs: Runs, out: TextIO) -> int:
    try:
        opened = runs.submit(session.handoff(), lambda _: None)
    except MaestroError as error:
        _write(out, {"version": VERSION, "event": "error", "code": error.code, "message": error.message})
        return error.exit_code
    session.submitted(opened.run)
    _write(out, submitted(opened))
    return 0


def submitted(opened: Opened) -> dict[str, Any]:
    """The event after the approving turn."""
    pull = {"url": opened.url, "number": opened.number, "branch": opened.branch}
    return {"version": VERSION, "event": "submitted", "run": opened.run, "pull_request": pull}


def _write(out: TextIO, data: dict[str, Any]) -> None:
    out.write(json.dumps(data, ensure_ascii=False) + "\n")
    out.flush()
