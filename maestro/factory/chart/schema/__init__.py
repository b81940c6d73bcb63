"""values.schema.json: whether a chart's values are what its schema says, told in Helm's words."""

from maestro.factory.chart.schema.check import check_values

__all__ = ["check_values"]
