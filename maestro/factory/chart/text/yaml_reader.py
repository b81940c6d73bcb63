"""YAML as Helm reads it: go-yaml's YAML 1.1, then JSON's types. Owns loading; refuses null keys and alias bombs.

Numbers become float64, as JSON makes them; keys become text; of a duplicate key the last one wins.
"""

import base64
import binascii
import re
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from maestro.factory.chart.errors import YamlError
from maestro.factory.chart.text.kinds import decoded, encoded, valid_text
from maestro.factory.chart.text.numbers import general32
from maestro.factory.chart.text.printf import go_syntax
from maestro.factory.chart.text.quoting import quote
from maestro.factory.chart.text.yaml_scalars import resolve
from maestro.factory.yamlnodes import PLAIN, STR, compose

_MAX_NODES = 4_000_000
_MAX_DEPTH = 1000  # libyaml's composer recurses in C
_NESTED_ITEMS = re.compile(rf"(?:[-?] +){{{_MAX_DEPTH}}}")
_BRACKET = re.compile(r"[\[\]{}]")
_TAGS = "tag:yaml.org,2002:"
_BAD_CHARACTER = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEW_VERSION = re.compile(r"(?:#.*\n|\s)*%YAML +(?!1\.1\s)")
_MERGE = "<<"


def load(text: str) -> Any:
    """The first document of the text, with JSON's types. Raises YamlError in go-yaml's words."""
    try:
        return _to_json(parse(text))
    except RecursionError:
        raise _depth_error() from None


def load_map(text: str) -> dict[str, Any]:
    """A document that must be a map; an empty one is an empty map."""
    value = load(text)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise YamlError(not_a_map(value, "map[string]interface {}"))
    return value


def load_list(text: str) -> list[Any] | None:
    """A document that must be a list; None where it is empty."""
    value = load(text)
    if value is not None and not isinstance(value, list):
        raise YamlError(not_a_map(value, "[]interface {}"))
    return value


def not_a_map(value: Any, target: str) -> str:
    """Go's words for a document of another kind than its target."""
    reason = f"json: cannot unmarshal {json_kind(value)} into Go value of type {target}"
    return f"error unmarshaling JSON: while decoding JSON: {reason}"


def json_kind(value: Any) -> str:
    """What JSON calls the kind of a value."""
    if isinstance(value, bool):
        return "bool"
    names = {str: "string", list: "array", dict: "object", type(None): "null"}
    return names.get(type(value), "number")


def parse(text: str) -> Any:
    """The first document with go-yaml's types: integers stay integers."""
    bad = _BAD_CHARACTER.search(text)
    if bad is not None:
        problem = _bad_bytes(text) if "\ud800" <= bad.group() <= "\udfff" else "control characters are not allowed"
        raise YamlError(f"error converting YAML to JSON: yaml: {problem}")
    if _too_deep(text):
        raise _depth_error()
    if _NEW_VERSION.match(text):
        raise YamlError("error converting YAML to JSON: yaml: found incompatible YAML document")
    try:
        node, _ = compose(text)
    except yaml.MarkedYAMLError as error:
        raise YamlError(f"error converting YAML to JSON: yaml: {_located(error, text)}") from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise YamlError(f"error converting YAML to JSON: yaml: {error}") from None
    if node is None:
        return None
    try:
        return _Builder().build(node)
    except RecursionError:
        raise _depth_error() from None


def _depth_error() -> YamlError:
    return YamlError(f"error converting YAML to JSON: yaml: exceeded depth limit of {_MAX_DEPTH}")


def _too_deep(text: str) -> bool:
    """Whether brackets or dashes may nest too deep; those in quotes count, too, which is no harm."""
    if text.count("[") + text.count("{") <= _MAX_DEPTH:
        return len(text) > _MAX_DEPTH and _NESTED_ITEMS.search(text) is not None
    depth = 0
    for match in _BRACKET.finditer(text):
        depth = depth + 1 if match.group() in "[{" else max(depth - 1, 0)
        if depth > _MAX_DEPTH:
            return True
    return _NESTED_ITEMS.search(text) is not None


def _bad_bytes(text: str) -> str:
    """Go-yaml's words for a text that is no UTF-8."""
    try:
        encoded(text).decode()
    except UnicodeDecodeError as error:
        words = {
            "invalid start byte": "invalid leading UTF-8 octet",
            "unexpected end of data": "incomplete UTF-8 octet sequence",
        }
        return words.get(error.reason, "invalid trailing UTF-8 octet")
    return "invalid UTF-8"


def _located(error: yaml.MarkedYAMLError, text: str) -> str:
    problem = str(error.problem or error.context or error)
    line = 0
    if error.problem_mark is not None and error.problem_mark.line:
        line = error.problem_mark.line + (1 if type(error).__name__ == "ScannerError" else 0)
    elif error.context_mark is not None:
        line = error.context_mark.line
    if "undefined alias" in problem:
        name = re.match(r"\*?([\w-]*)", text[error.problem_mark.index :]) if error.problem_mark else None
        return f"unknown anchor '{name.group(1) if name else ''}' referenced"
    return (f"line {line}: " if line else "") + problem


