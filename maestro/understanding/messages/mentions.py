"""What a clause says of the request: things named, wanted or not, values, quantities, identifiers -> acts."""

import re
from collections.abc import Sequence

from maestro.domain.acts import Narrow, Question, Set, Topic
from maestro.domain.blueprint import Source
from maestro.domain.conversation import View
from maestro.domain.form import Form
from maestro.domain.json import parent
from maestro.understanding.clauses import kinds
from maestro.understanding.clauses.called import names, wishes
from maestro.understanding.clauses.crafts import of_a_craft
from maestro.understanding.clauses.flags import Flags, switches
from maestro.understanding.clauses.forms import Forms
from maestro.understanding.clauses.happenings import happenings
from maestro.understanding.clauses.homographs import in_everyday_sense
from maestro.understanding.clauses.labels import Labels
from maestro.understanding.clauses.limits import limits
from maestro.understanding.clauses.machines import machines
from maestro.understanding.clauses.meanings import Meanings
from maestro.understanding.clauses.participles import told_by_verbs
from maestro.understanding.clauses.propernames import by_proper_name, proper_names
from maestro.understanding.clauses.reach import reached_only_from_inside
from maestro.understanding.clauses.refusals import refusals
from maestro.understanding.clauses.reread import reread
from maestro.understanding.clauses.shown import showable, shown
from maestro.understanding.clauses.spared import left_out_where, spared
from maestro.understanding.clauses.surviving import surviving
from maestro.understanding.clauses.uses import uses
from maestro.understanding.clauses.wanted import wanted
from maestro.understanding.english import grammar
from maestro.understanding.english.quantities import quantities
from maestro.understanding.english.text import Span, sentences, words
from maestro.understanding.lists.directory import Directory
from maestro.understanding.lists.entries import entries
from maestro.understanding.lists.enumerated import with_codes
from maestro.understanding.lists.items import Items
from maestro.understanding.lists.keyed import keyed as kept_by_kind
from maestro.understanding.lists.mapped import mapped
from maestro.understanding.lists.partnames import part_names
from maestro.understanding.messages.things import Things
from maestro.understanding.numbers.bounds import to_zero
from maestro.understanding.numbers.numbered import numbered
from maestro.understanding.numbers.spells import rates
from maestro.understanding.numbers.stretches import Stretches
from maestro.understanding.stance.negation import denies
from maestro.understanding.stance.realuse import real
from maestro.understanding.stance.stages import only_tried
from maestro.understanding.vocabulary.clause import Clause, Reading
from maestro.understanding.vocabulary.evident import Meant
from maestro.understanding.vocabulary.lexicon import Hit, Lexicon, Means, Target

_UNIT_LENGTH = 3  # letters of a unit that could be taken for something else
_CODE = re.compile(r"[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)+")


