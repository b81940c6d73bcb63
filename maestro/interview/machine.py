"""The conversation's state machine: `step(state, acts, know) -> Outcome`. Pure: no I/O, no clock.

Each act is legal in the stages that the table names; what is illegal is answered, never applied. One turn settles the
blueprint, recomputes what follows from it (deviations, missing, conflicts), and picks the next question.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

from maestro.domain import acts as a
from maestro.domain.acts import Act
from maestro.domain.blueprint import Blueprint, Change
from maestro.domain.checked import Checked
from maestro.domain.conversation import Asked
from maestro.interview import (
    agenda,
    conflicts,
    decisions,
    easing,
    environments,
    likeness,
    proposals,
    recommending,
    spread,
    suggestions,
    told,
    values,
)
from maestro.interview.brevity import brief
from maestro.interview.consequences import deviations, provided
from maestro.interview.draft import Draft
from maestro.interview.handlers import handled
from maestro.interview.knowledge import Knowledge
from maestro.interview.questions import proposed
from maestro.interview.review import review_lines
from maestro.interview.state import Outcome, Stage, State

_TALK: frozenset[type] = frozenset({a.Question, a.Help, a.SmallTalk, a.Unclear, a.Pause})
_ASIDE = (a.Question, a.Help, a.Pause, a.Undo, a.Redo, a.Attach, a.Collision)
_DOUBT = (a.Question, a.Unclear, a.DontKnow, a.Decline, a.Skip, a.Pause, a.Cancel)  # beside an approval: none
_WORK: frozenset[type] = _TALK | {
    a.Set, a.Narrow, a.Add, a.Remove, a.Reject, a.Clear, a.Accept, a.Decline, a.AcceptAll, a.DontCare, a.DontKnow,
    a.Skip, a.Choose, a.Describe, a.Reason, a.WishFor, a.Undo, a.Redo, a.Submit, a.Cancel, a.Attach, a.Decide, a.Refer,
    a.Suggest, a.SameAs, a.Resize,
}  # fmt: skip
LEGAL: Mapping[Stage, frozenset[type]] = {
    Stage.OPEN: _WORK,
    Stage.CHOOSE: _WORK,
    Stage.REFINE: _WORK | {a.ConfirmUpdate},
    Stage.REVIEW: _WORK | {a.Collision, a.ConfirmUpdate},
    Stage.SUBMITTED: _TALK | {a.Collision},
    Stage.CANCELLED: _TALK,
}
_HISTORY = 200  # moments kept for undo
_NAMED = 4  # values that are named after an undo


def step(state: State, acts: tuple[Act, ...], know: Knowledge) -> Outcome:
    """Apply one message's acts and say what comes next."""
    draft = Draft.of(state, know)
    draft.doubted = any(isinstance(act, _DOUBT) for act in acts)
    draft.alone = len(acts) == 1
    draft.asking = "; ".join(_asked(act) for act in acts if isinstance(act, (a.Question, a.Help)))
    draft.aside = not acts or any(isinstance(act, _ASIDE) for act in acts)
    meant = suggestions.decided(draft, acts)
    for place, act in enumerate(meant):
        draft.coming = meant[place + 1 :]
        if type(act) in LEGAL[state.stage]:
            spread.apply(draft, act, handled)
        else:
            draft.say(_illegal(state.stage))
    if state.stage in (Stage.SUBMITTED, Stage.CANCELLED) and draft.collision is None:
        return Outcome(replace(state, question=None), tuple(draft.lines))
    return _finish(draft)


def _asked(act: a.Question | a.Help) -> str:
    if isinstance(act, a.Help):
        return "help"
    return f"{act.topic.value} {act.path or act.quote.lower()}"  # another question is no second try of the same


def fold(turns: Iterable[tuple[Act, ...]], know: Knowledge) -> State:
    """The state after the acts of many turns: that of as many steps, without what each would have said."""
    state, silent = State(), replace(know, telling=False)
    for acts in turns:
        state = step(reopened(state, silent), acts, silent).state
    told = replace(state, blueprint=_told(know, state.blueprint))
    if state.question is None:
        return told
    return replace(
        told, question=agenda.next_question(know, told, know.check(values.request_of(know.form, told.blueprint)))
    )


def reopened(state: State, know: Knowledge) -> State:
    """Where a conversation goes on that had ended: a handoff that failed, or somebody who came back."""
    if state.stage not in (Stage.SUBMITTED, Stage.CANCELLED):
        return state
    checked = know.check(values.request_of(know.form, state.blueprint))
    return _asking(know, replace(state, stage=Stage.REFINE, question=None), checked)


def _illegal(stage: Stage) -> str:
    if stage is Stage.SUBMITTED:
        return "This request was handed off. Start a new conversation for another one."
    if stage is Stage.CANCELLED:
        return "This conversation was cancelled. Start a new one with maestro chat."
    return "That does not fit here."


