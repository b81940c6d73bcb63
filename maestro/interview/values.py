"""Operations on a blueprint's values: write, drop, lay a scenario under, fill in defaults. Each makes a new one."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from maestro.domain.blueprint import Blueprint, Source, Status, Value
from maestro.domain.checked import Checked, Problem, ProblemKind
from maestro.domain.form import Field, Form, Kind, Scenario
from maestro.domain.json import Json, below, copied, generic, get, leaves, nest, parent, split
from maestro.interview import conditions
from maestro.interview.knowledge import Knowledge

SAID = frozenset({Source.USER, Source.DOCUMENT, Source.MODEL})
_NOT_WANTED = (False, 0, None)  # values that say of a thing that it is not there
_ROUNDS = 8  # of filling in; each fills at least one place
_REMEMBERED = 64  # values whose request is kept: a turn asks for the same one some twenty times
_requests: dict[
    int, tuple[Mapping[str, Value], Form, dict[str, Any]]
] = {}  # they are held on to, so that ids stay theirs


def request_of(form: Form, blueprint: Blueprint) -> dict[str, Any]:
    """The request as it stands, keys in the schema's order; it is the caller's own."""
    held = blueprint.values
    known = _requests.get(id(held))
    if known is None or known[0] is not held or known[1] is not form:
        made = nest({path: held[path].value for path in sorted(held, key=form.place)})
        if len(_requests) >= _REMEMBERED:
            _requests.clear()
        known = _requests[id(held)] = held, form, made
    own: dict[str, Any] = copied(known[2])
    return own


def bare(blueprint: Blueprint) -> Blueprint:
    """Without what follows from its values: that is found again when it is needed."""
    others = {name: bare(other) for name, other in blueprint.others.items()}
    return replace(blueprint, deviations=(), provided={}, others=others)


def said(blueprint: Blueprint, path: str) -> bool:
    """Whether a value at or below a path came from the user."""
    return any(below(p, path) and v.source in SAID for p, v in blueprint.values.items())


def present(blueprint: Blueprint, path: str) -> bool:
    """Whether anything stands at or below a path."""
    return any(below(p, path) for p in blueprint.values)


def write(form: Form, blueprint: Blueprint, path: str, value: Value) -> Blueprint:
    """Put a value (an object or a list of objects as its leaves) at a path; what it makes impossible goes.

    A value inside a component switches it on; an alternative displaces siblings that the user did not name, a value of
    one case the places of the others.
    """
    if value.value == {} and any(p.startswith(path + ".") for p in blueprint.values):
        return _displace(form, _switch_on(form, _kept(blueprint, path, value), path, value), path)
    values = {p: v for p, v in blueprint.values.items() if not below(p, path) and not _blocks(p, path)}
    for leaf, part in leaves(value.value, path):
        values[leaf] = replace(value, value=part)
    out = replace(blueprint, values=values, marks={p: s for p, s in blueprint.marks.items() if not _unmarks(p, path)})
    out = _switch_on(form, _told_apart(form, out, path, value), path, value)
    return _displace(form, out, path)


def _told_apart(form: Form, blueprint: Blueprint, path: str, value: Value) -> Blueprint:
    """A place that exists beside certain values of another one sets that one; what does not fit a new value goes.

    What was stated stands against it: which of the two goes is the user's to say.
    """
    for place in _ancestors(path):
        rule = conditions.misfit(form, blueprint, place)
        if rule is None or rule.stated or value.value in _NOT_WANTED:
            continue
        others = {p: v for p, v in blueprint.values.items() if p != rule.telling}
        told = replace(value, value=rule.values[0], status=Status.INFERRED)
        one = len(rule.values) == 1
        blueprint = replace(blueprint, values={**others, rule.telling: told} if one else others)
        blueprint = conditions.without_misfits(form, blueprint, rule.telling)
    return conditions.without_misfits(form, blueprint, path)


def _kept(blueprint: Blueprint, path: str, value: Value) -> Blueprint:
    """An object that is there already was named: what stands in it stays, as inferred from the user's words."""
    values = {
        p: replace(v, source=value.source, status=Status.INFERRED, quote=value.quote)
        if p.startswith(path + ".") and v.source not in SAID
        else v
        for p, v in blueprint.values.items()
    }
    return replace(blueprint, values=values)


def _blocks(existing: str, path: str) -> bool:
    """An empty object or list above the new path."""
    return existing != path and below(path, existing)


def _unmarks(mark: str, path: str) -> bool:
    return below(mark, path) or below(path, parent(mark) if mark.endswith(".enabled") else mark)


