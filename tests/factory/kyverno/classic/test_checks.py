"""Policies that Kyverno refuses are refused here, with a reason; nothing malformed ends in a traceback."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maestro.factory.kyverno.engine import Engine
from maestro.factory.kyverno.load import is_policy, load_policies
from maestro.factory.kyverno.model import Document, Request, Setting
from tests.factory.kyverno.classic.policies import config, denies, pod, policy, refusal, requires, rule

DENY = {"message": "m", "deny": {}}
REFUSED = [
    (policy(rule(validate={"message": "m"})), "expected exactly one of pattern, anyPattern"),
    (policy(rule(validate={**DENY, "pattern": {"a": 1}})), "found pattern, deny"),
    (policy(rule(validate=DENY, mutate={"patchStrategicMerge": {}})), "found mutate, validate"),
    (policy(rule()), "found none"),
    (policy(rule((), validate=DENY)), "needs kinds"),
    (policy(rule(validate=DENY), rule(validate=DENY)), "duplicate rule name"),
    (requires({"a": "{{ nope }}"}), "the variable 'nope' is not defined"),
    (denies("a", "Nope", 1), "known operators"),
    (policy(rule(mutate={"patchesJson6902": "nonsense"})), "patchesJson6902"),
    (
        policy(rule(validate={**DENY, "message": "{{ request.userInfo.username }}"}), background=True),
        "background: false",
    ),
    (policy(rule(validate="x")), "validate: expected a map, found text"),
    (policy(rule(validate={"foreach": ["x"]})), "foreach[0]: expected a map, found text"),
    (policy(rule(context="x", validate=DENY)), "context: expected a list, found text"),
    (policy({"name": 5, "match": {}, "validate": DENY}), "name: expected text, found a number"),
    (policy({"name": "r", "match": {"any": [5]}, "validate": DENY}), "match.any[0]: expected a map"),
    (policy(rule(validate=DENY), failurePolicy="fail"), "spec.failurePolicy: expected Ignore, Fail, found fail"),
    (policy(rule(validate=DENY), background="no"), "spec.background: expected true or false, found text"),
    (policy(rule(validate=DENY), rule=[]), "spec.rule: there is no such field"),
    (policy(rule(validate={**DENY, "mesage": "m"})), "validate.mesage: there is no such field"),
    (policy(rule(validate={**DENY, "failureAction": "warn"})), "failureAction: expected Audit, Enforce, found warn"),
    (policy(rule(validate={"podSecurity": {"level": "high"}})), "level: expected privileged, baseline, restricted"),
    (policy("x"), "rules[0]: expected a map, found text"),  # type: ignore[arg-type]  # hostile on purpose
    ({"apiVersion": "kyverno.io/v1", "kind": "ClusterPolicy", "metadata": {"name": "p"}}, "expected a list of rules"),
    ({"apiVersion": "kyverno.io/v1", "kind": "ClusterPolicy", "metadata": [], "spec": 5}, "metadata: expected a map"),
]


@pytest.mark.parametrize(("document", "reason"), REFUSED, ids=[reason for _, reason in REFUSED])
def test_refusals(document: Document, reason: str) -> None:
    """Each says what is wrong, and where."""
    assert reason in refusal(document)


def test_other_documents_are_no_policies() -> None:
    """They are left out silently: files hold more than policies."""
    assert not is_policy(config())
    assert not is_policy({"kind": ["ClusterPolicy"]})
    assert load_policies([config(), {}]) == load_policies([])


SOUND = policy(
    rule(("Pod",), "a", validate={"message": "m", "pattern": {"spec": {"=(hostNetwork)": "false"}}}),
    rule(("Pod",), "b", preconditions={"all": [{"key": "a", "operator": "Equals", "value": "a"}]}, validate=DENY),
    rule(
        ("Pod",),
        "c",
        context=[{"name": "v", "variable": {"value": 1}}],
        validate={"message": "m", "foreach": [{"list": "request.object.spec.containers", "deny": {}}]},
    ),
    rule(("Pod",), "d", mutate={"patchStrategicMerge": {"metadata": {"labels": {"+(a)": "b"}}}}),
    rule(("Pod",), "e", validate={"podSecurity": {"level": "baseline", "exclude": [{"controlName": "Sysctls"}]}}),
    rule(("Pod",), "f", generate={"apiVersion": "v1", "kind": "ConfigMap", "name": "n", "namespace": "x", "data": {}}),
)
JUNK: list[Any] = [None, 5, "x", [], {}, [None], [5], {"x": "y"}, True, 1.5, [["x"]], "{{ x }}", "", -1, "*"]


def _paths(document: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    children = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    return [path, *(found for key, child in children for found in _paths(child, (*path, key)))]


def _with_junk(document: Document, path: tuple[Any, ...], junk: Any) -> Document:
    changed = copy.deepcopy(document)
    parent: Any = changed
    for step in path[:-1]:
        parent = parent[step]
    parent[path[-1]] = junk
    return changed


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([path for path in _paths(SOUND) if path]), st.sampled_from(JUNK))
def test_no_malformed_policy_ends_in_a_traceback(path: tuple[Any, ...], junk: Any) -> None:
    """It is refused, or it runs."""
    loaded = load_policies([_with_junk(SOUND, path, copy.deepcopy(junk))], Setting())
    evaluation = Engine(loaded.policies).evaluate(Request.of(pod()))
    assert all(response.policy for response in evaluation.responses)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([path for path in _paths(pod()) if path]), st.sampled_from(JUNK))
def test_no_malformed_resource_ends_in_a_traceback(path: tuple[Any, ...], junk: Any) -> None:
    """Every rule has its answer or none, and the answers can be written down."""
    loaded = load_policies([SOUND], Setting())
    assert not loaded.invalid
    evaluation = Engine(loaded.policies).evaluate(Request.of(_with_junk(pod(), path, copy.deepcopy(junk))))
    assert json.dumps([str(response.result) for response in evaluation.responses])
