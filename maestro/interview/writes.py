"""Acts that write values: set, narrow, add. Nothing is written that schema or guard refuses."""

import difflib
from dataclasses import replace

from maestro.domain.acts import Add, Narrow, Set
from maestro.domain.blueprint import Blueprint, Source, Status, Value
from maestro.domain.checked import Problem
from maestro.domain.form import Elsewhere, Field, Form, Kind, Option
from maestro.domain.handoff import one_line
from maestro.domain.json import Json, below
from maestro.interview import clashes, objections, values
from maestro.interview.brevity import BRINGS
from maestro.interview.consequences import chosen_options, concrete, entailed, refused, sentence
from maestro.interview.draft import Draft
from maestro.interview.foresight import foreseen, refusals, request_foreseen
from maestro.interview.spelling import respelt
from maestro.interview.state import Confirm
from maestro.interview.steps import is_size
from maestro.interview.warned import free, warned
from maestro.interview.words import capital, change_text, hint_text, listed, value_text

_LEFT = 4  # options that are named
_QUOTE = 80  # characters of words that are quoted back
_RECORD = "I record it as a deviation, with a note for the platform team in the pull request."


def on_set(draft: Draft, act: Set, told: Value | None = None) -> None:
    """Write a value; say what follows from it and, where it costs or binds, ask. `told`: who else it comes from."""
    found = draft.form.at(act.path)
    if found is None:
        draft.say(f"This factory has no field {act.path}.")
        return
    if "[]" in act.path:
        _ask_which_item(draft, found, act)
        return
    draft.named.append((act.path, act.value))
    before = draft.blueprint
    value = told or Value(act.value, Source.USER, Status.STATED, act.quote)
    if clashes.denies_what_is_not(draft, act):
        return
    written = clashes.written(draft, act, value)
    if against := refusals(draft, written, act.path):
        if objected := _of_guard(against):
            draft.puzzled = draft.puzzled or draft.asks(act.path)
            objections.refuse(draft, act, objected)
            return
        draft.puzzled = True
        if (abroad := _elsewhere(found, act.value)) is not None:
            _refuse_elsewhere(draft, found, act, abroad)
            return
        draft.say(_nearest(found, act.value, against[0]))
        if (near := respelt(found, str(act.value))) and draft.asks(act.path):
            draft.narrowed[act.path] = (near,)
        elif found.options and found.kind is not Kind.ARRAY and not values.said(before, act.path):
            draft.narrowed[act.path] = tuple(option.value for option in found.options)
        return
    settles_which(draft, act.path)
    _surface_contradiction(draft, act)
    draft.blueprint = replace(written, confirmed=written.confirmed | {act.path})
    _acknowledge_same(draft, before, act)
    draft.answered = draft.answered or draft.asks(act.path)
    draft.pending = [p for p in draft.pending if p.path != act.path]
    if draft.wanted_shape and (found.shapes or below(act.path, draft.wanted_shape)):
        draft.wanted_shape = None
    draft.recent = act.path
    if draft.form.component_of(act.path) is not None:
        draft.last = act.path
    _follow(draft, found, act.path, act.value, asked=draft.asks(act.path) or told is not None)


def _ask_which_item(draft: Draft, found: Field, act: Set) -> None:
    """Something is said of one of several items, and of none by its name."""
    roster = act.path.partition("[]")[0]
    naming = draft.form.rosters.get(roster)
    key = naming.path.rpartition(".")[2] if naming is not None else ""
    names = [str(v.value) for p, v in draft.blueprint.values.items() if below(p, roster) and p.endswith(f".{key}")]
    draft.puzzled = True
    which = f": {listed(names, 'or')}" if names else ""
    draft.say(f"{found.title} of which of the {draft.form.title_of(roster)}{which}? Say it with its name.")


def settles_which(draft: Draft, path: str) -> None:
    """What was in doubt is not any more; a part is wanted of which more is said."""
    component = draft.form.component_of(path)
    for place in (path, f"{component.path}.enabled" if component is not None else ""):
        draft.narrowed.pop(place, None)


