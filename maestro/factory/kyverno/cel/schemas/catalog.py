"""The shape of a resource by its kind: Kubernetes' own kinds, and those whose CRD is given."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from maestro.factory.kyverno.cel.schemas import core_a_to_l, core_m_to_z, groups
from maestro.factory.kyverno.cel.schemas.shapes import (
    ANYTHING,
    BOOLEAN,
    NUMBER,
    STRING,
    UNTYPED,
    Shape,
    ShapeTable,
    known,
)
from maestro.factory.kyverno.model import Document, GroupVersionKind

_SHORT_GROUPS = {
    "networking.k8s.io": "networking",
    "rbac.authorization.k8s.io": "rbac",
    "storage.k8s.io": "storage",
    "scheduling.k8s.io": "scheduling",
    "coordination.k8s.io": "coordination",
    "discovery.k8s.io": "discovery",
}
_SCALARS = {"string": STRING, "integer": NUMBER, "number": NUMBER, "boolean": BOOLEAN}
_DEEPEST = 64


@lru_cache(maxsize=1)
def _built_in() -> ShapeTable:
    return ShapeTable(core_a_to_l.TYPES, core_m_to_z.TYPES, groups.TYPES)


class Catalog:
    """Finds the shape of a kind; None where there is no schema for it."""

    def __init__(self, crds: Iterable[Document] = ()) -> None:
        """Take the CRDs beside the built-in kinds."""
        self._custom: dict[GroupVersionKind, Shape] = {}
        for crd in crds:
            self._custom.update(_custom_shapes(crd))

    def find(self, kind: GroupVersionKind) -> Shape | None:
        """The shape of a kind."""
        if kind in self._custom:
            return self._custom[kind]
        prefix = "" if not kind.group else f"{_SHORT_GROUPS.get(kind.group, kind.group)}/{kind.version}."
        name = f"{prefix}{kind.kind}"
        if not kind.group and kind.version != "v1":
            return None
        table = _built_in()
        if name not in table:
            return None
        shape = table.named(name)
        return shape if "metadata" in shape.fields else None


def _custom_shapes(crd: Document) -> dict[GroupVersionKind, Shape]:
    spec = crd.get("spec")
    names = spec.get("names") if isinstance(spec, Mapping) else None
    if not isinstance(spec, Mapping) or not isinstance(names, Mapping):
        return {}
    found = {}
    for version in spec.get("versions") or ():
        schema = (version.get("schema") or {}).get("openAPIV3Schema") if isinstance(version, Mapping) else None
        if isinstance(schema, Mapping):
            kind = GroupVersionKind(str(spec.get("group")), str(version.get("name")), str(names.get("kind")))
            shape = _shape(schema, 0)
            found[kind] = Shape("map", fields={**shape.fields, "metadata": lambda: _built_in().named("ObjectMeta")})
    return found


def _shape(schema: Mapping[str, Any], depth: int) -> Shape:
    if depth > _DEEPEST:
        return ANYTHING
    if schema.get("x-kubernetes-int-or-string"):
        return UNTYPED
    kind = schema.get("type")
    if kind in _SCALARS:
        return _SCALARS[kind]
    if kind == "array":
        return _list_shape(schema, depth)
    if kind == "object" or "properties" in schema:
        return _map_shape(schema, depth)
    return ANYTHING


def _list_shape(schema: Mapping[str, Any], depth: int) -> Shape:
    items = schema.get("items")
    element = _shape(items, depth + 1) if isinstance(items, Mapping) else ANYTHING
    relation = schema.get("x-kubernetes-list-type") or "atomic"
    keys = tuple(map(str, schema.get("x-kubernetes-list-map-keys") or ())) if relation == "map" else ()
    return Shape("list", element=known(element), keys=keys, atomic=relation == "atomic")


def _map_shape(schema: Mapping[str, Any], depth: int) -> Shape:
    atomic = schema.get("x-kubernetes-map-type") == "atomic"
    properties = schema.get("properties")
    fields = {
        str(name): known(_shape(child, depth + 1))
        for name, child in (properties.items() if isinstance(properties, Mapping) else ())
        if isinstance(child, Mapping)
    }
    defaults = {
        str(name): child["default"]
        for name, child in (properties.items() if isinstance(properties, Mapping) else ())
        if isinstance(child, Mapping) and "default" in child
    }
    additional = schema.get("additionalProperties")
    if isinstance(additional, Mapping):
        return Shape("map", element=known(_shape(additional, depth + 1)), atomic=atomic)
    open_ended = schema.get("x-kubernetes-preserve-unknown-fields") or (additional is True) or not fields
    return Shape(
        "map", fields=fields, element=known(ANYTHING) if open_ended else None, atomic=atomic, defaults=defaults
    )
