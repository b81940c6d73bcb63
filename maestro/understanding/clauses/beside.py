"""Whose a word is that stands right beside a thing's name: "mirrored to Lyon", "a Lyon mirror"."""

import re
from collections.abc import Iterator, Sequence

from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Hit, Target

_LED = re.compile(  # between a thing's name and its place
    r"(?:\s+(?:it|them|this|that|everything|all|should|shall|must|will|would|can|to|be|is|are|go|goes|live|lives|kept|"
    r"placed|sits?|lies?|runs?|in|into|at|on|over|of|for|a|an|the|please)\b|\s*[:=])*\s+",
    re.IGNORECASE,
)


def led(clause: Clause, targets: Sequence[Target], hit: Hit) -> tuple[Hit | None, Sequence[Target]]:
    """ "mirrored to Lyon", "a Lyon mirror": a value of the whole and of a thing is the thing's beside its name.

    The name and the meanings; none where it is no such value.
    """
    if all(clause.inside(t.path) for t in targets):
        return None, ()
    for name in _names_beside(clause, hit):
        named = {t.path for t in name.targets}
        roots = {t.path: root for t in targets if (root := clause.form.component_of(t.path)) is not None}
        its = [
            t for t in targets if (root := roots.get(t.path)) and named <= {t.path, root.path, f"{root.path}.enabled"}
        ]
        if len({t.path for t in its}) == 1:
            return name, its
    return None, ()


def _names_beside(clause: Clause, hit: Hit) -> Iterator[Hit]:
    """The name before a word with but a link in between, and the one right after it."""
    before = max((h for h in clause.hits if h.end <= hit.start), key=lambda h: h.end, default=None)
    if before is not None and _LED.fullmatch(clause.text(before.end, hit.start)):
        yield before
    after = min((h for h in clause.hits if h.start >= hit.end), key=lambda h: h.start, default=None)
    if after is not None and clause.text(hit.end, after.start) == " ":
        yield after
