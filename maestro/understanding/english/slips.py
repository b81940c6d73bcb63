"""Tells a mistyped word from another word: letters left out, doubled or swapped, a neighbouring key, a like sound.

"protection" is as far from "production" as many a slip is; but no finger hits `t` for `d`.
"""

from itertools import pairwise

from rapidfuzz.distance import OSA

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ALIKE = ("aeiouy", "ckq", "cs", "sz", "fv", "vw", "mn", "gj", "bp")  # vowels, and consonants that sound alike
_HEARD = (  # first what two letters stand for
    *(
        ("ck", "k"),
        ("ch", "k"),
        ("ph", "f"),
        ("qu", "k"),
        ("th", "t"),
        ("ie", "i"),
        ("ee", "i"),
        ("oo", "u"),
        ("ou", "u"),
    ),
    *(("c", "k"), ("q", "k"), ("z", "s"), ("y", "i"), ("w", "v"), ("dg", "g"), ("j", "g")),
)
_UNSURE = 2  # letters by which two words may differ in sound where their spelling is in doubt
_SHORT = 9  # letters from which two slips are taken


def is_slip(word: str, meant: str) -> bool:
    """Whether `word` is `meant` mistyped: the first letter kept, one slip, two from nine letters on."""
    if word[:1] != meant[:1]:
        return False
    most = 1 if len(word) < _SHORT else 2
    if OSA.distance(word, meant, score_cutoff=most) > most:
        return False
    return len(word) != len(meant) or all(
        a == b or frozenset((a, b)) in _NEAR or swapped for a, b, swapped in _aligned(word, meant)
    )


def sound(word: str) -> str:
    """A word as it is heard: letters for one sound made one, doubled ones single."""
    low = word.lower()
    for spelt, heard in _HEARD:
        low = low.replace(spelt, heard)
    return "".join(letter for letter, following in zip(low, low[1:] + " ", strict=True) if letter != following)


def may_sound(word: str, meant: str) -> bool:
    """Whether `word` is what somebody heard who does not know how `meant` is spelt: "cubernettis"."""
    one, two = sound(word), sound(meant)
    return one[:1] == two[:1] and OSA.distance(one, two, score_cutoff=_UNSURE) <= _UNSURE


def _aligned(word: str, meant: str) -> list[tuple[str, str, bool]]:
    """Letter by letter, and whether the two stand swapped with a neighbour of theirs."""
    pairs = list(zip(word, meant, strict=True))
    places = range(len(pairs))
    return [(a, b, any(pairs[j] == (b, a) for j in (i - 1, i + 1) if j in places)) for i, (a, b) in enumerate(pairs)]


def _near() -> frozenset[frozenset[str]]:
    pairs = {frozenset((a, b)) for group in _ALIKE for a in group for b in group}
    for row in _ROWS:
        pairs |= {frozenset(pair) for pair in pairwise(row)}
    for upper, lower in pairwise(_ROWS):
        for place, key in enumerate(lower):
            pairs |= {frozenset((key, above)) for above in upper[place : place + 2]}
    return frozenset(pairs)


_NEAR = _near()
