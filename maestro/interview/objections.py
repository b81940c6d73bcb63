"""What the guard refuses while it is talked about: never written, said with its reason and the way out.

What it has nothing against in a refused entry is kept in mind: "then roles/viewer" speaks of the same member.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from maestro.domain.acts import Add, Set, WishFor
from maestro.domain.blueprint import Blueprint, Source, Status, Value
from maestro.domain.checked import Problem
from maestro.domain.conversation import Objection
from maestro.domain.handoff import Wish, one_line
from maestro.domain.json import Json, generic
from maestro.interview.draft import Draft
from maestro.interview.words import capital, listed, value_text

_QUOTE = 120  # characters of a wish


def refuse(draft: Draft, act: Set | Add, problems: Sequence[Problem]) -> None:
    """Say what is refused, why, and what would do; who asks for the very same again has it noted as a wish."""
    title = capital(draft.form.title_of(act.path))
    draft.aside = draft.aside or not draft.asks(act.path)
    draft.objection = Objection(act.path, one_line(f"{title}: {_words(draft, act)}", _QUOTE))
    if isinstance(act, Add) and isinstance(act.value, Mapping):
        _keep(draft, act, problems)
    if draft.objection == draft.before.objection:
        insisted(draft, act.quote)
        return
    reasons = listed(list(dict.fromkeys(problem.message for problem in problems)))
    remedies = "; ".join(dict.fromkeys(problem.remedy.rstrip(".") for problem in problems if problem.remedy))
    draft.say(
        f"{title}: not taken. That {reasons}; this factory's guard refuses it in any request. "
        f"{f'{remedies}, or leave it out' if remedies else 'Leave it out'}."
    )


def insisted(draft: Draft, quote: str) -> None:
    """Nothing gets past the guard; that it was wanted is told to those who could change it."""
    objection = draft.objection or draft.before.objection
    if objection is None:
        return
    draft.objection, draft.aside = objection, draft.aside or not draft.asks(objection.path)
    if all(wish.text != objection.text for wish in draft.blueprint.wishes):
        wish = Wish(objection.text, "", one_line(quote))
        draft.blueprint = replace(draft.blueprint, wishes=(*draft.blueprint.wishes, wish))
    draft.say(
        f"{objection.text} stays refused: nobody can lift the guard's rules from here. I note it as a wish for the "
        "platform team."
    )


def is_about(draft: Draft, act: WishFor) -> bool:
    """Whether a wish is for what was refused a moment ago."""
    return draft.before.objection is not None and act.lack == draft.before.objection.text


def quoted(draft: Draft, act: Add, written: Blueprint) -> Blueprint:
    """The entry that was written, with earlier words for what was kept in mind of a refused one."""
    kept = draft.remains.pop(act.path, None)
    if kept is None:
        return written
    parts = {f"{act.path}[].{key}": part for key, part in kept.value.items() if str(part) not in act.quote}
    earlier = {
        path: replace(held, quote=kept.quote)
        for path, held in written.values.items()
        if path not in draft.blueprint.values and held.value == parts.get(generic(path))
    }
    return replace(written, values={**written.values, **earlier})


def forget(draft: Draft, path: str) -> None:
    """It is not wanted any more, as no wish either."""
    draft.remains.pop(path, None)
    gone = draft.before.objection
    if gone is not None and gone.path == path:
        wishes = tuple(wish for wish in draft.blueprint.wishes if wish.text != gone.text)
        draft.blueprint = replace(draft.blueprint, wishes=wishes)


def _keep(draft: Draft, act: Add, problems: Sequence[Problem]) -> None:
    """The parts of an entry that the guard has nothing against."""
    refused = {generic(problem.path) for problem in problems}
    fine = {key: part for key, part in act.value.items() if f"{act.path}[].{key}" not in refused}
    if fine:
        held = draft.remains.get(act.path)
        same = held is not None and held.value == fine
        quote = held.quote if held is not None and same else act.quote
        draft.remains[act.path] = Value(fine, Source.USER, Status.STATED, quote)


def _words(draft: Draft, act: Set | Add) -> str:
    value: Json = act.value
    if not isinstance(value, Mapping):
        return value_text(draft.form.at(act.path), value)
    names = sorted(value, key=lambda key: draft.form.place(f"{act.path}[].{key}"))
    return ", ".join(value_text(None, value[name]) for name in names)
