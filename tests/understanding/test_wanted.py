"""Wishes for what a factory has no word for, where it says nowhere what it lacks."""

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import View
from maestro.understanding.offline import OfflineInterpreter
from tests.reference_factory import ROOT, knowledge

GUIDES = knowledge(ROOT / "tests" / "factories" / "audioguide").form
CALLS = knowledge(ROOT / "tests" / "factories" / "switchboard").form


def wishes(text: str, *, calls: bool = False) -> list[str]:
    """What a message wishes for."""
    form = CALLS if calls else GUIDES
    return [act.lack for act in OfflineInterpreter(form).interpret(text, View(form)) if isinstance(act, a.WishFor)]


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("We also need virtual reality goggles for the burial chamber.", "virtual reality goggles"),
        ("I'd also like a smell generator", "smell generator"),
        ("it would be nice to have vibrating belts in the cinema", "vibrating belts"),
        ("On top of that we want holograms.", "holograms"),
        ("we need wheelchairs as well", "wheelchairs"),
        ("it should also include a treasure map", "treasure map"),
    ],
)
def test_what_no_word_of_the_factory_covers_is_a_wish(text: str, wish: str) -> None:
    """Wanted in addition, in so many words."""
    assert wishes(text) == [wish]


@pytest.mark.parametrize(
    "text",
    [
        "We also need somebody to look after it",
        "we also want to know what it costs",
        "I also need more time",
        "we also need handsets",
        "we also want beacons",
        "we also need your help",
        "we need a guide for the burial chamber",
        "we also had virtual reality goggles last year",
        "we also want our visitors to smile",
        "we also need it by 14 May",
        "my brother also wants goggles",
        "we do not need goggles",
        "there is also a cloakroom in the cellar",
    ],
)
def test_not_every_want_is_a_wish(text: str) -> None:
    """An act, a person, a time, what the factory has, what was before, what is refused, a purpose."""
    assert wishes(text) == []


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("we also need a fax", ["fax"]),
        ("we also need a karaoke machine", ["karaoke machine"]),
        ("we also need a queue for parents", []),
    ],
)
def test_another_factory_has_other_words(text: str, wish: list[str]) -> None:
    """What one has is no wish there."""
    assert wishes(text, calls=True) == wish


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("We would also like to sing for the visitors, can you do that?", ["sing for the visitors"]),
        ("We'd like smoke machines in the tomb, is that possible?", ["smoke machines in the tomb"]),
        ("We'd like beacons, can you do that?", []),
        ("Can you do smoke machines?", []),
        ("We would like to know the price, can you tell us?", []),
    ],
)
def test_a_want_in_a_question_is_a_wish_where_nothing_is_found(text: str, wish: list[str]) -> None:
    """The question is answered as well; one that only asks wishes for nothing."""
    assert wishes(text) == wish
