"""The checks of one rule: its parts, its filters, its conditions, its patterns and patches."""

from collections.abc import Mapping
from typing import Any

from maestro.factory.kyverno.classic.anchors import Anchor, parse_anchor
from maestro.factory.kyverno.classic.autogen import blocks_of
from maestro.factory.kyverno.classic.condition_checks import check_entries, check_rule_conditions, loops_of
from maestro.factory.kyverno.classic.json_patch import read_patch
from maestro.factory.kyverno.classic.refusal import Refusal
from maestro.factory.kyverno.classic.strategic_merge import PatchError
from maestro.factory.kyverno.classic.variables import find_variables
from maestro.factory.kyverno.match import Selector
from maestro.factory.kyverno.query.outside import Outside
from maestro.factory.kyverno.values import wildcard

Rule = dict[str, Any]

_KINDS_OF_RULE = ("mutate", "validate", "generate", "verifyImages")
_BODIES = ("pattern", "anyPattern", "deny", "foreach", "podSecurity", "cel")
_LOOP_BODIES = ("pattern", "anyPattern", "deny", "foreach")
_PATCH_OPERATIONS = frozenset({"add", "remove", "replace", "move", "copy", "test"})


def check_rule_shape(rule: Rule, path: str, *, namespaced: bool) -> None:
    """What holds for a rule as it is written, before any variants are made of it."""
    given = [key for key in _KINDS_OF_RULE if rule.get(key)]
    if len(given) != 1:
        raise Refusal(f"expected exactly one of {', '.join(_KINDS_OF_RULE)}, found {', '.join(given) or 'none'}", path)
    _check_conflict(rule, path)
    for key in ("match", "exclude"):
        _check_statement(rule.get(key) or {}, f"{path}.{key}", namespaced=namespaced)
    if rule.get("generate"):
        _check_generate(rule["generate"], f"{path}.generate")
    _check_exclusions(rule, path)


def _check_conflict(rule: Rule, path: str) -> None:
    match, exclude = rule.get("match") or {}, rule.get("exclude") or {}
    common = [block for block in match.get("any") or () if block in (exclude.get("any") or ())]
    plain = not any(statement.get(key) for statement in (match, exclude) for key in ("any", "all"))
    if common or (plain and exclude and exclude == match):
        raise Refusal("the rule matches an empty set: what it matches it excludes", path)


def _check_statement(statement: Mapping[str, Any], path: str, *, namespaced: bool) -> None:
    if statement.get("any") and statement.get("all"):
        raise Refusal("any and all cannot be specified together", path)
    if (statement.get("any") or statement.get("all")) and statement.get("resources"):
        raise Refusal("any or all cannot be specified together with resources", path)
    for block in blocks_of(statement):
        if block.get("name") and block.get("names"):
            raise Refusal("name and names cannot be specified together", path)
        if block.get("selector") is not None:
            _check_selector(block["selector"], f"{path}.selector")
        if namespaced and block.get("namespaces"):
            raise Refusal("a namespaced policy cannot filter namespaces", path)
    for block in (statement, *(statement.get("any") or ()), *(statement.get("all") or ())):
        _check_user(block, path)


def _check_selector(selector: Any, path: str) -> None:
    labels = selector.get("matchLabels") or {} if isinstance(selector, Mapping) else {}
    if any(wildcard.has_wildcard(f"{key}{value}") for key, value in labels.items()):
        return
    compiled = Selector.of(selector)
    if not compiled.valid or compiled.empty:
        raise Refusal("expected a label selector with requirements that can be read", path)


def _check_user(block: Mapping[str, Any], path: str) -> None:
    for role in block.get("roles") or ():
        if str(role).count(":") != 1:
            raise Refusal(f"expected a role as namespace:name, found {role!r}", path)
    for subject in block.get("subjects") or ():
        kind = subject.get("kind")
        if kind not in {"User", "Group", "ServiceAccount"} or not subject.get("name"):
            raise Refusal("a subject needs a name and the kind User, Group or ServiceAccount", path)
        if kind == "ServiceAccount" and not subject.get("namespace"):
            raise Refusal("a ServiceAccount needs its namespace", path)


