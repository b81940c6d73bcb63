"""Picking from a list that a digression brought."""

from pathlib import Path

import pytest

from maestro.domain import acts as a
from tests.reference_factory import converse

OPENING = "We need Postgres and Kubernetes for production, for a solar leasing company in London."


def said(folder: Path, *messages: str) -> list[tuple[object, object]]:
    """What the last message sets."""
    _, turns = converse(folder, OPENING, *messages)
    return [(act.path, act.value) for act in turns[-1].acts if isinstance(act, a.Set)]


@pytest.mark.parametrize(
    ("asked", "answer", "path", "value"),
    [
        ("What sizes does the database have?", "The biggest of them.", "infra.database.size", "large"),
        ("Wait. What are the options of size for Kubernetes?", "The second.", "infra.gke.size", "medium"),
        ("which cluster sizes are there?", "the smallest please", "infra.gke.size", "small"),
        ("which sizes of the database are there?", "the one in the middle", "infra.database.size", "medium"),
        ("which sizes can the database have?", "large then", "infra.database.size", "large"),
        ("What kinds of network are there?", "the second one", "network.mode", "dedicated"),
    ],
)
def test_what_can_only_pick_from_a_list_means_the_one_asked_for(
    tmp_path: Path, asked: str, answer: str, path: str, value: str
) -> None:
    """Though the open question came below it."""
    assert said(tmp_path, asked, answer) == [(path, value)]


@pytest.mark.parametrize("answer", ["2", "start from empty", "Max Security Enterprise", "yes"])
def test_an_answer_to_the_open_question_stays_one(tmp_path: Path, answer: str) -> None:
    """A number, a name or a yes belongs to what was asked last."""
    _, turns = converse(tmp_path, OPENING, "What sizes does the database have?", answer)
    assert [type(act) for act in turns[-1].acts] in ([a.Choose], [a.Accept])


def test_a_list_is_forgotten_after_a_turn(tmp_path: Path) -> None:
    """Two turns later "the second" answers what is asked."""
    messages = ("What sizes does the database have?", "we are twelve people", "the second one")
    assert said(tmp_path, *messages) == []
