"""One of a kind: who names another engine while the first is given up does not want both.

Written only where words of the message say that something gives way; without them both stand, as they were said.
"""

from collections.abc import Iterator, Sequence

from maestro.domain.acts import Act, Choose, Reject, Set
from maestro.domain.blueprint import Source
from maestro.domain.conversation import View
from maestro.domain.json import below, generic
from maestro.understanding.grammar import GIVING_WAY, JOINING

_SAID = (Source.USER, Source.DOCUMENT, Source.MODEL)


def displaced(said: str, acts: Sequence[Act], view: View) -> Iterator[Reject]:
    """What was said of the same kind as something that is named now, and that gives way to it."""
    switched = any(isinstance(act, Choose) for act in acts)
    if JOINING.search(said) or not (switched or GIVING_WAY.search(said)):
        return
    sets = [act for act in acts if isinstance(act, Set)]
    final = {above for act in sets if act.correction for above in _ancestors(act.path)}
    named = {above for act in sets for above in _ancestors(act.path)}
    gone = {generic(act.path) for act in acts if isinstance(act, Reject)}
    for path in sorted(named):
        found = view.form.at(path)
        for other in found.alternatives if found is not None else ():
            held = any(below(p, other) and value.source in _SAID for p, value in view.values.items())
            taken_back = path in final and other in named and other not in final
            if (taken_back or (held and other not in named)) and other != path and other not in gone:
                yield Reject(other, quote=next(a.quote for a in sets if below(a.path, path)))


def _ancestors(path: str) -> Iterator[str]:
    """A path and all that it lies in."""
    while path:
        yield generic(path)
        path = path.rpartition(".")[0]
