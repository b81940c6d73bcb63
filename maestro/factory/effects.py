"""What a request makes the factory do, and what a change of it changes: read off the pipeline, in process.

The interview speaks from this: what a pack enforces, what a size provisions, what an override displaces. A factory
without a chart or policies has no effects; nothing is guessed.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final, Protocol

from maestro.domain.blueprint import Effect
from maestro.domain.checked import Problem, ProblemKind
from maestro.domain.errors import MaestroError, ViolationError
from maestro.domain.findings import Violation
from maestro.domain.form import Entail, Field, Form, Kind
from maestro.domain.json import Json, canonical, differences, get, parent
from maestro.factory.completed import Check, completed, having, without
from maestro.factory.concerning import concerning
from maestro.factory.difference import Difference, difference, effects
from maestro.factory.fields import humanised
from maestro.factory.generated import About, Generated, Mutation

_MANY = 6  # options from which on (regions) none is tried
_FEW = 4  # options of a choice whose every value is tried
_UNKNOWN: Final = ("", "", "")
_SPOKEN = re.compile(r"[a-z][a-z0-9-]{0,20}")  # a value that people can read
_NAMED = 3  # values written by a policy that are named
_REMEMBERED = 256  # requests whose outcome is kept
Place = tuple[str, str, str]  # policy, resource, field


class Pipeline(Protocol):
    """Runs a valid request."""

    def run(self, request: Mapping[str, Any]) -> Generated:
        """Everything that becomes of it."""
        ...

    def about(self, policy: str) -> About | None:
        """What a policy says of itself."""
        ...

    def abouts(self) -> Iterable[About]:
        """What every policy says of itself."""
        ...


class Effects:
    """Effects of one factory; outcomes are remembered, since a conversation asks for the same ones again."""

    def __init__(self, form: Form, check: Check, opened: Callable[[], Pipeline | None]) -> None:
        """`opened` is called when the first effect is asked for; without a pipeline there are none."""
        self._form = form
        self._check = check
        self._opened = opened
        self._made: OrderedDict[str, Generated | MaestroError] = OrderedDict()
        self._entailed: OrderedDict[str, tuple[Entail, ...]] = OrderedDict()
        self._full: OrderedDict[str, dict[str, Any] | None] = OrderedDict()
        self._places: dict[str, Place | None] = {}

    @cached_property
    def _pipeline(self) -> Pipeline | None:
        return self._opened()

    def made(self, request: Mapping[str, Any]) -> Generated | None:
        """What becomes of a request, examples standing where it is not complete; None where nothing can be said."""
        full = self._completed(request) if self._pipeline is not None else None
        made = self._outcome(full) if full is not None else None
        return made if isinstance(made, Generated) else None

    def _completed(self, request: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The request with examples where it is not complete; nobody may change it."""
        key = canonical(request)
        if key not in self._full:
            self._full[key] = completed(self._form, self._check, request)
            if len(self._full) > _REMEMBERED:
                self._full.popitem(last=False)
        return self._full[key]

    def _outcome(self, request: Mapping[str, Any]) -> Generated | MaestroError | None:
        """What becomes of a complete request, or why nothing does."""
        if self._pipeline is None:
            return None
        key = canonical(request)
        if key not in self._made:
            try:
                self._made[key] = self._pipeline.run(request)
            except MaestroError as error:
                self._made[key] = error
            if len(self._made) > _REMEMBERED:
                self._made.popitem(last=False)
        return self._made[key]

    def examples(self, request: Mapping[str, Any]) -> Mapping[str, Json]:
        """What `made` puts where the request is not complete, by path."""
        full = self._completed(request)
        return {path: value for path, _, value in differences(request, full)} if full is not None else {}

    def refusal(self, request: Mapping[str, Any]) -> str:
        """Why nothing can be made of a request; empty where something can."""
        if self._pipeline is None:
            return "this factory has no chart, so what a request becomes cannot be shown"
        full = self._completed(request)
        if full is None:
            return "; ".join(v.message for v in self._check(request).violations) or "too much is still open"
        made = self._outcome(full)
        return made.message if isinstance(made, MaestroError) else ""

    def difference(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> Difference:
        """What the factory does differently after a change."""
        return difference(self.made(before), self.made(after))

    def about(self, policy: str) -> About | None:
        """What a policy says of itself; None for a name that no policy has."""
        return self._pipeline.about(policy) if self._pipeline is not None else None

    def concerning(self, words: Sequence[str], request: Mapping[str, Any]) -> tuple[tuple[str, str, bool], ...]:
        """Title and description of policies that tell of most of some roots of words; whether each acts here."""
        if self._pipeline is None:
            return ()
        made = self.made(request)
        here = {m.policy for m in made.mutations} if made is not None else set()
        return concerning(self._pipeline.abouts(), words, here)

    def __call__(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Effect, ...]:
        """Fields that policies write differently after the change."""
        return effects(self.made(before), self.made(after))

    def _named_alike(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """The request without the names of the tenant's own that stand outside the components."""
        own = (
            f.path for f in self._form.fields if f.own and "[]" not in f.path and not self._form.component_of(f.path)
        )
        out = dict(request)
        for path in own:
            out = without(out, path) if get(out, path) is not None else out
        return out

    def entails(self, path: str, value: Json, request: Mapping[str, Any]) -> tuple[Entail, ...]:
        """What the factory does because of an option: what it requires of the request, what its policies do."""
        found = self._form.at(path)
        many = found is not None and found.kind is not Kind.ARRAY and len(found.options) > _MANY
        if found is None or many or "[]" in path or self._pipeline is None:
            return ()
        key = canonical([path, value, request])
        if key not in self._entailed:
            pack = found.kind is Kind.ARRAY
            made = self._of_pack(path, value, request) if pack else self._of_choice(found, path, value, request)
            self._entailed[key] = made
            if len(self._entailed) > _REMEMBERED:
                self._entailed.popitem(last=False)
        return self._entailed[key]

    def requires(self, path: str, value: Json, request: Mapping[str, Any]) -> tuple[Entail, ...]:
        """What the schema's conditions demand of the request because of an entry of a list; no policy is asked."""
        found = self._form.at(path)
        if found is None or found.kind is not Kind.ARRAY or "[]" in path:
            return ()
        return tuple(self._required(*_taken(path, value, request)))

    def _around(self, request: Mapping[str, Any], path: str) -> dict[str, Any]:
        """As much of a request as decides what policies write at a place: its component, and what is in none.

        Other components stay out, and so do names of the tenant's own, for which examples stand: most answers of a
        conversation are such, and none of them makes the factory look at the place again. Where the component cannot
        be without another, the request stays whole.
        """
        component = self._form.component_of(path)
        if component is None:
            return dict(request)
        out = self._named_alike(request)
        for other in self._form.components:
            if other.path != component.path and get(out, other.path) is not None:
                out = without(out, other.path)
        return out if self._completed(out) is not None else dict(request)

    def _of_pack(self, path: str, value: Json, request: Mapping[str, Any]) -> tuple[Entail, ...]:
        base, taken = _taken(path, value, request)
        required = tuple(self._required(base, taken))
        for entail in required:
            for place, wanted in entail.sets.items():
                base, taken = having(base, place, wanted), having(taken, place, wanted)
        return (*required, *self._because_of(self.made(base), self.made(taken)))

    def _required(self, base: Mapping[str, Any], taken: Mapping[str, Any]) -> Iterator[Entail]:
        """Conditions of the schema that the option brings, whatever stands there now."""
        told: set[str] = set()
        for old, new in self._variations(base, taken):
            known = {(p.path, p.message) for p in self._check(old).problems}
            for problem in self._check(new).problems:
                decided = problem.kind is ProblemKind.INVALID and len(problem.options) == 1
                text = problem.because.rstrip(".") or self._demanded(problem, decided=decided)
                if (problem.path, problem.message) in known or not text or text in told:
                    continue
                told.add(text)
                yield Entail(text, sets={problem.path: problem.options[0]} if decided else {})

    def _demanded(self, problem: Problem, *, decided: bool) -> str:
        """A condition whose schema gives no reason, in words."""
        title = self._form.title_of(problem.path)
        if decided:
            return f"requires {title}: {problem.options[0]}"
        words = {ProblemKind.MISSING: "requires", ProblemKind.FORBIDDEN: "rules out"}
        return f"{words[problem.kind]} {title}" if problem.kind in words else ""

    def _variations(
        self, base: Mapping[str, Any], taken: Mapping[str, Any]
    ) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
        """Each choice outside the components at another of its few values; then both as they are."""
        for field in self._form.fields:
            few = 1 < len(field.options) <= _FEW and field.kind is not Kind.ARRAY and "[]" not in field.path
            there = field.required or _stands(field, taken)
            if few and there and self._form.component_of(field.path) is None:
                for option in field.options:
                    yield having(base, field.path, option.value), having(taken, field.path, option.value)
        yield base, taken

    def _because_of(self, base: Generated | None, taken: Generated | None) -> Iterator[Entail]:
        """Policies that change something they did not change without the option."""
        before = {(m.policy, m.resource, m.field): m.after for m in base.mutations} if base else {}
        new = [m for m in (taken.mutations if taken else ()) if before.get((m.policy, m.resource, m.field)) != m.after]
        for policy in dict.fromkeys(m.policy for m in new):
            yield Entail(self._title(policy))

    def _title(self, policy: str) -> str:
        about = self.about(policy)
        title = about.title if about else policy
        return title[:1].lower() + title[1:]

    def _of_choice(self, found: Field, path: str, value: Json, request: Mapping[str, Any]) -> tuple[Entail, ...]:
        """What policies write for this option and would write differently for another; names may differ as well."""
        plain = self._around(request, path)
        for field in self._form.fields:
            if field.refines == path:
                plain = without(plain, field.path)
        taken = self.made(having(plain, path, value))
        base = self.made(self._otherwise(found, path, value, plain))
        if taken is None or base is None:
            return ()
        was = {(m.policy, m.field, canonical(m.after)) for m in base.mutations}
        new = [m for m in taken.mutations if (m.policy, m.field, canonical(m.after)) not in was]
        sets = self._fields_of(path, plain, value) if new else {}
        return tuple(
            Entail(self._said([m for m in new if m.policy == policy], self._titles_of(sets)), sets=sets)
            for policy in dict.fromkeys(m.policy for m in new)
        )

    def _otherwise(self, found: Field, path: str, value: Json, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """The same request with another option: what examples complete is the same, so that only the option decides."""
        others = [o.value for o in found.options if o.value != value]
        full = completed(self._form, self._check, having(request, path, value))
        alike = (having(full, path, other) for other in others) if full is not None else iter(())
        legal = (one for one in alike if not self._check(one).problems)
        return next(legal, having(request, path, others[0]) if others else request)

    def _titles_of(self, sets: Mapping[str, Json]) -> dict[Json, str]:
        """What the schema calls the numbers that a policy writes; not where two fields have the same."""
        counts = [value for value in sets.values() if isinstance(value, int)]
        return {v: self._form.title_of(p) for p, v in sets.items() if isinstance(v, int) and counts.count(v) == 1}

    def _said(self, mutations: list[Mutation], titles: Mapping[Json, str]) -> str:
        """Machines by their shape, with the numbers beside them; else the policy's title, and what it writes."""
        shapes = {s.name: s.label for f in self._form.fields for s in f.shapes}
        if not any(m.after in shapes for m in mutations if isinstance(m.after, str)):
            return self._titled(mutations, titles)
        counts = [_counted(m, titles) for m in mutations if isinstance(m.after, int)]
        labels = [shapes[m.after] for m in mutations if isinstance(m.after, str) and m.after in shapes]
        return ", ".join(dict.fromkeys([*labels, *counts]))

    def _titled(self, mutations: list[Mutation], titles: Mapping[Json, str]) -> str:
        """`replicas of a tier: replicas 3`; the title alone where much is written, or switches only."""
        title = self._title(mutations[0].policy)
        spec = [m for m in mutations if not m.field.startswith("metadata.")]
        values = {humanised(m.field): m for m in spec if isinstance(m.after, (int, float, str))}
        plain = [_counted(m, titles) for m in values.values() if not isinstance(m.after, bool)]
        spoken = all(not isinstance(m.after, str) or _SPOKEN.fullmatch(m.after) for m in values.values())
        return f"{title}: {', '.join(plain)}" if spoken and 0 < len(plain) <= _NAMED else title

    def _fields_of(self, path: str, request: Mapping[str, Any], value: Json) -> dict[str, Json]:
        """The request's own concrete fields that refine the option, with what a policy writes in their stead."""
        sized = having(request, path, value)
        pairs = ((f.path, self.standard(f.path, sized)) for f in self._form.fields if f.refines == path)
        return {place: usual for place, usual in pairs if usual is not None}

    def refusals(self, request: Mapping[str, Any]) -> tuple[Violation, ...]:
        """What chart and policies have against a finished request; a chart that is broken itself has no say here."""
        made = self._outcome(request)
        if isinstance(made, ViolationError):
            return (Violation("policy", made.path or "", made.message),)
        if not isinstance(made, Generated):
            return ()
        return tuple(Violation("policy", v.policy, f"{v.policy} on {v.name}: {v.message}") for v in made.failures)

    def warnings(self, request: Mapping[str, Any]) -> tuple[Violation, ...] | None:
        """What policies warn of in what a request becomes, with examples where it is not complete."""
        made = self.made(request)
        return tuple(Violation("policy", v.policy, v.message) for v in made.warnings) if made is not None else None

    def standard(self, path: str, request: Mapping[str, Any]) -> Json:
        """What a policy would write where this field of the request is left open; None where none does."""
        written = self.writes(path, request)
        return written.after if written is not None else None

    def writes(self, path: str, request: Mapping[str, Any]) -> Mutation | None:
        """What a policy writes into the resources where this field of the request is left open."""
        found = self._form.at(path)
        if found is not None and self._places.get(found.path, _UNKNOWN) is None:
            return None  # found out before
        open_ = without(self._around(request, path), path)
        made = self.made(open_) if found is not None else None
        if made is None or found is None:
            return None
        place = self._place(found, open_, made)
        return next((m for m in made.mutations if (m.policy, _kind(m), m.field) == place), None)

    def _place(self, found: Field, request: Mapping[str, Any], made: Generated) -> Place | None:
        """Where a policy writes in the stead of a field: found by trying a value and seeing which writing ends."""
        key = found.path
        if key not in self._places:
            if not self._has(request, parent(key)):
                return None  # this request has no such thing: it says nothing of others
            probe = _probe(found, get(request, found.path))
            tried = self.made(having(request, found.path, probe)) if probe is not None else None
            self._places[key] = _displaced(made, tried, probe) if tried is not None else None
        return self._places[key]

    def _has(self, request: Mapping[str, Any], path: str) -> bool:
        """Whether an object stands in a request, or may be left out of what does: the workers of a cluster.

        What is tried for one request is known for all, so it must not hang on which of them comes first.
        """
        if get(request, path) is not None:
            return True
        above = self._form.at(path)
        return above is not None and not above.alternatives and get(request, parent(path)) is not None


def _probe(found: Field, held: Json) -> Json:
    """A value to try: a machine, an example, what is said, else a bound of a number."""
    known = [*(s.name for s in reversed(found.shapes)), *found.examples, held, found.maximum, found.minimum]
    probe = next((value for value in known if value is not None), None)
    return int(probe) if found.kind is Kind.INTEGER and isinstance(probe, float) else probe


def _taken(path: str, value: Json, request: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The request without an entry of a list, and with it as the last."""
    others = [v for v in get(request, path, []) or [] if v != value]
    base = having(request, path, others) if others else without(request, path)
    return base, having(request, path, [*others, value])


def _counted(mutation: Mutation, titles: Mapping[Json, str]) -> str:
    """A value with its name in the schema, as people say it ("5 nodes"); else with its name in the resource."""
    title = titles.get(mutation.after) if isinstance(mutation.after, int) else None
    number, of, things = (title or "").partition("umber of ")
    if of and number in ("N", "n"):
        return f"{mutation.after} {things.removesuffix('s') if mutation.after == 1 else things}"
    return f"{title or humanised(mutation.field)} {mutation.after}"


def _stands(found: Field, request: Mapping[str, Any]) -> bool:
    """Whether a request says it, or would leave it to a default of its own."""
    above = parent(found.path)
    implied = found.has_default and (not above or isinstance(get(request, above), Mapping))
    return implied or get(request, found.path) is not None


def _displaced(made: Generated, tried: Generated, probe: Json) -> Place | None:
    left = {(m.policy, m.resource, m.field) for m in tried.mutations}
    golden = {f"{d.get('kind')}/{get(d, 'metadata.name')}": d for d in tried.golden}
    for m in made.mutations:
        ended = (m.policy, m.resource, m.field) not in left
        if ended and get(golden.get(m.resource, {}), m.field) == probe:
            return m.policy, _kind(m), m.field
    return None


def _kind(mutation: Mutation) -> str:
    return mutation.resource.partition("/")[0]
