"""What a message is before it says anything of the request: the end of it all, a step back, a pause, go on.

Each is a closed set of phrases, alone or before a comma. A phrase that only turns away from what was asked ("forget
it: ...") is taken off, and the rest is read.
"""

import re
from dataclasses import dataclass

from maestro.domain.acts import Act, Cancel, DontKnow, Pause, Question, Redo, Topic, Unclear, Undo
from maestro.domain.conversation import View
from maestro.domain.form import Kind
from maestro.understanding.english import grammar
from maestro.understanding.english.kernels import another_does
from maestro.understanding.replies.deferral import deferred
from maestro.understanding.stance.starts import starting

_BREAK = re.compile(r"\s*(?:[,.;:!…]+|\s[-–—]\s|\b(?:and then|then|and|because|since|as|so)\b)\s*", re.IGNORECASE)
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "twice": 2, "couple": 2, "a couple of": 2}
_ALL = 1_000  # more steps than are ever kept


@dataclass(frozen=True)
class Head:
    """The act that a message begins with (None where the words only turn away), and what it says after that."""

    act: Act | None
    rest: str = ""


def head(said: str, view: View) -> Head | None:
    """The act at the beginning of a message, if it has one. Who cancels and names another start does not end it all."""
    if (whole := _reply(said, view)) is not None:
        return Head(whole)
    for end in _ends(said):
        first, rest = said[:end].strip(), said[end:]
        act = _act(first, alone=not rest.strip(" .!,;:"))
        if act is not None:
            instead = isinstance(act, Cancel) and starting(rest, view.form) is not None
            return Head(None if instead else act, "" if isinstance(act, Cancel) and not instead else _blank(said, end))
        if rest.strip(" .!") and grammar.AWAY.fullmatch(first):
            return Head(None, _blank(said, end))
    return None


def _reply(said: str, view: View) -> Act | None:
    """A whole message that decides nothing: what stands is asked for, the question is not understood or passed on."""
    asked, text = view.question, said.strip()
    if grammar.SUMMARY.fullmatch(text):
        return Question(Topic.SHOW, quote=text)
    if grammar.WEARY.fullmatch(text):
        return Question(Topic.LEFT, quote=text)
    if asked is None:
        return None
    if grammar.PUZZLED.fullmatch(text):
        return Question(Topic.WHAT, asked.about or asked.path, quote=text)
    if grammar.TELLING_YES.fullmatch(text) and not any(choice.value is True for choice in asked.choices):
        return Unclear(text[:200])
    found = view.form.at(asked.path)
    another = found is not None and found.kind is Kind.ARRAY and another_does(text)
    if another or grammar.PAUSE.fullmatch(text) or grammar.NO.fullmatch(text):
        return None
    return DontKnow(asked.path, text) if deferred(text) else None


def undone(sentence: str) -> Undo | None:
    """The step back that one sentence of several asks for; only in words that can mean nothing else."""
    text = sentence.strip()
    act = _act(text, alone=True)
    sure = isinstance(act, Undo) and act.steps < _ALL and grammar.CLEAR_UNDO.match(text) is not None
    return act if isinstance(act, Undo) and sure else None


def _ends(said: str) -> list[int]:
    """Where the beginning may end: at the whole message, and at its first few breaks."""
    breaks = [m.start() for m in _BREAK.finditer(said) if said[: m.start()].strip()][:2]
    return [len(said), *reversed(breaks)]


def _blank(said: str, end: int) -> str:
    rest = _BREAK.match(said, end)
    place = rest.end() if rest is not None else end
    return " " * place + said[place:] if said[place:].strip(" .!") else ""


def _act(first: str, *, alone: bool) -> Act | None:
    if (steps := _steps(first)) is not None:
        return Undo(first, steps)
    if grammar.UNDO.fullmatch(first) and (alone or grammar.CLEAR_UNDO.match(first)):
        return Undo(first)
    if grammar.REDO.fullmatch(first):
        return Redo(first)
    if grammar.END.fullmatch(first):
        return Cancel(first)
    if grammar.PAUSE.fullmatch(first):
        return Pause(first)
    if alone and grammar.CONTINUE.fullmatch(first):
        return Question(Topic.REPEAT, quote=first)
    return None


def _steps(first: str) -> int | None:
    """How many steps back: "undo the last two", "go back 3 steps", "start over"."""
    if grammar.START_OVER.fullmatch(first):
        return _ALL
    match = grammar.STEPS.fullmatch(first)
    if match is None:
        return None
    count = next(c for c in match.groups() if c)
    return int(count) if count.isdigit() else _COUNTS[count.lower()]
