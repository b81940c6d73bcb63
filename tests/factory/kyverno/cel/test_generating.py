"""GeneratingPolicy and DeletingPolicy."""

from typing import Any

import pytest

from maestro.factory.kyverno.load import load_policies
from maestro.factory.kyverno.model import Document, Environment, Result, Setting
from tests.factory.kyverno.cel.policies import judge, pod, policy

RESOURCE = "{'apiVersion': dyn('v1'), 'kind': dyn('ConfigMap'), 'metadata': dyn({'name': object.metadata.name})}"


def generating(*generate: Document, **spec: Any) -> Document:
    """A GeneratingPolicy."""
    namespace = spec.pop("namespace", "")
    kind = "NamespacedGeneratingPolicy" if namespace else "GeneratingPolicy"
    return policy(kind, {"generate": list(generate), **spec}, namespace=namespace)


def test_resources_are_generated_into_the_given_namespace() -> None:
    """By expression, with what the trigger holds."""
    (response,) = judge(generating({"expression": f"generator.Apply('there', [{RESOURCE}])"}), pod())
    made = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "web", "namespace": "there"}}
    assert (response.result, response.generated) == (Result.PASS, (made,))


def test_literals_of_a_generation_may_mix_types() -> None:
    """What other policies may not write, and what every resource needs."""
    resource = "{'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': object.metadata.name}, 'n': [1, 'a']}"
    (response,) = judge(generating({"expression": f"generator.Apply('there', [{resource}])"}), pod())
    assert [made["n"] for made in response.generated] == [[1, "a"]]


def test_lists_are_taken_apart() -> None:
    """What a lookup lists can be generated again elsewhere."""
    source = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s", "namespace": "a"}, "data": {"k": "v"}}
    text = "generator.Apply('b', [resource.List('v1', 'secrets', 'a')])"
    (response,) = judge(generating({"expression": text}), pod(), Environment(cluster=(source,), simulated_cluster=True))
    assert response.generated == ({**source, "metadata": {"name": "s", "namespace": "b"}},)


TEMPLATE = """
apiVersion: v1
kind: ConfigMap
metadata:
  name: (( object.metadata.name ))-config
  namespace: other
data:
  labels: (( object.metadata.labels ))
  text: \\((kept)) and (( string(1 + 1) ))
---
apiVersion: v1
kind: Secret
metadata: {name: plain}
"""


def test_templates_are_filled() -> None:
    """Whole values keep their type, embedded ones become text, an escape stays."""
    (response,) = judge(generating({"template": {"interpolate": "cel", "value": TEMPLATE}}), pod())
    config, secret = response.generated
    assert config["metadata"] == {"name": "web-config", "namespace": "other"}
    assert config["data"] == {"labels": {"app": "web"}, "text": "((kept)) and 2"}
    assert secret["metadata"] == {"name": "plain"}


@pytest.mark.parametrize(
    "generation",
    [
        {},
        {"expression": "true", "template": {"value": "a: b"}},
        {"expression": "1"},
        {"template": {"value": ""}},
        {"template": {"value": "a: [", "interpolate": "cel"}},
        {"template": {"value": "a: (( object", "interpolate": "cel"}},
        {"template": {"value": "a: (( nope ))", "interpolate": "cel"}},
        {"template": {"value": "(( object )): a", "interpolate": "cel"}},
        {"template": {"value": "- a", "interpolate": "cel"}},
    ],
)
def test_a_broken_generation_does_not_compile(generation: Document) -> None:
    """Either an expression or a template, and it has to be one."""
    assert load_policies([generating(generation)]).invalid


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(( optional.of(1) ))", 1),
        ("at (( optional.of(1) ))", "at 1"),
        ("(( b'ab' ))", "YWI="),
        ("at (( 1e30 ))", "at 1e+30"),
        ("(( [] ))", []),
        ("(( 'a))b' ))", "a))b"),
        ("(( duration('1h') ))", "3600s"),
    ],
)
def test_a_placeholder_becomes_plain_data(text: str, expected: Any) -> None:
    """As it would be written into a resource."""
    template = f'kind: X\nday: 2020-01-01\nheld: "{text}"\n'
    (response,) = judge(generating({"template": {"interpolate": "cel", "value": template}}), pod())
    assert response.generated == ({"kind": "X", "day": "2020-01-01T00:00:00Z", "held": expected},)


@pytest.mark.parametrize("text", ["(( optional.none() ))", "at (( null ))", "at (( [1] ))"])
def test_a_placeholder_without_a_plain_value_is_an_error(text: str) -> None:
    """Nothing is generated then."""
    template = f'kind: X\nheld: "{text}"\n'
    (response,) = judge(generating({"template": {"interpolate": "cel", "value": template}}), pod())
    assert (response.result, response.generated) == (Result.ERROR, ())


def test_a_namespaced_policy_stays_in_its_namespace() -> None:
    """Its own is the default, another one is refused."""
    document = generating({"template": {"value": "{apiVersion: v1, kind: A, metadata: {name: a}}"}}, namespace="ns")
    assert judge(document, pod())[0].generated[0]["metadata"]["namespace"] == "ns"
    abroad = generating(
        {"template": {"value": "{apiVersion: v1, kind: A, metadata: {name: a, namespace: b}}"}}, namespace="ns"
    )
    assert judge(abroad, pod())[0].result is Result.ERROR


def test_nothing_is_said_where_the_conditions_do_not_hold() -> None:
    """Unlike validation, generation is silent; a failing expression is an error."""
    conditions = [{"name": "m", "expression": "false"}]
    assert judge(generating({"expression": "true"}, matchConditions=conditions), pod()) == ()
    assert judge(generating({"expression": "object.nope == 1"}), pod())[0].result is Result.ERROR


def test_an_exception_skips_generation() -> None:
    """And nothing is made."""
    head = {"apiVersion": "policies.kyverno.io/v1", "kind": "PolicyException", "metadata": {"name": "e"}}
    exception = {**head, "spec": {"policyRefs": [{"name": "p", "kind": "GeneratingPolicy"}]}}
    document = generating({"expression": f"generator.Apply('there', [{RESOURCE}])"})
    (response,) = judge(document, pod(), None, Setting(exceptions=(exception,)))
    assert (response.result, response.generated) == (Result.SKIP, ())


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("object.metadata.name == 'web'", "pass"),
        ("false", "fail"),
        ("object.nope == 1", "error"),
        ("variables.n == 1", "pass"),
        ("request.operation == 'DELETE'", "error"),
    ],
)
def test_deleting_policies_tell_what_would_go(condition: str, expected: str) -> None:
    """`pass` where the conditions hold."""
    spec = {
        "conditions": [{"name": "c", "expression": condition}],
        "variables": [{"name": "n", "expression": "object.spec.containers.size()"}],
        "schedule": "* * * * *",
    }
    (response,) = judge(policy("DeletingPolicy", spec), pod())
    assert response.result == expected
