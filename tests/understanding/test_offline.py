"""What the offline interpreter reads, sentence by sentence, on the reference factory."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maestro.domain import acts as a
from maestro.domain import conversation as c
from maestro.domain.conversation import View
from tests.reference_factory import converse, interpreter, knowledge


def read(text: str, **values: Any) -> tuple[a.Act, ...]:
    """The acts of an opening message, without its description."""
    view = View(knowledge().form, **values)
    return tuple(act for act in interpreter().interpret(text, view) if not isinstance(act, a.Describe))


def written(text: str) -> dict[str, Any]:
    """Path to value of what is set or added."""
    return {act.path: act.value for act in read(text) if isinstance(act, a.Set | a.Add)}


def refused(text: str) -> set[str]:
    """Paths of what is rejected."""
    return {act.path for act in read(text) if isinstance(act, a.Reject)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We need Postgres and a Redis cache", {"infra.database.postgres": {}, "infra.memorystore.enabled": True}),
        ("a large PostgreSQL database", {"infra.database.postgres": {}, "infra.database.size": "large"}),
        ("the kubernetes cluster should be small", {"infra.gke.enabled": True, "infra.gke.size": "small"}),
        ("it will run in Frankfurt", {"gcp.region": "europe-west3"}),
        ("this is a production system", {"environment": "prod"}),
        ("it is a non-production sandbox", {"environment": "nonprod"}),
        ("we must be PCI compliant", {"compliance.packs": "pci-dss"}),
        ("our tenant code is shop", {"tenant_code": "shop"}),
        ("billing account 01A2B3-C4D5E6-F70819", {"gcp.billing_account_id": "01A2B3-C4D5E6-F70819"}),
        ("tenant_code: shop\nregion: us-east1", {"tenant_code": "shop", "gcp.region": "us-east1"}),
        ("mysql please, and kubernets", {"infra.database.mysql": {}, "infra.gke.enabled": True}),
        ("can you add a redis cache?", {"infra.memorystore.enabled": True}),
        ("123456789012", {"gcp.org_id": "123456789012"}),
        ("write to ops@example.com", {"owner.email": "ops@example.com"}),
    ],
)
def test_what_is_said_is_set(text: str, expected: dict[str, Any]) -> None:
    """Components, sizes, places, identifiers, key-value lines, typos, polite requests."""
    found = written(text)
    assert {path: found.get(path) for path in expected} == expected


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("no cache please", "infra.memorystore.enabled"),
        ("we don't need Kubernetes", "infra.gke.enabled"),
        ("without redis", "infra.memorystore.enabled"),
        ("the cache is not needed", "infra.memorystore.enabled"),
        ("no kubernetes, redis or dns", "infra.dns.enabled"),
        ("get rid of the cache", "infra.memorystore.enabled"),
    ],
)
def test_what_is_not_wanted_is_rejected(text: str, path: str) -> None:
    """Negation before and after the thing, and over a chain that ends with "or"."""
    assert path in refused(text)
    assert path not in written(text)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("no cache, PostgreSQL please", "infra.database.postgres"),
        ("we don't need Kubernetes but a database", "infra.database.enabled"),
        ("not only a cache but also a bucket", "infra.memorystore.enabled"),
    ],
)
def test_a_negation_does_not_reach_further_than_it_says(text: str, path: str) -> None:
    """What comes after the turn is wanted."""
    assert path in written(text)
    assert path not in refused(text)


@pytest.mark.parametrize(
    "text",
    [
        "What is Kubernetes?",
        "why do you need the region?",
        "which sizes are there for the database",
        "what does PCI DSS change?",
        "can the factory do Redis?",
    ],
)
def test_a_question_writes_nothing(text: str) -> None:
    """A question back is a question."""
    found = read(text)
    assert found
    assert all(isinstance(act, a.Question) for act in found)


def test_a_size_needs_the_thing_it_belongs_to() -> None:
    """An adjective of something else sets no size."""
    assert "infra.database.size" not in written("a database and a large amount of files")
    assert not any(path.endswith(".size") for path in written("a small web API"))


def test_what_the_factory_lacks_is_a_wish() -> None:
    """Wanted: recorded. Left behind: not."""
    assert any(isinstance(act, a.WishFor) and act.lack == "Kafka" for act in read("we also need Kafka"))
    assert not any(isinstance(act, a.WishFor) for act in read("we are moving away from Oracle to Postgres"))


def test_quotes_are_what_was_said() -> None:
    """Every quote is a substring of the message."""
    text = "Production, please: a large PostgreSQL in Frankfurt, no cache, billing 01A2B3-C4D5E6-F70819"
    for act in read(text):
        assert act.quote in text


@pytest.mark.parametrize(
    ("opening", "first"),
    [
        ("An online shop with Postgres and Redis, lots of product pictures", "04-web-commerce"),
        ("We process patient records and need HIPAA", "06-regulated-healthcare"),
        ("Spark jobs over raw data", "03-data-platform"),
        ("an old PHP site with MySQL", "07-classic-lamp"),
        ("services that react to events over pub/sub", "05-event-driven-services"),
        ("a cheap playground for a small web API", "02-lean-startup-shared"),
    ],
)
def test_the_right_blueprint_comes_first(tmp_path: Path, opening: str, first: str) -> None:
    """By its texts and by what was named."""
    _, turns = converse(tmp_path, opening)
    assert turns[0].to_json()["ranking"][0] == first


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    """Any text, in any script: acts, each of them legal on the wire."""
    for act in interpreter().interpret(text, View(knowledge().form)):
        assert a.from_wire(a.to_wire(act)) == act


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("start from 1, but the data must stay in Switzerland and it needs a cache", "web"),
        ("take the second one, but our data is sensitive and we are a small team", "data"),
        ("let's go with the data one, and please keep everything inside Switzerland", "data"),
        ("our data must stay in Switzerland whatever else you want to know", None),
    ],
)
def test_a_starting_point_is_named_not_mentioned(text: str, chosen: str | None) -> None:
    """A word of a title in passing chooses nothing, least of all against a number."""
    choices = (
        c.Choice("Start from Web Commerce", (a.Choose("web"),), "web", ("Web Commerce", "commerce")),
        c.Choice("Start from Data Platform", (a.Choose("data"),), "data", ("Data Platform", "data")),
    )
    asked = c.Asked("scenario", "Which shall we start from?", choices, "web")
    acts = interpreter().interpret(text, View(knowledge().form, question=asked))
    assert next((act.scenario for act in acts if isinstance(act, a.Choose)), None) == chosen


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("it must be hosted in Lyon", ("set", "europe-west9")),
        ("close to our customers in Seattle", ("set", "us-west1")),
        ("we are an agency in Lyon and make a ticket shop", ("narrow", "europe-west9")),
        ("we are a company from Kraków", ("narrow", "europe-central2")),
    ],
)
def test_a_city_near_a_region(text: str, regions: tuple[str, str]) -> None:
    """Where it shall run is taken; where somebody sits is only a hint, to be confirmed."""
    acts = read(text)
    sets = {("set", act.value) for act in acts if isinstance(act, a.Set) and act.path == "gcp.region"}
    hints = {
        ("narrow", v) for act in acts if isinstance(act, a.Narrow) and act.path == "gcp.region" for v in act.values
    }
    assert sets | hints == {regions}


def test_an_everyday_word_is_no_choice_far_from_what_it_is_of() -> None:
    """An account that is shared says nothing of the network; the network that is shared does."""
    assert "network.mode" not in written("AE85A4-FBC7CF-2A4917 (shared by our whole department)")
    assert written("a web shop in production on the shared network")["network.mode"] == "shared"
    assert written("please take network shared for this one and nothing else")["network.mode"] == "shared"


@pytest.mark.parametrize("text", ["scratch London, legal wants it in Spain", "forget London, it should be in Spain"])
def test_what_is_scratched_is_not_wanted(text: str) -> None:
    """The place that is taken back, and the one that is meant."""
    acts = [act for act in read(text) if getattr(act, "path", "") == "gcp.region"]
    assert [(type(act), act.value) for act in acts if isinstance(act, a.Reject | a.Set)] == [
        (a.Reject, "europe-west2"),
        (a.Set, "europe-southwest1"),
    ]


def test_what_is_refused_is_not_wanted_because_it_is_mentioned() -> None:
    """ "no X, our X stays": one mind; nor is "and no" a taking back."""
    text = "And no DNS zone, our domain stays where it is."
    assert refused(text) == {"infra.dns.enabled"}
    assert "infra.dns.enabled" not in written(text)


def test_a_kind_of_test_is_no_environment() -> None:
    """A load test that broke says nothing of where this runs."""
    assert "environment" not in written("seven nodes, because our load test broke everything below that")
    assert written("it is for our test environment")["environment"] == "nonprod"


def test_a_polite_question_for_what_is_lacking_is_a_wish() -> None:
    """Asked whether it can be brought, they want it; asked whether it exists, they want to know."""
    acts = read("We had a couple of Windows boxes too, can you bring those over as well?")
    assert [act.lack for act in acts if isinstance(act, a.WishFor)] == ["Windows"]
    assert not any(isinstance(act, a.WishFor) for act in read("Do you have Windows?"))


def test_a_verb_after_a_noun_names_no_item() -> None:
    """What a container does is not its image."""
    acts = read("scan messages are taken in and a container handles each of them")
    assert not any(isinstance(act, a.Add) for act in acts)
