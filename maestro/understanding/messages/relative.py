"""Amounts that are told by what stands: "double the memory", "three more workers", "20 GB less", "one size smaller".

Counted from the value that the request has. Written only where one field is meant: by its name, by the part that it is
of, by its unit, or as what was spoken of last; never where the words are about something that no field counts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from maestro.domain.acts import Set
from maestro.domain.conversation import View
from maestro.domain.form import Field, Kind
from maestro.domain.json import Json, below, generic
from maestro.understanding.clauses.forms import AT_LARGE, of_memory
from maestro.understanding.english.quantities import Quantity, converted, quantities, unit_of
from maestro.understanding.english.text import Span, norms
from maestro.understanding.replies import asks
from maestro.understanding.replies.choosing import ascending
from maestro.understanding.stance.negation import negated
from maestro.understanding.vocabulary.lexicon import Hit, Means

_VERBS = {"double": 2.0, "triple": 3.0, "treble": 3.0, "quadruple": 4.0, "halve": 0.5}
_OBJECT = r"(?:the|it|that|this|them|those|its|our|both)\b|(?:please|pls)?\s*[.!,]|$"
_VERB = re.compile(
    rf"(?<!\ba )(?<!\bthe )(?<!\bhas )(?<!\bhave )(?<!\bis )\b(?P<verb>{'|'.join(_VERBS)})(?!-)(?=\s*(?:{_OBJECT}))",
    re.IGNORECASE,
)
_COUNT = r"(?:two|three|four|five|six|eight|ten|\d{1,2}(?:\.5)?)"
_WORDED = {"two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "eight": 8.0, "ten": 10.0}
_PARTS = {"half": 0.5, "a third": 1 / 3, "a quarter": 0.25, "one third": 1 / 3, "one quarter": 0.25}
_FACTOR = re.compile(
    rf"\b(?P<factor>twice|(?P<times>{_COUNT})\s*(?:times|x|×|-?fold)|{'|'.join(_PARTS)}|(?:in|by) half)"
    r"(?P<as>\s+(?:as|so)\s+(?P<dim>much|many|long|big|large|high|small|great|strong)\b(?:\s+as\b[^.,;!]{0,40})?"
    r"(?:\s+(?!please\b|then\b|instead\b|will\b|would\b|is\b|should\b|suffice)\w+){0,2}?)?"
    r"(?=\s*(?P<of>(?:of )?(?:the|that|this|its|it|those|them)\b)|\s*(?:please|then|instead|will do|would do|is enough|"
    r"would be enough|suffices?|should do|would suffice)?\s*(?:[.!,;]|$))",
    re.IGNORECASE,
)
_UP = r"(?:more|extra|additional|further|on top|in addition|bigger|larger|longer|higher)"
_DOWN = r"(?:less|fewer|smaller|shorter|lower)"
_RAISE = (
    r"(?:raise|increase|up|bump(?: up)?|grow|extend|lengthen|enlarge|expand|boost|lift|prolong|go up|goes up|push up|"
    r"put up|scale up)"
)
_LOWER = (
    r"(?:reduce|lower|cut|decrease|shrink|drop|bring down|trim|shorten|go down|goes down|come down|scale down|"
    r"take down|"
    r"diminish)"
)
_BY_UP = re.compile(rf"\b{_RAISE}\b[^.;!?]{{0,50}}?\bby (?:another )?$", re.IGNORECASE)
_BY_DOWN = re.compile(rf"\b{_LOWER}\b[^.;!?]{{0,50}}?\bby (?:another )?$", re.IGNORECASE)
_MORE_BEFORE = re.compile(
    r"(?:\b(?:another|additional|extra|further|plus)\s+|\badd(?:ing)?\s+(?:(?:another|an additional|some|up to)\s+)?|"
    r"(?<!\w)\+\s?)$",
    re.IGNORECASE,
)
_ANOTHER = re.compile(r"\banother one$", re.IGNORECASE)
_SURELY_MORE = re.compile(r"(?:\b(?:another|additional|extra|further)\s+|^\W*(?:plus\s+|\+\s?))$", re.IGNORECASE)
_ONTO = re.compile(r"\s*(?:\w+\s+){0,3}?(?:to|onto|on top of) (?:the|it|that|our)\b", re.IGNORECASE)
_LESS_BEFORE = re.compile(
    r"(?:^\W*minus\s+|\b(?:take|shave|knock|chop|cut|trim|lop|remove|get)(?:s|ing)? (?:off |away |"
    r"another )?)$",
    re.IGNORECASE,
)
_OFF_IT = re.compile(r"\s*(?:\w+\s+){0,2}?(?:off|away)\b", re.IGNORECASE)
_NOUN = (
    r"(?:(?!(?:or|and|but|is|are|was|were|be|has|have|for|with|to|in|at|no|not|the|an?|will|would|can|should|than|even|"
    r"it|that|this|we|i)\b)\w+\s+)?"
)
_MORE_AFTER = re.compile(rf"\s*(?:of\s+)?{_NOUN}{_UP}\b(?!\s+(?:than|or less|often|time|and more))", re.IGNORECASE)
_LESS_AFTER = re.compile(rf"\s*{_NOUN}{_DOWN}\b(?!\s+(?:than|or more|often|time))", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:more|extra|additional|further|fewer|less)\s+(?=\w)", re.IGNORECASE)  # "five more years"
_A_UNIT = re.compile(rf"(?<!\w)an?(?=\s+(?!(?:bit|lot|little|few)\b)\w+\s+(?:{_UP}|{_DOWN})\b)", re.IGNORECASE)
_X = re.compile(r"(?<![\w])[x×]\s?(?P<by>[2-9])\b|\b(?P<of>[2-9])\s?[x×](?![\w])", re.IGNORECASE)
_CHANGES = re.compile(
    rf"\b(?:{_RAISE}|{_LOWER}|add|give|put|need|needs|want|wants|make|keep|take|remove|drop|lose|shave|get|have|hold|store)"
    r"\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"(?:\b(?:no need|not|never|cannot)|n't)\b[^.,;!?]{0,30}$", re.IGNORECASE)
_DISK = re.compile(r"\b(?:disks?|hard drive|storage|space|ssd)\b", re.IGNORECASE)
_MEMORY = re.compile(r"\b(?:memory|ram)\b", re.IGNORECASE)
_LOSING = re.compile(r"\b(?:drop|lose|remove|cut|take away|get rid of) $", re.IGNORECASE)
_ADDING = re.compile(r"^\W*(?:\w+\W+){0,3}?add (?:back )?$", re.IGNORECASE)
_STEP_WORD = r"(?:sizes?|steps?|notch(?:es)?|levels?|tiers?|grades?|class(?:es)?|stages?)"
_SMALLER = r"(?:smaller|down|lower|less|below|cheaper|weaker|lighter)"
_LARGER = r"(?:larger|bigger|up|higher|above|stronger|more|beefier|over)"
_STEP = re.compile(
    rf"\b(?P<n>one|a|two|1|2|the next)\s+(?:{_STEP_WORD}\s+(?:(?P<down>{_SMALLER})|(?P<up>{_LARGER}))|"
    rf"(?:(?P<down2>{_SMALLER})|(?P<up2>{_LARGER}))\s+{_STEP_WORD})\b|"
    rf"\b(?:(?P<down3>{_SMALLER})|(?P<up3>{_LARGER}))\s+(?:by\s+)?(?P<n3>one|a|two|1|2)\s+{_STEP_WORD}\b",
    re.IGNORECASE,
)
_IT = re.compile(r"\b(?:it|that|this|them|those|these)\b", re.IGNORECASE)
_BRIEF = 9  # words of a sentence that says nothing but the change
_LONG = ("long", "longer", "shorter")
_TIME = ("seconds", "minutes", "hours", "days")
_COUNTED = ("nodes", "workers", "instances")
_SAID = ("user", "document")


@dataclass(frozen=True)
class Changed:
    """A value counted from the one that stands, and where its words lie in the message."""

    act: Set
    start: int
    end: int


@dataclass(frozen=True)
class _Told:
    """What is done to an amount: times a factor, plus an amount in a unit; the dimension that is spoken of."""

    start: int
    end: int
    factor: float = 1.0
    plus: Quantity | None = None
    sign: int = 1
    dim: str = ""


def changes(span: Span, view: View, hits: Sequence[Hit]) -> list[Changed]:
    """What a sentence changes of amounts and sizes that stand."""
    if not view.values or asks.is_question(span):
        return []
    found = [changed for told in _told(span) if (changed := _changed(told, span, view, hits)) is not None]
    return [*found, *_stepped(span, view, hits)]


def left_alone(span: Span) -> bool:
    """ "there is no need to double the workers": what is denied is the change, not the thing."""
    doubled = any(negated(span.text, m.start(), m.end()) is not None for m in _VERB.finditer(span.text))
    return doubled or any(told.sign < 0 and _denied(told, span) for told in _told(span))


def _told(span: Span) -> Iterator[_Told]:
    """The relative amounts of a sentence."""
    text, offset = span.text, span.start
    for match in _VERB.finditer(text):
        yield _Told(match.start() + offset, match.end() + offset, _VERBS[match["verb"].lower()])
    for match in _FACTOR.finditer(text):
        if match["as"] is None and match["of"] is None and match["times"] is not None:
            continue  # "it is called three times"
        yield _Told(match.start() + offset, match.end() + offset, _factor(match), dim=(match["dim"] or "").lower())
    for match in _X.finditer(text):
        yield _Told(match.start() + offset, match.end() + offset, float(match["by"] or match["of"]))
    for quantity in _amounts(text):
        if (sign := _sign(text, quantity)) is not None:
            moved = replace(quantity, start=quantity.start + offset, end=quantity.end + offset)
            after = _MORE_AFTER.match(text, quantity.end) or _LESS_AFTER.match(text, quantity.end)
            dim = after[0].split()[-1].lower() if after is not None else ""
            yield _Told(moved.start, after.end() + offset if after is not None else moved.end, 1.0, moved, sign, dim)


def _amounts(text: str) -> Iterator[Quantity]:
    """The numbers of a sentence, also with a word of more before the unit, and "a" where it is one of a unit."""
    for quantity in quantities(text):
        split = _SPLIT.match(text, quantity.end) if not quantity.unit else None
        number = text[quantity.start : quantity.end].strip()
        joined = next(quantities(f"{number} {text[split.end() :]}"), None) if split is not None else None
        if joined is not None and joined.unit and split is not None:
            end = split.end() + joined.end - len(number) - 1
            yield replace(joined, start=quantity.start, end=end)
        else:
            yield quantity
    for match in _A_UNIT.finditer(text):
        one = next(quantities(f"1{text[match.end() :]}"), None)
        if one is not None and one.unit and one.start == 0:
            yield replace(one, start=match.start(), end=match.end() + one.end - 1)


def _factor(match: re.Match[str]) -> float:
    said = match["factor"].lower()
    if match["times"] is not None:
        times = match["times"].lower()
        return _WORDED[times] if times in _WORDED else float(times)
    return 2.0 if said == "twice" else _PARTS.get(said, 0.5)


def _sign(text: str, quantity: Quantity) -> int | None:
    """Whether a number is put on top of what stands (1), or taken off it (-1); None where it is neither."""
    before, end = text[: quantity.start], quantity.end
    if _ANOTHER.search(text[:end]) and not quantity.unit:
        return None  # "another one called refunds": a thing, no amount
    if _BY_UP.search(before):
        return 1
    fewer = re.search(r"\s(?:fewer|less)\s", text[quantity.start : end], re.IGNORECASE)
    if _BY_DOWN.search(before) or _LESS_AFTER.match(text, end) or fewer:
        return -1
    if _LESS_BEFORE.search(before):
        off = re.search(r"\b(?:minus|off|away)\s+(?:another\s+)?$", before, re.IGNORECASE)
        return -1 if _OFF_IT.match(text, end) or off else None
    if quantity.unit in _COUNTED and _LOSING.search(before):
        return -1
    said = text[quantity.start : end]
    if _SURELY_MORE.search(before) or _MORE_AFTER.match(text, end) or re.search(rf"\s{_UP}\s", said, re.IGNORECASE):
        return 1
    if quantity.unit in _COUNTED and _ADDING.search(before):
        return 1
    return 1 if _MORE_BEFORE.search(before) and _ONTO.match(text, end) else None


def _changed(told: _Told, span: Span, view: View, hits: Sequence[Hit]) -> Changed | None:
    found = _meant(told, span, view, hits)
    if found is None or _denied(told, span):
        return None
    held = view.values[found.path].value
    value = _counted(found, float(held), told) if isinstance(held, (int, float)) else None
    quote = span.text[told.start - span.start : told.end - span.start].strip()
    if value is None or value == held:
        return None
    return Changed(Set(found.path, value, quote, correction=True), told.start, told.end)


def _denied(told: _Told, span: Span) -> bool:
    """Whether the change is not wanted; "drop two nodes" is a change, and no denial of what is left."""
    start = told.start - span.start
    if told.sign < 0:
        return _DENIED.search(span.text[:start]) is not None
    return negated(span.text, start, told.end - span.start) is not None


def _counted(found: Field, held: float, told: _Told) -> Json:
    """The new amount, where it is one that the field can have."""
    amount = held * told.factor
    if told.plus is not None:
        percent = told.plus.unit == "%" and unit_of(found) != "%"
        more = held * told.plus.value / 100 if percent else converted(told.plus, unit_of(found))
        amount += told.sign * (told.plus.value if more is None else more)
    if found.kind is Kind.INTEGER or amount == int(amount):
        whole = round(amount)
        return whole if abs(whole - amount) < 0.01 and whole > 0 else None
    return round(amount, 3)


def _meant(told: _Told, span: Span, view: View, hits: Sequence[Hit]) -> Field | None:
    """The one field whose amount is changed."""
    held = [f for f in _held(view) if _may_be(f, told)]
    disk, memory = _DISK.search(span.text) is not None, _MEMORY.search(span.text) is not None
    if disk != memory:
        held = [f for f in held if unit_of(f).upper() == "GB" and of_memory(f) == memory]
    fields = {t.path for h in hits for t in h.targets if t.means is Means.FIELD}
    named = [f for f in held if generic(f.path) in fields]
    roots = _named_parts(span, view, hits)
    inside = [f for f in held if any(below(f.path, root) for root in roots)]
    if named:
        both = [f for f in named if f in inside]
        return _one(both or named, view)
    if inside or roots:
        return _one(inside, view)
    if disk != memory:
        return _one(held, view)
    if told.plus is not None and not told.plus.unit and _other_noun(span, told.plus):
        return None
    return _one(held, view) if _about_it(told, span) else None


def _about_it(told: _Told, span: Span) -> bool:
    """Whether a sentence that names nothing is about what stands: "it", a verb of changing, or hardly a word more."""
    brief = len(span.text.split()) <= _BRIEF // 2
    counted = told.plus is not None and bool(told.plus.unit)
    pointed = _IT.search(span.text) is not None
    time = told.plus is not None and told.plus.unit in _TIME
    return brief or pointed or (counted and not time and _CHANGES.search(span.text) is not None)


def _named_parts(span: Span, view: View, hits: Sequence[Hit]) -> set[str]:
    """The parts that a sentence names; "the storage" is the disk of another part where there is no such part."""
    roots = set[str]()
    for hit in hits:
        loose = span.text[hit.start - span.start : hit.end - span.start].lower() in AT_LARGE
        things = [t.path for t in hit.targets if t.means in (Means.COMPONENT, Means.PART)]
        its = {root.path for path in things if (root := view.form.component_of(path)) is not None}
        roots |= {root for root in its if not loose or any(below(path, root) for path in view.values)}
    return roots


def _held(view: View) -> Iterator[Field]:
    """The amounts that stand, each with its place."""
    for path, value in view.values.items():
        found = view.form.at(path)
        number = isinstance(value.value, (int, float)) and not isinstance(value.value, bool)
        if found is not None and found.kind in (Kind.INTEGER, Kind.NUMBER) and not found.options and number:
            yield replace(found, path=path)


def _may_be(found: Field, told: _Told) -> bool:
    """Whether an amount can be a field's: by its unit, or by the dimension that the words tell."""
    unit = unit_of(found)
    if told.plus is not None and told.plus.unit and told.plus.unit != "%":
        return converted(told.plus, unit) is not None
    if told.plus is not None and told.plus.word and told.plus.unit != "%" and _nouns(found, told.plus.word):
        return True
    if told.dim in _LONG:
        return unit in _TIME
    return unit not in _TIME if told.dim == "many" else True


