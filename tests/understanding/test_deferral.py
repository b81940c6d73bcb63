"""Answers that pass a decision on, and messages that ask for what stands: never a value, never an approval."""

import pytest

from maestro.domain import acts as a
from maestro.domain.acts import Topic
from maestro.domain.conversation import Asked, Choice, View
from maestro.understanding.replies.deferral import deferred
from tests.reference_factory import interpreter, knowledge
from tests.understanding.test_acts import CODE, SIZE, kinds, read


@pytest.mark.parametrize("asked", [CODE, SIZE, "gcp.billing_account_id", "compliance.packs", "review"])
@pytest.mark.parametrize(
    "text",
    [
        "finance knows that, I do not", "no idea, ask our ops", "that is for the boss to say", "let me ask Karl",
        "I will get back to you on that", "it's in the wiki", "my colleague is on holiday",
        "I'd have to look that up, sorry", "our DBA would know, not me", "not my department", "above my pay grade",
        "that's something for the security team to decide", "I don't have the number here", "not decided yet",
        "sorry, I really cannot tell, I'm only the intern", "you'd better ask the network guys", "Only Petra knows",
        "can't say, Petra is out of office until Monday", "that's up to our CFO", "I forgot the number",
        "Still under discussion with the CISO", "don't have that either", "someone in accounting will know",
    ],
)  # fmt: skip
def test_a_decision_that_is_passed_on_is_no_value(text: str, asked: str) -> None:
    """Whatever was asked."""
    assert kinds(text, asked) == [a.DontKnow]


@pytest.mark.parametrize(
    "text",
    [
        "no idea, call it shop", "medium", "I don't know, what do they mean?", "ask for more memory", "the second",
        "check the box for versioning", "it handles orders", "you decide", "that is for production",
        "it's for a small team", "the database is for orders", "a service that handles invoices", "finance",
        "I can tell you: it is shop", "look, medium is fine", "finance wants PCI",
    ],
)  # fmt: skip
def test_who_says_something_has_not_passed_it_on(text: str) -> None:
    """A value beside it, a question, a need."""
    assert not deferred(text)


@pytest.mark.parametrize("asked", [CODE, SIZE, "scenario", "review"])
@pytest.mark.parametrize(
    "text",
    [
        "sum it up", "where are we", "read it back to me", "read it back to me before I sign", "summary please",
        "what do we have so far", "recap", "show me everything", "can you summarise what we have?",
        "so where do we stand?", "play it back", "let me see the whole thing",
    ],
)  # fmt: skip
def test_what_stands_is_shown(text: str, asked: str) -> None:
    """It approves nothing and is no name."""
    acts = read(text, asked)
    assert [(type(act), getattr(act, "topic", None)) for act in acts] == [(a.Question, Topic.SHOW)]


@pytest.mark.parametrize("text", ["huh", "I don't get it", "please explain", "hm what do these mean", "it depends"])
def test_who_is_lost_gets_an_explanation(text: str) -> None:
    """Of what is asked; it is no name either."""
    act = read(text, CODE)[0]
    assert isinstance(act, a.Question)
    assert (act.topic, act.path) == (Topic.WHAT, CODE)


@pytest.mark.parametrize("text", ["too many questions", "stop asking", "enough questions please"])
def test_who_has_enough_hears_what_is_left(text: str) -> None:
    """Nothing is taken without a word."""
    act = read(text, SIZE)[0]
    assert isinstance(act, a.Question)
    assert act.topic is Topic.LEFT


@pytest.mark.parametrize("text", ["Yes it's running already", "yes, we have that already", "yeah we use it today"])
def test_a_yes_that_tells_what_is_there_accepts_nothing(text: str) -> None:
    """Unless that was asked."""
    assert kinds(text, "scenario") == [a.Unclear]
    assert kinds(text, SIZE) == [a.Unclear]


def test_a_yes_that_tells_what_is_there_answers_such_a_question() -> None:
    """Yes or no was asked for."""
    path = "infra.gke.private"
    asked = Asked(path, "?", (Choice("yes", (a.Set(path, True),), True), Choice("no", (a.Set(path, False),), False)))
    assert a.Unclear not in kinds("yes it's running already", "", question=asked)


@pytest.mark.parametrize(
    "text", ["as usual", "the boring default", "what everybody has", "can't you just do it", "you should know best"]
)
def test_who_leaves_it_to_others_does_not_care(text: str) -> None:
    """The recommended value is theirs."""
    assert kinds(text, SIZE) == [a.DontCare]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("dunno the billing account", "gcp.billing_account_id"),
        ("no idea about the org id yet", "gcp.org_id"),
        ("Sorry, I don't have the billing account at hand", "gcp.billing_account_id"),
        ("we have to ask for the billing account", "gcp.billing_account_id"),
        ("I don't know the region yet", "gcp.region"),
    ],
)
def test_a_field_that_is_not_asked_for_is_put_off_by_its_name(text: str, path: str) -> None:
    """Whatever the open question is."""
    view = View(knowledge().form, question=Asked("network.mode", "Which network?"), chosen=True)
    acts = interpreter().interpret(text, view)
    assert [(type(act), getattr(act, "path", "")) for act in acts] == [(a.DontKnow, path)]


@pytest.mark.parametrize("text", ["I don't know the region, take Frankfurt", "we don't have a database", "no idea"])
def test_who_says_more_puts_off_no_other_field(text: str) -> None:
    """A value beside it answers; a part that is not there is refused."""
    view = View(knowledge().form, question=Asked("network.mode", "Which network?"), chosen=True)
    acts = interpreter().interpret(text, view)
    assert not any(isinstance(act, a.DontKnow) and act.path != "network.mode" for act in acts)
