"""Sentences that ask back, as Question acts. A question never writes anything."""

import re
from collections.abc import Sequence

from maestro.domain.acts import Question, Topic
from maestro.domain.conversation import View
from maestro.understanding import grammar
from maestro.understanding.lexicon import Hit, Means, Target
from maestro.understanding.text import Span

_TOPICS: tuple[tuple[Topic, re.Pattern[str]], ...] = tuple(
    (topic, re.compile(pattern, re.IGNORECASE))
    for topic, pattern in (
        (Topic.LEFT, r"\bwhat(?:'s| is| else is| do you)? (?:still )?(?:left|missing|open|needed|need|outstanding)|still (?:need|missing|open)|how (?:much|many)(?: \w+)? (?:is |are )?(?:left|more|to go|remain)|are we (?:done|there|finished)|what else do you need|anything else you need"),
        (Topic.SHOW, r"\b(?:what do we have|show me (?:what|the (?:table|blueprint|request|current))|where are we|what(?:'s| is) (?:the )?(?:current )?(?:status|state|set)|summar|recap|so far\?)"),
        (Topic.REPEAT, r"\b(?:repeat|say (?:that|it) again|what was (?:the|your) question|pardon|come again|what did you ask)"),
        (Topic.COMPARE, r"\b(?:compare|difference|differ|versus|vs\.?|better than|pros and cons)\b"),
        (Topic.SOURCE, r"\b(?:where (?:does|did|do|is)\b.*\b(?:from|come)|who (?:set|chose|decided|said)|why is (?:it|that|the .{1,30}) (?:set|on|off|there)|how come|did i say)\b"),
        (Topic.WHY, r"\b(?:why|what for|reason for|what do you need (?:it|that|this) for)\b"),
        (Topic.STRONGER, r"\b(?:is there|do you have|can (?:i|we) (?:get|have)|got)\b.*\b(?:stronger|bigger|larger|faster|more powerful|beefier|higher)\b"),
        (Topic.OPTIONS, r"\b(?:which|what)(?: \w+){0,3} (?:options|choices|sizes|regions|tiers|types|versions|packs|values|machines?|blueprints|scenarios|alternatives)\b|\b(?:options|choices)\b|\bwhat can (?:i|we) (?:choose|pick|take)|\blist\b|\bwhich (?:ones?|are there|do you (?:have|offer|support))|\bwhat (?:are|is) (?:possible|available|there)|\bwhat (?:\w+ )?(?:regions|sizes|packs|blueprints)\b"),
        (Topic.CAN, r"\b(?:can (?:the|this|it|you|i|we|maestro)|could (?:you|we|i|it)|do(?:es)? (?:you|it|the factory|this|that)(?: \w+)? (?:support|have|offer|do|provide|allow|know|come|include)|is there|are there|is it possible|is .{1,40} (?:possible|supported|available|included)|do you (?:support|have|offer)|support)\b"),
        (Topic.ENTAILS, r"\bwhat (?:happens|changes|does .{1,40} (?:mean|change|imply|bring|enforce|entail|include|cost))|what(?:'s| is) (?:included|in it)|consequence"),
        (Topic.WHAT, r"\b(?:what|explain|tell me|describe|meaning|how|who|when)\b"),
    )
)  # fmt: skip


def is_question(span: Span) -> bool:
    """Whether a sentence asks back; a polite request ("could you add ...") does not."""
    if grammar.POLITE_REQUEST.match(span.text):
        return False
    starts = grammar.ASKING.match(span.text) is not None
    return span.ask if not starts else span.ask or _clearly(span.text)


def _clearly(text: str) -> bool:
    """Questions that people write without their mark."""
    return re.match(r"\s*(?:(?:so|and|ok|hmm+|wait|sorry),?\s+)*(?:what(?:'s| is| are| does| do)|why|which|how (?:much|many|do|does|big|is)|explain|compare|tell me (?:about|what|why)|where does|where did|describe|remind me|show me|list (?:the|all)|i (?:don'?t|do not) (?:know|understand) what)\b", text, re.I) is not None  # fmt: skip


def question(span: Span, hits: Sequence[Hit], view: View) -> Question:
    """What a sentence asks for, about the first thing that it names (else about the open question)."""
    target = _about(hits, view)
    topic = next((t for t, pattern in _TOPICS if pattern.search(span.text)), Topic.WHAT)
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
