"""A factory's policies, compiled once: layer folders in order of name, those below 20 mutate, the others validate."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from maestro.factory.catalogue import Catalogue, Layer
from maestro.factory.generated import About
from maestro.factory.kubernetesyaml import parse_documents
from maestro.factory.kyverno.engine import Engine
from maestro.factory.kyverno.load import is_policy, load_policies
from maestro.factory.kyverno.model import Document, InvalidPolicy, PolicySet, Setting
from maestro.factory.kyverno.resources import ResourceTypes
from maestro.factory.outside import outside
from maestro.factory.textfile import read_text, shown

_LIMIT = 4 * 1024 * 1024  # bytes of one policy file
_BINDINGS = frozenset({"ValidatingAdmissionPolicyBinding", "MutatingAdmissionPolicyBinding"})


class Policies:
    """All policies of a factory."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Nothing is read yet."""
        self._layers = catalogue.layers

    @cached_property
    def _documents(self) -> tuple[tuple[Layer, Document], ...]:
        return tuple((layer, document) for layer in self._layers for document in _layer_documents(layer))

    @cached_property
    def crds(self) -> tuple[Document, ...]:
        """Definitions of custom kinds that lie beside the policies."""
        return tuple(d for _, d in self._documents if d.get("kind") == "CustomResourceDefinition")

    @cached_property
    def types(self) -> ResourceTypes:
        """Which kinds live in a namespace."""
        return ResourceTypes(self.crds)

    @cached_property
    def mutating(self) -> PolicySet:
        """The layers below 20."""
        return self._compiled(d for layer, d in self._documents if layer.mutates)

    @cached_property
    def validating(self) -> PolicySet:
        """The layers from 20 on."""
        return self._compiled(d for layer, d in self._documents if not layer.mutates)

    @cached_property
    def mutate(self) -> Engine:
        """Runs the layers below 20."""
        return Engine(self.mutating.policies)

    @cached_property
    def validate(self) -> Engine:
        """Runs the layers from 20 on."""
        return Engine(self.validating.policies)

    @property
    def invalid(self) -> tuple[InvalidPolicy, ...]:
        """Policies that could not be compiled."""
        return (*self.mutating.invalid, *self.validating.invalid)

    @cached_property
    def about(self) -> Mapping[str, About]:
        """What each policy says of itself, by its name."""
        found = (_about(layer, document) for layer, document in self._documents if is_policy(document))
        return {about.name: about for about in found}

    def _compiled(self, documents: Iterable[Document]) -> PolicySet:
        everything = tuple(documents)
        bindings = tuple(d for d in everything if d.get("kind") in _BINDINGS)
        exceptions = tuple(d for d in everything if d.get("kind") == "PolicyException")
        setting = Setting(exceptions, bindings, self.crds, user_known=False, outside=outside())
        return load_policies((d for d in everything if is_policy(d)), setting)


def policy_files(folder: Path) -> list[Path]:
    """The YAML files of a layer, by name; tests beside them are none of the factory's policies."""
    found = (path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml") and path.is_file())
    return sorted(path for path in found if not {"tests", ".chainsaw-test"} & set(path.relative_to(folder).parts[:-1]))


def _layer_documents(layer: Layer) -> list[Document]:
    out: list[Document] = []
    for path in policy_files(layer.path):
        if path.name not in ("kyverno-test.yaml", "kustomization.yaml"):
            out.extend(parse_documents(read_text(path, _LIMIT, "Kyverno policies (YAML)"), shown(path)))
    return out


def _about(layer: Layer, document: Document) -> About:
    metadata = document.get("metadata") or {}
    notes = metadata.get("annotations") or {}

    def note(key: str) -> str:
        return " ".join(str(notes.get(f"policies.kyverno.io/{key}", "")).split())

    name = str(metadata.get("name", ""))
    return About(
        name, note("title") or name.replace("-", " "), note("description"), layer.name, note("category"),
        note("scored") != "false", str(document.get("kind", "")),
    )  # fmt: skip
