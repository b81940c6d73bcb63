"""`maestro submit` as a script sees it: exit codes, one document in every case, nothing changed by what is refused."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from jsonschema.validators import Draft202012Validator

from maestro.forge.base import PullState
from maestro.forge.git import GitRepository
from maestro.forge.local import LocalForge
from tests.cli.handoffs import GOOD, document, pulls, said, small_factory

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "schemas" / "submit.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def factory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = small_factory(tmp_path / "factory")
    monkeypatch.setenv("MAESTRO_FACTORY", str(root))
    monkeypatch.chdir(tmp_path)
    return root


@pytest.fixture
def good(tmp_path: Path) -> Path:
    file = tmp_path / "good.yaml"
    file.write_text(GOOD, encoding="utf-8")
    return file


def checked(told: Any) -> dict[str, Any]:
    Draft202012Validator(SCHEMA).validate(told)
    assert isinstance(told, dict)
    return told


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_a_good_request_becomes_a_pull_request(factory: Path, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = said(capsys, "submit", good, "--yes")
    (pull,) = pulls(factory)
    assert pull.url in out
    assert "Pull request #1: shop (prod): new request" in out
    assert [line.split()[1] for line in err.splitlines()] == [
        "plan", "scaffold", "implement", "test", "docs", "open", "review",
    ]  # fmt: skip
    assert "practice" not in out
    assert "policies not evaluated here" in pull.body


def test_the_same_as_a_document(factory: Path, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = checked(document(capsys, "submit", good, "--yes"))
    (pull,) = pulls(factory)
    assert told["pull_request"] == {
        "url": pull.url, "number": 1, "branch": pull.branch, "commit": pull.commit,
    }  # fmt: skip
    assert (told["run"], told["state"], told["error"]) == ("1", "succeeded", None)
    assert (
        told["request"] == told["requests"]["prod"] == {"tenant_code": "shop", "environment": "prod", "size": "small"}
    )
    again = checked(document(capsys, "submit", good, "--yes"))
    assert again == told
    assert len(pulls(factory)) == 1


def test_several_files_are_one_pull_request(
    factory: Path, good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(GOOD.replace("prod", "nonprod"), encoding="utf-8")
    told = checked(document(capsys, "submit", good, other, "--yes"))
    assert set(told["requests"]) == {"prod", "nonprod"}
    assert pulls(factory)[0].files == ("requests/shop-nonprod.yaml", "requests/shop-prod.yaml")


@pytest.mark.parametrize("extra", [["--dry-run"], ["--dry-run", "--yes"], [], ["--no-input"]])
def test_without_a_yes_the_plan_is_all(
    factory: Path, good: Path, capsys: pytest.CaptureFixture[str], extra: list[str]
) -> None:
    code = 0 if "--dry-run" in extra else 2
    out, _ = said(capsys, "submit", good, *extra, code=code)
    assert "requests/shop-prod.yaml  new" in out
    told = checked(document(capsys, "submit", good, *extra, code=code))
    assert (told["state"], told["run"]) == ("planned" if code == 0 else "refused", None)
    assert told["request"]["tenant_code"] == "shop"
    assert pulls(factory) == []


BAD: dict[str, tuple[bytes, int, str]] = {
    "not yaml": (b"a: [1,\n", 2, "bad.yaml:"),
    "doubled key": (b"tenant_code: a\ntenant_code: b\n", 2, "bad.yaml:2"),
    "latin-1": ("tenant_code: shop\nnote: caf\xe9\n".encode("latin-1"), 2, "bad.yaml:2"),
    "a list": (b"- a\n- b\n", 2, "bad.yaml:1"),
    "empty": (b"", 2, "bad.yaml"),
    "a bomb": (b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
        b"%c: &%c [*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c]\n" % ((98 + n,) * 2 + (97 + n,) * 9) for n in range(9)
    ), 2, "bad.yaml:"),
    "large": (b"note: " + b"x" * (2 * 1024 * 1024), 2, "1024 KiB"),
    "unknown field": (GOOD.encode() + b"colour: red\n", 1, "bad.yaml:4: colour"),
    "bad value": (GOOD.replace("small", "huge").encode(), 1, 'bad.yaml:3: size is "huge"; expected small'),
    "missing": (b"environment: prod\n", 1, "tenant_code is missing"),
    "a path": (GOOD.replace("shop", "../../etc").encode(), 1, "tenant_code"),
    "an option": (GOOD.replace("shop", "-rf").encode(), 1, "tenant_code"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(BAD))
def test_a_bad_file_gets_one_clear_message_and_changes_nothing(
    factory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    content, code, words = BAD[name]
    (tmp_path / "bad.yaml").write_bytes(content)
    _, err = said(capsys, "submit", "bad.yaml", "--yes", code=code)
    assert words in err
    assert "Traceback" not in err
    told = checked(document(capsys, "submit", "bad.yaml", "--yes", code=code))
    assert told["error"]["message"]
    assert (told["state"], told["pull_request"]) == ("refused", None)
    assert pulls(factory) == []


def test_all_violations_are_listed_with_their_paths(
    factory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.yaml").write_text("tenant_code: shop\nenvironment: x\nsize: z\n", encoding="utf-8")
    told = checked(document(capsys, "submit", "bad.yaml", code=1))
    assert [(v["source"], v["path"]) for v in told["violations"]] == [("schema", "environment"), ("schema", "size")]
    assert told["request"]["size"] == "z"


def test_what_exists_is_changed_only_with_update(factory: Path, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from maestro import wiring

    said(capsys, "submit", good, "--yes")
    wiring.forge(wiring.repository(factory)).merge(1)
    good.write_text(GOOD.replace("small", "large"), encoding="utf-8")
    for arguments in (["--yes"], ["--dry-run"]):
        told = checked(document(capsys, "submit", good, *arguments, code=2))
        assert 'size "small" → "large"' in told["error"]["message"]
    out, _ = said(capsys, "submit", good, "--dry-run", "--update")
    assert 'changes requests/shop-prod.yaml: size "small" → "large"' in out
    said(capsys, "submit", good, "--yes", "--update")
    assert [pull.state for pull in pulls(factory)] == [PullState.OPEN, PullState.MERGED]


def test_a_request_that_the_guard_denies_is_blocked_before_a_run(
    factory: Path, good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    token = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
    good.write_text(f"{GOOD}note: AKIA{'Q3EGRIWB5ZK7LMN2'} {token}\n", encoding="utf-8")
    told = checked(document(capsys, "submit", good, "--yes", code=3))
    assert told["error"]["code"] == "blocked"
    assert token not in json.dumps(told["error"])
    assert told["run"] is None


def test_a_used_up_budget_blocks(tmp_path: Path, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    guard = b"version: 1\nbudgets:\n  tenants:\n    shop:\n      tokens: 0\n"
    root = small_factory(tmp_path / "poor", {"policies/guard.yaml": guard})
    told = checked(document(capsys, "submit", good, "--yes", "--factory", root, code=3))
    assert told["state"] == "blocked"
    assert "tenant shop" in told["error"]["message"]
    assert pulls(root) == []


@pytest.mark.parametrize(
    ("arguments", "code", "kind"),
    [
        (["submit"], 2, "usage"),
        (["submit", "absent.yaml"], 2, "unreadable"),
        (["submit", "."], 2, "unreadable"),
        (["submit", "good.yaml", "--factory", "absent"], 2, "config"),
        (["submit", "good.yaml", "--wat"], 2, "usage"),
    ],
)
def test_wrong_calls_end_with_a_document_too(
    factory: Path, good: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, kind: str
) -> None:
    told = checked(document(capsys, *arguments, code=code))
    assert told["error"]["code"] == kind


def test_a_factory_that_is_no_repository_or_has_a_far_remote_is_a_forge_error(
    tmp_path: Path, good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_factory(tmp_path / "far")
    subprocess.run(["git", "-C", root, "remote", "add", "origin", "https://u:pw@github.com/acme/f.git"], check=True)
    told = checked(document(capsys, "submit", good, "--yes", "--factory", root, code=5))
    assert "github.com/acme/f.git" in told["error"]["message"]
    assert "/export" in told["error"]["message"]
    assert "pw" not in told["error"]["message"]


def test_a_remote_by_path_gets_the_pull_request(tmp_path: Path, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_factory(tmp_path / "origin")
    for bare, source, target in (["--bare"], "origin", "bare.git"), ([], "bare.git", "clone"):
        subprocess.run(["git", "clone", "-q", *bare, tmp_path / source, tmp_path / target], check=True)
    said(capsys, "submit", good, "--yes", "--factory", tmp_path / "clone")
    assert [pull.number for pull in LocalForge(GitRepository(tmp_path / "bare.git")).pulls()] == [1]
    assert pulls(tmp_path / "origin") == []


def environment(tmp_path: Path, factory: Path) -> dict[str, str]:
    home = {"HOME": str(tmp_path), "MAESTRO_HOME": str(tmp_path / "home"), "MAESTRO_FACTORY": str(factory)}
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)} | home


def test_two_commands_at_once_are_one_run(tmp_path: Path, factory: Path, good: Path) -> None:
    command = [sys.executable, "-m", "maestro", "submit", str(good), "--yes", "--format", "json"]
    both = [
        subprocess.Popen(command, env=environment(tmp_path, factory), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    told = [json.loads(process.communicate(timeout=60)[0]) for process in both]
    assert told[0] == told[1]
    assert told[0]["state"] == "succeeded"
    assert len(pulls(factory)) == 1


def test_ctrl_c_says_how_to_go_on_and_leaves_a_run_that_does(tmp_path: Path, factory: Path, good: Path) -> None:
    """Another process holds the first task, so that there is something to wait for."""
    from maestro import wiring
    from maestro.config import Settings
    from maestro.domain.runs import TaskKind
    from maestro.orchestrator import flow
    from maestro.orchestrator.owner import alive, this_process
    from tests.orchestrator.bench import handoff, request

    settings = Settings(tmp_path / "home")
    store = wiring.store(settings)
    run, _ = store.begin(wiring.factory_key(settings, factory), handoff(request(size="small")))
    claim = flow.Claim(this_process(), run.created, alive)
    store.change(run.id, lambda r: flow.lease(r, TaskKind.PLAN, claim))
    command = [sys.executable, "-m", "maestro", "submit", str(good), "--yes"]
    process = subprocess.Popen(
        command, env=environment(tmp_path, factory), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    while b"branch" not in process.stdout.readline():
        pass
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"maestro runs resume 1" in err
    assert b"Traceback" not in err
    store.close()
