"""What an option that a clause names says: a value of its field, one of several, or a word in passing."""

import re
from collections.abc import Sequence

from maestro.domain.acts import Add, Narrow, Reject, Set
from maestro.domain.form import Field, Importance, Kind, Option
from maestro.domain.json import below, parent
from maestro.understanding.clauses import beside, fragments
from maestro.understanding.clauses.bare import stands_alone
from maestro.understanding.clauses.passing import RESIDENCE
from maestro.understanding.english.telling import roots
from maestro.understanding.english.text import norms, words
from maestro.understanding.numbers.bounds import holds_already
from maestro.understanding.numbers.every import of_several
from maestro.understanding.stance.stories import is_where_people_are, kind_of_test
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Hit, Means, Target

HOSTED = re.compile(
    r"\b(?:host\w*|run(?:s|ning)?|deploy\w*|locat\w+|regions?|data ?cent(?:er|re)s?|stay\w*|kept?|close(?:st)? to|"
    r"near\w*|put|placed?|somewhere|resid\w+|stored?|servers?)\b",
    re.IGNORECASE,
)
_EXCEPTING = re.compile(r"(?:except|apart from|other than|(?:with )?the exception of|barring)", re.IGNORECASE)
_INSTEAD = re.compile(
    r",?\s+(?:instead of|rather than|in place of|(?:and )?not)\s+(?:(?:the|our|an?|that)\s+)?(?P<gone>\w+(?:\s+\w+)?)",
    re.IGNORECASE,
)
_ROW = re.compile(r"\s*(?:,|/|&|\band\b|\bor\b)\s*(?:in\s+|also\s+)?(?:the\s+)?", re.IGNORECASE)  # between places
_SHUT_OUT = re.compile(
    r"\s+(?:(?:must|may|should|shall|can|will|could|is|are)(?:n't| not| never|not)|cannot|never|has no|have no|"
    r"is not allowed to|gets? no|(?:has|have) nothing to)\s+(?:\w+ly |ever |to |be able to )*(?:get|come|reach|"
    r"access|enter|see|open|"
    r"visit|call|look|find|touch|use)\b(?: \w+){0,2}",
    re.IGNORECASE,
)
BRIEF = 5  # words of a clause that says little beside a title


