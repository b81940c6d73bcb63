"""A factory of another trade whose options are told in prose alone: a vet's waiting room."""

from typing import Any

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import View
from maestro.understanding.offline import OfflineInterpreter
from tests.understanding.made import form, written

VET = form(
    screen={
        "title": "Screen",
        "type": "string",
        "enum": ["wall", "desk", "pocket"],
        "description": "Wall: one big picture that all people see. Desk: a small panel beside the receptionist. "
        "Pocket: owners follow on their own telephone.",
    },
    calls={
        "title": "How people are called",
        "type": "string",
        "enum": ["name", "ticket", "bell"],
        "description": "name: the animal's name is spoken aloud; ticket: a paper number is drawn from a machine; "
        "bell: the assistant rings and waves.",
    },
    species={
        "title": "Animals",
        "type": "array",
        "items": {"type": "string", "enum": ["small", "farm", "exotic"]},
        "description": "small: cats, dogs and rabbits; farm: cows, horses and sheep; exotic: parrots and snakes.",
    },
    mood={
        "title": "Mood",
        "type": "string",
        "enum": ["calm", "lively"],
        "description": "calm: pale colours and slow pictures. lively: cartoons and loud music.",
    },
    payment={
        "title": "Payment",
        "type": "object",
        "oneOf": [
            {
                "title": "Cash",
                "description": "Coins and notes at the counter.",
                "properties": {"by": {"const": "cash"}},
            },
            {
                "title": "Card",
                "description": "A card is held to a reader.",
                "properties": {"by": {"const": "card"}},
            },
        ],
    },
    needed=("screen", "calls"),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pet owners can follow it on their mobile phones", {"screen": "pocket"}),
        ("people draw a number on paper from the machine", {"calls": "ticket"}),
        ("they draw a numbr on papper from the mashine", {"calls": "ticket"}),
        ("we ring and wave", {"calls": "bell"}),
        ("Animals: cows and sheep", {"species": ["farm"]}),
    ],
)
def test_several_words_of_a_meaning_are_written(text: str, expected: dict[str, Any]) -> None:
    """Of what the request cannot be without, or where the field is named."""
    assert written(VET, text) == expected


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        ("screen", "a small one next to the receptionist", "desk"),
        ("screen", "their own phones", "pocket"),
        ("calls", "they pull a paper number", "ticket"),
        ("calls", "we wave", "bell"),
        ("mood", "cartoons!", "lively"),
    ],
)
def test_an_answer_in_words_of_the_meaning(asked: str, text: str, value: str) -> None:
    """One telling word is enough there."""
    assert written(VET, text, asked=asked) == {asked: value}


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("the receptionist gets a little panel", "screen", "desk"),
        ("slow pictures", "mood", "calm"),
        ("coins and notes only", "payment.by", "cash"),
    ],
)
def test_two_words_for_what_decides_much_or_little_are_asked_about(text: str, path: str, value: str) -> None:
    """They write nothing."""
    acts = OfflineInterpreter(VET).interpret(text, View(VET))
    assert not any(isinstance(act, a.Set) for act in acts)
    assert [(act.path, act.values) for act in acts if isinstance(act, a.Narrow)] == [(path, (value,))]


@pytest.mark.parametrize(
    "text",
    [
        "my cousin rings every day and draws pictures",
        "the machine in our old practice drew paper numbers",
        "we have a machine for coffee",
        "dogs bark at the assistant",
        "the owners have no telephone",
        "not on paper",
        "we used to ring and wave",
        "a horse has no owner here",
    ],
)
def test_words_in_passing_write_nothing(text: str) -> None:
    """Other people, other times, one word, a denial."""
    acts = OfflineInterpreter(VET).interpret(text, View(VET))
    assert not any(isinstance(act, (a.Set, a.Add, a.Narrow)) for act in acts)
