"""The manifest of a factory: `factory.yaml`, or what the layout of its folders says without one.

Owns the keys, their defaults and their checks. Refuses unknown keys, and paths that are not below the factory.
"""

import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from maestro import __version__
from maestro.domain.errors import ConfigError
from maestro.domain.handoff import one_line
from maestro.domain.json import Json
from maestro.domain.record import dataclass
from maestro.factory.requestfile import parse_documents
from maestro.factory.textfile import read_text, shown
from maestro.factory.versions import RangeError, satisfies
from maestro.factory.yamldocument import Document

FILE = "factory.yaml"
VERSION = 1
_MAX_BYTES = 256 * 1024
_PATHS = ("schema", "scenarios", "chart", "policies", "requests", "tenants", "guard")
_REQUIRED = ("version", "schema")
_FIELD_PATH = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z_][A-Za-z0-9_-]*)*")
_BRANCH = re.compile(r"(?!.*(\.\.|//|@\{|\.lock(/|$)))[A-Za-z0-9_][A-Za-z0-9._/-]{0,200}(?<![./])")


@dataclass(frozen=True)
class Manifest:
    """Where the parts of a factory are, relative to its root, and how its requests are named."""

    schema: str
    version: int = VERSION
    name: str = ""
    title: str = ""
    maestro: str = ">=0.1"
    scenarios: str = "scenarios"
    chart: str = "chart"
    policies: str = "policies"
    requests: str = "requests"
    tenants: str = "tenants"
    guard: str = "policies/guard.yaml"
    base: str = "main"
    identity: tuple[str, ...] = ("tenant_code", "environment")
    cleanup: tuple[str, ...] = ()


KEYS = tuple(field.name for field in fields(Manifest))

# What is tried, in this order, where there is no manifest; the first whose schema exists is meant.
LAYOUTS = (
    Manifest(
        schema="generator/chart/values.schema.json",
        chart="generator/chart",
        policies="generator/policies",
        guard="generator/policies/guard.yaml",
    ),
    Manifest(schema="schemas/values.schema.json"),
)


def read_manifest(root: Path) -> tuple[Manifest, Document | None]:
    """The manifest with its document for line numbers; from the layout, and without one, where there is no file."""
    path = root / FILE
    if path.is_symlink() or path.exists():
        document = _document(path)
        manifest = parse_manifest(document)
    else:
        document, manifest = None, _from_layout(root)
    name = manifest.name or root.resolve().name or "factory"
    return Manifest(**{**manifest.__dict__, "name": name, "title": manifest.title or _title(name)}), document


def parse_manifest(document: Document) -> Manifest:
    """The manifest of a document; ConfigError names file, line and key."""
    values: Mapping[str, Any] = document.value
    for key in values:
        if key not in KEYS and not key.startswith("x-"):
            raise _wrong(document, key, f"unknown key {one_line(key, 60)!r}; expected one of {', '.join(KEYS)}")
    for key in _REQUIRED:
        if key not in values:
            raise _wrong(document, "", f"expected the key {key!r}, found none")
    if values["version"] != VERSION or isinstance(values["version"], bool):
        raise _wrong(document, "version", f"expected version {VERSION}, found {values['version']!r}")
    checked = {key: _checked(document, key, value) for key, value in values.items() if key in KEYS}
    _require_range(document, checked.get("maestro", Manifest.maestro))
    return Manifest(**checked)


def _document(path: Path) -> Document:
    documents = parse_documents(read_text(path, _MAX_BYTES, "a factory manifest (YAML)"), shown(path))
    if len(documents) != 1:
        raise ConfigError(f"{shown(path)}: expected one document, found {len(documents)}.", path=shown(path))
    return documents[0]


def _from_layout(root: Path) -> Manifest:
    for layout in LAYOUTS:
        if (root / layout.schema).is_file():
            return layout
    expected = " or ".join((FILE, *(layout.schema for layout in LAYOUTS)))
    found = "no such folder" if not root.is_dir() else "none of them"
    raise ConfigError(
        f"expected a factory in {shown(root)} ({expected}), found {found}. `maestro factory init DIR` makes one.",
        path=shown(root),
    )


def _checked(document: Document, key: str, value: Json) -> Any:
    if key == "version":
        return value
    if key in ("identity", "cleanup"):
        return _texts(document, key, value)
    if not isinstance(value, str) or not value.strip() or value != one_line(value, 500):
        raise _wrong(document, key, f"{key}: expected one line of text, found {one_line(repr(value), 60)}")
    if key in _PATHS and (why := unsafe(value)):
        raise _wrong(document, key, f"{key}: expected a path below the factory, found {value!r} ({why})")
    if key == "base" and not _BRANCH.fullmatch(value):
        raise _wrong(document, key, f"base: expected the name of a branch, found {value!r}")
    return value.rstrip("/") if key in _PATHS else value


def _texts(document: Document, key: str, value: Json) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise _wrong(document, key, f"{key}: expected a list of texts, found {one_line(repr(value), 60)}")
    if len(set(value)) != len(value):
        raise _wrong(document, key, f"{key}: expected each entry once")
    if key == "identity":
        bad = next((item for item in value if not _FIELD_PATH.fullmatch(item)), None)
        if bad is not None or not value:
            raise _wrong(
                document, key, f"identity: expected paths of fields such as tenant_code, found {bad or 'none'!r}"
            )
    return tuple(value)


def unsafe(path: str) -> str:
    """Why a path of the manifest may not be used, "" when it may. What it leads to is the catalogue's to check."""
    parts = path.rstrip("/").split("/")
    if path.startswith("/") or "\\" in path or re.match(r"[A-Za-z]:", path):
        return "absolute, or with a backslash"
    if any(part in ("", ".", "..") for part in parts):
        return "an empty part, `.` or `..`"
    return "inside .git" if any(part.casefold() == ".git" for part in parts) else ""


def _require_range(document: Document, range_: str) -> None:
    try:
        fits = satisfies(__version__, range_)
    except RangeError as error:
        found = one_line(str(error), 60)
        raise _wrong(document, "maestro", f'maestro: expected a range such as ">=0.1,<1", found {found!r}') from error
    if not fits:
        raise _wrong(
            document, "maestro", f"this factory needs Maestro {range_}, this is {__version__}; install that one"
        )


def _wrong(document: Document, key: str, message: str) -> ConfigError:
    place = document.place(key)
    return ConfigError(f"{place}: {message}.", path=place)


def _title(name: str) -> str:
    words = re.sub(r"[-_.]+", " ", name).strip()
    return words[:1].upper() + words[1:]
