"""Questions about the conversation itself: what a yes leads to, what it costs, whether it can be changed later."""

import re

from maestro.domain.conversation import Asked
from maestro.domain.form import Field
from maestro.domain.json import Json
from maestro.interview.consequences import chosen_options, entailed, sentence
from maestro.interview.draft import Draft
from maestro.interview.values import request_of
from maestro.interview.words import capital, value_text

LATER = (
    "Yes: until you approve, say it anew or `undo` at any time; after that, a new request of the same name changes "
    "what is there."
)
_SAFE = "Nothing is opened before the review at the end, and nothing built before people have merged it."
_APPROVAL = re.compile(r"\b(?:approv|submi|review|merg|sign)", re.IGNORECASE)
_PRICED = re.compile(r"\b(?:price|cost|cheap|expensive)", re.IGNORECASE)


def on_next(draft: Draft, said: str = "") -> None:
    """What a yes to the open question leads to; what an approval does, where that is asked."""
    asked = draft.question
    if asked is None:
        draft.say(_SAFE)
    elif asked.path in ("review", "submit") or _APPROVAL.search(said):
        draft.say(
            "An approval writes the request to a branch, checks it against schema and policies and opens a pull "
            "request; people review and merge that, and only then is anything built."
        )
    elif label := _yes(asked):
        draft.say(f"A yes means: {label}. {_SAFE}")
    else:
        draft.say(f"Your answer goes into the request; then comes the next question. {_SAFE}")


def _yes(asked: Asked) -> str:
    """The label of what a yes would pick."""
    picked = next((c.label for c in asked.choices if c.recommended), "")
    return picked or ("" if asked.default is None else str(asked.default))


def on_recommended(draft: Draft) -> None:
    """What the open question proposes, and why."""
    asked = draft.question
    if asked is None or not (label := _yes(asked)):
        draft.say("I have nothing to recommend there: only you can know it.")
        return
    scenario = draft.form.scenario(draft.blueprint.scenario)
    because = f", as {scenario.title} has it" if scenario is not None and draft.form.at(asked.path) else ""
    draft.say(f"I would take this: {label}{because}.")


def on_cost(draft: Draft, found: Field | None, value: Json) -> None:
    """What the factory's files say of a price; where they say none, the machines that it is paid for."""
    texts = [found.description, found.why, *(o.means for o in found.options)] if found else []
    priced = [text for text in texts if _PRICED.search(text)]
    if found is not None and priced:
        draft.say(f"{found.title}: {capital(priced[0]).rstrip('.')}.")
    request = request_of(draft.form, draft.blueprint)
    held = draft.blueprint.values.get(found.path) if found else None
    named = value if value is not None else held.value if held else None
    sized = [
        f"{value_text(found, option.value)} is {sentence(draft.know, found.path, option, request)}"
        for option in (chosen_options(found, named) or found.options[:4] if found else ())
        if found is not None and any(e.sets for e in entailed(draft.know, found.path, option, request))
    ]
    machines = f" What is paid for: {'; '.join(sized)}." if sized else ""
    draft.say(f"This factory's files hold no prices; the platform team knows them.{machines}")
