"""What a clause names -> acts: scenarios, options, components, flags, fields with their value, wishes."""

import re
from collections.abc import Sequence
from dataclasses import replace

from maestro.domain.acts import Choose, Reject, Set, WishFor
from maestro.domain.form import Field, Kind
from maestro.domain.json import below, parent
from maestro.understanding.clauses import fragments
from maestro.understanding.clauses.doubts import in_doubt
from maestro.understanding.clauses.labels import proper
from maestro.understanding.clauses.options import BRIEF, HOSTED, Options
from maestro.understanding.clauses.passing import in_passing
from maestro.understanding.clauses.qualities import of_an_entry
from maestro.understanding.clauses.surviving import failing
from maestro.understanding.english.grammar import UNTOUCHED
from maestro.understanding.english.quantities import quantities
from maestro.understanding.english.text import norms, words
from maestro.understanding.english.values import coerce, distinctive, numbered
from maestro.understanding.numbers.every import excepted
from maestro.understanding.stance.stories import (
    is_a_thing,
    is_where_they_sit,
)
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Hit, Means, Target

_STATED = re.compile(
    r"\s*(?:\(?\s*(?:name|id|number|code|address)\b\s*\)?)?\s*(?:=|:|->|(?:is|should be|shall be|"
    r"will be|would be|must be|to be|to|called|named|as)\b)?\s*:?\s*[\"'`]?(?P<value>[\w][\w.@/+:-]*)[\"'`]?",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\s*(?:\(?\s*(?:name|id|number|code)\b\s*\)?)?\s*(?:is|=|:|->|should be|shall be|will be|"
    r"would be|must be|to be|called|named|to)\b|\s*[:=]",
    re.IGNORECASE,
)
_FOUND_AT = re.compile(  # "the image lives at gcr.io/acme/api:1.2": an address with a host and a path, where a thing is
    r"(?:\s+(?:is|are|it|that|which|can|could|should|be|to|you|we|us|must|have|has|lives?|sits?|lies|resides?|comes?|"
    r"stays?|stored|kept|found|hosted|located|pulled|pull|run|use|take|fetch|get|there|here|under|at|in|from|on|by|"
    r"our|the|registry|repository|as|called|named))+:?\s+[\"'`]?"
    r"(?P<value>(?!https?:)[a-z0-9][\w-]*(?:\.[\w-]+)+(?::\d+)?/[\w./:@-]*\w)",
    re.IGNORECASE,
)
_FROM = re.compile(  # "from the meters through Kafka" comes through it
    r"\b(?:(?:from|off|away from|replac\w+|leave|leaving|instead of)\b"
    r"(?:(?!\b(?:through|via|over|by|into|to|using|towards?)\b)[^.;]){0,40}|"
    r"(?:currently|today|existing|legacy|old|previous|former|used|uses|right now|at the moment|running on|used to)\b"
    r"[^.;]{0,40})$",
    re.IGNORECASE,
)
_START = re.compile(
    r"\b(?:start|begin|go|use|take|pick|choose|switch|change|want|prefer|base|try|based)\b", re.IGNORECASE
)
_MARKED = re.compile(r"\w[./:@_]+\w")  # in a word that is none of the language
_USUAL = re.compile(r"\b(?:siz(?:e|es|ing)|default|standard|usual|suggested|recommended|proposed)\s+$", re.IGNORECASE)
_CREDENTIAL = re.compile(
    r"[\s_.-](?:\w+[_.-])?(?:pass(?:word|wd|phrase)?|pwd|keys?|tokens?|secrets?|credentials?|logins?|"
    r"certificates?|certs?|"
    r"user(?:name)?|account|api[-_ ]?key)s?\b",
    re.IGNORECASE,
)
_ONE_MORE = re.compile(
    r"\b(?:second|third|another|extra|additional|further|spare|back-?up|stand-?by|replica|twin|redundant|mirrored|"
    r"bigger|larger|better|stronger|faster|more expensive)\s+$",
    re.IGNORECASE,
)
_LIES = re.compile(r"(?:\b(?:in|for|is|be)|[:=])\s+(?:the\s+)?$", re.IGNORECASE)  # before where something is


class Things:
    """Reads the phrases of one clause."""

    def __init__(self, clause: Clause) -> None:
        """Keep the clause."""
        self._clause = clause
        self._options = Options(clause)
        self._doubted = in_doubt(clause)

    def read(self, hit: Hit) -> None:
        """The acts of one phrase."""
        by_means: dict[Means, list[Target]] = {}
        gone = self._clause.is_gone(hit.start, hit.end)
        if self._modifies(hit) or self._of_a_rule(hit) or (not gone and in_passing(self._clause, hit)):
            return
        for target in (self._placed(t) for t in hit.targets if not self._only_a_thing(t, hit)):
            if target.means is not Means.PART or self._stands_alone(target.path):
                by_means.setdefault(target.means, []).append(target)
        quote_start = self._clause.negation(hit.start, hit.end)
        quote = self._clause.quoted(hit, quote_start)
        unwanted = quote_start is not None
        if Means.SCENARIO in by_means and self._scenario(by_means[Means.SCENARIO][0], quote, unwanted):
            return
        if Means.FIELD in by_means and self._addressed(hit) and self._field(by_means[Means.FIELD], hit, ""):
            return
        self._settle(by_means, hit)
        if Means.OTHER in by_means and not unwanted:
            self._other(by_means[Means.OTHER], hit, quote)
        if Means.OPTION in by_means and self._options.read(by_means[Means.OPTION], hit, quote, unwanted):
            return
        if Means.PART in by_means or Means.COMPONENT in by_means:
            self._thing([*by_means.get(Means.PART, ()), *by_means.get(Means.COMPONENT, ())][0], hit, quote, unwanted)
        elif Means.FLAG in by_means:
            self._flag(by_means[Means.FLAG], hit, quote, unwanted)
        elif Means.FIELD in by_means:
            self._field(by_means[Means.FIELD], hit, quote if unwanted else "")
        elif Means.LACK in by_means and not (unwanted or self._left_behind(hit.start) or self._is_guarded(hit)):
            self._clause.reading.add(WishFor(str(by_means[Means.LACK][0].value), quote))

    def _is_guarded(self, hit: Hit) -> bool:
        """ "smtp-password", "the fax login": what opens the door to a thing is not the thing."""
        return _CREDENTIAL.match(self._clause.span.text, hit.end - self._clause.span.start) is not None

    def _of_a_rule(self, hit: Hit) -> bool:
        """ "if one zone is gone" wants nothing to go; "no file may be deleted" refuses the deleting."""
        if self._clause.negation(hit.start, hit.end) is None:
            return False
        failure, start = failing(self._clause), hit.start - self._clause.span.start
        lost = failure is not None and failure[0] <= hit.start and hit.end <= failure[1]
        return lost or any(m.start() <= start < m.end() for m in UNTOUCHED.finditer(self._clause.span.text))

    def _other(self, targets: Sequence[Target], hit: Hit, quote: str) -> None:
        """ "in Spain", where Spain is none of the countries: said, so that the answer names those that are."""
        asked = self._clause.view.question
        here = [t for t in targets if asked is not None and t.path == asked.path]
        meant = here or self._options.sorted_out(targets)
        target = meant[0] if here or (len(meant) == 1 and self._lies(meant[0], hit)) else None
        if target is not None:
            self._clause.reading.add(Set(target.path, target.value, quote))

    def _lies(self, target: Target, hit: Hit) -> bool:
        """Whether the clause tells where something is to be; a place in the world is named for many other reasons."""
        before, text = self._clause.span.start, self._clause.span.text
        start, end = hit.start - before, hit.end - before
        lies, found = _LIES.search(text[:start]) is not None, self._clause.form.at(target.path)
        if found is None or not any(e.name == target.value and e.nearest for e in found.elsewhere):
            return lies
        if any(t.means is Means.FIELD and t.path == target.path for h in self._clause.hits for t in h.targets):
            return True
        alone = len(words(text)) <= BRIEF and not text[:start].strip()
        hosted = lies and HOSTED.search(text) is not None
        return alone or (hosted and not self._left_behind(hit.start) and not is_where_they_sit(text, end))

    def _settle(self, by_means: dict[Means, list[Target]], hit: Hit) -> None:
        """ "MySQL (medium, HA)": one thing's flag, another's option; the place of the word tells."""
        if Means.OPTION in by_means and Means.FLAG in by_means:
            both = [*by_means[Means.OPTION], *by_means[Means.FLAG]]
            told = fragments.nearest(self._clause, both, hit.start)
            if told is not None and told.means is Means.FLAG:
                del by_means[Means.OPTION]
                by_means[Means.FLAG] = [told]

    def _left_behind(self, start: int) -> bool:
        """ "from Oracle", "currently on AWS": where they come from is no wish."""
        return _FROM.search(self._clause.span.text[: start - self._clause.span.start]) is not None

    def _scenario(self, target: Target, quote: str, unwanted: bool) -> bool:
        asked = self._clause.view.question
        at_choice = asked is not None and asked.path == "scenario"
        brief = len(words(self._clause.span.text)) <= BRIEF
        if unwanted or not (at_choice or brief or _START.search(self._clause.span.text)):
            return False
        self._clause.reading.add(Choose(str(target.value), quote))
        return True

    def _thing(self, target: Target, hit: Hit, quote: str, unwanted: bool) -> None:
        component = self._clause.form.component_of(target.path)
        if unwanted and excepted(self._clause, hit):
            return
        if hit.start in self._doubted:
            if component is not None and component.path != target.path:
                self._clause.reading.add(Set(f"{component.path}.enabled", True, quote))
            return
        is_part = component is None or component.path != target.path
        if unwanted:
            engine = is_part and (component is None or self._clause.is_alternative(target.path))
            path = target.path if engine or component is None else f"{component.path}.enabled"
            if not (self._only_weaker(quote, hit) or self._only_the_standard(hit) or self._only_a_kind(hit)):
                self._clause.reading.add(Reject(path, quote=quote))
            return
        alone = not any(t.means is Means.COMPONENT for t in hit.targets)
        if is_part and alone and component is not None and not self._clause.is_alternative(target.path):
            if not self._called_so(component, hit):
                return
            is_part = False  # "a Cloud Run service"
        self._clause.reading.component = component.path if component else target.path
        if component is None and not self._clause.is_alternative(target.path):
            return
        if is_part and (component is None or self._clause.is_alternative(target.path)):
            self._clause.reading.add(Set(target.path, {}, quote))
        elif component is not None and not any(
            self._clause.is_engine_of(p, component.path) for p in self._clause.parts
        ):
            switch = f"{component.path}.enabled"
            held, asked = self._clause.view.values.get(switch), self._clause.view.question
            here = asked is not None and asked.path == switch
            if here or held is None or held.value is not True or held.source != "user":
                self._clause.reading.add(Set(switch, True, quote))

    def _called_so(self, component: Field, hit: Hit) -> bool:
        """Whether a part's name begins with the name of what it is a part of."""
        said = norms(self._clause.text(hit.start, hit.end))
        names = (norms(name) for name in (component.title, *component.aliases))
        return any(name and said[: len(name)] == name for name in names)

    def _only_the_standard(self, hit: Hit) -> bool:
        """ "not your size table", "not the default machine": what is usual is refused, not the thing."""
        return _USUAL.search(self._clause.span.text[: hit.start - self._clause.span.start]) is not None

    def _only_a_kind(self, hit: Hit) -> bool:
        """ "no money for a standby database", "not a second database": it is the standby that is not wanted."""
        before = self._clause.span.text[: hit.start - self._clause.span.start]
        beside = [
            h for h in self._clause.hits if h.end <= hit.start and not self._clause.text(h.end, hit.start).strip()
        ]
        flags = beside and all(t.means in (Means.FLAG, Means.OPTION) for t in beside[-1].targets)
        return bool(flags) or _ONE_MORE.search(before) is not None

    def _only_weaker(self, quote: str, hit: Hit) -> bool:
        """ "no cache size yet": the phrase after the negator names a field, not the thing."""
        after = self._clause.span.text[hit.end - self._clause.span.start :]
        return re.match(
            r"\s*(?:size|yet|idea|preference|limit|requirement|problem|issue)", after, re.IGNORECASE
        ) is not None and bool(quote)

    def _flag(self, targets: Sequence[Target], hit: Hit, quote: str, unwanted: bool) -> None:
        target = self._clause.pick(targets, hit.start)
        usable = [t for t in targets if self._clause.spoken_of(t.path)]
        if target is None and usable:
            target = usable[0]
        if target is None and len({t.path for t in targets}) == 1 and not self._clause.inside(targets[0].path):
            target = targets[0]
        found = self._clause.form.at(target.path) if target is not None else None
        if target is not None and found is not None and found.switch is not None:
            self._clause.reading.add(Set(target.path, found.switch[1 if unwanted else 0], quote))

    def _only_a_thing(self, target: Target, hit: Hit) -> bool:
        """ "the archive is a bucket": what is kept there, not what an entry of the list is like."""
        start, end = hit.start - self._clause.span.start, hit.end - self._clause.span.start
        quality = target.means is Means.OPTION and "[]." in target.path
        return quality and (is_a_thing(self._clause.span.text, start, end) or not of_an_entry(self._clause, hit))

    def _placed(self, target: Target) -> Target:
        """A field of list items means the first item's; of several items none is meant: which, is asked."""
        root, mark, _ = target.path.partition("[].")
        places = {p[len(root) + 1 :].partition(".")[0] for p in self._clause.view.values if p.startswith(f"{root}.")}
        several = mark and len([place for place in places if place.isdigit()]) > 1
        return target if several else replace(target, path=target.path.replace("[].", ".0."))

    def _modifies(self, hit: Hit) -> bool:
        """ "bucket versioning": the thing only says whose flag or field is meant."""
        after = next((h for h in self._clause.hits if h.start > hit.start), None)
        if after is None or self._clause.text(hit.end, after.start).strip():
            return False
        things = [t.path for t in hit.targets if t.means in (Means.COMPONENT, Means.PART)]
        inside = [t for t in after.targets for p in things if below(t.path, p) and t.path != p]
        return any(t.means is Means.FLAG or (t.means is Means.FIELD and not self._its_things(t.path)) for t in inside)

    def _its_things(self, path: str) -> bool:
        """ "a Cloud Run container": entries of a list that a part has, whose name says no more than the part's."""
        found = self._clause.form.at(path)
        return found is not None and found.kind is Kind.ARRAY and found.item_kind is Kind.OBJECT

    def _stands_alone(self, path: str) -> bool:
        """Whether an object can be asked for by itself: it lies in a component, or is one of several."""
        return self._clause.inside(path) or self._clause.is_alternative(path)

    def _addressed(self, hit: Hit) -> bool:
        """ "image gcr.io/acme/api:1.2": a word that is an address or a path, right after the field's name."""
        rest = self._clause.span.text[hit.end - self._clause.span.start :]
        match = _STATED.match(rest)
        stated = match is not None and re.search(r"[/:@]", match["value"].rstrip(".,;:")) is not None
        one = not self._clause.text(hit.start, hit.end).lower().endswith("s")  # "our images live at ...": pictures
        return stated or (one and _FOUND_AT.match(rest) is not None)

    def _field(self, targets: Sequence[Target], hit: Hit, unwanted: str) -> bool:
        """A field that is named and given a value right after; a list of options that is not wanted at all.

        Tells whether it was one.
        """
        lists = [t for t in targets if (f := self._clause.form.at(t.path)) and f.kind is Kind.ARRAY and f.options]
        if unwanted and lists:
            self._without(lists[0].path, hit, unwanted)
            return True
        rest = self._clause.span.text[hit.end - self._clause.span.start :]
        link, match = _LINK.match(rest), _FOUND_AT.match(rest) or _STATED.match(rest)
        if match is None:
            return False
        place = hit.end + match.start("value")
        raw = match["value"].rstrip(".,;:!?")
        if self._clause.is_taken(place, place + len(raw)):
            return False
        for target in self._engine_first(targets):
            found = self._clause.form.at(target.path)
            if (
                found is None
                or "[]" in target.path
                or found.options
                or found.kind not in (Kind.STRING, Kind.INTEGER, Kind.NUMBER)
            ):
                continue
            if found.kind is not Kind.STRING and self._measured(place):
                continue  # a number with its unit is converted, with those that stand by themselves
            value = coerce(found, raw)
            linked = link is not None or self._pair(hit) or len(words(self._clause.text(hit.start, hit.end))) > 1
            if not self._clause.is_around(target.path) and len(words(self._clause.text(hit.start, hit.end))) == 1:
                continue  # "our service: people log in": a word in passing switches nothing on
            if value is None or not self._given(found, raw, rest, match.end("value"), link[0] if link else "", linked):
                continue
            correction = self._clause.corrects
            self._clause.reading.add(Set(target.path, value, raw, correction=correction))
            self._clause.taken.append((place, place + len(raw)))
            return True
        return False

    def _engine_first(self, targets: Sequence[Target]) -> Sequence[Target]:
        """ "mysql, database name larder": of alternatives first that which is spoken of or in use."""
        engines = [t for t in targets if self._clause.is_alternative(parent(t.path))]
        first = self._clause.engine(engines) if len(engines) > 1 else None
        return targets if first is None else [first, *(t for t in targets if t is not first)]

    def _measured(self, place: int) -> bool:
        """Whether the number at a place has a unit."""
        measured = (q for q in quantities(self._clause.span.text, self._clause.span.start) if q.unit)
        return any(q.start == place for q in measured)

    def _without(self, path: str, hit: Hit, quote: str) -> None:
        """ "no alerts", "no alerts by mail": a list of options, or those of it that are named."""
        after = [h for h in self._clause.hits if h.start > hit.start]
        named = [(h, t) for h in after for t in h.targets if t.path == path and t.means is Means.OPTION]
        self._clause.taken.extend((h.start, h.end) for h, _ in named)
        for value in [t.value for _, t in named] or [None]:
            self._clause.reading.add(Reject(path, value, quote))

    def _pair(self, hit: Hit) -> bool:
        """ "..., tenant shop, ...": a name and its value alone between two commas."""
        text, start, end = (
            self._clause.span.text,
            hit.start - self._clause.span.start,
            hit.end - self._clause.span.start,
        )
        before, after = text[:start].rpartition(",")[2], text[end:].partition(",")[0]
        return not before.strip(" -*•") and len(after.split()) == 1

    def _given(self, found: Field, raw: str, rest: str, end: int, link: str, linked: bool) -> bool:
        """Whether the word after a field's name is its value: told by its form, or linked and last of its phrase."""
        if found.kind is not Kind.STRING or distinctive(found):
            return True
        if (numbered(found) and re.search(r"\d", raw)) or _MARKED.search(raw):
            return True
        if not found.pattern and link.strip().lower() in ("is", "are", "") and not proper(raw):
            return False  # "the team is small" says nothing of its name
        last = re.match(r"\s*(?:$|\n|[.,;!?)(\"'\]]|and\b|with\b|in\b|for\b|please\b)", rest[end:]) is not None
        return linked and last
