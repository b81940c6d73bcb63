"""Regular expressions with RE2's grammar, on bytes as Go has them. The only door to the library of that name."""

import re
from functools import lru_cache
from typing import Any

import re2

from maestro.factory.chart.errors import GoError
from maestro.factory.chart.functions.bounds import bounded
from maestro.factory.chart.template.signature import Family, functions
from maestro.factory.chart.text.kinds import NilStrList, StrList, decoded, encoded

_TEMPLATE = re.compile(rb"\$(?:(\$)|\{(\w+)\}|(\w+))")
_META = frozenset(r"\.+*?()|[]{}^$")
_QUIET = re2.Options()
_QUIET.log_errors = False


@lru_cache(maxsize=512)
def compiled(pattern: str) -> Any:
    """The expression. Raises GoError where it is none."""
    try:
        return re2.compile(encoded(pattern), _QUIET)
    except re2.error as error:
        raise GoError(_problem(pattern, error)) from None


def _problem(pattern: str, error: Exception) -> str:
    raw = error.args[0] if error.args else b""
    text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw)
    reason, _, found = text.partition(": ")
    reason = {
        "no argument for repetition operator": "missing argument to repetition operator",
        "invalid perl operator": "invalid or unsupported Perl syntax",
        "invalid repetition size": "invalid repeat count",
        "bad repetition operator": "invalid nested repetition operator",
        "invalid character class range": "invalid character class range",
        "trailing \\": "trailing backslash at end of expression",
        "invalid named capture group": "invalid named capture",
    }.get(reason, reason)
    if reason == "missing )":
        reason, found = "missing closing )", pattern
    if reason.startswith("trailing backslash"):
        return f"error parsing regexp: {reason}: ``"
    if reason == "missing ]":
        reason = "missing closing ]"
    return f"error parsing regexp: {reason}: `{found or pattern}`"


def _match(pattern: str, text: str) -> bool:
    try:
        return _must_match(pattern, text)
    except GoError:
        return False


def _must_match(pattern: str, text: str) -> bool:
    return compiled(pattern).search(encoded(text)) is not None


def _spans(pattern: str, data: bytes) -> list[Any]:
    """All matches; like Go's, an empty one next to the end of the match before does not count."""
    out: list[Any] = []
    expression = compiled(pattern)
    at, last_end = 0, -1
    while at <= len(data):
        match = expression.search(data, at)
        if match is None:
            break
        start, end = match.span()
        accepted = True
        if end == start:
            accepted = start != last_end
            at = end + _width(data, end)
        else:
            at = end
        last_end = end
        if accepted:
            out.append(match)
    return out


def _width(data: bytes, at: int) -> int:
    """How many bytes the character at a place has."""
    first = data[at] if at < len(data) else 0
    return 1 if first < 0xC0 else 2 if first < 0xE0 else 3 if first < 0xF0 else 4


def _find_all(pattern: str, text: str, count: int) -> StrList:
    found = [decoded(match.group()) for match in _spans(pattern, encoded(text))]
    kept = found if count < 0 else found[:count]
    return StrList(kept) if kept else NilStrList()


def _find(pattern: str, text: str) -> str:
    match = compiled(pattern).search(encoded(text))
    return decoded(match.group()) if match else ""


def _replaced(pattern: str, text: str, expand: Any) -> str:
    data = encoded(text)
    out = bytearray()
    at = 0
    for match in _spans(pattern, data):
        out += data[at : match.start()] + expand(match)
        bounded(len(out))
        at = match.end()
    return decoded(bytes(out + data[at:]))


def _replace_all(pattern: str, text: str, replacement: str) -> str:
    template = encoded(replacement)
    names = compiled(pattern).groupindex

    def expand(match: Any) -> bytes:
        return _TEMPLATE.sub(lambda reference: _group(match, names, reference), template)

    return _replaced(pattern, text, expand if b"$" in template else lambda _match: template)


def _group(match: Any, names: Any, reference: re.Match[bytes]) -> bytes:
    dollar, braced, bare = reference.groups()
    if dollar:
        return b"$"
    name = (braced or bare).decode()
    if name.isdigit():
        number = int(name)
        return (match.group(number) or b"") if number <= len(match.groups()) else b""
    for key in (name, name.encode()):
        if key in names:
            return match.group(names[key]) or b""
    return b""


def _replace_literal(pattern: str, text: str, replacement: str) -> str:
    return _replaced(pattern, text, lambda _match: encoded(replacement))


def _split(pattern: str, text: str, count: int) -> StrList:
    if count == 0:
        compiled(pattern)
        return NilStrList()
    data = encoded(text)
    if pattern and not data:
        return StrList([""])
    out: list[str] = []
    begin = end = 0
    for match in _spans(pattern, data):
        if 0 < count == len(out) + 1:
            break
        end = match.start()
        if match.end() != 0:
            out.append(decoded(data[begin:end]))
        begin = match.end()
    if end != len(data):
        out.append(decoded(data[begin:]))
    return StrList(out)


def _quote_meta(text: str) -> str:
    return "".join("\\" + char if char in _META else char for char in text)


REGEX = functions(
    Family.REGEX,
    ("regexMatch", _match, "string string"),
    ("mustRegexMatch", _must_match, "string string"),
    *(
        (name, body, signature)
        for plain, body, signature in (
            ("FindAll", _find_all, "string string int"),
            ("Find", _find, "string string"),
            ("ReplaceAll", _replace_all, "string string string"),
            ("ReplaceAllLiteral", _replace_literal, "string string string"),
            ("Split", _split, "string string int"),
        )
        for name in (f"regex{plain}", f"mustRegex{plain}")
    ),
    ("regexQuoteMeta", _quote_meta, "string"),
)
