"""Words with their places, and the cutting of a message into sentences and clauses."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from maestro.understanding.english.quoted import gives_orders, hushed

_ADVERB = 7  # letters of an adverb
_SHORT = 500  # characters of a text whose words are kept: a clause and the factory's titles are looked at many times
LIMIT = 20_000  # characters of a message that are read; the rest is a document's business
_WORD = re.compile(r"(?<![^\W_])[eE]-[mM]ails?(?![^\W_])|[^\W_]+(?:['’][^\W_]+)?")
_SAME = {  # one word in two forms: long and short, British and American
    "highly": "high", "phone": "telephone", "cellphone": "telephone",
    "email": "mail", "e-mail": "mail", "lab": "laboratory",
    "kid": "child", "children": "child",
    "photo": "photograph", "exam": "examination", "fridge": "refrigerator", "plane": "airplane",
    "aeroplane": "airplane", "bike": "bicycle", "tv": "television", "advert": "advertisement", "gray": "grey",
    "center": "centre", "meter": "metre", "liter": "litre", "theater": "theatre", "fiber": "fibre", "tire": "tyre",
    "license": "licence", "program": "programme", "catalog": "catalogue",
}  # fmt: skip
_OUR = frozenset(
    ("behaviour", "colour", "favour", "flavour", "harbour", "honour", "labour", "neighbour", "odour", "vapour")
)
_ABBREVIATED = (  # "Tel. +55 11", "VAT no. 11222": a dot that ends no sentence
    r"(?!(?:(?<=\b[Tt]el\.)|(?<=\b[Pp]h\.)|(?<=\b[Mm]ob\.)|(?<=\b[Ff]ax\.)|(?<=\b[Rr]eg\.)|(?<=\b[Rr]ef\.))"
    r"\s+(?:[+(]?\d|[Nn]o\b))(?!(?:(?<=\b[Nn]o\.)|(?<=\b[Nn]r\.))\s+[A-Z]*\d{5})"
)
_SENTENCE = re.compile(  # the stars of "0 2 * * *" are no bullets
    rf"(?<=[.!?…]){_ABBREVIATED}[\"')\]]?\s+|\n+|;\s*|(?:^|(?<!\d)(?<![ap]m)\s)[-•–]\s+(?=\S)(?!no\b\s*(?:[,.;!\n]|$))|"
    r"(?:^|\s)[-•–]\s+(?=[^\s\d])(?!no\b\s*(?:[,.;!\n]|$))|(?:^|(?<![\d*])\s)\*\s+(?=[^\s*])"
)
_CLAUSE = re.compile(
    r",?\s+(?:but|however|though|although|except that|only that)\s+|"
    r"(?:(?<!\d)(?<![ap]m)\s+[–—-]\s+|\s+[–—-]\s+(?!\d))(?!no\b\s*(?:[,.;!]|$))",
    re.IGNORECASE,
)
ALL_BUT = (
    r"(?:everything|anything|all)(?: (?!(?:is|are|was|were|has|have|needs?|looks?|sounds?|fine|good|right|about)\b)"
    r"[\w-]+){0,6} but"
)
_ALL_BUT = re.compile(rf"\b{ALL_BUT}\s*$", re.IGNORECASE)
_HIDDEN = re.compile(r"<!--.*?-->|<script\b.*?</script>", re.DOTALL | re.IGNORECASE)  # no words of a person


@dataclass(frozen=True)
class Token:
    """A word: as compared (`norm`, stemmed lightly) and where it stands in the message."""

    text: str
    norm: str
    start: int
    end: int


@dataclass(frozen=True)
class Span:
    """A piece of the message: `text[start:end]`; `ask` tells whether it ends as a question."""

    text: str
    start: int
    ask: bool = False

    @property
    def end(self) -> int:
        """One past its last character."""
        return self.start + len(self.text)


def clean(text: str) -> str:
    """What is read of a message: composed characters, typographic quotes made plain, no orders that others wrote to a
    machine, of bounded length.

    Every replacement keeps the number of characters, so that places still fit the original.
    """
    composed = unicodedata.normalize("NFC", text)
    source = composed if len(composed) == len(text) else text
    source = _HIDDEN.sub(lambda m: " " * len(m[0]), source[:LIMIT])
    plain = source.translate({0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"', 0xA0: " ", 0x2011: "-"})
    return hushed(plain)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A light stem: plural and a few endings; both sides of a comparison go through it."""
    low = word.lower()
    low = low.removesuffix("'s")
    if len(low) >= _ADVERB and low.endswith("ly"):
        low = low.removesuffix("ly")  # internally, publicly, highly
    if low.endswith(("ability", "ibility")):
        low = f"{low[:-5]}le"  # availability, available
    for ending, kept, least in (("ies", "y", 5), ("sses", "ss", 5), ("xes", "x", 4), ("s", "", 4)):
        if low.endswith(ending) and len(low) >= least and not low.endswith(("ss", "us", "is", "ess")):
            low = low[: -len(ending)] + kept
            break
    if low.endswith("or") and f"{low[:-2]}our" in _OUR:
        return f"{low[:-2]}our"
    return _SAME.get(low, low)


def words(text: str, offset: int = 0) -> tuple[Token, ...]:
    """The words of a text, hyphenated ones in their parts."""
    return (_words if len(text) <= _SHORT else _words.__wrapped__)(text, offset)


@lru_cache(maxsize=2_000)
def _words(text: str, offset: int) -> tuple[Token, ...]:
    return tuple(Token(m[0], stem(m[0]), m.start() + offset, m.end() + offset) for m in _WORD.finditer(text))


def norms(text: str) -> tuple[str, ...]:
    """The stems of a text's words."""
    return (_norms if len(text) <= _SHORT else _norms.__wrapped__)(text)


@lru_cache(maxsize=10_000)
def _norms(text: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in _WORD.findall(text))


def sentences(text: str) -> Iterator[Span]:
    """Sentences, lines and bullets."""
    for start, piece in pieces(_SENTENCE, text, 0):
        if piece.lstrip().startswith(">") or gives_orders(piece):
            continue  # what others wrote, and what speaks to a machine, says nothing of the request
        yield Span(piece, start, piece.rstrip(" \"')").endswith("?"))


def clauses(span: Span) -> Iterator[Span]:
    """A sentence cut where it turns round; "everything but the cache" does not."""
    for start, piece in pieces(_CLAUSE, span.text, span.start, _ALL_BUT):
        yield Span(piece, start, span.ask)


def pieces(
    cut: re.Pattern[str], text: str, offset: int, joined: re.Pattern[str] | None = None
) -> Iterator[tuple[int, str]]:
    """A text cut where a pattern matches, but not where `joined` ends there; each piece with its place."""
    place = 0
    for match in cut.finditer(text):
        if joined is not None and joined.search(text, 0, match.end()):
            continue
        if text[place : match.start()].strip():
            yield offset + place, text[place : match.start()]
        place = match.end()
    if text[place:].strip():
        yield offset + place, text[place:]
