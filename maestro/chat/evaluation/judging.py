"""Whether a dialogue that was held reached its goal, and if not, in what it missed.

Owns the verdict on the outcome: goal, absent, only, deviations, wishes, asks, submitted. How it got there is measured
elsewhere.
"""

import json
from collections.abc import Iterator

from maestro.chat.evaluation.dialogue import Dialogue, Only
from maestro.chat.evaluation.places import found_at, is_absent, lies_at, matches, same
from maestro.chat.evaluation.talk import Held
from maestro.domain.handoff import one_line
from maestro.domain.json import Json
from maestro.domain.record import dataclass


@dataclass(frozen=True)
class Miss:
    """One expectation that does not hold: its kind, where, what was expected and what came."""

    kind: str
    path: str
    expected: str
    found: str

    def __str__(self) -> str:
        """As a report shows it."""
        place = f" {self.path}" if self.path else ""
        return f"{self.kind}{place}: expected {self.expected}, found {self.found}"


def misses(held: Held) -> tuple[Miss, ...]:
    """All expectations that do not hold; none when the dialogue succeeded."""
    if not held.turns:
        return (Miss("talk", "", "a conversation", held.trouble),)
    return tuple(_all(held))


def _all(held: Held) -> Iterator[Miss]:
    if held.trouble:
        yield Miss("talk", "", "an end", held.trouble)
    yield from _goal(held)
    yield from _absent(held)
    for only in held.dialogue.only:
        yield from _only(held, only)
    yield from _travels(held)
    yield from _asks(held)
    stage = str(held.last.get("stage"))
    if (stage == "submitted") != held.dialogue.submitted:
        yield Miss("submitted", "", str(held.dialogue.submitted).lower(), f"the stage {stage}")


def value_at(held: Held, path: str) -> tuple[Json, ...]:
    """What the final request holds at a path; `requests.NAME.PATH` looks into the one of that name."""
    return found_at(_looked_into(held, path), path)


def _looked_into(held: Held, path: str) -> Json:
    """The final request; where a path begins with `requests.`, those of all environments by their names."""
    if path.startswith("requests."):
        return {"requests": held.last.get("requests", {})}
    return held.last.get("request", {})


def acceptable(dialogue: Dialogue, path: str, value: Json) -> bool:
    """Whether a value may stand at a path of the goal, or at one that must be absent."""
    if path in dialogue.goal:
        return any(same(value, wanted) for wanted in dialogue.goal[path])
    return is_absent(value)


def _goal(held: Held) -> Iterator[Miss]:
    for path, wanted in held.dialogue.goal.items():
        found = value_at(held, path) or (None,)
        if not any(acceptable(held.dialogue, path, value) for value in found):
            yield Miss("goal", path, " or ".join(_shown(w) for w in wanted), ", ".join(_shown(f) for f in found))


def _absent(held: Held) -> Iterator[Miss]:
    for path in held.dialogue.absent:
        for value in value_at(held, path):
            if not is_absent(value):
                yield Miss("absent", path, "nothing", _shown(value))


def listed_at(held: Held, paths: str) -> tuple[Json, ...]:
    """What is true or listed there: what a `*` stood for where the value is true, else the values themselves."""
    out: list[Json] = []
    for key, value in matches(_looked_into(held, paths), paths):
        if value is True:
            out.append(key or paths)
        elif isinstance(value, list | tuple):
            out.extend(value)
        elif not is_absent(value):
            out.append(value)
    return tuple(out)


def _only(held: Held, only: Only) -> Iterator[Miss]:
    found = listed_at(held, only.paths)
    lacking = [w for w in only.must if not any(same(w, f) for f in found)]
    beyond = [f for f in found if not any(same(w, f) for w in (*only.must, *only.may))]
    if lacking or beyond:
        extra = f", perhaps {_shown(list(only.may))}" if only.may else ""
        yield Miss("only", only.paths, f"{_shown(list(only.must))}{extra}", _shown(list(found)))


def _travels(held: Held) -> Iterator[Miss]:
    """Deviations and wishes that must be recorded."""
    kept = [str(d.get("path")) for d in held.last.get("deviations", ())]
    for path in held.dialogue.deviations:
        if not any(lies_at(k, path) for k in kept):
            yield Miss("deviations", path, "one recorded", ", ".join(kept) or "none")
    wished = [str(w) for w in held.last.get("wishes", ())]
    for words in held.dialogue.wishes:
        if not any(words.casefold() in wish.casefold() for wish in wished):
            yield Miss("wishes", "", _shown(words), _shown(wished))


def _asks(held: Held) -> Iterator[Miss]:
    for ask in held.dialogue.asks:
        reply = str(held.turns[ask.after].get("reply", "")) if ask.after < len(held.turns) else ""
        if not any(words.casefold() in reply.casefold() for words in ask.contains_any):
            wanted = " or ".join(_shown(words) for words in ask.contains_any)
            yield Miss("asks", f"message {ask.after}", wanted, _shown(one_line(reply, 400)) if reply else "no reply")


def _shown(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
