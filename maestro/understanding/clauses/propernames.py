"""Options by a proper name that stands in what they mean: "NB-IoT", where an option is "NB-IoT with a SIM card each".

A name that no other text of the factory has tells the option by itself, where it stands alone between others or behind
a word of means ("over LoRaWAN").
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from maestro.domain.acts import Act, Narrow, Reject, Set
from maestro.domain.form import Form, Kind
from maestro.domain.json import Json
from maestro.understanding.english.text import norms, words
from maestro.understanding.stance.stories import in_a_story, of_the_past
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.evident import EMPTY

_NAME = re.compile(r"(?<![\w-])(?:[A-Z]+[a-z]*-[A-Z]\w*|[A-Z]{2,}[a-z]*[A-Z0-9]*|[A-Z][a-z]*[A-Z]\w*)(?![\w-])")
_CUT = re.compile(r"[,;:()]|\s[-–—]\s|\b(?:and|but|so|because|since)\b", re.IGNORECASE)
_BY = re.compile(
    r"\b(?:via|over|by|through|with|on|using|use|take|want|prefer|choose)\s+(?:the\s+|an?\s+)?$", re.IGNORECASE
)
_POLITE = frozenset(("please", "pls", "thank", "thanks", "then", "everywhere"))

Named = Mapping[str, tuple[str, Json, frozenset[str]]]  # the field, its option, what that means


def proper_names(form: Form) -> Named:
    """The names that tell one option of one field; the same for every clause."""
    plain = [f for f in form.fields if "[]" not in f.path and f.kind is not Kind.ARRAY and f.switch is None]
    told = [(n.lower(), f.path, o) for f in plain for o in f.options for n in set(_NAME.findall(o.means))]
    known = {name for f in form.fields for o in f.options for name in (str(o.value).lower(), o.title.lower())}
    other = {
        n.lower() for f in form.fields if not any(o.means for o in f.options) for n in _NAME.findall(f.description)
    }
    count = Counter(name for name, _, _ in told)
    sure = [entry for entry in told if count[entry[0]] == 1 and entry[0] not in known | other]
    return {name: (path, option.value, frozenset(norms(option.means))) for name, path, option in sure}


def by_proper_name(clause: Clause, known: Named) -> Iterator[Act]:
    """The options that one clause tells by such names."""
    text, offset = clause.span.text, clause.span.start
    told = {a.path for a in clause.reading.acts if isinstance(a, Set | Narrow)}
    for name, (path, value, means) in known.items():
        match = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text, re.IGNORECASE)
        if match is None or path in told or in_a_story(text, *match.span()) or of_the_past(text):
            continue
        start, end = match.start() + offset, match.end() + offset
        asked = clause.view.question
        here = asked is not None and asked.path == path
        if not (here or _BY.search(text[: match.start()]) or _alone(text, match, means)) or not clause.is_around(path):
            continue
        if clause.negation(start, end) is not None:
            yield Reject(path, value, match[0])
        else:
            yield Set(path, value, match[0], correction=clause.corrects)


def _alone(text: str, match: re.Match[str], means: frozenset[str]) -> bool:
    """Whether nothing but empty words, or others that tell the same, stands in the same piece."""
    before, after = _CUT.split(text[: match.start()])[-1], _CUT.split(text[match.end() :], maxsplit=1)[0]
    return all(t.norm in EMPTY | means or t.norm in _POLITE for t in words(f"{before} {after}"))
