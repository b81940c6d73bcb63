"""A name given beside other sentences: "sealdesk. And before you ask, Warsaw", "kiln or clay... no, kiln. kiln."

Read where a name is asked for: a first piece that is no more than the name, else a last one. What else stands there is
for others to read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from maestro.domain.form import Field, Kind
from maestro.understanding.english import grammar
from maestro.understanding.english.values import coerce, numbered
from maestro.understanding.replies import naming

_CUT = re.compile(r"(?:[.!…]+(?=\s|$)|;)\s*|\s+[-–—]+\s+|\s*\((?=[^()]*\))|\)\s*")
_REFUSED = re.compile(r"^\W*(?:not|no|never|neither|nor|anything but|don'?t|do not|forget|instead of)\b", re.IGNORECASE)
_LEAST = 2  # letters of a name


@dataclass(frozen=True)
class Piece:
    """A piece of the message that is a name, and the message with blanks in its place."""

    name: str
    rest: str


def name_pieces(said: str, found: Field) -> Iterator[Piece]:
    """The pieces that may be the name asked for, the likeliest first."""
    if found.kind is not Kind.STRING or found.options or not found.pattern:
        return
    places = list(_places(said))
    if len(places) < 2:
        return
    for start, end in dict.fromkeys((places[0], places[-1])):
        piece = said[start:end]
        name = None if "?" in piece or _REFUSED.match(piece) else _name(piece, found)
        if name is not None:
            yield Piece(name, said[:start] + " " * (end - start) + said[end:])


def _places(said: str) -> Iterator[tuple[int, int]]:
    place = 0
    for match in _CUT.finditer(said):
        if said[place : match.start()].strip():
            yield place, match.start()
        place = match.end()
    if said[place:].strip():
        yield place, len(said)


def _name(piece: str, found: Field) -> str | None:
    """The one word of a piece that is little more than it, where it fits and is no word of every day alone."""
    word, led = naming.reduced(piece)
    if len(word.split()) != 1:
        word, led = naming.reduced(piece.split(",", maxsplit=1)[0])
    if len(word.split()) != 1 or len(word) < _LEAST or coerce(found, word) is None:
        return None
    plain = word.lower().endswith("ly") or word.lower() in grammar.STOP | grammar.FUNCTION or naming.is_aside(word)
    return None if plain or (grammar.everyday(word) and not led) or numbered(found) else word
