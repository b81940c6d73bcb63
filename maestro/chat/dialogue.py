"""One conversation with a person, whatever the terminal: lines in, printed blocks out, a handoff at the end.

Owns what happens to a line (a slash command or words), to an approval and to an error. Knows no prompt, no colours.
"""

import logging
import re
from typing import assert_never

from maestro.chat.attachments import named_in
from maestro.chat.blocks import Trouble
from maestro.chat.commands import find
from maestro.chat.commands.base import Apply, Desk, Leave, Prefill, Result, Show
from maestro.chat.ports import Opened
from maestro.chat.rows import Board, board, changed_rows
from maestro.chat.session import Session
from maestro.chat.status import toolbar
from maestro.chat.surroundings import Display, Step, Surroundings
from maestro.chat.turn import Turn
from maestro.domain.acts import Act
from maestro.domain.errors import MaestroError, UsageError
from maestro.interview.environments import names
from maestro.interview.machine import step
from maestro.interview.state import Outcome, Stage

_LOG = logging.getLogger(__name__)
_COMMAND = re.compile(r"/([A-Za-z][A-Za-z-]*)(?:\s+(.*))?", re.DOTALL)


class Dialogue:
    """Takes lines until it is over. `error` is the failure that the last line ended in, if any."""

    def __init__(self, session: Session, around: Surroundings, display: Display) -> None:
        """Nothing is said yet; a resumed conversation says how far it got."""
        self.session = session
        self.around = around
        self.display = display
        self.outcome: Outcome | None = None
        self.prefill = ""
        self.error: MaestroError | None = None
        self.opened: Opened | None = None
        if session.turns:
            self._recall()

    def _recall(self) -> None:
        """Where it stands, and the open question again."""
        session = self.session
        turns = f"{session.turns} turn{'' if session.turns == 1 else 's'}"
        self.outcome = step(session.state, (), session.know)
        self.display.lines(f"Back in the conversation after {turns}. /show prints the blueprint.")
        asked = Outcome(session.state, missing=self.outcome.missing)
        self.display.turn(Turn(session.turns, "", (), asked, session.request(), session.form, 0.0), ())

    def take(self, line: str) -> Step:
        """One line of the user: whatever it holds, the conversation survives it."""
        self.error, self.prefill = None, ""
        text = line.strip()
        if not text:
            return Step.GO_ON
        try:
            return self._take(text)
        except MaestroError as error:
            self._tell(error)
        except BrokenPipeError:  # nobody reads any more: there is nobody to talk to
            raise
        except OSError as error:
            self._tell(
                UsageError(f"this could not be kept or written: {error.strerror}. Make room, then say it again.")
            )
        except Exception as bug:  # noqa: BLE001 - a bug in one turn must not cost a conversation
            _LOG.exception("a turn failed")
            self._tell(MaestroError(f"That is a bug of Maestro's ({type(bug).__name__}). Every answer is kept."))
        except KeyboardInterrupt:
            self.display.lines("Stopped. Every answer is kept.", "")
        return Step.GO_ON

    def _take(self, text: str) -> Step:
        command = _COMMAND.fullmatch(text)
        if command is None:
            files, heard = named_in(text, self.around.folder)
            return self._after(self.session.turn(text, files, heard))
        return self._obey(text, find(command[1]).run(self.desk, command[2] or ""))

    def _tell(self, error: MaestroError) -> None:
        self.error = error
        self.display.show(Trouble(error.message))
        self.display.lines("")

    def farewell(self, code: int) -> int:
        """Say how to come back where something is kept; the exit code is handed through."""
        if not self.session.turns:
            self.display.lines("Nothing was said yet. Begin again with: maestro chat")
            return code
        self.display.lines(f"Nothing is lost. Come back with: {self.resume_command}")
        return code

    @property
    def desk(self) -> Desk:
        """What commands may look at."""
        return Desk(
            self.session,
            self.outcome,
            self.around.folder,
            self.around.kept,
            self.session.cost_usd,
            self.around.models(),
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """Paths that must still be filled."""
        return self.outcome.missing if self.outcome else ()

    @property
    def table(self) -> Board:
        """The live table: what the last turn changed is marked."""
        form, blueprint = self.session.form, self.session.state.blueprint
        changes = self.outcome.changes if self.outcome else ()
        first, *others = names(form, blueprint) or ("",)
        changed = [c.path for c in changes if c.environment in (None, first)]
        elsewhere = {name: [c.path for c in changes if c.environment in (None, name)] for name in others}
        return board(form, blueprint, self.missing, changed, elsewhere)

    def status(self, width: int) -> str:
        """The bottom toolbar's line."""
        return toolbar(self.session, self.missing, self.session.cost_usd, width)

    @property
    def resume_command(self) -> str:
        """How to come back."""
        return f"maestro chat --session {self.session.id}"

    def _obey(self, text: str, result: Result) -> Step:
        match result:
            case Show(blocks):
                for block in blocks:
                    self.display.show(block)
                self.display.lines("")
            case Prefill(prefill, block):
                self.prefill = prefill
                self.display.show(block)
            case Apply(acts):
                return self._apply(text, acts)
            case Leave():
                return Step.LEAVE
            case _:
                assert_never(result)
        return Step.GO_ON

    def _apply(self, text: str, acts: tuple[Act, ...]) -> Step:
        return self._after(self.session.apply(text, acts))

    def _after(self, turn: Turn) -> Step:
        """Print a turn; hand off when it approved."""
        self.outcome = turn.outcome
        self.display.turn(turn, changed_rows(self.table))
        if turn.outcome.state.stage is Stage.CANCELLED:
            return Step.DONE
        return self._hand_off() if turn.outcome.submit else Step.GO_ON

    def _paid(self) -> tuple[str, ...]:
        """What the request's conversation cost, where a model read it."""
        spent, tokens = self.session.cost_usd, self.session.tokens
        return (f"Reading this conversation took {tokens:,} tokens of a model, ${spent:.4f}.",) if tokens else ()

    def _hand_off(self) -> Step:
        """Open the pull request; whatever goes wrong leads back to the review."""
        try:
            self.opened = self.around.runs.submit(self.session.handoff(), self.display.progress)
        except KeyboardInterrupt:
            self.session.failed()
            self.display.lines("", "`maestro runs resume` goes on with the handoff; so does approving it again here.")
            raise
        except BaseException:
            self.session.failed()
            raise
        self.session.submitted(self.opened.run)
        self.display.opened(self.opened, (*self.around.notes(self.opened), *self._paid()))
        return Step.DONE
