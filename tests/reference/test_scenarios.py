"""The starting points: complete, valid, and described in words that lead to them."""

from typing import Any

import jsonschema
import pytest
import yaml

from tests.reference.test_schema_file import SCHEMA
from tests.reference_factory import ROOT

FOLDERS = sorted(path for path in (ROOT / "scenarios").iterdir() if path.is_dir())
EACH = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
JUDGE = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def read(path: Any) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_there_are_seven() -> None:
    assert [folder.name[:2] for folder in FOLDERS] == [f"{number:02}" for number in range(1, 8)]


@EACH
def test_the_request_is_valid(folder: Any) -> None:
    assert [error.message for error in JUDGE.iter_errors(read(folder / "request.yaml"))] == []


@EACH
def test_the_blueprint_describes_itself(folder: Any) -> None:
    blueprint = read(folder / "blueprint.yaml")
    assert blueprint["id"] == folder.name
    assert blueprint["title"]
    assert blueprint["summary"].count(".") == 1
    for key in ("contains", "tags", "signals", "not_for"):
        assert blueprint[key], key
        assert len(blueprint[key]) == len(set(blueprint[key])), key
    assert (folder / "README.md").read_text(encoding="utf-8").startswith(f"# {blueprint['title']}\n")


@EACH
def test_utterances_are_many_and_differ(folder: Any) -> None:
    utterances = read(folder / "blueprint.yaml")["utterances"]
    assert len({utterance.casefold() for utterance in utterances}) >= 8


def test_no_two_share_an_utterance() -> None:
    every = [utterance for folder in FOLDERS for utterance in read(folder / "blueprint.yaml")["utterances"]]
    assert len(every) == len(set(every))


def test_each_has_what_its_title_promises() -> None:
    has: dict[str, Any] = {folder.name: read(folder / "request.yaml") for folder in FOLDERS}
    assert has["01-max-security-enterprise"]["compliance"]["packs"] == ["pci-dss"]
    assert has["02-lean-startup-shared"]["network"] == {"mode": "shared"}
    assert set(has["03-data-platform"]["infra"]) == {"dataproc", "storage"}
    commerce = has["04-web-commerce"]["infra"]
    assert commerce["database"]["postgres"]["high_availability"] is True
    assert commerce["memorystore"]["redis"]["tier"] == "STANDARD_HA"
    assert set(has["05-event-driven-services"]["infra"]) == {"cloud_run", "pubsub", "eventarc", "secret_manager"}
    assert has["06-regulated-healthcare"]["compliance"] == {"packs": ["hipaa"], "data_residency": "us"}
    assert has["07-classic-lamp"]["infra"]["database"]["size"] == "small"
    for request in has.values():
        assert all(component["enabled"] is True for component in request["infra"].values())
