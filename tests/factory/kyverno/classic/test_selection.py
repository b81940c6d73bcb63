"""What a rule is about: kinds, names, labels, users; exclusion, exceptions, autogen, namespaced policies."""

from typing import Any

import pytest

from maestro.factory.kyverno.classic.autogen import compute_rules
from maestro.factory.kyverno.match import Selector, kind_matches
from maestro.factory.kyverno.model import Document, Environment, GroupVersionKind, PolicyHead, UserInfo
from tests.factory.kyverno.classic.policies import (
    as_user,
    config,
    deployment,
    judge,
    pod,
    policy,
    requires,
    results,
    rule,
)

DENY = {"message": "m", "deny": {}}
DEPLOYMENT = GroupVersionKind("apps", "v1", "Deployment")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Deployment", True),
        ("apps/v1/Deployment", True),
        ("apps/*/Deployment", True),
        ("v1/Deployment", True),
        ("*/Deployment", True),
        ("Deploy*", True),
        ("*", True),
        ("batch/v1/Deployment", False),
        ("apps/v2/Deployment", False),
        ("deployment", False),
        ("Deployment/scale", False),
    ],
)
def test_kinds(text: str, expected: bool) -> None:
    """Group, version and subresource may be given, each with wildcards."""
    assert kind_matches(text, DEPLOYMENT) is expected


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ({"matchLabels": {"app": "web"}}, True),
        ({"matchLabels": {"app": "w*"}}, True),
        ({"matchLabels": {"a*": "web"}}, True),
        ({"matchLabels": {"app": "db"}}, False),
        ({"matchExpressions": [{"key": "app", "operator": "In", "values": ["web"]}]}, True),
        ({"matchExpressions": [{"key": "app", "operator": "NotIn", "values": ["web"]}]}, False),
        ({"matchExpressions": [{"key": "x", "operator": "Exists"}]}, False),
        ({"matchExpressions": [{"key": "x", "operator": "DoesNotExist"}]}, True),
    ],
)
def test_selectors(selector: Any, expected: bool) -> None:
    """Labels and expressions; wildcards in labels."""
    assert Selector.of(selector).matches({"app": "web"}) is expected


def matching(**statement: Any) -> Document:
    """A policy that denies whatever its statement selects."""
    return policy({"name": "r", "validate": DENY, **statement})


def selected(resources: Document) -> Document:
    return matching(match={"any": [{"resources": {"kinds": ["ConfigMap"], **resources}}]})


@pytest.mark.parametrize(
    ("resources", "expected"),
    [
        ({}, True),
        ({"names": ["c*"]}, True),
        ({"names": ["d*"]}, False),
        ({"name": "cfg"}, True),
        ({"namespaces": ["def*"]}, True),
        ({"namespaces": ["prod"]}, False),
        ({"annotations": {"k": "v*"}}, True),
        ({"annotations": {"k": "x"}}, False),
        ({"selector": {"matchLabels": {"app": "web"}}}, True),
        ({"namespaceSelector": {"matchLabels": {"env": "test"}}}, True),
        ({"namespaceSelector": {"matchLabels": {"env": "prod"}}}, False),
        ({"operations": ["CREATE"]}, True),
        ({"operations": ["DELETE"]}, False),
    ],
)
def test_filters(resources: Document, expected: bool) -> None:
    """All that a block names must fit."""
    resource = config("cfg")
    resource["metadata"] |= {"labels": {"app": "web"}, "annotations": {"k": "v1"}}
    namespace = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "default", "labels": {"env": "test"}}}
    environment = Environment(namespaces={"default": namespace})
    assert results(selected(resources), resource, environment) == (["fail"] if expected else [])


def test_any_all_and_exclude() -> None:
    """One block of any, every block of all, and none of the excluded."""
    kinds = {"resources": {"kinds": ["ConfigMap"]}}
    named = {"resources": {"kinds": ["*"], "names": ["a"]}}
    both = matching(match={"all": [kinds, named]})
    assert results(both, config("a")) == ["fail"]
    assert results(both, config("b")) == []
    without = matching(match={"any": [kinds]}, exclude={"any": [named]})
    assert results(without, config("a")) == []
    assert results(without, config("b")) == ["fail"]


