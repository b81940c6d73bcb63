"""Sentences that ask back, as Question acts. A question never writes anything."""

from collections.abc import Sequence

from maestro.domain.acts import Question, Topic
from maestro.domain.conversation import View
from maestro.understanding import grammar
from maestro.understanding.lexicon import Hit, Means, Target
from maestro.understanding.text import Span


def is_question(span: Span) -> bool:
    """Whether a sentence asks back; a polite request ("could you add ...") does not."""
    if grammar.POLITE_REQUEST.match(span.text):
        return False
    starts = grammar.ASKING.match(span.text) is not None
    return span.ask if not starts else span.ask or grammar.UNMARKED.match(span.text) is not None


def question(span: Span, hits: Sequence[Hit], view: View) -> Question:
    """What a sentence asks for, about the first thing that it names (else about the open question)."""
    target = _about(hits, view)
    topic = next((Topic(name) for name, pattern in grammar.TOPICS if pattern.search(span.text)), Topic.WHAT)
    scenarios = [t.value for h in hits for t in h.targets if t.means is Means.SCENARIO]
    if topic is Topic.COMPARE or len(scenarios) > 1:
        return Question(Topic.COMPARE, "scenario", scenarios, span.text.strip())
    if topic is Topic.REPEAT and target is not None and len(hits) > 1:
        topic = Topic.WHAT
    path = target.path if target else ""
    value = target.value if target else None
    return Question(topic, path, value, span.text.strip())


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
        Means.PART: 2,
        Means.FIELD: 2,
        Means.FLAG: 2,
        Means.COMPONENT: 3,
    }
    return min(here or targets, key=lambda t: rank[t.means])
