"""Picks the next question: one topic a turn, highest impact first. Nothing is asked that was told."""

from collections.abc import Iterator
from dataclasses import replace

from maestro.domain.blueprint import Blueprint, Source, Status
from maestro.domain.checked import Checked, Problem, ProblemKind
from maestro.domain.conversation import Asked
from maestro.domain.form import Field, Form, Importance, Kind
from maestro.domain.json import generic
from maestro.interview import conflicts, easing, environments, narrowing, proposals, questions, suggestions
from maestro.interview.knowledge import Knowledge
from maestro.interview.state import State
from maestro.interview.values import SAID, drop, holds, request_of

TOPICS = ("environment", "compliance", "components", "network", "sizing", "identity", "owner", "details")


def next_question(know: Knowledge, state: State, checked: Checked) -> Asked:
    """The question to ask now; a review when nothing is open. One that stays unanswered is put otherwise."""
    asked = _next(know, state, checked) if not state.blueprint.others else _of_several(know, state, checked)
    return easing.eased(know.form, state, asked)


def _of_several(know: Knowledge, state: State, checked: Checked) -> Asked:
    """What the first environment leaves open, for all where they do too; then what only others leave open."""
    first, *rest = environments.each(know.form, state.blueprint)
    asked = _next(know, state, checked)
    if asked.path != "review":
        return _shared(know, state, asked, str(first[0]))
    for name, other in rest:
        alone = State(blueprint=other, skipped=state.skipped)
        asked_there = _next(know, alone, know.check(request_of(know.form, other)))
        if asked_there.path != "review":
            return questions.of_environment(asked_there, str(name))
    return asked


def _shared(know: Knowledge, state: State, asked: Asked, first: str) -> Asked:
    """The first environment's question: for all, unless only there it is open."""
    if asked.path == "confirm" or asked.path == state.wanted_shape or know.form.at(asked.path) is None:
        told = asked.path == "confirm" and state.pending and asked.about == state.pending[0].path
        pending = state.pending[0].environment if told else None
        return questions.of_environment(asked, pending) if pending else asked
    if asked.path in state.narrowed:
        only = state.narrowed_in.get(asked.path)
        return questions.of_environment(asked, only) if only is not None else asked
    open_elsewhere = any(
        asked.path in _places(know, State(blueprint=other, skipped=state.skipped))
        for other in state.blueprint.others.values()
    )
    known = environments.names(know.form, state.blueprint)
    return questions.of_all(know.form, asked, known) if open_elsewhere else questions.of_environment(asked, first)


def _places(know: Knowledge, state: State) -> frozenset[str]:
    """Where something is open: a value to say, or one that cannot be."""
    checked = know.check(request_of(know.form, state.blueprint))
    broken = (problem.path for problem in _conflicts(checked, state))
    return frozenset((*still_open(know, state, checked), *broken))


def _next(know: Knowledge, state: State, checked: Checked) -> Asked:
    blueprint = state.blueprint
    if (waiting := _waiting(know, state)) is not None:
        return waiting
    if not blueprint.chosen and (first := _before_a_start(know, state, checked)) is not None:
        return first
    if state.wanted_shape:
        return questions.shape(know, blueprint, state.wanted_shape)
    if (between := next((p for p in state.narrowed if p not in state.skipped), None)) is not None:
        return narrowing.narrowed(know, state, between)
    if state.pending and "confirm" not in state.skipped:
        return _consequence(know, state)
    if (conflict := next(_conflicts(checked, state), None)) is not None:
        return conflicts.question(know, blueprint, conflict)
    open_fields = sorted(_open(know.form, blueprint, checked), key=lambda due: _rank(know.form, state, due))
    if open_fields:
        return questions.ask(know, state, open_fields[0])
    if state.pending:
        return _consequence(know, state)
    if (conflict := next(_conflicts(checked, replace(state, skipped=())), None)) is not None:
        return conflicts.question(know, blueprint, conflict)
    late = proposals.due(know.form, blueprint, state.skipped, last=True)
    return proposals.question(know.form, late) if late else questions.review()


def _before_a_start(know: Knowledge, state: State, checked: Checked) -> Asked | None:
    """What the user's own words leave impossible, what it is for, what to start from."""
    clashes = (c for c in conflicts.of_two_words(know, state.blueprint, checked) if c.path not in state.skipped)
    if (clash := next(clashes, None)) is not None:
        return conflicts.question(know, state.blueprint, clash)
    if (
        torn := next((p for p in state.narrowed if _switch(know.form, p) and p not in state.skipped), None)
    ) is not None:
        return narrowing.narrowed(know, state, torn)
    if not any_purpose(know.form, state.blueprint):
        return questions.purpose(know.form, state.blueprint)
    return questions.scenario(know, state) if know.form.scenarios else None


def _switch(form: Form, path: str) -> bool:
    """Whether a place is a part that is wanted or not."""
    found = form.at(path)
    return found is not None and found.kind is Kind.BOOLEAN


