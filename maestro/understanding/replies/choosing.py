"""Reads a short answer as one of the things that the open question can be answered with, shown or not.

Owns what `answers` leaves: all legal values of the asked field (a long list shows but a few), all starting points,
words that are mistyped, and "the bigger one". Decides nothing by a word that is only near to several.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from maestro.domain.acts import Act, Choose, Narrow, Set
from maestro.domain.conversation import Asked
from maestro.domain.form import Form, Kind, Scenario
from maestro.understanding.english.grammar import STOP
from maestro.understanding.english.slips import is_slip
from maestro.understanding.english.text import Token, norms, words
from maestro.understanding.replies.answers import joins, said_of_others
from maestro.understanding.stance.negation import negated

_LONGEST = 10  # words of a message that is read as one choice
_BRIEF = 4  # words of a message in which one word of a title is enough
_LETTERS = 4  # of a word that may be mistyped: few things are asked for, so that few are confused
_EMPTY = STOP - {"own"}  # words that tell no option from another
_FEW = 10  # options that are told from each other by a single word
_THE_ONE = re.compile(
    r"\b(?:the|that|your) (?:one|blueprint|option|template|starting point)\s+"
    r"(?:for|with|about|that (?:is|has)|to)\s+([^.;!?]{2,80})|"
    r"\b(?:the|that|your)\s+([^.,;!?]{2,60}?)\s+(?:one|blueprint|option|template|starting point|scenario)\b|"
    r"\b(?:the|your)\s+([^.,;!?]{2,60}?)\s+"
    r"(?:comes? (?:the )?closest|is (?:the )?(?:closest|nearest)|fits (?:us )?best)\b",
    re.IGNORECASE,
)
_TAKEN = re.compile(
    r"\W*(?:(?:ok(?:ay)?|well|hm+|then|so|yes|i guess|please|let'?s|let us|i(?:'d| would|'ll| will)(?: like to|"
    r" rather)?|"
    r"we(?:'d| would|'ll| will)(?: like to| rather)?|just|rather|you (?:can|may))[\s,]+)*"
    r"(?:go (?:with|for)|take|use|pick|choose|start (?:with|from)|begin with|proceed with|give (?:us|me)|say)\s+"
    r"(?:the|your|that|a|an)\s+(?P<told>[^.,;!?]{3,40}?)(?:\s+(?:then|please|instead|after all|thanks|for (?:me|"
    r"us)))*\W*",
    re.IGNORECASE,
)
_SCALES = (
    ("tiny", "small", "medium", "large", "huge"),
    ("low", "medium", "high"),
    ("basic", "standard", "premium"),
    ("light", "normal", "heavy"),
    ("few", "some", "many"),
)
_UP = r"big|larg|high|great|strong|fast"
_DOWN = r"small|low|little|cheap|light|slow|weak"
_BEFORE = r"\s*(?:the |a |one |something |take |rather |then )*"
_MORE = re.compile(rf"{_BEFORE}(?:(?:{_UP})[a-z]*er|next(?: size)? up)\b", re.IGNORECASE)
_LESS = re.compile(rf"{_BEFORE}(?:(?:{_DOWN})[a-z]*er|next(?: size)? down)\b", re.IGNORECASE)
_END = re.compile(
    rf"{_BEFORE}(?:(?P<up>(?:{_UP})[a-z]*est|max(?:imum|imal)?)|(?:(?:{_DOWN})[a-z]*est|min(?:imum|imal)?)|"
    r"(?P<middle>in between|in the middle|middle|mid(?:dle)?[- ]?size[d]?))\b",
    re.IGNORECASE,
)
_MIDDLE = re.compile(rf"{_BEFORE}(?:middle|mid|in[ -]between|one in (?:the middle|between))\b", re.IGNORECASE)

Phrase = tuple[tuple[str, ...], Act]


def by_choosing(text: str, asked: Asked, form: Form) -> tuple[Act, ...]:
    """The value or starting point that a short message names; a Narrow where it names several alike."""
    said = words(text)
    if not said or len(said) > _LONGEST:
        return ()
    found = [
        (exact, len(key), act, text[said[place].start : said[place + len(key) - 1].end])
        for key, act in phrases(asked, form)
        if asked.path != "scenario" or len(key) > 1 or len(said) <= _BRIEF
        for place, exact in [_place(said, key)]
        if place is not None
        and not joins(said, place, key)
        and not (asked.path == "scenario" and len(key) == 1 and _of_others(text, said[place]))
        and negated(text, said[place].start, said[place + len(key) - 1].end) is None
    ]
    if not found:
        return _compared(text, asked)
    best = max((exact, length) for exact, length, _, _ in found)
    meant = {act: quote for exact, length, act, quote in found if (exact, length) == best}
    return _one(meant)


def _of_others(text: str, word: Token) -> bool:
    return said_of_others(text[: word.start], text[word.end :])


def by_hint(text: str, asked: Asked, form: Form) -> tuple[Act, ...]:
    """A word that only one of a few options is known by, in its longer names: "real, invoices depend on it"."""
    found = form.at(asked.path)
    said = words(text)
    if found is None or found.kind is Kind.ARRAY or not 1 < len(found.options) <= _FEW or len(said) > _LONGEST:
        return ()
    own = {w for p in (found.title, found.path.rpartition(".")[2], *found.aliases) for w in norms(p)} | _EMPTY
    known = [(o.value, {w for p in (o.title, *o.aliases) for w in norms(p)} - own) for o in found.options]
    hits = {
        value: token
        for token in reversed(said)
        for value, names in known
        if token.norm in names and sum(1 for _, n in known if token.norm in n) == 1
    }
    if len(hits) != 1:
        return ()
    value, token = next(iter(hits.items()))
    refused = negated(text, token.start, token.end) is not None
    return () if refused else (Set(asked.path, value, text[token.start : token.end]),)


def the_one(text: str) -> str:
    """What follows "the one ..." or stands in "the ... one"; empty where neither is said."""
    match = _THE_ONE.search(text)
    return next((group.strip() for group in match.groups() if group), "") if match else ""


def taken(text: str) -> str:
    """What a message that says nothing else takes: "go with the web shop"; empty where it is no such message."""
    match = _TAKEN.fullmatch(text)
    return match["told"].strip() if match is not None else ""


def _one(meant: dict[Act, str]) -> tuple[Act, ...]:
    if len(meant) == 1:
        act, quote = next(iter(meant.items()))
        return (replace(act, quote=quote),)
    sets = [act for act in meant if isinstance(act, Set)]
    if len(sets) == len(meant) and len({act.path for act in sets}) == 1:
        return (Narrow(sets[0].path, tuple(act.value for act in sets), next(iter(meant.values()))),)
    return ()


def phrases(asked: Asked, form: Form) -> Iterator[Phrase]:
    """Every way to name an answer."""
    if asked.path == "scenario":
        for scenario in form.scenarios:
            plain = re.sub(r"\(.*?\)", " ", scenario.title)
            for phrase in (scenario.title, plain, scenario.id.lstrip("0123456789-_"), *telling(scenario, form)):
                yield norms(phrase), Choose(scenario.id)
        empty = (word for choice in asked.choices if choice.acts == (Choose(None),) for word in choice.words[:1])
        yield from ((norms(word), Choose(None)) for word in empty)  # mistyped, too
        return
    found = form.at(asked.path)
    for option in found.options if found and found.kind is not Kind.ARRAY else ():
        for phrase in (str(option.value), option.title, *option.title.split(","), *option.aliases):
            if key := norms(phrase):
                yield key, Set(asked.path, option.value)


def telling(scenario: Scenario, form: Form) -> tuple[str, ...]:
    """Words of its title that no other's has: "the healthcare one"."""
    others = {word for s in form.scenarios if s is not scenario for word in norms(s.title)}
    return tuple(word for word in norms(scenario.title) if len(word) >= _LETTERS and word not in others)


