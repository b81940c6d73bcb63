"""What documents propose: offered as a numbered list, taken one by one or all at once. Only the user's word writes it.

A proposal that says what was said already, or the opposite, is not offered: the user's words stay.
"""

from collections.abc import Mapping
from dataclasses import replace

from maestro.domain.acts import Add, Attach, Decide, Set
from maestro.domain.blueprint import Blueprint, Source, Status, Value
from maestro.domain.conversation import Asked, Choice
from maestro.domain.document import Paper, Proposal
from maestro.domain.form import Form
from maestro.domain.handoff import one_line
from maestro.domain.json import below, generic, parent
from maestro.interview import values, writes
from maestro.interview.draft import Draft
from maestro.interview.words import change_text, listed, value_text

ABOUT = "document"  # what the question is about
ASIDE = "document.rest"  # what was not named when several were taken: not asked again, there when it is named
_QUOTE = 60  # characters of a quote beside a proposal
_NOTES = 5
_ORDER = 140  # characters of an order that is quoted back
_ALL_WORDS = ("take them all", "all of them", "all", "everything")
_NONE_WORDS = ("none of them", "none", "leave them", "nothing")


def open_offers(form: Form, blueprint: Blueprint) -> tuple[Proposal, ...]:
    """The proposals to decide on, in the order of their numbers."""
    return tuple(p for p in blueprint.offered if not _held(blueprint, p) and not against(form, blueprint, p))


def due(form: Form, blueprint: Blueprint, skipped: tuple[str, ...], *, last: bool = False) -> tuple[Proposal, ...]:
    """Those to ask for now; what was talked past is asked `last`."""
    if ASIDE in skipped or (ABOUT in skipped and not last):
        return ()
    return open_offers(form, blueprint)


def _held(blueprint: Blueprint, proposal: Proposal) -> bool:
    """Whether the user said the very same."""
    held = blueprint.values.get(proposal.path)
    if proposal.value == {}:
        return values.said(blueprint, proposal.path)
    if held is None or held.source not in values.SAID:
        return False
    return held.value == proposal.value or (isinstance(held.value, list) and proposal.value in held.value)


def against(form: Form, blueprint: Blueprint, proposal: Proposal) -> str:
    """What the user said that stands against a proposal; "" where nothing does."""
    path = proposal.path
    for mark, status in blueprint.marks.items():
        root = parent(mark) if mark.endswith(".enabled") else mark
        if status is Status.REJECTED and below(path, root):
            return f"you do not want {form.title_of(root)}"
    held = blueprint.values.get(path)
    if held is not None and held.source in values.SAID and not proposal.listed and proposal.value != {}:
        who = f"{held.origin} says" if held.source is Source.DOCUMENT else "you said"
        return f"{who} {value_text(form.at(path), held.value)}" if held.value != proposal.value else ""
    for above in _ancestors(path):
        found = form.at(above)
        rivals = [o for o in (found.alternatives if found else ()) if o != generic(above)]
        if not values.said(blueprint, above) and (rival := next((r for r in rivals if _by_user(blueprint, r)), None)):
            return f"you said {form.title_of(rival)}"
    return ""


def _by_user(blueprint: Blueprint, path: str) -> bool:
    return any(below(p, path) and v.source is Source.USER for p, v in blueprint.values.items())


def _ancestors(path: str) -> tuple[str, ...]:
    parts = path.split(".")
    return tuple(".".join(parts[: n + 1]) for n in range(len(parts)))


def on_attach(draft: Draft, act: Attach) -> None:
    """Keep what a document proposes; say what else is in it. Nothing is written."""
    if act.problem:
        draft.say(act.problem)
        return
    blueprint = draft.blueprint
    known = {(p.path, repr(p.value)) for p in (*blueprint.offered, *blueprint.declined)}
    single = {p.path for p in blueprint.offered if not p.listed}
    fresh = [p for p in act.proposals if (p.path, repr(p.value)) not in known and p.path not in single]
    paper = Paper(act.name, act.digest, act.about)
    papers = (*(p for p in blueprint.papers if p.digest != act.digest), paper)
    draft.blueprint = replace(blueprint, papers=papers, offered=(*blueprint.offered, *fresh))
    draft.skipped = [p for p in draft.skipped if p not in (ABOUT, ASIDE)]
    draft.attached = True
    draft.say(
        f"I read {act.name}." if act.proposals else f"I read {act.name}; I find nothing in it that a field takes."
    )
    if act.suspicious:
        quoted = "; ".join(f'"{one_line(text, _ORDER)}"' for text in act.suspicious[:3])
        more = f" and {len(act.suspicious) - 3} more" if len(act.suspicious) > 3 else ""
        draft.say(
            f"It gives orders, which a document cannot. They look suspicious and I did nothing of them: {quoted}{more}."
        )
    for note in act.notes[:_NOTES]:
        draft.say(note)
    if len(act.notes) > _NOTES:
        draft.say(f"And {len(act.notes) - _NOTES} more of that kind.")


