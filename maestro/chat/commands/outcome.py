"""What the request as it stands becomes, for the commands that show it; else a reason that a user can act on."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from maestro.chat.commands.base import Desk
from maestro.chat.ports import Policies, Previews
from maestro.domain.errors import UsageError

if TYPE_CHECKING:
    from maestro.factory.generated import Generated


def outcome_of(desk: Desk, request: Mapping[str, Any] | None = None) -> "Generated":
    """The outcome, of the first environment unless another's request is given; UsageError says why there is none."""
    wanted = desk.session.request() if request is None else request
    made = _previews(desk).made(wanted)
    if made is None:
        raise UsageError(f"nothing can be shown yet: {_previews(desk).refusal(wanted)}")
    return made


def examples_of(desk: Desk, request: Mapping[str, Any] | None = None) -> list[str]:
    """`path = value` of each example that stands for something still open."""
    found = _previews(desk).examples(desk.session.request() if request is None else request)
    return [f"{path} = {value}" for path, value in found.items()]


def title_of(desk: Desk, policy: str) -> str:
    """What a policy is called by people."""
    effects = desk.session.know.effects
    about = effects.about(policy) if isinstance(effects, Policies) else None
    return about.title if about else policy


def _previews(desk: Desk) -> Previews:
    effects = desk.session.know.effects
    if not isinstance(effects, Previews):
        raise UsageError("this factory has no chart, so what a request becomes cannot be shown")
    return effects
