"""What the two sides of a conversation share: the open question, and what an interpreter may look at."""

from collections.abc import Mapping
from dataclasses import field

from maestro.domain.acts import Act
from maestro.domain.blueprint import Value
from maestro.domain.document import Proposal
from maestro.domain.form import Form
from maestro.domain.json import Json
from maestro.domain.record import dataclass


@dataclass(frozen=True)
class Choice:
    """One numbered way to answer. Picking it means these acts; `words` are other ways to name it."""

    label: str
    acts: tuple[Act, ...]
    value: Json = None
    words: tuple[str, ...] = ()
    recommended: bool = False


@dataclass(frozen=True)
class Asked:
    """The open question. `path` is a field, or purpose, scenario, review, confirm, submit.

    `also` holds paths asked in the same breath.
    `about` is the field that a `confirm` speaks of. `default` is what "yes" or silence would mean. `environment` is the
    one that is asked for, None for all. `clash`: a value stands there, against a rule.
    """

    path: str
    text: str
    choices: tuple[Choice, ...] = ()
    default: Json = None
    also: tuple[str, ...] = ()
    about: str = ""
    environment: str | None = None
    clash: bool = False


@dataclass(frozen=True)
class Objection:
    """What the guard refused a moment ago: where it was to stand, and what it was, in a few words."""

    path: str
    text: str


@dataclass(frozen=True)
class View:
    """All that an interpreter may know of the conversation. It cannot change any of it.

    `offered` are the open proposals of documents, in the order in which they were numbered; `told` is what documents
    say of themselves. `recent` is the field that was written last, `listed` the options that the last reply told of,
    `lacking` what was just asked for and cannot be had, `earlier` what the user said of a field in its order, the value
    that stands with it, `objection` what the guard refused in it; `remains` is what
    the guard had nothing against in a refused entry, by the list.
    """

    form: Form
    question: Asked | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    scenario: str | None = None
    chosen: bool = False
    ranking: tuple[str, ...] = ()
    described: tuple[str, ...] = ()
    offered: tuple[Proposal, ...] = ()
    told: tuple[str, ...] = ()
    recent: str = ""
    environments: tuple[str, ...] = ()
    listed: Asked | None = None
    lacking: str = ""
    objection: Objection | None = None
    remains: Mapping[str, Value] = field(default_factory=dict)
    earlier: Mapping[str, tuple[Json, ...]] = field(default_factory=dict)
