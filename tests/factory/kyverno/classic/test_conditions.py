"""Deny conditions, preconditions, variables, context entries and loops of validate rules."""

from typing import Any

import pytest

from maestro.factory.kyverno.model import Document, Environment, RuleValues, Values
from tests.factory.kyverno.classic.policies import (
    CONFIG,
    config,
    denies,
    deployment,
    judge,
    pod,
    policy,
    refusal,
    results,
    rule,
)

OPERATORS: list[tuple[Any, str, Any, bool]] = [
    ("x", "Equals", "x", True),
    ("yx", "Equals", "x*", False),
    ("xy", "Equals", "x*", True),
    ("1Gi", "Equals", "1024Mi", True),
    ("1h", "Equals", "60m", True),
    ("x", "NotEquals", "y", True),
    (1.0, "Equals", 1, True),
    ("1", "Equals", 1, False),
    ("x", "In", ["x", "y"], True),
    ("x", "NotIn", ["x", "y"], False),
    ("x", "AnyIn", ["x", "y"], True),
    (["x", "z"], "AnyIn", ["x", "y"], True),
    (["x", "z"], "AllIn", ["x", "y"], False),
    (["x", "z"], "AnyNotIn", ["x", "y"], True),
    (["x", "z"], "AllNotIn", ["x", "y"], False),
    (["z"], "AllNotIn", ["x", "y"], True),
    (5.0, "AnyIn", "1-10", True),
    (50.0, "AnyNotIn", "1-10", True),
    (5.0, "GreaterThan", 3, True),
    (5.0, "LessThanOrEquals", 5, True),
    ("2Gi", "GreaterThan", "1Gi", True),
    ("2h", "LessThan", "90m", False),
    ("1.2.3", "LessThan", "1.10.0", True),
    ("2h", "DurationGreaterThan", "1h", True),
    ("1h", "DurationLessThanOrEquals", 3600, True),
]


def condition(key: Any, operator: str, value: Any) -> Document:
    """A condition of a deny or a precondition."""
    return {"key": key, "operator": operator, "value": value}


def denying(conditions: Any, **more: Any) -> Document:
    """A policy that denies under conditions."""
    return policy(rule(CONFIG, validate={"message": "m", "deny": {"conditions": conditions}}, **more))


@pytest.mark.parametrize(("key", "operator", "value", "holds"), OPERATORS)
def test_operators(key: Any, operator: str, value: Any, holds: bool) -> None:
    """A condition that holds denies."""
    document = denying({"any": [condition(key, operator, value)]})
    assert results(document, config()) == ["fail" if holds else "pass"]


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({"any": [condition("a", "Equals", "b"), condition("a", "Equals", "a")]}, "fail"),
        ({"all": [condition("a", "Equals", "b"), condition("a", "Equals", "a")]}, "pass"),
        ({"all": [condition("a", "Equals", "a")], "any": [condition("a", "Equals", "b")]}, "pass"),
        ([condition("a", "Equals", "a")], "fail"),
    ],
)
def test_any_and_all(conditions: Any, expected: str) -> None:
    """Any of these, all of those, and both where both are given."""
    assert results(denying(conditions), config()) == [expected]


def test_preconditions_skip() -> None:
    """What does not meet them is not looked at."""
    guard = {"all": [condition("{{ request.object.data.a }}", "Equals", "go")]}
    document = denying({"any": [condition("a", "Equals", "a")]}, preconditions=guard)
    assert results(document, config(a="go")) == ["fail"]
    assert results(document, config(a="stay")) == ["skip"]


def test_variables_in_messages_and_keys() -> None:
    """A variable alone keeps its type; within text it is text; an unknown one is an error."""
    body = {"message": "{{ request.object.metadata.name }} is bad", "deny": {}}
    (response,) = judge(policy(rule(validate=body)), config("c1"))
    assert (response.result, response.message) == ("fail", "c1 is bad")
    assert results(denies("{{ request.object.data.nope }}", "Equals", "x"), config()) == ["error"]
    assert results(denies("{{ request.object.data.nope || 'x' }}", "Equals", "x"), config()) == ["fail"]
    assert results(denies("{{ length(keys(request.object.data)) }}", "Equals", 2), config(a="1", b="2")) == ["fail"]
    nested = "{{ request.object.data.{{ request.object.metadata.name }} }}"
    assert results(denies(nested, "Equals", "v"), config("k", k="v")) == ["fail"]


