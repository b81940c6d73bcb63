"""The verdict on an outcome, expectation by expectation."""

from typing import Any

import pytest

from maestro.chat.evaluation.dialogue import Expected, Only
from maestro.chat.evaluation.judging import misses
from maestro.chat.evaluation.places import found_at, lies_at, same
from maestro.chat.evaluation.talk import Held
from tests.chat.evaluation.holding import dialogue, turn

REQUEST: dict[str, Any] = {
    "env": "prod",
    "packs": ["b", "a"],
    "infra": {"gke": {"enabled": True}, "db": {"enabled": True}, "dns": {"enabled": False}, "odd": {}},
    "disks": [{"name": "x", "gb": 5}, {"name": "y", "gb": 7}],
    "none": None,
    "empty": [],
}


def kinds(**given: Any) -> list[str]:
    """What is missed of an approved request."""
    last = turn(stage="submitted", request=REQUEST, requests={"prod": REQUEST}, reply="Are you sure?",
                deviations=[{"path": "infra.db.tier"}], wishes=["Kafka streams"])  # fmt: skip
    return [miss.kind for miss in misses(Held(dialogue(**given), (last,)))]


HOLDS: list[dict[str, Any]] = [
    {"goal": {"env": ("nonprod", "prod")}},
    {"goal": {"packs": (["a", "b"],)}},
    {"goal": {"disks[].gb": (7,)}},
    {"goal": {"disks.0.gb": (5.0,)}},
    {"goal": {"missing": (None,)}},
    {"goal": {"requests.prod.env": ("prod",)}},
    {"absent": ("missing", "none", "empty", "infra.dns.enabled", "infra.odd")},
    {"only": (Only("infra.*.enabled", ("gke",), ("db", "cache")),)},
    {"only": (Only("packs", ("a", "b")), Only("disks[].name", ("x",), ("y",)))},
    {"only": (Only("requests.prod.infra.*.enabled", ("gke", "db")),)},
    {"deviations": ("infra.db",), "wishes": ("kafka",), "asks": (Expected(0, ("no", "SURE")),)},
]
FAILS: list[tuple[str, dict[str, Any]]] = [
    ("goal", {"goal": {"env": ("nonprod",)}}),
    ("goal", {"goal": {"packs": (["a"],)}}),
    ("goal", {"goal": {"infra.gke.enabled": (1,)}}),
    ("goal", {"goal": {"disks[].gb": (6,)}}),
    ("goal", {"goal": {"requests.test.env": ("prod",)}}),
    ("absent", {"absent": ("env",)}),
    ("only", {"only": (Only("infra.*.enabled", ("gke",)),)}),
    ("only", {"only": (Only("infra.*.enabled", ("gke", "db", "cache")),)}),
    ("only", {"only": (Only("requests.prod.infra.*.enabled", ("gke",)),)}),
    ("only", {"only": (Only("requests.test.infra.*.enabled", ("gke",)),)}),
    ("deviations", {"deviations": ("infra.gke",)}),
    ("wishes", {"wishes": ("oracle",)}),
    ("asks", {"asks": (Expected(0, ("maybe",)),)}),
    ("asks", {"asks": (Expected(4, ("sure",)),)}),
    ("submitted", {"submitted": False}),
]


@pytest.mark.parametrize("given", HOLDS)
def test_it_holds(given: dict[str, Any]) -> None:
    """Nothing is missed."""
    assert kinds(**given) == []


@pytest.mark.parametrize(("kind", "given"), FAILS)
def test_it_does_not_hold(kind: str, given: dict[str, Any]) -> None:
    """That, and nothing else, is missed."""
    assert kinds(**given) == [kind]


def test_a_miss_can_be_read() -> None:
    """What was expected, what came."""
    (miss,) = misses(Held(dialogue(goal={"env": ("a", "b")}), (turn(stage="submitted", request=REQUEST),)))
    assert str(miss) == 'goal env: expected "a" or "b", found "prod"'


def test_places() -> None:
    """Indices, any element, any key; a scalar has nothing below it."""
    assert found_at(REQUEST, "disks.1.name") == ("y",)
    assert found_at(REQUEST, "packs[]") == ("b", "a")
    assert found_at(REQUEST, "env.deep") == ()
    assert lies_at("a.0.b.c", "a[].b")
    assert not lies_at("a.0.x", "a[].b")
    assert not same(True, 1)
    assert not same([{"a": 1}, {"a": 2}], [{"a": 2}, {"a": 1}])
