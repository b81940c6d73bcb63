"""Plans a run: who the requests belong to, on which commit they stand, and what is already there.

Refuses an identity that another request or tenant has on the base branch until the change is confirmed, and one
whose file is another tenant's altogether.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from maestro.agents.base import LEAST, Assignment
from maestro.agents.layout import request_file, tenant_folder
from maestro.agents.supersede import superseded
from maestro.agents.toolbox import Toolbox
from maestro.domain.errors import ForgeError, UsageError, ViolationError
from maestro.domain.handoff import Handoff, one_line
from maestro.domain.json import Json, canonical, differences, get
from maestro.domain.runs import TaskResult
from maestro.forge.base import PullState

_SHOWN = 6  # differences that a message lists before it counts the rest


@dataclass(frozen=True)
class Standing:
    """What the base branch says of one request: nothing, the same, or something else."""

    name: str
    file: str
    exists: bool
    differences: tuple[tuple[str, Json, Json], ...] = ()
    found_at: str = ""


class Planner:
    """Does `plan`."""

    need = LEAST

    def work(self, task: Assignment, tools: Toolbox) -> TaskResult:
        """Pin the base commit, so that every attempt makes the same branch."""
        handoff = task.handoff
        base = base_commit(tools)
        standings = look(handoff, tools, base)
        pull = tools.pull_of(handoff.branch)
        if pull is None:
            refuse(handoff, standings)
        changed = [s.name for s in standings if s.differences]
        data = {
            "base": base,
            "names": list(handoff.names),
            "changed": changed,
            "supersedes": superseded(handoff, tools),
            "commit": pull.commit if pull and pull.state is PullState.MERGED else None,
        }
        return TaskResult(_summary(handoff, changed), data=data)


def base_commit(tools: Toolbox) -> str:
    """The commit that the base branch points to."""
    base = tools.head(tools.site.base)
    if base is None:
        raise ForgeError(
            f"expected a branch {tools.site.base!r} in the factory's repository, found none. "
            "Create it with a first commit, or name another one as `base` in factory.yaml."
        )
    return base


def look(handoff: Handoff, tools: Toolbox, base: str) -> tuple[Standing, ...]:
    """Where each request of the handoff stands on the base branch."""
    _distinct(handoff)
    pairs = zip(handoff.requests, handoff.names, strict=True)
    return tuple(_standing(request, name, handoff.identity, tools, base) for request, name in pairs)


def refuse(handoff: Handoff, standings: tuple[Standing, ...]) -> None:
    """Raise for what may not go on: nothing new at all, or an unconfirmed change of what exists."""
    if all(s.exists and not s.differences for s in standings):
        names = ", ".join(s.found_at for s in standings)
        raise UsageError(f"{names} on the base branch already says exactly this; there is nothing to submit")
    changed = [s for s in standings if s.exists and s.differences]
    if changed and not handoff.confirmed_update:
        told = "; ".join(f"{s.name} exists ({s.found_at}): {said(s)}" for s in changed)
        raise UsageError(
            f"{told}. Confirm the change with `maestro submit --update`, or choose another "
            f"{handoff.identity[0]}. Nothing was submitted.",
            path=handoff.identity[0],
        )


def said(standing: Standing) -> str:
    """The difference in one line: what it says now and what it would say."""
    rows = [f"{path} {_shown(now)} → {_shown(then)}" for path, now, then in standing.differences[:_SHOWN]]
    rest = len(standing.differences) - _SHOWN
    return ", ".join(rows) + (f" and {rest} more" if rest > 0 else "")


def _distinct(handoff: Handoff) -> None:
    names = handoff.names
    for name in names:
        if names.count(name) > 1:
            raise ViolationError(
                f"two of the requests are both {name}; expected a different "
                f"{' or '.join(handoff.identity)} in each. Nothing was submitted.",
                path=handoff.identity[-1],
            )


def _standing(request: Mapping[str, Any], name: str, identity: tuple[str, ...], tools: Toolbox, base: str) -> Standing:
    file = request_file(tools.site, name)
    folder = tenant_folder(tools.site, request, identity)
    for place in (f"{folder}/request.yaml", file):
        found = tools.legible_request(base, place)
        if found is not None:
            _same_identity(request, found, identity, place)
            return Standing(name, file, True, _differences(found, request), place)
    if tools.listing(base, folder):
        return Standing(name, file, True, ((folder, "a tenant without a request", "this request"),), folder)
    return Standing(name, file, False)


def _same_identity(mine: Mapping[str, Any], found: Mapping[str, Any], identity: tuple[str, ...], place: str) -> None:
    """`a-b` + `c` and `a` + `b-c` share a file name: never let one overwrite the other."""
    for path in identity:
        theirs, ours = get(found, path), get(mine, path)
        if theirs is not None and str(theirs) != str(ours):
            raise ViolationError(
                f"{place} on the base branch belongs to another tenant ({path} {_shown(theirs)}, here {_shown(ours)}); "
                f"choose another {identity[0]}. Nothing was submitted.",
                path=path,
            )


def _differences(found: Mapping[str, Any], request: Mapping[str, Any]) -> tuple[tuple[str, Json, Json], ...]:
    rows = differences(found, request)
    if not rows and canonical(found) != canonical(request):  # an explicit null against an absent field
        return (("", "the same values, written differently", "this request"),)
    return rows


def _summary(handoff: Handoff, changed: list[str]) -> str:
    count = len(handoff.requests)
    words = f"{count} request{'s' if count > 1 else ''}: {', '.join(handoff.names)}"
    return f"{words}; changes what exists: {', '.join(changed)}" if changed else words


def _shown(value: Json) -> str:
    return "absent" if value is None else one_line(canonical(value), 60)