def test_references_within_a_pattern() -> None:
    """`$(...)` is what stands elsewhere in the pattern; where nothing does, the policy is refused."""
    repeated = {"data": {"limit": "$(./../request)", "request": "1?"}}
    document = policy(rule(validate={"message": "m", "pattern": repeated}))
    assert results(document, config(limit="10", request="12")) == ["pass"]
    assert results(document, config(limit="9", request="12")) == ["fail"]
    dangling = {"data": {"limit": "$(./../nope)"}}
    assert "nil resolved variable" in refusal(policy(rule(validate={"message": "m", "pattern": dangling})))


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ({"containers": {"a": {"name": "a", "image": "r.io/x"}}}, "fail"),
        ({"containers": ["a", {"name": "a", "image": "r.io/x"}]}, "fail"),
        ({"containers": {"name": "a", "image": "x"}}, "pass"),
        ({"containers": "a"}, "error"),
        ("a", "error"),
    ],
)
def test_images_are_found_in_whatever_holds_containers(spec: Any, expected: str) -> None:
    """Lists and maps do, and what is no container in them counts for nothing; text is an error."""
    condition = {"key": "{{ images.containers.*.registry | [0] }}", "operator": "Equals", "value": "r.io"}
    document = policy(rule(("Pod",), validate={"message": "m", "deny": {"conditions": {"any": [condition]}}}))
    assert results(document, {**pod(), "spec": spec}) == [expected]


def test_variants_for_controllers_lose_conditions_that_are_empty() -> None:
    """An empty `any` never holds on a Pod; in the rule that is made for its controllers nothing is left of it."""
    document = policy(
        rule(("Pod",), "d", validate={"message": "m", "deny": {"conditions": {"any": []}}}),
        rule(("Pod",), "p", preconditions={"any": []}, validate={"message": "m", "deny": {}}),
    )
    assert results(document, pod()) == ["pass", "skip"]
    assert results(document, deployment(pod())) == ["fail", "fail"]


def test_context_entries() -> None:
    """Variables build on one another; a ConfigMap comes from the cluster."""
    entries = [
        {"name": "settings", "configMap": {"name": "s", "namespace": "ns"}},
        {"name": "wanted", "variable": {"jmesPath": "settings.data.wanted"}},
        {"name": "plain", "variable": {"value": {"k": "{{ wanted }}"}}},
        {"name": "late", "variable": {"jmesPath": "nope", "default": "d"}},
    ]
    document = denies("{{ plain.k }}-{{ late }}", "Equals", "w-d")
    document["spec"]["rules"][0]["context"] = entries
    settings = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "s", "namespace": "ns"}}
    environment = Environment(simulated_cluster=True, cluster=({**settings, "data": {"wanted": "w"}},))
    assert results(document, config(), environment) == ["fail"]


def test_dry_values_stand_for_context_entries() -> None:
    """Values of a rule, of a resource, of all."""
    document = denies("{{ wanted.data.a }}", "Equals", "w")
    document["spec"]["rules"][0]["context"] = [{"name": "wanted", "configMap": {"name": "s", "namespace": "ns"}}]
    by_rule = Values({}, {("p", "r"): RuleValues({"wanted.data.a": "w"}, {})}, {})
    assert results(document, config(), Environment(values=by_rule)) == ["fail"]
    by_resource = Values({("p", "c"): {"wanted.data.a": "other"}}, {}, {})
    assert results(document, config(), Environment(values=by_resource)) == ["pass"]


@pytest.mark.parametrize(
    ("images", "expected"),
    [(["ghcr.io/a:1"], "pass"), (["ghcr.io/a:1", "docker.io/b:1"], "fail"), ([], None)],
)
def test_loops(images: list[str], expected: str | None) -> None:
    """Every element is judged; without elements there is no answer."""
    deny = {"conditions": {"any": [condition("{{ element.image }}", "NotEquals", "ghcr.io/*")]}}
    each = {"list": "request.object.spec.containers", "deny": deny}
    document = policy(rule(("Pod",), validate={"message": "m", "foreach": [each]}))
    containers = [{"name": str(at), "image": image} for at, image in enumerate(images)]
    resource = pod(*containers) if containers else {**pod(), "spec": {"containers": []}}
    assert results(document, resource) == ([expected] if expected else [])


def test_loops_within_loops() -> None:
    """The inner loop sees both elements."""
    deny = {"conditions": {"any": [condition("{{ element0.name }}{{ element1 }}", "Equals", "b2")]}}
    inner = {"list": "element.args", "deny": deny}
    each = {"list": "request.object.spec.containers", "foreach": [inner]}
    document = policy(rule(("Pod",), validate={"message": "m", "foreach": [each]}))
    good, bad = {"name": "a", "args": ["1", "2"]}, {"name": "b", "args": ["1", "2"]}
    assert results(document, pod(good)) == ["pass"]
    assert results(document, pod(good, bad)) == ["fail"]


@pytest.mark.parametrize(("operation", "expected"), [("CREATE", ["pass"]), ("UPDATE", ["pass"]), ("DELETE", ["fail"])])
def test_operations(operation: str, expected: list[str]) -> None:
    """What is deleted is the old object, and `request.object` in a policy means it."""
    document = denies("{{ request.operation }}-{{ request.object.data.a }}", "Equals", "DELETE-x")
    assert results(document, config(a="x"), operation=operation) == expected


def test_a_violation_that_was_there_before_the_update() -> None:
    """An update that neither makes nor mends a violation is not held against it."""
    pattern = {"message": "m", "failureAction": "Enforce", "pattern": {"data": {"a": "x"}}}
    assert results(policy(rule(validate=pattern)), config(a="y"), operation="UPDATE") == ["skip"]
