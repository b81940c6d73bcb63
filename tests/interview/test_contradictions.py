"""What does not go together is said at once, and each way out of it can be taken."""

from pathlib import Path

import pytest

from tests.reference_factory import converse, knowledge

DATING = "Kubernetes, medium PostgreSQL, photos in a bucket. GDPR applies. Production, in Virginia, own network."


def test_a_clash_of_two_wishes_is_named_in_the_first_reply(tmp_path: Path) -> None:
    """Not only after a starting point was chosen."""
    _, turns = converse(tmp_path, DATING)
    assert "That cannot be: GDPR requires a region in the EU" in turns[0].reply


def test_wishes_that_go_together_clash_with_nothing(tmp_path: Path) -> None:
    """The same need in Belgium."""
    _, turns = converse(tmp_path, DATING.replace("Virginia", "Belgium"))
    assert "cannot be" not in turns[0].reply


def test_a_region_that_was_said_makes_the_starting_point_give_way(tmp_path: Path) -> None:
    """Where the data stays was the blueprint's; where it must be said, it becomes what the region is in."""
    talk, turns = converse(tmp_path, "patient records, Kubernetes, production in Zurich", "regulated healthcare")
    for _ in range(6):
        asked = talk.state.question
        if asked is None or asked.path == "tenant_code":
            break
        turns.append(talk.turn("1"))
    assert any("europe-west6) stays, as you said" in turn.reply for turn in turns)
    assert talk.request()["gcp"]["region"] == "europe-west6"
    assert talk.request()["compliance"]["data_residency"] == "ch"
    assert not any(p.path == "gcp.region" for p in knowledge().check(talk.request()).problems)


def test_what_the_user_said_twice_is_not_asked_for_ever(tmp_path: Path) -> None:
    """Both sides are the user's: after some tries it is put off, and something else is asked."""
    _, turns = converse(tmp_path, DATING, "1", *["Virginia"] * 6)
    asked = [turn.outcome.state.question for turn in turns[2:]]
    assert any(q is not None and q.path != "gcp.region" for q in asked)


@pytest.mark.parametrize("answer", ["standard", "I don't know", "whatever you recommend", "yes"])
def test_a_kind_of_thing_has_a_recommended_one(tmp_path: Path, answer: str) -> None:
    """ "Which kind of database?" is asked once."""
    talk, turns = converse(tmp_path, "a small tool on Kubernetes with a database, production", "empty", "none", answer)
    assert "Which kind of" in turns[2].reply
    assert "Which kind of" not in turns[3].reply
    assert "postgres" in talk.request()["infra"]["database"]


def test_a_try_that_people_pay_on_is_asked_for(tmp_path: Path) -> None:
    """What was said before stands until the user says which."""
    talk, turns = converse(
        tmp_path, "A course page with PostgreSQL on Kubernetes, only as a test environment.",
        "From the first of December on our guests book and pay their courses there.", "web commerce",
    )  # fmt: skip
    assert "You said Non-production before" in turns[1].reply
    asked = turns[2].outcome.state.question
    assert asked is not None
    assert asked.path == "environment"
    talk.turn("production then")
    assert talk.request()["environment"] == "prod"


def test_packs_that_were_refused_do_not_come_with_a_starting_point(tmp_path: Path) -> None:
    """The refusal wins, before the choice and after it, and nothing else is announced."""
    opening = (
        "Kubernetes and PostgreSQL in production, London, own network, maximum security. We fall under no rule pack."
    )
    talk, turns = converse(tmp_path, opening, "max security enterprise")
    assert "comes with it" not in turns[0].reply
    assert not talk.request().get("compliance", {}).get("packs")


def test_packs_that_came_with_a_starting_point_can_be_refused(tmp_path: Path) -> None:
    """Afterwards too."""
    opening = "Kubernetes and PostgreSQL in production, London, own network, maximum security."
    talk, _ = converse(tmp_path, opening, "max security enterprise", "by the way, none of those rule packs concerns us")
    assert not talk.request().get("compliance", {}).get("packs")


@pytest.mark.parametrize(
    "text",
    [
        "Database is not needed, only small kubernetes. Database: MySQL small.",
        "A shop in production. No database please. A large Postgres.",
        "We don't need a cache. Kubernetes. Redis with 2 GB memory.",
        "No need for a database. It has Kubernetes and a bucket. PostgreSQL medium.",
    ],
)
def test_a_part_that_is_refused_and_asked_for_is_named(tmp_path: Path, text: str) -> None:
    """The user says which of the two holds, before anything is recommended."""
    talk, turns = converse(tmp_path, text)
    asked = talk.state.question
    assert "You said both" in turns[0].reply
    assert asked is not None
    part = asked.path.removesuffix(".enabled")
    talk.turn("without it")
    assert not [p for p in talk.state.blueprint.values if p.startswith(part)]


@pytest.mark.parametrize("answer", ["yes sorry, I copied it wrong. MySQL small is correct, we need it", "1", "with it"])
def test_a_part_that_is_needed_after_all_stays(tmp_path: Path, answer: str) -> None:
    """What was said of it holds."""
    talk, _ = converse(tmp_path, "PHP pages. Database is not needed, only kubernetes. Database: MySQL small.", answer)
    assert talk.state.blueprint.values["infra.database.size"].value == "small"
    assert talk.state.question is not None
    assert talk.state.question.path == "scenario"


@pytest.mark.parametrize(
    "text",
    [
        "We have no database yet. A small Postgres please.",
        "There is no cache today. We would like Redis with 1 GB.",
        "We do not use our old database any more. PostgreSQL medium.",
        "We don't have a database team. Postgres small.",
        "No database admin here. MySQL small please.",
        "No MySQL. PostgreSQL small.",
        "We do not want a big database. Small postgres is ok.",
        "The old database isn't needed any longer. The new one is a small Postgres.",
        "Without a database nothing works. Small postgres.",
        "No database. We have one container.",
        "The page with the seats is slow without cache. So put Redis, 8 GB.",
        "First we said no cache. Now Redis with 2 GB after all.",
    ],
)
def test_what_is_refused_of_something_else_contradicts_nothing(tmp_path: Path, text: str) -> None:
    """What was before, who looks after it, another engine."""
    _, turns = converse(tmp_path, text)
    assert "You said both" not in turns[0].reply
