"""The bodies of `validate`: deny, pattern, anyPattern, foreach. A foreach element goes through the same steps again."""

from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.classic.admission import Admission
from maestro.factory.kyverno.classic.conditions import Conditions
from maestro.factory.kyverno.classic.entries import Entries
from maestro.factory.kyverno.classic.exceptions import PolicyException
from maestro.factory.kyverno.classic.overlay import Match, Overlay, Verdict
from maestro.factory.kyverno.classic.rule import Match as RuleMatch
from maestro.factory.kyverno.classic.rule import RuleOutcome, RuleResult, joined
from maestro.factory.kyverno.classic.variables import Template, substitute
from maestro.factory.kyverno.match import Subject
from maestro.factory.kyverno.model import Document, Result, UserInfo
from maestro.factory.kyverno.query.errors import QueryError

# Nobody: the user of a request in the past is not known, so what matches on users does not match.
_NOBODY = UserInfo("kyverno:kyverno-invalid-controller", ("kyverno:invalidgroup",), ("kyverno:invalidrole",))
_RESULTS = {
    Verdict.PASS: Result.PASS,
    Verdict.FAIL: Result.FAIL,
    Verdict.SKIP: Result.SKIP,
    Verdict.ERROR: Result.ERROR,
}


@dataclass(frozen=True)
class _Said:
    """The result of a step, before it is a rule's."""

    result: Result
    message: str = ""
    path: str | None = None


class ValidateBody:
    """`validate` of a rule."""

    handles_exceptions = False

    def __init__(self, rule: dict[str, Any], match: RuleMatch, policy_action: str) -> None:
        """Compile it."""
        validate = rule["validate"]
        self._name = str(rule.get("name") or "")
        self._match = match
        self._preconditions = Conditions(rule.get("preconditions"))
        self._steps = Steps(validate, self._name, str(validate.get("message") or ""), nesting=0)
        action = str(validate.get("failureAction") or policy_action)
        self._lenient = action.lower() == "enforce" and validate.get("allowExistingViolations") is not False

    def process(
        self, admission: Admission, resource: Document | None, exceptions: list[PolicyException]
    ) -> RuleOutcome:
        """Judge the resource."""
        del exceptions
        said = self._steps.evaluate(admission)
        if self._lenient and said and said.result is Result.FAIL and self._failed_before(admission):
            text = "skipping the rule evaluation as pre-existing violations are allowed"
            said = _Said(Result.SKIP, text)
        if said is None:
            return RuleOutcome((), resource)
        return RuleOutcome((RuleResult(self._name, said.result, said.message, said.path),), resource)

    def _failed_before(self, admission: Admission) -> bool:
        """Whether the old object of an update broke the rule already."""
        if admission.operation != "UPDATE" or admission.old is None:
            return False
        before = admission.before_update()
        try:
            if not self._preconditions.evaluate(before.json).holds:
                return False
        except QueryError:
            return False
        subject = before.subject(admission.old)
        nobody = Subject(subject.resource, subject.kind, "", "CREATE", subject.namespace_labels, _NOBODY)
        if not self._match.selects(nobody):
            return False
        said = self._steps.evaluate(before)
        return said is not None and said.result is Result.FAIL


