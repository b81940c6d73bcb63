"""A turn's draft for one of several environments: what it says and asks is that environment's."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from maestro.domain.acts import Act, Set
from maestro.domain.blueprint import Blueprint
from maestro.interview import writes
from maestro.interview.draft import Draft
from maestro.interview.state import Confirm

Handle = Callable[[Draft, Act], None]


def on_set(draft: Draft, act: Act) -> None:
    """Write a value, as a handle of any act."""
    if isinstance(act, Set):
        writes.on_set(draft, act)


def alone(draft: Draft, act: Act, handle: Handle, name: str) -> None:
    """For the first environment only."""
    lines, pending = len(draft.lines), list(draft.pending)
    handle(draft, act)
    draft.lines[lines:] = [f"{name}: {line}" for line in draft.lines[lines:]]
    draft.pending = _tagged(draft.pending, pending, name)


def _tagged(now: Sequence[Confirm], before: Sequence[Confirm], name: str) -> list[Confirm]:
    return [p if p in before else replace(p, environment=name) for p in now]


def beside(draft: Draft, name: str, act: Act, handle: Handle, pending: list[Confirm], *, scoped: bool) -> None:
    """For another environment: a draft of its own, of which only what differs is said."""
    other = draft.blueprint.others[name]
    mine = Draft.of(draft.before, draft.know)
    mine.blueprint, mine.pending, mine.skipped, mine.last = other, list(pending), list(draft.skipped), draft.last
    mine.wanted_shape = draft.wanted_shape
    handle(mine, act)
    put(draft, name, mine.blueprint)
    draft.answered = draft.answered or mine.answered
    draft.named += mine.named
    if scoped:
        draft.pending, draft.skipped = _tagged(mine.pending, pending, name), mine.skipped
        draft.wanted_shape, draft.last = mine.wanted_shape, mine.last
        draft.objection, draft.remains = mine.objection or draft.objection, {**draft.remains, **mine.remains}
    for line in mine.lines:
        if line not in draft.lines:
            draft.say(f"{name}: {line}")


def put(draft: Draft, name: str, blueprint: Blueprint) -> None:
    """Another environment's new blueprint, in its place."""
    alone = replace(blueprint, others={}, papers=(), offered=(), declined=())
    others = {**draft.blueprint.others, name: alone}
    draft.blueprint = replace(draft.blueprint, others=others)
