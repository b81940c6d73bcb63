"""Values that go with certain values of another place only, as they are said: what falls away, what is held, what wins.

Who states both in one message, or states the second against the first, is asked which of the two it shall be.
"""

from dataclasses import replace

from maestro.domain.acts import Set
from maestro.domain.blueprint import Blueprint, Status, Value
from maestro.domain.json import placed
from maestro.interview import conditions, values
from maestro.interview.draft import Draft
from maestro.interview.words import capital, change_text


def denies_what_is_not(draft: Draft, act: Set) -> bool:
    """ "No deposit", where there is none to be had anyway: nothing is written, and it was heard."""
    rule = conditions.against(draft.form, draft.blueprint, act.path)
    if act.value not in (False, 0) or rule is None or not rule.stated:
        return False
    draft.say(f"{capital(draft.form.title_of(act.path))}: none.")
    draft.answered = draft.answered or draft.asks(act.path)
    return True


def written(draft: Draft, act: Set, value: Value) -> Blueprint:
    """The blueprint with the value; what it leaves no room for falls away, unless the same message says that too."""
    before = _deciding_first(draft, act, value)
    after = values.write(draft.form, before, act.path, value)
    lost = {p: v for p, v in before.values.items() if p not in after.values and v.source in values.SAID}
    lost = {p: v for p, v in lost.items() if _is_misfit(draft, after, p)}
    kept = {p: v for p, v in lost.items() if not act.correction and (p, v.value) in draft.named}
    for path in (p for p in lost if p not in kept):
        rule = conditions.against(draft.form, after, path)
        why = f": {conditions.reason(draft.form, rule)}" if rule is not None else ""
        draft.say(f"{change_text(draft.form, path, lost[path].value)} falls away{why}.")
    return replace(after, values={**after.values, **kept}) if kept else after


def instead_of(draft: Draft, path: str) -> bool:
    """No to what is only needed because of another value: that one shall be another, and which is asked."""
    found = draft.form.at(path)
    telling = placed(found.when[0], path) if found is not None and found.when is not None else ""
    held, deciding = draft.blueprint.values.get(telling), draft.form.at(telling)
    if found is None or found.when is None or held is None or deciding is None:
        return False
    missing = draft.know.check(values.request_of(draft.form, values.drop(draft.blueprint, path))).missing
    others = tuple(o.value for o in deciding.options if o.value not in found.when[1])
    if path not in missing or not others:
        return False
    draft.narrowed[telling], draft.aside = others, True
    draft.blueprint = values.drop(draft.blueprint, path)
    draft.blueprint = replace(draft.blueprint, confirmed=draft.blueprint.confirmed - {telling, path})
    draft.say(f"{change_text(draft.form, telling, held.value)} needs {found.title}; without it, it is another one.")
    return True


def _is_misfit(draft: Draft, after: Blueprint, path: str) -> bool:
    rule = conditions.against(draft.form, after, path)
    return rule is not None and rule.held is not None


def _deciding_first(draft: Draft, act: Set, value: Value) -> Blueprint:
    """Who corrects, or says again what stands against an earlier word, has decided that as well."""
    rule = conditions.against(draft.form, draft.blueprint, act.path)
    if rule is None or not rule.stated or len(rule.values) != 1:
        return draft.blueprint
    named = any(path == rule.telling for path, _ in (*draft.named, *_coming(draft)))
    if named or not (act.correction or draft.clashes(act.path)):
        return draft.blueprint
    told = replace(value, value=rule.values[0], status=Status.INFERRED)
    return values.write(draft.form, draft.blueprint, rule.telling, told)


def _coming(draft: Draft) -> list[tuple[str, object]]:
    return [(act.path, act.value) for act in draft.coming if isinstance(act, Set)]
