"""A question that stays unanswered is put otherwise each time: what it means, what is proposed, which ways out it has.

A way out leaves a part out, puts the question off, or keeps everything for later; none of them is taken unasked.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from maestro.domain.acts import Act, Choose, Pause, Reject, Remove, Set, Skip
from maestro.domain.conversation import Asked, Choice
from maestro.domain.form import Field, Form, Kind
from maestro.domain.json import parent
from maestro.interview.calling import name_for
from maestro.interview.questions import EMPTY_LABEL, EMPTY_WORDS, for_one
from maestro.interview.state import State
from maestro.interview.words import capital, hint_text, value_text

FAILED = 2  # times that a question was not answered
PATIENCE = 4  # times until it is put off by itself
_LONG = 9  # choices at most
_WITHOUT = ("leave it out", "without it", "without", "drop it", "leave out")
_LATER = ("later", "leave it", "leave it open", "skip")
_STOP = ("pause", "stop", "stop here", "come back later", "later")


def key(asked: Asked) -> str:
    """What a question is about, however it is put."""
    return " ".join(part for part in (asked.path, asked.about, asked.environment or "") if part)


def entry_of(path: str) -> str | None:
    """The entry of a list that a path lies in: `a.0` of `a.0.b`."""
    match = re.match(r"(.+\.\d+)\.", path)
    return match[1] if match else None


def part_of(form: Form, path: str) -> str | None:
    """The smallest thing around a field that the request can be without: an entry, an object, a component."""
    if (entry := entry_of(path)) is not None:
        return entry
    component, above = form.component_of(path), parent(path)
    while above and (found := form.at(above)) is not None:
        if component is not None and above == component.path:
            return above
        if not found.required and component is not None:
            return above
        above = parent(above)
    return None


def eased(form: Form, state: State, asked: Asked) -> Asked:
    """The question as it is put after it was left unanswered a few times; as it stands before that."""
    tries = state.failures.get(key(asked), 0)
    if tries < FAILED:
        return asked
    found = form.at(asked.path)
    if asked.path in ("purpose", "scenario"):
        choices = _starts(form, asked)
    elif found is not None:
        choices = tuple(_ways(form, state, asked, replace(found, path=asked.path)))
    else:
        choices = asked.choices
    easier = replace(asked, choices=choices)
    return replace(easier, text=_text(form, easier, tries))


def _starts(form: Form, asked: Asked) -> tuple[Choice, ...]:
    """Every starting point with what it is, those that were proposed first."""
    shown = [c for c in asked.choices if form.scenario(str(c.value)) is not None]
    rest = [s for s in form.scenarios if s.id not in {c.value for c in shown}][: _LONG - 1 - len(shown)]
    more = (Choice(f"{s.title}: {s.summary}", (Choose(s.id),), s.id, (s.title, s.id)) for s in rest)
    return (*shown, *more, Choice(EMPTY_LABEL, (Choose(None),), None, EMPTY_WORDS))


def _ways(form: Form, state: State, asked: Asked, found: Field) -> Iterator[Choice]:
    """The answers by number, what is proposed, and the ways out."""
    where = asked.environment
    none_first = found.kind is Kind.ARRAY and not found.required and state.failures.get(key(asked), 0) > FAILED
    for place, choice in enumerate(asked.choices):
        yield replace(choice, recommended=True) if none_first and place == 0 and choice.value == [] else choice
    offered = {str(c.value) for c in asked.choices if c.value is not None}
    proposed = any(c.recommended for c in asked.choices)
    if asked.default is not None and not proposed and str(asked.default) not in offered:
        yield _way(f"take {value_text(found, asked.default)}", Set(asked.path, asked.default), where, (), chosen=True)
    name = name_for(form, state.blueprint, found) if asked.path in state.skipped else None
    if name is not None and not asked.choices:
        yield _way(f"call it {name}", Set(asked.path, name), where, (name,), chosen=True)
    known = [act for c in asked.choices for act in c.acts]
    part = part_of(form, asked.path)
    if part is not None and not any(isinstance(act, (Reject, Remove)) for act in known):
        out: Act = Remove(part) if part.rpartition(".")[2].isdigit() else Reject(part)
        yield _way(f"leave {_title(form, part)} out", out, where, _WITHOUT)
    if any(isinstance(act, Skip) for act in known):
        return
    if asked.path in state.skipped:
        yield _way("stop here and come back later", Pause(), where, _STOP)
    else:
        yield _way("leave it open for now", Skip(asked.path), where, _LATER)


def _way(label: str, act: Act, where: str | None, words: tuple[str, ...], *, chosen: bool = False) -> Choice:
    return Choice(label, (for_one(act, where) if where else act,), None, words, recommended=chosen)


def _title(form: Form, part: str) -> str:
    """What a part is called; an entry by its list's name."""
    return form.title_of(parent(part) if part.rpartition(".")[2].isdigit() else part)


def _text(form: Form, asked: Asked, tries: int) -> str:
    """In other words at first, then by what is proposed; from then on with how often it was asked."""
    if tries >= PATIENCE:
        found = form.at(asked.path)
        example = f" {hint_text(found)}" if found is not None and not found.options and hint_text(found) else ""
        kept = "Leave whenever you like, it is all kept."
        return f"Still open after {tries} tries: {_subject(form, asked)}.{example} {kept}"
    if tries > FAILED and (proposed := _proposed(asked)):
        return f"Shall I take this: {proposed}? Yes is enough; it can be changed until you approve."
    return _again(form, asked, tries)


def _subject(form: Form, asked: Asked) -> str:
    names = {"purpose": "what it will host", "scenario": "the starting point", "review": "your approval"}
    subject = names.get(asked.path) or form.title_of(asked.about if asked.path == "confirm" else asked.path)
    return f"{subject} in {asked.environment}" if asked.environment else subject


def _proposed(asked: Asked) -> str:
    return next((c.label for c in asked.choices if c.recommended), "")


def _again(form: Form, asked: Asked, tries: int) -> str:
    """The same question in other words."""
    last = tries > FAILED
    if asked.clash:
        return f"One of the two has to go; a number is enough. {asked.text}"
    if asked.path in ("purpose", "scenario"):
        few = "A number is enough; all of it can be changed afterwards."
        return f"What is nearest to it? {few}" if not last else f"Pick any, to begin with. {few}"
    if asked.path == "review":
        way = "`submit` opens the pull request, `cancel` ends it; or name one thing to change."
        return way if not last else f"{way} `/show` prints every value."
    if (found := form.at(asked.path)) is None:
        return f"Yes or no is enough. {asked.text}" if not last else f"Say yes, no, or a number. {asked.text}"
    told = (found.why or found.description) if not last else found.description
    lead = "Put otherwise" if not last else "Once more"
    where = f" in {asked.environment}" if asked.environment else ""
    said = f"{lead}: {found.title}{where}. {capital(told).rstrip('.')}." if told else f"{lead}: {found.title}{where}."
    return f"{said} {'' if found.options else hint_text(found)}".strip()
