"""What stands at a place that a goal names: `a.0.b` indexes, `a[].b` means any element, `a.*.b` any key."""

from collections.abc import Iterator, Mapping, Sequence

from maestro.domain.json import Json, canonical, split


def found_at(request: Json, path: str) -> tuple[Json, ...]:
    """All values at a path; none where nothing stands."""
    return tuple(value for _, value in matches(request, path))


def matches(request: Json, path: str) -> Iterator[tuple[str, Json]]:
    """Each value at a path with what its `*` stood for (joined by dots where there are several)."""
    yield from _walk(request, tuple(_parts(path)), ())


def _parts(path: str) -> Iterator[str]:
    for part in split(path):
        name = part.removesuffix("[]")
        if name:
            yield name
        if name != part:
            yield "[]"


def _walk(node: Json, parts: tuple[str, ...], keys: tuple[str, ...]) -> Iterator[tuple[str, Json]]:
    if not parts:
        yield ".".join(keys), node
        return
    first, rest = parts[0], parts[1:]
    if isinstance(node, Mapping):
        if first == "*":
            for key, child in node.items():
                yield from _walk(child, rest, (*keys, str(key)))
        elif first in node:
            yield from _walk(node[first], rest, keys)
    elif _is_list(node):
        for index, child in enumerate(node):
            if first in ("[]", "*") or first == str(index):
                yield from _walk(child, rest, keys)


def _is_list(value: Json) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def same(one: Json, other: Json) -> bool:
    """Equality as JSON has it: true is not 1, 5 is 5.0; the order of a list of scalars means nothing."""
    return _plain(one) == _plain(other)


def _plain(value: Json) -> str:
    if _is_list(value) and not any(isinstance(item, Mapping) or _is_list(item) for item in value):
        return canonical(sorted(_plain(item) for item in value))
    if isinstance(value, float) and value.is_integer():
        return canonical(int(value))
    return canonical(value)


def is_absent(value: Json) -> bool:
    """Null, false or empty."""
    return value is None or value is False or value in ("", [], {})


def lies_at(path: str, place: str) -> bool:
    """Whether a concrete path is a place or lies below it; `[]` and `*` match any index and key."""
    parts, wanted = split(path), tuple(_parts(place))
    return len(parts) >= len(wanted) and all(w in ("[]", "*", p) for w, p in zip(wanted, parts, strict=False))
