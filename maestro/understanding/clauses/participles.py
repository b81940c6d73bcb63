"""An option that is called by a participle, told by its verb: "the network we share with the others" for "shared"."""

import re
from collections.abc import Iterator, Sequence

from maestro.domain.acts import Act, Set
from maestro.domain.form import Field, Kind
from maestro.domain.json import Json
from maestro.understanding.english.text import Token, words
from maestro.understanding.vocabulary.clause import Clause

_SHORT = 3  # letters that are no verb to tell anything by
_ACROSS = re.compile(
    r"\b(?:over|across|through|on|via|in) (?:the|our|a|an|their)\b", re.IGNORECASE
)  # what is done there
_NOT = re.compile(r"\b(?:no|not|never|without|cannot|nobody|dont|don't)\b|n't\b", re.IGNORECASE)


def told_by_verbs(clause: Clause) -> Iterator[Act]:
    """The option whose verb stands beside its field's name, where no option of it is named itself."""
    if _NOT.search(clause.span.text) or _ACROSS.search(clause.span.text):
        return
    targets = [t for hit in clause.hits for t in hit.targets]
    valued = {t.path for t in targets if t.value is not None} | {getattr(a, "path", "") for a in clause.reading.acts}
    tokens = words(clause.span.text, clause.span.start)
    for path in dict.fromkeys(t.path for t in targets if t.value is None and t.path not in valued):
        found = clause.form.at(path)
        if found is None or not found.options or found.kind is Kind.ARRAY:
            continue
        verbs = list(_verbs(found, tokens))
        if len({value for _, value in verbs}) == 1:
            token, value = verbs[0]
            yield Set(path, value, clause.text(token.start, token.end), correction=clause.corrects)


def _verbs(found: Field, tokens: Sequence[Token]) -> Iterator[tuple[Token, Json]]:
    for option in found.options:
        name = str(option.value).lower()
        for token in tokens:
            if len(token.norm) > _SHORT and name in (f"{token.norm}d", f"{token.norm}ed"):
                yield token, option.value
