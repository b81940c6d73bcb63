"""What a template function is: its name, parameters and body.

Owns Go's assignability; refuses values of other types.
"""

from collections.abc import Callable
from enum import Enum
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.chart.text.instants import Instant
from maestro.factory.chart.text.keypair import KeyPair
from maestro.factory.chart.text.kinds import Int64, NilList, NilMap, Values


class Family(Enum):
    """The group under which a function is documented."""

    BUILTIN = "builtin"
    STRINGS = "strings"
    LISTS = "lists"
    DICTS = "dictionaries"
    LOGIC = "defaults and logic"
    MATH = "numbers"
    DATES = "dates"
    ENCODING = "encoding"
    REGEX = "regular expressions"
    CRYPTO = "cryptography"
    SEMVER = "versions"
    REFLECTION = "types"
    PATHS = "paths and URLs"
    HELM = "Helm"
    METHOD = "methods"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter's Go type, the Python types that can be assigned to it, and its zero value where nil will do."""

    go_type: str
    accepts: frozenset[type]
    nilable: bool = False
    zero: Any = None
    literal: str = ""  # what a message calls a constant of this type


@dataclass(frozen=True, slots=True)
class Function:
    """A function that templates can call.

    `params` and `variadic` name parameters of PARAMETERS. `framed` functions get the frame first.
    """

    name: str
    body: Callable[..., Any]
    params: tuple[str, ...] = ()
    variadic: str | None = None
    family: Family = Family.BUILTIN
    volatile: bool = False
    framed: bool = False


def functions(family: Family, *rows: tuple[str, Callable[..., Any], str]) -> tuple[Function, ...]:
    """Functions from rows `(name, body, signature)`: `string int any...`; `!` in front marks volatile ones."""
    return tuple(_function(family, *row) for row in rows)


def _function(family: Family, name: str, body: Callable[..., Any], signature: str) -> Function:
    volatile = signature.startswith("!")
    words = signature.lstrip("!").split()
    variadic = words.pop()[:-3] if words and words[-1].endswith("...") else None
    framed = bool(words) and words[0] == "frame"
    return Function(name, body, tuple(words[framed:]), variadic, family, volatile, framed)


ANY = "any"
PARAMETERS: dict[str, Parameter] = {
    ANY: Parameter("interface {}", frozenset(), nilable=True),
    "string": Parameter("string", frozenset({str}), literal="string"),
    "int": Parameter("int", frozenset({int}), literal="integer"),
    "int64": Parameter("int64", frozenset({Int64}), literal="integer"),
    "float64": Parameter("float64", frozenset({float}), literal="float"),
    "bool": Parameter("bool", frozenset({bool}), literal="bool"),
    "certificate": Parameter("sprig.certificate", frozenset({KeyPair})),
    "time": Parameter("time.Time", frozenset({Instant})),
    "map": Parameter("map[string]interface {}", frozenset[type]((dict, Values, NilMap)), nilable=True, zero=NilMap()),
    "list": Parameter("[]interface {}", frozenset({list, NilList}), nilable=True, zero=NilList()),
}
