"""Which of the things that a clause names are not wanted."""

import re

from maestro.understanding.english.text import ALL_BUT
from maestro.understanding.stance import chains
from maestro.understanding.stance.leaving import GOES, wonders

_BEFORE = re.compile(
    r"(?:\b(?:no|not|nothing|without|never|neither|nor|minus|excluding|excludes?|skip|drop|remove|cancel|"
    r"delete|disable|ditch|lose|(?<!from )scratch|forget(?: about)?|scrap|kill|cut|axe|omit|strip out|"
    r"hold off on|do away with|"
    r"do without|except(?:ing)?(?: for)?|(?:with )?the exception of|barring|apart from|"
    rf"{chains.FORGOING}|"
    r"none of (?=the|that|those|these|its|your)|"
    r"live without|no need (?:for|of)|no use (?:for|of)|not interested in|"
    r"opt out of|kick out|throw out|bin|"
    r"don'?t|do not|doesn'?t|does not|won'?t|will not|isn'?t|is not|aren'?t|are not|can'?t|cannot|didn'?t|wouldn'?t|"
    r"instead of|rather than|in place of|in lieu of|get rid of|getting rid of|say(?:ing)? goodbye to|strike(?: out)?|"
    r"phas(?:e|ing) out|retiring|part(?:ing)?(?: company| ways)? with|other than|undo|"
    r"(?:take back|forget)(?: what (?:i|we) (?:just )?said (?:about|on|of))|"
    rf"{ALL_BUT}|"
    r"(?:nobody|no ?one|none of us)(?! (?:should|must|may|shall|can|could))(?: \w+){0,3}? (?:wants?|needs?|"
    r"uses?|asked for|asks for|miss(?:es)?)|"
    r"take out|turn off|switch off|away from|"
    r"moving off|leave out|stop using|no longer|free of)"
    r"|n't)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[.;:!?]|,?\s\b(?:but|we (?:do |will |would |also |really |still )?(?:need|want|have|use|"
    r"like|run)|i (?:do |also )?(?:need|want|like)|just|only|use|add|take|with|and (?:a|an|the|"
    r"some|also|we|then|every|each|everyone|everybody|they|it|you|he|she|there|people|this|that|these|those)|"
    r"what (?:that|this|the|it|he|she|they)|however|so|to (?:use|have|run)|is (?:enough|fine|ok)|yes|please)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*(?:,|/|\bor\b|\bnor\b|\band\b|,\s*or\b|\ba\b|\ban\b|\bany\b|\bthe\b|\s)*\s*", re.IGNORECASE)
