"""The YAML templates of GeneratingPolicy: documents whose `(( expression ))` placeholders are filled.

A placeholder that is a whole value is replaced by whatever it evaluates to; within text it must be a scalar.
"""

from collections.abc import Callable, Mapping
from typing import Any

from maestro.factory.kyverno.cel.expressions import AnyProgram, Expressions, Variables
from maestro.factory.kyverno.cel.lang.errors import CompileError, EvalError
from maestro.factory.kyverno.cel.libs.formatting import text_of
from maestro.factory.kyverno.cel.libs.plain import to_plain
from maestro.factory.kyverno.model import Document

Render = Callable[[Variables], Any]
Segment = str | AnyProgram
_OPEN, _CLOSE, _ESCAPED = "((", "))", "\\(("
_LARGEST = 1024 * 1024


def compile_template(template: Mapping[str, Any], expressions: Expressions) -> tuple[Render, ...]:
    """One render for each document of the template."""
    text = str(template.get("value") or "")
    if len(text) > _LARGEST:
        raise CompileError(f"the template has {len(text)} characters; at most {_LARGEST} are read")
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        documents = [document for document in YAML(typ="safe", pure=True).load_all(text) if document is not None]
    except YAMLError as error:
        raise CompileError(f"failed to parse the template's YAML: {str(error).splitlines()[0]}") from None
    if not documents:
        raise CompileError("template must contain at least one YAML document")
    interpolate = template.get("interpolate") == "cel"
    for document in documents:
        if not (isinstance(document, dict) or (interpolate and _is_placeholder(document))):
            raise CompileError("each document of a template must be a mapping describing a resource")
    return tuple(_compile_node(document, expressions if interpolate else None) for document in documents)


def render(template: tuple[Render, ...], variables: Variables) -> list[Document]:
    """The resources that a template gives."""
    rendered = [document(variables) for document in template]
    if not all(isinstance(document, dict) for document in rendered):
        raise EvalError("failed to render generation template: expected a mapping describing a resource")
    return rendered


def _is_placeholder(document: Any) -> bool:
    return isinstance(document, str) and document.startswith(_OPEN) and document.endswith(_CLOSE)


def _compile_node(node: Any, expressions: Expressions | None) -> Render:
    if expressions is None:
        return lambda _variables: node
    if isinstance(node, dict):
        if any(_OPEN in str(key) for key in node):
            raise CompileError("placeholders are not supported in mapping keys")
        fields = {str(key): _compile_node(value, expressions) for key, value in node.items()}
        return lambda variables: {key: value(variables) for key, value in fields.items()}
    if isinstance(node, list):
        items = [_compile_node(item, expressions) for item in node]
        return lambda variables: [item(variables) for item in items]
    if isinstance(node, str) and _OPEN in node:
        return _compile_text(_segments(node, expressions))
    return lambda _variables: node


def _compile_text(segments: list[Segment]) -> Render:
    if len(segments) == 1 and not isinstance(segments[0], str):
        whole = segments[0]
        return lambda variables: to_plain(whole.evaluate(variables))
    return lambda variables: "".join(_scalar(segment, variables) for segment in segments)


def _scalar(segment: Segment, variables: Variables) -> str:
    if isinstance(segment, str):
        return segment
    value = segment.evaluate(variables)
    plain = to_plain(value)
    if plain is None or isinstance(plain, (list, dict)):
        raise EvalError("a placeholder embedded in a string must evaluate to a scalar")
    return text_of(value) if isinstance(value, float) else text_of(plain)


def _segments(text: str, expressions: Expressions) -> list[Segment]:
    segments: list[Segment] = []
    literal, at = "", 0
    while at < len(text):
        if text.startswith(_ESCAPED, at):
            literal, at = literal + _OPEN, at + len(_ESCAPED)
        elif text.startswith(_OPEN, at):
            end = _placeholder_end(text, at)
            segments += [literal] if literal else []
            segments.append(expressions.compile(text[at + len(_OPEN) : end]))
            literal, at = "", end + len(_CLOSE)
        else:
            literal, at = literal + text[at], at + 1
    return [*segments, literal] if literal or not segments else segments


def _placeholder_end(text: str, start: int) -> int:
    depth, quote, at = 0, "", start + len(_OPEN)
    while at < len(text):
        char = text[at]
        if quote:
            at += 1 if char == "\\" else 0
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char == "(":
            depth += 1
        elif char == ")" and depth:
            depth -= 1
        elif text.startswith(_CLOSE, at):
            return at
        elif char == ")":
            raise CompileError(f"unbalanced parenthesis in the placeholder at offset {start}")
        at += 1
    raise CompileError(f"unterminated placeholder at offset {start}: missing closing '))'")
