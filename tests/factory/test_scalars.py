"""Unquoted words: what they mean, and which are refused because readers disagree."""

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from maestro.factory.scalars import AmbiguousError, is_plain, resolve

MEANINGS = [
    ("", None), ("~", None), ("null", None), ("true", True), ("False", False), ("0", 0), ("-7", -7), ("1.5", 1.5),
    ("-0.0", -0.0), ("1.0e+22", 1e22), ("shop", "shop"), ("europe-west3", "europe-west3"), ("1.2.3", "1.2.3"),
    *((text, text) for text in ("10.0.0.0/8", "0A1B2C-345678-9ABCDE", "db-n1-highmem-8", "yesterday", "nullable")),
    ("roles/viewer", "roles/viewer"), ("user:a@b.c", "user:a@b.c"),
]  # fmt: skip
AMBIGUOUS = [
    "yes", "No", "ON", "off", "y", "N", "012", "0o14", "0x1F", "0b11", "1_000", "1:30", "12:30:45", "190:20:30.15",
    "2026-01-31", "2026-1-3", "2026-01-31T10:00:00Z", "2026-01-31 10:00:00", ".inf", "-.INF", ".nan", "1e3", "1E-3",
    ".5", "1.", "+5", "-012", "=", "<<", "9223372036854775808", "-99999999999999999999", "1.0e+999", "08", "09.5",
]  # fmt: skip


@pytest.mark.parametrize(("word", "value"), MEANINGS)
def test_a_word_with_one_meaning(word: str, value: object) -> None:
    found = resolve(word)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("word", AMBIGUOUS)
def test_a_word_with_two_meanings_is_refused_with_what_to_write(word: str) -> None:
    with pytest.raises(AmbiguousError) as caught:
        resolve(word)
    assert word[:20] in str(caught.value)
    assert "write" in str(caught.value) or "quote" in str(caught.value)
    assert not is_plain(word)


@given(st.text(st.sampled_from("0123456789._:-+eExobinfaynTZ ~<="), max_size=14))
def test_whatever_is_accepted_means_the_same_to_the_yaml_1_1_reader(word: str) -> None:
    """PyYAML follows 1.1; a word that we take for text or number must be the same there."""
    try:
        event = next(event for event in yaml.parse(word) if isinstance(event, yaml.ScalarEvent))
        ours = resolve(word)
    except (AmbiguousError, yaml.YAMLError, StopIteration):
        return
    if event.value == word:
        assert json.dumps(yaml.safe_load(word)) == json.dumps(ours)


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**63) + 1, 2**63 - 1))
def test_plain_numbers_come_back(number: float) -> None:
    text = str(number)
    if "e" not in text:
        assert resolve(text) == number


def test_a_long_number_is_refused_quickly() -> None:
    with pytest.raises(AmbiguousError, match="64 bits"):
        resolve("1" * 500_000)
