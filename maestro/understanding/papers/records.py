"""What documents speak of, one machine, service or sentence at a time: a thing, its measures, where it stands."""

from dataclasses import dataclass, field

from maestro.domain.json import Json


@dataclass(frozen=True)
class Said:
    """A value for a field, in the document's words."""

    path: str
    value: Json
    quote: str
    place: str
    listed: bool = False
    firm: bool = False


@dataclass(frozen=True)
class Record:
    """One row or clause. `root`: the component; `thing`: it or an engine of it. Sizes in vCPU and GB.

    `mirror`: a second machine that adds no data. `stage`: the environment that the row is of, where it says so.
    """

    root: str
    thing: str
    quote: str
    place: str
    vcpu: float | None = None
    memory: float | None = None
    storage: float | None = None
    machines: int = 1
    mirror: bool = False
    stage: Json = None
    values: tuple[Said, ...] = ()

    @property
    def measured(self) -> bool:
        """Whether it tells how big the thing is."""
        return any(amount is not None for amount in (self.vcpu, self.memory, self.storage))


@dataclass
class Gathered:
    """Everything that was read of a document so far. `lacks` are titles of what the factory cannot do, by quote;
    `unwanted` components that a sentence turns down."""

    records: list[Record] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    suspicious: list[str] = field(default_factory=list)
    lacks: dict[str, str] = field(default_factory=dict)
    others: list[Record] = field(default_factory=list)
    gone: int = 0
    costs: dict[str, float] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    stages: dict[str, str] = field(default_factory=dict)
    unwanted: set[str] = field(default_factory=set)