def _nouns(found: Field, word: str) -> bool:
    """Whether a word is what a field counts: its unit, or the last of its name."""
    said = norms(word)
    names = (found.title, found.path.rpartition(".")[2].replace("_", " "), *found.aliases, unit_of(found))
    return bool(said) and any(said[0] in norms(name) for name in names)


def _other_noun(span: Span, quantity: Quantity) -> bool:
    """ "two more buckets", "three more please": whether the number counts something that no field counts."""
    after = span.text[quantity.end - span.start :]
    rest = re.sub(rf"^\s*(?:{_UP}|{_DOWN})\b", "", after, flags=re.IGNORECASE)
    return (
        re.match(r"\s*(?!(?:please|then|would|will|for|and|so|is|are|to|on|instead|now|there|of)\b)\w", rest)
        is not None
    )


def _one(found: Sequence[Field], view: View) -> Field | None:
    """The only one, else the one spoken of last, else the only one that the user told."""
    if len(found) <= 1:
        return found[0] if found else None
    told = [f for f in found if view.values[f.path].source in _SAID]
    last = [f for f in found if f.path == view.recent]
    return last[0] if last else told[0] if len(told) == 1 else None


def _stepped(span: Span, view: View, hits: Sequence[Hit]) -> Iterator[Changed]:
    """ "one size smaller for the cluster": the next value of a scale."""
    for match in _STEP.finditer(span.text):
        if negated(span.text, match.start(), match.end()) is not None:
            continue
        up = any(match[name] for name in ("up", "up2", "up3"))
        steps = 2 if (match["n"] or match["n3"] or "").lower() in ("two", "2") else 1
        found = _scale(view, hits)
        values = [option.value for option in found.options] if found is not None else []
        place = values.index(view.values[found.path].value) + (steps if up else -steps) if found is not None else -1
        if found is not None and 0 <= place < len(values):
            act = Set(found.path, values[place], match[0], correction=True)
            yield Changed(act, match.start() + span.start, match.end() + span.start)


def _scale(view: View, hits: Sequence[Hit]) -> Field | None:
    """The field on a scale that is meant: of the part that is named, else the only one."""
    held = (
        replace(f, path=path)
        for path, value in view.values.items()
        if (f := view.form.at(path)) is not None and f.option(value.value) is not None and f.kind is not Kind.ARRAY
    )
    scales = [f for f in held if ascending([str(o.value) for o in f.options])]
    parts = [t.path for h in hits for t in h.targets if t.means in (Means.COMPONENT, Means.PART, Means.FIELD)]
    roots = {root.path for path in parts if (root := view.form.component_of(path)) is not None}
    inside = [f for f in scales if any(below(f.path, root) for root in roots)]
    return _one(inside if roots else scales, view)
