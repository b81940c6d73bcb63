"""Questions that stay unanswered: put otherwise each time, with ways out that work."""

from collections import Counter
from pathlib import Path

import pytest

from maestro.domain import acts as a
from maestro.interview.words import asked_text
from tests.reference_factory import converse, session

SHOP = "an online shop in production with PostgreSQL and a bucket"
ODD = (
    "banana", "finance knows that, I do not", "hmm", "no", "purple monkey dishwasher", "yes", "I like trains",
    "who knows", "not my department", "we had this discussion before", "skip", "neither", "thanks",
    "what everybody says on the train",
)  # fmt: skip
ASIDE = ("what do you mean?", "why do you ask?", "please explain")
OPENINGS = (
    SHOP, "hello", "a Kubernetes cluster", "we process health data in production, in Canada", "a test with MySQL",
    "Spark jobs over large files", "a Redis cache in prod and nonprod",
)  # fmt: skip


@pytest.mark.parametrize("opening", OPENINGS)
@pytest.mark.parametrize("start", range(0, len(ODD), 5))
def test_nothing_is_asked_three_times_in_the_same_words(tmp_path: Path, opening: str, start: int) -> None:
    """Whatever odd things somebody says; only who asks something else hears the same question again."""
    talk, texts = session(tmp_path), Counter[str]()
    said = (opening, *(ODD[(start + n) % len(ODD)] for n in range(24)))
    for message in said:
        asked = talk.turn(message).outcome.state.question
        if asked is None:
            break
        texts[asked_text(asked)] += 1
    assert max(texts.values()) <= 2, texts.most_common(1)


@pytest.mark.parametrize("aside", ASIDE)
def test_an_answer_that_does_not_help_is_not_given_for_ever(tmp_path: Path, aside: str) -> None:
    """Who asks the same back again and again gets the question in other words."""
    _, turns = converse(tmp_path, SHOP, "1", *[aside] * 6)
    texts = Counter(asked_text(q) for t in turns[1:] if (q := t.outcome.state.question) is not None)
    assert max(texts.values()) <= 3
    assert len(texts) >= 3


def test_a_third_time_there_is_a_way_out_by_number(tmp_path: Path) -> None:
    """Without the part, or later; the numbers do what they say."""
    talk, turns = converse(tmp_path, SHOP, "1", "none", "blurb", "blah gnah")
    asked = turns[-1].outcome.state.question
    assert asked is not None
    assert asked.path == "infra.gke.size"
    labels = [choice.label for choice in asked.choices]
    out = next(n for n, label in enumerate(labels, 1) if label.startswith("leave Kubernetes"))
    assert "leave it open for now" in labels
    talk.turn(str(out))
    assert "gke" not in talk.request()["infra"]


def test_no_to_what_a_part_cannot_be_without_leaves_the_part_out(tmp_path: Path) -> None:
    """Offered at the first no; a yes to leaving it out is done."""
    talk, turns = converse(tmp_path, SHOP, "1", "none", "no")
    assert "Then which?" in turns[-1].reply
    assert "leave Kubernetes cluster (GKE) out" in turns[-1].reply
    talk.turn("leave it out")
    assert "gke" not in talk.request()["infra"]
    assert talk.state.question is not None
    assert talk.state.question.path == "infra.database.size"


def test_the_recommended_value_is_offered_and_taken(tmp_path: Path) -> None:
    """The fourth time it is proposed outright."""
    talk, turns = converse(tmp_path, SHOP, "1", "none", "blurb", "blah gnah", "wozzle flurb")
    assert "Shall I take this: Medium" in turns[-1].reply
    talk.turn("fine then")
    assert talk.request()["infra"]["gke"]["size"] == "medium"


def test_what_is_put_off_comes_last_and_is_then_asked_otherwise(tmp_path: Path) -> None:
    """Nothing is made up for it."""
    said = (SHOP, "1", "none", "medium", "medium", "finance knows that, I do not", "Frankfurt", "let me ask Karl")
    talk, turns = converse(tmp_path, *said, "123456789012", "that is for our boss to decide")
    assert "tenant_code" not in talk.request()
    assert "Left open for now" in turns[5].reply
    asked = turns[-1].outcome.state.question
    assert asked is not None
    assert asked.path in ("tenant_code", "gcp.billing_account_id")
    again = talk.turn("no idea, ask our ops").outcome.state.question
    assert again is not None
    assert again.path != asked.path
    assert set(turns[-1].outcome.missing) == {"tenant_code", "gcp.billing_account_id"}


def test_a_no_to_one_size_leaves_the_others(tmp_path: Path) -> None:
    """What is left is asked for."""
    talk, _ = converse(tmp_path, SHOP, "1", "none")
    assert talk.apply("not large", (a.Reject("infra.gke.size", "large", "not large"),)).outcome.changes == ()
    asked = talk.state.question
    assert asked is not None
    assert [choice.value for choice in asked.choices] == ["small", "medium"]


def test_none_is_acknowledged(tmp_path: Path) -> None:
    """An empty list changes nothing, and was heard."""
    _, turns = converse(tmp_path, SHOP, "1", "none")
    assert "Compliance packs: none." in turns[-1].reply


def test_what_tells_nothing_new_of_the_purpose_is_said(tmp_path: Path) -> None:
    """While a starting point is asked for; all of them are shown in the end."""
    _, turns = converse(tmp_path, SHOP, "banana split", "you bet your boots")
    assert "I would still start from Web Commerce." in turns[1].reply
    assert "Data & Analytics Platform" in turns[-1].reply


def test_a_choice_of_a_few_for_one_environment_is_asked_for_that_one(tmp_path: Path) -> None:
    """The other one keeps what it has."""
    talk, _ = converse(tmp_path, "an online shop with Postgres in prod and nonprod", "1", "none")
    size = "infra.database.size"
    asked = talk.apply("small or medium there", (a.Narrow(size, ("small", "medium"), "?", "nonprod"),)).outcome
    assert asked.state.question is not None
    assert (asked.state.question.path, asked.state.question.environment) == (size, "nonprod")
    talk.turn("small")
    prod, nonprod = talk.requests()
    assert (prod["infra"]["database"]["size"], nonprod["infra"]["database"]["size"]) == ("medium", "small")
    assert talk.state.question is not None
    assert talk.state.question.path != size


@pytest.mark.parametrize("text", ["what differs between them?", "what is the difference between prod and nonprod?"])
def test_the_difference_between_environments_is_told(tmp_path: Path, text: str) -> None:
    """Whatever is asked for."""
    talk, _ = converse(tmp_path, "an online shop with Postgres in prod and nonprod", "1")
    talk.turn("in nonprod the database is small")
    reply = talk.turn(text if "prod" in text else "what differs between the two environments?").reply
    assert "They differ: Database size: Medium in prod and Small in nonprod." in reply