class _Builder:
    """Values of nodes. An alias gives the same node again: what it builds is counted each time."""

    def __init__(self) -> None:
        self._built = 0
        self._open: set[int] = set()

    def build(self, node: Node) -> Any:
        self._built += 1
        if self._built > _MAX_NODES:
            raise YamlError("error converting YAML to JSON: yaml: document contains excessive aliasing")
        if isinstance(node, ScalarNode):
            return _scalar(node)
        if id(node) in self._open:
            raise YamlError("error converting YAML to JSON: yaml: anchor value contains itself")
        self._open.add(id(node))
        value = self._map(node) if isinstance(node, MappingNode) else self._list(node)
        self._open.discard(id(node))
        return value

    def _list(self, node: Node) -> list[Any]:
        build = self.build
        return [build(child) for child in node.value]

    def _map(self, node: MappingNode) -> dict[Any, Any]:
        out: dict[Any, Any] = {}
        merged: list[Node] = []
        for key_node, value_node in node.value:
            if isinstance(key_node, ScalarNode) and key_node.value == _MERGE and key_node.tag == PLAIN:
                merged.append(value_node)
                continue
            key = self.build(key_node)
            if isinstance(key, dict | list):
                raise YamlError(f"error converting YAML to JSON: yaml: invalid map key: {_go_key(key)}")
            out[_TypedKey.of(key)] = self.build(value_node)
        for value_node in merged:
            self._merge(out, value_node)
        return out

    def _merge(self, out: dict[Any, Any], node: Node) -> None:
        sources = reversed(node.value) if isinstance(node, SequenceNode) else [node]
        for source in reversed(list(sources)):
            found = self.build(source)
            if not isinstance(found, dict):
                raise YamlError(
                    "error converting YAML to JSON: yaml: map merge requires map or sequence of maps as the value"
                )
            for key, value in found.items():
                out.setdefault(key, value)


def _go_key(value: Any) -> str:
    """A map or list used as a key, as Go prints it."""
    if isinstance(value, dict):
        pairs = (f"{_go_key(key if isinstance(key, str) else key[1])}:{_go_key(child)}" for key, child in value.items())
        return "map[interface {}]interface {}{" + ", ".join(sorted(pairs)) + "}"
    if isinstance(value, list):
        return "[]interface {}{" + ", ".join(map(_go_key, value)) + "}"
    return "interface {}(nil)" if value is None else go_syntax(value)


class _TypedKey:
    """Keys that Python takes for the same and Go does not: 1, 1.0 and true."""

    @staticmethod
    def of(key: Any) -> Any:
        return key if isinstance(key, str) else (type(key).__name__, key)


def _scalar(node: ScalarNode) -> Any:
    tag = node.tag
    if tag == PLAIN:
        return resolve(node.value)
    if tag == STR or not tag.startswith(_TAGS):
        return node.value
    kind = tag[len(_TAGS) :]
    if kind == "binary":
        try:
            return decoded(base64.b64decode(node.value))
        except (binascii.Error, ValueError):
            raise YamlError(
                "error converting YAML to JSON: yaml: !!binary value contains invalid base64 data"
            ) from None
    return _tagged(node.value, kind)


def _tagged(text: str, kind: str) -> Any:
    value = resolve(text)
    names: dict[type, str] = {bool: "bool", int: "int", float: "float", type(None): "null", str: "str"}
    found = names[type(value)]
    if kind == "float" and found == "int":
        return float(value)
    if kind in names.values() and kind != found:
        raise YamlError(f"error converting YAML to JSON: yaml: cannot decode !!{found} `{text}` as a !!{kind}")
    return value


def _to_json(value: Any) -> Any:
    if isinstance(value, str):
        return valid_text(value)
    if isinstance(value, dict):
        return {_key(key, child): _to_json(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_to_json(child) for child in value]
    if isinstance(value, bool) or value is None:
        return value
    number = float(value)
    if number - number != 0:
        shown = {"inf": "+Inf", "-inf": "-Inf", "nan": "NaN"}[str(number)]
        raise YamlError(f"error converting YAML to JSON: json: unsupported value: {shown}")
    return number


def _key(key: Any, value: Any) -> str:
    if isinstance(key, str):
        return valid_text(key)
    _, plain = key
    match plain:
        case None:
            shown = quote(value) if isinstance(value, str) else str(value)
            raise YamlError(
                f"error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, value: {shown}"
            )
        case bool():
            return "true" if plain else "false"
        case int():
            return str(plain)
    return general32(plain)


__all__ = ["json_kind", "load", "load_list", "load_map", "not_a_map", "parse"]
