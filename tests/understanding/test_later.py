"""What is not decided yet, what is wanted from nothing, and what is put somewhere: small words that turn a sentence."""

from pathlib import Path

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import View
from tests.reference_factory import interpreter, knowledge, session

FORM = knowledge().form


@pytest.mark.parametrize(
    "text",
    [
        "Lovely, that's a good start. I'll show it to my partner over dinner and then we'll see.",
        "Sounds good. I'll run it by my boss first.",
        "Looks nice, let me sleep on it.",
        "Perfect, I will think about it and get back to you.",
        "Good, good. We have to discuss this with the board.",
    ],
)
def test_what_is_to_be_thought_over_is_not_accepted(tmp_path: Path, text: str) -> None:
    """A starting point that pleases is not taken yet."""
    talk = session(tmp_path)
    talk.turn("A web shop with Kubernetes, Postgres and a cache, production")
    assert talk.turn(text).to_json()["question"]["path"] == "scenario"


@pytest.mark.parametrize(
    "text",
    [
        "Yes, take that one. I'll ask my boss about the billing account later.",
        "Good, go with that.",
        "Looks good, yes please. We will see about the database size.",
    ],
)
def test_a_yes_beside_other_plans_is_one(tmp_path: Path, text: str) -> None:
    """What is left for later is something else."""
    talk = session(tmp_path)
    talk.turn("A web shop with Kubernetes, Postgres and a cache, production")
    assert talk.turn(text).to_json()["question"]["path"] != "scenario"


@pytest.mark.parametrize(
    "text",
    [
        "a bucket in Frankfurt. No ready-made template, just that.",
        "PostgreSQL, medium. Skip the templates, start blank.",
        "Redis only, from an empty request",
        "We don't want any blueprint, just Postgres",
        "An empty start please: one bucket",
    ],
)
def test_no_starting_point_is_chosen_before_any_is_offered(text: str) -> None:
    """Said in the opening."""
    assert a.Choose(None) in [a.Choose(act.scenario) for act in _acts(text) if isinstance(act, a.Choose)]


@pytest.mark.parametrize(
    "text",
    [
        "we rebuilt the shop from scratch on Postgres",
        "no template engine, plain HTML from a bucket",
        "our shelves were empty, the bucket is for the catalogue",
    ],
)
def test_other_empty_things_are_no_start(text: str) -> None:
    """What was empty is not the request."""
    assert not [act for act in _acts(text) if isinstance(act, (a.Choose, a.Reject))]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("I need somewhere in the cloud to drop the drawings, a bucket", "infra.storage.enabled"),
        ("people should drop their scans into a bucket", "infra.storage.enabled"),
        ("what remains is a Redis for the tills", "infra.memorystore.enabled"),
        ("what we're after is a bucket", "infra.storage.enabled"),
    ],
)
def test_what_is_put_or_remains_is_wanted(text: str, path: str) -> None:
    """ "drop" and "what" at other work."""
    assert path in {act.path for act in _acts(text) if isinstance(act, a.Set)}


@pytest.mark.parametrize("text", ["drop the bucket", "please drop Redis, we don't need it"])
def test_what_is_dropped_is_refused(text: str) -> None:
    """Without a place to put it."""
    assert any(isinstance(act, a.Reject) for act in _acts(text))


@pytest.mark.parametrize(
    "text",
    [
        "Could you throw in a Microsoft SQL Server?",
        "can you arrange an Oracle for us, please",
        "could we include MongoDB",
    ],
)
def test_a_polite_request_for_what_is_lacking_is_a_wish(text: str) -> None:
    """Asked for, not asked about."""
    assert any(isinstance(act, a.WishFor) for act in _acts(text))


def _acts(text: str) -> tuple[a.Act, ...]:
    return interpreter().interpret(text, View(FORM))
