"""Rules for Pods, rewritten for the controllers that make Pods."""

from collections.abc import Iterable, Mapping
from typing import Any

from maestro.factory.kyverno.match import parse_kind
from maestro.factory.kyverno.model import PolicyHead

Rule = dict[str, Any]

ANNOTATION = "pod-policies.kyverno.io/autogen-controllers"
_TEMPLATED = ("DaemonSet", "Deployment", "Job", "StatefulSet", "ReplicaSet", "ReplicationController")
CONTROLLERS = (*_TEMPLATED, "CronJob")
_FULL_KINDS = {
    "DaemonSet": "apps/v1/DaemonSet",
    "Deployment": "apps/v1/Deployment",
    "Job": "batch/v1/Job",
    "StatefulSet": "apps/v1/StatefulSet",
    "ReplicaSet": "apps/v1/ReplicaSet",
    "ReplicationController": "v1/ReplicationController",
    "CronJob": "batch/v1/CronJob",
}
_POD_PATH, _CRON_PATH = "spec.template", "spec.jobTemplate.spec.template"


def compute_rules(head: PolicyHead, rules: list[Rule], kind: str | None = None) -> list[Rule]:
    """The policy's rules and their variants: for one kind of controller, or for all of them (kind None)."""
    controllers = _controllers(head, rules)
    wanted = controllers if kind is None else [kind] if kind in controllers else []
    generated = [variant for rule in rules for variant in _variants(rule, wanted)]
    if not generated:
        return rules
    return [rule for rule in rules if not _is_generated(rule)] + generated


def _is_generated(rule: Rule) -> bool:
    return str(rule.get("name") or "").startswith("autogen-")


def _controllers(head: PolicyHead, rules: list[Rule]) -> list[str]:
    if not _can_generate(rules):
        return []
    asked = head.annotations.get(ANNOTATION)
    return list(CONTROLLERS) if asked is None else [name for name in asked.split(",") if name in (*CONTROLLERS, "all")]


def blocks_of(statement: Any) -> list[Mapping[str, Any]]:
    """The resource descriptions of a match or exclude statement."""
    if not isinstance(statement, Mapping):
        return []
    filters = [statement, *(statement.get("any") or ()), *(statement.get("all") or ())]
    return [block.get("resources") or {} for block in filters if isinstance(block, Mapping)]


def contains_kind(kinds: Iterable[Any], kind: str) -> bool:
    """Whether a list of kinds names a kind, with or without its version."""
    return any(parse_kind(str(item))[2] == kind for item in kinds)


def _can_generate(rules: list[Rule]) -> bool:
    """All or nothing: one rule that selects more than kinds (or patches by path) stops it for the whole policy."""
    needed = False
    for rule in rules:
        if rule.get("generate") or _patches_by_path(rule.get("mutate") or {}):
            return False
        for block in blocks_of(rule.get("match")) + blocks_of(rule.get("exclude")):
            kinds = block.get("kinds") or []
            if any(block.get(key) for key in ("name", "names")) or any(
                block.get(key) is not None for key in ("selector", "annotations")
            ):
                return False
            if len(kinds) > 1 and contains_kind(kinds, "Pod"):
                return False
            needed = needed or bool({"Pod", *CONTROLLERS} & set(map(str, kinds)))
    return needed


def _patches_by_path(mutate: Mapping[str, Any]) -> bool:
    return bool(mutate.get("patchesJson6902")) or any(
        each.get("patchesJson6902") for each in mutate.get("foreach") or ()
    )


def _variants(rule: Rule, controllers: list[str]) -> list[Rule]:
    if _is_generated(rule) or not controllers or not _selects_pods(rule):
        return []
    name = str(rule.get("name") or "")
    asked = set(_TEMPLATED) if "all" in controllers else set(controllers)
    templated = sorted(kind for kind in _TEMPLATED if kind in asked)
    variants = []
    if templated:
        variants.append(_rewritten(_wrapped(rule, f"autogen-{name}", "template", templated), _POD_PATH))
    if {"CronJob", "all"} & set(controllers):
        inner = _wrapped(rule, name, "template", templated or ["CronJob"])
        cron = _wrapped(inner, f"autogen-cronjob-{name}", "jobTemplate", ["CronJob"]) if inner else None
        variants.append(_rewritten(cron, _CRON_PATH))
    return [variant for variant in variants if variant]


def _selects_pods(rule: Rule) -> bool:
    match_kinds = [kind for block in blocks_of(rule.get("match")) for kind in block.get("kinds") or ()]
    exclude_kinds = [kind for block in blocks_of(rule.get("exclude")) for kind in block.get("kinds") or ()]
    return contains_kind(match_kinds, "Pod") and (not exclude_kinds or contains_kind(exclude_kinds, "Pod"))


