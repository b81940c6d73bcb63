"""A message as an answer to the open question, in whatever words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from maestro.domain.acts import Accept, Act, Add, Choose, Narrow, Question, Reject, Remove, Set, Unclear, WishFor
from maestro.domain.conversation import Asked, View
from maestro.domain.form import Form, Importance, Kind
from maestro.domain.json import below, generic
from maestro.understanding.english import grammar
from maestro.understanding.english.text import Span, norms, sentences
from maestro.understanding.english.values import coerce, numbered
from maestro.understanding.messages.mentions import Mentions
from maestro.understanding.messages.statements import CLEAR, Statements
from maestro.understanding.replies import answers, asks, choosing, naming
from maestro.understanding.replies.answers import Answer
from maestro.understanding.replies.namepieces import name_pieces
from maestro.understanding.stance import belonging, superlatives
from maestro.understanding.vocabulary.lexicon import Means
from maestro.understanding.vocabulary.ranking import Ranker

_NUMBERS = (Kind.INTEGER, Kind.NUMBER)
_FEW = 10  # options of a field whose values are words of their own
_LINK = re.compile(
    r"(?:\s+(?:name|number|id|code))?\s*(?:is|are|:|=|will be|should be|would be)\s+[\"'`]?", re.IGNORECASE
)
_TELLING = 4  # words of a sentence that is worth saying it was not understood

_REFUSES = re.compile(r"\W*(?:(?:and|but|so|ok(?:ay)?|well)\W+)*(?:no|not|without|drop|skip|remove)\b", re.IGNORECASE)


class Answering:
    """Reads a message as the answer to what is asked; what stands beside the answer is read with it."""

    def __init__(self, form: Form, mentions: Mentions, ranker: Ranker, statements: Statements) -> None:
        """The factory's words, and how sentences are read."""
        self._form = form
        self._mentions = mentions
        self._ranker = ranker
        self._statements = statements

    def read(self, said: str, view: View) -> Answer | None:
        """The message as an answer to the open question, and to all that are alike where it says so."""
        asked = view.question
        if asked is None or self._asks_back(said, view):
            return None
        quality = superlatives.by_quality(said, asked, self._form)
        if quality and not isinstance(quality[0], Question):
            return Answer(quality)
        found = self._found(said, asked, view)
        if found is None:
            return Answer(quality) if quality else None
        return Answer(tuple(self._everywhere(said, found.acts, view)), found.rest)

    def _everywhere(self, said: str, acts: tuple[Act, ...], view: View) -> Iterator[Act]:
        """ "medium for everything": the same for every part in use that has the same options."""
        yield from acts
        first = acts[0] if acts else None
        found = self._form.at(first.path) if isinstance(first, Set) else None
        if found is None or not isinstance(first, Set) or not found.options or not grammar.EVERYWHERE.search(said):
            return
        legal = {str(o.value) for o in found.options}
        spoken = {a.path for a in acts if isinstance(a, Set)}
        for other in self._form.fields:
            alike = other.path not in spoken and {str(o.value) for o in other.options} == legal
            part = self._form.component_of(other.path)
            switch = view.values.get(f"{part.path}.enabled") if part is not None else None
            if alike and "[]" not in other.path and switch is not None and switch.value is True:
                yield replace(first, path=other.path)

    def _found(self, said: str, asked: Asked, view: View) -> Answer | None:
        found = answers.by_number(said, asked)
        if found is not None:
            return found
        if asked.path == "purpose":
            return Answer((Choose(None, said.strip()),)) if grammar.FROM_NOTHING.fullmatch(said) else None
        among = choosing.by_choosing(said, asked, self._form)
        if among and isinstance(among[0], Narrow):
            return Answer(among)
        if among and asked.path == "scenario" and len(among[0].quote.split()) > 1:
            return self._with_more(said, view, Answer(among))  # "lean startup, but in production"
        if (
            len(said) <= 160
            and (found := answers.by_words(said, asked)) is not None
            and not self._of_another_part(said, view, asked)
            and not self._says_more(said, view, found)
        ):
            return self._with_more(said, view, found)
        if told := belonging.whose(said, asked, self._form):
            return self._with_more(said, view, Answer(told))
        found = self._by_value(said, view, asked.path) or self._by_choosing(said, view, asked)
        return found if found is not None and found.acts else None

    def _of_another_part(self, said: str, view: View, asked: Asked) -> bool:
        """ "the database is small", while the size of the cluster is asked for."""
        acts = self._statements.read(said, view)
        paths = [a.path for a in acts if isinstance(a, Set)]
        return bool(paths) and asked.path not in paths and self._form.component_of(asked.path) is not None

    def _by_choosing(self, said: str, view: View, asked: Asked) -> Answer | None:
        """One of all legal answers, shown or not, perhaps mistyped; not where the message writes something itself."""
        written = (Set, Add, Reject, Narrow, Choose)
        if any(isinstance(a, written) for a in self._statements.read(said, replace(view, question=None))):
            return None
        chosen = choosing.by_choosing(said, asked, self._form) or choosing.by_hint(said, asked, self._form)
        return Answer(chosen or self._described_one(said)) if chosen or asked.path == "scenario" else None

    def _described_one(self, said: str) -> tuple[Act, ...]:
        """ "the one for shops on the web": a starting point in other words than its title."""
        words = choosing.the_one(said)
        ranked = self._ranker.rank((words,), {}) if words else None
        clear = ranked is not None and ranked.known and ranked.margin >= CLEAR
        return (Choose(ranked.ids[0], said.strip()),) if ranked is not None and clear else ()

    def _with_more(self, said: str, view: View, found: Answer) -> Answer:
        """What a longer message says beside the choice that it names."""
        starts = any(isinstance(act, Choose) for act in found.acts)
        if len(said.split()) <= _TELLING and not (starts and re.search(r"[,.;:]\s*\w", said)):
            return found
        paths = {a.path for a in found.acts if isinstance(a, Set)}
        written = (Set, Add, Reject, Narrow, WishFor)
        more = [
            a
            for a in self._statements.read(said, view)
            if isinstance(a, written) and getattr(a, "path", "") not in paths
        ]
        return Answer((*found.acts, *more))

    def _by_value(self, said: str, view: View, path: str) -> Answer | None:
        """A value of the field asked for; where clauses say it themselves (and more), they are read instead."""
        if len(said.split()) > 1:
            roster = next(
                (r for r in self._form.rosters if below(generic(path), r) or below(generic(path), f"{r}[]")), None
            )
            acts = self._statements.read(said, view if roster else replace(view, question=None))
            if roster and any(below(a.path, roster) for a in acts if isinstance(a, (Set, Add, Remove))):
                return Answer(tuple(acts))
            if any(isinstance(a, Set) and a.path == path for a in acts):
                return Answer(tuple(acts))
            if self._says_otherwise(said, acts, path):
                return None
        elif self._of_another(said, view, path) or self._legal_elsewhere(Answer((Set(path, said.strip()),)), path):
            return None
        head, comma, rest = said.partition(",")
        if comma and (grammar.YES.fullmatch(head) or grammar.NO.fullmatch(head)):
            return None
        if comma and self._alone(head, view) and (found := answers.by_value(head, view, path)) is not None:
            return Answer(found.acts, rest)
        if (beside := self._beside_more(said, view, path)) is not None:
            return beside
        found = answers.by_value(said, view, path)
        if found is not None and self._called_otherwise(said, view, found, path):
            return None
        if found is not None and self._names_other(said, view) and not self._is_the_word(said, found):
            return None
        if found is None or self._legal_elsewhere(found, path) or self._said_of_another(said, view, found, path):
            return None
        return found

    def _says_otherwise(self, said: str, acts: Sequence[Act], path: str) -> bool:
        """A refusal of something else ("no SOC 2 then"), or a word that decides another field."""
        if _REFUSES.match(said) is not None and any(isinstance(act, Reject) for act in acts):
            return True
        word = naming.reduced(said)[0]
        return len(word.split()) == 1 and self._decides_elsewhere(word.lower(), path)

    def _alone(self, head: str, view: View) -> bool:
        """Whether the words before a comma, or a first sentence, are one word and polite ones around it."""
        if grammar.YES.fullmatch(head) or grammar.NO.fullmatch(head) or head.rstrip().endswith("?"):
            return False
        word = naming.reduced(head)[0]
        one = len(word.split()) == 1 and not naming.connective(head) and not naming.is_aside(word)
        return one and not self._names_other(head, view)

    def _called_otherwise(self, said: str, view: View, found: Answer, path: str) -> bool:
        """ "The cost centre is 4711.": another field is named, and the value is said of it."""
        if len(said.split()) == 1:
            return False
        fields = [
            (h.end, t.path) for h in self._mentions.hits(Span(said, 0)) for t in h.targets if t.means is Means.FIELD
        ]
        if not fields or any(p == path for _, p in fields):
            return False
        quote = next((a.quote for a in found.acts if isinstance(a, Set)), "")
        place = said.find(quote)
        theirs = {p for end, p in fields if end <= place}
        if any(_LINK.fullmatch(said[end:place]) for end, p in fields if p in theirs):
            return True
        acts = self._statements.read(said, replace(view, question=None))
        return any(isinstance(a, Set) and a.path in theirs and quote and quote in a.quote for a in acts)

    def _beside_more(self, said: str, view: View, path: str) -> Answer | None:
        """ "sealdesk. And before you ask, Warsaw for the location.": the name, and what the other sentences say."""
        found = self._form.at(path)
        if found is None:
            return None
        for piece in name_pieces(said, found):
            if self._mentions.hits(Span(piece.name, 0)):
                continue
            more = self._statements.telling(piece.rest, replace(view, question=None))
            return Answer((Set(path, coerce(found, piece.name), piece.name), *more))
        return None

    def _said_of_another(self, said: str, view: View, found: Answer, path: str) -> bool:
        """ "also in Italian": the word is a value of something else, and no word of naming stands before it."""
        if len(said.split()) == 1 or naming.reduced(said)[1] or self._is_the_word(said, found):
            return False
        quotes = {a.quote.lower() for a in found.acts if isinstance(a, Set)}
        others = self._statements.read(said, replace(view, question=None))
        theirs = [a for a in others if isinstance(a, (Set, Add)) and a.path != path]
        if any(word in a.quote.lower().split()[:-1] for a in theirs for word in quotes):
            return True  # "visitors use their own telephones"
        named = (a for a in theirs if a.quote.lower() in quotes)
        options = ((a.quote, f.option(a.value)) for a in named if (f := self._form.at(a.path)) is not None)
        return any(o is not None and norms(quote) in map(norms, (str(o.value), o.title)) for quote, o in options)

    def _is_the_word(self, said: str, found: Answer) -> bool:
        """Whether a message is one word with polite ones around it ("sessions would be good")."""
        word, _ = naming.reduced(said)
        return all(isinstance(a, Set) and a.quote == word for a in found.acts) and len(word.split()) == 1

    def _legal_elsewhere(self, found: Answer, path: str) -> bool:
        """Whether the value is a legal one of another field ("europe-west1" is a region, whatever is asked)."""
        asked = self._form.at(path)
        if asked is not None and (asked.kind in _NUMBERS or numbered(asked)):
            return False  # what is asked for is a number, whoever else takes the same one
        value = next((str(a.value).lower() for a in found.acts if isinstance(a, Set)), "")
        others = (o.value for f in self._form.fields if f.path != path for o in f.options)
        return re.search(r"\d", value) is not None and any(str(other).lower() == value for other in others)

    def _of_another(self, said: str, view: View, path: str) -> bool:
        """Whether a single word does not fit the field asked for, and is surely another's value."""
        found = self._form.at(path)
        if found is None or found.kind is not Kind.STRING:
            return False
        word = said.strip().lower()
        if numbered(found) and coerce(found, said) is not None:
            return False
        if re.search(r"\d", word) and any(
            str(o.value).lower() == word for f in self._form.fields if f.path != path for o in f.options
        ):
            return True
        if coerce(found, said) is not None:
            return self._decides_elsewhere(word, path)
        acts = self._statements.read(said, replace(view, question=None))
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
        acts = self._statements.read(said, view)
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
