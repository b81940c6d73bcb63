"""What stands beside a component: versions, least and most, details of an item in prose and lines."""

from typing import Any

import pytest

from maestro.domain import acts as a
from maestro.domain.blueprint import Source, Status, Value
from maestro.domain.conversation import View
from maestro.domain.json import Json
from tests.reference_factory import interpreter, knowledge

MYSQL, POSTGRES = "infra.database.mysql.version", "infra.database.postgres.version"
LEAST = "infra.cloud_run.min_instances"
BUCKETS = "infra.storage.buckets"


def read(text: str) -> list[a.Act]:
    """The acts of an opening."""
    return list(interpreter().interpret(text, View(knowledge().form)))


def written(text: str) -> dict[str, Any]:
    """Path to value of what an opening sets for all environments."""
    return {act.path: act.value for act in read(text) if isinstance(act, a.Set) and act.environment is None}


def item(text: str, name: str) -> dict[str, Json]:
    """All that an opening says of one bucket."""
    parts = [act.value for act in read(text) if isinstance(act, a.Add) and act.path == BUCKETS]
    return {k: v for part in parts if isinstance(part, dict) and part.get("name") == name for k, v in part.items()}


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("MySQL small with version 8.4 for our webshop", MYSQL, "MYSQL_8_4"),
        ("PostgreSQL, version 15, large", POSTGRES, "POSTGRES_15"),
        ("postgres v16 medium", POSTGRES, "POSTGRES_16"),
        ("We run on PostgreSQL (15, small)", POSTGRES, "POSTGRES_15"),
        ("a database. It must be MySQL. Version 8.0 please.", MYSQL, "MYSQL_8_0"),
        ("MySQL in version 8, medium", MYSQL, "MYSQL_8_0"),
        ('engine = postgres, engine_version = "14"', POSTGRES, "POSTGRES_14"),
        ("- mysql - 8.4 - small", MYSQL, "MYSQL_8_4"),
    ],
)
def test_a_version_is_told_by_its_number(text: str, path: str, value: str) -> None:
    """Beside the engine, behind a label, in brackets, in a line of its own."""
    assert written(text).get(path) == value


@pytest.mark.parametrize(
    "text",
    [
        "Rails version 8 with MySQL",
        "PHP, version 8.4, with MySQL, small",
        "Node v16 in containers, PostgreSQL medium",
        "Kubernetes version 1.29 and a postgres",
        "15 people use our Postgres",
        "MySQL with 8.4 GB",
        "we have 17 shops (15, small) and a postgres",
        "Java version 17",
    ],
)
def test_the_version_of_something_else_is_not_the_databases(text: str) -> None:
    """A number belongs to the word before it."""
    assert not {MYSQL, POSTGRES} & written(text).keys()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a container on cloud run that scales to zero, at most 20 instances", 0),
        ("a rest api with at least 3 instances and never more than 12", 3),
        ("serverless; it goes down to zero at night", 0),
        ("a rest api, keeps 2 instances warm", 2),
    ],
)
def test_least_and_most_are_told_apart(text: str, value: int) -> None:
    """What may run at most is no minimum."""
    assert written(text).get(LEAST) == value


@pytest.mark.parametrize(
    "text",
    [
        "cloud run. it must never scale to zero",
        "cloud run with up to 8 instances",
        "our old lambda scaled to zero",
        "our own servers had 8 instances. Cloud run please",
    ],
)
def test_no_minimum_is_written(text: str) -> None:
    """Where none was said."""
    assert LEAST not in written(text)


