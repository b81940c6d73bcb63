"""Record and replay of model traffic, for tests and evaluations: a JSON file of request digests and replies.

The file holds digests of the prompts and the replies without credentials: no prompt and no key.
"""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from maestro.domain.errors import UnreadableError
from maestro.domain.json import JsonObject
from maestro.llm.base import ChatModel, Completion, Message, ModelReplyError, Usage, fingerprint

VERSION = 1


@dataclass(frozen=True)
class ReplayedModel:
    """Answers as recorded; a request that was not recorded is an error, never a call."""

    name: str
    replies: Mapping[str, Completion]

    @classmethod
    def of(cls, name: str, file: Path) -> "ReplayedModel":
        """The recording in a file."""
        return cls(name, read_replies(file))

    def price(self, sent: int, received: int) -> Decimal:
        """A replay costs nothing."""
        del sent, received
        return Decimal(0)

    def complete(self, messages: Sequence[Message], schema: JsonObject | None = None) -> Completion:
        """The recorded answer."""
        key = fingerprint(messages, schema)
        if key not in self.replies:
            raise ModelReplyError(
                f"expected a recorded reply of {self.name} for request {key}, found none. Record again."
            )
        return self.replies[key]


@dataclass(frozen=True)
class RecordingModel:
    """Asks another model and keeps what it answered; `clean` takes credentials out of a reply before it is kept."""

    model: ChatModel
    file: Path
    clean: Callable[[str], str] = str

    @property
    def name(self) -> str:
        """That of the model behind it."""
        return self.model.name

    def price(self, sent: int, received: int) -> Decimal | None:
        """That of the model behind it."""
        return self.model.price(sent, received)

    def complete(self, messages: Sequence[Message], schema: JsonObject | None = None) -> Completion:
        """The model's answer, written to the file before it is given."""
        completion = self.model.complete(messages, schema)
        replies = dict(read_replies(self.file)) if self.file.exists() else {}
        replies[fingerprint(messages, schema)] = replace(completion, text=self.clean(completion.text))
        write_replies(self.file, replies)
        return completion


def read_replies(file: Path) -> dict[str, Completion]:
    """The replies of a recording; UnreadableError says what is wrong with it."""
    try:
        return _replies(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, InvalidOperation, RecursionError) as error:
        raise UnreadableError(
            f"{file}: expected recorded replies (version {VERSION}), found {type(error).__name__}.", path=str(file)
        ) from error


def write_replies(file: Path, replies: Mapping[str, Completion]) -> None:
    """Replace the recording at once, so that a killed recorder leaves the old one."""
    rows = {key: _row(replies[key]) for key in sorted(replies)}
    text = json.dumps({"version": VERSION, "replies": rows}, indent=1, ensure_ascii=False) + "\n"
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(file)


def _replies(document: Any) -> dict[str, Completion]:
    if document["version"] != VERSION:
        raise ValueError("version")
    return {key: _completion(reply) for key, reply in document["replies"].items()}


def _row(reply: Completion) -> dict[str, Any]:
    usage = reply.usage
    return {
        "text": reply.text,
        "cut": reply.cut,
        "input_tokens": usage.input_tokens,
        "output_tokens": usage.output_tokens,
        "usd": None if usage.usd is None else str(usage.usd),
    }


def _completion(row: Mapping[str, Any]) -> Completion:
    usd = row["usd"]
    usage = Usage(int(row["input_tokens"]), int(row["output_tokens"]), None if usd is None else Decimal(usd))
    if not isinstance(row["text"], str):
        raise TypeError("text")
    return Completion(row["text"], usage, bool(row["cut"]))
