"""JSON Schema (draft-07 to 2020-12) -> the fields of a Form. A schema without hints still gives a usable interview."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from maestro.domain.form import Elsewhere, Field, Importance, Kind, Option
from maestro.domain.record import dataclass
from maestro.factory import hints, resolve
from maestro.factory.conditions import conditions
from maestro.factory.variants import said_of, variants

Node = Mapping[str, Any]
_DEPTH = 12  # of nested objects; deeper places exist but are not asked for
_TYPES = {kind.value: kind for kind in Kind}
_SCALARS = (Kind.STRING, Kind.INTEGER, Kind.NUMBER)
_UNIT = re.compile(r"\s*[(\[]([^()\[\]]{1,20})[)\]]\s*$")  # "Retention (hours)"
_OWN = re.compile(r"(^|_)(account|owner|tenant|team|email|cost_cent(er|re)|billing|org|organi[sz]ation)(_|$)")


@dataclass(frozen=True)
class _Place:
    path: str
    required: bool
    alternatives: tuple[str, ...] = ()
    depth: int = 0
    when: tuple[str, tuple[Any, ...]] | None = None
    told: bool = True


def fields_of(schema: Node, *, told: bool = True) -> tuple[Field, ...]:
    """All fields, parents before children, in the schema's order; where they are not `told` to anybody, without what
    their descriptions say of options.
    """
    root = resolve.resolve(schema, schema)
    when = conditions(schema)
    found = _below(schema, root, _Place("", required=True, told=told))
    return tuple(replace(f, when=when[f.path]) if f.when is None and f.path in when else f for f in found)


def _below(root: Node, node: Node, place: _Place) -> Iterator[Field]:
    if place.depth > _DEPTH:
        return
    required = {str(r) for r in node.get("required", ()) if isinstance(r, str)}
    alternatives = _alternatives(root, node)
    told = variants(root, node)
    prefix = f"{place.path}." if place.path else ""
    for name, child in {**resolve.properties(root, node), **told.choices}.items():
        siblings = tuple(prefix + a for a in alternatives) if name in alternatives else ()
        case = told.when.get(name)
        when = (prefix + case[0], case[1]) if case is not None else None
        needed = name in required or name in told.required
        below = _Place(f"{prefix}{name}", needed, siblings, place.depth + 1, when, place.told)
        yield from _field(root, resolve.resolve(root, child), below)


def _field(root: Node, node: Node, place: _Place) -> Iterator[Field]:
    kind = _kind(root, node)
    if kind is None:
        return
    yield _described(root, node, place, kind)
    if kind is Kind.OBJECT:
        yield from _below(root, node, place)
    elif kind is Kind.ARRAY:
        item = resolve.resolve(root, node.get("items"))
        if _kind(root, item) is Kind.OBJECT:
            yield from _below(root, item, _Place(f"{place.path}[]", required=True, depth=place.depth, told=place.told))


def _described(root: Node, node: Node, place: _Place, kind: Kind) -> Field:
    hint = hints.of(node)
    item = resolve.resolve(root, node.get("items")) if kind is Kind.ARRAY else {}
    values = _values(root, item if kind is Kind.ARRAY else node)
    title = hints.text(node.get("title"))
    named = _UNIT.search(title) if kind in (Kind.INTEGER, Kind.NUMBER) else None
    description = hints.text(node.get("description"))
    if values and place.told:
        from maestro.factory.optionwords import explained

        told = (node, item) if kind is Kind.ARRAY else (node,)
        values, description = explained(values, told, f"{title} {place.path} {description}")
    options = hints.options(
        list(values), {"options": {str(v): told for v, told in values.items()}, **hints.of(item), **hint}
    )
    return Field(
        path=place.path,
        kind=kind,
        title=(title[: named.start()] if named else title) or humanised(place.path),
        titled=bool(title),
        description=description,
        required=place.required,
        has_default="default" in node or ("const" in node and kind is not Kind.OBJECT),
        default=node.get("default", node.get("const")),
        examples=tuple(node["examples"]) if isinstance(node.get("examples"), list) else (),
        options=options,
        pattern=(item if kind is Kind.ARRAY else node).get("pattern"),
        format=(item if kind is Kind.ARRAY else node).get("format"),
        minimum=_bound(node, "minimum", "exclusiveMinimum"),
        maximum=_bound(node, "maximum", "exclusiveMaximum"),
        min_items=node.get("minItems", 0) if isinstance(node.get("minItems"), int) else 0,
        item_kind=_kind(root, item) if kind is Kind.ARRAY else None,
        alternatives=place.alternatives,
        when=place.when,
        either=tuple(_either(root, node, place)),
        entry=_entry(root, node, place) if kind is Kind.OBJECT else None,
        naming=_naming(root, node) if kind is Kind.OBJECT else None,
        keys=_keys(root, node, place) if kind is Kind.OBJECT else (),
        elsewhere=_elsewhere(options, f"{title} {place.path} {node.get('description', '')}") if place.told else (),
        **{"unit": named[1] if named else "", **_hinted(hint, node, place, bool(values))},
    )


def _elsewhere(options: Sequence[Option], about: str) -> tuple[Elsewhere, ...]:
    """Countries, or places, that are none of the legal ones."""
    from maestro.factory.codes import elsewhere
    from maestro.factory.geography import outside

    values = [str(o.value) for o in options]
    return elsewhere(values, about) or outside(values, [name for o in options for name in (o.title, *o.aliases)])


def _either(root: Node, node: Node, place: _Place) -> Iterator[Field]:
    """The readings of a value that may be of one type or another: hours, or a text in a certain form."""
    kinds = [(b, kind) for b in resolve.branches(root, node) if (kind := _kind(root, b)) in _SCALARS]
    if "type" not in node and len({kind for _, kind in kinds}) > 1:
        yield from (_described(root, branch, place, kind) for branch, kind in kinds)


def _entry(root: Node, node: Node, place: _Place) -> Field | None:
    """What stands at each name of an object whose names are the user's to choose: a plain value, or one with fields."""
    patterns = node.get("patternProperties")
    of_pattern = next(iter(patterns.values()), None) if isinstance(patterns, Mapping) else None
    told = node["additionalProperties"] if isinstance(node.get("additionalProperties"), Mapping) else of_pattern
    value = resolve.resolve(root, told)
    kind = _kind(root, value)
    if kind not in (*_SCALARS, Kind.BOOLEAN, Kind.OBJECT):
        return None
    at = _Place(f"{place.path}.*", required=False, depth=place.depth + 1, told=place.told)
    found = _described(root, value, at, kind)
    within = _below(root, value, at) if kind is Kind.OBJECT else ()
    plain = (f for f in within if f.path.count(".") == at.path.count(".") + 1)
    return replace(found, inside=tuple(f for f in plain if f.kind not in (Kind.OBJECT, Kind.ARRAY)))


