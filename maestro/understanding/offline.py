"""The offline interpreter: deterministic, no network, no model. What it knows of the factory comes from the form.

A message is read as: an act of the whole (undo, help), an answer to the open question, questions back, and what is said
of the request clause by clause. Until a starting point is chosen, every message also says what the thing is for.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from maestro.domain.acts import (
    Accept,
    AcceptAll,
    Act,
    Add,
    Cancel,
    Choose,
    Decide,
    Decline,
    Describe,
    DontCare,
    DontKnow,
    Help,
    Narrow,
    Question,
    Reason,
    Redo,
    Refer,
    Reject,
    Remove,
    Resize,
    Set,
    Skip,
    SmallTalk,
    Submit,
    Topic,
    Unclear,
    Undo,
    WishFor,
)  # fmt: skip
from maestro.domain.conversation import Asked, View
from maestro.domain.form import Field, Form, Importance, Kind
from maestro.domain.json import Json, below, generic
from maestro.understanding import answers, asks, choosing, grammar, heads, naming, repair
from maestro.understanding.answers import Answer
from maestro.understanding.clause import Reading
from maestro.understanding.environments import Environments, Part, tagged
from maestro.understanding.gist import gist
from maestro.understanding.kernels import another_does, concluded, kernels
from maestro.understanding.lexicon import Lexicon, Means
from maestro.understanding.mentions import Mentions, stronger
from maestro.understanding.offers import Offers
from maestro.understanding.quantities import number, quantities
from maestro.understanding.ranking import Ranker
from maestro.understanding.starts import starting
from maestro.understanding.text import Span, clauses, clean, sentences, words
from maestro.understanding.values import coerce

_KEYED = re.compile(r"^\s*(?:[-*•]\s*)?(?P<key>[A-Za-z][\w .\[\]-]{1,48}?)\s*[:=]\s*(?P<value>\S.{0,200}?)\s*$")
_YES_AND = re.compile(
    r"^\s*(?:yes|yeah|yep|yup|sure|ok(?:ay)?|right|correct|fine|good|great|perfect)\b\s*[,.!;:-]?\s+(?=\S)",
    re.IGNORECASE,
)
_SO_THEN = re.compile(r"^\s*(?:ok(?:ay)?|right|fine|good|great)\b.*\bthen\W*$", re.IGNORECASE)  # "ok, X then": to X
_CLEAR = 0.15  # how far a described starting point is ahead of the next
_BUT = re.compile(r"\b(?:but|only|just|except|apart from|other than)\b", re.IGNORECASE)
_SAYING_NO_MORE = (Accept, Submit, SmallTalk, Unclear, Question)
_AGREEING = 14  # words of a message that only agrees
_FEW = 10  # options of a field whose values are words of their own
_TELLING = 4  # words of a sentence that is worth saying it was not understood
_SHORT = 3  # words of a message that can pick a choice at the last look
_IGNORED = re.compile(r"\b(?:ignore|disregard|forget about|never mind) (?:that|this|it|them|those)\b", re.IGNORECASE)
_NO_AND = re.compile(r"^\s*(?:no|nope|nah)\b\s*[,.!;:-]+\s*(?=\S)", re.IGNORECASE)


class OfflineInterpreter:
    """Understands with the factory's words and a closed grammar of English."""

    def __init__(self, form: Form, *, slips: bool = True) -> None:
        """Index the factory's phrases and scenarios; without `slips` every word is taken as it is spelt."""
        self._form = form
        self._mentions = Mentions(Lexicon(form, slips=slips))
        self._ranker = Ranker(form)
        self._environments = Environments(form, self._mentions)

    def interpret(self, text: str, view: View) -> tuple[Act, ...]:
        """The acts of a message."""
        said = clean(text)
        if not said.strip():
            return ()
        decided = self._decided(said, view)
        if decided is not None:
            return decided
        approval = heads.approval(said, view.question)
        if approval is not None:
            return (approval,)
        head = None if _is_choice(said, view.question) else heads.head(said, view)
        if head is not None and head.act is not None:
            rest = self._read(head.rest, replace(view, question=None)) if head.rest else []
            return (head.act, *(act for act in rest if not isinstance(act, Unclear)))
        whole = _whole(said, view)
        if whole is not None:
            return whole
        if (agreed := self._agreed(said, view)) is not None:
            return (agreed,)
        acts = _undecided(self._enclosing(head.rest if head is not None else said, view), said, view.question)
        acts = [*acts, *self._described(said, view, acts)]
        return tuple(acts) if acts else (Unclear(said.strip()[:200]),)

    def _agreed(self, said: str, view: View) -> Act | None:
        """A yes among words that say nothing else: "sounds fitting, yes", "yes, both like that please"."""
        asked = view.question
        if asked is None or asked.path == "purpose" or len(said.split()) > _AGREEING or not heads.agreeing(said):
            return None
        acts = self._statements(said, replace(view, question=None))
        if self._answer(said, view) is not None or not all(isinstance(act, _SAYING_NO_MORE) for act in acts):
            return None
        at_end = asked.path in heads.APPROVING or any(isinstance(act, Submit) for act in acts)
        return Submit(said.strip()) if at_end else Accept(asked.path, said.strip())

    def _enclosing(self, said: str, view: View) -> list[Act]:
        """The message beside the documents that it speaks of."""
        enclosed = grammar.ENCLOSED.search(said)
        read = said if enclosed is None else grammar.PAPER.sub(lambda m: " " * len(m[0]), said)
        several = self._several(read, view)
        acts = several if several is not None else self._turned(read, view) if read.strip() else []
        return acts if enclosed is None else [*acts, Refer(enclosed[0])]

    def _turned(self, said: str, view: View) -> list[Act]:
        """The message, without the words that take something back at its beginning."""
        back = repair.turned(said, bare=False)
        if back is None:
            return self._read(said, view)
        again = repair.anew(back.rest, view)
        return [again] if again is not None else _corrected(self._read(back.rest, view))

    def _decided(self, said: str, view: View) -> tuple[Act, ...] | None:
        """What becomes of a document's proposals; while no starting point is chosen, with what they make likely."""
        if not view.offered:
            return None
        plain = replace(view, question=None)
        acts = Offers(view).read(said, self._mentions.hits(Span(said, 0)), lambda: self._statements(said, plain))
        return None if acts is None else (*acts, *self._described("", view, list(acts)))

    def _read(self, said: str, view: View) -> list[Act]:
        asked = view.question
        if (alike := repair.same(said, view)) is not None:
            return [alike]
        if (renamed := repair.renamed(said, view)) is not None:
            return [renamed.act, *self._statements(renamed.rest, view)]
        if self._puts_right(said, view):
            return self._statements(said, view)
        if asked is not None and (none := self._none_of_them(said, asked)) is not None:
            return [none]
        answer = self._answer(said, view) if asked is not None else None
        open_still = answer is not None and all(isinstance(act, Narrow) for act in answer.acts)
        if open_still and (kernel := self._kernel(said, view, [])) is not None:
            return kernel
        if answer is not None:
            rest = self._statements(answer.rest, replace(view, question=None)) if answer.rest.strip() else []
            return _merged(list(answer.acts), rest)
        agreed = self._yes_and(said, view) or self._replied(said, view)
        acts = agreed if agreed is not None else self._statements(said, view)
        if asked is not None and agreed is None and (kernel := self._kernel(said, view, acts)) is not None:
            return kernel
        if asked is not None and all(isinstance(act, (Unclear, SmallTalk)) for act in acts):
            return list(gist(said, asked, self._form, self._rank)) or acts
        return acts

    def _none_of_them(self, said: str, asked: Asked) -> Act | None:
        """A no to a list of options around which reasons stand: their words name what is not wanted."""
        found = self._form.at(asked.path)
        if found is None or found.kind is not Kind.ARRAY or not found.options or _BUT.search(said):
            return None
        last, first = concluded(said)
        told = len(said.split()) > _TELLING and not asks.is_question(Span(said, 0, said.rstrip().endswith("?")))
        theirs = another_does(said)
        said_no = any(grammar.NO.fullmatch(piece) for piece in (last, first if theirs else "") if piece)
        named = any(t.path == asked.path for h in self._mentions.hits(Span(said, 0)) for t in h.targets)
        return Decline(asked.path, said.strip()) if told and (said_no or (theirs and not named)) else None

    def _kernel(self, said: str, view: View, acts: Sequence[Act]) -> list[Act] | None:
        """The answer in the middle of a told one, where the whole says nothing or leaves open which it is."""
        asked = view.question
        written = (Set, Add, Reject, Remove, Choose, WishFor, Accept, Decline, Describe, Submit)
        if asked is None or asked.path in ("purpose", *heads.APPROVING) or any(isinstance(a, written) for a in acts):
            return None
        if all(asks.is_question(span) for span in sentences(said)):
            return None
        for kernel in kernels(said):
            short = _short_reply(kernel, asked)
            answer = Answer(short) if short is not None else self._answer(kernel, view)
            if answer is not None and not any(isinstance(a, (Narrow, Submit)) for a in answer.acts):
                return list(answer.acts)
        return None

    def _rank(self, said: str) -> tuple[tuple[str, ...], float]:
        """Starting points for one text alone, best first, and how far the first is ahead."""
        ranked = self._ranker.rank((said,), {})
        return ranked.ids, ranked.margin if ranked.known else 0.0

    def _several(self, said: str, view: View) -> list[Act] | None:
        """A message that speaks of several environments: what is for one of them is read apart."""
        declared = self._environments.declared(said, view)
        known = self._environments.known(declared, view)
        if not declared and not self._environments.spoken_of(said, known):
            return None
        parts = tuple(self._environments.parts(said, view, known))
        if any(part.names or part.acts for part in parts):
            lead = self._lead(said, view)
            return [*declared, *lead, *self._apart(parts, said, replace(view, environments=known))]
        rest = "".join(self._environments.without_names(said))
        acts = self._read(rest, view) if words(rest) and not self._environments.says_both(said, view) else []
        return [*declared, *self._environments.told(acts, rest, said)]

    def _lead(self, said: str, view: View) -> list[Act]:
        """The yes that a longer message opens with."""
        match = _YES_AND.match(said) if view.question is not None and view.question.path != "purpose" else None
        return [Accept(view.question.path, match[0].strip(" ,.!;:-"))] if match and view.question else []

    def _apart(self, parts: Sequence[Part], said: str, view: View) -> list[Act]:
        """The acts of each part, for its environments."""
        out: list[Act] = []
        whole = Reading()
        for part in parts:
            mine = Reading(component=whole.component, parts=whole.parts)
            resized = {name for act in part.acts if isinstance(act, Resize) for name in (act.environment,)}
            if not part.acts or resized:
                self._read_span(part.span, view, mine)
            named = bool(part.names or resized)
            acts: Sequence[Act] = [a for a in mine.acts if not (named and isinstance(a, (Question, Unclear)))]
            asked = part.names and view.question is not None and not self._one_name(parts, view)
            if asked and not acts and not part.acts:
                answer = self._answer(part.span.text.strip(" ,;:."), view)
                acts = answer.acts if answer else ()
            told = self._environments.told(acts, part.span.text, said, part.span.start)
            sized = self._environments.sized(part, told, view)
            out += [*tagged(told, part.names), *self._environments.not_elsewhere(part, told, view), *part.acts, *sized]
            whole.component = mine.component
        return _without_echo(self._settled(out, view), view)

    def _one_name(self, parts: Sequence[Part], view: View) -> bool:
        """Whether a name is asked for while several environments are told apart: "small in test, large in prod"."""
        found = self._form.at(view.question.path) if view.question is not None else None
        free = found is not None and found.kind is Kind.STRING and not found.options
        return free and sum(1 for part in parts if part.names) > 1

    def _settled(self, acts: Sequence[Act], view: View) -> list[Act]:
        """One mind for each place of each environment; what is for all comes first."""
        out: list[Act] = []
        for name in (None, *view.environments):
            mine = [a for a in acts if getattr(a, "environment", None) == name]
            out += tagged(repair.settled(self._form, mine), (name,) if name else ())
        return out

    def _replied(self, said: str, view: View) -> list[Act] | None:
        """ "That one. It's production, in Iowa", "none, and our org is ..."; "what do you recommend? take that"."""
        asked, spans = view.question, list(sentences(said))
        if asked is None or asked.path in ("purpose", "review", "submit") or not spans:
            return None  # an approval is one by itself
        comma = said.find(",")
        for end in (comma, spans[0].end if len(spans) > 1 else -1):
            first = _short_reply(said[:end].strip(), asked) if end > 0 else None
            if first is not None:
                if asking := self._asking_first(first, said[end + 1 :], view):
                    return asking
                more = self._telling(said[end + 1 :], replace(view, question=None))
                return _merged(list(first), [a for a in more if not _takes_back(first, a, said[end + 1 :])])
        last = _short_reply(spans[-1].text.strip(), asked) if len(spans) > 1 else None
        return list(last) if last is not None and all(asks.is_question(span) for span in spans[:-1]) else None

    def _asking_first(self, first: Sequence[Act], rest: str, view: View) -> list[Act]:
        """ "I don't know, what do they mean?": who asks what is asked for has not passed the decision on yet."""
        if view.question is None or not all(isinstance(act, DontKnow) for act in first):
            return []
        acts = self._telling(rest, view)
        back = (Topic.WHAT, Topic.OPTIONS, Topic.COMPARE, Topic.ENTAILS)
        here = ("", view.question.path, view.question.about)
        about = [a for a in acts if isinstance(a, Question) and a.topic in back and a.path in here]
        return acts if about and len(about) == len(acts) else []

    def _telling(self, said: str, view: View) -> list[Act]:
        """What is said beside an answer; what is not understood there needs no word about it."""
        return [act for act in self._statements(said, view) if not isinstance(act, Unclear)]

    def _puts_right(self, said: str, view: View) -> bool:
        """Whether a sentence corrects something that is not asked for, or starts anew: its words are no answer."""
        asked = view.question.path if view.question is not None else ""
        if view.chosen and any(starting(span.text, self._form) for span in sentences(said)):
            return True
        found = (fix for span in sentences(said) for fix in self._fixes(span, view))
        return any(fix.path != asked for fix in found)

    def _fixes(self, span: Span, view: View) -> list[Set]:
        return [] if asks.is_question(span) else repair.fixes(span, view, self._mentions.hits(span))

    def _answer(self, said: str, view: View) -> Answer | None:
        """The message as an answer to the open question."""
        asked = view.question
        if asked is None or self._asks_back(said, view):
            return None
        found = answers.by_number(said, asked)
        if found is not None:
            return found
        if asked.path == "purpose":
            return Answer((Choose(None, said.strip()),)) if grammar.EMPTY.fullmatch(said) else None
        among = choosing.by_choosing(said, asked, self._form)
        if among and isinstance(among[0], Narrow):
            return Answer(among)
        if (
            len(said) <= 160
            and (found := answers.by_words(said, asked)) is not None
            and not self._says_more(said, view, found)
        ):
            return self._with_more(said, view, found)
        found = self._by_value(said, view, asked.path) or self._by_choosing(said, view, asked)
        return found if found is not None and found.acts else None

    def _by_choosing(self, said: str, view: View, asked: Asked) -> Answer | None:
        """One of all legal answers, shown or not, perhaps mistyped; not where the message writes something itself."""
        written = (Set, Add, Reject, Narrow, Choose)
        if any(isinstance(a, written) for a in self._statements(said, replace(view, question=None))):
            return None
        chosen = choosing.by_choosing(said, asked, self._form) or choosing.by_hint(said, asked, self._form)
        return Answer(chosen or self._described_one(said)) if chosen or asked.path == "scenario" else None

    def _described_one(self, said: str) -> tuple[Act, ...]:
        """ "the one for shops on the web": a starting point in other words than its title."""
        words = choosing.the_one(said)
        ranked = self._ranker.rank((words,), {}) if words else None
        clear = ranked is not None and ranked.known and ranked.margin >= _CLEAR
        return (Choose(ranked.ids[0], said.strip()),) if ranked is not None and clear else ()

    def _with_more(self, said: str, view: View, found: Answer) -> Answer:
        """What a longer message says beside the choice that it names."""
        if len(said.split()) <= _TELLING:
            return found
        paths = {a.path for a in found.acts if isinstance(a, Set)}
        written = (Set, Add, Reject, Narrow, WishFor)
        more = [
            a for a in self._statements(said, view) if isinstance(a, written) and getattr(a, "path", "") not in paths
        ]
        return Answer((*found.acts, *more))

    def _by_value(self, said: str, view: View, path: str) -> Answer | None:
        """A value of the field asked for; where clauses say it themselves (and more), they are read instead."""
        if len(said.split()) > 1:
            roster = next(
                (r for r in self._form.rosters if below(generic(path), r) or below(generic(path), f"{r}[]")), None
            )
            acts = self._statements(said, view if roster else replace(view, question=None))
            if roster and any(below(a.path, roster) for a in acts if isinstance(a, (Set, Add, Remove))):
                return Answer(tuple(acts))
            if any(isinstance(a, Set) and a.path == path for a in acts):
                return Answer(tuple(acts))
        elif self._of_another(said, view, path) or self._legal_elsewhere(Answer((Set(path, said.strip()),)), path):
            return None
        head, comma, rest = said.partition(",")
        if comma and (grammar.YES.fullmatch(head) or grammar.NO.fullmatch(head)):
            return None
        alone = len(naming.reduced(head)[0].split()) == 1 and not self._names_other(head, view)
        if comma and alone and (found := answers.by_value(head, view, path)) is not None:
            return Answer(found.acts, rest)
        found = answers.by_value(said, view, path)
        if found is not None and self._names_other(said, view) and not self._is_the_word(said, found):
            return None
        return None if found is not None and self._legal_elsewhere(found, path) else found

    def _is_the_word(self, said: str, found: Answer) -> bool:
        """Whether a message is one word with polite ones around it ("sessions would be good")."""
        word, _ = naming.reduced(said)
        return all(isinstance(a, Set) and a.quote == word for a in found.acts) and len(word.split()) == 1

    def _legal_elsewhere(self, found: Answer, path: str) -> bool:
        """Whether the value is a legal one of another field ("europe-west1" is a region, whatever is asked)."""
        value = next((str(a.value).lower() for a in found.acts if isinstance(a, Set)), "")
        others = (o.value for f in self._form.fields if f.path != path for o in f.options)
        return re.search(r"\d", value) is not None and any(str(other).lower() == value for other in others)

    def _of_another(self, said: str, view: View, path: str) -> bool:
        """Whether a single word does not fit the field asked for, and is surely another's value."""
        found = self._form.at(path)
        if found is None or found.kind is not Kind.STRING:
            return False
        word = said.strip().lower()
        if re.search(r"\d", word) and any(
            str(o.value).lower() == word for f in self._form.fields if f.path != path for o in f.options
        ):
            return True
        if coerce(found, said) is not None:
            return self._decides_elsewhere(word, path)
        acts = self._statements(said, replace(view, question=None))
        return any(isinstance(a, Set) and a.path != path for a in acts)

    def _decides_elsewhere(self, word: str, path: str) -> bool:
        """Whether a word is, letter by letter, one of the few values of a critical field: no name for anything."""
        critical = (f for f in self._form.fields if f.importance is Importance.CRITICAL and f.path != path)
        few = (f for f in critical if 0 < len(f.options) <= _FEW)
        return any(word in (str(o.value).lower(), o.title.lower()) for f in few for o in f.options)

    def _asks_back(self, said: str, view: View) -> bool:
        found = self._form.at(view.question.path) if view.question else None
        if found is not None and found.own and not found.options and naming.suggested(said, found):
            return False
        return all(asks.is_question(span) for span in sentences(said))

    def _says_more(self, said: str, view: View, found: Answer) -> bool:
        """Whether the clauses say more than the choice's words: then all of it is read as statements."""
        acts = self._statements(said, view)
        paths = {a.path for a in found.acts if isinstance(a, Set)}
        others = [
            a for a in acts if not (isinstance(a, Set) and a.path in paths) and not isinstance(a, (Accept, Unclear))
        ]
        return bool(others) and any(isinstance(a, Set) and a.path in paths for a in acts)

    def _names_other(self, said: str, view: View) -> bool:
        """Whether a message speaks of something else than the field asked for, so that its words are no value."""
        asked = view.question
        if asked is None or len(said.split()) <= 1:
            return False
        hits = [t for h in self._mentions.hits(Span(said, 0)) for t in h.targets]
        other = [
            t
            for t in hits
            if t.path != asked.path
            and t.means in (Means.COMPONENT, Means.PART, Means.FIELD, Means.LACK, Means.SCENARIO)
        ]
        return bool(other) and not any(t.path == asked.path for t in hits)

    def _yes_and(self, said: str, view: View) -> list[Act] | None:
        """ "yes, and make it private"; "no, MySQL"."""
        asked = view.question
        for pattern, act in (
            (_YES_AND, Accept(asked.path if asked else "")),
            (_NO_AND, Decline(asked.path if asked else "")),
        ):
            match = pattern.match(said)
            if match is None or asked is None:
                continue
            rest_text = said[match.end() :]
            inner = self._answer(rest_text, view)
            rest = list(inner.acts) if inner else self._statements(rest_text, view)
            settled = any(isinstance(a, Set) and a.path in (asked.path, asked.about, *asked.also) for a in rest)
            settled = settled or (asked.path == "scenario" and any(isinstance(a, Choose) for a in rest))
            settled = settled or (bool(rest) and _SO_THEN.match(said) is not None)
            lead = replace(act, quote=match[0].strip(" ,.!;:-"))
            return rest if settled or asked.path == "purpose" else _merged([lead], rest)
        return None

    def _statements(self, said: str, view: View) -> list[Act]:
        reading = Reading()
        for span in sentences(said):
            self._read_span(span, view, reading)
        for roster, count in reading.blanks.items():
            if not any(below(a.path, roster) for a in reading.acts if isinstance(a, (Set, Add, Remove))):
                reading.acts.extend([Add(roster, {}, said.strip()[:80])] * count)
        return _without_echo(repair.settled(self._form, reading.acts), view)

    def _read_span(self, span: Span, view: View, reading: Reading) -> None:
        count = len(reading.acts)
        whole = _sentence_act(span, view)
        if whole is not None:
            reading.add(whole)
        elif asks.is_question(span):
            reading.add(asks.asked_for(span, self._mentions.hits(span), view))
        elif fixes := self._fixes(span, view):
            for fix in fixes:
                reading.add(fix)
        elif (roster := self._mentions.heading(span, view)) is not None:
            reading.heading = roster
        elif not self._keyed(span, view, reading):
            self._sentence(span, view, reading)
            if len(reading.acts) == count and view.chosen and len(span.text.split()) >= _TELLING:
                reading.add(Unclear(span.text.strip()[:200]))

    def _sentence(self, span: Span, view: View, reading: Reading) -> None:
        count = len(reading.acts)
        if _IGNORED.search(span.text):
            return
        span = self._started(span, view, reading)
        for piece, back in repair.turns(span):
            begun = len(reading.acts)
            for clause in clauses(piece):
                self._mentions.read(clause, view, reading)
            if back:
                reading.acts[begun:] = _corrected(reading.acts[begun:])
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
        if view.chosen or _at(view, "scenario"):
            choice = starting(span.text, self._form) or self._meant(span.text, view)
        if choice is None:
            return span
        reading.add(choice)
        place = span.text.find(choice.quote)
        blanks = " " * len(choice.quote)
        return Span(span.text[:place] + blanks + span.text[place + len(choice.quote) :], span.start, span.ask)

    def _meant(self, text: str, view: View) -> Choose | None:
        """A starting point by what it is for: "the one for shops on the web"."""
        told = choosing.the_one(text)
        if not told or not (_at(view, "scenario") or grammar.STARTING.search(text)):
            return None
        ranked = self._ranker.rank((told,), {})
        return Choose(ranked.ids[0], told) if ranked.known and ranked.margin >= _CLEAR else None

    def _keyed(self, span: Span, view: View, reading: Reading) -> bool:
        """A pasted line `key: value` whose key is a field's path, title or alias."""
        match = _KEYED.match(span.text)
        if match is None:
            return False
        key = re.sub(r"[\s_-]+", " ", match["key"].strip().lower())
        for found in self._form.fields:
            if "[]" in found.path or found.kind in (Kind.OBJECT, Kind.ARRAY):
                continue
            names = (found.path, found.path.rpartition(".")[2], found.title, *found.aliases)
            if key in (re.sub(r"[\s_-]+", " ", n.lower()) for n in names):
                head, _, rest = match["value"].partition(",")
                whole: Json = _whole_value(found, match["value"])
                value: Json = whole if whole is not None or found.options else coerce(found, head)
                if value is None and (found.options or found.kind in (Kind.INTEGER, Kind.NUMBER)):
                    return False
                said = match["value"].strip() if whole is not None or value is None else head.strip()
                reading.add(Set(found.path, said if value is None else value, said))
                if whole is None and rest.strip():
                    self._sentence(Span(rest, span.start + match.start("value") + len(head) + 1), view, reading)
                return True
        return False

    def _described(self, said: str, view: View, acts: list[Act]) -> list[Act]:
        """What the message says of the purpose, while no starting point is chosen."""
        if view.chosen or any(isinstance(a, (Undo, Redo, Cancel, Help, Choose)) for a in acts):
            return []
        if acts and all(
            isinstance(a, (Question, Accept, Decline, AcceptAll, DontCare, DontKnow, Skip, Submit)) for a in acts
        ):
            return []
        stated: dict[str, Json] = {p: v.value for p, v in view.values.items() if v.source in ("user", "document")}
        taken = [view.offered[n] for a in acts if isinstance(a, Decide) for n in a.take]
        stated |= {p.path: p.value for p in taken if not p.listed}
        acts = [*acts, *(Add(p.path, p.value, p.quote) for p in taken if p.listed)]
        stated |= {a.path: a.value for a in acts if isinstance(a, Set)}
        for act in acts:
            if isinstance(act, Add):
                held = stated.get(act.path)
                stated[act.path] = [*(held if isinstance(held, list) else []), act.value]
            elif isinstance(act, Reject) and act.value is None:
                stated[act.path] = False
        ranked = self._ranker.rank((*view.described, said), stated)
        if view.told and not (view.described or ranked.known):
            ranked = self._ranker.rank((*view.told, said), stated)
        quote = said.strip() if len(said) <= 600 else said.strip()[:600]
        asked = view.question is not None and view.question.path == "purpose" and len(said.split()) > 1
        return [Describe(quote, ranked.ids, round(ranked.margin, 3), bool(said) and (ranked.known or asked))]


