"""Values that a rule of the factory does not allow together: which side gives way, and the question where none does.

What the user did not say (a starting point's value, a pack's, a size's) gives way to what they said, at once. Where
they said both, the side that they say again when asked is the one that stays; else the ways out are offered.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from maestro.domain.acts import Remove, Set, Skip
from maestro.domain.blueprint import Blueprint, Source, Status, Value
from maestro.domain.checked import Checked, Problem, ProblemKind
from maestro.domain.conversation import Asked, Choice
from maestro.domain.form import Field, Form
from maestro.domain.json import Json, below, leaves, nest
from maestro.interview import conditions
from maestro.interview.conditions import Misfit
from maestro.interview.consequences import unenforced
from maestro.interview.draft import Draft
from maestro.interview.knowledge import Knowledge
from maestro.interview.values import SAID, drop, request_of, said, settle
from maestro.interview.words import change_text, value_text

KINDS = (ProblemKind.INVALID, ProblemKind.FORBIDDEN)
_ROUNDS = 6  # conflicts of one turn that are resolved
_SHOWN = 3  # legal values that a question offers
_CHOICES = 6
_DROPPING = ("drop", "remove", "without", "no", "forget")


@dataclass(frozen=True)
class Side:
    """One of the values that cannot stand together; an entry, where it stands in a list."""

    path: str
    value: Json


def question(know: Knowledge, blueprint: Blueprint, problem: Problem) -> Asked:
    """A rule of the factory stands against a value: the ways out, which only the user takes."""
    form = know.form
    if (rule := conditions.against(form, blueprint, problem.path)) is not None:
        return _of_misfit(form, blueprint, rule)
    choices = [
        Choice(_using(form, problem.path, v), (Set(problem.path, v),), v, _meaning(v), recommended=n == 0)
        for n, v in enumerate(problem.options[:_SHOWN])
    ]
    if problem.kind is ProblemKind.FORBIDDEN:
        away = (Remove(problem.path),)
        choices.append(Choice(f"leave {form.title_of(problem.path)} out", away, None, ("leave it out",)))
    for side in causes(know, blueprint, problem):
        name, away = value_text(form.at(side.path), side.value), (Remove(side.path, side.value),)
        choices.append(Choice(f"drop {name}", away, None, _dropping(form, side)))
    choices = choices[: _CHOICES - 1]
    choices.append(Choice("leave it open and decide later", (Skip(problem.path),), None, ("later", "leave it")))
    first = problem.options[0] if problem.options else None
    text = f"That cannot be: {_told(form, blueprint, problem)}. What shall it be?"
    return Asked(problem.path, text, tuple(choices), first, clash=True)


def _of_misfit(form: Form, blueprint: Blueprint, rule: Misfit) -> Asked:
    """Which of two that do not go together: the value beside which the place exists, or the place not at all."""
    telling, title = form.at(rule.telling), form.title_of(rule.path)
    choices = [
        Choice(change_text(form, rule.telling, v), (Set(rule.telling, v, correction=True),), v, _naming(telling, v))
        for v in rule.values[:_SHOWN]
    ]
    instead = _naming(telling, rule.held.value) if rule.held is not None else ()
    words = ("leave it out", "without", *(f"{verb} {title}" for verb in _DROPPING), *instead)
    choices.append(Choice(f"leave {title} out", (Remove(rule.path),), None, words))
    choices.append(Choice("leave it open and decide later", (Skip(rule.path),), None, ("later", "leave it")))
    held = blueprint.values.get(rule.path)
    here = change_text(form, rule.path, held.value) if held is not None else title
    there = f", and {change_text(form, rule.telling, rule.held.value)} was said" if rule.held is not None else ""
    text = f"That does not go together: {here}{there}. {conditions.reason(form, rule)}. Which shall it be?"
    return Asked(rule.path, text, (replace(choices[0], recommended=True), *choices[1:]), None, clash=True)


def _naming(found: Field | None, value: Json) -> tuple[str, ...]:
    """The names of a value."""
    option = found.option(value) if found is not None else None
    return (str(value), *((option.title, *option.aliases) if option is not None else ()))


def _using(form: Form, path: str, value: Json) -> str:
    if isinstance(value, bool):
        return f"switch {form.title_of(path)} {'on' if value else 'off'}"
    return f"use {value_text(form.at(path), value)}"


def _meaning(value: Json) -> tuple[str, ...]:
    if isinstance(value, bool):
        return ("on", "switch it on", "turn it on") if value else ("off", "switch it off", "turn it off")
    return (str(value),)


def _dropping(form: Form, side: Side) -> tuple[str, ...]:
    """Words for leaving a side out; its bare name is none of them: who names it may want it."""
    return tuple(f"{verb} {name}" for verb in _DROPPING for name in _naming(form.at(side.path), side.value))


def _told(form: Form, blueprint: Blueprint, problem: Problem) -> str:
    """The rule in the factory's words and what stands against it; the schema's words where it has no reason."""
    held = blueprint.values.get(problem.path)
    if not problem.because or held is None:
        return problem.message
    value = value_text(form.at(problem.path), held.value)
    return f"{problem.because.rstrip('.')}; {form.title_of(problem.path)} is {value}"


def causes(know: Knowledge, blueprint: Blueprint, problem: Problem) -> Iterator[Side]:
    """Choices elsewhere without which the problem would not be there."""
    for path, held in blueprint.values.items():
        found = know.form.at(path)
        if below(path, problem.path) or held.source is Source.DEFAULT or found is None or not found.options:
            continue
        for value in held.value if isinstance(held.value, list) else [held.value]:
            checked = know.check(request_of(know.form, _without(blueprint, Side(path, value))))
            if all(p.path != problem.path or p.message != problem.message for p in checked.problems):
                yield Side(path, value)


def of_two_words(know: Knowledge, blueprint: Blueprint, checked: Checked) -> Iterator[Problem]:
    """Conflicts between values that the user said themselves: nothing that comes later makes them go away."""
    for problem in checked.problems:
        if problem.kind not in KINDS or not said(blueprint, problem.path):
            continue
        rule = conditions.against(know.form, blueprint, problem.path)
        stands = (
            rule.held is not None and rule.held.source in SAID
            if rule is not None
            else _ruled(problem) and any(said(blueprint, side.path) for side in causes(know, blueprint, problem))
        )
        if stands:
            yield problem


def _ruled(problem: Problem) -> bool:
    """Whether it is another value that stands against the one here, not the schema alone."""
    return bool(problem.because) or problem.conditional


def resolved(draft: Draft, blueprint: Blueprint) -> Blueprint:
    """Without what gives way; each is said."""
    for _ in range(_ROUNDS):
        settled, checked = settle(draft.know, blueprint)
        found = (_gives_way(draft, settled, p) for p in checked.problems if p.kind in KINDS and _ruled(p))
        problem, side, other = next((f for f in found if f is not None), (None, None, None))
        if problem is None or side is None or other is None:
            break
        blueprint = _yielded(draft.know, blueprint, problem, side)
        draft.say(_given_way(draft.form, blueprint, problem, stays=other, goes=side))
    return blueprint


def _given_way(form: Form, now: Blueprint, problem: Problem, *, stays: Side, goes: Side) -> str:
    """What stays, what stands there in the other's place, and the rule."""
    kept, gone = (change_text(form, s.path, s.value) for s in (stays, goes))
    held = now.values.get(goes.path)
    replaced = held is not None and not isinstance(held.value, list)
    away = f"{change_text(form, goes.path, held.value)} instead of {gone}" if held and replaced else f"without {gone}"
    because = f" {problem.because.rstrip('.')}." if problem.because else ""
    return f"{kept} stays, as you said, so {away}.{because}"


