"""Functions on text. Owns trimming, cutting, joining and wrapping; what is counted is bytes, as in Go."""

import secrets
import string
from typing import Any

from maestro.factory.chart.errors import GoError
from maestro.factory.chart.functions.bounds import bounded, few, sized
from maestro.factory.chart.functions.casts import to_text
from maestro.factory.chart.functions.wordcase import camel, kebab, snake, swap_case, title
from maestro.factory.chart.template.signature import Family, functions
from maestro.factory.chart.text.kinds import StrList, StrMap, decoded, encoded
from maestro.factory.chart.text.printing import show
from maestro.factory.chart.text.quoting import quote

_GO_SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_LATIN_SPACE = frozenset(b"\t\n\v\f\r \x85\xa0")
_ASCII = "".join(map(chr, range(32, 127)))


def _quote(*values: Any) -> str:
    return " ".join(quote(to_text(value)) for value in values if value is not None)


def _squote(*values: Any) -> str:
    return " ".join(f"'{show(value)}'" for value in values if value is not None)


def _repeat(count: int, text: str) -> str:
    if count < 0:
        raise GoError("strings: negative Repeat count")
    bounded(count * len(text))
    return text * count


def _trunc(size: int, text: str) -> str:
    if text.isascii():
        if size < 0:
            return text[size:] if len(text) + size > 0 else text
        return text[:size]
    data = encoded(text)
    if size < 0:
        return decoded(data[size:]) if len(data) + size > 0 else text
    return decoded(data[:size])


def _sliced(data: bytes, start: int, end: int) -> str:
    if end > len(data):
        raise GoError(f"runtime error: slice bounds out of range [:{end}] with length {len(data)}")
    if not 0 <= start <= end:
        raise GoError(f"runtime error: slice bounds out of range [{start}:{end}]")
    return decoded(data[start:end])


def _substr(start: int, end: int, text: str) -> str:
    data = encoded(text)
    if start < 0:
        if end < 0:
            raise GoError(f"runtime error: slice bounds out of range [:{end}]")
        return _sliced(data, 0, end)
    if end < 0 or end > len(data):
        if start > len(data):
            raise GoError(f"runtime error: slice bounds out of range [{start}:{len(data)}]")
        return decoded(data[start:])
    return _sliced(data, start, end)


def _indent(spaces: int, text: str) -> str:
    if spaces < 0:
        raise GoError("strings: negative Repeat count")
    pad = " " * bounded(spaces)
    bounded(len(text) + spaces * (text.count("\n") + 1))
    return pad + text.replace("\n", "\n" + pad)


def _nindent(spaces: int, text: str) -> str:
    return "\n" + _indent(spaces, text)


def _replace(old: str, new: str, text: str) -> str:
    if old:
        bounded(len(text) + text.count(old) * max(len(new) - len(old), 0))
        return text.replace(old, new)
    bounded(len(text) * (len(new) + 1))
    return new + "".join(char + new for char in text)


def texts(value: Any) -> list[str]:
    """The operand as a list of texts; nil elements are left out."""
    if isinstance(value, list | bytes):
        return [to_text(item) for item in value if item is not None]
    return [] if value is None else [to_text(value)]


def _join(separator: str, value: Any) -> str:
    found = texts(value)
    bounded(len(separator) * len(found))
    return separator.join(found)


def split_text(separator: str, text: str, count: int = -1) -> list[str]:
    """Go's SplitN: an empty separator gives the characters."""
    if count == 0:
        return []
    few(text.count(separator) if separator else len(text))
    if separator:
        return text.split(separator, count - 1 if count > 0 else -1)
    if 0 < count < len(text):
        return [*text[: count - 1], text[count - 1 :]]
    return list(text)


def _numbered(parts: list[str]) -> StrMap:
    return StrMap((f"_{number}", part) for number, part in enumerate(parts))


def _nospace(text: str) -> str:
    data = encoded(text)
    kept = [byte for byte in data if byte not in _LATIN_SPACE]
    return text if len(kept) == len(data) else "".join(map(chr, kept))


def _initials(text: str) -> str:
    out = ""
    gap = True
    for byte in encoded(text):
        if byte in _LATIN_SPACE:
            gap = True
        elif gap:
            out += chr(byte)
            gap = False
    return out


def _untitle(text: str) -> str:
    out: list[str] = []
    start = True
    for char in text:
        out.append(char.lower() if start and char not in _GO_SPACE else char)
        start = char in _GO_SPACE
    return "".join(out)


def _abbrev(width: int, text: str) -> str:
    return text if width < 4 else _abbreviated(encoded(text), 0, width)


def _abbrevboth(left: int, right: int, text: str) -> str:
    if right < 4 or (left > 0 and right < 7):
        return text
    return _abbreviated(encoded(text), left, right)


