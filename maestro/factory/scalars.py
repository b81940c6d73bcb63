"""What an unquoted YAML word means. Refuses words that YAML 1.1 and 1.2 readers understand differently.

Helm, Kubernetes, editors and Python read the same request; `no`, `012`, `1:30` or `2026-01-31` are a boolean, an octal
number, base 60 or a date to some of them and text to the others. Such a word must be quoted or written plainly.
"""

import math
import re

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEANS = {word: word.lower() == "true" for word in ("true", "True", "TRUE", "false", "False", "FALSE")}
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+([eE][-+][0-9]+)?)?")
_LARGEST = 2**63 - 1

_AMBIGUOUS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"y|yes|on|n|no|off", re.IGNORECASE), "true or false to some YAML readers, text to others"),
    (re.compile(r"[-+]?[0-9]{1,}(:[0-5]?[0-9])+(\.[0-9_]*)?"), "a base-60 number to some YAML readers, text to others"),
    (
        re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt \t].*)?", re.DOTALL),
        "a date to some YAML readers, text to others",
    ),
    (re.compile(r"[-+]?0[0-9_]+"), "an octal number to some YAML readers, decimal or text to others"),
    (re.compile(r"[-+]?0[xXoObB][0-9a-fA-F_]+"), "a number to some YAML readers, text to others"),
    (re.compile(r"[-+]?[0-9][0-9_]*"), "a number to some YAML readers, text to others"),
    (re.compile(r"[-+]?(\.[0-9_]+|[0-9][0-9_]*(\.[0-9_]*)?)([eE][-+]?[0-9]+)?"), "a number to some YAML readers only"),
    (re.compile(r"[-+]?\.inf|\.nan", re.IGNORECASE), "no number that JSON has"),
    (re.compile(r"=|<<"), "a special word of YAML 1.1"),
)


class AmbiguousError(ValueError):
    """A word that must be quoted or written differently; the text says why and what to write."""


def resolve(word: str) -> str | int | float | bool | None:
    """The value of an unquoted word."""
    if word in _NULLS:
        return None
    if word in _BOOLEANS:
        return _BOOLEANS[word]
    if _NUMBER.fullmatch(word):
        return _number(word)
    for pattern, meaning in _AMBIGUOUS:
        if pattern.fullmatch(word):
            raise AmbiguousError(f"{_cut(word)} is {meaning}; {_remedy(word)}")
    return word


def is_plain(text: str) -> bool:
    """Whether text may stand unquoted: every reader takes it for this text."""
    try:
        return resolve(text) == text and isinstance(resolve(text), str)
    except AmbiguousError:
        return False


def _number(word: str) -> int | float:
    if "." not in word:
        if len(word) > 20 or abs(int(word)) > _LARGEST:
            raise AmbiguousError(f"{_cut(word)} does not fit into 64 bits; quote it if it is text")
        return int(word)
    value = float(word)
    if not math.isfinite(value):
        raise AmbiguousError(f"{_cut(word)} is larger than any number that JSON has; quote it if it is text")
    return value


def _remedy(word: str) -> str:
    lower = word.lower()
    if lower in ("y", "yes", "on"):
        return f'write true, or "{word}" for the text'
    if lower in ("n", "no", "off"):
        return f'write false, or "{word}" for the text'
    return f'write "{_cut(word)}" for the text, or a plain decimal number'


def _cut(word: str) -> str:
    return word if len(word) <= 40 else word[:39] + "…"
