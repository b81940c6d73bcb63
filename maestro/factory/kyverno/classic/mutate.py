"""The bodies of `mutate`: one patch, or a loop of patches, on the resource itself."""

from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.classic.admission import Admission
from maestro.factory.kyverno.classic.conditions import Conditions
from maestro.factory.kyverno.classic.entries import Entries
from maestro.factory.kyverno.classic.exceptions import PolicyException
from maestro.factory.kyverno.classic.json_patch import apply_patch, read_patch
from maestro.factory.kyverno.classic.patch_anchors import prepare_patch
from maestro.factory.kyverno.classic.rule import RuleOutcome, RuleResult
from maestro.factory.kyverno.classic.strategic_merge import PatchError, strategic_merge
from maestro.factory.kyverno.classic.validate import evaluate_list
from maestro.factory.kyverno.classic.variables import Template
from maestro.factory.kyverno.model import Document, Result, metadata_of
from maestro.factory.kyverno.query.errors import QueryError
from maestro.factory.kyverno.query.outside import Outside
from maestro.factory.kyverno.values.golang import as_int64, deep_equal


@dataclass(frozen=True)
class Patched:
    """What a patch made of a resource; after an error there is none."""

    result: Result
    resource: Document | None
    message: str = ""


def failed(message: str) -> Patched:
    """A mutation that went wrong."""
    return Patched(Result.ERROR, None, message)


class MutateBody:
    """`mutate` of a rule on the resource that it matches."""

    handles_exceptions = False

    def __init__(self, rule: dict[str, Any]) -> None:
        """Compile it."""
        self._name = str(rule.get("name") or "")
        self._mutation = Mutation(rule)

    def process(
        self, admission: Admission, resource: Document | None, exceptions: list[PolicyException]
    ) -> RuleOutcome:
        """Patch the resource."""
        del exceptions
        patched = self._mutation.apply(admission, resource or {})
        message = success_message(patched.resource) if patched.result is Result.PASS else patched.message
        return RuleOutcome((RuleResult(self._name, patched.result, message),), patched.resource)


def success_message(resource: Document | None) -> str:
    """What a successful mutation says."""
    if not resource:
        return "mutated resource"
    metadata = metadata_of(resource)
    where = f" in namespace {metadata['namespace']}" if metadata.get("namespace") else ""
    return f"mutated {resource.get('kind')}/{metadata.get('name')}{where}"


class Mutation:
    """The patch or the loops of a rule."""

    def __init__(self, rule: dict[str, Any]) -> None:
        """Compile them; without loops the whole rule is substituted: a missing variable anywhere is an error."""
        mutate = rule["mutate"]
        name = str(rule.get("name") or "")
        self._loops = [Loop(each, name, 0) for each in mutate.get("foreach") or ()]
        self._looping = mutate.get("foreach") is not None
        self._rule = Template({} if self._looping else rule)

    def apply(self, admission: Admission, resource: Document) -> Patched:
        """Patch a resource."""
        if self._looping:
            return run_loops(self._loops, admission, resource)
        try:
            mutate = self._rule.render(admission.json)["mutate"]
        except QueryError as error:
            return failed(f"variable substitution failed: {error}")
        return apply_block(mutate, resource, admission.json.outside)


def apply_block(block: dict[str, Any], resource: Document, outside: Outside) -> Patched:
    """Apply `patchStrategicMerge` or `patchesJson6902`; a patch without effect is a skip."""
    merge, operations = block.get("patchStrategicMerge"), block.get("patchesJson6902")
    if merge is None and not operations:
        return failed("empty mutate rule")
    before, after = as_int64(resource), None
    try:
        if merge is not None:
            patch = prepare_patch(merge, before)
            after = strategic_merge(as_int64(resource), as_int64(patch))
        else:
            after = apply_patch(before, read_patch(str(operations), outside))
    except PatchError as error:
        return failed(f"failed to patch resource: {error}")
    if not isinstance(after, dict) or not after.get("kind"):
        return failed("failed to unmarshal patched resource: it has no kind")
    after = as_int64(after)
    if deep_equal(before, after):
        return Patched(Result.SKIP, resource, "no patches applied")
    return Patched(Result.PASS, after, "resource patched")


def run_loops(loops: list["Loop"], admission: Admission, resource: Document) -> Patched:
    """All loops one after the other, each on what the one before made."""
    applied = 0
    for loop in loops:
        try:
            elements = evaluate_list(admission, loop.elements)
        except QueryError as error:
            return failed(f"failed to evaluate list {loop.elements}: {error}")
        patched = loop.run(admission, resource, elements)
        if patched.result is Result.ERROR:
            return failed(f"failed to mutate elements: {patched.message}")
        if patched.result is Result.PASS:
            applied += 1
            resource = patched.resource or {}
            admission.json.set_object(resource)
    result = Result.PASS if applied else Result.SKIP
    return Patched(result, resource, f"{applied} elements processed")


class Loop:
    """One foreach of a mutate rule."""

    def __init__(self, each: dict[str, Any], rule: str, nesting: int) -> None:
        """Compile it; strategic merges go through their elements from the last to the first unless told otherwise."""
        self.elements = str(each.get("list") or "")
        self._rule, self._nesting = rule, nesting
        self._entries = Entries(each.get("context"))
        self._preconditions = Conditions(each.get("preconditions"))
        self._reverse = each.get("patchStrategicMerge") is not None
        if each.get("order"):
            self._reverse = each["order"] == "Descending"
        nested = each.get("foreach") or []
        self._loops = [Loop(item, rule, nesting + 1) for item in (nested if isinstance(nested, list) else [nested])]
        self._patch = Template({key: each.get(key) for key in ("patchStrategicMerge", "patchesJson6902")})

    def run(self, admission: Admission, resource: Document, elements: list[Any]) -> Patched:
        """Patch the resource once for each element."""
        json, changed, given = admission.json, False, resource
        pairs = list(enumerate(elements))
        json.checkpoint()
        try:
            for index, element in reversed(pairs) if self._reverse else pairs:
                if element is None:
                    continue
                json.reset()
                json.add_element(element, index, self._nesting)
                patched = self._element(admission, resource, index)
                if patched.result is Result.ERROR:
                    return patched
                if patched.result is Result.PASS:
                    changed, resource = True, patched.resource or {}
        finally:
            json.restore()
        if changed and not deep_equal(given, resource):  # what one element moved, the next may have put back
            return Patched(Result.PASS, resource)
        return Patched(Result.SKIP, resource, "no patches applied")

    def _element(self, admission: Admission, resource: Document, index: int) -> Patched:
        try:
            self._entries.load(admission, self._rule)
        except QueryError as error:
            return failed(f"failed to load to mutate.foreach[{index}].context: {error}")
        try:
            if not self._preconditions.evaluate(admission.json).holds:
                return Patched(Result.SKIP, resource, "preconditions not met")
        except QueryError as error:
            return failed(f"failed to evaluate mutate.foreach[{index}].preconditions: {error}")
        if self._loops:
            return run_loops(self._loops, admission, resource)
        try:
            block = self._patch.render(admission.json)
        except QueryError as error:
            return failed(f"variable substitution failed: {error}")
        return apply_block(block, resource, admission.json.outside)