def _wrapped(rule: Rule, name: str, key: str, kinds: list[str]) -> Rule | None:
    body = _wrapped_body(rule, key)
    if body is None:
        return None
    variant = {**rule, **body, "name": name[:63]}
    if "preconditions" in rule:
        variant["preconditions"] = _without_empty(rule["preconditions"])
    full = [_FULL_KINDS[kind] for kind in kinds]
    variant["match"] = _with_kinds(rule.get("match") or {}, full, every=key == "jobTemplate", always=True)
    if rule.get("exclude"):
        variant["exclude"] = _with_kinds(rule["exclude"], full, every=key == "jobTemplate", always=False)
    return variant


def _with_kinds(statement: Mapping[str, Any], kinds: list[str], *, every: bool, always: bool) -> dict[str, Any]:
    """The statement for other kinds; of `any` and `all` only the blocks that name Pods, unless `every`."""
    for key in ("any", "all"):
        if blocks := statement.get(key):
            return {**statement, key: [_block_with_kinds(block, kinds, every=every) for block in blocks]}
    resources = statement.get("resources") or {}
    if not always and not resources.get("kinds"):
        return dict(statement)
    return {**statement, "resources": {**resources, "kinds": kinds}}


def _block_with_kinds(block: Mapping[str, Any], kinds: list[str], *, every: bool) -> dict[str, Any]:
    resources = block.get("resources") or {}
    if not every and not contains_kind(resources.get("kinds") or (), "Pod"):
        return dict(block)
    return {**block, "resources": {**resources, "kinds": kinds}}


def _wrapped_body(rule: Rule, key: str) -> Rule | None:
    """The rule's body one level further down; None where there is nothing to rewrite."""
    mutate = rule.get("mutate") or {}
    if mutate.get("patchStrategicMerge") is not None:
        return {"mutate": {"patchStrategicMerge": {"spec": {key: mutate["patchStrategicMerge"]}}}}
    if mutate.get("foreach"):
        return {"mutate": {"foreach": [_wrapped_foreach(each, key) for each in mutate["foreach"]]}}
    validate = rule.get("validate") or {}
    if validate.get("pattern") is not None:
        return {"validate": _only(validate, pattern={"spec": {key: validate["pattern"]}})}
    if validate.get("deny") is not None:
        return {"validate": _only(validate, **_denial(validate))}
    if validate.get("podSecurity") is not None:
        return {"validate": _only(validate, podSecurity=validate["podSecurity"])}
    if validate.get("anyPattern") is not None:
        return {"validate": _only(validate, anyPattern=[{"spec": {key: item}} for item in validate["anyPattern"]])}
    if validate.get("foreach"):
        return {"validate": _only(validate, foreach=[{**each, **_denial(each)} for each in validate["foreach"]])}
    return {} if validate.get("cel") is not None or rule.get("verifyImages") else None


def _denial(block: Mapping[str, Any]) -> dict[str, Any]:
    deny = block.get("deny")
    if not isinstance(deny, dict) or "conditions" not in deny:
        return {"deny": deny} if "deny" in block else {}
    return {"deny": {**deny, "conditions": _without_empty(deny["conditions"])}}


def _without_empty(conditions: Any) -> Any:
    """Kyverno writes a variant as JSON, which loses an empty `any` or `all`: what is left holds always."""
    if not isinstance(conditions, dict):
        return conditions
    return {key: value for key, value in conditions.items() if value or key not in ("any", "all")}


def _only(validate: Mapping[str, Any], **body: Any) -> dict[str, Any]:
    kept = ("message", "failureAction", "failureActionOverrides", "allowExistingViolations")
    return {**{key: validate[key] for key in kept if key in validate}, **body}


def _wrapped_foreach(each: Mapping[str, Any], key: str) -> dict[str, Any]:
    """What a variant keeps of a foreach is little: its order and its nested loops are lost, as in Kyverno."""
    kept = {name: each[name] for name in ("list", "context", "preconditions") if name in each}
    return {**kept, "patchStrategicMerge": {"spec": {key: each.get("patchStrategicMerge")}}}


def _rewritten(rule: Rule | None, path: str) -> Rule | None:
    """Queries into the Pod become queries into the controller's template, by plain text."""
    if rule is None:
        return None
    cel = (rule.get("validate") or {}).get("cel") is not None
    prefixes = ("object", "oldObject") if cel else ("request.object", "request.oldObject")
    pairs = [(f"{prefix}.spec", f"{prefix}.{path}.spec") for prefix in prefixes]
    pairs += [(f"{prefix}.metadata", f"{prefix}.{path}.metadata") for prefix in prefixes]
    replaced: Rule = _replace_text(rule, pairs)
    return replaced


def _replace_text(document: Any, pairs: list[tuple[str, str]]) -> Any:
    match document:
        case str():
            for old, new in pairs:
                document = document.replace(old, new)
            return document
        case dict():
            return {_replace_text(key, pairs): _replace_text(value, pairs) for key, value in document.items()}
        case list():
            return [_replace_text(item, pairs) for item in document]
        case _:
            return document
