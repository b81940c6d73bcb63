"""A real terminal: whole programs on a pseudo-terminal, looked at from outside."""

import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

ROOT = Path(__file__).parents[2]
_SGR = re.compile(r"\x1b\[[0-9;]*m")


class Program:
    """The bakery's conversation in a terminal."""

    def __init__(self, folder: Path, words: tuple[str, ...] = (), env: dict[str, str] | None = None) -> None:
        full = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT), **(env or {})}
        full.pop("NO_COLOR", None) if env is None else None
        self.child = pexpect.spawn(
            sys.executable, ["-m", "tests.chat.demo", str(folder), *words],
            env=full, cwd=str(ROOT), dimensions=(40, 100), timeout=15, encoding="utf-8",
        )  # fmt: skip
        self.child.delaybeforesend = None
        self.seen = ""
        self.until("> ")
        time.sleep(0.1)

    def until(self, text: str) -> str:
        self.child.expect_exact(text)
        self.seen += str(self.child.before) + str(self.child.after)
        return self.seen

    def say(self, line: str, answer: str) -> None:
        self.child.send(f"{line}\r")
        self.until(answer)
        self.until("> ")
        time.sleep(0.1)

    def end(self) -> int:
        self.child.expect(pexpect.EOF)
        self.seen += str(self.child.before)
        self.child.wait()  # the terminal is given back before the process is gone
        self.child.close()
        return int(self.child.exitstatus if self.child.exitstatus is not None else -1)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Callable[..., Program]]:
    made: list[Program] = []

    def start(*words: str, **env: str) -> Program:
        made.append(Program(tmp_path, words, env or None))
        return made[-1]

    yield start
    for one in made:
        one.child.close(force=True)


def test_a_conversation_shows_the_table_and_the_toolbar_and_is_resumable(program: Callable[..., Program]) -> None:
    talk = program()
    talk.say("start from 01-corner-bakery", "Corner Bakery")
    talk.until("missing: ")
    talk.child.send("\x04")
    assert talk.end() == 0
    assert "maestro chat --session " in talk.seen
    assert "Display shelf" in talk.seen


def test_ctrl_c_twice_leaves_with_the_resume_command(program: Callable[..., Program]) -> None:
    talk = program()
    talk.say("site.town = lyon", "Town")
    talk.child.send("unfinished")
    talk.until("unfinished")
    talk.child.send("\x03")
    time.sleep(0.2)
    talk.child.send("\x03")
    talk.until("Ctrl-C again leaves")
    talk.child.send("\x03")
    assert talk.end() == 130
    assert "maestro chat --session " in talk.seen


def test_an_interrupt_from_outside_is_the_same_as_ctrl_c(program: Callable[..., Program]) -> None:
    talk = program()
    talk.child.kill(signal.SIGINT)
    talk.until("Ctrl-C again leaves")
    talk.child.kill(signal.SIGINT)
    assert talk.end() == 130


def test_a_paste_of_100_kb_is_not_submitted(program: Callable[..., Program], tmp_path: Path) -> None:
    talk = program()
    body = "\r".join(f"line {n:05d} of what we bake" for n in range(4000))
    talk.child.send(f"\x1b[200~{body}\x1b[201~")
    talk.until("line 03999")
    assert not list(tmp_path.glob("*.jsonl"))
    talk.child.send("\x03")
    time.sleep(0.3)
    talk.child.send("\x04")
    assert talk.end() == 0


def test_the_editor_opens_and_sends_nothing(program: Callable[..., Program], tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf "site.town = york" > "$1"\n')
    editor.chmod(0o755)
    talk = program(EDITOR=str(editor), VISUAL="")
    talk.child.send("draft\x18\x05")
    talk.until("= york")
    time.sleep(0.3)
    assert not list(tmp_path.glob("*.jsonl"))
    talk.say("", "you said")
    talk.child.send("\x04")
    assert talk.end() == 0


def test_no_color_wins_over_force_color(program: Callable[..., Program]) -> None:
    talk = program(NO_COLOR="1", FORCE_COLOR="1")
    talk.say("start from 01-corner-bakery", "Corner Bakery")
    talk.child.send("\x04")
    assert talk.end() == 0
    assert _SGR.search(talk.seen) is None


def test_the_window_may_become_narrow_and_wide_again(program: Callable[..., Program]) -> None:
    talk = program()
    talk.say("start from 01-corner-bakery", "Corner Bakery")
    talk.child.setwinsize(30, 50)
    talk.until("Blueprint")
    time.sleep(0.3)
    talk.child.setwinsize(40, 120)
    talk.until("Blueprint")
    talk.child.send("/quit\r")
    assert talk.end() == 0


@pytest.mark.parametrize(("words", "env"), [(("spoken",), {}), ((), {"TERM": "dumb"}), ((), {"ACCESSIBLE": "1"})])
def test_where_nothing_can_be_redrawn_lines_are_enough(
    program: Callable[..., Program], words: tuple[str, ...], env: dict[str, str]
) -> None:
    talk = program(*words, **env)
    talk.say("start from 01-corner-bakery", "Starting from")
    talk.child.send("/quit\r")
    assert talk.end() == 0
    assert "\x1b[" not in talk.seen.replace("\x1b[?2004h", "").replace("\x1b[?2004l", "")
    assert ("changed: Oven" if "TERM" not in env else "● Oven") in talk.seen


def test_ctrl_c_twice_leaves_a_dumb_terminal_too(program: Callable[..., Program]) -> None:
    talk = program(TERM="dumb")
    talk.child.send("\x03")
    talk.until("Ctrl-C again leaves")
    talk.child.send("\x03")
    assert talk.end() == 130


def test_a_killed_conversation_goes_on_where_it_was(program: Callable[..., Program], tmp_path: Path) -> None:
    talk = program()
    talk.say("site.town = lyon", "Town")
    talk.child.kill(signal.SIGKILL)
    again = program("resume")
    assert "1 turn" in again.seen
    assert "lyon" in again.seen
    again.child.send("\x04")
    assert again.end() == 0
