"""Policy documents -> compiled policies, by API group and kind, through one explicit registry.

A kind that is known but cannot be evaluated offline compiles to a policy that answers `unevaluated` with the reason;
a policy that Kyverno itself would refuse is reported as invalid. Nothing passes silently.
"""

from collections.abc import Iterable

from maestro.domain.errors import MaestroError
from maestro.factory.kyverno.cel.registry import KINDS as CEL_KINDS
from maestro.factory.kyverno.classic.registry import KINDS as CLASSIC_KINDS
from maestro.factory.kyverno.model import (
    Compile,
    CompiledPolicy,
    Document,
    GroupVersionKind,
    InvalidPolicy,
    InvalidPolicyError,
    PolicyHead,
    PolicySet,
    Registry,
    Setting,
)
from maestro.factory.kyverno.unevaluated import UNEVALUATED_KINDS

KINDS: Registry = {**UNEVALUATED_KINDS, **CLASSIC_KINDS, **CEL_KINDS}


def is_policy(document: Document) -> bool:
    """Whether the document is of a policy kind that the engine knows."""
    return _compiler(document) is not None


def load_policies(documents: Iterable[Document], setting: Setting | None = None) -> PolicySet:
    """Compile policies in the given order; documents that are no policies are left out."""
    compiled: list[CompiledPolicy] = []
    invalid: list[InvalidPolicy] = []
    for document in documents:
        compiler = _compiler(document)
        if compiler is None:
            continue
        try:
            compiled += compiler(document, setting or Setting())
        except MaestroError as error:
            aborts = isinstance(error, InvalidPolicyError) and error.aborts
            invalid.append(InvalidPolicy(PolicyHead.of(document), error.message, aborts))
    return PolicySet(tuple(compiled), tuple(invalid))


def _compiler(document: Document) -> Compile | None:
    kind = GroupVersionKind.of(document)
    return KINDS.get((kind.group, kind.kind))
