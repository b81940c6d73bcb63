"""Request files: reading one that anybody may have written, writing the one that is committed.

Owns their limit (1 MiB) and the layout of what is written: keys in the schema's order, deviations as one-line comments
above their field. Refuses to write what it could not read back exactly.
"""

import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from maestro.domain.errors import UnreadableError, UsageError
from maestro.domain.handoff import one_line
from maestro.domain.json import Json, JsonObject
from maestro.factory.keyorder import ordered
from maestro.factory.scalars import is_plain
from maestro.factory.textfile import read_text, shown
from maestro.factory.yamldocument import Document, parse

MAX_BYTES = 1024 * 1024
_WHAT = "a request (YAML)"
_PLAIN_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _-./@:+,()=*")


def read_documents(path: Path) -> tuple[Document, ...]:
    """Every request of a file with its lines; each a mapping, at least one."""
    documents = parse_documents(read_text(path, MAX_BYTES, _WHAT), shown(path))
    if not documents:
        raise UnreadableError(f"{shown(path)}: expected {_WHAT}, found no document in it.", path=shown(path))
    return documents


def parse_documents(text: str, source: str) -> tuple[Document, ...]:
    """The same from text that was read elsewhere; empty documents do not count."""
    documents = tuple(document for document in parse(text, source) if document.value is not None)
    for document in documents:
        if not isinstance(document.value, dict):
            raise UnreadableError(
                f"{document.place('')}: expected keys and values at the top, found {_kind(document.value)}.",
                path=document.place(""),
            )
    return documents


def read_document(path: Path) -> Document:
    """The one request of a file with its lines."""
    documents = read_documents(path)
    if len(documents) > 1:
        place = documents[1].place("")
        raise UnreadableError(
            f"{place}: expected one document, found {len(documents)}; one request a file.", path=place
        )
    return documents[0]


def read_request(path: Path) -> dict[str, Any]:
    """The one request of a file."""
    found: dict[str, Any] = read_document(path).value
    return found


def read_requests(path: Path) -> tuple[dict[str, Any], ...]:
    """Every request of a file: one a document."""
    return tuple(document.value for document in read_documents(path))


def write_request(request: JsonObject, schema: JsonObject, comments: Mapping[str, str] | None = None) -> bytes:
    """The file of a request; the same arguments give the same bytes.

    `comments` are keyed by dotted path and stand above their field (of an absent one: above its parent); the one keyed
    "" is the header, which is the schema's title otherwise.
    """
    body = _dump(ordered(request, schema))
    try:
        document = parse(body, "request")[0]
    except UnreadableError as error:
        raise UsageError(f"this request cannot be written as YAML: {error.message}") from error
    if document.value != request or not isinstance(document.value, dict):
        raise UsageError("this request cannot be written as YAML: it would not be read back as it is.")
    above = _comment_lines(document, comments or {})
    header = (comments or {}).get("") or str(schema.get("title", ""))
    lines = [f"# {one_line(line)}" for line in header.splitlines() if one_line(line)]
    for number, line in enumerate(body.rstrip("\n").split("\n"), start=1):
        indent = line[: len(line) - len(line.lstrip(" "))]
        lines += [f"{indent}# {comment}" for comment in above.get(number, ())]
        lines.append(line)
    return ("\n".join(lines) + "\n").encode()


def _comment_lines(document: Document, comments: Mapping[str, str]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for path in sorted(comments):
        text = one_line(comments[path])
        if path and text:
            found.setdefault(document.locate(path), []).append(text)
    return found


def _dump(request: Json) -> str:
    """Block style throughout, no line folding, nothing that depends on a version of the library's defaults."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    yaml = YAML()
    yaml.Representer = _representer()
    yaml.default_flow_style = False
    yaml.width = 2**30
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.BytesIO()
    try:
        yaml.dump(request, out)
    except (UnicodeEncodeError, YAMLError) as error:
        raise UsageError(f"this request cannot be written as YAML: {one_line(str(error), 120)}.") from error
    return out.getvalue().decode()


@cache
def _representer() -> type:
    """How scalars are written, in a table of its own."""
    from ruamel.yaml.representer import RoundTripRepresenter

    class Representer(RoundTripRepresenter):
        """Ours, so that the library's own table stays as it is."""

    Representer.add_representer(float, lambda r, v: r.represent_scalar("tag:yaml.org,2002:float", _float(v)))
    Representer.add_representer(type(None), lambda r, _: r.represent_scalar("tag:yaml.org,2002:null", "null"))
    Representer.add_representer(str, lambda r, v: r.represent_scalar("tag:yaml.org,2002:str", v, style=_style(v)))
    return Representer


def _style(text: str) -> str | None:
    """Unquoted only where every YAML reader takes it for this text."""
    return None if set(text) <= _PLAIN_SIGNS and is_plain(text) else '"'


def _float(value: float) -> str:
    text = repr(value)
    if "e" not in text:
        return text
    mantissa, _, exponent = text.partition("e")
    sign = "" if exponent[0] in "+-" else "+"
    return f"{mantissa if '.' in mantissa else mantissa + '.0'}e{sign}{exponent}"


def _kind(value: Json) -> str:
    return "a list" if isinstance(value, list) else one_line(f"the text {value!r}", 60)
