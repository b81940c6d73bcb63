"""What `helm template` was asked, as arguments, to render options.

Owns the flags and the merging of the user's values; renders nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.chart.coalesce import overlay
from maestro.factory.chart.errors import ChartError, YamlError
from maestro.factory.chart.files import MAX_CHART
from maestro.factory.chart.render import RenderOptions
from maestro.factory.chart.strvals import set_json, set_strings, set_values
from maestro.factory.chart.text.yaml_reader import load_map

_SWITCHES = {
    "--include-crds": "include_crds",
    "--is-upgrade": "is_upgrade",
    "--skip-tests": "skip_tests",
    "--no-hooks": "no_hooks",
    "--skip-schema-validation": "skip_schema_validation",
}
_LISTS = {
    "--api-versions": "api_versions",
    "-a": "api_versions",
    "--set": "sets",
    "--set-string": "string_sets",
    "--set-json": "json_sets",
    "--show-only": "show_only",
    "-s": "show_only",
    "--values": "files",
    "-f": "files",
}
_TEXTS = {"--kube-version": "kube_version", "--namespace": "namespace", "-n": "namespace"}


@dataclass(frozen=True, slots=True)
class Invocation:
    """One call: where values come from and what to render."""

    files: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    string_sets: tuple[str, ...] = ()
    json_sets: tuple[str, ...] = ()
    release: str = "release-name"
    namespace: str = "default"
    kube_version: str | None = None
    api_versions: tuple[str, ...] = ()
    include_crds: bool = False
    is_upgrade: bool = False
    skip_tests: bool = False
    no_hooks: bool = False
    show_only: tuple[str, ...] = ()
    skip_schema_validation: bool = False

    def with_flags(self, flags: Sequence[str]) -> "Invocation":
        """The same with flags as they stand on a command line. Raises ChartError for an unknown one."""
        out = self
        left = list(flags)
        while left:
            name, has_value, value = left.pop(0).partition("=")
            if name in _SWITCHES and not has_value:
                out = replace(out, **_field(_SWITCHES[name], True))
                continue
            if name not in _LISTS and name not in _TEXTS:
                raise ChartError(f"unknown flag: {name}; expected one of those of `maestro chart template --help`")
            if not has_value:
                if not left:
                    raise ChartError(f"flag needs an argument: {name}")
                value = left.pop(0)
            out = out.with_value(name, value)
        return out

    def with_value(self, name: str, value: str) -> "Invocation":
        """The same with one more value of an option."""
        if name in _TEXTS:
            return replace(self, **_field(_TEXTS[name], value))
        field = _LISTS[name]
        added = tuple(value.split(",")) if field == "api_versions" else (value,)
        return replace(self, **_field(field, getattr(self, field) + added))

    def values(self) -> dict[str, Any]:
        """The values of files and `--set` options, in Helm's order of precedence."""
        merged: dict[str, Any] = {}
        for path in self.files:
            merged = overlay(merged, read_values(Path(path)))
        for line in self.json_sets:
            set_json(line, merged)
        for line in self.sets:
            set_values(line, merged)
        for line in self.string_sets:
            set_strings(line, merged)
        return merged

    def options(self) -> RenderOptions:
        """What to render."""
        versions = tuple(version for text in self.api_versions for version in text.split(","))
        return RenderOptions(
            values=self.values(),
            release=self.release,
            namespace=self.namespace,
            kube_version=self.kube_version,
            api_versions=versions,
            include_crds=self.include_crds,
            is_upgrade=self.is_upgrade,
            skip_tests=self.skip_tests,
            no_hooks=self.no_hooks,
            show_only=self.show_only,
            skip_schema_validation=self.skip_schema_validation,
        )


def _field(name: str, value: Any) -> dict[str, Any]:
    return {name: value}


def read_values(path: Path) -> dict[str, Any]:
    """A values file. Raises ChartError where it is missing, too large or no map."""
    try:
        if path.stat().st_size > MAX_CHART:
            raise ChartError(f"values file {path} is larger than {MAX_CHART} bytes", path=str(path))
        text = path.read_bytes().decode("utf-8", "surrogateescape")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ChartError(f"open {path}: {reason}: expected a file of values in YAML", path=str(path)) from None
    try:
        return load_map(text.removeprefix("\ufeff"))
    except YamlError as error:
        raise ChartError(f"failed to parse {path}: {error}", path=str(path)) from None


def of_job(job: Mapping[str, Any]) -> Invocation:
    """The invocation of a line of a batch file. Raises ChartError where a field has the wrong kind."""
    known = {"id": str, "chart": str, "values": list, "set": list, "flags": list, "release": str, "namespace": str}
    for name, kind in known.items():
        if name in job and not isinstance(job[name], kind):
            raise ChartError(f"field {name} of a batch line is {type(job[name]).__name__}: expected {kind.__name__}")
    if "chart" not in job:
        raise ChartError("a batch line has no field chart: expected the path of a chart")
    invocation = Invocation(
        files=tuple(map(str, job.get("values", ()))),
        sets=tuple(map(str, job.get("set", ()))),
        release=job.get("release", "release-name"),
        namespace=job.get("namespace", "default"),
    )
    return invocation.with_flags(tuple(map(str, job.get("flags", ()))))