_AFTER = re.compile(
    r"^\s*(?:cluster|database|cache|service|server|instance|bucket|zone|thing)?s?\s*(?:"
    r"(?:is|are|'s|was|will be|would be)\s*(?:\w+ly |maybe )?(?:not|n't|no longer|never)\s+(?:\w+\s+)?"
    r"(?:needed|required|necessary|used|wanted|relevant|important)|isn't\s+(?:needed|required|necessary|wanted)|"
    r"(?:aren't|isn't)\s+(?:needed|required|necessary|applicable|relevant)|(?:is|are) not (?:applicable|relevant)\b|"
    r"(?:does|do|did|will|would|can|could)(?:n't| not| hardly| never)\s+(?:\w+ly |even |yet )?"
    r"(?:concern|apply|affect|bind|touch|cover|regard|matter|count|interest)\b|(?:never|hardly) (?:concern|appl)\w+|"
    r"(?:is|are|'s|isn't|aren't)\s*(?:not |n't |\w+ly )*(?:irrelevant|inapplicable|not applicable|not for us|"
    r"none of our (?:business|concern)|not our (?:business|concern|problem))|"
    r"(?:has|have) (?:nothing|no bearing|little) (?:to do with|on) (?:us|this|it)\b|"
    r"(?:(?:is|are|to be|should be|turned|switched|set to)\s+)*(?:off|disabled|deactivated)\b(?!-|"
    r" the (?!(?:list|table|menu|order|request|draft|plan)\b))|"
    r"(?:we|i)\s+(?:don't|do not|won't|will not)\s+(?:need|want|use|require)|"
    r"not (?:needed|"
    r"required|necessary|wanted)|[:=?]\s*(?:no|none|off|false|nope|n/a)\b|can go\b|out\b(?! of (?!scope|it\b|"
    r"this\b))|"
    rf"{GOES}|(?:is|are|'s) (?:not something|nothing|not what) (?:that )?(?:we|i) (?:need|want|use)|"
    r"(?:(?:is|are|'s) not|isn't|aren't) (?:(?:for|with) (?:us|me)|part of (?:it|this|that)|"
    r"on (?:the|our) (?:list|table)|our (?:thing|business|concern|problem|job))\b|"
    r"(?:we|i)(?:'ll| will)? (?:do|handle) (?:it |that |them )?ourselves\b|"
    r",?\s*neither\b(?=\s*(?:[,.;!]|$))|"
    r"\s[-–—]\s*(?:no|none|nope|not needed)\b(?=\s*(?:[,.;!]|$))|"
    r"(?:(?:is|are|was|were|be|been|remains?|stays?)\s+(?:hereby |\w+ly )?(?:excluded|ruled out|left out|omitted|"
    r"prohibited|forbidden|disallowed|out of (?:the question|scope)|unwanted|undesired|superfluous|dispensable|"
    r"unneeded)\b"
    r"(?! from\b(?! (?:the |our |this |that )?(?:request|scope|tenant|order|project|offer)\b)))|"
    r"[:,–—-]\s*(?:none|neither) of (?:them|these|those|the (?:two|three|four))(?=\s*(?:[.,;!]|$))|"
    r"(?:far |much |way |a bit |a little )?too (?:near|close|far|expensive|dear|cheap|costly|pricey|big|large|small|"
    r"little|slow|weak|strong|low|high|long|short|loud|old|new|heavy|complex|complicated|distant|remote|risky)\b|"
    r"is overkill|,?\s*(?:no|nope|nah)\b(?=\s*(?:[,.;!]|$))|"
    r"(?:is|was|are|would be|seems|looks) (?:\w+ )?(?:too \w+|unnecessary|overkill|excessive|over the top|"
    r"more than (?:we|i) need))",
    re.IGNORECASE,
)
_NOT_ONLY = re.compile(
    r"\bnot (?:only|just)\b|\bno (?:problem|worries|matter|more than|less than|later than|idea|"
    r"doubt)\b|\bwhy not\b|\bnot (?:sure|yet decided)\b|\bcan(?:no|')t (?:wait|go wrong)\b",
    re.IGNORECASE,
)
_BOUND = re.compile(  # "no more than 12 GB", "must not be smaller than medium": what follows is wanted
    r"(?:\b(?:no|not|never|nothing|none|cannot|don'?t|do not|does(?: not|n'?t)|(?:must|should|may|can|shall|"
    r"is)n'?t)\b|"
    r"n't\b)(?:\s+(?:to|be|get|go|become|have|run|cost|use|take|fall|drop|need|want|any|anything|allowed))*\s+"
    r"(?:(?:more|less|fewer|larger|bigger|greater|higher|smaller|lower|stronger|weaker|shorter|longer|later) than|"
    r"above|below|beyond|exceed(?:ing)?|in excess of)\b",
    re.IGNORECASE,
)
_NOT_LEAVE = re.compile(
    r"(?:not|never|nothing|nowhere|no \w+)(?: \w+){0,2} outside\b|"
    r"(?:\w+ )?(?:\w+'t|not|never|cannot|nothing|none|no) (?:\w+ ){0,5}?"
    r"(?:leav(?:es?|ing)|exits?|go(?:es)? (?:outside|out|abroad)|"
    r"be (?:moved|stored|kept|processed|transferred) (?:outside|out))\b",
    re.IGNORECASE,
)
_REMOVING = re.compile(
    r"(?:forget|drop|remove|cancel|delete|disable|ditch|lose|scrap|kill|cut|axe|omit|skip|exclude|"
    r"get(?:ting)? rid|strike|phas|take out|turn off|switch off|leave out|stop using|throw out|kick out|strip out|"
    r"(?:(?:do|live) )?without)",
    re.IGNORECASE,
)
_KEEPING = re.compile(  # "never delete", "nobody, not even the boss, may delete", "must not be removed"
    r"(?:\b(?:dont|do not|never|not|cannot|nobody|no ?one|none|nothing|neither|no (?:user|person|human))|n't)\s+"
    r"(?:\w+\s+){0,3}$|"
    r"\b(?:nobody|no ?one|none of us)\b,?\s+(?:\w+,?\s+){0,7}$",
    re.IGNORECASE,
)
_NEVER_WITHOUT = re.compile(  # "it is not possible to come in without steps": with them
    r"\b(?:not|cannot|never|nobody|impossible)\s+(?:\w+\s+){1,6}$|n't\s+(?:\w+\s+){1,6}$|\bimpossible\s+$",
    re.IGNORECASE,
)
_GOVERNS = re.compile(
    r"without|minus|excluding|exclude|except(?: for)?|apart from|drop|remove|delete|disable|ditch|omit|skip|"
    r"leave out|"
    r"take out|throw out|get(?:ting)? rid of|strike(?: out)?",
    re.IGNORECASE,
)
_ALTERNATIVE = re.compile(r"\b(?:or|nor)\b", re.IGNORECASE)
_CLOSED = re.compile(r"\s*(?:[.;!)]|$|please\b|then\b|for now\b|too\b)", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:they|who|which|that|people|he|she|(?:the|our|my|all|these|those|many|some) (?:\w+ ){0,2}?\w+[^s\W]s)\s+"
    r"(?:can |may |often |always |will |also |just |sometimes |usually |then )?$",
    re.IGNORECASE,
)
_BUT = re.compile(  # "nothing except the cache": wanted, and alone
    r"\b(?:no|none|nothing|not|neither|nobody)\b[^,.;:!?]{0,40}?\b(?:except(?:ing)?(?: for)?|apart from|"
    r"(?:other|else) "
    r"than|besides?|save(?: for)?|beyond|but)\s+(?:[\w'-]+\s+){0,3}?$",
    re.IGNORECASE,
)
_OFF = re.compile(
    r"(?:drop|dump|throw)\b[^,.;:!?]{1,60}?\b(?:off|into?(?! (?:the |a )?(?:bin|trash|rubbish|garbage|dustbin))|"
    r"onto|there|somewhere|in there|on it)\b",
    re.IGNORECASE,
)
_SOMEWHERE = re.compile(
    r"\b(?:somewhere|anywhere|some ?place|place|spot|corner|area|where)\b[^,.;:!?]{0,40}"
    r"\b(?:to|can|could|may|might|will|should|shall|must|\w+[^s\W]s)\s+$",
    re.IGNORECASE,
)
_REACH = 60  # characters between a negator and what it negates


