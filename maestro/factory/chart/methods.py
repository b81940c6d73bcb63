"""The methods that templates can call on Helm's objects: `.Files.Get`, `.Capabilities.APIVersions.Has` and the like."""

import base64
from collections.abc import Mapping
from typing import Any

from maestro.factory.chart.capabilities import KubeVersion
from maestro.factory.chart.coalesce import leaf, table
from maestro.factory.chart.errors import GoError, YamlError
from maestro.factory.chart.functions.dates import TIME_METHODS
from maestro.factory.chart.globs import matcher
from maestro.factory.chart.template.signature import Family, Function, functions
from maestro.factory.chart.text.instants import Instant
from maestro.factory.chart.text.kinds import Files, StrList, Values, VersionSet, decoded
from maestro.factory.chart.text.yaml_writer import dump
from maestro.factory.chart.versions import Version, unsigned


def _glob(files: Files, pattern: str) -> Files:
    matches = matcher(pattern)
    return Files((name, data) for name, data in files.items() if matches(name))


def _yaml(value: dict[str, str]) -> str:
    try:
        return dump(value).removesuffix("\n")
    except YamlError:
        return ""


def _base(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2] or path


def _as_config(files: Files) -> str:
    return _yaml({_base(name): decoded(files[name]) for name in sorted(files)})


def _as_secrets(files: Files) -> str:
    return _yaml({_base(name): base64.b64encode(files[name]).decode() for name in sorted(files)})


def _lines(files: Files, path: str) -> StrList:
    data = files.get(path, b"")
    return StrList(decoded(data).removesuffix("\n").split("\n")) if data else StrList()


def _table(values: Values, path: str) -> Values:
    found = table(values, path)
    if found is None:
        raise GoError(f'error calling Table: "{path}" is not a table')
    return Values(found)


def _path_value(values: Values, path: str) -> Any:
    found, value = leaf(values, path)
    if not found:
        raise GoError(f'error calling PathValue: "{path.rpartition(".")[2]}" is not a value')
    return value


def _methods(*rows: tuple[str, Any, str]) -> dict[str, Function]:
    return {function.name: function for function in functions(Family.METHOD, *rows)}


METHODS: Mapping[type, Mapping[str, Function]] = {
    Values: _methods(
        ("AsMap", dict, ""),
        ("YAML", lambda values: dump(dict(values)), ""),
        ("Table", _table, "string"),
        ("PathValue", _path_value, "string"),
    ),
    Files: _methods(
        ("Get", lambda files, name: decoded(files.get(name, b"")), "string"),
        ("GetBytes", lambda files, name: files.get(name, b""), "string"),
        ("Glob", _glob, "string"),
        ("AsConfig", _as_config, ""),
        ("AsSecrets", _as_secrets, ""),
        ("Lines", _lines, "string"),
    ),
    VersionSet: _methods(("Has", lambda versions, name: name in versions, "string")),
    KubeVersion: _methods(
        ("GitVersion", lambda version: version.version, ""), ("String", lambda version: version.version, "")
    ),
    Version: _methods(
        ("Major", lambda version: unsigned(version.major), ""),
        ("Minor", lambda version: unsigned(version.minor), ""),
        ("Patch", lambda version: unsigned(version.patch), ""),
        ("Prerelease", lambda version: version.pre, ""),
        ("Metadata", lambda version: version.build, ""),
        ("Original", lambda version: version.original, ""),
        ("String", str, ""),
        ("IncMajor", lambda version: version.increased("major"), ""),
        ("IncMinor", lambda version: version.increased("minor"), ""),
        ("IncPatch", lambda version: version.increased("patch"), ""),
        ("Compare", lambda version, other: version.compare(other), "any"),
        ("Equal", lambda version, other: version.compare(other) == 0, "any"),
        ("LessThan", lambda version, other: version.compare(other) < 0, "any"),
        ("LessThanEqual", lambda version, other: version.compare(other) <= 0, "any"),
        ("GreaterThan", lambda version, other: version.compare(other) > 0, "any"),
        ("GreaterThanEqual", lambda version, other: version.compare(other) >= 0, "any"),
    ),
    Instant: _methods(*TIME_METHODS),
}
