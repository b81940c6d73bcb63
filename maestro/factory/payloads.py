"""Payloads of a test suite that are no Kubernetes resources: JSON documents and the requests of proxies.

Owns which policies judge which payload: those of its evaluation mode, and no others.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from maestro.domain.errors import UnreadableError
from maestro.domain.record import dataclass
from maestro.factory.kubernetesyaml import parse_documents
from maestro.factory.kyverno.engine import Engine
from maestro.factory.kyverno.load import is_policy, load_policies
from maestro.factory.kyverno.model import Document, Environment, Request, ResourceIdentity, Response, Setting
from maestro.factory.kyverno.values.golang import as_float64

MODES = {"jsonPayload": "JSON", "httpPayload": "HTTP", "envoyPayload": "Envoy"}


@dataclass(frozen=True)
class Payload:
    """A document, the name of its file, and the evaluation mode that it is for."""

    mode: str
    name: str
    document: Document

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> "Payload":
        """Read one; raises UnreadableError."""
        name, mode = str(entry.get("path") or "payload"), MODES.get(str(entry.get("type")))
        if mode is None:
            known = ", ".join(MODES)
            raise UnreadableError(f"{name}: expected a payload of type {known}, found {entry.get('type')!r}", path=name)
        documents = parse_documents(str(entry.get("text") or ""), name)
        if len(documents) != 1:
            raise UnreadableError(f"{name}: expected one object, found {len(documents)}", path=name)
        return cls(mode, name, as_float64(documents[0]) if name.endswith(".json") else documents[0])


def judge_payloads(
    payloads: Sequence[Payload], policies: Sequence[Document], setting: Setting, environment: Environment
) -> Iterator[Response]:
    """What the policies of each payload's mode say; the resource of a response is named after the payload's file."""
    engines: dict[str, Engine] = {}
    for payload in payloads:
        if payload.mode not in engines:
            own = [
                document for document in policies if is_policy(document) and evaluation_mode(document) == payload.mode
            ]
            engines[payload.mode] = Engine(load_policies(own, setting).policies)
        evaluation = engines[payload.mode].evaluate(Request.of(payload.document), environment)
        for response in evaluation.responses:
            yield replace(response, resource=ResourceIdentity("", "", "", payload.name))


def evaluation_mode(policy: Document) -> str:
    """`spec.evaluation.mode` of a policy; without one it is for Kubernetes resources."""
    spec = policy.get("spec")
    evaluation = spec.get("evaluation") if isinstance(spec, Mapping) else None
    return str(evaluation.get("mode") or "Kubernetes") if isinstance(evaluation, Mapping) else "Kubernetes"