class Mentions:
    """Reads clauses with a lexicon."""

    def __init__(self, form: Form, lexicon: Lexicon) -> None:
        """Keep the phrases."""
        self._form = form
        self._lexicon = lexicon
        self._keyed = kept_by_kind(form)
        self._mapped = mapped(form)
        self._switches = switches(form)
        self._meant = Meant(form)
        self._names = proper_names(form)
        self._shown = showable(form)

    def hits(self, span: Span, *, unsure: bool = False) -> list[Hit]:
        """All phrases of a span with their places in the message; `unsure`: of how they are spelt."""
        unsure = unsure or grammar.UNSURE_SPELLING.search(span.text) is not None
        return list(self._lexicon.find(words(span.text, span.start), unsure=unsure))

    def named(self, said: str) -> frozenset[str]:
        """The components that a message names, wanted or not: by themselves, by an engine or by a field's long name."""
        hits = [hit for span in sentences(said) for hit in self.hits(span)]
        targets = [t for hit in hits for t in hit.targets]
        paths = [t.path for t in targets if t.means in (Means.COMPONENT, Means.PART)]
        long = (hit for hit in hits if " " in said[hit.start : hit.end])
        paths += [t.path for hit in long if (its := _of_one(self._form, hit)) for t in its]
        engines = {parent(t.path) for t in targets if t.means is Means.OPTION}
        paths += [path for path in engines if (found := self._form.at(path)) is not None and found.alternatives]
        return frozenset(root.path for path in paths if (root := self._form.component_of(path)) is not None)

    def resolved(self, span: Span, view: View) -> Sequence[Hit]:
        """The same, with the kinds of parts that stand for one in use."""
        return kinds.resolved(Clause(span, view, Reading(), self.hits(span)))

    def heading(self, span: Span, view: View) -> str | None:
        """The list that a line names for the lines below it: "Topics:"."""
        if not span.text.rstrip().endswith(":"):
            return None
        targets = [t.path for h in self.hits(span) for t in h.targets]
        return next((r for r, naming in view.form.rosters.items() if naming is not None and r in targets), None)

    def read(self, span: Span, view: View, reading: Reading) -> None:
        """Add the acts of one clause. What its form tells comes first: its parts are no words."""
        clause = Clause(span, view, reading, self.hits(span, unsure=reading.unsure))
        clause.hits = [h for h in clause.hits if not (in_everyday_sense(clause, h) or of_a_craft(clause, h))]
        clause.hits = kinds.resolved(clause)
        clause.hits = with_codes(clause)
        clause.note_components()
        forms, things, items = Forms(clause), Things(clause), Items(clause)
        labels = Labels(clause).values()
        keyed = [act for of in self._keyed for act in of.read(clause)]
        mapped = [*keyed, *(act for of in self._mapped for act in of.read(clause))]
        told = (*mapped, *Stretches(clause).read(), *Directory(clause).read())
        shaped = (*forms.shapes(), *told, *forms.identifiers(), *numbered(clause))
        for part in (
            refusals(clause),
            spared(clause),
            left_out_where(clause),
            kinds.unwanted(clause),
            shaped,
            items.read(),
            entries(clause),
            part_names(clause),
            labels,
            limits(clause),
            names(clause),
            wishes(clause),
            wanted(clause, self._meant),
        ):
            for act in part:
                reading.add(act)
        least = list(to_zero(clause))
        self._named_things(clause, things)
        forms.quantities()
        for act in (
            *least,
            *rates(clause),
            *happenings(clause),
            *surviving(clause),
            *reread(clause),
            *reached_only_from_inside(clause),
            *uses(clause),
            *machines(clause),
        ):
            reading.add(act)
        for more in (
            Flags(clause, self._switches).read(),
            told_by_verbs(clause),
            by_proper_name(clause, self._names),
            shown(clause, self._shown),
            Meanings(clause, self._meant).read(),
        ):
            for act in more:
                reading.add(act)
        for act in kinds.perhaps(clause):
            reading.add(act)
        tried = only_tried(view.form, span.text) or (None if span.ask else real(view.form, span.text))
        if tried is not None and not _decided(tried.path, view, reading):
            reading.add(tried)

    @staticmethod
    def _named_things(clause: Clause, things: Things) -> None:
        """Read each phrase that is no unit, no part of a code or an address, and was not read before."""
        span = clause.span
        measures = [q for q in quantities(span.text, span.start) if q.unit]
        for hit in clause.hits:
            measured = any(q.start < hit.end and hit.start < q.end for q in measures)
            rated = re.search(r"\d ?$", clause.text(span.start, hit.start)) is not None  # the GB of "40 GB/day"
            unit = (measured or rated) and hit.end - hit.start <= _UNIT_LENGTH
            read = clause.is_taken(hit.start, hit.end) or clause.in_address(hit.start, hit.end)
            read = read or denies(span.text, hit.start - span.start, hit.end - span.start)
            if not unit and not read and not _inside_a_code(span, hit):
                things.read(hit)


def _of_one(form: Form, hit: Hit) -> Sequence[Target]:
    """The fields that a phrase names, if they are of one component: "machine type" may be any one's."""
    its = [t for t in hit.targets if t.means in (Means.FIELD, Means.FLAG)]
    return its if len({root.path for t in its if (root := form.component_of(t.path)) is not None}) == 1 else ()


def _decided(path: str, view: View, reading: Reading) -> bool:
    """Whether the user said already what stands at a place."""
    held = view.values.get(path)
    said = any(isinstance(act, Set | Narrow) and act.path == path for act in (*reading.before, *reading.acts))
    return said or (held is not None and held.source == Source.USER)


def _inside_a_code(span: Span, hit: Hit) -> bool:
    """Whether a phrase is but a piece of a code with digits, such as another cloud's region or machine."""
    text, start, end = span.text, hit.start - span.start, hit.end - span.start
    code = next((m for m in _CODE.finditer(text) if m.start() <= start and end <= m.end()), None)
    return code is not None and (code.start(), code.end()) != (start, end) and re.search(r"\d", code[0]) is not None


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
