"""Suites: how resources are prepared, dry values, payloads, and what malformed ones say."""

import json
from dataclasses import replace
from typing import Any

import pytest

from maestro.domain.errors import UnreadableError
from maestro.factory.kyverno.model import Document
from maestro.factory.suitefiles import read_suites, response_of, result_line, suite_of
from maestro.factory.suites import Suite, run_suite, run_suite_safely
from tests.factory.kyverno.cel.policies import KYVERNO
from tests.factory.kyverno.cel.policies import rule as matching
from tests.factory.kyverno.classic.policies import config, denies, policy, requires, rule

ALL = {"matchConstraints": matching()}


def texts(*documents: Document) -> tuple[str, ...]:
    """Documents as the text of one file; JSON is YAML."""
    return ("\n---\n".join(map(json.dumps, documents)),)


def verdicts(suite: Suite) -> list[tuple[str, str]]:
    """Resource and verdict of every response."""
    return [(response.resource.name, str(response.result)) for response in run_suite(suite).responses]


def test_resources_are_judged_one_by_one_and_the_first_of_a_name_counts() -> None:
    """A namespace that is not named is `default`."""
    first, second = config("a", x="1"), config("a", x="2")
    del first["metadata"]["namespace"]
    suite = Suite(policies=texts(requires({"data": {"x": "1"}})), resources=texts(first, second, config("b", x="2")))
    assert verdicts(suite) == [("a", "pass"), ("b", "fail")]
    (response, _) = run_suite(suite).responses
    assert response.resource.namespace == "default"


def test_a_filled_in_namespace_does_not_show_in_patched_objects() -> None:
    """They are as their author wrote them otherwise."""
    bare = config("a")
    del bare["metadata"]["namespace"]
    change = policy(rule(mutate={"patchStrategicMerge": {"data": {"k": "v"}}}))
    suite = Suite(policies=texts(change), resources=texts(bare, config("b")))
    one, two = (response.patched for response in run_suite(suite).responses)
    assert one is not None
    assert "namespace" not in one["metadata"]
    assert one["data"] == {"k": "v"}
    assert two is not None
    assert two["metadata"]["namespace"] == "default"


def test_numbers() -> None:
    """Whole numbers of a file are doubles until a mutation writes the object anew; some functions take doubles only."""
    told = "{{ type(request.object.data.n) }} {{ request.object.data.n }}"
    document = policy(rule(validate={"message": told, "deny": {}}))
    change = {**policy(rule(mutate={"patchStrategicMerge": {"data": {"k": "v"}}})), "metadata": {"name": "q"}}
    resource = config("a")
    resource["data"] = {"n": 5}
    (response,) = run_suite(Suite(policies=texts(document), resources=texts(resource))).responses
    assert response.message == "number 5"
    *_, last = run_suite(Suite(policies=texts(document, change), resources=texts(resource))).responses
    assert last.message == ""


def test_mutations_make_whole_numbers_of_doubles() -> None:
    """A merge of the classic engine and a JSON patch write all of them anew, a configuration only its own."""
    spoken = "string(object.spec.port) + ' ' + string(object.spec.?more.orValue(0.5))"
    check = {"validations": [{"expression": "false", "messageExpression": spoken}]}
    judged = {"apiVersion": KYVERNO, "kind": "ValidatingPolicy", "metadata": {"name": "v"}, "spec": {**ALL, **check}}
    merge = policy(rule(("Widget",), mutate={"patchStrategicMerge": {"spec": {"more": 30000000}}}))
    patch = "[JSONPatch{op: 'add', path: '/spec/more', value: 30000000}]"
    json_patch = {"patchType": "JSONPatch", "jsonPatch": {"expression": patch}}
    mutating = {"apiVersion": KYVERNO, "kind": "MutatingPolicy", "metadata": {"name": "m"}}
    resource = {"apiVersion": "x.io/v1", "kind": "Widget", "metadata": {"name": "w"}, "spec": {"port": 20000000}}
    for change, message in (
        ([], "2e+07 0.5"),
        ([merge], "20000000 30000000"),
        ([{**mutating, "spec": {**ALL, "mutations": [json_patch]}}], "20000000 30000000"),
    ):
        found = run_suite(Suite(policies=texts(*change, judged), resources=texts(resource)))
        assert not found.invalid
        assert found.responses[-1].message == message


def test_lookups_see_a_simulated_cluster_only() -> None:
    """The resources of a run are none of the cluster, unless there is one."""
    check = {"validations": [{"expression": "resource.Get('v1', 'configmaps', 'ns', 'a').metadata.name == 'a'"}]}
    judged = {"apiVersion": KYVERNO, "kind": "ValidatingPolicy", "metadata": {"name": "v"}, "spec": {**ALL, **check}}
    resource = config("a")
    resource["metadata"]["namespace"] = "ns"
    suite = Suite(policies=texts(judged), resources=texts(resource))
    cluster = {"kind": "ClusterResource", "spec": {"resources": [resource]}}
    assert [result for _, result in verdicts(suite)] == ["error"]
    assert [result for _, result in verdicts(replace(suite, cluster=texts(cluster)))] == ["pass"]


def test_images_that_no_context_tells_of_are_an_error() -> None:
    """Kyverno's tools ask no registry for CEL policies."""
    check = {"validations": [{"expression": "image.GetMetadata('nginx').config.user == 'x'"}]}
    judged = {"apiVersion": KYVERNO, "kind": "ValidatingPolicy", "metadata": {"name": "v"}, "spec": {**ALL, **check}}
    (response,) = run_suite(Suite(policies=texts(judged), resources=texts(config("a")))).responses
    assert (response.result, "not found in the context" in response.message) == ("error", True)


