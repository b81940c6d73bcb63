"""What stands in a message and is not its writer's wish: print that is quoted, what was taken back, numbers of old.

"Every shop needs a cache", says your brochure; "get us a queue", wrote the boss, who took it back; one of the board
wanted Spark and was voted down; the old account was closed. All of it is blanked before anything is read.
"""

import re
from collections.abc import Iterator

Place = tuple[int, int]

_QUOTE = re.compile(r"\"[^\"\n]{2,2000}\"|(?<!\w)'(?=\S)(?:[^'\n]|(?<=\w)'(?=\w)){6,2000}'(?!\w)")
_PRINT = (
    r"(?:brochures?|leaflets?|flyers?|slides?|posters?|adverts?|ads?|advertisements?|commercials?|web ?sites?|"
    r"home ?pages?|"
    r"articles?|magazines?|newspapers?|papers?|blogs?|blog posts?|forums?|newsletters?|podcasts?|webinars?|videos?|"
    r"headlines?|banners?|stickers?|t-shirts?|mugs?|books?|textbooks?|tutorials?|linkedin|reddit|twitter|facebook|"
    r"internet|hacker news|stack ?overflow|horoscopes?|salesm[ae]n|salespeople|sales (?:rep|person|pitch|guy|lady)s?|"
    r"consultants?|billboards?|signs?|pamphlets?|catalogues?|prospectus|buzzwords?|poets?|poems?|songs?|"
    r"proverbs?|bible|lyrics|mottos?|novels?|films?|movies?|trade (?:fair|show|press))"
)
_SAYING = (
    r"(?:says?|said|reads?|saying|reading|goes|wrote|writes|claims?|claimed|stated|states|promises|promised|"
    r"screams?|screamed|shouted|announce[sd]|declare[sd]|advertise[sd]|"
    r"shouts?|tells?|told|had|ran|has|titled|called)"
)
_BEFORE = re.compile(
    rf"\b(?!(?:our|my) )(?:\w+ )?{_PRINT}(?:'s \w+)?\b[^.!?\"\n]{{0,50}}?(?:\b{_SAYING}\b[^.!?\"\n]{{0,25}}|:)\s*$",
    re.IGNORECASE,
)
_ACCORDING = re.compile(r"\baccording to (?!(?:our|my|us|me)\b)[^.!?\"\n]{2,50}[,:]?\s*$", re.IGNORECASE)
_MISTAKE = re.compile(
    r"[^.!?\n]{0,30}[,.;–—-]\s*(?:but |and )?(?:that|this|it|which)(?:'s| is| was) (?:just |only |clearly |"
    r"of course )?"
    r"(?:an? |his |her |their |the )?(?:\w+ )?(?:mistake|typo|error|slip|misunderstanding|joke|wrong|nonsense)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"[\s,;–—-]*(?:(?:it|that|this|so|as|is what|that's what|which is what)\s+)*(?:{_SAYING}|was|were|stood|is|"
    rf"in|on|from|your|the|a)\b"
    rf"[^.!?\"\n]{{0,30}}?\b(?<!our )(?<!my ){_PRINT}\b|\s*[,;–—-]?\s*(?:{_SAYING}) (?:your|their|his|her|some|"
    rf"the|a) \w+",
    re.IGNORECASE,
)
_AGREED = re.compile(
    r"\b(?:(?:that|this|it)(?:'s| is) (?:exactly |just |also )?(?:what|how) (?:we|i)|exactly (?:what|that)|"
    r"(?:we|i) (?:fully |quite |do )?agree(?! (?:to|with) (?:none|nothing|no))|(?:is|are|was|were) right|"
    r"so (?:we|i) (?:need|want|would like)|"
    r"hence|(?:we|i) (?:want|need|'d like|would like) (?:that|this|it|the same|one))\b",
    re.IGNORECASE,
)
_UNDONE = (
    r"(?:t(?:ook|akes|aken) (?:it|that|this|them|everything|all of it) back|t(?:ook|akes|aken) back|"
    r"changed (?:his|her|their|its|our|my) minds?|thought better of it|gave (?:it|that|this|them) up|"
    r"gave up on (?:it|that)|"
    r"withdrew|withdrawn|(?:voted|turned|shot|talked|laughed|howled) (?:it |that |them |him |her )?(?:down|out)|"
    r"overruled|outvoted|"
    r"out-voted|(?:was|were|got|been) (?:\w+ )?(?:rejected|refused|dismissed|dropped|scrapped|shelved|abandoned|"
    r"buried|declined|"
    r"cancelled|canceled|called off|struck(?: off| out)?|vetoed|withdrawn|binned)|fell through|came to nothing|"
    r"(?:is|was) off the table|nobody (?:else )?(?:wants|wanted|seconded|agreed|liked|backed|supported|was in favour)|"
    r"no ?one (?:else )?(?:wants|wanted|seconded|agreed|liked|backed)|(?:found|got) no (?:majority|support|backing)|"
    r"(?:we|i|(?:the|our|my) \w+) (?:all )?said no(?! more)\b|never (?:happened|came about|got anywhere)|vetoed|"
    r"(?:i|we) (?:\w+ )?(?:hung up|laughed(?! with)|declined|refused|ignored|shook (?:my|our) heads?|"
    r"walked (?:away|out)|binned)|"
    r"not (?:for|with) (?:us|me)|threw (?:it|that|this|them|the \w+) (?:away|out|in)|"
    r"(?:he|she|they) (?:\w+ )?(?:dropped|forgot|scrapped|abandoned|withdrew) (?:it|that|this|the (?:idea|plan|"
    r"thought))|"
    r"(?:we|i) (?:talked|laughed) (?:him|her|them) out of (?:it|that))"
)
_GIVEN_UP = re.compile(rf"\b{_UNDONE}\b", re.IGNORECASE)
_WISHED = re.compile(  # somebody's wish, and how it ended
    r"(?:^|(?<=[.!?;:\n])|(?<=, ))\s*(?P<who>(?!(?:we|i|it|this|that|please|if|but)\b)(?:[\w&'.-]*[\w&'] ){1,8}?"
    r"(?:had )?(?:wanted|proposed|suggested|asked for|pushed for|pushed|was (?:all )?for|were (?:all )?for|"
    r"dreamt of|dreamed of|"
    r"fancied|insisted on|argued for|lobbied for|floated|brought up|requested|begged for|pitched|had in mind|"
    r"voted for|"
    r"would have (?:liked|wanted|preferred|loved)|demanded|moved for|campaigned for|wished for|came up with|"
    r"toyed with|recommend(?:ed)?|mentioned|advertised?|praised|tried to sell (?:me|us)|"
    r"(?:plan|idea|suggestion|proposal|dream|wish|favourite|choice)\b[\w' ]{0,30} (?:was|were|had been))\b"
    r"[^.!?;\n]{2,120}?)(?:[,.;!]?\s+(?:and |but |yet |however,? |though )?(?P<end>(?!(?:we|i) (?:need|want))"
    rf"[^.!?;\n]{{0,50}}?\b{_UNDONE}\b[^.!?;,\n]{{0,40}}))",
    re.IGNORECASE,
)
_DISOWNED = re.compile(
    r"\b(?:agreed? (?:to|with) (?:none|nothing|no part)|(?:don't|do not|didn't|did not|never|haven't|have not|"
    r"can't|cannot|won't) "
    r"(?:agree|approve|endorse|sign|signed|agreed|approved|authori[sz]ed?|consent(?:ed)?|support(?:ed)?|"
    r"accept(?:ed)?|act on|follow|"
    r"listen to|take (?:it|that|this) (?:seriously|over))\b|disagree|(?:none|nothing) of (?:it|that|this|which|"
    r"what \w+ \w+) "
    r"(?:is|was|has been|comes|applies|holds|counts)|(?:is|was|has) (?:not|never|n't) (?:been )?(?:agreed|"
    r"approved|decided|authori[sz]ed)|"
    r"(?:please )?(?:ignore|disregard) (?:it|that|this|them|what|all|the)|not (?:my|our) (?:idea|wish|words|"
    r"opinion|view|decision)|"
    r"(?:just|only|purely) for (?:your )?(?:amusement|a laugh|fun|information)|nonsense|rubbish|humbug|"
    r"do not copy|(?:for|from|of) (?:another|a different|some other) (?:project|client|customer|tender|job)|"
    r"against (?:my|our) (?:will|wish))",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?<![\w@./-])(?=[\w-]*\d)[\w]+(?:[-_][\w]+)*(?![\w@/-])")
_LEAST = 5  # letters of a number or code that names something
_NOT_OURS = re.compile(
    r"\b(?:(?:the|our|my|an?|its|their) (?:\w+ )?(?:old|former|previous|expired|closed|cancelled|defunct|dead|"
    r"wrong|outdated) "
    r"[\w ]{0,30}|(?:mixed up|mix (?:it|that|this|them|up)|mix (?:it|that|this|them) up|confus\w+|mistak\w+|muddle\w*)"
    r"(?: \w+){0,3}? (?:with|for|and)[\w ]{0,25}|(?:belongs? to|is|was) (?:our|the|my) (?:\w+ )?(?:sister|"
    r"parent|mother|other)"
    r"[\w ]{0,25})[\s,:(#-]*$",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"[\s,)]*(?:(?:which|that|it)\s+)?(?:(?:is|was|'s)\s+)?(?:"
    r"(?:is|was|has been|had been|got|were|be) (?:\w+ )?(?:closed|shut|cancelled|canceled|retired|deleted|"
    r"blocked|suspended|"
    r"terminated|expired|dissolved|wound up|given up|the (?:old|former|previous|wrong) (?:one|account|number|id))\b|"
    r"(?:is|was) (?:not|no longer) (?:ours|valid|in use|used|active)|(?:of|belongs to|from|is for|is that of|for) "
    r"(?:our|the|my|a) (?:\w+ )?(?:sister|parent|mother|daughter|neighbou?r\w*|former|old|previous|other) (?:\w+))",
    re.IGNORECASE,
)
_STILL = re.compile(r"\b(?:use|take|keep|same|still|please|again|as before|valid again)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|[;\n]")
_SAYING_LEAST = 8  # letters of a quotation that says something
_AROUND = 160  # characters beside a quotation that may take it back


_BUT_HE = re.compile(  # "... but he also thinks the moon is a cheese"
    r"\s*,?\s*(?:but|yet|though|and)\s+(?:he|she|they|what (?:does|do|would|did)|who|that's (?:just|only|his|"
    r"her|their)|"
    r"(?:i|we) (?:doubt|don't|do not|won't|never|wouldn't)|nobody|frankly|honestly|no\b)",
    re.IGNORECASE,
)


def without_disowned(text: str) -> str:
    """A message with blanks for what its writer does not want, of the same length."""
    for start, end in [*_quotations(text), *_given_up(text), *_numbers(text)]:
        text = text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
    return text


def disowned(own: str) -> bool:
    """Whether the words beside a letter say that its reader has nothing to do with it."""
    return _DISOWNED.search(own) is not None and _AGREED.search(own) is None


def _quotations(text: str) -> Iterator[Place]:
    """Print that is quoted, and what was said by somebody who took it back or to whom nobody listened."""
    for match in _QUOTE.finditer(text):
        behind = text[match.end() : match.end() + _AROUND]
        before = text[max(0, match.start() - _AROUND) : match.start()]
        if _AGREED.search(behind) is not None:
            continue
        if _BUT_HE.match(behind) is not None or _MISTAKE.match(behind) is not None:
            yield match.span()
        if len(match[0]) < _SAYING_LEAST:
            continue  # a name more than a saying
        printed = (
            _BEFORE.search(before) is not None
            or _ACCORDING.search(before) is not None
            or _BEHIND.match(behind) is not None
        )
        if printed or _GIVEN_UP.search(behind) is not None or _DISOWNED.search(f"{before} {behind}") is not None:
            yield match.span()


def _given_up(text: str) -> Iterator[Place]:
    """Wishes of somebody, of which it is said how they ended."""
    for match in _WISHED.finditer(text):
        yield match.start("who"), match.end("end")


def _numbers(text: str) -> Iterator[Place]:
    """Numbers and codes of what was before, or of somebody else's."""
    for match in _CODE.finditer(text):
        start = max((m.end() for m in _SENTENCE_END.finditer(text, 0, match.start())), default=0)
        end = next((m.start() for m in _SENTENCE_END.finditer(text, match.end())), len(text))
        if len(match[0]) < _LEAST or _STILL.search(text, start, end) is not None:
            continue
        if _NOT_OURS.search(text, start, match.start()) or _OF_OTHERS.match(text, match.end(), end):
            yield match.span()
