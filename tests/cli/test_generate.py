"""`maestro generate`: the four files, the exit code, and what it says when it does not go well."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.cli.handoffs import document, said
from tests.factory.places import HARBOUR, tiny
from tests.reference_factory import ROOT

SCHEMA = Draft202012Validator(json.loads((ROOT / "schemas/generate.schema.json").read_text()))
API = "service: orders\nimage: registry.example/orders:1.4\ntier: silver\n"
FILES = ["00-helm.yaml", "01-mutated.yaml", "02-golden.yaml", "03-policy-report.yaml"]


def request(folder: Path, text: str) -> Path:
    file = folder / "request.yaml"
    file.write_text(text)
    return file


def generated(capsys: pytest.CaptureFixture[str], file: Path, out: Path, code: int = 0) -> Any:
    found = document(capsys, "generate", file, "--out", out, "--factory", HARBOUR, code=code)
    SCHEMA.validate(found)
    return found


def test_it_writes_four_files_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = said(capsys, "generate", request(tmp_path, API), "--out", tmp_path / "out", "--factory", HARBOUR)
    assert out == f"2 resources in {tmp_path / 'out/02-golden.yaml'}; policies: 1 pass\n"
    assert err == ""
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == FILES


def test_the_document_has_everything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = generated(capsys, request(tmp_path, API), tmp_path / "out")
    assert found["files"] == [str(tmp_path / "out" / name) for name in FILES]
    assert found["resources"] == {"Deployment": 1, "Service": 1}
    assert (found["policies"]["pass"], found["violations"], found["warnings"]) == (1, [], [])


def test_a_failing_policy_is_1_and_names_rule_resource_and_field(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = request(tmp_path, API.replace(":1.4", ":latest"))
    (violation,) = generated(capsys, file, tmp_path / "out", code=1)["violations"]
    assert (violation["policy"], violation["rule"]) == ("images-have-versions", "no-latest")
    assert violation["resource"] == "Deployment/orders"
    assert "containers/0/image" in violation["message"]
    _, err = said(capsys, "generate", file, "--out", tmp_path / "out", "--factory", HARBOUR, code=1)
    assert err.startswith("fail: policy images-have-versions, rule no-latest on Deployment/orders")
    assert (tmp_path / "out/02-golden.yaml").is_file()


def test_a_warning_is_told_and_is_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = request(tmp_path, API.replace("silver", "gold") + "replicas: 1\n")
    (warning,) = generated(capsys, file, tmp_path / "out")["warnings"]
    assert warning["policy"] == "gold-runs-thrice"


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        (API.replace("silver", "platinum"), 1, "request.yaml:3: tier is"),
        (API + "---\n" + API, 2, "expected one request, found 2"),
        ("- 1\n", 2, "request.yaml"),
        ("a: [", 2, "expected valid YAML"),
        ("", 2, "request.yaml"),
    ],
)
def test_a_bad_request_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, code: int, told: str
) -> None:
    found = generated(capsys, request(tmp_path, text), tmp_path / "out", code=code)
    assert told in found["error"]["message"]
    assert not (tmp_path / "out").exists()


def test_a_request_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "absent.yaml" in generated(capsys, tmp_path / "absent.yaml", tmp_path / "out", code=2)["error"]["message"]


def test_a_folder_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out").write_text("a file")
    assert generated(capsys, request(tmp_path, API), tmp_path / "out", code=2)["error"]["path"].endswith("/out")


def test_a_factory_without_a_chart_is_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tiny(tmp_path)
    (root / "chart/Chart.yaml").unlink()
    (root / "chart").rmdir()
    file = request(tmp_path, "app: a\nstage: test\n")
    _, err = said(capsys, "generate", file, "--out", tmp_path / "out", "--factory", root, code=2)
    assert "this factory has no chart; expected one in chart/" in err
