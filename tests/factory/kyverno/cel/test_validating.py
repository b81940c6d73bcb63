"""ValidatingPolicy: verdicts, messages, match conditions, variables, exceptions, autogen, modes."""

import pytest

from maestro.factory.kyverno.load import load_policies
from maestro.factory.kyverno.model import Document, Environment, Request, Setting
from tests.factory.kyverno.cel.policies import deployment, judge, pod, policy, results, rule


def validating(spec: Document, **head: str) -> Document:
    """A ValidatingPolicy."""
    return policy("ValidatingPolicy", spec, **head)


def test_the_first_validation_that_is_false_decides_and_speaks() -> None:
    """Later validations are not even evaluated; a message expression beats the message."""
    checks = [
        {"expression": "true"},
        {
            "expression": "object.metadata.name == 'x'",
            "message": "m",
            "messageExpression": "'no ' + object.metadata.name",
        },
        {"expression": "object.nope == 1"},
    ]
    (response,) = judge(validating({"validations": checks}), pod())
    assert (response.result, response.message, response.rule) == ("fail", "no web", None)


@pytest.mark.parametrize(
    ("validation", "message"),
    [
        ({"expression": "false", "message": "given"}, "given"),
        ({"expression": "false"}, "CEL expression validation failed at index 0"),
        ({"expression": "false", "messageExpression": "string(object.nope)"}, "failed to evaluate message expression"),
    ],
)
def test_a_failure_always_has_a_message(validation: Document, message: str) -> None:
    """Given, evaluated, or made up from the position."""
    (response,) = judge(validating({"validations": [validation]}), pod())
    assert response.message.startswith(message)


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ({"validations": [{"expression": "object.nope == 1"}]}, "error: no such key: nope"),
        (
            {
                "validations": [{"expression": "true"}],
                "matchConditions": [{"name": "m", "expression": "object.nope == 1"}],
            },
            "failed to load context: no such key: nope",
        ),
        (
            {
                "validations": [{"expression": "true"}],
                "auditAnnotations": [{"key": "k", "valueExpression": "string(object.nope)"}],
            },
            "failed to load context: failed to evaluate auditAnnotation 'k': no such key: nope",
        ),
    ],
)
def test_errors_say_what_could_not_be_evaluated(spec: Document, message: str) -> None:
    """In the words of Kyverno's own tools."""
    assert [response.message for response in judge(validating(spec), pod())] == [message]


@pytest.mark.parametrize(
    ("spec", "reason"),
    [
        ({"failurePolicy": "fail"}, "spec.failurePolicy: expected Ignore, Fail, found fail"),
        ({"validationActions": ["Deny", "Tell"]}, "spec.validationActions[1]: expected Deny, Audit, Warn, found Tell"),
        ({"variables": [{"name": "x", "expression": "1"}] * 2}, "spec.variables: x is there twice"),
        ({"matchConditions": [{"name": "m", "expression": "true"}] * 2}, "spec.matchConditions: m is there twice"),
    ],
)
def test_what_the_schema_refuses_is_not_loaded_and_ends_nothing_else(spec: Document, reason: str) -> None:
    """Other than an expression that does not compile."""
    loaded = load_policies([validating({"validations": [{"expression": "true"}], **spec})])
    assert [(invalid.reason, invalid.aborts) for invalid in loaded.invalid] == [(reason, False)]


def test_an_error_is_an_error_whatever_the_failure_policy() -> None:
    """A runtime error in a validation is never a pass."""
    broken = {"validations": [{"expression": "object.spec.nope == 1"}]}
    assert results(validating(broken), pod()) == ["error"]
    assert results(validating({**broken, "failurePolicy": "Ignore"}), pod()) == ["error"]


