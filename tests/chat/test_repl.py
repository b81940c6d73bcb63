"""The prompt itself, driven through a pipe: keys, paste, history, the table above the input."""

import io
import re
import stat
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input

from maestro.chat.dialogue import Dialogue
from maestro.chat.repl import Colourless, Repl, Window
from maestro.chat.session import Session
from maestro.chat.surroundings import Surroundings
from maestro.chat.theme import Look
from maestro.chat.view.terminal import Terminal
from maestro.interview.state import Stage
from tests.fakes.session import FakeRuns, session_in

_SGR = re.compile(r"\x1b\[[0-9;]*m")
_ALT_ENTER, _CTRL_J, _CTRL_C, _CTRL_D = "\x1b\r", "\n", "\x03", "\x04"


@dataclass
class Bench:
    """A conversation in a window of 40 lines whose keys a test presses."""

    repl: Repl
    keys: PipeInput
    screen: io.StringIO
    session: Session
    begun: list[bool] = field(default_factory=list)

    def run(self, press: Callable[["Bench"], None]) -> int:
        """Let another thread press keys; a test that forgets to leave is made to."""

        def presses() -> None:
            self.prompted()
            press(self)
            time.sleep(0.06)
            self.keys.close()

        threading.Thread(target=presses, daemon=True).start()
        return self.repl.run()

    def press(self, text: str, until: Callable[[], bool] = lambda: True) -> None:
        """Keys, and then the time to see what they do; at most twenty seconds until something holds."""
        self.keys.send_text(text)
        time.sleep(0.06)
        self.wait(until)

    def say(self, line: str) -> None:
        """A message, its turn, and the next prompt."""
        before = self.session.turns
        self.press(f"{line}\r", lambda: self.session.turns > before)
        self.prompted()

    def command(self, line: str, shown: str) -> None:
        """A command that prints, what it prints, and the next prompt."""
        self.press(f"{line}\r", lambda: shown in self.shown)
        self.prompted()

    def prompted(self) -> None:
        self.wait(lambda: self.repl._prompt.app.is_running)
        time.sleep(0.06)

    def wait(self, until: Callable[[], bool]) -> None:
        end = time.monotonic() + 20
        while not until() and time.monotonic() < end:
            time.sleep(0.005)

    @property
    def shown(self) -> str:
        return _SGR.sub("", self.screen.getvalue())

    @property
    def buffer(self) -> str:
        return self.repl._prompt.default_buffer.text

    @property
    def messages(self) -> list[str]:
        return [entry.user for entry in self.session._transcript.__class__.resume(self.folder, None).entries]

    @property
    def folder(self) -> Path:
        return self.session._transcript._path.parent


@contextmanager
def bench(folder: Path, look: Look | None = None, columns: int = 100) -> Iterator[Bench]:
    look = look or Look(colour=True, redraws=True)
    screen, runs = io.StringIO(), FakeRuns()
    session = session_in(folder, runs)
    terminal = Terminal(screen, look)
    around = Surroundings(runs, ("Hello.",), lambda _: ("Next.",), folder)
    begun: list[bool] = []

    def begin() -> Dialogue:
        begun.append(True)
        return Dialogue(session, around, terminal)

    kind = Window if look.colour else Colourless
    with create_pipe_input() as keys:
        output = kind(screen, lambda: Size(40, columns), term="xterm")
        yield Bench(Repl(begin, terminal, folder / "history", input_=keys, output=output), keys, screen, session, begun)


def test_a_message_is_a_turn_and_the_table_stands_above_the_input(tmp_path: Path) -> None:
    def press(b: Bench) -> None:
        b.say("start from 01-corner-bakery")
        b.press(_CTRL_D)

    with bench(tmp_path) as b:
        assert b.run(press) == 0
        shown = _SGR.sub("", b.screen.getvalue())
        assert b.messages == ["start from 01-corner-bakery"]
    assert "> start from 01-corner-bakery" in shown
    assert "Blueprint · Corner Bakery" in shown
    assert "missing: " in shown
    assert f"maestro chat --session {b.session.id}" in shown


def test_nothing_is_cleared_no_other_screen_no_mouse(tmp_path: Path) -> None:
    def press(b: Bench) -> None:
        b.say("start from 01-corner-bakery")
        b.say("site.town = lyon")
        b.press(_CTRL_D)

    with bench(tmp_path) as b:
        b.run(press)
        sent = b.screen.getvalue()
    for forbidden in ("\x1b[2J", "\x1b[3J", "\x1b[?1049h", "\x1b[?47h", "\x1b[?1000h", "\x1b[?1003h", "\x1bc"):
        assert forbidden not in sent


def test_nothing_is_made_before_the_first_message(tmp_path: Path) -> None:
    def press(b: Bench) -> None:
        b.press("\r   \r")
        b.press(_CTRL_D)

    with bench(tmp_path) as b:
        assert b.run(press) == 0
        assert b.begun == []


def test_ctrl_c_clears_the_line_then_warns_then_leaves(tmp_path: Path) -> None:
    seen: list[str] = []

    def press(b: Bench) -> None:
        b.say("site.town = lyon")
        b.press("half a thought")
        b.press(_CTRL_C, lambda: not b.buffer)
        seen.append(b.buffer)
        b.press(_CTRL_C, lambda: "again" in b.shown)
        seen.append(b.shown)
        b.press(_CTRL_C)

    with bench(tmp_path) as b:
        assert b.run(press) == 130
        assert seen[0] == ""
        assert "Ctrl-C again leaves" in seen[1]
        assert f"maestro chat --session {b.session.id}" in b.screen.getvalue()
        assert b.session.request() == {"site": {"town": "lyon"}}


