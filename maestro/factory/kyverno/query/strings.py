"""Kyverno's functions on text: cases, replacement, regular expressions (RE2), patterns, encodings, images."""

import base64
import binascii
from functools import lru_cache
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import re2

from maestro.factory.kyverno.query.arguments import Functions, signature, type_error
from maestro.factory.kyverno.query.errors import QueryError
from maestro.factory.kyverno.query.outside import Outside
from maestro.factory.kyverno.query.randomness import generate
from maestro.factory.kyverno.values import wildcard
from maestro.factory.kyverno.values.golang import format_single
from maestro.factory.kyverno.values.images import parse_image
from maestro.factory.kyverno.values.semver import ZERO, parse_range, parse_version


def text_of(value: Any) -> str | None:
    """What Kyverno takes for text: strings, numbers (as float32) and booleans."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case float():
            return format_single(value)
        case int():
            return str(value)
        case _:
            return None


def _text(name: str, arguments: list[Any], index: int) -> str:
    text = text_of(arguments[index])
    if text is None:
        raise type_error(name, index + 1, "String or Real")
    return text


@lru_cache(maxsize=1024)
def regular_expression(pattern: str) -> Any:
    """A compiled RE2 pattern; raises QueryError where it is none."""
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        raise QueryError(f"error parsing regexp: {error} in {pattern!r}") from error


def _compare(arguments: list[Any], _outside: Outside) -> Any:
    left, right = arguments[0].encode(), arguments[1].encode()
    return (left > right) - (left < right)


def _replace(arguments: list[Any], _outside: Outside) -> Any:
    text, old, new, count = arguments
    return text.replace(old, new, int(count) if count >= 0 else -1)


@lru_cache(maxsize=1024)
def _template(replacement: str) -> tuple[str | int, ...]:
    """Go's `$1`, `${1}`, `$name` and `$$` in a replacement; group names stay text, numbers are groups."""
    parts: list[str | int] = []
    position = 0
    for match in re2.finditer(r"\$(?:\$|\{([0-9A-Za-z_]+)\}|([0-9A-Za-z_]+))", replacement):
        parts.append(replacement[position : match.start()])
        name = match.group(1) or match.group(2)
        parts.append("$" if name is None else int(name) if name.isdigit() else f"\0{name}")
        position = match.end()
    parts.append(replacement[position:])
    return tuple(parts)


def _expand(match: Any, template: tuple[str | int, ...]) -> str:
    groups: dict[str, str] = match.groupdict()
    out = []
    for part in template:
        if isinstance(part, int):
            out.append((match.group(part) or "") if part <= match.re.groups else "")
        else:
            out.append((groups.get(part[1:]) or "") if part.startswith("\0") else part)
    return "".join(out)


def _regex_replace_all(arguments: list[Any], _outside: Outside) -> Any:
    source, replacement = _text("regex_replace_all", arguments, 1), _text("regex_replace_all", arguments, 2)
    template = _template(replacement)
    return regular_expression(arguments[0]).sub(lambda match: _expand(match, template), source)


def _regex_replace_all_literal(arguments: list[Any], _outside: Outside) -> Any:
    name = "regex_replace_all_literal"
    source, replacement = _text(name, arguments, 1), _text(name, arguments, 2)
    return regular_expression(arguments[0]).sub(lambda _match: replacement, source)


def _regex_match(arguments: list[Any], _outside: Outside) -> Any:
    return regular_expression(arguments[0]).search(_text("regex_match", arguments, 1)) is not None


def _pattern_match(arguments: list[Any], _outside: Outside) -> Any:
    return wildcard.matches(arguments[0], _text("pattern_match", arguments, 1))


def _to_boolean(arguments: list[Any], _outside: Outside) -> Any:
    found = {"true": True, "false": False}.get(arguments[0].lower())
    if found is None:
        raise QueryError(f"to_boolean: expected 'true' or 'false', found {arguments[0]!r}")
    return found


def _base64_decode(arguments: list[Any], _outside: Outside) -> Any:
    text = arguments[0].replace("\r", "").replace("\n", "")
    try:
        return base64.b64decode(text, validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError) as error:
        raise QueryError(f"illegal base64 data: {error}") from error


def _path_canonicalize(arguments: list[Any], _outside: Outside) -> Any:
    path: str = arguments[0]
    parts: list[str] = []
    rooted = path.startswith("/")
    for part in path.split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in {"", "."} and not (part == ".." and rooted):
            parts.append(part)
    root = "/" if rooted else ""
    return (root + "/".join(parts)) or ("." if path else "")


def _truncate(arguments: list[Any], _outside: Outside) -> Any:
    return arguments[0][: max(0, int(arguments[1]))]


def _semver_compare(arguments: list[Any], _outside: Outside) -> Any:
    try:
        return parse_range(arguments[1]).admits(parse_version(arguments[0]) or ZERO)
    except ValueError as error:
        raise QueryError(f"semver_compare: {error}") from error


def _image_normalize(arguments: list[Any], _outside: Outside) -> Any:
    try:
        return str(parse_image(arguments[0]))
    except ValueError as error:
        raise QueryError(f"JMESPath function 'image_normalize': {error}") from error


def _is_external_url(arguments: list[Any], _outside: Outside) -> Any:
    try:
        host = urlsplit(arguments[0]).hostname or ""
        address = ip_address(host)
    except ValueError as error:
        raise QueryError("is_external_url: host names are not looked up offline, only addresses are judged") from error
    return not (address.is_loopback or _is_private(str(address), address.version))


def _is_private(address: str, version: int) -> bool:
    """The private ranges proper (RFC 1918 and unique local), which is less than `ipaddress` calls private."""
    number = ip_address(address)
    blocks = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16") if version == 4 else ("fc00::/7",)
    return any(number in _network(block) for block in blocks)


@lru_cache(maxsize=8)
def _network(block: str) -> Any:
    from ipaddress import ip_network

    return ip_network(block)


FUNCTIONS: Functions = {
    "base64_decode": signature("string", _base64_decode),
    "base64_encode": signature("string", lambda a, _: base64.b64encode(a[0].encode()).decode()),
    "compare": signature("string string", _compare),
    "equal_fold": signature("string string", lambda a, _: a[0].casefold() == a[1].casefold()),
    "image_normalize": signature("string", _image_normalize),
    "is_external_url": signature("string", _is_external_url),
    "path_canonicalize": signature("string", _path_canonicalize),
    "pattern_match": signature("string string|number", _pattern_match),
    "random": signature("string", lambda a, outside: generate(a[0], outside.random_below)),
    "regex_match": signature("string string|number", _regex_match),
    "regex_replace_all": signature("string string|number string|number", _regex_replace_all),
    "regex_replace_all_literal": signature("string string|number string|number", _regex_replace_all_literal),
    "replace": signature("string string string number", _replace),
    "replace_all": signature("string string string", lambda a, _: a[0].replace(a[1], a[2])),
    "semver_compare": signature("string string", _semver_compare),
    "split": signature("string string", lambda a, _: a[0].split(a[1]) if a[1] else list(a[0])),
    "to_boolean": signature("string", _to_boolean),
    "to_lower": signature("string", lambda a, _: a[0].lower()),
    "to_upper": signature("string", lambda a, _: a[0].upper()),
    "trim": signature("string string", lambda a, _: a[0].strip(a[1]) if a[1] else a[0]),
    "trim_prefix": signature("string string", lambda a, _: a[0].removeprefix(a[1])),
    "truncate": signature("string number", _truncate),
}
