"""Generation: data, clones, loops, and what a generated object carries."""

from typing import Any

from maestro.factory.kyverno.model import Document, Environment
from tests.factory.kyverno.classic.policies import config, judge, policy, rule

TARGET = {"apiVersion": "v1", "kind": "ConfigMap", "name": "n", "namespace": "other", "synchronize": False}


def generating(**body: Any) -> Document:
    """A policy that generates for ConfigMaps."""
    return policy(rule(generate={**TARGET, **body}))


def test_data_is_made_with_labels_that_tell_where_it_comes_from() -> None:
    """Name, namespace and kind come from the rule."""
    (response,) = judge(generating(data={"data": {"k": "{{ request.object.metadata.name }}"}}), config("c1"))
    (made,) = response.generated
    assert response.result == "pass"
    assert made["data"] == {"k": "c1"}
    assert made["metadata"]["namespace"] == "other"
    assert made["metadata"]["labels"]["generate.kyverno.io/policy-name"] == "p"


def test_a_clone_is_what_its_source_holds() -> None:
    """The source is found among the clone sources; without it nothing is made, and the message says so."""
    document = generating(clone={"name": "src", "namespace": "default"})
    environment = Environment(clone_sources={("p", "r"): (config("src", a="1"),)})
    (response,) = judge(document, config(), environment)
    assert [made["data"] for made in response.generated] == [{"a": "1"}]
    (missing,) = judge(document, config())
    assert missing.generated == ()
    assert "not found" in missing.message


def test_loops_make_one_object_for_each_element() -> None:
    """With the element in its name."""
    each = {
        **{key: value for key, value in TARGET.items() if key != "synchronize"},
        "list": "split(request.object.data.names, ',')",
        "name": "n-{{ element }}",
        "data": {"data": {"k": "{{ element }}"}},
    }
    document = policy(rule(generate={"foreach": [each]}))
    (response,) = judge(document, config(names="x,y"))
    assert [made["metadata"]["name"] for made in response.generated] == ["n-x", "n-y"]


def test_a_missing_variable_makes_nothing() -> None:
    """The verdict is Kyverno's own: a pass, although nothing was made; the message tells."""
    (response,) = judge(generating(data={"data": {"k": "{{ request.object.nope }}"}}), config())
    assert response.generated == ()
    assert "failed to generate" in response.message
