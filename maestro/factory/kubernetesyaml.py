"""YAML as the tools of Kubernetes read it: YAML 1.1 booleans, no dates, no base-60 numbers, text keys, no duplicates.

Owns reading manifests of many documents quickly; who needs line numbers or comments reads with another reader.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import yaml

from maestro.domain.errors import UnreadableError
from maestro.factory.yamlnodes import PLAIN, STR, compose

_SEPARATOR = re.compile(r"^---(?:[ \t].*)?$", re.MULTILINE)
_INTEGER = re.compile(r"[-+]?(?:0[bB]_?[01]+(?:_?[01])*|0[xX][0-9a-fA-F_]+|0[oO]?[0-7_]+|0|[1-9][0-9_]*)")
_FLOAT = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9][0-9_]*(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_BOOLEANS = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"), False),
}
_TAG = "tag:yaml.org,2002:"
_BASES = {"0b": 2, "0x": 16, "0o": 8}
_LARGEST_INT = 1 << 64
_MOST_DIGITS = 400
_BASE_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 200
_LARGEST = 2_000_000
_UNSURE = object()
_UNUSUAL = re.compile(r"(?:^|[\s\[{,])\*\S|^(?:%|\.\.\.)", re.MULTILINE)  # an alias, directives, a document's end
_MAYBE_DEEP = re.compile(r"(?:[-?:][ \t]+){50}|^ {150}", re.MULTILINE)


class _Loader(_BASE_LOADER):  # type: ignore[misc]  # the C loader is there or not, and has no types
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's own attribute


_Loader.add_implicit_resolver(_TAG + "bool", re.compile(rf"^(?:{'|'.join(_BOOLEANS)})$"), list("yYnNtTfFoO"))
_Loader.add_implicit_resolver(_TAG + "int", re.compile(rf"^(?:{_INTEGER.pattern})$"), list("-+0123456789"))
_Loader.add_implicit_resolver(_TAG + "float", re.compile(rf"^(?:{_FLOAT.pattern})$"), list("-+0123456789."))
_Loader.add_implicit_resolver(_TAG + "null", re.compile(r"^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])
_Loader.add_implicit_resolver(_TAG + "merge", re.compile(r"^(?:<<)$"), ["<"])


def _integer(text: str) -> int | float | str:
    """As Go has it: what is beyond 64 bits is a float where it is decimal, and text where no number holds it."""
    text = text.replace("_", "").lower()
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text.removeprefix("+"))
    base = next((base for prefix, base in _BASES.items() if digits.startswith(prefix)), 0)
    if base:
        number = int(digits[2:] or "0", base)
        return sign * number if number < _LARGEST_INT else text
    if len(digits) > _MOST_DIGITS:
        return text
    number = int(digits, 8) if len(digits) > 1 and digits.startswith("0") else int(digits)
    if number < _LARGEST_INT:
        return sign * number
    try:
        return float(sign * number)
    except OverflowError:
        return text


def _decimal(text: str) -> float:
    return float(text.replace("_", "").lower().replace(".inf", "inf").replace(".nan", "nan"))


_READ: dict[str, Callable[[str], Any]] = {"bool": _BOOLEANS.__getitem__, "int": _integer, "float": _decimal}


def _constructor(read: Callable[[str], Any]) -> Callable[[Any, yaml.ScalarNode], Any]:
    return lambda loader, node: read(str(loader.construct_scalar(node)))


def _key_text(key: Any) -> str:
    match key:
        case str():
            return key
        case bool():
            return "true" if key else "false"
        case None:
            return "null"
        case int() | float():
            return str(key)
        case _:
            raise yaml.constructor.ConstructorError(None, None, "expected a scalar as the key of a map")


def _construct_map(loader: Any, node: yaml.MappingNode) -> dict[str, Any]:
    merged = any(key.tag == _TAG + "merge" for key, _ in node.value)
    own = len(node.value) if not merged else None
    if merged:
        loader.flatten_mapping(node)
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = _key_text(loader.construct_object(key_node, deep=True))
        if key in result and own is not None:
            problem = f"found the key {key!r} twice in one map"
            raise yaml.constructor.ConstructorError(None, None, problem, key_node.start_mark)
        result[key] = loader.construct_object(value_node, deep=True)
    return result


for _name, _read in _READ.items():
    _Loader.add_constructor(_TAG + _name, _constructor(_read))
_Loader.add_constructor(_TAG + "map", _construct_map)
_Loader.add_constructor(_TAG + "timestamp", lambda loader, node: loader.construct_scalar(node))


def parse_one(text: str, source: str = "YAML text") -> Any:
    """One document; raises UnreadableError."""
    try:
        if _MAYBE_DEEP.search(text) or text.count("[") + text.count("{") > _DEEPEST:
            _check_depth(text)
        document = _quick(text)
        if document is _UNSURE:
            document = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader with other scalars
        if "*" in text and "&" in text:
            _check_size(document)
    except (yaml.YAMLError, ValueError) as error:
        raise UnreadableError(f"{source}: expected YAML, found: {_problem(error)}", path=source) from error
    return document


def _quick(text: str) -> Any:
    """One document of plain nodes; unsure where there are types, aliases, merges, other documents or mistakes."""
    if _UNUSUAL.search(text):
        return _UNSURE
    try:
        node, alone = compose(text)
        return _value(node) if alone else _UNSURE
    except (yaml.YAMLError, ValueError, RecursionError):
        return _UNSURE


def _value(node: Any) -> Any:
    """What a node stands for; ValueError where that is the loader's to say."""
    if isinstance(node, yaml.ScalarNode) and node.tag in (PLAIN, STR):
        return plain_scalar(node.value) if node.tag == PLAIN else node.value
    if isinstance(node, yaml.MappingNode) and node.tag == PLAIN:
        found = {_key_text(_value(key)): _value(value) for key, value in node.value}
        if len(found) == len(node.value):
            return found
    elif isinstance(node, yaml.SequenceNode) and node.tag == PLAIN:
        return [_value(child) for child in node.value]
    elif node is None:
        return None
    raise ValueError("not plain")


