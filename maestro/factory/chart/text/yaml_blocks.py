"""The YAML that templates usually write, read line by line: nested keys and lists, with a scalar at the end of a line.

From one rendering to the next most lines stay, so that each is understood once; libyaml would build every node anew.
Owns this one form. Whatever is not certainly in it is left to the readers of all of YAML.
"""

import re
from functools import lru_cache
from typing import Any

from maestro.factory.chart.text.yaml_scalars import resolve
from maestro.factory.kubernetesyaml import plain_scalar

_LARGEST = 500_000  # characters of a document
_DEEPEST = 40
_INSIDE = r"[^\"\\]*"  # of double quotes
_WORD = r"-?[A-Za-z0-9/_](?:[A-Za-z0-9 _./@%+=,;()<>*&!?|'\"~^$\[\]{}-]|:(?! |$)|(?<! )#)*"
_ITEM = rf"(?:[A-Za-z0-9_][A-Za-z0-9_./-]*|\"{_INSIDE}\")"
_LINE = re.compile(
    r"(?P<indent> *)(?P<dash>- +)?"
    r"(?:(?P<key>[A-Za-z_][A-Za-z0-9_./-]{0,99}|\"[A-Za-z0-9_./-]{1,99}\"):(?: +|$))?"
    rf"(?:(?P<word>{_WORD})|\"(?P<double>{_INSIDE})\"|'(?P<single>[^']*)'|"
    rf"(?P<empty>\[\]|\{{\}})|\[(?P<items>{_ITEM}(?:, {_ITEM})*)\])?"
)
_IGNORED = re.compile(r" *(?:#.*)?")
_ITEMS = re.compile(_ITEM)
_OPEN = object()  # the value of a key is what stands below it
_NOTHING = object()  # a line that says nothing
Line = tuple[int, int, str | None, Any]  # indent, where a list's item begins (else 0), key, value
Filled = tuple[int, Any]  # a list or map that lines are put into, and their indent


@lru_cache(maxsize=4_096)
def block(text: str) -> dict[str, Any] | None:
    """The map that a text holds, as the tools of Kubernetes read it, where Helm reads a map without mistakes, too, and
    takes the same scalars for text, numbers, booleans and nulls; None where that is not certain. Nobody may change it.
    """
    if len(text) > _LARGEST:
        return None
    lines = [_line(line) for line in text.split("\n")]
    if None in lines:
        return None
    return _built([line for line in lines if line is not None and line[3] is not _NOTHING])


def _built(lines: list[Line]) -> dict[str, Any] | None:
    if not lines or lines[0][1]:
        return None
    root: dict[str, Any] = {}
    stack: list[Filled] = [(lines[0][0], root)]
    below: tuple[int, dict[str, Any], str] | None = None  # the key whose value may be what follows
    for indent, item, key, value in lines:
        if below is not None and (indent > below[0] or (item and indent == below[0])):
            below[1][below[2]] = made = _new(item)
            stack.append((indent, made))
        below, node = None, _filled(stack, indent, item)
        if node is None:
            return None
        if key is None:
            node.append(_fresh(value))
            continue
        if item:
            node.append(made := {})
            node = made
            stack.append((item, node))
        if key in node:
            return None
        node[key] = None if value is _OPEN else _fresh(value)
        below = (item or indent, node, key) if value is _OPEN else None
    return root


def _new(item: int) -> Any:
    return [] if item else {}


def _filled(stack: list[Filled], indent: int, item: int) -> Any:
    """The list or map that a line belongs to; None where there is none at its indent."""
    while stack[-1][0] > indent or (stack[-1][0] == indent and not item and type(stack[-1][1]) is list):
        stack.pop()
        if not stack:
            return None
    above, node = stack[-1]
    fits = above == indent and len(stack) <= _DEEPEST and (type(node) is list) == bool(item)
    return node if fits else None


def _fresh(value: Any) -> Any:
    """Lists and maps of a line are each document's own."""
    return value.copy() if type(value) in (list, dict) else value


@lru_cache(maxsize=20_000)
def _line(text: str) -> Line | None:
    """What a line says; None where it may be part of something else."""
    bare = text.rstrip(" ")
    if not bare.isprintable():  # tabs, line breaks of other kinds, what is no character
        return None
    if _IGNORED.fullmatch(bare) is not None:
        return 0, 0, None, _NOTHING
    match = _LINE.fullmatch(bare)
    if match is None or (match["dash"] is None and match["key"] is None):
        return None
    key, indent = match["key"], len(match["indent"])
    try:
        value = _value(match)
        name = key[1:-1] if key is not None and key.startswith('"') else key and _scalar(key)
    except ValueError:
        return None
    if not isinstance(name, str | None) or (name is None and (key is not None or value is _OPEN)):
        return None
    return indent, match.end("dash") if match["dash"] else 0, name, value


def _value(match: re.Match[str]) -> Any:
    """What stands at the end of a line; ValueError where readers differ."""
    if (word := match["word"]) is not None:
        return _scalar(word)
    if match["items"] is not None:
        items = _ITEMS.findall(match["items"])
        return [item[1:-1] if item.startswith('"') else _scalar(item) for item in items]
    if match["empty"] is not None:
        return [] if match["empty"] == "[]" else {}
    quoted = match["double"] if match["double"] is not None else match["single"]
    return _OPEN if quoted is None else quoted


def _scalar(text: str) -> Any:
    """A scalar without quotes, of the same kind to all readers."""
    value, helms = plain_scalar(text), resolve(text)
    numbers = type(value) in (int, float) and type(helms) in (int, float)
    if type(value) is not type(helms) and not numbers:
        raise ValueError(text)
    if numbers and float(helms) - float(helms) != 0:  # Helm knows no infinite number
        raise ValueError(text)
    return value
