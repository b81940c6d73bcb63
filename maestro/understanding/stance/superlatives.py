"""An answer that names a choice by a quality alone: "the cheapest", "the most secure one", "whichever is fastest".

Which one that is comes from the factory: the order of its sizes where the choices are steps of one scale, else the
texts of its options and starting points. Where neither tells, it is a question: what they cost, what they bring.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from maestro.domain.acts import Act, Choose, Question, Set, Topic
from maestro.domain.conversation import Asked, Choice
from maestro.domain.form import Form, Kind
from maestro.understanding.english.text import norms

_LONGEST = 12  # words of an answer that only names a quality
_POLITE = (
    r"(?:\s+(?:one|option|choice|size|blueprint|version|kind|thing|setup|of (?:them|these|those|all)|possible|"
    r"available|you (?:have|offer|got)|there is|that you (?:have|offer)|is (?:fine|enough|ok|okay|good)|please|"
    r"will do|for (?:us|me)|then|thanks|of course|obviously|i (?:think|guess)))*"
)
_SAID = re.compile(
    r"\s*(?:(?:ok(?:ay)?|well|hm+|just|simply|then|please|i(?:'d| would)? (?:take|want|like|prefer|say)|"
    r"we(?:'d| would)? (?:take|want|like|need|prefer)|give (?:me|us)|take|use|pick|choose|go (?:for|with)|"
    r"let'?s (?:take|go with)|whichever (?:is|one is)|what(?:ever)? is|the one that is|it should be)[\s,]+)*"
    r"(?:the |a )?(?:(?P<degree>most|least|very)\s+(?P<adjective>\w+(?:-\w+| down)?)|(?P<superlative>\w+est))"
    rf"{_POLITE}\s*[.!]*\s*",
    re.IGNORECASE,
)
_CAPACITY = re.compile(r"(\d+(?:\.\d+)?)\s*(?:vCPU|GB|nodes?|x\b)", re.IGNORECASE)


@dataclass(frozen=True)
class _Quality:
    """Words for one quality, what texts say of it, which end of a scale has it (None: neither), what to ask back."""

    said: tuple[str, ...]
    told: tuple[str, ...]
    strong: bool | None
    back: Topic = Topic.OPTIONS
    against: str = ""


_QUALITIES = {
    "cheap": _Quality(
        ("cheap", "inexpensive", "affordable", "economical", "low-cost", "frugal"),
        ("cheap", "inexpensiv", "affordabl", "economical", "costs nothing", "costs less", "costs little", "low cost"),
        strong=False, back=Topic.COST, against="dear",
    ),
    "dear": _Quality(
        ("expensive", "costly", "pricey", "dear"), ("expensiv", "costly", "costs more"), strong=True, back=Topic.COST,
        against="cheap",
    ),
    "strong": _Quality(
        ("fast", "quick", "powerful", "strong", "performant", "capable", "big", "large", "high-performance"),
        ("fast", "quick", "powerful", "high performance", "low latency"), strong=True, against="weak",
    ),
    "weak": _Quality(
        ("small", "slow", "weak", "tiny", "little", "light"), ("smallest", "least"), strong=False, against="strong"
    ),
    "secure": _Quality(
        ("secure", "safe", "protected", "private", "isolated", "strict", "hardened", "locked-down", "locked down"),
        ("secur", "safe", "protect", "isolat", "separat", "locked", "strict", "harden", "private", "nobody else"),
        strong=None,
    ),
    "reliable": _Quality(
        ("reliable", "available", "resilient", "robust", "stable", "fault-tolerant", "durable"),
        ("standby", "replica", "availab", "resilien", "takes over", "several regions", "redundan"), strong=None,
    ),
    "simple": _Quality(
        ("simple", "easy", "basic", "minimal", "plain"),
        ("simpl", "easy", "easi", "basic", "minimal", "nothing to look"),
        strong=False, against="complex",
    ),
    "complex": _Quality(("complex", "complete", "comprehensive"), ("everything", "complete"), strong=True),
}  # fmt: skip


def by_quality(text: str, asked: Asked, form: Form) -> tuple[Act, ...]:
    """The choice that has a quality most, or a question about it; nothing where a message is no such answer."""
    match = _SAID.fullmatch(text) if len(text.split()) <= _LONGEST else None
    quality = _quality(match) if match is not None else None
    found = form.at(asked.path)
    if quality is None or (asked.path != "scenario" and found is None):
        return ()
    quote = text.strip()[:80]
    if found is not None and not found.options:
        return (Question(Topic.OPTIONS, asked.path, quote=quote),) if found.kind is Kind.STRING else ()
    act = _on_scale(quality, asked) or _by_texts(quality, asked, form)
    if act is not None:
        return (replace(act, quote=quote),)
    if asked.path == "scenario":
        return (Question(Topic.COMPARE, "scenario", [], quote),)
    return (Question(quality.back, asked.path, quote=quote),)


def _quality(match: re.Match[str]) -> _Quality | None:
    word = (match["adjective"] or match["superlative"]).lower()
    adjective = word if match["adjective"] else _base(word)
    name = next((name for name, quality in _QUALITIES.items() if adjective in quality.said), None)
    if name is None:
        return None
    quality = _QUALITIES[name]
    if (match["degree"] or "").lower() == "least":
        return _QUALITIES.get(quality.against)
    return quality


def _base(word: str) -> str:
    """The adjective of a superlative: cheapest, safest, biggest, easiest."""
    stem = word.removesuffix("est")
    known = {said for quality in _QUALITIES.values() for said in quality.said}
    doubled = stem[:-1] if len(stem) > 2 and stem[-1:] == stem[-2:-1] else stem
    return next((w for w in (stem, f"{stem}e", doubled, f"{stem[:-1]}y") if w in known), "")


def _on_scale(quality: _Quality, asked: Asked) -> Act | None:
    """The first or last of choices that are steps of one scale, by the machines that they stand for."""
    steps = [c for c in asked.choices if c.value is not None and len(c.acts) == 1 and isinstance(c.acts[0], Set)]
    if quality.strong is None or len(steps) < 2:
        return None
    weights = [_weight(choice) for choice in steps]
    if any(w is None for w in weights) or len(set(weights)) < 2:
        return None
    order = sorted(range(len(steps)), key=lambda n: weights[n] or ())
    ascending = all(
        all(a <= b for a, b in zip(weights[one] or (), weights[next_] or (), strict=True))
        for one, next_ in pairwise(order)
    )
    return steps[order[-1 if quality.strong else 0]].acts[0] if ascending else None


def _weight(choice: Choice) -> tuple[float, ...] | None:
    """How much machine a label tells of; None where it tells of none, or of several kinds at once."""
    figures = tuple(float(number) for number in _CAPACITY.findall(choice.label))
    return figures[:2] if figures else None


def _by_texts(quality: _Quality, asked: Asked, form: Form) -> Act | None:
    """The one answer whose texts speak of the quality most."""
    scores = [(sum(text.count(word) for word in quality.told), act) for act, text in _texts(asked, form)]
    most = max((score for score, _ in scores), default=0)
    best = [act for score, act in scores if score == most]
    return best[0] if most and len(best) == 1 else None


def _texts(asked: Asked, form: Form) -> Iterator[tuple[Act, str]]:
    """Every answer with what the factory says of it."""
    if asked.path == "scenario":
        for scenario in form.scenarios:
            yield Choose(scenario.id), " ".join((scenario.title, scenario.summary, *scenario.tags)).lower()
        return
    found = form.at(asked.path)
    shown = {c.value: c.label for c in asked.choices if isinstance(c.value, str)}
    for option in found.options if found is not None and found.kind is not Kind.ARRAY else ():
        label = shown.get(str(option.value), "")
        told = " ".join(norms(f"{option.title} {option.means} {label}"))
        yield Set(asked.path, option.value), f"{option.title} {option.means} {label} {told}".lower()
