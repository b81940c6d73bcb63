"""Holding one dialogue: the simulated user on one side, a session on the other, until it is over or goes round.

Owns who speaks next. Knows a session only by the turn objects that it answers with.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any, Protocol

from maestro.chat.evaluation.dialogue import FALLBACK, Dialogue
from maestro.domain.errors import AuthError, ConfigError
from maestro.domain.json import below
from maestro.domain.record import dataclass

LIMIT = 40
APPROVALS = ("review", "confirm", "submit")
_OVER = ("submitted", "cancelled")

TurnObject = Mapping[str, Any]


class Talker(Protocol):
    """Somebody to talk to."""

    def say(self, text: str) -> TurnObject:
        """The turn object that answers a message."""
        ...


@dataclass(frozen=True)
class Held:
    """A dialogue that was held: the turn objects in order. `trouble` is why it ended early, empty when it did not."""

    dialogue: Dialogue
    turns: tuple[TurnObject, ...]
    trouble: str = ""

    @property
    def last(self) -> TurnObject:
        """Where it ended."""
        return self.turns[-1] if self.turns else {}

    @property
    def scripted(self) -> int:
        """How many of the messages were said whatever was asked: the opening and the fixed ones."""
        return min(len(self.turns), 1 + len(self.dialogue.turns))


@dataclass
class SimulatedUser:
    """Says what the dialogue tells; each list of replies is used up in order, its last one repeats."""

    dialogue: Dialogue
    _spent: dict[str, int] = field(default_factory=dict)
    _scripted: int = 0

    def next(self, turn: TurnObject | None) -> str | None:
        """The message that follows a turn; None when the user has nothing more to say."""
        if turn is None:
            return self.dialogue.opening
        if self._scripted < len(self.dialogue.turns):
            self._scripted += 1
            return self.dialogue.turns[self._scripted - 1]
        return self._reply(turn)

    def _reply(self, turn: TurnObject) -> str | None:
        question = turn.get("question")
        asked = str(question["path"]) if question else None
        if asked is not None:
            known = [path for path in self.dialogue.answers if below(asked, path)]
            if known:
                path = max(known, key=len)
                return self._take(path, self.dialogue.answers[path])
        if asked is None or asked in APPROVALS or turn.get("ready"):
            return self.dialogue.closing
        return self._take("", self.dialogue.fallback or FALLBACK)

    def _take(self, path: str, replies: Sequence[str]) -> str:
        number = self._spent.get(path, 0)
        self._spent[path] = number + 1
        return replies[min(number, len(replies) - 1)]


def hold(dialogue: Dialogue, talker: Talker) -> Held:
    """Talk until it is submitted or cancelled, the user has nothing to say, or it goes round."""
    if missing := [name for name in dialogue.attach if not Path(name).exists()]:
        return Held(dialogue, (), f"there is no document {missing[0]}")
    user, turns = SimulatedUser(dialogue), list[TurnObject]()
    while True:
        said = user.next(turns[-1] if turns else None)
        if said is None:
            return Held(dialogue, tuple(turns))
        if len(turns) == LIMIT:
            return Held(dialogue, tuple(turns), _cut(turns[-1], said))
        try:
            turns.append(talker.say(said))
        except (AuthError, ConfigError):
            raise  # a model that cannot be used at all makes every dialogue fail
        except Exception as error:  # noqa: BLE001 - one broken turn is a failed dialogue, not the end of an evaluation
            return Held(dialogue, tuple(turns), f"{type(error).__name__} at the message {said!r}")
        if turns[-1].get("stage") in _OVER:
            return Held(dialogue, tuple(turns))


def _cut(turn: TurnObject, said: str) -> str:
    question = turn.get("question")
    asked = f"the question for {question['path']}" if question else "no question"
    return f"cut after {LIMIT} turns, at {asked} to which the answer is {said!r}"
