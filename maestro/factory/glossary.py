"""What a description says of the values that it enumerates: "IE Ireland, DE Germany", "`a`: for trials", "b is ...".

Many schemas tell in prose what their values mean. Words that name a value become names of it; words that only describe
it become its meaning. Nothing is taken from a text that explains but one of several values, unless it says so by a
colon or a bullet.
"""

import re
from collections.abc import Mapping, Sequence

from maestro.domain.record import dataclass

_MOST = 4_000  # characters of a description that are looked through
_NAME = 4  # words of a name
_QUOTE = r"[`\"'*_]{0,3}"
_LED = r"(?i:\b(?:with|in|on|under|as|for|at|an?|the|use|choose|pick|take|set|one of|and|or)\s+){0,2}"
_BEGINS = (
    r"(?:(?:^|\n)\s*(?:(?:[-*•+]|\d+[.)])\s+)?|[.;:,(!?]\s+|\s[-–—]\s+|\|\s*|\b(?:and|or)\s+)"
    rf"(?P<led>{_LED}[(]?{_QUOTE})"
)
_MARK = re.compile(r"\s*(?:[:=→]|->|=>|–|—|-(?=\s))\s*|\s*\(|\s*\|\s*")
_LINK = re.compile(r"\s+(?:is|are|means?|stands? for|denotes?|refers? to|equals?|being)\s+", re.IGNORECASE)
_PURPOSE = re.compile(r"\s+(?:for|if|when|where)\s+", re.IGNORECASE)
_END = re.compile(r"\.(?=\s|$)|;|\n|\)(?=[\s,;.]|$)|\|")
_LOOSE = re.compile(r"^[\s,;:.()*_`|-]+|[\s,;:(*_`|-]+$|(?:,?\s+(?:and|or|with|in|an?|the))+$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:an?|the|our|your|its|some)\s+", re.IGNORECASE)
_LIKE = re.compile(
    r",?\s+(?:and|or)\s+(?:its like|the like|similar|such|so on|others?)\b.*$|,?\s+etc\.?$", re.IGNORECASE
)
_TURN = re.compile(
    r"\b(?:about|above|across|after|and|are|as|at|before|below|but|by|can|does?|from|has|have|if|in|into|is|it|may|must|"
    r"no|not|of|on|once|only|or|out|over|per|that|their|then|they|to|until|up|was|we|when|where|which|while|who|whose|"
    r"will|with|without|you)\b|[,;:()/]",
    re.IGNORECASE,
)
_WORDS = frozenset("am an as at be by do go he if in is it me my no of on or so to up us we".split())  # noqa: SIM905
_NOTHING = frozenset(("anything", "everything", "something", "nothing", "default", "recommended", "required", "none"))


@dataclass(frozen=True)
class Gloss:
    """What is said of one value: a proper name of it, other words for it, and the whole in a sentence."""

    name: str = ""
    aliases: tuple[str, ...] = ()
    means: str = ""


@dataclass(frozen=True)
class Glossary:
    """What a text says of some values, and what else it says."""

    entries: Mapping[str, Gloss]
    rest: str


@dataclass(frozen=True)
class _Entry:
    """Where a value is explained: the place of its name, and where the explanation begins; `sure` by a mark."""

    value: str
    start: int
    begins: int
    sure: bool


def glossary(description: str, values: Sequence[str]) -> Glossary:
    """The explained values of a text; none where it explains none of them or only speaks of one."""
    text = description[:_MOST]
    found = [entry for value in values if (entry := _entry(text, value)) is not None]
    if not found:
        return Glossary({}, description)
    found.sort(key=lambda e: e.start)
    ends = [*(entry.start for entry in found[1:]), len(text)]
    told = ((e, _said(text, e, end)[0]) for e, end in zip(found, ends, strict=True))
    said = {e.value: (e, words) for e, words in told if words}
    least = len(values) if any(value.isdigit() for value in values) else 2  # a number in a text may be any number
    if len(said) < min(least, len(values)):
        return Glossary({}, description)
    glosses = {value: gloss(words, link=_link(text, e)) for value, (e, words) in said.items()}
    glosses = {value: of_code(value, g) for value, g in glosses.items()}
    named = sum(1 for g in glosses.values() if g.name) * 2 > len(glosses)
    entries = {value: g if named else _unnamed(g) for value, g in glosses.items()}
    return Glossary(entries, _rest(text, found) + description[_MOST:])


