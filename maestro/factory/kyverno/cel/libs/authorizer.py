"""Kubernetes' authorizer: declared, so that expressions with it compile; asking it needs a live cluster."""

from typing import Any

from maestro.factory.kyverno.cel.lang.errors import UnevaluatedError
from maestro.factory.kyverno.cel.lang.functions import Library, overload

_AUTHORIZER, _PATH = "kubernetes.authorization.Authorizer", "kubernetes.authorization.PathCheck"
_GROUP, _RESOURCE = "kubernetes.authorization.GroupCheck", "kubernetes.authorization.ResourceCheck"
_DECISION = "kubernetes.authorization.Decision"


class Authorizer:
    """Stands for every step of an authorizer expression."""

    def __init__(self, cel_type: str = _AUTHORIZER) -> None:
        """Be of one of the authorizer's types."""
        self.cel_type = cel_type


def _step(result: str) -> Any:
    return lambda *_args: Authorizer(result)


def _ask(*_args: Any) -> Any:
    raise UnevaluatedError("the authorizer is asked, which needs a live cluster")


AUTHORIZER: Library = (
    overload(f"{_AUTHORIZER}::path(string) -> {_PATH}", _step(_PATH)),
    overload(f"{_AUTHORIZER}::group(string) -> {_GROUP}", _step(_GROUP)),
    overload(f"{_AUTHORIZER}::serviceAccount(string, string) -> {_AUTHORIZER}", _step(_AUTHORIZER)),
    overload(f"{_GROUP}::resource(string) -> {_RESOURCE}", _step(_RESOURCE)),
    *(
        overload(f"{_RESOURCE}::{name}(string) -> {_RESOURCE}", _step(_RESOURCE))
        for name in ("subresource", "namespace", "name", "fieldSelector", "labelSelector")
    ),
    overload(f"{_PATH}::check(string) -> {_DECISION}", _ask),
    overload(f"{_RESOURCE}::check(string) -> {_DECISION}", _ask),
    overload(f"{_DECISION}::allowed() -> bool", _ask),
    overload(f"{_DECISION}::errored() -> bool", _ask),
    overload(f"{_DECISION}::error() -> string", _ask),
    overload(f"{_DECISION}::reason() -> string", _ask),
)