def _at(view: View, path: str) -> bool:
    return view.question is not None and view.question.path == path


def _corrected(acts: Sequence[Act]) -> list[Act]:
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


def _whole(said: str, view: View) -> tuple[Act, ...] | None:
    """An act that is the whole message."""
    quote = said.strip()
    asked = view.question
    simple: tuple[tuple[re.Pattern[str], Act], ...] = (
        (grammar.HELP, Help(quote)),
        (grammar.CANCEL, Cancel(quote)),
        (grammar.SMALL, SmallTalk(quote)),
        (grammar.ACCEPT_ALL, AcceptAll(quote)),
    )
    for pattern, act in simple:
        if pattern.fullmatch(said) and not (pattern is grammar.CANCEL and _is_choice(said, asked)):
            return (act,)
    if grammar.SUBMIT.fullmatch(quote.rstrip(".! ")):
        return (Submit(quote),)
    if asked is None:
        return None
    return _short_reply(said, asked)


def _short_reply(said: str, asked: Asked) -> tuple[Act, ...] | None:
    """Yes, no, no idea, whatever, later: to the open question."""
    path, quote = asked.path, said.strip()
    replies: tuple[tuple[re.Pattern[str], Act], ...] = (
        (grammar.YES, Accept(path, quote)),
        (grammar.NO, Decline(path, quote)),
        (grammar.DONT_KNOW, DontKnow(path, quote)),
        (grammar.DONT_CARE, DontCare(path, quote)),
        (grammar.SKIP, Skip(path, quote)),
    )
    for pattern, act in replies:
        if pattern.fullmatch(said):
            return _reply(act, said, asked)
    if grammar.APPROVE.fullmatch(said) and not _is_choice(said, asked):
        return (Submit(quote),)
    return None


