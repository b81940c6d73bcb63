"""Which environments a message speaks of, and which of its words are for which: "large in prod, small in test".

The environments are the options of the factory's own identity field; the words around them are a closed grammar.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

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
    SameAs,
    Set,
    Topic,
)
from maestro.domain.conversation import View
from maestro.domain.form import Form
from maestro.domain.json import Json
from maestro.understanding.english import grammar
from maestro.understanding.english.text import Span, sentences
from maestro.understanding.messages.mentions import Mentions
from maestro.understanding.messages.pieces import Group, Part, Pieces, chunks
from maestro.understanding.replies import asks
from maestro.understanding.stance.stages import in_order, staged
from maestro.understanding.stance.stories import kind_of_test
from maestro.understanding.vocabulary.lexicon import Hit, Means

_EXCEPT = re.compile(
    r"\s*[,;(–-]?\s+(?:(?:but|only(?: that)?|just|yet|though|with)\b(?:\s+(?:with|that|for|in|its?|only|just)\b)*|"
    r"(?P<bare>except|apart from|without|minus)\b(?:\s+(?:that|for|with)\b)*)\s*:?\s+",
    re.IGNORECASE,
)
_ONLY_COMMA = re.compile(r"\s*[,;]\s*(?:(?:in|for|on)\s+)?(?:the |our )?$", re.IGNORECASE)
_TOLD = re.compile(  # "large in prod, test is small": one is told of, not both
    r"\s+(?:is|gets|has|needs|keeps|scales|stays|runs|does|goes|(?:it|they|we|there|that)\b)", re.IGNORECASE
)
_COMPARES = dict(grammar.TOPICS)[Topic.COMPARE.value]
_THINGS = (Means.COMPONENT, Means.PART, Means.FIELD, Means.FLAG)


class Environments:
    """Reads a form's environments from messages."""

    def __init__(self, form: Form, mentions: Mentions) -> None:
        """Keep the field that tells them apart."""
        self._form, self._place = form, form.environment
        self._mentions, self._pieces = mentions, Pieces(form, mentions)

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
            if found and grammar.AND_ALSO.fullmatch(gap) and not (_ONLY_COMMA.match(gap) and _TOLD.match(text[end:])):
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
        yield self._pieces.part(tail, tail.start, tail.end, (), names)

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
        for start, end in chunks(span, groups):
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
            yield self._pieces.part(span, start, end, inside, here)

    def not_elsewhere(self, part: Part, acts: Sequence[Act], view: View) -> list[Act]:
        """ "only in prod: PCI" says of the others that they go without."""
        others = [name for name in view.environments if name not in part.names] if part.only else []
        return [Reject(act.path, act.value, act.quote, name) for act in acts if isinstance(act, Add) for name in others]


def tagged(acts: Sequence[Act], names: Sequence[str]) -> list[Act]:
    """The acts for those environments: each of its own where an act can be of one."""
    if not names:
        return list(acts)
    return [one for act in acts for one in _for_each(act, names)]


def _for_each(act: Act, names: Sequence[str]) -> list[Act]:
    if isinstance(act, (Set, Add, Remove, Reject, Clear, Narrow, DontCare, Reason)):
        return [replace(act, environment=name) for name in names]
    return [act]


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
