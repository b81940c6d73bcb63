"""A conversation without a terminal: text in, a Turn out. Saved after each turn; a fold of its log gives it back."""

import gc
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from maestro.chat.attachments import Attachments
from maestro.chat.handoff import handoff_of
from maestro.chat.ports import Runs
from maestro.chat.transcript import Transcript
from maestro.chat.turn import Turn
from maestro.domain.acts import Act, Submit, Unclear
from maestro.domain.conversation import View
from maestro.domain.form import Form
from maestro.domain.handoff import Handoff
from maestro.interview.environments import names, requests
from maestro.interview.knowledge import Knowledge
from maestro.interview.machine import fold, reopened, step
from maestro.interview.proposals import open_offers
from maestro.interview.state import Outcome, State
from maestro.interview.values import request_of
from maestro.understanding.base import Bill, Billed, Interpreter

_FREE = Bill()


class Session:
    """Interpreter, reducer and log of one conversation."""

    def __init__(
        self, know: Knowledge, interpreter: Interpreter, transcript: Transcript, runs: Runs | None = None
    ) -> None:
        """Fold what the transcript holds; a new one starts empty."""
        self.know = know
        self.state = State()
        self.turns = 0
        self._interpreter = interpreter
        self._transcript = transcript
        self._runs = runs
        self._enclosed: tuple[Path, ...] = ()
        self.cost_usd = sum(entry.cost_usd for entry in transcript.entries)
        self.tokens = sum(entry.tokens for entry in transcript.entries)
        if transcript.entries:
            self.state = fold((entry.acts for entry in transcript.entries), know)
            self.turns = transcript.entries[-1].number
        if not transcript.submitted:
            self.state = reopened(self.state, know)

    @property
    def id(self) -> str:
        """The session's name on disk."""
        return self._transcript.id

    @property
    def form(self) -> Form:
        """The factory's form."""
        return self.know.form

    @property
    def view(self) -> View:
        """What an interpreter may look at."""
        blueprint = self.state.blueprint
        return View(
            self.form, self.state.question, blueprint.values, blueprint.scenario, blueprint.chosen, blueprint.ranking,
            blueprint.described, open_offers(self.form, blueprint), tuple(p.about for p in blueprint.papers if p.about),
            self.state.recent, names(self.form, blueprint), self.state.listed, self.state.lacking, self.state.objection,
            self.state.remains, self.state.earlier,
        )  # fmt: skip

    def warm(self) -> None:
        """Load and compile what the first turn would; for callers that have the time before it."""
        self._interpreter.interpret("hello", self.view)
        for scenario in self.form.scenarios:
            self.know.effects(scenario.request, scenario.request)
        gc.collect()
        gc.freeze()  # all this stays: no turn has to wait until it is looked through for rubbish

    def turn(self, text: str, attached: Sequence[Path] = (), heard: str | None = None) -> Turn:
        """Take one user message, and the documents that come with it. Never raises on any text or file.

        `heard` is what is read of the text, where names of files stand in it.
        """
        begun = time.perf_counter()
        acts, bill = self._interpreter.interpret(text if heard is None else heard, self.view), self._bill()
        enclosed, self._enclosed = (*self._enclosed, *attached), ()
        read = tuple(self.attachments.read(path, acts, self.state.blueprint) for path in enclosed)
        return self._take(text, (*(a for a in acts if not (read and isinstance(a, Unclear))), *read), begun, bill)

    def _bill(self) -> Bill:
        return self._interpreter.bill() if isinstance(self._interpreter, Billed) else _FREE

    def enclose(self, paths: Sequence[Path]) -> None:
        """Documents that come with the next message."""
        self._enclosed = (*self._enclosed, *paths)

    @cached_property
    def attachments(self) -> Attachments:
        """Reads documents for this conversation's factory."""
        return Attachments(self.know)

    def apply(self, text: str, acts: tuple[Act, ...]) -> Turn:
        """The same for acts that a command made (`/undo`, `/set`); `text` is kept as the user's message."""
        return self._take(text, acts, time.perf_counter())

    def _take(self, text: str, acts: tuple[Act, ...], begun: float, bill: Bill = _FREE) -> Turn:
        outcome = step(self.state, acts, self.know)
        if outcome.submit:
            acts, outcome = self._checked_for_collision(acts, outcome)
        outcome = replace(outcome, replies=(*bill.notes, *outcome.replies))
        self.state = outcome.state
        self.turns += 1
        cost = float(bill.usd)
        self.cost_usd, self.tokens = self.cost_usd + cost, self.tokens + bill.tokens
        self._transcript.add(self.turns, text, acts, cost, bill.tokens)
        elapsed = (time.perf_counter() - begun) * 1000
        return Turn(self.turns, text, acts, outcome, self.request(), self.form, elapsed, cost)

    def _checked_for_collision(self, acts: tuple[Act, ...], outcome: Outcome) -> tuple[tuple[Act, ...], Outcome]:
        """Before the handoff: an identity that the base branch has already is said, and needs a yes of its own."""
        if self._runs is None or self.state.confirmed_update:
            return acts, outcome
        found = self._runs.collision(self.handoff())
        if found is None:
            return acts, outcome
        acts = (*(act for act in acts if not isinstance(act, Submit)), found)
        return acts, step(self.state, acts, self.know)

    def request(self) -> dict[str, Any]:
        """The request as it stands, keys in the schema's order; of several environments the first one's."""
        return request_of(self.form, self.state.blueprint)

    def requests(self) -> tuple[dict[str, Any], ...]:
        """The request of every environment, the first one first."""
        return requests(self.form, self.state.blueprint)

    def handoff(self) -> Handoff:
        """The finished blueprint as what the orchestrator takes."""
        return handoff_of(self.form, self.state)

    def submitted(self, run: str) -> None:
        """Note that the handoff was taken."""
        self._transcript.end({"event": "submitted", "run": run})

    def failed(self) -> None:
        """The handoff was refused or broke off: back to the review, nothing is lost."""
        self.state = reopened(self.state, self.know)