def test_users() -> None:
    """Roles and subjects count where it is known who asks."""
    block = {"resources": {"kinds": ["ConfigMap"]}, "clusterRoles": ["admins"]}
    document = matching(match={"any": [block]})
    assert as_user(document, config(), UserInfo(username="u", cluster_roles=("admins",))) == ["fail"]
    assert as_user(document, config(), UserInfo(username="u", cluster_roles=("viewers",))) == []


def test_autogen() -> None:
    """A rule on Pods judges what makes Pods, under a name of its own, and controllers switch it off."""
    document = requires({"spec": {"containers": [{"name": "?*", "image": "!*:latest"}]}}, ("Pod",))
    bad = pod({"name": "a", "image": "x:latest"})
    (response,) = judge(document, deployment(bad))
    assert (response.rule, response.result) == ("autogen-r", "fail")
    assert response.path == "/spec/template/spec/containers/0/image/"
    document["metadata"]["annotations"] = {"pod-policies.kyverno.io/autogen-controllers": "none"}
    assert results(document, deployment(bad)) == []
    document["metadata"]["annotations"] = {"pod-policies.kyverno.io/autogen-controllers": "StatefulSet"}
    assert results(document, deployment(bad)) == []


def test_autogen_rewrites_variables() -> None:
    """What is below `spec` of a Pod is below the template's `spec`, one level deeper for a CronJob."""
    message = "{{ request.object.spec.hostNetwork }}"
    rules = [rule(("Pod",), validate={"message": message, "deny": {}})]
    names = {
        item["name"]: item["validate"]["message"] for item in compute_rules(PolicyHead("ClusterPolicy", "p"), rules)
    }
    assert names["autogen-r"] == "{{ request.object.spec.template.spec.hostNetwork }}"
    assert names["autogen-cronjob-r"] == "{{ request.object.spec.jobTemplate.spec.template.spec.hostNetwork }}"


def test_no_autogen_for_rules_on_more_than_pods() -> None:
    """Names, selectors and other kinds rule it out."""
    head = PolicyHead("ClusterPolicy", "p")
    for block in ({"kinds": ["Pod", "Service"]}, {"kinds": ["Pod"], "names": ["x"]}):
        rules = [{"name": "r", "match": {"any": [{"resources": block}]}, "validate": DENY}]
        assert [item["name"] for item in compute_rules(head, rules)] == ["r"]


def test_exceptions() -> None:
    """A violation that is allowed is a skip that names the exception."""
    match = {"any": [{"resources": {"kinds": ["ConfigMap"], "names": ["a"]}}]}
    exception: Document = {
        "apiVersion": "kyverno.io/v2",
        "kind": "PolicyException",
        "metadata": {"name": "leave", "namespace": "default"},
        "spec": {"exceptions": [{"policyName": "p", "ruleNames": ["r*"]}], "match": match},
    }
    document = matching(match={"any": [{"resources": {"kinds": ["ConfigMap"]}}]})
    (response,) = judge(document, config("a"), exceptions=(exception,))
    assert response.result == "skip"
    assert "leave" in response.message
    assert results(document, config("b"), exceptions=(exception,)) == ["fail"]
    other = {**exception, "spec": {**exception["spec"], "exceptions": [{"policyName": "q", "ruleNames": ["r"]}]}}
    assert results(document, config("a"), exceptions=(other,)) == ["fail"]


def test_a_namespaced_policy_is_for_its_namespace() -> None:
    """And for nothing else."""
    document = matching(match={"any": [{"resources": {"kinds": ["ConfigMap"]}}]})
    document["kind"] = "Policy"
    document["metadata"]["namespace"] = "default"
    assert results(document, config()) == ["fail"]
    document["metadata"]["namespace"] = "other"
    assert results(document, config()) == []


def test_an_unscored_policy_warns() -> None:
    """By its annotation."""
    document = matching(match={"any": [{"resources": {"kinds": ["ConfigMap"]}}]})
    document["metadata"]["annotations"] = {"policies.kyverno.io/scored": "false"}
    assert results(document, config()) == ["warn"]
