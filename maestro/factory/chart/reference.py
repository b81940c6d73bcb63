"""The page that lists every template function.

Owns its text: `docs/chart-functions.md` is what this gives, and a test holds it to that.
"""

from maestro.factory.chart.functions import FUNCTIONS
from maestro.factory.chart.methods import METHODS
from maestro.factory.chart.template.signature import Family, Function
from maestro.factory.chart.text.kinds import type_of

_HEAD = """\
# Functions of charts

Every function and method that a template can call under `maestro chart template`, by family. A volatile function gives
another result each time: what depends on it cannot be compared between two renderings.

Signatures are Go's: `string` takes text only, `int` an `int` only (numbers of values files are `float64`, hence
`int .Values.n`), `any` takes everything; `...` stands for any number of operands. `lookup` and `getHostByName` ask
nobody and find nothing; `env` and `expandenv` do not exist, as in Helm.
"""


def page() -> str:
    """The whole page in Markdown."""
    parts = [_HEAD]
    for family in Family:
        rows = [function for function in FUNCTIONS.values() if function.family is family]
        if rows:
            parts.append(f"\n## {family.value[0].upper()}{family.value[1:]}\n\n{_table(rows)}")
    parts.append(f"\n## Methods\n\n{_methods()}")
    return "".join(parts)


def _table(rows: list[Function]) -> str:
    lines = ["| function | operands | result |", "| --- | --- | --- |"]
    lines += [f"| `{row.name}` | {_operands(row)} | {_kind(row)} |" for row in sorted(rows, key=lambda row: row.name)]
    return "\n".join(lines) + "\n"


def _kind(function: Function) -> str:
    return "volatile" if function.volatile else "deterministic"


def _operands(function: Function) -> str:
    names = [*function.params, *([f"{function.variadic}..."] if function.variadic else [])]
    return f"`{' '.join(names)}`" if names else ""


def _methods() -> str:
    lines = ["| of | method | operands |", "| --- | --- | --- |"]
    for kind, methods in METHODS.items():
        owner = type_of(kind()) if issubclass(kind, dict | list) else str(kind.go_type)  # type: ignore[attr-defined]  # a Struct
        lines += [f"| `{owner}` | `{name}` | {_operands(method)} |" for name, method in sorted(methods.items())]
    return "\n".join(lines) + "\n"
