"""Numbers that are put right: the new one beside the one that stands."""

from pathlib import Path

import pytest

from tests.reference_factory import converse

OPENING = (
    "Production in Oslo, a Postgres database with a disk of 300 GB, and a bucket named evidence kept for 365 days."
)
DAYS, DISK = "infra.storage.buckets.0.retention_days", "infra.database.postgres.storage_gb"


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("I must correct the retention: the auditors require 400 days, not 365.", DAYS, 400),
        ("It ought to be 500 days rather than 365.", DAYS, 500),
        ("We misread the contract: it says 2 years instead of 365 days.", DAYS, 730),
        ("Not 365 days but 90.", DAYS, 90),
        ("The 365 days must be 400.", DAYS, 400),
        ("I said 365 days; make it 500.", DAYS, 500),
        ("Please increase the retention from 365 days to 6 years.", DAYS, 2190),
        ("A correction of the retention: the auditors require 400 days.", DAYS, 400),
        ("The disk is to be 500 GB rather than 300.", DISK, 500),
        ("The figure of 300 GB was wrong, it is 950.", DISK, 950),
        ("Increase the disk from 300 to 900 GB, and a small cluster.", DISK, 900),
    ],
)
def test_a_number_takes_the_place_of_another(tmp_path: Path, text: str, path: str, value: int) -> None:
    """With the field's name or without it; a unit that one of the two has is the other's as well."""
    _, turns = converse(tmp_path, OPENING, text)
    sets = {act["path"]: act["value"] for act in turns[-1].to_json()["acts"] if act["kind"] == "set"}
    assert sets.pop(path) == value
    assert DAYS not in sets
    assert DISK not in sets


@pytest.mark.parametrize(
    "text",
    [
        "Our contract runs 7 years, not 5 as theirs.",
        "Is it 400 days rather than 365?",
        "We have 400 people, not 300.",
        "Between 300 and 400 files come in a day.",
        "We open at 9, not at 10.",
    ],
)
def test_other_numbers_correct_nothing(tmp_path: Path, text: str) -> None:
    """No number of the request stands beside them, or they only ask."""
    _, turns = converse(tmp_path, OPENING, text)
    paths = [act.get("path") for act in turns[-1].to_json()["acts"] if act["kind"] == "set"]
    assert DAYS not in paths
    assert DISK not in paths
