"""Builds the questions: text, numbered choices, and the acts that each choice means."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from maestro.domain.acts import Accept, Act, Choose, ConfirmUpdate, Decline, Reject, Remove, Set, Submit
from maestro.domain.acts import Cancel as CancelAct
from maestro.domain.blueprint import Blueprint
from maestro.domain.checked import Problem, ProblemKind
from maestro.domain.conversation import Asked, Choice
from maestro.domain.form import Field, Form, Kind, Option, Scenario
from maestro.domain.json import Json, get, leaves, nest
from maestro.interview.consequences import present_shape, sentence, shapes_beyond
from maestro.interview.knowledge import Knowledge
from maestro.interview.state import Confirm, State
from maestro.interview.steps import is_size, meant
from maestro.interview.values import request_of
from maestro.interview.words import capital, hint_text, listed, question_text, value_text

SHOWN = 5  # choices of a long enumeration
_NAMED = 8  # more of them that are named beside it
_CLEAR = 0.15  # a margin from which one recommendation is enough
EMPTY_WORDS = (
    "empty", "from scratch", "blank", "nothing", "from zero", "none of them", "none of these", "none of those",
    "neither", "clean sheet", "clean slate", "clean start", "fresh start", "fresh sheet", "blank page", "white page",
    "white sheet", "start clean", "start fresh", "start afresh", "start anew", "from the ground up", "green field",
    "tabula rasa",
)  # fmt: skip
EMPTY_LABEL = "Start from an empty request"
Due = tuple[str, Problem | None]


def purpose(form: Form, blueprint: Blueprint) -> Asked:
    """What it is for; with it the identity's enumerated field (production or not), while that is unknown."""
    for path in form.identity:
        found = form.at(path)
        if found is not None and found.options and path not in blueprint.values:
            few = len(found.options) <= SHOWN
            which = f" {capital(listed([o.title for o in found.options], 'or'))}?" if few else ""
            text = form.purpose_question or f"What is it for? {question_text(found)}{which}"
            return Asked("purpose", text, also=(path,))
    return Asked("purpose", "What is it for, and who uses it?")


def scenario(know: Knowledge, state: State) -> Asked:
    """Which starting point: the best, the next ones where it is close, and an empty request.

    Where nothing was said that points to any, none is recommended, and each is told with a line.
    """
    blueprint = state.blueprint
    ranked = [s for id_ in blueprint.ranking if (s := know.form.scenario(id_))] or list(know.form.scenarios)
    few = len(ranked) if len(ranked) < SHOWN and not blueprint.margin else 3
    shown = ranked[: 2 if blueprint.margin >= _CLEAR else few]
    best = bool(blueprint.margin)
    choices = [
        Choice(
            f"Start from {s.title}" + (f": {s.summary}" if (n or not best) and s.summary else ""),
            (Choose(s.id),), s.id, (s.title, s.id, *_telling(s, ranked)), recommended=best and n == 0,
        )
        for n, s in enumerate(shown)
    ]  # fmt: skip
    choices.append(Choice(EMPTY_LABEL, (Choose(None),), None, EMPTY_WORDS))
    return Asked("scenario", "Which shall we start from?", tuple(choices), shown[0].id)


def _telling(scenario: Scenario, all_: list[Scenario]) -> tuple[str, ...]:
    """Words of its title that no other's has: "the healthcare one"."""
    others = {word.lower() for s in all_ if s is not scenario for word in s.title.split()}
    words = (word.strip("()&,").lower() for word in scenario.title.split())
    return tuple(word for word in words if len(word) > 3 and word not in others)


def confirm(know: Knowledge, blueprint: Blueprint, waiting: tuple[Confirm, ...]) -> Asked:
    """Is what follows from a value what is wanted? With ways out. Entries of one list are asked for together."""
    pending = waiting[0]
    found = know.form.at(pending.path)
    if pending.instead is not None:
        choices = (
            Choice(f"yes, {pending.instead}", (Set(pending.path, pending.instead),), pending.instead, recommended=True),
            Choice(
                f"keep {pending.value}", (Decline(pending.path),), pending.value, ("keep", "as is", str(pending.value))
            ),
        )
        return Asked("confirm", f"Use {pending.instead} instead?", choices, pending.instead, about=pending.path)
    name = value_text(found, pending.value)
    if found is not None and found.kind is Kind.ARRAY:
        return _go_on(found, pending.path, [p.value for p in waiting if p.path == pending.path and p.instead is None])
    yes = Choice(f"yes, {name}", (Accept("confirm"),), pending.value, recommended=True)
    others = (
        []
        if found is None
        else [c for c in _options(know, found, request_of(know.form, blueprint), None) if c.value != pending.value]
    )
    text = f"{know.form.title_of(pending.path)}: {name}. Does that meet the need?"
    return Asked("confirm", text, (yes, *others), pending.value, about=pending.path)


