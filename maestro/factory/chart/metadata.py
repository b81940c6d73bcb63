"""What a chart says of itself and of its dependencies. Owns the values; reading them is `chartfile`'s."""

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Any, ClassVar

from maestro.domain.record import dataclass
from maestro.factory.chart.text.kinds import NilList, NilStrList, Record, StrList, StrMap, Struct
from maestro.factory.chart.text.printing import show


@dataclass(frozen=True, slots=True)
class Dependency(Struct):
    """An entry of `dependencies`. `name` becomes the alias once dependencies are settled."""

    go_type: ClassVar[str] = "*chart.Dependency"
    go_kind: ClassVar[str] = "ptr"
    name: str = ""
    version: str = ""
    repository: str = ""
    condition: str = ""
    tags: tuple[str, ...] = ()
    enabled: bool = False
    import_values: tuple[Any, ...] = ()
    alias: str = ""

    def fields(self) -> Mapping[str, Any]:
        return {
            "Name": self.name,
            "Version": self.version,
            "Repository": self.repository,
            "Condition": self.condition,
            "Tags": _texts(self.tags),
            "Enabled": self.enabled,
            "ImportValues": list(self.import_values),
            "Alias": self.alias,
        }

    def to_json(self) -> Any:
        names = ("name", "version", "repository", "condition", "tags", "enabled", "import-values", "alias")
        pairs = zip(names, self.fields().values(), strict=True)
        return Record((name, value) for name, value in pairs if value or name in {"name", "repository"})

    def named(self) -> str:
        return named_text(self.fields(), pointer=True)

    def __str__(self) -> str:
        return _struct_text(self.fields(), pointer=True)


@dataclass(frozen=True, slots=True)
class Maintainer(Struct):
    """An entry of `maintainers`."""

    go_type: ClassVar[str] = "*chart.Maintainer"
    go_kind: ClassVar[str] = "ptr"
    name: str = ""
    email: str = ""
    url: str = ""

    def fields(self) -> Mapping[str, Any]:
        return {"Name": self.name, "Email": self.email, "URL": self.url}

    def to_json(self) -> Any:
        return Record((key.lower(), value) for key, value in self.fields().items() if value)

    def named(self) -> str:
        return named_text(self.fields(), pointer=True)

    def __str__(self) -> str:
        return _struct_text(self.fields(), pointer=True)


@dataclass(frozen=True, slots=True)
class Metadata(Struct):
    """Chart.yaml."""

    go_type: ClassVar[str] = "chart.Metadata"
    name: str = ""
    home: str = ""
    sources: tuple[str, ...] = ()
    version: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    maintainers: tuple[Maintainer, ...] = ()
    icon: str = ""
    api_version: str = ""
    condition: str = ""
    tags: str = ""
    app_version: str = ""
    deprecated: bool = False
    annotations: Mapping[str, str] = field(default_factory=dict)
    kube_version: str = ""
    dependencies: tuple[Dependency, ...] = ()
    type: str = ""

    def fields(self) -> Mapping[str, Any]:
        return {
            "Name": self.name,
            "Home": self.home,
            "Sources": _texts(self.sources),
            "Version": self.version,
            "Description": self.description,
            "Keywords": _texts(self.keywords),
            "Maintainers": list(self.maintainers) or NilList(),
            "Icon": self.icon,
            "APIVersion": self.api_version,
            "Condition": self.condition,
            "Tags": self.tags,
            "AppVersion": self.app_version,
            "Deprecated": self.deprecated,
            "Annotations": StrMap(self.annotations),
            "KubeVersion": self.kube_version,
            "Dependencies": list(self.dependencies) or NilList(),
            "Type": self.type,
        }

    def to_json(self) -> Any:
        return Record((_json_name(key), value) for key, value in self.fields().items() if value)

    def named(self) -> str:
        return named_text(self.fields())

    def __str__(self) -> str:
        return _struct_text(self.fields(), pointer=False)

    def with_dependencies(self, dependencies: tuple[Dependency, ...]) -> "Metadata":
        """The same with other dependencies."""
        return replace(self, dependencies=dependencies)


def _json_name(name: str) -> str:
    return "apiVersion" if name == "APIVersion" else name[0].lower() + name[1:]


def _texts(values: tuple[str, ...]) -> StrList:
    return StrList(values) if values else NilStrList()


def _struct_text(fields: Mapping[str, Any], *, pointer: bool) -> str:
    return ("&" if pointer else "") + "{" + " ".join(map(show, fields.values())) + "}"


def named_text(members: Mapping[str, Any], *, pointer: bool = False) -> str:
    """A struct with the names of its fields, as `%+v` prints it."""
    shown = (value.named() if isinstance(value, Struct) else show(value) for value in members.values())
    pairs = zip(members, shown, strict=True)
    return ("&" if pointer else "") + "{" + " ".join(f"{name}:{text}" for name, text in pairs) + "}"
