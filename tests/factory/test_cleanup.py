"""The golden file: the last word on each resource, nothing that must not stay, one text."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from maestro.domain.errors import ViolationError
from maestro.factory.cleanup import clean, emit, identity_of
from maestro.factory.kubernetesyaml import parse_documents


def resource(name: str, kind: str = "Bucket", namespace: str | None = "t", **more: Any) -> dict[str, Any]:
    metadata: dict[str, Any] = {"name": name} | ({"namespace": namespace} if namespace else {})
    return {"apiVersion": "v1", "kind": kind, "metadata": metadata, **more}


def labelled(**labels: str) -> dict[str, Any]:
    found = resource("a")
    found["metadata"]["labels"] = dict(labels)
    return found


def test_the_last_document_of_an_identity_counts() -> None:
    mutated = [resource("a", spec={"size": size}) for size in (1, 2, 3)]
    assert clean([resource("a", spec={})], mutated) == [resource("a", spec={"size": 3})]


def test_what_no_policy_touched_is_kept_as_rendered() -> None:
    assert clean([resource("a"), resource("b")], [resource("b", spec={"x": 1})]) == [
        resource("a"),
        resource("b", spec={"x": 1}),
    ]


def test_a_namespace_that_the_tool_added_goes_and_one_that_was_there_stays() -> None:
    rendered = [resource("wide", namespace=None), resource("kept", namespace="default")]
    mutated = [resource("wide", namespace="default", spec={}), resource("kept", namespace="default", spec={})]
    assert [found["metadata"].get("namespace") for found in clean(rendered, mutated)] == [None, "default"]


def test_the_same_name_with_and_without_the_default_namespace_are_two() -> None:
    rendered = [resource("a", namespace=None), resource("a", namespace="default")]
    assert clean(rendered, [resource("a", namespace="default", spec={"x": 1})]) == [
        resource("a", namespace=None),
        resource("a", namespace="default", spec={"x": 1}),
    ]


def test_named_labels_and_nulls_go() -> None:
    document = labelled(**{"helm.sh/chart": "x", "tenant": "a"}) | {"spec": {"gone": None, "kept": {"also": None}}}
    (found,) = clean([document], [], ["helm.sh/chart"])
    assert found["metadata"]["labels"] == {"tenant": "a"}
    assert found["spec"] == {"kept": {}}


def test_labels_that_are_all_removed_leave_no_empty_map() -> None:
    (found,) = clean([labelled(gone="x")], [], ["gone"])
    assert "labels" not in found["metadata"]


def test_the_input_is_left_alone() -> None:
    document = labelled(gone="x")
    clean([document], [document], ["gone"])
    assert document == labelled(gone="x")


def test_members_of_a_list_are_resources() -> None:
    assert clean([{"apiVersion": "v1", "kind": "List", "items": [resource("b"), resource("a")]}], []) == [
        resource("a"),
        resource("b"),
    ]


@pytest.mark.parametrize("broken", [{"kind": "Bucket"}, {"apiVersion": "v1", "kind": "B", "metadata": {}}, {"a": 1}])
def test_what_is_no_resource_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(ViolationError, match="apiVersion, kind"):
        clean([broken], [])


def test_documents_are_sorted_by_identity() -> None:
    mixed = [resource("b"), resource("a", "Zone"), resource("a"), resource("a", namespace="s")]
    found = [identity_of(document) for document in clean(mixed, [])]
    assert found == sorted(found)


TRICKY = ["on", "y", "N", "no", "1e3", "12e45", "0o17", "010", "0x1F", "1_000", "12:30", "~", "null", "=", "2026-01-01"]


@pytest.mark.parametrize(
    "text", [*TRICKY, "-", "a: b", "# no", "'", "line\nbreak", "naïve", "", " ", "1.", ".5e3", "*a"]
)
def test_texts_stay_texts(text: str) -> None:
    written = emit([resource("a", spec={"value": text})])
    assert parse_documents(written)[0]["spec"]["value"] == text
    assert yaml.safe_load(written)["spec"]["value"] == text


def test_long_lines_are_not_folded_and_nothing_is_an_alias() -> None:
    shared = {"long": "word " * 60}
    written = emit([resource("a", spec={"one": shared, "two": shared})])
    assert "&" not in written
    assert max(map(len, written.splitlines())) > 300


values = st.recursive(
    st.booleans() | st.integers(-(10**12), 10**12) | st.text(st.characters(codec="utf-8", exclude_categories=("C",))),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "on", "1"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.permutations(range(4)), st.lists(values, min_size=4, max_size=4))
def test_the_text_does_not_depend_on_the_order_and_reads_back(order: list[int], specs: list[Any]) -> None:
    documents = [resource(f"r{number}", spec={"value": spec}) for number, spec in enumerate(specs)]
    once = clean(documents, [])
    written = emit(once)
    assert emit(clean([documents[number] for number in order], [])) == written
    assert parse_documents(written) == once
    assert clean(once, []) == once
