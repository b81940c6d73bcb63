"""What a reader takes to be meant and cannot show the words for: asked in one question, done after a yes alone.

A suggestion waits for one answer: a yes does it, a no keeps it from ever being asked again, anything else that the user
goes on with drops it.
"""

from collections.abc import Sequence
from dataclasses import replace

from maestro.domain import acts as a
from maestro.domain.acts import Act, Suggest
from maestro.domain.conversation import Asked, Choice
from maestro.domain.form import Form
from maestro.interview.draft import Draft
from maestro.interview.foresight import legal
from maestro.interview.words import change_text, value_text

ABOUT = "suggested"
_MOST = 5  # in one question
_YES = (a.Accept, a.ConfirmUpdate)  # an approval of the request is none of a guess
_NO = (a.Decline, a.DontKnow, a.DontCare, a.Skip)
_TALK = (a.Question, a.Help, a.SmallTalk, a.Unclear)
_CONTROL = {
    "accept_all": "take the standard for everything else",
    "undo": "take the last change back",
    "redo": "put it back again",
    "cancel": "end the conversation without a result",
}


def on_suggest(draft: Draft, act: Suggest) -> None:
    """Keep it for the question; what holds already, was declined, or would be refused is not worth one."""
    bare = replace(act, quote="")
    known = [replace(other, quote="") for other in (*draft.suggested, *draft.unwanted)]
    if len(draft.suggested) < _MOST and bare not in known and _worth_asking(draft, act):
        draft.suggested.append(act)


def question(form: Form, suggested: Sequence[Suggest]) -> Asked:
    """All of them in one question."""
    told = "; ".join(said(form, act) for act in suggested)
    yes = Choice("yes", (a.Accept("confirm"),), True)
    no = Choice("no, none of it", (a.Decline("confirm"),), False, ("none of it", "neither"))
    return Asked("confirm", f"Did you mean: {told}?", (yes, no), about=ABOUT)


def said(form: Form, act: Suggest) -> str:
    """One of them in a few words, with the user's own where there are any."""
    words = f' (from "{act.quote[:60]}")' if act.quote else ""
    return _told(form, act) + words


def decided(draft: Draft, acts: tuple[Act, ...]) -> tuple[Act, ...]:
    """The message's acts, an answer to the question about suggestions replaced by what it stands for."""
    waiting = tuple(draft.suggested)
    if not waiting or draft.question is None or draft.question.about != ABOUT:
        return acts
    if all(isinstance(act, _TALK) for act in acts):
        return acts  # a digression: the question is asked again
    draft.suggested.clear()
    yes = next((act for act in acts if isinstance(act, _YES)), None)
    no = any(isinstance(act, _NO) for act in acts)
    rest = tuple(act for act in acts if not isinstance(act, (*_YES, *_NO)))
    if no:
        draft.unwanted.extend(waiting)
    if yes is None or no:
        draft.answered = draft.answered or no
        return rest
    draft.answered = True
    return (*(a.meant(act, yes.quote) for act in waiting), *rest)


def _worth_asking(draft: Draft, act: Suggest) -> bool:
    try:
        meant = a.meant(act, "")
    except ValueError:
        return False
    held = draft.blueprint.values.get(act.path)
    match meant:
        case a.Set():
            return (held is None or held.value != act.value) and legal(draft, meant)
        case a.Add():
            return not (held is not None and isinstance(held.value, list) and act.value in held.value)
        case a.Choose():
            return draft.form.scenario(meant.scenario) is not None and draft.blueprint.scenario != meant.scenario
        case a.Remove() | a.Reject() | a.Clear():
            return draft.form.at(act.path) is not None
        case _:
            return True


def _told(form: Form, act: Suggest) -> str:
    if act.does in _CONTROL:
        return _CONTROL[act.does]
    if act.does == "choose":
        scenario = form.scenario(str(act.value))
        return f"start from {scenario.title if scenario else act.value}"
    if act.does in ("set", "add"):
        return change_text(form, act.path, act.value)
    named = "" if act.value is None else f" {value_text(form.at(act.path), act.value)}"
    verb = "forget what was said of" if act.does == "clear" else "without"
    return f"{verb} {form.title_of(act.path)}{named}"
