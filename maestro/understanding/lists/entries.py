"""Entries of a list by their values: "make it roles/viewer for that group" speaks of the one that stands."""

import re
from collections.abc import Iterator, Sequence

from maestro.domain.acts import Act, Add, Set
from maestro.domain.json import Json, below
from maestro.understanding.vocabulary.clause import Clause, Leaf

_OTHERS = re.compile(
    r"\b(?:for|to)\s+(?!(?:him|her|them|that|this|those|these|it|me|us|now|be|same|start|begin|read|see|view|"
    r"(?:the|said) (?:same|said|group|user|member|person|account|team|start|beginning))\b)\w|"
    r"\b(?!(?:that|this|the|same|those|said|for|to|a|an|our)\b)[\w-]+ (?:groups?|teams?|users?|lists?|crews?)\b|"
    r"\b(?:every(?:one|body)|any(?:one|body))\b",
    re.IGNORECASE,
)
Entry = dict[str, tuple[Json, tuple[int, int]]]


def entries(clause: Clause) -> Iterator[Act]:
    """The entries that the loose values of a clause make: new ones, or what is said anew of one that stands."""
    for root, leaves in clause.leaves.items():
        yield from _entries(clause, root, leaves)


def _entries(clause: Clause, root: str, leaves: Sequence[Leaf]) -> Iterator[Act]:
    if not leaves:
        return
    for entry in _together(sorted(leaves, key=lambda leaf: leaf[2])):
        place = _meant(clause, root, entry)
        if place is None:
            start, end = min(p[0] for _, p in entry.values()), max(p[1] for _, p in entry.values())
            told = {leaf: value for leaf, (value, _) in entry.items()}
            yield Add(root, {**_kept(clause, root), **told}, clause.text(start, end))
            continue
        for leaf, (value, where) in entry.items():
            held = clause.view.values.get(f"{place}.{leaf}")
            if held is None or held.value != value:
                yield Set(f"{place}.{leaf}", value, clause.text(*where), correction=clause.corrects)


def _kept(clause: Clause, root: str) -> dict[str, Json]:
    """ "Then roles/viewer": what stays of an entry that was refused, unless somebody else is spoken of."""
    held = clause.view.remains.get(root)
    return dict(held.value) if held is not None and _OTHERS.search(clause.span.text) is None else {}


def _together(leaves: Sequence[Leaf]) -> list[Entry]:
    """ "roles/viewer for a and b": what stands together is one entry, and what is said once is for all of them."""
    found: list[Entry] = [{}]
    for leaf, value, place in leaves:
        if leaf in found[-1]:
            found.append({})
        found[-1][leaf] = (value, place)
    for leaf in {leaf for leaf, _, _ in leaves}:
        said = [entry[leaf] for entry in found if leaf in entry]
        for entry in found if len(said) == 1 else ():
            entry.setdefault(leaf, said[0])
    return found


def _meant(clause: Clause, root: str, entry: Entry) -> str | None:
    """The entry that stands: it shares a value and is told another, or is the only one and lacks it or is put right."""
    values = clause.view.values
    inside = (path for path in values if path != root and below(path, root))
    places = list(dict.fromkeys(f"{root}.{path[len(root) + 1 :].partition('.')[0]}" for path in inside))
    for place in places:
        shared = [n for n, (value, _) in entry.items() if (h := values.get(f"{place}.{n}")) and h.value == value]
        if shared and len(shared) < len(entry):
            return place
    if len(places) != 1 or len(entry) != 1:
        return None
    return places[0] if f"{places[0]}.{next(iter(entry))}" not in values or clause.corrects else None
