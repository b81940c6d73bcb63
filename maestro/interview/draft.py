"""The turn in the making: what the handlers of acts write to. Lives for one call of `step`."""

from dataclasses import dataclass, field

from maestro.domain.acts import Act, Suggest
from maestro.domain.blueprint import Blueprint, Value
from maestro.domain.conversation import Asked, Objection
from maestro.domain.form import Form
from maestro.domain.json import Json
from maestro.interview.knowledge import Knowledge
from maestro.interview.state import Confirm, Moment, Stage, State
from maestro.interview.values import bare


@dataclass
class Draft:
    """Starts as the state before the turn. `lines`: what to say; `answered`: the open question was dealt
    with; `puzzled`: some words were not understood, or could not be taken; `doubted`: words stand beside an approval
    that ask or say no; `alone`: the message is one act; `aside`: somebody asked back (`asking`: for what) or left,
    which is no failure to answer; `put_off`: the question was left open; `refused`: a value that is needed had a no;
    `moved_to`: where undo or redo went; `coming`: what the rest of the message sets; `attached`, `refers`: a document
    was read, was spoken of; `named`: the values that the message names, new or again; `listed`: the options that
    were told of; `lacking`: what was asked for and the factory cannot do; `objection`: what the guard refused;
    `remains`: the rest of refused entries, by their list;
    `foresight`: a blueprint, what was to come, and what they make.
    """

    know: Knowledge
    before: State
    blueprint: Blueprint
    pending: list[Confirm]
    skipped: list[str]
    past: list[Moment]
    future: list[Moment]
    failures: dict[str, int]
    lines: list[str] = field(default_factory=list)
    answered: bool = False
    puzzled: bool = False
    doubted: bool = False
    alone: bool = False
    aside: bool = False
    asking: str = ""
    put_off: bool = False
    refused: bool = False
    coming: tuple[Act, ...] = ()
    submit: bool = False
    stage: Stage | None = None
    wanted_shape: str | None = None
    moved_to: Blueprint | None = None
    last: str = ""
    recent: str = ""
    narrowed: dict[str, tuple[object, ...]] = field(default_factory=dict)
    narrowed_in: dict[str, str] = field(default_factory=dict)
    collision: str | None = None
    confirmed_update: bool = False
    attached: bool = False
    refers: bool = False
    named: list[tuple[str, Json]] = field(default_factory=list)
    lacking: str = ""
    suggested: list[Suggest] = field(default_factory=list)
    unwanted: list[Suggest] = field(default_factory=list)
    listed: Asked | None = None
    objection: Objection | None = None
    remains: dict[str, Value] = field(default_factory=dict)
    foresight: tuple[Blueprint, tuple[Act, ...], Blueprint, Blueprint] | None = None

    @classmethod
    def of(cls, state: State, know: Knowledge) -> "Draft":
        """A draft that says nothing yet."""
        return cls(
            know, state, state.blueprint, list(state.pending), list(state.skipped), list(state.past),
            list(state.future), dict(state.failures), wanted_shape=state.wanted_shape, last=state.last,
            recent=state.recent, narrowed=dict(state.narrowed), narrowed_in=dict(state.narrowed_in),
            collision=state.collision,
            confirmed_update=state.confirmed_update, suggested=list(state.suggested), unwanted=list(state.unwanted),
            remains=dict(state.remains),
        )  # fmt: skip

    @property
    def moment(self) -> Moment:
        """What stands now, to come back to."""
        return Moment(bare(self.blueprint), tuple(self.pending), dict(self.narrowed))

    @property
    def before_moment(self) -> Moment:
        """What stood before the turn."""
        return Moment(bare(self.before.blueprint), self.before.pending, self.before.narrowed)

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

    def clashes(self, path: str) -> bool:
        """Whether the open question is how a value at this path and a rule of the factory go together."""
        asked = self.question
        return asked is not None and asked.path == path and asked.clash
