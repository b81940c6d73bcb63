"""Which environments a message speaks of, and which of its words are for which: "large in prod, small in test".

The environments are the options of the factory's own identity field; the words around them are a closed grammar.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from maestro.domain.acts import (
    Act,
    Add,
    Clear,
    DontCare,
    Narrow,
    Question,
    Reason,
    Reject,
    Remove,
    Resize,
    SameAs,
    Set,
    Topic,
)
from maestro.domain.conversation import View
from maestro.domain.form import Form
from maestro.domain.json import Json, parent
from maestro.understanding import asks, grammar
from maestro.understanding.lexicon import Hit, Means
from maestro.understanding.mentions import Mentions
from maestro.understanding.stages import in_order, staged
from maestro.understanding.stories import kind_of_test
from maestro.understanding.text import Span, sentences, words

_HEADING = re.compile(r"\s*(?:[a-z]+\s+){0,2}[a-z]{3,}\s*:", re.IGNORECASE)
_EXCEPT = re.compile(
    r"\s*[,;(–-]?\s+(?:(?:but|only(?: that)?|just|yet|though|with)\b(?:\s+(?:with|that|for|in|its?|only|just)\b)*|"
    r"(?P<bare>except|apart from|without|minus)\b(?:\s+(?:that|for|with)\b)*)\s*:?\s+",
    re.IGNORECASE,
)
_IN = re.compile(r"\b(?:in|for|on|at)\s+(?:the |our )?$", re.IGNORECASE)
_COMPARES = dict(grammar.TOPICS)[Topic.COMPARE.value]
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


class Environments:
    """Reads a form's environments from messages."""

    def __init__(self, form: Form, mentions: Mentions) -> None:
        """Keep the field that tells them apart."""
        self._form, self._place = form, form.environment
        self._mentions = mentions

    def declared(self, said: str, view: View) -> tuple[Act, ...]:
        """The acts that make it several; none where one environment is meant, or none."""
        if self._place is None or len(self._place.options) < 2:
            return ()
        path, values = self._place.path, list[tuple[Json, str]]()
        said = _told(said)
        if (both := self._both(said, view)) is not None:
            values = [(option.value, both) for option in self._place.options]
        for group in self._groups(said, known=self._told_apart(said)):
            if len(group.values) > 1 and not _refused(said, group):
                values += [(value, said[group.start : group.end]) for value in group.values]
        values += self._one_more(said, view)
        distinct = dict(reversed(values))
        ordered = [value for value, _ in values if value in distinct]
        known = _known(view, path)
        wanted = [v for v in dict.fromkeys(ordered) if str(v) not in known]
        if not wanted or len({*known, *map(str, wanted)}) < 2:
            return ()
        lead = [] if known else [Set(path, wanted[0], distinct[wanted[0]])]
        return (*lead, *(Add(path, v, distinct[v]) for v in wanted[0 if known else 1 :]))

    def known(self, declared: Sequence[Act], view: View) -> tuple[str, ...]:
        """All environments, with those that a message adds."""
        before = _known(view, self._place.path if self._place else "")
        return tuple(dict.fromkeys((*before, *(str(a.value) for a in declared if isinstance(a, (Set, Add))))))

    def without_names(self, said: str, known: Sequence[str] = ()) -> Iterator[str]:
        """A message with blanks where it names environments, or all of them."""
        named = [(g.start, g.end) for g in self._groups(said, known=known)]
        place = 0
        for start, end in sorted([*named, *(m.span() for m in grammar.OF_BOTH.finditer(said))]):
            yield said[place:start] + " " * (end - max(start, place))
            place = max(place, end)
        yield said[place:]

    def says_both(self, said: str, view: View) -> bool:
        """Whether a message is no more than "both"."""
        both = self._both(said, view)
        return both is not None and both == said.strip(" .,!")

    def told(self, acts: Sequence[Act], piece: str, said: str, offset: int = 0) -> list[Act]:
        """Acts that were read from a piece with blanks in it: their quotes as they were said, and no environments."""
        out: list[Act] = []
        for act in acts:
            if isinstance(act, (Set, Narrow, Reject, Add)) and self._place and act.path == self._place.path:
                continue
            compares = isinstance(act, Question) and _COMPARES.search(said) is not None
            if compares and self._place and len({v for g in self._groups(said) for v in g.values}) > 1:
                out.append(Question(Topic.COMPARE, self._place.path, quote=said.strip()))
                continue
            start = piece.find(act.quote)
            known = act.quote in said or start < 0
            out.append(act if known else replace(act, quote=said[offset + start : offset + start + len(act.quote)]))
        return out

    def spoken_of(self, said: str, known: Sequence[str]) -> bool:
        """Whether a message tells environments apart, where there are several."""
        if len(known) < 2:
            return False
        return bool(self._groups(said, known=known)) or any(p.search(said) for p in (grammar.ALIKE, grammar.OF_BOTH))

    def parts(self, said: str, view: View, known: tuple[str, ...]) -> Iterator[Part]:
        """The message sentence by sentence, cut where another environment is meant."""
        order: Sequence[Json] = ()
        for span in sentences(said):
            groups = self._groups(span.text, span.start, known, order)
            named = list(dict.fromkeys(value for group in groups for value in group.values))
            order = named if len(named) == 2 else order
            whole = self._of_themselves(span, groups, view, known)
            if whole is not None:
                yield from self._with_exceptions(span, whole, view, known)
            elif not groups:
                yield Part(span)
            else:
                yield from self._cut(span, groups, view, known)

    def _groups(self, text: str, offset: int = 0, known: Sequence[str] = (), order: Sequence[Json] = ()) -> list[Group]:
        """Every environment that is named, those of one breath together.

        Where several are `known`, also in other words than the factory's; of two named in an `order`, also by that.
        """
        found: list[Group] = []
        for start, end, value in sorted(self._namings(text, known, order), key=lambda naming: naming[0]):
            gap = text[found[-1].end - offset : start] if found else ""
            if found and start < found[-1].end - offset:
                continue
            if found and grammar.AND_ALSO.fullmatch(gap):
                values = found[-1].values if value in found[-1].values else (*found[-1].values, value)
                found[-1] = Group(found[-1].start, end + offset, values)
            else:
                found.append(Group(start + offset, end + offset, (value,)))
        return found

    def _namings(self, text: str, known: Sequence[str], order: Sequence[Json]) -> Iterator[tuple[int, int, Json]]:
        """Every single naming of an environment."""
        for hit in self._mentions.hits(Span(text, 0)):
            value = self._value(hit)
            if value is not None and self._meant(text, hit, 0):
                yield hit.start, hit.end, value
        if self._place is not None and len(known) > 1:
            yield from staged(self._place, text, known)
            yield from in_order(text, order)

    def _value(self, hit: Hit) -> Json:
        path = self._place.path if self._place else None
        values = [t.value for t in hit.targets if t.means is Means.OPTION and t.path == path]
        return values[0] if len(values) == 1 else None

    def _meant(self, text: str, hit: Hit, offset: int) -> bool:
        """Whether a phrase names the environment: its own name, or one introduced as a place."""
        start, end = hit.start - offset, hit.end - offset
        before, after = text[:start], text[end:]
        if kind_of_test(before, text[start:end]):
            return False
        if re.search(r"\b(?:a|an|with|some)\s+$", before) and self._thing_follows(text, hit, offset):
            return False
        return self._named(text[start:end]) or bool(
            grammar.PLACED.search(before) or grammar.IS_PLACE.match(after) or not before.strip()
        )

    def _thing_follows(self, text: str, hit: Hit, offset: int) -> bool:
        """ "a staging bucket" is a bucket, "a test environment" is none."""
        path = self._place.path if self._place else ""
        return any(
            h.start > hit.end and not text[hit.end - offset : h.start - offset].strip()
            and any(t.means in _THINGS and t.path != path for t in h.targets)
            for h in self._mentions.hits(Span(text, offset))
        )  # fmt: skip

    def _named(self, text: str) -> bool:
        options = self._place.options if self._place else ()
        return any(text.lower() in (str(o.value).lower(), o.title.lower()) for o in options)

    def _both(self, said: str, view: View) -> str | None:
        """ "both", to the question which one; "the whole thing twice" where there are two."""
        asked, place = view.question, self._place
        if place is not None and len(place.options) == 2 and (twice := grammar.TWICE.search(said)):
            return twice[0]
        if asked is None or place is None or place.path not in (asked.path, *asked.also):
            return None
        match = grammar.BOTH.match(said) if len(place.options) == 2 else grammar.EVERY.match(said)
        return match[0].strip() if match else None

    def _told_apart(self, said: str) -> Sequence[str]:
        """The live one and the other one, where a message speaks of both in words of its own."""
        named = {str(value) for _, _, value in staged(self._place, said)} if self._place is not None else set()
        return tuple(named) if len(named) > 1 else ()

    def _one_more(self, said: str, view: View) -> list[tuple[Json, str]]:
        """Another environment beside the one that is known, or two that are told apart in one message."""
        groups = [g for g in self._groups(said, known=self._told_apart(said)) if not _refused(said, g)]
        single = [g for g in groups if len(g.values) == 1]
        quoted = [(g.values[0], said[g.start : g.end]) for g in single]
        known = _known(view, self._place.path if self._place else "")
        new = [(value, quote) for value, quote in quoted if str(value) not in known]
        if known and new and grammar.ONE_MORE.search(said) and not grammar.INSTEAD.search(said):
            return new
        apart = len({str(value) for value, _ in quoted}) > 1 and not re.search(r"\bor\b", said, re.IGNORECASE)
        placed = [g for g in single if grammar.TOLD_APART.search(said[: g.start]) or grammar.HAS.match(said[g.end :])]
        more = grammar.ONE_MORE.search(said) is not None
        if apart and not grammar.INSTEAD.search(said) and (more or len({g.values for g in placed}) > 1):
            return quoted
        return []

    def _of_themselves(
        self, span: Span, groups: Sequence[Group], view: View, known: tuple[str, ...]
    ) -> tuple[Act, ...] | None:
        """What a sentence says of the environments as such: which there are, which is like which."""
        if (alike := self._alike(span, groups, view, known)) is not None:
            return alike
        if len(groups) != 1 or self._says_more(span) or self._place is None:
            return None
        group, quote = groups[0], span.text.strip()
        before, after = span.text[: group.start - span.start], span.text[group.end - span.start :]
        if grammar.DROPPED.search(before) or grammar.GONE.match(after):
            return tuple(Remove(self._place.path, value, quote) for value in group.values)
        if len(group.values) == 1 and (grammar.ONLY.search(before) or grammar.ONLY_AFTER.match(after)):
            return (Set(self._place.path, group.values[0], quote, correction=True),)
        return None

    def _with_exceptions(self, span: Span, acts: tuple[Act, ...], view: View, known: tuple[str, ...]) -> Iterator[Part]:
        """ "test the same as prod, but the database small": what is alike, and what is not in the one that follows."""
        like = next((act for act in acts if isinstance(act, SameAs)), None)
        match = _EXCEPT.search(span.text) if like is not None else None
        tail = Span(" " * match.end() + span.text[match.end() :], span.start) if match is not None else None
        if like is None or match is None or tail is None or not self._says(tail):
            yield Part(span, acts=acts)
            return
        if match["bare"] and not any(t.means is Means.OPTION for h in self._mentions.hits(tail) for t in h.targets):
            tail = Span(" " * match.start("bare") + span.text[match.start("bare") :], span.start)
        head = Span(span.text[: match.start()], span.start)
        alike = replace(like, path=self._component(head, view))
        names = (like.environment,) if like.environment else tuple(n for n in known if n != like.like)
        yield Part(head, acts=(alike,))
        yield self._part(tail, tail.start, tail.end, (), names)

    def _says(self, tail: Span) -> bool:
        """Whether an exception names anything."""
        sizes = grammar.SMALLER.search(tail.text) or grammar.LARGER.search(tail.text)
        return sizes is not None or bool(self._mentions.hits(tail))

    def _says_more(self, span: Span) -> bool:
        """Whether more than environments is named."""
        path = self._place.path if self._place else ""
        return any(t.path != path for h in self._mentions.hits(span) for t in h.targets)

    def _alike(self, span: Span, groups: Sequence[Group], view: View, known: tuple[str, ...]) -> tuple[Act, ...] | None:
        """ "make staging like prod", "the same in both"."""
        match = grammar.ALIKE.search(span.text)
        named = [g for g in groups if len(g.values) == 1 and str(g.values[0]) in known]
        like = next((g for g in named if grammar.LIKE.search(span.text[: g.start - span.start])), None)
        if match is None and like is None:
            return None
        path, quote = self._component(span, view), span.text.strip()
        if like is not None:
            others = [str(g.values[0]) for g in named if g.values != like.values]
            asked = view.question.environment if view.question else None
            target = others[0] if others else asked if asked != str(like.values[0]) else None
            where = view.question.path if not path and not others and view.question and asked else path
            return (SameAs(where if view.form.at(where) else "", str(like.values[0]), quote, target),)
        if view.question is not None and view.form.at(view.question.path) is not None:
            return None  # the answer itself says it
        return (SameAs(path, known[0], quote),) if known else None

    def _component(self, span: Span, view: View) -> str:
        """The one component that a sentence names."""
        paths = (
            t.path for h in self._mentions.hits(span) for t in h.targets if t.means in (Means.COMPONENT, Means.PART)
        )
        roots = dict.fromkeys(c.path for path in paths if (c := view.form.component_of(path)) is not None)
        return next(iter(roots)) if len(roots) == 1 else ""

    def _cut(self, span: Span, groups: list[Group], view: View, known: tuple[str, ...]) -> Iterator[Part]:
        """The pieces of a sentence, each with its environments; one that opens with its environment goes on."""
        names: tuple[str, ...] = ()
        groups = [g for g in groups if not re.search(r"\bthan\s+(?:in\s+|the\s+)*$", span.text[: g.start - span.start])]
        for start, end in _chunks(span, groups):
            inside = [g for g in groups if start <= g.start < end]
            piece = Span(span.text[start - span.start : end - span.start], start)
            if inside and (themselves := self._of_themselves(piece, inside, view, known)) is not None:
                yield Part(piece, acts=themselves)
                continue
            lead = span.text[start - span.start : inside[0].start - span.start] if inside else ""
            mine = tuple(dict.fromkeys(str(v) for g in inside for v in g.values if str(v) in known))
            if inside:
                here = () if set(mine) == set(known) else mine
                names = here if grammar.OPENS.fullmatch(lead) else ()
            else:
                here = () if grammar.FOR_ALL.search(span.text[start - span.start : end - span.start]) else names
            yield self._part(span, start, end, inside, here)

    def _part(self, span: Span, start: int, end: int, inside: Sequence[Group], names: tuple[str, ...]) -> Part:
        """A piece at its own place, blanks around; one that names no thing gets the one named before it."""
        hits = self._mentions.hits(span)
        text = [" "] * len(span.text)

        def keep(low: int, high: int) -> None:
            text[low - span.start : high - span.start] = span.text[low - span.start : high - span.start]

        keep(start, end)
        mine = [h for h in hits if start <= h.start < end]
        heads = [h for h in hits if h.start < start and self._sizable(h)]
        bare = names and not any(map(_of_thing, mine)) and any(map(self._of_some_thing, mine))
        if bare and heads:
            keep(_begun(span, heads), heads[-1].end)
        elif bare and (heading := _HEADING.match(span.text)) is not None and span.start + heading.end() <= start:
            keep(span.start, span.start + heading.end())
        for group in inside:
            text[group.start - span.start : group.end - span.start] = " " * (group.end - group.start)
        piece = Span("".join(text), span.start, span.ask)
        only = any(grammar.ONLY.search(span.text[: g.start - span.start]) for g in inside)
        return Part(piece, names, tuple(self._resized(piece, names, hits)), only)

    def _sizable(self, hit: Hit) -> bool:
        """Whether a phrase names what a later value may be of: a thing, or a thing by its version, no switch of it."""
        engines = (parent(t.path) for t in hit.targets if t.means is Means.OPTION)
        versioned = any((found := self._form.at(path)) is not None and found.alternatives for path in engines)
        return versioned or any(t.means in _THINGS and t.means is not Means.FLAG for t in hit.targets)

    def _of_some_thing(self, hit: Hit) -> bool:
        """Whether a value takes its meaning from the thing that it is said of: "small"."""
        return len({t.path for t in hit.targets if t.means is Means.OPTION}) > 1

    def not_elsewhere(self, part: Part, acts: Sequence[Act], view: View) -> list[Act]:
        """ "only in prod: PCI" says of the others that they go without."""
        others = [name for name in view.environments if name not in part.names] if part.only else []
        return [Reject(act.path, act.value, act.quote, name) for act in acts if isinstance(act, Add) for name in others]

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


