"""Hands each act to the environments that it is for, and keeps which environments there are.

What is said without naming an environment holds for all of them.
"""

from dataclasses import replace

from maestro.domain import acts as a
from maestro.domain.acts import Act
from maestro.domain.json import Json, below
from maestro.interview import apart, likeness, steps, values, writes
from maestro.interview.apart import Handle
from maestro.interview.draft import Draft
from maestro.interview.environments import names
from maestro.interview.words import listed

_SPREAD = (
    a.Set, a.Add, a.Remove, a.Reject, a.Clear, a.Accept, a.Decline, a.AcceptAll, a.DontCare, a.DontKnow, a.Choose,
    a.Describe, a.Reason, a.Decide,
)  # fmt: skip
_ANSWERS = (a.Accept, a.Decline, a.DontCare, a.DontKnow)


def apply(draft: Draft, act: Act, handle: Handle) -> None:
    """Hand an act to the blueprints that it is for; one about the environments themselves changes which there are."""
    if isinstance(act, a.SameAs):
        likeness.align(draft, act)
    elif isinstance(act, a.Resize):
        likeness.resize(draft, act)
    elif not _about_environments(draft, act):
        _spread(draft, act, handle)


def _spread(draft: Draft, act: Act, handle: Handle) -> None:
    asked = draft.question
    approval = isinstance(act, a.Accept) and asked is not None and asked.path in ("review", "submit")
    if not draft.blueprint.others or not isinstance(act, _SPREAD) or approval or _of_collision(draft, act):
        handle(draft, act)
        return
    known, meant = names(draft.form, draft.blueprint), _meant(draft, act)
    if meant is not None and meant not in known:
        draft.say(f"There is no {meant} here, only {listed(known)}.")
        return
    pending = list(draft.pending)
    if meant == known[0]:
        apart.alone(draft, act, handle, meant)
    elif meant is None:
        handle(draft, act)
    for name in known[1:]:
        if meant == name or (meant is None and not _follows(draft, act, name)):
            apart.beside(draft, name, act, handle, pending, scoped=meant is not None)


def _of_collision(draft: Draft, act: Act) -> bool:
    return isinstance(act, a.Accept) and draft.question is not None and draft.question.about == "collision"


def _meant(draft: Draft, act: Act) -> str | None:
    """The environment that an act names, else the one that the question was about which it answers."""
    named: str | None = getattr(act, "environment", None)
    asked = draft.question
    if named is not None or asked is None or asked.environment is None:
        return named
    if asked.environment not in names(draft.form, draft.blueprint):
        return None
    return asked.environment if isinstance(act, _ANSWERS) or getattr(act, "path", None) == asked.path else None


def _follows(draft: Draft, act: Act, name: str) -> bool:
    """A size that was said for all, where this one was to be smaller: it follows from the first's."""
    resized = [p for p, r in draft.blueprint.others[name].resized.items() if r.to is None]
    return isinstance(act, a.Set) and steps.is_size(draft.form, act.path) and any(below(act.path, p) for p in resized)


def _about_environments(draft: Draft, act: Act) -> bool:
    """Whether an act said which environments there are; then it is done."""
    place = draft.form.environment
    if place is None or getattr(act, "path", None) != place.path:
        return False
    match act:
        case a.Add(value=value):
            _widen(draft, act, value)
        case a.Set(value=value) if draft.blueprint.others:
            _only(draft, act, value)
        case a.Remove(value=value) | a.Reject(value=value) if draft.blueprint.others and value is not None:
            _drop(draft, value)
        case a.Remove() | a.Reject() | a.Clear() if draft.blueprint.others:
            draft.say(f"Which one shall go: {listed(names(draft.form, draft.blueprint))}?")
        case _:
            return False
    return True


def _widen(draft: Draft, act: a.Add, value: Json) -> None:
    """One more environment: it begins as the first one stands."""
    held = draft.blueprint.values.get(act.path)
    write = a.Set(act.path, value, act.quote)
    draft.answered = draft.answered or draft.asks(act.path)
    if held is None:
        writes.on_set(draft, write)
        return
    if str(value) in (str(held.value), *draft.blueprint.others):
        return
    first = draft.blueprint
    blank = values.drop(replace(values.bare(first), others={}), act.path)
    apart.put(draft, str(value), blank)
    apart.beside(draft, str(value), write, apart.on_set, [], scoped=False)
    if act.path not in draft.blueprint.others[str(value)].values:  # no environment of this factory
        draft.blueprint = first
        return
    draft.narrowed.pop(act.path, None)
    _say_all(draft)


def _say_all(draft: Draft) -> None:
    known = names(draft.form, draft.blueprint)
    draft.lines = [line for line in draft.lines if not line.startswith("One request each for ")]
    draft.say(
        f"One request each for {listed(known)}, in one pull request. What you say holds for "
        f"{'both' if len(known) == 2 else 'all of them'} unless you name one."
    )


def _only(draft: Draft, act: a.Set, value: Json) -> None:
    """One environment alone after all."""
    known = names(draft.form, draft.blueprint)
    if str(value) in known and not act.correction:
        draft.puzzled = True
        draft.say(f"There are requests for {listed(known)}. Say `only {value}` to leave the others out.")
        return
    if str(value) in known:
        for name in known:
            if name != str(value):
                _drop(draft, name)
        return
    draft.blueprint = replace(draft.blueprint, others={})
    writes.on_set(draft, act)


def _drop(draft: Draft, value: Json) -> None:
    """Without one of the environments; the next one becomes the first where that one goes."""
    known, gone = names(draft.form, draft.blueprint), str(value)
    draft.answered = True
    if gone not in known:
        draft.say(f"There is no {gone} here, only {listed(known)}.")
        return
    draft.pending = [p for p in draft.pending if p.environment != gone]
    others = dict(draft.blueprint.others)
    if gone in others:
        del others[gone]
        draft.blueprint = replace(draft.blueprint, others=others)
    else:
        following = next(iter(others))
        now = draft.blueprint
        promoted = replace(
            others.pop(following), wishes=now.wishes, papers=now.papers, offered=now.offered, declined=now.declined
        )
        draft.blueprint = replace(promoted, others=others, resized={})
    draft.say(f"Without {gone}: {listed([name for name in known if name != gone])} stays.")
