"""What is told of somebody else, and of people's own journeys: no need of the one who writes."""

from typing import Any

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import View
from maestro.understanding.stance.others import without_others
from tests.reference_factory import interpreter, knowledge

FORM = knowledge().form


def written(text: str) -> dict[str, Any]:
    """What an opening writes: values by place, items of lists by theirs."""
    acts = interpreter().interpret(text, View(FORM))
    return {act.path: act.value for act in acts if isinstance(act, (a.Set, a.Add))}


@pytest.mark.parametrize(
    "text",
    [
        "My brother-in-law runs his dental practice on Kubernetes, he never stops about it",
        "a friend of mine has a Redis and a bucket for her choir",
        "two of my old colleagues moved to europe-west4 with a dedicated VPC",
        "Our competitor is on Kubernetes with HIPAA and all that",
        "The bakery next door uses MySQL, for what it's worth",
        "Brentwood Nurseries across the road has a huge Redis and a Spark cluster",
        "our sister company runs Postgres in Tokyo",
        "most other clubs have Kubernetes these days",
        "everybody else uses a cache for that",
        "Accounting has its own VPC in us-central1",
        "Mr. Ames raves about his Kubernetes, bless him",
        "my flatmate swears by MySQL",
        "The folks upstairs won't shut up about Redis",
        "Our landlord has his whole house on Kafka and Kubernetes, whatever",
        "The ministry has a data centre in Warsaw, doesn't matter to us",
        "my daughter says the big shops all have a WAF",
        "The hospital over the hill went HIPAA and Kubernetes two years ago",
        "A rival of ours lost everything in a fire in Frankfurt",
    ],
)
def test_what_others_have_is_not_wanted(text: str) -> None:
    """Neither their machines nor their places nor their rules."""
    assert written(text) == {}


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("My cousin has a Redis and we want the same", "infra.memorystore.enabled"),
        ("our competitor runs Kubernetes, we need that too", "infra.gke.enabled"),
        ("My boss wants a Redis for it", "infra.memorystore.enabled"),
        ("The app has its own Redis", "infra.memorystore.enabled"),
        ("Our shop runs on Kubernetes", "infra.gke.enabled"),
        ("The web site across all countries uses Redis", "infra.memorystore.enabled"),
        ("my wife and I run our shop on Kubernetes", "infra.gke.enabled"),
        ("a neighbour of ours has MySQL, but we want a bucket", "infra.storage.enabled"),
        ("The finance team needs a bucket for the invoices", "infra.storage.enabled"),
        ("my friend told me to take a bucket", "infra.storage.enabled"),
        ("My nephew set up a Redis for us and it needs a new home", "infra.memorystore.enabled"),
    ],
)
def test_what_is_wanted_beside_others_is_read(text: str, path: str) -> None:
    """The same for us, what others want of us, what is built."""
    assert path in written(text)


@pytest.mark.parametrize(
    "text",
    [
        "we are in Paris over the weekend",
        "Sorry, I was in Tokyo for a wedding",
        "my daughter is flying to Sydney",
        "I'm on the train to Zurich",
        "we are back from our holiday in Madrid",
        "my husband is in London until Monday",
    ],
)
def test_a_journey_is_no_region(text: str) -> None:
    """People travel; their servers stay."""
    assert "gcp.region" not in written(text)


@pytest.mark.parametrize(
    "text",
    [
        "everything should be in Paris",
        "we are in Paris and so should the data be",
        "hosted in Paris, this week if possible",
        "Region: Paris",
        "our servers are in Paris",
    ],
)
def test_a_place_to_run_is_a_region(text: str) -> None:
    """The same places without a journey."""
    assert written(text).get("gcp.region") == "europe-west9"


def test_a_remark_about_others_agrees_to_nothing() -> None:
    """A long story with a sound of content at its end."""
    text = "Sorry for the silence, we are in Paris over the weekend and my youngest fell off a swing. All good now."
    assert not [act for act in interpreter().interpret(text, View(FORM)) if isinstance(act, (a.Accept, a.Submit))]


def test_blanks_keep_places() -> None:
    """What is left stands where it stood."""
    text = "My cousin has a Redis. We need a bucket."
    left = without_others(text)
    assert len(left) == len(text)
    assert left.index("We need") == text.index("We need")
