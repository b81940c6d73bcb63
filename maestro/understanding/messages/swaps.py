"""A value of the user's put in the place of another one by marks: "s/5.7/8.0/ for mysql", "12 -> 10 nodes"."""

import re
from collections.abc import Iterator, Sequence

from maestro.domain.acts import Set
from maestro.domain.conversation import View
from maestro.domain.form import Field
from maestro.domain.json import Json, below
from maestro.understanding.english.values import coerce
from maestro.understanding.vocabulary.lexicon import Hit

_SWAPS = (
    re.compile(r"(?<!\S)s/(?P<old>[^/\s]+)/(?P<new>[^/\s]+?)(?:/[gi]*)?(?=[\s.,;!]|$)"),
    re.compile(r"(?<!\S)(?P<old>[\w.+-]+)\s*(?:->|=>|→)\s*(?P<new>[\w.+-]*\w)(?=[\s.,;!]|$)"),
)


def swapped(said: str, view: View, hits: Sequence[Hit]) -> Set | None:
    """The one value that stands, has the old word and would be legal with the new one; None where it is not sure."""
    for match in (m for pattern in _SWAPS for m in pattern.finditer(said)):
        found = list(_candidates(match["old"], match["new"], view))
        beside = [h for h in hits if h.end <= match.start() or match.end() <= h.start]
        near = [(path, value) for path, value in found if _named(path, view, beside)]
        chosen = near or found
        if len(chosen) == 1:
            path, value = chosen[0]
            return Set(path, value, match[0], correction=True)
    return None


def _candidates(old: str, new: str, view: View) -> Iterator[tuple[str, Json]]:
    for path, held in view.values.items():
        field = view.form.at(path)
        if field is None or held.source != "user" or isinstance(held.value, bool | list | dict):
            continue
        value = _option(field, held.value, old, new) if field.options else _own(field, held.value, old, new)
        if value is not None and value != held.value:
            yield path, value


def _option(field: Field, held: Json, old: str, new: str) -> Json:
    """The option that has a name of the held one's with the new word in it."""
    option = field.option(held)
    names = (str(held), option.title, *option.aliases) if option is not None else ()
    wanted = {_with(name, old, new).lower() for name in names if _with(name, old, new) != name}
    legal = (o for o in field.options if wanted & {name.lower() for name in (str(o.value), o.title, *o.aliases)})
    return next((o.value for o in legal), None)


def _own(field: Field, held: Json, old: str, new: str) -> Json:
    return coerce(field, new) if str(held).lower() == old.lower() else None


def _with(name: str, old: str, new: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _: new, name, flags=re.IGNORECASE)


def _named(path: str, view: View, hits: Sequence[Hit]) -> bool:
    """Whether the message names the field, or the thing that it is of."""
    places = {t.path for h in hits for t in h.targets}
    root = view.form.component_of(path)
    return any(below(path, p) or (root is not None and below(p, root.path)) for p in places)
