"""Kubernetes' admission policies and `validate.cel` rules."""

from typing import Any

import pytest

from maestro.factory.kyverno.cel.rules import compile_rule
from maestro.factory.kyverno.model import (
    Document,
    Environment,
    PolicyContext,
    PolicyHead,
    Request,
    Result,
    Setting,
    UserInfo,
)
from tests.factory.kyverno.cel.policies import judge, pod, rule

GROUP = "admissionregistration.k8s.io"
LIMIT = {
    "apiVersion": "v1",
    "kind": "ConfigMap",
    "metadata": {"name": "limit", "namespace": "ns"},
    "data": {"max": "1"},
}


def validating(*expressions: str, **spec: Any) -> Document:
    """A ValidatingAdmissionPolicy."""
    body = {"matchConstraints": rule(), "validations": [{"expression": text} for text in expressions], **spec}
    return {"apiVersion": f"{GROUP}/v1", "kind": "ValidatingAdmissionPolicy", "metadata": {"name": "v"}, "spec": body}


def binding(kind: str = "ValidatingAdmissionPolicyBinding", **spec: Any) -> Document:
    """A binding of the policy `v`."""
    return {"apiVersion": f"{GROUP}/v1", "kind": kind, "metadata": {"name": "b"}, "spec": {"policyName": "v", **spec}}


@pytest.mark.parametrize(
    ("expressions", "expected"),
    [
        (["true"], "pass"),
        (["false"], "fail"),
        (["object.nope == 1"], "error"),
        (["this is no expression"], "error"),
        (["image('nginx').registry() == ''"], "error"),
        (["false", "object.nope == 1"], "fail"),
        (["oldObject == null && request.operation == 'CREATE'"], "pass"),
        (["request.userInfo.username == 'system:kyverno:background-scan'"], "pass"),
        (["namespaceObject.metadata.name == 'ns'"], "pass"),
        (["authorizer.group('').resource('pods').check('get').allowed()"], "error"),
    ],
)
def test_a_policy_without_a_binding_is_evaluated(expressions: list[str], expected: str) -> None:
    """In Kubernetes' world; a broken expression is an error where it is used."""
    (response,) = judge(validating(*expressions), pod())
    assert (response.result, response.rule) == (expected, "v")


def test_messages() -> None:
    """Evaluated, given, or made from the expression."""
    document = validating("false")
    assert judge(document, pod())[0].message == "failed expression: false"
    document["spec"]["validations"] = [{"expression": "false", "message": " given ", "messageExpression": "'a\\nb'"}]
    assert judge(document, pod())[0].message == "given"


@pytest.mark.parametrize(("policy_fails", "expected"), [("Fail", "error"), ("Ignore", "skip")])
def test_broken_match_conditions(policy_fails: str, expected: str) -> None:
    """As the failure policy says."""
    conditions = [{"name": "m", "expression": "object.nope == 1"}]
    document = validating("true", matchConditions=conditions, failurePolicy=policy_fails)
    assert judge(document, pod())[0].result == expected


def test_bindings_select_and_bring_parameters() -> None:
    """A binding that does not match skips the policy; parameters are found by name, wherever they are."""
    document = validating(
        "object.spec.containers.size() <= int(params.data.max)", paramKind={"apiVersion": "v1", "kind": "ConfigMap"}
    )
    known = Environment(params=(LIMIT,))
    found = binding(paramRef={"name": "limit"})
    assert judge(document, pod(), known, Setting(bindings=(found,)))[0].result is Result.PASS
    missing = binding(paramRef={"name": "other", "parameterNotFoundAction": "Allow"})
    assert judge(document, pod(), known, Setting(bindings=(missing,)))[0].result is Result.ERROR
    elsewhere = binding(matchResources={"objectSelector": {"matchLabels": {"app": "db"}}})
    assert judge(document, pod(), known, Setting(bindings=(elsewhere,)))[0].result is Result.SKIP


def mutating(text: str, version: str = "v1alpha1", **spec: Any) -> Document:
    """A MutatingAdmissionPolicy."""
    mutations = [{"patchType": "ApplyConfiguration", "applyConfiguration": {"expression": text}}]
    body = {"matchConstraints": rule(), "mutations": mutations, **spec}
    return {
        "apiVersion": f"{GROUP}/{version}",
        "kind": "MutatingAdmissionPolicy",
        "metadata": {"name": "v"},
        "spec": body,
    }


