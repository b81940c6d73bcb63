"""Acts that decide: accept, decline, choose, put off, undo, approve."""

from dataclasses import replace

from maestro.domain.acts import (
    Accept,
    AcceptAll,
    Choose,
    Clear,
    Collision,
    Decline,
    Describe,
    DontCare,
    DontKnow,
    Reject,
    Remove,
    Set,
    Skip,
    Undo,
)  # fmt: skip
from maestro.domain.blueprint import Blueprint, Status, Value
from maestro.domain.conversation import Asked, Choice
from maestro.domain.form import Field, Importance, Kind, Scenario
from maestro.domain.json import Json, parent
from maestro.interview import agenda, clashes, easing, environments, proposals, takings, talk, values, writes
from maestro.interview.consequences import enforce
from maestro.interview.draft import Draft
from maestro.interview.questions import proposed
from maestro.interview.state import Confirm, Moment, Stage
from maestro.interview.words import capital, change_text, listed, value_text


def on_describe(draft: Draft, act: Describe) -> None:
    """Remember what it is for, and the order of the scenarios that follows."""
    described = (*draft.blueprint.described, act.quote) if act.known else draft.blueprint.described
    draft.blueprint = replace(
        draft.blueprint, described=described, ranking=act.ranking or draft.blueprint.ranking, margin=act.margin
    )
    draft.answered = draft.answered or (act.known and draft.asks("purpose"))
    if draft.alone and draft.asks("scenario"):
        _still(draft, act)


def _still(draft: Draft, act: Describe) -> None:
    """What was said beside the question of where to start from, and changes nothing about it."""
    best, before = proposed(draft.form, draft.blueprint), proposed(draft.form, draft.before.blueprint)
    if not act.known:
        draft.puzzled = True
        talk.on_unclear(draft, act.quote)
    if best is not None and best == before and draft.blueprint.margin:
        draft.say(f"I would still start from {best.title}.")


def on_choose(draft: Draft, act: Choose) -> None:
    """Start from a scenario, or switch; what the user said is carried over."""
    chosen = draft.form.scenario(act.scenario)
    if act.scenario is not None and chosen is None:
        names = listed([s.id for s in draft.form.scenarios], "or")
        draft.say(f"This factory has no blueprint {act.scenario}; it has {names}.")
        return
    laid = values.lay_scenario(draft.form, draft.blueprint, chosen)
    draft.blueprint = replace(laid, chosen=True, scenario=chosen.id if chosen else None)
    draft.answered = True
    _accept_pending(draft)
    draft.blueprint, _ = values.settle(draft.know, draft.blueprint)
    _adopt_packs(draft, chosen)
    draft.say(f"Starting from {chosen.title}." if chosen else "Starting from an empty request.")


def _adopt_packs(draft: Draft, chosen: Scenario | None) -> None:
    """A scenario's own packs were part of what was accepted."""
    if chosen is not None:
        draft.blueprint = enforce(draft.know, draft.blueprint)


def _accept_pending(draft: Draft) -> None:
    """Everything that was said to follow is accepted with the choice; what the cloud refuses is still asked."""
    for pending in [p for p in draft.pending if p.instead is None]:
        _confirm(draft, pending)


def _confirm(draft: Draft, pending: Confirm) -> None:
    draft.pending = [p for p in draft.pending if p is not pending]
    draft.blueprint = replace(draft.blueprint, confirmed=draft.blueprint.confirmed | {pending.path})
    if isinstance(pending.value, str):
        draft.blueprint = enforce(draft.know, draft.blueprint, frozenset({pending.value}))


def on_accept(draft: Draft, act: Accept) -> None:
    """Yes: to the scenario, to a consequence, to the default of the open question."""
    asked = draft.question
    if asked is None:
        return
    draft.answered = True
    if asked.path == "scenario":
        best = proposed(draft.form, draft.blueprint)
        on_choose(draft, Choose(best.id if best else None, act.quote))
    elif asked.path == "confirm":
        _accept_consequence(draft, asked, act.quote)
    elif asked.path in ("review", "submit"):
        on_submit(draft)
    elif (choice := next((c for c in asked.choices if c.recommended or c.value is True), None)) is not None:
        _pick(draft, choice, act.quote)
    elif asked.default is not None:
        writes.on_set(draft, Set(asked.path, asked.default, act.quote))
    else:
        draft.answered, draft.puzzled = False, True
        several = any(choice.value == [] for choice in asked.choices)
        draft.say("Which of them?" if several else "Yes to what? I need a value here.")


