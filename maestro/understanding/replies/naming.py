"""Finds the value in an answer to a question for a name, a code, a number: the polite words around it are taken off.

What is found may not fit the field; the refusal then names what would.
"""

import re

from maestro.domain.form import Field
from maestro.understanding.english.grammar import STOP, everyday
from maestro.understanding.english.text import norms
from maestro.understanding.english.values import coerce, distinctive, fits, numbered

_LEAD = re.compile(
    r"^\s*(?:(?:ok(?:ay)?|so|well|hmm+|oops|sorry|yes|hm|maybe|perhaps|probably|how about|what about|could be|"
    r"i think|i guess|i believe|"
    r"(?:we|you can|you could|let'?s|just|please|i(?:'d| would))? ?(?:call|name) (?:it|us|this)|it'?s|"
    r"it is|that(?:'s| is| would be| should be| will be| has to be)|this is|please|use|"
    r"take|call it|name it|(?:the |our |my )?(?:short )?(?:code|name|tenant|number)(?: is)?|(?:the|our|my) one is|"
    r"let'?s (?:call it|say|use|take|go with|do)|we(?:'re| are)(?: called)?|(?:we )?go(?:es)? (?:by|with)|known as|"
    r"(?:the|our|my|its|her|his|their) \w+(?: \w+){0,2} (?:is|are|should be|will be|would be|reads|says)(?: called| "
    r"named)?|(?:it|that|this|we) (?:should|shall|will|would|could|must|can|may|might) be(?: called| named)?|"
    r"i(?:'d| would) (?:say|use|go with|call it|take|like|suggest)|go with|make it|put|set it to|should be|id is|"
    r"number is|code is|name is|called|named|is)\b[\s:,]*)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[\s,]+(?:please|pls|thanks|thank you|i think|i guess|i believe|i suppose|maybe|perhaps|probably|for now|"
    r"(?:would|will|could|might) (?:be (?:good|fine|nice|great|ok|okay|perfect|best|it|enough)|do|work|fit)|"
    r"(?:is|sounds|looks|works|seems)(?: (?:fine|good|ok|okay|great|nice|right|best))?|"
    r"(?:is|as) (?:the|our|its|a)(?: \w+){0,2} (?:name|code|short name|id|number)|it is|it shall be|then|"
    r"(?:that'?s|that is|which is) (?:ours|it|the one|the name|us|what we use|what we call it)|or (?:so|something|"
    r"similar|whatever)|if (?:possible|that'?s ok|that works|you like|it is free)|\([^()]*\)))+$",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:called(?! it)|named|known as|nicknamed|(?:call|name)(?:ed|d|s)? (?:it|us|this|that)|goes by|"
    r"(?:code|name)(?: is|:)|"
    r"go with|stick (?:to|with)|settled on)\s+(?P<value>[^\s,;()]+)"
    r"(?=\s*(?:$|[.,;:!?()]|(?:and|please|pls|for|in|with|as|but|or|then|so|on)\b))",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"`“”]([^\"`“”]{1,80})[\"`“”]|(?<!\w)'([^']{1,80})'(?!\w)")
_SUGGESTED = re.compile(
    r"\s*(?:(?:how|what) about|(?:can|could|shall|should|may) (?:we|i|you|it) (?:be|call it|use|take|have|name it)|"
    r"would|is|does)\s+(?P<value>[^\s,;?]+)(?:\s+(?:work|do|be (?:ok|okay|fine|good|free)|fit|ok|okay|fine|free|"
    r"possible|good))?(?: for (?:you|it|that))?\s*\??\s*",
    re.IGNORECASE,
)
_CONNECTIVE = re.compile(  # before a comma it joins two sentences
    r"\s*(?:[a-z]+ly|moreover|further(?:more)?|besides|however|therefore|hence|thus|also|next|then|again|otherwise|"
    r"instead|meanwhile|nevertheless|nonetheless|likewise|first|second|third|last|afterwards?|in addition|well|so|"
    r"note|"
    r"remember|one (?:more )?thing|correction|p\.?s\.?)\s*",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:()]|[.!?](?=\s|$)|\s[-–—]\s", re.IGNORECASE)
