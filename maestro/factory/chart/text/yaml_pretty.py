"""YAML as `toYamlPretty` writes it: lists are indented under their key, structs have the names of their fields."""

from typing import Any

from maestro.factory.chart.errors import GoError
from maestro.factory.chart.text.kinds import Record, Struct
from maestro.factory.chart.text.yaml_writer import dump_indented


def dump(value: Any) -> str:
    """The value as YAML, with the newline at the end. Raises GoError for what YAML cannot hold."""
    return dump_indented(_untagged(value))


def _untagged(value: Any) -> Any:
    """This encoder knows nothing of JSON: no name of a field is left out or changed, but for its capitals."""
    if isinstance(value, complex):
        raise GoError("cannot marshal type: complex128")
    if isinstance(value, Struct):
        return Record({name.lower(): _untagged(child) for name, child in value.members().items()})
    if isinstance(value, dict):
        return {key: _untagged(child) for key, child in value.items()}
    return [_untagged(child) for child in value] if isinstance(value, list) else value