def on_narrow(draft: Draft, act: Narrow) -> None:
    """One of several options was meant: the next question is which. What stands against an earlier word is said."""
    found = draft.form.at(act.path)
    if found is None or (found.options and not any(found.option(value) for value in act.values)):
        return
    draft.narrowed[act.path], draft.aside = act.values, True
    draft.narrowed_in.pop(act.path, None)
    if act.environment is not None:
        draft.narrowed_in[act.path] = act.environment
    held = draft.blueprint.values.get(act.path)
    if found.kind is Kind.BOOLEAN:
        draft.blueprint = replace(draft.blueprint, confirmed=draft.blueprint.confirmed - {act.path})
    if act.against and held is not None:
        others = [value_text(found, value) for value in act.values if value != held.value]
        draft.blueprint = replace(draft.blueprint, confirmed=draft.blueprint.confirmed - {act.path})
        draft.say(
            f'You said {value_text(found, held.value)} before; "{one_line(act.quote, _QUOTE)}" sounds like '
            f"{listed(others, 'or')}. I ask which."
        )
    elif act.against:
        both = listed([value_text(found, value) for value in act.values])
        draft.say(f"{found.title}: you name both {both}, which contradict each other. I ask which.")
    elif not draft.blueprint.chosen and found.options and found.kind is not Kind.BOOLEAN:
        _later(draft, found, act)


def _later(draft: Draft, found: Field, act: Narrow) -> None:
    """What a word leaves is asked after the starting point; that it was heard is said at once."""
    left = [value_text(found, value) for value in act.values if found.option(value) is not None]
    if 0 < len(left) <= _LEFT:
        draft.say(f'{found.title}: "{one_line(act.quote, _QUOTE)}" leaves {listed(left, "or")}; I ask for it later.')