def _place(said: Sequence[Token], key: tuple[str, ...]) -> tuple[int | None, bool]:
    """Where a phrase stands, and whether it is spelt right; mistyped is taken where the words were."""
    near: int | None = None
    for place in range(len(said) - len(key) + 1):
        pairs = list(zip((t.norm for t in said[place : place + len(key)]), key, strict=True))
        if all(a == b for a, b in pairs):
            return place, True
        if near is None and all(a == b or _mistyped(a, b) for a, b in pairs):
            near = place
    return near, False


def _mistyped(word: str, meant: str) -> bool:
    """No slip in a number, and none that makes one."""
    return (
        len(word) >= _LETTERS - 1
        and len(meant) >= _LETTERS
        and not re.search(r"\d", word + meant)
        and is_slip(word, meant)
    )


def _compared(text: str, asked: Asked) -> tuple[Act, ...]:
    """ "the bigger one": the next on a scale from what is recommended, or would be taken now."""
    more, less, end = _MORE.match(text), _LESS.match(text), _END.match(text)
    scaled = [c for c in asked.choices if isinstance(c.value, str)]
    if not (more or less or end) or not ascending([str(c.value) for c in scaled]):
        return ()
    here = next((n for n, c in enumerate(scaled) if c.recommended or c.value == asked.default), 0)
    there = min(here + 1, len(scaled) - 1) if more else max(here - 1, 0)
    if end is not None:
        there = len(scaled) // 2 if end["middle"] else len(scaled) - 1 if end["up"] else 0
    return tuple(replace(act, quote=text.strip()[:80]) for act in scaled[there].acts)


def ascending(values: Sequence[str]) -> bool:
    """Whether the values are steps of one scale, in its order."""
    named = [value.lower() for value in values]
    scale = next((s for s in _SCALES if all(v in s for v in named)), ())
    return len(named) > 1 and bool(scale) and named == sorted(named, key=scale.index)
