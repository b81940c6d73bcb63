"""Kyverno's functions on data: hashes, JSON, YAML, gzip, service accounts, lists of objects made into maps."""

import gzip
import hashlib
import json
from collections.abc import Callable
from typing import Any, ClassVar

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.lang.errors import EvalError
from maestro.factory.kyverno.cel.lang.functions import Library, overload
from maestro.factory.kyverno.cel.lang.types import STRING, Type
from maestro.factory.kyverno.cel.lang.values import Struct
from maestro.factory.kyverno.cel.libs.plain import to_plain
from maestro.factory.kyverno.query.errors import QueryError
from maestro.factory.kyverno.values.golang import as_float64

SERVICE_ACCOUNT = "user.ServiceAccount"
SERVICE_ACCOUNT_FIELDS: dict[str, Type] = {"Name": STRING, "Namespace": STRING}
_PREFIX = "system:serviceaccount:"
_LARGEST = 16 * 1024 * 1024


class JsonLibrary:
    """What `json` stands for."""

    cel_type: ClassVar[str] = "json.Json"


@dataclass(frozen=True)
class YamlLibrary:
    """What `yaml` stands for; the reader is given, for this package reads no YAML itself."""

    read: Callable[[str], Any]

    cel_type: ClassVar[str] = "yaml.Yaml"

    def parse(self, text: str) -> Any:
        """One document as plain data."""
        if len(text) > _LARGEST:
            raise EvalError(f"the YAML text has {len(text)} characters; at most {_LARGEST} are read")
        try:
            return as_float64(self.read(text))
        except (QueryError, ValueError) as error:
            raise EvalError(f"invalid YAML: {error}") from None


def _hash(name: str) -> Callable[[str], str]:
    return lambda text: hashlib.new(name, text.encode(), usedforsecurity=False).hexdigest()


def _unmarshal(_library: JsonLibrary, text: Any) -> Any:
    if not isinstance(text, str):
        raise EvalError("no such overload: json.unmarshal takes a string")
    try:
        return as_float64(json.loads(text))
    except json.JSONDecodeError as error:
        raise EvalError(f"invalid JSON: {error}") from None


def _marshal(_library: JsonLibrary, value: Any) -> str:
    text = json.dumps(to_plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    # Go escapes these for the sake of HTML.
    for char in "<>&":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _service_account(user: str) -> Struct:
    name = namespace = ""
    if user.startswith(_PREFIX):
        found, colon, rest = user.removeprefix(_PREFIX).partition(":")
        if colon:
            namespace, name = found, rest
    return Struct(SERVICE_ACCOUNT, {"Name": name, "Namespace": namespace})


def _list_to_map(keys: list[Any], values: list[Any], key_name: str, value_name: str) -> dict[str, Any]:
    if len(keys) != len(values):
        raise EvalError(f"listObjToMap must take lists of equal length. list1: {len(keys)}, list2: {len(values)}")
    out: dict[str, Any] = {}
    for entry, value in zip(keys, values, strict=True):
        if not isinstance(entry, dict) or not isinstance(value, dict) or not isinstance(entry.get(key_name), str):
            raise EvalError("the passed key name cannot be handled as a string in the key object list")
        out[entry[key_name]] = value.get(value_name)
    return out


def _compress(value: Any) -> bytes:
    if not isinstance(value, str):
        raise EvalError("no such overload: gzip.compress takes a string")
    return gzip.compress(value.encode(), mtime=0)


def _decompress(data: bytes) -> str:
    try:
        return gzip.decompress(data).decode()
    except (OSError, EOFError, ValueError) as error:
        raise EvalError(f"gzip: {error}") from None


DOCUMENTS: Library = (
    *(
        overload(f"{prefix}{name}(string) -> string", _hash(name))
        for prefix in ("", "hash.")
        for name in ("sha1", "sha256", "md5")
    ),
    overload("json.Json::unmarshal(dyn) -> dyn", _unmarshal),
    overload("json.Json::marshal(dyn) -> string", _marshal),
    overload("yaml.Yaml::parse(string) -> dyn", YamlLibrary.parse),
    *(
        overload(f"{prefix}listObjToMap(list<dyn>, list<dyn>, string, string) -> map<dyn, dyn>", _list_to_map)
        for prefix in ("", "transform.")
    ),
    overload("gzip.compress(dyn) -> bytes", _compress),
    overload("gzip.decompress(bytes) -> string", _decompress),
)
USERS: Library = tuple(
    overload(f"{prefix}parseServiceAccount(string) -> struct:{SERVICE_ACCOUNT}", _service_account)
    for prefix in ("", "user.")
)
JSON_PATCH: Library = (
    overload("jsonpatch.escapeKey(string) -> string", lambda key: key.replace("~", "~0").replace("/", "~1")),
)
