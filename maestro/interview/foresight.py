"""What a value meets: what schema or guard refuse of it, and what the rest of the message sets beside it."""

from collections.abc import Iterator, Mapping
from typing import Any

from maestro.domain.acts import Set
from maestro.domain.blueprint import Blueprint, Source, Status, Value
from maestro.domain.checked import Checked, Problem, ProblemKind
from maestro.domain.json import below
from maestro.interview import conditions, values
from maestro.interview.draft import Draft


def refusals(draft: Draft, written: Blueprint, path: str) -> tuple[Problem, ...]:
    """What is against the value here whatever else is chosen; conflicts with other choices are talked about later."""
    return tuple(_against(draft, written, path, values.settle(draft.know, written)[1]))


def legal(draft: Draft, act: Set) -> bool:
    """Whether the schema itself would take the value here."""
    if draft.form.at(act.path) is None:
        return False
    return not refusals(draft, _with(draft, draft.blueprint, act), act.path)


def foreseen(draft: Draft) -> Blueprint:
    """The blueprint with what the rest of the message sets: what follows, follows from all of it."""
    return _foreseen(draft)[0]


def request_foreseen(draft: Draft) -> Mapping[str, Any]:
    """The same as a request, with what is filled in."""
    return values.request_of(draft.form, _foreseen(draft)[1])


def _foreseen(draft: Draft) -> tuple[Blueprint, Blueprint]:
    """As said, and settled. Remembered while the draft stays: every value of a message asks for it."""
    known = draft.foresight
    if known is None or known[0] is not draft.blueprint or known[1] is not draft.coming:
        draft.foresight = known = (draft.blueprint, draft.coming, *_looked_ahead(draft))
    return known[2], known[3]


def _looked_ahead(draft: Draft) -> tuple[Blueprint, Blueprint]:
    """All that is to come at once; one by one only where something of it is refused."""
    coming = [act for act in draft.coming if isinstance(act, Set) and act.environment is None]
    acts = [act for act in coming if draft.form.at(act.path) is not None]
    blueprint = draft.blueprint
    for act in acts:
        blueprint = _with(draft, blueprint, act)
    settled, checked = values.settle(draft.know, blueprint)
    if any(next(_against(draft, blueprint, act.path, checked), None) for act in acts):
        blueprint = draft.blueprint
        for act in acts:
            blueprint = _with(draft, blueprint, act) if legal(draft, act) else blueprint
        settled, _ = values.settle(draft.know, blueprint)
    return blueprint, settled


def _with(draft: Draft, blueprint: Blueprint, act: Set) -> Blueprint:
    return values.write(draft.form, blueprint, act.path, Value(act.value, Source.USER, Status.STATED, act.quote))


def _against(draft: Draft, written: Blueprint, path: str, checked: Checked) -> Iterator[Problem]:
    for problem in checked.problems:
        if problem.because or problem.conditional or conditions.against(draft.form, written, problem.path) is not None:
            continue
        illegal = problem.kind is ProblemKind.INVALID and below(problem.path, path)
        unknown = problem.kind is ProblemKind.FORBIDDEN and problem.path == path
        if illegal or unknown:
            yield problem
