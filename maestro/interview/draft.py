"""The turn in the making: what the handlers of acts write to. Lives for one call of `step`."""

from dataclasses import dataclass, field

from maestro.domain.blueprint import Blueprint
from maestro.domain.conversation import Asked
from maestro.domain.form import Form
from maestro.interview.knowledge import Knowledge
from maestro.interview.state import Confirm, Stage, State


@dataclass
class Draft:
    """Starts as the state before the turn. `lines`: what to say; `answered`: the open question was dealt
    with; `puzzled`: some words were not understood; `attached`, `refers`: a document was read, was spoken of.
    """

    know: Knowledge
    before: State
    blueprint: Blueprint
    pending: list[Confirm]
    skipped: list[str]
    past: list[Blueprint]
    future: list[Blueprint]
    failures: dict[str, int]
    lines: list[str] = field(default_factory=list)
    answered: bool = False
    puzzled: bool = False
    moved: bool = False
    submit: bool = False
    stage: Stage | None = None
    wanted_shape: str | None = None
    last: str = ""
    narrowed: dict[str, tuple[object, ...]] = field(default_factory=dict)
    collision: str | None = None
    confirmed_update: bool = False
    attached: bool = False
    refers: bool = False

    @classmethod
    def of(cls, state: State, know: Knowledge) -> "Draft":
        """A draft that says nothing yet."""
        return cls(
            know, state, state.blueprint, list(state.pending), list(state.skipped), list(state.past),
            list(state.future), dict(state.failures), wanted_shape=state.wanted_shape, last=state.last,
            narrowed=dict(state.narrowed), collision=state.collision, confirmed_update=state.confirmed_update,
        )  # fmt: skip

    @property
    def form(self) -> Form:
        """The factory's form."""
        return self.know.form

    @property
    def question(self) -> Asked | None:
        """The question that was open when the message came."""
        return self.before.question

    def say(self, line: str) -> None:
        """Add a line, once."""
        if line and line not in self.lines:
            self.lines.append(line)

    def asks(self, path: str) -> bool:
        """Whether the open question is about this path."""
        return self.question is not None and (self.question.path == path or path in self.question.also)
