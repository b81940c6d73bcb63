"""The loop without a prompt: pipes."""

import io
from pathlib import Path

import pytest

from maestro.chat.dialogue import Dialogue
from maestro.chat.plain import converse
from maestro.chat.surroundings import Surroundings
from maestro.chat.theme import look_of
from maestro.chat.view.terminal import Terminal
from maestro.domain.errors import ForgeError
from tests.fakes.session import FakeRuns, filled, session_in


def _converse(folder: Path, text: str, runs: FakeRuns | None = None, *, ready: bool = False) -> tuple[int, str]:
    runs = runs or FakeRuns()
    session = session_in(folder, runs)
    if ready:
        filled(session)
    out = io.StringIO()
    terminal = Terminal(out, look_of(out, {}))
    around = Surroundings(runs, ("Hello.",), lambda _: ("Next.",), folder)
    around.greet(terminal)
    return converse(Dialogue(session, around, terminal), io.StringIO(text)), out.getvalue()


def test_a_pipe_is_a_conversation_a_line_a_message(tmp_path: Path) -> None:
    code, out = _converse(tmp_path, "site.town = lyon\n\n/missing\n")
    assert code == 0
    assert out.startswith("Hello.\n")
    assert "● Town  lyon" in out
    assert "2 to go" in out
    assert "\x1b" not in out
    assert out.rstrip().split("\n")[-1].startswith("Nothing is lost. Come back with: maestro chat --session ")


def test_an_approval_in_a_pipe_ends_with_the_pull_request(tmp_path: Path) -> None:
    code, out = _converse(tmp_path, "proceed\nnever read\n", ready=True)
    assert code == 0
    assert out.rstrip().endswith("Pull request #12: bakery (live): Corner Bakery\n  file:///factory#12\nNext.")


def test_a_failure_on_the_last_line_is_the_exit_code(tmp_path: Path) -> None:
    code, out = _converse(tmp_path, "proceed\n", FakeRuns(failing=ForgeError("away")), ready=True)
    assert code == 5
    assert "away" in out


@pytest.mark.parametrize("line", ["/quit", "/q"])
def test_quit_ends_a_pipe(tmp_path: Path, line: str) -> None:
    code, out = _converse(tmp_path, f"{line}\nsite.town = lyon\n")
    assert code == 0
    assert "Town" not in out


def test_a_forge_that_cannot_be_served_is_named_first(tmp_path: Path) -> None:
    _, out = _converse(tmp_path, "", FakeRuns(trouble="No pull requests on example.com; /export writes files."))
    assert out.split("\n")[1] == "No pull requests on example.com; /export writes files."
