"""What the reducer is given: the form, and functions of the factory. It reaches nothing else."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from maestro.domain.blueprint import Effect
from maestro.domain.checked import Checked
from maestro.domain.findings import Violation
from maestro.domain.form import Entail, Form
from maestro.domain.json import Json

Check = Callable[[Mapping[str, Any]], Checked]


class Effects(Protocol):
    """What the factory makes of requests; pure for the same factory."""

    def __call__(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Effect, ...]:
        """Fields that policies write differently after a change."""
        ...

    def entails(self, path: str, value: Json, request: Mapping[str, Any]) -> tuple[Entail, ...]:
        """What the factory does because of an option, for this request."""
        ...

    def requires(self, path: str, value: Json, request: Mapping[str, Any]) -> tuple[Entail, ...]:
        """Of that, what the schema's conditions demand of the request itself."""
        ...

    def refusals(self, request: Mapping[str, Any]) -> tuple[Violation, ...]:
        """What chart and policies have against a finished request; nothing for one that they take."""
        ...

    def warnings(self, request: Mapping[str, Any]) -> tuple[Violation, ...] | None:
        """What policies only warn of; None where nothing can be made of the request."""
        ...

    def concerning(self, words: Sequence[str], request: Mapping[str, Any]) -> tuple[tuple[str, str, bool], ...]:
        """Title and description of policies that tell of something, in roots of its words; whether each acts here."""
        ...

    def standard(self, path: str, request: Mapping[str, Any]) -> Json:
        """What a policy would write where this field is left open; None where none does."""
        ...


@dataclass(frozen=True)
class Knowledge:
    """`check` says what the schema says of a request; `effects` what becomes of it.

    Without `telling` nothing is said to anybody: a log is folded, and only what decides is asked of the factory.
    """

    form: Form
    check: Check
    effects: Effects
    telling: bool = True
