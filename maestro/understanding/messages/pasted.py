"""What pasted structure says of the request: by the factory's own paths, else by names that stand for one field alone.

A key means a field when it is the last step of its path, its title or an alias, and what stands above it (the keys, the
type of a resource) leaves one field only; a value means one where it is a legal one of that field alone. Anything else
writes nothing: what is pasted tells of another system, and most of it has no place here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from maestro.domain.acts import Act, Add, Reject, Set
from maestro.domain.form import Field, Form, Kind
from maestro.domain.json import Json, below
from maestro.understanding.english.blocks import Block, Pair
from maestro.understanding.english.quantities import number, quantities
from maestro.understanding.english.text import norms
from maestro.understanding.english.values import coerce

_SPLIT = re.compile(r"[_./-]|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_EMPTY = frozenset(
    {"google", "cnrm", "cloud", "com", "spec", "settings", "resource", "config", "configuration", "infra"}
)
_NO_VALUE = ("", "|", ">", "null", "~")


@dataclass(frozen=True)
class _Meant:
    """A field and the value that a pair gives it; `score` counts what stands above it and in its path alike."""

    found: Field
    value: Json
    score: int
    pair: Pair


def _words(text: str) -> tuple[str, ...]:
    return norms(_SPLIT.sub(" ", text))


class Pasted:
    """Reads blocks with the form's paths, titles and aliases."""

    def __init__(self, form: Form) -> None:
        """Index the names of every field that can hold a value."""
        self._form = form
        self._fields = [f for f in form.fields if f.kind is not Kind.OBJECT and f.item_kind is not Kind.OBJECT]
        self._names = {f.path: self._named(f) for f in self._fields}
        self._above = {f.path: self._words_above(f) for f in self._fields}
        self._parts = {c.path: self._of(c) for c in form.components}

    def read(self, block: Block) -> list[Act]:
        """The acts of one block."""
        context = frozenset(_words(block.kind)) - _EMPTY
        part = self._part(context)
        meant = [m for pair in block.pairs if (m := self._meant(pair, context, part)) is not None]
        engines = {e for m in meant if (e := self._engine(m.found.path)) and m.score >= 0}
        settled = [m for pair in block.pairs if (m := self._meant(pair, context, part, engines)) is not None]
        acts: list[Act] = [Set(f"{part}.enabled", True, block.kind)] if part else []
        return [*acts, *self._acts(settled)]

    def _named(self, found: Field) -> frozenset[tuple[str, ...]]:
        name = found.path.rpartition(".")[2].removesuffix("[]")
        return frozenset(_words(text) for text in (name, found.title, *found.aliases) if text)

    def _words_above(self, found: Field) -> frozenset[str]:
        """The words of all that a field lies in."""
        steps = found.path.replace("[]", "").split(".")[:-1]
        component = self._form.component_of(found.path)
        told = self._parts_of(component) if component is not None else frozenset()
        return (frozenset(w for step in steps for w in _words(step)) | told) - _EMPTY

    def _parts_of(self, component: Field) -> frozenset[str]:
        return frozenset(w for text in (component.title, *component.aliases) for w in _words(text))

    def _of(self, component: Field) -> frozenset[str]:
        return (self._parts_of(component) | frozenset(_words(component.path.rpartition(".")[2]))) - _EMPTY

    def _part(self, context: frozenset[str]) -> str:
        """The one component that the type of a resource names."""
        scores = {path: len(words & context) for path, words in self._parts.items()}
        most = max(scores.values(), default=0)
        best = [path for path, score in scores.items() if score == most]
        return best[0] if most and len(best) == 1 else ""

    def _engine(self, path: str) -> str:
        """The alternative that a field lies in."""
        steps = path.split(".")
        above = (".".join(steps[:n]) for n in range(len(steps) - 1, 0, -1))
        return next((a for a in above if (f := self._form.at(a)) is not None and f.alternatives), "")

    def _meant(
        self, pair: Pair, context: frozenset[str], part: str, engines: Sequence[str] | set[str] = ()
    ) -> _Meant | None:
        if pair.value in _NO_VALUE:
            return None
        keys = [k for k in pair.keys if isinstance(k, str)]
        found = list(self._by_path(keys, pair)) or list(self._by_name(keys, pair, context, part))
        if not found:
            found = list(self._by_value(pair, part))
        most = max((m.score for m in found), default=0)
        best = [m for m in found if m.score == most]
        if len(best) > 1 and engines:
            best = [m for m in best if self._engine(m.found.path) in engines] or best
        return best[0] if len(best) == 1 else None

    def _by_path(self, keys: list[str], pair: Pair) -> Iterator[_Meant]:
        """Keys that are a path of the request, or its last steps where these say which."""
        for found in self._fields:
            steps = found.path.replace("[]", "").split(".")
            if len(keys) > 1 and steps[-len(keys) :] == keys and (value := _value(found, pair)) is not None:
                yield _Meant(found, value, 9 if steps == keys else len(keys), pair)

    def _by_name(self, keys: list[str], pair: Pair, context: frozenset[str], part: str) -> Iterator[_Meant]:
        """The last key by any name of a field; "versioning { enabled = true }" is the key before."""
        names = [keys[-1]] if keys else []
        if len(keys) > 1 and _words(keys[-1]) == ("enabled",):
            names = [keys[-2]]
        told = context | {w for key in keys[:-1] for w in _words(key)}
        for found in self._fields:
            said = {_words(names[0]), (*_words(names[0]), *_words(pair.value))} if names else set()
            inside = self._form.component_of(found.path)
            if not (self._names[found.path] & said) or (part and inside is not None and inside.path != part):
                continue
            if _words(names[0]) == ("name",) and "[]" not in found.path:
                continue  # what a resource is called elsewhere names no part of it here
            score = len(self._above[found.path] & told)
            by_both = _words(names[0]) not in self._names[found.path]
            value = True if by_both and found.kind is Kind.BOOLEAN else _value(found, pair)
            if value is not None and (score or (inside is None and "[]" not in found.path)):
                yield _Meant(found, value, score, pair)

    def _by_value(self, pair: Pair, part: str) -> Iterator[_Meant]:
        """A value that is a legal one of a single field: an engine's version, a tier."""
        for found in self._fields:
            option = next((o for o in found.options if str(o.value) == pair.value and not pair.value.isalpha()), None)
            if option is not None and (not part or below(found.path, part)):
                yield _Meant(found, [option.value] if found.kind is Kind.ARRAY else option.value, 0, pair)

    def _acts(self, meant: Sequence[_Meant]) -> Iterator[Act]:
        """Items of a list are gathered by their place; what a component is without is refused."""
        items: dict[tuple[str, tuple[int, ...]], dict[str, Json]] = {}
        quotes: dict[tuple[str, tuple[int, ...]], str] = {}
        for m in meant:
            roster, inside, leaf = m.found.path.rpartition("[].")
            place = tuple(k for k in m.pair.keys if isinstance(k, int))
            if inside and "[]" not in roster:
                items.setdefault((roster, place), {})[leaf] = m.value
                quotes.setdefault((roster, place), m.pair.quote)
            elif not inside:
                yield from self._written(m)
        for (roster, place), item in items.items():
            yield Add(roster, item, quotes[roster, place])

    def _written(self, m: _Meant) -> Iterator[Act]:
        path = m.found.path
        component = self._form.component_of(path)
        if component is not None and path == f"{component.path}.enabled" and m.value is False:
            yield Reject(path, quote=m.pair.quote)
        elif m.found.kind is Kind.ARRAY:
            for entry in m.value if isinstance(m.value, list) else [m.value]:
                yield Add(path, entry, m.pair.quote)
        else:
            yield Set(path, m.value, m.pair.quote)


def _value(found: Field, pair: Pair) -> Json:
    """The value as the field takes it: an option, a number with its unit, a text that fits; None where none does."""
    if found.kind is Kind.ARRAY:
        option = next((o for o in found.options if str(o.value).lower() == pair.value.lower()), None)
        return [option.value] if option is not None else None
    value = coerce(found, pair.value)
    if value is None and found.kind in (Kind.INTEGER, Kind.NUMBER):
        first = next(quantities(pair.value), None)
        return number(found, first) if first is not None and first.start == 0 else None
    return value