@lru_cache(maxsize=4096)
def plain_scalar(text: str) -> Any:
    """A scalar without quotes, by the first of the loader's patterns that it fits."""
    for tag, pattern in _Loader.yaml_implicit_resolvers.get(text[:1], ()):
        if pattern.match(text):
            name = tag.removeprefix(_TAG)
            if name == "merge":
                raise ValueError("a merge")
            return None if name == "null" else _READ[name](text)
    return text


def _check_depth(text: str) -> None:
    """Building nested nodes uses the machine's stack, going through the events of the text does not."""
    depth = 0
    for event in yaml.parse(text, Loader=_BASE_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                raise ValueError(f"nesting deeper than {_DEEPEST} levels")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _check_size(document: Any) -> None:
    """Aliases may stand for far more than the text shows."""
    sizes: dict[int, int] = {}

    def size(value: Any) -> int:
        if not isinstance(value, dict | list):
            return 1
        if id(value) not in sizes:
            sizes[id(value)] = _LARGEST  # whatever contains itself has no end
            sizes[id(value)] = 1 + sum(map(size, value.values() if isinstance(value, dict) else value))
        return sizes[id(value)]

    if size(document) >= _LARGEST:
        raise ValueError(f"aliases that stand for more than {_LARGEST} values")


def _problem(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    text = getattr(error, "problem", None) or str(error).splitlines()[0]
    return f"{text} (line {mark.line + 1}, column {mark.column + 1})" if mark else str(text)


def split_documents(text: str) -> Iterator[str]:
    """The documents of a stream; those that hold nothing but comments are left out."""
    for part in _SEPARATOR.split(text.replace("\r\n", "\n")):
        if any(line.strip() and not line.lstrip().startswith("#") for line in part.split("\n")):
            yield part


def parse_documents(text: str, source: str = "YAML text") -> list[dict[str, Any]]:
    """The documents of a stream that are maps; raises UnreadableError."""
    documents = (parse_one(part, source) for part in split_documents(text))
    return [document for document in documents if isinstance(document, dict)]