def _switch_on(form: Form, blueprint: Blueprint, path: str, value: Value) -> Blueprint:
    component = form.component_of(path)
    if component is None or path == f"{component.path}.enabled":
        return blueprint
    switch = f"{component.path}.enabled"
    held = blueprint.values.get(switch)
    if held is not None and held.value is True:
        return blueprint
    on = replace(value, value=True, status=Status.INFERRED if value.source in SAID else value.status)
    return replace(blueprint, values={**blueprint.values, switch: on})


def _displace(form: Form, blueprint: Blueprint, path: str) -> Blueprint:
    """One engine was named: others of the same choice go unless the user named them too."""
    values = dict(blueprint.values)
    for ancestor in _ancestors(path):
        found = form.at(ancestor)
        for other in found.alternatives if found else ():
            if other != generic(ancestor) and not said(blueprint, other):
                values = {p: v for p, v in values.items() if not below(p, other)}
    return replace(blueprint, values=values)


def _ancestors(path: str) -> Iterable[str]:
    parts = split(path)
    return (".".join(parts[: n + 1]) for n in range(len(parts)))


def drop(blueprint: Blueprint, path: str) -> Blueprint:
    """Take everything at and below a path out; items of a list close up."""
    values = {p: v for p, v in blueprint.values.items() if not below(p, path)}
    last = path.rpartition(".")[2]
    if last.isdigit():
        values = dict(_closed_up(values, parent(path), int(last)))
    return replace(blueprint, values=values)


def _closed_up(values: Mapping[str, Value], list_path: str, gone: int) -> Iterable[tuple[str, Value]]:
    depth = len(split(list_path))
    for path, value in values.items():
        parts = list(split(path))
        if below(path, list_path) and len(parts) > depth and parts[depth].isdigit() and int(parts[depth]) > gone:
            parts[depth] = str(int(parts[depth]) - 1)
        yield ".".join(parts), value


def reject(form: Form, blueprint: Blueprint, path: str) -> Blueprint:
    """The user does not want it: a component goes as a whole, and a scenario will not bring it back."""
    component = form.component_of(path)
    whole = component is not None and generic(path) in (component.path, f"{component.path}.enabled")
    root = component.path if component is not None and whole else path
    mark = f"{root}.enabled" if whole else path
    out = drop(blueprint, root)
    return replace(out, marks={**out.marks, mark: Status.REJECTED}, confirmed=out.confirmed | {mark})


def lay_scenario(form: Form, blueprint: Blueprint, scenario: Scenario | None) -> Blueprint:
    """Put a scenario under what the user said; what an earlier scenario or default brought goes.

    What names a tenant is an example in a scenario and stays out; so does what was rejected.
    """
    kept = {p: v for p, v in blueprint.values.items() if v.source in SAID or v.source is Source.PACK}
    out = replace(blueprint, values=kept, scenario=scenario.id if scenario else None)
    for path, value in leaves(scenario.request) if scenario else ():
        if path and _may_lay(form, out, path):
            laid = Value(value, Source.SCENARIO, Status.DEFAULT, origin=scenario.id if scenario else "")
            out = replace(out, values={**out.values, path: laid})
    return out


def _may_lay(form: Form, blueprint: Blueprint, path: str) -> bool:
    found = form.at(path)
    if (
        found is None
        or found.own
        or path in form.identity
        or path in blueprint.values
        or _of_own_list(form, blueprint, path)
    ):
        return False
    if any(status is Status.REJECTED and below(path, _rejected_root(mark)) for mark, status in blueprint.marks.items()):
        return False
    if any((rule := conditions.misfit(form, blueprint, a)) and rule.held for a in _ancestors(path)):
        return False
    rivals = (o for a in _ancestors(path) if (f := form.at(a)) for o in f.alternatives if o != generic(a))
    return not any(said(blueprint, rival) for rival in rivals)


def _of_own_list(form: Form, blueprint: Blueprint, path: str) -> bool:
    """Whether a place lies in a list of which the user named an entry, or is a kind beside those that they told: the
    list is theirs, and no example's.
    """
    for above in _ancestors(path):
        naming, found = form.rosters.get(generic(above)), form.at(above)
        inside = [p for p, v in blueprint.values.items() if v.source in SAID and p != above and below(p, above)]
        if naming is not None and any(generic(p) == naming.path for p in inside):
            return True
        depth = len(split(above)) + 1
        if found is not None and found.keys and inside and all(split(p)[:depth] != split(path)[:depth] for p in inside):
            return True
    return False


def _rejected_root(mark: str) -> str:
    return parent(mark) if mark.endswith(".enabled") else mark


