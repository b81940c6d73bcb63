"""How much a few words say of each option of a field: by what the factory says that the option means.

A word counts less the more fields it is said of, and nothing where the whole request is called by it. Two words of a
meaning, or one beside the option's own name, are evidence; a run of words said as the factory has them is more.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from maestro.domain.form import Field, Form
from maestro.domain.json import Json
from maestro.understanding.english.grammar import ALIKE_WORDS, COMMON, everyday
from maestro.understanding.english.slips import is_slip
from maestro.understanding.english.telling import root
from maestro.understanding.english.text import Token, norms

EMPTY = frozenset(
    norms(
        "a an the of in on at to by for from with and or but not no is are was were be been being it its this that "
        "these those we you they he she i us me them our your their his her my own ours one ones who whom which "
        "what when where how why as than so if then there here has have had do does did can could will would shall "
        "should may must might let lets only also just very more most all any each every some such own about into "
        "until till per itself themselves comes come goes go"
    )
)
_LONG = 3  # letters of a root that tells something
_SLIP = 5  # letters of a word that may be mistyped
_RUN = 3  # words of a run that is quoted
_NAME = 0.6  # what the option's own name is worth
_VERB = 0.5  # an everyday verb, such as bring
_OWNED = {"ours": ("our", "own"), "theirs": ("their", "own"), "yours": ("your", "own"), "mine": ("my", "own")}


@dataclass(frozen=True)
class Evidence:
    """How much was said for an option, in how many words, from where to where, and where its words begin."""

    weight: float
    words: int
    start: int
    end: int
    places: frozenset[int] = frozenset()


@dataclass(frozen=True)
class _Meaning:
    """An option's roots with their weights, the words of its name, and its text as a row of words."""

    roots: Mapping[str, float]
    names: frozenset[str]
    owned: tuple[str, ...]
    pronoun: str
    text: tuple[str, ...]


class Meant:
    """The meanings of all options of a form, weighed once."""

    def __init__(self, form: Form) -> None:
        """Count in how many fields each word is said."""
        self._title = frozenset(root(w) for w in norms(form.title))
        self._spread: Counter[str] = Counter()
        for found in form.fields:
            texts = [found.title, found.description]
            texts += [t for o in found.options for t in (o.title, o.means, *o.aliases)]
            self._spread.update({root(w) for text in texts for w in norms(text)})
        self._fields = {f.path: self._of(f) for f in form.fields if any(o.means for o in f.options)}
        usual = (f for f in form.fields if f.path in self._fields and "[]" not in f.path and f.switch is None)
        self.fields = tuple(f for f in usual if form.component_of(f.path) is None)
        meanings = [meaning for found in self._fields.values() for meaning in found.values()]
        self._known = frozenset(word for meaning in meanings for word in meaning.roots)
        self._same: dict[str, frozenset[str]] = {}
        self._knows: dict[str, bool] = {}
        told = (t for s in form.scenarios for t in (s.title, s.summary, *s.tags, *s.contains))
        self._words = self._title | self._spread.keys() | {root(w) for text in told for w in norms(text)}
        own = {f.path: _own(f) for f in form.fields}
        self._calls = Counter(word for words in own.values() for word in words)
        self._own = {p: frozenset(w for w in words if self._calls[w] == 1) - self._title for p, words in own.items()}

    def of(self, path: str, said: Sequence[Token]) -> Mapping[Json, Evidence]:
        """What words say for the options of a field: those alone for which they say anything."""
        rooted = [(token, known) for token in said if (known := self._roots(token))]
        found = self._fields.get(path, {})
        told = {value: _evidence(meaning, said, rooted) for value, meaning in found.items()}
        return {value: evidence for value, evidence in told.items() if evidence is not None}

    def speaks_of(self, path: str, said: Sequence[Token]) -> bool:
        """Whether a word is what the field is called, and nothing else: not another field, nor the whole request."""
        return any(root(t.norm) in self._own.get(path, ()) for t in said)

    def knows(self, token: Token) -> bool:
        """Whether the factory's texts have a word, also mistyped or in other everyday words."""
        if token.text not in self._knows:
            self._knows[token.text] = any(same(token, known) for known in self._words)
        return self._knows[token.text]

    def _roots(self, token: Token) -> frozenset[str]:
        """The words of all meanings that a word is."""
        key = token.text.lower()
        if key not in self._same:
            self._same[key] = frozenset(known for known in self._known if same(token, known))
        return self._same[key]

    def _of(self, found: Field) -> Mapping[Json, _Meaning]:
        texts = {o.value: f"{o.means} . {' . '.join(o.aliases)}" for o in found.options}
        roots = {value: frozenset(map(root, norms(text))) for value, text in texts.items()}
        field = {root(w) for w in norms(f"{found.title} {found.path.rpartition('.')[2]}")}
        names = {o.value: frozenset(root(w) for w in norms(f"{o.value} {o.title}")) for o in found.options}
        empty = EMPTY | field | frozenset().union(*names.values())
        out = {}
        for option in found.options:
            others = frozenset().union(*(r for v, r in roots.items() if v != option.value))
            mine = {r: self._weight(r) for r in roots[option.value] - others - empty if len(r) >= _LONG}
            owned = _OWNED.get(str(option.value).lower(), ())
            text = norms(option.means)
            out[option.value] = _Meaning(mine, names[option.value] - field, owned, str(option.value).lower(), text)
        return out

    def _weight(self, word: str) -> float:
        if word in self._title:
            return 0.0
        spread = self._spread[word]
        share = 1.0 if spread < 2 else 0.8 if spread == 2 else 0.6 if spread == 3 else 0.25
        return min(share, _VERB) if word in COMMON or word in _VERBS else share


