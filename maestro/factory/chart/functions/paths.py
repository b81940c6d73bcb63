"""Paths and URLs. Owns Go's path cleaning and URL splitting; touches no file and no network."""

import re
from typing import Any

from maestro.factory.chart.errors import GoError
from maestro.factory.chart.template.signature import Family, functions
from maestro.factory.chart.text.kinds import decoded, encoded, kind_of
from maestro.factory.chart.text.quoting import quote

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):(.*)\Z", re.DOTALL)
_CONTROL = re.compile("[\x00-\x1f\x7f]")
_HOST_SAFE = "!$&'()*+,;=:[]<>\"-_.~"
_PATH_SAFE = "$&+,/:;=@-_.~"
_FRAGMENT_SAFE = "$&+,/:;=?@-_.~!()*"
_USER_SAFE = "$&+,;=-_.~"


def clean(path: str) -> str:
    """The shortest path that means the same."""
    if not path:
        return "."
    rooted = path.startswith("/")
    out: list[str] = []
    for part in path.split("/"):
        if part in {"", "."}:
            continue
        if part == ".." and out and out[-1] != "..":
            out.pop()
        elif part != ".." or not rooted:
            out.append(part)
    joined = "/".join(out)
    return "/" + joined if rooted else joined or "."


def base(path: str) -> str:
    """The last part."""
    if not path:
        return "."
    stripped = path.rstrip("/")
    return stripped.rpartition("/")[2] if stripped else "/"


def _dir(path: str) -> str:
    return clean(path[: path.rfind("/") + 1])


def _ext(path: str) -> str:
    name = path.rpartition("/")[2]
    dot = name.rfind(".")
    return name[dot:] if dot >= 0 else ""


def _unescaped(text: str) -> str:
    if "%" not in text:
        return text
    bad = re.search(r"%(?![0-9a-fA-F]{2}).{0,2}", text)
    if bad:
        raise GoError(f"invalid URL escape {quote(bad.group())}")
    data = re.sub(rb"%([0-9a-fA-F]{2})", lambda match: bytes([int(match.group(1), 16)]), encoded(text))
    return decoded(data)


def _escaped(text: str, safe: str) -> str:
    out = []
    for byte in encoded(text):
        char = chr(byte)
        out.append(char if byte < 128 and (char.isalnum() or char in safe) else f"%{byte:02X}")
    return "".join(out)


def _url_problem(url: str, reason: str) -> GoError:
    return GoError(f"unable to parse url: parse {quote(url)}: {reason}")


def _parse(url: str) -> dict[str, Any]:
    if _CONTROL.search(url):
        raise _url_problem(url, "net/url: invalid control character in URL")
    try:
        return _parts(url)
    except GoError as error:
        raise _url_problem(url, str(error)) from None


def _parts(url: str) -> dict[str, Any]:
    rest, _, fragment = url.partition("#")
    scheme = ""
    match = _SCHEME.match(rest)
    if match:
        scheme, rest = match.group(1).lower(), match.group(2)
    elif rest.startswith(":"):
        raise GoError("missing protocol scheme")
    out = dict.fromkeys(("scheme", "host", "hostname", "path", "query", "opaque", "fragment", "userinfo"), "")
    out["scheme"], out["fragment"] = scheme, _unescaped(fragment)
    rest, _, out["query"] = rest.partition("?")
    if not rest.startswith("/"):
        if scheme:
            out["opaque"] = rest
            return out
        if ":" in rest.partition("/")[0]:
            raise GoError("first path segment in URL cannot contain colon")
    if rest.startswith("//") and (scheme or not rest.startswith("///")):
        authority, slash, path = rest[2:].partition("/")
        rest = slash + path
        _authority(authority, out)
    out["path"] = _unescaped(rest)
    return out


def _authority(authority: str, out: dict[str, str]) -> None:
    user, at, host = authority.rpartition("@")
    if at:
        name, colon, password = user.partition(":")
        out["userinfo"] = _escaped(_unescaped(name), _USER_SAFE)
        if colon:
            out["userinfo"] += ":" + _escaped(_unescaped(password), _USER_SAFE)
    _check_port(host)
    out["host"] = _unescaped(host)
    if host.startswith("["):
        out["hostname"] = host[1:].partition("]")[0]
    else:
        out["hostname"] = host.rpartition(":")[0] if ":" in host else host


def _check_port(host: str) -> None:
    tail = host.rpartition("]")[2] if host.startswith("[") else host[host.rfind(":") :] if ":" in host else ""
    if tail and not re.fullmatch(r":[0-9]*", tail):
        raise GoError(f"invalid port {quote(tail)} after host")
    if " " in host:
        raise GoError('invalid character " " in host name')


def _part(parts: dict[str, Any], key: str) -> str:
    value = parts.get(key, "")
    if not isinstance(value, str):
        raise GoError(f"unable to parse {key} key, must be of type string, but {kind_of(value)} found")
    return value


def _join(parts: dict[str, Any]) -> str:
    scheme, host, path = (_part(parts, key) for key in ("scheme", "host", "path"))
    query, opaque, fragment = (_part(parts, key) for key in ("query", "opaque", "fragment"))
    userinfo = _part(parts, "userinfo")
    out = f"{scheme}:" if scheme else ""
    if opaque:
        out += opaque
    else:
        out += _hierarchy(scheme, host, userinfo, path)
    out += f"?{query}" if query else ""
    return out + (f"#{_escaped(fragment, _FRAGMENT_SAFE)}" if fragment else "")


def _hierarchy(scheme: str, host: str, userinfo: str, path: str) -> str:
    out = ""
    if scheme or host or userinfo:
        if host or path or userinfo:
            out = "//"
        out += f"{userinfo}@" if userinfo else ""
        out += _escaped(host, _HOST_SAFE)
    escaped = _escaped(path, _PATH_SAFE)
    if escaped and not escaped.startswith("/") and host:
        out += "/"
    if not out and ":" in escaped.partition("/")[0]:
        out = "./"
    return out + escaped


PATHS = functions(
    Family.PATHS,
    *(
        (name, body, "string")
        for short, body in (("base", base), ("dir", _dir), ("clean", clean), ("ext", _ext))
        for name in (short, f"os{short.title()}")
    ),
    ("isAbs", lambda path: path.startswith("/"), "string"),
    ("osIsAbs", lambda path: path.startswith("/"), "string"),
    ("urlParse", _parse, "string"),
    ("urlJoin", _join, "map"),
)