def settle(know: Knowledge, blueprint: Blueprint) -> tuple[Blueprint, Checked]:
    """Fill in what is missing and has a default; take out what must not be there and nobody asked for."""
    checked = know.check(request_of(know.form, blueprint))
    for _ in range(_ROUNDS):
        repaired = blueprint
        for problem in checked.problems:
            repaired = _repair(know.form, repaired, problem)
        if repaired.values == blueprint.values:
            break
        blueprint = repaired
        checked = know.check(request_of(know.form, blueprint))
    return blueprint, checked


def _repair(form: Form, blueprint: Blueprint, problem: Problem) -> Blueprint:
    if problem.kind is ProblemKind.FORBIDDEN and not said(blueprint, problem.path):
        return drop(blueprint, problem.path)
    if problem.kind is ProblemKind.MISSING and not present(blueprint, problem.path):
        found = form.at(problem.path)
        filled = _of_scenario(form, blueprint, problem.path) or (_defaults(form, found, problem.path) if found else {})
        return replace(blueprint, values={**blueprint.values, **filled})
    return blueprint


def _of_scenario(form: Form, blueprint: Blueprint, path: str) -> dict[str, Value]:
    """What the chosen scenario has there: it comes back when what displaced it goes."""
    chosen = form.scenario(blueprint.scenario)
    held = get(chosen.request, path) if chosen is not None else None
    if chosen is None or held is None:
        return {}
    laid = Value(None, Source.SCENARIO, Status.DEFAULT, origin=chosen.id)
    return {leaf: replace(laid, value=part) for leaf, part in leaves(held, path) if _may_lay(form, blueprint, leaf)}


def _defaults(form: Form, found: Field, path: str) -> dict[str, Value]:
    """Leaves that the schema's defaults give for a place; nothing where a part has none."""
    if found.has_default and not found.own and found.kind not in (Kind.OBJECT, Kind.ARRAY):
        return {path: Value(found.default, Source.DEFAULT, Status.DEFAULT)}
    if found.has_default and found.default not in ({}, []):
        return {leaf: Value(part, Source.DEFAULT, Status.DEFAULT) for leaf, part in leaves(found.default, path)}
    prefix = f"{path}.0" if found.kind is Kind.ARRAY else path
    children = form.children(f"{found.path}[]" if found.kind is Kind.ARRAY else found.path)
    filled: dict[str, Value] = {}
    for child in children:
        if child.required and child.when is None:
            filled |= _defaults(form, child, f"{prefix}.{child.path.rpartition('.')[2]}")
    if not filled and found.kind is Kind.OBJECT and not any(c.required for c in children):
        return {path: Value({}, Source.DEFAULT, Status.DEFAULT)}
    return filled


def add_item(form: Form, blueprint: Blueprint, path: str, item: Json, value: Value) -> Blueprint:
    """Add to a list. A scalar joins the list; an object fills the item of its name or takes the place of one that
    nobody named, else comes last. An empty object is an item of which nothing is known yet.
    """
    found = form.at(path)
    if found is None or found.item_kind is not Kind.OBJECT:
        held = blueprint.values.get(path)
        current = list(held.value) if held is not None and isinstance(held.value, list) else []
        return write(form, blueprint, path, replace(value, value=[*current, *([item] if item not in current else [])]))
    out = blueprint
    index = _index_of(form, blueprint, path, item)
    if item == {}:
        return write(form, out, f"{path}.{index}", replace(value, value={}))
    for key, part in item.items() if isinstance(item, Mapping) else ():
        out = write(form, out, f"{path}.{index}.{key}", replace(value, value=part))
    return out


def _index_of(form: Form, blueprint: Blueprint, path: str, item: Json) -> int:
    naming = form.rosters.get(generic(path))
    name = item.get(naming.path.rpartition(".")[2]) if naming is not None and isinstance(item, Mapping) else None
    held = find_item(blueprint, path, name) if name is not None else None
    return held if held is not None else _free_index(blueprint, path)


def _free_index(blueprint: Blueprint, path: str) -> int:
    indices = sorted({int(split(p[len(path) + 1 :])[0]) for p in blueprint.values if p.startswith(path + ".")})
    unnamed = (n for n in indices if not said(blueprint, f"{path}.{n}"))
    return next(unnamed, indices[-1] + 1 if indices else 0)


def find_item(blueprint: Blueprint, path: str, name: Json) -> int | None:
    """The index of the item with a field of this value."""
    for leaf, value in blueprint.values.items():
        if leaf.startswith(path + ".") and value.value == name:
            return int(split(leaf[len(path) + 1 :])[0])
    return None


def holds(request: Mapping[str, Any], path: str | None) -> bool:
    """Whether a condition path is there and not switched off; no path is always true."""
    if path is None:
        return True
    value = get(request, path)
    if isinstance(value, Mapping):
        return value.get("enabled", True) is not False
    return value is not None and value is not False and value != []
