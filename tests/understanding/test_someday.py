"""What may come one day or would have been, and what is wanted now."""

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import View
from tests.reference_factory import interpreter, knowledge

FORM = knowledge().form


def parts(text: str) -> set[str]:
    """The components that an opening switches on."""
    acts = interpreter().interpret(text, View(FORM))
    paths = (act.path.split(".") for act in acts if isinstance(act, (a.Set, a.Add)))
    return {steps[1] for steps in paths if steps[0] == "infra"}


@pytest.mark.parametrize(
    "text",
    [
        "If we win the tender next year there will be a Redis as well, perhaps.",
        "Maybe later a cache, for now only a bucket.",
        "One day we might add a Redis, not now.",
        "In a year or two we'd want a Redis. A bucket for the time being.",
        "Perhaps Redis at some point. Today a bucket.",
        "A Redis may follow next season.",
        "Once we have more money, Redis. Until then a bucket.",
        "Redis would have been nice, had we the people.",
        "Had I known, I would have used Redis.",
        "I dream of Redis at night.",
        "a bucket, and maybe later Redis",
    ],
)
def test_what_may_come_is_not_wanted_now(text: str) -> None:
    """Only the piece that speaks of later is left out."""
    assert parts(text) <= {"storage"}
    assert ("bucket" in text) == bool(parts(text))


@pytest.mark.parametrize(
    "text",
    [
        "We will need a Redis",
        "The shop will open next spring, needs Redis",
        "We plan to launch next year on Redis",
        "We will move our shop to the cloud next year: Redis, a bucket",
        "a Redis that will hold twice as much in two years",
        "If possible a Redis too",
        "It would be great to have a Redis",
        "I would have a Redis please",
        "We expect 3000 visitors next summer, so Redis",
    ],
)
def test_what_is_wanted_for_a_later_day_is_read(text: str) -> None:
    """A day of opening, growth, politeness."""
    assert "memorystore" in parts(text)
