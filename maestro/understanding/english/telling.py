"""The words by which a text tells what it is about: roots of its words, the empty ones left out."""

import re
from functools import lru_cache

from maestro.domain.form import Field, Form
from maestro.domain.json import parent
from maestro.understanding.english.grammar import COMMON, FUNCTION, STOP
from maestro.understanding.english.text import norms

_ENDING = re.compile(r"(?:ings?|ed|es|s|e)$")
_LEAST = 3  # letters of a root
_EMPTY = frozenset(
    norms(
        "a an the of in on at to by for from with and or but not no is are was were be been it its this that "
        "these  those we you they he she i us our your their them who which what when where how why many much "
        "often long number  count amount total same time once one ones per each every all any some more most "
        "least than as so if then  after before until till between up down out about around will would shall "
        "should can could may must do does  have has had get gets let lets there here only just also very nobody "
        "somebody people person persons thing  things need want please say value set"
    )
)


_NOTHING = COMMON | FUNCTION | STOP | _EMPTY


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """A stemmed word without the endings of verbs, a doubled letter made one: answering, answered, answers."""
    base = _ENDING.sub("", word)
    base = base if len(base) >= _LEAST else word
    return base[:-1] if len(base) > _LEAST and base[-1] == base[-2] else base


@lru_cache(maxsize=5_000)
def roots(text: str) -> frozenset[str]:
    """The roots of a text's telling words."""
    return frozenset(root(word) for word in norms(text) if word not in _NOTHING and len(word) > 1)


def of_field(form: Form, found: Field) -> frozenset[str]:
    """What a field's title, description and unit are about, and the title of what it lies in."""
    above = form.at(parent(found.path)) if parent(found.path) else None
    texts = (found.title, found.description, found.unit, *found.aliases, above.title if above is not None else "")
    return roots(" . ".join(text for text in texts if text))
