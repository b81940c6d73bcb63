"""Things that are judged instead of asked for: "turned out to be unnecessary", "is overkill", "we can live without".

Who judges a thing so does not want it, whatever the words that stand between it and the judgement.
"""

import re

_NOUN = r"(?:\s+(?:cluster|database|cache|service|server|instance|bucket|zone|thing|stuff|part|idea|business)s?\b)?"
_SEEMS = (
    r"(?:\s+(?:is|are|was|were|would be|will be|seems?(?: to be)?|looks?|sounds?|feels?|turned out(?: to be)?|"
    r"turns out(?: to be)?|proved(?: to be)?|became|has become|remains?|strikes? (?:me|us) as|counts? as)|'s|'re)"
)
HOW = (
    r"(?:\s+(?:just|only|simply|plain|plainly|rather|quite|pretty|really|totally|completely|a bit|a little|frankly|"
    r"probably|clearly|now|all|but|such|like|\w+ly))*"
)
BAD = (
    r"(?:overkill|unnecessary|superfluous|redundant|pointless|useless|needless|expendable|dispensable|uncalled for|"
    r"unwanted|nonsense|silly|absurd|obsolete|irrelevant|overblown|humbug|hype|dead weight|"
    r"(?:an?|my|our|his|her|their|one big|the wrong)\s+(?:\w+\s+)?(?:misunderstanding|mistake|error|slip|joke|typo|"
    r"whim|fantasy|waste(?: of (?:money|time|effort|space))?|nonsense|luxury|distraction|no|bad idea|leftover)|wasted|"
    r"money down the drain|"
    r"too (?:much|fancy|posh|complicated|complex|difficult|risky|advanced)|"
    r"too (?:expensive|dear|costly)(?![^.!?]*\b(?:smaller|small|cheaper|less|fewer|medium|make|instead)\b)|"
    r"more (?:than (?:we|i) (?:need|want|can handle|asked for)|trouble than it'?s worth)|"
    r"the last thing (?:we|i) (?:need|want)|(?:of )?no (?:use|good|help|interest|value|concern)|"
    r"not (?:ours|our (?:thing|business|problem|concern)|for (?:us|me)|my idea|worth \w+))\b"
)
_BETWEEN = r"(?:\s+(?!(?:and|or|we|i|they|it)\b)[\w'-]+){0,7}?,?\s+(?:but|yet|though)(?:\s+(?:it|that|this))?"
_JUDGED = re.compile(rf"{_NOUN}(?:{_BETWEEN}|,\s*[\w ]{{2,25}},)?{_SEEMS}{HOW}\s+{BAD}", re.IGNORECASE)
_WITHOUT = re.compile(
    rf"{_NOUN},?\s+(?:we|i|they|everyone|everybody|people|you|one)\s+(?:(?:can|could|will|'ll|may|would|might|do)\s+)?"
    r"(?:(?:happily|easily|gladly|well|just|also|very well|perfectly|certainly|surely)\s+)*"
    r"(?:(?:live|do|manage|get by|get along|survive|cope|be fine|go)\s+without|(?:skip|spare|forgo|"
    r"leave (?:out|aside|off)|never (?:need|use|asked for))|(?:don'?t|do not|won'?t) (?:need|want|use|miss))"
    r"(?=\s*(?:[,.;!)]|$|\b(?:it|them|for|anyway|and|but|so)\b))",
    re.IGNORECASE,
)
_TOYED = re.compile(  # with what was only thought about, and a turn behind it
    r"\b(?:thought (?:about|of)|considered|toyed with|looked (?:at|into)|debated|discussed|talked about|flirted with|"
    r"dream(?:t|ed) (?:of|about)|were tempted by|was tempted by|had (?:our|my) eyes? on|planned|contemplated)\s+"
    r"(?:(?:the|an?|some|having|using|our|own)\s+){0,3}$",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"[^.!?;]{0,40}?\b(?:but|yet|though|however|and then|until)\b[^.!?]{0,60}?"
    r"(?:\bno\b|\bnot\b|n't\b|\btoo\b|\bagainst\b|\bnever\b|\bnothing\b|\bdropped\b|\bless\b|\bunnecessary\b|\boverkill\b)",
    re.IGNORECASE,
)
_WHO_NEEDS = re.compile(
    r"\bwho (?:on earth |really |even |actually |ever )?(?:needs|wants|uses|asked for|would (?:need|want|use))\s+"
    r"(?:(?:the|an?|that|such|all that)\s+){0,2}$",
    re.IGNORECASE,
)


def unfavoured(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is judged to be of no use, or was only toyed with."""
    if _JUDGED.match(text, end) or _WITHOUT.match(text, end) or _WHO_NEEDS.search(text, 0, start):
        return True
    return _TOYED.search(text, 0, start) is not None and _TURN.match(text, end) is not None
