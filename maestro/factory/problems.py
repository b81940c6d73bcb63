"""What the validator's errors mean, in words that name path, found and expected."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from maestro.domain.checked import Problem, ProblemKind
from maestro.domain.handoff import one_line
from maestro.domain.json import canonical, get
from maestro.factory import hints, resolve

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError


class Teller:
    """Turns errors into problems; it knows the schema, to say why a condition asks for something."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        """Keep the schema's root."""
        self._root = schema

    def problems(self, error: "ValidationError", request: Mapping[str, Any]) -> Iterator[Problem]:
        """Each place of the request that the error speaks of."""
        path = ".".join(str(p) for p in error.absolute_path)
        match str(error.validator):
            case "required":
                yield from self._required(error, path)
            case "anyOf" | "oneOf":
                yield from self._choice(error, path, request)
            case "additionalProperties" | "unevaluatedProperties":
                yield from _unknown(error, path)
            case "dependentRequired" | "dependencies":
                yield Problem(ProblemKind.MISSING, path, one_line(error.message))
            case "None" | "not" if names := self._unwanted(error, get(request, path)):
                for where in (f"{path}.{name}" if path else name for name in names):
                    told = f"{where} must not be there{self._because(error)}"
                    yield Problem(ProblemKind.FORBIDDEN, where, told, conditional=_conditional(error))
            case "None" | "not" | "maxProperties":
                yield Problem(
                    ProblemKind.FORBIDDEN, path, f"{path or 'the request'} must not be there{self._because(error)}"
                )
            case _:
                yield self._invalid(error, path)

    def _required(self, error: "ValidationError", path: str) -> Iterator[Problem]:
        present = error.instance if isinstance(error.instance, Mapping) else {}
        for name in _sequence(error.validator_value):
            if name not in present:
                where = f"{path}.{name}" if path else str(name)
                yield Problem(
                    ProblemKind.MISSING, where, f"{where} is missing{self._because(error)}", because=self._reason(error)
                )

    def _choice(self, error: "ValidationError", path: str, request: Mapping[str, Any]) -> Iterator[Problem]:
        """A choice of requirements; else the errors of the branch that comes closest."""
        branches = [b for b in _sequence(error.validator_value) if isinstance(b, Mapping)]
        names = [b["required"][0] for b in branches if set(b) == {"required"} and len(b["required"]) == 1]
        if error.context and len(names) == len(branches):
            options = tuple(f"{path}.{n}" if path else str(n) for n in names)
            yield Problem(ProblemKind.CHOICE, path, f"{path} needs at least one of {listed(names)}", options)
            return
        if not error.context:
            yield Problem(ProblemKind.INVALID, path, f"{path or 'the request'} fits more than one of its alternatives")
            return
        groups: dict[int, list[ValidationError]] = {}
        for inner in error.context:
            groups.setdefault(int(inner.relative_schema_path[0]), []).append(inner)
        for inner in min(groups.values(), key=_distance):
            yield from self.problems(inner, request)

    def _invalid(self, error: "ValidationError", path: str) -> Problem:
        rule = error.validator_value
        options = tuple(_sequence(rule)) if error.validator == "enum" else (rule,) if error.validator == "const" else ()
        found = f"{path or 'the request'} is {shown(error.instance)}"
        message = f"{found}; expected {_expected(error)}{self._because(error)}"
        return Problem(ProblemKind.INVALID, path, message, options, self._reason(error), _conditional(error))

    def _unwanted(self, error: "ValidationError", found: Any) -> tuple[str, ...]:
        """The properties that `not: {required: [...]}` or a schema of false forbids; the validator leaves them out."""
        rule: Any = error.validator_value
        if error.validator == "not":
            alone = isinstance(rule, Mapping) and set(rule) == {"required"}
            return tuple(str(name) for name in rule["required"]) if alone else ()
        node = self._at(error)[0]
        if not isinstance(node, Mapping) or not isinstance(found, Mapping):
            return ()
        return tuple(str(name) for name, schema in node.items() if schema is False and name in found)

    def _because(self, error: "ValidationError") -> str:
        reason = self._reason(error)
        return f" ({reason.rstrip('.')})" if reason else ""

    def _reason(self, error: "ValidationError") -> str:
        """The description of the innermost condition that the error stands under."""
        return self._at(error)[1]

    def _at(self, error: "ValidationError") -> tuple[Any, str]:
        """The schema node where the error arose, and the reason of the innermost condition around it.

        What the whole schema says of itself is no reason; what a condition says of the place that it narrows is one.
        """
        node: Any = self._root
        reason, conditional = "", False
        for step in error.absolute_schema_path:
            if step in ("then", "else") and isinstance(node, Mapping) and "if" in node:
                conditional = True
                reason = (_text_of(node) if node is not self._root else "") or reason
            elif conditional and isinstance(node, Mapping):
                reason = hints.text(node.get("description")) or reason
            if step == "$ref" and isinstance(node, Mapping):
                node = resolve.pointer(self._root, str(node.get("$ref")))
                continue
            if isinstance(node, Mapping):
                node = node.get(str(step), {})
            elif isinstance(node, list) and isinstance(step, int) and step < len(node):
                node = node[step]
        return node, reason


