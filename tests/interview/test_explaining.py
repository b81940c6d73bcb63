"""Questions that users ask back in the middle of the work: each gets its own answer, and counts as no failure."""

from pathlib import Path

import pytest

from tests.reference_factory import converse

START = (
    "A web shop in production in Frankfurt, Kubernetes medium, small Postgres with a standby, SOC 2.",
    "yes",
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("how big is medium?", "Cluster size Medium: e2-standard-4"),
        ("how large is the cluster?", "Cluster size Medium: e2-standard-4"),
        ("how big is our database right now?", "Database size Small: db-g1-small"),
        ("what did you set for the network and why?", "Now: Network of its own (dedicated), from the blueprint Web"),
        ("which version of postgres do we get?", "PostgreSQL version: PostgreSQL 16"),
        ("what's a standby good for?", 'Now: on, you said "standby"'),
        ("do we really need Redis?", "From the blueprint Web Commerce; it can be left out."),
        ("how many nodes is that?", "Now: 3 nodes, set by a policy."),
        ("where exactly will our data be?", "Now: Frankfurt, Germany (europe-west3)"),
        ("are there backups?", "A policy does that here: Back databases up."),
        ("is my data encrypted?", "A policy of this factory: Encrypt connections to the database."),
        ("can two people approve this before it goes out?", "That I cannot tell from the factory's files."),
        ("who approves this?", "people review and merge that"),
        ("can I add another database later?", "Yes: until you approve"),
        ("am I done soon?", "3 questions are still open"),
    ],
)  # fmt: skip
def test_a_question_is_answered_for_what_stands_there(tmp_path: Path, question: str, told: str) -> None:
    """From the factory's texts, the values of the request and the policies."""
    talk, turns = converse(tmp_path, *START, question)
    assert told in turns[-1].reply
    assert talk.request() == turns[1].to_json()["request"]


def test_many_different_questions_are_no_failures(tmp_path: Path) -> None:
    """The open question is asked again as it was."""
    asked = ("is my data encrypted?", "are there backups?", "who looks after it at night?", "is there a canteen?")
    _, turns = converse(tmp_path, *START, *asked)
    assert "Put otherwise" not in "".join(turn.reply for turn in turns)


def test_nothing_is_said_of_a_part_that_is_not_there(tmp_path: Path) -> None:
    """It has no value now."""
    _, turns = converse(tmp_path, *START, "what is AlloyDB?")
    assert "Now:" not in turns[-1].reply