def _pick(draft: Draft, choice: Choice, quote: str) -> None:
    """What a choice means, said in other words."""
    for picked in choice.acts:
        if isinstance(picked, Set):
            writes.on_set(draft, replace(picked, quote=quote))
        elif isinstance(picked, Reject):
            takings.on_reject(draft, replace(picked, quote=quote))
        elif isinstance(picked, Remove):
            takings.on_remove(draft, replace(picked, quote=quote))


def _accept_consequence(draft: Draft, asked: Asked, quote: str) -> None:
    """Yes to a change of what exists, to what documents propose, or to what follows from a value."""
    if asked.about == "collision":
        draft.confirmed_update, draft.collision = True, None
    elif asked.about == proposals.ABOUT:
        proposals.take_all(draft)
    elif draft.pending:
        first = draft.pending[0]
        if first.instead is not None:
            writes.on_set(draft, Set(first.path, first.instead, quote, correction=True))
        else:
            of = (first.path, first.environment)
            for pending in [p for p in draft.pending if (p.path, p.environment) == of and p.instead is None]:
                _confirm(draft, pending)


def on_decline(draft: Draft, act: Decline) -> None:
    """No to what was proposed."""
    asked = draft.question
    if asked is None:
        return
    if asked.path == "confirm" and asked.about == "collision":
        draft.collision = None
        draft.answered = True
        for path in draft.form.identity[:1]:
            takings.on_clear(draft, Clear(path, act.quote))
            draft.say("Then I need another name.")
    elif asked.path == "confirm" and asked.about == proposals.ABOUT:
        proposals.leave_all(draft)
    elif asked.path == "confirm" and draft.pending:
        _decline_consequence(draft)
    elif asked.path == "scenario":
        draft.puzzled = True
        draft.say("Which one instead? Name it, or say empty.")
    elif draft.wanted_shape is not None and asked.path == draft.wanted_shape:
        draft.wanted_shape = None
        draft.answered = True
    elif asked.path in ("review", "submit"):
        draft.puzzled = True
        draft.say("Tell me what to change.")
    else:
        _decline_field(draft, asked.path, act.quote)


def _decline_consequence(draft: Draft) -> None:
    first = draft.pending[0]
    draft.answered = True
    found = draft.form.at(first.path)
    if first.instead is not None:
        draft.pending = draft.pending[1:]
        draft.say(f"Kept: {value_text(found, first.value)}. The warning goes into the pull request.")
        return
    others = [p for p in draft.pending if p is not first and (p.path, p.environment) == (first.path, first.environment)]
    if others:
        draft.answered = False
        draft.say("Which of them shall I leave out?")
        return
    if found is not None and found.item_kind is not None:
        takings.on_remove(draft, Remove(first.path, first.value))
        draft.say(f"Left out: {value_text(found, first.value)}.")
        return
    draft.pending = draft.pending[1:]
    draft.blueprint = replace(draft.blueprint, confirmed=draft.blueprint.confirmed - {first.path})
    takings.on_clear(draft, Clear(first.path))


def _decline_field(draft: Draft, path: str, quote: str) -> None:
    """No to a field; to one that its object cannot be without, no to an object that nobody asked for."""
    found = draft.form.at(path)
    if draft.narrowed.pop(path, None) is not None and found is not None and not found.options:
        draft.answered = True
        return
    if (entry := easing.entry_of(path)) is not None and found is not None and found.required:
        takings.on_remove(draft, Remove(entry, quote=quote))
        draft.say(f"Left out: {draft.form.title_of(entry.rpartition('.')[0])}.")
        draft.answered = True
        return
    if clashes.instead_of(draft, path):
        return
    above = draft.form.at(parent(path))
    optional = found is not None and found.required and above is not None and not above.required
    if optional and above is not None and not values.said(draft.blueprint, above.path):
        path, found = above.path, above
    needed = found is not None and path in agenda.demanded(draft.know, draft.blueprint, path)
    if found is None or found.required or needed or (draft.asks(path) and found.options and not found.item_kind):
        _needed(draft, path, found)
        return
    takings.on_reject(draft, Reject(path, quote=quote))
    draft.answered = True


def _needed(draft: Draft, path: str, found: Field | None) -> None:
    """No to what cannot be without a value: another value, or without the part that needs it."""
    draft.puzzled = True
    part = easing.part_of(draft.form, path)
    draft.refused = part is not None
    which = "Then which?" if found is not None and found.options else "I need a value here, or say skip."
    draft.say(which if part is None else f"{which} Or nothing of {draft.form.title_of(part)} at all?")


