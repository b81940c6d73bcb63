"""MutatingPolicy: merges, JSON patches, chaining, autogen, targets; outcomes as the real engine gave them."""

from typing import Any

import pytest

from maestro.factory.kyverno.engine import Engine
from maestro.factory.kyverno.load import load_policies
from maestro.factory.kyverno.model import Document, Environment, Request, Result, Setting
from tests.factory.kyverno.cel.policies import deployment, judge, pod, policy, rule

CONTAINER = "Object.spec.containers"


def mutating(*expressions: str, **spec: Any) -> Document:
    """A MutatingPolicy of patches: an expression that starts with `Object` is a configuration."""
    mutations = []
    for text in expressions:
        if text.startswith("Object"):
            mutations.append({"patchType": "ApplyConfiguration", "applyConfiguration": {"expression": text}})
        else:
            mutations.append({"patchType": "JSONPatch", "jsonPatch": {"expression": text}})
    return policy("MutatingPolicy", {"mutations": mutations, **spec})


def patched(document: Document, resource: Document) -> Document:
    """The resource after a policy that passes."""
    (response,) = judge(document, resource)
    assert response.result is Result.PASS, response.message
    assert response.patched is not None
    return response.patched


def outcome(document: Document, resource: Document) -> str:
    """The result alone."""
    (response,) = judge(document, resource)
    return response.result.value


def test_a_configuration_is_merged_and_the_resource_is_left_alone() -> None:
    """Labels are added; the given document stays as it was."""
    resource = pod()
    found = patched(mutating("Object{metadata: Object.metadata{labels: {'a': 'b'}}}"), resource)
    assert found["metadata"]["labels"] == {"app": "web", "a": "b"}
    assert resource == pod()


def test_lists_by_key_are_merged_by_key() -> None:
    """The container is found by its name, a new one is appended."""
    containers = f"[{CONTAINER}{{name: 'c', tty: true}}, {CONTAINER}{{name: 'd', image: 'i'}}]"
    text = f"Object{{spec: Object.spec{{containers: {containers}}}}}"
    assert patched(mutating(text), pod())["spec"]["containers"] == [
        {"name": "c", "image": "nginx:1", "tty": True},
        {"name": "d", "image": "i"},
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Object{spec: Object.spec{nodeSelector: {'c': 'd'}}}",
        "Object{spec: Object.spec{tolerations: [Object.spec.tolerations{key: 'k'}]}}",
        "Object{spec: Object.spec{unknown: 1}}",
        "Object{spec: Object.spec{hostNetwork: 'yes'}}",
        "Object{metadata: Object.metadata{labels: {'a': 1}}}",
        "Object{spec: Object.spec{hostname: null}}",
        "Object{spec: Object.metadata{}}",
        "Object{spec: Object.spec{containers: [{'name': 'c', 'image': 'i'}]}}",
        "[JSONPatch{op: 'add', path: '/spec/none/here', value: 1}]",
        "[JSONPatch{op: 'remove', path: '/metadata/labels/none'}]",
        "[JSONPatch{op: 'add', path: '/spec/containers/9', value: {'name': 'n'}}]",
        "[JSONPatch{op: 'whatever', path: '/metadata/labels/a', value: 1}]",
        "[JSONPatch{op: 'replace', path: '', value: {'a': 'b'}}]",
    ],
)
def test_what_the_server_would_refuse_is_an_error(text: str) -> None:
    """Atomic fields, unknown fields, wrong types, wrong names, missing parents."""
    assert outcome(mutating(text), pod()) == "error"


def test_atomic_fields_are_replaced_where_the_policy_says_so() -> None:
    """The switch for server-side apply lifts the guard."""
    text = "Object{spec: Object.spec{nodeSelector: {'c': 'd'}}}"
    document = mutating(text, evaluation={"useServerSideApply": True})
    assert patched(document, pod(nodeSelector={"a": "b"}))["spec"]["nodeSelector"] == {"c": "d"}


