"""An offered wish is taken up in many words; a no to all of a list is said in as many."""

from pathlib import Path

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import View
from maestro.interview.questions import ask
from maestro.interview.state import State
from tests.reference_factory import converse, interpreter, knowledge

ASKED = "Can the factory provide a VPN? We run a web shop on Kubernetes with Postgres."


def kinds(folder: Path, text: str) -> list[str]:
    """The kinds of acts of a reply to what the factory said that it cannot do."""
    _, turns = converse(folder, ASKED, text)
    return [act["kind"] for act in turns[-1].to_json()["acts"] if act["kind"] != "describe"]


@pytest.mark.parametrize(
    "text",
    [
        "A pity; record the wish.",
        "yes, note it",
        "Yes, please note that down.",
        "we want it nonetheless",
        "Please pass it on to the platform team.",
        "I would like it recorded.",
        "Then kindly register our wish for it.",
        "Understood. Take a note of it.",
        "Let it be noted.",
    ],
)
def test_an_offered_wish_is_taken_up(tmp_path: Path, text: str) -> None:
    """And nothing else is: no starting point is accepted by such a yes."""
    assert kinds(tmp_path, text) == ["wish_for"]


def test_what_else_is_said_is_read(tmp_path: Path) -> None:
    """The wish, and where to start from."""
    assert kinds(tmp_path, "Please note it, and start from the empty request.") == ["wish_for", "choose"]


@pytest.mark.parametrize(
    "text",
    [
        "note that the region is Zurich",
        "we want the first one",
        "never mind then",
        "we want it noted that GDPR applies",
        "yes",
        "the empty one",
    ],
)
def test_what_takes_up_no_wish(tmp_path: Path, text: str) -> None:
    """Other words of noting and wanting."""
    assert "wish_for" not in kinds(tmp_path, text)


def test_no_wish_without_an_offer(tmp_path: Path) -> None:
    """ "Note it" wishes for nothing where nothing was asked for."""
    _, turns = converse(tmp_path, "a web shop on Kubernetes", "please note it down")
    assert "wish_for" not in [act["kind"] for act in turns[-1].to_json()["acts"]]


def answer(text: str) -> tuple[a.Act, ...]:
    """The acts of an answer to the question for the rules that apply."""
    know = knowledge()
    view = View(know.form, ask(know, State(), ("compliance.packs", None)), chosen=True)
    return interpreter().interpret(text, view)


@pytest.mark.parametrize(
    "text",
    [
        "not one of them",
        "Neither applies.",
        "none of the above",
        "not any",
        "Not a single one applies to us.",
        "None whatsoever.",
        "None, to my knowledge.",
        "Nothing of the sort applies.",
        "Not that I would know.",
        "We are subject to none of them.",
        "They do not apply.",
        "not one",
        "Not applicable.",
        "n/a",
        "No obligation of that kind.",
        "We fall under no such regime.",
        "There are none that bind us.",
    ],
)
def test_a_no_to_the_whole_list(text: str) -> None:
    """However it is put."""
    (act,) = answer(text)
    assert isinstance(act, a.Decline | a.Reject)
    assert act.path == "compliance.packs"


@pytest.mark.parametrize(
    "text", ["none apart from GDPR", "none of them except GDPR", "not all of them, only GDPR", "nothing else than GDPR"]
)
def test_a_no_to_the_rest_of_the_list(text: str) -> None:
    """What is excepted applies."""
    found = [act.value for act in answer(text) if isinstance(act, a.Set | a.Add)]
    assert found in (["gdpr"], [["gdpr"]])
    assert not [act for act in answer(text) if isinstance(act, a.Reject | a.Decline)]
