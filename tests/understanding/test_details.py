"""Details of an opening: whose size, option or number a word is, names with their labels, things joined by "or"."""

from typing import Any

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import View
from tests.reference_factory import interpreter, knowledge


def written(text: str) -> dict[str, Any]:
    """Path to value of what an opening sets."""
    acts = interpreter().interpret(text, View(knowledge().form))
    return {act.path: act.value for act in acts if isinstance(act, a.Set)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a website (MySQL, small; pictures in a bucket)", {"infra.database.size": "small"}),
        ("kubernetes medium + alloy db large", {"infra.gke.size": "medium", "infra.database.size": "large"}),
        (
            "postgres (large, with standby), kubernetes small",
            {"infra.database.size": "large", "infra.gke.size": "small"},
        ),
        ("spark jobs every night. small cluster", {"infra.dataproc.size": "small"}),
        (
            "It runs serverless. Should only be reachable internally.",
            {"infra.cloud_run.ingress": "INGRESS_TRAFFIC_INTERNAL_ONLY"},
        ),
        ("mysql, high availability off", {"infra.database.mysql.high_availability": False}),
        (
            "database Postgres 15 with 100 GB disk and failover",
            {"infra.database.postgres.storage_gb": 100, "infra.database.postgres.high_availability": True},
        ),
        ("a DNS zone for shop.example.com and a firewall", {"infra.dns.zone.dns_name": "shop.example.com."}),
        (
            "cloud run, image gcr.io/acme/api:1.2",
            {"infra.cloud_run.service.template.containers.0.image": "gcr.io/acme/api:1.2"},
        ),
        ("The team is called Digital Collections.", {"owner.team": "Digital Collections"}),
        ("It's production, in Iowa, the code is fleet, spark", {"tenant_code": "fleet"}),
        ("call it fleet, k8s in prod", {"tenant_code": "fleet"}),
    ],
)
def test_a_detail_reaches_its_field(text: str, expected: dict[str, Any]) -> None:
    """In brackets, in fragments, in the next sentence, with a label of its own."""
    found = written(text)
    assert {path: found.get(path) for path in expected} == expected


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("a small shop with postgres", "infra.database.size"),
        ("dns is needed, and a node.js container on k8s", "infra.dns.zone.dns_name"),
        ("the name is important, we want spark", "tenant_code"),
        ("we want spark, the team is small", "owner.team"),
        ("cloud run, image gcr.io/acme/api:1.2", "infra.storage.enabled"),
        ("spark on a medium cluster, large is over the top", "infra.gke.size"),
    ],
)
def test_a_word_about_something_else_writes_nothing(text: str, path: str) -> None:
    """A shop's size is no database's; a remark is no name; an image to run is no picture to keep."""
    assert path not in written(text)


@pytest.mark.parametrize(
    ("text", "engines"),
    [
        ("postgres or alloydb, we don't care", {"infra.database.postgres"}),
        ("either mysql or postgres", set()),
        ("postgres and mysql", {"infra.database.postgres", "infra.database.mysql"}),
    ],
)
def test_one_of_two_is_not_both(text: str, engines: set[str]) -> None:
    """The first where any will do; else the database alone, so that the kind is asked for."""
    found = written(text)
    assert {path for path, value in found.items() if value == {}} == engines
    assert engines or found["infra.database.enabled"] is True


def test_a_list_of_what_is_not_needed_is_not_wanted() -> None:
    """ "Not needed: ..." refuses what follows the colon."""
    acts = interpreter().interpret("GKE (large), MySQL (medium, HA)\nNot needed: S3", View(knowledge().form))
    assert "infra.storage.enabled" in {act.path for act in acts if isinstance(act, a.Reject)}
    assert written("GKE (large), MySQL 8.4 (medium, HA)")["infra.database.mysql.high_availability"] is True