@pytest.mark.parametrize(
    ("operations", "labels"),
    [
        (
            "JSONPatch{op: 'add', path: '/metadata/labels/' + jsonpatch.escapeKey('a/b'), value: 'x'}",
            {"app": "web", "a/b": "x"},
        ),
        ("JSONPatch{op: 'replace', path: '/metadata/labels/new', value: 'x'}", {"app": "web", "new": "x"}),
        ("JSONPatch{op: 'move', from: '/metadata/labels/app', path: '/metadata/labels/b'}", {"b": "web"}),
        ("JSONPatch{op: 'copy', from: '/metadata/labels/app', path: '/metadata/labels/b'}", {"app": "web", "b": "web"}),
        ("JSONPatch{op: 'remove', path: '/metadata/labels/app'}", {}),
        (
            "JSONPatch{op: 'test', path: '/kind', value: 'no'}, JSONPatch{op: 'remove', path: '/metadata/labels'}",
            {"app": "web"},
        ),
    ],
)
def test_json_patches(operations: str, labels: dict[str, str]) -> None:
    """A `test` that does not hold leaves everything as it was, and passes."""
    assert patched(mutating(f"[{operations}]"), pod())["metadata"]["labels"] == labels


def test_patches_see_those_before_them_and_variables_are_asked_once() -> None:
    """`object` moves on; what a variable was, it stays."""
    document = mutating(
        "[JSONPatch{op: 'add', path: '/metadata/labels/size', value: string(variables.size)}]",
        "Object{metadata: Object.metadata{labels: "
        "{'now': string(object.metadata.labels.size()), 'was': string(variables.size)}}}",
        variables=[{"name": "size", "expression": "object.metadata.labels.size()"}],
    )
    labels = patched(document, pod())["metadata"]["labels"]
    assert labels == {"app": "web", "size": "1", "now": "2", "was": "1"}


def test_policies_are_chained() -> None:
    """The second policy mutates what the first one left."""
    first = mutating("[JSONPatch{op: 'add', path: '/metadata/labels/a', value: '1'}]")
    second = mutating("[JSONPatch{op: 'copy', from: '/metadata/labels/a', path: '/metadata/labels/b'}]")
    last = judge([first, {**second, "metadata": {"name": "q"}}], pod())[-1]
    assert last.patched is not None
    assert last.patched["metadata"]["labels"] == {"app": "web", "a": "1", "b": "1"}


@pytest.mark.parametrize(
    ("condition", "expected"), [("false", "skip"), ("object.nope == 1", "error"), ("variables.yes", "pass")]
)
def test_match_conditions(condition: str, expected: str) -> None:
    """They see the variables, unlike those of validating policies."""
    document = mutating(
        "Object{}",
        matchConditions=[{"name": "m", "expression": condition}],
        variables=[{"name": "yes", "expression": "true"}],
        failurePolicy="Ignore",
    )
    assert outcome(document, pod()) == expected


def test_a_policy_on_pods_mutates_the_templates_of_controllers() -> None:
    """The configuration is wrapped into its parents; a JSON patch is not moved."""
    document = mutating("Object{spec: Object.spec{hostNetwork: true}}", matchConstraints=rule("pods", group=""))
    assert patched(document, deployment())["spec"]["template"]["spec"]["hostNetwork"] is True
    document = mutating(
        "[JSONPatch{op: 'add', path: '/metadata/labels', value: {'a': 'b'}}]", matchConstraints=rule("pods", group="")
    )
    assert patched(document, deployment())["metadata"]["labels"] == {"a": "b"}


WIDGET = {
    "apiVersion": "example.com/v1",
    "kind": "Widget",
    "metadata": {"name": "w", "namespace": "ns"},
    "spec": {"size": 1},
}


def crd(**schema: Any) -> Document:
    """A CRD of the widget."""
    version = {
        "name": "v1",
        "schema": {"openAPIV3Schema": {"type": "object", "properties": {"spec": {"type": "object", **schema}}}},
    }
    names = {"kind": "Widget", "plural": "widgets"}
    return {"kind": "CustomResourceDefinition", "spec": {"group": "example.com", "names": names, "versions": [version]}}


def test_a_kind_without_a_schema_takes_json_patches_only() -> None:
    """A CRD makes configurations possible; a stub that keeps unknown fields is enough."""
    configuration = mutating("Object{spec: Object.spec{size: 2, extra: {'a': 'b'}}}")
    assert outcome(configuration, WIDGET) == "error"
    assert patched(mutating("[JSONPatch{op: 'replace', path: '/spec/size', value: 2}]"), WIDGET)["spec"] == {"size": 2}
    stub = crd(**{"x-kubernetes-preserve-unknown-fields": True})
    (response,) = judge(configuration, WIDGET, None, Setting(crds=(stub,)))
    assert response.patched is not None
    assert response.patched["spec"] == {"size": 2, "extra": {"a": "b"}}
    strict = crd(properties={"size": {"type": "string"}})
    (response,) = judge(configuration, WIDGET, None, Setting(crds=(strict,)))
    assert response.result is Result.ERROR


