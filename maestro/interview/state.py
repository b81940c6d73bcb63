"""The conversation's state, and what one turn yields. Frozen: a turn makes a new one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from maestro.domain.acts import Suggest
from maestro.domain.blueprint import Blueprint, Change, Effect, Source, Value
from maestro.domain.conversation import Asked, Objection
from maestro.domain.findings import Violation
from maestro.domain.json import Json


class Stage(StrEnum):
    """Where the conversation stands."""

    OPEN = "open"
    CHOOSE = "choose"
    REFINE = "refine"
    REVIEW = "review"
    SUBMITTED = "submitted"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Confirm:
    """A consequence that was said and waits for a yes: of a value (`path`, `value`), of a pack, of an update.

    `instead` is the nearest value that the cloud accepts, where `value` is one that it refuses. `environment` is the
    one that it is said of, None for all.
    """

    path: str
    value: object = None
    instead: object = None
    environment: str | None = None


@dataclass(frozen=True)
class Moment:
    """What undo and redo go to: a blueprint, and what was still to be decided about it."""

    blueprint: Blueprint
    pending: tuple[Confirm, ...] = ()
    narrowed: Mapping[str, tuple[object, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class State:
    """Everything the reducer knows; `past` and `future` are the moments that undo and redo go to.

    `failures` counts the turns that left a question unanswered, by its key; `skipped` are paths to ask last.
    `reviewed` is the digest of the request that the last review showed; `wanted_shape` the concrete field that a
    stronger machine was asked for; `last` the path in a component that was written last, `recent` the one of any
    field; `narrowed` the values between which the user is still to choose, by path, `narrowed_in` the
    environment that this is for where it is one alone. `suggested` waits for a yes,
    `unwanted` had a no. `listed` are the options that the last reply told of, to pick from. `lacking` is what was just
    asked for and the factory cannot do. `objection` is what the guard refused in the last reply, `remains` what it had
    nothing against in a refused entry, by the list.
    """

    stage: Stage = Stage.OPEN
    blueprint: Blueprint = field(default_factory=Blueprint)
    question: Asked | None = None
    pending: tuple[Confirm, ...] = ()
    past: tuple[Moment, ...] = ()
    future: tuple[Moment, ...] = ()
    failures: Mapping[str, int] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    reviewed: str | None = None
    wanted_shape: str | None = None
    last: str = ""
    recent: str = ""
    narrowed: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    narrowed_in: Mapping[str, str] = field(default_factory=dict)
    collision: str | None = None
    confirmed_update: bool = False
    suggested: tuple[Suggest, ...] = ()
    unwanted: tuple[Suggest, ...] = ()
    listed: Asked | None = None
    lacking: str = ""
    objection: Objection | None = None
    remains: Mapping[str, Value] = field(default_factory=dict)

    @property
    def earlier(self) -> Mapping[str, tuple[Json, ...]]:
        """What the user said of each field of which they said several things, oldest first."""
        said: dict[str, list[Json]] = {}
        for blueprint in (*(moment.blueprint for moment in self.past), self.blueprint):
            for path, value in blueprint.values.items():
                told = said.setdefault(path, [])
                if value.source in (Source.USER, Source.DOCUMENT) and value.value not in told[-1:]:
                    told.append(value.value)
        return {path: tuple(told) for path, told in said.items() if len(told) > 1}


@dataclass(frozen=True)
class Outcome:
    """What a turn did: the new state, what to say (lines, unstyled), what changed, and whether to hand off now.

    `effects` are found when they are asked for: a terminal prints none of them.
    """

    state: State
    replies: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    effects: Callable[[], tuple[Effect, ...]] = tuple
    missing: tuple[str, ...] = ()
    violations: tuple[Violation, ...] = ()
    ready: bool = False
    submit: bool = False
