"""Short and hurried answers: what is left to the factory, what is had none of, what is an own list and no yes."""

from typing import Any

import pytest

from maestro.domain import acts as a
from maestro.domain.blueprint import Blueprint
from maestro.domain.conversation import Asked, View
from maestro.interview import questions
from maestro.interview.state import State
from tests.reference_factory import interpreter, knowledge

KNOW = knowledge()
START = questions.scenario(KNOW, State(blueprint=Blueprint(ranking=("04-web-commerce", "07-classic-lamp"))))


def asked(path: str) -> Asked:
    """The open question for a place."""
    return START if path == "scenario" else questions.ask(KNOW, State(), (path, None))


def read(text: str, path: str = "") -> list[a.Act]:
    """The acts of an answer, what it says of the purpose apart."""
    view = View(KNOW.form, question=asked(path) if path else None, chosen=path not in ("", "scenario"))
    return [act for act in interpreter().interpret(text, view) if not isinstance(act, a.Describe)]


def written(acts: list[a.Act]) -> dict[str, Any]:
    """Path to value of what is set."""
    return {act.path: act.value for act in acts if isinstance(act, a.Set)}


@pytest.mark.parametrize(
    "text",
    [
        "Use your discretion.",
        "as you judge better",
        "let it on default",
        "follow your suggestion",
        "as you want",
        "the most common",
        "you choose for me sir",
        "up to you lah",
        "anything also can",
        "do what is best",
    ],
)
def test_a_choice_is_left_to_the_factory(text: str) -> None:
    """In the words of many countries."""
    assert [type(act) for act in read(text, "network.mode")] in ([a.DontCare], [a.Accept])


@pytest.mark.parametrize(
    "text",
    ["dont have", "no have", "dont need", "we dont have such", "not have", "nothing more", "N/A", "nil", "not apply"],
)
def test_nothing_of_a_list_applies(text: str) -> None:
    """Short of an apostrophe or of a subject."""
    assert [type(act) for act in read(text, "compliance.packs")] in ([a.Decline], [a.Reject])


@pytest.mark.parametrize(
    "text",
    [
        "no blueprint, only what I wrote",
        "nothing else",
        "nothing more",
        "just that",
        "only what i said",
        "none, just what I listed",
        "i dont need template",
        "i want only that what i asked",
        "no starting point please",
    ],
)
def test_nothing_beside_what_was_said_is_an_empty_start(text: str) -> None:
    """At the choice of a starting point."""
    acts = read(text, "scenario")
    assert [(type(act), getattr(act, "scenario", "")) for act in acts] == [(a.Choose, None)]


@pytest.mark.parametrize("path", ["network.mode", "infra.database.size", "gcp.region"])
def test_nothing_more_answers_no_other_question(path: str) -> None:
    """Least of all is it an order to send the request off."""
    assert [type(act) for act in read("nothing more", path)] == [a.Unclear]


@pytest.mark.parametrize(
    "text",
    [
        "ok, then PostgreSQL medium, and the program we pass to a container in cloud run",
        "OK. Then containers on Kubernetes and PostgreSQL, both small.",
        "ok, only cloud run and postgres",
        "Great. We need Kubernetes, MySQL",
        "fine, then kubernetes",
    ],
)
def test_a_list_of_ones_own_is_no_yes_to_a_starting_point(text: str) -> None:
    """What it names is noted, and the question stays."""
    acts = read(text, "scenario")
    assert written(acts)
    assert not any(isinstance(act, a.Accept | a.Choose) for act in acts)


@pytest.mark.parametrize(
    "text",
    [
        "yes, and add redis",
        "ok but without redis",
        "ok with kubernetes and mysql",
        "yes, kubernetes and postgres",
        "ok take it",
        "yes po",
        "Good, and a bucket and redis too",
    ],
)
def test_a_yes_with_a_change_stays_a_yes(text: str) -> None:
    """It goes on from what was proposed."""
    assert any(isinstance(act, a.Accept) for act in read(text, "scenario"))


@pytest.mark.parametrize(
    ("text", "lack"),
    [
        ("We get messages from electricity meters through Kafka and a container checks them.", True),
        ("Data from the shops goes into Kafka.", True),
        ("The tills write to us over Kafka.", True),
        ("we move from Kafka", False),
        ("We come from a server with Kafka.", False),
        ("replacing our Kafka by Pub/Sub", False),
    ],
)
def test_what_data_comes_from_is_not_what_is_left_behind(text: str, *, lack: bool) -> None:
    """ "from the meters through Kafka" wants Kafka; "from Kafka" leaves it."""
    assert any(isinstance(act, a.WishFor) for act in read(text)) is lack


@pytest.mark.parametrize(
    ("text", "region", "gone"),
    [
        ("boss say tokyo, singapore too near to the other one", "asia-northeast1", "asia-southeast1"),
        ("london too expensive, belgium", "europe-west1", "europe-west2"),
    ],
)
def test_what_is_too_much_of_something_is_not_wanted(text: str, region: str, gone: str) -> None:
    """With or without a verb."""
    acts = read(text, "gcp.region")
    assert written(acts).get("gcp.region") == region
    assert all(act.value == gone for act in acts if isinstance(act, a.Reject))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("network we share with the others ok", "shared"),
        ("share the network with the rest of the firm", "shared"),
        ("we share photos over the network", None),
        ("we do not share our network", None),
    ],
)
def test_an_option_told_by_its_verb(text: str, value: str | None) -> None:
    """Where its field is named, and nothing else is shared."""
    assert written(read(text, "scenario")).get("network.mode") == value


@pytest.mark.parametrize(
    "text", ["what can you do exactly?", "Hi, what can you do for me", "how do i use this", "What can you help with?"]
)
def test_who_asks_what_this_is_for_is_told(text: str) -> None:
    """As a first message."""
    assert [type(act) for act in read(text)] == [a.Help]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("in Switzerland", "ch"),
        ("It has to stay in Switzerland, yes.", "ch"),
        ("yes, in Brazil", "br"),
        ("us only", "us"),
        ("IN please", "in"),
        ("in", "in"),
    ],
)
def test_a_short_code_is_no_preposition(text: str, value: str) -> None:
    """ "in" is a country where it stands alone or in capitals; beside one it is but a word."""
    assert written(read(text, "compliance.data_residency")) == {"compliance.data_residency": value}


@pytest.mark.parametrize("text", ["seoul?", "is dublin possible?"])
def test_a_place_that_is_not_there_can_be_asked_for(text: str) -> None:
    """It is a question about the field that would have it."""
    acts = read(text, "gcp.region")
    assert [(type(act), getattr(act, "path", "")) for act in acts] == [(a.Question, "gcp.region")]


@pytest.mark.parametrize(
    ("text", "packs"),
    [("No, these people are beyond regulation.", None), ("no, HIPAA", ["hipaa"]), ("no, but GDPR", ["gdpr"])],
)
def test_the_reason_for_a_no_names_what_is_not_wanted(text: str, packs: list[str] | None) -> None:
    """What stands in place of it is named outright."""
    acts = read(text, "compliance.packs")
    assert written(acts).get("compliance.packs") == packs
    assert not any(isinstance(act, a.Add) for act in acts)


def test_an_empty_start_keeps_what_is_named_with_it() -> None:
    """However short."""
    acts = read("empty. kubernetes and mysql", "scenario")
    assert isinstance(acts[0], a.Choose)
    assert written(acts) == {"infra.gke.enabled": True, "infra.database.mysql": {}}
