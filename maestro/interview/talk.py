"""Acts that ask back or say nothing of the request: answered from the factory's own texts, and nothing is changed."""

from collections.abc import Mapping
from dataclasses import replace

from maestro.domain.acts import Question, Reason, Set, Topic, WishFor
from maestro.domain.blueprint import Blueprint
from maestro.domain.conversation import Asked, Choice
from maestro.domain.form import Field, Importance, Kind, Option, Scenario
from maestro.domain.handoff import Wish, one_line
from maestro.domain.json import Json, below, generic, get, leaves, nest
from maestro.interview import agenda, easing, explaining, objections, process, provisions, values
from maestro.interview.consequences import (
    chosen_options,
    deviations,
    present_shape,
    sentence,
    shaped_fields,
    shapes_beyond,
)
from maestro.interview.draft import Draft
from maestro.interview.questions import allowed
from maestro.interview.review import differences, standing_lines
from maestro.interview.words import hint_text, listed, question_text, value_text

_LONG = 6  # options that are told with what they mean; more are only named


def on_question(draft: Draft, act: Question) -> None:  # noqa: C901 -- one flat dispatch over the topics
    """Answer; the open question is asked again after it."""
    draft.recent = _spoken_of(draft, act) or draft.recent
    match act.topic:
        case Topic.LEFT:
            _left(draft)
        case Topic.COMPARE:
            _compare(draft, act)
        case Topic.SOURCE:
            explaining.source(draft, act.path)
        case Topic.STRONGER | Topic.WEAKER:
            _other_shape(draft, act)
        case Topic.SHOW:
            _show(draft)
        case Topic.CAN:
            explaining.can(draft, act)
        case Topic.OPTIONS:
            _options(draft, act)
        case Topic.WHY:
            explaining.why(draft, act.path)
        case Topic.WHAT | Topic.ENTAILS:
            explaining.what(draft, act)
        case Topic.MACHINES:
            if (size := provisions.on_machines(draft, act)) is not None:
                _remember(draft, size)
        case Topic.KEPT:
            provisions.on_kept(draft, act)
        case Topic.NEXT:
            process.on_next(draft, act.quote)
        case Topic.COST:
            process.on_cost(draft, explaining.field(draft, act.path), act.value)
        case Topic.LATER:
            draft.say(process.LATER)
        case Topic.RECOMMENDED:
            process.on_recommended(draft)
        case Topic.REPEAT:
            pass


def _options(draft: Draft, act: Question) -> None:
    found = _deciding(draft, explaining.field(draft, act.path))
    if found is None or not (found.options or found.shapes):
        titles = listed([s.title for s in draft.form.scenarios])
        draft.say(hint_text(found) if found else f"The blueprints are {titles}.")
        return
    request = values.request_of(draft.form, draft.blueprint)
    if found.shapes:
        usable = [s.label for s in shapes_beyond(draft.know, draft.blueprint, found)][:12]
        draft.say(f"{found.title}: {listed(usable or [s.label for s in found.shapes][:12], 'or')}.")
        return
    if len(found.options) > _LONG:
        some = _few(draft, found, act.value)
        draft.say(f"{found.title}: {listed([value_text(found, o.value) for o in some or found.options], 'or')}.")
        return
    labels = [(o, sentence(draft.know, found.path, o, request)) for o in found.options]
    for option, follows in labels:
        draft.say(f"{option.title}: {follows}." if follows else option.title)
    draft.listed = _to_pick(draft, found, labels)


def _remember(draft: Draft, found: Field) -> None:
    """What was told of one size is what "keep it small" would be about next."""
    request = values.request_of(draft.form, draft.blueprint)
    labels = [(o, sentence(draft.know, found.path, o, request)) for o in found.options]
    draft.listed = _to_pick(draft, found, labels)


def _to_pick(draft: Draft, found: Field, labels: list[tuple[Option, str]]) -> Asked:
    """The options that were told of, for an answer that picks from them."""
    held = draft.blueprint.values.get(found.path)
    choices = (
        Choice(f"{o.title}: {follows}", (Set(found.path, o.value),), o.value, (str(o.value), o.title, *o.aliases))
        for o, follows in labels
    )
    return Asked(found.path, question_text(found), tuple(choices), None if held is None else held.value)