def test_what_never_scales_to_zero_is_still_wanted() -> None:
    """The words deny the scaling alone."""
    assert written("cloud run. it must never scale to zero").get("infra.cloud_run.enabled") is True


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (
            "One bucket named registers. Storage class archive, earlier versions kept, nobody may delete for 90 days.",
            "registers",
            {"storage_class": "ARCHIVE", "versioning": True, "retention_days": 90},
        ),
        (
            "bucket named proofs; storage class: cold; versioning; retention 400 days",
            "proofs",
            {"storage_class": "COLDLINE", "versioning": True, "retention_days": 400},
        ),
        ("- bucket: ledger\n  - locked for 7 years\n  - older versions retained", "ledger", {"retention_days": 2555}),
        ("a bucket called raw whose old versions are kept, nearline", "raw", {"versioning": True}),
        ("a bucket named raw where old versions stay", "raw", {"versioning": True}),
        ("a bucket named raw, nothing may be removed for 5 years", "raw", {"retention_days": 1825}),
        ("a bucket called raw and one called out which holds things for 90 days", "out", {"retention_days": 90}),
        ("one bucket called tmp, everything is deleted after 30 days", "tmp", {"retention_days": None}),
        ("a bucket called tmp, purged every 14 days", "tmp", {"retention_days": None}),
    ],
)
def test_the_details_of_an_item_may_follow_it(text: str, name: str, expected: dict[str, Json]) -> None:
    """In the next sentence, in lines below it, by what may be done to it."""
    found = item(text, name)
    assert found.get("name") == name
    assert {key: found.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a bucket for the PDF reports, seven years (2555 days) during which nobody may delete anything", 2555),
        ("We store scans in a bucket, they must be kept for ten years", 3650),
        ("object storage, immutable for 90 days", 90),
        ("files in a bucket, photos are removed after 30 days", None),
        ("we keep logs for 30 days in our own system. A bucket for exports.", None),
        ("a bucket; our tape library keeps things for 5 years today", None),
        ("a bucket, we need it within 20 days", None),
    ],
)
def test_the_only_item_needs_no_name(text: str, value: int | None) -> None:
    """How long its things stay; not how soon they go, nor what others keep."""
    found = written(text)
    assert found.get(f"{BUCKETS}.0.retention_days") == value
    assert found.get("infra.storage.enabled") is True


@pytest.mark.parametrize(
    "text", ["a python container that answers requests", "our java container reads mails", "a container called api"]
)
def test_a_language_is_no_image(text: str) -> None:
    """Nor is what a container is called; an image has a form of its own, or its label."""
    assert not any(isinstance(act, a.Add) for act in read(text))


SIZES = ("infra.gke.size", "infra.database.size")


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("Cluster small, database Postgres medium, a web shop on kubernetes", ("small", "medium")),
        ("web shop on a small cluster with Postgres medium", (None, "medium")),
        ("Both databases small, both clusters large, php with mysql on kubernetes", ("large", "small")),
        ("the database medium and the cluster large, kubernetes with postgres", ("large", "medium")),
        ("a small firm with a large team, postgres and kubernetes", (None, None)),
    ],
)
def test_a_bare_noun_says_whose_size_it_is(text: str, sizes: tuple[str | None, str | None]) -> None:
    """What it calls; a cluster that nobody named is no database."""
    found = written(text)
    assert tuple(found.get(path) for path in SIZES) == sizes


FINALIZED, DELETED = "google.cloud.storage.object.v1.finalized", "google.cloud.storage.object.v1.deleted"
PUBLISHED = "google.cloud.pubsub.topic.v1.messagePublished"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Each time a file lands in the bucket my container should wake up", FINALIZED),
        ("When a new photo arrives in the bucket, our service on cloud run must process it", FINALIZED),
        ("every time a scan is put into the bucket, run our service", FINALIZED),
        ("The moment a picture turns up in the bucket, something must start and shrink it", FINALIZED),
        ("as soon as a message comes in on the topic the container runs", PUBLISHED),
        ("on every new message a small container starts", PUBLISHED),
        ("whenever a file is deleted a cloud function has to start", DELETED),
        ("when a file arrives, our clerk calls the customer", None),
        ("when customers come in, the container must be quick", None),
        ("when it gets cold the container runs", None),
        ("when an order is deleted the service handles the refund", None),
        ("files land in a bucket every day", None),
    ],
)
def test_what_sets_a_program_off_is_an_event(text: str, value: str | None) -> None:
    """A thing, a verb of coming or going, and something that starts."""
    assert written(text).get("infra.eventarc.triggers.0.event_type") == value


@pytest.mark.parametrize("text", ["The brokers drop the files the whole day", "our three libraries remove files"])
def test_what_others_remove_is_not_refused(text: str) -> None:
    """A verb of removing with a subject of its own tells, it asks for nothing."""
    assert not any(isinstance(act, a.Reject) for act in read(text))


def test_who_asks_for_a_removal_is_heard() -> None:
    """Without such a subject."""
    assert any(isinstance(act, a.Reject) for act in read("please remove the files"))


HELD = {"infra.database.mysql": Value({}, Source.USER, Status.STATED, "MySQL")}


