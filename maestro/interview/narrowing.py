"""Which of the few values that the user's words leave: options, a name in another spelling, a day read in two ways."""

from dataclasses import replace

from maestro.domain.acts import Decline, Reject, Set
from maestro.domain.conversation import Asked, Choice
from maestro.domain.form import Field, Kind
from maestro.domain.json import parent
from maestro.interview.knowledge import Knowledge
from maestro.interview.questions import SHOWN, allowed, suggestion
from maestro.interview.state import State
from maestro.interview.values import request_of
from maestro.interview.words import day_text, listed, question_text, value_text


def narrowed(know: Knowledge, state: State, path: str) -> Asked:
    """Which of the few values that the user's words leave."""
    found = know.form.at(path)
    if found is not None and found.kind is Kind.BOOLEAN:
        return _with_or_without(know, path) if False in state.narrowed[path] else _meant(know, path)
    if found is not None and found.shapes:
        return _machines(found, path, state.narrowed[path])
    if found is not None and not found.options:
        return _respelt(found, path, state.narrowed[path])
    legal = allowed(know, found, path, request_of(know.form, state.blueprint)).options if found else ()
    named = tuple(o for o in (found.options if found else ()) if o.value in state.narrowed[path])
    few = tuple(o for o in named if o in legal) or named
    choices = tuple(
        Choice(value_text(found, o.value), (Set(path, o.value),), o.value, (str(o.value), o.title, *o.aliases))
        for o in few[: SHOWN + 1]
    )
    first = suggestion(know.form, state.blueprint, found) if found else None
    default = first if first in [o.value for o in few] else few[0].value if few else None
    choices = tuple(replace(c, recommended=c.value == default) for c in choices)
    one = found is not None and len(choices) == 1
    text = question_text(found) if found and one else f"Which {found.title.lower() if found else path}?"
    return Asked(path, f"{text} This is the nearest; or name another." if one else text, choices, default)


def _with_or_without(know: Knowledge, path: str) -> Asked:
    """A part that was refused and asked for at once."""
    title = know.form.title_of(parent(path))
    yes = Choice(f"with {title}", (Set(path, True),), True, ("with it", "it is needed", "needed", "keep it"))
    no = Choice(f"without {title}", (Reject(path),), False, ("without", "without it", "not needed", "no"))
    return Asked(path, f"You said both, that {title} is not needed and what it shall be. Which is right?", (yes, no))


def _meant(know: Knowledge, path: str) -> Asked:
    """A part that a general word may mean: "a cluster"."""
    title = know.form.title_of(parent(path))
    yes = Choice("yes", (Set(path, True),), True, ("that", "exactly", "right"), recommended=True)
    no = Choice("no", (Decline(path),), False, ("something else",))
    return Asked(path, f"Do you mean {title}?", (yes, no), True)


def _machines(found: Field, path: str, names: tuple[object, ...]) -> Asked:
    """Which of the machines that have what the user's words ask for."""
    values = {s.name: value for s in found.shapes for value in names if str(value) == s.name}
    choices = tuple(
        Choice(s.label, (Set(path, values[s.name]),), values[s.name], (s.name,), recommended=n == 0)
        for n, s in enumerate(s for s in found.shapes if s.name in values)
    )
    return Asked(path, f"Which {found.title}?", choices, choices[0].value if choices else None)


def _respelt(found: Field, path: str, near: tuple[object, ...]) -> Asked:
    """A name in the field's spelling, or a day that can be read in two ways: yes, which, or another."""
    no = Choice("no, another one", (Decline(path),), None, ("another", "different"))
    if len(near) == 1:
        yes = Choice(f"yes, {near[0]}", (Set(path, str(near[0])),), str(near[0]), recommended=True)
        return Asked(path, f"Shall it be {near[0]}?", (yes, no), str(near[0]))
    which = tuple(
        Choice(day_text(str(one)), (Set(path, str(one)),), str(one), (str(one), day_text(str(one)))) for one in near
    )
    return Asked(path, f"Which {found.title}: {listed([day_text(str(one)) for one in near], 'or')}?", (*which, no))