def _deciding(draft: Draft, found: Field | None) -> Field | None:
    """The field that a part of the request is chosen by: the kinds of network are the network's modes."""
    if found is None or found.kind is not Kind.OBJECT:
        return found
    inside = [f for f in draft.form.fields if f.path.startswith(f"{found.path}.") and f.options]
    return min(inside, key=lambda f: (f.path.count("."), f.importance is not Importance.CRITICAL), default=found)


def _few(draft: Draft, found: Field, value: Json) -> tuple[Option, ...]:
    """The options of a long list that a question is about: those named, or those that fit another value."""
    if isinstance(value, Mapping):
        request = values.request_of(draft.form, draft.blueprint)
        stated = {p: v for p, v in leaves(request) if p and p != found.path}
        return allowed(draft.know, found, found.path, nest({**stated, **value})).options
    return chosen_options(found, value) if isinstance(value, list) else ()


def _left(draft: Draft) -> None:
    _, titles = _open_titles(draft)
    if not draft.blueprint.chosen:
        always = [f.title for f in draft.form.fields if _always_asked(draft, f)]
        said = f"Whatever you choose I need: {listed(always)}." if always else ""
        draft.say(
            f"Still to come: the blueprint to start from, then what it leaves open, then your approval. {said}".rstrip()
        )
    elif titles:
        count = f"{len(titles)} questions are" if len(titles) > 1 else "One question is"
        draft.say(f"{count} still open: {listed(titles)}. After that only your approval is left.")
        if len(titles) > 1:
            draft.say("`take the standard for everything` answers all of them that have one.")
    else:
        draft.say("Nothing is open; only your approval is left.")


def _always_asked(draft: Draft, found: Field) -> bool:
    """Whether a value has to be said whatever one starts from: none stands there, and only the user has it."""
    whose = found.own or found.path in draft.form.identity or bool(found.elsewhere)
    held = found.path in draft.blueprint.values or found.has_default or "[]" in found.path
    return found.required and whose and not held and draft.form.component_of(found.path) is None


def _compare(draft: Draft, act: Question) -> None:
    if draft.blueprint.others and draft.form.environment and act.path == draft.form.environment.path:
        found = differences(draft.form, draft.blueprint)
        draft.say(f"They differ: {'; '.join(found) or 'in nothing but their names'}.")
        return
    named = [s for s in draft.form.scenarios if isinstance(act.value, list) and s.id in act.value]
    ranked = [s for id_ in draft.blueprint.ranking if (s := draft.form.scenario(id_))]
    for scenario in (named or ranked or list(draft.form.scenarios))[:3]:
        draft.say(f"{scenario.title}: {scenario.summary} {_chief(draft, scenario)}")


def _chief(draft: Draft, scenario: Scenario) -> str:
    on = [c.title for c in draft.form.components if get(scenario.request, f"{c.path}.enabled") is True]
    return f"It has {listed(on)}." if on else ""


def _show(draft: Draft) -> None:
    blueprint, titles = _open_titles(draft)
    for line in standing_lines(draft.know, blueprint, titles if blueprint.chosen else ["the starting point"]):
        draft.say(line)


def _open_titles(draft: Draft) -> tuple[Blueprint, list[str]]:
    """The blueprint with its defaults, and what must still be said."""
    blueprint, checked = values.settle(draft.know, draft.blueprint)
    paths = agenda.still_open(draft.know, replace(draft.before, blueprint=blueprint), checked)
    return blueprint, list(dict.fromkeys(draft.form.title_of(p) for p in paths))


def _spoken_of(draft: Draft, act: Question) -> str:
    """The user's own value that a question is about: what "it" is in the next message."""
    root = draft.form.component_of(act.path) if act.path else None
    if root is None:
        return ""
    inside = {p: v.value for p, v in draft.blueprint.values.items() if v.source in values.SAID and below(p, root.path)}
    meant = [p for p, value in inside.items() if p == act.path or (act.value is not None and value == act.value)]
    return next(iter((*meant, *inside)), "")