def test_a_late_second_ctrl_c_warns_again(tmp_path: Path) -> None:
    with bench(tmp_path) as b:
        now = [100.0]
        b.repl._patience.clock = lambda: now[0]

        def press(b: Bench) -> None:
            b.press(_CTRL_C, lambda: b.repl._patience.pressed == 100.0)
            now[0] += 2.5
            b.press(_CTRL_C, lambda: b.repl._patience.pressed == 102.5)
            assert b.repl._patience.warned
            b.press(_CTRL_D)

        assert b.run(press) == 0


def test_ctrl_d_leaves_only_an_empty_line(tmp_path: Path) -> None:
    seen: list[str] = []

    def press(b: Bench) -> None:
        b.press("word\x01")  # Ctrl-A goes to the beginning
        b.press(_CTRL_D)
        seen.append(b.buffer)
        b.press(_CTRL_C)
        b.press(_CTRL_D)

    with bench(tmp_path) as b:
        assert b.run(press) == 0
    assert seen == ["ord"]


@pytest.mark.parametrize("key", [_ALT_ENTER, _CTRL_J])
def test_a_message_may_have_several_lines(tmp_path: Path, key: str) -> None:
    def press(b: Bench) -> None:
        b.press(f"first{key}second")
        b.say("")
        b.press(_CTRL_D)

    with bench(tmp_path) as b:
        b.run(press)
        assert b.messages == ["first\nsecond"]


def test_a_large_paste_arrives_whole_unsubmitted_and_at_once(tmp_path: Path) -> None:
    body = "\n".join(f"line {n:05d} of what we bake" for n in range(4000))
    arrived: list[float] = []
    seen: list[str] = []

    def press(b: Bench) -> None:
        b.repl._prompt.default_buffer.on_text_changed += lambda _: arrived.append(time.perf_counter())
        begun = time.perf_counter()
        b.press(f"\x1b[200~{body}\x1b[201~", lambda: len(arrived) > 0)
        seen.append(b.buffer)
        arrived[:] = [arrived[0] - begun]
        b.press(_CTRL_C)
        b.press(_CTRL_D)

    with bench(tmp_path) as b:
        b.run(press)
        assert b.begun == []
    assert len(body) > 100_000
    assert seen == [body]
    assert arrived[0] < 0.5  # 0.02 s on a quiet machine


def test_slash_commands_and_unique_beginnings_work_while_completing(tmp_path: Path) -> None:
    def press(b: Bench) -> None:
        b.command("/hel", "Commands (")
        b.press("/q\r")

    with bench(tmp_path) as b:
        assert b.run(press) == 0
        assert "/scenarios" in b.screen.getvalue()


def test_tab_completes_a_command(tmp_path: Path) -> None:
    seen: list[str] = []

    def press(b: Bench) -> None:
        b.press("/opt", lambda: "/options" in b.shown)
        b.press("\t", lambda: b.buffer == "/options")
        seen.append(b.buffer)
        b.press(_CTRL_C)
        b.press(_CTRL_D)

    with bench(tmp_path) as b:
        b.run(press)
    assert seen == ["/options"]


def test_edit_fills_the_next_line(tmp_path: Path) -> None:
    seen: list[str] = []

    def press(b: Bench) -> None:
        b.say("site.town = lyon")
        b.command("/edit town", "Change it")
        seen.append(b.buffer)
        b.say("")
        b.press(_CTRL_D)

    with bench(tmp_path) as b:
        b.run(press)
    assert seen == ["/set site.town lyon"]


def test_an_approval_ends_with_the_pull_request(tmp_path: Path) -> None:
    def press(b: Bench) -> None:
        b.say("start from 01-corner-bakery")
        b.say("shop = corner; site.town = lyon; stage = live")
        while b.session.state.stage is not Stage.REVIEW:
            b.say("yes")
        b.press("proceed\r", lambda: "Pull request #12" in b.shown)

    with bench(tmp_path) as b:
        assert b.run(press) == 0
        shown = _SGR.sub("", b.screen.getvalue())
    assert "✓ plan" in shown
    assert "Pull request #12" in shown


def test_history_is_the_users_alone_and_holds_no_credential(tmp_path: Path) -> None:
    secret = "ghp_" + "a1B2" * 9

    def press(b: Bench) -> None:
        b.say(f"our token is {secret}")
        b.press("\x1b[A")
        b.press(_CTRL_C)
        b.press(_CTRL_D)

    with bench(tmp_path) as b:
        b.run(press)
    history = tmp_path / "history"
    assert stat.S_IMODE(history.stat().st_mode) == 0o600
    assert "our token is" in history.read_text()
    assert secret not in history.read_text()


def test_no_colour_sends_no_attribute(tmp_path: Path) -> None:
    def press(b: Bench) -> None:
        b.say("start from 01-corner-bakery")
        b.press("/s", lambda: "/scenarios" in b.shown)
        b.press(_CTRL_C)
        b.press(_CTRL_D)

    with bench(tmp_path, Look(colour=False, redraws=True)) as b:
        b.run(press)
        sent = b.screen.getvalue()
    assert _SGR.search(sent) is None
    assert "● " in sent


def test_a_narrow_window_has_no_table(tmp_path: Path) -> None:
    def press(b: Bench) -> None:
        b.say("start from 01-corner-bakery")
        b.press(_CTRL_D)

    with bench(tmp_path, columns=30) as b:
        b.run(press)
        assert "Blueprint ·" not in b.screen.getvalue()
