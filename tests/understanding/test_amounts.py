"""Numbers in words, with money, with the people that are counted; and numbers that are of nothing here."""

from pathlib import Path
from typing import Any

import pytest

from maestro.domain.json import get
from maestro.understanding.english.quantities import quantities
from tests.reference_factory import converse
from tests.understanding.made import form, written

HIRE = form(
    bicycles={"title": "Bicycles in the shed", "type": "integer", "minimum": 1, "maximum": 5000},
    riders={"title": "Riders at the same time", "type": "integer", "minimum": 1},
    deposit={"title": "Deposit per bicycle (EUR)", "type": "number"},
    price={"title": "Price per hour (EUR)", "type": "number"},
    gears={"title": "Gears", "type": "integer", "enum": [3, 7, 21]},
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("seven hundred", 700),
        ("a hundred and twenty", 120),
        ("two thousand five hundred", 2500),
        ("twelve hundred", 1200),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("twenty-five", 25),
        ("1,200", 1200),
        ("one hundred and one", 101),
    ],
)
def test_a_number_in_words_is_one_number(text: str, value: float) -> None:
    assert [q.value for q in quantities(text)] == [value]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Seven hundred bicycles in the shed", {"bicycles": 700}),
        ("25 bicycles, 15 euros deposit", {"bicycles": 25, "deposit": 15}),
        ("a deposit of €20", {"deposit": 20}),
        ("20 euros as a deposit", {"deposit": 20}),
        ("1,100 bicycles", {"bicycles": 1100}),
        ("300 people riding at the same time", {"riders": 300}),
        ("about 40 people ride at once", {"riders": 40}),
        ("It costs 7 euros each on top", {"price": 7}),
        ("they pay 5.50 euros each", {"price": 5.5}),
        ("Take 7 for the gears.", {"gears": 7}),
    ],
)
def test_a_number_is_of_what_its_noun_or_money_tells(text: str, expected: dict[str, Any]) -> None:
    assert written(HIRE, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "we spent 300 euros on paint",
        "300 people live in the village",
        "a house with two doors",
        "it costs nothing",
        "we have 12 employees",
        "the deposit for 25 guests",
        "one of them said so",
        "our neighbour sold seven hundred carpets",
    ],
)
def test_other_numbers_are_of_nothing_here(text: str) -> None:
    assert written(HIRE, text) == {}


@pytest.mark.parametrize(
    ("said", "path", "value"),
    [
        ("We need Spark on 8 big workers.", "infra.dataproc.workers.count", 8),
        ("Kubernetes with five beefy nodes", "infra.gke.node_count", 5),
        ("Redis with 5 full gigabytes", "infra.memorystore.redis.memory_size_gb", 5),
    ],
)
def test_what_is_counted_may_be_praised_in_between(tmp_path: Path, said: str, path: str, value: int) -> None:
    """A word of what they are like stands between the number and the noun."""
    talk, _ = converse(tmp_path, said)
    assert get(talk.request(), path) == value
