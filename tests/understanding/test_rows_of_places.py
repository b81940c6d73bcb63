"""Places where people are, and several places side by side: asked about, never taken for where it must run."""

import pytest

from maestro.domain.acts import Narrow, Set
from maestro.domain.blueprint import Source, Status, Value
from maestro.domain.conversation import View
from tests.reference_factory import interpreter, knowledge

VIEW = View(knowledge().form)
REGION = "gcp.region"


def region(text: str, view: View = VIEW) -> list[object]:
    """What is set of the region, or asked between."""
    acts = interpreter().interpret(text, view)
    return [
        a.value if isinstance(a, Set) else a.values for a in acts if isinstance(a, Set | Narrow) and a.path == REGION
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We handle health records of patients in Texas.", ("us-south1",)),
        ("We sell shoes to customers in Belgium", ("europe-west1",)),
        ("A learning app for pupils across Poland", ("europe-central2",)),
        ("Our users are in Japan and Singapore", ("asia-northeast1", "asia-northeast2", "asia-southeast1")),
        ("Our shops in Belgium and the Netherlands need stock lists", ("europe-west1", "europe-west4")),
        ("London or Paris, whatever is cheaper", ("europe-west2", "europe-west9")),
    ],
)
def test_asked_for(text: str, expected: tuple[str, ...]) -> None:
    assert region(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A shop, hosted in Belgium", "europe-west1"),
        ("Berlin, Germany", "europe-west10"),
        ("Frankfurt, for our customers in Spain", "europe-west3"),
        ("Please run it in Milan", "europe-west8"),
        ("region: Paris", "europe-west9"),
    ],
)
def test_told(text: str, expected: str) -> None:
    assert region(text) == [expected]


def test_where_people_are_does_not_reopen_what_was_said() -> None:
    held = {REGION: Value("europe-west3", Source.USER, Status.STATED)}
    assert region("Most of our customers in Belgium pay by card.", View(VIEW.form, values=held, chosen=True)) == []
