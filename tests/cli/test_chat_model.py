"""`--model` as it is called, against a real server: a conversation goes on whatever the server does."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from maestro.llm.lite import LiteModel
from maestro.llm.retry import Patience
from maestro.understanding.model.online import OnlineInterpreter
from maestro.understanding.offline import OfflineInterpreter
from tests.cli.handoffs import small_factory
from tests.fakes.session import bakery, session_in
from tests.llm.server import Answer, failed, said, serving

KEY = "sk-" + "Zx9" * 12


@pytest.fixture(scope="module")
def factory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_factory(tmp_path_factory.mktemp("model") / "factory")


def _call(command: list[str], text: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.endswith(("_API_KEY", "_API_BASE"))}
    return subprocess.run(
        [sys.executable, "-m", "maestro", *command],
        input=text, capture_output=True, text=True, check=False, timeout=100, env={**own, "NO_PROXY": "*", **env},
    )  # fmt: skip


def _talk(factory: Path, url: str, text: str, *flags: str, **env: str) -> list[dict[str, Any]]:
    settings = {"OPENAI_API_KEY": KEY, "OPENAI_API_BASE": url, **env}
    command = ["chat", "--factory", str(factory), "--format", "jsonl", "--model", "openai/gpt-4o-mini", *flags]
    done = _call(command, text, settings)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert KEY not in done.stdout + done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def acts(*rows: tuple[str, str, str, str]) -> Answer:
    """An answer with these acts."""
    named = [dict(zip(("kind", "path", "value", "quote"), row, strict=True)) for row in rows]
    return said(json.dumps({"acts": named}))


def test_a_models_reading_is_kept_with_its_cost_and_a_replay_asks_nobody(factory: Path, tmp_path: Path) -> None:
    with serving(
        acts(("set", "size", "large", "a size of large"), ("set", "environment", "prod", "nowhere"))
    ) as server:
        turn, _ = _talk(factory, server.url, "Picture a size of large for the thing we do\n")
        assert len(server.asked) == 1
        assert server.asked[0]["response_format"]["type"] == "json_schema"
    assert turn["request"] == {"size": "large"}
    assert turn["question"]["text"].startswith("Did you mean: ")
    assert turn["cost_usd"] > 0
    [log] = (Path(os.environ["MAESTRO_HOME"]) / "sessions").glob("*.jsonl")
    assert KEY not in log.read_text(encoding="utf-8")
    again = _call(["chat", "--session", log.stem, "--format", "jsonl"], "what is left?\n", {})
    assert json.loads(again.stdout.splitlines()[0])["request"] == {"size": "large"}
    shown = _call(["chat", "--session", log.stem], "/cost\n/model\n/quit\n", {})
    assert "for 1,500 tokens of a model so far" in shown.stdout
    assert "The offline interpreter reads what you say" in shown.stdout


TROUBLES: list[tuple[str, Answer, str]] = [
    ("a wrong key", failed(401, f"wrong key {KEY}"), "refused the key"),
    ("a broken server", failed(500, f"oops {KEY}"), "overloaded or broken"),
    ("an unavailable server", failed(503), "overloaded or broken"),
    ("a limit", failed(429, after="3600"), "too many requests"),
    ("another content", Answer(body=b"<html>", headers=(("Content-Type", "text/html"),)), "openai/gpt-4o-mini"),
    ("a stream nobody asked for", Answer(body=b'data: {"choices": []}\n\ndata: [DONE]\n\n'), "openai/gpt-4o-mini"),
    ("a hang-up", Answer(body=b'{"choices"', claims=9000), "openai/gpt-4o-mini"),
    ("words", said("I would rather talk about the weather"), "did not answer in the form"),
    ("a cut answer", said('{"acts": [{"kind": "set", "pa', finish="length"), "did not answer in the form"),
    ("silence", Answer(delay=20.0), "did not answer"),
    ("drops", Answer(body=said("[]").body, drip=1.0), "did not answer"),
]


@pytest.mark.parametrize(("answer", "expected"), [row[1:] for row in TROUBLES], ids=[row[0] for row in TROUBLES])
def test_whatever_a_server_does_the_conversation_goes_on(
    answer: Answer, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    session = session_in(tmp_path)
    with serving(answer) as server:
        slow = answer.delay or answer.drip
        patience = Patience(attempts=2, sleep=lambda _: None)
        model = LiteModel("openai/gpt-4o-mini", server.url, 1.0 if slow else 20.0, patience=patience)
        session._interpreter = OnlineInterpreter(bakery(), model, OfflineInterpreter(bakery()))
        turn = session.turn("our stage is live, as far as we can tell today")
    assert expected in turn.reply
    assert "The offline interpreter read this message." in turn.reply
    assert turn.request == {"stage": "live"}
    assert KEY not in turn.reply


def test_an_answer_as_a_call_of_a_tool_is_read_too(factory: Path) -> None:
    arguments = json.dumps({"acts": [{"kind": "set", "path": "size", "value": "large", "quote": "a size of large"}]})
    call = {"id": "c", "type": "function", "function": {"name": "reply", "arguments": arguments}}
    message = {"role": "assistant", "content": None, "tool_calls": [call]}
    body = {"id": "x", "object": "chat.completion", "created": 1, "model": "gpt-4o-mini",
            "choices": [{"index": 0, "finish_reason": "tool_calls", "message": message}]}  # fmt: skip
    with serving(Answer(body=json.dumps(body).encode())) as server:
        turn, _ = _talk(factory, server.url, "Picture a size of large for the thing we do\n")
    assert turn["request"] == {"size": "large"}


def test_a_cap_ends_the_calls_and_not_the_conversation(factory: Path) -> None:
    with serving(acts()) as server:
        turn, _ = _talk(factory, server.url, "our size is large, as far as we can tell\n", "--max-budget-usd", "0")
        assert server.asked == []
    assert "--max-budget-usd" in turn["reply"]
    assert turn["request"] == {"size": "large"}


def test_a_key_alone_names_no_model(factory: Path) -> None:
    with serving(acts()) as server:
        env = {"OPENAI_API_KEY": KEY, "OPENAI_API_BASE": server.url}
        done = _call(["chat", "--factory", str(factory)], "our size is large, as far as we can tell\n/quit\n", env)
        assert server.asked == []
    assert "offline interpreter" in done.stdout


def test_an_evaluation_without_a_key_ends_with_four(factory: Path, tmp_path: Path) -> None:
    dialogue = {"id": "one", "slices": ["plain"], "opening": "our size is large, as far as we can tell", "goal": {}}
    file = tmp_path / "dialogues.jsonl"
    file.write_text(json.dumps(dialogue) + "\n", encoding="utf-8")
    done = _call(["eval", str(file), "--factory", str(factory), "--model", "openai/gpt-4o-mini"], "", {})
    assert (done.returncode, done.stdout) == (4, ""), done.stderr
    assert "OPENAI_API_KEY" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_evaluation_says_what_the_model_took_and_can_be_replayed(factory: Path, tmp_path: Path) -> None:
    dialogue = {
        "id": "one",
        "slices": ["plain"],
        "opening": "Picture a size of large for the thing",
        "goal": {"size": ["large"]},
    }
    file, record = tmp_path / "dialogues.jsonl", tmp_path / "recorded.json"
    file.write_text(json.dumps(dialogue) + "\n", encoding="utf-8")
    command = ["eval", str(file), "--factory", str(factory), "--format", "json"]
    with serving(acts(("set", "size", "large", "a size of large"))) as server:
        env = {"OPENAI_API_KEY": KEY, "OPENAI_API_BASE": server.url}
        live = _call([*command, "--model", "openai/gpt-4o-mini", "--record", str(record)], "", env)
    assert live.returncode == 0, live.stderr
    overall = json.loads(live.stdout)["overall"]
    assert overall["tokens"] >= 1500
    assert json.loads(record.read_text(encoding="utf-8"))["version"] == 1
    replay = json.loads(_call([*command, "--model", f"replay:{record}"], "", {}).stdout)
    assert replay["overall"]["tokens"] == overall["tokens"]
    assert replay["model"]["prompt_characters"] > 1000


@pytest.mark.parametrize("name", ["", " ", "a\tb", "x" * 300])
def test_what_is_no_name_of_a_model_is_said_at_once(factory: Path, name: str) -> None:
    done = _call(["chat", "--factory", str(factory), "--model", name], "", {})
    assert done.returncode == 2
    assert "expected the name of a model" in done.stderr
