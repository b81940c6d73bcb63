"""Answers to the open question: mistyped, partly named, compared, wrapped in politeness, or in another spelling."""

from pathlib import Path
from typing import Any

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import Asked, Choice, View
from maestro.interview.spelling import respelt
from tests.reference_factory import interpreter, knowledge, session

OPENING = ("test system, mysql, k8s", "1", "none")


def answered(path: str, text: str, *, choices: bool = True) -> list[tuple[Any, ...]]:
    """What a message sets when `path` is asked, with the choices that the interview would show."""
    form = knowledge().form
    found = form.at(path)
    shown = tuple(
        Choice(o.title, (a.Set(path, o.value),), o.value, (str(o.value), o.title, *o.aliases), recommended=n == 0)
        for n, o in enumerate(found.options if found and choices else ())
    )[:5]
    view = View(form, Asked(path, "?", shown), chosen=True)
    return [(act.path, act.value) for act in interpreter().interpret(text, view) if isinstance(act, a.Set)]


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ("gcp.region", "St. Ghislain", "europe-west1"),
        ("gcp.region", "europ-west1", "europe-west1"),
        ("gcp.region", "sout carolina pls", "us-east1"),
        ("gcp.region", "Zurich would do", "europe-west6"),
        ("infra.gke.size", "smal", "small"),
        ("infra.gke.size", "larg", "large"),
        ("infra.gke.size", "the bigger one", "medium"),
        ("infra.gke.size", "the middle one", "medium"),
        ("environment", "real, invoices depend on it", "prod"),
        ("network.mode", "our own, please", "dedicated"),
        ("tenant_code", "sessions would be good", "sessions"),
        ("tenant_code", "that would be TEAM-1234 I think", "team-1234"),
        ("tenant_code", "how about crm-x?", "crm-x"),
        ("tenant_code", "we always called it hippo, as you know", "hippo"),
        ("tenant_code", 'the name is "depot7"', "depot7"),
        ("gcp.billing_account_id", "01a2b3-c4d5e6-f70819 it is", "01A2B3-C4D5E6-F70819"),
    ],
)
def test_an_answer_is_found_in_what_surrounds_it(path: str, text: str, value: str) -> None:
    """Short answers as people write them."""
    assert answered(path, text) == [(path, value)]


def test_a_place_with_several_regions_asks_which() -> None:
    """Also where one of them is among the choices that were shown."""
    view = View(knowledge().form, Asked("gcp.region", "?"), chosen=True)
    acts = interpreter().interpret("germany", view)
    assert acts == (a.Narrow("gcp.region", ("europe-west3", "europe-west10"), "germany"),)


@pytest.mark.parametrize(
    "text", ["give me a second", "it's the one ending in 3", "no redis", "dedicated", "what is it?"]
)
def test_what_is_no_name_is_not_taken_for_one(text: str) -> None:
    """Sentences, other components, another field's few values, questions."""
    assert not [path for path, _ in answered("tenant_code", text) if path == "tenant_code"]


@pytest.mark.parametrize(
    ("said", "spelt"),
    [
        ("Schuhhaus Müller", "schuhhaus-mueller"),
        ("Digital Collections of the Museum", "digital-collections"),
        ("Čokoláda & Syn", "cokolada-syn"),
        ("???", ""),
    ],
)
def test_a_name_is_spelt_as_the_pattern_takes_it(said: str, spelt: str) -> None:
    """Accents, spaces and length."""
    found = knowledge().form.at("tenant_code")
    assert found is not None
    assert respelt(found, said) == spelt


def test_another_spelling_is_proposed_and_only_a_yes_writes_it(tmp_path: Path) -> None:
    """The proposal is a question with a choice; another name is taken as well."""
    talk = session(tmp_path)
    for message in (*OPENING, "small", "small", "our name is Schuhhaus Müller"):
        turn = talk.turn(message)
    assert "tenant_code" not in talk.request()
    assert "Shall it be schuhhaus-mueller?" in turn.reply
    talk.turn("yes")
    assert talk.request()["tenant_code"] == "schuhhaus-mueller"


def test_a_proposed_spelling_can_be_refused(tmp_path: Path) -> None:
    """ "No" asks again, "no, X" takes X."""
    talk = session(tmp_path)
    for message in (*OPENING, "small", "small", "Something Ltd.", "no"):
        turn = talk.turn(message)
    assert "Which short name" in turn.reply
    talk.turn("no, crm-x")
    assert talk.request()["tenant_code"] == "crm-x"


def test_regions_are_offered_within_what_was_said(tmp_path: Path) -> None:
    """A residency leaves only its own regions in the question."""
    talk = session(tmp_path)
    for message in ("test system, mysql, k8s, the data must stay in the EU", "1", "none", "small", "small", "crm-x"):
        talk.turn(message)
    asked = talk.state.question
    assert asked is not None
    assert asked.path == "gcp.region"
    assert all(str(choice.value).startswith("europe-") for choice in asked.choices)


def test_a_short_reply_may_be_followed_by_more(tmp_path: Path) -> None:
    """ "That one. It's ..." chooses and sets; a question before "take that" is rhetorical."""
    talk = session(tmp_path)
    talk.turn("a shop with postgres on kubernetes")
    talk.turn("That one. It's production, in Iowa.")
    assert talk.state.blueprint.chosen
    assert talk.request()["gcp"]["region"] == "us-central1"
    talk.turn("none")
    talk.turn("what do you recommend? take that")
    assert talk.state.question is not None
    assert talk.state.question.path != "infra.gke.size"


def test_a_starting_point_may_be_named_by_what_it_is_for() -> None:
    """ "The one for ..." is looked up in what the factory says of each."""
    view = View(knowledge().form, Asked("scenario", "?"))
    found = interpreter().interpret("that one for shops on the web", view)
    assert [act.scenario for act in found if isinstance(act, a.Choose)] == ["04-web-commerce"]


@pytest.mark.parametrize("text", ["and nothing of it may ever leave the United States", "the data is empty at night"])
def test_a_word_in_passing_does_not_choose_the_empty_request(text: str) -> None:
    """Only "empty" by itself, or "start from ..."."""
    view = View(
        knowledge().form, Asked("scenario", "?", (Choice("empty", (a.Choose(None),), None, ("empty", "nothing")),))
    )
    assert not [act for act in interpreter().interpret(text, view) if isinstance(act, a.Choose)]


def test_the_reason_for_a_no_brings_nothing_in() -> None:
    """ "None, the card payments happen at our bank" names what is not wanted."""
    none = Choice("none of these", (a.Reject("compliance.packs"),), [], ("none",))
    view = View(knowledge().form, Asked("compliance.packs", "?", (none,)), chosen=True)
    found = interpreter().interpret("none, the card payments happen at our bank's own page", view)
    assert not [act for act in found if isinstance(act, a.Add)]
    both = interpreter().interpret("none, and our org is 165223462975", view)
    assert ("gcp.org_id", "165223462975") in [(act.path, act.value) for act in both if isinstance(act, a.Set)]


def test_a_number_and_a_machine_beside_a_field(tmp_path: Path) -> None:
    """ "workers: 6x n2-highmem-8" is two values of the workers."""
    talk = session(tmp_path)
    talk.turn("spark, prod")
    talk.turn("workers: 6x n2-highmem-8.")
    workers = talk.request()["infra"]["dataproc"]["workers"]
    assert workers == {"count": 6, "machine_type": "n2-highmem-8"}
