"""What a message says of the request, sentence by sentence and clause by clause, whatever is asked."""

import re
from collections.abc import Sequence
from dataclasses import replace

from maestro.domain.acts import (
    Accept,
    Act,
    Add,
    Choose,
    DontCare,
    DontKnow,
    Help,
    Narrow,
    Question,
    Reason,
    Reject,
    Remove,
    Set,
    Skip,
    SmallTalk,
    Submit,
    Topic,
    Unclear,
)
from maestro.domain.conversation import View
from maestro.domain.form import Field, Form, Kind
from maestro.domain.json import Json, below
from maestro.understanding.clauses.refusals import without_hints, without_reasons
from maestro.understanding.clauses.wanted import wanted_and_asked
from maestro.understanding.english import grammar
from maestro.understanding.english.quantities import number, quantities
from maestro.understanding.english.text import Span, clauses, sentences
from maestro.understanding.english.values import coerce
from maestro.understanding.lists.wholes import as_wholes
from maestro.understanding.messages import earlier, relative, repair
from maestro.understanding.messages.mentions import Mentions, stronger
from maestro.understanding.messages.takenback import taken_back
from maestro.understanding.numbers import amounts
from maestro.understanding.replies import asks, choosing
from maestro.understanding.replies.wavering import wavers
from maestro.understanding.stance import approvals, conditions, leaving, realuse
from maestro.understanding.stance.rivals import contradicted, displaced
from maestro.understanding.stance.starts import from_nothing, starting
from maestro.understanding.stance.stowed import stowed
from maestro.understanding.stance.unplaced import requires
from maestro.understanding.vocabulary.clause import Reading
from maestro.understanding.vocabulary.lexicon import Means
from maestro.understanding.vocabulary.ranking import Ranker

_KEYED = re.compile(r"^\s*(?:[-*•]\s*)?(?P<key>[A-Za-z][\w .\[\]-]{1,48}?)\s*[:=]\s*(?P<value>\S.{0,200}?)\s*$")
_FIRST = re.compile(r"[\"'`]?([\w.@/+-]+)[\"'`]?(?=\s+\w)")
_WORDS = 3  # of a value behind a key
_TELLING = 4  # words of a sentence that is worth saying it was not understood
_HELLO = 25  # letters before the first sentence that says something
_ORDER = 80  # letters of a sentence that orders to submit
_CHANGE = re.compile(  # an order to change something of what was said
    r"\W*(?:(?:and|but|so|ok(?:ay)?|well|hm+|er|no|oh|sorry|actually|please|kindly|just|also|now|then|let'?s|"
    r"(?:could|can|would|will) you|(?:we|i)(?:'d| would)? (?:like|want|need) (?:it|this|that|them)(?: to be)?)\W+)*"
    r"(?:change|make (?:it|that|this|them|the)|raise|lower|increase|reduce|double|halve|rename|replace|swap|"
    r"move|remove|"
    r"delete|bump|shrink|cut|correct|(?:much |a (?:bit|little) |even )?(?:smaller|bigger|larger|cheaper|shorter|"
    r"longer))\b",
    re.IGNORECASE,
)
_IGNORED = re.compile(r"\b(?:ignore|disregard|forget about|never mind) (?:that|this|it|them|those)\b", re.IGNORECASE)
CLEAR = 0.15  # how far a described starting point is ahead of the next


