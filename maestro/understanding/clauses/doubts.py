"""Things that are joined by "or": one of them is meant, not all. Which, is asked; or the first, where any will do."""

import re

from maestro.domain.form import Form
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Hit, Means

_OR = re.compile(r"\s*(?:[,/]|,?\s*or(?: maybe| perhaps| else| even)?)\s*(?:an? |the |some )?", re.IGNORECASE)
_LAST = re.compile(r"\bor\b|/", re.IGNORECASE)
_ANY = re.compile(
    r"\b(?:(?:don'?t|do not) (?:really )?(?:care|mind)|no preference|(?:does not|doesn'?t) matter|up to you|"
    r"you (?:choose|decide|pick)|either (?:is|way|one|will|works)|whichever|whatever|all the same)\b",
    re.IGNORECASE,
)


def in_doubt(clause: Clause) -> frozenset[int]:
    """Where the things start that are not surely wanted."""
    starts: set[int] = set()
    chain: list[tuple[Hit, str]] = []
    for hit in clause.hits:
        thing = _thing(clause.form, hit)
        joint = clause.text(chain[-1][0].end, hit.start) if chain else ""
        if chain and thing and _OR.fullmatch(joint) and thing != chain[-1][1]:
            chain.append((hit, thing))
            continue
        starts |= _doubted(clause, chain)
        chain = [(hit, thing)] if thing else []
    return frozenset(starts | _doubted(clause, chain))


def _doubted(clause: Clause, chain: list[tuple[Hit, str]]) -> set[int]:
    """All of a chain; but its first where any will do, and none where all are refused or the chain has no "or"."""
    if len(chain) < 2 or not _LAST.search(clause.text(chain[-2][0].end, chain[-1][0].start)):
        return set()
    if clause.negation(chain[-1][0].start, chain[-1][0].end) is not None:
        return set()
    free = 1 if _ANY.search(clause.span.text) else 0
    return {hit.start for hit, _ in chain[free:]}


def _thing(form: Form, hit: Hit) -> str:
    """What a phrase names: one of several alternatives, else a component."""
    parts = [t.path for t in hit.targets if t.means is Means.PART and (f := form.at(t.path)) and f.alternatives]
    components = [t.path for t in hit.targets if t.means is Means.COMPONENT]
    return next(iter((*parts, *components)), "")