def _own(found: Field) -> frozenset[str]:
    names = norms(f"{found.title} {found.path.rpartition('.')[2]}")
    return frozenset(root(word) for word in names if word not in EMPTY and len(word) > 1)


def _evidence(
    meaning: _Meaning, said: Sequence[Token], rooted: Sequence[tuple[Token, frozenset[str]]]
) -> Evidence | None:
    """What words say for an option; `rooted` are those that stand in the meaning of any, with the words there."""
    hits: dict[str, tuple[float, Token]] = {}
    for token, roots in rooted:
        for known in sorted(roots & meaning.roots.keys()):
            hits.setdefault(known, (meaning.roots[known], token))
    if not hits and not meaning.owned:
        return None
    at = [token for _, token in hits.values()]
    weight = sum(w for w, _ in hits.values())
    names = _named(meaning, said)
    run = _run(meaning.text, said) if at else ()
    owned = bool(meaning.owned and names)  # "our own pictures" says it where the pictures' field is spoken of
    if not owned and (not at or (weight == 0 and len(run) < _RUN)):
        return None
    quoted = 1.0 if len(run) >= _RUN else 0.0
    at += [*names, *run]
    total = weight + (_NAME if names else 0.0) + quoted
    places = frozenset(t.start for t in at)
    return Evidence(total, len(hits) + bool(names) + bool(quoted), min(places), max(t.end for t in at), places)


def _named(meaning: _Meaning, said: Sequence[Token]) -> list[Token]:
    """The words that are the option's name: "own", and "our own" for ours."""
    keys = [t.text.lower() for t in said]
    if meaning.owned:
        alone = [t for t in said if t.text.lower() == meaning.pronoun]
        size = len(meaning.owned)
        if alone:
            return alone
        return next(
            (list(said[n : n + size]) for n in range(len(keys)) if tuple(keys[n : n + size]) == meaning.owned), []
        )
    return [t for t in said if root(t.norm) in meaning.names]


def _run(text: Sequence[str], said: Sequence[Token]) -> Sequence[Token]:
    """The longest row of words that stands in the meaning as well."""
    best: Sequence[Token] = ()
    for first in range(len(text)):
        for place in range(len(said)):
            size = 0
            while (
                first + size < len(text) and place + size < len(said) and text[first + size] == said[place + size].norm
            ):
                size += 1
            if size > len(best):
                best = said[place : place + size]
    return best


def same(token: Token, known: str) -> bool:
    """Whether a word is another by its root, means the same in everyday English, or is mistyped."""
    said = root(token.norm)
    if said == known or (said in _ALIKE and _ALIKE.get(said) == _ALIKE.get(known)):
        return True
    return len(said) >= _SLIP and len(known) >= _SLIP and not everyday(token.text) and is_slip(said, known)


def _groups() -> Mapping[str, int]:
    return {root(word): n for n, group in enumerate(ALIKE_WORDS) for word in norms(group)}


_ALIKE = _groups()
_VERBS = frozenset(
    root(w)
    for w in norms("bring take give get put make come go begin start end stay keep work use need read play write")
)
