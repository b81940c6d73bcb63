"""What counts as a slip of the finger, and what is simply another word."""

import pytest

from maestro.understanding.english.slips import is_slip

SLIPS = [
    ("databse", "database"),
    ("produciton", "production"),
    ("prodution", "production"),
    ("helthcare", "healthcare"),
    ("complience", "compliance"),
    ("kubernets", "kubernetes"),
    ("regoin", "region"),
    ("enterprize", "enterprise"),
    ("postgress", "postgres"),
    ("mediun", "medium"),
    ("prodicton", "production"),
]
WORDS = [("protection", "production"), ("spare", "spark"), ("smell", "smart"), ("pacific", "public")]


@pytest.mark.parametrize(("word", "meant"), SLIPS)
def test_a_slip_is_taken_for_what_was_meant(word: str, meant: str) -> None:
    assert is_slip(word, meant)


@pytest.mark.parametrize(("word", "other"), WORDS)
def test_another_word_is_no_slip(word: str, other: str) -> None:
    assert not is_slip(word, other)


def test_the_first_letter_is_kept() -> None:
    assert not is_slip("malaria", "salaria")
