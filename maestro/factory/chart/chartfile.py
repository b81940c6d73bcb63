"""Reading and checking Chart.yaml and requirements.yaml, with Go's types and Helm's words."""

import re
from dataclasses import replace
from typing import Any

from maestro.factory.chart.errors import ChartError, YamlError
from maestro.factory.chart.metadata import Dependency, Maintainer, Metadata
from maestro.factory.chart.text.numbers import general32
from maestro.factory.chart.text.yaml_reader import json_kind, parse
from maestro.factory.chart.versions import VersionError, parse_version

_ALIAS = re.compile(r"[a-zA-Z0-9_-]+\Z")

# Go's fields, each with what it is read as: text, flag, list of texts, map of texts
_TEXTS = ("name", "home", "version", "description", "icon", "apiVersion", "condition", "tags", "appVersion", "type")
_ATTRIBUTES = {"apiVersion": "api_version", "appVersion": "app_version", "kubeVersion": "kube_version"}


def read_metadata(text: str, file: str, known: Metadata | None = None) -> Metadata:
    """Chart.yaml, or requirements.yaml read over what is known already."""
    try:
        data = _plain_keys(parse(text))
    except YamlError as error:
        raise ChartError(f"cannot load {file}: {error}", path=file) from None
    if data is None:
        return known or Metadata()
    if not isinstance(data, dict):
        raise _wrong(file, data, "Go value of type chart.Metadata")
    reader = _Fields(data, file, "Metadata.")
    values: dict[str, Any] = {}
    for name in (*_TEXTS, "kubeVersion"):
        values[_ATTRIBUTES.get(name, name)] = reader.text(name)
    values["sources"] = reader.texts("sources")
    values["keywords"] = reader.texts("keywords")
    values["deprecated"] = reader.flag("deprecated")
    values["annotations"] = reader.map("annotations")
    values["maintainers"] = reader.each("maintainers", _maintainer)
    values["dependencies"] = reader.each("dependencies", _dependency)
    return replace(known or Metadata(), **{key: value for key, value in values.items() if value is not None})


def _maintainer(reader: "_Fields") -> Maintainer:
    return Maintainer(*(reader.text(name) or "" for name in ("name", "email", "url")))


def _dependency(reader: "_Fields") -> Dependency:
    return Dependency(
        name=reader.text("name") or "",
        version=reader.text("version") or "",
        repository=reader.text("repository") or "",
        condition=reader.text("condition") or "",
        tags=reader.texts("tags") or (),
        enabled=bool(reader.flag("enabled")),
        import_values=tuple(reader.list("import-values") or ()),
        alias=reader.text("alias") or "",
    )


def _plain_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {key if isinstance(key, str) else _scalar_text(key[1]): _plain_keys(v) for key, v in value.items()}
    return [_plain_keys(item) for item in value] if isinstance(value, list) else value


def _wrong(file: str, value: Any, target: str) -> ChartError:
    reason = f"json: cannot unmarshal {json_kind(value)} into {target}"
    return ChartError(f"cannot load {file}: error unmarshaling JSON: while decoding JSON: {reason}", path=file)


def _scalar_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return general32(value)
    return str(value)


class _Fields:
    """Reads the fields of one map with Go's types; a wrong kind is Helm's error."""

    def __init__(self, data: dict[str, Any], file: str, where: str) -> None:
        self._data = data
        self._file = file
        self._where = where

    def _get(self, name: str) -> Any:
        if name in self._data:
            return self._data[name]
        lowered = name.lower()
        return next((value for key, value in self._data.items() if key.lower() == lowered), None)

    def _bad(self, value: Any, name: str, go_type: str) -> ChartError:
        return _wrong(self._file, value, f"Go struct field {self._where}{name} of type {go_type}")

    def _as_text(self, value: Any, name: str) -> str:
        if isinstance(value, dict | list):
            raise self._bad(value, name, "string")
        return "" if value is None else value if isinstance(value, str) else _scalar_text(value)

    def text(self, name: str) -> str | None:
        value = self._get(name)
        return None if value is None else sanitized(self._as_text(value, name))

    def flag(self, name: str) -> bool | None:
        value = self._get(name)
        if value is not None and not isinstance(value, bool):
            raise self._bad(value, name, "bool")
        return value

    def list(self, name: str) -> Any:
        value = self._get(name)
        if value is not None and not isinstance(value, list):
            raise self._bad(value, name, "[]interface {}")
        return value

    def texts(self, name: str) -> tuple[str, ...] | None:
        value = self.list(name)
        return None if value is None else tuple(sanitized(self._as_text(item, name)) for item in value)

    def map(self, name: str) -> dict[str, str] | None:
        value = self._get(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self._bad(value, name, "map[string]string")
        return {key: self._as_text(item, name) for key, item in value.items()}

    def each(self, name: str, read: Any) -> tuple[Any, ...] | None:
        items = self.list(name)
        if items is None:
            return None
        out = []
        for item in items:
            if item is None:
                raise ChartError(f"validation: {name} must not contain empty or null nodes", path=self._file)
            if not isinstance(item, dict):
                raise self._bad(item, name, "chart.Dependency")
            out.append(read(_Fields(item, self._file, f"Metadata.{name}.")))
        return tuple(out)


def sanitized(text: str) -> str:
    """Blanks for white space, nothing for what cannot be printed."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(" " if char.isspace() else char if char.isprintable() else "" for char in text)


def check(metadata: Metadata) -> None:
    """Refuse a chart without name or version, of an unknown type, with two dependencies of one name."""
    for value, name in ((metadata.api_version, "apiVersion"), (metadata.name, "name")):
        if not value:
            raise ChartError(f"validation: chart.metadata.{name} is required")
    if metadata.name in {".", ".."}:
        raise ChartError(f'validation: chart.metadata.name "{metadata.name}" is not allowed')
    if "/" in metadata.name:
        raise ChartError(f'validation: chart.metadata.name "{metadata.name}" is invalid')
    if not metadata.version:
        raise ChartError("validation: chart.metadata.version is required")
    try:
        parse_version(metadata.version)
    except VersionError:
        raise ChartError(f'validation: chart.metadata.version "{metadata.version}" is invalid') from None
    if metadata.type not in {"", "application", "library"}:
        raise ChartError("validation: chart.metadata.type must be application or library")
    _check_dependencies(metadata.dependencies)


def _check_dependencies(dependencies: tuple[Dependency, ...]) -> None:
    seen: set[str] = set()
    for dependency in dependencies:
        if dependency.alias and not _ALIAS.match(dependency.alias):
            raise ChartError(f'validation: dependency "{dependency.name}" has disallowed characters in the alias')
        key = dependency.alias or dependency.name
        if key in seen:
            raise ChartError(f'validation: more than one dependency with name or alias "{key}"')
        seen.add(key)
