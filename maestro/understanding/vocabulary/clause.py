"""One clause being read: what it names, what "it" means, which of several meanings the words around point to."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from maestro.domain.acts import Act, Add, Narrow, Reject, Set
from maestro.domain.conversation import View
from maestro.domain.form import Form, Kind
from maestro.domain.json import Json, below, parent
from maestro.understanding.english.grammar import CORRECTION
from maestro.understanding.english.text import Span
from maestro.understanding.stance import leaving
from maestro.understanding.stance.forgone import forgone
from maestro.understanding.stance.negation import negated
from maestro.understanding.vocabulary.lexicon import Hit, Means, Target

_ADDRESS = re.compile(r"\S+@\S+|\w+://\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/\S+|[\w./-]+:\d[\w.]*", re.IGNORECASE)
_FAR = 150  # beyond it (a comma counts much) a word does not belong to a thing
_REACHED = re.compile(
    r"\b(?:(?:under|(?:reach|serv|host|answer)\w* (?:at|on|from|by)|available (?:at|on)|url|host ?name|web ?site at)"
    r"(?: is)?|(?:find|get to|come to|open|see|have|want|put) (?:it|them|that|this|(?:the|our|this|that) "
    r"(?:page|site|form|app|thing|portal|service|list|tool)) (?:at|under|on)|"
    r"(?:it|this|that|the (?:page|site|form|app|thing|portal|service|tool)) "
    r"(?:(?:should|shall|must|will|can|may|is to|has to|needs to)(?: be| live| sit| go| run| appear)?(?: up)?|is|goes|"
    r"lives|belongs|sits)(?: found)? (?:at|under|on)|"
    r"(?:web |internet |its |page's )?address(?: of (?:it|the \w+))?"
    r"(?: (?:(?:will|should|shall|would|must|has to) be|is|stays|remains))?)[\s:]*$",
    re.IGNORECASE,
)
_OWNED = re.compile(  # behind an address: that it is theirs, and meant
    r"[\"'`]?\s*[,;:(–—-]*\s*(?:(?:and|as|because|since) )?(?:"
    r"(?:that|the|this|which) (?:name|address|domain|url)(?:'s| is| does)?(?: \w+ly)?(?: (?:already|all|now))? "
    r"(?:ours|mine|belongs? to us|reserved|registered)|"
    r"(?:that|this)(?:'s| is) where (?:it|that|the \w+) (?:belongs|goes|lives|should (?:be|live|go))|"
    r"(?:we|i) (?:already |do )?(?:own|have|bought|registered|reserved) (?:that|this|the) (?:name|address|domain))\b",
    re.IGNORECASE,
)
_LINKED = re.compile(
    r"\s*(?:(?:size|machine|tier|cluster|instance)\s*)?"
    r"(?:(?:is|are|was|gets?|should|shall|must|can|will|has to|to be|be|stays?|"
    r"needs? to be|rather|only|just|really|quite|:|=)\s*)+|\s*(?:of|in|with)\s+(?:the |an? )?size(?: of)?\s+",
    re.IGNORECASE,
)
_IT = re.compile(
    r"\b(?:it|that|this)(?:'s|'d|'ll| (?:has|must|should|shall|is|may|can|cannot|ought|needs?|will|would|stays?|"
    r"remains?))\b|"
    r"\b(?:make|keep|want|need|let|have|set|put|leave|reduce|raise|lower|increase|limit) (?:it|that|this)\b",
    re.IGNORECASE,
)
_JOINING = re.compile(r"\s*(?:,|/|\band\b|\bor\b|\bnor\b|\s)+", re.IGNORECASE)
_DENIED_ALL = re.compile(
    r"(?:\s*,?\s*(?:and|or|nor) (?:all )?(?:of )?(?:the |that |such )?(?:rest|others?|like|lot|such|so on)\b)?"
    r"\s+(?:all |both )?(?:(?:do not|don't|never|will not|won't) "
    r"(?:apply|concern|affect|bind|touch|cover|matter|regard)|"
    r"(?:are not|aren't) (?:applicable|relevant|needed|required|wanted|necessary))\b",
    re.IGNORECASE,
)
_CONTRAST = re.compile(r"\bthe (former|latter)\b", re.IGNORECASE)
_ELLIPTIC = re.compile(
    r"\s*,?\s*(?:(?:do|does|is|are)(?:n't| not))\s*(?=[,.;:!)]|$|\bbecause\b|\bas\b|\bsince\b)", re.IGNORECASE
)
_BESIDE = 30  # characters between a name and what it names
_FRAGMENT = 5  # words of a fragment
_AMOUNT = re.compile(
    r"\w+\s+(?:amounts?|numbers?|volumes?|quantit\w+|variet\w+|parts?|teams?|compan\w+|audiences?|"
    r"enterprises?|scale|chunks?|deal|customers?|users?)\b",
    re.IGNORECASE,
)


Leaf = tuple[str, Json, tuple[int, int]]  # a field of an entry, its value, and where that stands in the message


@dataclass(frozen=True)
class Item:
    """An item of a list that is spoken of: by its name, or by its place where it stands in the request already."""

    roster: str
    name: str = ""
    index: int | None = None


@dataclass
class Reading:
    """What was read so far of one message: acts, and the component or the item of a list that "it" would mean.

    `blanks` counts the items of a list that were asked for without a name; `heading` is the list that a line named
    for those below it, `refusing` that it said that none of them is wanted; `named` are the components that the
    whole message names, read or not yet read; `before` is what was read of other environments; `directory` is the
    object of the user's own names that was spoken of last, `entries` what was read of those whose entries have
    fields, `kind` the entry of a kind that was spoken of last; `gone` are the places of what a later clause takes back;
    `counted` is the list of which items were wanted last without their names, and how many (0: not said); `mentioned`
    are the components in their order; `unsure`: somebody does not know how a word is spelt.
    """

    acts: list[Act] = field(default_factory=list)
    component: str = ""
    parts: list[str] = field(default_factory=list)
    mentioned: list[str] = field(default_factory=list)
    item: "Item | None" = None
    blanks: dict[str, int] = field(default_factory=dict)
    heading: str = ""
    named: frozenset[str] = frozenset()
    refusing: bool = False
    before: Sequence[Act] = ()
    directory: str = ""
    entries: "dict[str, Reading]" = field(default_factory=dict)
    gone: Sequence[tuple[int, int]] = ()
    kind: str = ""
    counted: tuple[str, int] | None = None
    unsure: bool = False

    def add(self, act: Act) -> None:
        """Keep an act, once in a row for its place; the first words for a value are its quote.

        Of items of which none is named, only what shall be written is kept: so that it is asked which is meant.
        """
        if isinstance(act, (Add, Narrow, Reject)) and "[]" in act.path:
            return
        if isinstance(act, Set):
            last = next((a for a in reversed(self.acts) if isinstance(a, Set) and a.path == act.path), None)
            if last is None or last.value != act.value:
                self.acts.append(act)
        elif act not in self.acts:
            self.acts.append(act)


@dataclass
class Clause:
    """A clause of a message, all that is named in it, and the places that were read already.

    `leaves` are values of entries of lists, by list, that their form told and that belong to no named entry yet.
    """

    span: Span
    view: View
    reading: Reading
    hits: Sequence[Hit]
    taken: list[tuple[int, int]] = field(default_factory=list)
    leaves: dict[str, list[Leaf]] = field(default_factory=dict)

    @property
    def form(self) -> Form:
        """The factory's form."""
        return self.view.form

    @property
    def reach(self) -> int:
        """How far a word may stand from its thing: in a fragment ("mysql, small") a comma does not count."""
        return _FAR if len(self.span.text.split()) > _FRAGMENT else 2 * _FAR

    @property
    def parts(self) -> list[str]:
        """The engines that the message names."""
        return self.reading.parts

    @property
    def corrects(self) -> bool:
        """Whether its words take an earlier statement back."""
        return CORRECTION.search(self.span.text) is not None

    def spoken_of(self, path: str) -> bool:
        """Whether what holds a field is in use already, or named in this message."""
        return self.in_use(parent(path)) or any(below(path, p) for p in self.reading.parts)

    def is_around(self, path: str) -> bool:
        """Whether the component of a path is in use, asked about or named in the message: details of others are words
        in passing, which switch nothing on. What lies in no component is always there.
        """
        root = self.form.component_of(path)
        if root is None or root.path in self.reading.named or self.in_use(root.path):
            return True
        asked = self.view.question
        return asked is not None and any(below(p, root.path) for p in (asked.path, asked.about, *asked.also) if p)

    def speaks_of(self, path: str, start: int, end: int) -> bool:
        """Whether a word stands beside the name of a field, or of what the field lies in; or answers for it."""
        root = self.form.component_of(path)
        base = root.path if root is not None else path
        asked = self.view.question
        named = [h for h in self.hits for t in h.targets if below(t.path, base)]
        between = [self.text(h.end, start) if h.end <= start else self.text(end, h.start) for h in named]
        beside = any(len(b) <= _BESIDE and not re.search(r",|\band\b", b) for b in between)
        led = _REACHED.search(self.text(self.span.start, start)) is not None
        led = led or _OWNED.match(self.span.text, end - self.span.start) is not None
        return beside or led or (asked is not None and asked.path == path)

    def text(self, start: int, end: int) -> str:
        """The words between two places of the message."""
        return self.span.text[start - self.span.start : end - self.span.start]

    def is_taken(self, start: int, end: int) -> bool:
        """Whether a place was read already."""
        return any(s < end and start < e for s, e in self.taken)

    def in_address(self, start: int, end: int) -> bool:
        """Whether a place lies inside an address: an e-mail, a URL, an image with its tag."""
        low, high = start - self.span.start, end - self.span.start
        return any(m.start() <= low and high <= m.end() for m in _ADDRESS.finditer(self.span.text))

    def _of_a_denied_run(self, start: int) -> bool:
        """ "GDPR, PCI and the rest do not apply": options of one field in a row, and a plural that denies them all."""
        here = next((h for h in self.hits if h.start == start), None)
        fields = {t.path for t in here.targets} if here is not None else set()
        place = here.end if here is not None else start
        for hit in (h for h in self.hits if h.start > start and fields & {t.path for t in h.targets}):
            if _JOINING.fullmatch(self.text(place, hit.start)) is None:
                break
            place = hit.end
        alike = here is not None and all(t.means is Means.OPTION for t in here.targets)
        return alike and _DENIED_ALL.match(self.span.text, place - self.span.start) is not None

    def _elliptic(self, end: int, start: int) -> bool:
        """ "SOC 2 applies, GDPR doesn't": the verb was said before, of another of the same field's options."""
        if _ELLIPTIC.match(self.span.text, end - self.span.start) is None:
            return False
        here = next((h for h in self.hits if h.start == start), None)
        fields = [self.form.at(t.path) for t in here.targets] if here is not None else []
        return bool(fields) and all(f is not None and f.options and f.kind is Kind.ARRAY for f in fields)

    def negation(self, start: int, end: int) -> int | None:
        """Where the negation of a place begins, None when it is wanted."""
        offset = self.span.start
        if self.reading.refusing or leaving.refusing_key(self.span.text, start - offset):
            return start
        if self.is_gone(start, end):
            return start
        others = tuple((h.start - offset, h.end - offset) for h in self.hits if h.start != start)
        begin = negated(self.span.text, start - offset, end - offset, others)
        begin = begin if begin is not None else self._succeeded(start - offset, end - offset)
        begin = begin if begin is not None else forgone(self.span.text, start - offset, end - offset)
        denied = begin is None and (self._of_a_denied_run(start) or self._elliptic(end, start))
        begin = start - offset if denied else begin
        return None if begin is None else begin + offset

    def is_gone(self, start: int, end: int) -> bool:
        """Whether a later clause of the message takes back what stands at a place."""
        return any(first <= start and end <= last for first, last in self.reading.gone)

    def quoted(self, hit: Hit, begin: int | None) -> str:
        """The words of a thing, with those that refuse it before or say after it that it goes."""
        if begin is None:
            return self.text(hit.start, hit.end)
        end = leaving.going(self.span.text, hit.end - self.span.start) + self.span.start
        return self.text(begin, end if begin == hit.start else hit.end)

    def _succeeded(self, start: int, end: int) -> int | None:
        """Where it is said that another of the things named comes in place of this one."""
        offset = self.span.start
        before = [h for h in self.hits if h.end - offset <= start]
        after = [h for h in self.hits if h.start - offset >= end]
        here = self._kinds(h for h in self.hits if h.start - offset <= start and end <= h.end - offset)
        kin = any(here & self._kinds((h,)) for h in after)
        return leaving.succeeded(self.span.text, start, end, before=bool(before), after=bool(after), kin=kin)

    def _kinds(self, hits: Iterable[Hit]) -> set[str]:
        """What phrases are one of several of: engines of a component, values of a field."""
        paths = [(t, self.form.component_of(t.path)) for h in hits for t in h.targets]
        return {root.path if root is not None and t.means is not Means.OPTION else t.path for t, root in paths}

    def note_components(self) -> None:
        """Remember the engines and the components that are named."""
        self.reading.mentioned += [p for p in self._roots(self.hits) if p not in self.reading.mentioned]
        for hit in self.hits:
            for target in hit.targets:
                if target.means is Means.PART and target.path not in self.reading.parts:
                    self.reading.parts.append(target.path)
            engines = {parent(t.path) for t in hit.targets if t.means in (Means.OPTION, Means.FIELD)}
            if len(engines) == 1 and self.is_alternative(engine := engines.pop()) and engine not in self.reading.parts:
                self.reading.parts.append(engine)  # "Postgres 15", "PostgreSQL version: 15"

    def near(self, start: int) -> list[str]:
        """Paths of the components and parts named in this clause, nearest first; then what "it" means."""
        if (contrasted := self._contrasted(start)) is not None:
            return [contrasted] if contrasted else []
        named = [
            (self.distance(h, start), t.path)
            for h in self.hits
            for t in h.targets
            if t.means in (Means.COMPONENT, Means.PART) and h.start != start and self.distance(h, start) <= self.reach
        ]
        fields = [
            (abs(h.start - start) + 500, parent(t.path))
            for h in self.hits
            if all(parent(t.path) for t in h.targets)
            for t in h.targets
            if t.means is Means.FIELD
        ]
        near = [path for _, path in sorted([*named, *fields])] or self._only_thing(start)
        asked = self.view.question
        about = (asked.about or asked.path) if asked is not None else ""
        if not named and re.search(r"\b(?:it|that|this|one|them|these)\b", self.span.text, re.IGNORECASE):
            near.append(self.reading.component)
        component = self.view.form.component_of(about)
        if not named and component is not None:
            near.append(component.path)
        return [p for p in near if p]

    def _contrasted(self, start: int) -> str | None:
        """ "a cache and a database, medium for the latter": which of the two that stand before is meant.

        None where nothing contrasts them, empty where it cannot be told.
        """
        said = [
            (m.start() + self.span.start, m.end() + self.span.start, m[1]) for m in _CONTRAST.finditer(self.span.text)
        ]
        led = (s for s in said if s[1] <= start and _LINKED.fullmatch(f" {self.text(s[1], start)} is "))
        after = (s for s in said if s[0] > start and re.fullmatch(r"\S+(?: \w+)?", self.text(start, s[0]).strip()))
        pointed = next(iter((*led, *after, *(said if len(said) == 1 else ()))), None)
        if not said or pointed is None:
            return "" if said else None
        roots = self._roots(h for h in self.hits if h.end <= pointed[0]) or self.reading.mentioned
        return roots[pointed[2].lower() == "latter"] if len(roots) == 2 else ""

    def _roots(self, hits: Iterable[Hit]) -> list[str]:
        """The components that phrases name, in their order."""
        things = (t.path for h in hits for t in h.targets[:1] if _is_thing(t))
        return list(dict.fromkeys(root.path for p in things if (root := self.form.component_of(p)) is not None))

    def _only_thing(self, start: int) -> list[str]:
        """The component that all words of the clause are about, however far they stand."""
        things = (Means.COMPONENT, Means.PART)
        named = [t.path for h in self.hits for t in h.targets if t.means in things and h.start != start]
        roots = {root.path for path in named if (root := self.form.component_of(path)) is not None}
        return named[:1] if len(roots) == 1 else []

    def distance(self, hit: Hit, start: int) -> int:
        """A word before a thing belongs to it ("a large database, a cache"); a comma in between makes it further."""
        low, high = sorted((hit.start, start))
        between = self.text(low, high)
        far = 200 * (between.count(",") + len(re.findall(r"\band\b", between)))
        return high - low + far + (0 if hit.start > start else 15)

    def in_use(self, path: str) -> bool:
        """Whether the request has something there."""
        return any(below(p, path) for p in self.view.values)

    def pick(self, targets: Sequence[Target], start: int) -> Target | None:
        """The one target that the context points to."""
        paths = {t.path for t in targets}
        asked = self.view.question
        if len(paths) == 1 and not self.inside(targets[0].path):
            return targets[0]
        if (linked := self.linked(targets, start)) is not None:
            return linked
        if asked is not None:
            here = [t for t in targets if t.path in (asked.path, asked.about) or t.path in asked.also]
            if here:
                return here[0]
        if _AMOUNT.match(self.span.text[start - self.span.start :]):
            return None
        for place in self.near(start)[:1]:
            root = self.view.form.component_of(place)
            for base in (place, root.path if root else place):
                close = [t for t in targets if below(t.path, base)]
                if close:
                    return self.engine(close)
        return self._pointed_at(targets, start)

    def _pointed_at(self, targets: Sequence[Target], start: int) -> Target | None:
        """ "it must be no more than small": what was spoken of last, where this message names nothing else."""
        root = self.form.component_of(self.view.recent) if self.view.recent else None
        if root is None or self.near(start) or _IT.search(self.span.text) is None:
            return None
        close = [t for t in targets if below(t.path, root.path)]
        return self.engine(close) if close else None

    def linked(self, targets: Sequence[Target], start: int) -> Target | None:
        """ "the database is small", "a small database": whose value it is, though another part's is asked for."""
        for hit in self.hits:
            between = self.text(hit.end, start) if hit.start < start else ""
            if hit.start >= start or _LINKED.fullmatch(between) is None:
                continue
            roots = {root.path for t in hit.targets if _is_thing(t) and (root := self.form.component_of(t.path))}
            close = [t for t in targets if any(below(t.path, root) for root in roots)]
            if len(roots) == 1 and close:
                return self.engine(close)
        return None

    def inside(self, path: str) -> bool:
        """Whether a path lies in a component."""
        return self.view.form.component_of(path) is not None

    def engine(self, targets: Sequence[Target]) -> Target:
        """Among alternatives: the one named in this message, else the one in use."""
        named = [t for t in targets if any(below(t.path, p) for p in self.reading.parts)]
        used = [t for t in targets if self.in_use(parent(t.path))]
        return (named or used or list(targets))[0]

    def is_engine_of(self, path: str, component: str) -> bool:
        """Whether a path is an alternative inside a component."""
        return path != component and below(path, component) and self.is_alternative(path)

    def is_alternative(self, path: str) -> bool:
        """Whether a path is one of several that its parent can have."""
        found = self.view.form.at(path)
        return found is not None and bool(found.alternatives)


def _is_thing(target: Target) -> bool:
    return target.means in (Means.COMPONENT, Means.PART)
