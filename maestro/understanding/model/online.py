"""The interpreter with a model behind it: reads with the rules first, asks the model what they miss, believes neither.

A model adds to the first reading; it never replaces it. What it says counts as far as the user's own words carry it;
the rest is asked. Decisions (approve, submit, cancel, undo) are the first reading's alone. When the model fails, its
reply cannot be repaired, or it is not needed, the first reading stands, and a note says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from maestro.domain import acts as a
from maestro.domain.acts import Act
from maestro.domain.conversation import View
from maestro.domain.errors import AuthError, ConfigError, MaestroError
from maestro.domain.form import Form
from maestro.domain.json import JsonObject
from maestro.llm.base import ChatModel, Completion, Message, ModelReplyError
from maestro.understanding.base import Bill, Interpreter
from maestro.understanding.english.text import clean
from maestro.understanding.model import prompt, wire
from maestro.understanding.model.evidence import verbatim
from maestro.understanding.model.merge import Heard, merged
from maestro.understanding.model.resolve import Resolver, UnresolvedError
from maestro.understanding.replies.answers import by_number
from maestro.understanding.vocabulary.lexicon import Lexicon

_DECIDED = (
    a.Accept, a.Decline, a.AcceptAll, a.DontCare, a.DontKnow, a.Skip, a.Undo, a.Redo, a.Submit, a.Cancel, a.Help,
    a.SmallTalk, a.Choose, a.ConfirmUpdate,
)  # fmt: skip
_BRIEF = 6  # words of a message that nothing is missed in when the rules read a decision
_PATIENCE = 2  # failures in a row after which the model is left alone


@dataclass
class OnlineInterpreter:
    """Implements the interpreter's port. `strict`: a model that cannot be used at all is an error, not a note."""

    form: Form
    model: ChatModel
    first: Interpreter
    strict: bool = False
    resting: bool = field(default=False, init=False)
    _failures: int = field(default=0, init=False)
    _bill: Bill = field(default_factory=Bill, init=False)

    def interpret(self, text: str, view: View) -> tuple[Act, ...]:
        """The acts of a message; at most two calls of the model."""
        self._bill = Bill()
        first = self.first.interpret(text, view)
        if self.resting or not _worth_asking(text, view, first):
            return first
        try:
            heard = self._heard(text, view, first)
        except MaestroError as error:
            if self.strict and isinstance(error, (AuthError, ConfigError)):
                raise
            self._give_way(error)
            return first
        self._failures = 0
        return merged(self._resolver, text, view, first, heard)

    def bill(self) -> Bill:
        """What the last message took; asked for once."""
        bill, self._bill = self._bill, Bill()
        return bill

    @cached_property
    def prefix(self) -> str:
        """The prompt's stable part."""
        return prompt.system(self.form)

    @cached_property
    def _schema(self) -> JsonObject:
        return wire.schema(self.form)

    @cached_property
    def _resolver(self) -> Resolver:
        return Resolver(self.form, Lexicon(self.form))

    def _heard(self, text: str, view: View, first: Sequence[Act]) -> tuple[Heard, ...]:
        """What the model says, after one repair where something in it does not fit."""
        asked = prompt.messages(self.prefix, clean(text), view, first)
        reply = self._complete(asked)
        heard, errors = self._understood(reply, text, view)
        if not errors:
            return heard
        again, wrong = self._understood(self._complete(prompt.repair(asked, reply, errors)), text, view)
        if wrong and not again and not heard:
            raise ModelReplyError(f"the model {self.model.name} did not answer in the form that was asked for.")
        return again or heard

    def _complete(self, messages: Sequence[Message]) -> str:
        completion: Completion = self.model.complete(messages, self._schema)
        used = completion.usage
        self._bill = replace(
            self._bill, usd=self._bill.usd + (used.usd or Decimal(0)), tokens=self._bill.tokens + used.tokens
        )
        return completion.text

    def _understood(self, reply: str, text: str, view: View) -> tuple[tuple[Heard, ...], tuple[str, ...]]:
        """The acts of a reply as the factory's, and what is wrong with the others."""
        read = wire.read(reply, self.form)
        heard: list[Heard] = []
        errors = list(read.errors)
        for said in read.acts:
            quote = verbatim(said.quote, text)
            try:
                act = None if said.kind is wire.Said.NOT_SAID else self._resolver.act(said, quote, view)
            except UnresolvedError as error:
                errors.append(str(error))
                continue
            heard.append(Heard(said.kind, said.path, act, quote, said.quote))
        return tuple(heard), tuple(errors)

    def _give_way(self, error: MaestroError) -> None:
        """Say that the rules read this message, and leave a model alone that keeps failing."""
        self._failures += 1
        self.resting = isinstance(error, (AuthError, ConfigError)) or self._failures >= _PATIENCE
        then = f"I go on without it; /model {self.model.name} tries it again." if self.resting else ""
        told = error.message[:1].upper() + error.message[1:]
        note = " ".join(part for part in (told, "The offline interpreter read this message.", then) if part)
        self._bill = replace(self._bill, notes=(*self._bill.notes, note))


def _worth_asking(text: str, view: View, first: Sequence[Act]) -> bool:
    """Whether there may be more in a message than the rules read: a number, a yes, an undo say all they say."""
    said = clean(text).strip()
    if not said:
        return False
    answer = by_number(said, view.question) if view.question is not None else None
    if answer is not None and not answer.rest.strip():
        return False
    decided = bool(first) and all(isinstance(act, _DECIDED) for act in first)
    return not (decided and len(said.split()) <= _BRIEF)
