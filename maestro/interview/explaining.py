"""What something is, why it is asked, whether it can be had, where its value comes from, and how it stands now."""

from maestro.domain.acts import Question, Set
from maestro.domain.blueprint import Source, Value
from maestro.domain.conversation import Asked, Choice
from maestro.domain.form import Field, Kind, Lack, Option
from maestro.domain.handoff import one_line
from maestro.domain.json import below
from maestro.interview import provisions, values
from maestro.interview.consequences import chosen_options
from maestro.interview.draft import Draft
from maestro.interview.words import capital, change_text, listed, question_text, value_text

WHAT = (
    "I turn what you tell me into a request: you approve it, and it goes to the platform team as a pull request. "
    "You need not know its words: say what it is for."
)
HELP = (
    WHAT,
    "Say what you need or what to change, in your own words: a number picks a choice, `undo` takes the last step back.",
    "Ask me what something is, why I ask, which options there are, what is left. /help lists the commands.",
)
_INSIDE = 4  # values of a part that are told


def field(draft: Draft, path: str) -> Field | None:
    """The field of a path, else that of the open question."""
    asked = draft.question
    return draft.form.at(path or (asked.about or asked.path if asked else ""))


def what(draft: Draft, act: Question) -> None:
    """What a starting point, an option, a field or something that the factory lacks is."""
    scenario = draft.form.scenario(str(act.value)) if act.value is not None else None
    if scenario is not None:
        draft.say(f"{scenario.title}: {scenario.summary} It has {listed(scenario.contains)}.")
    elif (lack := _lack(draft, act)) is not None:
        draft.say(f"This factory cannot do {lack.title}.{nearest_text(lack.nearest)}")
    elif (found := None if _unnamed(act) else field(draft, act.path)) is None:
        _untold(draft, act)
    else:
        _field_told(draft, act, found)


def _unnamed(act: Question) -> bool:
    """Whether a question has words of its own, none of which names a place of the request."""
    return not act.path and isinstance(act.value, list)


def _untold(draft: Draft, act: Question) -> None:
    """What no field tells; perhaps a policy does."""
    if not (policies := _policies(draft, act)):
        draft.say(f"That I cannot tell from the factory's files. {HELP[-1]}")
    for title, description, acts in policies:
        lead = "A policy does that here" if acts else "A policy of this factory"
        draft.say(f"{lead}: {title.rstrip('.')}. {description}".rstrip())


def _policies(draft: Draft, act: Question) -> tuple[tuple[str, str, bool], ...]:
    words = [str(word) for word in act.value] if isinstance(act.value, list) else []
    request = values.request_of(draft.form, draft.blueprint)
    return draft.know.effects.concerning(words, request) if words else ()


def _field_told(draft: Draft, act: Question, found: Field) -> None:
    options = chosen_options(found, act.value) if act.value is not None else ()
    for option in options:
        draft.say(_told(option, found, provisions.brought(draft, found, option)))
    if options:
        return
    _offer(draft, found)
    draft.say(f"{found.title}: {found.description or found.why or question_text(found)}")
    if found.why and found.why not in found.description:
        draft.say(f"{capital(found.why).rstrip('.')}.")
    if now := _now(draft, found):
        draft.say(now)
    elif found.has_default and found.kind not in (Kind.OBJECT, Kind.ARRAY):
        draft.say(f"Unless told otherwise: {value_text(found, found.default)}.")


def _now(draft: Draft, found: Field) -> str:
    """What stands there, and who says so; for a part, its chief values; empty where nothing does."""
    held = draft.blueprint.values.get(found.path)
    if held is not None and held.value not in ({}, []):
        return f"Now: {value_text(found, held.value)}, {_origin(draft, held)}."
    if found.kind in (Kind.OBJECT, Kind.ARRAY):
        return _inside(draft, found)
    usual = draft.know.effects.standard(found.path, values.request_of(draft.form, draft.blueprint))
    return f"Now: {value_text(found, usual)}, set by a policy." if usual is not None else ""


