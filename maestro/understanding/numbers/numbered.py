"""Options that are told by their number: "version 8.4", "MySQL v8.4", "PostgreSQL (15, small)".

The factory writes such an option as a word with a number ("MYSQL_8_4"); people say the number alone, beside the name of
what it is of. Which thing is meant: the one that is named beside it or in use, never one that nobody spoke of.
"""

import re
from collections.abc import Iterator

from maestro.domain.acts import Act, Set
from maestro.domain.blueprint import Source
from maestro.domain.form import Field, Kind
from maestro.domain.json import Json, below
from maestro.understanding.english.grammar import FUNCTION
from maestro.understanding.english.text import norms, words
from maestro.understanding.vocabulary.clause import Clause

_NUMBER = r"(?P<number>\d{1,4}(?:\.\d{1,4}){0,2})"
_ENDS = r"(?![\w%€$]|[.,]\d|\s*-?\s*(?:[kmgt]i?b|vcpus?|cores?)\b)"
_IS = r"(?:\s*[:=]\s*|\s+(?:is |of |to |at |should be |must be )?|(?<=\bv)\.?)"
_LABELLED = re.compile(
    rf"\b(?:\w+_)?(?P<label>[a-z]+?)s?(?:\s+(?:number|no\.?|nr\.?))?{_IS}[\"'`]?{_NUMBER}{_ENDS}", re.IGNORECASE
)
_BARE = re.compile(rf"(?:^|[,(/|–-])\s*{_NUMBER}{_ENDS}(?=\s*(?:$|[,;)/|.!–-]))")
_LAST = r"(?=\s*(?:$|[,;).!–-]|(?:there|this time|please|instead|then|now|here|for us|after all|it (?:is|has|must))\b))"
_THE_VERSION = r"(?:version|release|edition)"
_WANTING = (
    r"(?:read|take|want|need|use|prefer|require|make (?:it|that)|put|write|must be|has to be|should be|"
    r"go (?:for|to|with))"
)
_IT_NEEDS = rf"{_THE_VERSION} (?:that )?(?:it|we|i|they|(?:the|our) \w+) (?:needs?|wants?|requires?|uses?|expects?)"
_IS_IT = (
    r"(?:it (?:has|must|should|needs?) (?:to )?be\b|it is\b|"
    rf"(?:and )?(?:that |this |which )?is (?:the {_THE_VERSION}|what)\b)"
)
_RAISED = (
    r"(?:bump|upgrade|raise|set|make|change|move|switch|update|downgrade|lower) (?:it|that|this)(?: up| down| back)? to"
)
_ASKED_FOR = re.compile(rf"\b{_WANTING}\s+{_NUMBER}{_ENDS}{_LAST}", re.IGNORECASE)  # its thing is named beside
_IN_USE = tuple(  # its thing is named or in use
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\w.]){_NUMBER}{_ENDS}\s*,?\s*{_IS_IT}",
        rf"\b{_IT_NEEDS} (?:is|:)\s*{_NUMBER}{_ENDS}",
        rf"\b{_RAISED}\s+{_NUMBER}{_ENDS}{_LAST}",
    )
)
_SAME = {"v": "version", "ver": "version", "release": "version"}  # other words of English for a label
_TAIL = re.compile(r"(?:\d+[^a-z0-9]*)+$", re.IGNORECASE)


def numbered(clause: Clause) -> Iterator[Act]:
    """The options of one clause that are told by number; their places are taken."""
    fields = [f for f in clause.form.fields if _told_by_number(f) and clause.inside(f.path) and "[]" not in f.path]
    if not fields:
        return
    text, offset = clause.span.text, clause.span.start
    told = [f for f in fields if any(below(f.path, part) for part in clause.parts)]
    asked_for = [(m, told) for m in _ASKED_FOR.finditer(text)] if told else []
    used = told or [f for f in fields if _only_number(clause, f)]
    asked_for += [(m, used) for pattern in _IN_USE for m in pattern.finditer(text)]
    matches = [(m, fields) for pattern in (_LABELLED, _BARE) for m in pattern.finditer(text)]
    for match, among in (*matches, *asked_for):
        start, end = match.start("number") + offset, match.end("number") + offset
        said = match.groupdict().get("label")
        labelled = [f for f in among if said is None or _labels(f, said)]
        found = _meant(clause, labelled, match["number"], start)
        loose = among is fields and found is not None and _of_another(clause, match.start() + offset, found.path)
        if found is None or loose or clause.is_taken(start, end):
            continue
        if clause.negation(start, end) is not None:
            continue
        clause.taken.append((start, end))
        yield Set(found.path, _option(found, match["number"]), match["number"], correction=clause.corrects)


def _only_number(clause: Clause, found: Field) -> bool:
    """Whether a field has a value, or its thing is in use, and the user told no amount that could be meant as well."""
    amounts = (
        path
        for path, value in clause.view.values.items()
        if value.source == Source.USER and isinstance(value.value, (int, float)) and not isinstance(value.value, bool)
    )
    return clause.in_use(found.path) or (clause.spoken_of(found.path) and next(amounts, None) is None)


def _told_by_number(found: Field) -> bool:
    return found.kind is Kind.STRING and len(found.options) > 1 and all(_tail(o.value) for o in found.options)


def _tail(value: Json) -> tuple[str, ...]:
    """The number that an option ends with, part by part."""
    match = _TAIL.search(str(value))
    return tuple(re.findall(r"\d+", match[0])) if match is not None else ()


def _option(found: Field, number: str) -> Json:
    """The one option with this number in any of its names, or the one that it begins: "8" where there is but one 8."""
    said = tuple(number.split("."))
    exact = [o.value for o in found.options if any(_tail(name) == said for name in (o.value, o.title, *o.aliases))]
    begun = [o.value for o in found.options if _tail(o.value)[: len(said)] == said]
    fitting = exact or begun
    return fitting[0] if len(fitting) == 1 else None


def _labels(found: Field, said: str) -> bool:
    """Whether a word is what the field is called: the last of its name or title."""
    word = norms(_SAME.get(said.lower(), said))
    names = (re.sub(r"[_-]", " ", found.path.rpartition(".")[2]), found.title)
    return bool(word) and any(norms(name)[-1:] == word for name in names)


def _meant(clause: Clause, fields: list[Field], number: str, start: int) -> Field | None:
    """The field of the thing that stands nearest before, else of the only one that is spoken of."""
    fitting = [f for f in fields if _option(f, number) is not None and _named(clause, f)]
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    near = [f for place in clause.near(start) for f in fitting if below(f.path, place)]
    return near[0] if near else None


def _named(clause: Clause, found: Field) -> bool:
    asked = clause.view.question
    here = asked is not None and found.path in (asked.path, asked.about, *asked.also)
    return here or clause.spoken_of(found.path)


def _of_another(clause: Clause, place: int, path: str) -> bool:
    """ "Rails version 8", "Kubernetes 1.29 and Java, version 17": the word before it that carries weight is not its."""
    before = words(clause.span.text[: place - clause.span.start], clause.span.start)
    weighty = (token for token in reversed(before) if token.norm not in FUNCTION)
    token = next(weighty, None)
    if token is None:
        return False
    hit = next((h for h in clause.hits if h.start <= token.start < h.end), None)
    if hit is None:
        close = not re.search(r"[,;(]", clause.text(token.end, place))
        return close or token.text[:1].isupper()
    component = clause.form.component_of(path)
    roots = {root.path for t in hit.targets if (root := clause.form.component_of(t.path)) is not None}
    return bool(roots) and component is not None and component.path not in roots
