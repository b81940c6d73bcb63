"""Questions back that point: at choices by their places, at a size by a comparative."""

from pathlib import Path

import pytest

from tests.reference_factory import converse

_SHOP = "An online shop, production"


@pytest.mark.parametrize(
    "question",
    ["What's the difference between the first two?", "compare 1 and 2", "How does the first differ from the second?"],
)
def test_starting_points_are_compared_by_their_places(tmp_path: Path, question: str) -> None:
    _, turns = converse(tmp_path, _SHOP, question)
    asked = turns[0].outcome.state.question
    assert asked is not None
    titles = [choice.label.removeprefix("Start from ").partition(":")[0] for choice in asked.choices[:2]]
    told = turns[1].reply.partition("Which shall we start from?")[0]
    assert [line.partition(":")[0] for line in told.strip().splitlines()] == titles


@pytest.mark.parametrize(
    "question",
    ["What would happen if we made the database larger?", "What changes with a bigger database?"],
)
def test_a_larger_one_is_told_by_its_machines(tmp_path: Path, question: str) -> None:
    talk, turns = converse(tmp_path, _SHOP, "1", question, "the biggest then")
    assert "Large: db-custom-4-15360 (4 vCPU, 15 GB)." in turns[2].reply
    assert talk.request()["infra"]["database"]["size"] == "large"
