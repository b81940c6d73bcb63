"""What a clause says of the request: things named, wanted or not, values, quantities, identifiers -> acts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from maestro.domain.acts import Act, Add, Choose, Narrow, Question, Reject, Set, Topic, WishFor
from maestro.domain.conversation import View
from maestro.domain.form import Field, Kind
from maestro.domain.json import Json, below, parent
from maestro.understanding import grammar
from maestro.understanding.lexicon import Hit, Lexicon, Means, Target
from maestro.understanding.negation import negated
from maestro.understanding.quantities import Quantity, quantities, same_unit
from maestro.understanding.text import Span, words
from maestro.understanding.values import coerce, compiled, distinctive, numbered

_MACHINE = re.compile(r"\b[a-zA-Z][a-zA-Z0-9]*(?:-[a-zA-Z0-9]+)+\b")
_STATED = re.compile(
    r"\s*(?:\(?\s*(?:name|id|number|code|address)\s*\)?)?\s*(?:is|=|:|->|should be|shall be|"
    r"will be|would be|must be|to be|to|called|named|"
    r"as)?\s*:?\s*[\"'`]?(?P<value>[\w][\w.@/+:-]*)[\"'`]?",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\s*(?:\(?\s*(?:name|id|number|code)\s*\)?)?\s*(?:is|=|:|->|should be|shall be|will be|"
    r"would be|must be|to be|called|named|to)\b|\s*[:=]",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?:from|off|away from|currently|today|existing|replac\w+|legacy|old|right now|"
    r"at the moment|running on|leave|leaving|instead of|used to)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_RESIDENCE = re.compile(
    r"\b(?:stay|remain|kept?|leave|residen\w+|sovereign\w*|inside|within|outside|only in|"
    r"restricted|must not|may not)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\w+\s+(?:amounts?|numbers?|volumes?|quantit\w+|variet\w+|parts?|teams?|compan\w+|audiences?|"
    r"enterprises?|scale|chunks?|deal|customers?|users?)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\w+\s+(?:amounts?|numbers?|volumes?|quantit\w+|variet\w+|parts?|teams?|compan\w+|audiences?|"
    r"enterprises?|scale|chunks?|deal|customers?|users?)\b",
    re.IGNORECASE,
)
_FAR = 150  # beyond it (a comma counts much) a word does not belong to a thing
_UNIT_LENGTH = 3  # letters of a unit that could be taken for something else
_NAME = r"[\"'`]?[a-z0-9][\w-]{0,40}[\"'`]?"
_NAMES = re.compile(
    rf"\b(?:(?:called|named)\s+|:\s*)(?P<names>{_NAME}(?:\s*(?:,|,?\s+and|&)\s+(?:one (?:called|named) )?{_NAME})*)"
)
_START = re.compile(
    r"\b(?:start|begin|go|use|take|pick|choose|switch|change|want|prefer|base|try|based)\b", re.IGNORECASE
)


@dataclass
class Reading:
    """What was read so far of one message: acts, and the component that "it" would mean."""

    acts: list[Act] = field(default_factory=list)
    component: str = ""
    parts: list[str] = field(default_factory=list)

    def add(self, act: Act) -> None:
        """Keep an act, once; the first words for a value are its quote."""
        if isinstance(act, Set) and any(
            isinstance(a, Set) and (a.path, a.value) == (act.path, act.value) for a in self.acts
        ):
            return
        if act not in self.acts:
            self.acts.append(act)


class Mentions:
    """Reads clauses with a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Keep the phrases."""
        self._lexicon = lexicon

    def hits(self, span: Span) -> list[Hit]:
        """All phrases of a span with their places in the message."""
        return list(self._lexicon.find(words(span.text, span.start)))

    def read(self, span: Span, view: View, reading: Reading) -> None:
        """Add the acts of one clause."""
        clause = Clause(span, view, reading, self.hits(span))
        clause.read()


@dataclass
class Clause:
    """One clause being read."""

    span: Span
    view: View
    reading: Reading
    hits: Sequence[Hit]
    taken: list[tuple[int, int]] = field(default_factory=list)

    def read(self) -> None:
        """Shapes and identifiers first: their parts are no words."""
        self._note_components()
        for act in (*self._shapes(), *self._identifiers()):
            self.reading.add(act)
        for act in self._named_items():
            self.reading.add(act)
        measures = [q for q in quantities(self.span.text, self.span.start) if q.unit]
        for hit in self.hits:
            measured = any(q.start < hit.end and hit.start < q.end for q in measures)
            if not self._is_taken(hit.start, hit.end) and not (measured and hit.end - hit.start <= _UNIT_LENGTH):
                self._hit(hit)
        self._quantities()

    # places

    def _text(self, start: int, end: int) -> str:
        return self.span.text[start - self.span.start : end - self.span.start]

    def _is_taken(self, start: int, end: int) -> bool:
        return any(s < end and start < e for s, e in self.taken)

    def _negation(self, start: int, end: int) -> int | None:
        offset = self.span.start
        others = tuple((h.start - offset, h.end - offset) for h in self.hits if h.start != start)
        begin = negated(self.span.text, start - offset, end - offset, others)
        return None if begin is None else begin + offset

    # what is spoken of

    def _note_components(self) -> None:
        for hit in self.hits:
            for target in hit.targets:
                if target.means is Means.PART and target.path not in self.reading.parts:
                    self.reading.parts.append(target.path)

    def _near(self, start: int) -> list[str]:
        """Paths of the components and parts named in this clause, nearest first; then what "it" means."""
        named = [
            (self._distance(h, start), t.path)
            for h in self.hits
            for t in h.targets
            if t.means in (Means.COMPONENT, Means.PART) and h.start != start and self._distance(h, start) <= _FAR
        ]
        fields = [
            (abs(h.start - start) + 500, parent(t.path)) for h in self.hits for t in h.targets if t.means is Means.FIELD
        ]
        near = [path for _, path in sorted([*named, *fields])]
        asked = self.view.question
        about = (asked.about or asked.path) if asked is not None else ""
        if not named and re.search(r"\b(?:it|that|this|one|them|these)\b", self.span.text, re.IGNORECASE):
            near.append(self.reading.component)
        component = self.view.form.component_of(about)
        if not named and component is not None:
            near.append(component.path)
        return [p for p in near if p]

    def _distance(self, hit: Hit, start: int) -> int:
        """A word before a thing belongs to it ("a large database, a cache"); a comma in between makes it further."""
        low, high = sorted((hit.start, start))
        between = self._text(low, high)
        far = 200 * (between.count(",") + len(re.findall(r"\band\b", between)))
        return high - low + far + (0 if hit.start > start else 15)

    def _in_use(self, path: str) -> bool:
        return any(below(p, path) for p in self.view.values)

    def _pick(self, targets: Sequence[Target], start: int) -> Target | None:
        """The one target that the context points to."""
        paths = {t.path for t in targets}
        asked = self.view.question
        if len(paths) == 1 and not self._inside(targets[0].path):
            return targets[0]
        if asked is not None:
            here = [t for t in targets if t.path in (asked.path, asked.about) or t.path in asked.also]
            if here:
                return here[0]
        if _AMOUNT.match(self.span.text[start - self.span.start :]):
            return None
        for place in self._near(start)[:1]:
            root = self.view.form.component_of(place)
            for base in (place, root.path if root else place):
                close = [t for t in targets if below(t.path, base)]
                if close:
                    return self._engine(close)
        return None

    def _inside(self, path: str) -> bool:
        return self.view.form.component_of(path) is not None

    def _engine(self, targets: Sequence[Target]) -> Target:
        """Among alternatives: the one named in this message, else the one in use."""
        named = [t for t in targets if any(below(t.path, p) for p in self.reading.parts)]
        used = [t for t in targets if self._in_use(parent(t.path))]
        return (named or used or list(targets))[0]

    # hits

    def _hit(self, hit: Hit) -> None:
        by_means: dict[Means, list[Target]] = {}
        for target in hit.targets:
            by_means.setdefault(target.means, []).append(target)
        quote_start = self._negation(hit.start, hit.end)
        quote = self._text(hit.start if quote_start is None else quote_start, hit.end)
        unwanted = quote_start is not None
        if Means.SCENARIO in by_means and self._scenario(by_means[Means.SCENARIO][0], quote, unwanted):
            return
        if Means.OPTION in by_means and self._option(by_means[Means.OPTION], hit, quote, unwanted):
            return
        if Means.PART in by_means or Means.COMPONENT in by_means:
            self._thing([*by_means.get(Means.PART, ()), *by_means.get(Means.COMPONENT, ())][0], hit, quote, unwanted)
        elif Means.FLAG in by_means:
            self._flag(by_means[Means.FLAG], hit, quote, unwanted)
        elif Means.FIELD in by_means:
            self._field(by_means[Means.FIELD], hit)
        elif Means.LACK in by_means and not unwanted and not self._left_behind(hit.start):
            self.reading.add(WishFor(str(by_means[Means.LACK][0].value), quote))

    def _left_behind(self, start: int) -> bool:
        """ "from Oracle", "currently on AWS": where they come from is no wish."""
        return _FROM.search(self.span.text[: start - self.span.start]) is not None

    def _scenario(self, target: Target, quote: str, unwanted: bool) -> bool:
        asked = self.view.question
        at_choice = asked is not None and asked.path == "scenario"
        if unwanted or not (at_choice or _START.search(self.span.text)):
            return False
        self.reading.add(Choose(str(target.value), quote))
        return True

    def _option(self, targets: Sequence[Target], hit: Hit, quote: str, unwanted: bool) -> bool:
        targets = self._sorted_out(targets)
        paths = {t.path for t in targets}
        if len(paths) == 1 and len(targets) > 1 and not self._inside(targets[0].path):
            if not unwanted:
                self.reading.add(Narrow(targets[0].path, tuple(t.value for t in targets), quote))
            return True
        target = self._pick(targets, hit.start)
        if target is None:
            target = targets[0] if len(paths) == 1 and self._telling(targets[0], hit) else None
        found = self.view.form.at(target.path) if target else None
        if target is None or found is None:
            return False
        if unwanted:
            self._unwanted_option(found, target, quote)
        elif found.kind is Kind.ARRAY:
            self.reading.add(Add(target.path, target.value, quote))
        else:
            correction = grammar.CORRECTION.search(self.span.text) is not None
            self.reading.add(Set(target.path, target.value, quote, 1.0 if hit.exact else 0.8, correction))
        return True

    def _sorted_out(self, targets: Sequence[Target]) -> Sequence[Target]:
        """A place name that is a region and a residency: the words around it tell which was meant."""
        roots = {t.path for t in targets if not self._inside(t.path)}
        if len(roots) < 2:
            return targets
        asked = self.view.question
        here = [t for t in targets if asked is not None and t.path == asked.path]
        if here:
            return here
        stays = _RESIDENCE.search(self.span.text) is not None
        fields = {p: f for p in roots if (f := self.view.form.at(p)) is not None}
        required = [p for p, f in fields.items() if f.required]
        chosen = [p for p in roots if (p in required) != stays] or list(roots)
        return [t for t in targets if t.path == min(chosen)]

    def _telling(self, target: Target, hit: Hit) -> bool:
        """A phrase that can mean nothing else: several words or marks, or its component is in use."""
        text = self._text(hit.start, hit.end)
        component = self.view.form.component_of(target.path)
        return (
            len(words(text)) > 1
            or "_" in text
            or (component is not None and self._in_use(component.path) and len(text) > 5)
        )

    def _unwanted_option(self, found: Field, target: Target, quote: str) -> None:
        others = [o.value for o in found.options if o.value != target.value]
        if found.kind is not Kind.ARRAY and len(others) == 1:
            self.reading.add(Set(target.path, others[0], quote))
        else:
            self.reading.add(Reject(target.path, target.value, quote))

    def _thing(self, target: Target, hit: Hit, quote: str, unwanted: bool) -> None:
        component = self.view.form.component_of(target.path)
        is_part = component is None or component.path != target.path
        if unwanted:
            engine = is_part and (component is None or self._is_alternative(target.path))
            path = target.path if engine or component is None else f"{component.path}.enabled"
            if not self._only_weaker(quote, hit):
                self.reading.add(Reject(path, quote=quote))
            return
        self.reading.component = component.path if component else target.path
        if is_part and (component is None or self._is_alternative(target.path)):
            self.reading.add(Set(target.path, {}, quote))
        elif component is not None and not any(self._is_engine_of(p, component.path) for p in self.reading.parts):
            switch = f"{component.path}.enabled"
            held = self.view.values.get(switch)
            if held is None or held.value is not True or held.source != "user":
                self.reading.add(Set(switch, True, quote))

    def _is_engine_of(self, path: str, component: str) -> bool:
        return path != component and below(path, component) and self._is_alternative(path)

    def _is_alternative(self, path: str) -> bool:
        found = self.view.form.at(path)
        return found is not None and bool(found.alternatives)

    def _only_weaker(self, quote: str, hit: Hit) -> bool:
        """ "no cache size yet": the phrase after the negator names a field, not the thing."""
        after = self.span.text[hit.end - self.span.start :]
        return re.match(
            r"\s*(?:size|yet|idea|preference|limit|requirement|problem|issue)", after, re.IGNORECASE
        ) is not None and bool(quote)

    def _flag(self, targets: Sequence[Target], hit: Hit, quote: str, unwanted: bool) -> None:
        target = self._pick(targets, hit.start)
        usable = [
            t for t in targets if self._in_use(parent(t.path)) or any(below(t.path, p) for p in self.reading.parts)
        ]
        if target is None and usable:
            target = usable[0]
        if target is None and len({t.path for t in targets}) == 1 and not self._inside(targets[0].path):
            target = targets[0]
        if target is not None:
            self.reading.add(Set(target.path, not unwanted, quote))

    def _field(self, targets: Sequence[Target], hit: Hit) -> None:
        """A field that is named and given a value right after."""
        rest = self.span.text[hit.end - self.span.start :]
        link, match = _LINK.match(rest), _STATED.match(rest)
        if match is None:
            return
        place = hit.end + match.start("value")
        raw = match["value"].rstrip(".,;:!?")
        if self._is_taken(place, place + len(raw)):
            return
        for target in targets:
            found = self.view.form.at(target.path)
            if (
                found is None
                or "[]" in target.path
                or found.options
                or found.kind not in (Kind.STRING, Kind.INTEGER, Kind.NUMBER)
            ):
                continue
            value = coerce(found, raw)
            if value is None or not self._given(found, raw, rest, match.end("value"), link is not None):
                continue
            correction = grammar.CORRECTION.search(self.span.text) is not None
            self.reading.add(Set(target.path, value, raw, correction=correction))
            self.taken.append((place, place + len(raw)))
            return

    def _given(self, found: Field, raw: str, rest: str, end: int, linked: bool) -> bool:
        """Whether the word after a field's name is its value: told by its form, or linked and last of its phrase."""
        if found.kind is not Kind.STRING or distinctive(found):
            return True
        if numbered(found) and re.search(r"\d", raw):
            return True
        last = re.match(r"\s*(?:$|[.,;!?)\"']|and\b|with\b|in\b|please\b)", rest[end:]) is not None
        return linked and (last or re.match(r"\s*(?:\w+ ){0,2}\w*\s*[:=]", rest) is not None)

    # forms

    def _shapes(self) -> Iterator[Act]:
        """Concrete machines by name: `db-n1-highmem-8`."""
        for match in _MACHINE.finditer(self.span.text):
            name = match[0].lower()
            if not re.search(r"\d", name):
                continue
            fitting = [f for f in self.view.form.fields if f.shapes and _shape_of(f, name)]
            if not fitting:
                continue
            start, end = match.start() + self.span.start, match.end() + self.span.start
            self.taken.append((start, end))
            if self._negation(start, end) is not None:
                continue
            target = self._shape_target(fitting, start)
            if target is not None:
                yield Set(target.path, name, match[0], correction=grammar.CORRECTION.search(self.span.text) is not None)

    def _shape_target(self, fitting: Sequence[Field], start: int) -> Field | None:
        asked = self.view.question
        for found in fitting:
            if asked is not None and (asked.path == found.path or asked.about == found.path):
                return found
        usable = [
            f for f in fitting if self._in_use(parent(f.path)) or any(below(f.path, p) for p in self.reading.parts)
        ]
        for place in self._near(start):
            root = self.view.form.component_of(place)
            close = [f for f in usable or fitting if below(f.path, root.path if root else place)]
            if close:
                return close[0]
        if usable:
            return usable[0]
        in_component = [f for f in fitting if (c := self.view.form.component_of(f.path)) and self._in_use(c.path)]
        return (in_component or list(fitting))[0]

    def _identifiers(self) -> Iterator[Act]:
        """Values that their form alone tells: account ids, e-mail addresses, networks."""
        for match in re.finditer(r"[^\s,;\"'`()<>]+", self.span.text):
            word = match[0].rstrip(".!?:")
            if len(word) < 5 or not re.search(r"[\d@]", word):
                continue
            found = next(
                (
                    f
                    for f in self.view.form.fields
                    if distinctive(f) and not f.shapes and _value_of(f, word) is not None
                ),
                None,
            )
            start, end = match.start() + self.span.start, match.start() + len(word) + self.span.start
            if found is None or self._is_taken(start, end):
                continue
            self.taken.append((start, end))
            value = _value_of(found, word)
            if "[]" in found.path:
                root, _, leaf = found.path.rpartition("[].")
                yield Add(root, {leaf: value}, word)
            else:
                yield Set(found.path, value, word, correction=grammar.CORRECTION.search(self.span.text) is not None)

    def _named_items(self) -> Iterator[Act]:
        """ "two buckets, one named raw and one named curated"; "topics: orders, payments"."""
        for match in _NAMES.finditer(self.span.text):
            start = match.start("names") + self.span.start
            items = self._items_before(start)
            if items is None or self._is_taken(start, start + 1):
                continue
            self.taken.append((start, match.end("names") + self.span.start))
            for name in re.finditer(r"[a-z0-9][\w-]*", match["names"]):
                place = start + name.start()
                if re.match(r"[\w-]*\s*:", self._text(place, self.span.end)):
                    break
                if name[0] not in ("and", "one", "called", "named"):
                    yield Add(items.path, {"name": name[0]}, name[0])

    def _items_before(self, place: int) -> Field | None:
        """The list of named things that was spoken of last."""
        form = self.view.form
        before = sorted((h for h in self.hits if h.end <= place), key=lambda h: -h.end)
        for hit in before:
            for target in hit.targets:
                root = form.component_of(target.path) if target.means in (Means.COMPONENT, Means.FIELD) else None
                lists = [f for f in form.fields if root and below(f.path, root.path) and f.item_kind is Kind.OBJECT]
                named = [f for f in lists if form.at(f"{f.path}[].name") is not None]
                if len(named) == 1:
                    return named[0]
            if any(t.means in (Means.COMPONENT, Means.PART) for t in hit.targets):
                return None
        return None

    def _identified(self, word: str) -> Field | None:
        """The field whose form this word has; a bare long number where just one field takes such."""
        texts = [f for f in self.view.form.fields if not f.shapes and _value_of(f, word) is not None]
        sure = next((f for f in texts if distinctive(f)), None)
        if sure is not None or not re.fullmatch(r"\d{8,}", word):
            return sure
        taking = [f for f in texts if numbered(f)]
        return taking[0] if len(taking) == 1 else None

    def _quantities(self) -> None:
        """Numbers with a unit or beside the name of a numeric field."""
        for quantity in quantities(self.span.text, self.span.start):
            if self._is_taken(quantity.start, quantity.end):
                continue
            found = self._counted(quantity)
            if found is not None:
                value: Json = int(quantity.value) if quantity.value == int(quantity.value) else quantity.value
                self.reading.add(Set(found.path, value, self._text(quantity.start, quantity.end)))

    def _counted(self, quantity: Quantity) -> Field | None:
        numeric = [f for f in self.view.form.fields if f.kind in (Kind.INTEGER, Kind.NUMBER) and "[]" not in f.path]
        named = [
            t.path for h in self.hits for t in h.targets if t.means is Means.FIELD and abs(h.start - quantity.end) < 25
        ]
        by_name = [
            f
            for f in numeric
            if f.path in named
            and (
                not quantity.unit
                or not f.unit
                or same_unit(f.unit, quantity.unit)
                or quantity.unit.lower() in " ".join(f.aliases).lower()
            )
        ]
        if len(by_name) == 1:
            return by_name[0]
        if by_name:
            target = self._pick([Target(Means.FIELD, f.path) for f in by_name], quantity.start)
            return self.view.form.at(target.path) if target else None
        by_unit = [f for f in numeric if same_unit(f.unit, quantity.unit)]
        near = self._near(quantity.start)[:1]
        close = [
            f for f in by_unit for place in near if (c := self.view.form.component_of(place)) and below(f.path, c.path)
        ]
        usable = [f for f in close if self._in_use(parent(f.path)) or any(below(f.path, p) for p in self.reading.parts)]
        return usable[0] if len(usable) == 1 else close[0] if len(close) == 1 else None


def _shape_of(found: Field, name: str) -> bool:
    if any(s.name == name for s in found.shapes):
        return True
    if any((rule := compiled(r.pattern)) is not None and rule.search(name) for r in found.refused):
        return True
    rule = compiled(found.pattern) if found.pattern and distinctive(found) else None
    return rule is not None and rule.search(name) is not None


def _value_of(found: Field, word: str) -> Json:
    value = coerce(found, word)
    return value if isinstance(value, str) else None


def stronger(span: Span, view: View, hits: Sequence[Hit], reading: Reading) -> Question | None:
    """A wish for more (or less) machine without a name."""
    topic = Topic.STRONGER if (found := grammar.STRONGER.search(span.text)) else None
    if topic is None and (found := grammar.WEAKER.search(span.text)):
        topic = Topic.WEAKER
    if topic is None or found is None:
        return None
    paths = [t.path for h in hits for t in h.targets if t.means in (Means.COMPONENT, Means.PART)]
    asked = view.question
    about = (asked.about or asked.path) if asked is not None else ""
    path = paths[0] if paths else about if view.form.at(about) else reading.component
    return Question(topic, path, quote=found[0].strip())