_NAMING = re.compile(  # before a name: a verb that brings it
    r"\b(?:(?<!there )(?<!there will )(?:is|be|are)|call(?:ed|s)?|named?|names|use[sd]?|using|tak(?:e|es|ing)|says?|"
    r"go(?:es)? (?:by|with|for)|with|pick|choose|chose|chosen|want|like|prefer|have|has|had|make|put|write|wrote|"
    r"print(?:ed)?|known as|as|reads?|keep|stick (?:to|with)|it|us|this|that|code|name|id)"
    r"[\s:\"'`]*(?:the |a |our |simply |just |always |maybe |now )*$",
    re.IGNORECASE,
)
_VERB = re.compile(  # of a sentence that says something else
    r"\b(?:is|are|was|were|am|be|been|has|have|had|do|does|did|will|would|can|could|may|might|must|shall|should|need|"
    r"needs|get|gets|come|comes|came|go|goes|went|want|wants|know|knows|like|likes|"
    r"(?:i|we|you|they|he|she|people|everybody|everyone|nobody|there)(?= [a-z]+))\b|(?:'s|'re|'ll|n't)\b",
    re.IGNORECASE,
)
_IS_CALLED = re.compile(  # behind a name: that it is one
    r"\s*(?:'s|is|would be|will be|should be|was)\s+(?:what|how) (?:i|we|you|they|people|every(?:body|one))\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(  # a word that stands alone before a sentence, and names nothing
    r"(?:typo|typos|mistake|error|misprint|"
    r"pity|aye|och|righto|shame|alas|gosh|gee|wow|oof|bother|cheers|ta|hooray|hurray|blimey|dear me|whatever|"
    r"anyway|anyhow|"
    r"congrats|greetings|hiya|howdy|morning|evening|afternoon|ditto|noted|understood|alright|fair|gotcha|roger|"
    r"hah?|hum+|h+m+|"
    r"e+r+m*|u+[hm]+|a+h+|o+h+|e+h+|oops|wow|yikes|damn|crap|silly|funny|interesting|lovely|nice|cool|super|"
    r"brilliant|"
    r"excellent|marvellous|wonderful|splendid|thanks|next|done|finished|ready|skip|pass|later|unknown|undecided)",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"[a-z0-9)\"']{4,}[.!?…]\s+\S|[?;]\s+\S", re.IGNORECASE)
_FREE = 6  # words of a name without a form
_ROUGH = 4  # words in small letters that are taken for a name in need of another spelling
_AFTER_A_NAME = frozenset(
    norms(
        "is was it please thanks thank for and or as would will should shall then because since so but if in on with "
        "at sounds works fits looks here there"
    )
)
_SMALL = frozenset({"of", "the", "and", "for", "de", "la", "von", "van", "und"})  # inside a proper name


def named(text: str, found: Field) -> str | None:
    """The words of a message that are meant as the field's value; None where nothing can be told."""
    head = text.strip().split("\n")[0]
    quoted: list[str] = [a or b for a, b in _QUOTED.findall(head)]
    if len(quoted) == 1:
        return quoted[0].strip()
    body, led = reduced(head)
    count = len(body.split())
    if led and count == 1 and distinctive(found) and coerce(found, body) is None and not re.search(r"\d", body):
        return None  # "the pictures are ours" is no date
    if count == 1 or (body and not found.pattern and not found.format and count <= _FREE):
        return body
    if numbered(found) and (groups := next((p for p in (body, body.split(",")[0]) if coerce(found, p)), None)):
        return groups  # "4D2F90 E1A7C3 58B06E, from finance"
    inside = _strongly(head, found) or _by_form(head, found)
    if inside or numbered(found) or distinctive(found):
        return inside
    return body if _rough(body, led=led) else _sole(head, found)


def connective(head: str) -> bool:
    """Whether the words before a comma only lead over to what follows: "lastly", "furthermore"."""
    return _CONNECTIVE.fullmatch(head) is not None


