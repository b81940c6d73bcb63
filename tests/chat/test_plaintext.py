"""Nothing that steers a terminal gets through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maestro.chat.plaintext import one_line, printable


@pytest.mark.parametrize(
    ("hostile", "plain"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1bPq#0\x1b\\rest", "rest"),
        ("a\rb\r\nc", "a\nb\nc"),
        ("\x9b2Jgone", "gone"),
        ("tab\there", "tab    here"),
        ("\u202eevil\u2066", "evil"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("\x1b[", ""),
        ("Zürich ● 東京 🥐", "Zürich ● 東京 🥐"),
    ],
)
def test_hostile_text_is_made_plain(hostile: str, plain: str) -> None:
    assert printable(hostile) == plain


@given(st.text(max_size=300))
def test_no_control_character_survives(text: str) -> None:
    plain = printable(text)
    assert not any(c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160) for c in plain)
    assert printable(plain) == plain


@given(st.text(max_size=300), st.integers(min_value=2, max_value=40))
def test_one_line_is_one_line_of_a_length(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert "\n" not in line
    assert len(line) <= limit
