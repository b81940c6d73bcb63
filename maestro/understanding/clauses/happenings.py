"""What sets something off: "each time a file lands in the bucket my container should wake up" names an event.

An event is an option whose names are a thing and what happens to it ("file uploaded", "object deleted"). People say the
same as a clause: when, a thing, a verb of coming or going. Written only where the rest says that a program starts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from maestro.domain.acts import Act, Set
from maestro.domain.form import Field, Option
from maestro.domain.json import split
from maestro.understanding.english.grammar import COMING, COMMON, LEAVING, STARTED, WHENEVER
from maestro.understanding.english.text import norms
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Means


@dataclass(frozen=True)
class _Event:
    """An option that is an event: whether something comes (else it goes), and the nouns for what does."""

    found: Field
    option: Option
    comes: bool
    nouns: frozenset[str]


def happenings(clause: Clause) -> Iterator[Act]:
    """The event that one clause names."""
    match = WHENEVER.search(clause.span.text)
    if match is None:
        return
    told = match["event"]
    comes, goes = COMING.search(told) is not None, LEAVING.search(told) is not None
    rest = clause.span.text[: match.start()] + " " + clause.span.text[match.end() :]
    if comes == goes or STARTED.search(rest) is None:
        return
    fitting = [e for e in _events(clause) if e.comes == comes and _about(clause, e, match)]
    if len({(e.found.path, str(e.option.value)) for e in fitting}) == 1:
        path = only_place(clause, fitting[0].found.path)
        if path is not None:
            yield Set(path, fitting[0].option.value, match[0].strip(), correction=clause.corrects)


def _events(clause: Clause) -> Iterator[_Event]:
    """The events among the factory's options."""
    for found in clause.form.fields:
        for option in found.options:
            for phrase in (option.title, *option.aliases):
                comes, goes = COMING.search(phrase) is not None, LEAVING.search(phrase) is not None
                if comes != goes and (nouns := _nouns(phrase)):
                    yield _Event(found, option, comes, nouns)


def _nouns(phrase: str) -> frozenset[str]:
    without = LEAVING.sub(" ", COMING.sub(" ", phrase))
    return frozenset(norms(without)) - COMMON


def _about(clause: Clause, event: _Event, match: re.Match[str]) -> bool:
    """Whether the event is about what comes or goes: by its noun, or by the component that it happens in."""
    if event.nouns <= set(norms(match["event"])):
        return True
    low, high = (place + clause.span.start for place in match.span("event"))
    inside = (t for h in clause.hits if low <= h.start < high for t in h.targets if t.means is Means.COMPONENT)
    leaves = {target.path.rpartition(".")[2].lower() for target in inside}
    return bool(leaves & set(re.findall(r"[a-z_]+", str(event.option.value).lower())))


def only_place(clause: Clause, path: str) -> str | None:
    """The field itself; of a list, that of its only item."""
    if "[]" not in path:
        return path
    root, _, leaf = path.partition("[].")
    held: Sequence[str] = [p for p in clause.view.values if p.startswith(root + ".")]
    places = {split(p[len(root) + 1 :])[0] for p in held}
    return f"{root}.{next(iter(places), '0')}.{leaf}" if len(places) < 2 and "[]" not in leaf else None
