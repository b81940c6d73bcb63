"""`--format jsonl`: a turn a message, schema-valid, the same request when replayed."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from maestro.chat.jsonl import messages, run
from maestro.chat.ports import Opened, Progress
from maestro.domain.acts import Collision
from maestro.domain.errors import ForgeError
from maestro.domain.handoff import Handoff
from tests.reference_factory import ROOT, session

SCHEMA = Draft202012Validator(json.loads((ROOT / "schemas/chat-turn.schema.json").read_text(encoding="utf-8")))
SHOP = [
    "We run an online shop with PostgreSQL and Redis, production, no compliance rules", "1", "none", "medium", "medium",
    "shop", "Frankfurt", "01A2B3-C4D5E6-F70819", "123456789012", "This looks perfect. Please proceed.",
]  # fmt: skip


class Taken:
    """A handoff that is taken; or refused, when it was made so."""

    def __init__(self, error: ForgeError | None = None, *, known: bool = False) -> None:
        self.error, self.known, self.handoffs = error, known, list[Handoff]()

    def collision(self, handoff: Handoff) -> Collision | None:
        return Collision(handoff.names[0], ("gcp.region: us-east1 becomes europe-west3",)) if self.known else None

    def submit(self, handoff: Handoff, progress: Callable[[Progress], None]) -> Opened:
        del progress
        if self.error is not None:
            raise self.error
        self.handoffs.append(handoff)
        return Opened("1", 1, "file:///factory#pull/1", handoff.branch)

    def problem(self) -> str | None:
        return None


def spoken(tmp_path: Path, said: list[str], runs: Taken) -> tuple[int, list[dict[str, Any]]]:
    """Exit code and lines of a conversation."""
    out = io.StringIO()
    talk = session(tmp_path, runs)
    code = run(talk, runs, [line + "\n" for line in said], out)
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_turn_for_each_message_and_the_end(tmp_path: Path) -> None:
    """Numbered from one, every line as the schema has it, the approving turn first."""
    runs = Taken()
    code, lines = spoken(tmp_path, SHOP, runs)
    assert code == 0
    assert [line["turn"] for line in lines[:-1]] == list(range(1, len(SHOP) + 1))
    assert lines[-2]["stage"] == "submitted"
    assert lines[-1]["event"] == "submitted"
    for line in lines:
        SCHEMA.validate(line)
    assert runs.handoffs[0].requests[0] == lines[-2]["request"]


def test_the_same_lines_make_the_same_request(tmp_path: Path) -> None:
    """Byte by byte."""
    one, two = (spoken(tmp_path / name, SHOP, Taken())[1] for name in "ab")
    assert json.dumps(one[-2]["request"]) == json.dumps(two[-2]["request"])
    assert one[-1]["pull_request"]["branch"] == two[-1]["pull_request"]["branch"]


def test_the_end_of_input_cancels(tmp_path: Path) -> None:
    """Without a handoff."""
    code, lines = spoken(tmp_path, SHOP[:3], Taken())
    assert (code, lines[-1]) == (0, {"version": 1, "event": "cancelled"})


def test_a_failed_handoff_is_one_document(tmp_path: Path) -> None:
    """With the error's code and exit code."""
    code, lines = spoken(tmp_path, SHOP, Taken(ForgeError("the forge is away")))
    SCHEMA.validate(lines[-1])
    assert (code, lines[-1]["event"], lines[-1]["code"]) == (5, "error", "forge")


def test_an_identity_that_exists_needs_a_yes_of_its_own(tmp_path: Path) -> None:
    """The approving turn says the difference; the update is confirmed, then approved."""
    runs = Taken(known=True)
    _, lines = spoken(tmp_path, [*SHOP, "yes, change what is there", "go ahead"], runs)
    asked = lines[len(SHOP) - 1]
    assert asked["question"]["path"] == "confirm"
    assert "us-east1 becomes europe-west3" in asked["reply"]
    assert runs.handoffs[0].confirmed_update


def test_every_quote_was_said(tmp_path: Path) -> None:
    """Of changes with source user."""
    _, lines = spoken(tmp_path, SHOP, Taken())
    said = "\n".join(SHOP)
    quotes = [c["quote"] for line in lines if "turn" in line for c in line["changes"] if c["source"] == "user"]
    assert quotes
    assert all(quote in said for quote in quotes)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"user": "two\\nlines"}', "two\nlines"),
        ('{"user": "x", "y": 1}', '{"user": "x", "y": 1}'),
        ("[1, 2]", "[1, 2]"),
        ('{"user": 3}', '{"user": 3}'),
        ("{broken", "{broken"),
    ],
)
def test_only_an_exact_object_is_unwrapped(line: str, message: str) -> None:
    """Any other JSON is plain text; empty lines are none."""
    assert list(messages(["\n", line + "\r\n", "   \n"])) == [message]
