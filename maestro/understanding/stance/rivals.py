"""One of a kind: who names another engine while the first is given up does not want both.

Written only where words of the message say that something gives way; without them both stand, as they were said.
"""

import re
from collections.abc import Iterator, Sequence

from maestro.domain.acts import Act, Choose, Narrow, Reject, Set
from maestro.domain.blueprint import Source
from maestro.domain.conversation import View
from maestro.domain.form import Form
from maestro.domain.json import below, generic
from maestro.understanding.english.grammar import GIVING_WAY, JOINING
from maestro.understanding.english.text import Span

_REFUSED = re.compile(
    r"(?:no|without(?: any| an?)?|(?:(?:do not|don'?t) (?:need|want|require)|no need (?:of|for))(?: any| an?| the)?)"
    r"\s+[\w/-]+(?:\s+[\w/-]+)?",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\s*(?:(?:is |are )?(?:needed|required|necessary)|(?:please|pls|at all|for us|thanks)\b|\s)*(?:[,.;!]|$)",
    re.IGNORECASE,
)
_NOT_NEEDED = re.compile(
    r"\s*(?:is|are)(?: not|n'?t) (?:needed|required|necessary|wanted)(?: at all)?\s*(?:[,.;!]|$)", re.IGNORECASE
)
_OF_NOW = re.compile(
    r"\b(?:old|existing|current|present|previous|new|big|large|small|medium|own|separate)\b", re.IGNORECASE
)
_STATE = re.compile(r"\b(?:is|are|was|were|works?|runs?|goes|feels?|looks?)\b", re.IGNORECASE)  # "slow without cache"
_ANEW = re.compile(r"\b(?:after all|again|instead|rather|actually|so|then|now|therefore|though|but)\b", re.IGNORECASE)
_TURNED = re.compile(
    r"(?:[,;:!.…–—-]+\s*|\s)(?:no,? (?:sorry|wait|actually|i mean)|sorry,? (?:no|i mean)|(?:scratch|strike|"
    r"cancel) that|"
    r"i (?:mean|meant)|or rather|wait,? no|wait|correction|on second thoughts?|oops|my mistake|sorry|no)\b"
    r"(?!\s*,?\s*(?:also|and|too)\b)(?=[\s,.:;!…–—-])(?! (?:need|use|idea|problem)\b)",
    re.IGNORECASE,
)
_SAID = (Source.USER, Source.DOCUMENT, Source.MODEL)


def displaced(said: str, acts: Sequence[Act], view: View) -> Iterator[Reject]:
    """What was said of the same kind as something that is named now, and that gives way to it."""
    yield from _turned_from(said, acts, view.form)
    switched = any(isinstance(act, Choose) for act in acts)
    if JOINING.search(said) or not (switched or GIVING_WAY.search(said)):
        return
    sets = [act for act in acts if isinstance(act, Set)]
    final = {above for act in sets if act.correction for above in _ancestors(act.path)}
    named = {above for act in sets for above in _ancestors(act.path)}
    gone = {generic(act.path) for act in acts if isinstance(act, Reject)}
    for path in sorted(named):
        found = view.form.at(path)
        for other in found.alternatives if found is not None else ():
            held = any(below(p, other) and value.source in _SAID for p, value in view.values.items())
            taken_back = path in final and other in named and other not in final
            if (taken_back or (held and other not in named)) and other != path and other not in gone:
                yield Reject(other, quote=next(a.quote for a in sets if below(a.path, path)))


def _turned_from(said: str, acts: Sequence[Act], form: Form) -> Iterator[Reject]:
    """ "Postgres... no sorry, it's MySQL": of two of a kind the one before words of turning round gives way."""
    turn = next(_TURNED.finditer(said), None)
    whole = [act for act in acts if isinstance(act, Set) and act.value == {} and act.quote]
    low = said.lower()
    before = [act for act in whole if turn is not None and -1 < low.find(act.quote.lower()) < turn.start()]
    after = [act for act in whole if turn is not None and low.find(act.quote.lower(), turn.end()) >= 0]
    for old in before:
        found = form.at(old.path)
        others = found.alternatives if found is not None else ()
        new = next((act for act in after if act.path in others), None)
        if new is not None and old.path not in {act.path for act in after}:
            yield Reject(old.path, quote=new.quote)


def _ancestors(path: str) -> Iterator[str]:
    """A path and all that it lies in."""
    while path:
        yield generic(path)
        path = path.rpartition(".")[0]


def contradicted(form: Form, acts: Sequence[Act], ends: Sequence[tuple[int, Span]], view: View) -> Iterator[Narrow]:
    """ "No database is needed. Database: MySQL, small.": a part that one sentence refuses and another has details of.

    `ends` are the sentences, and how many acts there were after each. Only a plain refusal counts, and no word that
    takes another back.
    """
    for place, act in enumerate(acts):
        if not isinstance(act, Reject) or act.value is not None or not act.path.endswith(".enabled"):
            continue
        component, sentence = act.path.removesuffix(".enabled"), _sentence(place, ends)
        others = (
            other
            for n, other in enumerate(acts)
            if isinstance(other, Set) and _sentence(n, ends) != sentence and below(other.path, component)
        )
        told = [other for other in others if other.value is not True and other.environment == act.environment]
        told = [] if any(_ANEW.search(span.text) for _, span in ends[sentence + 1 :]) else told
        asked = view.question is not None and below(view.question.path, component)
        if not told or asked or any(other.correction for other in told) or form.component_of(component) is None:
            continue
        if sentence < len(ends) and _plain(act.quote, ends[sentence][1].text):
            yield Narrow(act.path, (False, True), act.quote, act.environment)


def _sentence(place: int, ends: Sequence[tuple[int, Span]]) -> int:
    """Which sentence an act is of."""
    return sum(1 for end, _ in ends if end <= place)


def _plain(quote: str, sentence: str) -> bool:
    """Whether a thing is refused and nothing else is: no "old" one, none "yet", nobody who looks after it."""
    before, found, after = sentence.partition(quote)
    bare = _REFUSED.fullmatch(quote) is not None and _ENDS.match(after) is not None and not _STATE.search(before)
    late = _NOT_NEEDED.match(after) is not None and _OF_NOW.search(before) is None
    return bool(found) and _OF_NOW.search(quote) is None and (bare or late)