def negated(clause: str, start: int, end: int, others: tuple[tuple[int, int], ...] = ()) -> int | None:
    """Where the negation of `clause[start:end]` begins, None when it is wanted.

    `others` are the places of the other things named, so that "no X, Y or Z" reaches Z.
    """
    if _denied_after(clause, start, end):
        return start
    if _BUT.search(clause[:start]):
        return None
    if (begun := chains.of_none(clause, start, end)) is not None:
        return begun
    for match in reversed(list(_BEFORE.finditer(clause, 0, start))):
        if any(pattern.match(clause, match.start()) for pattern in (_NOT_ONLY, _NOT_LEAVE, _BOUND)):
            continue
        if _REMOVING.match(match[0]) and _KEEPING.search(clause[: match.start()]):
            return None
        if match[0].lower() == "without" and _NEVER_WITHOUT.search(clause, 0, match.start()):
            return None
        if _by_others(clause, match):
            continue
        if chains.governed(clause, match.start(), start, end, others):
            return match.start()
        between = clause[match.end() : start]
        if len(between) > _REACH + sum(e - s for s, e in others if match.end() <= s < start):
            return None
        if _BREAK.search(_wanting(_governed(clause, match, start, end))):
            return None
        return match.start() if _reaches(clause, match.end(), start, others) else None
    return None


