"""A message cut where another environment is meant, and what of each piece is a size of all of that environment."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from maestro.domain.acts import Act, Resize, Set
from maestro.domain.conversation import View
from maestro.domain.form import Form
from maestro.domain.json import Json, parent
from maestro.understanding.english import grammar
from maestro.understanding.english.text import Span, words
from maestro.understanding.messages.mentions import Mentions
from maestro.understanding.vocabulary.lexicon import Hit, Means

_HEADING = re.compile(r"\s*(?:[a-z]+\s+){0,2}[a-z]{3,}\s*:", re.IGNORECASE)
_IN = re.compile(r"\b(?:in|for|on|at)\s+(?:the |our )?$", re.IGNORECASE)
_TURN = re.compile(r",|\b(?:and|but|with|without|plus)\b", re.IGNORECASE)
_THINGS = (Means.COMPONENT, Means.PART, Means.FIELD, Means.FLAG)


@dataclass(frozen=True)
class Group:
    """Environments named in one breath, and where: `text[start:end]` of the message."""

    start: int
    end: int
    values: tuple[Json, ...]


@dataclass(frozen=True)
class Part:
    """A piece of a message and the environments that it is for (none: all). `acts` are what it says of them itself."""

    span: Span
    names: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    only: bool = False


class Pieces:
    """Cuts sentences of a form whose environments are known."""

    def __init__(self, form: Form, mentions: Mentions) -> None:
        """Keep what phrases are found by."""
        self._form, self._mentions = form, mentions

    def part(self, span: Span, start: int, end: int, inside: Sequence[Group], names: tuple[str, ...]) -> Part:
        """A piece at its own place, blanks around; one that names no thing gets the one named before it."""
        hits = self._mentions.hits(span)
        said, text = span.text, [" "] * len(span.text)

        def keep(low: int, high: int) -> None:
            text[low - span.start : high - span.start] = span.text[low - span.start : high - span.start]

        keep(start, end)
        mine = [h for h in hits if start <= h.start < end]
        heads = [h for h in hits if h.start < start and self._sizable(h)]
        alone = self._alone(span, mine)
        bare = names and not any(map(_of_thing, alone)) and any(map(self._of_some_thing, alone))
        sized = (
            [] if not bare or not self._several_sized(hits, start) else [h for h in mine if self._size(h) is not None]
        )
        for hit in sized:  # "cluster and database large in prod, test small": a size of all of it
            text[hit.start - span.start : hit.end - span.start] = " " * (hit.end - hit.start)
        if bare and heads and not sized:
            keep(_begun(span, heads), heads[-1].end)
        elif (
            bare
            and not sized
            and (heading := _HEADING.match(span.text)) is not None
            and span.start + heading.end() <= start
        ):
            keep(span.start, span.start + heading.end())
        for group in inside:
            text[group.start - span.start : group.end - span.start] = " " * (group.end - group.start)
        piece = Span("".join(text), span.start, span.ask)
        only = any(grammar.ONLY.search(span.text[: g.start - span.start]) for g in inside)
        every = (
            Resize("", to=self._size(h), quote=said[h.start - span.start : h.end - span.start], environment=name)
            for h in sized for name in names
        )  # fmt: skip
        return Part(piece, names, (*every, *self._resized(piece, names, hits)), only)

    def _alone(self, span: Span, mine: Sequence[Hit]) -> Sequence[Hit]:
        """What stands before a turn to something else: the "small" of "small, and no standby"."""
        first = next((h for h in mine if _of_thing(h)), None)
        sizes = [h for h in mine if first is not None and h.start < first.start and self._size(h) is not None]
        turns = (
            bool(sizes)
            and first is not None
            and _TURN.search(span.text[sizes[-1].end - span.start : first.start - span.start]) is not None
        )
        return sizes if turns else mine

    def _several_sized(self, hits: Sequence[Hit], start: int) -> bool:
        """Whether several parts were given a size before."""
        said = [h for h in hits if h.start < start and self._size(h) is not None]
        parts = {c.path for h in hits if h.start < start for t in h.targets if t.means in _THINGS
                 and (c := self._form.component_of(t.path)) is not None}  # fmt: skip
        return bool(said) and len(parts) > 1

    def _size(self, hit: Hit) -> Json:
        """The size that a phrase names, of whatever part."""
        sizes = {f.refines for f in self._form.fields if f.refines}
        return next((t.value for t in hit.targets if t.means is Means.OPTION and t.path in sizes), None)

    def _sizable(self, hit: Hit) -> bool:
        """Whether a phrase names what a later value may be of: a thing, or a thing by its version, no switch of it."""
        engines = (parent(t.path) for t in hit.targets if t.means is Means.OPTION)
        versioned = any((found := self._form.at(path)) is not None and found.alternatives for path in engines)
        return versioned or any(t.means in _THINGS and t.means is not Means.FLAG for t in hit.targets)

    def _of_some_thing(self, hit: Hit) -> bool:
        """Whether a value takes its meaning from the thing that it is said of: "small"."""
        return len({t.path for t in hit.targets if t.means is Means.OPTION}) > 1

    def sized(self, part: Part, acts: Sequence[Act], view: View) -> list[Act]:
        """A size alone ("large in prod") that no one thing takes: all of that environment."""
        if not part.names or any(isinstance(act, Set) for act in acts):
            return []
        sizes = {f.refines for f in view.form.fields if f.refines}
        for hit in self._mentions.hits(part.span):
            found = [t for t in hit.targets if t.means is Means.OPTION and t.path in sizes]
            if len({t.path for t in found}) > 1:
                quote = part.span.text[hit.start - part.span.start : hit.end - part.span.start]
                return [Resize("", to=found[0].value, quote=quote, environment=name) for name in part.names]
        return []

    def _resized(self, piece: Span, names: tuple[str, ...], hits: Sequence[Hit]) -> Iterator[Act]:
        """ "smaller in test"."""
        match = grammar.SMALLER.search(piece.text) or grammar.LARGER.search(piece.text)
        if match is None or not names:
            return
        inside = [h for h in hits if piece.text[h.start - piece.start : h.end - piece.start].strip()]
        paths = [t.path for h in inside for t in h.targets if t.means in _THINGS]
        path = next((c.path for p in paths if (c := self._form.component_of(p)) is not None), "")
        larger = grammar.SMALLER.search(piece.text) is None
        yield from (Resize(path, larger, match[0].strip(), environment=name) for name in names)


def _begun(span: Span, heads: Sequence[Hit]) -> int:
    """Where the name of a thing begins that is told in several words of the factory: "the MySQL database"."""
    start = heads[-1].start
    for hit in reversed(heads[:-1]):
        if span.text[hit.end - span.start : start - span.start].strip():
            break
        start = hit.start
    return start


def _of_thing(hit: Hit) -> bool:
    return any(t.means in _THINGS for t in hit.targets)


def chunks(span: Span, groups: Sequence[Group]) -> Iterator[tuple[int, int]]:
    """Where a sentence is cut: at commas and turns, at an "and" that leads to an environment, and between two."""
    places = [(g.start - span.start, g.end - span.start) for g in groups]
    cuts = {m.start() for m in grammar.CUT.finditer(span.text)}
    for match in re.finditer(r"\band\b", span.text):
        if any(start >= match.end() and grammar.OPENS.fullmatch(span.text[match.end() : start]) for start, _ in places):
            cuts.add(match.start())
    for low, high in pairwise([0, *sorted(cuts), len(span.text)]):
        cuts |= set(_between(span.text, [p for p in places if low <= p[0] < high], high))
    inner = [c for c in sorted(cuts) if not any(start < c < end for start, end in places)]
    for low, high in pairwise([0, *inner, len(span.text)]):
        if words(span.text[low:high]):
            yield span.start + low, span.start + high


def _between(text: str, places: Sequence[tuple[int, int]], end: int) -> Iterator[int]:
    """ "large in prod and small in test" is cut after an environment, "prod large and test small" before one."""
    after = len(words(text[places[-1][1] : end])) if places else 0
    placed = bool(places) and _IN.search(text[: places[-1][0]]) is not None
    trailing = after == 0 or (after == 1 and placed)  # "small in test, large in prod please"; "dev small prod large"
    for (_, stop), (start, _) in pairwise(places):
        lead = re.search(r"(?:\b(?:and|in|for|on|the|our)\s+)*$", text[stop:start])
        yield stop if trailing or lead is None else stop + lead.start()
