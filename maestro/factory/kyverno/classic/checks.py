"""What Kyverno's policy validation refuses: a policy that it refuses is invalid here too, and never evaluated.

Owns the checks of the policy as a whole; those of a rule's parts are in `rule_checks`, those of its variables in
`variable_checks`. The first thing that is wrong is reported.
"""

from typing import Any

from maestro.factory.kyverno.classic.autogen import ANNOTATION, compute_rules
from maestro.factory.kyverno.classic.refusal import Refusal
from maestro.factory.kyverno.classic.rule_checks import check_rule, check_rule_shape
from maestro.factory.kyverno.classic.rule_shapes import POLICY
from maestro.factory.kyverno.classic.variable_checks import check_variables, user_known
from maestro.factory.kyverno.model import Document, InvalidPolicyError, PolicyHead
from maestro.factory.kyverno.query.outside import Outside
from maestro.factory.kyverno.shapes import ShapeError

Rule = dict[str, Any]

_LONGEST_NAME = 63


def check_policy(head: PolicyHead, document: Document, outside: Outside) -> list[Rule]:
    """The rules of a sound policy; raises InvalidPolicyError."""
    try:
        POLICY(document, "")
        return _checked(head, document, outside)
    except ShapeError as error:
        raise InvalidPolicyError(f"{_titled(head)}: {error.message}", path=error.path) from error
    except Refusal as refusal:
        where = f" at {refusal.path}" if refusal.path else ""
        raise InvalidPolicyError(f"{_titled(head)}{where}: {refusal}", path=refusal.path) from refusal


def _titled(head: PolicyHead) -> str:
    return f"policy {head.name or '(without a name)'}"


def _checked(head: PolicyHead, document: Document, outside: Outside) -> list[Rule]:
    spec = document.get("spec")
    if not head.name or len(head.name) > _LONGEST_NAME:
        raise Refusal(f"expected metadata.name with at most {_LONGEST_NAME} characters", "metadata.name")
    if head.kind == "ClusterPolicy" and head.namespace:
        raise Refusal("a ClusterPolicy has no namespace", "metadata.namespace")
    if head.annotations.get(ANNOTATION) == "all":
        raise Refusal("the autogen annotation does not take 'all' any more", "metadata.annotations")
    if not isinstance(spec, dict) or not isinstance(spec.get("rules"), list):
        raise Refusal("expected a list of rules", "spec.rules")
    rules = [_rule(index, rule) for index, rule in enumerate(spec["rules"])]
    _check_names(rules)
    _check_processing(spec, rules)
    for index, rule in enumerate(rules):
        check_rule_shape(rule, f"spec.rules[{index}]", namespaced=head.kind == "Policy")
    background = spec.get("background") is not False
    computed = compute_rules(head, rules)
    if background:
        _check_users(computed)
    for index, rule in enumerate(computed):
        path = f"spec.rules[{index}]"
        check_variables(rule, path, outside, background=background)
        check_rule(rule, path, outside, background=background)
    return rules


def _rule(index: int, rule: Any) -> Rule:
    if not isinstance(rule, dict):
        raise Refusal("expected a rule to be a map", f"spec.rules[{index}]")
    return rule


def _check_names(rules: list[Rule]) -> None:
    names = [str(rule.get("name") or "") for rule in rules]
    for index, name in enumerate(names):
        if name in names[:index]:
            raise Refusal(f"duplicate rule name {name!r}", f"spec.rules[{index}].name")
        if len(name) > _LONGEST_NAME:
            raise Refusal(f"a rule name has at most {_LONGEST_NAME} characters", f"spec.rules[{index}].name")


def _check_processing(spec: Document, rules: list[Rule]) -> None:
    if spec.get("admission") is not False:
        return
    if spec.get("background") is False:
        raise Refusal("disabling both admission and background processing is not allowed", "spec.admission")
    if any(rule.get(key) for rule in rules for key in ("mutate", "generate", "verifyImages")):
        raise Refusal("disabling admission processing is only allowed with validation", "spec.admission")


def _check_users(rules: list[Rule]) -> None:
    """Who asks is not known in background scans."""
    for index, rule in enumerate(rules):
        for key in ("match", "exclude"):
            statement = rule.get(key) or {}
            blocks = [statement, *(statement.get("any") or ()), *(statement.get("all") or ())]
            if any(block.get(field) for block in blocks for field in ("roles", "clusterRoles", "subjects")):
                text = "users, roles and subjects need spec.background: false"
                raise Refusal(text, f"spec.rules[{index}].{key}")
    if not any((rule.get("mutate") or {}).get("targets") for rule in rules) and (found := user_known(rules)):
        raise Refusal(f"the variable {found} needs spec.background: false", "spec.rules")
