"""Sentences that ask back, as Question acts. A question never writes anything."""

import re
from collections.abc import Sequence

from maestro.domain.acts import Choose, Question, Topic, WishFor
from maestro.domain.conversation import View
from maestro.domain.json import below
from maestro.understanding.english import grammar
from maestro.understanding.english.grammar import STOP, everyday
from maestro.understanding.english.telling import roots
from maestro.understanding.english.text import Span, norms
from maestro.understanding.replies.answers import place_of
from maestro.understanding.stance.starts import named
from maestro.understanding.vocabulary.lexicon import Hit, Means, Target

_FIRST_TWO = re.compile(r"\b(?:first|top|these|those|the) two\b|\bboth\b|\bthe two\b", re.IGNORECASE)
_THE_TWO = re.compile(r"\b(?:the two|both|them|each other|environments?|stages)\b", re.IGNORECASE)
_PLACES = re.compile(r"\b(?:first|second|third|fourth|fifth|[1-9])\b", re.IGNORECASE)
_ROOT = 5  # letters that two forms of a word share

_POINTING = re.compile(r"\b(?:it|this|that|these|those|mean|here)\b", re.IGNORECASE)
_REASON = re.compile(r"\W*(?:(?:but|and|so|ok(?:ay)?)\W+)?why\b", re.IGNORECASE)
_POINTED = re.compile(
    r"\b(?:need|want|use|mean|have|do|take|about|of|for|with|is|was|are|by)\s+(?:it|this|that|these|those)\b",
    re.IGNORECASE,
)
_STARTS = re.compile(r"\b(?:blueprints?|scenarios?|templates?|start(?:s|ing points?)?)\b", re.IGNORECASE)
_TOLD = re.compile(  # what one gets by talking
    r"\W*(?:and |so |then |ok(?:ay)?,? |also )?"
    r"(?:can|could|may|might|would|will) (?:you|we|i) (?:please |maybe |just )?"
    r"(?:get|have|give|take|make)(?: me| us)?(?: (?:an?|some|the))?(?: \w+)? (?:look|overview|price|quote|idea|"
    r"question|explanation|example|word|talk|chat|description|summary|answer|hint|advice|opinion|estimate)\b|"
    r"\W*(?:would|is|will) it be (?:possible|ok(?:ay)?|fine) (?:to|if you(?: could)?) "
    r"(?:explain|tell|describe|show|know|see)\b",
    re.IGNORECASE,
)
_OF_THE_TALK = (Topic.NEXT, Topic.LEFT, Topic.LATER, Topic.RECOMMENDED, Topic.REPEAT, Topic.SHOW)


_STATED_AFTER = re.compile(  # "I don't know what your regions are called, but it should be in the Netherlands"
    r"\s*(?:\w+,? ){0,2}?(?:i|we)(?:'m| am|'re| are)? (?:don'?t|do not|not|can(?:no|')t) "
    r"(?:know|understand|sure|tell|say|certain)\b[^.;!?]{0,80}?(?:,? but|,? however|;|:| - )\s+"
    r"(?P<stated>[^.;!?]*?\b(?:should|must|needs?|has to|have to|wants?|'d like|would like|ought to|shall|will be)\b)",
    re.IGNORECASE,
)


def stated_after(span: Span) -> Span | None:
    """What a sentence states behind words of not knowing; None where it asks, or states nothing."""
    match = None if span.ask else _STATED_AFTER.match(span.text)
    if match is None or grammar.ASKING.match(match["stated"]):
        return None
    place = match.start("stated")
    return Span(" " * place + span.text[place:], span.start, span.ask)


def is_question(span: Span) -> bool:
    """Whether a sentence asks back; a polite request ("could you add ...") does not."""
    if grammar.POLITE_REQUEST.match(span.text) and not (span.ask and _of_the_talk(span.text)):
        return False
    starts = grammar.ASKING.match(span.text) is not None
    if (not starts and _REQUESTED.search(span.text)) or stated_after(span) is not None:
        return False
    return span.ask if not starts else span.ask or grammar.UNMARKED.match(span.text) is not None


def _of_the_talk(text: str) -> bool:
    """ "can I change it later?", "could I get a quote for it?": asked of the conversation, no request."""
    return _TOLD.match(text) is not None or any(
        pattern.search(text) for name, pattern in grammar.TOPICS if name in (Topic.LATER, Topic.NEXT)
    )


