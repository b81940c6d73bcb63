"""What the classic half takes from CEL: the bodies of `validate.cel` and of `celPreconditions`."""

from typing import Any

from maestro.factory.kyverno.model import CelConditions, CelRule, InvalidPolicyError, PolicyHead


def compile_rule(rule: dict[str, Any], head: PolicyHead) -> CelRule:
    """Compile the rule's `validate.cel`."""
    raise InvalidPolicyError(
        f"policy {head.name}: rule {rule.get('name')} uses validate.cel, which is not compiled yet"
    )


def compile_conditions(conditions: list[dict[str, Any]], head: PolicyHead) -> CelConditions:
    """Compile a rule's `celPreconditions`."""
    raise InvalidPolicyError(f"policy {head.name}: celPreconditions ({len(conditions)}) are not compiled yet")
