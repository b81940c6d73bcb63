"""Reading the documents of policies: their specification, and the errors of compiling them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from maestro.factory.kyverno.cel.lang.errors import CompileError
from maestro.factory.kyverno.model import Document, InvalidPolicyError, PolicyHead


def spec_of(document: Document) -> dict[str, Any]:
    """The specification of a policy; empty where it is missing or no object."""
    spec = document.get("spec")
    return spec if isinstance(spec, dict) else {}


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
