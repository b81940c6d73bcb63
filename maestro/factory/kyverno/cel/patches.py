"""What a mutation's expression gives, applied: `Object{...}` merged by the schema, `JSONPatch{...}` step by step."""

from collections.abc import Mapping
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.environments import JSON_PATCH_TYPE, OBJECT_TYPE
from maestro.factory.kyverno.cel.expressions import AnyProgram, Expressions, Variables, entries
from maestro.factory.kyverno.cel.json_patch import FailedTestError, apply_patch
from maestro.factory.kyverno.cel.lang.errors import CompileError, EvalError
from maestro.factory.kyverno.cel.lang.types import list_of, struct
from maestro.factory.kyverno.cel.lang.values import Struct
from maestro.factory.kyverno.cel.libs.plain import to_plain
from maestro.factory.kyverno.cel.schemas.merging import apply
from maestro.factory.kyverno.cel.schemas.shapes import Shape
from maestro.factory.kyverno.model import Document
from maestro.factory.kyverno.values.golang import as_int64


@dataclass(frozen=True)
class ApplyConfiguration:
    """A partial object, merged into the resource. `atomics`: lists without keys may be replaced as a whole."""

    program: AnyProgram
    atomics: bool = False

    def patch(self, document: Document, variables: Variables, shape: Shape | None) -> Document:
        """The document with the configuration applied."""
        value = self.program.evaluate(variables)
        if not isinstance(value, Struct):
            raise EvalError("unsupported return type from ApplyConfiguration expression")
        _check_names(value, [OBJECT_TYPE])
        _refuse_null(value)
        if shape is None:
            raise EvalError("error applying patch: type converter must not be nil")
        return apply(shape, document, to_plain(value), atomics=self.atomics)


@dataclass(frozen=True)
class JsonPatch:
    """A list of operations."""

    program: AnyProgram

    def patch(self, document: Document, variables: Variables, _shape: Shape | None) -> Document:
        """The document after the operations, its whole numbers integers; as it was where a `test` did not hold."""
        operations = self.program.evaluate(variables)
        if not isinstance(operations, list) or not all(isinstance(item, Struct) for item in operations):
            raise EvalError("type mismatch: JSONPatchType.expression should evaluate to array of JSONPatch")
        try:
            patched = apply_patch(document, [_operation(item) for item in operations])
        except FailedTestError:
            return document
        if not patched.get("kind") or not patched.get("apiVersion"):
            raise EvalError("JSON Patch: the patched object has no kind any more")
        whole: Document = as_int64(patched)
        return whole


Patch = ApplyConfiguration | JsonPatch


def compile_patches(spec: Mapping[str, Any], expressions: Expressions) -> tuple[Patch, ...]:
    """The patches of a policy, in their order."""
    evaluation = spec.get("evaluation")
    atomics = isinstance(evaluation, Mapping) and bool(evaluation.get("useServerSideApply"))
    patches: list[Patch] = []
    for item in entries(spec.get("mutations")):
        kind = item.get("patchType")
        if kind == "ApplyConfiguration" and isinstance(item.get("applyConfiguration"), Mapping):
            text = item["applyConfiguration"].get("expression")
            patches.append(ApplyConfiguration(expressions.compile(text, struct(OBJECT_TYPE)), atomics))
        elif kind == "JSONPatch" and isinstance(item.get("jsonPatch"), Mapping):
            text = item["jsonPatch"].get("expression")
            patches.append(JsonPatch(expressions.compile(text, list_of(struct(JSON_PATCH_TYPE)))))
        elif kind not in {"ApplyConfiguration", "JSONPatch"}:
            raise CompileError(f"expected patchType ApplyConfiguration or JSONPatch, found {kind!r}")
    return tuple(patches)


def _operation(item: Struct) -> dict[str, Any]:
    value = item.get("value")
    if isinstance(value, Struct):
        _check_names(value, value.type_name.split("."))
    operation = {"op": str(item.get("op") or ""), "path": str(item.get("path") or "")}
    if "value" in item:
        operation["value"] = to_plain(value)
    if item.get("from"):
        operation["from"] = str(item["from"])
    return operation


def _refuse_null(value: Any) -> None:
    # A configuration says what is to be there: null cannot be converted, as in the real engine.
    if value is None:
        raise EvalError("invalid return type: an ApplyConfiguration cannot hold null")
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _refuse_null(item)


def _check_names(value: Any, path: list[str]) -> None:
    """Every `Object.a.b{...}` must stand at the field a.b, as its name says."""
    if isinstance(value, Struct):
        if value.type_name != ".".join(path):
            raise EvalError(f"type mismatch: unexpected type name {value.type_name!r}, expected {'.'.join(path)!r}")
        for key, item in value.items():
            _check_names(item, [*path, key])
    elif isinstance(value, list):
        for item in value:
            _check_names(item, path)
    elif isinstance(value, dict):
        for item in value.values():
            _check_names(item, path)
