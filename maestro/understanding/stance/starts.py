"""Starting points by the names that people give them: "the lean startup one", "from scratch", "event driven"."""

import re
from functools import lru_cache

from maestro.domain.acts import Choose
from maestro.domain.form import Form, Scenario
from maestro.understanding.english import grammar
from maestro.understanding.english.text import norms, words
from maestro.understanding.stance.negation import negated

_NOUN = re.compile(r"\s+(?:one|blueprint|option|template|scenario|starting point|setup|version)\b", re.IGNORECASE)
_POINT = (
    r"(?:blueprints?|templates?|starting points?|scenarios?|ready[- ]made (?:thing|one|set-?up|package|solution)s?)"
)
_NO_START = re.compile(  # "no ready-made template", "an empty start": said before any is offered
    rf"\b(?:no|not? any|without|skip|spare (?:me|us)|never mind|leave out|drop|forget|nothing (?:from|out of)|"
    rf"not from|"
    rf"(?:don't|do not|won't|needn't|need not)(?: really)? (?:want|need|like|use|offer|show)(?: (?:me|us))?)\s+"
    rf"(?:(?:an?|any|the|your|all|of|those|these|such|ready[- ]made|pre[- ]?made|prefab|fancy|finished)\s+)*{_POINT}\b"
    r"(?!\s*(?:yet|in mind|idea|engine|file))|"
    r"\b(?:start(?:ing)?(?: off| out)?|begin)\s+(?:(?:it|us|me|this|with|from|on|at|an?|the|completely|totally|"
    r"quite)\s+)*"
    r"(?:blank|empty|zero|scratch|nothing(?! (?:but|else|except|other|more)\b))\b|"
    r"\b(?:an? )?(?:empty|blank) (?:start|request|beginning|form|sheet)\b",
    re.IGNORECASE,
)
_PLAIN = 4  # letters of a word that can stand for a title
_FEW = 3  # words of the beginning of a title


def starting(text: str, form: Form) -> Choose | None:
    """What a text says to start from, None where it says nothing of it."""
    verb = grammar.STARTING.search(text)
    if verb is None:
        return None
    if (empty := grammar.EMPTY.search(text, verb.start())) is not None:
        return Choose(None, empty[0])
    for scenario, start, end, sure in named(text, form):
        if (sure or _NOUN.match(text, end)) and negated(text, start, end) is None:
            return Choose(scenario.id, text[start:end])
    return None


def from_nothing(text: str) -> Choose | None:
    """What a text says that wants no starting point before any was offered, None where it says nothing of it."""
    match = _NO_START.search(text)
    return Choose(None, match[0].strip()) if match is not None else None


def named(text: str, form: Form) -> list[tuple[Scenario, int, int, bool]]:
    """Starting points that a text names, in its order: place, and whether by more than one telling word."""
    said = words(text)
    keys = tuple(w.norm for w in said)
    found: list[tuple[Scenario, int, int, bool]] = []
    for scenario in form.scenarios:
        for key, sure in _names(
            scenario.title, scenario.id, tuple(s.title for s in form.scenarios if s is not scenario)
        ):
            place = next((n for n in range(len(keys) - len(key) + 1) if keys[n : n + len(key)] == key), None)
            if place is not None:
                found.append((scenario, said[place].start, said[place + len(key) - 1].end, sure))
                break
    return sorted(found, key=lambda entry: entry[1])


@lru_cache(maxsize=256)
def _names(name: str, id_: str, others: tuple[str, ...]) -> tuple[tuple[tuple[str, ...], bool], ...]:
    """Runs of stems that name it, longest first: its title, the title's beginning, a word that no other title has."""
    title = norms(name)
    plain = norms(re.sub(r"\(.*?\)", " ", name))
    out = [(title, True), (plain, True), (norms(id_.lstrip("0123456789-_").replace("-", " ")), True)]
    out += [(plain[:n], True) for n in range(min(_FEW, len(plain)), 1, -1)]
    taken = {norm for other in others for norm in norms(other)}
    out += [((word,), False) for word in plain if len(word) > _PLAIN and word not in taken]
    beginnings = {norms(re.sub(r"\(.*?\)", " ", other))[:2] for other in others}
    return tuple((key, sure) for key, sure in out if key and (len(key) == 1 or key[:2] not in beginnings))