def test_targets_that_exist_are_mutated() -> None:
    """Those that the target constraints select, where the target conditions hold."""
    document = mutating(
        "[JSONPatch{op: 'add', path: '/metadata/labels/a', value: 'b'}]",
        evaluation={"mutateExisting": {"enabled": True}},
        matchConstraints=rule("configmaps"),
        targetMatchConstraints=rule("pods"),
        targetMatchConditions=[{"name": "m", "expression": "object.metadata.name != 'other'"}],
    )
    trigger = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "t", "namespace": "ns", "labels": {}}}
    found = judge(document, trigger, Environment(targets=(pod(), pod("other"), deployment())))
    assert [(response.resource.name, response.result.value) for response in found] == [
        ("t", "pass"),
        ("web", "pass"),
        ("other", "skip"),
    ]
    assert found[1].patched is not None
    assert found[1].patched["metadata"]["labels"] == {"app": "web", "a": "b"}


def existing(name: str, expression: str, **spec: Any) -> Document:
    """A policy on pods that changes those that exist."""
    spec = {"matchConstraints": rule("pods", group=""), "evaluation": {"mutateExisting": {"enabled": True}}, **spec}
    return {**mutating(expression, **spec), "metadata": {"name": name}}


def test_targets_go_from_policy_to_policy() -> None:
    """Each is shown as all of them left it; a policy on pods is about the controllers among the targets too."""
    first = existing("first", "Object{metadata: Object.metadata{labels: {'a': 'b'}}}")
    condition = [{"name": "m", "expression": "'a' in object.metadata.labels"}]
    second = existing(
        "second",
        "[JSONPatch{op: 'copy', from: '/metadata/labels/a', path: '/metadata/labels/c'}]",
        targetMatchConditions=condition,
    )
    third = existing("third", "Object{spec: Object.spec{hostNetwork: true}}")
    loaded = load_policies([first, second, third])
    trigger = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "t", "namespace": "ns"}}
    environment = Environment(targets=(pod(), deployment()))
    shown = list(Engine(loaded.policies).evaluate(Request.of(trigger), environment).shown())
    of_pod = [response for response in shown if response.resource.kind == "Pod"]
    assert [(response.policy, response.result.value) for response in of_pod] == [
        ("first", "pass"),
        ("second", "pass"),
        ("third", "pass"),
    ]
    for response in of_pod:
        assert response.patched is not None
        assert response.patched["metadata"]["labels"] == {"app": "web", "a": "b", "c": "b"}
        assert response.patched["spec"]["hostNetwork"] is True
    (last,) = (r for r in shown if r.resource.kind == "Deployment" and r.policy == "third")
    assert last.patched is not None
    assert last.patched["spec"]["template"]["spec"]["hostNetwork"] is True


def test_every_policy_is_shown_with_the_object_after_all() -> None:
    """As Kyverno's tools do; the request is the same for all of them and keeps what was sent."""
    first = mutating("Object{metadata: Object.metadata{labels: {'a': 'b'}}}")
    second = mutating(
        "Object{metadata: Object.metadata{labels: {'sent': string('a' in request.object.metadata.labels)}}}"
    )
    unlike = mutating("Object{}", matchConditions=[{"name": "m", "expression": "false"}])
    documents = [{**one, "metadata": {"name": f"p{n}"}} for n, one in enumerate((first, second, unlike))]
    evaluation = Engine(load_policies(documents).policies).evaluate(Request.of(pod()))
    told = [response.patched["metadata"]["labels"] for response in evaluation.responses if response.patched]
    assert [sorted(labels) for labels in told] == [["a", "app"], ["a", "app", "sent"], ["a", "app", "sent"]]
    for response in evaluation.shown():
        assert response.patched is not None
        assert response.patched["metadata"]["labels"] == {"app": "web", "a": "b", "sent": "false"}


@pytest.mark.parametrize(
    "expression",
    [
        "Object{metadata: Object.metadata{labels: object.x}",
        "[JSONPatch{op: 'add', nope: 1}]",
        "dyn([])",
        "[1]",
        "{'a': 1}",
    ],
)
def test_a_mutation_of_the_wrong_type_does_not_compile(expression: str) -> None:
    """It has to be an Object, or a list of JSONPatch."""
    assert load_policies([mutating(expression)]).invalid
