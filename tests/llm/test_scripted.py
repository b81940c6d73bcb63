"""Record and replay: the same request gives the same answer, an unknown one none."""

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from maestro.domain.errors import UnreadableError
from maestro.domain.json import JsonObject
from maestro.llm.base import ChatModel, Completion, Message, ModelReplyError, Role, Usage, fingerprint
from maestro.llm.scripted import RecordingModel, ReplayedModel, read_replies

ASK = (Message(Role.USER, "hello"),)


class Echo:
    """Answers with the last message."""

    name = "test/echo"

    def complete(self, messages: Sequence[Message], schema: JsonObject | None = None) -> Completion:
        return Completion(messages[-1].content.upper(), Usage(3, 2, Decimal("0.0012")), cut=schema is not None)


def test_what_was_recorded_is_replayed(tmp_path: Path) -> None:
    file = tmp_path / "replies.json"
    recording: ChatModel = RecordingModel(Echo(), file)
    first = recording.complete(ASK)
    second = recording.complete(ASK, {"type": "object"})
    replayed: ChatModel = ReplayedModel.of("test/echo", file)
    assert replayed.complete(ASK) == first == Completion("HELLO", Usage(3, 2, Decimal("0.0012")))
    assert replayed.complete(ASK, {"type": "object"}) == second
    assert second.cut


def test_a_request_that_was_not_recorded_is_an_error_that_quotes_nothing(tmp_path: Path) -> None:
    RecordingModel(Echo(), tmp_path / "r.json").complete(ASK)
    other = (Message(Role.USER, "something private"),)
    with pytest.raises(ModelReplyError) as caught:
        ReplayedModel.of("test/echo", tmp_path / "r.json").complete(other)
    assert "private" not in caught.value.message


def test_a_reply_is_kept_without_its_credentials(tmp_path: Path) -> None:
    RecordingModel(Echo(), tmp_path / "r.json", lambda text: text.replace("HELLO", "[redacted]")).complete(ASK)
    assert "HELLO" not in (tmp_path / "r.json").read_text(encoding="utf-8")


def test_the_file_holds_no_prompt(tmp_path: Path) -> None:
    file = tmp_path / "r.json"
    RecordingModel(Echo(), file).complete((Message(Role.SYSTEM, "something private"), *ASK))
    assert "private" not in file.read_text()
    assert [p.name for p in tmp_path.iterdir()] == ["r.json"]


def test_digests_tell_requests_apart() -> None:
    asks = [
        fingerprint(ASK, None),
        fingerprint(ASK, {}),
        fingerprint((Message(Role.SYSTEM, "hello"),), None),
        fingerprint((*ASK, *ASK), None),
    ]
    assert len(set(asks)) == 4
    assert fingerprint(ASK, None) == asks[0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"version": 2, "replies": {}}',
        '{"version": 1}',
        '{"version": 1, "replies": {"a": {}}}',
        '{"version": 1, "replies": []}',
        json.dumps(
            {"version": 1, "replies": {"a": {"text": 3, "cut": 0, "input_tokens": 1, "output_tokens": 1, "usd": None}}}
        ),
        json.dumps(
            {"version": 1, "replies": {"a": {"text": "", "cut": 0, "input_tokens": 1, "output_tokens": 1, "usd": "x"}}}
        ),
    ],
)
def test_a_broken_recording_is_said(tmp_path: Path, text: str) -> None:
    file = tmp_path / "r.json"
    file.write_text(text)
    with pytest.raises(UnreadableError, match="recorded replies"):
        read_replies(file)


def test_a_missing_recording_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        ReplayedModel.of("x", tmp_path / "none.json")
