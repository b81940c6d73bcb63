"""What a model may say: a flat list of acts, each of four texts. The schema that it is held to, and the local check.

No unions and no limits of numbers on the wire: providers refuse them. What a value means is resolved elsewhere.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from maestro.domain.form import Form
from maestro.domain.json import JsonObject, generic

LIMIT = 200_000  # characters of a reply that are looked at
MOST = 40  # acts of one message
_LONGEST = 2_000  # characters of a value or quote
_PATHS = 250  # of an enumeration; a larger factory's paths are checked here alone
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_SHOWN = 60


class Said(StrEnum):
    """The kinds of act that a model may name."""

    SET = "set"
    CORRECT = "correct"
    ADD = "add"
    REMOVE = "remove"
    REJECT = "reject"
    CLEAR = "clear"
    CHOOSE = "choose"
    ACCEPT = "accept"
    DECLINE = "decline"
    ACCEPT_ALL = "accept_all"
    DONT_CARE = "dont_care"
    DONT_KNOW = "dont_know"
    SKIP = "skip"
    REASON = "reason"
    QUESTION = "question"
    WISH = "wish"
    UNDO = "undo"
    REDO = "redo"
    SUBMIT = "submit"
    CANCEL = "cancel"
    HELP = "help"
    SMALL_TALK = "small_talk"
    NOT_SAID = "not_said"


class WireAct(BaseModel):
    """One act as a model says it. A value that is no text is taken as its JSON."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    kind: Said
    path: str = ""
    value: str = ""
    quote: str = ""

    @field_validator("value", mode="before")
    @classmethod
    def _as_text(cls, value: Any) -> Any:
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    @field_validator("path", "quote", mode="before")
    @classmethod
    def _or_nothing(cls, value: Any) -> Any:
        return "" if value is None else value

    @field_validator("path", "value")
    @classmethod
    def _printable(cls, value: str) -> str:
        if len(value) > _LONGEST:
            raise ValueError(f"expected at most {_LONGEST} characters")
        return "".join(c if c.isprintable() else " " for c in value).strip()  # a lone surrogate is not printable


@dataclass(frozen=True)
class Reply:
    """A model's reply as far as it was one: acts, and what is wrong with the rest, for the model to repair."""

    acts: tuple[WireAct, ...] = ()
    errors: tuple[str, ...] = ()


def schema(form: Form) -> JsonObject:
    """The JSON Schema that a reply is held to."""
    paths = ["", *(found.path for found in form.fields)]
    path: dict[str, Any] = {"type": "string"} | ({"enum": paths} if len(paths) <= _PATHS else {})
    act = {
        "type": "object",
        "properties": {
            "kind": {"type": "string", "enum": [str(kind) for kind in Said]},
            "path": path,
            "value": {"type": "string"},
            "quote": {"type": "string"},
        },
        "required": ["kind", "path", "value", "quote"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"acts": {"type": "array", "items": act}},
        "required": ["acts"],
        "additionalProperties": False,
    }


def read(text: str, form: Form) -> Reply:
    """The acts of a reply, whatever it is."""
    rows = _rows(text[:LIMIT])
    if rows is None:
        return Reply(errors=('the reply is not JSON of the form {"acts": [...]}',))
    acts: list[WireAct] = []
    errors: list[str] = []
    for number, row in enumerate(rows[:MOST], 1):
        try:
            act = WireAct.model_validate(row)
        except RecursionError:
            errors.append(f"act {number}: the value is nested too deep")
            continue
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            errors.append(f"act {number}: {'.'.join(map(str, first['loc'])) or 'the act'}: {first['msg']}")
            continue
        if act.path and generic(act.path) not in form.order:
            errors.append(f"act {number}: there is no path {act.path[:_SHOWN]!r}")
        else:
            acts.append(act)
    return Reply(tuple(acts), tuple(errors))


def _rows(text: str) -> Sequence[Any] | None:
    """The list of acts in a reply: under `acts`, bare, or a single act; None where there is none."""
    for data in _documents(_THOUGHT.sub("", text)):
        if isinstance(data, dict) and isinstance(data.get("acts"), list):
            return list(data["acts"])
        if isinstance(data, dict) and "kind" in data:
            return [data]
        if isinstance(data, list) and all(isinstance(item, dict) for item in data):
            return data
    return None


def _documents(text: str) -> Iterator[Any]:
    """JSON values in a text that may have words or fences around them."""
    decoder, place, tries = json.JSONDecoder(), 0, 0
    while (match := re.compile(r"[\[{]").search(text, place)) is not None and tries < MOST:
        tries += 1
        try:
            data, place = decoder.raw_decode(text, match.start())
        except (ValueError, RecursionError):
            place = match.start() + 1
            continue
        yield data
