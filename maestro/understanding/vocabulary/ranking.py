"""Orders a factory's scenarios for what was said: BM25 over their texts and values, and what was stated already.

Where nothing that was said points to any of them, no starting point is ahead of another: the margin is 0.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from maestro.domain.form import Form, Kind, Scenario
from maestro.domain.json import Json, generic, get, leaves
from maestro.understanding.english.grammar import COMPUTING, STOP, everyday
from maestro.understanding.english.slips import is_slip
from maestro.understanding.english.text import norms

_K1, _B = 1.4, 0.6
_WEIGHTS = {"title": 3, "signals": 3, "tags": 2, "contains": 2, "summary": 1, "utterances": 1}
_NAMED = 2.2  # what a named component that the scenario has is worth
_UNNEEDED = 0.25  # what each component that nobody named costs
_ENOUGH = 2.0  # words of what users say that point somewhere
_HALF = 0.5  # of them, what an everyday one counts
_LETTERS = 6  # of a word that may be mistyped
_EVERYDAY = 0.3  # the share of a word that everybody says, where only a starting point's users say it
_BOUND = 1.5  # what each obligation (a pack) costs that the scenario brings and nobody named
_CLOSE = 0.25  # the share of the best score by which another is as likely
_AGAINST = 2.0  # what a stated value that the scenario contradicts costs
_DIFFERS = 0.5  # the same where the value is a detail
_VALUED = 0.4  # what a word is worth that tells of a value of the scenario
_HOLDS = 0.5  # what a stated detail is worth that the scenario has as well, and others have not


Score = tuple[float, int, str]  # how well a starting point fits, its place in the factory (negative), its id


@dataclass(frozen=True)
class Ranked:
    """Scenario ids, best first; how far the first is ahead (0 to 1); whether anything pointed anywhere."""

    ids: tuple[str, ...]
    margin: float
    known: bool


class Ranker:
    """The scenarios' texts, indexed once."""

    def __init__(self, form: Form) -> None:
        """Index the words of each scenario, weighted by where they stand."""
        self._form = form
        self._docs = [_weighted(s) for s in form.scenarios]
        self._values = [frozenset(_telling(_values(form, s))) for s in form.scenarios]
        self._strong = [_strong(s) for s in form.scenarios]
        self._signals = [frozenset(" ".join(norms(t)) for t in (*s.signals, *s.tags)) for s in form.scenarios]
        stages = form.environment.options if form.environment is not None else ()
        self._stages = {w for o in stages for name in (str(o.value), o.title, *o.aliases) for w in norms(name)}
        self._mean = sum(sum(d.values()) for d in self._docs) / max(len(self._docs), 1)
        self._long = sorted(w for w in frozenset().union(*self._strong) if len(w) >= _LETTERS)
        self._df = Counter(word for d in self._docs for word in d)

    def rank(self, said: Sequence[str], stated: Mapping[str, Json]) -> Ranked:
        """`said` are the user's descriptions so far, `stated` the values that were read from them, by path."""
        place = self._form.environment
        both = place is not None and isinstance(stated.get(place.path), list)
        idle = STOP | self._stages if both else STOP  # where there are several, which they are recommends nothing
        words = [self._spelt(w) for text in said for w in norms(text) if w not in idle and len(w) > 1]
        words += [a + b for text in said for a, b in pairwise(norms(text)) if a + b in self._df]  # "health care"
        phrases = " ".join(w for text in said for w in norms(text))
        on = [c.path for c in self._form.components if _on(stated, c.path)]
        off = [c.path for c in self._form.components if stated.get(f"{c.path}.enabled") is False]
        fits = [self._fit(scenario, on, off, stated) for scenario in self._form.scenarios]
        scores = []
        for n, scenario in enumerate(self._form.scenarios):
            score = self._bm25(words, n) + self._phrases(phrases, n) + self._valued(words, n) + fits[n]
            scores.append((score, -n, scenario.id))
        scores.sort(reverse=True)
        scores = self._unbound_first(scores, stated)
        best = scores[0][0] if scores else 0.0
        second = scores[1][0] if len(scores) > 1 else 0.0
        margin = (best - second) / best if best > 0 else 0.0
        known = bool(on) or self._points(words, phrases)
        told = known or self._told_apart(stated) or self._most(words) >= _ENOUGH
        return Ranked(tuple(s[2] for s in scores), max(0.0, min(1.0, margin)) if told else 0.0, known)

    def _told_apart(self, stated: Mapping[str, Json]) -> bool:
        """Whether a value that was stated is that of some starting points, and not of others."""
        agreed = [
            [self._agrees(scenario, path, value) > 0 for scenario in self._form.scenarios]
            for path, value in stated.items()
            if path not in self._form.identity
        ]
        return any(any(each) and not all(each) for each in agreed)

    def _spelt(self, word: str) -> str:
        """A word, or the one of the scenarios' own that it is a slip of: "mesage"."""
        if word in self._df or len(word) < _LETTERS or everyday(word):
            return word
        return next((w for w in self._long if is_slip(word, w)), word)

    def _unbound_first(self, scores: list[Score], stated: Mapping[str, Json]) -> list[Score]:
        """One word of a trade lays no rules on anybody: the next one leads where only a starting point with obligations
        that nobody named is a little ahead.
        """
        bound = [any(p not in stated for p, _ in self._obligations(self._form.scenarios[-n])) for _, n, _ in scores]
        if not bound or not bound[0] or scores[0][0] <= 0:
            return scores
        free = next((place for place, is_bound in enumerate(bound) if not is_bound), 0)
        if free and scores[free][0] >= (1 - _CLOSE) * scores[0][0]:
            return [scores[free], *scores[:free], *scores[free + 1 :]]
        return scores

    def _points(self, words: Sequence[str], phrases: str) -> bool:
        """Whether something stands in what a scenario says of itself, or enough of it in what its users say.

        A word that anybody says of any computer points nowhere, nor does an everyday one out of a longer signal:
        "server" of "old server", "office" of "box office".
        """
        telling = self._telling(words)
        if any(word in signals for word in telling for signals in self._signals):
            return True
        if any(word in strong and not everyday(word) for word in telling for strong in self._strong):
            return True
        if any(_within(signal, phrases) for signals in self._signals for signal in signals if " " in signal):
            return True
        shares = ((_HALF if everyday(w) else 1.0 for w in telling if w in doc) for doc in self._docs)
        return max(map(sum, shares), default=0.0) >= _ENOUGH

    def _telling(self, words: Sequence[str]) -> frozenset[str]:
        """Words but those of any computer, and what all starting points say."""
        every = len(self._docs) if len(self._docs) > 1 else 0
        return frozenset(w for w in words if w not in COMPUTING and self._df[w] != every)

    def _most(self, words: Sequence[str]) -> int:
        """How many telling words, be they of every day, the best of the scenarios shares."""
        telling = self._telling(words)
        return max((len(telling & doc.keys()) for doc in self._docs), default=0)

    def _bm25(self, words: Sequence[str], n: int) -> float:
        doc = self._docs[n]
        length = sum(doc.values())
        total = 0.0
        for word in set(words):
            if doc[word]:
                idf = math.log(1 + (len(self._docs) - self._df[word] + 0.5) / (self._df[word] + 0.5))
                idf *= _EVERYDAY if everyday(word) and word not in self._strong[n] else 1.0
                total += idf * doc[word] * (_K1 + 1) / (doc[word] + _K1 * (1 - _B + _B * length / self._mean))
        return total

    def _valued(self, words: Sequence[str], n: int) -> float:
        """Words of its values that not all have: a weaker hint than what it says of itself."""
        mine = (w for w in set(words) if w in self._values[n] and w not in self._docs[n])
        return _VALUED * sum(1 for w in mine if not all(w in values for values in self._values))

    def _phrases(self, said: str, n: int) -> float:
        """Signals of several words that were said as they stand."""
        scenario = self._form.scenarios[n]
        signals = (" ".join(norms(s)) for s in (*scenario.signals, *scenario.tags) if " " in s)
        against = (" ".join(norms(s)) for s in scenario.not_for)
        return 2.0 * sum(1 for s in signals if s and _within(s, said)) - 2.0 * sum(
            1 for s in against if s and _within(s, said)
        )

    def _fit(self, scenario: Scenario, on: Sequence[str], off: Sequence[str], stated: Mapping[str, Json]) -> float:
        has = {c.path for c in self._form.components if get(scenario.request, f"{c.path}.enabled") is True}
        score = _NAMED * sum(1 for path in on if path in has) - _AGAINST * sum(1 for path in off if path in has)
        if on:
            score -= _UNNEEDED * len(has - set(on)) + 0.8 * sum(1 for path in on if path not in has)
        score -= _BOUND * sum(1 for path, _ in self._obligations(scenario) if path not in stated)
        return score + sum(self._agrees(scenario, path, value) for path, value in stated.items())

    def _obligations(self, scenario: Scenario) -> Iterator[tuple[str, Json]]:
        """Rules that a scenario puts on the request: entries of critical lists that may be left empty."""
        for found in self._form.fields:
            free = found.kind is Kind.ARRAY and found.options and not (found.required or found.min_items)
            theirs = get(scenario.request, found.path) if free else None
            if found.importance == "critical" and isinstance(theirs, list):
                yield from ((found.path, value) for value in theirs)

    def _agrees(self, scenario: Scenario, path: str, value: Json) -> float:
        found = self._form.at(path)
        theirs = get(scenario.request, path)
        if found is None or not found.options:
            part = found is not None and bool(found.alternatives)
            return (1.0 if theirs is not None else -1.0) if part else self._detail(scenario, path, value)
        if isinstance(value, list):
            listed = theirs if isinstance(theirs, list) else []
            return sum(1.5 if v in listed else 0.0 for v in value) - 0.5 * sum(1 for v in listed if v not in value)
        if theirs == value or theirs is None:
            return 1.0 if theirs == value else 0.0
        return -_AGAINST if found.importance == "critical" else -_DIFFERS

    def _detail(self, scenario: Scenario, path: str, value: Json) -> float:
        """A switch alike or not; a number or a day that only some starting points have at all."""
        found, theirs = self._form.at(path), get(scenario.request, path)
        if found is None or found.own or self._form.component_of(path) is not None or path != generic(path):
            return 0.0
        if found.kind is Kind.BOOLEAN:
            return _HOLDS if bool(theirs) == bool(value) else -_HOLDS
        have = [get(s.request, path) is not None for s in self._form.scenarios]
        return _HOLDS if theirs is not None and not all(have) else 0.0