class Statements:
    """Reads sentences with the factory's words."""

    def __init__(self, form: Form, mentions: Mentions, ranker: Ranker) -> None:
        """The words to find, and the starting points that they may describe."""
        self._form = form
        self._mentions = mentions
        self._ranker = ranker

    def read(self, said: str, view: View) -> list[Act]:
        back = taken_back(said, self._mentions.hits)
        reading = self._begun(said, view, back.gone)
        rest = self._put_right(back.rest, view, reading)
        ends = list[tuple[int, Span]]()
        for span in sentences(rest):
            self.read_span(span, view, reading)
            ends.append((len(reading.acts), span))
        torn = list(contradicted(self._form, reading.acts, ends, view))
        if rest != back.rest:
            reading.acts = [act for act in reading.acts if not isinstance(act, Unclear)]
        for roster, count in reading.blanks.items():
            if not any(below(a.path, roster) for a in reading.acts if isinstance(a, (Set, Add, Remove))):
                reading.acts.extend([Add(roster, {}, said.strip()[:80])] * count)
        reading.acts = without_hints(self._form, reading.acts)
        reading.acts.extend(displaced(said, reading.acts, view))
        read = repair.settled(self._form, [*reading.acts, *self._doubted(said, view, reading)])
        return without_echo([*read, *torn], view)

    def _begun(self, said: str, view: View, gone: Sequence[tuple[int, int]]) -> Reading:
        """What the message tells as a whole, before its clauses are read."""
        unsure = grammar.UNSURE_SPELLING.search(said) is not None
        reading = Reading(named=self._mentions.named(said), gone=gone, unsure=unsure)
        if (place := stowed(said, view, reading.named)) is not None:
            reading.named |= {place.path.rpartition(".")[0]}
            reading.add(place)
        return reading

    def _put_right(self, said: str, view: View, reading: Reading) -> str:
        """The message without the two numbers of which one is put in the other's place, and without changes of what
        stands ("three more workers").
        """
        said = self._changed(said, view, reading)
        whole = Span(said, 0)
        number = amounts.corrected(whole, view, self._mentions.hits(whole)) if view.values else None
        if number is None or any(asks.is_question(span) for span in sentences(said)):
            return said
        reading.add(number.act)
        return number.rest.text

    def _changed(self, said: str, view: View, reading: Reading) -> str:
        """The message without the amounts that are told by those that stand."""
        rest = said
        for span in sentences(said) if view.values else ():
            if relative.left_alone(span):
                rest = rest[: span.start] + " " * len(span.text) + rest[span.end :]
                continue
            hits = self._mentions.hits(span)
            again = earlier.returned(span, view, hits)
            for changed in [again] if again is not None else relative.changes(span, view, hits):
                reading.add(changed.act)
                rest = rest[: changed.start] + " " * (changed.end - changed.start) + rest[changed.end :]
        return rest

    def _doubted(self, said: str, view: View, reading: Reading) -> list[Act]:
        """What the message puts in doubt of what was said before, unless it says itself what it shall be."""
        doubts = [narrow for span in sentences(said) if (narrow := realuse.doubt(span, view)) is not None][:1]
        return [n for n in doubts if all(getattr(act, "path", "") != n.path for act in reading.acts)]

    def telling(self, said: str, view: View) -> list[Act]:
        """What is said beside an answer; what is not understood there needs no word about it."""
        return [act for act in self.read(said, view) if not isinstance(act, Unclear)]

    def fixes(self, span: Span, view: View) -> list[Set]:
        """What a sentence puts right of what the user said before, in words of their own or in numbers."""
        if asks.is_question(span):
            return []
        hits = self._mentions.hits(span)
        if (again := earlier.returned(span, view, hits)) is not None:
            return [again.act]
        if changed := relative.changes(span, view, hits):
            return [change.act for change in changed]
        number = amounts.corrected(span, view, hits)
        return [number.act] if number is not None else repair.fixes(span, view, hits)

    def read_span(self, span: Span, view: View, reading: Reading) -> None:
        count = len(reading.acts)
        span = asks.stated_after(span) or span
        reading.refusing = leaving.refusing_heading(span.text) or (reading.refusing and leaving.in_list(span.text))
        whole = _sentence_act(span, view)
        if leaving.refusing_heading(span.text):
            return
        if whole is not None:
            reading.add(whole)
        elif asks.is_question(span):
            self._asked(span, view, reading)
        elif self._wavered(span, view, reading):
            return
        elif fixes := repair.fixes(span, view, self._mentions.hits(span)):
            for fix in fixes:
                reading.add(fix)
        elif (roster := self._mentions.heading(span, view)) is not None:
            reading.heading = roster
        elif not self._keyed(span, view, reading):
            self._sentence(span, view, reading)
            if (stray := self._stray(span, reading, count)) is not None:
                reading.add(stray)
            if len(reading.acts) == count and self._worth_a_word(span, view):
                reading.add(Unclear(span.text.strip()[:200]))

    def _asked(self, span: Span, view: View, reading: Reading) -> None:
        """A question; where it asks for what nothing here is called, the wish in it as well."""
        asking = asks.asked_for(span, self._mentions.hits(span), view)
        if isinstance(asking, Question) and not asking.path and _has_wavered(reading):
            return  # "Where's the line?", of the options just named
        reading.add(asking)
        unknown = isinstance(asking, Question) and asking.topic is Topic.CAN and not asking.path
        wish = wanted_and_asked(span.text) if unknown and not self._form.lacks else None
        if wish is not None:
            reading.add(wish)

    def _wavered(self, span: Span, view: View, reading: Reading) -> bool:
        """Who cannot tell which of two fits asks what they mean; what stands around the doubt is read."""
        wavering = wavers(span, self._mentions.hits(span))
        if wavering is None:
            return False
        before, after = span.text[: wavering.start], span.text[wavering.end :]
        if before.strip(" ,;:-"):
            self._sentence(Span(before, span.start), view, reading)
        if after.lstrip()[:1] in (",", ";"):
            self._sentence(Span(after, span.start + wavering.end), view, reading)
        reading.add(wavering.asked)
        return True

    def _worth_a_word(self, span: Span, view: View) -> bool:
        """Whether it is said that nothing was read of it: before a start, of a requirement that points to none."""
        if view.chosen:
            return len(span.text.split()) >= _TELLING
        if view.values and _CHANGE.match(span.text) is not None:
            return True
        return requires(span.text, first=span.start < _HELLO) and not self._ranker.rank((span.text,), {}).known

    def _stray(self, span: Span, reading: Reading, count: int) -> Act | None:
        """ "grade: platinum": a word for a field that takes no such word; said, so that the answer names the others."""
        match = _KEYED.match(span.text)
        found = self._of_key(match["key"], span, reading) if match is not None else None
        if match is None or found is None or not found.options or len(match["value"].split()) > _WORDS:
            return None
        told = any(below(a.path, found.path) for a in reading.acts[count:] if isinstance(a, (Set, Add, Reject, Narrow)))
        return None if told else Set(found.path, match["value"].strip(), match["value"].strip())

    def _sentence(self, span: Span, view: View, reading: Reading) -> None:
        count = len(reading.acts)
        if _IGNORED.search(span.text):
            return
        span = self._started(conditions.certain(span), view, reading)
        for piece, back in repair.turns(span):
            begun = len(reading.acts)
            for clause in clauses(piece):
                self._mentions.read(clause, view, reading)
            if back and len(reading.acts) == begun and (anew := repair.again(piece.text, reading.acts, view.form)):
                reading.add(anew)
            if back:
                reading.acts[begun:] = corrected(reading.acts[begun:])
        reading.acts[count:] = without_reasons(reading.acts[count:], span.text)
        reading.acts[count:] = as_wholes(span, self._mentions.hits(span), reading.acts[count:], view)
        new = reading.acts[count:]
        if not any(isinstance(a, Set) and (f := self._form.at(a.path)) and f.shapes for a in new):
            wish = stronger(span, view, self._mentions.hits(span), reading)
            if wish is not None and view.chosen:
                reading.add(wish)
        if (match := grammar.REASON.search(span.text)) is not None and any(isinstance(a, Set) for a in new):
            shaped = [a for a in new if isinstance(a, Set) and (f := self._form.at(a.path)) and (f.shapes or f.refines)]
            if shaped:
                reading.add(Reason(shaped[0].path, match[1].strip(), match[0]))

    def _started(self, span: Span, view: View, reading: Reading) -> Span:
        """A switch to another starting point, once there was a choice of one; its name is then no other word."""
        choice = None
        if view.chosen or at(view, "scenario"):
            choice = starting(span.text, self._form) or self._meant(span.text, view)
        if choice is None and not view.chosen:
            choice = from_nothing(span.text)
        if choice is None:
            return span
        reading.add(choice)
        place = span.text.find(choice.quote)
        blanks = " " * len(choice.quote)
        return Span(span.text[:place] + blanks + span.text[place + len(choice.quote) :], span.start, span.ask)

    def _meant(self, text: str, view: View) -> Choose | None:
        """A starting point by what it is for: "the one for shops on the web"."""
        told = choosing.the_one(text) or self._taken(text, view)
        if not told or not (at(view, "scenario") or grammar.STARTING.search(text)):
            return None
        ranked = self._ranker.rank((told,), {})
        return Choose(ranked.ids[0], told) if ranked.known and ranked.margin >= CLEAR else None

    def _taken(self, text: str, view: View) -> str:
        """ "go with the web shop", where it is asked what to start from; a part of the factory is none of these."""
        told = choosing.taken(text) if at(view, "scenario") else ""
        parts = (t.means for h in self._mentions.hits(Span(told, 0)) for t in h.targets)
        return "" if any(means is not Means.SCENARIO for means in parts) else told

    def _keyed(self, span: Span, view: View, reading: Reading) -> bool:
        """A pasted line `key: value` whose key is a field's path, title or alias."""
        match = _KEYED.match(span.text)
        found = self._of_key(match["key"], span, reading) if match is not None else None
        if match is None or found is None:
            return False
        if (first := self._first_value(found, match["value"])) is not None:
            reading.add(Set(found.path, coerce(found, first[1]), first[1]))
            place = match.start("value") + first.end()
            self._sentence(Span(span.text[place:], span.start + place), view, reading)
            return True
        head, _, rest = match["value"].partition(",")
        whole: Json = None if self._labels_more(rest, found) else _whole_value(found, match["value"])
        value: Json = whole if whole is not None or found.options else coerce(found, head)
        if value is None and (found.options or found.kind in (Kind.INTEGER, Kind.NUMBER, Kind.BOOLEAN)):
            return False
        said = match["value"].strip() if whole is not None or value is None else head.strip()
        reading.add(Set(found.path, said if value is None else value, said))
        if whole is None and rest.strip():
            self._sentence(Span(rest, span.start + match.start("value") + len(head) + 1), view, reading)
        return True

    def _labels_more(self, rest: str, found: Field) -> bool:
        """Whether what follows a comma is another fact with its label: "team: night owls, cost centre 12"."""
        hits = self._mentions.hits(Span(rest, 0)) if rest.strip() and not found.options else []
        first = hits[0] if hits and not rest[: hits[0].start].strip() else None
        return first is not None and all(t.means is Means.FIELD and t.path != found.path for t in first.targets)

    def _first_value(self, found: Field, text: str) -> re.Match[str] | None:
        """ "quayside" before other facts in one line: a name in quotes, or a word before words of the factory."""
        match = _FIRST.match(text)
        if found.options or found.kind is not Kind.STRING or match is None or coerce(found, text) is not None:
            return None
        known = self._mentions.hits(Span(text[match.end() :], 0))
        return match if coerce(found, match[1]) is not None and (text[:1] in "\"'" or known) else None

    def _of_key(self, said: str, span: Span, reading: Reading) -> Field | None:
        """The field that a key names: by its path, title or alias; by its last name alone, where no other has that.

        A bare "name" or "code" is that of the whole request, unless it stands below another key.
        """
        key = _plain(said)
        fields = [f for f in self._form.fields if "[]" not in f.path and f.kind not in (Kind.OBJECT, Kind.ARRAY)]
        named = [f for f in fields if key in map(_plain, (f.path, f.title, *f.aliases))]
        last = [f for f in fields if key == _plain(f.path.rpartition(".")[2])]
        if named or len(last) == 1:
            return (named or last)[0]
        ours = (f for p in self._form.identity if (f := self._form.at(p)) is not None and not f.options)
        ending = (f for f in ours if any(_plain(n).endswith(f" {key}") for n in (f.title, *f.aliases)))
        if not span.text[:1].isspace() and (whole := next(ending, None)) is not None:
            return whole
        inside = [f for f in last if reading.component and below(f.path, reading.component)]
        return inside[0] if len(inside) == 1 else None


