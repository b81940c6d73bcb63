"""Structured merge: by key, in order, guarded; and what always holds."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maestro.factory.kyverno.cel.lang.errors import EvalError
from maestro.factory.kyverno.cel.schemas.catalog import Catalog
from maestro.factory.kyverno.cel.schemas.merging import apply
from maestro.factory.kyverno.cel.schemas.shapes import ANYTHING, Shape
from maestro.factory.kyverno.model import GroupVersionKind


def shape_of(kind: str, group: str = "", version: str = "v1") -> Shape:
    """The shape of a built-in kind."""
    found = Catalog().find(GroupVersionKind(group, version, kind))
    assert found is not None
    return found


POD = shape_of("Pod")


def merged_env(live: list[str], patch: list[str]) -> list[str]:
    """The names of environment variables after a merge."""

    def pod(names: list[str]) -> dict[str, Any]:
        return {"spec": {"containers": [{"name": "c", "env": [{"name": name} for name in names]}]}}

    merged = apply(POD, pod(live), pod(patch))
    return [entry["name"] for entry in merged["spec"]["containers"][0]["env"]]


@pytest.mark.parametrize(
    ("live", "patch", "expected"),
    [
        (["A", "B"], ["B", "C"], ["A", "B", "C"]),
        (["A", "B"], ["C", "A"], ["C", "A", "B"]),
        (["A", "B"], ["C"], ["A", "B", "C"]),
        (["A", "B"], ["B", "A"], ["B", "A"]),
        ([], ["A"], ["A"]),
    ],
)
def test_the_order_of_a_merged_list(live: list[str], patch: list[str], expected: list[str]) -> None:
    """What both have stands in the patch's order; the rest keeps its neighbours."""
    assert merged_env(live, patch) == expected


NAMES = st.lists(st.sampled_from("ABCDEFG"), unique=True, max_size=6)


@given(NAMES, NAMES)
def test_merging_by_key_loses_and_invents_nothing(live: list[str], patch: list[str]) -> None:
    """All of both, each once, the patch's own order kept."""
    found = merged_env(live, patch) if live or patch else []
    assert sorted(found) == sorted({*live, *patch})
    assert [name for name in found if name in patch] == patch


DATA = st.recursive(
    st.integers() | st.text(max_size=3) | st.booleans(),
    lambda inner: st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from("abc"), DATA), st.dictionaries(st.sampled_from("abc"), DATA))
def test_merging_without_a_schema_is_idempotent(live: dict[str, Any], patch: dict[str, Any]) -> None:
    """The same patch twice changes nothing more."""
    once = apply(ANYTHING, live, patch)
    assert apply(ANYTHING, once, patch) == once


@pytest.mark.parametrize(
    "patch",
    [
        {"spec": {"nope": 1}},
        {"spec": {"containers": {}}},
        {"spec": {"containers": [{"name": "a"}, {"name": "a"}]}},
        {"spec": {"priority": "1"}},
        {"spec": {"priority": True}},
        {"spec": []},
        {"metadata": {"finalizers": [{}]}},
    ],
)
def test_what_does_not_fit_the_shape_is_refused(patch: dict[str, Any]) -> None:
    """Unknown fields, wrong types, doubled keys."""
    with pytest.raises(EvalError):
        apply(POD, {}, patch)


def test_a_live_object_that_does_not_fit_is_refused_too() -> None:
    """The server could not have stored it."""
    with pytest.raises(EvalError, match="not declared"):
        apply(POD, {"spec": {"contaners": []}}, {"metadata": {"labels": {"a": "b"}}})


@pytest.mark.parametrize(
    ("kind", "group", "version", "known"),
    [
        ("Deployment", "apps", "v1", True),
        ("Ingress", "networking.k8s.io", "v1", True),
        ("HorizontalPodAutoscaler", "autoscaling", "v2", True),
        ("Deployment", "apps", "v1beta1", False),
        ("Container", "", "v1", False),
        ("Widget", "example.com", "v1", False),
    ],
)
def test_the_catalog_knows_the_built_in_kinds(kind: str, group: str, version: str, known: bool) -> None:
    """Parts of kinds are no kinds."""
    assert (Catalog().find(GroupVersionKind(group, version, kind)) is not None) is known
