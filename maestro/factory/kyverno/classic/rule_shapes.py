"""The shape of a rule: which of its fields are maps, lists and text, as the policy's schema has it."""

from typing import Any

from maestro.factory.kyverno.shapes import (
    A_MAP,
    MAPS,
    TEXTS,
    ListOf,
    MapOf,
    OneOf,
    Shape,
    Word,
    anything,
    text,
    truth,
    unknown,
)

_WORDS = {"failure": Word(("Ignore", "Fail")), "action": Word(("audit", "enforce", "Audit", "Enforce"))}

_SELECTOR = MapOf(
    {"matchLabels": A_MAP, "matchExpressions": ListOf(MapOf({"key": text, "operator": text, "values": TEXTS}))}
)
_RESOURCES = MapOf(
    {
        "kinds": TEXTS,
        "name": text,
        "names": TEXTS,
        "namespaces": TEXTS,
        "operations": ListOf(Word(("CREATE", "CONNECT", "UPDATE", "DELETE"))),
        "annotations": A_MAP,
        "selector": _SELECTOR,
        "namespaceSelector": _SELECTOR,
    },
    each=unknown,
)
_WHO: dict[str, Shape] = {"roles": TEXTS, "clusterRoles": TEXTS, "subjects": ListOf(MapOf(each=text))}
_BLOCK = MapOf({"resources": _RESOURCES, **_WHO}, each=unknown)
STATEMENT = MapOf({"any": ListOf(_BLOCK), "all": ListOf(_BLOCK), "resources": _RESOURCES, **_WHO}, each=unknown)

_CONDITION = MapOf({"operator": text, "message": text})
CONDITIONS = OneOf(
    ListOf(MapOf({"any": ListOf(_CONDITION), "all": ListOf(_CONDITION), "operator": text})),
    MapOf(each=ListOf(_CONDITION)),
)
_API_CALL = MapOf({"urlPath": text, "method": Word(("GET", "POST")), "jmesPath": text, "data": MAPS, "service": A_MAP})
_ENTRY = MapOf(
    {
        "name": text,
        "variable": MapOf({"jmesPath": text}),
        "configMap": MapOf({"name": text, "namespace": text}),
        "apiCall": _API_CALL,
        "globalReference": MapOf({"name": text, "jmesPath": text}),
        "imageRegistry": MapOf({"reference": text, "jmesPath": text}),
    },
    each=unknown,
)
_CONTEXT = ListOf(_ENTRY)
_LIST_HEAD: dict[str, Shape] = {"list": text, "context": _CONTEXT, "preconditions": CONDITIONS}


def _nested(value: Any, path: str) -> None:
    """A loop within a loop, alone or in a list."""
    OneOf(ListOf(_VALIDATE_LOOP), _VALIDATE_LOOP)(value, path)


def _nested_mutation(value: Any, path: str) -> None:
    OneOf(ListOf(_MUTATE_LOOP), _MUTATE_LOOP)(value, path)


_DENY = MapOf({"conditions": CONDITIONS})
_PATTERNS: dict[str, Shape] = {"anyPattern": ListOf(anything), "deny": _DENY}
_VALIDATE_LOOP = MapOf(
    {**_LIST_HEAD, **_PATTERNS, "pattern": anything, "elementScope": truth, "foreach": _nested}, each=unknown
)
_PATCHES: dict[str, Shape] = {"patchesJson6902": text, "patchStrategicMerge": anything}
_MUTATE_LOOP = MapOf(
    {**_LIST_HEAD, **_PATCHES, "order": Word(("Ascending", "Descending")), "foreach": _nested_mutation}, each=unknown
)

