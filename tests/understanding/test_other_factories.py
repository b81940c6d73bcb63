"""What is read on factories without hints: items of lists, alternatives, units, names."""

from pathlib import Path
from typing import Any

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import View
from maestro.domain.form import Field, Kind
from maestro.interview.values import request_of
from maestro.understanding.english.quantities import number, quantities
from tests.reference_factory import ROOT, interpreter, knowledge, session

DELTA, HARBOUR = ROOT / "tests/factories/delta", ROOT / "tests/factories/harbour"


def written(root: Path, text: str) -> list[tuple[str, Any]]:
    """What an opening message sets and adds, in order."""
    acts = interpreter(root).interpret(text, View(knowledge(root).form))
    return [(act.path, act.value) for act in acts if isinstance(act, a.Set | a.Add)]


def held(root: Path, folder: Path, *messages: str) -> dict[str, Any]:
    """The request after these messages."""
    talk = session(folder, root=root)
    for message in messages:
        talk.turn(message)
    return request_of(talk.form, talk.state.blueprint)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a topic orders.made with 12 partitions", {"name": "orders.made", "partitions": 12}),
        ("one topic called shipments (6 partitions, avro)", {"name": "shipments", "partitions": 6, "encoding": "avro"}),
        ("Topic name bills.paid, 3 partitions", {"name": "bills.paid", "partitions": 3}),
        ("topic bills, 3 partitions, kept for 2 weeks", {"name": "bills", "partitions": 3, "retention": 336}),
        ("topic bills with 3 partitions, not compacted", {"name": "bills", "partitions": 3, "compacted": False}),
    ],
)
def test_an_item_is_read_with_its_fields(text: str, expected: dict[str, Any]) -> None:
    """Numbers by name or unit, options, switches."""
    assert ("topics", expected) in written(DELTA, text)


def test_items_of_a_list_are_told_apart() -> None:
    """In one sentence, and in lines under a heading."""
    two = [("topics", {"name": "sales", "partitions": 4}), ("topics", {"name": "returns", "partitions": 2})]
    assert written(DELTA, "topics sales with 4 partitions and returns with 2 partitions") == two
    assert written(DELTA, "Topics:\n- sales, 4 partitions\n- returns, 2 partitions") == two


def test_items_are_changed_renamed_and_removed(tmp_path: Path) -> None:
    """By their names; another is added."""
    said = held(
        HARBOUR, tmp_path, "service desk, registry.example/desk:1.0, silver, disk in of 10 GB and disk tray of 20 GB",
        "empty", "tray needs 30 GB", "rename tray to shelf", "add another disk called box with 5 GB",
    )  # fmt: skip
    assert {"name": "shelf", "gigabytes": 30} in said["disks"]
    assert {"name": "box", "gigabytes": 5} in said["disks"]
    less = held(HARBOUR, tmp_path / "b", "disk lamps of 10 GB and disk chairs of 20 GB", "empty", "drop the lamps disk")
    assert less["disks"] == [{"name": "chairs", "gigabytes": 20}]


def test_another_alternative_displaces_the_first(tmp_path: Path) -> None:
    """The field that tells them apart follows from what is said, and what does not fit it goes."""
    first = "product rain, copied to the warehouse table rain.drops, append"
    assert held(DELTA, tmp_path / "a", first, "empty")["destination"] == {
        "kind": "warehouse", "table": "rain.drops", "mode": "append",
    }  # fmt: skip
    said = held(DELTA, tmp_path / "b", first, "empty", "no, a webhook to https://rain.example.com/in instead")
    assert said["destination"] == {"kind": "webhook", "url": "https://rain.example.com/in"}


def test_the_request_has_a_name(tmp_path: Path) -> None:
    """Beside the field's own word, or after a verb of naming."""
    assert ("service", "chess") in written(HARBOUR, "a bronze service chess from registry.example/chess:1.0")
    assert ("service", "chess") in written(HARBOUR, "it is called chess")
    assert (
        held(HARBOUR, tmp_path, "we want to run a container", "empty", "it's chess, registry.example/chess:1.0")[
            "service"
        ]
        == "chess"
    )


def test_what_is_lacking_is_wished_for() -> None:
    """A kind of part that the factory has no word for; what it has is none."""
    acts = interpreter(DELTA).interpret("and we'd also like a graph database", View(knowledge(DELTA).form))
    assert [act.lack for act in acts if isinstance(act, a.WishFor)] == ["graph database"]


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [("2 minutes", "seconds", 120), ("14 days", "hours", 336), ("90 minutes", "hours", None), ("5 TB", "GB", 5120)],
)
def test_a_number_is_put_in_the_fields_unit(text: str, unit: str, value: int | None) -> None:
    """Only where it stays whole for an integer."""
    assert number(Field("lag", Kind.INTEGER, "Lag", unit=unit), next(quantities(text))) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("events mirrored to Lyon and kept safe", {"mirror.site": "lys"}),
        ("we run in Oslo with a mirror in Porto", {"site": "osl", "mirror.site": "opo"}),
        ("site is Oslo, mirror site is Lyon", {"site": "osl", "mirror.site": "lys"}),
        ("Site Oslo. A Porto mirror", {"site": "osl", "mirror.site": "opo"}),
        ("no mirror in Lyon please, Oslo is fine", {"site": "osl"}),
    ],
)
def test_a_value_beside_the_name_of_a_thing_is_the_things(text: str, expected: dict[str, Any]) -> None:
    """The whole and a part of it have the same options: where the name stands tells which is meant."""
    assert {path: value for path, value in written(DELTA, text) if path.endswith("site")} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the lag is 2 minutes", ("mirror.lag", 120)),
        ("the lag is 90", ("mirror.lag", 90)),
        ("try 8 times when a call fails", ("destination.retries", 8)),
        ("it is called 3 times a day", None),
    ],
)
def test_a_number_is_the_fields_whose_words_are_around_it(text: str, expected: tuple[str, int] | None) -> None:
    """In its unit; how often a thing is done by the word for the doing, but no rate."""
    assert written(DELTA, text) == ([expected] if expected else [])


@pytest.mark.parametrize("text", ["cron 0 2 * * *", "schedule: 0 2 * * *", "It runs every night, cron 0 2 * * *."])
def test_the_stars_of_a_schedule_are_no_bullets(text: str) -> None:
    """All five places are read as one value."""
    assert written(HARBOUR, text) == [("schedule", "0 2 * * *")]


@pytest.mark.parametrize("text", ["I don't know, what do they mean?", "no idea. What is the difference?"])
def test_who_asks_what_is_asked_for_has_not_decided(text: str, tmp_path: Path) -> None:
    """The question stays open, and no value is taken."""
    said = held(HARBOUR, tmp_path, "a service named guess, registry.example/guess:1.0", "an empty request", text)
    assert "tier" not in said


@pytest.mark.parametrize("text", ["emtpy", "an emty one"])
def test_the_empty_request_may_be_mistyped(text: str, tmp_path: Path) -> None:
    """As the names of starting points may."""
    talk = session(tmp_path, root=HARBOUR)
    talk.turn("a service named guess, registry.example/guess:1.0")
    assert [act.scenario for act in talk.turn(text).acts if isinstance(act, a.Choose)] == [None]
