"""What must stay for so long: "they can't be deleted for 2 years" speaks of the entries that have a time to be kept."""

import re

from maestro.domain.acts import Set
from maestro.domain.form import Field, Kind
from maestro.domain.json import below
from maestro.understanding.english.grammar import KEEPING, UNTOUCHED
from maestro.understanding.english.quantities import quantities, unit_of
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Means

_SPANS = ("seconds", "minutes", "hours", "days")
_HAS = re.compile(r"\b(?:has|have|had)\b(?! to\b)", re.IGNORECASE)  # "nobody has touched it for years" is a report
_THEM = re.compile(r"\b(?:they|them|these|those|it|this|that|everything|all of (?:it|them|this))\b", re.IGNORECASE)


def kept(clause: Clause, rosters: dict[str, Field]) -> str | None:
    """The one list of something in use whose entries a clause may keep for a time, though it does not name it."""
    text = clause.span.text
    untouched = (match := UNTOUCHED.search(text)) is not None and _HAS.search(match[0]) is None
    stays = untouched or (KEEPING.search(text) is not None and _THEM.search(text) is not None)
    if not stays or not any(q.unit in _SPANS for q in quantities(text)):
        return None
    timed = [r for r in rosters if _timed(clause, r)]
    around = [r for r in timed if _spoken_of(clause, r, also_before=untouched)]
    return around[0] if len(around) == 1 and not _names_another(clause, around[0]) else None


def _timed(clause: Clause, roster: str) -> bool:
    inside = (
        f for f in clause.form.fields if f.path.startswith(f"{roster}[].") and "[]" not in f.path[len(roster) + 2 :]
    )
    return len([f for f in inside if f.kind in (Kind.INTEGER, Kind.NUMBER) and unit_of(f) in _SPANS]) == 1


def _spoken_of(clause: Clause, roster: str, *, also_before: bool) -> bool:
    """Whether what holds a list was spoken of last; `also_before`: or is in use."""
    root = clause.form.component_of(roster)
    if root is None:
        return False
    last = clause.reading.component
    if last or not also_before:
        return last == root.path
    said = any(isinstance(act, Set) and below(act.path, root.path) for act in clause.reading.acts)
    switch = clause.view.values.get(f"{root.path}.enabled")
    return said or (switch is not None and switch.value is True)


def _names_another(clause: Clause, roster: str) -> bool:
    """Whether the clause names a part that does not hold the list."""
    named = (t.path for h in clause.hits for t in h.targets if t.means in (Means.COMPONENT, Means.PART))
    return any(not below(roster, path) and not below(path, roster) for path in named)
