"""matchConstraints: rules, selectors, exclusions, names."""

import pytest

from maestro.factory.kyverno.cel.activation import Admission
from maestro.factory.kyverno.cel.lang.errors import CompileError
from maestro.factory.kyverno.cel.matching import MatchConstraints, Selector
from maestro.factory.kyverno.model import Document, PolicyContext, Request
from maestro.factory.kyverno.resources import ResourceTypes
from tests.factory.kyverno.cel.policies import deployment, pod, rule


def matches(constraints: Document, resource: Document) -> bool:
    """Whether the constraints select the creation of a resource."""
    admission = Admission(PolicyContext(Request.of(resource)), ResourceTypes())
    return MatchConstraints.of(constraints).matches(admission)


@pytest.mark.parametrize(
    ("constraints", "expected"),
    [
        (rule("pods", group=""), True),
        (rule("pods", group="apps"), False),
        (rule("*"), True),
        (rule("pods/status", group=""), False),
        (rule("pods", operations=("UPDATE",)), False),
        (rule("pods", operations=("*",)), True),
        ({}, True),
        ({**rule(), "excludeResourceRules": rule("pods")["resourceRules"]}, False),
        ({**rule(), "objectSelector": {"matchLabels": {"app": "web"}}}, True),
        (
            {
                **rule(),
                "objectSelector": {"matchExpressions": [{"key": "app", "operator": "NotIn", "values": ["web"]}]},
            },
            False,
        ),
        ({**rule(), "objectSelector": {"matchExpressions": [{"key": "x", "operator": "DoesNotExist"}]}}, True),
        ({**rule(), "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "ns"}}}, True),
        ({"resourceRules": [{**rule("pods")["resourceRules"][0], "resourceNames": ["web"]}]}, True),
        ({"resourceRules": [{**rule("pods")["resourceRules"][0], "resourceNames": ["other"]}]}, False),
        ({"resourceRules": [{**rule("pods")["resourceRules"][0], "scope": "Cluster"}]}, False),
    ],
)
def test_a_pod_is_selected(constraints: Document, expected: bool) -> None:
    """Each part of the constraints narrows what is selected."""
    assert matches(constraints, pod()) is expected


def test_a_broken_selector_only_matters_where_the_rest_matches() -> None:
    """Then it is an error, elsewhere it is nothing."""
    broken = {"matchExpressions": [{"key": "k", "operator": "In", "values": ["not a label"]}]}
    assert matches({**rule("services"), "objectSelector": broken}, pod()) is False
    with pytest.raises(CompileError, match="invalid label value"):
        matches({**rule("pods"), "objectSelector": broken}, pod())


@pytest.mark.parametrize(
    "expression",
    [
        {"key": "a", "operator": "Like", "values": ["b"]},
        {"key": "a", "operator": "In"},
        {"key": "a", "operator": "Exists", "values": ["b"]},
        {"key": "-a-", "operator": "Exists"},
    ],
)
def test_selectors_that_are_none(expression: Document) -> None:
    """They say what is wrong with them."""
    assert Selector.of({"matchExpressions": [expression]}).broken


def test_generated_names_match_by_their_prefix() -> None:
    """A resource without a name is known by what its name will start with."""
    resource = deployment()
    resource["metadata"] = {"generateName": "web-", "namespace": "ns"}
    named = {"resourceRules": [{**rule("deployments")["resourceRules"][0], "resourceNames": ["web"]}]}
    assert matches(named, resource)