@pytest.mark.parametrize(
    "text",
    [
        "Stop. The old site is given up. The new one is written in Django with PostgreSQL.",
        "The team decided otherwise: PostgreSQL instead",
        "we changed our minds, Postgres 16",
        "Postgres replaces it",
    ],
)
def test_an_engine_gives_way_to_the_next(text: str) -> None:
    """Where the words say that something does."""
    acts = interpreter().interpret(text, View(knowledge().form, values=HELD, chosen=True))
    assert any(isinstance(act, a.Reject) and act.path == "infra.database.mysql" for act in acts)


@pytest.mark.parametrize(
    "text",
    [
        "we also need Postgres for the reports",
        "for the new search we take Postgres too",
        "Postgres for the reports",
        "the old one stays, and a Postgres",
        "replace the cache by something bigger",
    ],
)
def test_engines_stand_beside_each_other(text: str) -> None:
    """Where one joins the other, or nothing says that it goes."""
    acts = interpreter().interpret(text, View(knowledge().form, values=HELD, chosen=True))
    assert not any(isinstance(act, a.Reject) and act.path.startswith("infra.database") for act in acts)


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Frankfurt is where our importer sits. It must be Milan.", "europe-west8"),
        ("Milan is where our importer sits. Put it in Madrid", "europe-southwest1"),
        ("Frankfurt is where it must run", "europe-west3"),
        ("London is where we want it", "europe-west2"),
    ],
)
def test_where_somebody_sits_is_not_where_it_runs(text: str, region: str) -> None:
    """Unless it is the thing itself that is there."""
    assert written(text).get("gcp.region") == region


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Regional newspaper. Production, network of its own.", None),
        ("timetables for regional trains, dedicated VPC", None),
        ("our own network, routing mode regional", "REGIONAL"),
        ("global routing in our own network", "GLOBAL"),
    ],
)
def test_a_bare_word_is_no_detail_that_nobody_named(text: str, value: str | None) -> None:
    """Of a field that is never asked by itself."""
    assert written(text).get("network.dedicated.vpc.routing_mode") == value


def added(text: str, roster: str) -> list[Json]:
    """What an opening adds to a list."""
    return [act.value for act in read(text) if isinstance(act, a.Add) and act.path == roster]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a container; the group:editors@press.example gets roles/editor",
            [{"member": "group:editors@press.example", "role": "roles/editor"}],
        ),
        (
            "group:a@x.example and group:b@x.example get roles/viewer",
            [
                {"member": "group:a@x.example", "role": "roles/viewer"},
                {"member": "group:b@x.example", "role": "roles/viewer"},
            ],
        ),
        (
            "give roles/viewer to user:jo@x.example and roles/editor to user:al@x.example",
            [
                {"role": "roles/viewer", "member": "user:jo@x.example"},
                {"role": "roles/editor", "member": "user:al@x.example"},
            ],
        ),
    ],
)
def test_the_parts_of_one_entry_are_one(text: str, expected: list[Json]) -> None:
    """Who and which role, in either order; one role for both where one is said."""
    assert added(text, "organization.iam") == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('plus a bucket "scores", versioned', "scores"),
        ("a bucket 'frames'", "frames"),
        ("Spark with 12 workers, bucket raw-data", "raw-data"),
        ("- bucket in2 (coldline)", "in2"),
        ("a bucket read-only for all", None),
        ("bucket e-mail archive", None),
        ("a bucket please", None),
    ],
)
def test_a_marked_word_after_a_thing_is_its_name(text: str, name: str | None) -> None:
    """In quotation marks, with a hyphen or a digit."""
    names = [part.get("name") for part in added(text, BUCKETS) if isinstance(part, dict)]
    assert names == ([name] if name else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "PostgreSQL with a standby and 300 GB, a Redis of 8 gigs",
            {"infra.database.postgres.storage_gb": 300, "infra.memorystore.redis.memory_size_gb": 8},
        ),
        ("Kubernetes medium with Postgres", {"infra.gke.size": "medium", "infra.database.size": None}),
        ("postgres with 40 GB/day of growth", {"compliance.data_residency": None}),
        ("kubernetes and postgres, all of them small", {"infra.gke.size": "small", "infra.database.size": "small"}),
        ("both on Kubernetes medium with Postgres", {"infra.gke.size": "medium", "infra.database.size": None}),
    ],
)
def test_a_detail_belongs_to_what_stands_before_it(text: str, expected: dict[str, Json]) -> None:
    """Between two marks, or right after the thing."""
    found = written(text)
    assert {path: found.get(path) for path in expected} == expected


