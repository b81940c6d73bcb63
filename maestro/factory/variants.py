"""Alternatives of an object that a sibling's value tells apart: `oneOf` with a constant each, `if` a value `then`.

For reading what fields there are; whether a request fits is the validator's to say.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory import hints, resolve

Node = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """One alternative: the property that tells it, the values that mean it, and its schema."""

    key: str
    values: tuple[Any, ...]
    node: Node


@dataclass(frozen=True)
class Variants:
    """What the alternatives of an object say of its properties, by name.

    `choices` are the properties that tell the alternatives apart, as schema nodes; `when` is, for a property that only
    some alternatives have, the property that tells and its values; `required` are what each alternative needs.
    """

    choices: Mapping[str, Node]
    when: Mapping[str, tuple[str, tuple[Any, ...]]]
    required: frozenset[str]


def variants(root: Node, node: Node) -> Variants:
    """The alternatives of an object; nothing in any part where there are none."""
    exclusive = list(_exclusive(root, node))
    cases = [*exclusive, *_conditional(root, node)]
    always = set(_names(node))
    when: dict[str, tuple[str, tuple[Any, ...]]] = {}
    for name in dict.fromkeys(n for case in cases for n in _names(case.node)):
        having = [case for case in cases if name in _names(case.node)]
        if name in always or name in {c.key for c in cases} or len({c.key for c in having}) > 1:
            continue
        if exclusive and len(having) == len(exclusive) and all(c in exclusive for c in having):
            continue
        when[name] = (having[0].key, tuple(v for case in having for v in case.values))
    needs = {str(r) for case in cases for r in case.node.get("required", ()) if r in when}
    return Variants(_choices(exclusive), when, frozenset({*needs, *(c.key for c in exclusive)}))


def _exclusive(root: Node, node: Node) -> Iterator[Case]:
    """The branches of `oneOf` or `anyOf`, where each has a constant for one and the same property."""
    branches = [b for b in resolve.branches(root, node) if _names(b)]
    keys = [{name for name, child in _names(b).items() if _constants(root, child)} for b in branches]
    shared = set.intersection(*keys) if len(keys) > 1 else set()
    if len(shared) == 1:
        key = shared.pop()
        yield from (Case(key, _constants(root, _names(b)[key]), b) for b in branches)


def _conditional(root: Node, node: Node) -> Iterator[Case]:
    """`if` one property has a value, `then` there are others."""
    for part in (node, *(p for p in node.get("allOf", ()) if isinstance(p, Mapping))):
        condition, then = part.get("if"), part.get("then")
        if not isinstance(condition, Mapping) or not isinstance(then, Mapping):
            continue
        tells = {n: v for n, child in _names(condition).items() if (v := _constants(root, child))}
        if len(tells) == 1 == len(_names(condition)):
            key, values = next(iter(tells.items()))
            yield Case(key, values, resolve.resolve(root, then))


def _choices(cases: list[Case]) -> dict[str, Node]:
    """The telling property with all its values, each with the title and description of its alternative."""
    if not cases:
        return {}
    own = dict(_names(cases[0].node)[cases[0].key])
    told = [
        {"const": value, **{k: case.node[k] for k in ("title", "description") if k in case.node}}
        for case in cases
        for value in case.values
    ]
    return {cases[0].key: {**{k: v for k, v in own.items() if k not in ("const", "enum", "default")}, "oneOf": told}}


def _constants(root: Node, child: Any) -> tuple[Any, ...]:
    node = resolve.resolve(root, child)
    if "const" in node:
        return (node["const"],)
    values = node.get("enum")
    return tuple(values) if isinstance(values, list) and len(values) == 1 else ()


def _names(node: Node) -> Mapping[str, Any]:
    found = node.get("properties")
    return found if isinstance(found, Mapping) else {}


def said_of(branch: Node) -> Node:
    """What a branch with a constant says of it, as the hints of an option."""
    return {"title": hints.text(branch.get("title")), "means": hints.text(branch.get("description"))}