def tagged(acts: Sequence[Act], names: Sequence[str]) -> list[Act]:
    """The acts for those environments: each of its own where an act can be of one."""
    if not names:
        return list(acts)
    return [one for act in acts for one in _for_each(act, names)]


def _for_each(act: Act, names: Sequence[str]) -> list[Act]:
    if isinstance(act, (Set, Add, Remove, Reject, Clear, Narrow, DontCare, Reason)):
        return [replace(act, environment=name) for name in names]
    return [act]


def _of_thing(hit: Hit) -> bool:
    return any(t.means in _THINGS for t in hit.targets)


def _told(said: str) -> str:
    """A message with blanks for what it asks: "what is the difference between dev and prod?" wants neither."""
    for span in sentences(said):
        if asks.is_question(span) and (span.ask or _COMPARES.search(span.text)):
            said = said[: span.start] + " " * (span.end - span.start) + said[span.end :]
    return said


def _known(view: View, path: str) -> tuple[str, ...]:
    """The environments that the conversation has."""
    held = view.values.get(path)
    return view.environments or ((str(held.value),) if held is not None else ())


def _refused(said: str, group: Group) -> bool:
    """Whether a naming is taken back: "not prod"."""
    return grammar.DROPPED.search(said[: group.start]) is not None


def _chunks(span: Span, groups: Sequence[Group]) -> Iterator[tuple[int, int]]:
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