def test_api_calls_are_answered_where_the_run_is_asked_to() -> None:
    """Kyverno applies policies so: a call finds the resources of the run, and no path leads to a namespace itself."""
    document = denies("{{ length(found.items) }}", "GreaterThan", "1")
    found = {"name": "found", "apiCall": {"urlPath": "/api/v1/namespaces/{{ request.namespace }}/configmaps"}}
    document["spec"]["rules"][0]["context"] = [found]
    suite = Suite(policies=texts(document), resources=texts(config("a")))
    assert [result for _, result in verdicts(suite)] == ["error"]
    assert [result for _, result in verdicts(replace(suite, answers_calls=True))] == ["pass"]
    two = replace(suite, resources=texts(config("a"), config("b")), answers_calls=True)
    assert [result for _, result in verdicts(two)] == ["fail", "fail"]
    found["apiCall"] = {"urlPath": "/api/v1/namespaces/default"}
    space = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "default"}}
    named = replace(two, policies=texts(document), resources=texts(config("a"), space))
    assert [result for name, result in verdicts(named) if name == "a"] == ["error"]


def test_dry_values() -> None:
    """Global ones, those of a resource, namespaces by their labels, and the operation."""
    check = denies("{{ request.operation }}-{{ wanted }}", "Equals", "UPDATE-w")
    check["spec"]["rules"][0]["context"] = [{"name": "wanted", "variable": {"value": "x"}}]
    values = {
        "globalValues": {"request.operation": "UPDATE"},
        "policies": [{"name": "p", "resources": [{"name": "a", "values": {"wanted": "w"}}]}],
    }
    suite = Suite(policies=texts(check), resources=texts(config("a"), config("b")), values=json.dumps(values))
    assert [result for _, result in verdicts(suite)][1:] == ["pass"]
    assert len(verdicts(suite)) == 2


def test_rows_may_ask_for_operations() -> None:
    """Each resource is judged once for each."""
    check = denies("{{ request.operation }}", "Equals", "DELETE")
    data = {
        "id": "s",
        "policy_files": list(texts(check)),
        "resource_files": list(texts(config("a"))),
        "rows": [{"operation": "CREATE"}, {"operation": "DELETE"}, {"operation": "CREATE"}],
    }
    assert verdicts(suite_of(data)) == [("a", "pass"), ("a", "fail")]


def payload(name: str, document: Any, kind: str = "jsonPayload") -> dict[str, str]:
    """A payload as suites hold it."""
    return {"type": kind, "path": name, "text": json.dumps(document)}


def test_payloads_are_judged_by_the_policies_of_their_mode() -> None:
    """And by no others; the response is named after the file."""

    def mode(name: str, expression: str) -> Document:
        spec = {"evaluation": {"mode": name}, "validations": [{"expression": expression, "message": "no"}]}
        head = {"apiVersion": "policies.kyverno.io/v1", "kind": "ValidatingPolicy", "metadata": {"name": name.lower()}}
        return {**head, "spec": spec}

    policies = texts(mode("JSON", "object.a == 1"), mode("HTTP", "http.Denied('no').Response()"), requires({"a": "b"}))
    payloads = (payload("good.json", {"a": 1}), payload("bad.json", {"a": 2}))
    assert verdicts(Suite(policies=policies, payloads=payloads)) == [("good.json", "pass"), ("bad.json", "fail")]
    request = payload("r.json", {"attributes": {"method": "GET"}}, "httpPayload")
    assert verdicts(Suite(policies=policies, payloads=(request,))) == [("r.json", "fail")]


MALFORMED = [
    {"values": "[1]"},
    {"values": "policies: x"},
    {"values": "policies: [{name: p, resources: [x]}]"},
    {"values": "a: ["},
    {"user": "userInfo: x"},
    {"resources": ("a: [",)},
    {"payloads": (payload("x.json", [1]),)},
    {"payloads": ({"type": "other", "path": "x", "text": "{}"},)},
]


@pytest.mark.parametrize("part", MALFORMED, ids=[json.dumps(part)[:40] for part in MALFORMED])
def test_malformed_parts_are_told(part: dict[str, Any]) -> None:
    """With the words expected and found; run safely, they are an invalid suite without responses."""
    suite = Suite(**{"policies": texts(requires({"data": {"x": "1"}})), "resources": texts(config("a")), **part})
    with pytest.raises(UnreadableError, match="expected"):
        run_suite(suite)
    result = run_suite_safely(suite)
    assert result.responses == ()
    assert "expected" in result.invalid[0].reason


def test_json_lines(tmp_path: Any) -> None:
    """One suite per line, empty lines allowed; what is no suite is told with its line."""
    lines = tmp_path / "suites.jsonl"
    suite = {
        "id": "s",
        "policy_files": list(texts(requires({"data": {"x": "1"}}))),
        "resource_files": list(texts(config())),
    }
    lines.write_text(json.dumps(suite) + "\n\n")
    ((name, read),) = read_suites(lines)
    line = result_line(name, run_suite(read))
    assert line["id"] == "s"
    assert line["responses"][0]["result"] == "fail"
    assert line["responses"][0]["resource"] == {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "namespace": "default",
        "name": "c",
    }
    assert response_of(run_suite(read).responses[0]) == line["responses"][0]
    for text in ("{", "[]", "{}", '{"id": "s", "rows": 5}', '{"id": "s", "values": 5}'):
        lines.write_text(text)
        with pytest.raises(UnreadableError, match=r"suites\.jsonl:1"):
            list(read_suites(lines))
    lines.write_bytes(b"\xff\xfe")
    with pytest.raises(UnreadableError, match="UTF-8"):
        list(read_suites(lines))
    with pytest.raises(UnreadableError):
        list(read_suites(tmp_path / "nope.jsonl"))
