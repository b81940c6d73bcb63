"""What the screen shows: widths, folding, colours, screen readers."""

import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from maestro.chat.blocks import Entry, Grid, Lines, Listing, Source, Trouble, Whole
from maestro.chat.plaintext import one_line
from maestro.chat.ports import Opened, Progress
from maestro.chat.rows import Board, Row, board, changed_rows
from maestro.chat.theme import Look, look_of
from maestro.chat.view.reflow import reflows, rows_gained, widths
from maestro.chat.view.table import board_text, changed_text, live_text
from maestro.chat.view.terminal import Terminal
from maestro.domain.conversation import Asked, Choice
from tests.fakes.session import session_in

PLAIN = Look(colour=False, redraws=True)
COLOUR = Look(colour=True, redraws=True)
SPOKEN = Look(colour=False, redraws=False, spoken=True)
SGR = re.compile(r"\x1b\[[0-9;]*m")


class Window(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def table(tmp_path: Path) -> Board:
    session = session_in(tmp_path)
    turn = session.turn("start from 01-corner-bakery")
    return board(session.form, session.state.blueprint, ("shop", "site.town"), (c.path for c in turn.outcome.changes))


@pytest.mark.parametrize("width", [200, 100, 80, 60, 40])
def test_no_line_is_wider_than_the_window(table: Board, width: int) -> None:
    lines = board_text(table, width, PLAIN).plain.split("\n")
    assert max(map(cell_len, lines)) <= width
    assert "Corner Bakery" in lines[0]
    assert "●" in "".join(lines)


@given(st.integers(min_value=1, max_value=220), st.integers(min_value=0, max_value=60), st.text(max_size=80))
def test_the_live_table_always_fits(width: int, height: int, value: str) -> None:
    rows = tuple(
        Row(f"g{n // 3}", f"label {n}", one_line(value), f"source {n}", n % 4 == 0, n % 5 == 0, n % 10)
        for n in range(17)
    )
    text = live_text(Board("Title", "3 to go", rows), width, height, PLAIN)
    if text is not None:
        assert text.plain.count("\n") + 1 <= height
        assert width >= 40


def test_a_narrow_window_puts_the_source_below(table: Board) -> None:
    wide, narrow = (board_text(table, width, PLAIN).plain for width in (100, 60))
    assert any("bread, cake" in line and "blueprint" in line for line in wide.split("\n"))
    assert not any("bread, cake" in line and "blueprint" in line for line in narrow.split("\n"))
    assert narrow.count("\n") > wide.count("\n")


def test_there_is_no_table_without_room(table: Board) -> None:
    assert live_text(table, 39, 20, PLAIN) is None
    assert live_text(table, 100, 4, PLAIN) is None


def test_a_screen_reader_gets_sentences(table: Board) -> None:
    spoken = board_text(table, 100, SPOKEN).plain
    assert not set("─●✓│") & set(spoken)
    assert "Shop name, needed" in spoken
    assert "changed: " in changed_text(changed_rows(table), 100, SPOKEN).plain


def _terminal(look: Look) -> tuple[Terminal, io.StringIO]:
    stream = io.StringIO()
    return Terminal(stream, look), stream


def test_without_colour_no_attribute_is_written(table: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    terminal, stream = _terminal(PLAIN)
    terminal.show(Whole(table))
    terminal.said("hello")
    assert SGR.search(stream.getvalue()) is None
    assert SGR.search(terminal.live(table, 100, 20)) is None
    coloured, stream = _terminal(COLOUR)
    coloured.show(Whole(table))
    assert SGR.search(stream.getvalue()) is not None


@pytest.mark.parametrize(
    ("env", "screen_reader", "expected"),
    [
        ({"TERM": "xterm"}, False, Look(True, True)),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False, Look(False, True)),
        ({"TERM": "xterm", "NO_COLOR": "1", "FORCE_COLOR": "1"}, False, Look(False, True)),
        ({"TERM": "xterm", "NO_COLOR": ""}, False, Look(True, True)),
        ({"TERM": "dumb"}, False, Look(False, False)),
        ({}, False, Look(False, False)),
        ({"TERM": "xterm", "ACCESSIBLE": "1"}, False, Look(False, False, True)),
        ({"TERM": "xterm"}, True, Look(False, False, True)),
    ],
)
def test_the_environment_decides_the_look(env: dict[str, str], screen_reader: bool, expected: Look) -> None:
    assert look_of(Window(), env, screen_reader) == expected


def test_a_pipe_gets_neither_colour_nor_line_breaks() -> None:
    look = look_of(io.StringIO(), {"TERM": "xterm"})
    assert look == Look(False, False, False, wraps=False)
    assert look_of(io.StringIO(), {"TERM": "xterm", "FORCE_COLOR": "1"}).colour
    terminal, stream = _terminal(look)
    terminal.show(Lines(("word " * 100,)))
    assert stream.getvalue().count("\n") == 1


def test_every_block_is_printed_without_control_characters() -> None:
    evil = "x\x1b[2J\x07"
    blocks = (
        Lines((evil,)),
        Listing(evil, (Entry(evil, evil, evil), Entry(evil)), evil),
        Grid((evil, "b"), ((evil, evil),)),
        Source(f"+{evil}\n-{evil}\n context", diff=True),
        Source(evil),
        Trouble(evil),
    )
    for look in (PLAIN, SPOKEN):
        terminal, stream = _terminal(look)
        for block in blocks:
            terminal.show(block)
        assert "\x1b" not in stream.getvalue()
        assert "\x07" not in stream.getvalue()


def test_markup_in_a_value_is_text() -> None:
    terminal, stream = _terminal(PLAIN)
    terminal.show(Trouble("[bold]not markup[/bold] :smile:"))
    assert "[bold]not markup[/bold] :smile:" in stream.getvalue()


def _asked(*labels: str) -> Asked:
    return Asked("x", "Which?", tuple(Choice(label, (), recommended=n == 0) for n, label in enumerate(labels)))


def test_short_choices_share_a_line_and_long_ones_hang() -> None:
    from maestro.chat.view.texts import question_text

    short = question_text(_asked("small", "large"), 100, PLAIN).plain
    assert short.split("\n")[1] == "  1  small  (recommended)   2  large"
    long = question_text(_asked("small", "a very long choice that goes on and on " * 3), 60, PLAIN).plain.split("\n")
    assert long[1] == "  1  small  (recommended)"
    assert long[3].startswith("     ")
    assert all(len(line) <= 60 for line in long)
    assert question_text(_asked("small", "large"), 100, SPOKEN).plain.count("\n") == 2


def test_progress_and_the_final_block() -> None:
    terminal, stream = _terminal(PLAIN)
    terminal.progress(Progress("plan", "done", "1 request", 0.04))
    terminal.progress(Progress("test", "failed", "no\nschema", 1.25))
    terminal.opened(Opened("7", 12, "https://x/12", "b", "shop (prod)"), ("Next: wait.",))
    lines = stream.getvalue().split("\n")
    assert lines[0].startswith(" ✓ plan        1 request")
    assert lines[0].endswith("0.0 s")
    assert lines[1].startswith(" ✗ test        no schema")
    assert lines[3:6] == ["Pull request #12: shop (prod)", "  https://x/12", "Next: wait."]


def test_a_long_message_is_not_repeated_whole() -> None:
    terminal, stream = _terminal(PLAIN)
    terminal.said("\n".join(f"line {n}" for n in range(3000)))
    assert stream.getvalue().count("\n") == 13
    assert "(2988 more lines)" in stream.getvalue()


def test_a_narrower_window_is_counted_in_lines() -> None:
    rows = {0: dict.fromkeys(range(98), "x"), 1: {0: "y", 9: " "}, 2: {}}
    assert widths(rows, 3) == (98, 1, 0)
    assert rows_gained((98, 1, 0), 2, 60) == 1
    assert rows_gained((98, 98), 130, 60) == 4
    assert reflows({"TERM": "xterm-256color"})
    assert reflows({"TERM": "screen", "TMUX": "/tmp/x"})
    assert not reflows({"TERM": "xterm", "XTERM_VERSION": "XTerm(1)"})