def _undecided(acts: list[Act], said: str, asked: Asked | None) -> list[Act]:
    """At the last look a longer message that is no approval as a whole approves nothing by a part of it."""
    if asked is None or asked.path not in heads.APPROVING or len(said.split()) <= _SHORT:
        return acts
    if any(isinstance(act, (Set, Add, Reject, Narrow, Choose)) for act in acts):
        return acts  # what changes has to be looked at again, and the reducer says so
    kept: list[Act] = [act for act in acts if not isinstance(act, (Accept, AcceptAll, Submit, DontCare))]
    return kept or [Unclear(said.strip()[:200])]


def _is_choice(said: str, asked: Asked | None) -> bool:
    return asked is not None and asked.path not in ("review", "submit") and answers.by_words(said, asked) is not None


def _reply(act: Act, said: str, asked: Asked) -> tuple[Act, ...]:
    """A short reply; where a choice has these very words ("none", "keep", "later"), the choice is meant."""
    named = answers.by_words(said, asked)
    if named is not None:
        return named.acts
    if asked.path == "purpose" and isinstance(act, (Accept, Decline)):
        return (Unclear(said.strip()),)
    return (act,)


def _sentence_act(span: Span, view: View) -> Act | None:
    """A sentence that is an act of its own inside a longer message."""
    text = span.text.strip().rstrip(".!")
    if grammar.SUBMIT.search(text) and not grammar.NOT_SUBMIT.search(text) and not span.ask and len(text) <= 80:
        return Submit(text)
    if grammar.PERFECT.search(text) and len(text) <= 60 and not span.ask and view.question is not None:
        at_end = view.question.path in ("review", "submit")
        return Submit(text) if at_end else Accept(view.question.path, text)
    if grammar.SMALL.fullmatch(text):
        return SmallTalk(text)
    return None


def _takes_back(first: tuple[Act, ...], act: Act, said: str) -> bool:
    """ "none, the card payments happen at our bank": the reason for a no names what is not wanted."""
    refused = {a.path for a in first if isinstance(a, (Decline, Reject))}
    return isinstance(act, Add) and act.path in refused and _BUT.search(said) is None


def _merged(first: list[Act], rest: list[Act]) -> list[Act]:
    """First the answer, then what else was said; what was said of the same place wins."""
    paths = {a.path for a in rest if isinstance(a, Set)}
    kept = [a for a in first if not (isinstance(a, Set) and a.path in paths)]
    return [*kept, *rest]


def _without_echo(acts: list[Act], view: View) -> list[Act]:
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
