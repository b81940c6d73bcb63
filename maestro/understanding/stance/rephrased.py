"""A switch by its own words in another order or form: "earlier versions are kept", "the nodes should be private".

Owns phrases of two words and more that switch something on; every word of weight must be said, with nothing but
function words between, and whose they are ("of each drawing"). What denies it is the reader's to see: a "not" inside
the phrase ends it.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from maestro.understanding.english.grammar import ALIKE_WORDS, COMMON, FUNCTION
from maestro.understanding.english.text import Token

Phrase = tuple[str, ...]
_DENYING = {"no", "not", "none", "nothing", "never", "without", "nor", "neither", "cannot", "dont"}
_BETWEEN = (FUNCTION | {"must", "should", "shall", "always"}) - _DENYING
_ENDINGS = ("ing", "ied", "ed", "es", "s", "e")
_LONGEST = 12  # words over which a phrase is spread
_OWNER = 4  # words that tell whose something is


class Rephrased:
    """Finds switches that are told in other words."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        """Index the phrases that have two words of weight or more, by the bases of those."""
        self._phrases: dict[frozenset[str], Phrase] = {}
        for phrase in phrases:
            bases = _weighty(phrase)
            if len(bases) > 1 and not _DENYING & set(phrase):
                self._phrases.setdefault(bases, phrase)
        self._words = frozenset(word for bases in self._phrases for word in bases)

    def at(self, tokens: Sequence[Token], place: int) -> tuple[int, Phrase]:
        """How many words from a place say a phrase in another way (none: 0), and the phrase."""
        said: set[str] = set()
        found: tuple[int, Phrase] = (0, ())
        owned = 0
        for length, token in enumerate(tokens[place : place + _LONGEST], 1):
            word = base(token.norm)
            if word in self._words:
                said.add(word)
                owned = 0
                phrase = self._phrases.get(frozenset(said))
                found = (length, phrase) if phrase is not None else found
            elif said and not owned and token.norm == "of":
                owned = _OWNER + 1
            elif owned > 1 and token.norm not in _DENYING:
                owned -= 1
            elif length == 1 or token.norm not in _BETWEEN:
                break
        return found


def _weighty(phrase: Phrase) -> frozenset[str]:
    return frozenset(base(word) for word in phrase if word not in COMMON)


@lru_cache(maxsize=4_096)
def base(word: str) -> str:
    """What the forms of a word share, and the words of English that say the same: kept, keeps, retained."""
    low = word.lower()
    shorter = next((low.removesuffix(e) for e in _ENDINGS if low.endswith(e) and len(low) - len(e) > 2), low)
    return _ALIKE.get(low) or _ALIKE.get(shorter) or shorter


def _first_of_each(groups: Sequence[str]) -> Mapping[str, str]:
    return {word: group.split()[0] for group in groups for word in group.split()}


_ALIKE = _first_of_each(ALIKE_WORDS)
