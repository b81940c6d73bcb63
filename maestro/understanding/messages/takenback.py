"""A part that a later clause takes back: "the wish list had a cluster on it, kindly strike that", "..., so skip it".

A pronoun as the object of a verb of dropping, or as the subject of a verb of going, stands for the thing named last.
What was said of that thing in between goes with it; where something is said anew in its place, nothing is taken back.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from maestro.understanding.english.text import Span, sentences
from maestro.understanding.replies import asks
from maestro.understanding.stance.unfavoured import BAD, HOW
from maestro.understanding.vocabulary.lexicon import Hit, Means

_ONE = (
    r"(?:it|that|this|that one|this one|one|the latter|the last one|the thing|the idea|the whole idea|"
    r"(?:that|this) (?:requirement|rule|condition|restriction|constraint|demand|wish|point|item|line))"
)
_MANY = r"(?:them|those|these|both|both of them|all of (?:it|that|this|them|those)|the lot|the two)"
_OBJECT = rf"(?P<object>(?P<many>{_MANY})|{_ONE})(?!\w| (?:part|bit|\w+ing)\b)"
_DROP = (
    r"(?:strike|skip|drop|scrap|scratch|cut|cancel|remove|delete|forget(?: about)?|ignore|disregard|omit|ditch|bin|axe|"
    r"lose|kill|dump|discard|discount|avoid|exclude|erase|nix|shelve|spare (?:us|me)|save (?:us|me)|postpone|"
    r"park|chuck|bury|toss|junk|nuke|"
    r"get rid of|do without|do away with|leave out|take out|cross out|cross off|strike out|strike off|throw out|"
    r"kick out|rule out|live without|pass on|do not include|don'?t include|not include|"
    r"(?:have|see) no (?:use|need) (?:for|of)|(?:can|could|will|'ll|would) (?:do|live|go) without|"
    r"(?:do not|don'?t|won'?t|will not|no longer|never|not) (?:\w+ly )?"
    r"(?:need|want|require|use|take|order|have|bother with|add|build|give (?:us|me))|no need (?:for|of)|"
    r"(?:need not|needn'?t|(?:don'?t|do not) (?:have|need) to) (?:do|provide|build|give us|handle|include|add|deliver|"
    r"supply|worry about|bother with|care about)|no use for|dispense with|withdraw|take back|retract|rescind|"
    r"reject|refuse|decline)"
)
_PARTED = r"(?:leave|left|take|cross|strike|throw|kick|rule|cut|put|keep|turn|switch|set|lay)"
_OFF = (
    r"(?:out(?! of (?!it|this|that|the (?:request|order|list|draft|plan|picture)))|off(?! the (?!list|order|request|"
    r"draft|plan|table|menu))|aside|away|behind|at home|out of (?:it|this|the (?:request|order|list|draft|plan|"
    r"picture)))"
)
_ASKS = (
    r"(?:(?:so|and|but|then|now|well|ok(?:ay)?|please|pls|kindly|just|simply|rather|better|best|also|again|therefore|"
    r"hence|in fact|you (?:can|may|should|must|could|might|need to)|we (?:can|could|may|should|must|will|would|shall)|"
    r"i (?:would|will|can|could|shall|want to|would like (?:you )?to)|i'd(?: like (?:you )?to)?|"
    r"i'd rather|we'd rather|i'll|we'll|let'?s|let us|feel free to|do|to|(?:can|could|would|will) you|we|i|you)[\s,]+)*"
)
_BEGINS = r"(?:^|[,;:.!(…]\s*|\s[–—-]+\s*|\b(?:so|and|but|yet|then|which is why|therefore)\s+)"
_END = (
    r"(?=\s*(?:[.;!)…]|$|[–—-]\s|,?\s*\b(?:please|pls|thanks|thank you|for now|again|altogether|entirely|completely|"
    r"will you|would you|too|instead|then|and(?! (?:make|take it|call))|because|since|as|so|we|i|they|he|she|nobody|"
    r"our|my|the|there|any ?more|at all|for me|for us|for good|right away|by|after all|from (?:it|the|this|our|"
    r"my) \w+)\b))"
)
_BOSS = (
    r"(?:(?:my|our|the|his|her|their) (?:\w+ ){0,2}?\w+|they|he|she|we|i|somebody|someone)(?:'ve| have| has)?"
    r"(?: \w+ly| since| just| already| now| then| also)?"
)
_DROPPED = (
    r"(?:crossed|struck|skipped|omitted|dropped|scrapped|rejected|vetoed|cancell?ed|postponed|shelved|binned|axed|cut|killed|removed|"
    r"deleted|abandoned|discarded|ditched|refused|declined|turned down|voted down|ruled out|threw|thrown|took|taken|"
    r"decided against|talked (?:us|me) out of|gave up(?: on)?|given up(?: on)?)"
)
_GOING = (
    r"(?:(?:can|may|should|must|could|shall|will|would|might|has to|have to|is to|are to)\s+)?(?:(?:safely |please )?"
    r"(?:go|goes|leaves?|disappears?)(?= *(?:[.,;!]|$))|(?:go|goes|stays?|remains?|be left|is left|gets? left) "
    r"(?:out|away|behind|at home|outside|off the list)|be (?:dropped|removed|left out|taken out|struck(?: out)?|"
    r"skipped|"
    r"deleted|scrapped|omitted|cancell?ed)|wait\b)"
)
_BE = r"(?:'s|is|are|was|were|'re|has been|have been|got)"
_NOT = (
    rf"{_BE}{HOW}\s+{BAD}|"
    rf"{_BE}\s+(?:\w+ly\s+|now\s+|just\s+|all\s+|only\s+|been\s+)*(?:(?:vetoed|turned down|ruled out|voted down|"
    r"struck off|crossed off|binned|axed|abandoned|discarded)|out\b(?! of (?!the question|scope))|"
    rf"off the (?:table|list|menu)|"
    r"history|dropped|scrapped|cancell?ed|gone|a (?:whim|mistake|slip|no|no-go|misunderstanding)|not (?:in|within) "
    r"(?:the|our) (?:budget|scope)|an? (?:\w+ )?(?:slip|mistake|error|misunderstanding)|(?:struck|"
    r"crossed)(?: out| off)?|"
    r"postponed|shelved|rejected|no longer (?:needed|wanted|on)|over(?=\s*[.,;!])|for (?:later|another day|next year)|"
    r"not (?:for us|needed|wanted|required|necessary|an option|worth it|happening|what (?:we|i) (?:need|want)))|"
    r"(?:isn|aren|wasn|weren)'t (?:for us|needed|wanted|required|necessary|an option|worth it|in the (?:budget|plan)|"
    r"happening|what (?:we|i) (?:need|want))|(?:won't|will not) (?:happen|be needed|be necessary|do)|"
    r"(?:doesn't|does not|do not|don't) (?:touch|concern|affect|apply|cover|regard|bind|reach|mean|matter to) ?(?:to )?"
    r"(?:us|me|our \w+)?"
)
_OBJECTS = re.compile(
    rf"{_BEGINS}{_ASKS}(?:{_DROP}\s+{_OBJECT}(?:\s+{_OFF})?|"
    rf"{_PARTED}\s+{_OBJECT.replace('object', 'obj').replace('many', 'mny')}"
    rf"\s+{_OFF}){_END}",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    rf"(?:{_BEGINS}{_BOSS}|\b(?:then|but|and)(?: then| later)?|\b(?:rather|"
    rf"if) you)\s+{_DROPPED}\s+{_OBJECT}(?:\s+{_OFF})?{_END}",
    re.IGNORECASE,
)
_SUBJECTS = re.compile(
    rf"(?:{_BEGINS}(?:(?:so|and|but|then|now|all|which means)\s+)*(?P<object>(?P<many>{_MANY}|they|those two)|{_ONE})|"
    rf"\bbut\b)(?:\s*(?:{_NOT})|\s+(?:{_GOING})){_END}",
    re.IGNORECASE,
)
_REFUSING = (  # a whole piece that refuses what stands before it
    r"you (?:needn'?t|need not|don'?t (?:have|need) to|do not (?:have|need) to)|count (?:us|me) out|"
    r"(?:thanks,? |thank you,? )?(?:but )?no,? (?:thanks|thank you)|(?:we|i)(?:'ll| will)? (?:gladly )?pass|"
    r"(?:alas,? |sadly,? |but )?(?:there(?:'s| is) )?no (?:budget|money|time|need|use)(?: for (?:it|that))?|"
    r"(?:please |rather |but )?not (?:that|this|it)(?: one)?(?: please)?|"
    r"(?:but )?(?:the|our|my|his|her|their) (?:\w+ )?\w+ (?:says?|said) (?:no|not to|never|otherwise)|"
    r"(?:but )?(?:we|i) overruled (?:him|her|them|it|that)|"
    r"(?:but )?(?:we|i) (?:don'?t|do not|can'?t|cannot|fail to) see (?:why|what for|"
    r"the point(?: of (?:it|that))?)|(?:so|hence) no"
)
_NEEDNT = re.compile(
    rf"(?:[,;:]\s*|\s[–—-]+\s*|\s+(?=but\b))(?:(?:so|and|but)\s+)*(?P<object>{_REFUSING})(?P<many>\b\B)?(?=\s*(?:[,.;!]|$))",
    re.IGNORECASE,
)
_PATTERNS = (_NEEDNT, _OBJECTS, _OTHERS, _SUBJECTS)
_ANEW = re.compile(  # what is said in its place: then a value was taken back, not the thing
    r"[\s,.;:!–—-]*(?:(?:please|and|but|so|then|no)[\s,]+)*(?:make (?:it|that)|rather|better|call it|i (?:mean|meant)|"
    r"it (?:should|must|shall) be|read\b|say\b|\d)",
    re.IGNORECASE,
)
_ROW = re.compile(r"\s*(?:,|/|&|\band\b|\bor\b|\b(?:an?|the|our|some|its|also)\b|\s)*\s*", re.IGNORECASE)
_WHEN = re.compile(r"\b(?:when|whenever|if|once|as soon as|every time|each time)\b", re.IGNORECASE)
_NAMED = 3  # words of a question that only names a thing: "A cache?"
_NAMING = (Means.COMPONENT, Means.PART, Means.FLAG, Means.LACK)
_FAR = 110  # characters between a thing and the clause that takes it back


@dataclass(frozen=True)
class Back:
    """The message with blanks for what takes back and what was said in between, and the places of what is refused."""

    rest: str
    gone: tuple[tuple[int, int], ...] = ()


def taken_back(said: str, hits: Callable[[Span], Sequence[Hit]]) -> Back:
    """What later clauses of a message take back; `hits` finds the factory's phrases in a piece of it."""
    spans = [span for span in sentences(said) if not asks.is_question(span) or len(span.text.split()) <= _NAMED]
    gone: list[tuple[int, int]] = []
    rest = said
    for start, end, many in sorted(_clauses(spans)):
        if _ANEW.match(said, end):
            continue
        here = next(span for span in spans if span.start <= start < span.end or span.start < end <= span.end)
        named = _named(here, start, hits) or _before(spans, here, start, hits)
        things = _row(said, named) if many else named[-1:]
        if not things or start - things[-1].end > _FAR or _happens(said, things[-1], start):
            continue
        gone += [(hit.start, hit.end) for hit in things]
        rest = rest[: things[-1].end] + _blank(said[things[-1].end : end]) + rest[end:]
    return Back(rest, tuple(gone))


