"""Options in the words of what they mean: "watered with a hose", where one kind of watering is "a person with a hose".

A piece that speaks of the field, by a word that no other field is called by, needs one word of one option's meaning;
where the field is asked for, that is enough as well. A piece that states something with several words of a meaning
names the option by itself: it is written where the request cannot be without one, and asked for else.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from maestro.domain.acts import Act, Add, Narrow, Reject, Set
from maestro.domain.blueprint import Source
from maestro.domain.form import Field, Importance, Kind
from maestro.domain.json import Json, parent
from maestro.understanding.english.text import Token, words
from maestro.understanding.stance.stories import in_a_story, of_the_past
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.evident import EMPTY, Evidence, Meant

_NOT = re.compile(
    r"\b(?:no|not|never|without|cannot|nobody|none|neither|nor|forget|drop|instead of|too)\b|n't\b", re.IGNORECASE
)
_PIECES = re.compile(r"[,;()]|\s[-–—]\s|\b(?:so|because|since|and (?:we|they|it|i|then)|but)\b", re.IGNORECASE)
_STATES = re.compile(
    r"^\W*(?:(?:and|but|so|then|all|mostly|only|just|also|please)\s+)*(?:for|on|with|by|in|at|via|through)\b|"
    r"\b(?:we|they|you|i|it|he|she|everyone|everybody|people|who|must|should|shall|will|needs?|has to|have to|can|"
    r"may|whoever|gets?|uses?|wants?|follows?|sees?|hears?)\b",
    re.IGNORECASE,
)
_POLITE = frozenset(("please", "pls", "thank", "thanks", "then"))
_SPOKEN = 0.5  # what must be said of an option where its field is spoken of
_HINTED = 1.25  # where it is not: enough to ask
_SURE = 1.6  # enough to write it, in so many words
_FEW = 2  # words that are not enough for what decides much, unless nothing stands beside them
_AHEAD = 0.6  # how far the best is before the next


class Meanings:
    """Reads the options of one clause that no name told."""

    def __init__(self, clause: Clause, meant: Meant) -> None:
        """Keep the clause, and what options mean."""
        self._clause = clause
        self._meant = meant

    def read(self) -> Iterator[Act]:
        """One option a field, several of a list; a question where it is likely and no more."""
        text, offset = self._clause.span.text, self._clause.span.start
        acts = self._clause.reading.acts
        told = {
            a.path for a in acts if isinstance(a, (Set, Add, Narrow)) or (isinstance(a, Reject) and a.value is None)
        }
        start = 0
        for cut in (*(m.span() for m in _PIECES.finditer(text)), (len(text), len(text))):
            piece = text[start : cut[0]]
            if piece.strip() and not _NOT.search(piece):
                named = self._named(offset + start, offset + cut[0])
                for act in self._piece(piece, offset + start, told | named):
                    at = piece.find(act.quote)
                    if not in_a_story(piece, at, at + len(act.quote)) and not of_the_past(piece):
                        told.add(act.path)
                        yield act
            start = cut[1]

    def _piece(self, piece: str, offset: int, told: set[str]) -> Iterator[Set | Add | Narrow]:
        said = words(piece, offset)
        states = _STATES.search(piece) is not None
        for found in self._meant.fields:
            if found.path in told:
                continue
            spoken = self._spoken(found, said)
            if not spoken and (found.kind is Kind.ARRAY or self._names_it_all(found)):
                continue
            free = [t for t in said if not self._of_another(found, t)]
            hits = self._meant.of(found.path, free)
            if not hits:
                continue
            if found.kind is Kind.ARRAY:
                yield from self._listed(found, hits)
            else:
                yield from self._one(found, hits, said, spoken=spoken, states=states)

    def _names_it_all(self, found: Field) -> bool:
        """Whether a field names the request (a stage), and is not asked for beside the question."""
        asked = self._clause.view.question
        return found.path in self._clause.form.identity and (asked is None or found.path not in asked.also)

    def _named(self, start: int, end: int) -> set[str]:
        """Fields of which a piece names an option."""
        hits = (h for h in self._clause.hits if start <= h.start < end)
        return {t.path for h in hits for t in h.targets if t.value is not None}

    def _of_another(self, found: Field, token: Token) -> bool:
        """Whether a word stands in the name of something else."""
        hits = (h for h in self._clause.hits if h.start <= token.start < h.end)
        return any(all(t.path != found.path for t in hit.targets) for hit in hits)

    def _listed(self, found: Field, hits: Mapping[Json, Evidence]) -> Iterator[Add]:
        for value, evidence in hits.items():
            if evidence.weight >= _SPOKEN:
                yield Add(found.path, value, self._quote(evidence))

    def _one(
        self, found: Field, hits: Mapping[Json, Evidence], said: Sequence[Token], *, spoken: bool, states: bool
    ) -> Iterator[Set | Narrow]:
        """The option that is ahead of the others by what was said for it."""
        order = sorted(hits, key=lambda value: -hits[value].weight)
        best = hits[order[0]]
        next_ = hits[order[1]].weight if len(order) > 1 else 0.0
        if best.weight < (_SPOKEN if spoken else _HINTED) or (not spoken and best.words < 2):
            return
        if next_ and best.weight - next_ < _AHEAD:
            if next_ >= (_SPOKEN if spoken else _HINTED):
                yield Narrow(found.path, tuple(order[:2]), self._quote(best))
            return
        alone = _alone(said, best)
        few = found.importance is Importance.CRITICAL and best.words <= _FEW
        sure = (best.weight >= _SURE and states and not few) or alone
        if spoken or (sure and self._needed(found)):
            yield Set(found.path, order[0], self._quote(best), correction=self._clause.corrects)
        elif (states or alone) and not self._decided(found.path):
            yield Narrow(found.path, (order[0],), self._quote(best))

    def _decided(self, path: str) -> bool:
        held = self._clause.view.values.get(path)
        return held is not None and held.source in (Source.USER, Source.DOCUMENT)

    def _needed(self, found: Field) -> bool:
        """Whether the request cannot be without a word on it."""
        above = self._clause.form.at(parent(found.path)) if parent(found.path) else None
        return found.required and not found.has_default and (above is None or above.required)

    def _spoken(self, found: Field, said: Sequence[Token]) -> bool:
        """Whether the field is asked for, or spoken of by a word that is no other's and not the whole request's."""
        asked = self._clause.view.question
        if asked is not None and asked.path == found.path:
            return True
        return self._meant.speaks_of(found.path, said)

    def _quote(self, evidence: Evidence) -> str:
        return self._clause.text(evidence.start, evidence.end)


def _alone(said: Sequence[Token], evidence: Evidence) -> bool:
    """Whether a piece says nothing beside it: "own phones it is"."""
    return all(t.start in evidence.places or t.norm in EMPTY or t.norm in _POLITE for t in said)
