"""A factory opened: manifest, schema, scenarios, policy layers, chart and guard, all found and confined below its root.

Refuses a factory without a usable schema, a part that the manifest names and that is not there, and every path that a
symbolic link leads out of the factory.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from maestro.domain.errors import ConfigError
from maestro.domain.form import Field
from maestro.domain.handoff import one_line
from maestro.domain.record import dataclass
from maestro.factory.fields import fields_of
from maestro.factory.identity import identity_fields
from maestro.factory.manifest import FILE, Manifest, read_manifest
from maestro.factory.requestfile import parse_documents
from maestro.factory.textfile import read_text, shown
from maestro.factory.yamldocument import Document

MAX_SCHEMA_BYTES = 8 * 1024 * 1024
_MAX_GUARD_BYTES = 1024 * 1024
_VALIDATES_FROM = 20
_LAYER = re.compile(r"([0-9]{1,4})(?![0-9])")


@dataclass(frozen=True)
class Layer:
    """One folder of policies; those below 20 change resources, the others judge them."""

    name: str
    number: int
    path: Path

    @property
    def mutates(self) -> bool:
        """Whether its policies change resources."""
        return self.number < _VALIDATES_FROM


@dataclass(frozen=True)
class Catalogue:
    """Where everything is. `chart` and `guard` are None where there is none; `manifest.identity` fits the schema."""

    root: Path
    manifest: Manifest
    schema: Mapping[str, Any]
    schema_file: Path
    scenario_folder: Path
    scenarios: tuple[Path, ...]
    layers: tuple[Layer, ...]
    chart: Path | None
    guard: Path | None
    declared: bool

    def guard_config(self) -> Mapping[str, Any]:
        """What the guard's file says; empty where the factory has none."""
        if self.guard is None:
            return {}
        documents = parse_documents(read_text(self.guard, _MAX_GUARD_BYTES, "a guard policy (YAML)"), shown(self.guard))
        if len(documents) != 1:
            raise ConfigError(
                f"{shown(self.guard)}: expected one document, found {len(documents)}.", path=shown(self.guard)
            )
        found: Mapping[str, Any] = documents[0].value
        return found


def open_catalogue(root: Path) -> Catalogue:
    """Open the factory in a folder; ConfigError and UnreadableError say what was expected where."""
    manifest, document = read_manifest(root)
    parts = _Parts(root, manifest, document)
    schema_file = parts.file("schema")
    if schema_file is None:
        raise parts.missing("schema", "a JSON Schema")
    schema = read_schema(schema_file)
    scenarios, policies = parts.folder("scenarios"), parts.folder("policies")
    for name in ("requests", "tenants"):
        parts.inside(getattr(manifest, name))
    identity = identity_fields(_fields(schema, schema_file), manifest.identity)
    return Catalogue(
        root=root.absolute(),
        manifest=replace(manifest, identity=identity),
        schema=schema,
        schema_file=schema_file,
        scenario_folder=scenarios or root / manifest.scenarios,
        scenarios=tuple(path for path in parts.below(scenarios) if (path / "request.yaml").is_file()),
        layers=tuple(layer for path in parts.below(policies) if (layer := _layer(path))),
        chart=parts.folder("chart"),
        guard=parts.file("guard"),
        declared=document is not None,
    )


def read_schema(path: Path) -> dict[str, Any]:
    """A JSON file with an object at its top."""
    name = shown(path)
    text = read_text(path, MAX_SCHEMA_BYTES, "a JSON Schema")
    try:
        found = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        place = f"{name}:{error.lineno}"
        raise ConfigError(f"{place}: expected JSON; {error.msg} at column {error.colno}.", path=place) from error
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{name}: expected JSON, found {error}.", path=name) from error
    if not isinstance(found, dict):
        raise ConfigError(f"{name}: expected a JSON Schema (an object at the top), found something else.", path=name)
    return found


def _fields(schema: Mapping[str, Any], file: Path) -> tuple[Field, ...]:
    """The fields; a JSON file that only looks like a schema ends here, before an interview trips over it."""
    try:
        return fields_of(schema, told=False)
    except (TypeError, AttributeError, ValueError, KeyError, RecursionError) as error:
        raise ConfigError(
            f"{shown(file)}: expected a JSON Schema, found keywords with odd values ({one_line(str(error))}).",
            path=shown(file),
        ) from error


class _Parts:
    """The parts that a manifest names, each checked before it is used."""

    def __init__(self, root: Path, manifest: Manifest, document: Document | None) -> None:
        self._root = root.absolute()
        self._real = root.resolve()
        self._manifest = manifest
        self._document = document
        self.named = frozenset(document.value) if document else frozenset()

    def file(self, key: str) -> Path | None:
        """A file; None when it is absent and the manifest does not name it."""
        return self._part(key, Path.is_file, "a file")

    def folder(self, key: str) -> Path | None:
        """A folder; None when it is absent and the manifest does not name it."""
        return self._part(key, Path.is_dir, "a folder")

    def below(self, folder: Path | None) -> list[Path]:
        """Its sub-folders by name, each still inside the factory."""
        if folder is None:
            return []
        names = sorted(path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
        return [self.inside(f"{folder.relative_to(self._root)}/{name}") for name in names]

    def inside(self, relative: str) -> Path:
        """The path, unless a symbolic link leads it out of the factory."""
        path = self._root / relative
        try:
            real = path.resolve()
        except (OSError, RuntimeError):
            real = Path("/")
        if not real.is_relative_to(self._real):
            raise ConfigError(
                f"{shown(path)}: expected a path inside the factory, found a symbolic link that leads out of it.",
                path=shown(path),
            )
        return path

    def missing(self, key: str, what: str) -> ConfigError:
        """The error for a part that is not there."""
        path = shown(self._root / getattr(self._manifest, key))
        place = self._document.place(key) if self._document else path
        return ConfigError(f"{place}: {key}: expected {what} at {path}, found none.", path=place)

    def _part(self, key: str, is_there: Any, what: str) -> Path | None:
        path = self.inside(getattr(self._manifest, key))
        if is_there(path):
            return path
        if key in self.named or path.is_symlink() or path.exists():
            raise self.missing(key, what)
        return None


def _layer(path: Path) -> Layer | None:
    found = _LAYER.match(path.name)
    return Layer(path.name, int(found[1]), path) if found else None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"the key {next(key for key in keys if keys.count(key) > 1)!r} twice in one object")
    return found


def _no_constant(word: str) -> Any:
    raise ValueError(f"{word}, which JSON does not have")


__all__ = ["FILE", "Catalogue", "Layer", "Manifest", "open_catalogue", "read_schema"]
