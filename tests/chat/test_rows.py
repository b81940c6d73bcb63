"""The table's rows, of a factory that no code knows."""

from pathlib import Path

import pytest

from maestro.chat.rows import Board, Row, board, changed_rows, folded
from maestro.chat.session import Session
from maestro.chat.summary import text_of
from maestro.domain.blueprint import Blueprint, Source, Status, Value
from maestro.domain.form import Field, Kind
from maestro.domain.handoff import Deviation, Wish
from maestro.interview.machine import step
from tests.fakes.session import bakery, session_in
from tests.reference_factory import converse


def _table(session: Session, changed: tuple[str, ...] = ()) -> Board:
    missing = step(session.state, (), session.know).missing
    return board(session.form, session.state.blueprint, missing, changed)


def _row(table: Board, label: str) -> Row:
    return next(row for row in table.rows if row.label == label)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return session_in(tmp_path)


def test_an_empty_blueprint_lists_what_is_needed_and_what_is_optional(session: Session) -> None:
    table = _table(session)
    assert [(r.group, r.label) for r in table.rows if r.needed] == [
        ("Who", "Shop name"), ("Where", "Stage"), ("Site", "Town"),
    ]  # fmt: skip
    assert _row(table, "Person, E-mail").source == "optional"
    assert table.left == "3 to go"
    assert table.title == "Blueprint"


def test_a_scenario_is_folded_into_one_row_a_component(session: Session) -> None:
    session.turn("start from 01-corner-bakery")
    table = _table(session)
    assert _row(table, "Oven").value == "large: deck-4, spare burner"
    assert _row(table, "Oven").source == "to confirm, blueprint"
    assert _row(table, "Display shelf").value == "bread, cake"
    assert table.title == "Blueprint · Corner Bakery"
    assert not any(row.value == "example" for row in table.rows)


def test_a_concrete_value_takes_the_place_of_what_the_size_would_set(session: Session) -> None:
    session.turn("start from 01-corner-bakery")
    session.turn("rooms.oven.model = deck-9")
    oven = _row(_table(session), "Oven")
    assert "deck-9" in oven.value
    assert "deck-4" not in oven.value
    assert 'deviation, you said "deck-9"' in oven.source


def test_what_a_turn_changed_is_marked_and_what_it_took_out_is_told_once(session: Session) -> None:
    session.turn("start from 01-corner-bakery")
    turn = session.turn("site.town = lyon")
    table = _table(session, tuple(c.path for c in turn.outcome.changes))
    assert [row.label for row in changed_rows(table)] == ["Town"]
    gone = board(session.form, Blueprint(), (), ("rooms.oven.enabled",))
    assert (_row(gone, "Oven").value, _row(gone, "Oven").source) == ("-", "taken out")


def test_the_words_of_the_user_are_the_source(session: Session) -> None:
    session.turn("shop = corner; stage = trial")
    assert _row(_table(session), "Shop name").source == 'you said "corner"'


def test_marks_wishes_and_component_switches_have_rows() -> None:
    off = Value(False, Source.USER, Status.STATED, "no shelf")
    blueprint = Blueprint(
        {"rooms.shelf.enabled": off},
        marks={"rooms.oven.enabled": Status.REJECTED, "site.town": Status.DONT_CARE},
        wishes=(Wish("Delivery drones", "a bicycle"),),
    )
    table = board(bakery(), blueprint, (), ("rooms.shelf.enabled",))
    assert _row(table, "Oven").source == "you said no"
    assert _row(table, "Town").source == "left to the factory"
    assert _row(table, "Display shelf").value == "off"
    assert _row(table, "Delivery drones").source == "nearest: a bicycle"
    assert not any(row.label == "Display shelf" for row in board(bakery(), blueprint).rows)


@pytest.mark.parametrize(
    ("value", "phrase"),
    [
        (Value("lyon", Source.PACK, Status.ENFORCED, origin="organic"), "required by organic"),
        (Value("lyon", Source.USER, Status.INFERRED, "near France"), 'from "near France"'),
        (Value("lyon", Source.DOCUMENT, Status.STATED, origin="plan.xlsx"), "plan.xlsx"),
        (Value("lyon", Source.MODEL, Status.INFERRED), "proposed"),
        (Value("lyon", Source.SIZING, Status.DEFAULT), "by size"),
        (Value("lyon", Source.DEFAULT, Status.DEFAULT), "default"),
        (Value("lyon", Source.USER, Status.STATED), "you said so"),
    ],
)
def test_each_source_has_its_words(value: Value, phrase: str) -> None:
    assert _row(board(bakery(), Blueprint({"site.town": value})), "Town").source == phrase


def test_a_deviation_comes_first_in_its_row() -> None:
    values = {
        "rooms.oven.enabled": Value(True, Source.USER, Status.STATED, "an oven"),
        "rooms.oven.size": Value("large", Source.USER, Status.STATED, "a large oven"),
        "rooms.oven.model": Value("deck-9", Source.USER, Status.STATED, "deck-9 please"),
    }
    blueprint = Blueprint(values, deviations=(Deviation("rooms.oven.model", "deck-4", "deck-9"),))
    assert _row(board(bakery(), blueprint), "Oven").source.startswith('deviation, you said "deck-9 please"')


def test_folding_keeps_what_changed_and_what_is_needed() -> None:
    rows = tuple(Row("g", f"r{n}", "v", "s", weight=n % 10) for n in range(20))
    small = folded(Board("t", "l", rows), 6)
    assert [row.label for row in small.rows] == ["r0", "r1", "r2", "r10", "r11"]
    assert small.hidden == 15
    assert folded(Board("t", "l", rows), 20).hidden == 0


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(1, "nodes", "1 node"), (3, "nodes", "3 nodes"), (1, "GB", "1 GB"), (1.5, "vCPU", "1.5 vCPU")],
)
def test_a_number_has_its_unit(value: float, unit: str, text: str) -> None:
    assert text_of(Field("x", Kind.NUMBER, "X", unit=unit), value) == text


def test_hostile_values_become_one_plain_line() -> None:
    evil = Value("a\x1b[2J\nb", Source.USER, Status.STATED, "q\x07\n" * 40)
    row = _row(board(bakery(), Blueprint({"shop": evil})), "Shop name")
    assert row.value == "a b"
    assert "\x07" not in row.source
    assert "\n" not in row.source


def test_another_environment_stands_below_where_it_differs(tmp_path: Path) -> None:
    """Only what differs; a row that stands alone says what it is of."""
    talk, turns = converse(
        tmp_path, "web shop with Postgres for prod and nonprod", "1", "the database in nonprod small", "yes"
    )
    form, blueprint = talk.form, talk.state.blueprint
    paths = [change.path for change in turns[2].outcome.changes]
    whole = board(form, blueprint, (), (), {"nonprod": paths})
    apart = [row for row in whole.rows if row.below]
    assert [(row.below, row.label, row.changed) for row in apart] == [("PostgreSQL", "  in nonprod", True)]
    assert "small" in apart[0].value
    assert next(row.value for row in whole.rows if row.label == "Environment") == "prod, nonprod"
    assert [row.label for row in changed_rows(whole)] == ["PostgreSQL in nonprod"]
    assert [row.label for row in folded(whole, 2).rows] == ["PostgreSQL in nonprod"]
    assert whole.title.endswith("prod + nonprod")
