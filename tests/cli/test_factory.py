"""`maestro factory` end to end: init, use, show, lint."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from maestro.cli.app import run
from maestro.cli.user_config import _with, set_key
from maestro.domain.errors import ConfigError
from tests.factory.places import tiny
from tests.forge.repositories import git

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas/factory-show.schema.json").read_text())
PLACE = {"$defs": SCHEMA["$defs"], "$ref": "#/$defs/place"}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("MAESTRO_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("MAESTRO_FACTORY", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


def said(capsys: pytest.CaptureFixture[str], *args: str, code: int = 0) -> str:
    capsys.readouterr()
    assert run(["factory", *args]) == code
    return capsys.readouterr().out


def document(capsys: pytest.CaptureFixture[str], *args: str, code: int = 0) -> Any:
    return json.loads(said(capsys, *args, "--format", "json", code=code))


def test_init_makes_a_repository_and_says_how_to_go_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = document(capsys, "init", "new")
    Draft202012Validator(PLACE).validate(made)
    assert made["factory"] == str(tmp_path / "new")
    assert git(tmp_path / "new", "rev-parse", "main").strip() == made["commit"]
    assert run(["factory", "init", "other"]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("made a factory in ")
    assert "maestro factory use other" in captured.err


def test_init_refuses_a_folder_with_something_in_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/x").touch()
    assert document(capsys, "init", "full", code=2)["error"]["path"].endswith("full")


def test_use_is_remembered_and_keeps_the_rest(tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tiny(tmp_path)
    home.mkdir()
    (home / "config.toml").write_text("# mine\npoll_seconds = 0.5 # quick\n")
    Draft202012Validator(PLACE).validate(document(capsys, "use", "tiny"))
    text = (home / "config.toml").read_text()
    assert "# mine\npoll_seconds = 0.5 # quick\n" in text
    assert tomllib.loads(text) == {"poll_seconds": 0.5, "factory": str(tmp_path / "tiny")}
    assert document(capsys, "show")["name"] == "tiny"
    assert said(capsys, "use", "practice") == "using the practice factory\n"
    assert (home / "config.toml").read_text() == "# mine\npoll_seconds = 0.5 # quick\n"


def test_the_practice_factory_is_remembered_without_a_path(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The user's folder can be moved: it holds no path to itself."""
    place = document(capsys, "show")["factory"]
    assert place == str(home / "factories/practice")
    assert document(capsys, "use", place)["factory"] is None
    assert "factory" not in (home / "config.toml").read_text()


@pytest.mark.parametrize("choice", ["absent", "https://github.com/acme/f.git", "."])
def test_use_refuses_what_is_no_factory(capsys: pytest.CaptureFixture[str], home: Path, choice: str) -> None:
    assert document(capsys, "use", choice, code=2)["error"]["code"] == "config"
    assert not (home / "config.toml").exists()


def test_show_follows_its_schema_with_and_without_git(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tiny(tmp_path)
    Draft202012Validator.check_schema(SCHEMA)
    facts = document(capsys, "show", "--factory", str(root))
    Draft202012Validator(SCHEMA).validate(facts)
    assert (facts["identity"], facts["layers"]) == (["app", "stage"], ["10-sizes", "20-checks"])
    assert facts["problem"]
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "begin")
    facts = document(capsys, "show", "--factory", str(root))
    Draft202012Validator(SCHEMA).validate(facts)
    assert (facts["problem"], facts["forge"]) == (None, str(root))
    assert facts["commit"] == git(root, "rev-parse", "HEAD").strip()
    assert "Tiny factory" in said(capsys, "show", "--factory", str(root))


def test_lint_ends_with_1_on_findings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tiny(tmp_path)
    assert document(capsys, "lint", "--factory", str(root))["findings"] == []
    (root / "scenarios/01-web/request.yaml").write_text("app: shop\nstage: nowhere\n")
    findings = document(capsys, "lint", "--factory", str(root), code=1)["findings"]
    assert [(finding["file"], finding["line"]) for finding in findings] == [("scenarios/01-web/request.yaml", 2)]
    assert "scenarios/01-web/request.yaml:2" in said(capsys, "lint", "--factory", str(root), code=1).replace("\n", "")


def test_lint_of_the_reference_factory_is_clean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "init", "new")
    findings = document(capsys, "lint", "--factory", "new")["findings"]
    assert [finding for finding in findings if finding["severity"] != "info"] == []


RENDERED = """\
---
# Source: chart/templates/bucket.yaml
apiVersion: storage.example/v1
kind: Bucket
metadata: {name: b, labels: {tiny.example/size: m, app: x}}
---
apiVersion: v1
kind: Namespace
metadata: {name: a, namespace: null}
"""
MUTATED = """\
---
apiVersion: storage.example/v1
kind: Bucket
metadata: {name: b, namespace: default, labels: {tiny.example/size: m, app: x}}
spec: {versioning: true}
"""


def test_clean_writes_the_golden_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tiny(tmp_path)
    (tmp_path / "0.yaml").write_text(RENDERED)
    (tmp_path / "1.yaml").write_text(MUTATED)
    args = ("clean", "--rendered", "0.yaml", "--mutated", "1.yaml", "--factory", str(root))
    bucket = "apiVersion: storage.example/v1\nkind: Bucket\nmetadata:\n  labels:\n    app: x\n  name: b\nspec:\n"
    namespace = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n"
    assert said(capsys, *args) == f"---\n{bucket}  versioning: true\n---\n{namespace}"
    golden = document(capsys, *args)
    Draft202012Validator({"$defs": SCHEMA["$defs"], "$ref": "#/$defs/golden"}).validate(golden)
    assert [resource["kind"] for resource in golden["resources"]] == ["Bucket", "Namespace"]


@pytest.mark.parametrize(("content", "code"), [(b"a: [", 2), (b"\xff", 2), (b"kind: X\n", 1), (None, 2)])
def test_clean_refuses_what_is_no_resource(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, code: int
) -> None:
    root = tiny(tmp_path)
    (tmp_path / "0.yaml").write_text(RENDERED)
    if content is not None:
        (tmp_path / "1.yaml").write_bytes(content)
    args = ("clean", "--rendered", "0.yaml", "--mutated", "1.yaml", "--factory", str(root))
    assert document(capsys, *args, code=code)["error"]["message"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'factory = "/a"\n'),
        ("factory = '/b'\n", 'factory = "/a"\n'),
        ('x = 1\n"factory" = "/b" # why\ny = 2', 'x = 1\nfactory = "/a"\ny = 2'),
        ("x = 1", 'x = 1\nfactory = "/a"\n'),
        ('[table]\nfactory = "/t"\n', 'factory = "/a"\n[table]\nfactory = "/t"\n'),
    ],
)
def test_one_key_is_set_in_place(tmp_path: Path, before: str, after: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(before)
    set_key(file, "factory", "/a")
    assert file.read_text() == after
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["config.toml"]


@pytest.mark.parametrize("text", ["x = [\n", "factory = '''\n/b\n'''\n", 'x = """\nfactory = 1\n"""\n'])
def test_what_cannot_be_changed_safely_is_left_alone(tmp_path: Path, text: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text)
    with pytest.raises(ConfigError):
        set_key(file, "factory", "/a")
    assert file.read_text() == text


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=30))
def test_any_text_is_written_as_toml(value: str) -> None:
    assert tomllib.loads(_with("# c\nx = 1\n", "factory", value)) == {"x": 1, "factory": value}