def _conditional(error: "ValidationError") -> bool:
    """Whether the error stands under a condition."""
    return any(step in ("then", "else", "dependentSchemas") for step in error.absolute_schema_path)


def _text_of(node: Mapping[str, Any]) -> str:
    texts = (hints.text(node.get(key)) for key in ("description", "$comment", "title"))
    return next((text for text in texts if text), "")


def _distance(errors: "Sequence[ValidationError]") -> tuple[bool, int]:
    """Branches whose type or constant does not fit at all come last."""
    return any(e.validator in ("type", "const") for e in errors), len(errors)


def _unknown(error: "ValidationError", path: str) -> Iterator[Problem]:
    known = error.schema.get("properties", {}) if isinstance(error.schema, Mapping) else {}
    present = error.instance if isinstance(error.instance, Mapping) else {}
    for name in present:
        if name not in known:
            where = f"{path}.{name}" if path else str(name)
            tail = f"; expected one of {listed(list(known))}" if known else ""
            yield Problem(ProblemKind.FORBIDDEN, where, f"{one_line(where)} is not known here{tail}")


def _expected(error: "ValidationError") -> str:
    rule: Any = error.validator_value
    match str(error.validator):
        case "type":
            return f"a value of type {rule if isinstance(rule, str) else listed(rule)}"
        case "enum":
            return listed(rule)
        case "const":
            return listed([rule])
        case "pattern":
            return f"a text that matches {rule}{_example(error)}"
        case "format":
            return f"a text in the format {rule}{_example(error)}"
        case "uniqueItems":
            return "each entry once"
        case "contains":
            return f"an entry that fits {one_line(canonical(rule), 80)}"
        case keyword if keyword in _BOUNDS:
            return _BOUNDS[keyword].format(rule)
        case _:
            return one_line(error.message, 160)


_BOUNDS = {
    "minimum": "at least {}",
    "maximum": "at most {}",
    "exclusiveMinimum": "more than {}",
    "exclusiveMaximum": "less than {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {} entries",
    "maxItems": "at most {} entries",
    "multipleOf": "a multiple of {}",
}


def _example(error: "ValidationError") -> str:
    examples = error.schema.get("examples") if isinstance(error.schema, Mapping) else None
    return f", such as {examples[0]}" if isinstance(examples, list) and examples else ""


def _sequence(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def shown(value: Any) -> str:
    """A value as a message shows it: short, one line, texts in quotes."""
    return one_line(canonical(value), 80)


def listed(values: Sequence[Any]) -> str:
    """`a, b or c`, cut after twenty."""
    texts = [str(v) if not isinstance(v, bool) else str(v).lower() for v in values]
    if len(texts) > 20:
        texts = [*texts[:20], f"{len(texts) - 20} more"]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} or {texts[-1]}" if texts else "nothing"