@pytest.mark.parametrize(
    ("conditions", "failure_policy", "expected"),
    [
        (["false"], "Fail", "skip"),
        (["object.nope == 1"], "Fail", "error"),
        (["object.nope == 1"], "Ignore", "skip"),
        (["object.nope == 1", "false"], "Fail", "skip"),
        (["true"], "Fail", "pass"),
    ],
)
def test_match_conditions(conditions: list[str], failure_policy: str, expected: str) -> None:
    """False beats an error; an error is as the failure policy says."""
    spec = {
        "matchConditions": [{"name": str(at), "expression": text} for at, text in enumerate(conditions)],
        "failurePolicy": failure_policy,
        "validations": [{"expression": "true"}],
    }
    assert results(validating(spec), pod()) == [expected]


def test_variables_are_lazy_and_see_each_other() -> None:
    """A broken variable that nobody asks for does no harm."""
    spec = {
        "variables": [
            {"name": "broken", "expression": "object.nope.nope"},
            {"name": "name", "expression": "object.metadata.name"},
            {"name": "long", "expression": "variables.name + '!'"},
        ],
        "validations": [{"expression": "variables.long == 'web!'"}],
    }
    assert results(validating(spec), pod()) == ["pass"]
    spec["validations"] = [{"expression": "variables.broken == 1"}]
    assert results(validating(spec), pod()) == ["error"]


@pytest.mark.parametrize(
    "spec",
    [
        {"validations": [{"expression": "object.spec.flag"}]},
        {"validations": [{"expression": "object.?spec.?flag.orValue(true)"}]},
        {"validations": [{"expression": "1 == 1.0"}]},
        {"validations": [{"expression": "variables.late == 1"}], "variables": []},
        {
            "matchConditions": [{"name": "m", "expression": "variables.v"}],
            "variables": [{"name": "v", "expression": "true"}],
        },
        {"validations": [{"expression": "true", "messageExpression": "1"}]},
        {"validations": [{"expression": ""}]},
        {"validations": "none"},
        {"validations": [None]},
        {"matchConstraints": {"resourceRules": {"a": None}}},
    ],
)
def test_a_policy_that_does_not_compile_is_reported(spec: Document) -> None:
    """It ends the run in Kyverno's own tools, and says so here."""
    loaded = load_policies([validating(spec)])
    assert [invalid.aborts for invalid in loaded.invalid] == [True]
    assert not loaded.policies


def test_unscored_failures_are_warnings() -> None:
    """The annotation lowers what counts."""
    document = validating({"validations": [{"expression": "false"}]})
    document["metadata"]["annotations"] = {"policies.kyverno.io/scored": "false"}
    assert results(document, pod()) == ["warn"]


def exception(**spec: object) -> Document:
    """An exception for the policy `p`."""
    references = [{"name": "p", "kind": "ValidatingPolicy"}]
    head = {
        "apiVersion": "policies.kyverno.io/v1",
        "kind": "PolicyException",
        "metadata": {"name": "e", "namespace": "x"},
    }
    return {**head, "spec": {"policyRefs": references, **spec}}


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ({}, "skip"),
        ({"reportResult": "pass"}, "pass"),
        ({"matchConditions": [{"name": "m", "expression": "object.metadata.name == 'other'"}]}, "fail"),
        ({"allowedValues": ["web"]}, "pass"),
        ({"policyRefs": [{"name": "p", "kind": "MutatingPolicy"}]}, "fail"),
    ],
)
def test_exceptions(spec: Document, expected: str) -> None:
    """Full ones exempt, narrow ones are for the expressions, others do not apply."""
    document = validating({"validations": [{"expression": "object.metadata.name in exceptions.allowedValues"}]})
    setting = Setting(exceptions=(exception(**spec),))
    assert [found.result.value for found in judge(document, pod(), None, setting)] == [expected]


