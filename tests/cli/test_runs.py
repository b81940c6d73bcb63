"""`maestro runs` end to end: what was handed off is listed, shown, resumed, retried, cancelled, in public form too."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema.validators import Draft202012Validator

from maestro import wiring
from maestro.config import Settings, load
from maestro.domain.errors import BlockedError, ForgeError
from maestro.domain.runs import Owner, Run, TaskKind
from maestro.orchestrator import flow
from tests.cli.handoffs import GOOD, document, pulls, said, small_factory
from tests.orchestrator.bench import handoff, request

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "schemas" / "run.schema.json").read_text(encoding="utf-8"))
DEAD = Owner("nowhere", 1, "long ago")

Change = Callable[[Run], Run]


@pytest.fixture
def factory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = small_factory(tmp_path / "factory")
    monkeypatch.setenv("MAESTRO_FACTORY", str(root))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    return root


def begun(factory: Path, *steps: Change, tenant: str = "shop") -> str:
    """A run that nobody works on, brought to a state by steps."""
    settings: Settings = load()
    store = wiring.store(settings)
    run, _ = store.begin(wiring.factory_key(settings, factory), handoff(request(tenant, size="small")))
    for step in steps:
        run = store.change(run.id, step)
    store.close()
    return run.id


def leased(run: Run) -> Run:
    return flow.lease(run, TaskKind.PLAN, flow.Claim(DEAD, run.created, lambda _who, _when: False))


def failed(run: Run) -> Run:
    return flow.ended_badly(leased(run), TaskKind.PLAN, ForgeError("the network is gone"), run.created)


def checked(told: Any) -> dict[str, Any]:
    Draft202012Validator(SCHEMA).validate(told)
    assert isinstance(told, dict)
    return told


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_nothing_yet(factory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert document(capsys, "runs", "list") == []
    assert document(capsys, "runs", "resume") == []
    _, err = said(capsys, "runs", "list")
    assert "no runs yet" in err


def test_a_run_is_listed_and_shown(factory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "submit", "good.yaml", "--yes")
    (listed,) = document(capsys, "runs", "list")
    shown = checked(document(capsys, "runs", "show", "1"))
    assert checked(listed) == {key: value for key, value in shown.items() if key != "events"}
    assert (shown["state"], shown["names"]) == ("succeeded", ["shop-prod"])
    assert shown["pull_request"]["number"] == 1
    assert [task["state"] for task in shown["tasks"]] == ["completed"] * 7
    assert shown["events"][0]["event"] == "queued"
    assert document(capsys, "runs", "events", "1") == shown["events"]
    out, _ = said(capsys, "runs", "list")
    assert "succeeded" in out
    assert "#1" in out
    out, _ = said(capsys, "runs", "show", "1")
    assert "requests/shop-prod.yaml (3 lines)" in out
    out, _ = said(capsys, "runs", "events", "1")
    assert "branch maestro/shop-prod-" in out


def test_only_runs_of_one_factory(factory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begun(factory)
    other = small_factory(tmp_path / "other")
    assert len(document(capsys, "runs", "list")) == 1
    assert document(capsys, "runs", "list", "--factory", other) == []
    assert len(document(capsys, "runs", "list", "--factory", factory)) == 1
    for command in ("show", "events", "watch", "resume", "retry", "cancel", "approve", "reject"):
        _, err = said(capsys, "runs", command, "1", "--factory", other, code=2)
        assert "is of the factory" in err
    assert checked(document(capsys, "runs", "show", "1", "--factory", factory))["state"] == "queued"


def test_resume_takes_over_from_the_dead(factory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = load()
    store = wiring.store(settings)
    key = wiring.factory_key(settings, factory)
    run, _ = store.begin(key, handoff(request(size="small")))
    from dataclasses import replace

    from maestro.orchestrator.owner import this_process

    gone = replace(this_process(), started="1")
    claim = flow.Claim(gone, run.created, lambda _who, _when: False)
    store.change(run.id, lambda r: flow.lease(r, TaskKind.PLAN, claim))
    store.close()
    out, err = said(capsys, "runs", "resume")
    assert "Pull request #1" in out
    assert "plan" in err
    assert len(pulls(factory)) == 1
    assert document(capsys, "runs", "resume") == []
    (again,) = document(capsys, "runs", "resume", "1")
    assert checked(again)["state"] == "succeeded"


def test_resume_goes_on_with_all_and_tells_of_the_one_whose_factory_is_gone(
    factory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = small_factory(tmp_path / "gone")
    begun(gone)
    begun(factory, tenant="web")
    shutil.rmtree(gone)
    _, err = said(capsys, "runs", "resume", code=2)
    assert "which is not there any more" in err
    assert [pull.branch.split("-")[0] for pull in pulls(factory)] == ["maestro/web"]


def test_watch_goes_on_with_what_nobody_does(factory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = begun(factory)
    out, _ = said(capsys, "runs", "watch", run)
    assert "Pull request #1" in out


def test_retry_starts_over(factory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = begun(factory, failed)
    shown = checked(document(capsys, "runs", "show", run))
    assert shown["error"] == {"code": "forge", "message": "the network is gone", "path": None}
    _, err = said(capsys, "runs", "watch", run, code=5)
    assert "the network is gone" in err
    (again,) = document(capsys, "runs", "retry", run)
    assert checked(again)["state"] == "succeeded"
    said(capsys, "runs", "retry", run, code=2)


def test_cancel_stops_what_goes_on_and_refuses_what_is_done(factory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = begun(factory)
    (told,) = document(capsys, "runs", "cancel", run)
    assert checked(told)["state"] == "cancelled"
    assert document(capsys, "runs", "resume") == []
    said(capsys, "runs", "retry", run)
    _, err = said(capsys, "runs", "cancel", run, code=2)
    assert "succeeded cannot cancel" in err


def test_a_held_run_is_approved_or_rejected(factory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def held(run: Run) -> Run:
        run = leased(run)
        from dataclasses import replace

        from maestro.domain.runs import RunState

        return replace(run, state=RunState.PENDING)

    one, two = begun(factory, held), begun(factory, held, tenant="web")
    _, err = said(capsys, "runs", "watch", one, code=8)
    assert f"maestro runs approve {one}" in err
    _, err = said(capsys, "runs", "approve", one, "--digest", "00000000", code=2)
    assert "changed since it was shown" in err
    (told,) = document(capsys, "runs", "reject", two, "--reason", "not now")
    assert "not now" in checked(told)["error"]["message"]


def test_a_blocked_run_ends_its_watcher_with_three(factory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = begun(factory, lambda r: flow.denied(r, TaskKind.PLAN, BlockedError("no"), r.created))
    (told,) = document(capsys, "runs", "watch", run, code=3)
    assert checked(told)["error"]["code"] == "blocked"


@pytest.mark.parametrize("command", ["show", "events", "watch", "resume", "retry", "cancel", "approve", "reject"])
@pytest.mark.parametrize("name", ["7", "x", "../1"])
def test_an_unknown_run_is_named(factory: Path, capsys: pytest.CaptureFixture[str], command: str, name: str) -> None:
    told = document(capsys, "runs", command, name, code=2)
    assert "there is no run" in told["error"]["message"]
