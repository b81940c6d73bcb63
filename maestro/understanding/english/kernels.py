"""The kernel of an answer that is told as a sentence: its conclusion, without its reason, its run-up, its concession.

Only an answer that could not be read as a whole is looked through for one.
"""

import re
from collections.abc import Iterator

_CONCLUSION = re.compile(
    r"(?:^|[,.;!?:–—-])\s*(?:and |but |well,? |anyway,? )*"
    r"(?:so|then|therefore|hence|anyway|in the end|let'?s say|now|otherwise|finally|i'?d say)\b[\s,:]*",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"[\s,;–—-]+(?:because|since|although|though|even (?:if|though)|seeing that|given that|"
    r"as (?:that|it|we|i|he|she|they)|"
    r"that'?s (?:what|where|how|why|who)|that is (?:what|where|how|why|who)|where|which)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_RUN_UP = re.compile(
    r"^\s*(?:(?:oh|ah|hm+|er|um|well|good question|let me (?:think|see|look)|one moment|honestly|you know|i mean|"
    r"i think|"
    r"i(?:'d| would) say|i suppose|i guess|(?:i asked (?:my|our) \w+ and )?(?:he|she|they|(?:my|our) \w+) "
    r"(?:says?|said|thinks?|told (?:me|us))(?: that)?)\b[\s,.!…:]*)+",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[\s,]+(?:i(?:'d| would) say|i (?:suppose|guess|think|believe)|(?:if|when) (?:you|that|it|nobody|possible)\b.*|"
    r"please|too|of course|in (?:one|a single) word)[\s.!]*$",
    re.IGNORECASE,
)
_OTHERS_DO = re.compile(
    r"\b(?:does?|handles?|(?:takes?|have|has) care of|takes? (?:over|on)|deals? with|looks? after|(?:is|are|get|gets) "
    r"(?:done|handled|taken care of|made) by|happens? (?:at|with|on)|has (?:that|it|this)|keeps?)\b.{0,60}"
    r"\b(?:for us|by (?:our|a|the)|our (?:\w+ )?"
    r"(?:bank|provider|processor|partner|supplier|vendor)|that|it|this|those|these|cards?|payments?|them|page|side)\b",
    re.IGNORECASE,
)
_NOT_US = re.compile(
    r"\b(?:we|i) (?:do not|don't|never|won't|will not) (?:even |ever |really )?(?:touch|see|handle|store|keep|hold|"
    r"take|process|have|get|do|know|need|deal with)\b",
    re.IGNORECASE,
)
_STILL = re.compile(
    r"\b(?:but|only|just|except|apart from|need|must|applies|we do(?! not|n't)|also|and we)\b", re.IGNORECASE
)
_PIECES = re.compile(r"[,;]+\s+|\s[–—-]\s|[.!?…]+\s+")
_SENTENCE = re.compile(r"[.!?…]\s+\S")
_AGAINST = re.compile(r"\b(?:not|no|never|isn't|instead of|rather than|wouldn't|don't|doesn't|won't)\b", re.IGNORECASE)


def kernels(said: str) -> Iterator[str]:
    """Shorter forms of an answer, the most telling first; none twice, and never the whole."""
    seen = {said.strip()}
    for form in _forms(said):
        short = form.strip(" ,.;:!")
        if short and short not in seen:
            seen.add(short)
            yield short


def another_does(said: str) -> bool:
    """Whether a message says that what is asked for is not theirs: "we never see it, a company does that for us"."""
    subject = re.match(r"\s*(?:no\b[\s,.]*)?(?:we|i|our team|our people)\b", said, re.IGNORECASE) is not None
    other = _OTHERS_DO.search(said) is not None and not subject
    return _STILL.search(said) is None and (
        other or (_NOT_US.search(said) is not None and _OTHERS_DO.search(said) is not None)
    )


def concluded(said: str) -> tuple[str, str]:
    """What a told answer ends with after its "so", and what it begins with before its reason; empty without."""
    ends = list(_CONCLUSION.finditer(said))
    first = _PIECES.split(said, maxsplit=1)
    return (said[ends[-1].end() :].strip(" .!") if ends else "", first[0].strip() if len(first) > 1 else "")


def _forms(said: str) -> Iterator[str]:
    concluded = list(_CONCLUSION.finditer(said))
    for match in reversed(concluded):
        rest = said[match.end() :]
        yield rest
        yield _bare(rest)
    if _bare(said) != said:
        yield _bare(said)
    pieces = [p for p in _PIECES.split(said) if p and p.strip()]
    if len(pieces) > 1:
        yield _bare(pieces[0])
        if _AGAINST.search(pieces[-1]) is None and _SENTENCE.search(said) is None:
            yield _bare(pieces[-1])


def _bare(text: str) -> str:
    """Without run-up, reason and what hedges it."""
    short = _REASON.sub("", _RUN_UP.sub("", text))
    while (shorter := _AFTER.sub("", short)) != short:
        short = shorter
    return short