def on_accept_all(draft: Draft, act: AcceptAll) -> None:
    """The standard for everything that has one: the recommended scenario, its sizes, and no packs beyond it."""
    proposals.take_all(draft)
    if not draft.blueprint.chosen and draft.form.scenarios:
        best = proposed(draft.form, draft.blueprint)
        on_choose(draft, Choose(best.id if best else None, act.quote))
    _accept_pending(draft)
    draft.blueprint, _ = values.settle(draft.know, draft.blueprint)
    kept = dict(draft.blueprint.values)
    for path, held in draft.blueprint.values.items():
        found = draft.form.at(path)
        important = found is not None and found.importance in (Importance.CRITICAL, Importance.HIGH)
        if important and held.status is Status.DEFAULT:
            kept[path] = replace(held, quote=act.quote)
            draft.blueprint = replace(draft.blueprint, confirmed=draft.blueprint.confirmed | {path})
    draft.blueprint = replace(draft.blueprint, values=kept)
    draft.answered = True


def on_dont_care(draft: Draft, act: DontCare, *, told: bool = False) -> None:
    """Left to the factory: what it recommends, marked as such; said plainly where it has nothing to recommend.

    `told`: what it will be was said already.
    """
    asked = draft.question
    if asked is not None and asked.path == act.path and asked.path in ("review", "submit"):
        on_dont_know(draft, DontKnow(act.path, act.quote))  # nobody approves by leaving it to others
        return
    if asked is not None and asked.path == act.path and asked.path in ("scenario", "confirm"):
        on_accept(draft, Accept(asked.path, act.quote))
        return
    if asked is not None and asked.path == act.path == "purpose":
        ids = tuple(s.id for s in draft.form.scenarios)
        draft.blueprint = replace(draft.blueprint, described=(act.quote,), ranking=draft.blueprint.ranking or ids)
        draft.answered = True
        return
    held = draft.blueprint.values.get(act.path)
    default = asked.default if asked is not None and asked.path == act.path else None
    if default is not None and (held is None or held.value != default):
        writes.on_set(draft, Set(act.path, default, act.quote))
        held, told = draft.blueprint.values.get(act.path), True
    elif default is None and asked is not None and asked.path == act.path and any(c.recommended for c in asked.choices):
        on_accept(draft, Accept(asked.path, act.quote))
        return
    if held is not None:
        values_ = {
            **draft.blueprint.values,
            act.path: Value(held.value, held.source, held.status, act.quote, held.origin),
        }
        draft.blueprint = replace(
            draft.blueprint, values=values_, confirmed=draft.blueprint.confirmed | {act.path},
        )  # fmt: skip
        draft.answered = True
        if not told:
            draft.say(f"{change_text(draft.form, act.path, held.value)}, as proposed.")
        return
    found = draft.form.at(act.path)
    if found is not None and not found.required and not found.own:
        draft.blueprint = replace(draft.blueprint, marks={**draft.blueprint.marks, act.path: Status.DONT_CARE})
        draft.answered = True
        return
    draft.say("Only you can say that one; nothing here covers it.")
    _put_off(draft, act.path)


def _recommended_kind(draft: Draft, path: str) -> Choice | None:
    """The alternative that the open question recommends for an object of several kinds."""
    asked, found = draft.question, draft.form.at(path)
    if asked is None or asked.path != path or found is None or found.kind is not Kind.OBJECT:
        return None
    return next((c for c in asked.choices if c.recommended), None)


def on_dont_know(draft: Draft, act: DontKnow) -> None:
    """Take the standard where there is one, else put the question off and say who may know."""
    asked = draft.question
    if asked is not None and asked.path in ("review", "submit"):
        draft.say(
            "Nothing is opened before you approve it. /why FIELD explains a part, /preview shows what it becomes."
        )
        return
    held = draft.blueprint.values.get(act.path)
    if held is None and asked is not None and (kind := _recommended_kind(draft, act.path)) is not None:
        draft.say(f"Then {kind.label} for now; you can change it at any time.")
        on_accept(draft, Accept(asked.path, act.quote))
        return
    if held is not None or (asked is not None and asked.default is not None and asked.path == act.path):
        proposes = asked is not None and asked.path == act.path and asked.default is not None
        value = asked.default if asked is not None and proposes else held.value if held is not None else None
        draft.say(f"Then {_proposal(draft, act.path, value)} for now; you can change it at any time.")
        on_dont_care(draft, DontCare(act.path, act.quote), told=True)
        return
    found = draft.form.at(act.path)
    if found is not None and found.kind == "array" and not found.required:
        draft.say("Then none for now; say so when you know more.")
        takings.on_reject(draft, Reject(act.path, quote=act.quote))
        return
    if found is not None and found.why:
        draft.say(f"{capital(found.why).rstrip('.')}.")
    _put_off(draft, act.path)