def question(span: Span, hits: Sequence[Hit], view: View) -> Question:
    """What a sentence asks for, about the first thing that it names (else about the open question)."""
    target = _about(_named(span, hits, view), view)
    topic = _topic(span, target)
    scenarios = [s.id for s, _, _, sure in named(span.text, view.form) if sure or topic is Topic.COMPARE]
    if topic is Topic.COMPARE and not scenarios and target is None:
        scenarios = _by_number(span.text, view)
    if topic in (Topic.WHAT, Topic.ENTAILS) and target is not None and (size := _stepped(span.text, target, view)):
        return Question(Topic.OPTIONS, size, quote=span.text.strip())
    place = view.form.environment if len(view.environments) > 1 else None
    between = target is None and not scenarios and _THE_TWO.search(span.text) is not None
    if topic is Topic.COMPARE and place is not None and (between or (target is not None and target.path == place.path)):
        return Question(Topic.COMPARE, place.path, quote=span.text.strip())
    if topic is Topic.COMPARE and not scenarios and target is None and (here := _options_asked(span, view)):
        return Question(Topic.OPTIONS, here, None, span.text.strip())
    if len(scenarios) > 1 or (topic is Topic.COMPARE and (scenarios or target is None)):
        return Question(Topic.COMPARE, "scenario", scenarios, span.text.strip())
    if scenarios and topic not in _OF_THE_TALK:
        return Question(topic, "scenario", scenarios[0], span.text.strip())
    if topic is Topic.COMPARE:
        topic = Topic.OPTIONS
    if topic is Topic.NEXT and target is not None and span.text.lstrip().lower().startswith("what"):
        topic = Topic.ENTAILS
    if topic in _OF_THE_TALK:
        return Question(topic, quote=span.text.strip())
    if topic is Topic.REPEAT and target is not None and len(hits) > 1:
        topic = Topic.WHAT
    target = target or _described(span, view, whole=topic is Topic.CAN) or _whereabouts(span, view)
    found = view.form.at(target.path) if target else None
    if topic in (Topic.WHAT, Topic.CAN) and found is not None and found.options and grammar.WHICH.match(span.text):
        topic = Topic.OPTIONS
    return _of_target(span, hits, topic, target, view)


def _by_number(text: str, view: View) -> list[str]:
    """ "What is the difference between the first two?": the starting points on offer that are meant by their places."""
    if view.question is None or view.question.path != "scenario":
        return []
    ids = [a.scenario for c in view.question.choices for a in c.acts if isinstance(a, Choose) and a.scenario]
    places = range(2) if _FIRST_TWO.search(text) else [place_of(m[0]) for m in _PLACES.finditer(text)]
    return [ids[n] for n in dict.fromkeys(places) if n < len(ids)]


def _stepped(text: str, target: Target, view: View) -> str:
    """ "What happens if we make the database larger?": the size of what is named."""
    root = view.form.component_of(target.path)
    if root is None or not (grammar.LARGER.search(text) or grammar.SMALLER.search(text)):
        return ""
    return next((f.refines for f in view.form.fields if f.refines and below(f.path, root.path)), "")


def _elsewhere(span: Span, topic: Topic, path: str) -> list[str] | None:
    """The words of a question that neither names nor points at anything: perhaps a policy tells of them."""
    if path or topic not in (Topic.WHAT, Topic.CAN):
        return None
    telling = [word for word in re.findall(r"[A-Za-z]{3,}", span.text) if not everyday(word)]
    return sorted(roots(" ".join(telling)) or roots(span.text)) or None


def _of_target(span: Span, hits: Sequence[Hit], topic: Topic, target: Target | None, view: View) -> Question:
    """A question of a topic about what it names: a part, a field, an option or several."""
    said, path = span.text.strip(), target.path if target else _meant(span, topic, view)
    value = target.value if target else _elsewhere(span, topic, path)
    if topic is Topic.MACHINES:
        return Question(topic, _component(hits) or _titled(span, view), value, said)
    if topic is Topic.KEPT:
        return Question(topic, path if target and target.means is not Means.OPTION else "", None, said)
    if topic is Topic.OPTIONS and target is not None and target.means is Means.OPTION:
        if other := _within(hits, target, view):
            return Question(topic, other, {target.path: target.value}, said)
        value = [t.value for h in hits for t in h.targets if t.path == target.path and t.means is Means.OPTION]
    return Question(topic, path, value, said)


def _topic(span: Span, target: Target | None) -> Topic:
    """What is asked of it. Machines are those of a size: where a field of them is named, its options are meant."""
    found = [Topic(name) for name, pattern in grammar.TOPICS if pattern.search(span.text)]
    sized = target is None or target.means in (Means.OPTION, Means.COMPONENT)
    kept = target is None or target.means is not Means.LACK
    allowed = {Topic.MACHINES: sized, Topic.KEPT: kept}
    return next((t for t in found if allowed.get(t, True)), Topic.WHAT)


def _within(hits: Sequence[Hit], target: Target, view: View) -> str:
    """ "which regions are in the EU?": the field whose options are asked for beside another's value."""
    paths = [t.path for h in hits for t in h.targets if t.means is Means.FIELD]
    fields = [found for path in paths if (found := view.form.at(path)) is not None and found.options and found.required]
    return fields[0].path if fields and target.path not in paths else ""


def _component(hits: Sequence[Hit]) -> str:
    """The part that is named, or the field of the one option that is."""
    parts = [t.path for h in hits for t in h.targets if t.means in (Means.COMPONENT, Means.PART)]
    options = {t.path for h in hits for t in h.targets if t.means is Means.OPTION}
    return parts[0] if parts else next(iter(options)) if len(options) == 1 else ""


def _titled(span: Span, view: View) -> str:
    """The one part whose title has a word of the question, where no name of a part is in it: "the cluster"."""
    words = roots(span.text)
    parts = [c.path for c in view.form.components if words & roots(c.title)]
    return parts[0] if len(parts) == 1 else ""