def _naming(root: Node, node: Node) -> str | None:
    """The pattern of an object's names, where it has one."""
    stated = resolve.resolve(root, node.get("propertyNames")).get("pattern")
    patterns = node.get("patternProperties")
    first = next(iter(patterns), None) if isinstance(patterns, Mapping) else None
    listed = "|".join(re.escape(str(key)) for key in _fixed(root, node))
    return stated if isinstance(stated, str) else first or (f"^(?:{listed})$" if listed else None)


def _fixed(root: Node, node: Node) -> dict[Any, Node]:
    """The names that an object's entries can have, where the factory lists them, and what it says of each."""
    return _values(root, resolve.resolve(root, node.get("propertyNames")))


def _keys(root: Node, node: Node, place: _Place) -> tuple[Option, ...]:
    """The same with their words."""
    values = _fixed(root, node)
    if values and place.told:
        from maestro.factory.optionwords import explained

        listed = resolve.resolve(root, node.get("propertyNames"))
        values, _ = explained(values, (node, listed), f"{node.get('title', '')} {place.path}")
    told = {str(value): said for value, said in values.items()}
    return hints.options(list(values), {"options": told, **hints.of(node)})


def _hinted(hint: Node, node: Node, place: _Place, enumerated: bool) -> dict[str, Any]:
    fallback = Importance.CRITICAL if place.required and enumerated and place.depth <= 1 else Importance.NORMAL
    refines = hint.get("refines")
    return {
        "aliases": hints.words(hint.get("aliases")),
        "question": hints.text(hint.get("question")),
        "why": hints.text(hint.get("why")),
        "importance": hints.importance(hint, fallback),
        "topic": hints.text(hint.get("topic")),
        **({"unit": unit} if (unit := hints.text(hint.get("unit"))) else {}),
        "own": _own(hint, node, place),
        "refines": refines if isinstance(refines, str) else None,
        "shapes": hints.shapes(hint),
        "refused": hints.refusals(hint),
    }


