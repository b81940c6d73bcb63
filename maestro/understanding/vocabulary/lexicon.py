"""Every phrase that the factory's files give a meaning to, and what it means. Built once for a form.

A phrase is a run of stems. Single words of five letters or more are also found with a typo.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from maestro.domain.form import Field, Form, Kind
from maestro.domain.json import Json
from maestro.understanding.english.grammar import COMMON, everyday
from maestro.understanding.english.slips import is_slip, may_sound
from maestro.understanding.english.text import Token, norms
from maestro.understanding.stance.rephrased import Rephrased
from maestro.understanding.vocabulary import places

_LONGEST = 6  # words of a phrase
_PLAIN = ("name", "enabled", "kind", "type", "value", "description", "title")  # names that say nothing
_ENDINGS = ("ation", "ion", "ing", "ed")
_CODE = 2  # letters of a code that is a word in small letters
_SHORT = 4  # letters of a word that is mistyped in its plural alone
_ROOT = 6  # letters of a root that are enough to know a word by
_OF_OWN = 3  # words of "of its own"
_WHOSE = ("our", "its", "their", "my", "your")
_SPLIT = re.compile(r"[_-]|(?<=[a-z0-9])(?=[A-Z])")


class Means(StrEnum):
    """What a phrase stands for."""

    COMPONENT = "component"  # something that can be switched on
    PART = "part"  # an object inside a component, an engine
    FLAG = "flag"  # a boolean
    OPTION = "option"  # a legal value
    OTHER = "other"  # a value of the same kind that is not legal
    FIELD = "field"  # a field, without a value
    SCENARIO = "scenario"
    LACK = "lack"


@dataclass(frozen=True)
class Target:
    """One meaning of a phrase. `value` is the option's, the scenario's id or the lack's title.

    `guessed`: not the factory's word for it, only a place that lies near.
    """

    means: Means
    path: str
    value: Json = None
    guessed: bool = False


@dataclass(frozen=True)
class Hit:
    """A phrase found in a message: `text[start:end]`, and every meaning that it has."""

    start: int
    end: int
    targets: tuple[Target, ...]
    exact: bool = True


class Lexicon:
    """Phrases to meanings; longest phrase first, exact before mistyped."""

    def __init__(self, form: Form, *, slips: bool = True) -> None:
        """Collect the phrases of fields, options, scenarios and lacks; `slips`: mistyped words are found as well."""
        self._slips = slips
        self._phrases: dict[tuple[str, ...], list[Target]] = defaultdict(list)
        for phrase, target in _entries(form):
            self._add(phrase, target)
        self._longest = min(max((len(p) for p in self._phrases), default=1), _LONGEST)
        self._single: dict[str, list[str]] = defaultdict(list)
        for phrase_ in self._phrases:
            things = any(t.means is not Means.LACK and not t.guessed for t in self._phrases[phrase_])
            if len(phrase_) == 1 and len(phrase_[0]) >= 5 and things:
                self._single[phrase_[0][0]].append(phrase_[0])
        numeric = {f.path for f in form.fields if f.kind in (Kind.INTEGER, Kind.NUMBER)}
        self._counts = [
            words[0]
            for words, targets in self._phrases.items()
            if len(words) == 1 and len(words[0]) == _SHORT and all(t.path in numeric for t in targets)
        ]
        self._typos: dict[str, str | None] = {}
        self._roots = self._by_root()
        switches = [p for p, targets in self._phrases.items() if all(t.means is Means.FLAG for t in targets)]
        self._rephrased = Rephrased(switches)

    def _add(self, phrase: str, target: Target) -> None:
        for key in _owned(norms(phrase)[:_LONGEST]):
            self._add_key(key, target)

    def _add_key(self, key: tuple[str, ...], target: Target) -> None:
        if not key or (len(key) == 1 and (key[0] in COMMON or len(key[0]) < 2)):
            return
        if all(replace(target, guessed=known.guessed) != known for known in self._phrases[key]):
            self._phrases[key].append(target)

    def find(self, tokens: Sequence[Token], *, unsure: bool = False) -> Iterator[Hit]:
        """All phrases in a run of words, from left to right, none overlapping; `unsure`: of how they are spelt."""
        place = 0
        while place < len(tokens):
            length = self._longest_at(tokens, place)
            told, phrase = self._rephrased.at(tokens, place)
            if told > length:
                yield Hit(tokens[place].start, tokens[place + told - 1].end, tuple(self._phrases[phrase]))
                place += told
            elif length:
                first, count = self._value_inside(tokens, place, length)
                yield Hit(tokens[first].start, tokens[first + count - 1].end, self._at(tokens, first, count))
                place = first + count
            else:
                meant = self._typo(tokens[place].norm) or self._plural(tokens[place])
                meant = meant or (self._heard(tokens[place].norm) if unsure else None)
                if meant is not None:
                    yield Hit(tokens[place].start, tokens[place].end, tuple(self._phrases[(meant,)]), exact=False)
                place += 1

    def _longest_at(self, tokens: Sequence[Token], place: int) -> int:
        """How many words from a place are a phrase as it stands, 0 where none is."""
        lengths = range(min(self._longest, len(tokens) - place), 0, -1)
        known = (n for n in lengths if tuple(t.norm for t in tokens[place : place + n]) in self._phrases)
        return next((n for n in known if n > 1 or not self._no_code(tokens[place])), 0)

    def _no_code(self, token: Token) -> bool:
        """Whether two letters are no code in capitals, but a piece of the language: the "Fr" of "Mo-Fr"."""
        if len(token.text) != _CODE or not token.text.isalpha():
            return False
        codes = [str(t.value) for t in self._phrases[token.norm,]]
        spelt = any(code.isupper() for code in codes) and all(len(code) == _CODE for code in codes)
        return spelt and token.text not in codes

    def _heard(self, word: str) -> str | None:
        """The one phrase that a word of which the spelling is in doubt sounds like."""
        if not self._slips or len(word) < _ROOT or everyday(word) or word in COMMON:
            return None
        near = [w for words in self._single.values() for w in words if len(w) >= _ROOT and may_sound(word, w)]
        return near[0] if len({tuple(self._phrases[(w,)]) for w in near}) == 1 else None

    def _plural(self, token: Token) -> str | None:
        """The one numeric field in the plural that a mistyped word of five letters is: "6 seets"."""
        said = token.text.lower()
        if not self._slips or len(said) != _SHORT + 1 or not said.endswith("s") or everyday(said) or said in COMMON:
            return None
        near = [word for word in self._counts if is_slip(token.norm, word)]
        return near[0] if len(near) == 1 else None

    def _at(self, tokens: Sequence[Token], place: int, length: int) -> tuple[Target, ...]:
        """What the words at a place mean together; of two letters, the value that is written just so."""
        targets = tuple(self._phrases.get(tuple(t.norm for t in tokens[place : place + length]), ()))
        said = tokens[place].text
        exact = tuple(t for t in targets if length == 1 and len(said) == _CODE and str(t.value) == said)
        return exact or targets

    def _value_inside(self, tokens: Sequence[Token], place: int, length: int) -> tuple[int, int]:
        """ "reachable from the internet": a field's name that runs into one of its values is the value."""
        fields = {t.path for t in self._at(tokens, place, length) if t.means is Means.FIELD}
        for start in range(place + 1, place + length) if fields else ():
            for end in range(min(len(tokens), start + self._longest), place + length, -1):
                if any(t.means is Means.OPTION and t.path in fields for t in self._at(tokens, start, end - start)):
                    return start, end - start
        return place, length

    def _by_root(self) -> dict[str, str]:
        """Words for what can be switched on, by the root that their other forms share: encryption, encrypted."""
        found: dict[str, set[str]] = defaultdict(set)
        for phrase, targets in self._phrases.items():
            switched = all(t.means in (Means.COMPONENT, Means.FLAG) for t in targets)
            if len(phrase) == 1 and switched and (root := _root(phrase[0])):
                found[root].add(phrase[0])
        return {
            root: min(words) for root, words in found.items() if len({tuple(self._phrases[w,]) for w in words}) == 1
        }

    def _typo(self, word: str) -> str | None:
        """The one phrase that a word is a slip of."""
        if not self._slips or len(word) < 5 or everyday(word) or word in COMMON:
            return None
        if (same := self._roots.get(_root(word))) is not None:
            return same
        if len(base := word.removesuffix("age")) >= _SHORT and base != word and self._names_a_value(base):
            return base  # "leakage", where an option is called leaks
        if word not in self._typos:
            near = [w for w in self._single.get(word[0], ()) if is_slip(word, w)]
            meanings = {tuple(self._phrases[(w,)]) for w in near}
            self._typos[word] = near[0] if len(meanings) == 1 else None
        return self._typos[word]

    def _names_a_value(self, word: str) -> bool:
        """Whether a word names an option and nothing else."""
        targets = self._phrases.get((word,), ())
        return bool(targets) and all(t.means is Means.OPTION and not t.guessed for t in targets)