def _check_generate(generate: Mapping[str, Any], path: str) -> None:
    given = [key for key in ("data", "clone", "cloneList", "foreach") if generate.get(key)]
    if len(given) > 1:
        raise Refusal("only one of data, clone, cloneList and foreach can be specified", path)
    for pattern in generate.get("foreach") or [generate]:
        clones = pattern.get("cloneList") or {}
        if clones.get("kinds"):
            if not clones.get("namespace"):
                raise Refusal("cloneList needs the namespace of its sources", path)
        elif not all(pattern.get(key) for key in ("apiVersion", "kind", "name")):
            raise Refusal("what is generated needs apiVersion, kind and name", path)
        if pattern.get("kind") and not pattern.get("namespace"):
            raise Refusal("the target namespace must be set", path)


_CONTAINER_CONTROLS = frozenset(
    {"Capabilities", "Privileged Containers", "Host Ports", "/proc Mount Type", "Privilege Escalation"}
)
_POD_CONTROLS = frozenset({"Host Namespaces", "HostPath Volumes", "Sysctls", "AppArmor", "Volume Types"})
_RESTRICTED_CONTROLS = frozenset(
    {"Volume Types", "Privilege Escalation", "Running as Non-root", "Running as Non-root user"}
)


def _check_exclusions(rule: Rule, path: str) -> None:
    standard = (rule.get("validate") or {}).get("podSecurity") or {}
    for exclusion in standard.get("exclude") or ():
        control = exclusion.get("controlName")
        if control in _CONTAINER_CONTROLS and not exclusion.get("images"):
            raise Refusal(f"the control {control} needs images", path)
        if control in _POD_CONTROLS and exclusion.get("images"):
            raise Refusal(f"the control {control} takes no images", path)
        if bool(exclusion.get("restrictedField")) is not bool(exclusion.get("values")):
            raise Refusal("restrictedField and values go together", path)
        if standard.get("level") == "baseline" and control in _RESTRICTED_CONTROLS:
            raise Refusal(f"the control {control} does not belong to the level baseline", path)


def check_rule(rule: Rule, path: str, outside: Outside, *, background: bool) -> None:
    """What holds for a rule and for its variants."""
    _check_kinds(rule, path, background=background)
    if rule.get("mutate"):
        _check_mutate(rule["mutate"], f"{path}.mutate", outside)
    check_rule_conditions(rule, path)
    check_entries(rule.get("context"), path)
    if rule.get("celPreconditions") and not (rule.get("validate") or {}).get("cel"):
        raise Refusal("celPreconditions can only be used with validate.cel", path)
    if rule.get("validate"):
        _check_validate(rule["validate"], f"{path}.validate")
    if not _labels_are_text(rule):
        raise Refusal("labels and annotations take only text, in quotes where it looks like something else", path)


def _check_kinds(rule: Rule, path: str, *, background: bool) -> None:
    match = rule.get("match") or {}
    filters = match.get("any") or match.get("all") or [match]
    for block in filters:
        kinds = [str(kind) for kind in (block.get("resources") or {}).get("kinds") or ()]
        if not kinds:
            raise Refusal("every match block needs kinds", f"{path}.match")
        if "*" in kinds:
            _check_any_kind(rule, kinds, path, background=background)


def _check_any_kind(rule: Rule, kinds: list[str], path: str, *, background: bool) -> None:
    if background:
        raise Refusal("the kind '*' needs spec.background: false", f"{path}.match")
    if len(kinds) > 1:
        raise Refusal("the kind '*' stands alone", f"{path}.match")
    validate, mutate = rule.get("validate") or {}, rule.get("mutate") or {}
    if rule.get("generate") or rule.get("verifyImages") or validate.get("foreach"):
        raise Refusal("the kind '*' does not go with this type of rule", path)
    patterns = [validate.get("pattern"), mutate.get("patchStrategicMerge"), *(validate.get("anyPattern") or ())]
    if any(isinstance(pattern, Mapping) and set(pattern) - {"metadata"} for pattern in patterns):
        raise Refusal("with the kind '*' a policy deals with metadata only", path)


def _check_mutate(mutate: Mapping[str, Any], path: str, outside: Outside) -> None:
    given = [key for key in ("foreach", "patchStrategicMerge", "patchesJson6902") if mutate.get(key) is not None]
    if len(given) > 1:
        raise Refusal("only one of foreach, patchStrategicMerge and patchesJson6902 is allowed", path)
    for each in loops_of(mutate):
        bodies = [key for key in ("foreach", "patchesJson6902") if each.get(key)]
        bodies += ["patchStrategicMerge"] if each.get("patchStrategicMerge") is not None else []
        if len(bodies) != 1:
            raise Refusal("expected one of patchStrategicMerge, patchesJson6902 or a nested foreach", f"{path}.foreach")
    if text := mutate.get("patchesJson6902"):
        _check_json_patch(str(text), f"{path}.patchesJson6902", outside)


