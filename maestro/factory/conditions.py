"""Places that a rule of the schema forbids but beside certain values of another place.

Read for the interview: what implies what. Whether a request fits is the validator's to say; a rule that is not read
here (several conditions at once, numbers) is still its.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from maestro.factory import resolve

Node = Mapping[str, Any]
When = tuple[str, tuple[Any, ...]]  # a place, and the values beside which alone another one exists
_DEPTH = 12
_NOTHING: Node = {}


def conditions(schema: Node) -> dict[str, When]:
    """By the path of what is forbidden otherwise: the path that decides, and its values."""
    found: dict[str, When | None] = {}
    for path, when in _below(schema, schema, "", 0):
        held = found.get(path, when)
        both = tuple(v for v in held[1] if v in when[1]) if held is not None and held[0] == when[0] else ()
        found[path] = (when[0], both) if both else None
    return {path: when for path, when in found.items() if when is not None}


def _below(root: Node, raw: Any, prefix: str, depth: int) -> Iterator[tuple[str, When]]:
    node = resolve.resolve(root, raw)
    if depth > _DEPTH:
        return
    for part in _parts(root, raw, 0):
        for path, (telling, values) in _told(root, node, part):
            if path != telling and values:
                yield prefix + path, (prefix + telling, values)
    for name, child in resolve.properties(root, node).items():
        inner = resolve.resolve(root, child)
        if isinstance(inner.get("items"), Mapping):
            yield from _below(root, inner["items"], f"{prefix}{name}[].", depth + 1)
        elif "properties" in inner:
            yield from _below(root, child, f"{prefix}{name}.", depth + 1)


def _parts(root: Node, raw: Any, depth: int) -> Iterator[Node]:
    """A node as it stands, what it refers to and what `allOf` adds to it."""
    if not isinstance(raw, Mapping) or depth > _DEPTH:
        return
    yield raw
    if isinstance(raw.get("$ref"), str):
        yield from _parts(root, resolve.pointer(root, raw["$ref"]), depth + 1)
    for part in raw["allOf"] if isinstance(raw.get("allOf"), list) else ():
        yield from _parts(root, part, depth + 1)


def _told(root: Node, node: Node, part: Node) -> Iterator[tuple[str, When]]:
    """What one rule forbids: `if` with `then` and `else`, or what a property brings with it."""
    condition = part.get("if")
    if isinstance(condition, Mapping):
        yield from _conditional(root, node, part, condition)
    for key in ("dependentSchemas", "dependencies"):
        for name, demand in _mapping(part.get(key)).items():
            yield from _demanded(root, node, str(name), demand)


def _conditional(root: Node, node: Node, part: Node, condition: Node) -> Iterator[tuple[str, When]]:
    alone = condition.get("required")
    if set(condition) == {"required"} and isinstance(alone, list) and len(alone) == 1:
        yield from _demanded(root, node, str(alone[0]), part.get("then"))
        return
    when = _decisive(root, node, condition)
    if when is None:
        return
    for path in _forbidden(resolve.resolve(root, part.get("else"))):
        yield path, when
    for path in _forbidden(resolve.resolve(root, part.get("then"))):
        yield path, (when[0], _others(root, node, when))


def _demanded(root: Node, node: Node, name: str, demand: Any) -> Iterator[tuple[str, When]]:
    """A property that can only be there beside a value of another one."""
    when = _decisive(root, node, resolve.resolve(root, demand)) if isinstance(demand, Mapping) else None
    if when is not None:
        yield name, when


def _decisive(root: Node, node: Node, condition: Node) -> When | None:
    """The one place that a condition looks at, and the values that satisfy it."""
    if isinstance(condition.get("not"), Mapping) and "properties" not in condition:
        inner = _decisive(root, node, condition["not"])
        return (inner[0], _others(root, node, inner)) if inner is not None else None
    names = _mapping(condition.get("properties"))
    if len(names) != 1:
        return None
    name, child = next(iter(names.items()))
    told = resolve.resolve(root, child)
    values = _constants(told)
    if values:
        return name, values
    if isinstance(told.get("not"), Mapping) and (unlike := _constants(resolve.resolve(root, told["not"]))):
        return name, _others(root, node, (name, unlike))
    deeper = _decisive(root, resolve.resolve(root, resolve.properties(root, node).get(name)), told)
    return (f"{name}.{deeper[0]}", deeper[1]) if deeper is not None else None


def _forbidden(rule: Node) -> Iterator[str]:
    """The places that a rule does not let be there."""
    for name, child in _mapping(rule.get("properties")).items():
        if child is False:
            yield name
        elif isinstance(child, Mapping):
            yield from (f"{name}.{inner}" for inner in _forbidden(child))
    unwanted = _mapping(rule.get("not"))
    for part in unwanted["anyOf"] if isinstance(unwanted.get("anyOf"), list) else [unwanted]:
        required = _mapping(part).get("required")
        if isinstance(required, list) and len(required) == 1 and set(part) == {"required"}:
            yield str(required[0])


def _others(root: Node, node: Node, when: When) -> tuple[Any, ...]:
    """The legal values of a place but those named; none where they cannot be listed."""
    found = node
    for name in when[0].split("."):
        found = resolve.resolve(root, resolve.properties(root, found).get(name))
    constants = (b["const"] for b in resolve.branches(root, found) if "const" in b)
    legal = (True, False) if found.get("type") == "boolean" else _constants(found) or tuple(constants)
    return tuple(value for value in legal if value not in when[1])


def _constants(node: Node) -> tuple[Any, ...]:
    if "const" in node:
        return (node["const"],)
    values = node.get("enum")
    return tuple(values) if isinstance(values, list) else ()


def _mapping(value: Any) -> Node:
    return value if isinstance(value, Mapping) else _NOTHING