class Options:
    """Reads the options among the phrases of one clause."""

    def __init__(self, clause: Clause) -> None:
        """Keep the clause."""
        self._clause = clause

    def read(self, targets: Sequence[Target], hit: Hit, quote: str, unwanted: bool) -> bool:
        """The act of an option; whether the phrase is read with it."""
        name, led = beside.led(self._clause, targets, hit)
        if name is not None and self._clause.negation(name.start, name.end) is not None:
            return True  # "no mirror in Lyon": the place of what is not wanted
        targets = led or self.sorted_out(targets)
        unwanted = unwanted or self._shut_out(hit)
        if self._purpose_of_a_thing(targets, hit):
            return True
        if not unwanted and self._in_a_row(targets, hit):
            return True
        paths = {t.path for t in targets}
        several = len(targets) > 1 and not self._clause.inside(targets[0].path)
        if len(paths) == 1 and (several or self._in_passing(targets[0], hit)):
            if not unwanted and (several or not self._said(targets[0].path)):
                self._clause.reading.add(Narrow(targets[0].path, tuple(t.value for t in targets), quote))
            return True
        called = len({t.path for t in targets}) > 1 and fragments.called(self._clause, targets, hit.start, hit.end)
        if not unwanted and not called and (each := list(of_several(self._clause, targets, hit, quote))):
            for act in each:
                self._clause.reading.add(act)
            return True
        target = self._meant(targets, hit)
        found = self._clause.form.at(target.path) if target else None
        if target is None or found is None or not self._clause.is_around(target.path):
            return False
        if self._loose(found, target, hit) or self._of_something_else(hit):
            return False
        if unwanted:
            self._unwanted_option(found, target, quote)
        else:
            self._wanted_option(found, target, hit, quote)
        return True

    def _shut_out(self, hit: Hit) -> bool:
        """ "the public must never get to it": who is called by an option and may not come is not wanted."""
        return _SHUT_OUT.match(self._clause.span.text, hit.end - self._clause.span.start) is not None

    def _wanted_option(self, found: Field, target: Target, hit: Hit, quote: str) -> None:
        if found.kind is Kind.ARRAY:
            self._clause.reading.add(Add(target.path, target.value, quote))
        elif not holds_already(self._clause, found, target.value, hit.start, hit.end):
            correction = self._clause.corrects
            self._clause.reading.add(Set(target.path, target.value, quote, 1.0 if hit.exact else 0.8, correction))

    def _said(self, path: str) -> bool:
        """Whether the user said already what stands at a place."""
        held = self._clause.view.values.get(path)
        here = any(isinstance(act, Set) and act.path == path for act in self._clause.reading.acts)
        return here or (held is not None and held.source == "user")

    def _in_a_row(self, targets: Sequence[Target], hit: Hit) -> bool:
        """ "in Japan and Singapore": places of one field side by side; which, the user says. The row is read once."""
        paths = {t.path for t in targets}
        found = self._clause.form.at(targets[0].path) if len(paths) == 1 else None
        if found is None or found.kind is Kind.ARRAY or not any(e.nearest for e in found.elsewhere):
            return False
        row, values = [hit], [t.value for t in targets]
        for after in (h for h in self._clause.hits if h.start > hit.end):
            its = [t for t in self.sorted_out([t for t in after.targets if t.means is Means.OPTION]) if t.path in paths]
            if not its or _ROW.fullmatch(self._clause.text(row[-1].end, after.start)) is None:
                break
            if {str(t.value) for t in its} < {str(v) for v in values}:
                return False  # "Canada, Toronto"
            if self._clause.negation(after.start, after.end) is not None:
                return False  # "Tokyo, Singapore is too near"
            row.append(after)
            values += [t.value for t in its]
        if len(row) < 2:
            return False
        self._clause.taken += [(h.start, h.end) for h in row]
        quote = self._clause.text(hit.start, row[-1].end)
        self._clause.reading.add(Narrow(found.path, tuple(dict.fromkeys(values)), quote))
        return True

    def _meant(self, targets: Sequence[Target], hit: Hit) -> Target | None:
        """The one meaning of an option that its place tells, else the one outside of all things, else the only one."""
        target, paths = self._belonging(targets, hit), {t.path for t in targets}
        outer = [t for t in targets if not self._clause.inside(t.path)]
        if target is None and len({t.path for t in outer}) == 1 and len(paths) > 1:
            return outer[0]
        if target is None:
            return targets[0] if len(paths) == 1 and self._telling(targets[0], hit) else None
        return target

    def _belonging(self, targets: Sequence[Target], hit: Hit) -> Target | None:
        """Whose option it is: that of the question, what its place tells, what is nearest."""
        asked = self._clause.view.question
        components = all(self._clause.inside(t.path) for t in targets)
        answers = asked is not None and any(t.path in (asked.path, asked.about) for t in targets)
        if not components or answers:
            return self._clause.pick(targets, hit.start)
        if len({t.path for t in targets}) > 1:
            if (linked := self._clause.linked(targets, hit.start)) is not None:
                return linked
            if fragments.of_another(self._clause, targets, hit.start, hit.end):
                return None
            called = fragments.called(self._clause, targets, hit.start, hit.end)
            if called is not None:
                return called[0] if len({t.path for t in called}) == 1 else None
        first = fragments.isolated(self._clause, targets, hit.start, hit.end)
        return (
            first
            or self._clause.pick(targets, hit.start)
            or fragments.belongs(self._clause, targets, hit.start, hit.end)
        )

    def _purpose_of_a_thing(self, targets: Sequence[Target], hit: Hit) -> bool:
        """ "a bucket for staging": what a thing is for decides nothing of the whole that was decided before."""
        before = self._clause.span.text[: hit.start - self._clause.span.start]
        things = (h for h in self._clause.hits if any(t.means is Means.COMPONENT for t in h.targets))
        named = any(
            re.fullmatch(r"\s+(?:for|as)(?: an?| the)?\s+", self._clause.text(h.end, hit.start)) for h in things
        )
        held = [self._clause.view.values.get(t.path) for t in targets if not self._clause.inside(t.path)]
        return bool(before) and named and any(v is not None and v.source == "user" for v in held)

    def _in_passing(self, target: Target, hit: Hit) -> bool:
        """ "an agency in Lyon", "patients in Texas": where they sit; "hosted in Lyon", an answer: where it runs."""
        asked, text = self._clause.view.question, self._clause.span.text
        if asked is not None and asked.path == target.path:
            return False
        found = self._clause.form.at(target.path)
        place = found is not None and any(e.nearest for e in found.elsewhere)
        theirs = place and is_where_people_are(text, hit.start - self._clause.span.start)
        return theirs or (target.guessed and HOSTED.search(text) is None)

    def _loose(self, found: Field, target: Target, hit: Hit) -> bool:
        """A word out of an option's longer title ("shared", of "shared network") that stands far from what it is of.

        Nor is a bare value of a detail meant where only its own word stands ("regional trains", of a routing).
        """
        said = norms(self._clause.text(hit.start, hit.end))
        asked = self._clause.view.question
        option = found.option(target.value)
        if option is None or said != norms(str(option.value)) or (asked and asked.path == target.path):
            return False
        partly = len(said) == 1 and said[0] in norms(option.title) and said != norms(option.title)
        named = any(t.means is Means.FIELD and t.path == target.path for h in self._clause.hits for t in h.targets)
        partly = partly and len(words(self._clause.span.text)) >= BRIEF
        return (partly or self._bare(found, option, hit)) and not named

    def _bare(self, found: Field, option: Option, hit: Hit) -> bool:
        """Whether one everyday word is all that names an option of a detail of which nothing else is said."""
        said = norms(self._clause.text(hit.start, hit.end))
        detail = found.importance in (Importance.NORMAL, Importance.LOW) and not found.required
        if not detail or len(said) > 1 or self._clause.inside(found.path):
            return False
        above = parent(found.path)
        beside = (t.path for h in self._clause.hits if h.start != hit.start for t in h.targets)
        told = (act.path for act in self._clause.reading.acts if isinstance(act, (Set, Add)))
        named = any(path != found.path and below(path, above) for path in (*beside, *told))
        alone = stands_alone(self._clause, found, hit) or self._replaces(found, option, hit)
        return not (alone or named or said in {norms(name) for name in option.aliases})

    def _replaces(self, found: Field, option: Option, hit: Hit) -> bool:
        """ "radio instead of the cable": what goes is told by another option's name or by what that one means."""
        match = _INSTEAD.match(self._clause.span.text, hit.end - self._clause.span.start)
        others = [o for o in found.options if o.value != option.value]
        known = roots(" . ".join(text for o in others for text in (str(o.value), o.title, o.means)))
        return match is not None and bool(roots(match["gone"]) & (known - roots(option.means)))

    def _of_something_else(self, hit: Hit) -> bool:
        """ "our load test broke it": a kind of test, not where the thing runs."""
        return kind_of_test(
            self._clause.text(self._clause.span.start, hit.start), self._clause.text(hit.start, hit.end)
        )

    def sorted_out(self, targets: Sequence[Target]) -> Sequence[Target]:
        """A place name that is a region and a residency: the words around it tell which was meant."""
        roots = {t.path for t in targets if not self._clause.inside(t.path)}
        roots = {p for p in roots if ".0." not in p} or roots  # an entry's own place is named with the entry
        targets = [t for t in targets if t.path in roots] if len(roots) == 1 else targets
        if len(roots) < 2:
            return targets
        asked = self._clause.view.question
        here = [t for t in targets if asked is not None and t.path == asked.path]
        if here:
            return here
        stays = RESIDENCE.search(self._clause.span.text) is not None
        fields = {p: f for p in roots if (f := self._clause.form.at(p)) is not None}
        required = [p for p, f in fields.items() if f.required]
        chosen = [p for p in roots if (p in required) != stays] or list(roots)
        return [t for t in targets if t.path == min(chosen)]

    def _telling(self, target: Target, hit: Hit) -> bool:
        """A phrase that can mean nothing else: several words or marks, or its component is in use."""
        text = self._clause.text(hit.start, hit.end)
        component = self._clause.form.component_of(target.path)
        return (
            len(words(text)) > 1
            or "_" in text
            or (component is not None and self._clause.in_use(component.path) and len(text) > 5)
            or (component is not None and len(text) > 5 and self._goes_on(component, hit))
        )

    def _goes_on(self, component: Field, hit: Hit) -> bool:
        """ "a Redis with 10 gigabytes and a replica": the part is the last that was named, nothing else stands between.

        In a sentence without any part it is the one spoken of before: "Redis. 16 GB, with a replica".
        """
        before = [h for h in self._clause.hits if h.end <= hit.start]
        things = [h for h in before if any(t.means in (Means.COMPONENT, Means.PART) for t in h.targets)]
        if not things:
            return self._clause.reading.component == component.path
        its = any(below(t.path, component.path) for t in things[-1].targets)
        between = self._clause.text(things[-1].end, hit.start)
        return its and re.search(r"\bfor\b|[.;:]", between) is None

    def _unwanted_option(self, found: Field, target: Target, quote: str) -> None:
        others = [o.value for o in found.options if o.value != target.value]
        if found.kind is not Kind.ARRAY and len(others) == 1 and _EXCEPTING.match(quote):
            return  # "except in the test environment" says nothing of where the rest is
        if found.kind is not Kind.ARRAY and len(others) == 1:
            self._clause.reading.add(Set(target.path, others[0], quote))
        else:
            self._clause.reading.add(Reject(target.path, target.value, quote))
