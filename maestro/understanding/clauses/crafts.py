"""Words for a stage of a system that are of somebody's craft: live music, honey production, test drives, trial lawyers.

Where nothing but such a word tells which environment it is, nobody has said it yet: it is asked for.
"""

import re

from maestro.understanding.english import grammar
from maestro.understanding.english.text import norms
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Hit, Means

_SYSTEM = frozenset(
    norms(
        "system environment env site website page shop store app application service platform portal server project "
        "tenant setup stage use usage run phase version instance workload traffic user customer data deployment "
        "operation tool software program api frontend network account thing one stuff grade quality ready level load "
        "mode game catalogue register cloud infrastructure installation landscape machine solution side area part "
        "purpose reason request time period first only now already since tomorrow today yesterday soon again next "
        "year month client database db folder region scale need requirement copy web booking "
        "planning online order ticket ticketing"
    )
)
_NOUN = re.compile(r"(?:\s+|-)(?P<noun>[a-z]{3,})\b(?!\s*(?:://|@))")
_VERBS = frozenset(
    norms("remain stay stand follow come begin depend matter apply sound look seem suffice count wait help")
)
_OF = re.compile(r"\s+of\s+(?!(?:the|our|this|it|that|an?)\b)[a-z]+", re.IGNORECASE)
_MADE = re.compile(
    r"\b(?:our|the|an?|my|their|of|in|do|does|make|we|industrial|own)\s+(?P<what>[a-z]{3,})\s+$", re.IGNORECASE
)
_NO_MAKE = frozenset(
    norms("real live actual full proper true final regular normal daily whole entire non pre main future later current")
)


def of_a_craft(clause: Clause, hit: Hit) -> bool:
    """Whether a word for an environment tells of what somebody does for a living, not of where the system runs."""
    place, asked = clause.form.environment, clause.view.question
    if place is None or any(t.means is not Means.OPTION or t.path != place.path for t in hit.targets):
        return False
    if asked is not None and asked.path == place.path:
        return False
    text, start, end = clause.span.text, hit.start - clause.span.start, hit.end - clause.span.start
    if any(
        t.path == place.path and t.means is Means.FIELD for h in clause.hits if h.end <= hit.start for t in h.targets
    ):
        return False  # "stage should be live btw"
    beside = any(h.start >= hit.end and not clause.text(hit.end, h.start).strip(" -") for h in clause.hits)
    after = _NOUN.match(text, end) if not beside else None
    ours = norms(clause.form.title)  # "a rehearsal stream", where event streams are asked for
    if after is not None and _is_telling(after["noun"]) and norms(after["noun"])[0] not in ours:
        return True
    if _OF.match(text, end) is not None:
        return True
    made = _MADE.search(text, 0, start) if text[start:end].lower().startswith("product") else None
    return made is not None and _is_made(clause, hit, made["what"])


def _is_telling(noun: str) -> bool:
    """Whether a noun is none of those for what runs somewhere."""
    word = norms(noun)[0]
    known = word in _SYSTEM | _VERBS or word in grammar.PRODUCT or word in grammar.COMPUTING
    return not known and word not in grammar.FUNCTION | grammar.STOP and not noun.endswith(("ly", "ing"))


def _is_made(clause: Clause, hit: Hit, what: str) -> bool:
    """Whether the word before is a thing that is made: no word of the factory, of computing, or for a stage."""
    word = norms(what)[0]
    plain = word in _NO_MAKE | _SYSTEM | grammar.FUNCTION | grammar.STOP | grammar.PRODUCT | grammar.COMPUTING
    named = any(h.end <= hit.start and not clause.text(h.end, hit.start).strip() for h in clause.hits)
    return not (plain or named)
