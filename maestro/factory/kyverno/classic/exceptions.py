"""PolicyExceptions: which rules of which policies do not apply to which resources."""

from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.classic.admission import Admission
from maestro.factory.kyverno.classic.conditions import Conditions
from maestro.factory.kyverno.classic.rule_shapes import EXCEPTION
from maestro.factory.kyverno.match import Blocks
from maestro.factory.kyverno.model import Document, PolicyHead, metadata_of
from maestro.factory.kyverno.query.errors import QueryError
from maestro.factory.kyverno.values import wildcard


@dataclass(frozen=True)
class PolicyException:
    """One exception, compiled for one rule."""

    name: str
    match: Blocks
    conditions: Conditions | None
    pod_security: tuple[dict[str, Any], ...]

    def applies(self, admission: Admission) -> bool:
        """Whether the resource is excepted; conditions that cannot be evaluated except nothing."""
        if not self.match.excludes(admission.subject(admission.resource)):
            return False
        if self.conditions is None:
            return True
        try:
            return self.conditions.evaluate(admission.json).holds
        except QueryError:
            return False


def exceptions_for(head: PolicyHead, rule: str, documents: tuple[Document, ...]) -> list[PolicyException]:
    """The exceptions that name a rule of a policy; raises ShapeError for one that is malformed."""
    found = []
    policy = f"{head.namespace}/{head.name}" if head.namespace else head.name
    for document in documents:
        if not str(document.get("apiVersion") or "").startswith("kyverno.io/"):
            continue
        EXCEPTION(document, "exception")
        spec = document.get("spec") or {}
        if any(_names(item, policy, rule) for item in spec.get("exceptions") or ()):
            found.append(_compile(document, spec))
    return found


def _names(item: dict[str, Any], policy: str, rule: str) -> bool:
    names = [str(name) for name in item.get("ruleNames") or ()]
    return item.get("policyName") == policy and wildcard.matches_any(names, rule)


def _compile(document: Document, spec: dict[str, Any]) -> PolicyException:
    metadata = metadata_of(document)
    conditions = spec.get("conditions")
    return PolicyException(
        name="/".join(str(metadata[key]) for key in ("namespace", "name") if metadata.get(key)),
        match=Blocks.of(spec.get("match") or {}, exception=True),
        conditions=Conditions(conditions) if conditions is not None else None,
        pod_security=tuple(spec.get("podSecurity") or ()),
    )
