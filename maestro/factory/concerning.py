"""Which policies tell of something: by the words of what they say of themselves."""

import re
from collections.abc import Collection, Iterable, Sequence

from maestro.factory.generated import About

_WORD = re.compile(r"[a-z0-9]+")
_TOLD = 2
_LEAST = 5  # letters of a beginning that tells one word from others
_FEW = 4  # policies that have a word which tells them from the others


def concerning(
    abouts: Iterable[About], words: Sequence[str], acting: Collection[str]
) -> tuple[tuple[str, str, bool], ...]:
    """Title and description of at most two policies that have more than half of some beginnings of words.

    A word that many have tells none of them from the others. Those that write something here come first; of the others
    the nearest.
    """
    texts = [(about, _begun(f"{about.title} {about.description}")) for about in abouts]
    telling = [w for w in words if sum(f" {w}" in text for _, text in texts) <= _FEW]
    sure = [w for w in telling if len(w) >= _LEAST]
    counted = [(sum(f" {word}" in text for word in sure), about) for about, text in texts]
    near = [(about.name in acting, count, about) for count, about in counted if 2 * count > len(telling)]
    near.sort(key=lambda row: (not row[0], -row[1]))
    return tuple(dict.fromkeys((about.title, about.description, acts) for acts, _, about in near))[:_TOLD]


def _begun(text: str) -> str:
    """A text in which " backup" finds a word that begins so."""
    return "".join(f" {word}" for word in _WORD.findall(text.lower()))
