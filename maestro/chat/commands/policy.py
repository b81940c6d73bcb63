"""`/policy`: which policies have a part in the request, and what one of them changed or says."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from maestro.chat.blocks import Entry, Grid, Listing
from maestro.chat.commands.base import Desk, Result, Show, Takes
from maestro.chat.commands.outcome import outcome_of, title_of
from maestro.chat.plaintext import one_line
from maestro.chat.ports import Policies
from maestro.domain.errors import UsageError
from maestro.domain.json import canonical
from maestro.interview.environments import names

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
        known = names(desk.form, desk.session.state.blueprint)
        every = [outcome_of(desk, request) for request in desk.session.requests()]
        if not argument.strip():
            applied = dict.fromkeys(policy for made in every for policy in _applied(made))
            rows = tuple((policy, _parts(every, known, policy), title_of(desk, policy)) for policy in applied)
            return Show((Grid(("policy", "what it did", "title"), rows, f"{len(rows)} policies have a part in this"),))
        policy = _named(every, argument.strip().casefold())
        return Show((Listing(f"{title_of(desk, policy)}  ({policy})", tuple(_entries(desk, every, known, policy))),))


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


def _parts(every: "Sequence[Generated]", known: Sequence[str], policy: str) -> str:
    """What it did in all environments, or in each by its name where that differs."""
    parts = [_part(made, policy) for made in every]
    if len(set(parts)) == 1:
        return parts[0]
    return "; ".join(f"{name}: {part or 'nothing'}" for name, part in zip(known, parts, strict=True))


def _named(every: "Sequence[Generated]", wanted: str) -> str:
    """The policy of that name, or the only one whose name holds it."""
    names = tuple(dict.fromkeys(name for made in every for name in (*_applied(made), *made.categories)))
    found = [name for name in names if name.casefold() == wanted] or [n for n in names if wanted in n.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{wanted!r} could be {', '.join(found[:6])}; type one more letter")
    raise UsageError(f"this factory has no policy {wanted!r}; /policy lists those that apply")


def _entries(desk: Desk, every: "Sequence[Generated]", known: Sequence[str], policy: str) -> Iterator[Entry]:
    effects = desk.session.know.effects
    about = effects.about(policy) if isinstance(effects, Policies) else None
    if about is not None:
        yield Entry("is", about.description or about.title)
        yield Entry("layer", about.layer)
    told = [(*_changes(made, policy), *_verdicts(made, policy)) for made in every]
    lines = list(told[0]) if len(set(told)) == 1 else _of_each(known, told)
    yield from lines[:_MOST]
    if len(lines) > _MOST:
        yield Entry("and", f"{len(lines) - _MOST} more")
    if not lines:
        yield Entry("now", "has no part in the request as it stands")


def _of_each(known: Sequence[str], told: Sequence[tuple[Entry, ...]]) -> list[Entry]:
    """The entries of every environment, with its name."""
    pairs = zip(known, told, strict=True)
    return [replace(entry, name=f"{entry.name} in {name}") for name, entries in pairs for entry in entries]


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