def _by_others(clause: str, verb: re.Match[str]) -> bool:
    """ "the brokers drop the files", "somewhere to drop the files": what others do, or what is put somewhere."""
    if not _REMOVING.match(verb[0]):
        return False
    before = clause[: verb.start()]
    put = verb[0].lower() == "drop" and (_SOMEWHERE.search(before) or _OFF.match(clause, verb.start()))
    return bool(put) or _OTHERS.search(before) is not None


def _denied_after(clause: str, start: int, end: int) -> bool:
    """Whether what follows says that it is not wanted, of it alone or of the list that it stands in."""
    last = chains.subjects(clause, start, end)
    places = (end,) if last is None else (end, last)
    return any(_AFTER.match(clause[place : place + _REACH]) for place in places) and not wonders(clause, start)


def _governed(clause: str, negator: re.Match[str], start: int, end: int) -> str:
    """What stands between; "without the firewall and the zone." takes both, "no cache and the zone in Rome" one."""
    between = clause[negator.end() : start]
    governs = _GOVERNS.fullmatch(negator[0]) is not None and _CLOSED.match(clause, end) is not None
    return re.sub(r"\band the\b", "and", between) if governs else between


def denies(clause: str, start: int, end: int) -> bool:
    """Whether a place is itself part of a phrase that denies: the "live" of "we can live without it"."""
    return any(m.start() <= start and end <= m.end() for m in _BEFORE.finditer(clause))


def _wanting(between: str) -> str:
    """ "don't need a": the verb belongs to the negator."""
    return re.sub(
        r"^\s*(?:needed|required|wanted|necessary|included|in scope)\s*[:=]|"
        r"^\s*(?:really |actually |currently |even |to )*(?:need|want|use|have|require|like|run|see|take|pick|choose|"
        r"think we need|care about)\b(?: to (?:use|have|run))?",
        "",
        between,
        flags=re.IGNORECASE,
    )


def _reaches(clause: str, begin: int, start: int, others: tuple[tuple[int, int], ...]) -> bool:
    """Whether the negator reaches over what is named in between: only over a chain that ends with or, nor."""
    inside = sorted((s, e) for s, e in others if begin <= s and e <= start)
    if inside and not clause[inside[-1][1] : start].strip():
        inside = inside[:-1]  # "bucket versioning": one thing in two words
    if not inside:
        return "," not in clause[begin:start]
    place = inside[0][0]
    for s, e in inside:
        if not _JOINED.fullmatch(clause[place:s]) and s != inside[0][0]:
            return False
        place = e
    tail = clause[place:start]
    if not _JOINED.fullmatch(tail):
        return False
    rest = clause[inside[0][0] :]
    if re.fullmatch(r"\s*,\s*(?:and\s+)?(?:an?\s+|the\s+|any\s+)?", tail, re.IGNORECASE) and _ALTERNATIVE.search(
        clause, inside[0][0], place
    ):
        return False  # "no cache or bucket, Postgres"
    if "," in clause[inside[0][1] : start]:
        return re.search(r"\b(?:or|nor)\b", rest, re.IGNORECASE) is not None
    return (
        re.search(r"\b(?:or|nor)\b|/", tail, re.IGNORECASE) is not None
        or re.fullmatch(r"\s*and\s*(?:the\s+)?", tail, re.IGNORECASE) is not None
    )
