"""What a user can say: a closed union of typed acts. Each carries the words it was read from.

An interpreter makes them, the interview's reducer alone applies them, and the session log keeps them. In a conversation
about several environments an act with a path holds for the one that its `environment` names, else for all.
"""

from dataclasses import asdict, fields
from enum import StrEnum
from typing import Any, get_args

from maestro.domain.document import Proposal
from maestro.domain.json import Json
from maestro.domain.record import dataclass


class Topic(StrEnum):
    """What a user can ask back."""

    WHAT = "what"
    WHY = "why"
    OPTIONS = "options"
    COMPARE = "compare"
    LEFT = "left"
    SOURCE = "source"
    CAN = "can"
    ENTAILS = "entails"
    STRONGER = "stronger"
    WEAKER = "weaker"
    SHOW = "show"
    NEXT = "next"
    COST = "cost"
    LATER = "later"
    RECOMMENDED = "recommended"
    REPEAT = "repeat"
    MACHINES = "machines"
    KEPT = "kept"


@dataclass(frozen=True)
class Set:
    """Write a value; `correction` when the words displace an earlier statement."""

    path: str
    value: Json
    quote: str = ""
    confidence: float = 1.0
    correction: bool = False
    environment: str | None = None


@dataclass(frozen=True)
class Narrow:
    """One of several values was meant ("somewhere in Canada"): ask which. `against`: what stands there is in doubt."""

    path: str
    values: tuple[Json, ...]
    quote: str = ""
    environment: str | None = None
    against: bool = False


@dataclass(frozen=True)
class Add:
    """Add to a list: a scalar, or an item given by some of its fields."""

    path: str
    value: Json
    quote: str = ""
    environment: str | None = None


@dataclass(frozen=True)
class Remove:
    """Take a value, an item (by name) or a whole slot out."""

    path: str
    value: Json = None
    quote: str = ""
    environment: str | None = None


@dataclass(frozen=True)
class Reject:
    """The user does not want this component or option."""

    path: str
    value: Json = None
    quote: str = ""
    environment: str | None = None


@dataclass(frozen=True)
class Clear:
    """Forget what was said at a path; the standard applies again."""

    path: str
    quote: str = ""
    environment: str | None = None


@dataclass(frozen=True)
class SameAs:
    """What stands at and below a path (everything, where it is empty) is to be as it is in the environment `like`."""

    path: str
    like: str
    quote: str = ""
    environment: str | None = None


@dataclass(frozen=True)
class Resize:
    """The next size down (or up) from what the first environment has, or a named one, for all at and below a path."""

    path: str
    larger: bool = False
    quote: str = ""
    to: Json = None
    environment: str | None = None


@dataclass(frozen=True)
class Accept:
    """Yes to what was proposed; `path` is the question's."""

    path: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Decline:
    """No to what was proposed."""

    path: str = ""
    quote: str = ""


@dataclass(frozen=True)
class AcceptAll:
    """Whatever you recommend: the standard for everything that has one."""

    quote: str = ""


@dataclass(frozen=True)
class DontCare:
    """The user leaves a value to the factory."""

    path: str
    quote: str = ""
    environment: str | None = None


@dataclass(frozen=True)
class DontKnow:
    """The user cannot answer now."""

    path: str
    quote: str = ""


@dataclass(frozen=True)
class Skip:
    """Later, please."""

    path: str
    quote: str = ""


@dataclass(frozen=True)
class Choose:
    """Start from a scenario (None: from an empty request), or switch to another."""

    scenario: str | None
    quote: str = ""


@dataclass(frozen=True)
class Describe:
    """What the thing is for. `ranking` orders the factory's scenarios for all that was said so far, best first.

    `margin` is how far the first is ahead of the second, 0 to 1; `known` tells whether a purpose was understood.
    """

    quote: str
    ranking: tuple[str, ...] = ()
    margin: float = 0.0
    known: bool = True


@dataclass(frozen=True)
class Reason:
    """Why a deviation is wanted."""

    path: str
    text: str
    quote: str = ""
    environment: str | None = None


@dataclass(frozen=True)
class Question:
    """The user asks back."""

    topic: Topic
    path: str = ""
    value: Json = None
    quote: str = ""


@dataclass(frozen=True)
class WishFor:
    """Something that the factory lacks; `lack` is its title there."""

    lack: str
    quote: str = ""


@dataclass(frozen=True)
class Undo:
    """Take the last change back, or so many."""

    quote: str = ""
    steps: int = 1


@dataclass(frozen=True)
class Redo:
    """Put it again."""

    quote: str = ""


@dataclass(frozen=True)
class Pause:
    """Leave it for now; nothing is lost."""

    quote: str = ""


