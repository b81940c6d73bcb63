"""Everyday words that also name a part of a system: pods of coffee, the hive of the bees, a queue of people.

The factory has such a word, but so has everybody's day. It is read where something says that the part is meant: a wish,
a list of parts, a word of computing beside it, its standing alone. Elsewhere it is a word of somebody's trade.
"""

import re

from maestro.domain.json import below
from maestro.understanding.english import grammar
from maestro.understanding.english.text import norms, words
from maestro.understanding.stance.stories import follows_noun, of_a_trade
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Hit, Means

_THINGS = (Means.COMPONENT, Means.PART)
_BRIEF = 4  # words of a clause that is an answer or a list more than a sentence
_LIKENING = (  # words that may stand between a determiner and the word
    r"(?:(?:small|big|large|little|tiny|huge|fast|quick|simple|proper|single|separate|managed|shared|own|real|"
    r"good|nice|"
    r"cheap|decent|reliable|secure|safe|central|new|extra|additional|dedicated|modest|plain|ordinary|kind of|sort of|"
    r"type of|bit of|in-memory|one|two|three|four|five|\d+(?: ?[gm]b)?)\s+)*"
)
_WANTING = re.compile(
    r"\b(?:needs?|wants?|requires?|require|would like|'d like|like to have|prefer|uses?|using|use|add|adding|"
    r"adds|give|get|"
    r"gets? (?:us|me)|have|has|having|take|put|set up|create|make|provide|provision|deploy|order|ask(?:ing)? for|"
    r"looking for|look for|could do with|can do with|along with|together with|go for|plus|with|via|through|over|into|"
    r"behind|based on|built on|on top of|run(?:s|ning)? (?:on|in)|hosted (?:on|in)|including|includes?|is|are|be|it's|"
    r"want it (?:on|in)|on|in|to|from|for|by|maybe|perhaps|also|no|without|drop|remove|skip|cancel|bigger|"
    r"larger|double)\s+"
    rf"(?:an?\s+|some\s+|our own\s+|any\s+|another\s+|also\s+|us an?\s+|me an?\s+|both\s+)?{_LIKENING}$",
    re.IGNORECASE,
)
_BY_DETERMINER = re.compile(rf"\b(?:an?|some|one|another|our own)\s+{_LIKENING}$", re.IGNORECASE)
_OF_SOMEBODY = re.compile(  # "we hide caches", "the pickers fill each pod": what people do by hand
    r"\b(?:we|i|you|they|he|she|who|people|[a-z]{2,}[^s\W]s)\s+(?:\w+ly\s+|also\s+|all\s+)?(?P<verb>[a-z]+)\s+"
    rf"(?:(?:an?|the|our|their|some|many|all|each|every|more|new|old)\s+)*{_LIKENING}$",
    re.IGNORECASE,
)
_WISHING = grammar.FUNCTION | frozenset(
    norms(
        "need want require use have like prefer take get put add give order deploy run host operate plan choose pick "
        "expect see think mean love understand could would should will can must do also really just still set build "
        "create ask wish call keep know"
    )
)
_RARE = frozenset(norms("cache lambda"))  # hardly ever said of anything else with an article
_OF_WHAT = re.compile(r"(?:pods?|hives?|topics?|secrets?|sessions?|sparks?)\s+of\s+(?!\d)", re.IGNORECASE)
_THE = re.compile(r"\b(?:the|our|its|your)\s+$", re.IGNORECASE)
_CONTENTS = frozenset(norms("password token session domain topic secret key trigger"))  # what is kept, not its keeper
_KEPT_IN = re.compile(
    r"\b(?:somewhere|place|safe|spot|home|store|storage|room|keep|kept|store|hold|holds|put)\b(?: \w+)?"
    r"(?:\s+(?:for|to (?:keep|put|store|hold)))?\s+(?:all\s+)?(?:the|our|my|their|its|your|some)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"\b(?:each|every|which|whose|per|many)\s+(?:(?:single|new|other|such|last|of (?:the|our|these|those))\s+)?$|"
    r"\b(?:stands?|standing|waits?|waiting|sits?|sitting|lives?|living|hides?|hidden|sleeps?)\s+(?:\w+\s+)?in\s+"
    r"(?:(?:an?|the|our|their)\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
_WISHED = re.compile(
    r"\s*[:=]|\s*(?:(?:(?:should be|is to be|be|is) )?(?:called|named)\b)|\s+(?:(?:is|are|=)\s+)?[`'\"]?\w+[-_.]\w|"
    r"\s*(?:(?:is|are|'s|was)\s+(?:also\s+|really\s+)?(?:needed|required|wanted|necessary|a must|enough|"
    r"sufficient|fine|"
    r"planned|missing|essential)|(?:would|should|must|shall|has to|have to|needs? to|will|may|can)\b|please\b|"
    r"too\b|as well\b|"
    r"(?:needed|required|wanted|preferred)\b|in front\b|in between\b|between\b)",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"[\s,/&+|•*-]*(?:\b(?:and|or|plus|with|a|an|the|one|some|our|maybe|also)\b[\s,/&+|-]*)*", re.IGNORECASE
)
_PARTS = frozenset(
    norms(
        "job server service system layer space instance node cluster store storage bucket class size memory "
        "name worker streaming environment processing thing account policy rule software technology engine manager "
        "broker database batch script application app api function management handling capacity disk data message "
        "event solution tier"
    )
)
_OBJECT = frozenset(
    ("the", "our", "a", "an", "all", "each", "every", "it", "them", "my", "their", "up", "down", "out", "away")
)
_AND = re.compile(r"(?:\b(?:and|plus)|[,+&])\s*(?:(?:an?|some|one|the|also)\s+)*$", re.IGNORECASE)
_ROOTS = frozenset(word.removesuffix("e") for word in grammar.HOMOGRAPHS)
_QUEUED = re.compile(
    r"\b(?:i|we|he|she|they|you|who|people|customers|visitors|guests|folks|fans)\s*"
    r"(?:\s(?:have|had|has|all|always|once|both)|'ve|'d)*\s+$",
    re.IGNORECASE,
)
_STARTS = re.compile(
    r"(?:^|[.:;!?(\n•*–—]|(?<!\w)-)\s*(?:(?:and|plus|also|then|so|ok|yes|well|please|hi|hello)\s+)?"
    r"(?:(?:just|only|also|simply|merely)\s+)?(?:(?:an?|one|two|three|four|five|\d+)\s+)?$",
    re.IGNORECASE,
)
_PRODUCT = re.compile(r"[a-z,)\d]\s+$")


def in_everyday_sense(clause: Clause, hit: Hit) -> bool:
    """Whether a word that also names a part is only a word of every day here."""
    text, start, end = clause.span.text, hit.start - clause.span.start, hit.end - clause.span.start
    said = norms(text[start:end])
    if len(said) == 1 and said[0].removesuffix("d").removesuffix("e") in _ROOTS and _QUEUED.search(text, 0, start):
        return True  # "I have queued for two hours"
    if len(said) != 1 or said[0] not in grammar.HOMOGRAPHS or not any(t.means in _THINGS for t in hit.targets):
        return False
    if _known(clause, hit) or len(words(text)) < _BRIEF or clause.negation(hit.start, hit.end) is not None:
        return False
    if _of_another_noun(clause, hit):
        return True
    if _EACH.search(text, 0, start) is not None or _OF_WHAT.match(text, start) is not None or _by_hand(text, start):
        return True
    return not _is_meant(clause, hit)


def _known(clause: Clause, hit: Hit) -> bool:
    """Whether the part is asked for, in use, or named by another word as well."""
    roots = [r.path for t in hit.targets if (r := clause.form.component_of(t.path)) is not None]
    asked = clause.view.question
    paths = [asked.path, asked.about] if asked is not None else []
    told = [getattr(act, "path", "") for act in (*clause.reading.before, *clause.reading.acts)]
    beside = [{t.path for t in h.targets} for h in clause.hits if h != hit and not _weak(clause, h)]
    named = any(all(below(p, r) for p in its) for its in beside for r in roots)
    return named or any(clause.in_use(r) or any(below(p, r) for p in (*paths, *told) if p) for r in roots)


def _weak(clause: Clause, hit: Hit) -> bool:
    said = norms(clause.text(hit.start, hit.end))
    return len(said) == 1 and said[0] in grammar.HOMOGRAPHS


def _of_another_noun(clause: Clause, hit: Hit) -> bool:
    """ "spark plugs", "storage units", "The Secret Garden": it only tells of what kind another thing is."""
    text, start, end = clause.span.text, hit.start - clause.span.start, hit.end - clause.span.start
    after = re.match(r"[\s-]+([A-Za-z]{2,})(?:\s+(\w+))?", text[end:])
    if after is None or any(h.start >= hit.end and not clause.text(hit.end, h.start).strip(" -") for h in clause.hits):
        return False
    if of_a_trade(text, start, end):
        return True
    following = norms(after[1])[0]
    if following in _PARTS or following in grammar.PRODUCT or following in grammar.COMPUTING:
        return False
    verb = after[1].endswith("s") and (after[2] or "").lower() in _OBJECT
    capital = text[start].isupper() and _PRODUCT.search(text, 0, start) is not None and after[1].islower()
    return follows_noun(text, end) and not (verb or capital)


def _by_hand(text: str, start: int) -> bool:
    """Whether somebody does something with it that nobody does with a part of a system."""
    match = _OF_SOMEBODY.search(text, 0, start)
    return match is not None and norms(match["verb"])[0] not in _WISHING


def _is_meant(clause: Clause, hit: Hit) -> bool:
    """Whether something says that the part of a system is meant."""
    text, start, end = clause.span.text, hit.start - clause.span.start, hit.end - clause.span.start
    if (
        _WANTING.search(text, 0, start)
        or _KEPT_IN.search(text, 0, start)
        or _WISHED.match(text, end)
        or _STARTS.search(text, 0, start)
    ):
        return True
    if text[start].isupper() and _PRODUCT.search(text, 0, start) is not None:
        return True
    word = norms(text[start:end])[0]
    if word in _RARE and _THE.search(text, 0, start) is not None:
        return True
    a_thing = word not in _CONTENTS and _BY_DETERMINER.search(text, 0, start) is not None
    if a_thing and re.match(r"\s*(?:is|are|has|holds?|was)\b", text[end:]) is None:
        return True
    near = re.search(r"([\w-]+)\s+$", text[:start])
    if near is not None and (set(norms(near[1])) & (grammar.PRODUCT | grammar.COMPUTING | _PARTS)):
        return True
    others = [h for h in clause.hits if h != hit and not _weak(clause, h)]
    first = (h for h in others if h.end <= hit.start and any(t.means in _THINGS for t in h.targets))
    if _AND.search(text, 0, start) is not None and any(first):
        return True
    beside = ((h.end, hit.start) if h.end <= hit.start else (hit.end, h.start) for h in others)
    return any(_LISTED.fullmatch(_without_weak(clause, low, high)) is not None for low, high in beside)


def _without_weak(clause: Clause, low: int, high: int) -> str:
    """The words between two parts, without others of a list that are everyday words as well."""
    text = clause.text(low, high)
    for hit in (h for h in clause.hits if low <= h.start and h.end <= high and _weak(clause, h)):
        text = text[: hit.start - low] + " " * (hit.end - hit.start) + text[hit.end - low :]
    return text
