"""What becomes of a document's proposals, in the words in which people decide."""

import pytest

from maestro.domain.acts import Act, Decide, Set
from maestro.domain.conversation import Asked, View
from maestro.domain.document import Proposal
from tests.reference_factory import interpreter, knowledge

OFFERS = tuple(
    Proposal(path, value, "x", "a.pdf", listed=listed)
    for path, value, listed in (
        ("environment", "prod", False),
        ("gcp.region", "europe-west3", False),
        ("compliance.packs", "pci-dss", True),
        ("infra.database.size", "large", False),
        ("infra.database.postgres", {}, False),
        ("infra.memorystore.redis.memory_size_gb", 6, False),
        ("infra.storage.enabled", True, False),
    )
)
ALL = (0, 1, 2, 3, 4, 5, 6)


def heard(text: str, *, asked: bool = True) -> tuple[Act, ...]:
    """The acts of a message while these are offered."""
    question = Asked("confirm", "Shall I take this?", about="document") if asked else None
    return interpreter().interpret(text, View(knowledge().form, question, chosen=True, offered=OFFERS))


def decision(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """What is taken and what is left, by number from 0."""
    (act,) = (act for act in heard(text) if isinstance(act, Decide))
    return act.take, act.leave


@pytest.mark.parametrize(
    "text",
    [
        "yes", "take them all", "all of them", "Take everything.", "yes, all of it please", "ok", "accept all",
        "use them", "import everything", "that looks right", "This looks perfect. Please proceed.", "all", "go ahead",
        "whatever you recommend", "sure, take it all", "the lot", "yes please, take what it says",
    ],
)  # fmt: skip
def test_all_of_it(text: str) -> None:
    assert decision(text) == (ALL, ())


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "none",
        "none of them",
        "nothing",
        "leave them out",
        "ignore the document",
        "drop it all",
        "no thanks, none",
    ],
)
def test_none_of_it(text: str) -> None:
    assert decision(text) == ((), ALL)


@pytest.mark.parametrize(
    ("text", "take", "leave"),
    [
        ("1 and 3", (0, 2), ()), ("take 2, 4 and 7", (1, 3, 6), ()), ("number 5", (4,), ()), ("1-3", (0, 1, 2), ()),
        ("the database and the cache", (3, 4, 5), ()), ("take the region", (1,), ()),
        ("all except 2", (0, 2, 3, 4, 5, 6), (1,)), ("everything but 2 and 7", (0, 2, 3, 4, 5), (1, 6)),
        ("all but the region", (0, 2, 3, 4, 5, 6), (1,)), ("yes, but not the region", (0, 2, 3, 4, 5, 6), (1,)),
        ("take them all, without the bucket", (0, 1, 2, 3, 4, 5), (6,)), ("not the region", (), (1,)),
        ("not the region and not the cache", (), (1, 5)), ("skip 3", (), (2,)), ("no PCI", (), (2,)),
        ("only 1 and 2", (0, 1), (2, 3, 4, 5, 6)), ("just the database", (3, 4), (0, 1, 2, 5, 6)),
        ("the region is wrong, the rest is fine", (0, 2, 3, 4, 5, 6), (1,)),
        ("Drop the cache. Take the rest.", (0, 1, 2, 3, 4, 6), (5,)),
    ],
)  # fmt: skip
def test_some_of_it(text: str, take: tuple[int, ...], leave: tuple[int, ...]) -> None:
    assert decision(text) == (take, leave)


def test_a_correction_displaces_the_proposal() -> None:
    """What the user says of a place is the user's; the rest is taken."""
    acts = heard("take them all, but the region is Belgium")
    assert decision("take them all, but the region is Belgium") == ((0, 2, 3, 4, 5, 6), (1,))
    assert [(a.path, a.value) for a in acts if isinstance(a, Set)] == [("gcp.region", "europe-west1")]


@pytest.mark.parametrize(
    "text", ["what is PCI DSS?", "we also need a DNS zone", "our data must stay in Canada", "why?", "undo"]
)
def test_other_things_decide_nothing(text: str) -> None:
    assert not any(isinstance(act, Decide) for act in heard(text))


def test_later_they_are_taken_by_name_of_the_document() -> None:
    (act,) = (a for a in heard("take the rest from the document", asked=False) if isinstance(a, Decide))
    assert act.take == ALL
    assert not any(isinstance(a, Decide) for a in heard("yes", asked=False))
