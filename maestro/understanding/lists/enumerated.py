"""Codes that are also words of the language ("it", "no", "in"), in a row with others of their kind: "de/en/it"."""

import re
from collections.abc import Sequence

from maestro.domain.form import Field
from maestro.understanding.english.text import Token, words
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Hit, Means, Target

_TIGHT = re.compile(r"\s*[/+&|]\s*")
_LOOSE = re.compile(r"\s*(?:[/+&|]|,\s*(?:and|or)?|\b(?:and|or)\b)\s*", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:$|[/+&|,.;:!?)\n])")
_LABEL = re.compile(r"\s*[:=]\s*")
_CODE = 3  # letters of a code


def with_codes(clause: Clause) -> Sequence[Hit]:
    """What a clause names, with the codes that stand in a row with it."""
    hits, listed = list(clause.hits), [f for f in clause.form.fields if f.options]
    known = {(f.path, str(o.value)): f for f in listed for o in f.options if 1 < len(str(o.value)) <= _CODE}
    if not known:
        return hits
    tokens = [t for t in words(clause.span.text, clause.span.start) if len(t.text) <= _CODE]
    for ordered in (tokens, tokens[::-1]):
        for token in ordered:
            if any(h.start <= token.start < h.end for h in hits):
                continue
            fields = [f for (_, value), f in known.items() if value == token.text]
            hits += [_hit(found, token) for found in fields if _in_a_row(clause, hits, found, token)][:1]
    return sorted(hits, key=lambda h: h.start)


def _hit(found: Field, token: Token) -> Hit:
    return Hit(token.start, token.end, (Target(Means.OPTION, found.path, token.text),))


def _in_a_row(clause: Clause, hits: Sequence[Hit], found: Field, token: Token) -> bool:
    """Whether a code stands beside another value of its field, or right behind the field's name."""
    if _ENDS.match(clause.span.text, token.end - clause.span.start) is None and not _goes_on(
        clause, hits, found, token
    ):
        return False
    for hit in hits:
        of_field = [t for t in hit.targets if t.path == found.path]
        if not of_field:
            continue
        if of_field[0].means is Means.FIELD and hit.end <= token.start:
            if _LABEL.fullmatch(clause.text(hit.end, token.start)):
                return True
        elif of_field[0].means is Means.OPTION:
            low, high = (hit.end, token.start) if hit.end <= token.start else (token.end, hit.start)
            between = clause.text(low, high) if low <= high else ""
            code = clause.text(hit.start, hit.end) == str(of_field[0].value)
            if _TIGHT.fullmatch(between) or (code and _LOOSE.fullmatch(between)):
                return True
    return False


def _goes_on(clause: Clause, hits: Sequence[Hit], found: Field, token: Token) -> bool:
    """ "it and fr": what joins the next code."""
    after = (h for h in hits if h.start > token.end and _LOOSE.fullmatch(clause.text(token.end, h.start)))
    return any(t.path == found.path and str(t.value) == clause.text(h.start, h.end) for h in after for t in h.targets)
