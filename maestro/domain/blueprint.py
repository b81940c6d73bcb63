"""The live document under construction: every value with its provenance."""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from maestro.domain.document import Paper, Proposal
from maestro.domain.handoff import Deviation, Wish
from maestro.domain.json import Json
from maestro.domain.record import dataclass


class Status(StrEnum):
    """How firm a slot is. "Don't care" and "not mentioned" are different things."""

    UNSET = "unset"
    DEFAULT = "default"
    INFERRED = "inferred"
    STATED = "stated"
    ENFORCED = "enforced"
    DONT_CARE = "dont_care"
    REJECTED = "rejected"


class Source(StrEnum):
    """Who put a value there."""

    USER = "user"
    SCENARIO = "scenario"
    DEFAULT = "default"
    SIZING = "sizing"
    PACK = "pack"
    DOCUMENT = "document"
    MODEL = "model"


@dataclass(frozen=True)
class Value:
    """A value at a leaf path. `origin` is the scenario's id, the pack or the document; `quote` the user's words."""

    value: Json
    source: Source
    status: Status
    quote: str = ""
    origin: str = ""


@dataclass(frozen=True)
class Resized:
    """All sizes at a place: a step larger (or smaller) than the first environment's, or those that are named `to`."""

    larger: bool
    to: Json
    quote: str


@dataclass(frozen=True)
class Blueprint:
    """Values by leaf path (`infra.storage.buckets.0.name`; a list of scalars is one leaf), and what travels with them.

    `marks` holds slots without a value that were spoken of: rejected, don't care. `confirmed` holds the paths whose
    value or consequence the user has accepted; `reasons` why a deviation is wanted, by path. `deviations` follow from
    the values. `described` is what the user said it is for; `margin` how clear the first of the ranking is.
    `provided` is what policies write where the request leaves a concrete field open, by its path. `papers` are the
    documents that were read, `offered` what they propose and nobody decided on, `declined` what is never offered again.
    `others` are the blueprints of further environments by their names, none of which has others itself; this one is
    the first's. `resized` are the places at which the sizes of this one were said to be others than the first's.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    marks: Mapping[str, Status] = field(default_factory=dict)
    scenario: str | None = None
    chosen: bool = False
    deviations: tuple[Deviation, ...] = ()
    wishes: tuple[Wish, ...] = ()
    confirmed: frozenset[str] = frozenset()
    reasons: Mapping[str, str] = field(default_factory=dict)
    margin: float = 0.0
    ranking: tuple[str, ...] = ()
    described: tuple[str, ...] = ()
    provided: Mapping[str, Json] = field(default_factory=dict)
    papers: tuple[Paper, ...] = ()
    offered: tuple[Proposal, ...] = ()
    declined: tuple[Proposal, ...] = ()
    others: Mapping[str, "Blueprint"] = field(default_factory=dict)
    resized: Mapping[str, Resized] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """One value that a turn changed; None stands for absent. Without an environment it changed in all of them."""

    path: str
    before: Json
    after: Json
    source: Source
    quote: str = ""
    environment: str | None = None


@dataclass(frozen=True)
class Effect:
    """One field that the factory's policies change because of the request."""

    policy: str
    field: str
    after: Json
    before: Json = None
    rule: str = ""
    resource: str = ""
    environment: str | None = None
