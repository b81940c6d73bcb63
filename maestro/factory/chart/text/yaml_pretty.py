"""YAML as `toYamlPretty` writes it: lists are indented under their key."""

from typing import Any

from maestro.factory.chart.text.yaml_writer import dump_indented


def dump(value: Any) -> str:
    """The value as YAML, with the newline at the end."""
    return dump_indented(value)
