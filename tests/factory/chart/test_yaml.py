"""YAML in and out: what toYaml writes is read back as it was, and looks as Helm's does."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maestro.factory.chart.errors import YamlError
from maestro.factory.chart.text import yaml_reader
from maestro.factory.chart.text.json_text import dumps, loads
from maestro.factory.chart.text.yaml_reader import load
from maestro.factory.chart.text.yaml_writer import dump, dump_indented

TEXT = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn"))) | st.sampled_from(
    [
        "",
        " ",
        "yes",
        "no",
        "1",
        "1.5",
        "0777",
        "0x1f",
        "null",
        "~",
        "- a",
        "a: b",
        "#",
        "a\n",
        "\n",
        "a\n\nb\n\n",
        " a\nb",
        "word " * 30,
        "x: " * 40,
        'q " ' * 30,
        "2024-01-02",
        "12:30",
        "'",
        '"',
        "a\tb",
        "---",
        "...",
        "é\n",
        "a #b",
        "<<",
    ]
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=32).map(float) | st.integers(-(2**53), 2**53).map(
    float
)
# go-yaml writes the key `<<` unquoted, and reads it as a merge
KEYS = TEXT.filter(lambda text: text != "<<")
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_what_is_written_is_read_back(value: Any) -> None:
    assert load(dump(value)) == value
    assert load(dump_indented(value)) == value


@given(JSON)
def test_json_is_read_back(value: Any) -> None:
    assert loads(dumps(value)) == value
    assert loads(dumps(value, indent="  ")) == value


@given(st.text(max_size=40))
def test_any_text_is_yaml_or_an_error(text: str) -> None:
    try:
        value = load(text)
    except YamlError as error:
        value = [str(error).partition(" ")[0]]
    assert value in (None, ["error"]) or isinstance(value, bool | float | str | list | dict)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: yes\nb: Off\nc: 'yes'", {"a": True, "b": False, "c": "yes"}),
        ("a: 0755\nb: 0x1F\nc: 1_000\nd: 0b11\ne: 0o17", {"a": 493, "b": 31, "c": 1000, "d": 3, "e": 15}),
        ("a: 2024-01-02\nb: 12:30:45", {"a": "2024-01-02", "b": "12:30:45"}),
        ("1: a\n1.5: b\ntrue: c", {"1": "a", "1.5": "b", "true": "c"}),
        ("a: 1\na: 2", {"a": 2}),
        ("a: &x {b: 1}\nc: {<<: *x, d: 2}", {"a": {"b": 1}, "c": {"b": 1, "d": 2}}),
        ("a: 1\n---\nb: 2", {"a": 1}),
        ("", None),
    ],
)
def test_yaml_is_read_as_helm_reads_it(text: str, value: Any) -> None:
    assert load(text) == value


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: b: c", "yaml: mapping values are not allowed in this context"),
        ("x: 1\na: b: c", "yaml: line 2: mapping values are not allowed in this context"),
        ("m: {null: d}", "unsupported map key of type"),
        ("a: *x", "unknown anchor 'x' referenced"),
        ("a: &x [*x]", "contains itself"),
        ("a: \x07", "control characters are not allowed"),
        ("a: \udcff", "invalid leading UTF-8 octet"),
        ("a: .inf", "unsupported value: +Inf"),
    ],
)
def test_a_fault_is_told_in_go_yamls_words(text: str, message: str) -> None:
    with pytest.raises(YamlError) as caught:
        load(text)
    assert message in str(caught.value)


def test_aliases_that_multiply_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_reader, "_MAX_NODES", 10_000)
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]\n" for n in range(1, 9))
    with pytest.raises(YamlError, match="excessive aliasing"):
        load("l0: &l0 [" + ", ".join("x" * 10) + "]\n" + levels)


@pytest.mark.parametrize("text", ["[" * 100_000, "a: " + "{a: " * 990 + "}" * 990, "- " * 100_000, "? " * 5_000])
def test_what_nests_too_deep_is_refused(text: str) -> None:
    with pytest.raises(YamlError, match="exceeded depth limit"):
        load(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": [1.0, {"x": ["y"]}], "a": {}}, 'a: {}\nb:\n- 1\n- x:\n  - "y"\n'),
        ([[1.0, [2.0]], []], "- - 1\n  - - 2\n- []\n"),
        ({"9": 1, "10": 2, "a10": 3, "a2": 4}, '"9": 1\n"10": 2\na2: 4\na10: 3\n'),
        ([1e6, 1e20, 1e21, 1e-7, 0.1, 1234567.5], "- 1000000\n- 1e+20\n- 1e+21\n- 1e-07\n- 0.1\n- 1.2345675e+06\n"),
        (["a\nb", "a\n\n", "\n", " a\n"], "- |-\n  a\n  b\n- |+\n  a\n\n- |2+\n\n- |2\n   a\n"),
        ("a\nb", "|-\n  a\n  b\n"),
        (["\U0001f600", "\ufeff", "a\tb"], '- "\\U0001F600"\n- "\\uFEFF"\n- "a\\tb"\n'),
    ],
)
def test_yaml_looks_as_helm_writes_it(value: Any, text: str) -> None:
    assert dump(value) == text


def test_what_yaml_cannot_hold_is_refused() -> None:
    for value in ("\x7f", math.inf, [math.nan]):
        with pytest.raises(YamlError):
            dump(value)
