"""Fields that are the two ends of one stretch: opens and closes, from and to, the least and the most."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from maestro.domain.form import Field, Form, Kind
from maestro.domain.json import parent
from maestro.understanding.english.telling import of_field, root
from maestro.understanding.english.text import norms

_SPLIT = re.compile(r"[_\-\s]+|(?<=[a-z0-9])(?=[A-Z])")
FIRST = frozenset(map(root, norms("open start begin from min minimum lower low first lowest earliest since least on")))
LAST = frozenset(
    map(root, norms("close end finish stop shut to until till by max maximum upper high highest last latest most off"))
)

_OF_ANY_DAY = frozenset(map(root, norms("on off by least most")))  # "on 6 March", "by 6 March"


@dataclass(frozen=True)
class Pair:
    """Two siblings, the words that both are about, and those of their titles that tell the ends ("opens", "closes")."""

    first: Field
    last: Field
    about: frozenset[str]
    named: frozenset[str]

    def has(self, path: str) -> bool:
        """Whether a path is one of the two."""
        return path in (self.first.path, self.last.path)


def pairs(form: Form, kinds: tuple[Kind, ...]) -> Iterator[Pair]:
    """All pairs of a form outside of lists."""
    fields = [f for f in form.fields if f.kind in kinds and not f.options and "[]" not in f.path]
    for first in (f for f in fields if role(f) == "first"):
        for last in fields:
            alike = last.kind is first.kind and parent(last.path) == parent(first.path) and role(last) == "last"
            if alike and (_core(first) == _core(last) or _core(first, title=True) == _core(last, title=True)):
                yield Pair(first, last, of_field(form, first) | of_field(form, last), _ends(first, last))
                break


def _ends(first: Field, last: Field) -> frozenset[str]:
    """The words for the ends, but those that stand between any two numbers."""
    said = {word for word in _words(f"{first.title} {last.title}") if word in FIRST | LAST}
    return frozenset(said - {root(word) for word in ("from", "to", "until", "till", "by", "on")})


def role(found: Field) -> str:
    """Whether a field is a `first` or a `last`, by its name, else by its title; empty where it is neither."""
    for words in (_words(found.path.rpartition(".")[2]), _words(found.title)):
        ends = {("first" if word in FIRST else "last") for word in words if word in FIRST | LAST}
        if len(ends) == 1:
            return ends.pop()
    return ""


def ends_told(text: str) -> set[str]:
    """Which ends, `first` and `last`, the words beside a date tell: "it ends on", "starting", "the first day"."""
    told = [word for word in map(root, norms(text)) if word in (FIRST | LAST) - _OF_ANY_DAY]
    return {"first" if word in FIRST else "last" for word in told}


def _words(text: str) -> list[str]:
    return [root(word) for word in norms(_SPLIT.sub(" ", text))]


def _core(found: Field, *, title: bool = False) -> frozenset[str]:
    words = _words(found.title if title else found.path.rpartition(".")[2])
    return frozenset(word for word in words if word not in FIRST | LAST)