def _of_guard(against: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """What the guard has against a value, which tells more than what the schema may have."""
    return tuple(problem for problem in against if problem.source == "guard")


def _elsewhere(found: Field, value: Json) -> Elsewhere | None:
    """The place that a refused value names, where it is known which of the legal ones lie nearest to it."""
    return next((e for e in found.elsewhere if e.name == value and e.nearest), None)


def _refuse_elsewhere(draft: Draft, found: Field, act: Set, place: Elsewhere) -> None:
    """ "in Ireland", where no region is: the nearest are named, and asked for unless one was said before."""
    near = [o for value in place.nearest if (o := found.option(value)) is not None]
    names = listed([value_text(found, o.value) for o in near])
    draft.say(f"{place.name} is not on offer as {found.title} here. The nearest are {names}.")
    if not values.said(draft.blueprint, act.path):
        draft.narrowed[act.path] = tuple(o.value for o in near)


def _nearest(found: Field, value: Json, problem: Problem) -> str:
    """What is expected, in the factory's words, and the legal values that come closest."""
    names = {str(o.value): o for o in found.options}
    if not names and found.kind is Kind.STRING and problem.path == found.path:
        near = respelt(found, str(value))
        offer = f" {near} would do." if near else f" {hint_text(found)}".rstrip()
        return f"{value_text(None, value)} does not fit {found.title}: {found.description or problem.message}{offer}"
    close = difflib.get_close_matches(str(value), names, n=3, cutoff=0.3)
    tail = f" The nearest are {', '.join(close)}." if close and len(names) > 5 else ""
    said = problem.message.removeprefix(f"{found.path} is ") if problem.path == found.path else problem.message
    told = problem.message if said == problem.message else f"{capital(found.title)}: {said}"
    return f"{told}.{tail}"


def _acknowledge_same(draft: Draft, before: Blueprint, act: Set) -> None:
    """An answer that leaves what stood there changes nothing to be told, but it was heard."""
    held = before.values.get(act.path)
    if held is None or held.source in values.SAID or held.value != act.value:
        return
    if draft.asks(act.path):
        draft.say(f"{change_text(draft.form, act.path, act.value)}, as proposed.")
    elif before.chosen and act.value is not True and act.value != {}:
        draft.say(f"{change_text(draft.form, act.path, act.value)}, as it was already.")


def _surface_contradiction(draft: Draft, act: Set) -> None:
    held = draft.blueprint.values.get(act.path)
    if (
        held is None
        or held.source not in values.SAID
        or held.status is Status.INFERRED
        or held.value == act.value
        or act.correction
        or draft.asks(act.path)
    ):
        return
    found = draft.form.at(act.path)
    earlier, now = value_text(found, held.value), value_text(found, act.value)
    who = f"{held.origin} says {earlier}" if held.source is Source.DOCUMENT else f"You said {earlier} before"
    draft.say(f"{who}; I take {now} now. /undo puts it back.")


def _follow(draft: Draft, found: Field, path: str, value: Json, *, asked: bool) -> None:
    """Say what the value entails; ask for a yes unless the question had said it already."""
    decides = (draft.know.telling or bool(found.options)) and concrete(draft.form, found)
    usual = draft.know.effects.standard(path, request_foreseen(draft)) if decides else None
    if (no := refused(found, value)) is not None:
        if _insisted(draft, path, value):
            draft.say(f"Kept: {value_text(found, value)}. The warning goes into the pull request.")
            return
        _refused(draft, found, value, usual)
        if no.instead:
            draft.pending.insert(0, Confirm(path, value, instead=no.instead))
        return
    if usual is not None and usual != value:
        _outside(draft, found, value, usual)
        return
    if draft.know.telling and free(draft.form, found):
        _warn(draft, found, path)
    asks = found.kind is Kind.ARRAY or (not asked and any(f.refines == path for f in draft.form.fields))
    if not asks and (asked or not draft.know.telling):
        return
    for option in chosen_options(found, value):
        request = request_foreseen(draft)
        entails = entailed(draft.know, path, option, request)
        line = sentence(draft.know, path, option, request)
        if entails and line:
            draft.say(f"{_named(draft.form, found, option)}{BRINGS}{line}.")
        if asks and entails and (found.kind is Kind.ARRAY or any(e.sets for e in entails)):
            draft.pending.append(Confirm(path, option.value))


def _named(form: Form, found: Field, option: Option) -> str:
    """A size by what has it: several parts may have the same."""
    return f"{found.title} {option.title.lower()}" if is_size(form, found.path) else option.title


def _warn(draft: Draft, found: Field, path: str) -> None:
    """Say what a policy has against a value that it does not refuse."""
    deviation = next((d for d in warned(draft.know, foreseen(draft), ()) if d.path == path), None)
    if deviation is not None:
        draft.say(f"{found.title}: {value_text(found, deviation.chosen)}. {deviation.consequence} {_RECORD}")


def _insisted(draft: Draft, path: str, value: Json) -> bool:
    """Whether the user says again what was warned of: that is a decision."""
    held = draft.before.blueprint.values.get(path)
    return held is not None and held.source in values.SAID and held.value == value


def _refused(draft: Draft, found: Field, value: Json, usual: Json) -> None:
    no = refused(found, value)
    if usual is not None and usual != value:
        _outside(draft, found, value, usual)
    else:
        draft.say(_RECORD)
    if no is not None:
        shape = next((s for s in found.shapes if s.name == no.instead), None)
        tail = f" The same shape that it accepts is {shape.label if shape else no.instead}." if no.instead else ""
        draft.say(f"One warning: {no.because}.{tail}")


def _outside(draft: Draft, found: Field, value: Json, usual: Json) -> None:
    """Name the choice past the standard; what becomes of such choices is said once a turn."""
    record = "Recorded as well." if any(line.endswith(_RECORD) for line in draft.lines) else _RECORD
    chosen, standard = value_text(found, value), value_text(found, usual)
    policy = "the sizing policy" if found.refines or found.shapes else "the standard"
    draft.say(f"{found.title}: {chosen} is outside {policy}, which sets {standard}. {record}")


def on_add(draft: Draft, act: Add, told: Value | None = None) -> None:
    """Add to a list; an option of a list of options says what it entails."""
    found = draft.form.at(act.path)
    if found is None or found.kind is not Kind.ARRAY:
        draft.say(f"{act.path} is not a list here.")
        return
    draft.named.append((act.path, act.value))
    value = told or Value(act.value, Source.USER, Status.STATED, act.quote)
    held = draft.blueprint.values.get(act.path)
    if held is not None and isinstance(held.value, list) and act.value in held.value and held.source in values.SAID:
        draft.answered = True
        return
    written = values.add_item(draft.form, draft.blueprint, act.path, act.value, value)
    if against := refusals(draft, written, act.path):
        if objected := _of_guard(against):
            objections.refuse(draft, act, objected)
        else:
            draft.say(_nearest(found, act.value, against[0]))
        return
    written = objections.quoted(draft, act, written)
    draft.blueprint = replace(written, confirmed=written.confirmed | {act.path})
    draft.answered = draft.answered or draft.asks(act.path)
    if found.item_kind is not Kind.OBJECT:
        _follow(draft, found, act.path, act.value, asked=False)