def _plain(name: str) -> str:
    """A name without its capitals and marks."""
    return re.sub(r"[\s_-]+", " ", name.strip().lower())


def _has_wavered(reading: Reading) -> bool:
    """Whether the sentence before asked for options between which somebody wavers."""
    last = reading.acts[-1] if reading.acts else None
    return isinstance(last, Question) and last.topic is Topic.OPTIONS


def at(view: View, path: str) -> bool:
    return view.question is not None and view.question.path == path


def corrected(acts: Sequence[Act]) -> list[Act]:
    """What takes an earlier word back."""
    return [replace(act, correction=True) if isinstance(act, Set) else act for act in acts]


def _whole_value(found: Field, text: str) -> Json:
    """What stands behind a key, also a number with words about its unit: "12 hours a day"."""
    value: Json = coerce(found, text)
    first = next(quantities(text), None)
    alone = first is not None and first.start == 0 and not re.search(r"\d", text[first.end :])
    if value is None and first is not None and alone and found.kind in (Kind.INTEGER, Kind.NUMBER):
        return number(found, first)
    return value


def _sentence_act(span: Span, view: View) -> Act | None:
    """A sentence that is an act of its own inside a longer message."""
    text = span.text.strip().rstrip(".!")
    ordered = grammar.SUBMIT.search(text) and approvals.ordering(text)
    if ordered and not grammar.NOT_SUBMIT.search(text) and not span.ask and len(text) <= _ORDER:
        return Submit(text)
    if grammar.PERFECT.search(text) and len(text) <= 60 and not span.ask and view.question is not None:
        at_end = view.question.path in ("review", "submit")
        return Submit(text) if at_end else Accept(view.question.path, text)
    if grammar.SMALL.fullmatch(text):
        return SmallTalk(text)
    if grammar.HELP.fullmatch(text) and len(text.split()) > 1:
        return Help(text)
    return None


def merged(first: list[Act], rest: list[Act]) -> list[Act]:
    """First the answer, then what else was said; what was said of the same place wins."""
    paths = {a.path for a in rest if isinstance(a, Set)}
    kept = [a for a in first if not (isinstance(a, Set) and a.path in paths)]
    return [*kept, *rest]


def without_echo(acts: list[Act], view: View) -> list[Act]:
    """ "This looks perfect. Please proceed." is one approval; greetings beside content are none, nor is a "not sure"
    beside a value.
    """
    asked = view.question.path if view.question is not None else ""
    if any(isinstance(a, (Set, Add, Reject, Narrow)) and a.path == asked for a in acts):
        acts = [a for a in acts if not isinstance(a, (Accept, DontKnow, DontCare, Skip)) or a.path != asked]
    if any(isinstance(a, Submit) for a in acts):
        acts = [a for a in acts if not isinstance(a, Accept)]
        first = next(a for a in acts if isinstance(a, Submit))
        acts = [a for a in acts if not isinstance(a, Submit) or a is first]
    if any(not isinstance(a, SmallTalk) for a in acts):
        acts = [a for a in acts if not isinstance(a, SmallTalk)]
    return acts