def on_decide(draft: Draft, act: Decide) -> None:
    """Take some proposals with their citation, leave others out for good."""
    offers = open_offers(draft.form, draft.before.blueprint)
    taken = [offers[n] for n in act.take if 0 <= n < len(offers)]
    left = [offers[n] for n in act.leave if 0 <= n < len(offers) and n not in act.take]
    gone = [*taken, *left]
    draft.blueprint = replace(
        draft.blueprint,
        offered=tuple(p for p in draft.blueprint.offered if p not in gone),
        declined=(*draft.blueprint.declined, *left),
    )
    draft.answered = True
    if len(taken) > 1 and len(offers) > len(gone):
        draft.skipped = [*draft.skipped, ASIDE]
        draft.say("The rest stays aside; `take the rest`, or a name, brings it.")
    for proposal in sorted(taken, key=lambda p: p.value != {}):
        _take(draft, proposal)
    if taken:
        draft.say(f"Taken: {listed([_short(draft.form, p) for p in taken])}.")
    if left:
        draft.say(f"Left out: {listed([_short(draft.form, p) for p in left])}.")


def take_all(draft: Draft) -> None:
    """Whatever is offered."""
    if offers := open_offers(draft.form, draft.before.blueprint):
        on_decide(draft, Decide(tuple(range(len(offers)))))


def leave_all(draft: Draft) -> None:
    """Nothing of it."""
    on_decide(draft, Decide((), tuple(range(len(open_offers(draft.form, draft.before.blueprint))))))


def _take(draft: Draft, proposal: Proposal) -> None:
    told = Value(proposal.value, Source.DOCUMENT, Status.STATED, proposal.quote, proposal.citation)
    if proposal.listed:
        writes.on_add(draft, Add(proposal.path, proposal.value, proposal.quote), told)
    else:
        writes.on_set(draft, Set(proposal.path, proposal.value, proposal.quote, correction=True), told)


def conclude(draft: Draft) -> None:
    """At the end of a turn that brought or named a document: what stands against it, or that none is there."""
    if draft.refers and not draft.blueprint.papers and not draft.attached:
        draft.say(
            "I see no document here. `/attach FILE` (or `--attach FILE` at the start) gives me one; or tell me the "
            "figures that matter."
        )
    for proposal in draft.blueprint.offered if draft.attached else ():
        if reason := against(draft.form, draft.blueprint, proposal):
            words = f'{_short(draft.form, proposal)}: "{one_line(proposal.quote, _QUOTE)}", {proposal.citation}'
            draft.say(f"Not offered, since {reason}: {words}.")


def put_off(draft: Draft, blueprint: Blueprint) -> list[str]:
    """Who says something else instead of deciding is asked again at the end."""
    asked = draft.question
    open_ = asked is not None and asked.path == "confirm" and asked.about == ABOUT
    spoke = blueprint.values != draft.before.blueprint.values and draft.moved_to is None
    same = blueprint.offered == draft.before.blueprint.offered
    return [*draft.skipped, ABOUT] if open_ and spoke and same and ABOUT not in draft.skipped else draft.skipped


def question(form: Form, offers: tuple[Proposal, ...]) -> Asked:
    """The numbered list, and all or none."""
    sources = list(dict.fromkeys(p.source for p in offers))
    choices = [Choice(_label(form, p, many=len(sources) > 1), (Decide((n,)),)) for n, p in enumerate(offers)]
    every = tuple(range(len(offers)))
    if len(offers) > 1:
        choices.append(Choice("take them all", (Decide(every),), None, _ALL_WORDS, recommended=True))
    choices.append(Choice("none of them", (Decide((), every),), None, _NONE_WORDS))
    text = f"Shall I take this from {listed(sources)}? Numbers, names, all or none."
    return Asked("confirm", text, tuple(choices), about=ABOUT)


def _label(form: Form, proposal: Proposal, *, many: bool) -> str:
    place = proposal.citation if many else proposal.place
    because = f"; {proposal.because}" if proposal.because else ""
    cited = ", ".join(part for part in (f'"{one_line(proposal.quote, _QUOTE)}"', place) if part)
    return f"{_short(form, proposal)}  ({cited}{because})"


def _short(form: Form, proposal: Proposal) -> str:
    if isinstance(proposal.value, Mapping) and proposal.value:
        said = listed([value_text(None, part) for part in proposal.value.values()])
        return f"{form.title_of(proposal.path)}: {said}"
    return change_text(form, proposal.path, proposal.value)
