"""Details that are not wanted, and words of doubt or of another value beside them."""

from pathlib import Path

import pytest

from maestro.domain.acts import Reject
from maestro.domain.conversation import View
from maestro.interview.values import request_of
from maestro.understanding.offline import OfflineInterpreter
from tests.reference_factory import ROOT, session
from tests.understanding.made import form

BOATS = form(
    deposit={"title": "Deposit per boat (EUR)", "type": "number"},
    last={"title": "Last day", "type": "string", "format": "date"},
    sign={"title": "Sign on the door", "type": "string"},
)


def refused(text: str) -> list[str]:
    acts = OfflineInterpreter(BOATS).interpret(text, View(BOATS, chosen=True))
    return [act.path for act in acts if isinstance(act, Reject)]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("no deposit", "deposit"),
        ("leave the deposit out", "deposit"),
        ("without a deposit, please", "deposit"),
        ("drop the deposit", "deposit"),
        ("forget the deposit", "deposit"),
        ("we don't need a deposit after all", "deposit"),
        ("the last day is not needed", "last"),
        ("it has no last day, it stays for good", "last"),
        ("no sign on the door, please", "sign"),
    ],
)
def test_a_detail_is_left_out(text: str, path: str) -> None:
    assert refused(text) == [path]


@pytest.mark.parametrize(
    "text",
    [
        "no idea about the deposit",
        "the deposit is not 10 but 20",
        "no deposit above 20",
        "the last day is not known yet",
        "we don't know the last day",
        "no deposit yet",
        "don't change the deposit",
        "is there no deposit?",
        "not only the deposit",
        "the deposit does not matter",
    ],
)
def test_other_denials_leave_nothing_out(text: str) -> None:
    assert refused(text) == []


def test_what_is_left_out_is_not_brought_back(tmp_path: Path) -> None:
    """By a starting point that has it, whether it is said before or after."""
    for number, messages in enumerate(
        (("permanent collection, public", "no deposit"), ("no deposit", "public, for visitors", "permanent collection"))
    ):
        talk = session(tmp_path / str(number), root=ROOT / "tests/factories/audioguide")
        for message in messages:
            talk.turn(message)
        visit = request_of(talk.form, talk.state.blueprint)["visit"]
        assert visit == {"device": "handset", "handsets": 150}
