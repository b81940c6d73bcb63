"""A name as a field's pattern takes it: small letters, hyphens, no accents. A proposal; only a yes writes it."""

import re
import unicodedata

from maestro.domain.form import Field

_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "å": "a", "œ": "oe", "ł": "l"})
_HANGING = frozenset({"of", "the", "and", "for"})  # no name ends so
_LONGEST = 60  # characters that are read


def respelt(found: Field, value: str) -> str:
    """The name in the field's spelling, with as many of its words as fit; empty where none do."""
    plain = unicodedata.normalize("NFKD", value[:_LONGEST].lower().translate(_SPELT))
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    for joint in ("-", ""):
        for count in range(len(words), 0, -1):
            if words[count - 1] not in _HANGING and _fits(found, near := joint.join(words[:count])):
                return near
    return ""


def _fits(found: Field, near: str) -> bool:
    try:
        return found.pattern is not None and re.search(found.pattern, near) is not None
    except re.error:
        return False
