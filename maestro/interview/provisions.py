"""Questions about what one gets: the machines behind a size, all that a pack enforces, whether a value stays.

Answered from the factory's own effects. Before a starting point is chosen they are those of the one that is proposed,
with what the user said in it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from maestro.domain.acts import Question
from maestro.domain.form import Field, Kind, Option
from maestro.domain.json import Json, below, generic, get, leaves, nest
from maestro.interview import values
from maestro.interview.consequences import deviations, entailed, sentence
from maestro.interview.draft import Draft
from maestro.interview.questions import proposed
from maestro.interview.steps import is_size
from maestro.interview.words import change_text, listed, value_text

_TOLD = 4  # sizes whose machines are told at once
Request = Mapping[str, Any]


def on_machines(draft: Draft, act: Question) -> Field | None:
    """Which machines a size stands for, of the part that is named, asked for, or spoken of last; else of all parts.

    Tells the field of the size, if it was one alone.
    """
    request, drafted = _requests(draft)
    sizes = [(f, v) for f in _sizes(draft, act, drafted) if (v := _value(act, f, drafted)) is not None]
    named = [(f, v) for f, v in sizes if _on(draft, f, request)]
    told = 0
    for found, value in (named or sizes)[:_TOLD]:
        for option in (o for o in found.options if o.value == value):
            follows = sentence(draft.know, found.path, option, drafted)
            told += 1
            draft.say(f"{found.title} {value_text(found, value)}: {follows}." if follows else option.title)
    if not told:
        draft.say("That depends on the size that is chosen; nothing here has one yet.")
    of = named or sizes
    return of[0][0] if told and len(of) == 1 else None


def _requests(draft: Draft) -> tuple[Request, Request]:
    """The request as it stands, and the same within the starting point that is proposed."""
    request = values.request_of(draft.form, values.settle(draft.know, draft.blueprint)[0])
    best = None if draft.blueprint.chosen else proposed(draft.form, draft.blueprint)
    stated = {p: v for p, v in leaves(request) if p}
    return request, nest({**{p: v for p, v in leaves(best.request) if p}, **stated}) if best is not None else request


def _sizes(draft: Draft, act: Question, request: Request) -> list[Field]:
    """The size fields that are meant, those in doubt all together."""
    form, asked = draft.form, draft.question
    sizes = [f for f in form.fields if is_size(form, f.path) and _on(draft, f, request)]
    about = (asked.about or asked.path) if asked is not None else ""
    lately = [draft.recent] if act.value is None else []
    for place in (act.path, about, *lately):
        root = form.component_of(place) if place else None
        near = [f for f in sizes if place and below(generic(f.path), root.path if root else place)]
        if near:
            return near
    return sizes


def _value(act: Question, found: Field, request: Request) -> Json:
    """The size that is asked about: the one that is named, else the one that stands there."""
    if act.value is not None:
        return act.value if found.option(act.value) is not None else None
    return get(request, found.path)


def _on(draft: Draft, found: Field, request: Request) -> bool:
    component = draft.form.component_of(found.path)
    return component is None or values.holds(request, component.path)


def on_kept(draft: Draft, act: Question) -> None:
    """Whether something that the user named stays as it is."""
    away = deviations(draft.know, draft.blueprint)
    near = [d for d in away if act.path and below(d.path, act.path)] or list(away)
    for found in near[:2]:
        usual = f" instead of {value_text(draft.form.at(found.path), found.standard)}" if found.standard else ""
        told = change_text(draft.form, found.path, found.chosen)
        draft.say(f"{told} stays{usual}: it goes into the request as a deviation, and nothing replaces it unasked.")
    held = draft.blueprint.values.get(act.path or draft.recent)
    if not near and held is not None:
        told = change_text(draft.form, act.path or draft.recent, held.value)
        draft.say(f"{told} stays until you say something else.")
    elif not near:
        draft.say("What you say stays until you say something else; what I add is told and can be changed.")


def brought(draft: Draft, found: Field, option: Option) -> str:
    """All that an option brings: of a list's (a pack's) also what it would do to parts that are not here yet."""
    request, drafted = _requests(draft)
    now = _texts(draft, found, option, drafted)
    if found.kind is not Kind.ARRAY or not draft.know.telling:
        return sentence(draft.know, found.path, option, request)
    every = (_texts(draft, found, option, s.request) for s in draft.form.scenarios)
    more = [text for text in dict.fromkeys(t for texts in every for t in texts) if text not in now]
    if not now:
        return listed(more)
    return "; ".join(now) + (f"; and where it applies: {'; '.join(more)}" if more else "")


def _texts(draft: Draft, found: Field, option: Option, request: Request) -> list[str]:
    return list(_told(draft, found, option, request))


def _told(draft: Draft, found: Field, option: Option, request: Request) -> Iterator[str]:
    for entail in entailed(draft.know, found.path, option, request):
        if entail.text:
            yield entail.text.rstrip(".")