def _waiting(know: Knowledge, state: State) -> Asked | None:
    """What waits for a word whatever the request lacks: another's of that name, a document's offers, a guess."""
    if state.collision:
        return questions.collision(state.collision)
    if offers := proposals.due(know.form, state.blueprint, state.skipped):
        return proposals.question(know.form, offers)
    return suggestions.question(know.form, state.suggested) if state.suggested else None


def _consequence(know: Knowledge, state: State) -> Asked:
    """What is said of one environment is asked apart from what is said of all."""
    environment = state.pending[0].environment
    waiting = tuple(p for p in state.pending if p.environment == environment)
    return questions.confirm(know, state.blueprint.others.get(environment or "", state.blueprint), waiting)


def any_purpose(form: Form, blueprint: Blueprint) -> bool:
    """Whether something was said that a scenario can be recommended on."""
    return bool(blueprint.described) or any(
        v.source in SAID and (not form.components or form.component_of(path) is not None or ".0." in path)
        for path, v in blueprint.values.items()
    )


def _conflicts(checked: Checked, state: State) -> Iterator[Problem]:
    """Values that a rule of the factory does not allow, and that the user has not put off."""
    for problem in checked.problems:
        if problem.kind in conflicts.KINDS and problem.path not in state.skipped:
            yield problem


def still_open(know: Knowledge, state: State, checked: Checked) -> tuple[str, ...]:
    """Paths that must be answered before a submission, in the order in which they are asked."""
    due = sorted(_open(know.form, state.blueprint, checked), key=lambda found: _rank(know.form, state, found))
    paths = [path for path, _ in due]
    for other in state.blueprint.others.values():
        paths += still_open(know, replace(state, blueprint=other), know.check(request_of(know.form, other)))
    return tuple(dict.fromkeys(paths))


def demanded(know: Knowledge, blueprint: Blueprint, path: str) -> tuple[str, ...]:
    """What the schema would ask for if nothing stood at a path."""
    return know.check(request_of(know.form, drop(blueprint, path))).missing


Due = tuple[str, Problem | None]  # a path to ask for, and what the schema says of it


def _open(form: Form, blueprint: Blueprint, checked: Checked) -> Iterator[Due]:
    asked: set[str] = set()
    for problem in checked.problems:
        if problem.kind not in (ProblemKind.MISSING, ProblemKind.CHOICE):
            continue
        for path in needed(form, problem):
            if path not in asked:
                asked.add(path)
                yield path, problem
    request = request_of(form, blueprint)
    for found in form.fields:
        if (
            found.path not in asked
            and "[]" not in found.path
            and _due(blueprint, found)
            and _applies(form, request, found)
        ):
            yield found.path, None


def needed(form: Form, problem: Problem) -> Iterator[str]:
    """The places that a person can fill: for a missing object or list, what it or its first item cannot be without."""
    found = form.at(problem.path)
    items = found is not None and found.item_kind is Kind.OBJECT
    if problem.kind is ProblemKind.CHOICE or found is None or not (items or found.kind is Kind.OBJECT):
        yield problem.path
        return
    place = (f"{found.path}[]", f"{problem.path}.0") if items else (found.path, problem.path)
    required = [child for child in form.children(place[0]) if child.required and child.when is None]
    for child in required:
        path = f"{place[1]}.{child.path.rpartition('.')[2]}"
        yield from needed(form, Problem(ProblemKind.MISSING, path, problem.message))
    if not required:
        yield problem.path


def _due(blueprint: Blueprint, found: Field) -> bool:
    """Whether a field without a problem still needs the user's word."""
    if found.path in blueprint.confirmed or found.path in blueprint.marks:
        return False
    held = blueprint.values.get(found.path)
    if found.importance is Importance.CRITICAL:
        if held is None:
            return found.kind is Kind.ARRAY and bool(found.options)
        return held.source is Source.DEFAULT and held.status is Status.DEFAULT
    if found.importance is Importance.HIGH:
        return held is not None and held.status is Status.DEFAULT
    return False


def _applies(form: Form, request: dict[str, object], found: Field) -> bool:
    component = form.component_of(found.path)
    return component is None or holds(request, component.path)


def _rank(form: Form, state: State, due: Due) -> tuple[bool, int, int, int]:
    """What was put off comes last, what was asked most often at the very end."""
    path, problem = due
    found = form.at(path)
    topic = found.topic if found else ""
    if problem is not None and problem.kind is ProblemKind.CHOICE:
        topic = "components"
    fallback = "sizing" if found and found.importance is Importance.HIGH else "identity"
    place = TOPICS.index(topic) if topic in TOPICS else TOPICS.index(fallback)
    tries = state.failures.get(path, 0) if path in state.skipped else 0
    return path in state.skipped, tries, place, form.order.get(generic(path), len(form.order))
