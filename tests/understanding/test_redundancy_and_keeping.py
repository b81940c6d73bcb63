"""What stays up when something fails, how many of a machine there are, and what must not be deleted."""

from typing import Any

import pytest

from tests.reference_factory import knowledge
from tests.understanding.made import written

FORM = knowledge().form
HA = ".high_availability"
MYSQL, POSTGRES = "infra.database.mysql.high_availability", "infra.database.postgres.high_availability"
TIER = "infra.memorystore.redis.tier"
KEPT = "infra.storage.buckets.0.retention_days"


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("MySQL, with a second machine in other zone which jumps in when the first is broken.", MYSQL, True),
        ("A MySQL, version 8.4 please, with a second machine which jumps in when the first is broken.", MYSQL, True),
        ("Postgres, and if it breaks a second one must take over.", POSTGRES, True),
        ("Postgres. If one machine dies, another one has to jump in at once.", POSTGRES, True),
        ("MySQL and a spare server that kicks in by itself", MYSQL, True),
        ("Pub/Sub and a Redis with 10 gigabytes and a replica.", TIER, "STANDARD_HA"),
        ("Redis and nothing besides. 16 GB, with a replica.", TIER, "STANDARD_HA"),
        ("They are counted in a cache: 20 GB, and it has to survive if a zone goes dark.", TIER, "STANDARD_HA"),
        ("A Postgres that stays up when a whole data centre burns down.", POSTGRES, True),
        ("Redis which must not go away if one zone is gone.", TIER, "STANDARD_HA"),
    ],
)
def test_what_takes_over_is_read(text: str, path: str, value: Any) -> None:
    said = written(FORM, text)
    assert said.get(path) == value
    assert "infra.dns.enabled" not in said


@pytest.mark.parametrize(
    "text",
    [
        "Kubernetes with 3 replicas of our app, and Redis",
        "Redis, and Kubernetes with replicas for the app",
        "Redis, one machine is enough, it may go down.",
        "The second machine in our office runs MySQL.",
        "Postgres; a second team takes care of the rest",
        "Postgres for the takeover of a second firm",
    ],
)
def test_a_second_of_something_else_is_no_standby(text: str) -> None:
    said = written(FORM, text)
    assert not [path for path in said if path.endswith(HA) or path == TIER]


@pytest.mark.parametrize(
    ("text", "path", "count"),
    [
        ("stand up gke for us, 4x n2-standard-8, sandbox", "infra.gke.node_count", 4),
        ("Kubernetes with 3 n2-standard-4 nodes", "infra.gke.node_count", 3),
        ("GKE, 5 x e2-standard-4", "infra.gke.node_count", 5),
        ("GKE on e2-standard-4 x 6", "infra.gke.node_count", 6),
        ("GKE on three c3-standard-8 machines", "infra.gke.node_count", 3),
        ("Spark with 12 n2-highmem-8 workers", "infra.dataproc.workers.count", 12),
        ("Spark cluster, 8× n2-standard-4", "infra.dataproc.workers.count", 8),
        ("Postgres 15 on db-n1-standard-4", "infra.gke.node_count", None),
        ("GKE 1.29, n2-standard-4", "infra.gke.node_count", None),
    ],
)
def test_a_number_before_a_machine_counts_it(text: str, path: str, count: int | None) -> None:
    assert written(FORM, text).get(path) == count


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("We store the tapes in buckets. They can't be deleted for 2 years, that's the regulator.", 730),
        ("A bucket for the tapes. No one is allowed to erase those for 10 years.", 3650),
        ("Object storage for x-rays. For thirty years nothing may be removed.", 10950),
        ("A bucket. We must be able to prove that no file was touched for 5 years.", 1825),
        ("A bucket. They are deleted after 2 years.", None),
        ("Postgres. Nobody may delete it for 2 years.", None),
        ("A bucket and a Redis. The Redis must not be touched for 2 weeks.", None),
        ("A bucket. Nobody has touched our old system for 5 years.", None),
    ],
)
def test_what_must_not_be_deleted_is_kept(text: str, days: int | None) -> None:
    assert written(FORM, text).get(KEPT) == days
