"""The manifest: its defaults, its checks with file and line, and agreement with its published schema."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from maestro.domain.errors import ConfigError, UnreadableError
from maestro.factory.manifest import KEYS, Manifest, parse_manifest, read_manifest, unsafe
from maestro.factory.versions import RangeError, satisfies
from maestro.factory.yamldocument import Document
from tests.factory.places import classic, tiny

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas/factory.schema.json").read_text())
LEAST = {"version": 1, "schema": "schemas/values.schema.json"}


def parsed(**values: Any) -> Manifest:
    return parse_manifest(Document({**LEAST, **values}, "factory.yaml", {}))


def test_the_defaults_are_those_of_the_schema() -> None:
    manifest = parsed()
    for key, about in SCHEMA["properties"].items():
        if "default" in about:
            found = getattr(manifest, key)
            assert (list(found) if isinstance(found, tuple) else found) == about["default"], key
    assert set(SCHEMA["properties"]) == set(KEYS)
    Draft202012Validator.check_schema(SCHEMA)


def test_name_and_title_come_from_the_folder_where_absent(tmp_path: Path) -> None:
    root = tiny(tmp_path).rename(tmp_path / "acme_tenant-factory")
    (root / "factory.yaml").write_text("version: 1\nschema: schemas/values.schema.json\n")
    manifest, _ = read_manifest(root)
    assert (manifest.name, manifest.title) == ("acme_tenant-factory", "Acme tenant factory")


def test_a_whole_manifest(tmp_path: Path) -> None:
    manifest, document = read_manifest(tiny(tmp_path))
    assert (manifest.name, manifest.title, manifest.identity) == ("tiny", "Tiny factory", ("app", "stage"))
    assert manifest.cleanup == ("tiny.example/size",)
    assert document is not None


def test_the_classic_layout_needs_no_manifest(tmp_path: Path) -> None:
    manifest, document = read_manifest(classic(tmp_path))
    assert document is None
    assert manifest.schema == "generator/chart/values.schema.json"
    assert (manifest.chart, manifest.policies) == ("generator/chart", "generator/policies")


BAD: list[tuple[str, str]] = [
    ("version: 2\nschema: s\n", r"factory\.yaml:1: expected version 1, found 2"),
    ("version: true\nschema: s\n", r":1: expected version 1, found True"),
    ("schema: s\n", r":1: expected the key 'version'"),
    ("version: 1\n", r":1: expected the key 'schema'"),
    ("version: 1\nschema: s\nschemas: s\n", r":3: unknown key 'schemas'; expected one of schema, version"),
    ("version: 1\nschema: ../s\n", r":2: schema: expected a path below the factory, found '\.\./s'"),
    ("version: 1\nschema: s\nchart: /etc\n", r":3: chart: expected a path below"),
    ("version: 1\nschema: s\nguard: a/../../b\n", r":3: guard: expected a path below"),
    ("version: 1\nschema: s\ntenants: .git/x\n", r":3: tenants: .*inside \.git"),
    ("version: 1\nschema: s\nrequests: 'a\\b'\n", r":3: requests: expected a path below"),
    ("version: 1\nschema: s\nrequests: .\n", r":3: requests: expected a path below"),
    ("version: 1\nschema: s\ntitle: [x]\n", r":3: title: expected one line of text"),
    ('version: 1\nschema: s\ntitle: "a\\nb"\n', r":3: title: expected one line of text"),
    ("version: 1\nschema: s\nbase: a..b\n", r":3: base: expected the name of a branch"),
    ("version: 1\nschema: s\nbase: -x\n", r":3: base: expected the name of a branch"),
    ("version: 1\nschema: s\nidentity: []\n", r":3: identity: expected paths of fields"),
    ("version: 1\nschema: s\nidentity: app\n", r":3: identity: expected a list"),
    ("version: 1\nschema: s\nidentity: [a, a]\n", r":3: identity: expected each entry once"),
    ("version: 1\nschema: s\nidentity: ['a/b']\n", r":3: identity: expected paths of fields"),
    ("version: 1\nschema: s\nmaestro: latest\n", r":3: maestro: expected a range"),
    ("version: 1\nschema: s\nmaestro: '>=99'\n", r":3: this factory needs Maestro >=99, this is 0"),
    ("version: 1\nversion: 1\n", r":2: expected each key once"),
    ("version: 1\nschema: s\n---\nversion: 1\n", r"expected one document, found 2"),
    ("- 1\n", r":1: expected keys and values"),
    ("", "expected one document, found 0"),
]


@pytest.mark.parametrize(("text", "message"), BAD)
def test_a_bad_manifest_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "factory.yaml").write_text(text)
    with pytest.raises((ConfigError, UnreadableError), match=message) as caught:
        read_manifest(tmp_path)
    assert caught.value.exit_code == 2
    assert caught.value.path


def test_what_is_no_factory_says_what_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"factory\.yaml or generator/chart/values\.schema\.json") as caught:
        read_manifest(tmp_path)
    assert "factory init" in caught.value.message
    with pytest.raises(ConfigError, match="no such folder"):
        read_manifest(tmp_path / "absent")


def test_a_manifest_that_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "factory.yaml").symlink_to("nowhere")
    with pytest.raises(UnreadableError, match="No such file"):
        read_manifest(tmp_path)
    (tmp_path / "other").mkdir()
    (tmp_path / "other/factory.yaml").mkdir()
    with pytest.raises(UnreadableError, match="a folder"):
        read_manifest(tmp_path / "other")


ODD = [1, 2, True, None, {}, [], ["a"], ["a", "a"], ["a.b"], [1], "", ".", "a/./b", "../a", "/a", "a/", "a\\b", "..a"]
VALUES = st.sampled_from([*ODD, "x", "a/b", "a.b", ">=0.1", ">=0.1,<99", "==0.*", "~=0.1", "main"])


@given(st.dictionaries(st.sampled_from([*KEYS, "x-note", "other"]), VALUES, max_size=4))
def test_the_code_accepts_only_what_the_published_schema_accepts(values: dict[str, Any]) -> None:
    try:
        parsed(**values)
    except ConfigError:
        return
    assert Draft202012Validator(SCHEMA).is_valid({**LEAST, **values})


@given(st.text(st.sampled_from("ab./\\~ ."), min_size=1, max_size=10))
def test_a_path_that_is_taken_stays_below(path: str) -> None:
    if not unsafe(path):
        assert Path("/root").joinpath(path).resolve().is_relative_to("/root")
        assert not path.startswith("/")


@pytest.mark.parametrize(
    ("version", "range_", "fits"),
    [
        ("0.1.0", ">=0.1", True), ("0.1.0", ">=0.1.1", False), ("0.10.0", ">=0.9", True), ("1.0", ">=0.1,<1", False),
        ("0.9.9", ">=0.1, <1", True), ("0.3.7", "==0.3.*", True), ("0.4.0", "==0.3.*", False), ("0.4", "!=0.3.*", True),
        ("0.4.1", "~=0.4", True), ("0.9", "~=0.4", True), ("1.0", "~=0.4", False), ("0.4.9", "~=0.4.2", True),
        ("0.5", "~=0.4.2", False), ("0.1.0", "==0.1", True), ("0.1", "<=0.1.0", True), ("0.2rc1", ">0.1", True),
    ],
)  # fmt: skip
def test_version_ranges(version: str, range_: str, fits: bool) -> None:
    assert satisfies(version, range_) is fits


@pytest.mark.parametrize("range_", ["", "latest", ">=", "1.0", ">=1.*", "~=1", ">=0.1,", "=>1", ">=1 <2", "^1"])
def test_what_is_no_range(range_: str) -> None:
    with pytest.raises(RangeError):
        satisfies("0.1", range_)