def _happens(said: str, hit: Hit, start: int) -> bool:
    """ "when the cache dies we are offline, we don't want that": what is not wanted is what happens."""
    before = re.split(r"[.;:!?]", said[: hit.start])[-1]
    return _WHEN.search(before) is not None and re.search(r"\w", said[hit.end : start]) is not None


def _clauses(spans: Sequence[Span]) -> Iterator[tuple[int, int, bool]]:
    """Where a clause that takes back begins and ends, and whether it means several things."""
    for span in spans:
        for pattern in _PATTERNS:
            for match in pattern.finditer(span.text):
                many = bool(match["many"]) or bool(match.groupdict().get("mny"))
                yield match.start() + span.start, match.end() + span.start, many


def _named(span: Span, end: int, hits: Callable[[Span], Sequence[Hit]]) -> list[Hit]:
    """The things that a sentence names before a place."""
    found = (hit for hit in hits(span) if hit.end <= end)
    return [hit for hit in found if any(target.means in _NAMING for target in hit.targets)]


def _before(spans: Sequence[Span], here: Span, start: int, hits: Callable[[Span], Sequence[Hit]]) -> list[Hit]:
    """Those of the sentence before one that begins with taking back."""
    place = spans.index(here)
    begins = not re.search(r"\w{3}", here.text[: start - here.start])
    return _named(spans[place - 1], here.start, hits) if place and begins else []


def _row(said: str, named: Sequence[Hit]) -> list[Hit]:
    """The last things that stand in one row: "Redis and a Kubernetes cluster"."""
    row: list[Hit] = []
    for hit in reversed(named):
        if row and _ROW.fullmatch(said[hit.end : row[-1].start]) is None:
            break
        row.append(hit)
    return row[::-1]


def _blank(text: str) -> str:
    """Blanks, but the ends of sentences stay."""
    return re.sub(r"[^.;!\n]", " ", text)