def _own(hint: Node, node: Node, place: _Place) -> bool:
    """Stated, or a free text that nothing but its name can fill: required, without default or enumeration.

    The names of a list's items are examples that can be kept.
    """
    if isinstance(hint.get("own"), bool):
        return bool(hint["own"])
    free = _TYPES.get(str(node.get("type"))) is Kind.STRING and not any(k in node for k in ("default", "enum", "const"))
    return free and (
        (place.required and "[]" not in place.path) or bool(_OWN.search(place.path.rpartition(".")[2].lower()))
    )


def _kind(root: Node, node: Node) -> Kind | None:
    """The node's type; guessed from its other keywords where it has none."""
    stated = node.get("type")
    if isinstance(stated, list):
        stated = next((t for t in stated if t != "null"), None)
    if stated in _TYPES:
        return _TYPES[stated]
    if "properties" in node:
        return Kind.OBJECT
    if "items" in node:
        return Kind.ARRAY
    values = node.get("enum") or ([node["const"]] if "const" in node else [])
    if values:
        return _kind_of(next((v for v in values if v is not None), None))
    return next((k for b in resolve.branches(root, node) if (k := _kind(root, b)) is not None), None)


def _kind_of(value: Any) -> Kind | None:
    match value:
        case bool():
            return Kind.BOOLEAN
        case int():
            return Kind.INTEGER
        case float():
            return Kind.NUMBER
        case str():
            return Kind.STRING
        case _:
            return None


def _values(root: Node, node: Node) -> dict[Any, Node]:
    """Enumerated values, also those spelled as `oneOf` of constants, and what the schema says of each."""
    if isinstance(node.get("enum"), list):
        return {value: {} for value in node["enum"] if isinstance(value, (str, int, float))}
    return {
        b["const"]: said_of(b) for b in resolve.branches(root, node) if isinstance(b.get("const"), (str, int, float))
    }


def _alternatives(root: Node, node: Node) -> tuple[str, ...]:
    """Properties of which one must be there: `anyOf`/`oneOf` of single requirements, also behind conditions."""
    found: list[str] = []
    parts = [node, *(p for p in node.get("allOf", ()) if isinstance(p, Mapping))]
    for part in [*parts, *(p[k] for p in parts for k in ("then", "else") if isinstance(p.get(k), Mapping))]:
        for branch in resolve.branches(root, part):
            required = branch.get("required")
            if isinstance(required, list) and len(required) == 1 and required[0] not in found:
                found.append(str(required[0]))
    return tuple(found) if len(found) > 1 else ()


def _bound(node: Node, inclusive: str, exclusive: str) -> float | None:
    for key in (inclusive, exclusive):
        if isinstance(node.get(key), (int, float)) and not isinstance(node.get(key), bool):
            return float(node[key])
    return None


def humanised(path: str) -> str:
    """`a.memory_size_gb` as "memory size gb"."""
    last = path.rpartition(".")[2].replace("[]", "")
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", last).replace("_", " ").replace("-", " ").strip().lower() or last