def _proposal(draft: Draft, path: str, value: Json) -> str:
    if path == "confirm":
        return "as recommended"
    scenario = draft.form.scenario(value) if path == "scenario" and isinstance(value, str) else None
    return scenario.title if scenario is not None else change_text(draft.form, path, value)


def on_skip(draft: Draft, act: Skip) -> None:
    """Ask for it last."""
    if draft.question is not None and draft.question.about == proposals.ABOUT:
        _put_off(draft, proposals.ABOUT)
        return
    if draft.pending and draft.question is not None and draft.question.path == "confirm":
        on_accept(draft, Accept("confirm", act.quote))
        return
    if act.path in ("review", "submit"):
        draft.say("Nothing is opened before you approve it; leave whenever you like, it is all kept.")
        return
    _put_off(draft, act.path)


def _put_off(draft: Draft, path: str) -> None:
    """Asked again at the end; where nothing else can be asked before it, in another way at once."""
    draft.put_off = draft.answered = True
    if draft.form.at(path) is None and path != proposals.ABOUT:
        draft.refused = True
        draft.say("No matter: here is what there is to start from.")
    elif path in draft.skipped:
        title = draft.form.title_of(path)
        draft.say(f"Without {title} nothing can be handed off; all the rest is kept until you know.")
    else:
        draft.skipped.append(path)
        draft.say("Left open for now; it is asked again at the end.")


def on_undo(draft: Draft, act: Undo) -> None:
    """Back to what stood before the last change, or before the last so many."""
    if not draft.past:
        draft.say("There is nothing to undo.")
        return
    for _ in range(min(act.steps, len(draft.past))):
        draft.future.append(draft.moment)
        _move(draft, draft.past.pop())


def on_redo(draft: Draft) -> None:
    """Forward again."""
    if not draft.future:
        draft.say("There is nothing to redo.")
        return
    draft.past.append(draft.moment)
    _move(draft, draft.future.pop())


def _move(draft: Draft, to: Moment) -> None:
    draft.blueprint, draft.pending, draft.narrowed = to.blueprint, list(to.pending), dict(to.narrowed)
    draft.wanted_shape, draft.collision, draft.answered, draft.moved_to = None, None, True, to.blueprint


def on_submit(draft: Draft) -> None:
    """Approve. Counts only at a review, for the request that it showed; elsewhere it is a yes to the open question."""
    asked = draft.question
    if draft.before.stage is Stage.REVIEW:
        draft.submit = True  # weighed when the whole message is read
    elif asked is not None and asked.path == "confirm" and draft.pending and draft.pending[0].instead is not None:
        _decline_consequence(draft)  # who sends it off has not asked for another value
    elif asked is not None and _proposes(asked):
        on_accept(draft, Accept(asked.path))
    else:
        blueprint, checked = values.settle(draft.know, draft.blueprint)
        paths = agenda.still_open(draft.know, replace(draft.before, blueprint=blueprint), checked)
        if paths:
            draft.say(f"Not yet: {listed([draft.form.title_of(p) for p in paths])} must be answered first.")


def approved(draft: Draft, blueprint: Blueprint) -> bool:
    """Whether an approval counts: of the request that the review showed, and of all of it."""
    if not draft.submit:
        return False
    if draft.before.reviewed != environments.content(draft.form, blueprint):
        draft.say("That changes the request: have another look, then approve it.")
        return False
    if draft.doubted:
        draft.say("I do not take that for an approval yet.")
        return False
    return not any(map(draft.know.effects.refusals, environments.requests(draft.form, blueprint)))


def _proposes(asked: Asked) -> bool:
    """Whether a yes to the question means something."""
    if asked.path in ("review", "submit"):
        return False
    return (
        asked.path in ("scenario", "confirm") or asked.default is not None or any(c.recommended for c in asked.choices)
    )


def on_collision(draft: Draft, act: Collision) -> None:
    """The base branch has this identity already: say the difference and ask."""
    draft.collision = act.name
    draft.say(f"{act.name} exists already on the base branch. With this request:")
    for line in act.differences[:5]:
        draft.say(f"  {line}")
