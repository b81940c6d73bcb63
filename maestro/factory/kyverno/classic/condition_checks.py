"""The checks of a rule's conditions and context entries."""

from collections.abc import Container, Iterator, Mapping
from typing import Any

from maestro.factory.kyverno.classic.operators import OPERATORS
from maestro.factory.kyverno.classic.refusal import Refusal

Rule = dict[str, Any]

_OPERATIONS = frozenset({"CREATE", "UPDATE", "DELETE", "CONNECT"})
_ENTRY_KINDS = ("configMap", "apiCall", "globalReference", "imageRegistry", "variable")
_OLD_SPELLINGS = frozenset({"Equal", "NotEqual"})  # which the schema does not know for the preconditions of a loop
_LOOP_OPERATORS = frozenset(OPERATORS) - _OLD_SPELLINGS
_RESERVED = ("images", "request", "serviceAccountName", "serviceAccountNamespace", "element", "elementIndex")


def loops_of(block: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The loops of a body, and those within them."""
    loops = block.get("foreach") or []
    for each in loops if isinstance(loops, list) else [loops]:
        if isinstance(each, Mapping):
            yield each
            yield from loops_of(each)


def check_rule_conditions(rule: Rule, path: str) -> None:
    """The preconditions and deny conditions of a rule and of its loops; raises Refusal."""
    validate, mutate = rule.get("validate") or {}, rule.get("mutate") or {}
    _check_conditions(rule.get("preconditions"), f"{path}.preconditions", values=True)
    deny = validate.get("deny") or {}
    _check_conditions(deny.get("conditions"), f"{path}.validate.deny.conditions", values=True)
    for block in (validate, mutate):
        for each in loops_of(block):
            _check_conditions(
                each.get("preconditions"), f"{path}.foreach.preconditions", values=False, operators=_LOOP_OPERATORS
            )
            _check_conditions(
                (each.get("deny") or {}).get("conditions"), f"{path}.foreach.deny.conditions", values=False
            )


def _check_conditions(conditions: Any, path: str, *, values: bool, operators: Container[str] = OPERATORS) -> None:
    if isinstance(conditions, Mapping):
        if unknown := set(conditions) - {"any", "all"}:
            raise Refusal(f"expected any or all, found {', '.join(sorted(map(str, unknown)))}", path)
        found = [*(conditions.get("any") or ()), *(conditions.get("all") or ())]
    else:
        found = conditions if isinstance(conditions, list) else []
    for condition in found:
        if not isinstance(condition, Mapping) or condition.get("operator") not in operators:
            raise Refusal("expected a condition with one of the known operators", path)
        if values:
            _check_condition_values(condition, path)


def _check_condition_values(condition: Mapping[str, Any], path: str) -> None:
    key, value = condition.get("key"), condition.get("value")
    if key is None or value is None:
        raise Refusal("a condition needs a key and a value", path)
    if str(key).replace(" ", "") != "{{request.operation}}" or not isinstance(key, str):
        return
    if isinstance(value, str) and value.startswith("{{") and value.endswith("}}"):
        return
    asked = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str) and item in _OPERATIONS for item in asked):
        raise Refusal("request.operation is one of CREATE, UPDATE, DELETE and CONNECT", path)


def check_entries(entries: Any, path: str) -> None:
    """The context entries of a rule or a loop; raises Refusal."""
    for entry in entries or ():
        name = entry.get("name") if isinstance(entry, Mapping) else None
        if not name:
            raise Refusal("a context entry needs a name", f"{path}.context")
        if any(name == word or str(name).startswith(f"{word}.") for word in _RESERVED):
            raise Refusal(
                f"the context entry {name!r} has the name of a variable that is there already", f"{path}.context"
            )
        if sum(entry.get(kind) is not None for kind in _ENTRY_KINDS) != 1:
            raise Refusal(f"a context entry is exactly one of {', '.join(_ENTRY_KINDS)}", f"{path}.context")
        variable = entry.get("variable")
        if variable is not None and variable.get("value") is None and not variable.get("jmesPath"):
            raise Refusal(f"the variable {name!r} needs a value or a jmesPath", f"{path}.context")
        if variable is not None and variable.get("default") is not None and not variable.get("jmesPath"):
            raise Refusal(f"the variable {name!r} has a default without a jmesPath", f"{path}.context")
