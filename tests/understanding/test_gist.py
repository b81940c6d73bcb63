"""Answers with their reasons around them: what they come down to, and where nothing may be concluded."""

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import Asked, Choice, View
from maestro.interview.questions import review
from maestro.understanding.replies.gist import gist
from tests.reference_factory import interpreter, knowledge

STARTS = Asked(
    "scenario",
    "Which shall we start from?",
    (
        Choice("Start from Web Commerce", (a.Choose("04-web-commerce"),), "04-web-commerce", ("Web Commerce",)),
        Choice("Start from Lean Startup", (a.Choose("02-lean-startup-shared"),), "02-lean-startup-shared", ("lean",)),
        Choice("Start from an empty request", (a.Choose(None),), None, ("empty", "nothing", "from scratch")),
    ),
    "04-web-commerce",
)


def answered(text: str, asked: Asked) -> tuple[a.Act, ...]:
    return interpreter().interpret(text, View(knowledge().form, question=asked))


def field(path: str) -> Asked:
    found = knowledge().form.at(path)
    assert found is not None
    choices = tuple(Choice(o.title, (a.Set(path, o.value),), o.value, (o.title, *o.aliases)) for o in found.options)
    return Asked(path, "Which?", choices if found.item_kind is None else ())


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("real, invoices depend on it", "environment", "prod"),
        ("the real one, people pay for their seats", "environment", "prod"),
        ("If the law needs a network of our own, then that", "network.mode", "dedicated"),
        ("our own, separated from the others", "network.mode", "dedicated"),
    ],
)
def test_a_value_is_told_by_the_words_it_shares(text: str, path: str, value: str) -> None:
    """Telling words of one option alone, wherever the reason stands."""
    assert [(act.path, act.value) for act in answered(text, field(path)) if isinstance(act, a.Set)] == [(path, value)]


@pytest.mark.parametrize(
    "text", ["none, Stripe does the cards", "none that I heard of", "no, the cousin of my wife checked it"]
)
def test_a_no_with_its_reason(text: str) -> None:
    """The first word decides where nothing else is read."""
    acts = answered(text, field("compliance.packs"))
    assert all(isinstance(act, a.Decline | a.Reject) for act in acts)
    assert acts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the one for shops on the web", a.Choose("04-web-commerce")),
        ("the cheap one for trying out", a.Choose("02-lean-startup-shared")),
        ("The health care one, please", a.Choose("06-regulated-healthcare")),
        ("That sounds like us, yes", a.Accept("scenario")),
        ("yes, it is well for us", a.Accept("scenario")),
    ],
)
def test_a_starting_point_by_what_it_is_for(text: str, expected: a.Act) -> None:
    """Described, not named; shown or not."""
    acts = [act for act in answered(text, STARTS) if isinstance(act, a.Choose | a.Accept)]
    assert [type(act) for act in acts] == [type(expected)]
    if isinstance(expected, a.Choose):
        assert [act.scenario for act in acts if isinstance(act, a.Choose)] == [expected.scenario]


@pytest.mark.parametrize(
    "text", ["hmm, the weather is bad, isn't it", "somebody said something about it", "Nothing of it may leave, I fear"]
)
def test_nothing_is_concluded_from_nothing(text: str) -> None:
    """No choice, no yes."""
    assert not any(isinstance(act, a.Choose | a.Accept | a.Set) for act in answered(text, STARTS))


@pytest.mark.parametrize("text", ["yes, whatever", "the first one for shops", "ok then, I guess"])
def test_an_approval_is_never_concluded(text: str) -> None:
    """At the review the gist of a message is not enough."""
    assert gist(text, review(), knowledge().form, lambda _: (("04-web-commerce",), 1.0)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Good. Send it to them.",
        "Is that all? Wonderful, then yes please.",
        "Yes, both like that please.",
        "Yes, that's right, please order it.",
        "Parfait, you can send.",
        "Great, thanks a lot for your patience, send it off",
        "all good from my side, you may open it now",
    ],
)
def test_an_approval_in_ones_own_words(text: str) -> None:
    """One piece approves, the rest is talk."""
    assert [type(act) for act in answered(text, review())] == [a.Submit]


@pytest.mark.parametrize(
    "text",
    [
        "fine weather, and somebody said it is the first one for shops",
        "the first one is the database, isn't it",
        "yes but make it small",
        "yes if the price is ok",
        "my boss said yes",
        "somebody told me to submit it",
        "please don't send it yet",
        "looks ok to me I guess",
        "what happens when I say yes?",
    ],
)
def test_no_approval_by_a_part_of_a_message(text: str) -> None:
    """What depends, changes, doubts, tells or asks approves nothing."""
    assert not any(isinstance(act, a.Submit | a.Accept) for act in answered(text, review()))