def _finish(draft: Draft) -> Outcome:
    blueprint, checked = _settled(draft)
    proposals.conclude(draft)
    before = draft.before
    _remember(draft, blueprint)
    draft.submit = decisions.approved(draft, blueprint)
    if not draft.know.telling:
        return Outcome(_next_state(draft, blueprint, checked), submit=draft.submit)
    changes = told.changes(draft.form, before.blueprint, blueprint)
    first_look = not before.blueprint.chosen and not blueprint.chosen
    state = _next_state(draft, blueprint, checked)
    lines = _compose(draft, state, changes, first_look=first_look)
    refused = told.refusals(draft.know, blueprint) if state.stage is Stage.REVIEW else ()
    if refused:
        lines = [*lines, *(f"The factory refuses it{told.where(v.environment)}: {v.message}" for v in refused[:3])]
    ready = state.stage in (Stage.REVIEW, Stage.SUBMITTED) and not refused
    return Outcome(
        state,
        tuple(lines),
        changes,
        partial(told.effects, draft.know, before.blueprint, blueprint) if changes else tuple,
        agenda.still_open(draft.know, state, checked),
        (*told.violations(draft.know, blueprint, checked), *refused),
        ready,
        draft.submit,
    )


def _remember(draft: Draft, blueprint: Blueprint) -> None:
    """Keep what stood before the turn; where it went back and changed something there, what it had gone back to."""
    if draft.moved_to is not None:
        came = replace(draft.before_moment, blueprint=draft.moved_to)
        changed = values.bare(blueprint) != draft.moved_to
    else:
        came = draft.before_moment
        changed = values.bare(blueprint) != came.blueprint
    if changed:
        draft.past = [*draft.past, came][-_HISTORY:]
        draft.future = []


def _settled(draft: Draft) -> tuple[Blueprint, Checked]:
    """Before a starting point is chosen, only what was said stands there; after it, defaults are filled in."""
    if not draft.form.scenarios:
        draft.blueprint = replace(draft.blueprint, chosen=True)
    if draft.blueprint != draft.moved_to:
        draft.blueprint = conflicts.resolved(draft, draft.blueprint)
    if draft.blueprint == draft.moved_to or not draft.blueprint.chosen:
        blueprint, (_, checked) = draft.blueprint, values.settle(draft.know, draft.blueprint)
    else:
        blueprint, checked = values.settle(draft.know, draft.blueprint)
        blueprint = _told_apart(draft, blueprint)
    if draft.know.telling and blueprint != draft.before.blueprint:
        blueprint = _told(draft.know, blueprint)
    return blueprint, checked


def _told_apart(draft: Draft, first: Blueprint) -> Blueprint:
    """Further environments settled, and sizes that were said of a whole environment."""
    if not first.others and not first.resized:
        return first
    know = draft.know
    first = likeness.followed(know, first, first)
    begun = ((name, replace(other, chosen=first.chosen)) for name, other in first.others.items())
    pairs = ((name, values.settle(know, conflicts.resolved(draft, other))[0]) for name, other in begun)
    return replace(first, others={name: likeness.followed(know, first, other) for name, other in pairs})


def _told(know: Knowledge, blueprint: Blueprint) -> Blueprint:
    """With what the factory makes of its values."""
    others = {name: _told(know, other) for name, other in blueprint.others.items()}
    return replace(blueprint, deviations=deviations(know, blueprint), provided=provided(know, blueprint), others=others)


def _next_state(draft: Draft, blueprint: Blueprint, checked: Checked) -> State:
    before = draft.before
    state = replace(
        before,
        blueprint=blueprint,
        pending=tuple(draft.pending),
        past=tuple(draft.past),
        future=tuple(draft.future),
        skipped=_put_off(draft, blueprint),
        wanted_shape=draft.wanted_shape,
        last=draft.last,
        recent=draft.recent,
        narrowed={p: v for p, v in draft.narrowed.items() if p not in _decided(blueprint, draft.narrowed_in.get(p))},
        narrowed_in=dict(draft.narrowed_in),
        collision=draft.collision,
        confirmed_update=draft.confirmed_update and _same_values(blueprint, before.blueprint),
        suggested=tuple(draft.suggested),
        unwanted=tuple(draft.unwanted),
        listed=draft.listed,
        lacking=draft.lacking or (before.lacking if draft.asking else ""),
        objection=draft.objection,
        remains=dict(draft.remains),
    )
    if draft.stage is Stage.CANCELLED:
        return replace(state, stage=Stage.CANCELLED, question=None)
    if draft.submit:
        return replace(state, stage=Stage.SUBMITTED, question=None)
    failures = _failures(draft, blueprint)
    if tired := _tired(draft, state, failures):
        draft.say("I leave it open and ask for it at the end.")
        state = replace(state, skipped=(*state.skipped, tired))
    after = _asking(draft.know, replace(state, failures=failures), checked)
    same = environments.content(draft.form, blueprint) == environments.content(draft.form, before.blueprint)
    if not same or after.question != draft.question or after.question is None or draft.aside:
        return after
    if after.stage is Stage.REVIEW and _content(blueprint) != _content(before.blueprint):
        return after  # who changes something at the last look has another look
    again = easing.key(after.question)  # an answer that led back to the very same question answered nothing
    failures[again] = draft.failures.get(again, 0) + 1
    return _asking(draft.know, replace(state, failures=failures), checked)