def _abbreviated(data: bytes, offset: int, width: int) -> str:
    if len(data) <= width:
        return decoded(data)
    offset = min(offset, len(data))
    if len(data) - offset < width - 3:
        offset = len(data) - (width - 3)
    if offset <= 4:
        return decoded(data[: width - 3]) + "..."
    if width < 7:
        return ""
    if offset + width - 3 < len(data):
        inner = width - 3
        return "..." + (_abbreviated(data[offset:], 0, inner) if inner >= 4 else "")
    return "..." + decoded(data[len(data) - (width - 3) :])


def _wrapped(text: str, width: int, separator: str, *, cut_words: bool) -> str:
    data = encoded(text)
    width = max(width, 1)
    line_end = encoded(separator or "\n")
    out = bytearray()
    at = 0
    while len(data) - at > width:
        if data[at] == 32:
            at += 1
            continue
        space = data.rfind(b" ", at, at + width + 1)
        if space < 0 and cut_words:
            out += data[at : at + width] + line_end
            at += width
            continue
        if space < 0:
            space = data.find(b" ", at + width)
        if space < 0:
            out += data[at:]
            at = len(data)
            break
        out += data[at:space] + line_end
        at = space + 1
    return decoded(bytes(out + data[at:]))


def _random(alphabet: str, count: int) -> str:
    if count <= 0:
        return ""
    return "".join(secrets.choice(alphabet) for _ in range(bounded(count)))


def _shuffle(text: str) -> str:
    chars = list(text)
    secrets.SystemRandom().shuffle(chars)
    return "".join(chars)


def _cat(*values: Any) -> str:
    return " ".join(show(value) for value in values if value is not None)


def _trim_suffix(suffix: str, text: str) -> str:
    return text.removesuffix(suffix)


def _upper(text: str) -> str:
    # Go maps letter by letter: what becomes two letters stays as it is
    return text.upper() if text.isascii() else "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


def _lower(text: str) -> str:
    return (
        text.lower()
        if text.isascii()
        else "".join(c.lower() if len(c.lower()) == 1 else c[:1].lower()[:1] for c in text)
    )


_ALNUM = string.ascii_letters + string.digits
STRINGS = functions(
    Family.STRINGS,
    ("hello", lambda: "Hello!", ""),
    ("abbrev", _abbrev, "int string"),
    ("abbrevboth", _abbrevboth, "int int string"),
    ("trunc", _trunc, "int string"),
    ("trim", lambda text: text.strip(_GO_SPACE), "string"),
    ("upper", _upper, "string"),
    ("lower", _lower, "string"),
    ("title", title, "string"),
    ("untitle", _untitle, "string"),
    ("substr", _substr, "int int string"),
    ("repeat", _repeat, "int string"),
    ("trimall", lambda cut, text: text.strip(cut) if cut else text, "string string"),
    ("trimAll", lambda cut, text: text.strip(cut) if cut else text, "string string"),
    ("trimSuffix", _trim_suffix, "string string"),
    ("trimPrefix", lambda prefix, text: text.removeprefix(prefix), "string string"),
    ("nospace", _nospace, "string"),
    ("initials", _initials, "string"),
    ("randAlphaNum", lambda count: _random(_ALNUM, count), "!int"),
    ("randAlpha", lambda count: _random(string.ascii_letters, count), "!int"),
    ("randAscii", lambda count: _random(_ASCII, count), "!int"),
    ("randNumeric", lambda count: _random(string.digits, count), "!int"),
    ("swapcase", swap_case, "string"),
    ("shuffle", _shuffle, "!string"),
    ("snakecase", snake, "string"),
    ("camelcase", camel, "string"),
    ("kebabcase", kebab, "string"),
    ("wrap", lambda width, text: _wrapped(text, width, "", cut_words=False), "int string"),
    ("wrapWith", lambda width, sep, text: _wrapped(text, width, sep, cut_words=True), "int string string"),
    ("contains", lambda part, text: part in text, "string string"),
    ("hasPrefix", lambda part, text: text.startswith(part), "string string"),
    ("hasSuffix", lambda part, text: text.endswith(part), "string string"),
    ("quote", sized(_quote), "any..."),
    ("squote", sized(_squote), "any..."),
    ("cat", sized(_cat), "any..."),
    ("indent", _indent, "int string"),
    ("nindent", _nindent, "int string"),
    ("replace", _replace, "string string string"),
    ("plural", lambda one, many, count: one if count == 1 else many, "string string int"),
    ("toString", to_text, "any"),
    ("split", lambda sep, text: _numbered(split_text(sep, text)), "string string"),
    ("splitList", lambda sep, text: StrList(split_text(sep, text)), "string string"),
    ("splitn", lambda sep, count, text: _numbered(split_text(sep, text, count)), "string int string"),
    ("toStrings", lambda value: StrList(texts(value)), "any"),
    ("join", sized(_join), "string any"),
)