def _owned(key: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A phrase; "a network of its own" is also one of our own."""
    yield key
    if len(key) > _OF_OWN and key[-3] == "of" and key[-2] in _WHOSE and key[-1] == "own":
        yield from ((*key[:-2], whose, "own") for whose in _WHOSE if whose != key[-2])


def _root(word: str) -> str:
    """A word without the ending that makes a noun or a participle of a verb; empty where little is left."""
    ending = next((e for e in _ENDINGS if word.endswith(e)), "")
    root = word.removesuffix(ending)
    return root if len(root) >= _ROOT else ""


def _entries(form: Form) -> Iterator[tuple[str, Target]]:
    components = {c.path for c in form.components}
    for found in form.fields:
        above, _, name = found.path.rpartition(".")
        switch_of = above if above in components and name == "enabled" else ""
        yield from _field_entries(found, found.path in components, switch_of)
    for scenario in form.scenarios:
        target = Target(Means.SCENARIO, "scenario", scenario.id)
        yield scenario.title, target
        yield scenario.id, target
        yield scenario.id.lstrip("0123456789-_"), target
    for lack in form.lacks:
        for phrase in (lack.title, *lack.aliases):
            yield phrase, Target(Means.LACK, lack.path or "", lack.title)


def _field_entries(found: Field, component: bool, switch_of: str = "") -> Iterator[tuple[str, Target]]:
    name = found.path.rpartition(".")[2].replace("[]", "")
    target = Target(_means(found, component), found.path)
    if switch_of:
        target = Target(Means.COMPONENT, switch_of)
    for phrase in found.aliases:
        yield phrase, target
    if found.titled or len(name) > 3:
        yield found.title, target
    plain = target.means in (Means.FIELD, Means.FLAG) and not found.aliases and len(name) > 2 and name not in _PLAIN
    if component or found.alternatives or plain or (target.means is Means.FIELD and "_" in name):
        yield _SPLIT.sub(" ", name), target
    for option in found.options if found.switch is None else ():
        meant = Target(Means.OPTION, found.path, option.value)
        for phrase in (str(option.value), option.title, *option.aliases):
            if not isinstance(option.value, bool) and not phrase.isdigit():  # a bare number says nothing of its field
                yield phrase, meant
        for place in places.near(str(option.value)):
            yield place, replace(meant, guessed=True)
    for other in found.elsewhere:
        yield other.name, Target(Means.OTHER, found.path, other.name)


def _means(found: Field, component: bool) -> Means:
    if component:
        return Means.COMPONENT
    if found.kind is Kind.OBJECT:
        return Means.PART
    return Means.FLAG if found.switch is not None else Means.FIELD
