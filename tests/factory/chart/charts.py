"""Small charts for tests: files written to a folder, and what comes out of them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from maestro.factory.chart import RenderOptions, load_chart, render

CHART = 'apiVersion: v2\nname: micro\nversion: 0.1.0\nappVersion: "1.16.0"\n'
# one value of every kind that YAML 1.1 knows
VALUES = """\
s: hello
empty: ""
nul: null
i: 42
neg: -7
f: 3.14
f0: 2.0
big: 1e6
e21: 1e21
small: 0.000001
tiny: 1e-7
large: 12345678
huge: 9007199254740993
max64: 9223372036854775807
octal: 0755
hex: 0x1F
under: 1_000
yes: yes
on: "on"
t: true
fl: false
date: 2024-01-02
ver: 1.20
l: [a, b, c]
ln: [3, 1, 2]
mix: [1, two, 3.5, null, true, {k: v}]
el: []
m: {b: 2, a: 1, c: {d: x}}
em: {}
multi: |
  line1
  line2
folded: >-
  a
  b
uni: "héllo wörld ☃ 日本"
"""


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files below a folder; Chart.yaml is there unless given."""
    for name, text in {"Chart.yaml": CHART, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    return folder


def manifest(folder: Path, files: Mapping[str, str], **options: Any) -> str:
    """What a chart of these files renders to."""
    given = {"release": "rel", "namespace": "ns", "kube_version": "1.30.0", **options}
    return render(load_chart(write(folder, files)), RenderOptions(**given)).manifest


def one(folder: Path, template: str, values: str = VALUES, **options: Any) -> str:
    """The text of a single template."""
    text = manifest(folder, {"values.yaml": values, "templates/t.yaml": template}, **options)
    return text.removeprefix("---\n# Source: micro/templates/t.yaml\n")