def _other_shape(draft: Draft, act: Question) -> None:
    """Something stronger (or smaller) than a size gives: name the next concrete machines and ask which."""
    near = act.path or (draft.question.about or draft.question.path if draft.question else "")
    nearest = (shaped_fields(draft.form, draft.blueprint, place) for place in (near, draft.last) if place)
    fields = next((f for f in nearest if f), ()) or shaped_fields(draft.form, draft.blueprint)
    if not fields:
        draft.say("Which part of it? I find nothing here that has concrete machine sizes.")
        return
    found = fields[0]
    stronger = act.topic is Topic.STRONGER
    beyond = shapes_beyond(draft.know, draft.blueprint, found, stronger=stronger)[:4]
    request = values.request_of(draft.form, draft.blueprint)
    now = present_shape(draft.know, found, request)
    word = "up" if stronger else "down"
    if not beyond:
        draft.say(f"{found.title} is at {now}; there is nothing further {word}.")
        return
    draft.pending = [p for p in draft.pending if p.path != found.refines]
    if found.refines:
        draft.blueprint = replace(draft.blueprint, confirmed=draft.blueprint.confirmed | {found.refines})
    draft.say(
        f"{found.title} is at {now or 'the standard'}; the next {word}: {listed([s.label for s in beyond], 'or')}."
    )
    if stronger:
        draft.wanted_shape = generic(found.path)
        draft.answered = True


def on_wish(draft: Draft, act: WishFor) -> None:
    """The factory cannot do it: said plainly, with the nearest thing, and recorded for the platform team."""
    if objections.is_about(draft, act):
        objections.insisted(draft, act.quote)
        return
    lack = next((entry for entry in draft.form.lacks if entry.title == act.lack), None)
    nearest, draft.lacking = lack.nearest if lack else "", act.lack
    if all(w.text != act.lack for w in draft.blueprint.wishes):
        wish = Wish(act.lack, nearest, one_line(act.quote))
        draft.blueprint = replace(draft.blueprint, wishes=(*draft.blueprint.wishes, wish))
    if lack is None and not draft.form.lacks:
        draft.say(f'I find nothing for "{act.lack}" here; I note it as a wish for the platform team.')
        return
    draft.say(
        f"This factory cannot do {act.lack}.{explaining.nearest_text(nearest)} I note the wish for the platform team."
    )


def on_reason(draft: Draft, act: Reason) -> None:
    """Keep why a deviation is wanted."""
    known = [d.path for d in deviations(draft.know, draft.blueprint)]
    path = act.path or (known[-1] if known else "")
    if path:
        draft.blueprint = replace(draft.blueprint, reasons={**draft.blueprint.reasons, path: one_line(act.text)})
        draft.say(f"Noted as the reason for {draft.form.title_of(path)}.")


def on_unclear(draft: Draft, quote: str) -> None:
    """Say what was not understood, and what would be."""
    asked = draft.question
    tries = draft.failures.get(easing.key(asked), 0) if asked else 0
    short = one_line(quote, 60)
    if not draft.blueprint.chosen and not draft.alone and short:
        _unplaced(draft, short)
        return
    if asked is None or not tries or tries > easing.PATIENCE or draft.answered:
        draft.say(f'I did not understand "{short}".' if short else "")
        return
    valued = any(choice.value is not None for choice in asked.choices)
    ways = "a number picks one of the choices" if valued else "an example stands in the question"
    if tries == 1:
        draft.say(f'I still do not understand "{short}": {ways}, or say skip to leave it open.')
    else:
        enough = "the number of a choice is enough" if valued else "say skip to leave it open"
        draft.say(f'Nor "{short}", sorry: {enough}.')


def _unplaced(draft: Draft, short: str) -> None:
    """A requirement of which nothing was read; several in one line."""
    lead = "I could not place: "
    if draft.lines and draft.lines[-1].startswith(lead):
        draft.lines[-1] = f'{draft.lines[-1].rstrip(".")}; "{short}".'
    else:
        draft.say(f'{lead}"{short}".')
