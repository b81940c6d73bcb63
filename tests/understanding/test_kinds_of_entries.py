"""Entries of a list by the kind that only they have: "two pressure loggers, p-quarry and p-chapel"."""

from typing import Any

import pytest

from tests.understanding.made import form, written

SENSORS = {
    "title": "Sensors",
    "type": "array",
    "items": {
        "title": "Sensor",
        "type": "object",
        "required": ["tag", "kind"],
        "properties": {
            "tag": {"title": "Tag", "type": "string", "pattern": "^[a-z][a-z0-9-]{1,24}$"},
            "kind": {"title": "Kind", "type": "string", "enum": ["pressure", "flow", "chlorine", "turbidity"]},
            "depth": {"title": "Mounting depth (m)", "type": "number", "minimum": 0, "maximum": 40},
        },
    },
}
WATER = form(sensors=SENSORS)


def of(kind: str, *tags: str) -> list[dict[str, Any]]:
    """Entries of a kind."""
    return [{"tag": tag, "kind": kind} for tag in tags]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two pressure loggers, p-quarry and p-chapel", of("pressure", "p-quarry", "p-chapel")),
        (
            "a flow meter called f-bridge and a chlorine probe named cl-works",
            [*of("flow", "f-bridge"), *of("chlorine", "cl-works")],
        ),
        ("two turbidity ones: tu-north, tu-south", of("turbidity", "tu-north", "tu-south")),
        ("one flow meter (f-12)", of("flow", "f-12")),
        ("add a pressure gauge called attic", of("pressure", "attic")),
        ("a flow meter called f-bridge, 3 m deep", [{"tag": "f-bridge", "kind": "flow", "depth": 3}]),
    ],
)
def test_names_behind_a_kind(text: str, expected: list[dict[str, Any]]) -> None:
    """Each is of the kind that stands before them."""
    assert written(WATER, text).get("sensors") == expected


@pytest.mark.parametrize(
    "text",
    [
        "the pressure in old-town is too low",
        "the flow at night worries us",
        "there is a lot of pressure from above, well-meant advice included",
        "the chlorine smell in summer is bad",
        "pressure loggers, please",
        "no flow meter called f-bridge",
    ],
)
def test_a_kind_alone_names_nothing(text: str) -> None:
    """Remarks, and things without a name of their own."""
    assert not any(entry.get("tag") for entry in written(WATER, text).get("sensors", ()))
