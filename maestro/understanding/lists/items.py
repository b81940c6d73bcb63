"""Items of lists: "a topic orders with 12 partitions and one called refunds"; "rename it", "drop the posts disk".

Owns which item each stretch of a clause speaks of; what is said of it is the attributes' to read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from maestro.domain.acts import Act, Add, Reject, Remove, Set
from maestro.domain.form import Field, Importance
from maestro.domain.json import below, generic, split
from maestro.understanding.clauses.called import named_by
from maestro.understanding.clauses.forms import beside
from maestro.understanding.clauses.rows import another, counted, outright, rows
from maestro.understanding.english.grammar import FUNCTION, STOP, everyday
from maestro.understanding.english.itemwords import (
    AFTER,
    BEFORE,
    BEGINS,
    CALLED,
    CLOSED,
    ENDS,
    INTRODUCED,
    LEADING,
    LISTED,
    MEASURED,
    NAME,
    NEXT,
    OF_A_KIND,
    OF_IT,
    OF_SO_MUCH,
    OTHER_CALLED,
    RENAMED,
    RENAMING,
    SOME,
)
from maestro.understanding.english.quantities import quantities
from maestro.understanding.english.text import norms, words
from maestro.understanding.english.values import coerce, distinctive
from maestro.understanding.lists.attributes import Attributes, Said, plain_count
from maestro.understanding.lists.signs import LEFT_OUT, Sign, is_bare, of_room, signs
from maestro.understanding.numbers.kept import kept
from maestro.understanding.vocabulary.clause import Clause, Item
from maestro.understanding.vocabulary.lexicon import Hit, Means

_OBJECT = re.compile(  # after a verb: "a container handles each of them"
    r"\s+(?:each|every|the|an?|them|it|us|all|our|your|my|their|his|her|this|that|these|those)\b", re.IGNORECASE
)


@dataclass
class Stretch:
    """The words of a clause that speak of one item: `start` and `end` of its name, `since` and `until` of them all."""

    item: Item
    start: int
    end: int
    since: int = 0
    until: int = 0
    kind: Said = field(default_factory=dict)  # what the words before the name say: "a flow meter called f-bridge"


class Items:
    """Reads the items that one clause speaks of."""

    def __init__(self, clause: Clause) -> None:
        """Keep the clause."""
        self._clause = clause
        self._text = clause.span.text
        self._offset = clause.span.start
        self._shared: tuple[int, int] | None = None  # where it is told what all items have

    def read(self) -> Iterator[Act]:
        """What is added, changed, renamed and removed."""
        rosters = {path: naming for path, naming in self._clause.form.rosters.items() if naming is not None}
        if not rosters:
            return
        found = self._stretches(rosters)
        renamed = self._renamed(found, rosters)
        if renamed is not None:
            yield renamed
            return
        if not found and (focus := self._focus(rosters)) is not None:
            found = [Stretch(focus, self._offset, self._offset)]
        self._bound(found)
        common: Said = {}
        if self._shared is not None and found:
            roster = found[0].item.roster
            common = Attributes(self._clause, roster, rosters[roster]).read(*self._shared)
        for stretch in found:
            self._clause.taken.append((stretch.start, stretch.end))
            yield from self._said(stretch, rosters[stretch.item.roster], common)

    def _said(self, stretch: Stretch, naming: Field, common: Said) -> Iterator[Act]:
        item, named = stretch.item, stretch.end > stretch.start
        out = item.index is not None and LEFT_OUT.search(self._clause.text(stretch.end, stretch.until)) is not None
        if named and (out or self._clause.negation(stretch.start, stretch.end) is not None):
            if item.index is not None:
                yield Remove(item.roster, item.name, self._clause.text(stretch.start, stretch.end))
            return
        own = Attributes(self._clause, item.roster, naming, named=named).read(stretch.since, stretch.until)
        said = {**common, **stretch.kind, **own, **self._formed(stretch)} if named else own
        if not named and not said:
            return
        self._clause.reading.item = item
        key = naming.path.rpartition(".")[2]
        if item.index is not None:
            place = f"{item.roster}.{item.index}"
            if item.name and self._held_name(place, key) is None:
                yield Set(f"{place}.{key}", item.name, item.name)
            for leaf, (value, quote) in said.items():
                yield Set(f"{place}.{leaf}", value, quote, correction=self._clause.corrects)
        elif item.name:
            yield Add(item.roster, {key: item.name, **{leaf: value for leaf, (value, _) in said.items()}}, item.name)
        else:
            for leaf, (value, quote) in said.items():
                yield Add(item.roster, {leaf: value}, quote)

    def _formed(self, stretch: Stretch) -> Said:
        """What its form alone told of this item: "core with 10.64.0.0/18"."""
        leaves = self._clause.leaves.get(stretch.item.roster, [])
        mine = {leaf[0]: leaf for leaf in reversed(leaves) if stretch.since <= leaf[2][0] < stretch.until}
        self._clause.leaves[stretch.item.roster] = [leaf for leaf in leaves if leaf not in mine.values()]
        return {leaf: (value, self._clause.text(*place)) for leaf, value, place in mine.values()}

    def _stretches(self, rosters: dict[str, Field]) -> list[Stretch]:
        """The items that are named, from left to right."""
        found: dict[int, Stretch] = {}
        for place, item in self._known(rosters):
            found.setdefault(place, Stretch(item, place, place + len(item.name)))
        for stretch in self._in_rows(rosters):
            if not any(s.start < stretch.end and stretch.start < s.end for s in found.values()):
                found[stretch.start] = stretch
        nouns = (
            *self._introduced(rosters),
            *self._after_nouns(rosters, found),
            *self._measured(rosters),
            *self._of_a_kind(rosters),
        )
        for stretch in (*self._signs(rosters), *self._leading(rosters), *nouns, *self._called(rosters)):
            if not any(s.start < stretch.end and stretch.start < s.end for s in found.values()):
                found[stretch.start] = stretch
        for stretch in list(found.values()):
            for more in self._chained(stretch, rosters):
                more.kind = stretch.kind
                if not any(s.start < more.end and more.start < s.end for s in found.values()):
                    found[more.start] = more
        return sorted(found.values(), key=lambda s: s.start)

    def _in_rows(self, rosters: dict[str, Field]) -> Iterator[Stretch]:
        """Names side by side; what is counted without a name is kept for the sentences that follow."""
        nouns = outright(self._clause, self.nouns(rosters))
        named = False
        for roster, row in rows(self._clause, nouns):
            if all(self._free(match, rosters[roster], sure=True) for match in row):
                named = True
                yield from (self._stretch(roster, rosters[roster], match) for match in row)
        if nouns or named:
            self._clause.reading.counted = None if named else counted(self._clause, nouns)

    def _known(self, rosters: dict[str, Field]) -> Iterator[tuple[int, Item]]:
        """Items that the request or this message has already, by name."""
        for item in self._items(rosters):
            if len(item.name) < 2 or item.name.lower() in FUNCTION:
                continue
            for match in re.finditer(rf"(?<![\w.-]){re.escape(item.name)}(?![\w-]|\.\w)", self._text, re.IGNORECASE):
                start, end = match.start() + self._offset, match.end() + self._offset
                if not self._clause.in_address(start, end) and not self._clause.is_taken(start, end):
                    yield start, item

    def _items(self, rosters: dict[str, Field]) -> Iterator[Item]:
        for roster, naming in rosters.items():
            key = naming.path.rpartition(".")[2]
            for path, value in self._clause.view.values.items():
                if path.startswith(roster + ".") and generic(path) == naming.path and isinstance(value.value, str):
                    yield Item(roster, value.value, int(split(path[len(roster) + 1 :])[0]))
            for act in self._clause.reading.acts:
                if isinstance(act, Add) and act.path == roster and isinstance(act.value, dict) and act.value.get(key):
                    yield Item(roster, str(act.value[key]))

    def nouns(self, rosters: dict[str, Field]) -> Iterator[tuple[Hit, str]]:
        """The words for a list or its items, and the list; a component's, where it has one list of named items."""
        for hit in self._clause.hits:
            for target in hit.targets:
                listed = [r for r, naming in rosters.items() if target.path in (r, naming.path)]
                if target.means is Means.COMPONENT:
                    listed = [
                        r for r, n in rosters.items() if below(r, target.path) and n.path.rpartition(".")[2] == "name"
                    ]
                if len(listed) == 1 and target.means in (Means.FIELD, Means.COMPONENT):
                    if self._names_all(hit, listed[0]):
                        break
                    if self._is_component(hit) or self._clause.is_around(listed[0]):
                        yield hit, listed[0]
                    break

    def _names_all(self, hit: Hit, roster: str) -> bool:
        """Whether a bare "name" is that of the whole request: no item is spoken of, and the request has one."""
        if norms(self._clause.text(hit.start, hit.end)) != ("name",):
            return False
        spoken = self._clause.reading.item is not None or self._clause.reading.heading or self._asked(roster)
        about = any(t.path == roster for h in self._clause.hits for t in h.targets)
        return not spoken and not about and named_by(self._clause.form) is not None

    def _after_nouns(self, rosters: dict[str, Field], known: dict[int, Stretch]) -> Iterator[Stretch]:
        """ "topic orders", "topics: orders", "a disk called raw", "the orders topic"."""
        for hit, roster in self.nouns(rosters):
            if self._clause.in_address(hit.start, hit.end):
                continue
            after = AFTER.match(self._text, hit.end - self._offset)
            before = BEFORE.search(self._text[: hit.start - self._offset])
            component = self._is_component(hit)
            if after is not None and self._names(after, hit, roster, rosters[roster]):
                yield self._stretch(roster, rosters[roster], after)
            elif any(s.end <= hit.start <= s.end + 2 for s in known.values()):
                continue
            elif before is not None and not component and self._free(before, rosters[roster]):
                yield self._stretch(roster, rosters[roster], before)
            elif not component:
                self._blank(hit, roster)

    def _introduced(self, rosters: dict[str, Field]) -> Iterator[Stretch]:
        """ "two queues, both in English: orders, at most 60 seconds, and returns": the first name after the colon."""
        for hit, roster in self.nouns(rosters):
            match = INTRODUCED.match(self._text, hit.end - self._offset)
            if match is not None and not self._is_component(hit) and self._free(match, rosters[roster]):
                if any(t in match["shared"].lower().split() for t in ("both", "all", "each", "every")):
                    self._shared = (hit.end, match.start("name") + self._offset)
                yield self._stretch(roster, rosters[roster], match)

    def _measured(self, rosters: dict[str, Field]) -> Iterator[Stretch]:
        """ "two rooms: attic with 4 desks and cellar, 2 desks": names before a number that only such an item has.

        A word that the factory's texts use for the items ("one for each room or bus") has to stand before them.
        """
        for roster, naming in rosters.items():
            if self._clause.form.component_of(roster) is not None or (begin := self._spoken_kind(roster, naming)) < 0:
                continue
            for quantity in quantities(self._text, self._offset):
                match = MEASURED.search(self._text[: quantity.start - self._offset], begin)
                near = [h for h in self._clause.hits if beside(self._clause, h, quantity)]
                its = any(all(t.path.startswith(f"{roster}[].") for t in h.targets) for h in near)
                if match is not None and its and not everyday(match["name"]) and self._free(match, naming):
                    yield self._stretch(roster, naming, match)

    def _signs(self, rosters: dict[str, Field]) -> Iterator[Stretch]:
        """ "Mill Bridge (12 docks) and Old Post (8)": names with capitals, and a number that only such an item has."""
        for roster, naming in rosters.items():
            if self._clause.form.component_of(roster) is not None:
                continue
            found = list(signs(self._text, partial(self._is_named, roster)))
            sure = [sign for sign in found if self._counts(sign, roster)]
            for sign in found:
                start, end = sign.start + self._offset, sign.start + self._offset + len(sign.name)
                its = sign in sure or (sure and is_bare(self._text, sign.quantity.start, sign.quantity.end))
                known = any(h.start <= start and end <= h.end for h in self._clause.hits)
                name = coerce(naming, sign.name)
                if its and not known and name is not None and not self._clause.is_taken(start, end):
                    yield Stretch(Item(roster, str(name), self._open_place(roster)), start, end)

    def _is_named(self, roster: str, word: str) -> bool:
        """Whether a word is what the list or one of its fields is called."""
        targets = (t for h in self._clause.hits for t in h.targets if word in self._clause.text(h.start, h.end))
        return any(below(t.path, roster) or t.path.startswith(f"{roster}[]") for t in targets)

    def _counts(self, sign: Sign, roster: str) -> bool:
        """Whether the number of a name is one that only items of a list have; "room for 6", where there is one list."""
        quantity = sign.quantity
        place = replace(quantity, start=quantity.start + self._offset, end=quantity.end + self._offset)
        near = [h for h in self._clause.hits if beside(self._clause, h, place)]
        if any(all(t.path.startswith(f"{roster}[].") for t in h.targets) for h in near):
            return True
        lists = [r for r, naming in self._clause.form.rosters.items() if naming is not None]
        return (
            of_room(self._text, quantity.start, quantity.end)
            and len(lists) == 1
            and plain_count(self._clause.form, roster)
        )

    def _of_a_kind(self, rosters: dict[str, Field]) -> Iterator[Stretch]:
        """ "two pressure loggers, p-quarry and p-chapel": names behind a kind that only such items have, and a noun."""
        for hit in self._clause.hits:
            options = [t for t in hit.targets if t.means is Means.OPTION]
            roster = options[0].path.partition("[].")[0] if options else ""
            match = OF_A_KIND.match(self._text, hit.end - self._offset)
            if match is None or roster not in rosters or len({t.path for t in hit.targets}) != 1:
                continue
            if self._clause.form.component_of(roster) is not None or match["noun"].lower() in FUNCTION:
                continue
            if self._clause.negation(hit.start, hit.end) is not None:
                continue
            called = match["called"] is not None
            if (called or self._marked(match)) and self._free(match, rosters[roster], sure=called):
                stretch = self._stretch(roster, rosters[roster], match)
                leaf = options[0].path.partition("[].")[2]
                stretch.kind = {leaf: (options[0].value, self._clause.text(hit.start, hit.end))}
                self._clause.taken.append((hit.start, hit.end))
                yield stretch

    def _spoken_kind(self, roster: str, naming: Field) -> int:
        """Where a word for what the items are ends, -1 where none stands in this clause."""
        found = self._clause.form.at(roster)
        told = {word for text in (found.description if found else "", naming.description) for word in norms(text)}
        kinds = told - FUNCTION - set(norms(f"{naming.title} short name")) - STOP
        return next((t.end for t in words(self._text) if t.norm in kinds), -1)

    def _names(self, after: re.Match[str], hit: Hit, roster: str, naming: Field) -> bool:
        """Whether the word after a noun is a name: linked to it, or a word that nothing else explains."""
        link = after["link"].strip(" ,").lower()
        measured = link != "(" and OF_SO_MUCH.match(self._text, after.end("name")) is not None
        if link in ("(", ":", "=") and not measured and CLOSED.match(self._text, after.end("name")) is None:
            return False  # "a container (think of ...": a remark, no name
        if self._text[after.start("name") - 1] in "\"'`":
            return self._free(after, naming, sure=True)
        if link or not self._is_component(hit):
            if "," in after["link"] and not link:
                listed = self._asked(roster) or self._counted(hit, after) or self._detailed(hit, after)
                return listed and self._free(after, naming)
            return self._free(after, naming, sure=link[-1:].isalpha())
        if "," in after["link"]:
            return False
        if self._marked(after):
            return self._free(after, naming, sure=True)
        end = after.end("name")  # "into a bucket flights and out of another called canopy"
        paired = OTHER_CALLED.match(self._text, end) is not None and CLOSED.match(self._text, end) is not None
        return paired and not everyday(after["name"]) and self._free(after, naming)

    def _marked(self, after: re.Match[str]) -> bool:
        """ "bucket raw-data", 'a bucket "exports"': a word that is no word of the language, or is quoted."""
        quoted = self._text[after.start("name") - 1 : after.start("name")] in ("'", '"', "`")
        parts = [part for part in re.split(r"[-_.]", after["name"]) if len(part) > 1]
        digits = re.search(r"[a-z]\d", after["name"]) is not None
        lettered = re.search(r"(?:^|[-_])(?!(?:e-mail|t-shirt|[eux]-))[a-z](?:[-_]|$)", after["name"]) is not None
        return quoted or digits or lettered or (len(parts) > 1 and not all(map(everyday, parts)))

    def _is_component(self, hit: Hit) -> bool:
        return any(t.means is Means.COMPONENT for t in hit.targets)

    def _counted(self, hit: Hit, after: re.Match[str]) -> bool:
        """ "2 buckets, uploads and backup": as many names follow as were counted."""
        count = next((q for q in quantities(self._text, self._offset) if 0 < hit.start - q.end <= 2), None)
        names = re.findall(NAME, self._text[after.start("name") :].partition(".")[0])
        return count is not None and len([n for n in names if n.lower() not in FUNCTION]) == int(count.value) > 1

    def _detailed(self, hit: Hit, after: re.Match[str]) -> bool:
        """ "two subnets, core with 10.64.0.0/18 and ...": some are counted, and more is said of the first name."""
        counted = any(0 < hit.start - q.end <= 2 for q in quantities(self._text, self._offset))
        more = BEGINS.match(self._text, after.end("name")) is not None
        return counted and more and not everyday(after["name"]) and not after["name"].endswith("ly")

    def _called(self, rosters: dict[str, Field]) -> Iterator[Stretch]:
        """ "another one called refunds": of the list that was spoken of last, or of the only one."""
        for match in CALLED.finditer(self._text):
            roster = self._last_roster(match.start() + self._offset, rosters, here=match["comma"] is not None)
            if roster is not None and self._free(match, rosters[roster], sure=True):
                yield self._stretch(roster, rosters[roster], match)

    def _last_roster(self, place: int, rosters: dict[str, Field], *, here: bool) -> str | None:
        """The list whose item is spoken of at a place; `here`: named in this clause, nothing else named after it."""
        named = [(hit.end, roster) for hit, roster in self.nouns(rosters) if hit.end <= place]
        end, last = max(named, default=(0, ""))
        between = (h for h in self._clause.hits if end <= h.start and h.end <= place)
        if here:
            return None if not last or any(self._elsewhere(h, last) for h in between) else last
        if named:
            return last
        if self._clause.reading.item is not None:
            return self._clause.reading.item.roster
        asked = next((r for r in rosters if self._asked(r)), None)
        used = [r for r in rosters if any(p.startswith(r + ".") for p in self._clause.view.values)]
        return asked or (used[0] if len(used) == 1 else None)

    def _leading(self, rosters: dict[str, Field]) -> Iterator[Stretch]:
        """The answer to a question for a list begins with a name."""
        match = LEADING.match(self._text)
        for roster, naming in rosters.items():
            if (
                match is None
                or not (self._asked(roster) or self._clause.reading.heading == roster)
                or self._text[: match.start()].strip()
            ):
                continue
            if ENDS.match(self._text, match.end()) is not None and self._free(match, naming):
                yield self._stretch(roster, naming, match)

    def _asked(self, roster: str) -> bool:
        """Whether the open question asks for an item's name or for the list."""
        asked = self._clause.view.question
        naming = self._clause.form.rosters.get(roster)
        return asked is not None and naming is not None and generic(asked.path) in (roster, naming.path)

    def _chained(self, first: Stretch, rosters: dict[str, Field]) -> Iterator[Stretch]:
        """The names that follow with what is said of each, or alone in an enumeration."""
        roster, naming, place = first.item.roster, rosters[first.item.roster], first.end - self._offset
        quote = self._text[place : place + 1] if self._text[place : place + 1] in ("'", '"', "`") else ""
        place, alone = place + len(quote), True
        for match in NEXT.finditer(self._text, place):
            between = self._text[place : match.start()].strip()
            alone = alone and not between
            told = between.startswith("(") and between.endswith(")")  # "mask (5 minutes), jar"
            begins, ends = BEGINS.match(self._text, match.end()), LISTED.match(self._text, match.end())
            begun = begins is not None or self._told(match.end() + self._offset, roster)
            alike = not quote or self._text[match.start("name") - 1] == quote  # of "'raw', versioned" one is a name
            if (match["new"] or begun or ((alone or told) and ends and alike)) and self._free(
                match, naming, sure=bool(match["new"])
            ):
                yield self._stretch(roster, naming, match)
                place = match.end()
        more = another(self._clause, place + self._offset)
        if more is not None and self._free(more, naming, sure=True):
            yield self._stretch(roster, naming, more)

    def _told(self, place: int, roster: str) -> bool:
        """ "desk manages": what stands after a name is something that an item can be or do."""
        after = next((h for h in self._clause.hits if h.start >= place), None)
        near = after is not None and OF_IT.fullmatch(self._clause.text(place, after.start)) is not None
        return after is not None and near and any(t.path.startswith(f"{roster}[].") for t in after.targets)

    def _free(self, match: re.Match[str], naming: Field, *, sure: bool = False) -> bool:
        """Whether a word can be an item's name: no word of the language, none of the factory's, and it fits."""
        start, end = match.start("name") + self._offset, match.end("name") + self._offset
        word = match["name"]
        if not _fit_to_name(naming, word) and not self._of_the_name(naming, start):
            return False
        if coerce(naming, word) is None or self._clause.is_taken(start, end) or self._clause.in_address(start, end):
            return False
        return sure or (
            _OBJECT.match(self._text, match.end("name")) is None
            and not all(part in FUNCTION for part in norms(word))
            and word.lower() not in FUNCTION
            and not any(h.start <= start < h.end and h.exact and not self._hyphened(h, end) for h in self._clause.hits)
        )

    def _hyphened(self, hit: Hit, end: int) -> bool:
        """Whether a phrase is but the beginning of a name with a hyphen: the "trial" of "trial-hall"."""
        return hit.end < end and self._clause.text(hit.end, hit.end + 1) == "-"

    def _of_the_name(self, naming: Field, start: int) -> bool:
        """Whether the field that names an item stands before a word: "image nginx"."""
        before = [h for h in self._clause.hits if h.end <= start]
        return bool(before) and any(t.path == naming.path for t in before[-1].targets)

    def _stretch(self, roster: str, naming: Field, match: re.Match[str]) -> Stretch:
        start, end = match.start("name") + self._offset, match.end("name") + self._offset
        name = str(coerce(naming, match["name"]))
        return Stretch(Item(roster, name, self._open_place(roster)), start, end)

    def _open_place(self, roster: str) -> int | None:
        """The place of the item that the open question wants a name for."""
        asked = self._clause.view.question
        if asked is None or not self._asked(roster) or asked.path == roster:
            return None
        index = int(split(asked.path[len(roster) + 1 :])[0])
        taken = any(isinstance(a, Set) and a.path.startswith(f"{roster}.{index}.") for a in self._clause.reading.acts)
        return None if taken else index

    def _held_name(self, place: str, key: str) -> object:
        held = self._clause.view.values.get(f"{place}.{key}")
        return held.value if held is not None else None

    def _blank(self, hit: Hit, roster: str) -> None:
        """A noun without a name: an item that is wanted, or a list that is not."""
        if self._clause.form.component_of(roster) is not None:
            return
        if self._clause.is_taken(hit.start, hit.end):
            return  # "no roles/owner": a value, not the list
        start = self._clause.negation(hit.start, hit.end)
        before = self._text[: hit.start - self._offset]
        if start is not None and roster in {t.path for t in hit.targets}:
            self._clause.reading.add(Reject(roster, quote=self._clause.text(start, hit.end)))
        elif start is None and SOME.search(before) and not self._detail(roster):
            self._clause.reading.blanks.setdefault(roster, 1)

    def _detail(self, roster: str) -> bool:
        """Whether a list is never asked for: "a handful of members" then speaks of people, not of its entries."""
        found = self._clause.form.at(roster)
        return found is not None and found.importance is Importance.LOW

    def _renamed(self, found: list[Stretch], rosters: dict[str, Field]) -> Act | None:
        """ "rename votes to ballots"."""
        held = next((s for s in found if s.item.index is not None), None)
        match = RENAMED.search(self._text, held.end - self._offset) if held is not None else None
        if held is None or match is None or not RENAMING.search(self._text):
            return None
        naming = rosters[held.item.roster]
        self._clause.taken.append((held.start, match.end() + self._offset))
        path = f"{held.item.roster}.{held.item.index}.{naming.path.rpartition('.')[2]}"
        return Set(path, coerce(naming, match["name"]) or match["name"], match["name"], correction=True)

    def _focus(self, rosters: dict[str, Field]) -> Item | None:
        """The item that is meant without its name: the last spoken of, the one asked for, the only one."""
        named = {
            roster for roster in rosters for h in self._clause.hits
            if all(t.path.startswith(f"{roster}[].") for t in h.targets)
        }  # fmt: skip
        if self._clause.reading.item is not None:
            return self._clause.reading.item
        asked = self._clause.view.question
        for roster in rosters:
            if asked is not None and asked.path.startswith(roster + "."):
                return Item(roster, "", int(split(asked.path[len(roster) + 1 :])[0]))
        for roster in named:
            places, root = self._places(roster), self._clause.form.component_of(roster)
            if root is None:
                spoken = any(r == roster for _, r in self.nouns(rosters))
                if len(places) == 1 or (not places and spoken):
                    return Item(roster, "", next(iter(places), None))
            elif len(places) == 1 or (not places and self._clause.reading.component == root.path):
                return Item(roster, "", next(iter(places), 0))  # "a bucket for scans. Old versions are kept."
        if (keeps := kept(self._clause, rosters)) is not None and len(self._places(keeps)) <= 1:
            return Item(keeps, "", next(iter(self._places(keeps)), 0))
        return self._spoken_of(rosters)

    def _spoken_of(self, rosters: dict[str, Field]) -> Item | None:
        """The only item of the component that this clause names: "a bucket for scans, kept for ten years"."""
        named = {roster for hit, roster in self.nouns(rosters) if self._clause.negation(hit.start, hit.end) is None}
        roster = named.pop() if len(named) == 1 else ""
        places = self._places(roster) if roster else set()
        return Item(roster, "", next(iter(places), 0)) if roster and len(places) <= 1 else None

    def _places(self, roster: str) -> set[int]:
        """The places of a list's items in the request."""
        held = (p for p in self._clause.view.values if p.startswith(roster + "."))
        return {int(split(p[len(roster) + 1 :])[0]) for p in held}

    def _bound(self, found: list[Stretch]) -> None:
        """Each stretch ends where the next begins, or where something else is spoken of."""
        for place, stretch in enumerate(found):
            nxt = found[place + 1].start if place + 1 < len(found) else self._clause.span.end
            others = (
                h.start for h in self._clause.hits if h.start >= stretch.end and self._elsewhere(h, stretch.item.roster)
            )
            stretch.since, stretch.until = stretch.end, min(nxt, next(others, nxt))
        if len(found) == 1 and not any(
            self._elsewhere(h, found[0].item.roster) for h in self._clause.hits if h.start < found[0].start
        ):
            found[0].since = self._offset  # "48 hours are enough for orders"

    def _elsewhere(self, hit: Hit, roster: str) -> bool:
        """Whether a phrase names a thing or field that lies in no item of the list, nor holds the list."""
        things = [t for t in hit.targets if t.means in (Means.COMPONENT, Means.PART, Means.FIELD)]
        return bool(things) and not any(below(t.path, f"{roster}[]") or below(roster, t.path) for t in hit.targets)


def _fit_to_name(naming: Field, word: str) -> bool:
    """Whether a bare word may name an item: what is no name, id or key (an image) needs a form, a mark or a digit."""
    named = naming.path.rpartition(".")[2].lower() in ("name", "id", "key")
    worded = naming.pattern is not None and coerce(naming, word) is not None  # a rule that plain words satisfy
    return named or worded or distinctive(naming) or re.search(r"[\d.:/@]", word) is not None
