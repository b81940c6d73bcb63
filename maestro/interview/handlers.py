"""Which handler each kind of act goes to; a new act gets a row."""

from collections.abc import Callable, Mapping
from typing import Any

from maestro.domain import acts as a
from maestro.domain.acts import Act
from maestro.interview import decisions, explaining, proposals, suggestions, takings, talk, writes
from maestro.interview.draft import Draft
from maestro.interview.state import Stage

_KEPT = "Everything you said is kept. Leave when you like; `maestro chat --resume` goes on from here."

_ASIDE = "Nothing of that goes into the request."
_REMARK = 6  # words of a greeting or of thanks; what is longer is a remark


def handled(draft: Draft, act: Act) -> None:
    """Do what one act asks for. What compares environments is for all of them, and never comes here."""
    HANDLERS[type(act)](draft, act)


def _cancel(draft: Draft, _: a.Cancel) -> None:
    draft.stage = Stage.CANCELLED


def _confirm_update(draft: Draft, _: a.ConfirmUpdate) -> None:
    draft.confirmed_update, draft.collision, draft.answered = True, None, True


def _refer(draft: Draft, _: a.Refer) -> None:
    draft.refers = True


def _help(draft: Draft, _: a.Help) -> None:
    for line in explaining.HELP:
        draft.say(line)


def _small_talk(draft: Draft, act: a.SmallTalk) -> None:
    if len(act.quote.split()) > _REMARK:
        draft.say(_ASIDE)
    else:
        draft.say("Gladly." if "thank" in act.quote.lower() else "Hello.")


def _pause(draft: Draft, _: a.Pause) -> None:
    draft.say(_KEPT)


def _unclear(draft: Draft, act: a.Unclear) -> None:
    draft.puzzled = True
    talk.on_unclear(draft, act.quote)


HANDLERS: Mapping[type, Callable[[Draft, Any], None]] = {
    a.Set: writes.on_set,
    a.Narrow: writes.on_narrow,
    a.Add: writes.on_add,
    a.Remove: takings.on_remove,
    a.Reject: takings.on_reject,
    a.Clear: takings.on_clear,
    a.Accept: decisions.on_accept,
    a.Decline: decisions.on_decline,
    a.AcceptAll: decisions.on_accept_all,
    a.DontCare: decisions.on_dont_care,
    a.DontKnow: decisions.on_dont_know,
    a.Skip: decisions.on_skip,
    a.Choose: decisions.on_choose,
    a.Describe: decisions.on_describe,
    a.Reason: talk.on_reason,
    a.Question: talk.on_question,
    a.WishFor: talk.on_wish,
    a.Undo: decisions.on_undo,
    a.Redo: lambda draft, _: decisions.on_redo(draft),
    a.Submit: lambda draft, _: decisions.on_submit(draft),
    a.Cancel: _cancel,
    a.Collision: decisions.on_collision,
    a.ConfirmUpdate: _confirm_update,
    a.Attach: proposals.on_attach,
    a.Decide: proposals.on_decide,
    a.Refer: _refer,
    a.Help: _help,
    a.SmallTalk: _small_talk,
    a.Pause: _pause,
    a.Unclear: _unclear,
    a.Suggest: suggestions.on_suggest,
}
