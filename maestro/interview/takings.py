"""Acts that take values away: remove, reject, clear."""

from dataclasses import replace

from maestro.domain.acts import Clear, Reject, Remove
from maestro.domain.blueprint import Source, Status, Value
from maestro.domain.form import Kind
from maestro.domain.json import Json, below
from maestro.interview import clashes, objections, values, writes
from maestro.interview.brevity import WITHOUT
from maestro.interview.consequences import unenforced
from maestro.interview.draft import Draft
from maestro.interview.words import capital, value_text


def on_remove(draft: Draft, act: Remove) -> None:
    """Take a value, an item or a slot out."""
    objections.forget(draft, act.path)
    found = draft.form.at(act.path)
    held = draft.blueprint.values.get(act.path)
    draft.pending = [p for p in draft.pending if p.path != act.path or (act.value is not None and p.value != act.value)]
    draft.answered = draft.answered or draft.asks(act.path) or draft.asks("confirm")
    if held is not None and isinstance(held.value, list) and act.value is not None:
        _remove_scalar(draft, act, [v for v in held.value if v != act.value])
        return
    if found is not None and found.kind is Kind.ARRAY and act.value is not None:
        index = values.find_item(draft.blueprint, act.path, act.value)
        if index is None:
            draft.say(f"I find no {value_text(None, act.value)} in {found.title}.")
            return
        own = values.said(draft.blueprint, f"{act.path}.{index}")
        draft.blueprint = values.drop(draft.blueprint, f"{act.path}.{index}")
        if own and not draft.blueprint.chosen and not values.present(draft.blueprint, act.path):
            draft.blueprint = values.reject(draft.form, draft.blueprint, act.path)
        return
    if draft.form.component_of(act.path) is not None:
        on_reject(draft, Reject(act.path, quote=act.quote))
        return
    draft.blueprint = unenforced(draft.know, values.drop(draft.blueprint, act.path))


def _remove_scalar(draft: Draft, act: Remove, rest: list[Json]) -> None:
    path = act.path
    if rest:
        kept = Value(rest, Source.USER, Status.STATED, act.quote)
        out = values.write(draft.form, draft.blueprint, path, kept)
    else:
        out = values.reject(draft.form, draft.blueprint, path)
    draft.blueprint = unenforced(draft.know, replace(out, confirmed=out.confirmed | {path}))


def on_reject(draft: Draft, act: Reject) -> None:
    """The user does not want a component, an option, a value."""
    objections.forget(draft, act.path)
    held = draft.blueprint.values.get(act.path)
    draft.answered = draft.answered or draft.asks(act.path)
    if act.value is not None and held is not None and isinstance(held.value, list):
        on_remove(draft, Remove(act.path, act.value, act.quote))
        return
    if act.value is not None and _narrowed(draft, act):
        return
    if act.value is not None and (held is None or held.value != act.value):
        draft.blueprint = replace(draft.blueprint, confirmed=draft.blueprint.confirmed | {act.path})
        return
    if act.value is not None and draft.question is not None and not draft.asks(act.path):
        on_clear(draft, Clear(act.path, act.quote))
        return
    if act.value is None and clashes.instead_of(draft, act.path):
        return
    draft.pending = [p for p in draft.pending if not below(p.path, act.path)]
    writes.settles_which(draft, act.path)
    if not values.present(draft.blueprint, act.path):
        title = draft.form.title_of(act.path)
        draft.say(f"{capital(title)}: none." if draft.asks(act.path) else f"{WITHOUT}{title}.")
    draft.blueprint = unenforced(draft.know, values.reject(draft.form, draft.blueprint, act.path))


def _narrowed(draft: Draft, act: Reject) -> bool:
    """No to some of the options that are asked for: the others are left to choose from."""
    found = draft.form.at(act.path)
    if found is None or found.kind is Kind.ARRAY or not draft.asks(act.path):
        return False
    known = draft.narrowed.get(act.path) or tuple(o.value for o in found.options)
    left = tuple(value for value in known if value != act.value)
    if not left or left == known:
        return False
    draft.narrowed[act.path], draft.aside = left, True
    draft.say(f"Not {value_text(found, act.value)}.")
    return True


def on_clear(draft: Draft, act: Clear) -> None:
    """Forget what was said at a path; what the scenario or the schema has applies again."""
    dropped = values.drop(draft.blueprint, act.path)
    cleared = replace(
        dropped,
        confirmed=frozenset(p for p in dropped.confirmed if not below(p, act.path)),
        marks={p: s for p, s in dropped.marks.items() if not below(p, act.path)},
        reasons={p: r for p, r in dropped.reasons.items() if not below(p, act.path)},
    )
    draft.pending = [p for p in draft.pending if not below(p.path, act.path)]
    if cleared.chosen:
        cleared = values.lay_scenario(draft.form, cleared, draft.form.scenario(cleared.scenario))
    draft.blueprint = unenforced(draft.know, cleared)
