"""Values against the schemas of a chart and its subcharts. Owns which schema judges which part of the values."""

from typing import Any

from maestro.factory.chart.errors import ChartError, JsonError
from maestro.factory.chart.model import Node
from maestro.factory.chart.schema.faults import lines
from maestro.factory.chart.schema.validator import Validator
from maestro.factory.chart.text.json_text import loads
from maestro.factory.chart.text.kinds import decoded, type_of


def check_values(node: Node, values: dict[str, Any]) -> None:
    """Raise ChartError with all faults of all charts where values are not what the schemas say."""
    found = _faults(node, values)
    if found:
        raise ChartError(
            f"values don't meet the specifications of the schema(s) in the following chart(s):\n{found}".rstrip("\n")
        )


def _faults(node: Node, values: dict[str, Any]) -> str:
    out = ""
    if node.schema is not None:
        text = _judge(node.schema, values)
        out = f"{node.name}:\n{text}\n" if text else ""
    for child in node.children:
        inner = values.get(child.name)
        if isinstance(inner, dict):
            out += _faults(child, inner)
        elif inner is not None:
            out += f"{child.name}:\ninvalid type for values: expected object (map), got {type_of(inner)}\n"
    return out


def _judge(schema: bytes, values: dict[str, Any]) -> str:
    try:
        validator = Validator(loads(decoded(schema)))
    except JsonError as error:
        return str(error)
    try:
        fault = validator.fault(values)
    except RecursionError:
        return "unable to validate schema: it refers to itself without end"
    except (TypeError, ValueError, AttributeError) as error:
        return f"unable to validate schema: a keyword has a value of the wrong kind: {error}"
    return lines(fault) if fault else ""
