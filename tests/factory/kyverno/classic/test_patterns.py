"""Patterns of validate rules: scalars, maps, lists, anchors, alternatives, and what is said about a violation."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maestro.factory.kyverno.classic.overlay import Overlay, Verdict
from maestro.factory.kyverno.classic.pattern import matches_pattern
from tests.factory.kyverno.classic.policies import CONFIG, config, judge, pod, policy, requires, results, rule

SCALARS = [
    ("nginx", "nginx", True),
    ("nginx:1", "nginx", False),
    ("nginx", "*", True),
    ("", "?*", False),
    ("a", "!b", True),
    ("a:latest", "!*:latest", False),
    ("a", "a|b", True),
    ("c", "a | b", False),
    ("5", ">3 & <10", True),
    ("15", ">3 & <10", False),
    (5.0, ">3", True),
    (5.0, "5", True),
    (5.0, 5, True),
    ("5", 5, True),
    ("a", 5, False),
    (5.0, "1-10", True),
    (15.0, "1-10", False),
    (15.0, "1!-10", True),
    ("512Mi", "<1Gi", True),
    ("1Gi", "1024Mi", True),
    ("100m", "<=0.1", True),
    ("2Gi", "1Gi-4Gi", True),
    ("30m", "<1h", True),
    ("3600s", "1h", True),
    (True, True, True),
    ("true", True, False),
    (True, "true", True),
    (None, None, True),
    ("", None, True),
    (0.0, None, True),
    ("a", None, False),
    ("a", "", False),
    (None, "*", False),
]


@pytest.mark.parametrize(("value", "pattern", "expected"), SCALARS)
def test_scalars(value: Any, pattern: Any, expected: bool) -> None:
    """Operators, ranges, quantities, durations, wildcards and types."""
    assert matches_pattern(value, pattern) is expected


@given(st.text(alphabet="abc", min_size=1, max_size=6), st.text(alphabet="abc", min_size=1, max_size=6))
def test_not_is_the_opposite(value: str, wanted: str) -> None:
    """`!` turns a plain text around."""
    assert matches_pattern(value, f"!{wanted}") is not matches_pattern(value, wanted)


OVERLAYS = [
    ({"a": "x"}, {"a": "x", "b": 1.0}, "match"),
    ({"a": "x"}, {"b": 1.0}, "mismatch"),
    ({"a": {"b": "?*"}}, {"a": {"b": "y"}}, "match"),
    ({"a": {"b": "?*"}}, {"a": "text"}, "mismatch"),
    ({"=(a)": "x"}, {}, "match"),
    ({"=(a)": "x"}, {"a": "y"}, "mismatch"),
    ({"X(a)": "null"}, {}, "match"),
    ({"X(a)": "null"}, {"a": "y"}, "mismatch"),
    ({"(a)": "x", "b": "y"}, {"a": "x", "b": "y"}, "match"),
    ({"(a)": "x", "b": "y"}, {"a": "x", "b": "z"}, "mismatch"),
    ({"(a)": "x", "b": "y"}, {"a": "other", "b": "z"}, "inapplicable"),
    ({"<(a)": "x", "b": "y"}, {"a": "other", "b": "z"}, "inapplicable"),
    ({"^(l)": [{"n": "a"}]}, {"l": [{"n": "b"}, {"n": "a"}]}, "match"),
    ({"^(l)": [{"n": "a"}]}, {"l": [{"n": "b"}]}, "mismatch"),
    ({"l": [{"n": "?*"}]}, {"l": [{"n": "a"}, {"n": "b"}]}, "match"),
    ({"l": [{"n": "a"}]}, {"l": [{"n": "a"}, {"n": "b"}]}, "mismatch"),
    ({"l": [{"(n)": "a", "v": "1"}]}, {"l": [{"n": "a", "v": "1"}, {"n": "b"}]}, "match"),
    ({"l": [{"(n)": "a", "v": "1"}]}, {"l": [{"n": "a", "v": "2"}, {"n": "b"}]}, "mismatch"),
    ({"l": ["a*"]}, {"l": ["ab", "ac"]}, "match"),
    ({"l": ["a*"]}, {"l": ["ab", "b"]}, "mismatch"),
    ({"a": "*"}, {"a": None}, "mismatch"),
]


@pytest.mark.parametrize(("pattern", "resource", "expected"), OVERLAYS)
def test_overlays(pattern: Any, resource: Any, expected: str) -> None:
    """Every kind of anchor, on maps and on elements of lists."""
    found = Overlay(pattern).match(resource)
    assert {Verdict.PASS: "match", Verdict.FAIL: "mismatch"}.get(found.verdict, "inapplicable") == expected


def test_the_message_names_the_path_of_the_violation() -> None:
    """Message of the policy, rule, and where."""
    (response,) = judge(requires({"data": {"a": "x"}}), config(a="y"))
    assert (response.result, response.path) == ("fail", "/data/a/")
    assert response.message == "validation error: m. rule r failed at path /data/a/"


def test_an_inapplicable_pattern_is_a_skip() -> None:
    """A condition that does not hold is no violation."""
    assert results(requires({"data": {"(a)": "x", "b": "y"}}), config(a="other")) == ["skip"]


@pytest.mark.parametrize(("value", "expected"), [("x", "pass"), ("y", "pass"), ("z", "fail")])
def test_any_pattern(value: str, expected: str) -> None:
    """One of several patterns is enough."""
    patterns = [{"data": {"a": "x"}}, {"data": {"a": "y"}}]
    document = policy(rule(CONFIG, validate={"message": "m", "anyPattern": patterns}))
    (response,) = judge(document, config(a=value))
    assert response.result == expected
    if expected == "fail":
        assert "r[0] failed at path /data/a/" in response.message
        assert "r[1]" in response.message


def test_anchors_over_containers() -> None:
    """The usual form: only containers of an image are held to the rest."""
    anchored = {"spec": {"containers": [{"(image)": "*:latest", "imagePullPolicy": "Always"}]}}
    document = requires(anchored, ("Pod",))
    latest = {"name": "a", "image": "x:latest"}
    assert results(document, pod({"name": "a", "image": "x:1"})) == ["skip"]
    assert results(document, pod(latest)) == ["fail"]
    assert results(document, pod({**latest, "imagePullPolicy": "Always"}, {"name": "b", "image": "y:1"})) == ["pass"]