def test_a_mutating_policy_merges_without_a_schema() -> None:
    """Maps are merged, lists cannot be; a failure is silent, as in the real tools."""
    (response,) = judge(mutating("Object{metadata: Object.metadata{labels: {'a': 'b'}}}"), pod())
    assert response.patched is not None
    assert response.patched["metadata"]["labels"] == {"app": "web", "a": "b"}
    assert judge(mutating("Object{metadata: Object.metadata{finalizers: ['a']}}"), pod()) == ()
    assert judge(mutating("Object{metadata: Object.metadata{labels: {'a': 'b'}}}", "v1"), pod()) == ()
    skipped = mutating("Object{}", matchConditions=[{"name": "m", "expression": "false"}])
    assert judge(skipped, pod())[0].result is Result.SKIP


def test_a_mutating_policy_has_its_variables_for_its_conditions_alone() -> None:
    """The real tools patch without them: a patch that names one fails, in silence."""
    variables = [{"name": "x", "expression": "'web'"}]
    conditions = [{"name": "m", "expression": "object.metadata.labels.app == variables.x"}]
    label = "Object{metadata: Object.metadata{labels: {'a': @}}}"
    plain = mutating(label.replace("@", "'b'"), variables=variables, matchConditions=conditions)
    assert [response.result for response in judge(plain, pod())] == [Result.PASS]
    assert judge(mutating(label.replace("@", "variables.x"), variables=variables), pod()) == ()


def cel_rule(*expressions: str, **more: Any) -> Document:
    """A rule with validate.cel."""
    cel = {"expressions": [{"expression": text} for text in expressions], **more.pop("cel", {})}
    return {"name": "r", "validate": {"message": "m", "cel": cel}, **more}


def verdict(
    document: Document, request: Request | None = None, known: Environment | None = None
) -> tuple[Result, str] | None:
    """What the rule says of a pod."""
    context = PolicyContext(request or Request.of(pod()), known or Environment())
    return compile_rule(document, PolicyHead("ClusterPolicy", "p")).evaluate(context)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (cel_rule("true"), Result.PASS),
        (cel_rule("false"), Result.FAIL),
        (cel_rule("object.nope == 1"), Result.FAIL),
        (cel_rule("no expression"), Result.FAIL),
        (cel_rule("false", celPreconditions=[{"name": "c", "expression": "false"}]), Result.SKIP),
        (cel_rule("true", celPreconditions=[{"name": "c", "expression": "object.nope == 1"}]), Result.FAIL),
        (
            cel_rule(
                "variables.n == 1", cel={"variables": [{"name": "n", "expression": "object.spec.containers.size()"}]}
            ),
            Result.PASS,
        ),
        (cel_rule("authorizer.group('').resource('pods').check('get').allowed()"), Result.UNEVALUATED),
        (cel_rule("has(request.userInfo.username)"), Result.FAIL),
    ],
)
def test_a_rule_denies_where_it_cannot_be_evaluated(document: Document, expected: Result) -> None:
    """Errors fail, preconditions skip, the authorizer is not there."""
    said = verdict(document)
    assert said is not None
    assert said[0] is expected


def test_a_rule_knows_who_asks_and_what_was() -> None:
    """The user as given, the old object on a deletion."""
    request = Request.of(pod(), "DELETE", UserInfo(username="ann"))
    assert verdict(cel_rule("object == null && oldObject != null && request.userInfo.username == 'ann'"), request) == (
        Result.PASS,
        "Validation rule 'r' passed.",
    )


def test_the_parameters_of_a_rule() -> None:
    """Found in the namespace of the resource; an error where they are not."""
    cel = {"paramKind": {"apiVersion": "v1", "kind": "ConfigMap"}, "paramRef": {"name": "limit"}}
    document = cel_rule("params.data.max == '1'", cel=cel)
    assert verdict(document, None, Environment(cluster=(LIMIT,))) == (Result.PASS, "Validation rule 'r' passed.")
    said = verdict(document)
    assert said is not None
    assert said[0] is Result.ERROR
