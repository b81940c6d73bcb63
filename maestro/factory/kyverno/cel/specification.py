"""Reading the documents of policies: their specification, and the errors of compiling them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from maestro.factory.kyverno.cel.lang.errors import CompileError
from maestro.factory.kyverno.model import Document, InvalidPolicyError, PolicyHead
from maestro.factory.kyverno.shapes import ListOf, Word

_NAMED = ("variables", "matchConditions", "targetMatchConditions", "conditions")
_FAILURE = Word(("Ignore", "Fail"))
_ACTIONS = ListOf(Word(("Deny", "Audit", "Warn")))


def spec_of(document: Document) -> dict[str, Any]:
    """The specification of a policy, empty where it is no object; InvalidPolicyError where the schema refuses it."""
    spec = document.get("spec")
    if not isinstance(spec, dict):
        return {}
    _FAILURE(spec.get("failurePolicy"), "spec.failurePolicy")
    if str(document.get("kind")).endswith("ValidatingPolicy"):
        _ACTIONS(spec.get("validationActions"), "spec.validationActions")
    for key in _NAMED:
        if key == "variables" and document.get("kind") == "MutatingAdmissionPolicy":
            continue  # the one list of this name that is no map by names
        if repeated := _repeated(spec.get(key)):
            raise InvalidPolicyError(f"spec.{key}: {repeated} is there twice", path=f"spec.{key}")
    return spec


def _repeated(items: Any) -> str | None:
    """A name that two items of a list share."""
    named = [item.get("name") for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    texts = [name for name in named if isinstance(name, str)]
    return next((name for name in texts if texts.count(name) > 1), None)


@contextmanager
def compiling(head: PolicyHead) -> Iterator[None]:
    """Turn what is wrong with an expression into what is wrong with its policy."""
    try:
        yield
    except CompileError as error:
        message = f"policy {head.name} ({head.kind}) does not compile: {error.message}"
        raise InvalidPolicyError(message, path=error.path, aborts=True) from error
    except (AttributeError, TypeError, ValueError) as error:
        message = f"policy {head.name} ({head.kind}) is malformed: expected Kyverno's schema, found {error}"
        raise InvalidPolicyError(message, aborts=True) from error
