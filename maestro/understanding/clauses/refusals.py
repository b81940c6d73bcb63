"""Who says that no rules apply: "we fall under no rule pack", "none of those rule books concerns us".

The words for the rules are those of the factory's lists of obligations; a word that everybody uses ("rules") counts
only where it is said of whether they apply.
"""

import re
from collections.abc import Iterator, Sequence

from maestro.domain.acts import Act, Add, Reject
from maestro.domain.form import Field, Form, Importance, Kind
from maestro.domain.json import Json
from maestro.understanding.english.grammar import everyday
from maestro.understanding.english.text import Token, norms, words
from maestro.understanding.stance.chains import and_so_on
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Means

_KIND = r"(?:such|special|particular|specific|formal|extra|legal|other|known|real|further|of|your|the|those|these|any)"
_NONE = re.compile(
    rf"\b(?:no|none of|nothing of|without|not (?:under |subject to |bound by |covered by )?any|"
    rf"(?:n't|not) (?:fall |come |stand |be )(?:under |subject to )?any)\s+(?:{_KIND}\s+){{0,3}}(?=\w)",
    re.IGNORECASE,
)
_NOT = re.compile(r"\s*(?:do(?:es)? not|do(?:es)?n't|never)\s+(?:apply|concern|affect|matter|bind)\b", re.IGNORECASE)
_APPLYING = re.compile(
    r"\b(?:appl(?:y|ies)|concerns?|binds?|fall|falls|subject|bound|covered|of any (?:kind|sort)|affects?|matters?|"
    r"for us|come under|at all)\b",
    re.IGNORECASE,
)
_COMPOUND = frozenset({"book", "set", "pack", "list", "work"})
_SHORT = 4  # words of a piece that says nothing else: "no rules, nothing"
_LONG = 3  # words of a name for the rules
EXCEPTED = re.compile(r"\b(?:but|only|just|except(?:ing)?|apart from|other than|besides|instead)\b", re.IGNORECASE)


def refusals(clause: Clause) -> Iterator[Act]:
    """No to a whole list of obligations, once a clause."""
    for found in clause.form.fields:
        if found.kind is not Kind.ARRAY or not found.options or found.importance is not Importance.CRITICAL:
            continue
        place = next(_places(clause, found), None) or _and_all_others(clause, found)
        if place is not None:
            clause.taken.append(place)
            yield Reject(found.path, quote=clause.text(*place))


def without_reasons(acts: Sequence[Act], said: str) -> list[Act]:
    """What a sentence that refuses a whole list says beside that is why, and adds nothing to the list."""
    refused = _refused(acts)
    if not refused or EXCEPTED.search(said):
        return list(acts)
    return [a for a in acts if not (isinstance(a, Add) and a.path in refused)]


def without_hints(form: Form, acts: Sequence[Act]) -> list[Act]:
    """Of a list that a message refuses, no more than what other sentences call by its own name is added."""
    refused = _refused(acts)
    hints = (isinstance(a, Add) and a.path in refused and not by_name(form.at(a.path), a.value, a.quote) for a in acts)
    return [act for act, hint in zip(acts, hints, strict=True) if not hint]


def by_name(found: Field | None, value: Json, quote: str) -> bool:
    """Whether words are an option's own name or part of it, not what it is known by."""
    option = found.option(value) if found is not None else None
    said = norms(quote)
    return option is not None and bool(said) and {*said} <= {*norms(f"{option.value} {option.title}")}


def _refused(acts: Sequence[Act]) -> set[str]:
    """The lists of which a message wants nothing."""
    return {a.path for a in acts if isinstance(a, Reject) and a.value is None}


def _places(clause: Clause, found: Field) -> Iterator[tuple[int, int]]:
    """Where the refusal stands in the message."""
    text, offset = clause.span.text, clause.span.start
    known = {w.norm for name in (found.title, *found.aliases) for w in words(name)}
    for match in _NONE.finditer(text):
        named = _named(words(text[match.end() :], match.end()), known)
        if named and (_telling(named) or _of_applying(text, match.start(), named[-1].end)):
            yield match.start() + offset, named[-1].end + offset
    for word in words(text):
        if word.norm in known and (denied := _NOT.match(text, word.end)) is not None:
            yield word.start + offset, denied.end() + offset


def _and_all_others(clause: Clause, found: Field) -> tuple[int, int] | None:
    """ "none of PCI, GDPR and so on": the options that are named stand for all."""
    text, offset = clause.span.text, clause.span.start
    hits = [h for h in clause.hits if any(t.means is Means.OPTION and t.path == found.path for t in h.targets)]
    last = next((h for h in reversed(hits) if and_so_on(text, h.end - offset)), None)
    begun = clause.negation(last.start, last.end) if last is not None else None
    return (begun, last.end) if last is not None and begun is not None else None


def _named(said: Sequence[Token], known: set[str]) -> list[Token]:
    """The run of words at the beginning that names the rules."""
    run: list[Token] = []
    for word in said[:_LONG]:
        if word.norm not in known and not (run and word.norm in _COMPOUND):
            break
        run.append(word)
    return run


def _telling(named: list[Token]) -> bool:
    return any(not everyday(word.text) for word in named)


def _of_applying(text: str, start: int, end: int) -> bool:
    """Whether it is said of what applies, or stands by itself between two marks."""
    before, after = re.split(r"[,.;:]", text[:start])[-1], re.split(r"[,.;:]", text[end:])[0]
    return _APPLYING.search(before + after) is not None or len((before + after).split()) <= _SHORT - 2
