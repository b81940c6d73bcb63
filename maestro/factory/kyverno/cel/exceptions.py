"""PolicyExceptions for CEL policies: which apply to a policy, and what they let pass."""

from collections.abc import Iterable, Mapping
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.activation import no_exceptions
from maestro.factory.kyverno.cel.expressions import Conditions, Expressions, entries
from maestro.factory.kyverno.cel.lang.errors import EvalError
from maestro.factory.kyverno.model import Document, PolicyHead, Result, metadata_of

_GROUP = "policies.kyverno.io/"
_PRIORITY = "polex.kyverno.io/priority"


@dataclass(frozen=True)
class PolicyException:
    """One exception: who it is, when it applies, and how narrow it is."""

    key: str
    conditions: Conditions
    images: tuple[str, ...]
    values: tuple[str, ...]
    report: str
    priority: int

    @property
    def full(self) -> bool:
        """Whether it exempts from the whole policy, not only some images or values."""
        return not self.images and not self.values


def compile_exceptions(
    documents: Iterable[Document], head: PolicyHead, expressions: Expressions
) -> tuple[PolicyException, ...]:
    """The exceptions that name this policy."""
    found = []
    for document in documents:
        if not str(document.get("apiVersion") or "").startswith(_GROUP):
            continue
        spec = document.get("spec")
        spec = spec if isinstance(spec, dict) else {}
        references = [(str(item.get("name")), str(item.get("kind"))) for item in entries(spec.get("policyRefs"))]
        if (head.name, head.kind) in references:
            found.append(_compile(document, spec, expressions))
    return tuple(found)


def _compile(document: Document, spec: Mapping[str, Any], expressions: Expressions) -> PolicyException:
    metadata = metadata_of(document)
    labels = metadata.get("labels") if isinstance(metadata.get("labels"), Mapping) else {}
    priority = str((labels or {}).get(_PRIORITY) or "")
    key = "/".join(str(part) for part in (metadata.get("namespace"), metadata.get("name")) if part)
    return PolicyException(
        key,
        expressions.conditions(spec.get("matchConditions")),
        tuple(map(str, spec.get("images") or ())),
        tuple(map(str, spec.get("allowedValues") or ())),
        str(spec.get("reportResult") or ""),
        int(priority) if priority.isascii() and priority.isdigit() else 0,
    )


def exempt(exceptions: tuple[PolicyException, ...], variables: dict[str, Any]) -> tuple[PolicyException, ...]:
    """The exceptions that exempt an admission altogether; narrower ones go into `exceptions` for the expressions."""
    matched: list[PolicyException] = []
    full = False
    images: list[str] = []
    values: list[str] = []
    for exception in exceptions:
        try:
            applies = exception.conditions.hold(variables)
        except EvalError:
            if full:  # what is granted is not taken back by a broken exception after it
                continue
            raise
        if not applies:
            continue
        matched.append(exception)
        if exception.full:
            full = True
        elif not full:
            images += exception.images
            values += exception.values
    variables["exceptions"] = no_exceptions(tuple(images), tuple(values))
    return tuple(matched) if full else ()


def exempted_result(matched: tuple[PolicyException, ...]) -> tuple[Result, str]:
    """How exempted admissions are reported: as the exception of the highest priority wants it."""
    chosen = max(matched, key=lambda exception: exception.priority)
    keys = ", ".join(exception.key for exception in matched)
    if chosen.report == "pass":
        return Result.PASS, f"rule is passed due to policy exception: {keys}"
    return Result.SKIP, f"rule is skipped due to policy exception: {keys}"
