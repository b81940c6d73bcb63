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


REVIEW = (
    "A Postgres database, dev, Toronto",
    "empty",
    "no",
    "shared",
    "small",
    "db1",
    "01A2B3-C4D5E6-F70819",
    "123456789012",
)
CACHE = "infra.memorystore.enabled"


@pytest.mark.parametrize(
    "answer",
    [
        "yes add it",
        "ok add that",
        "yes please include it",
        "yes, take it",
        "let's have that too",
        "we need one",
        "put it in",
    ],
)
def test_a_part_that_was_asked_about_is_taken_by_a_pronoun(tmp_path: Path, answer: str) -> None:
    """Though the last question was whether to send the request off: it adds, and sends nothing."""
    _, turns = converse(tmp_path, *REVIEW, "what about a cache as well?", answer)
    assert [(act.path, act.value) for act in turns[-1].acts if isinstance(act, a.Set)] == [(CACHE, True)]
    assert not any(isinstance(act, a.Submit) for act in turns[-1].acts)


@pytest.mark.parametrize("answer", ["yes add it", "ok add that", "sure, change that", "please include it"])
def test_what_adds_something_unnamed_approves_nothing(tmp_path: Path, answer: str) -> None:
    """Nothing was spoken of that it could mean."""
    _, turns = converse(tmp_path, *REVIEW, answer)
    assert [type(act) for act in turns[-1].acts] == [a.Unclear]


def test_a_no_to_what_was_asked_about_keeps_the_order_to_send(tmp_path: Path) -> None:
    """ "no thanks" is of the cache."""
    _, turns = converse(tmp_path, *REVIEW, "do you have a cache?", "no thanks, submit it")
    assert [type(act) for act in turns[-1].acts] == [a.Submit]


def test_the_two_are_the_environments(tmp_path: Path) -> None:
    """Where there are two, and no starting point is asked for."""
    _, turns = converse(
        tmp_path, "prod and nonprod for an API", "empty", "no", "what is the difference between the two?"
    )
    assert isinstance(act := turns[-1].acts[0], a.Question)
    assert (act.topic, act.path) == (a.Topic.COMPARE, "environment")
