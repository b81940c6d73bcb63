"""Answers that name a choice by a quality: by the factory's order and texts, else asked."""

from pathlib import Path

import pytest

from maestro.domain import acts as a
from maestro.domain.acts import Topic
from maestro.domain.conversation import Asked, Choice
from maestro.understanding.stance.superlatives import by_quality
from tests.reference_factory import converse, knowledge

FORM = knowledge().form
SIZE, CLASS = "infra.gke.size", "infra.storage.buckets.0.storage_class"
SIZES = Asked(
    SIZE,
    "How big?",
    tuple(
        Choice(f"{name}: {machine}", (a.Set(SIZE, name.lower()),), name.lower())
        for name, machine in (
            ("Small", "a (2 vCPU, 8 GB), 1 node"),
            ("Large", "c (8 vCPU, 32 GB)"),
            ("Medium", "b (4 vCPU, 16 GB)"),
        )
    ),
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the cheapest", "small"), ("least expensive please", "small"), ("I'd take the cheapest one", "small"),
        ("the fastest", "large"), ("whichever is fastest", "large"), ("the most powerful you have", "large"),
        ("most expensive", "large"), ("the simplest will do", "small"), ("the strongest", "large"),
    ],
)  # fmt: skip
def test_a_size_is_found_by_its_machines(text: str, value: str) -> None:
    """In whatever order the choices stand."""
    assert by_quality(text, SIZES, FORM) == (a.Set(SIZE, value, text),)


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("the most secure one", "01-max-security-enterprise"), ("the safest", "01-max-security-enterprise"),
        ("cheapest", "02-lean-startup-shared"), ("the quickest", "02-lean-startup-shared"),
    ],
)  # fmt: skip
def test_a_starting_point_is_found_by_its_texts(text: str, id_: str) -> None:
    """What the factory says of it."""
    assert by_quality(text, Asked("scenario", "Which?"), FORM) == (a.Choose(id_, text),)


def test_an_option_is_found_by_its_texts() -> None:
    """The network that is apart from everybody else's."""
    assert by_quality("the most isolated", Asked("network.mode", "?"), FORM) == (
        a.Set("network.mode", "dedicated", "the most isolated"),
    )


def test_what_the_factory_does_not_tell_is_asked() -> None:
    """No size is the safest, no region the cheapest."""
    (asked,) = by_quality("the safest", SIZES, FORM)
    assert isinstance(asked, a.Question)
    assert (asked.topic, asked.path) == (Topic.OPTIONS, SIZE)
    (asked,) = by_quality("the cheapest", Asked("gcp.region", "?"), FORM)
    assert isinstance(asked, a.Question)
    assert (asked.topic, asked.path) == (Topic.COST, "gcp.region")


@pytest.mark.parametrize(
    "text", ["the biggest customer is in Spain", "the database is fastest on SSD", "honest", "rest"]
)
def test_other_sentences_name_no_choice(text: str) -> None:
    """Only a message that says no more is such an answer."""
    assert by_quality(text, SIZES, FORM) == ()


def test_one_size_for_everything(tmp_path: Path) -> None:
    """All parts in use that have it."""
    shop = "an online shop in production with PostgreSQL"
    talk, _ = converse(tmp_path, shop, "1", "none", "large for everything is fine")
    infra = talk.request()["infra"]
    assert (infra["gke"]["size"], infra["database"]["size"]) == ("large", "large")
    assert "dataproc" not in infra


def test_a_summary_is_short_and_changes_nothing(tmp_path: Path) -> None:
    """What stands, what is open, where the rest is; also at the review, where it approves nothing."""
    said = ("an online shop in production with PostgreSQL", "1", "none", "medium", "medium", "shop", "Frankfurt")
    talk, turns = converse(tmp_path, *said, "sum it up", "01A2B3-C4D5E6-F70819", "123456789012", "read it back to me")
    early, late = turns[7].outcome, turns[-1].outcome
    assert early.replies[0] == "So far: shop-prod, from Web Commerce."
    assert "Still open: Billing account and Organisation ID." in early.replies
    assert len(early.replies) <= 8
    assert not late.submit
    assert "Nothing is open but your approval." in late.replies
    assert talk.state.question is not None
    assert talk.state.question.path == "review"


@pytest.mark.parametrize("text", ["the database is large", "database: large", "The database should be large"])
def test_another_part_that_is_named_is_meant(tmp_path: Path, text: str) -> None:
    """Whatever part's size is asked for."""
    talk, _ = converse(tmp_path, "an online shop in production with PostgreSQL", "1", "none", text)
    infra = talk.request()["infra"]
    assert (infra["gke"]["size"], infra["database"]["size"]) == ("medium", "large")


def test_a_quality_is_no_name() -> None:
    """Where a text is asked for, it is told what such a text looks like."""
    (asked,) = by_quality("whichever is cheapest", Asked("tenant_code", "?"), FORM)
    assert isinstance(asked, a.Question)
    assert (asked.topic, asked.path) == (Topic.OPTIONS, "tenant_code")
