"""Tells a mistyped word from another word: letters left out, doubled or swapped, a neighbouring key, a like sound.

"protection" is as far from "production" as many a slip is; but no finger hits `t` for `d`.
"""

from itertools import pairwise

from rapidfuzz.distance import OSA

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ALIKE = ("aeiouy", "ckq", "cs", "sz", "fv", "vw", "mn", "gj", "bp")  # vowels, and consonants that sound alike
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