def _on(stated: Mapping[str, Json], path: str) -> bool:
    return any((p == path or p.startswith(path + ".")) and v is not False for p, v in stated.items())


def _values(form: Form, scenario: Scenario) -> Iterator[str]:
    """What the options of a scenario's own values are called and mean, and what it has switched on."""
    for path, value in leaves(scenario.request):
        found = form.at(path)
        if found is None or path in form.identity:
            continue
        for part in value if isinstance(value, list) else (value,):
            option = found.option(part) if found.options else None
            if option is not None:
                yield from (option.title, option.means, *option.aliases)
        if value is True and found.kind is Kind.BOOLEAN:
            yield found.title


def _weighted(scenario: Scenario) -> Counter[str]:
    doc: Counter[str] = Counter()
    for name, weight in _WEIGHTS.items():
        texts = getattr(scenario, name)
        for word in _telling((texts,) if isinstance(texts, str) else texts):
            doc[word] += weight
    return doc


def _telling(texts: Iterable[str]) -> Iterator[str]:
    return (word for text in texts for word in norms(text) if word not in STOP and len(word) > 1)


def _strong(scenario: Scenario) -> frozenset[str]:
    texts = (scenario.title, *scenario.tags, *scenario.signals, *scenario.contains)
    return frozenset(_telling(texts))


def _within(phrase: str, text: str) -> bool:
    return re.search(rf"(?<!\S){re.escape(phrase)}(?!\S)", text) is not None