def _go_on(found: Field, path: str, entries: list[object]) -> Asked:
    """Entries of a list, with what they bring: all of them, or without one."""
    names = [value_text(found, e) for e in entries]
    choices = [Choice(f"yes, with {listed(names)}", (Accept("confirm"),), entries[0], recommended=True)]
    if len(entries) == 1:
        drop = ("leave it out", "drop it")
        choices.append(Choice(f"no, leave {names[0]} out", (Remove(path, entries[0]),), None, drop))
    else:
        choices += [
            Choice(f"leave {n} out", (Remove(path, e), Accept("confirm")), None, _leaving(n))
            for n, e in zip(names, entries, strict=True)
        ]
        every = tuple(Remove(path, e) for e in entries)
        choices.append(Choice("leave all of them out", every, None, ("leave them out", "drop them", "none of them")))
    return Asked("confirm", f"Go on with {listed(names)}?", tuple(choices), entries[0], about=path)


def _leaving(name: str) -> tuple[str, ...]:
    return (f"leave {name} out", f"leave out {name}", f"without {name}", f"drop {name}", f"not {name}", f"no {name}")


def of_environment(asked: Asked, name: str) -> Asked:
    """A question for one of several environments; its choices are acts for that one."""
    choices = tuple(replace(c, acts=tuple(for_one(act, name) for act in c.acts)) for c in asked.choices)
    return replace(asked, text=f"For {name}: {asked.text}", choices=choices, environment=name)


def of_all(form: Form, asked: Asked, names: tuple[str, ...]) -> Asked:
    """A question whose answer counts for all: where a size is asked, how to tell them apart is said."""
    if not is_size(form, asked.path):
        return asked
    hint = f"The same in {listed(names)}? If not, name both." if len(names) == 2 else f"For {listed(names)}."
    return replace(asked, text=f"{asked.text} {hint}")


def for_one(act: Act, name: str) -> Act:
    """An act for one environment alone."""
    return replace(act, environment=name) if isinstance(act, (Set, Remove, Reject)) else act


def shape(know: Knowledge, blueprint: Blueprint, path: str) -> Asked:
    """Which concrete machine: the next ones by name."""
    found = know.form.at(path)
    if found is None:
        return Asked(path, f"What shall {path} be?")
    beyond = shapes_beyond(know, blueprint, found)[:4]
    choices = [
        Choice(s.label, (Set(path, s.name),), s.name, (s.name,), recommended=n == 0) for n, s in enumerate(beyond)
    ]
    now = present_shape(know, found, request_of(know.form, blueprint))
    if now is not None:
        choices.append(Choice(f"keep {now}", (Decline(path),), None, ("keep", "stay", str(now))))
    return Asked(
        path,
        f"Which {found.title}? The next ones up, or name another.",
        tuple(choices),
        beyond[0].name if beyond else None,
    )


def ask(know: Knowledge, state: State, due: Due) -> Asked:
    """For one field."""
    path, problem = due
    blueprint = state.blueprint
    if problem is not None and problem.kind is ProblemKind.CHOICE:
        return _choice(know.form, blueprint, path, problem)
    found = know.form.at(path)
    if found is None:
        return Asked(path, f"What shall {path} be?")
    found = replace(found, path=path)  # of this item, where it lies in a list
    request = request_of(know.form, blueprint)
    held = blueprint.values.get(path)
    default = held.value if held is not None else suggestion(know.form, blueprint, found)
    if found.kind is Kind.ARRAY and found.options:
        return _pick_any(found)
    if found.options:
        found = allowed(know, found, path, request)
        default = default if found.option(default) or not found.options else found.options[0].value
        default = meant(know, blueprint, found) or default
        return Asked(path, question_text(found), _options(know, found, request, default), default)
    if found.kind is Kind.BOOLEAN:
        return Asked(path, question_text(found), _yes_no(path), default)
    hint = f"The blueprint has {default}." if default is not None and not found.own else hint_text(found)
    return Asked(path, f"{question_text(found)} {hint}".strip(), (), None if found.own else default)


