"""Charts that nobody wrote: the real helm prints the same, byte by byte, or refuses as we do."""

import os
import subprocess
from pathlib import Path

import pytest

from maestro.domain.errors import MaestroError
from maestro.factory.chart import RenderOptions, load_chart, render
from tests.factory.chart.random_templates import Generator, RandomChart

pytestmark = [pytest.mark.realtools, pytest.mark.timeout(300)]
HOW_MANY = 30
REFUSED = "(refused)"


@pytest.mark.parametrize("seed", [1, 2])
def test_whole_charts(seed: int, real_helm: str, tmp_path: Path) -> None:
    generator = Generator(seed)
    assert different(real_helm, tmp_path, [generator.chart() for _ in range(HOW_MANY)]) == []


@pytest.mark.parametrize("seed", [1, 2])
def test_every_function(seed: int, real_helm: str, tmp_path: Path) -> None:
    generator = Generator(seed)
    assert different(real_helm, tmp_path, [generator.template() for _ in range(HOW_MANY)]) == []


def different(helm: str, folder: Path, made: list[RandomChart]) -> list[str]:
    """The templates that come out otherwise than with helm, each written to a folder of its own."""
    found = []
    for number, one in enumerate(made):
        root = folder / str(number)
        for name, text in one.files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        if ours(root) != theirs(helm, root):
            found.append(one.template)
    return found


def ours(root: Path) -> str:
    options = RenderOptions(release="rel", namespace="ns", kube_version="1.30.0")
    try:
        return render(load_chart(root), options).manifest.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except MaestroError:
        return REFUSED


def theirs(helm: str, root: Path) -> str:
    command = [helm, "template", "rel", str(root), "--namespace", "ns", "--kube-version", "1.30.0"]
    environment = {**os.environ, "TZ": "UTC", "HOME": str(root)}
    ran = subprocess.run(command, env=environment, capture_output=True, timeout=60, check=False)
    return REFUSED if ran.returncode else ran.stdout.decode("utf-8", "replace")
