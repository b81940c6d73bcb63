"""`sessions`, `scenarios`, `config` and `doctor`: what they print for people and for programs."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from maestro.chat.transcript import Transcript
from maestro.cli.app import run
from maestro.domain.acts import Set
from tests.cli.handoffs import said, small_factory

_BLUEPRINT = b"id: 01-shop\ntitle: Shop\nsummary: A small shop.\ncontains: [a till]\n"


@pytest.fixture
def factory(tmp_path: Path) -> Path:
    files = {
        "scenarios/01-shop/request.yaml": b"tenant_code: shop\nsize: small\n",
        "scenarios/01-shop/blueprint.yaml": _BLUEPRINT,
    }
    return small_factory(tmp_path / "factory", files)


@pytest.fixture
def kept(tmp_path: Path) -> str:
    folder = tmp_path / "maestro-home" / "sessions"
    folder.mkdir(parents=True)
    transcript = Transcript.begin(folder, "factories/practice", datetime(2026, 1, 1, tzinfo=UTC))
    transcript.add(1, "we need\x1b[2J a shop", (Set("size", "small", quote="small"),))
    return transcript.id


def test_sessions_are_listed_shown_and_removed(kept: str, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys, "sessions", "list")
    assert out == f"{kept}  open         1 turns  we need a shop\n"
    listed, _ = said(capsys, "sessions", "list", "--format", "json")
    assert json.loads(listed)[0]["session"] == kept
    shown, _ = said(capsys, "sessions", "show", kept)
    assert shown == "  1  we need a shop\n"
    whole, _ = said(capsys, "sessions", "show", kept, "--format", "json")
    assert json.loads(whole)["turns"][0]["turn"] == 1
    said(capsys, "sessions", "remove", kept)
    out, _ = said(capsys, "sessions", "list")
    assert "No conversation is saved yet" in out


@pytest.mark.parametrize("command", ["show", "remove"])
def test_a_session_that_is_not_there_is_2(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, err = said(capsys, "sessions", command, "../../config", code=2)
    assert "session id" in err


def test_scenarios_are_listed_and_shown(factory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys, "scenarios", "list", "--factory", factory)
    assert out == "01-shop  Shop. A small shop.\n"
    shown, _ = said(capsys, "scenarios", "show", "shop", "--factory", factory)
    assert "  - a till" in shown
    assert "size: small" in shown
    whole, _ = said(capsys, "scenarios", "show", "1", "--factory", factory, "--format", "json")
    assert json.loads(whole)["request"] == {"tenant_code": "shop", "size": "small"}
    _, err = said(capsys, "scenarios", "show", "9", "--factory", factory, code=2)
    assert "01-shop" in err


def test_settings_name_their_layer_and_hide_a_password(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "maestro-home").mkdir(exist_ok=True)
    (tmp_path / "maestro-home" / "config.toml").write_text("poll_seconds = 0.5\n")
    monkeypatch.setenv("MAESTRO_BROKER", "redis://user:geheim@localhost:1/0")
    out, _ = said(capsys, "config", "show", "--origin")
    assert "geheim" not in out
    lines = {line.split()[0]: line.split()[-1] for line in out.splitlines()}
    assert (lines["broker"], lines["poll_seconds"], lines["factory"]) == ("(environment)", "(user)", "(defaults)")
    whole, _ = said(capsys, "config", "show", "--format", "json")
    assert json.loads(whole)["settings"]["broker"] == {"value": "redis://***@localhost:1/0", "origin": "environment"}


def test_doctor_says_what_is_there(factory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys, "doctor", "--factory", factory)
    assert "1 blueprint, 0 policy layers" in out
    assert "nothing leaves this machine" in out
    whole, _ = said(capsys, "doctor", "--factory", factory, "--json")
    checks = {check["name"]: check for check in json.loads(whole)["checks"]}
    assert checks["forge"]["state"] == "ok"
    assert set(checks["helm"]) == {"name", "state", "found", "means"}


def test_doctor_fails_on_what_stands_in_the_way(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAESTRO_BROKER", "redis://user:geheim@127.0.0.1:1/0")
    assert run(["doctor", "--factory", "/does/not/exist", "--json"]) == 2
    out = capsys.readouterr().out
    states = {check["name"]: check["state"] for check in json.loads(out)["checks"]}
    assert (states["factory"], states["broker"], states["maestro"]) == ("fail", "fail", "ok")
    assert "geheim" not in out
