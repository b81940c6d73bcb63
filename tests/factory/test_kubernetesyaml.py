"""YAML as the tools of Kubernetes read it."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from maestro.domain.errors import UnreadableError
from maestro.factory import kubernetesyaml
from maestro.factory.kubernetesyaml import parse_documents, parse_one


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: yes", {"a": True}),
        ("a: off", {"a": False}),
        ("a: 010", {"a": 8}),
        ("a: 0x1F", {"a": 31}),
        ("a: 1_000", {"a": 1000}),
        ("a: 2024-01-01", {"a": "2024-01-01"}),
        ("a: 12:30", {"a": "12:30"}),
        ("a: 1e3", {"a": 1000.0}),
        ("a: '1'", {"a": "1"}),
        ("a: ~", {"a": None}),
        ("1: a\ntrue: b", {"1": "a", "true": "b"}),
        ("a: &x {b: 1}\nc: {<<: *x, d: 2}", {"a": {"b": 1}, "c": {"b": 1, "d": 2}}),
    ],
)
def test_scalars(text: str, expected: Any) -> None:
    """Booleans of YAML 1.1, octal numbers, no dates, no base 60, text keys."""
    assert parse_one(text) == expected


@pytest.mark.parametrize("text", ["a: 1\na: 2", "a: [", "{[a]: 1}", "\tx: 1", "a: !!python/object:os.system x"])
def test_what_is_no_such_yaml(text: str) -> None:
    """Double keys, broken syntax, keys that are no scalars, foreign tags."""
    with pytest.raises(UnreadableError):
        parse_one(text)


def test_documents() -> None:
    """Empty ones are left out, lists of Kubernetes are taken apart."""
    assert [item["kind"] for item in parse_documents("kind: A\n---\n\n---\nkind: B\n")] == ["A", "B"]


@given(st.text(max_size=60))
def test_no_text_ends_in_a_traceback(text: str) -> None:
    """It is read, or it is unreadable."""
    try:
        found = parse_documents(text)
    except UnreadableError:
        return
    assert all(isinstance(document, dict) for document in found)


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000 + "a", "? " * 100_000, "{a: " * 300 + "1" + "}" * 300])
def test_depth(text: str) -> None:
    """A bomb of nesting is refused before it harms."""
    with pytest.raises(UnreadableError):
        parse_one(text)


def test_depth_by_indentation() -> None:
    """As deep as anyone writes is read, and not a bit more."""
    lines = [" " * at + "a:" for at in range(400)]
    assert parse_one("\n".join(lines[:150])) is not None
    with pytest.raises(UnreadableError, match="deeper than 200"):
        parse_one("\n".join(lines))


def test_aliases() -> None:
    """They are fine until they stand for millions; what contains itself is none of YAML's business here."""
    bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    bomb += [f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 10)}]" for at in range(1, 9)]
    assert parse_one("\n".join(bomb[:3]))["a2"][0][0][0] == "x"
    with pytest.raises(UnreadableError, match="aliases"):
        parse_one("\n".join(bomb))
    with pytest.raises(UnreadableError):
        parse_one("a: &x [*x]")


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\nb: [x, 2.50, ~, yes, 0755, 0x1F, 1_000, 1e3, .inf, on, 12:30:00, 2024-01-02]\n",
        "a: !!str 1\nb: ! 2\nc: !!int '3'\nd: !!map {e: 1}\n",
        "a: &x [1, 2]\nb: *x\nc: {<<: {d: 1}, e: 2}\n",
        "1: a\ntrue: b\n~: c\n1.5: d\n? e\n: f\n",
        "- |\n  lines\n  more\n- >-\n  folded\n  text\n- 'it''s'\n- \"tab\\tx\"\n- plain over\n  two lines\n",
        "{a: 1}\n...\n",
        "# only a comment\n",
        "",
        "a:\n  - b: {c: [], d: {}}\n    e:\n",
        "expression: a && !b || c * d == '*'\n",
        "<<: text\n",
        "x: <<\n",
    ],
)
def test_a_plain_document_is_read_as_the_loader_reads_it(text: str) -> None:
    try:
        wanted: Any = yaml.load(text, Loader=kubernetesyaml._Loader)
    except yaml.YAMLError:
        with pytest.raises(UnreadableError):
            parse_one(text)
        return
    found = parse_one(text)
    assert repr(found) == repr(wanted)


@pytest.mark.parametrize("text", ["a: 1\na: 2\n", "{a: 1}\nb: 2\n", "a: [1\n", "a: 1\n---\nb: 2\n", "[x]: 1\n"])
def test_what_is_wrong_is_refused_on_the_quick_way_too(text: str) -> None:
    with pytest.raises(UnreadableError):
        parse_one(text)
