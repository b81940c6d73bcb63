"""Opening a factory: both layouts, missing parts, and nothing outside its folder."""

import json
from pathlib import Path

import pytest

from maestro.domain.errors import ConfigError, MaestroError, UnreadableError
from maestro.domain.form import Field, Kind
from maestro.factory.catalogue import open_catalogue
from maestro.factory.identity import identity_fields
from tests.factory.places import classic, tiny


def test_the_parts_of_a_factory(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    (root / "policies/tests").mkdir()
    (root / "policies/15-more").mkdir()
    catalogue = open_catalogue(root)
    assert catalogue.root == root
    assert catalogue.schema["title"] == "Request of a tiny app"
    assert catalogue.schema_file == root / "schemas/values.schema.json"
    assert catalogue.scenarios == (root / "scenarios/01-web",)
    assert [(layer.name, layer.number, layer.mutates) for layer in catalogue.layers] == [
        ("10-sizes", 10, True),
        ("15-more", 15, True),
        ("20-checks", 20, False),
    ]
    assert catalogue.chart == root / "chart"
    assert catalogue.guard is None
    assert catalogue.guard_config() == {}
    assert catalogue.declared


def test_the_classic_layout(tmp_path: Path) -> None:
    catalogue = open_catalogue(classic(tmp_path))
    assert [layer.number for layer in catalogue.layers] == [10, 15, 20]
    assert catalogue.chart == catalogue.root / "generator/chart"
    assert [path.name for path in catalogue.scenarios] == ["01-web"]
    assert not catalogue.declared


def test_a_relative_root_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert [path.name for path in open_catalogue(Path("tiny")).scenarios] == ["01-web"]
    monkeypatch.chdir(tmp_path / "tiny")
    assert len(open_catalogue(Path()).layers) == 2


def test_the_guards_file_is_read(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    (root / "policies/guard.yaml").write_text("version: 1\nsecrets:\n  allow: [x]\n")
    assert open_catalogue(root).guard_config() == {"version": 1, "secrets": {"allow": ["x"]}}
    (root / "policies/guard.yaml").write_text("version: 1\n---\nversion: 1\n")
    with pytest.raises(ConfigError, match=r"guard\.yaml: expected one document, found 2"):
        open_catalogue(root).guard_config()


@pytest.mark.parametrize("key", ["schema", "scenarios", "chart", "policies", "guard"])
def test_a_part_that_the_manifest_names_must_be_there(tmp_path: Path, key: str) -> None:
    root = tiny(tmp_path)
    lines = [line for line in (root / "factory.yaml").read_text().splitlines() if not line.startswith("schema")]
    schema = "" if key == "schema" else "schema: schemas/values.schema.json\n"
    (root / "factory.yaml").write_text("\n".join(lines) + f"\n{schema}{key}: elsewhere\n")
    with pytest.raises(ConfigError, match=rf"factory\.yaml:\d+: {key}: expected .* at .*elsewhere, found none"):
        open_catalogue(root)


def test_parts_that_nobody_named_may_be_absent(tmp_path: Path) -> None:
    root = tmp_path / "bare"
    (root / "schemas").mkdir(parents=True)
    (root / "schemas/values.schema.json").write_text(
        '{"properties": {"name": {"type": "string"}}, "required": ["name"]}'
    )
    catalogue = open_catalogue(root)
    assert (catalogue.chart, catalogue.guard, catalogue.scenarios, catalogue.layers) == (None, None, (), ())
    assert catalogue.manifest.identity == ("name",)


@pytest.mark.parametrize("part", ["schemas", "scenarios", "scenarios/01-web", "policies", "policies/10-sizes", "chart"])
def test_a_link_out_of_the_factory_is_refused(tmp_path: Path, part: str) -> None:
    root = tiny(tmp_path)
    outside = (root / part).rename(tmp_path / "outside")
    (root / part).symlink_to(outside)
    with pytest.raises(ConfigError, match="symbolic link that leads out"):
        open_catalogue(root)


def test_a_link_inside_the_factory_and_to_it_is_fine(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    (root / "chart").rename(root / "charts")
    (root / "chart").symlink_to("charts")
    (tmp_path / "link").symlink_to(root)
    assert open_catalogue(tmp_path / "link").chart is not None


def test_a_link_that_bites_its_tail(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    (root / "requests").symlink_to("requests")
    with pytest.raises(ConfigError, match="symbolic link"):
        open_catalogue(root)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "expected JSON"),
        (b'{\n"a": }', r"schema\.json:2: expected JSON"),
        (b"[]", "an object at the top"),
        (b'{"a": 1, "a": 2}', "the key 'a' twice"),
        (b'{"a": NaN}', "NaN"),
        (b"[" * 200_000, "expected JSON"),
        (b'{"a": "\xff"}', "UTF-8"),
        (b"{}" + b" " * 9_000_000, "at most"),
    ],
)
def test_a_broken_schema_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    root = tiny(tmp_path)
    (root / "schemas/values.schema.json").write_bytes(content)
    with pytest.raises((ConfigError, UnreadableError), match=message):
        open_catalogue(root)


def text(path: str, **more: object) -> Field:
    return Field(path=path, kind=Kind.STRING, title=path, **{"required": True, **more})  # type: ignore[arg-type]  # tests


CODE, ENVIRONMENT = text("tenant_code"), text("environment")
OWNER = Field(path="owner", kind=Kind.OBJECT, title="Owner", required=True)
MAYBE = Field(path="maybe", kind=Kind.OBJECT, title="Maybe")


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ((CODE, ENVIRONMENT), ("tenant_code", "environment")),
        ((CODE,), ("tenant_code",)),
        ((text("app"), ENVIRONMENT), ("app", "environment")),
        ((text("app"), text("purpose")), ("app",)),
        ((text("app"), text("team", pattern="^[a-z]+$")), ("app", "team")),
        ((text("mail", format="email"), text("app")), ("app",)),
        ((text("note", required=False), text("app")), ("app",)),
        ((OWNER, text("owner.name")), ("owner.name",)),
        ((MAYBE, text("maybe.name"), text("app")), ("app",)),
        ((text("note", required=False),), ("note",)),
    ],
)
def test_what_names_a_request_where_the_schema_has_other_fields(
    fields: tuple[Field, ...], found: tuple[str, ...]
) -> None:
    assert identity_fields(fields, ("tenant_code", "environment")) == found


def test_a_schema_without_text_is_refused() -> None:
    number = Field(path="size", kind=Kind.INTEGER, title="Size", required=True)
    with pytest.raises(ConfigError, match="identity"):
        identity_fields((number,), ("tenant_code", "environment"))


def test_hostile_schemas_end_in_an_error_of_ours_or_none(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    loop = {"$ref": "#/$defs/a", "$defs": {"a": {"properties": {"a": {"$ref": "#/$defs/a"}}}}}
    for schema in (loop, {"properties": []}, {"properties": {"a": 3}}, {"required": 3}, {"$ref": 1}, {"allOf": {}}):
        (root / "schemas/values.schema.json").write_text(json.dumps(schema))
        try:
            open_catalogue(root)
        except MaestroError as error:
            assert error.exit_code == 2  # noqa: PT017 - either outcome is right, a crash is not
