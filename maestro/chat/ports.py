"""What a conversation needs of the rooms beside it: somewhere to hand a request to, and a look at what it becomes."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from maestro.domain.acts import Collision
from maestro.domain.handoff import Handoff
from maestro.domain.json import Json
from maestro.domain.record import dataclass

if TYPE_CHECKING:
    from maestro.factory.generated import About, Generated, Mutation


@dataclass(frozen=True)
class Opened:
    """The pull request that a handoff ended in."""

    run: str
    number: int
    url: str
    branch: str
    title: str = ""


@dataclass(frozen=True)
class Progress:
    """One finished task of the run: `state` is done, failed or blocked; seconds it took."""

    task: str
    state: str
    summary: str
    seconds: float


class Runs(Protocol):
    """The orchestrator, as a conversation sees it."""

    def collision(self, handoff: Handoff) -> Collision | None:
        """An identity of the request that the base branch has already, with other content."""
        ...

    def submit(self, handoff: Handoff, progress: Callable[[Progress], None]) -> Opened:
        """Hand off, wait, report each task; raises the error tree on failure."""
        ...

    def problem(self) -> str | None:
        """Why this factory's forge cannot be served yet, in a sentence; None when it can."""
        ...


class Models(Protocol):
    """Who reads what is said, as a conversation sees it."""

    @property
    def name(self) -> str | None:
        """The model that was named; None for the offline interpreter alone."""
        ...

    def use(self, name: str | None) -> None:
        """Another one from now on; the error tree for a name that is none."""
        ...


@runtime_checkable
class Previews(Protocol):
    """The factory's pipeline, as a conversation sees it."""

    def made(self, request: Mapping[str, Any]) -> "Generated | None":
        """What becomes of a request, examples standing where it is not complete."""
        ...

    def examples(self, request: Mapping[str, Any]) -> Mapping[str, Json]:
        """Those examples by path."""
        ...

    def refusal(self, request: Mapping[str, Any]) -> str:
        """Why nothing becomes of it, where that is so."""
        ...


@runtime_checkable
class Policies(Protocol):
    """The factory's policies, as a conversation sees them."""

    def about(self, policy: str) -> "About | None":
        """What a policy says of itself."""
        ...

    def writes(self, path: str, request: Mapping[str, Any]) -> "Mutation | None":
        """What a policy writes where a field of the request is left open."""
        ...