def is_aside(word: str) -> bool:
    """Whether a word that stands alone only sounds: "pity", "gosh", "lovely"."""
    return _ASIDE.fullmatch(word) is not None


def suggested(text: str, found: Field) -> bool:
    """Whether a question is but a modest answer: "how about shop-eu?"."""
    match = _SUGGESTED.fullmatch(text)
    return match is not None and match["value"].lower() not in STOP and coerce(found, match["value"]) is not None


def reduced(head: str) -> tuple[str, bool]:
    """A message without the polite words around what it says, and whether any stood before it."""
    lead = _LEAD.match(head)
    body = head[lead.end() if lead else 0 :].strip().rstrip("?.!,;").strip()
    while (shorter := _TAIL.sub("", body).rstrip("?.!,; ")) != body:
        body = shorter
    return body.strip("\"'`“”"), lead is not None and lead.end() > 0


def _strongly(head: str, found: Field) -> str | None:
    """The word after a verb of naming, where it fits."""
    words = [m["value"].rstrip(".!?:\"'`") for m in _STRONG.finditer(head)]
    fitting = [w for w in words if coerce(found, w) is not None and w.lower() not in STOP]
    return fitting[-1] if fitting else None


def _by_form(head: str, found: Field) -> str | None:
    """The one word that is surely no ordinary word (a digit or a mark in it) and fits."""
    pieces = (piece.rstrip(".!?:") for piece in re.findall(r"[^\s,;\"'`()]+", head))
    telling = {p for p in pieces if re.search(r"[\d@_-]", p) and _fits_somehow(found, p)}
    telling = {p for p in telling if not _of_a_sentence(head, p)}
    return telling.pop() if len(telling) == 1 else None


def _of_a_sentence(head: str, word: str) -> bool:
    """Whether a word belongs to a sentence: "first-timers are welcome now", "well-behaved dogs"; "we use it" brings it.

    A digit or a mark of an address in it makes it a name wherever it stands.
    """
    if re.search(r"[\d@_]", word):
        return False
    piece = next((p for p in _CLAUSE.split(head) if word in p), head)
    before, _, after = piece.partition(word)
    if _IS_CALLED.match(after) is not None:
        return False
    following = re.match(r"\s+([a-z]+)", after, re.IGNORECASE)
    if "-" in word and following is not None and following[1].lower() not in _AFTER_A_NAME:
        return True
    return _NAMING.search(before) is None and _VERB.search(f"{before} {after}") is not None


def _sole(head: str, found: Field) -> str | None:
    """The one word of a short answer that fits and is no everyday word: "we say chambres"."""
    pieces = [piece.strip(".!?:\"'`") for piece in re.findall(r"[^\s,;()]+", head)]
    pieces = [piece for piece in pieces if not is_aside(piece)]
    telling = {p for p in pieces if not everyday(p) and p.lower() not in STOP and coerce(found, p) is not None}
    telling = {p for p in telling if not _of_a_sentence(head, p)}
    return telling.pop() if len(pieces) <= _FREE and len(telling) == 1 else None


def _fits_somehow(found: Field, word: str) -> bool:
    known = any(fits(found, variant) for variant in (word, word.lower(), word.upper()))
    framed = re.search(r"\d[\w-]*[/=?#]|[/=?#-][\w-]*\d", word) is not None  # "organizations/123", no bare "7"
    return known or (framed and numbered(found) and coerce(found, word) is not None)


def _rough(body: str, *, led: bool) -> bool:
    """Whether some words are a name that is but spelt in another way: "Schuhhaus Müller"."""
    pieces = body.split()
    if not 1 < len(pieces) <= _FREE or _SENTENCES.search(body) or not re.search(r"[^\W\d_]", body):
        return False
    proper = all(p[:1].isupper() or not p[:1].isalpha() or p in _SMALL for p in pieces)
    return proper or (led and len(pieces) <= _ROUGH and not any(word in STOP for word in norms(body)))
