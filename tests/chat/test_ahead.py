"""What was typed before the first prompt, in a real terminal pair."""

import os
import pty
from collections.abc import Iterator
from contextlib import contextmanager

from prompt_toolkit.input import Input, create_input, create_pipe_input
from prompt_toolkit.input.typeahead import clear_typeahead, get_typeahead
from prompt_toolkit.keys import Keys

from maestro.chat.ahead import typed_ahead


@contextmanager
def terminal() -> Iterator[tuple[int, Input]]:
    """The end that a person types at, and the input that a program reads."""
    person, program = pty.openpty()
    with os.fdopen(person, "wb", buffering=0), os.fdopen(program, "r") as stdin:
        source = create_input(stdin=stdin)
        clear_typeahead(source)
        yield person, source
        clear_typeahead(source)


def test_each_line_typed_before_the_prompt_is_a_message() -> None:
    """Enter is Enter, whoever turned it into the end of a line."""
    with terminal() as (person, source):
        os.write(person, b"a shop\rsmall\r")
        with typed_ahead(source):
            keys = get_typeahead(source)
    assert "".join(k.data if k.key is not Keys.ControlM else "|" for k in keys) == "a shop|small|"
    assert not any(k.key is Keys.ControlJ for k in keys)


def test_half_a_line_waits_for_its_end() -> None:
    """What has no Enter yet stands in the prompt unsent."""
    with terminal() as (person, source):
        os.write(person, b"half")
        with typed_ahead(source):
            keys = get_typeahead(source)
    assert "".join(k.data for k in keys) == "half"


def test_a_paste_stays_one_piece() -> None:
    """Its lines are no messages of their own."""
    with terminal() as (person, source):
        os.write(person, b"\x1b[200~one\rtwo\x1b[201~\r")
        with typed_ahead(source):
            keys = get_typeahead(source)
    assert [k.key for k in keys] == [Keys.BracketedPaste, Keys.ControlM]


def test_nothing_is_taken_from_a_pipe() -> None:
    """There, keys are read as they come."""
    with create_pipe_input() as pipe:
        pipe.send_text("one\n")
        with typed_ahead(pipe):
            assert get_typeahead(pipe) == []
