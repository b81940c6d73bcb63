"""Whoever takes what is recommended has chosen it; nobody approves so, and nobody takes what they speak against."""

from pathlib import Path

import pytest

from maestro.chat.session import Session
from maestro.domain import acts as a
from maestro.domain.conversation import Asked, Choice, View
from tests.reference_factory import interpreter, knowledge, session

TAKEN = (
    "the one you recommend", "Your recommendation, please.", "what you suggest", "whatever you recommend",
    "I'd go with the one you suggested", "then let's take your suggestion", "as you propose", "OK, go with your pick",
    "the one you'd start from yourself", "which one you think is best", "the recommended one then",
    "Just do what you recommend, I've no clue about such things.", "you know better than us, take the one you prefer",
    "the option that's marked recommended", "We're no experts. Follow your advice.",
    "well if you recommend it, then that", "Take the one that fits best.", "whichever suits us best",
)  # fmt: skip
NOT_TAKEN = (
    "not the one you recommend", "anything but what you recommend", "I don't like what you recommend",
    "nobody recommended that to us", "what would you recommend?", "our consultant recommends something else",
    "who suggested that to you?", "my colleague's proposal was turned down", "I have a suggestion: tea for everybody",
    "which one fits us best?",
)  # fmt: skip


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """A conversation that asks what to start from."""
    talk = session(tmp_path_factory.mktemp("talk"))
    talk.turn("We run a web shop for shoes.")
    return talk


def said(text: str, view: View) -> list[a.Act]:
    """What a message means."""
    return [act for act in interpreter().interpret(text, view) if not isinstance(act, a.Describe)]


@pytest.mark.parametrize("text", TAKEN)
def test_what_is_recommended_is_taken_at_the_choice_of_a_start(started: Session, text: str) -> None:
    """It is a yes to the first of them."""
    assert [type(act) for act in said(text, started.view)] == [a.Accept]


@pytest.mark.parametrize("text", TAKEN)
def test_leaving_it_to_others_approves_nothing(text: str) -> None:
    """At the last look only a plain approval sends it off."""
    asked = Asked("review", "Shall I open the pull request?", (Choice("approve", (a.Submit(),)),))
    acts = said(text, View(knowledge().form, asked, chosen=True))
    assert not any(isinstance(act, (a.Submit, a.Accept, a.AcceptAll)) for act in acts)


@pytest.mark.parametrize("text", NOT_TAKEN)
def test_a_word_about_a_recommendation_takes_none(started: Session, text: str) -> None:
    """Speaking of it, or against it, is no choice."""
    kinds = (a.Accept, a.DontCare, a.Choose, a.AcceptAll)
    assert not any(isinstance(act, kinds) for act in said(text, started.view))


def test_a_wish_beside_it_is_read_as_well(started: Session) -> None:
    """ "the one you recommend, but without the cache"."""
    acts = said("the one you recommend, but without the cache", started.view)
    assert [type(act) for act in acts] == [a.Accept, a.Reject]


def test_what_is_left_to_the_tool_at_the_last_look_opens_nothing(tmp_path: Path) -> None:
    """The review is still open after it, and says so."""
    talk = session(tmp_path)
    talk.turn("test system, mysql")
    facts = {
        "scenario": "empty", "tenant_code": "acme", "gcp.region": "europe-west1", "gcp.org_id": "302918847561",
        "gcp.billing_account_id": "65F5ED-C9FBF6-1C00A8", "compliance.packs": "none",
    }  # fmt: skip
    while (asked := talk.state.question) is not None and asked.path != "review":
        talk.turn(facts.get(asked.path, "whatever you recommend"))
    turn = talk.turn("whatever you recommend")
    assert turn.to_json()["stage"] == "review"
    assert "before you approve" in turn.reply