def _tired(draft: Draft, state: State, failures: Mapping[str, int]) -> str | None:
    """What was asked often enough in vain, and can be put off."""
    asked = draft.question
    if asked is None or draft.asking or asked.path in state.skipped:
        return None
    if failures.get(easing.key(asked), 0) < easing.PATIENCE:
        return None
    waits = asked.path == "confirm" and bool(draft.pending) and asked.about == draft.pending[0].path
    return asked.path if waits or draft.form.at(asked.path) is not None else None


def _asking(know: Knowledge, state: State, checked: Checked) -> State:
    """With the next question, and where that is."""
    asked = agenda.next_question(know, state, checked)
    stage = _stage(asked, state.blueprint)
    reviewed = environments.content(know.form, state.blueprint) if stage is Stage.REVIEW else None
    return replace(state, question=asked, stage=stage, reviewed=reviewed)


def _decided(blueprint: Blueprint, environment: str | None) -> frozenset[str]:
    """What the user has confirmed, of one environment where it is named."""
    return blueprint.others.get(environment or "", blueprint).confirmed


def _put_off(draft: Draft, blueprint: Blueprint) -> tuple[str, ...]:
    """What is asked last: what was skipped, and a consequence that the user passed over for other facts."""
    put_off = proposals.put_off(draft, blueprint)
    skipped = [p for p in put_off if not _settles(draft, blueprint, p) and (p != "confirm" or draft.pending)]
    asked = draft.question
    passed = asked is not None and asked.path == "confirm" and not draft.answered and draft.collision is None
    passed = passed and asked is not None and asked.about != proposals.ABOUT
    if passed and draft.pending and blueprint.values != draft.before.blueprint.values and "confirm" not in skipped:
        skipped.append("confirm")
    return tuple(skipped)


def _settles(draft: Draft, blueprint: Blueprint, path: str) -> bool:
    """Whether the turn decided what had been put off."""
    before = draft.before.blueprint
    now = (blueprint.values.get(path), path in blueprint.confirmed, blueprint.marks.get(path))
    return now != (before.values.get(path), path in before.confirmed, before.marks.get(path))


def _same_values(one: Blueprint, other: Blueprint) -> bool:
    mine, theirs = ({n: b.values for n, b in ((None, b), *b.others.items())} for b in (one, other))
    return mine == theirs


def _stage(asked: Asked, blueprint: Blueprint) -> Stage:
    if asked.path == "purpose":
        return Stage.OPEN
    if asked.path == "scenario" or not blueprint.chosen:
        return Stage.CHOOSE
    return Stage.REVIEW if asked.path == "review" else Stage.REFINE


def _failures(draft: Draft, blueprint: Blueprint) -> dict[str, int]:
    """How often each question was left unanswered; asking back in between is no failure, and takes none back."""
    asked, counts = draft.question, dict(draft.failures)
    if asked is None:
        return counts
    key = easing.key(asked)
    idle = not draft.aside and _content(blueprint) == _content(draft.before.blueprint)
    if draft.asking and not draft.answered:
        again = f"{key} ?{draft.asking}"
        if counts.get(again):  # an answer that is asked for again did not help
            counts[key] = counts.get(key, 0) + 1
        counts[again] = counts.get(again, 0) + 1
    elif draft.put_off or (not draft.answered and (draft.puzzled or idle)):
        counts[key] = max(counts.get(key, 0) + 1, easing.FAILED if draft.refused else 0)
    elif draft.answered:
        counts = {name: count for name, count in counts.items() if name != key and not name.startswith(f"{key} ?")}
    return counts


def _content(blueprint: Blueprint) -> Blueprint:
    """What was decided, without what it is for and what follows from it."""
    return replace(values.bare(blueprint), described=(), ranking=(), margin=0.0)


def _compose(draft: Draft, state: State, changes: tuple[Change, ...], *, first_look: bool) -> list[str]:
    """What was understood, what follows, what is proposed: at most a handful of lines before the question."""
    lines: list[str] = []
    if draft.moved_to is not None:
        lines.extend(told.went_back(draft.form, draft.before.blueprint, draft.blueprint, changes))
    else:
        lines.extend(told.understood(draft.form, changes, first_look=first_look))
    lines.extend(brief(draft.lines))
    if state.stage is Stage.CHOOSE and state.question is not None and state.question.path == "scenario":
        asked_before = draft.before.question is not None and draft.before.question.path == "scenario"
        turned = proposed(draft.form, draft.blueprint) != proposed(draft.form, draft.before.blueprint)
        if not asked_before or changes or turned:
            lines.extend(recommending.lines(draft))
    elif state.stage is Stage.REVIEW:
        # Only a question was answered in between: the review that it stands under is not said again.
        if not lines or draft.before.reviewed != state.reviewed:
            lines.extend(review_lines(draft.know, state))
    elif state.stage is Stage.CANCELLED:
        lines.append("Cancelled; nothing was opened.")
    elif state.stage is Stage.SUBMITTED:
        lines.append("Approved. I hand it off.")
    return lines