def asked_for(span: Span, hits: Sequence[Hit], view: View) -> Question | WishFor:
    """A question; a wish where it asks politely, at its end, for what the factory lacks: "can you bring those too?"."""
    tail = span.text.rpartition(",")[2]
    lacks = [t for hit in hits for t in hit.targets if t.means is Means.LACK]
    if lacks and tail != span.text and grammar.POLITE_REQUEST.match(tail):
        return WishFor(str(lacks[0].value), span.text.strip()[:200])
    return question(span, hits, view)


def _options_asked(span: Span, view: View) -> str:
    """The open question's field, where "what is the difference?" can only be about its options."""
    found = view.form.at(view.question.path) if view.question is not None else None
    return found.path if found is not None and found.options and not _STARTS.search(span.text) else ""


def _meant(span: Span, topic: Topic, view: View) -> str:
    """What a question means that names nothing: what is asked for, where it points there."""
    asked = view.question
    words = span.text.split()
    if _PRICE_OF_IT.search(span.text) and _POINTING.search(span.text) and view.form.at(view.recent) is not None:
        return view.recent
    points = _POINTING.search(span.text) is not None and len(words) < _LONG
    if topic is not Topic.WHAT or asked is None or not (points or len(words) < _TERSE):
        return ""
    return asked.about or asked.path


_REQUESTED = re.compile(r",\s*(?:would|could|can|will) you(?: please| kindly)?\s*\?\s*$", re.IGNORECASE)
_HOW = re.compile(r"\bhow\s+$", re.IGNORECASE)  # "how big is it?" names no size
_WHERE = re.compile(
    r"\W*(?:(?:and|but|so)\W+)?where\b.*\b(?:is|are|be|lies?|lives?|stored?|runs?|sits?|kept|located|hosted|stays?)\b",
    re.IGNORECASE,
)
_PRICE_OF_IT = re.compile(
    r"\b(?:draw-?backs?|down-?sides?|disadvantages?|catch|risks?|consequences?|trade-?offs?|cons|snags?|implications?|"
    r"what (?:would|does|will|do) (?:that|this|it) (?:mean|entail|cost us))\b",
    re.IGNORECASE,
)
_LONG = 8  # words of a question that asks for more than what "this" is
_TERSE = 4  # words of a question that can only be about what is asked


def _named(span: Span, hits: Sequence[Hit], view: View) -> Sequence[Hit]:
    """What a question names; a loose word for another field's value names nothing where it points: "need that"."""
    hits = [h for h in hits if not _HOW.search(span.text[: h.start])]
    if view.question is None:
        return hits
    here = (view.question.path, view.question.about)
    if _POINTED.search(span.text) is None:
        things = [h for h in hits if any(t.means is not Means.OPTION for t in h.targets)]
        return things if things and _REASON.match(span.text) else hits
    return [h for h in hits if any(t.means is not Means.OPTION or t.path in here for t in h.targets)]


def _about(hits: Sequence[Hit], view: View) -> Target | None:
    """The most telling target: the one that the open question is about, else the most concrete."""
    targets = [t for h in hits for t in h.targets]
    if not targets:
        return None
    asked = view.question
    here = [t for t in targets if asked is not None and t.path == asked.path]
    rank = {
        Means.OPTION: 0,
        Means.SCENARIO: 0,
        Means.LACK: 1,
        Means.OTHER: 1,
        Means.PART: 2,
        Means.FIELD: 2,
        Means.FLAG: 2,
        Means.COMPONENT: 3,
    }
    first = min(here or targets, key=lambda t: rank[t.means])
    inner = (
        t for t in here or targets if t.means is Means.FIELD and below(t.path, first.path) and t.path != first.path
    )
    return next(inner, first) if first.means in (Means.PART, Means.COMPONENT) else first


def _described(span: Span, view: View, *, whole: bool) -> Target | None:
    """The one field whose title and description use most of the question's words: "how long are they kept?".

    `whole`: all of them, since it is asked whether there is such a thing.
    """
    asked = {w for w in norms(span.text) if w not in STOP and len(w) > 3}
    told = {f.path: {w for w in norms(f"{f.title} {f.description}") if w not in STOP} for f in view.form.fields}
    counts = {path: sum(1 for a in asked if any(_alike(a, w) for w in words)) for path, words in told.items()}
    most = max(counts.values(), default=0)
    best = [path for path, count in counts.items() if count == most]
    if not most or len(best) > 1 or most * (1 if whole else 2) < len(asked):
        return None
    return Target(Means.FIELD, best[0])


def _whereabouts(span: Span, view: View) -> Target | None:
    """ "Where will our data be?" asks for the field whose values are places."""
    place = next((f for f in view.form.fields if f.elsewhere and _WHERE.match(span.text)), None)
    return Target(Means.FIELD, place.path) if place is not None else None


def _alike(word: str, other: str) -> bool:
    """The same word in another form: keep and keeps, reach and reaches."""
    return word == other or (min(len(word), len(other)) >= _ROOT and word[:_ROOT] == other[:_ROOT])