def _gives_way(draft: Draft, blueprint: Blueprint, problem: Problem) -> tuple[Problem, Side, Side] | None:
    """The side that goes, and the one that stays because of it; None where the user has to say which."""
    held = blueprint.values.get(problem.path)
    if held is None:
        return None
    own, others = Side(problem.path, held.value), list(causes(draft.know, blueprint, problem))
    theirs = [s for s in others if said(blueprint, s.path)]
    if held.source not in SAID:
        one = len(problem.options) == 1 and held.source is not Source.PACK
        return (problem, own, theirs[0]) if theirs and one else None
    if laid := [s for s in others if s not in theirs]:
        return problem, laid[0], own
    if not theirs or not _was_asked(draft, own):
        return None
    again, instead = _named(draft, own), [s for s in theirs if _named(draft, s)]
    if again == bool(instead):
        return None
    return (problem, theirs[0], own) if again else (problem, own, instead[0])


def _named(draft: Draft, side: Side) -> bool:
    return (side.path, side.value) in draft.named


def _was_asked(draft: Draft, own: Side) -> bool:
    """Whether the message answers the question about this very conflict."""
    held = draft.before.blueprint.values.get(own.path)
    return draft.clashes(own.path) and held is not None and held.value == own.value


def _yielded(know: Knowledge, blueprint: Blueprint, problem: Problem, side: Side) -> Blueprint:
    """Without a side; the one legal value stands there instead where it was only proposed."""
    held, gone = blueprint.values.get(side.path), _without(blueprint, side)
    if held is not None and held.source not in SAID and not isinstance(held.value, list):
        fitting = list(_fitting(know, gone, problem, side.path))
        if len(fitting) == 1:
            instead = Value(fitting[0], Source.DEFAULT, Status.DEFAULT)
            return replace(gone, values={**gone.values, side.path: instead})
        gone = replace(gone, marks={**gone.marks, side.path: Status.REJECTED})  # no starting point brings it back
    return unenforced(know, replace(gone, confirmed=gone.confirmed - {side.path}))


def _fitting(know: Knowledge, gone: Blueprint, problem: Problem, path: str) -> Iterator[Json]:
    """What could stand at a path that has to have a value, with which the problem is none."""
    request, found = request_of(know.form, gone), know.form.at(path)
    if path == problem.path:
        yield from problem.options
    elif found is not None and path in know.check(request).missing:
        for option in found.options:
            tried = know.check(nest({**{p: v for p, v in leaves(request) if p}, path: option.value}))
            if all(p.path not in (problem.path, path) for p in tried.problems):
                yield option.value


def _without(blueprint: Blueprint, side: Side) -> Blueprint:
    """A value dropped, or an entry taken out of its list."""
    held = blueprint.values.get(side.path)
    rest = [v for v in held.value if v != side.value] if held is not None and isinstance(held.value, list) else []
    if held is None or not rest:
        return drop(blueprint, side.path)
    return replace(blueprint, values={**blueprint.values, side.path: replace(held, value=rest)})
