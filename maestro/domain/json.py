"""JSON values and the dotted paths that name places in them: `infra.storage.buckets.0.name`."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

# A JSON value, nested. `Any` keeps call sites readable; everything that arrives from outside is validated first.
Json = Any
JsonObject = Mapping[str, Any]
_SCALARS = frozenset({str, int, float, bool, type(None)})


def canonical(value: Json) -> str:
    """The one text of a value: keys sorted, no blanks, UTF-8. Digests are taken of this."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(value: Json, length: int = 8) -> str:
    """The first `length` hex digits of the SHA-256 of the canonical text."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()[:length]


@lru_cache(maxsize=4_096)
def split(path: str) -> tuple[str, ...]:
    """`a.0.b` as its parts."""
    return tuple(path.split(".")) if path else ()


@lru_cache(maxsize=4_096)
def generic(path: str) -> str:
    """The path of the field that describes `path`: `a.0.b` becomes `a[].b`."""
    out: list[str] = []
    for part in split(path):
        if part.isdigit() and out:
            out[-1] += "[]"
        else:
            out.append(part)
    return ".".join(out)


def parent(path: str) -> str:
    """The path above, "" at the top."""
    return path.rpartition(".")[0]


def placed(field: str, like: str) -> str:
    """Where a field's path lies beside a place: `a[].b` beside `a.2.c` is `a.2.b`; "" where it lies in another list."""
    parts, there = list[str](), split(like)
    for part in split(field):
        parts.append(part.removesuffix("[]"))
        if part.endswith("[]"):
            if there[: len(parts)] != tuple(parts) or len(there) == len(parts):
                return ""
            parts.append(there[len(parts)])
    return ".".join(parts)


def below(path: str, root: str) -> bool:
    """Whether `path` is `root` or lies below it."""
    return not root or path == root or path.startswith(root + ".")


def get(value: Json, path: str, default: Json = None) -> Json:
    """What stands at `path`, or `default`."""
    for part in split(path):
        if type(value) is dict:  # nearly always
            if part not in value:
                return default
            value = value[part]
        elif isinstance(value, Mapping) and part in value:
            value = value[part]
        elif isinstance(value, Sequence) and not isinstance(value, str) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        else:
            return default
    return value


def copied(value: Json) -> Json:
    """A copy whose objects and lists are nobody else's."""
    if isinstance(value, dict):
        return {key: child if type(child) in _SCALARS else copied(child) for key, child in value.items()}
    if isinstance(value, list):
        return [child if type(child) in _SCALARS else copied(child) for child in value]
    return value


def leaves(value: Json, path: str = "") -> Iterator[tuple[str, Json]]:
    """Each leaf with its path. An empty object or a list without objects (packs, services) is one leaf."""
    if type(value) in _SCALARS:
        yield path, value
    elif isinstance(value, Mapping) and value:
        for key, child in value.items():
            yield from leaves(child, f"{path}.{key}" if path else str(key))
    elif isinstance(value, Sequence) and not isinstance(value, str) and any(isinstance(v, Mapping) for v in value):
        for index, child in enumerate(value):
            yield from leaves(child, f"{path}.{index}" if path else str(index))
    else:
        yield path, value


def nest(flat: Mapping[str, Json]) -> dict[str, Any]:
    """The inverse of `leaves`. Gaps in list indices close up; order of items follows the indices."""
    root: dict[str, Any] = {}
    for path, value in flat.items():
        node = root
        parts = split(path)
        for part in parts[:-1]:
            child = node.setdefault(part, {})
            if not isinstance(child, dict):  # a shorter path put a leaf here: the longer one wins
                child = node[part] = {}
            node = child
        node[parts[-1]] = {} if isinstance(value, Mapping) and not value else value
    return {key: _listed(child) for key, child in root.items()}


def _listed(node: Json) -> Json:
    if not isinstance(node, dict):
        return node
    items = {key: _listed(child) for key, child in node.items()}
    if items and all(key.isdigit() for key in items):
        return [items[key] for key in sorted(items, key=int)]
    return items


def differences(before: Json, after: Json) -> tuple[tuple[str, Json, Json], ...]:
    """`(path, before, after)` of every leaf that differs; None stands for absent."""
    old, new = dict(_unlike(before, after)), dict(_unlike(after, before))
    paths = [*new, *(path for path in old if path not in new)]
    return tuple((p, old.get(p), new.get(p)) for p in paths if p and old.get(p) != new.get(p))


def _unlike(value: Json, other: Json, path: str = "") -> Iterator[tuple[str, Json]]:
    """The leaves of a value, without those of objects in which the other one is alike."""
    if isinstance(value, dict) and isinstance(other, dict) and value:
        for key, child in value.items():
            if key not in other or child != other[key]:
                yield from _unlike(child, other.get(key), f"{path}.{key}" if path else str(key))
    else:
        yield from leaves(value, path)