def _check_json_patch(text: str, path: str, outside: Outside) -> None:
    if any("{{" in str(operation.get("path")) for operation in _operations(text, outside)):
        raise Refusal("a path takes no variables outside of foreach", path)
    try:
        operations = read_patch(_without_variables(text), outside)
    except PatchError as error:
        raise Refusal(str(error), path) from error
    for operation in operations:
        target = str(operation.get("path") or "")
        if not target.startswith("/"):
            raise Refusal(f"a path begins with a slash, found {target!r}", path)
        if operation.get("op") not in _PATCH_OPERATIONS:
            raise Refusal(f"unexpected kind of operation {operation.get('op')!r}", path)
        if operation["op"] in {"add", "replace", "test"} and "value" not in operation:
            raise Refusal(f"the operation {operation['op']} needs a value", path)


def _operations(text: str, outside: Outside) -> list[dict[str, Any]]:
    """The operations as they are written; none where variables make the text no YAML."""
    try:
        return read_patch(text, outside)
    except PatchError:
        return []


def _without_variables(text: str) -> str:
    """The text with a word in place of each variable, so that it can be read before it is substituted."""
    while found := find_variables(text):
        for match in found:
            variable = match if match.startswith("{{") else match[1:]
            text = text.replace(variable, "variable", 1)
    return text


def _check_validate(validate: Mapping[str, Any], path: str) -> None:
    given = [key for key in _BODIES if validate.get(key) is not None]
    given += ["manifests"] if (validate.get("manifests") or {}).get("attestors") else []
    if len(given) != 1:
        raise Refusal(f"expected exactly one of {', '.join(_BODIES)}, found {', '.join(given) or 'none'}", path)
    patterns = [validate.get("pattern")]
    any_pattern = validate.get("anyPattern")
    if any_pattern is not None and not isinstance(any_pattern, list):
        raise Refusal("expected anyPattern to be a list", path)
    for pattern in [*patterns, *(any_pattern or ())]:
        _check_pattern(pattern, path)
    top = validate.get("foreach") or []
    for each in top if isinstance(top, list) else [top]:
        bodies = [key for key in _LOOP_BODIES if each.get(key) is not None]
        if not each.get("list") or len(bodies) != 1:
            raise Refusal(f"a foreach needs a list and exactly one of {', '.join(_LOOP_BODIES)}", f"{path}.foreach")


def _check_pattern(pattern: Any, path: str) -> None:
    if isinstance(pattern, list):
        for item in pattern:
            _check_pattern(item, path)
    if not isinstance(pattern, Mapping):
        return
    for key, value in pattern.items():
        anchor = parse_anchor(key)
        if anchor and anchor[0] is Anchor.ADD_IF_NOT_PRESENT:
            raise Refusal(f"the anchor {key} is for mutation only", path)
        if anchor and anchor[0] is Anchor.EXISTENCE and (not isinstance(value, list) or not value):
            raise Refusal(f"the existence anchor {key} needs a list with at least one element", path)
        _check_pattern(value, path)


def _labels_are_text(rule: Rule) -> bool:
    validate, mutate = rule.get("validate") or {}, rule.get("mutate") or {}
    patterns = [validate.get("pattern"), *(validate.get("anyPattern") or ()), mutate.get("patchStrategicMerge")]
    return all(_metadata_is_text(pattern) for pattern in patterns if isinstance(pattern, Mapping))


def _metadata_is_text(pattern: Mapping[str, Any]) -> bool:
    template = (pattern.get("spec") or {}).get("template") if isinstance(pattern.get("spec"), Mapping) else None
    inner = template.get("metadata") if isinstance(template, Mapping) else None
    metadata = pattern["metadata"] if isinstance(pattern.get("metadata"), Mapping) else inner
    for key in ("labels", "annotations"):
        entries = metadata.get(key) if isinstance(metadata, Mapping) else None
        if isinstance(entries, Mapping) and not all(isinstance(value, str) for value in entries.values()):
            return False
    return True
