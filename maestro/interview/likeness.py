"""Environments compared: one made like another, and sizes that are said of a whole environment."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from maestro.domain import acts as a
from maestro.domain.blueprint import Blueprint, Resized, Source, Status, Value
from maestro.domain.form import Form
from maestro.domain.json import Json, below
from maestro.interview import apart, steps
from maestro.interview.draft import Draft
from maestro.interview.environments import each, names
from maestro.interview.knowledge import Knowledge
from maestro.interview.words import listed


def align(draft: Draft, act: a.SameAs) -> None:
    """Make one environment, or all others, like another."""
    every = dict(each(draft.form, draft.blueprint))
    if act.like not in every or (act.environment is not None and act.environment not in every):
        known = names(draft.form, draft.blueprint)
        draft.say(f"There is nothing to compare with: I know {listed(known)}." if known else "There is only one.")
        return
    first = next(iter(every))
    for name, target in every.items():
        if name is None or name == act.like or (act.environment is not None and act.environment != name):
            continue
        like = _copied(draft.form, every[act.like], target, act.path)
        if name == first:
            draft.blueprint = replace(like, others=draft.blueprint.others)
        else:
            apart.put(draft, name, like)
    draft.answered = True
    draft.pending = [p for p in draft.pending if p.environment is None or not below(p.path, act.path)]
    draft.say(f"{act.environment or listed([str(n) for n in every if n != act.like])}: the same as {act.like}.")


def _copied(form: Form, source: Blueprint, target: Blueprint, path: str) -> Blueprint:
    """The target with what the source has at a path; its own name stays."""
    own = form.environment.path if form.environment else ""

    def covers(place: str) -> bool:
        return below(place, path) and place != own

    kept = {p: v for p, v in target.values.items() if not covers(p)}
    return replace(
        target,
        values={**kept, **{p: v for p, v in source.values.items() if covers(p)}},
        marks=_mixed(target.marks, source.marks, covers),
        reasons=_mixed(target.reasons, source.reasons, covers),
        confirmed=frozenset(p for p in target.confirmed if not covers(p)) | {p for p in source.confirmed if covers(p)},
        resized={p: r for p, r in target.resized.items() if not below(p, path)},
    )


def _mixed(mine: Mapping[str, Any], theirs: Mapping[str, Any], covers: Callable[[str], bool]) -> dict[str, Any]:
    return {p: v for p, v in mine.items() if not covers(p)} | {p: v for p, v in theirs.items() if covers(p)}


def resize(draft: Draft, act: a.Resize) -> None:
    """Remember that the sizes at a place are others than the first environment's; a step of the first is made now."""
    known = names(draft.form, draft.blueprint)
    if act.environment is None or act.environment not in known:
        draft.say(
            "Smaller than what? Name the environment, or the size." if known else "There is only one environment."
        )
        return
    draft.answered = True
    stepped = _steps(draft, draft.blueprint, act) if act.environment == known[0] else ()
    for path, value in stepped:
        apart.alone(draft, a.Set(path, value, act.quote, correction=True), apart.on_set, known[0])
    resized = Resized(act.larger, act.to, act.quote)
    if act.environment != known[0]:
        apart.put(
            draft, act.environment, _freed(draft.form, draft.blueprint.others[act.environment], act.path, resized)
        )
    elif act.to is not None:
        first = _freed(draft.form, draft.blueprint, act.path, resized)
        draft.blueprint = replace(first, others=draft.blueprint.others)
    elif not stepped:
        for name in known[1:]:
            other = _freed(draft.form, draft.blueprint.others[name], act.path, replace(resized, larger=not act.larger))
            apart.put(draft, name, other)


def _steps(draft: Draft, blueprint: Blueprint, act: a.Resize) -> tuple[tuple[str, Json], ...]:
    if act.to is not None:
        return tuple(steps.named(draft.form, blueprint, act.path, act.to))
    return tuple(steps.stepped(draft.know, blueprint, act.path, larger=act.larger))


def _freed(form: Form, blueprint: Blueprint, path: str, resized: Resized) -> Blueprint:
    """With the sizes at a place open to what follows from the others'."""
    freed = {
        p: replace(v, status=Status.INFERRED) if below(p, path) and steps.is_size(form, p) else v
        for p, v in blueprint.values.items()
    }
    kept = {p: r for p, r in blueprint.resized.items() if not below(p, path)}
    return replace(blueprint, values=freed, resized={**kept, path: resized})


def followed(know: Knowledge, first: Blueprint, blueprint: Blueprint) -> Blueprint:
    """An environment with the sizes that were said of all its parts, where nobody has named one's own."""
    out = blueprint
    for root, resized in blueprint.resized.items():
        found = (
            steps.stepped(know, first, root, larger=resized.larger)
            if resized.to is None
            else steps.named(know.form, out, root, resized.to)
        )
        for path, value in tuple(found):
            held = out.values.get(path)
            if held is not None and held.status is not Status.STATED:
                status = Status.INFERRED if resized.to is None else Status.STATED
                laid = Value(value, Source.USER, status, resized.quote)
                out = replace(out, values={**out.values, path: laid}, confirmed=out.confirmed | {path})
    return out
