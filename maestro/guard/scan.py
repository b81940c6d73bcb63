"""Finds credentials in a text. Owns the compiled shapes; linear in the text's length, whatever the text is.

RE2 has no back-tracking, so that a hostile text costs no more than another; what RE2 cannot say (what may stand
around a match) is looked at here.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, cached_property
from itertools import accumulate

import re2

from maestro.domain.record import dataclass
from maestro.guard.shapes import EAGER, SHAPES, Certainty, Shape
from maestro.guard.shapes.checks import decoded, placeholder

_WORD = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_ALPHABETS = {"none": frozenset[int](), "word": _WORD, "dashed": _WORD | set(b"_-"), "base64": _WORD | set(b"+/=")}
_ESCAPES = frozenset(b"nrtbf0")
_PERCENT, _BACKSLASH = ord("%"), ord("\\")
_RANKS = {shape.id: rank for rank, shape in enumerate((*SHAPES, *EAGER))}
_SHOWN = 4
_BETWEEN = b"\n\0\n"  # keeps what was unwrapped apart
_PRINTABLE = bytes([*range(32, 127), 9, 10, 13])


@dataclass(frozen=True)
class Hit:
    """One credential at `data[start:end]` of the scanned bytes; `mask` is what a message may show of it.

    `wrapped`: what stands there is base64 of it, as in a Kubernetes secret.
    """

    start: int
    end: int
    shape: Shape
    certain: bool
    mask: str
    wrapped: bool = False


@dataclass(frozen=True)
class Scan:
    """A scanned text and what was found in it, in order and without overlaps."""

    data: bytes
    hits: tuple[Hit, ...]

    @cached_property
    def _line_starts(self) -> list[int]:
        starts, at = [0], self.data.find(b"\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.data.find(b"\n", at + 1)
        return starts

    def lines(self, hit: Hit) -> tuple[int, int]:
        """The first and last line of a hit, counted from 0."""
        first, last = hit.start, max(hit.start, hit.end - 1)
        return bisect_right(self._line_starts, first) - 1, bisect_right(self._line_starts, last) - 1


def scan(text: str, *, eager: bool = False) -> Scan:
    """All credentials of `text`; `eager` takes whatever is called a password for one."""
    data = text.encode("utf-8", "surrogatepass")
    plain = _apart(_found(data, eager))
    return Scan(data, _apart([*plain, *_wrapped(data, plain)]))


def _found(data: bytes, eager: bool) -> list[Hit]:
    folded = data.lower()
    hits: list[Hit] = []
    for shape, hints, pattern in _compiled(eager):
        if any(hint in (folded if shape.folded else data) for hint in hints):
            hits += _hits_of(shape, pattern, data)
    return hits


def _wrapped(data: bytes, known: tuple[Hit, ...]) -> Iterator[Hit]:
    """Credentials in base64, one layer deep; what was found as it stands is not unwrapped.

    All that was unwrapped is searched at once: a text of a thousand small pieces costs no more than another.
    """
    pieces = list(_unwrapped(data, known))
    offsets = [0, *accumulate(len(text) + len(_BETWEEN) for _, _, text in pieces)]
    for hit in _found(_BETWEEN.join(text for _, _, text in pieces), False):
        start, end, _ = pieces[bisect_right(offsets, hit.start) - 1]
        yield Hit(start, end, hit.shape, hit.certain, "", wrapped=True)


def _unwrapped(data: bytes, known: tuple[Hit, ...]) -> Iterator[tuple[int, int, bytes]]:
    ends = [hit.end for hit in known]
    for match in _base64().finditer(data):
        start, end = match.span()
        after = bisect_right(ends, start)
        if after < len(known) and known[after].start < end:
            continue
        text = decoded(data[start:end].decode("ascii"))
        if text and not text.translate(None, _PRINTABLE):
            yield start, end, text


def masked(scanned: Scan, mask: str = "[redacted:{shape}]") -> str:
    """The scanned text with each credential replaced."""
    out, at = [], 0
    for hit in scanned.hits:
        out += [scanned.data[at : hit.start], mask.replace("{shape}", hit.shape.id).encode()]
        at = hit.end
    return b"".join([*out, scanned.data[at:]]).decode("utf-8", "replace")


def _hits_of(shape: Shape, pattern: "re2._Regexp", data: bytes) -> Iterator[Hit]:
    group = 1 if pattern.groups else 0
    for match in pattern.finditer(data):
        start, end = match.span(group)
        if not _stands_alone(data, match.start(), end, shape):
            continue
        value = data[start:end].decode("utf-8", "replace")
        if shape.stand_ins and placeholder(value):
            continue
        certainty = shape.check(value)
        if certainty is not Certainty.NO:
            yield Hit(start, end, shape, certainty is Certainty.YES, f"{value[:_SHOWN]}…" if shape.shown else "")


def _stands_alone(data: bytes, start: int, end: int, shape: Shape) -> bool:
    """Not a piece of a longer word; an escape such as `\\n` or `%3D` before it is no word."""
    if end < len(data) and data[end] in _ALPHABETS[shape.alphabet]:
        return False
    if start == 0 or shape.alphabet == "none" or shape.folded or data[start - 1] not in _WORD:
        return True
    if start >= 2 and data[start - 2] == _BACKSLASH and data[start - 1] in _ESCAPES:
        return True
    return start >= 3 and data[start - 3] == _PERCENT


def _apart(hits: list[Hit]) -> tuple[Hit, ...]:
    """Overlapping hits as one that covers them all, of the kind that comes first in the table; sorted by place."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, h.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
            continue
        before = kept[-1]
        winner = min(before, hit, key=lambda h: _RANKS[h.shape.id])
        kept[-1] = replace(winner, start=before.start, end=max(before.end, hit.end))
    return tuple(kept)


@cache
def _base64() -> "re2._Regexp":
    return re2.compile(rb"[A-Za-z0-9+/_-]{24,}={0,2}", _options())


def _options() -> "re2.Options":
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1  # bytes as they are: no text is refused for its encoding
    options.log_errors = False
    return options


@cache
def _compiled(eager: bool) -> tuple[tuple[Shape, tuple[bytes, ...], "re2._Regexp"], ...]:
    return tuple(
        (shape, tuple(hint.encode() for hint in shape.hints), re2.compile(shape.pattern.encode(), _options()))
        for shape in (*SHAPES, *(EAGER if eager else ()))
    )
