"""Names that are told in passing, and labels in lists: each is written where it belongs, and no word beside it."""

from typing import Any

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import View
from tests.reference_factory import interpreter, knowledge


def written(text: str) -> dict[str, Any]:
    """What an opening sets."""
    acts = interpreter().interpret(text, View(knowledge().form))
    return {act.path: act.value for act in acts if isinstance(act, a.Set)}


@pytest.mark.parametrize(
    "text",
    [
        "Let's name the whole thing elmtree so I find it again",
        "If it needs a name, 'elmtree' would please the president.",
        "If you need a name for it: elmtree",
        "call it what you like, say elmtree",
        "You can put it down as elmtree",
        "It goes by the name of elmtree with us",
        "the name we had in mind is elmtree",
        "we'd like it to be called elmtree",
        "We call the project elmtree here",
        'should it need a title, "elmtree" will do',
        "the thing should be named elmtree so that everybody knows it",
        "as a name I suggest elmtree",
    ],
)
def test_a_name_in_passing_is_the_name_of_the_whole(text: str) -> None:
    """It identifies the request."""
    assert written(text).get("tenant_code") == "elmtree"


@pytest.mark.parametrize(
    "text",
    [
        "We named our dog elmtree.", "My name is Hedwig.", "The name of the president is Albrecht.", "name it later",
        "If the name matters, ask the president.", "The street is named lindenweg.", "call it a night",
        "keep it as simple as possible", "we keep it under wraps", "if it needs a name tag, we print one",
        "it is called off", "write it down as text",
    ],
)  # fmt: skip
def test_what_something_else_is_called_names_nothing(text: str) -> None:
    """A dog, a street, a turn of speech."""
    assert "tenant_code" not in written(text)


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("cost centre 48-1120 pays", "owner.cost_center", "48-1120"),
        ("- a page for tenants\n- cost centre 48-1120 pays\n- I am away", "owner.cost_center", "48-1120"),
        ("cost center RD-77 pays for it", "owner.cost_center", "RD-77"),
        ("team is blue light logistics, cost centre RD-77, and now back to work", "owner.team", "blue light logistics"),
        ("the team is called passenger services put that in", "owner.team", "passenger services"),
        ("the team is called night owls so write that down please", "owner.team", "night owls"),
        ("team called street lights note that", "owner.team", "street lights"),
    ],
)
def test_a_label_in_a_list_keeps_its_value(text: str, path: str, value: str) -> None:
    """No more and no less than it."""
    assert written(text).get(path) == value


@pytest.mark.parametrize(
    "text",
    [
        "the team is happy", "the team is small, three people, cost centre RD-77",
        "our team is in Oslo, cost centre RD-77",
        "team is growing", "team 24 is ours", "the team is not complete, cost centre RD-77",
    ],
)  # fmt: skip
def test_what_is_told_of_a_team_is_not_its_name(text: str) -> None:
    """Its mood, its size and its place."""
    assert "owner.team" not in written(text)
