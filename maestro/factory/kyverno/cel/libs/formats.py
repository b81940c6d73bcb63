"""Kubernetes' named formats: `format.dns1123Label().validate(text)` is none where the text is fine."""

import re
from collections.abc import Callable
from datetime import date
from typing import ClassVar

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.lang.errors import EvalError
from maestro.factory.kyverno.cel.lang.functions import Library, overload
from maestro.factory.kyverno.cel.lang.values import NONE, Optional
from maestro.factory.kyverno.cel.libs.times import parse_timestamp
from maestro.factory.kyverno.cel.libs.urls import parse_url

_LABEL = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?")
_SUBDOMAIN = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")
_LABEL_1035 = re.compile(r"[a-z]([-a-z0-9]*[a-z0-9])?")
_NAME = re.compile(r"([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]")
_LABEL_VALUE = re.compile(r"(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?")
_UUID = re.compile(r"(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")
_BASE64 = re.compile(r"([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})")
_LABEL_LENGTH, _SUBDOMAIN_LENGTH = 63, 253

Problems = Callable[[str], list[str]]


@dataclass(frozen=True)
class Format:
    """A named format and how text is checked against it."""

    name: str
    problems: Problems

    cel_type: ClassVar[str] = "kubernetes.NamedFormat"


def _pattern(regex: re.Pattern[str], longest: int, *, prefix: bool = False) -> Problems:
    def problems(text: str) -> list[str]:
        out = []
        checked = re.sub(r"-\Z", "a", text) if prefix and len(text) > 1 else text
        if len(text) > longest:
            out.append(f"must be no more than {longest} characters")
        if not regex.fullmatch(checked):
            out.append(f"must match the regular expression '{regex.pattern}'")
        return out

    return problems


def _qualified_name(text: str) -> list[str]:
    parts = text.split("/")
    if len(parts) > 2:
        return ["a qualified name must consist of a name with an optional DNS subdomain prefix and '/'"]
    out = _pattern(_SUBDOMAIN, _SUBDOMAIN_LENGTH)(parts[0]) if len(parts) > 1 else []
    return out + _pattern(_NAME, _LABEL_LENGTH)(parts[-1])


def _parsed(parse: Callable[[str], object], message: str) -> Problems:
    def problems(text: str) -> list[str]:
        try:
            parse(text)
        except (EvalError, ValueError):
            return [message]
        return []

    return problems


def _matching(regex: re.Pattern[str], message: str) -> Problems:
    return lambda text: [] if regex.fullmatch(text) else [message]


_FORMATS: dict[str, Problems] = {
    "dns1123Label": _pattern(_LABEL, _LABEL_LENGTH),
    "dns1123Subdomain": _pattern(_SUBDOMAIN, _SUBDOMAIN_LENGTH),
    "dns1035Label": _pattern(_LABEL_1035, _LABEL_LENGTH),
    "qualifiedName": _qualified_name,
    "dns1123LabelPrefix": _pattern(_LABEL, _LABEL_LENGTH, prefix=True),
    "dns1123SubdomainPrefix": _pattern(_SUBDOMAIN, _SUBDOMAIN_LENGTH, prefix=True),
    "dns1035LabelPrefix": _pattern(_LABEL_1035, _LABEL_LENGTH, prefix=True),
    "labelValue": _pattern(_LABEL_VALUE, _LABEL_LENGTH),
    "uri": _parsed(parse_url, "invalid URI for request"),
    "uuid": _matching(_UUID, "does not match the UUID format"),
    "byte": _matching(_BASE64, "invalid base64"),
    "date": _parsed(date.fromisoformat, "invalid date"),
    "datetime": _parsed(parse_timestamp, "invalid datetime"),
}


def _named(name: str) -> Optional:
    problems = _FORMATS.get(name)
    return Optional(Format(name, problems), present=True) if problems else NONE


def _validate(checked: Format, text: str) -> Optional:
    problems = checked.problems(text)
    return Optional(problems, present=True) if problems else NONE


def _constant(name: str) -> Callable[[], Format]:
    value = Format(name, _FORMATS[name])
    return lambda: value


FORMATS: Library = (
    overload("format.named(string) -> optional<kubernetes.NamedFormat>", _named),
    overload("kubernetes.NamedFormat::validate(string) -> optional<list<string>>", _validate),
    *(overload(f"format.{name}() -> kubernetes.NamedFormat", _constant(name)) for name in _FORMATS),
)
