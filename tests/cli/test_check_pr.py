"""`maestro check-pr` as it is called: forms, exit codes, one document in every case, the job's summary."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from maestro.cli.app import run
from tests.checks.repository import REQUEST, Repository, repository
from tests.guard.tokens import checked

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "check-pr.schema.json").read_text())
TOKEN = checked("ghp_")


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    for name in ("GITHUB_BASE_REF", "GITHUB_HEAD_REF", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MAESTRO_HOME", str(tmp_path / "home"))
    made = repository(tmp_path / "factory")
    made.branch("work", {"requests/shop-prod.yaml": REQUEST, "deploy.sh": f"export TOKEN={TOKEN}\n"})
    monkeypatch.chdir(made.path)
    return made


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def called(*args: str) -> tuple[int, str, str]:
        code = run(["check-pr", *args])
        out, err = capsys.readouterr()
        return code, out, err

    return called


@pytest.mark.usefixtures("repo")
@pytest.mark.parametrize("form", ["table", "json", "sarif", "github", "markdown"])
def test_findings_end_with_1_in_every_form_and_none_shows_the_secret(call, form: str) -> None:
    code, out, err = call("--format", form)
    assert code == 1
    assert "secrets.github-pat" in out.replace("\\", "")
    assert TOKEN[4:] not in out + err
    assert TOKEN[5:15] not in out + err


def test_a_clean_branch_ends_with_0(repo: Repository, call) -> None:
    code, out, _ = call("--head", "main", "--base", "main")
    assert (code, out.strip().split("\n")[-1]) == (0, "no findings")


@pytest.mark.usefixtures("repo")
def test_json_is_one_valid_document(call) -> None:
    _, out, _ = call("--format", "json")
    document = json.loads(out)
    Draft202012Validator(SCHEMA).validate(document)
    assert [(f["file"], f["line"]) for f in document["findings"]] == [("deploy.sh", 1)]


@pytest.mark.usefixtures("repo")
@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("--base", "nowhere"), 2),
        (("--head", "-x"), 2),
        (("--fail-on", "awful"), 2),
        (("--staged", "--base", "main"), 2),
        (("surplus",), 2),
    ],
)
def test_a_wrong_call_ends_with_2_and_one_document(call, args: tuple[str, ...], code: int) -> None:
    found, out, err = call(*args, "--format", "json")
    assert found == code
    document = json.loads(out)
    Draft202012Validator(SCHEMA).validate(document)
    assert document["error"]["message"]
    assert "Traceback" not in err


def test_outside_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = call()
    assert (code, err.count("\n")) == (2, 1)
    assert "Git repository" in err


@pytest.mark.usefixtures("repo")
@pytest.mark.parametrize(("severity", "code"), [("critical", 1), ("info", 1)])
def test_fail_on(call, severity: str, code: int) -> None:
    assert call("--fail-on", severity)[0] == code


def test_mild_findings_do_not_fail(repo: Repository, call) -> None:
    repo.branch("mild", {".github/ci.yaml": "a: 1\n"})
    assert call()[0] == 0
    assert call("--fail-on", "info")[0] == 1


def test_staged(repo: Repository, call) -> None:
    repo.git("checkout", "-q", "main")
    repo.write({"a.sh": f"T={TOKEN}\n"})
    code, out, _ = call("--staged", "--format", "json")
    assert code == 1
    assert [f["file"] for f in json.loads(out)["findings"]] == ["a.sh"]


@pytest.mark.usefixtures("repo")
def test_the_jobs_summary_is_appended(call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert call("--format", "github")[0] == 1
    text = summary.read_text()
    assert text.startswith("before\n### Maestro check failed")
    assert TOKEN[5:15] not in text


@pytest.mark.usefixtures("repo")
def test_a_summary_that_cannot_be_written_is_said(call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    code, _, err = call()
    assert code == 2
    assert "GITHUB_STEP_SUMMARY" in err


def test_the_branch_of_a_github_job(repo: Repository, call, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.git("checkout", "-q", "--detach")
    monkeypatch.setenv("GITHUB_HEAD_REF", "maestro/shop-prod-3f9a1c0d")
    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    _, out, _ = call("--format", "json")
    assert [f["rule"] for f in json.loads(out)["findings"]] == ["secrets.github-pat", "scope.outside"]


@pytest.mark.usefixtures("repo")
def test_no_colours_without_a_terminal(call) -> None:
    assert "\x1b" not in call()[1]
