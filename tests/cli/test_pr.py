"""`maestro pr` end to end: real repository, real command line, published formats."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from maestro.cli.app import run
from maestro.forge.base import Commit
from maestro.forge.git import GitRepository
from maestro.forge.local import LocalForge
from tests.forge.repositories import git, new_repository

WHEN = datetime(2026, 1, 2, tzinfo=UTC)
SCHEMA = json.loads((Path(__file__).parents[2] / "schemas/pulls.schema.json").read_text())
ONE = {"$defs": SCHEMA["$defs"], "$ref": "#/$defs/pull"}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("MAESTRO_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    root = new_repository(tmp_path / "factory", {"schemas/values.schema.json": b"{}\n", "README.md": b"x\n"})
    monkeypatch.setenv("MAESTRO_FACTORY", str(root))
    repository = GitRepository(root)
    forge = LocalForge(repository)
    for name in ("web-prod", "data-prod"):
        files: dict[str, bytes | None] = {f"requests/{name}.yaml": b"a: 1\n", "README.md": name.encode()}
        repository.commit(Commit(f"maestro/{name}-1", "main", files, name, WHEN))
        forge.open(f"maestro/{name}-1", "main", f"Request {name}", "Why:\n\x1b[2Jbecause")
    forge.comment(1, "review", "looks good")
    return root


def said(capsys: pytest.CaptureFixture[str], *args: str, code: int = 0) -> str:
    capsys.readouterr()
    assert run(["pr", *args]) == code
    return capsys.readouterr().out


def document(capsys: pytest.CaptureFixture[str], *args: str, code: int = 0) -> Any:
    return json.loads(said(capsys, *args, "--format", "json", code=code))


def test_the_list_follows_its_schema(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pulls = document(capsys, "list")
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(pulls)
    assert [(pull["number"], pull["state"]) for pull in pulls] == [(2, "open"), (1, "open")]
    assert pulls[1] == {
        "number": 1,
        "title": "Request web-prod",
        "state": "open",
        "branch": "maestro/web-prod-1",
        "commit": git(root, "rev-parse", "maestro/web-prod-1").strip(),
        "files": ["README.md", "requests/web-prod.yaml"],
    }


def test_the_list_for_people(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "list") == (
        "#2  open  maestro/data-prod-1  Request data-prod\n#1  open  maestro/web-prod-1   Request web-prod\n"
    )


def test_a_factory_without_any(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = new_repository(tmp_path / "other", {"schemas/values.schema.json": b"{}\n"})
    assert said(capsys, "list", "--factory", str(other)) == "no pull requests yet\n"
    assert document(capsys, "list", "--factory", str(other)) == []


def test_showing_one(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pull = document(capsys, "show", "1")
    Draft202012Validator(ONE).validate(pull)
    assert (pull["comments"], pull["base"]) == (["looks good"], "main")
    text = said(capsys, "show", "1")
    assert "Request web-prod [open]" in text
    assert "looks good" in text
    assert "\x1b" not in text


def test_merging_and_closing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pull = document(capsys, "merge", "1")
    Draft202012Validator(ONE).validate(pull)
    assert pull["state"] == "merged"
    assert (root / "requests/web-prod.yaml").is_file()
    assert said(capsys, "merge", "1") == "merged #1 Request web-prod into main\n"
    assert said(capsys, "close", "2", "--comment", "not now") == "closed #2 Request data-prod\n"
    assert document(capsys, "show", "2")["comments"] == ["not now"]
    Draft202012Validator(SCHEMA).validate(document(capsys, "list"))


def test_a_conflict_is_code_5_with_one_document(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "merge", "1")
    error = document(capsys, "merge", "2", code=5)["error"]
    assert error["code"] == "forge"
    assert "README.md" in error["message"]


@pytest.mark.parametrize("command", ["show", "merge", "close"])
def test_an_unknown_number_is_code_2(root: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert document(capsys, command, "9", code=2)["error"]["code"] == "usage"
    assert said(capsys, command, "0", code=2) == ""
    assert said(capsys, command, "x", code=2) == ""


def test_what_is_no_factory_is_code_2_and_what_is_no_repository_code_5(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert document(capsys, "list", "--factory", str(tmp_path / "absent"), code=2)["error"]["code"] == "config"
    assert document(capsys, "list", "--factory", str(tmp_path), code=5)["error"]["code"] == "forge"