def _inside(draft: Draft, found: Field) -> str:
    """The values of a part that somebody said, and those that are choices."""
    below_it = ((p, v, draft.form.at(p)) for p, v in draft.blueprint.values.items() if below(p, found.path))
    chief = [(p, v) for p, v, f in below_it if f is not None and (f.options or v.source in values.SAID)]
    told = [change_text(draft.form, p, v.value) for p, v in chief if v.value is not True or not p.endswith(".enabled")]
    component = draft.form.component_of(found.path)
    switch = draft.blueprint.values.get(f"{component.path}.enabled") if component is not None else None
    spare = f" {capital(_origin(draft, switch))}; it can be left out." if switch and _only_laid(switch) else ""
    return f"Now: {'; '.join(told[:_INSIDE])}.{spare}" if told else spare.strip()


def _only_laid(switch: Value) -> bool:
    """Whether a starting point alone has the part."""
    return switch.value is True and switch.source is Source.SCENARIO


def _origin(draft: Draft, held: Value) -> str:
    scenario = draft.form.scenario(held.origin)
    return {
        Source.USER: f'you said "{one_line(held.quote, 80)}"',
        Source.SCENARIO: f"from the blueprint {scenario.title if scenario is not None else held.origin}",
        Source.DEFAULT: "the factory's default",
        Source.PACK: f"required by {held.origin}",
        Source.DOCUMENT: f"from {held.origin}",
        Source.SIZING: "set by the sizing policy",
        Source.MODEL: "proposed by the model",
    }[held.source]


def _offer(draft: Draft, found: Field) -> None:
    """Remember a part that is not in the request as what "add it" would mean next."""
    component = any(found.path == c.path for c in draft.form.components)
    if not (component or found.alternatives) or values.holds(
        values.request_of(draft.form, draft.blueprint), found.path
    ):
        return
    act = Set(f"{found.path}.enabled", True) if component else Set(found.path, {})
    draft.listed = Asked(found.path, question_text(found), (Choice(found.title, (act,), act.value, (found.title,)),))


def _told(option: Option, found: Field, follows: str) -> str:
    means = (option.means or found.description).rstrip(".")
    return f"{option.title}: {means}." + (f" It brings: {follows}." if follows and follows != means else "")


def why(draft: Draft, path: str) -> None:
    """Why something is asked, and how it stands."""
    found = field(draft, path)
    if found is None:
        asked = draft.question
        by_purpose = asked is not None and asked.path in ("purpose", "scenario")
        draft.say(
            "What it is for decides which blueprint fits, and with it most of the other answers."
            if by_purpose else "Every change is approved by you before anything is opened."
        )  # fmt: skip
        return
    need = "The factory needs it." if found.required or draft.asks(found.path) else "It is optional."
    told = (found.why or found.description or "the factory asks for it").rstrip(".")
    draft.say(f"{found.title}: {told}. {need}")
    draft.say(_now(draft, found))


def source(draft: Draft, path: str) -> None:
    """Who said the values at a place."""
    told = path or draft.recent
    held = {p: v for p, v in draft.blueprint.values.items() if told and below(p, told)}
    if not held:
        draft.say(f"{draft.form.title_of(told)} has no value yet." if told else "Nothing is set yet.")
    for place, value in sorted(held.items(), key=lambda item: item[1].source not in values.SAID)[:4]:
        told_as = value_text(draft.form.at(place), value.value)
        draft.say(f"{draft.form.title_of(place)} = {told_as}: {_origin(draft, value)}.")


def _lack(draft: Draft, act: Question) -> Lack | None:
    """What was asked about, where the factory says that it cannot do it."""
    return next((entry for entry in draft.form.lacks if entry.title == act.value), None)


def nearest_text(nearest: str) -> str:
    """What comes closest to what the factory lacks, as a sentence after another."""
    return f" The nearest it has is {nearest}." if nearest else ""


def can(draft: Draft, act: Question) -> None:
    """Whether the factory has what is asked for."""
    if (lack := _lack(draft, act)) is not None:
        draft.lacking = lack.title
        wish = "Say that you want it, and I note the wish for the platform team."
        draft.say(f"No, this factory cannot do {lack.title}.{nearest_text(lack.nearest)} {wish}")
        return
    found = draft.form.at(act.path)
    if found is not None:
        _offer(draft, found)
        draft.say(f"Yes: {found.title}. {found.description}")
        draft.say(_now(draft, found))
    elif _policies(draft, act):
        _untold(draft, act)
    else:
        has = f" It has {listed([c.title for c in draft.form.components])}." if draft.form.components else ""
        draft.say(f"I find nothing of that name in this factory.{has}")
