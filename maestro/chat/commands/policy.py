"""`/policy`: which policies have a part in the request, and what one of them changed or says."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from maestro.chat.blocks import Entry, Grid, Listing
from maestro.chat.commands.base import Desk, Result, Show, Takes
from maestro.chat.commands.outcome import outcome_of, title_of
from maestro.chat.plaintext import one_line
from maestro.chat.ports import Policies
from maestro.domain.errors import UsageError
from maestro.domain.json import canonical

if TYPE_CHECKING:
    from maestro.factory.generated import Generated

_MOST = 40  # lines of one policy


class Policy:
    """Lists the policies that applied; with a name, everything that one did."""

    name = "policy"
    argument = "[NAME]"
    summary = "List the policies that apply to the request, or show what one changed or says."
    takes = Takes.NOTHING

    def run(self, desk: Desk, argument: str) -> Result:
        """A table of all, or one in full."""
        made = outcome_of(desk)
        if not argument.strip():
            rows = tuple((policy, _part(made, policy), title_of(desk, policy)) for policy in _applied(made))
            return Show((Grid(("policy", "what it did", "title"), rows, f"{len(rows)} policies have a part in this"),))
        policy = _named(made, argument.strip().casefold())
        return Show((Listing(f"{title_of(desk, policy)}  ({policy})", tuple(_entries(desk, made, policy))),))


def _applied(made: "Generated") -> tuple[str, ...]:
    """Those that changed something, then those that judged something."""
    judged = (v.policy for v in made.verdicts if v.result != "skip")
    return tuple(dict.fromkeys([*(m.policy for m in made.mutations), *judged]))


def _part(made: "Generated", policy: str) -> str:
    changed = [m for m in made.mutations if m.policy == policy]
    results = [v.result for v in made.verdicts if v.policy == policy and v.result != "skip"]
    counts = [f"{results.count(result)} {result}" for result in dict.fromkeys(results)]
    fields = [f"{len(changed)} field{'s' if len(changed) > 1 else ''} changed"] if changed else []
    return ", ".join([*fields, *counts])


def _named(made: "Generated", wanted: str) -> str:
    """The policy of that name, or the only one whose name holds it."""
    names = tuple(dict.fromkeys([*_applied(made), *made.categories]))
    found = [name for name in names if name.casefold() == wanted] or [n for n in names if wanted in n.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{wanted!r} could be {', '.join(found[:6])}; type one more letter")
    raise UsageError(f"this factory has no policy {wanted!r}; /policy lists those that apply")


def _entries(desk: Desk, made: "Generated", policy: str) -> Iterator[Entry]:
    effects = desk.session.know.effects
    about = effects.about(policy) if isinstance(effects, Policies) else None
    if about is not None:
        yield Entry("is", about.description or about.title)
        yield Entry("layer", about.layer)
    lines = [*_changes(made, policy), *_verdicts(made, policy)]
    yield from lines[:_MOST]
    if len(lines) > _MOST:
        yield Entry("and", f"{len(lines) - _MOST} more")
    if not lines:
        yield Entry("now", "has no part in the request as it stands")


def _changes(made: "Generated", policy: str) -> Iterator[Entry]:
    for m in made.mutations:
        if m.policy == policy:
            before = "" if m.before is None else f"{_short(m.before)} -> "
            yield Entry("changed", f"{m.resource} {m.field}: {before}{_short(m.after)}")


def _verdicts(made: "Generated", policy: str) -> Iterator[Entry]:
    for verdict in made.verdicts:
        if verdict.policy == policy and verdict.result != "skip":
            said = f": {verdict.message}" if verdict.result != "pass" and verdict.message else ""
            yield Entry(verdict.result, one_line(f"{verdict.name}{said}"))


def _short(value: object) -> str:
    return one_line(value if isinstance(value, str) else canonical(value))