@dataclass(frozen=True)
class Submit:
    """Approve and hand off. Counts only for the request that the last review showed."""

    quote: str = ""


@dataclass(frozen=True)
class Cancel:
    """End without a result."""

    quote: str = ""


@dataclass(frozen=True)
class Collision:
    """Said by the factory, not the user: the identity exists on the base branch; `differences` are lines for people."""

    name: str
    differences: tuple[str, ...] = ()
    quote: str = ""


@dataclass(frozen=True)
class ConfirmUpdate:
    """The user confirms that the existing identity is to be changed."""

    quote: str = ""


@dataclass(frozen=True)
class Attach:
    """A document was read: what it proposes, what in it speaks to a machine, and what else is to be said of it.

    Everything that is used of the document is in here, so that a log is folded without the file. `problem` is the one
    line that is said when it could not be read; `about` its own words for what it is about.
    """

    name: str
    digest: str = ""
    proposals: tuple[Proposal, ...] = ()
    suspicious: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    about: str = ""
    problem: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Decide:
    """What becomes of the open proposals of documents: some are taken, some left out; by their numbers, from 0."""

    take: tuple[int, ...] = ()
    leave: tuple[int, ...] = ()
    quote: str = ""


@dataclass(frozen=True)
class Refer:
    """The user speaks of a document that comes with the message."""

    quote: str = ""


@dataclass(frozen=True)
class Suggest:
    """Taken to be meant by a reader that cannot show the words for it: asked, never done by itself.

    `does` is the kind of the act that a yes stands for (`SUGGESTED`), with its path and value; a scenario's id is the
    value of `choose`.
    """

    does: str
    path: str = ""
    value: Json = None
    quote: str = ""


@dataclass(frozen=True)
class Help:
    """What can I say here?"""

    quote: str = ""


@dataclass(frozen=True)
class SmallTalk:
    """Thanks, hello."""

    quote: str = ""


@dataclass(frozen=True)
class Unclear:
    """Words that were not understood."""

    quote: str = ""


Act = (
    Set | Narrow | Add | Remove | Reject | Clear | Accept | Decline | AcceptAll | DontCare | DontKnow | Skip | Choose
    | Describe | Reason | Question | WishFor | Undo | Redo | Pause | Submit | Cancel | Collision | ConfirmUpdate
    | Attach | Decide | Refer | Help | SmallTalk | Unclear | Suggest | SameAs | Resize
)  # fmt: skip


def _kind(name: str) -> str:
    return "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")


SUGGESTED = ("set", "add", "remove", "reject", "clear", "choose", "accept_all", "undo", "redo", "cancel")
KINDS: dict[str, type[Any]] = {_kind(cls.__name__): cls for cls in get_args(Act)}


def to_wire(act: Act) -> dict[str, Any]:
    """An act as JSON: `kind` and the fields that say something."""
    out: dict[str, Any] = {"kind": _kind(type(act).__name__)}
    for spec in fields(act):
        value = getattr(act, spec.name)
        if value != spec.default or spec.name == "quote":
            out[spec.name] = _plain(value)
    return out


def _plain(value: Any) -> Any:
    """A field as JSON has it."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Proposal):
        return {key: part for key, part in asdict(value).items() if part not in ("", False)} | {"value": value.value}
    return value


def from_wire(data: dict[str, Any]) -> Act:
    """The inverse of `to_wire`; ValueError names what is wrong."""
    values = dict(data)
    cls = KINDS.get(str(values.pop("kind", "")))
    if cls is None:
        raise ValueError(f"expected an act kind of {', '.join(KINDS)}; found {data.get('kind')!r}")
    known = {spec.name for spec in fields(cls)}
    if unknown := set(values) - known:
        raise ValueError(f"{data['kind']}: unknown fields {sorted(unknown)}")
    if "topic" in values:
        values["topic"] = Topic(values["topic"])
    for name in ("ranking", "differences", "values", "suspicious", "notes", "take", "leave"):
        if name in values:
            values[name] = tuple(values[name])
    try:
        if "proposals" in values:
            values["proposals"] = tuple(Proposal(**item) for item in values["proposals"])
        act: Act = cls(**values)
    except TypeError as error:
        raise ValueError(f"{data['kind']}: {error}") from error
    return act


def meant(act: Suggest, quote: str) -> Act:
    """The act that a yes to a suggestion stands for, in the words of the yes; ValueError for a kind that is none."""
    if act.does not in SUGGESTED:
        raise ValueError(f"expected one of {', '.join(SUGGESTED)} to suggest; found {act.does!r}")
    known = {spec.name for spec in fields(KINDS[act.does])}
    given = {"path": act.path, "value": act.value, "scenario": act.value}
    return from_wire({"kind": act.does, "quote": quote, **{key: given[key] for key in given if key in known}})
