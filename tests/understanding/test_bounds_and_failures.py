"""Bounds with a no before them, what "it" is after a question, what must outlive a failure, leaving and coming back."""

from pathlib import Path
from typing import Any

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import View
from tests.reference_factory import converse, interpreter, knowledge

OPENING = "Production in Mumbai: a small Kubernetes cluster, a medium MySQL database, dedicated network."
TIER, MEMORY = "infra.memorystore.redis.tier", "infra.memorystore.redis.memory_size_gb"
SIZE, CLUSTER = "infra.database.size", "infra.gke.size"


def written(text: str) -> dict[str, Any]:
    """What an opening sets."""
    acts = interpreter().interpret(text, View(knowledge().form))
    return {act.path: act.value for act in acts if isinstance(act, a.Set)}


def told(folder: Path, *messages: str) -> dict[str, Any]:
    """What the last message sets."""
    _, turns = converse(folder, OPENING, *messages)
    return {act["path"]: act["value"] for act in turns[-1].to_json()["acts"] if act["kind"] == "set"}


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("Redis, not below 12 GB", MEMORY, 12),
        ("Redis with no less than 12 GB", MEMORY, 12),
        ("Redis, not exceeding 12 GB", MEMORY, 12),
        ("A bucket with a retention of not less than 400 days", "infra.storage.buckets.0.retention_days", 400),
        ("The Postgres database must not be smaller than medium.", SIZE, "medium"),
        ("The Postgres database must be no more than small.", SIZE, "small"),
    ],
)
def test_a_bound_is_wanted(text: str, path: str, value: object) -> None:
    """The value itself is within it."""
    assert written(text)[path] == value


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("The database must be at least small.", {}),
        ("The database may be at most large.", {}),
        ("The database must be at least large.", {SIZE: "large"}),
        ("The database must not be larger than small.", {SIZE: "small"}),
    ],
)
def test_what_is_within_a_bound_stays(tmp_path: Path, text: str, sizes: dict[str, str]) -> None:
    """A medium one is at least small, and at most large."""
    assert {path: value for path, value in told(tmp_path, text).items() if path == SIZE} == sizes


@pytest.mark.parametrize(
    ("question", "text", "sizes"),
    [
        ("Which machine would the medium MySQL database be given?", "It must be no more than small.", {SIZE: "small"}),
        ("Which machine does the small Kubernetes cluster get?", "That has to be medium, then.", {CLUSTER: "medium"}),
        ("Which machine would the database have?", "We should like to make it large.", {SIZE: "large"}),
    ],
)
def test_it_is_what_was_asked_about(tmp_path: Path, question: str, text: str, sizes: dict[str, str]) -> None:
    """The part of the question before."""
    assert told(tmp_path, question, text) == sizes


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("Redis with 12 GB, and it must survive the failure of a zone, otherwise bids are lost.", TIER, "STANDARD_HA"),
        ("Redis. It has to stay available when a node fails.", TIER, "STANDARD_HA"),
        ("A Redis cache that withstands the loss of a machine.", TIER, "STANDARD_HA"),
        ("A MySQL database which may not go down if a server dies.", "infra.database.mysql.high_availability", True),
    ],
)
def test_what_must_outlive_a_failure(text: str, path: str, value: object) -> None:
    """The value of which the factory says that it does."""
    assert written(text)[path] == value


@pytest.mark.parametrize(
    "text",
    [
        "A Redis cache that need not survive a failure.",
        "Our company survived the crash, and we need Redis.",
        "Redis; the old one did not survive an outage.",
        "We need a database that survives an outage.",
        "Kubernetes must survive the failure of a zone.",
    ],
)
def test_what_needs_no_replica(text: str) -> None:
    """A no, a story, a kind that is still open, a part without such a value."""
    assert not [path for path in written(text) if path == TIER or path.endswith("high_availability")]


@pytest.mark.parametrize(
    "text",
    [
        "What happens if I leave now and return next week?",
        "Do I lose my answers when I close this?",
        "Can I come back tomorrow?",
        "Will it be saved if we stop here?",
        "Is it possible to interrupt here and resume later?",
    ],
)
def test_who_asks_what_happens_on_leaving_is_told(tmp_path: Path, text: str) -> None:
    """That everything is kept, and how to go on."""
    _, turns = converse(tmp_path, OPENING, text)
    assert [act["kind"] for act in turns[-1].to_json()["acts"]] == ["pause"]
    assert "--resume" in turns[-1].to_json()["reply"]


@pytest.mark.parametrize(
    "text", ["Can we add a cache later?", "What happens when a node is lost?", "Can I change it later?"]
)
def test_other_questions_are_no_pause(tmp_path: Path, text: str) -> None:
    """Of the thing, not of the conversation."""
    _, turns = converse(tmp_path, OPENING, text)
    assert "pause" not in [act["kind"] for act in turns[-1].to_json()["acts"]]
