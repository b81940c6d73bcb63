"""Renders Helm charts without Helm: `load_chart` once, `render` as often as there are values.

Owns everything that `helm template` does without a cluster. Reads nothing but the chart; runs no program, opens no
connection; bounds its time, depth and output.
"""

from maestro.factory.chart.render import Chart, Document, Rendering, RenderOptions, load_chart, render

__all__ = ["Chart", "Document", "RenderOptions", "Rendering", "load_chart", "render"]
