"""Environments under other words of English: "the real one", "where the trainees practise", "only to try it out".

Which of the factory's environments is live, its own names tell; the other one is meant by words of practice only where
there is but one other. A word that could as well say what the thing is for counts only beside several environments.
"""

import re
from collections.abc import Iterator, Sequence

from maestro.domain.acts import Set
from maestro.domain.form import Field, Form
from maestro.domain.json import Json
from maestro.understanding.english.grammar import LIVE, PRACTICE, TRIED_OUT, TRYING, UNREAL
from maestro.understanding.english.text import norms

_LIVE_NAMES = frozenset(norms("prod production live productive real"))
_NOT_YET = re.compile(r"\bnot (?:yet )?(?:quite )?(?:the |an? |any |our )?$", re.IGNORECASE)  # "the real deal"
_THERE_HERE = (
    (re.compile(r"\bthere\b", re.IGNORECASE), re.compile(r"\bhere\b", re.IGNORECASE)),
    (re.compile(r"\bthe former\b", re.IGNORECASE), re.compile(r"\bthe latter\b", re.IGNORECASE)),
    (re.compile(r"\bthe first(?: one)?\b", re.IGNORECASE), re.compile(r"\bthe second(?: one)?\b", re.IGNORECASE)),
    (re.compile(r"\bthe one\b", re.IGNORECASE), re.compile(r"\bthe other(?: one)?\b", re.IGNORECASE)),
)


def staged(place: Field, text: str, known: Sequence[str] = ()) -> Iterator[tuple[int, int, Json]]:
    """Where a text speaks of the live environment, or of the one that is not; of those `known`, where any are."""
    live, other = live_and_other(place, known)
    for pattern, value in ((LIVE, live), (PRACTICE, other)):
        if value is not None:
            yield from ((m.start(), m.end(), value) for m in pattern.finditer(text))


def live_and_other(place: Field, known: Sequence[str] = ()) -> tuple[Json, Json]:
    """The environment that is live, and the only one that is not; None where the factory's names do not tell."""
    named = {o.value: norms(" ".join((str(o.value), o.title, *o.aliases))) for o in place.options}
    live = [value for value, names in named.items() if _LIVE_NAMES & set(names)]
    live = [value for value in live if not {"test", "dev", "nonprod"} & set(named[value])] or live
    others = [value for value in named if value not in live and (not known or str(value) in known)]
    return (live[0] if len(live) == 1 else None), (others[0] if len(others) == 1 and len(live) == 1 else None)


def stage_of(place: Field, said: str) -> Json:
    """Which one an answer means: "only trying it out", "our customers work with it"; None where it tells none."""
    live, other = live_and_other(place)
    unreal = UNREAL.search(said) is not None
    lives = LIVE.search(said)
    real = lives is not None and not unreal and _NOT_YET.search(said[: lives.start()]) is None
    tried = TRYING.search(said) is not None or PRACTICE.search(said) is not None or unreal
    return None if real == tried else live if real else other


def in_order(text: str, order: Sequence[Json]) -> Iterator[tuple[int, int, Json]]:
    """ "medium there, small here": the one that was named first, and the one that was named last, of two."""
    if len(order) != 2:
        return
    for former, latter in _THERE_HERE:
        one, other = former.search(text), latter.search(text)
        if one is not None and other is not None:
            yield one.start(), one.end(), order[0]
            yield other.start(), other.end(), order[1]
            return


def only_tried(form: Form, text: str) -> Set | None:
    """ "It's for trying it out, not for customers": said of the whole thing, that is not the live one."""
    match = TRIED_OUT.search(text)
    if form.environment is None or match is None:
        return None
    _, other = live_and_other(form.environment)
    return Set(form.environment.path, other, match[0].strip(" ,.;:(")) if other is not None else None