def allowed(know: Knowledge, found: Field, path: str, request: Mapping[str, Any]) -> Field:
    """A field with a long list of options, of which only those that the rules leave for this request.

    The schema says which those are when it refuses one; three of the list are tried, not all.
    """
    if len(found.options) <= SHOWN + 1:
        return found
    left = list(found.options)
    for place in (0, -1, len(left) // 2):
        probe = left[min(place, len(left) - 1)].value
        tried = nest({**{p: v for p, v in leaves(request) if p}, path: probe})
        for problem in know.check(tried).problems:
            if problem.path == path and problem.options:
                left = [o for o in left if o.value in problem.options] or left
    return replace(found, options=tuple(left))


def suggestion(form: Form, blueprint: Blueprint, found: Field) -> Json:
    """What a yes would mean: the scenario's value of an enumerated field, or the schema's default."""
    chosen = form.scenario(blueprint.scenario)
    if found.options and chosen is not None:
        return get(chosen.request, found.path, found.default if found.has_default else None)
    return found.default if found.has_default else None


def _choice(form: Form, blueprint: Blueprint, path: str, problem: Problem) -> Asked:
    """Which of several kinds: the starting point's, else the one that most starting points have, is recommended."""
    first, *_ = sorted(map(str, problem.options), key=lambda p: -_common(form, blueprint, p)) or [""]
    choices = tuple(
        Choice(
            form.title_of(str(p)), (Set(str(p), {}),), str(p), (str(p).rpartition(".")[2], *_aliases(form, str(p))),
            recommended=p == first,
        )
        for p in problem.options
    )  # fmt: skip
    return Asked(path, f"Which kind of {form.title_of(path)}?", choices)


def _common(form: Form, blueprint: Blueprint, path: str) -> int:
    """How often starting points have a place; more than all of them together where the chosen one has."""
    having = [s.id for s in form.scenarios if get(s.request, path) is not None]
    return len(having) + (len(form.scenarios) if blueprint.scenario in having else 0)


def _aliases(form: Form, path: str) -> tuple[str, ...]:
    found = form.at(path)
    return found.aliases if found else ()


def _pick_any(found: Field) -> Asked:
    none = Choice("none of these", (Reject(found.path),), [], ("none", "no", "nothing", "neither"))
    choices = [] if found.min_items else [none]
    for option in found.options:
        means = f": {option.means.rstrip('.')}" if option.means else ""
        acts: tuple[Act, ...] = (Set(found.path, [option.value]),)
        choices.append(
            Choice(f"{option.title}{means}", acts, [option.value], (str(option.value), option.title, *option.aliases))
        )
    more = [choice.label.partition(":")[0] for choice in choices[SHOWN + 1 :]]
    text = f"{question_text(found)} Also: {listed(more)}." if 0 < len(more) <= _NAMED else question_text(found)
    return Asked(found.path, text, tuple(choices[: SHOWN + 1]))


def _options(know: Knowledge, found: Field, request: dict[str, object], default: Json) -> tuple[Choice, ...]:
    out = []
    for option in found.options if len(found.options) <= SHOWN + 1 else _spread(found, default):
        follows = sentence(know, found.path, option, request)
        label = value_text(found, option.value) + (f": {follows}" if follows else "")
        words = (str(option.value), option.title, *option.aliases)
        out.append(Choice(label, (Set(found.path, option.value),), option.value, words, option.value == default))
    return tuple(out)


def _spread(found: Field, default: Json) -> list[Option]:
    """A few of many: the proposed one, then one of each meaning, so that they show how far the choice reaches."""
    ordered = sorted(found.options, key=lambda o: o.value != default)
    firsts = {option.means: option for option in reversed(ordered)}
    varied = [o for o in ordered if firsts[o.means] is o]
    return [*varied, *(o for o in ordered if o not in varied)][:SHOWN]


def _yes_no(path: str) -> tuple[Choice, ...]:
    yes = Choice("yes", (Set(path, True),), True, ("yes", "on"))
    return yes, Choice("no", (Set(path, False),), False, ("no", "off"))


def collision(name: str) -> Asked:
    """Something of that name exists already."""
    yes = Choice("yes, change what is there", (ConfirmUpdate(),), True, ("update", "change it", "replace"))
    no = Choice("no, I choose another name", (Decline("confirm"),), False, ("another name", "rename"))
    return Asked("confirm", f"Shall this change {name}?", (yes, no), about="collision")


def review() -> Asked:
    """The last look before the handoff."""
    yes = Choice("submit: open the pull request", (Submit(),), True, ("submit", "approve"), recommended=True)
    no = Choice("cancel", (CancelAct(),), False, ("cancel",))
    return Asked("review", "Shall I open the pull request? Say what to change, or approve.", (yes, no))


def proposed(form: Form, blueprint: Blueprint) -> Scenario | None:
    """The scenario that is recommended until one is chosen."""
    ranked = (s for id_ in blueprint.ranking if (s := form.scenario(id_)))
    return next(ranked, form.scenarios[0] if form.scenarios else None)
