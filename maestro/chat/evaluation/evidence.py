"""What was written without evidence, and what was decided in silence.

A false write is a change in the user's name whose quote the user never said, or a final value outside the goal that no
scenario, default, size or pack explains. A silent default is a high-impact value that nobody stated and nothing asked.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from maestro.chat.evaluation.judging import acceptable
from maestro.chat.evaluation.places import lies_at
from maestro.chat.evaluation.talk import Held, TurnObject
from maestro.domain.json import below, generic, leaves, split

_EXPLAINING = ("scenario", "default", "sizing", "pack")
_SETTLED = ("stated", "enforced", "dont_care", "rejected")


def false_writes(held: Held) -> tuple[str, ...]:
    """One line each."""
    return (*_unsaid(held), *_unexplained(held))


def _unsaid(held: Held) -> Iterator[str]:
    said = ""
    for turn in held.turns:
        said += f"\n{turn.get('user', '')}"
        for change in turn.get("changes", ()):
            quote = change.get("quote") or ""
            if change["source"] == "user" and (not quote or quote not in said):
                yield f"turn {turn.get('turn')}: {change['path']}: the quote {quote!r} was never said"


def _unexplained(held: Held) -> Iterator[str]:
    sources = last_sources(held.turns)
    places = (*held.dialogue.goal, *held.dialogue.absent)
    for path, value in leaves(held.last.get("request", {})):
        if not path:
            continue
        source = _source(sources, path)
        if source is None:
            yield f"{path}: no turn reported that it changed"
        elif source not in _EXPLAINING:
            wrong = [place for place in places if _exactly(path, place)]
            if wrong and not any(acceptable(held.dialogue, place, value) for place in wrong):
                yield f"{path}: {value!r} is outside the goal, by {source}"


def _exactly(path: str, place: str) -> bool:
    """`a[].b` means any element, so that one element alone is never wrong there."""
    return "[]" not in place and lies_at(path, place) and len(split(path)) == len(split(place))


def last_sources(turns: tuple[TurnObject, ...]) -> dict[str, str]:
    """Who wrote each path last."""
    return {change["path"]: change["source"] for turn in turns for change in turn.get("changes", ())}


def _source(sources: Mapping[str, str], path: str) -> str | None:
    """A path's own source, else that of a change that covers it from above or below."""
    if path in sources:
        return sources[path]
    return next((s for p, s in sources.items() if below(path, p) or below(p, path)), None)


def silent_defaults(held: Held, impact: frozenset[str]) -> tuple[str, ...]:
    """High-impact paths of a submitted request that nobody stated, nothing asked, and no chosen scenario brought.

    `impact`: the generic paths of the fields that a factory calls critical or high.
    """
    if held.last.get("stage") != "submitted":
        return ()
    status: Mapping[str, str] = held.last.get("status", {})
    sources, asked = last_sources(held.turns), set(asked_paths(held.turns))
    chosen = "scenario" in asked or any(a.get("kind") == "choose" for t in held.turns for a in t.get("acts", ()))
    out = []
    for path, _ in leaves(held.last.get("request", {})):
        if generic(path) not in impact or status.get(path) in _SETTLED:
            continue
        told = any(below(path, a) or below(a, path) for a in asked)
        if not told and not (chosen and sources.get(path) == "scenario"):
            out.append(path)
    return tuple(out)


def asked_paths(turns: tuple[TurnObject, ...]) -> Iterator[str]:
    """Every path that a question named."""
    for turn in turns:
        question: Mapping[str, Any] | None = turn.get("question")
        if question:
            yield str(question["path"])
            yield from (str(also) for also in question.get("also", ()))
