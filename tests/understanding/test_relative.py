"""Amounts told by what stands, values taken up again, and pieces of an identifier that are put right."""

from pathlib import Path
from typing import Any

import pytest

from tests.reference_factory import session

CACHE = "Redis cache with 8 GB for dev in Dallas"
SPARK = "Statistics every night with Spark, four workers, Utah, production"
TILES = "Tile planner. Kubernetes, medium, with 4 nodes, and a Redis of 2 GB, in production"
DISK = "Postgres 15 with 50 GB, prod, Warsaw"
CLIPS = "Clips in a bucket called trips, kept for 30 days. Production, London."
MEMORY, WORKERS = "infra.memorystore.redis.memory_size_gb", "infra.dataproc.workers.count"
NODES, SIZE = "infra.gke.node_count", "infra.gke.size"
STORAGE, KEPT = "infra.database.postgres.storage_gb", "infra.storage.buckets.0.retention_days"


def after(tmp_path: Path, *messages: str) -> dict[str, Any]:
    """The values that stand after some messages."""
    talk = session(tmp_path)
    for message in messages:
        talk.turn(message)
    return {path: held.value for path, held in talk.state.blueprint.values.items()}


@pytest.mark.parametrize(
    ("opening", "change", "path", "value"),
    [
        (CACHE, "Double the cache memory please.", MEMORY, 16),
        (CACHE, "4 GB more", MEMORY, 12),
        (CACHE, "The cache needs three times the memory", MEMORY, 24),
        (CACHE, "half of that would do", MEMORY, 4),
        (CACHE, "increase the cache by 50 %", MEMORY, 12),
        (SPARK, "Add another three workers, it won't be done by breakfast.", WORKERS, 7),
        (SPARK, "one less", WORKERS, 3),
        (SPARK, "Two workers fewer.", WORKERS, 2),
        (SPARK, "plus two workers", WORKERS, 6),
        (TILES, "One size smaller would suffice for the cluster.", SIZE, "small"),
        (TILES, "a notch up, please", SIZE, "large"),
        (TILES, "raise the nodes by two and give the cache 2 GB more", NODES, 6),
        (TILES, "raise the nodes by two and give the cache 2 GB more", MEMORY, 4),
        (TILES, "the cache goes up to 6 GB and the nodes come down to 3", NODES, 3),
        (DISK, "add 20 GB to the disk", STORAGE, 70),
        (DISK, "Bump the storage by 100 GB", STORAGE, 150),
        (CLIPS, "The insurer wants them kept three times as long.", KEPT, 90),
        (CLIPS, "ten days less", KEPT, 20),
        (CLIPS, "Make that five more weeks.", KEPT, 65),
        (SPARK, "Half as many workers will do.", WORKERS, 2),
        (CACHE, "cache x3 pls", MEMORY, 24),
        (DISK, "and shave off 25 GB please", STORAGE, 25),
        (DISK, "The disk may well be twice as large.", STORAGE, 100),
        (TILES, "drop 2 nodes", NODES, 2),
    ],
)
def test_an_amount_is_counted_from_the_one_that_stands(
    tmp_path: Path, opening: str, change: str, path: str, value: object
) -> None:
    assert after(tmp_path, opening, change)[path] == value


@pytest.mark.parametrize(
    ("opening", "remark"),
    [
        (DISK, "we expect twice as many customers next year"),
        (DISK, "Our backup runs three times a day."),
        (CACHE, "There will be two more people in the team"),
        (SPARK, "Would three more workers be faster?"),
        (SPARK, "There is no need to double the workers"),
        (CLIPS, "We have half of the city as customers"),
        (TILES, "two sizes up"),
        (TILES, "never drop two nodes"),
        (CLIPS, "we have two more weeks until launch"),
        (SPARK, "our workers are more expensive than yours"),
        (CACHE, "A double room costs more on Fridays"),
    ],
)
def test_words_about_something_else_change_no_amount(tmp_path: Path, opening: str, remark: str) -> None:
    numbers = (MEMORY, WORKERS, NODES, SIZE, STORAGE, KEPT)
    before = {p: v for p, v in after(tmp_path / "one", opening).items() if p in numbers}
    assert {p: v for p, v in after(tmp_path / "two", opening, remark).items() if p in numbers} == before