def gloss(words: str, *, link: str = "") -> Gloss:
    """What a few words say of a value: `link` is the verb between, empty where they stand for it by themselves."""
    plain = words.strip().rstrip(".").strip()
    if link == "purpose":
        return Gloss(means=f"for {plain}" if plain else "")
    if link == "verb":
        return Gloss(means=plain)
    body = _LIKE.sub("", _ARTICLE.sub("", plain))
    count = len(body.split())
    if _proper(body) and not _ARTICLE.match(plain):
        return Gloss(name=body, means=plain)
    head = _TURN.split(body, maxsplit=1)[0].strip()
    first = body.partition(" ")[0].lower()
    short = bool(body) and count <= _NAME and first not in _NOTHING and _TURN.match(body) is None
    aliases = (body,) if short and (head == body or count > 1) else ()
    return Gloss(aliases=aliases, means=plain)


def of_code(value: str, said: Gloss) -> Gloss:
    """The few words that stand for a code of a letter or two are its name."""
    return Gloss(said.aliases[0], (), said.means) if len(value) < 3 and said.aliases and not said.name else said


def _unnamed(said: Gloss) -> Gloss:
    return Gloss("", (said.name,), said.means) if said.name else said


def _entry(text: str, value: str) -> _Entry | None:
    """The first place that explains a value: where a clause begins with it, and words follow."""
    lower = text.lower()
    if not all(part in lower for part in re.split(r"[-_\s]+", value.lower())):
        return None  # most values: to look for them is not worth a pattern
    spelt = _spelt(value)
    for match in re.finditer(rf"{_BEGINS}(?P<value>{spelt}){_QUOTE}(?=[\s:=(|→–—-])", text):
        mark = _MARK.match(text, match.end())
        begins = mark.end() if mark is not None else match.end()
        following = text[begins:].lstrip()
        if not following or following[0] in ".,;)" or re.match(r"(?:and|or|if)\b", following):
            continue
        short = mark is None and len(value) < 3 and not value.isdigit()
        told = _LINK.match(text, match.end()) is not None and value not in _WORDS
        if short and not told and not following[:1].isupper():
            continue  # "it" is a word before it is a language
        return _Entry(value, match.start("led"), begins if mark is not None else match.end(), mark is not None)
    return None


def _spelt(value: str) -> str:
    """A value as prose has it: with blanks for its hyphens, and a capital at the beginning of a sentence."""
    parts = [re.escape(part) for part in re.split(r"[-_\s]+", value) if part]
    spelt = r"[-_\s]".join(parts) if parts else re.escape(value)
    if len(value) < 3 or not spelt[:1].isalpha():
        return spelt
    return f"[{spelt[0].lower()}{spelt[0].upper()}]{spelt[1:]}"


def _said(text: str, entry: _Entry, end: int) -> tuple[str, int]:
    """The words of an explanation, up to the next one or the end of the sentence; and where they end."""
    stop = _END.search(text, entry.begins, end)
    until = stop.start() if stop is not None else end
    words = text[entry.begins : until]
    link = _LINK.match(words) if not entry.sure else None
    words = words[link.end() :] if link is not None else words
    purpose = _PURPOSE.match(words) if not entry.sure else None
    words = words[purpose.end() :] if purpose is not None else words
    return re.sub(r"\s+", " ", _trimmed(words)), until


def _link(text: str, entry: _Entry) -> str:
    """Whether the words are the value's own ("", by a mark or "is"), what it is for, or what it does."""
    words = text[entry.begins :]
    if entry.sure or _LINK.match(words):
        return ""
    if _PURPOSE.match(words):
        return "purpose"
    plain = words.strip()
    return "" if plain[:1].isupper() or _ARTICLE.match(plain) else "verb"


def _trimmed(words: str) -> str:
    while (less := _LOOSE.sub("", words)) != words:
        words = less
    return words


def _proper(words: str) -> bool:
    """Whether they are a name: capitals but for the small words between."""
    parts = words.split()
    small = ("of", "the", "and", "de", "la", "du", "der", "von")
    return 0 < len(parts) <= _NAME and parts[0][:1].isupper() and all(p[:1].isupper() or p in small for p in parts)


def _rest(text: str, found: Sequence[_Entry]) -> str:
    """What a text says beside its explanations: its beginning and its end."""
    last = _said(text, found[-1], len(text))[1]
    before = text[: found[0].start].rstrip(" :;,(-–—\n*|`\"'_")
    after = text[last:].lstrip(" .;:,)|\n`")
    before = f"{before}." if before and before[-1] not in ".!?" else before
    return f"{before} {after}".strip()
