"""Names that are offered in passing, while something else is spoken of: "if it needs a name, 'elm' would please us".

The verb of naming stands beside the whole thing ("it", "the whole thing", no noun at all), and the name is quoted or is
no everyday word: what a dog or a street is called names nothing here.
"""

import re
from collections.abc import Iterator

from maestro.understanding.english.grammar import FUNCTION, STOP, everyday

_IT = r"(?:it|this|that|us|(?:the|this|our) (?:whole )?(?:thing|tenant|project|lot|baby|child|undertaking|affair))"
_VALUE = r"(?P<mark>[\"'`]?)(?P<value>[A-Za-z0-9][\w.-]*\w)(?P=mark)"
NOT_YET = frozenset(("later", "soon", "tomorrow", "yourself", "off", "done", "tag"))
_END = (
    r"(?=\s*(?:$|[.,;:!?)]|(?:and|or|but|so|please|because|since|for|with|here|then|thanks|ok|okay|if|will|would|is|"
    r"sounds|might|may|perhaps|maybe|to|in|at|as|which|that|from)\b))"
)
_WE = r"(?:i|we|you|they|people|everybody|everyone)(?:'d| would|'ll| will| can| could| may| might| have|'ve| had)?"
_SAY = r"(?:(?:,|:|then|just|simply|perhaps|maybe|say|use|take|(?:call|name) it|it(?:'s| is)|how about|we say)\s*)*"
_LIKED = r"(?:have|had|thought of|chose|chosen|picked|want|like|use|prefer|suggest|propose|take|in mind)"
_NEEDS = r"(?:needs?|requires?|wants?|asks?(?: me)?(?: for)?|has|have)(?: to have)? (?:a |an |the |some )?(?:\w+ )?"
_WHO = rf"(?:{_IT}|you|we|they|somebody|someone) (?:really |also |must |has to )?"
_NAMED = r"(?:called|named|christened|known as|dubbed)"
_BE = r"(?:'s| is| (?:should|shall|will|would|must) be| to be| is to be| be)?"
_LEADS = (
    rf"(?:if|should|in case|when|since|as) {_WHO}{_NEEDS}(?:name|title|label)(?: for it)?\s*[,:–-]\s*{_SAY}",
    rf"as (?:an? |the |its )?(?:\w+ )?name,? {_WE}(?: {_LIKED})*\s+",
    rf"the name (?:that )?{_WE}(?: {_LIKED})+ is\s+",
    rf"(?:call|name|christen|baptise|dub|title|label) {_IT}(?: (?:what you like|please|simply|just))*\s*{_SAY}",
    rf"{_IT}{_BE} {_NAMED}\s+",
    rf"{_IT} (?:(?:shall|should|will) go|goes) by(?: the name(?: of)?)?\s+",
    rf"(?:put {_IT} down as|(?:put|enter|register|keep|save) {_IT} (?:down )?under the name(?: of)?)\s+",
)
_OFFERED = tuple(re.compile(rf"\b{lead}{_VALUE}{_END}", re.IGNORECASE) for lead in _LEADS)


def offered(text: str) -> Iterator[re.Match[str]]:
    """Where a name for the whole thing is offered; its group `value` is the name."""
    for pattern in _OFFERED:
        for match in pattern.finditer(text):
            word = match["value"].lower()
            plain = word in FUNCTION or word in STOP or everyday(word)
            if word not in NOT_YET and (not plain or (match["mark"] and word not in STOP)):
                yield match