def test_a_policy_on_pods_judges_their_controllers() -> None:
    """Paths are moved below the template; the namespace stays the controller's own."""
    spec = {
        "matchConstraints": rule("pods", group=""),
        "validations": [
            {"expression": "object.spec.containers.all(c, c.image == 'nginx:1') && object.metadata.namespace == 'ns'"}
        ],
    }
    assert results(validating(spec), deployment()) == ["pass"]
    job = {"apiVersion": "batch/v1", "kind": "CronJob", "metadata": {"name": "j", "namespace": "ns"}}
    job["spec"] = {
        "jobTemplate": {"spec": {"template": {"spec": pod(containers=[{"name": "c", "image": "x"}])["spec"]}}}
    }
    assert results(validating(spec), job) == ["fail"]
    spec["autogen"] = {"podControllers": {"controllers": ["deployments"]}}
    assert results(validating(spec), job) == []


def test_a_custom_controller_is_judged_by_the_pod_templates_within() -> None:
    """Named in full, a kind of unknown shape has its templates found."""
    spec = {
        "matchConstraints": rule("pods", group=""),
        "autogen": {"podControllers": {"controllers": ["jobsets.v1alpha2.jobset.x-k8s.io"]}},
        "validations": [{"expression": "object.spec.containers.all(c, c.image == 'nginx:1')"}],
    }
    jobset = {"apiVersion": "jobset.x-k8s.io/v1alpha2", "kind": "JobSet", "metadata": {"name": "j", "namespace": "ns"}}
    jobset["spec"] = {"jobs": [{"template": {"spec": {"template": {"spec": pod()["spec"]}}}}]}
    assert results(validating(spec), jobset) == ["pass"]
    jobset["spec"] = {"jobs": []}
    assert results(validating(spec), jobset) == ["error"]


def test_json_mode_judges_any_document() -> None:
    """Bare documents are for the JSON mode, and for it alone."""
    spec = {"evaluation": {"mode": "JSON"}, "validations": [{"expression": "object.a == 1"}]}
    assert results(validating(spec), {"a": 1}) == ["pass"]
    assert results(validating({"validations": [{"expression": "object.a == 1"}]}), {"a": 1}) == []


@pytest.mark.parametrize(
    ("mode", "expression", "expected"),
    [
        ("HTTP", "http.Denied('no').Response()", "fail"),
        ("HTTP", "object.attributes.method == 'GET' ? http.Allowed().Response() : null", "pass"),
        ("Envoy", "envoy.Denied(403).WithBody('x').Response()", "fail"),
    ],
)
def test_proxy_modes_judge_requests(mode: str, expression: str, expected: str) -> None:
    """The first decision is the answer."""
    spec = {"evaluation": {"mode": mode}, "validations": [{"expression": expression}]}
    assert results(validating(spec), {"attributes": {"method": "GET"}}) == [expected]


def test_operations_shape_the_request() -> None:
    """On DELETE there is only the old object; Kyverno calls the absent one empty."""
    spec = {
        "matchConstraints": rule(operations=("DELETE",)),
        "validations": [{"expression": "object == {} && has(oldObject.kind)"}],
    }
    assert results(validating(spec), Request.of(pod(), "DELETE")) == ["pass"]
    assert results(validating(spec), pod()) == []


def test_what_cannot_be_evaluated_offline_says_so() -> None:
    """Never a silent pass."""
    spec = {"validations": [{"expression": "http.Get('https://x').ok == true || true"}]}
    assert results(validating(spec), pod()) == ["unevaluated"]


def test_a_namespace_is_known_when_it_is_given() -> None:
    """Its labels select, and its object is a variable."""
    labels = {"matchLabels": {"tier": "gold"}}
    spec = {
        "matchConstraints": {**rule(), "namespaceSelector": labels},
        "validations": [{"expression": "namespaceObject.metadata.labels.tier == 'gold'"}],
    }
    known = Environment(namespaces={"ns": {"metadata": {"name": "ns", "labels": {"tier": "gold"}}}})
    assert results(validating(spec), pod(), known) == ["pass"]
    assert results(validating(spec), pod()) == []