class Steps:
    """Context, preconditions and body, of a rule's `validate` or of one of its loops."""

    def __init__(self, block: dict[str, Any], rule: str, message: str, nesting: int) -> None:
        """Compile them; of several bodies the first counts: deny, patterns, loops."""
        self._rule, self._message, self._nesting = rule, message, nesting
        self._entries = Entries(block.get("context"))
        self._preconditions = Conditions(block.get("preconditions") if nesting else None)
        self._deny = Conditions(block["deny"].get("conditions", block["deny"])) if _given(block, "deny") else None
        self._pattern = _Patterns([block["pattern"]]) if block.get("pattern") is not None else None
        self._any_pattern = _any_patterns(block.get("anyPattern"))
        self._loops = [_Loop(each, rule, message, nesting) for each in _loops(block) if isinstance(each, dict)]

    def evaluate(self, admission: Admission) -> _Said | None:
        """Judge; None where nothing applies."""
        try:
            self._entries.load(admission, self._rule)
        except QueryError as error:
            return _Said(Result.ERROR, f"failed to load context: {error}")
        try:
            outcome = self._preconditions.evaluate(admission.json)
        except QueryError as error:
            return _Said(Result.ERROR, f"failed to evaluate preconditions: {error}")
        if not outcome.holds:
            return _Said(Result.SKIP, joined("preconditions not met", outcome.message))
        return self._body(admission)

    def _body(self, admission: Admission) -> _Said | None:
        if self._deny is not None:
            return self._evaluate_deny(admission, self._deny)
        if self._pattern is not None or self._any_pattern is not None:
            return self._evaluate_patterns(admission)
        return self._evaluate_loops(admission) if self._loops else None

    def _evaluate_deny(self, admission: Admission, conditions: Conditions) -> _Said:
        try:
            outcome = conditions.evaluate(admission.json)
        except QueryError as error:
            return _Said(Result.ERROR, f"failed to check deny conditions: {error}")
        if not outcome.holds:
            return _Said(Result.PASS, f"validation rule '{self._rule}' passed.")
        text = joined(self._message, outcome.message)
        if not text:
            return _Said(Result.FAIL, f"validation error: rule {self._rule} failed")
        message = _substituted(admission, text)
        return _Said(Result.FAIL, outcome.message if message is None else message)

    def _evaluate_patterns(self, admission: Admission) -> _Said | None:
        patterns = self._pattern or self._any_pattern
        try:
            overlays = patterns.render(admission) if patterns else []
        except QueryError as error:
            return _Said(Result.ERROR, f"variable substitution failed: {error}")
        resource = admission.element
        if resource is None:
            if admission.operation == "DELETE":
                return None
            resource = admission.new
        if self._pattern is not None:
            return self._single(admission, overlays[0].match(resource))
        return self._alternatives(admission, [overlay.match(resource) for overlay in overlays])

    def _single(self, admission: Admission, match: Match) -> _Said:
        match match.verdict:
            case Verdict.PASS:
                return _Said(Result.PASS, f"validation rule '{self._rule}' passed.")
            case Verdict.SKIP:
                return _Said(Result.SKIP, match.message)
            case _:
                where = f"failed at path {match.path}" if match.path else f"execution error: {match.message}"
                message = self._error_message(admission, f"rule {self._rule} {where}")
                return _Said(_RESULTS[match.verdict], message, match.path or None)

    def _error_message(self, admission: Admission, detail: str) -> str:
        if not self._message:
            return f"validation error: {detail}"
        message = _substituted(admission, self._message)
        if message is None:
            return f"validation error: variables substitution error in {detail}"
        return f"validation error: {message if message.endswith('.') else message + '.'} {detail}"

    def _alternatives(self, admission: Admission, matches: list[Match]) -> _Said:
        for index, match in enumerate(matches):
            if match.verdict is Verdict.PASS:
                return _Said(Result.PASS, f"validation rule '{self._rule}' anyPattern[{index}] passed.")
        failed = [(index, match) for index, match in enumerate(matches) if match.verdict is not Verdict.SKIP]
        if not failed and matches:
            texts = [f"rule {self._rule}[{index}] skipped: {match.message}" for index, match in enumerate(matches)]
            return _Said(Result.SKIP, " ".join(texts))
        if not failed:
            return _Said(Result.PASS, self._message)
        texts = [
            f"rule {self._rule}[{index}] failed" + (f" at path {match.path}" if match.path else f": {match.message}")
            for index, match in failed
        ]
        return _Said(Result.FAIL, self._error_message(admission, " ".join(texts)), failed[0][1].path or None)

    def _evaluate_loops(self, admission: Admission) -> _Said | None:
        applied, failure = 0, ""
        for loop in self._loops:
            try:
                elements = evaluate_list(admission, loop.elements)
            except QueryError as error:
                failure = failure if "Unknown key" in str(error) else str(error)
                continue
            said, count = loop.evaluate(admission, elements)
            if said is not None:
                return said
            applied += count
        if applied:
            return _Said(Result.PASS, "rule passed")
        return _Said(Result.ERROR, f"failed to evaluate list: {failure}") if failure else None


def _given(block: dict[str, Any], key: str) -> bool:
    return isinstance(block.get(key), dict)


def _loops(block: dict[str, Any]) -> list[Any]:
    loops = block.get("foreach") or []
    return loops if isinstance(loops, list) else [loops]


def _substituted(admission: Admission, text: str) -> str | None:
    """A message with its variables; None where one of them is missing."""
    try:
        message = substitute(admission.json, text)
    except QueryError:
        return None
    return message if isinstance(message, str) else "the produced message didn't resolve to a string"


def evaluate_list(admission: Admission, query: str) -> list[Any]:
    """The elements of a loop; what is no list is its only element."""
    found = admission.json.query(query)
    return found if isinstance(found, list) else [found]


class _Patterns:
    """Patterns as templates: those without variables are compiled once."""

    def __init__(self, patterns: list[Any]) -> None:
        self._templates = [Template(pattern) for pattern in patterns]
        self._compiled = [
            Overlay(template.render(_NO_CONTEXT)) if template.static else None for template in self._templates
        ]

    def render(self, admission: Admission) -> list[Overlay]:
        pairs = zip(self._templates, self._compiled, strict=True)
        return [compiled or Overlay(template.render(admission.json)) for template, compiled in pairs]


_NO_CONTEXT: Any = None  # a static template does not look at its context


def _any_patterns(patterns: Any) -> _Patterns | None:
    if patterns is None:
        return None
    return _Patterns(patterns if isinstance(patterns, list) else [patterns])


class _Loop:
    """One foreach of a validate rule."""

    def __init__(self, each: dict[str, Any], rule: str, message: str, nesting: int) -> None:
        self.elements = str(each.get("list") or "")
        self._nesting = nesting
        self._scope = each.get("elementScope")
        self._steps = Steps(each, rule, message, nesting + 1)

    def evaluate(self, admission: Admission, elements: list[Any]) -> tuple[_Said | None, int]:
        """The first element that does not pass, or how many passed."""
        json, applied = admission.json, 0
        json.checkpoint()
        try:
            for index, element in enumerate(elements):
                if element is None:
                    continue
                json.reset()
                said = self._element(admission, element, index)
                if said is None or said.result is Result.SKIP:
                    continue
                if said.result is not Result.PASS:
                    if said.result is Result.ERROR and "failed to evaluate preconditions" in said.message:
                        continue
                    return _Said(said.result, f"validation failure: {said.message}", said.path), applied
                applied += 1
        finally:
            json.restore()
        return None, applied

    def _element(self, admission: Admission, element: Any, index: int) -> _Said | None:
        admission.json.add_element(element, index, self._nesting)
        scoped = isinstance(element, dict) if self._scope is None else bool(self._scope)
        if scoped and not isinstance(element, dict):
            return _Said(Result.ERROR, "failed to process foreach: elementScope=true needs elements that are maps")
        return self._steps.evaluate(admission.with_element(element) if scoped else admission)
