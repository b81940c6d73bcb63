"""A list said as a whole: "the languages are German and Polish", "only English", where a starting point has others."""

import re
from collections.abc import Sequence

from maestro.domain.acts import Act, Add, Set
from maestro.domain.blueprint import Source
from maestro.domain.conversation import View
from maestro.domain.form import Kind
from maestro.understanding.english.grammar import JOINING
from maestro.understanding.english.text import Span
from maestro.understanding.vocabulary.lexicon import Hit, Means

_LINKED = re.compile(r"\s*(?:[:=]|(?:is|are|will be|should be|shall be|must be)\b)\s*", re.IGNORECASE)
_LABEL = re.compile(r"\s*[:=]")
_ONLY = re.compile(r"\b(?:only|just|nothing but|solely)\s+(?:in\s+)?$", re.IGNORECASE)
_ADDING = re.compile(r"\badd(?:s|ed|ing)?\b|\bmore\b|\+\s*$", re.IGNORECASE)


def as_wholes(span: Span, hits: Sequence[Hit], acts: Sequence[Act], view: View) -> list[Act]:
    """The acts of a sentence; what is added to a list that nobody said yet is all of it, where its words tell so."""
    out = list(acts)
    for path in dict.fromkeys(a.path for a in acts if isinstance(a, Add)):
        found, held = view.form.at(path), view.values.get(path)
        values = [a.value for a in acts if isinstance(a, Add) and a.path == path]
        laid = held is not None and held.source is Source.SCENARIO
        if found is None or found.kind is not Kind.ARRAY or not found.options or not laid:
            continue
        if JOINING.search(span.text) or _ADDING.search(span.text) or not _whole(span, hits, path):
            continue
        first = next(n for n, act in enumerate(out) if isinstance(act, Add) and act.path == path)
        quote = next(a.quote for a in acts if isinstance(a, Add) and a.path == path)
        out[first] = Set(path, values, quote)
        out = [act for act in out if not (isinstance(act, Add) and act.path == path)]
    return out


def _whole(span: Span, hits: Sequence[Hit], path: str) -> bool:
    """Whether the list is named before its first value, or nothing else is wanted."""
    value = next((h for h in hits if any(t.path == path and t.means is Means.OPTION for t in h.targets)), None)
    if value is None:
        return False
    named = [
        h for h in hits if h.end <= value.start and any(t.path == path and t.means is Means.FIELD for t in h.targets)
    ]
    text = span.text[: value.start - span.start]
    between = text[named[-1].end - span.start :] if named else ""
    linked = _LINKED.fullmatch(between) or _LABEL.match(between)
    return _ONLY.search(text) is not None or (bool(named) and linked is not None)
