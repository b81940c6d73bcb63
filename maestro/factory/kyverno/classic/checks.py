"""What Kyverno's policy validation refuses: a policy that it refuses is invalid here too, and never evaluated."""

from typing import Any

from maestro.factory.kyverno.model import Document, InvalidPolicyError, PolicyHead


def check_policy(head: PolicyHead, document: Document) -> list[dict[str, Any]]:
    """The rules of a sound policy; raises InvalidPolicyError."""
    spec = document.get("spec")
    if not head.name:
        raise InvalidPolicyError(f"a {head.kind} needs metadata.name, none was found")
    if not isinstance(spec, dict) or not isinstance(spec.get("rules"), list):
        raise InvalidPolicyError(f"policy {head.name}: expected spec.rules to be a list of rules", path="spec.rules")
    return [_checked(head, index, rule) for index, rule in enumerate(spec["rules"])]


def _checked(head: PolicyHead, index: int, rule: Any) -> dict[str, Any]:
    path = f"spec.rules[{index}]"
    if not isinstance(rule, dict):
        raise InvalidPolicyError(f"policy {head.name}: expected {path} to be a map", path=path)
    return rule
