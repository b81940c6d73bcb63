"""LiteLLM's door against a real server: good answers, bad ones, none; and that nothing said leaks."""

import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from maestro.domain.errors import AuthError, ConfigError, MaestroError
from maestro.llm.base import Message, ModelBusyError, ModelError, ModelReplyError, ModelTimeoutError, Role
from maestro.llm.lite import LiteModel
from maestro.llm.retry import Patience
from tests.llm.server import Answer, failed, said, serving

SECRET = "sk-" + "proj-" + "Qw3rTy" * 8
PROMPT = "the secret plan is to migrate on Tuesday"
MESSAGES = (Message(Role.SYSTEM, "be brief"), Message(Role.USER, PROMPT))
SCHEMA = {"type": "object", "properties": {"acts": {"type": "array"}}}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.endswith(("_API_KEY", "_API_BASE", "_BASE_URL")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def model(url: str, **changes: object) -> LiteModel:
    slept: list[float] = []
    values: dict[str, object] = {
        "name": "openai/gpt-4o-mini",
        "endpoint": url,
        "timeout": 20.0,
        "patience": Patience(attempts=3, seconds=10.0, sleep=slept.append, chance=lambda: 0.0),
    }
    made = LiteModel(**{**values, **changes})  # type: ignore[arg-type]  # every key is a field
    object.__setattr__(made.patience, "slept", slept)
    return made


def slept(made: LiteModel) -> list[float]:
    return made.patience.slept  # type: ignore[attr-defined]  # set above


def test_an_answer_comes_with_its_usage() -> None:
    with serving(said('{"acts": []}')) as server:
        completion = model(server.url).complete(MESSAGES, SCHEMA)
    assert (completion.text, completion.cut) == ('{"acts": []}', False)
    assert (completion.usage.input_tokens, completion.usage.output_tokens, completion.usage.tokens) == (1000, 500, 1500)
    assert completion.usage.usd is None  # a server of the user's own: its price is not known
    [asked] = server.asked
    assert asked["messages"][1] == {"role": "user", "content": PROMPT}
    assert asked["response_format"]["json_schema"]["schema"] == SCHEMA
    assert asked["temperature"] == 0


def test_a_providers_own_model_has_a_price(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(said("hello")) as server:
        monkeypatch.setenv("OPENAI_API_BASE", server.url)
        completion = model(server.url, endpoint=None).complete(MESSAGES)
    assert completion.usage.usd is not None
    assert Decimal("0.0001") < completion.usage.usd < Decimal("0.01")
    assert server.keys == [f"Bearer {SECRET}"]


def test_a_model_that_nobody_priced_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(said("hello")) as server:
        monkeypatch.setenv("OPENAI_API_BASE", server.url)
        completion = model(server.url, endpoint=None, name="openai/never-heard-of-9").complete(MESSAGES)
    assert completion.usage.usd is None


def test_without_counts_tokens_are_estimated() -> None:
    with serving(said("hello there", usage=False)) as server:
        usage = model(server.url).complete(MESSAGES).usage
    assert usage.input_tokens >= len(PROMPT) // 5
    assert usage.output_tokens > 0


def test_an_answer_that_was_cut_says_so() -> None:
    with serving(said('{"acts": [', finish="length")) as server:
        assert model(server.url).complete(MESSAGES).cut


def test_what_is_no_json_is_the_callers_to_judge() -> None:
    with serving(said("Sure! Here you go")) as server:
        assert model(server.url).complete(MESSAGES, SCHEMA).text == "Sure! Here you go"


def test_a_server_is_held_to_the_schema_in_the_way_that_it_knows() -> None:
    """One that refuses a schema as most know it is asked as llama.cpp's is, and from then on only so."""
    with serving(failed(400), said("{}"), said("{}")) as server:
        made = model(server.url)
        assert made.complete(MESSAGES, SCHEMA).text == "{}"
        made.complete(MESSAGES, SCHEMA)
    forms = [asked["response_format"] for asked in server.asked]
    assert [form["type"] for form in forms] == ["json_schema", "json_object", "json_object"]
    assert forms[1]["schema"] == SCHEMA


def test_a_limit_is_waited_for() -> None:
    with serving(failed(429), failed(503), said("at last")) as server:
        made = model(server.url)
        assert made.complete(MESSAGES).text == "at last"
    assert slept(made) == [0.5, 1.0]
    assert len(server.asked) == 3


def test_the_providers_wish_is_heeded() -> None:
    with serving(failed(429, after="3"), said("at last")) as server:
        made = model(server.url)
        made.complete(MESSAGES)
    assert slept(made) == [3.0]


def test_a_wish_beyond_our_patience_ends_it_at_once() -> None:
    with serving(failed(429, after="50")) as server:
        made = model(server.url)
        with pytest.raises(ModelBusyError, match="too many requests"):
            made.complete(MESSAGES)
    assert (slept(made), len(server.asked)) == ([], 1)


FAILURES: list[tuple[str, tuple[Answer, ...], type[MaestroError], int]] = [
    ("a wrong key", (failed(401, f"Incorrect API key provided: {SECRET}", "invalid_api_key"),), AuthError, 1),
    ("a forbidden model", (failed(403, f"{SECRET} may not"),), AuthError, 1),
    ("a limit for ever", (failed(429, f"slow down, {PROMPT}"),), ModelBusyError, 3),
    ("an account without money", (failed(429, "pay", "insufficient_quota"),), ModelBusyError, 1),
    ("an error of the server", (failed(500, f"oops {PROMPT}"),), ModelBusyError, 9),
    ("an overload", (failed(529, "overloaded"),), ModelError, 3),
    ("a model that is not there", (failed(404, "no such model", "model_not_found"),), ConfigError, 1),
    ("a bad request", (failed(400, f"bad: {PROMPT}"),), ModelError, 3),  # in each way to hold it to a schema
    (
        "a prompt too long",
        (failed(400, "maximum context length is 10 tokens", "context_length_exceeded"),),
        ModelError,
        3,
    ),
    ("an answer that is no JSON", (Answer(body=b"<html>hello</html>"),), ModelError, 0),
    ("an answer of another type", (Answer(body=b"hi", headers=(("Content-Type", "text/html"),)),), ModelError, 0),
    ("an answer without choices", (Answer(body=b'{"choices": []}'),), ModelError, 0),
    ("an answer that is a list", (Answer(body=b"[]"),), ModelError, 0),
    ("an answer without a text", (said(None),), ModelReplyError, 1),
    ("an empty answer", (said("  "),), ModelReplyError, 1),
    ("an answer that breaks off", (Answer(body=b'{"choices": [', claims=5000),), ModelError, 0),
    ("nothing", (Answer(body=b"", headers=()),), ModelError, 0),
]


@pytest.mark.parametrize(("answers", "error", "calls"), [row[1:] for row in FAILURES], ids=[row[0] for row in FAILURES])
def test_failures_are_ours_and_say_nothing_of_key_or_prompt(
    answers: tuple[Answer, ...], error: type[MaestroError], calls: int, capfd: pytest.CaptureFixture[str], caplog
) -> None:
    with serving(*answers) as server, caplog.at_level(logging.DEBUG), pytest.raises(error) as caught:
        model(server.url).complete(MESSAGES, SCHEMA)
    assert calls in (0, len(server.asked))
    assert "\n" not in caught.value.message
    assert "openai/gpt-4o-mini" in caught.value.message
    printed = "".join(capfd.readouterr())
    for text in (caught.value.message, repr(caught.value), printed, caplog.text):
        assert SECRET not in text
        assert PROMPT not in text
    assert printed == ""


def _seconds(call: Callable[[], object]) -> float:
    start = time.monotonic()
    with pytest.raises(ModelTimeoutError):
        call()
    return time.monotonic() - start


def test_a_server_that_hangs_is_given_up() -> None:
    with serving(Answer(delay=30.0)) as server:
        assert _seconds(lambda: model(server.url, timeout=0.5).complete(MESSAGES)) < 5


def test_a_server_that_drips_is_given_up_too() -> None:
    with serving(Answer(body=said("hello").body, drip=0.2)) as server:
        assert _seconds(lambda: model(server.url, timeout=0.8).complete(MESSAGES)) < 5


def test_an_unreachable_server_ends_in_an_error_of_the_network() -> None:
    with pytest.raises(ModelError) as caught:
        model("http://127.0.0.1:9/v1").complete(MESSAGES)
    assert caught.value.exit_code == 5


def test_a_missing_key_is_one_line_with_the_fix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    with pytest.raises(AuthError, match="OPENAI_API_KEY") as caught:
        LiteModel("openai/gpt-4o-mini").complete(MESSAGES)
    assert (caught.value.exit_code, caught.value.message.count("\n")) == (4, 0)
    with pytest.raises(AuthError, match="ANTHROPIC_API_KEY"):
        LiteModel("anthropic/claude-sonnet-4-5").complete(MESSAGES)


@pytest.mark.parametrize("name", ["", " ", "no-such-provider-or-model"])
def test_a_model_must_be_named(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ConfigError):
        LiteModel(name).complete(MESSAGES)
    assert capfd.readouterr().out == ""


def test_nothing_is_loaded_before_the_first_call_and_no_env_file_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("OPENAI_API_BASE=http://evil.test\nPLANTED=yes\n")
    code = (
        "import sys, json, os\n"
        "from maestro.llm.lite import LiteModel, _loaded\n"
        "before = 'litellm' in sys.modules\n"
        "_loaded()\n"
        "read = [os.environ.get(name) for name in ('PLANTED', 'OPENAI_API_BASE')]\n"
        "print(json.dumps([before, 'litellm' in sys.modules, *read]))\n"
    )
    environment = {**os.environ, "HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert json.loads(done.stdout) == [False, True, None, None]
    assert done.stderr == ""
