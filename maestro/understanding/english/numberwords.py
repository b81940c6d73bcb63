"""Numbers in words: "seven hundred", "a hundred and twenty", "two dozen", "twelve hundred"."""

import re
from functools import lru_cache

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {
    **{word: n for n, word in enumerate((*_ONES, *_TEENS), 1)},
    **{word: 10 * n for n, word in enumerate(_TENS, 2)},
    "zero": 0, "a": 1, "half": 0.5,
}  # fmt: skip
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000}
_GAP = r"[ -]"
_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:{_GAP}(?:{'|'.join(_ONES)}))?|{'|'.join((*_TEENS, *_ONES))})"
_NOT_MORE = rf"(?!{_GAP}(?:hundred|thousand|dozen)\b)"
_AND_SMALL = rf"(?:{_GAP}(?:and )?{_SMALL}\b{_NOT_MORE})?"
_HUNDREDS = rf"(?:(?:a|{_SMALL}){_GAP}hundred\b{_AND_SMALL}|hundred|{_SMALL})"
WORDED = (  # what is a number in words; the longest first
    rf"(?:a couple of|(?:half )?a dozen|(?:{_SMALL}{_GAP})?dozen|"
    rf"(?:a|{_HUNDREDS}){_GAP}thousand\b(?:{_GAP}(?:and )?{_HUNDREDS}\b(?!{_GAP}thousand\b))?|"
    rf"{_HUNDREDS}|zero)\b"
)


@lru_cache(maxsize=4_096)
def value_of(words: str) -> float:
    """The number that some words of the form above are."""
    if words.lower() == "a couple of":
        return 2
    total, part = 0.0, 0.0
    for word in re.split(r"[ -]+", words.lower()):
        if word in _SCALES:
            part = (part or 1) * _SCALES[word]
            if word == "thousand":
                total, part = total + part, 0
        elif word != "and" and not (word == "a" and part):
            part += _VALUES[word]
    return total + part
