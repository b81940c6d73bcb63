"""Parts that are told by their use alone."""

import pytest

from tests.reference_factory import knowledge
from tests.understanding.made import form, written

FORM = knowledge().form
ARMOR, PUBSUB = "infra.cloud_armor.enabled", "infra.pubsub.enabled"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("The sensors send a message for every car, and three other systems want to receive each of them.", PUBSUB),
        ("Every order is an event that several services need to hear about.", PUBSUB),
        ("The till sends a notice for each sale and two departments must read it.", PUBSUB),
        ("Each summer somebody floods it, so we want something in front that blocks such attacks.", ARMOR),
        ("We need protection that keeps bots away from our booking page.", ARMOR),
        ("We'd like to filter out junk requests before they reach the shop.", ARMOR),
    ],
)
def test_a_use_means_the_part_that_is_for_it(text: str, part: str) -> None:
    assert [path for path in written(FORM, text) if path.endswith(".enabled")] == [part]


@pytest.mark.parametrize(
    "text",
    [
        "Customers want to send and receive messages.",
        "The teacher sends messages, all the parents get them.",
        "All our teams read messages in Slack.",
        "Our provider already blocks attacks, the API should be fine.",
        "Our game is about hackers who must stop attacks.",
        "We do not need anything that stops bots.",
        "We write a book on how to keep hackers out.",
    ],
)
def test_what_only_speaks_of_it_means_no_part(text: str) -> None:
    assert not {ARMOR, PUBSUB} & set(written(FORM, text))


def test_a_factory_without_such_a_part_writes_nothing() -> None:
    made = form(moat={"type": "object", "title": "Moat", "properties": {"enabled": {"type": "boolean"}}})
    assert written(made, "We want something in front that blocks such attacks.") == {}
