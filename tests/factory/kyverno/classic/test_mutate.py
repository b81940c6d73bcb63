"""Mutation: merges, JSON patches, loops, targets, the order of policies, and what a deletion leaves."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maestro.factory.kyverno.classic.json_patch import apply_patch, read_patch
from maestro.factory.kyverno.classic.strategic_merge import PatchError, strategic_merge
from maestro.factory.kyverno.model import Document, Environment
from maestro.factory.kyverno.query.outside import Outside
from tests.factory.kyverno.classic.policies import config, judge, pod, policy, requires, results, rule


def merging(patch: Any, kinds: tuple[str, ...] = ("Pod",), name: str = "p") -> Document:
    """A policy with one strategic merge."""
    return policy(rule(kinds, mutate={"patchStrategicMerge": patch}), name=name)


def patching(*operations: Document, kinds: tuple[str, ...] = ("ConfigMap",)) -> Document:
    """A policy with one JSON patch."""
    return policy(rule(kinds, mutate={"patchesJson6902": json.dumps(operations)}))


def patched(document: Document, resource: Document) -> Any:
    """What a policy makes of a resource."""
    (response,) = judge(document, resource)
    assert response.result == "pass", response.message
    return response.patched


MERGES = [
    ({"metadata": {"labels": {"a": "b"}}}, ("metadata", "labels"), {"a": "b"}),
    ({"spec": {"containers": [{"name": "main", "tty": True}]}}, ("spec", "containers", 0, "tty"), True),
    ({"spec": {"containers": [{"(image)": "nginx:*", "tty": True}]}}, ("spec", "containers", 0, "tty"), True),
    ({"spec": {"containers": [{"(name)": "*", "+(tty)": True}]}}, ("spec", "containers", 0, "tty"), True),
    ({"spec": {"containers": [{"name": "side", "image": "x"}]}}, ("spec", "containers", 1, "image"), None),
    ({"spec": {"+(hostNetwork)": False}}, ("spec", "hostNetwork"), False),
    ({"spec": {"(priority)": 1, "dnsPolicy": "Default"}}, ("spec", "dnsPolicy"), "Default"),
]


@pytest.mark.parametrize(("patch", "path", "expected"), MERGES)
def test_merges(patch: Any, path: tuple[Any, ...], expected: Any) -> None:
    """Keys are set, elements found by their merge key or by a condition, defaults added where nothing is."""
    found = patched(merging(patch), pod(priority=1))
    for step in path[:-1]:
        found = found[step]
    if expected is None:  # a new element joins the one that was there
        assert {item["name"] for item in patched(merging(patch), pod())["spec"]["containers"]} == {"main", "side"}
    else:
        assert found[path[-1]] == expected


@pytest.mark.parametrize(
    "patch",
    [
        {"spec": {"(priority)": 2, "dnsPolicy": "Default"}},
        {"spec": {"containers": [{"(image)": "redis:*", "tty": True}]}},
        {"spec": {"+(priority)": 5}},
        {"spec": {"priority": 1}},
        {"metadata": {"labels": {"x": "y"}}, "spec": {"<(priority)": 2}},
    ],
)
def test_a_patch_without_effect_is_a_skip(patch: Any) -> None:
    """A condition that does not hold, a default that is not needed, a value that was there."""
    assert results(merging(patch), pod(priority=1)) == ["skip"]


def test_null_and_directives_delete() -> None:
    """Null takes a key away, `$patch` an element or the whole."""
    two = ({"name": "a", "image": "x"}, {"name": "b", "image": "y"})
    gone = patched(merging({"spec": {"containers": [{"name": "a", "$patch": "delete"}]}}), pod(*two))
    assert [item["name"] for item in gone["spec"]["containers"]] == ["b"]
    assert "priority" not in patched(merging({"spec": {"priority": None}}), pod(priority=1))["spec"]
    plain = strategic_merge({"kind": "Foo", "m": {"a": 1}}, {"m": {"$patch": "replace", "b": 2}})
    assert plain["m"] == {"b": 2}


def test_lists_without_a_merge_key_are_replaced() -> None:
    """As for kinds that nobody knows."""
    foo = {"apiVersion": "x.io/v1", "kind": "Foo", "l": [{"a": 1}]}
    assert strategic_merge(copy.deepcopy(foo), {"l": [{"b": 2}]})["l"] == [{"b": 2}]


OPERATIONS: list[tuple[list[Document], Any]] = [
    ([{"op": "add", "path": "/data/b", "value": "2"}], {"a": "1", "b": "2"}),
    ([{"op": "replace", "path": "/data/a", "value": "2"}], {"a": "2"}),
    ([{"op": "remove", "path": "/data/a"}], {}),
    ([{"op": "copy", "from": "/data/a", "path": "/data/c"}], {"a": "1", "c": "1"}),
    ([{"op": "move", "from": "/data/a", "path": "/data/c"}], {"c": "1"}),
    (
        [{"op": "test", "path": "/data/a", "value": "1"}, {"op": "add", "path": "/data/b", "value": "2"}],
        {"a": "1", "b": "2"},
    ),
    ([{"op": "add", "path": "/data/x~1y~0z", "value": "v"}], {"a": "1", "x/y~z": "v"}),
]


@pytest.mark.parametrize(("operations", "data"), OPERATIONS)
def test_json_patches(operations: list[Document], data: Any) -> None:
    """The six operations, and escapes in paths."""
    assert patched(patching(*operations), config(a="1"))["data"] == data


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "replace", "path": "/data/nope", "value": "x"},
        {"op": "test", "path": "/data/a", "value": "other"},
        {"op": "copy", "from": "/nope", "path": "/data/b"},
        {"op": "add", "path": "/metadata/name/deeper", "value": "x"},
    ],
)
def test_a_patch_that_cannot_be_applied_is_an_error(operation: Document) -> None:
    """And says what was wrong."""
    (response,) = judge(patching(operation), config(a="1"))
    assert response.result == "error"
    assert "failed to patch resource" in response.message


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=3), max_size=4))
def test_adding_and_removing_leaves_what_was(data: dict[str, str]) -> None:
    """A patch never touches its argument, and a removal undoes an addition."""
    before = {"data": dict(data)}
    added = apply_patch(before, [{"op": "add", "path": "/data/new-key", "value": "x"}])
    assert before == {"data": data}
    assert apply_patch(added, [{"op": "remove", "path": "/data/new-key"}]) == before


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=3),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
        max_leaves=8,
    ),
)
def test_no_patch_breaks_the_merge(patch: Any) -> None:
    """Any patch merges or is a PatchError; merging it twice is merging it once for plain maps."""
    base = {"apiVersion": "v1", "kind": "Foo", "a": {"b": 1}}
    try:
        once = strategic_merge(copy.deepcopy(base), {"p": patch})
    except PatchError:
        return
    assert once["a"] == {"b": 1}


def test_loops_patch_one_element_after_the_other() -> None:
    """Removal by index needs to go from the last to the first."""
    each = {
        "list": "split(request.object.data.names, ',')",
        "patchesJson6902": '[{"op": "add", "path": "/data/{{ element }}", "value": "{{ elementIndex }}"}]',
    }
    document = policy(rule(mutate={"foreach": [each]}))
    assert patched(document, config(names="x,y"))["data"] == {"names": "x,y", "x": "0", "y": "1"}
    merge = {
        "list": "request.object.spec.containers",
        "preconditions": {"all": [{"key": "{{ element.name }}", "operator": "Equals", "value": "b"}]},
        "patchStrategicMerge": {"spec": {"containers": [{"name": "{{ element.name }}", "tty": True}]}},
    }
    document = policy(rule(("Pod",), mutate={"foreach": [merge]}))
    found = patched(document, pod({"name": "a", "image": "x"}, {"name": "b", "image": "y"}))
    assert {item["name"]: item.get("tty") for item in found["spec"]["containers"]} == {"a": None, "b": True}


def test_no_loop_and_no_operation_is_a_skip() -> None:
    """An empty list of loops, and a patch that reads as null."""
    assert results(policy(rule(mutate={"foreach": []})), config()) == ["skip"]
    assert read_patch("null", Outside(parse_yaml=json.loads)) == []


def test_a_loop_that_leaves_all_as_it_was_is_a_skip() -> None:
    """One step may put an element first that the next puts back: what counts is the resource after all of them."""
    merge = {
        "list": "request.object.spec.containers",
        "patchStrategicMerge": {"spec": {"containers": [{"name": "{{ element.name }}", "tty": True}]}},
    }
    document = policy(rule(("Pod",), mutate={"foreach": [merge]}))
    named = ({"name": "a", "image": "x", "tty": True}, {"name": "b", "image": "y", "tty": True})
    (response,) = judge(document, pod(*named))
    assert (response.result, response.message) == ("skip", "0 elements processed")


def test_existing_targets_are_patched_instead_of_the_trigger() -> None:
    """The response is about the target."""
    target = {"apiVersion": "v1", "kind": "ConfigMap", "name": "t*", "namespace": "default"}
    body = {
        "targets": [target],
        "patchStrategicMerge": {"metadata": {"labels": {"from": "{{ request.object.metadata.name }}"}}},
    }
    document = policy(rule(("Pod",), mutate=body))
    environment = Environment(cluster=(config("t1"), config("other")), targets=(config("t1"),))
    (response,) = judge(document, pod(), environment)
    assert (response.result, response.resource.name) == ("pass", "t1")
    assert response.patched is not None
    assert response.patched["metadata"]["labels"] == {"from": "web"}


def test_mutations_feed_one_another_and_the_validations() -> None:
    """In the order given; validations come last wherever they stand."""
    first = merging({"data": {"a": "1"}}, ("ConfigMap",), "first")
    second = merging({"data": {"(a)": "1", "b": "2"}}, ("ConfigMap",), "second")
    check = requires({"data": {"a": "1", "b": "2"}})
    responses = judge([check, first, second], config())
    assert [(response.policy, str(response.result)) for response in responses] == [
        ("first", "pass"),
        ("second", "pass"),
        ("p", "pass"),
    ]


def test_a_mutation_that_went_wrong_leaves_nothing() -> None:
    """No later policy judges a resource that nobody knows."""
    broken = merging({"metadata": {"labels": {"x": "{{ request.object.nope }}"}}}, ("ConfigMap",), "broken")
    assert results([broken, requires({"data": {"a": "1"}})], config()) == ["error"]


def test_a_deletion_has_nothing_to_mutate() -> None:
    """Alone, a validation judges the old object; after mutations nothing is left to judge."""
    check = requires({"data": {"a": "1"}})
    assert results(check, config(a="2"), operation="DELETE") == []
    deny = policy(rule(validate={"message": "m", "deny": {}}), name="deny")
    assert results(deny, config(), operation="DELETE") == ["fail"]
    assert results([merging({"data": {"z": "1"}}, ("Secret",)), deny], config(), operation="DELETE") == []


def test_apply_rules_one_stops_at_the_first_that_applies() -> None:
    """The second rule is not run."""
    rules = [rule(name=name, mutate={"patchStrategicMerge": {"data": {name: "1"}}}) for name in ("a", "b")]
    (response,) = judge(policy(*rules, applyRules="One"), config())
    assert response.patched is not None
    assert response.patched["data"] == {"a": "1"}
    assert results(policy(*rules), config()) == ["pass", "pass"]
