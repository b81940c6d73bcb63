"""Reads a message as the answer to the open question: a number, a word of a choice, a value."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from maestro.domain.acts import Act, Choose, Narrow, Set
from maestro.domain.conversation import Asked, Choice, View
from maestro.domain.form import Field, Kind
from maestro.understanding.english.dates import dates, day_form, meant, without_year
from maestro.understanding.english.quantities import number, quantities
from maestro.understanding.english.text import Token, norms, words
from maestro.understanding.english.values import coerce, distinctive, fits
from maestro.understanding.replies.naming import named
from maestro.understanding.stance.negation import negated

_ORDINALS = {
    "first": 0,
    "1st": 0,
    "second": 1,
    "2nd": 1,
    "third": 2,
    "3rd": 2,
    "fourth": 3,
    "4th": 3,
    "fifth": 4,
    "last": -1,
}
_NUMBER = re.compile(
    r"\s*(?:(?:option|choice|number|answer|no\.|nr\.?|#|i(?:'d| would)? (?:take|pick|choose)|"
    r"let'?s (?:take|go with|start (?:from|with))|"
    r"(?:we'?ll |i'?ll )?(?:start|begin|go|continue) (?:from|with)|take|use|pick)"
    r"\s*(?:number |option |no\.? ?|#)?)?"
    r"(\d{1,2})(?=\s*$|\s*[.,):;!-]|\s+(?:please|and|but|then|is)\b)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    rf"(?<!per )(?<!every )(?<!each )(?<!a )\b(?P<the>the )?"
    rf"({'|'.join(_ORDINALS)})(?P<noun> (?:one|option|choice|blueprint|suggestion|starting point))?\b",
    re.IGNORECASE,
)
_CONTRAST = re.compile(
    r"\bthe (?P<which>former|latter)\b(?: (?:one|option|choice|of (?:the|those|these) two|of them))?", re.IGNORECASE
)
_LEADS = re.compile(  # before an ordinal that picks: words of picking, and polite ones
    r"(?:\W|\b(?:ok(?:ay)?|right|good|great|fine|perfect|yes|yeah|so|well|hm+|oh|ah|and|then|please|maybe|probably|"
    r"perhaps|rather|i|we|you|i'?d|we'?d|i'?ll|we'?ll|would|will|can|could|like|to|want|prefer|think|guess|say|"
    r"suppose|"
    r"take|pick|choose|use|go|going|with|for|have|give|me|us|let'?s|let us|start|begin|from|option|number|my choice|"
    r"our choice|it'?s|is|that|teh|hte|actually|no|sorry|just|definitely|obviously|of course)\b)*",
    re.IGNORECASE,
)
_PICKED = re.compile(  # after it: the end, a reason, something more
    r"\s*(?:$|[,.;:!()–-]|(?:please|pls|thanks|then|but|and|with|without|because|since|as|sounds?|looks?|is|fits?|"
    r"seems?|suits?|it is|i (?:think|guess)|we (?:think|guess)|of (?:them|these|those|the)|will do|"
    r"for)\b)",
    re.IGNORECASE,
)
_NAMING = re.compile(
    r"\b(?:start(?:ing)?(?: from| with| off)?|take|use|pick|choose|go (?:with|for)|from)\s+(?:the\s+|an?\s+)?$",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\s+(?:one|blueprint|option|template|scenario|starting point|request)\b", re.IGNORECASE)
_THEIRS = re.compile(
    r"\b(?:i'?m|we'?re|i am|we are|he is|she is|they are|our|my|their|his|her|an?)\s*$",
    re.IGNORECASE,
)
_OF_IT = re.compile(r"\s*(?:from|of|in|out of|like|to|but|else)\b", re.IGNORECASE)
_BUT = re.compile(
    r"[\s,]*(?:of (?:them|these|those)[\s,]*)?(?:but|except(?:ing)?|apart from|(?:other|else) than|save|besides)\b",
    re.IGNORECASE,
)
_BOTH_WAYS = re.compile(
    r"\w\s+yes\b[\s,;]+(?:but |and )?\w+(?: \w+)?\s+no\b|\w\s+no\b[\s,;]+(?:but )?\w+(?: \w+)?\s+yes\b",
    re.IGNORECASE,
)
_DEPENDS = re.compile(r"\W*(?:well,? |hm+,? )?(?:(?:that|it) )?(?:all )?depends\b", re.IGNORECASE)
_SAYING = 8  # words of a message that an ordinal may be the point of
_BRIEF = 4  # words of a message that a deciding choice may be named in
_JOINING = frozenset(("am", "as", "at", "be", "by", "do", "in", "is", "it", "me", "my", "so", "to"))


@dataclass(frozen=True)
class Answer:
    """The acts that a message means as an answer, and how far it was read (the rest may say more)."""

    acts: tuple[Act, ...]
    rest: str = ""


def by_number(text: str, asked: Asked) -> Answer | None:
    """ "2", "option 2", "2, but larger", "the second one"."""
    if not asked.choices:
        return None
    if (pair := _of_two(text, asked)) is not None:
        return pair
    if (match := _NUMBER.match(text)) is not None:
        index = int(match[1]) - 1
        if 0 <= index < len(asked.choices):
            return Answer(_quoted(asked.choices[index], match[0].strip()), text[match.end() :].lstrip(" .,):;!-"))
        return None
    match = _ORDINAL.search(text)
    if match is not None and _picks(text, match):
        index = _ORDINALS[match[2].lower()]
        if asked.path in ("review", "submit") and len(norms(text)) > _BRIEF:
            return None
        if index < len(asked.choices):
            return Answer(_quoted(asked.choices[index], match[0].strip()), text[match.end() :].lstrip(" .,):;!-"))
    return None


def _of_two(text: str, asked: Asked) -> Answer | None:
    """ "the latter", where two choices are offered."""
    match = _CONTRAST.search(text)
    if match is None or len(asked.choices) != 2 or asked.path in ("review", "submit"):
        return None
    if _LEADS.fullmatch(text[: match.start()]) is None or _PICKED.match(text[match.end() :]) is None:
        return None
    return Answer(
        _quoted(asked.choices[match["which"].lower() == "latter"], match[0]), text[match.end() :].lstrip(" .,):;!-")
    )


def _picks(text: str, ordinal: re.Match[str]) -> bool:
    """Whether an ordinal is the answer: "the second, please", not "as I said first" or "our first customers"."""
    before, after = text[: ordinal.start()], text[ordinal.end() :]
    if len(norms(text)) > _SAYING:
        return ordinal["noun"] is not None and _NAMING.search(before or "use ") is not None
    if ordinal["noun"] or ordinal["the"] or before.strip():
        return _LEADS.fullmatch(before) is not None and _PICKED.match(after) is not None
    return re.fullmatch(r"[\s.!]*(?:please|pls|thanks|then)?[\s.!]*", after, re.IGNORECASE) is not None


def by_words(text: str, asked: Asked) -> Answer | None:
    """The one choice that is named by its words, unless it is negated; several of a list are read one by one."""
    if _DEPENDS.match(text) or _BOTH_WAYS.search(text) or len(_listed([t.norm for t in words(text)], asked)) > 1:
        return None
    return _by_words(text, asked)


def _by_words(text: str, asked: Asked) -> Answer | None:
    said = words(text)
    keys = [t.norm for t in said]
    brief = len(said) <= _BRIEF
    best: tuple[int, int, int, Choice] | None = None
    tied = False
    for choice in asked.choices:
        for phrase in choice.words:
            key = norms(phrase)
            place = _find(keys, key)
            if place is None or not key or not (brief or _is_value(choice)):
                continue
            if joins(said, place, key):
                continue
            start, end = said[place].start, said[place + len(key) - 1].end
            if not brief and _in_passing(choice, key, text[:start], text[end:]):
                continue
            if _only_spoken_of(choice, key, text[:start], text[end:]):
                continue
            if _negative(phrase) and _BUT.match(text, end):
                continue  # "none but the second": what follows is wanted
            if negated(text, start, end) is not None and not _negative(phrase):
                continue
            if best is None or len(key) > best[0]:
                best, tied = (len(key), start, end, choice), False
            elif len(key) == best[0] and choice is not best[3]:
                tied = True
    if best is None or tied:
        return None
    return Answer(_quoted(best[3], text[best[1] : best[2]]), "")


def _listed(keys: Sequence[str], asked: Asked) -> set[int]:
    """Which of the choices that each put one thing into a list are named, by their places."""
    single = [(n, c) for n, c in enumerate(asked.choices) if isinstance(c.value, list) and len(c.value) == 1]
    return {n for n, c in single if any(_find(keys, norms(w)) is not None for w in c.words if norms(w))}


def joins(said: Sequence[Token], place: int, key: tuple[str, ...]) -> bool:
    """Whether a short name stands as a word of English in a longer message: the "in" of "in Switzerland"."""
    token = said[place]
    return len(key) == 1 < len(said) and key[0] in _JOINING and not token.text.isupper()


def _is_value(choice: Choice) -> bool:
    """Whether a choice writes something; one that ends or decides the conversation must be the message, not in it."""
    return all(isinstance(act, (Set, Choose)) for act in choice.acts)


def _in_passing(choice: Choice, key: tuple[str, ...], before: str, after: str) -> bool:
    """Whether a single word for a starting point is only used, not named: "our data must stay here"."""
    if len(key) > 1 or not any(isinstance(act, Choose) for act in choice.acts):
        return False
    if not before.strip() and re.match(r"\s*[,.;!]", after):
        return False
    return _NAMING.search(before) is None and _NAMED.match(after) is None


def place_of(word: str) -> int:
    """The place in a list, from 0, that an ordinal or a number names."""
    return int(word) - 1 if word.isdigit() else _ORDINALS[word.lower()]


def is_ordinal(text: str) -> bool:
    """Whether a text is "first" alone: out of a longer message it opens a list of reasons."""
    return text.strip().lower() in _ORDINALS


def _only_spoken_of(choice: Choice, key: tuple[str, ...], before: str, after: str) -> bool:
    """ "Nothing from that letter", "Platform? We have one": a single word that starts or asks something else."""
    if len(key) > 1 or not any(isinstance(act, Choose) for act in choice.acts):
        return False
    empty = all(isinstance(act, Choose) and act.scenario is None for act in choice.acts)
    return (empty and _OF_IT.match(after) is not None) or said_of_others(before, after)


def said_of_others(before: str, after: str) -> bool:
    """ "I'm platform admin", "Platform? We have one": a word beside which it is no choice of theirs."""
    named = _NAMED.match(after) is not None or _NAMING.search(before) is not None
    whose = _THEIRS.search(before) is not None and not named
    return whose or re.match(r"\s*\?\s*\S", after) is not None


def _negative(phrase: str) -> bool:
    return phrase.split(maxsplit=1)[0] in ("no", "none", "nothing", "neither", "drop", "leave", "remove")


def _find(keys: Sequence[str], key: tuple[str, ...]) -> int | None:
    for place in range(len(keys) - len(key) + 1):
        if tuple(keys[place : place + len(key)]) == key:
            return place
    return None


def _quoted(choice: Choice, quote: str) -> tuple[Act, ...]:
    return tuple(replace(act, quote=quote) for act in choice.acts)


def by_value(text: str, view: View, path: str) -> Answer | None:
    """A value of the field asked for: its form tells it, or the message is little more than it."""
    found = view.form.at(path)
    if found is None:
        return None
    if found.kind in (Kind.INTEGER, Kind.NUMBER) and not found.either:
        return _number(text, found, path)
    if found.options or not (found.either or found.kind is Kind.STRING):
        return None
    return _day(text, found, path) or _string(text, found, path)


def _day(text: str, found: Field, path: str) -> Answer | None:
    """The one date of a message, or which of two it is; without its year as it was said, so that the refusal asks."""
    if not distinctive(found) or day_form(found, fits) is None:
        return None
    days = [day for day in dates(text) if negated(text, day.start, day.end) is None]
    if len(days) != 1:
        short = without_year(text) if not days else None
        return Answer((Set(path, short, short),)) if short is not None else None
    said, quote = meant(found, days[0], fits), text[days[0].start : days[0].end]
    if len(said) > 1:
        return Answer((Narrow(path, said, quote),))
    return Answer((Set(path, said[0], quote),)) if said else None


def _number(text: str, found: Field, path: str) -> Answer | None:
    numbers = list(quantities(text))
    if len(numbers) != 1 or len(norms(text)) > 12:
        return None
    value = number(found, numbers[0])
    said = text[numbers[0].start : numbers[0].end]
    return Answer((Set(path, numbers[0].value if value is None else value, said),))


def _string(text: str, found: Field, path: str) -> Answer | None:
    body = named(text, found)
    place = text.find(body) if body else -1
    if body and place > 0 and len(body.split()) == 1 and negated(text, place, place + len(body)) is not None:
        return None  # "not kestrel, please"
    return None if body is None else Answer((Set(path, _value(found, body), body),))


def _value(found: Field, body: str) -> object:
    """The text as the field takes it; as it stands where it does not, so that the refusal names it."""
    value = coerce(found, body)
    return body if value is None else value
