"""What is refused with a pronoun or half a sentence, and from where a service is reached."""

from typing import Any

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import View
from tests.reference_factory import interpreter, knowledge
from tests.understanding.made import written

FORM = knowledge().form
INGRESS, INSIDE = "infra.cloud_run.ingress", "INGRESS_TRAFFIC_INTERNAL_ONLY"
NAT = "network.dedicated.nat"


def refused(text: str) -> list[tuple[str, Any]]:
    """The places and values that a message refuses."""
    said = interpreter().interpret(text, View(FORM))
    return [(act.path, act.value) for act in said if isinstance(act, a.Reject)]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Somebody will want to sell us a web firewall; we don't want it.", "cloud_armor"),
        ("Everyone tells us to take Kubernetes. We don't want it.", "gke"),
        ("There is a Redis in your list; we won't need that.", "memorystore"),
        ("Our consultant proposed a WAF, but we have no use for it.", "cloud_armor"),
        ("A cache? We can do without one.", "memorystore"),
        ("They keep talking about Kubernetes, we don't want that.", "gke"),
    ],
)
def test_what_is_offered_is_refused_with_a_pronoun(text: str, part: str) -> None:
    assert refused(text) == [(f"infra.{part}.enabled", None)]
    assert f"infra.{part}.enabled" not in written(FORM, text)


@pytest.mark.parametrize(
    "text",
    [
        "When the Redis dies the shop is down, we don't want that.",
        "Postgres has an outage window each night and we don't need that at work.",
        "We want a Redis. It's not for us but for our guests.",
        "Our Postgres is slow with many readers; we won't like it.",
    ],
)
def test_a_pronoun_that_means_something_else_refuses_nothing(text: str) -> None:
    assert refused(text) == []


@pytest.mark.parametrize(
    ("text", "packs", "gone"),
    [
        ("Our SOC 2 audit is in autumn, so that applies. GDPR doesn't, we have no one in Europe.", ["soc2"], "gdpr"),
        ("PCI applies. HIPAA does not.", ["pci-dss"], "hipaa"),
        ("SOC 2 applies, GDPR doesn't.", ["soc2"], "gdpr"),
        ("HIPAA is in scope, PCI isn't.", ["hipaa"], "pci-dss"),
    ],
)
def test_half_a_sentence_denies_what_the_other_says(text: str, packs: list[str], gone: str) -> None:
    assert written(FORM, text).get("compliance.packs") == packs
    assert ("compliance.packs", gone) in refused(text)


@pytest.mark.parametrize(
    "text",
    [
        "Postgres. There's no money for a standby database, one machine has to do.",
        "MySQL, no replica database please",
        "Postgres, but we can't afford a second database",
        "Kubernetes, without a second cluster",
    ],
)
def test_a_kind_that_is_not_wanted_leaves_the_thing(text: str) -> None:
    assert not [path for path, value in refused(text) if path.endswith(".enabled")]


@pytest.mark.parametrize(
    "text",
    [
        "Cloud Run. Only people on our own network may reach it.",
        "Cloud Run, reachable only from within our company network.",
        "One serverless container and it must only be reachable from inside the company.",
        "Cloud Run for the staff portal; nobody outside the company may get at it.",
        "A serverless container that must not be visible on the internet, only from inside our own networks.",
    ],
)
def test_who_is_inside_reaches_it_and_no_network_is_asked_for(text: str) -> None:
    said = written(FORM, text)
    assert (said.get(INGRESS), said.get("network.mode")) == (INSIDE, None)


@pytest.mark.parametrize(
    ("text", "ingress", "mode"),
    [
        ("Cloud Run on a network of our own", None, "dedicated"),
        ("Cloud Run, open to the internet, a network only for us", "INGRESS_TRAFFIC_ALL", "dedicated"),
        ("A separate VPC just for us, and a Redis.", None, "dedicated"),
        ("Cloud Run. Only our cook uses the office network.", None, None),
    ],
)
def test_a_network_that_is_wanted_is_read(text: str, ingress: str | None, mode: str | None) -> None:
    said = written(FORM, text)
    assert (said.get(INGRESS), said.get("network.mode")) == (ingress, mode)


def test_machines_that_call_nobody_have_no_way_out() -> None:
    said = written(FORM, "A network of our own, and the machines in it must not be able to call out to the internet.")
    assert (said["network.mode"], said[NAT]) == ("dedicated", False)


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("I don't know what your locations are called, but it should be hosted in the Netherlands.", "europe-west4"),
        ("We don't know how you name them, but we need a Postgres in Paris.", "europe-west9"),
        ("I don't know which database we need, but it must be in Finland.", "europe-north1"),
        ("I don't know what the Netherlands have to do with it.", None),
    ],
)
def test_a_fact_behind_not_knowing_is_one(text: str, region: str | None) -> None:
    assert written(FORM, text).get("gcp.region") == region
    assert refused(text) == []


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("We'd need a Postgres and somewhere the crew app can drop its pictures.", True),
        ("I need somewhere to drop the weighbridge PDFs, a bucket", True),
        ("A place where users drop their videos.", True),
        ("Please drop the pictures.", None),
        ("We can drop the bucket.", None),
    ],
)
def test_what_is_dropped_somewhere_is_put_there(text: str, stored: bool | None) -> None:
    assert written(FORM, text).get("infra.storage.enabled") == stored
