"""Words of users to factories of strangers that were read as something else."""

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import Asked, View
from maestro.understanding.offline import OfflineInterpreter
from tests.understanding.made import form, written

KENNEL = form(
    kennel={"title": "Kennel code", "type": "string", "pattern": "^[a-z][a-z0-9-]{2,20}$"},
    boxes={"title": "Boxes", "type": "integer", "minimum": 1, "maximum": 40},
    minutes={"title": "Length of a walk (min)", "type": "integer", "enum": [10, 15, 20, 30]},
    food={
        "title": "Food",
        "type": "string",
        "enum": ["dry", "raw"],
        "description": "Dry: from a bag. Raw: meat and bones.",
    },
    heated={"title": "Heated floor", "type": "boolean"},
)


def acts(text: str, asked: str = "", path: str = "") -> tuple[a.Act, ...]:
    """What is read of an opening, or of an answer."""
    view = View(KENNEL, Asked(asked or path, "?") if asked or path else None, chosen=bool(asked or path))
    return OfflineInterpreter(KENNEL).interpret(text, view)


@pytest.mark.parametrize("text", ["15", "20, please", "30 of them"])
def test_a_number_answers_a_number(text: str) -> None:
    """Though it is an option of another field."""
    assert written(KENNEL, text, asked="boxes") == {"boxes": int(text[:2])}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("first-timers are welcome now", None),
        ("well-behaved dogs may come in", None),
        ("hill-side", "hill-side"),
        ("hill-side is what we call it", "hill-side"),
        ("put it down as hill-side please", "hill-side"),
    ],
)
def test_what_something_is_said_of_is_no_name(text: str, value: str | None) -> None:
    """A word with a hyphen that is the subject of a sentence."""
    assert written(KENNEL, text, asked="kennel").get("kennel") == value


def test_bullets_with_colons_are_read_as_words() -> None:
    """A heading, and lines of which some look like keys that the factory lacks."""
    lines = ("Order:", "who: us, at the hill", "12 boxes in the yard", "heated floor, please", "meat and bones as food")
    text = "\n- ".join((*lines, "note: dogs bark"))
    found = written(KENNEL, text)
    assert found == {"boxes": 12, "heated": True, "food": "raw"}


def test_a_resource_of_a_tool_is_no_prose() -> None:
    """Its lines are read by their keys or not at all."""
    text = 'resource "kennel_house" "a" {\n  note = "12 boxes with a heated floor"\n}'
    assert written(KENNEL, text) == {}


@pytest.mark.parametrize(
    "text", ["I hope that's right! yes", "yes, I hope it is complete", "Yes. I really hope this is fine now."]
)
def test_a_hope_beside_a_yes_approves(text: str) -> None:
    """The yes is said."""
    assert [type(act) for act in acts(text, "review")] == [a.Submit]


@pytest.mark.parametrize(
    "text", ["I hope that's right", "I hope it will be right tomorrow", "I hope that's right, is it?"]
)
def test_a_hope_alone_does_not(text: str) -> None:
    """Nor beside a question."""
    assert not any(isinstance(act, a.Submit) for act in acts(text, "review"))


@pytest.mark.parametrize("text", ["whatever is usual", "just take whatever is normal there", "what's standard"])
def test_the_usual_is_left_to_the_factory(text: str) -> None:
    """In any of its words."""
    assert [type(act) for act in acts(text, path="food")] == [a.DontCare]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it is not possible to live there without a heated floor", {"heated": True}),
        ("they cannot stay without a heated floor", {"heated": True}),
        ("without a heated floor", {"heated": False}),
        ("not heated, without a heated floor", {"heated": False}),
        ("we do it without a heated floor", {"heated": False}),
    ],
)
def test_not_without_is_with(text: str, expected: dict[str, bool]) -> None:
    """Two denials in one go want the thing."""
    assert written(KENNEL, text) == expected