@pytest.mark.parametrize(
    ("again", "region"),
    [
        ("Actually let's go back to the city I named first.", "europe-west10"),
        ("Back to the original region please", "europe-west10"),
        ("back to what I said before", "europe-north2"),
        ("The first city I named was nice, but leave it", "europe-west8"),
    ],
)
def test_an_earlier_value_is_taken_up_again(tmp_path: Path, again: str, region: str) -> None:
    said = ("A small MySQL in Berlin, a pilot", "Better put it in Stockholm.", "no, Milan is better")
    assert after(tmp_path, *said, again)["gcp.region"] == region


@pytest.mark.parametrize(
    ("change", "path", "value"),
    [
        ("I mistyped the billing account: its last block is 1C00B8.", "billing_account_id", "65F5ED-C9FBF6-1C00B8"),
        ("the middle block of the billing account should read C9FBF7", "billing_account_id", "65F5ED-C9FBF7-1C00A8"),
        ("the last two digits of the organisation are 12", "org_id", "447120998312"),
        ("the last block of houses is 1C00B8", "org_id", "447120998311"),
    ],
)
def test_a_piece_of_an_identifier_is_put_right(tmp_path: Path, change: str, path: str, value: str) -> None:
    opening = "Lockers, production. Billing account 65F5ED-C9FBF6-1C00A8, organisation 447120998311."
    assert after(tmp_path, opening, change)[f"gcp.{path}"] == value


@pytest.mark.parametrize(
    "undo",
    [
        "Forget the last thing I said, leave it as it was before.",
        "Ignore my last message please",
        "scrap what I just said",
        "please leave everything as it was",
        "withdraw my last request",
    ],
)
def test_the_last_step_is_taken_back_in_other_words(tmp_path: Path, undo: str) -> None:
    values = after(tmp_path, "Shift planner in Toronto, Postgres with 30 GB", "Also a Redis with 6 GB.", undo)
    assert MEMORY not in values
    assert values[STORAGE] == 30


@pytest.mark.parametrize(
    ("change", "version"),
    [
        ("bump it to 16", "POSTGRES_16"),
        ("17 is what our vendor supports", "POSTGRES_17"),
        ("The version it needs is 15.", "POSTGRES_15"),
        ("our club is 16 years old", "POSTGRES_14"),
    ],
)
def test_a_version_by_its_number_alone(tmp_path: Path, change: str, version: str) -> None:
    values = after(tmp_path, "prod postgres 14 in Paris for our radio", change)
    assert values["infra.database.postgres.version"] == version


def test_the_version_before(tmp_path: Path) -> None:
    values = after(tmp_path, "prod postgres 14 in Paris", "bump it to 16", "Nope, previous version.")
    assert values["infra.database.postgres.version"] == "POSTGRES_14"


@pytest.mark.parametrize("change", ["I want it smaller.", "make it two notches fancier"])
def test_a_change_that_finds_no_value_is_said(tmp_path: Path, change: str) -> None:
    talk = session(tmp_path)
    talk.turn("Ski rental, prod, Milan, MySQL.")
    assert "could not place" in talk.turn(change).to_json()["reply"]


def test_a_value_of_another_field_is_no_name(tmp_path: Path) -> None:
    values = after(tmp_path, "Environment: production. It's merely a sandbox though.", "Then call it non-production.")
    assert values["environment"] == "nonprod"
    assert "tenant_code" not in values


def test_a_starting_point_by_its_purpose(tmp_path: Path) -> None:
    talk = session(tmp_path)
    talk.turn("sneaker resale shop, k8s, prod")
    talk.turn("go with the web shop")
    assert talk.state.blueprint.scenario == "04-web-commerce"
