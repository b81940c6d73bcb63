"""The text of a pull request: one paragraph, deviations first, then wishes, choices, policy, resources, next steps.

Pure. Everything that came from outside is one line and escaped: it cannot start a heading, a link, a mention or a cell.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maestro.domain.handoff import Choice, Deviation, Handoff, Wish, one_line
from maestro.domain.json import Json, canonical, get, leaves

_ROWS = 150  # rows of one table; forges refuse bodies beyond 64 KB
_MARKUP = re.compile(r"([\\`*_{}\[\]<>|~!])")
_REFERENCE = re.compile(r"(?<![A-Za-z0-9.])([@#])")
_TITLE = 120

_SOURCES = {
    "user": "the requester",
    "scenario": "blueprint",
    "default": "default",
    "sizing": "size",
    "pack": "pack",
    "document": "document",
    "model": "model, confirmed",
    "file": "request file",
}


@dataclass(frozen=True)
class Facts:
    """What the tasks before found out: files by identity, evaluations by identity, what replaces what exists."""

    files: Mapping[str, str]
    evaluations: Mapping[str, Mapping[str, Any]]
    changed: Sequence[str] = ()


def escaped(text: str, limit: int = 300) -> str:
    """Text from outside as inert Markdown in one line."""
    return _REFERENCE.sub(r"\1&#8203;", _MARKUP.sub(r"\\\1", one_line(text, limit)))


def code(value: Json) -> str:
    """A value as a code span that no backtick or pipe can leave."""
    text = one_line(value if isinstance(value, str) else canonical(value), 120)
    return f"`{text.replace('`', 'ˋ').replace('|', '¦')}`" if text else "(empty)"


def title(handoff: Handoff, changed: Sequence[str] = ()) -> str:
    """`shop (prod): Web Commerce, PCI DSS, 1 deviation`."""
    lead = one_line(handoff.title, _TITLE) or f"{_who(handoff)}: {'changed' if changed else 'new'} request"
    counted = _counted(len(handoff.deviations), "deviation")
    if handoff.deviations and "deviation" not in lead:
        return f"{lead}, {counted}"
    return lead


def body(handoff: Handoff, facts: Facts) -> str:
    """The whole text; the same handoff and facts give the same bytes."""
    sections = [
        _paragraph(handoff, facts),
        *_differences(handoff),
        *_deviations(handoff.deviations),
        *_wishes(handoff.wishes),
        *_choices(handoff.choices),
        *_policy(facts),
        *_resources(facts),
        *_next(facts),
        _marker(handoff),
    ]
    return "\n\n".join(sections) + "\n"


def _who(handoff: Handoff) -> str:
    first, *rest = handoff.identity
    tenant = str(get(handoff.requests[0], first, ""))
    others = ["-".join(str(get(request, path, "")) for path in rest) for request in handoff.requests]
    return f"{tenant} ({', '.join(others)})" if rest else ", ".join(handoff.names)


def _paragraph(handoff: Handoff, facts: Facts) -> str:
    files = ", ".join(code(file) for file in facts.files.values())
    summary = escaped(handoff.summary, 1000) or f"A request for {escaped(_who(handoff))}."
    end = "" if summary.endswith((".", "!", "?", "…")) else "."
    blueprint = f" It starts from the blueprint {escaped(handoff.scenario)}." if handoff.scenario else ""
    changes = f" It changes what exists: {escaped(', '.join(facts.changed))}." if facts.changed else ""
    where = "request is" if len(facts.files) == 1 else "requests are"
    return f"{summary}{end}{blueprint}{changes} The {where} in {files}."


def _differences(handoff: Handoff) -> Iterator[str]:
    """Where the requests of one pull request differ, their identities apart."""
    if len(handoff.requests) == 1:
        return
    flat = [dict(leaves(request)) for request in handoff.requests]
    paths = dict.fromkeys(p for one in flat for p in one if p and p not in handoff.identity)
    titles = {choice.path: choice.title for choice in handoff.choices}
    unlike = [(p, [one.get(p) for one in flat]) for p in paths]
    rows = [
        (_field(p, None, titles.get(p, "")), *("-" if v is None else code(v) for v in found))
        for p, found in unlike
        if any(v != found[0] for v in found)
    ]
    yield "### Differences between the requests"
    if rows:
        yield _table(("Field", *map(escaped, handoff.names)), rows)
    else:
        yield "They differ in nothing but their names."


def _deviations(deviations: Sequence[Deviation]) -> Iterator[str]:
    if not deviations:
        return
    yield "### Deviations"
    yield "The platform team should look at these: they leave the factory's standard."
    rows = (
        (
            _field(d.path, d.environment),
            "-" if d.standard is None else code(d.standard),
            code(d.chosen),
            escaped(d.reason or "not given"),
            escaped(d.consequence) or "-",
        )
        for d in deviations
    )
    yield _table(("Field", "Standard", "Chosen", "Reason", "Consequence"), rows)


def _wishes(wishes: Sequence[Wish]) -> Iterator[str]:
    if not wishes:
        return
    yield "### Wishes that the factory does not offer"
    yield "\n".join(_wish(wish) for wish in wishes)


def _wish(wish: Wish) -> str:
    nearest = f"; nearest: {escaped(wish.nearest)}" if wish.nearest else ""
    quote = f' ("{escaped(wish.quote)}")' if wish.quote else ""
    return f"- {escaped(wish.text)}{nearest}{quote}"


def _choices(choices: Sequence[Choice]) -> Iterator[str]:
    if not choices:
        return
    yield "### Choices"
    rows = ((_field(c.path, c.environment, c.title), code(c.value), _source(c)) for c in choices)
    yield _table(("Field", "Value", "From"), rows)


def _field(path: str, environment: str | None, name: str = "") -> str:
    told = f"{escaped(name)} {code(path)}" if name and name != path else code(path)
    return f"{told} ({escaped(environment)})" if environment else told


def _source(choice: Choice) -> str:
    words = [_SOURCES.get(choice.source, escaped(choice.source))]
    if choice.origin:
        words.append(escaped(choice.origin))
    if choice.quote:
        words.append(f'"{escaped(choice.quote, 120)}"')
    return " ".join(words)


def _policy(facts: Facts) -> Iterator[str]:
    yield "### Policy"
    notes = dict.fromkeys(str(e["note"]) for e in facts.evaluations.values() if e.get("note"))
    if notes:
        yield "\n".join(f"{escaped(note)}." for note in notes)
    rows = [row for e in facts.evaluations.values() for row in e.get("policies") or ()]
    if rows:
        counts = Counter(str(row["result"]) for row in rows)
        yield ", ".join(f"{count} {escaped(result)}" for result, count in sorted(counts.items())) + "."
    told = [row for row in rows if row["result"] != "pass" or row.get("changed")]
    if told:
        cells = ((code(row["policy"]), escaped(row["result"]), _told(row)) for row in told)
        yield _table(("Policy", "Result", "What"), cells)


def _told(row: Mapping[str, Any]) -> str:
    changed = ", ".join(code(field) for field in row.get("changed") or ())
    words = [
        escaped(row.get("resource") or ""),
        escaped(row.get("message") or ""),
        f"sets {changed}" if changed else "",
    ]
    return " ".join(word for word in words if word) or "-"


def _resources(facts: Facts) -> Iterator[str]:
    counts: Counter[str] = Counter()
    for evaluation in facts.evaluations.values():
        counts.update(evaluation.get("resources") or {})
    if counts:
        yield f"### Resources ({sum(counts.values())})"
        yield ", ".join(f"{count} {escaped(kind)}" for kind, count in sorted(counts.items())) + "."


def _next(facts: Facts) -> Iterator[str]:
    yield "### Next steps"
    steps = ["1. The factory's CI renders the request, checks it and adds `02-golden.yaml` to this branch."]
    steps.append("2. The platform team reviews; after the merge the tenant is rolled out.")
    yield "\n".join(steps)
    yield "To reproduce it here:"
    commands = "\n".join(f"maestro generate {file} --out generated/{name}" for name, file in facts.files.items())
    yield f"```\n{commands}\n```"


def _marker(handoff: Handoff) -> str:
    """What machines find this request by; names and digest hold no character that could end the comment."""
    facts = canonical({"version": 1, "digest": handoff.digest, "names": list(handoff.names)})
    return f"<!-- maestro: {facts} -->"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    every = list(rows)
    lines = [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *every[:_ROWS])]
    if len(every) > _ROWS:
        lines.append(f"\n{len(every) - _ROWS} more rows are left out here; the request file has all of them.")
    return "\n".join(lines)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
