"""`--set` and its kin."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maestro.factory.chart.errors import ChartError
from maestro.factory.chart.strvals import set_json, set_strings, set_values
from maestro.factory.chart.text.kinds import Int64


def parsed(line: str, base: dict[str, Any] | None = None) -> dict[str, Any]:
    target = base or {}
    set_values(line, target)
    return target


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("a=1,b=x", {"a": 1, "b": "x"}),
        ("a.b.c=true,a.d=null", {"a": {"b": {"c": True}, "d": None}}),
        ("a=1.0,b=0755,c=1e6,d=0", {"a": "1.0", "b": "0755", "c": "1e6", "d": 0}),
        ("a={1,b,true}", {"a": [1, "b", True]}),
        ("a={}", {"a": [""]}),
        ("a=", {"a": ""}),
        ("a[1]=z", {"a": [None, "z"]}),
        ("a[0].b=1,a[0].c=2,a[1].b=3", {"a": [{"b": 1, "c": 2}, {"b": 3}]}),
        ("a[0][1]=x", {"a": [[None, "x"]]}),
        (r"a\.b=1,c=x\,y", {"a.b": 1, "c": "x,y"}),
        ("a={x,y},b=1", {"a": ["x", "y"], "b": 1}),
        ("", {}),
    ],
)
def test_a_line_sets_its_values(line: str, values: dict[str, Any]) -> None:
    assert parsed(line) == values


def test_whole_numbers_are_int64() -> None:
    assert type(parsed("a=5")["a"]) is Int64


def test_what_is_there_is_kept() -> None:
    assert parsed("a.b=1", {"a": {"c": 2}}) == {"a": {"b": 1, "c": 2}}


def test_set_string_keeps_texts() -> None:
    target: dict[str, Any] = {}
    set_strings("a=1,b=true,c={1,2}", target)
    assert target == {"a": "1", "b": "true", "c": ["1", "2"]}


def test_set_json_reads_json() -> None:
    target: dict[str, Any] = {}
    set_json('a={"b": [1, null]},c="x",d=,e[1]=true', target)
    assert target == {"a": {"b": [1.0, None]}, "c": "x", "d": None, "e": [None, True]}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("a", 'key "a" has no value'),
        ("a,b=1", 'key "a" has no value (cannot end with ,)'),
        ("a={1", "list must terminate with '}'"),
        ("a[x]=1", "error parsing index"),
        ("a[-1]=1", "negative -1 index not allowed"),
        ("a[99999999]=1", "greater than maximum supported index"),
        ("a[0]x=1", "unexpected data at end of array index"),
        ("a.=1", 'key map "a" has no value'),
        (".".join("a" * 40) + "=1", "nested level is greater than"),
    ],
)
def test_a_bad_line_is_told(line: str, message: str) -> None:
    with pytest.raises(ChartError) as caught:
        parsed(line)
    assert caught.value.message.startswith("failed parsing --set data: ")
    assert message in caught.value.message


def test_bad_json_is_told() -> None:
    with pytest.raises(ChartError, match=r"failed parsing --set-json data a=\{"):
        set_json("a={", {})


@given(st.text(alphabet="ab.=,[]{}\\01 ", max_size=25))
def test_any_line_is_values_or_an_error(line: str) -> None:
    for setter in (set_values, set_strings, set_json):
        message = ""
        try:
            setter(line, {})
        except ChartError as error:
            message = error.message
        assert not message or message.startswith("failed parsing")
