"""`/preview`, `/policy` and `/why`: what the factory makes of the request as it stands."""

from pathlib import Path

import pytest
import yaml

from maestro.chat.blocks import Block, Grid, Lines, Listing, Source
from maestro.chat.commands import find
from maestro.chat.commands.base import Desk, Show
from maestro.chat.session import Session
from maestro.domain.errors import UsageError
from tests.fakes.session import filled, session_in
from tests.reference_factory import converse, session


def shown(talk: Session, folder: Path, command: str, argument: str = "") -> tuple[Block, ...]:
    """What a command prints in a conversation."""
    result = find(command).run(Desk(talk, None, folder, tuple, 0.0), argument)
    assert isinstance(result, Show)
    return result.blocks


@pytest.fixture
def shop(tmp_path: Path) -> Session:
    talk, _ = converse(tmp_path, "start from web commerce, production, pci dss")
    return talk


def test_preview_is_the_golden_file_with_examples_named(shop: Session, tmp_path: Path) -> None:
    (block,) = shown(shop, tmp_path, "preview")
    assert isinstance(block, Source)
    marked = [line for line in block.text.splitlines() if line.startswith("# example, still open: ")]
    assert any("tenant_code = " in line for line in marked)
    documents = list(yaml.safe_load_all(block.text))
    assert {"SQLInstance", "ContainerCluster", "RedisInstance"} <= {d["kind"] for d in documents}


def test_preview_of_the_report_and_of_the_resources(shop: Session, tmp_path: Path) -> None:
    (report,) = shown(shop, tmp_path, "preview", "report")
    assert isinstance(report, Source)
    assert yaml.safe_load(report.text)["kind"] == "ClusterReport"
    note, grid = shown(shop, tmp_path, "preview", "resources")
    assert isinstance(note, Lines)
    assert isinstance(grid, Grid)
    (database,) = (row for row in grid.rows if row[0] == "SQLInstance")
    assert "sql-tls" in database[2]


def test_preview_follows_the_conversation(shop: Session, tmp_path: Path) -> None:
    (before,) = shown(shop, tmp_path, "preview")
    shop.turn("the database should be large")
    (after,) = shown(shop, tmp_path, "preview")
    assert isinstance(before, Source)
    assert isinstance(after, Source)
    assert "db-custom-2-7680" in before.text
    assert "db-custom-4-15360" in after.text


def test_policy_lists_what_has_a_part(shop: Session, tmp_path: Path) -> None:
    (grid,) = shown(shop, tmp_path, "policy")
    assert isinstance(grid, Grid)
    parts = {row[0]: row[1] for row in grid.rows}
    assert parts["size-postgres"] == "1 field changed"
    assert parts["databases-backed-up"].endswith("pass")
    assert "gdpr-region" not in parts


def test_a_policy_tells_what_it_changed_and_what_it_says(shop: Session, tmp_path: Path) -> None:
    (listing,) = shown(shop, tmp_path, "policy", "size-postgres")
    assert isinstance(listing, Listing)
    entries = {entry.name: entry.text for entry in listing.entries}
    assert entries["layer"] == "10-abstractions"
    assert entries["changed"].endswith("spec.settings.tier: db-custom-2-7680")
    (judged,) = shown(shop, tmp_path, "policy", "backed-up")
    assert isinstance(judged, Listing)
    assert "pass" in {entry.name for entry in judged.entries}
    (idle,) = shown(shop, tmp_path, "policy", "gdpr-region")
    assert isinstance(idle, Listing)
    assert idle.entries[-1].text == "has no part in the request as it stands"


@pytest.mark.parametrize(
    ("command", "argument", "told"),
    [
        ("policy", "nothing-like-it", "no policy 'nothing-like-it'"),
        ("policy", "sql", "could be"),
        ("preview", "everything", "golden, report or resources"),
    ],
)
def test_a_wrong_name_is_told(shop: Session, tmp_path: Path, command: str, argument: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        shown(shop, tmp_path, command, argument)


def test_why_names_the_policy_that_writes_the_field(shop: Session, tmp_path: Path) -> None:
    (listing,) = shown(shop, tmp_path, "why", "infra.database.postgres.tier")
    assert isinstance(listing, Listing)
    (written,) = (entry.text for entry in listing.entries if entry.name == "policy")
    assert "(size-postgres) writes db-custom-2-7680 into spec.settings.tier of SQLInstance/" in written
    (other,) = shown(shop, tmp_path, "why", "gcp.region")
    assert isinstance(other, Listing)
    assert "policy" not in {entry.name for entry in other.entries}


def test_an_empty_conversation_has_a_preview_of_examples(tmp_path: Path) -> None:
    (block,) = shown(session(tmp_path), tmp_path, "preview")
    assert isinstance(block, Source)
    assert block.text.startswith("# example, still open: ")


def test_without_a_chart_the_reason_is_told(tmp_path: Path) -> None:
    talk = session_in(tmp_path)
    filled(talk)
    for command in ("preview", "policy"):
        with pytest.raises(UsageError, match="has no chart"):
            shown(talk, tmp_path, command)


@pytest.fixture
def pair(tmp_path: Path) -> Session:
    talk, _ = converse(tmp_path, "an online shop with Postgres in prod and nonprod", "1", "none")
    talk.turn("in nonprod the database is small")
    return talk


def test_why_tells_environments_apart_where_they_differ(pair: Session, tmp_path: Path) -> None:
    (listing,) = shown(pair, tmp_path, "why", "infra.database.size")
    assert isinstance(listing, Listing)
    told = {entry.name: entry.text for entry in listing.entries}
    assert told["now in nonprod"] == "small"
    assert told["now in prod"] == "medium"
    assert any(entry.name == "brings in nonprod" and "db-g1-small" in entry.text for entry in listing.entries)
    (alike,) = shown(pair, tmp_path, "why", "network.mode")
    assert isinstance(alike, Listing)
    assert "now" in {entry.name for entry in alike.entries}


def test_policy_tells_environments_apart_where_they_differ(pair: Session, tmp_path: Path) -> None:
    (grid,) = shown(pair, tmp_path, "policy")
    assert isinstance(grid, Grid)
    did = {row[0]: row[1] for row in grid.rows}
    assert any("prod: " in text and "nonprod: " in text for text in did.values())
    (listing,) = shown(pair, tmp_path, "policy", "size-postgres")
    assert isinstance(listing, Listing)
    changed = [f"{entry.name}: {entry.text}" for entry in listing.entries if entry.name.startswith("changed")]
    assert any(text.startswith("changed in nonprod") and "db-g1-small" in text for text in changed)
