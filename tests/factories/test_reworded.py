"""The same dialogues over a factory whose schema says everything in other words."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from maestro.cli.app import run
from tests.factories.reworded import reworded_factory, reworded_schema
from tests.reference_factory import ROOT

DIALOGUES, DELTA = ROOT / "tests/dialogues", ROOT / "tests/factories/delta"


def test_names_and_values_stay_and_texts_change() -> None:
    """Titles, questions and aliases are other words; what a request is written with is the same."""
    schema = {"properties": {"size": {"title": "Database size", "enum": ["small"], "x-maestro": {
        "question": "How big is the database?", "aliases": ["db size", "tiny"],
        "options": {"small": {"title": "Small"}}}}}}  # fmt: skip
    said = reworded_schema(schema)["properties"]["size"]
    assert (said["title"], said["enum"]) == ("Data store capacity", ["small"])
    assert said["x-maestro"] == {
        "question": "How big is the data store?", "aliases": ["db size", "mini"],
        "options": {"small": {"title": "Compact"}}}  # fmt: skip


@pytest.mark.parametrize(
    ("root", "dialogues", "chosen"),
    [
        (DELTA, "factory-delta.jsonl", ("delta-04", "delta-18", "delta-21")),
        (ROOT, "tune-b.jsonl", ("b-keyvalue", "b-phone-typos")),
    ],
)
def test_dialogues_reach_their_goals(root: Path, dialogues: str, chosen: Sequence[str], tmp_path: Path) -> None:
    """Whatever the platform team calls its fields."""
    lines = (DIALOGUES / dialogues).read_text(encoding="utf-8").splitlines()
    some = [line for line in lines if json.loads(line)["id"] in chosen]
    assert len(some) == len(chosen)
    file = tmp_path / "some.jsonl"
    file.write_text("\n".join(some), encoding="utf-8")
    other = reworded_factory(root, tmp_path / "factory")
    assert run(["eval", str(file), "--factory", str(other), "--summary", "--fail-under", "1"]) == 0
