"""Names of a list's items in a row: "two queues, orders and returns", "the topics are a-in and b-out".

What introduces a row tells how sure its words are names. After a colon or a word of naming any word is one; as many
words as were counted, or words with a mark in them ("raw-frames", "`tickets`"), are names after a comma as well. Words
that only tell what the items are like ("two rooms, bright and quiet", "a disk, long-term") are none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from maestro.understanding.english.grammar import FUNCTION, everyday
from maestro.understanding.english.itemwords import NAME
from maestro.understanding.english.quantities import quantities
from maestro.understanding.english.text import norms
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Hit

_MARKS = "\"'`"
_ITEM = re.compile(rf"\s*(?P<mark>[{_MARKS}]?)(?P<name>{NAME})(?P=mark)", re.IGNORECASE)
_SEPARATES = re.compile(r"\s*(?:,\s*(?:and|plus)\b|,|&|\+|/|\band\b|\bplus\b)", re.IGNORECASE)
_CLOSES = re.compile(
    r"\s*(?:$|[.,;:!?)\n]|\s[-–—]\s|(?:and|with|at|each|please|for|in|will|is|are|as|so|because|which|that|where)\b)",
    re.IGNORECASE,
)
_NAMED = (
    r"(?:namely|i\.e\.|viz\.?|(?:(?:which|that|and) )?(?:are|is|will be|shall be|should be|must be|to be)? ?"
    r"(?:called|named|labell?ed|known as))"
)
_ARE = r"(?:are|is|will be|shall be|should be|must be|would be)"
# after a noun for the items: whether words of naming stand there ("sure"), or only a mark or nothing
_AFTER_NOUN = re.compile(
    rf"(?:\s+(?:please|then|in (?:all|total)|altogether))?(?:\s*(?P<sure>,?\s*{_NAMED}\s*[:,]?|"
    rf"['’]?s?\s+names?\b(?:\s*{_ARE}\b)?\s*:?)|(?P<are>\s+{_ARE}\b:?)|(?P<weak>\s*[,(:]|\s+[-–—]\s))?\s*",
    re.IGNORECASE,
)
_AFTER_MORE = re.compile(r"\s+(?:for|of|in|from|with|on)\s[^,:;.()]{1,60}[,:(]\s*", re.IGNORECASE)  # "for the mail,"
_OF_NAMES = re.compile(rf"\s*(?:{_ARE}\b)?\s*:?\s*", re.IGNORECASE)
_NAMES_OF = re.compile(r"\bnames?\s+(?:of|for)\s+(?:(?:the|our|my|these|those|all)\s+)*(?:\w+\s+)?$", re.IGNORECASE)
_THEY = re.compile(  # what was counted before is named here
    r"^\W*(?:(?:and|so)\s+)?(?:(?:please\s+)?(?P<call>(?:(?:we|i)(?:'d| would)?\s+)?(?:like to )?(?:call|name) "
    rf"(?:them|those|these))|(?P<names>(?:their|the) names\b(?:\s+{_ARE}\b)?)|"
    rf"(?:they|these|those|both)(?:'re|\s+{_ARE}\b|\s+go by\b)\s*(?P<called>(?:called|named|labell?ed|known as)\b)?|"
    r"there(?:'s|'re| are| will be| is)\s+(?P<count>\w+)(?:\s+of (?:them|these|those))?)\s*[:,]?",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"[^.;:!?]{0,40}?(?:,|\band\b|\bplus\b)\s+(?:another|an? (?:second|third|fourth|fifth|further|last))"
    r"(?: (?:one|of (?:them|these|those)))?\s*[,:]\s*",
    re.IGNORECASE,
)
_LIKE_WHAT = re.compile(  # an adjective of two words
    r"(?:ed|ing|able|ible|ful|less|ous|ive|ic|ly)$|^(?:only|free|proof|like|wide|safe|term|scale|grade|level|class|cost|"
    r"size|speed|volume|end|side|day|time|quality|purpose|rate|use|style|friendly|ready|range|rise|off)$",
    re.IGNORECASE,
)
_NO_NAME = frozenset(
    norms(
        "a an the and or no not one two another other both all each every it its they we i you he she there this that "
        "these those our my your their is are was be please then also plus with for in of to so only just maybe "
        "nothing none some more less any what which who where when if but because since as at on from by into"
    )
)
_ONE = frozenset(("a", "an", "one", "another", "our", "the"))
_ADVERB = re.compile(r"(?:ss|us|is|ous|less|wards?|ways|times|days|y|ed|ing|ful|ive|al|ic|able)$", re.IGNORECASE)


def outright(clause: Clause, nouns: Iterable[tuple[Hit, str]]) -> list[tuple[Hit, str]]:
    """The nouns that are no part of a name with a hyphen: not the "token" of "sap-token"."""
    text, offset = clause.span.text, clause.span.start
    return [
        (hit, roster)
        for hit, roster in nouns
        if text[max(hit.start - offset - 1, 0) : hit.start - offset] != "-"
        and re.match(r"-\w", text[hit.end - offset :]) is None
    ]


def rows(clause: Clause, nouns: Sequence[tuple[Hit, str]]) -> Iterator[tuple[str, Sequence[re.Match[str]]]]:
    """The rows of names in a clause, each with the list that its names belong to; `nouns` are the words for lists."""
    text, offset = clause.span.text, clause.span.start
    for hit, roster in nouns:
        if clause.in_address(hit.start, hit.end) or clause.negation(hit.start, hit.end) is not None:
            continue
        row = _after_noun(text, hit.start - offset, hit.end - offset)
        if row:
            yield roster, row
    carried = clause.reading.counted
    if carried is not None and not nouns and (row := _of_them(text, carried[1])):
        yield carried[0], row


def another(clause: Clause, end: int) -> re.Match[str] | None:
    """ "..., and a third one, dead-letters": one more name behind those that end at a place."""
    text = clause.span.text
    match = _ANOTHER.match(text, end - clause.span.start)
    row = _row(text, match.end()) if match is not None else ()
    return row[0] if len(row) == 1 and _plain(row[0]) and _apposed(text, row[0]) else None


def counted(clause: Clause, nouns: Sequence[tuple[Hit, str]]) -> tuple[str, int] | None:
    """The list of which items are wanted without a name, and how many (0 where that is not said)."""
    wanted = [(h, r) for h, r in nouns if clause.negation(h.start, h.end) is None]
    if not wanted or len({roster for _, roster in wanted}) > 1:
        return None
    hit, roster = wanted[-1]
    return roster, _count(clause.span.text, hit.start - clause.span.start)


def _count(text: str, start: int) -> int:
    """How many of a noun at a place are said, at most one word between: "three message topics"."""
    near = [q for q in quantities(text[:start]) if re.fullmatch(r"\s+(?:\w+\s+)?", text[q.end : start])]
    return int(near[-1].value) if near else 0


def _after_noun(text: str, start: int, end: int) -> Sequence[re.Match[str]]:
    match = _AFTER_NOUN.match(text, end)
    if match is None:
        return ()
    named = _NAMES_OF.search(text[:start])
    place = _OF_NAMES.match(text, end).end() if named else match.end()  # type: ignore[union-attr]
    row, count = _row(text, place), _count(text, start)
    plural = text[start:end].lower().endswith("s")
    if named or match["sure"]:
        return row if len(row) > 1 and (plural or named) else ()
    if match["are"]:
        return row if len(row) > 1 and all(map(marked, row)) else ()
    if len(row) > 1 and plural:
        enough = count == len(row) and ":" in (match["weak"] or "")
        bare = match["weak"] and count == len(row) and all(map(_plain, row))
        return row if enough or bare or all(map(marked, row)) else ()
    if plural and not row and count > 1 and (more := _AFTER_MORE.match(text, end)) is not None:
        row = _row(text, more.end())
        return row if count == len(row) and all(map(marked, row)) else ()
    determined = (text[:start].split() or [""])[-1].lower() in _ONE
    apart = match["weak"] and len(row) == 1 and determined and not plural
    return row if apart and marked(row[0]) and _apposed(text, row[0]) else ()


def _apposed(text: str, item: re.Match[str]) -> bool:
    """ "one bucket, raw-frames, and": between two marks; what follows is no list of other things."""
    return re.match(r"\s*(?:[,.;:)]|$)", text[item.end() :]) is not None


def _of_them(text: str, count: int) -> Sequence[re.Match[str]]:
    """The names of what an earlier sentence counted."""
    match = _THEY.match(text)
    row = _row(text, match.end() if match is not None else 0)
    if len(row) < 2 or text[row[-1].end() :].strip(" .,;:!)"):
        return ()
    if match is None:
        return row if len(row) == count and not text[: row[0].start()].strip(" -–—(") else ()
    if match["call"] or match["names"] or match["called"]:
        return row
    said = next((int(q.value) for q in quantities(match["count"] or "")), count)
    return row if said == len(row) and all(marked(item) or _plain(item) for item in row) else ()


def _row(text: str, place: int) -> Sequence[re.Match[str]]:
    """The names from a place on, as far as each is closed."""
    found: list[re.Match[str]] = []
    while (item := _ITEM.match(text, place)) is not None:
        closed = _CLOSES.match(text, item.end()) or _SEPARATES.match(text, item.end())
        if closed is None or item["name"].lower() in _NO_NAME:
            break
        found.append(item)
        joint = _SEPARATES.match(text, item.end())
        if joint is None:
            break
        place = joint.end()
    return found


def marked(item: re.Match[str]) -> bool:
    """Whether a word is surely a name: in quotes, with a digit, or of two words that tell no quality."""
    return bool(item["mark"]) or compound(item["name"])


def compound(word: str) -> bool:
    """Whether a word is none of the language: a digit in it, or two words that tell no quality ("till-sales")."""
    parts = word.split("-")
    return re.search(r"[\d_]", word) is not None or (len(parts) > 1 and _LIKE_WHAT.search(parts[-1]) is None)


def _plain(item: re.Match[str]) -> bool:
    """Whether a word may be a name where as many were counted: the plural of a noun, or no word of every day."""
    name = item["name"]
    if marked(item):
        return True
    low = name.lower()
    if not name.islower() or low in FUNCTION or _ADVERB.search(low) is not None:
        return False
    return low.endswith("s") or not everyday(low)
