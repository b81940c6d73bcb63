"""Parts by the last word of their names alone: "the cluster", "no firewall".

Such a word means the one part of its kind that is in the request or was named. By itself it is enough to refuse the
only part of its kind that the factory has; who wants one is asked whether that part is meant.
"""

import re
from collections.abc import Iterator, Sequence

from maestro.domain.acts import Act, Add, Narrow, Reject, Set
from maestro.domain.form import Field, Form
from maestro.domain.json import below
from maestro.understanding.english.grammar import PRODUCT
from maestro.understanding.english.text import Token, norms, words
from maestro.understanding.stance.stories import in_a_story
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Hit, Means, Target

_ARTICLE = re.compile(
    r"\b(?:an?|our|one|another)\s+(?:(?:new|small|medium|large|big|tiny|little|private)[- ](?:sized )?){0,2}$",
    re.IGNORECASE,
)


def resolved(clause: Clause) -> Sequence[Hit]:
    """The phrases of a clause, with the kinds that stand for a part that is in use or was named before."""
    found = list(clause.hits)
    for word in _loose(clause):
        used = [c for c in _of_kind(clause.form, word.norm) if _used(clause, c.path)]
        if len(used) == 1:
            found.append(Hit(word.start, word.end, (Target(Means.COMPONENT, used[0].path),)))
    return sorted(found, key=lambda hit: hit.start)


def unwanted(clause: Clause) -> Iterator[Act]:
    """ "No firewall, please": the only part of its kind, refused."""
    for word in _loose(clause):
        kind = _of_kind(clause.form, word.norm)
        begin = clause.negation(word.start, word.end) if len(kind) == 1 else None
        if begin is not None:
            yield Reject(f"{kind[0].path}.enabled", quote=clause.text(begin, word.end))


def perhaps(clause: Clause) -> Iterator[Act]:
    """ "We need a cluster": the one part whose title ends so may be meant, which is asked for."""
    for word in _loose(clause):
        kind = [c for c in clause.form.components if _ends_in(word.norm, c.title)]
        lead = _ARTICLE.search(clause.text(clause.span.start, word.start))
        if len(kind) != 1 or lead is None or clause.negation(word.start, word.end) is not None:
            continue
        switch, begin = f"{kind[0].path}.enabled", clause.span.start + lead.start()
        if not _used(clause, kind[0].path) and clause.view.values.get(switch) is None and not _told_of(clause, word):
            yield Narrow(switch, (True,), quote=clause.text(begin, word.end))


def _told_of(clause: Clause, word: Token) -> bool:
    """Whether it stands in a story, or is a thing of the trade: a cluster of hives."""
    of_things = re.match(r"\s+of\b", clause.text(word.end, clause.span.end)) is not None
    return of_things or in_a_story(clause.text(clause.span.start, clause.span.end), *_within(clause, word))


def _within(clause: Clause, word: Token) -> tuple[int, int]:
    return word.start - clause.span.start, word.end - clause.span.start


def _loose(clause: Clause) -> Iterator[Token]:
    """Words for a kind of part that no phrase has read."""
    for word in words(clause.span.text, clause.span.start):
        if word.norm in PRODUCT and not any(h.start < word.end and word.start < h.end for h in clause.hits):
            yield word


def _of_kind(form: Form, noun: str) -> list[Field]:
    return [c for c in form.components if any(_ends_in(noun, name) for name in (c.title, *c.aliases))]


def _ends_in(noun: str, name: str) -> bool:
    return norms(name.partition("(")[0])[-1:] == (noun,)


def _used(clause: Clause, path: str) -> bool:
    """Whether a part is switched on, or this message has named it so far."""
    held = clause.view.values.get(f"{path}.enabled")
    on = clause.in_use(path) and (held is None or held.value is not False)
    acts = (*clause.reading.before, *clause.reading.acts)
    said = (act.path for act in acts if isinstance(act, Set | Add))
    named = (t.path for h in clause.hits for t in h.targets if t.means in (Means.COMPONENT, Means.PART))
    return on or any(below(place, path) for place in (*said, *named))