_EXCLUSION = MapOf({"controlName": text, "images": TEXTS, "restrictedField": text, "values": TEXTS})
_VERSIONS = ("latest", *(f"v1.{minor}" for minor in range(19, 33)))
_POD_SECURITY = MapOf(
    {
        "level": Word(("privileged", "baseline", "restricted")),
        "version": Word(_VERSIONS),
        "exclude": ListOf(_EXCLUSION),
    },
    each=unknown,
)
_CEL = MapOf({"expressions": MAPS, "variables": MAPS, "auditAnnotations": MAPS, "paramKind": A_MAP, "paramRef": A_MAP})
_VALIDATE = MapOf(
    {
        **_PATTERNS,
        "message": text,
        "failureAction": Word(("Audit", "Enforce")),
        "failureActionOverrides": ListOf(MapOf({"action": _WORDS["action"]})),
        "allowExistingViolations": truth,
        "pattern": anything,
        "foreach": ListOf(_VALIDATE_LOOP),
        "podSecurity": _POD_SECURITY,
        "cel": _CEL,
        "manifests": A_MAP,
        "assert": anything,
    },
    each=unknown,
)
_TARGET = MapOf(
    {
        "apiVersion": text,
        "kind": text,
        "name": text,
        "namespace": text,
        "context": _CONTEXT,
        "preconditions": CONDITIONS,
        "selector": _SELECTOR,
    }
)
_MUTATE = MapOf(
    {
        **_PATCHES,
        "foreach": ListOf(_MUTATE_LOOP),
        "targets": ListOf(_TARGET),
        "mutateExistingOnPolicyUpdate": truth,
    },
    each=unknown,
)
_CLONES = MapOf({"namespace": text, "kinds": TEXTS, "selector": _SELECTOR})
_GENERATED: dict[str, Shape] = {
    "apiVersion": text,
    "kind": text,
    "name": text,
    "namespace": text,
    "data": A_MAP,
    "clone": MapOf({"name": text, "namespace": text}),
    "cloneList": _CLONES,
}
_GENERATE = MapOf({**_GENERATED, "foreach": ListOf(MapOf({**_LIST_HEAD, **_GENERATED}))})

RULE = MapOf(
    {
        "name": text,
        "match": STATEMENT,
        "exclude": STATEMENT,
        "context": _CONTEXT,
        "preconditions": CONDITIONS,
        "celPreconditions": MAPS,
        "validate": _VALIDATE,
        "mutate": _MUTATE,
        "generate": _GENERATE,
        "verifyImages": MAPS,
        "skipBackgroundRequests": truth,
        "imageExtractors": A_MAP,
        "reportProperties": A_MAP,
    },
    each=unknown,
)
HEAD = MapOf({"annotations": MapOf(each=text), "labels": MapOf(each=text), "name": text, "namespace": text})
_SWITCHES = (
    "admission",
    "background",
    "emitWarning",
    "generateExisting",
    "generateExistingOnPolicyUpdate",
    "mutateExistingOnPolicyUpdate",
    "schemaValidation",
    "useServerSideApply",
)
_SPEC = MapOf(
    {
        **dict.fromkeys(_SWITCHES, truth),
        "rules": ListOf(RULE),
        "applyRules": Word(("All", "One")),
        "failurePolicy": _WORDS["failure"],
        "validationFailureAction": _WORDS["action"],
        "validationFailureActionOverrides": ListOf(MapOf({"action": _WORDS["action"]})),
        "webhookConfiguration": MapOf({"failurePolicy": _WORDS["failure"]}),
        "webhookTimeoutSeconds": anything,
    },
    each=unknown,
)
POLICY = MapOf({"metadata": HEAD, "spec": _SPEC})

_POLICY_NAMES = MapOf({"policyName": text, "ruleNames": TEXTS})
EXCEPTION = MapOf(
    {
        "metadata": MapOf({"name": text, "namespace": text}),
        "spec": MapOf(
            {
                "exceptions": ListOf(_POLICY_NAMES),
                "match": STATEMENT,
                "conditions": CONDITIONS,
                "podSecurity": ListOf(_EXCLUSION),
            }
        ),
    }
)
