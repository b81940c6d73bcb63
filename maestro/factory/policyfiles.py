"""The policy documents of a factory with their places: which file, which line. Refuses files that are no YAML."""

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.catalogue import Catalogue, Layer
from maestro.factory.kubernetesyaml import parse_documents
from maestro.factory.policies import policy_files
from maestro.factory.textfile import read_text, shown

_LIMIT = 4 * 1024 * 1024  # bytes of one policy file
_SEPARATOR = re.compile(r"^---(?:[ \t].*)?$\n?", re.MULTILINE)


@dataclass(frozen=True)
class PolicyFile:
    """One document: `line` is where it begins in its file."""

    layer: Layer
    path: Path
    line: int
    text: str
    document: dict[str, Any]

    @property
    def name(self) -> str:
        """The policy's name."""
        metadata = self.document.get("metadata")
        return str(metadata.get("name") or "") if isinstance(metadata, dict) else ""

    @property
    def kind(self) -> str:
        """The document's kind."""
        return str(self.document.get("kind") or "")

    @cached_property
    def group(self) -> str:
        """The API group of its kind."""
        return str(self.document.get("apiVersion") or "").rpartition("/")[0]

    @property
    def spec(self) -> dict[str, Any]:
        """What the policy does; empty where it is no map."""
        spec = self.document.get("spec")
        return spec if isinstance(spec, dict) else {}

    def place(self, text: str = "") -> str:
        """`file:line` of the first line that holds a text; of the document's first where none does."""
        at = self.text.find(text) if text else 0
        return f"{shown(self.path)}:{self.line + self.text.count(chr(10), 0, max(at, 0))}"


def read_policies(catalogue: Catalogue) -> Iterator[PolicyFile]:
    """Every document of every layer, in order."""
    for layer in catalogue.layers:
        for path in policy_files(layer.path):
            if path.name not in ("kyverno-test.yaml", "kustomization.yaml"):
                yield from _documents(layer, path)


def _documents(layer: Layer, path: Path) -> Iterator[PolicyFile]:
    text = read_text(path, _LIMIT, "Kyverno policies (YAML)")
    begins = [0, *(match.end() for match in _SEPARATOR.finditer(text))]
    for begin, end in zip(begins, [*begins[1:], len(text)], strict=True):
        part = text[begin:end]
        lead = len(part) - len(part.lstrip())
        line = 1 + text.count("\n", 0, begin + lead)
        for document in parse_documents(_SEPARATOR.sub("", part), shown(path)):
            yield PolicyFile(layer, path, line, part[lead:], document)
