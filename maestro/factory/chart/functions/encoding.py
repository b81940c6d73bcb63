"""YAML, JSON, TOML, base64 and base32 for templates.

The lenient forms never fail: they give an empty text or an Error.
"""

import base64
import binascii
from typing import Any

from maestro.factory.chart.errors import GoError, JsonError, YamlError
from maestro.factory.chart.functions.bounds import sized
from maestro.factory.chart.template.signature import Family, functions
from maestro.factory.chart.text import json_text, toml_text, yaml_pretty, yaml_reader, yaml_writer
from maestro.factory.chart.text.kinds import NilList, NilMap, decoded, encoded

_TARGET_MAP = "map[string]interface {}"
_TARGET_LIST = "[]interface {}"


def _to_yaml(value: Any) -> str:
    try:
        return yaml_writer.dump(value).removesuffix("\n")
    except YamlError:
        return ""


def _to_yaml_pretty(value: Any) -> str:
    try:
        return yaml_pretty.dump(value).removesuffix("\n")
    except YamlError:
        return ""


def _from_yaml(text: str) -> dict[str, Any]:
    try:
        value = yaml_reader.load(text)
        if value is not None and not isinstance(value, dict):
            return {"Error": yaml_reader.not_a_map(value, _TARGET_MAP)}
    except YamlError as error:
        return {"Error": str(error)}
    return {} if value is None else value


def _from_yaml_array(text: str) -> list[Any]:
    try:
        return yaml_reader.load_list(text) or []
    except YamlError as error:
        return [str(error)]


def _json(value: Any, *, html: bool = True, indent: str | None = None) -> str:
    try:
        return json_text.dumps(value, html=html, indent=indent)
    except JsonError as error:
        raise GoError(str(error)) from None


def _lenient_json(value: Any, indent: str | None = None) -> str:
    try:
        return _json(value, indent=indent)
    except GoError:
        return ""


def _from_json(text: str) -> dict[str, Any]:
    try:
        value = json_text.loads(text)
    except JsonError as error:
        return {"Error": str(error)}
    if value is None:
        return NilMap()
    if not isinstance(value, dict):
        kind = yaml_reader.json_kind(value)
        return {"Error": f"json: cannot unmarshal {kind} into Go value of type {_TARGET_MAP}"}
    return value


def _from_json_array(text: str) -> list[Any]:
    try:
        value = json_text.loads(text)
    except JsonError as error:
        return [str(error)]
    if value is None:
        return NilList()
    if not isinstance(value, list):
        kind = yaml_reader.json_kind(value)
        return [f"json: cannot unmarshal {kind} into Go value of type {_TARGET_LIST}"]
    return value


def _must_from_json(text: str) -> Any:
    try:
        return json_text.loads(text)
    except JsonError as error:
        raise GoError(str(error)) from None


def _b64dec(text: str) -> str:
    clean = text.replace("\n", "").replace("\r", "")
    try:
        return decoded(base64.b64decode(clean, validate=True))
    except (binascii.Error, ValueError):
        return f"illegal base64 data at input byte {_bad_byte(clean)}"


_B64 = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")


def _bad_byte(text: str) -> int:
    """Where Go's decoder stops."""
    at = next((n for n, char in enumerate(text) if char not in _B64), None)
    if at is None:
        return len(text) - len(text) % 4
    if text[at] != "=" or at % 4 < 2:
        return at
    if at % 4 == 3:
        return at + 1
    if at + 1 == len(text):
        return len(text)
    return at + 2 if text[at + 1] == "=" else at + 1


def _b32dec(text: str) -> str:
    try:
        return decoded(base64.b32decode(text.replace("\n", "").replace("\r", "")))
    except (binascii.Error, ValueError):
        alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
        bad = next((at for at, char in enumerate(text) if char not in alphabet), len(text))
        return f"illegal base32 data at input byte {bad}"


ENCODING = functions(
    Family.ENCODING,
    ("toYaml", sized(_to_yaml), "any"),
    ("toYamlPretty", _to_yaml_pretty, "any"),
    ("fromYaml", _from_yaml, "string"),
    ("fromYamlArray", _from_yaml_array, "string"),
    ("toToml", toml_text.dump, "any"),
    ("fromToml", toml_text.load, "string"),
    ("toJson", sized(_lenient_json), "any"),
    ("mustToJson", _json, "any"),
    ("toPrettyJson", lambda value: _lenient_json(value, "  "), "any"),
    ("mustToPrettyJson", lambda value: _json(value, indent="  "), "any"),
    ("toRawJson", lambda value: _json(value, html=False), "any"),
    ("mustToRawJson", lambda value: _json(value, html=False), "any"),
    ("fromJson", _from_json, "string"),
    ("fromJsonArray", _from_json_array, "string"),
    ("mustFromJson", _must_from_json, "string"),
    ("b64enc", lambda text: base64.b64encode(encoded(text)).decode(), "string"),
    ("b64dec", _b64dec, "string"),
    ("b32enc", lambda text: base64.b32encode(encoded(text)).decode(), "string"),
    ("b32dec", _b32dec, "string"),
)
