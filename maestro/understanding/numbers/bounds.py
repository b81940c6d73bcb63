"""Least and most: "at most 20 instances" is no minimum, "scales to zero" is one of none."""

import re
from collections.abc import Iterator

from maestro.domain.acts import Act, Set
from maestro.domain.form import Field, Kind
from maestro.domain.json import Json, below
from maestro.understanding.english.quantities import Quantity, unit_of
from maestro.understanding.english.text import norms
from maestro.understanding.replies.choosing import ascending
from maestro.understanding.vocabulary.clause import Clause

_LEAST = {"min", "minimum", "minimal", "least", "lowest", "alway", "warm", "floor"}
_MOST = {"max", "maximum", "maximal", "most", "highest", "limit", "cap", "ceiling"}
_NOT = (
    r"(?:\b(?:no|not|never|nothing|cannot)|n't)\s+(?:(?:be|get|go|fall|drop|become|have|use|need|any|anything|a)\s+)*"
)
_UP_TO = re.compile(
    r"(?:\b(?:at (?:the )?most|up to|max(?:imum|imal(?:ly)?)?\.?(?: of)?|capped at|limit(?:ed)? (?:of|to)|below|under)|"
    rf"{_NOT}(?:(?:more|larger|bigger|greater|higher|longer) than|above|beyond|exceed(?:ing)?|in excess of))\s*:?\s*$",
    re.IGNORECASE,
)
_OR_LESS = re.compile(r"\W*(?:\w+\W+)?(?:at (?:the )?most|max(?:imum)?|or (?:less|fewer)|tops)\b", re.IGNORECASE)
_AT_LEAST = re.compile(
    r"(?:\b(?:at (?:the )?least|min(?:imum|imal(?:ly)?)?\.?(?: of)?|always)|"
    rf"{_NOT}(?:(?:less|fewer|smaller|lower|weaker|shorter) than|below))\s*$",
    re.IGNORECASE,
)
_OR_MORE = re.compile(r"\W*(?:\w+\W+)?(?:at (?:the )?least|min(?:imum)?|or more|warm|always)\b", re.IGNORECASE)
_TO_ZERO = re.compile(
    r"\b(?:scal(?:es?|ing)|go(?:es|ing)?|shrinks?|drops?)\s+(?:(?:it|them|this|back|right|all the way|down)\s+)*to\s+"
    r"(?:zero|0|nothing|none)\b",
    re.IGNORECASE,
)


def bounded(clause: Clause, found: Field, quantity: Quantity) -> bool:
    """Whether a number may be this field's: a most is none of a field that counts the least, nor the reverse."""
    text, offset = clause.span.text, clause.span.start
    before, after = text[: quantity.start - offset], text[quantity.end - offset :]
    words = _words(found)
    most = _UP_TO.search(before) is not None or _OR_LESS.match(after) is not None
    least = _AT_LEAST.search(before) is not None or _OR_MORE.match(after) is not None
    return not (most and not least and words & _LEAST) and not (least and not most and words & _MOST)


def holds_already(clause: Clause, found: Field, value: Json, start: int, end: int) -> bool:
    """Whether what the user said before of a field on a scale is within a bound: "at least medium" leaves a large."""
    held = clause.view.values.get(found.path)
    values = [option.value for option in found.options]
    if held is None or held.source != "user" or held.value not in values or not ascending([str(v) for v in values]):
        return False
    text, offset = clause.span.text, clause.span.start
    before, after = text[: start - offset], text[end - offset :]
    least = _AT_LEAST.search(before) is not None or _OR_MORE.match(after) is not None
    most = _UP_TO.search(before) is not None or _OR_LESS.match(after) is not None
    now, bound = values.index(held.value), values.index(value)
    return least != most and (now > bound if least else now < bound)


def to_zero(clause: Clause) -> Iterator[Act]:
    """ "It scales to zero": nothing runs while nothing is asked for."""
    match = _TO_ZERO.search(clause.span.text)
    if match is None:
        return
    start, end = match.start() + clause.span.start, match.end() + clause.span.start
    if clause.negation(start, end) is not None:
        clause.taken.append((start, end))  # "it must never scale to zero" refuses nothing that scales
        return
    fields = [f for f in clause.form.fields if f.kind is Kind.INTEGER and "[]" not in f.path and f.minimum in (None, 0)]
    counting = [f for f in fields if unit_of(f) in ("instances", "nodes", "workers") and _words(f) & _LEAST]
    spoken = [f for f in counting if _spoken_of(clause, f)]
    if len(spoken) == 1:
        yield Set(spoken[0].path, 0, match[0], correction=clause.corrects)


def _spoken_of(clause: Clause, found: Field) -> bool:
    root = clause.form.component_of(found.path)
    named = [t.path for h in clause.hits for t in h.targets]
    said = [act.path for act in (*clause.reading.before, *clause.reading.acts) if isinstance(act, Set)]
    return root is not None and (clause.in_use(root.path) or any(below(path, root.path) for path in (*named, *said)))


def _words(found: Field) -> set[str]:
    return {word for name in (found.path.rpartition(".")[2].replace("_", " "), found.title) for word in norms(name)}
