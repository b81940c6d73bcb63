"""What a field, an option or a starting point is and what the factory makes of it, as plain facts.

Reads the form and the pipeline's outcomes; an option is tried on every starting point, so that all it does is found.
Refuses to print and to guess: what is not in the factory's files is not said.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from maestro.domain.form import Entail, Field, Form, Kind, Option, Scenario
from maestro.domain.json import Json, get
from maestro.domain.record import dataclass
from maestro.factory.completed import having, without
from maestro.factory.effects import Effects
from maestro.factory.generated import Generated

_MANY = 6  # options from which on (regions) only the names are told
_NAMED = 3  # resources; more are counted


@dataclass(frozen=True)
class Fact:
    """One thing to know: `name` is the kind of fact (is, brings, proves ...)."""

    name: str
    text: str


@dataclass(frozen=True)
class Explained:
    """All facts of one thing."""

    title: str
    path: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Explainer:
    """Explains one factory; `base` is the request on which options are tried, else every starting point is."""

    form: Form
    effects: Effects
    base: Scenario | None = None

    @property
    def _requests(self) -> tuple[Mapping[str, Any], ...]:
        tried = (self.base,) if self.base else self.form.scenarios
        return tuple(scenario.request for scenario in tried) or ({},)

    @property
    def _policies(self) -> frozenset[str]:
        """The titles of all policies as an entailment words them: what is none of them, the schema demands."""
        made = next((m for r in self._requests if (m := self.effects.made(r)) is not None), None)
        titles = (self._title(policy) for policy in (made.categories if made else ()))
        return frozenset(title[:1].lower() + title[1:] for title in titles)

    def field(self, found: Field) -> Explained:
        """What it is, what it may hold, what each option entails."""
        title = self.form.title_of(found.path)
        options = found.options if len(found.options) <= _MANY else ()
        told = (Fact(str(option.value), "; ".join(self._told(found, option)) or option.title) for option in options)
        names = ", ".join(str(option.value) for option in found.options) if not options else ""
        below = ", ".join(child.path for child in self.form.children(found.path))
        facts = (*_of_field(found), *_said("values", names), *told, *_said("fields", below), *self._displaced(found))
        return Explained(title, found.path, facts)

    def option(self, found: Field, option: Option) -> Explained:
        """What it means, what it requires and writes, what proves it."""
        entails = self._entails(found, option.value)
        required = tuple(e for e in entails if found.kind is Kind.ARRAY and e.text not in self._policies)
        brings = tuple(e for e in entails if e not in required)
        facts = (
            *_said("is", option.means),
            *(Fact("requires", e.text) for e in required),
            *(Fact("brings", e.text) for e in brings),
            *(Fact("proves", text) for text in self._proofs(found, option.value)),
        )
        return Explained(option.title, found.path, facts)

    def scenario(self, scenario: Scenario) -> Explained:
        """What it holds, what becomes of it, which policies had a part."""
        made = self.effects.made(scenario.request)
        contains = tuple(Fact("has", part) for part in scenario.contains)
        return Explained(
            scenario.title,
            scenario.id,
            (*_said("is", scenario.summary), *contains, *(self._outcome(made) if made else ())),
        )

    def _outcome(self, made: Generated) -> Iterator[Fact]:
        kinds = ", ".join(f"{count} {kind}" for kind, count in made.kinds.items())
        yield Fact("makes", f"{len(made.golden)} resources: {kinds}")
        for policy in dict.fromkeys(m.policy for m in made.mutations):
            mine = [m for m in made.mutations if m.policy == policy]
            resources = _few(list(dict.fromkeys(m.resource for m in mine)))
            yield Fact("changed", f"{self._title(policy)} ({policy}): {_counted(len(mine), 'field')} of {resources}")
        for policy in dict.fromkeys(v.policy for v in made.verdicts if v.result == "pass"):
            yield Fact("proved", f"{self._title(policy)} ({policy})")
        for verdict in (*made.failures, *made.warnings):
            yield Fact(verdict.result, f"{verdict.policy} on {verdict.name}: {verdict.message}")

    def _told(self, found: Field, option: Option) -> Iterator[str]:
        if option.means:
            yield option.means.rstrip(".")
        yield from (entail.text for entail in self._entails(found, option.value))

    def _entails(self, found: Field, value: Json) -> tuple[Entail, ...]:
        """What the option does on any of the requests, each text once."""
        every = (e for request in self._requests for e in self.effects.entails(found.path, value, request))
        return tuple({entail.text: entail for entail in every}.values())

    def _proofs(self, found: Field, value: Json) -> tuple[str, ...]:
        """Validating policies that judge resources only because of the option."""
        policies: dict[str, None] = {}
        for request in self._requests:
            base, taken = self._pair(found, value, request)
            if base is not None and taken is not None:
                policies |= dict.fromkeys(p for p in _judging(taken) if p not in _judging(base))
        return tuple(f"{self._title(policy)} ({policy})" for policy in policies)

    def _pair(self, found: Field, value: Json, request: Mapping[str, Any]) -> tuple[Generated | None, Generated | None]:
        """The outcomes without and with an option, whatever it requires of the request being given."""
        required = {p: v for e in self.effects.entails(found.path, value, request) for p, v in e.sets.items()}
        if found.kind is not Kind.ARRAY:
            others = [o.value for o in found.options if o.value != value]
            plain = having(request, found.path, others[0]) if others else without(request, found.path)
            return self.effects.made(plain), self.effects.made(having(request, found.path, value))
        for path, wanted in required.items():
            request = having(request, path, wanted)
        others = [v for v in get(request, found.path, []) or [] if v != value]
        plain = having(request, found.path, others) if others else without(request, found.path)
        return self.effects.made(plain), self.effects.made(having(request, found.path, [*others, value]))

    def _displaced(self, found: Field) -> Iterator[Fact]:
        """What policies write where the field is left open."""
        if found.options or found.kind in (Kind.OBJECT, Kind.ARRAY) or "[]" in found.path:
            return
        usual = (self.effects.standard(found.path, request) for request in self._requests)
        values = dict.fromkeys(str(value) for value in usual if value is not None)
        if values:
            yield Fact("standard", f"{', '.join(values)}: written by policy where the request leaves it open")

    def _title(self, policy: str) -> str:
        about = self.effects.about(policy)
        return about.title if about else policy


def _of_field(found: Field) -> Iterator[Fact]:
    yield from _said("is", found.description)
    yield from _said("why", found.why)
    yield Fact("takes", _takes(found))
    if found.has_default and found.default not in (None, [], {}):
        yield Fact("default", str(found.default))
    yield from _said("example", str(found.examples[0]) if found.examples and found.kind is not Kind.OBJECT else "")
    for shape in found.shapes:
        yield Fact("machine", shape.label)
    for refusal in found.refused:
        yield Fact("refused", refusal.because)


def _takes(found: Field) -> str:
    need = "required" if found.required else "optional"
    least, most = found.minimum, found.maximum
    bounds = f"from {least:g}" if least is not None else ""
    bounds = f"{bounds} to {most:g}".strip() if most is not None else bounds
    pattern = f"matching {found.pattern}" if found.pattern else ""
    kind = f"{found.kind} of {found.item_kind}" if found.item_kind else str(found.kind)
    return ", ".join(part for part in (kind, need, bounds, found.unit, found.format or "", pattern) if part)


def _judging(made: Generated) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v.policy for v in made.verdicts if v.result in ("pass", "fail", "warn", "error")))


def _said(name: str, text: str) -> Iterable[Fact]:
    return (Fact(name, text),) if text else ()


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _few(names: list[str]) -> str:
    """The names; of many only how many there are."""
    return ", ".join(names) if len(names) <= _NAMED else _counted(len(names), "resource")