def test_an_engine_gives_way_in_one_message() -> None:
    """The first one was taken back before anything was written."""
    acts = read("Postgres please. Actually our DBA says MySQL 8.4 instead.")
    assert any(isinstance(act, a.Reject) and act.path == "infra.database.postgres" for act in acts)
    assert not any(isinstance(act, a.Set) and act.path == "infra.database.postgres" for act in acts)


def test_two_stages_name_none() -> None:
    """A plural speaks of environments, it is none of them."""
    assert "environment" not in written("We would like to have two stages of one thing.")


@pytest.mark.parametrize(
    "text", ["a handful of members play with it in the winter", "a member reads the meter", "one of our members pays"]
)
def test_people_are_no_entries(text: str) -> None:
    """Of a list that is never asked for."""
    assert not any(isinstance(act, a.Add) for act in read(text))


@pytest.mark.parametrize(
    ("text", "roster", "entry"),
    [
        ("a bucket by the name of scans", "infra.storage.buckets", {"name": "scans"}),
        ("the key is kept in a secret store under the name customs-key", "infra.secret_manager.secrets",
         {"name": "customs-key"}),
        ("Secret Manager with a secret to be called bank-key", "infra.secret_manager.secrets", {"name": "bank-key"}),
        ("a bucket titled plans", "infra.storage.buckets", {"name": "plans"}),
        ("a bucket, which shall be named plans", "infra.storage.buckets", {"name": "plans"}),
        ("a bucket whose name is plans, nearline", "infra.storage.buckets",
         {"name": "plans", "storage_class": "NEARLINE"}),
        ("a topic under the name of orders", "infra.pubsub.topics", {"name": "orders"}),
        ("dedicated network, one subnet named core with 10.64.0.0/18", "network.dedicated.subnets",
         {"name": "core", "cidr": "10.64.0.0/18"}),
        ("dedicated network with one subnet, 10.64.0.0/18, by the name of core", "network.dedicated.subnets",
         {"name": "core", "cidr": "10.64.0.0/18"}),
        ("A dedicated network. The subnet is to be called core and has 10.64.0.0/18", "network.dedicated.subnets",
         {"name": "core", "cidr": "10.64.0.0/18"}),
        ("two subnets, core with 10.64.0.0/18 and edge with 10.65.0.0/18", "network.dedicated.subnets",
         {"name": "edge", "cidr": "10.65.0.0/18"}),
    ],
)  # fmt: skip
def test_entries_are_named_in_many_ways(text: str, roster: str, entry: dict[str, object]) -> None:
    """The name, and what is told by its form alone, are of one entry."""
    acts = interpreter().interpret(text, View(knowledge().form))
    assert entry in [act.value for act in acts if isinstance(act, a.Add) and act.path == roster]


@pytest.mark.parametrize("text", ["a bucket under the desk", "two buckets, mostly with pictures", "a bucket for scans",
                                  "a bucket, a database, called ledger"])  # fmt: skip
def test_what_names_no_entry(text: str) -> None:
    """Other words after the same nouns."""
    acts = interpreter().interpret(text, View(knowledge().form))
    assert not [act for act in acts if isinstance(act, a.Add) and act.path == "infra.storage.buckets"]


@pytest.mark.parametrize(
    ("text", "versions"),
    [
        ("a bucket for drawings, and earlier versions of a drawing have to be kept", True),
        ("A bucket for scans. The older versions of all scans are to be preserved.", True),
        ("a bucket where superseded editions of our own contracts remain available", True),
        ("a bucket for drawings, earlier versions of a drawing are not kept", None),
        ("a bucket for drawings. We keep a list of the drawings in an old book.", None),
    ],
)
def test_whose_versions_are_kept(text: str, versions: bool | None) -> None:
    """With words in between that tell of what, and in the next sentence."""
    acts = interpreter().interpret(text, View(knowledge().form))
    told = [act.value for act in acts if isinstance(act, a.Set) and act.path.endswith(".versioning")]
    assert told == ([] if versions is None else [versions])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a bucket for our archive", []),
        ("the archive itself is a bucket", []),
        ("a bucket in archive", ["ARCHIVE"]),
        ("a bucket for the archive, coldline", ["COLDLINE"]),
    ],
)
def test_a_thing_is_no_quality(text: str, told: list[str]) -> None:
    """What is kept in a bucket may be called like one of its classes."""
    acts = interpreter().interpret(text, View(knowledge().form))
    assert [act.value for act in acts if isinstance(act, a.Set) and act.path.endswith(".storage_class")] == told
