"""A bench on a fresh factory for each test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.orchestrator.bench import Bench, make_factory

MakeBench = Callable[..., Bench]


@pytest.fixture
def make_bench(tmp_path: Path) -> Iterator[MakeBench]:
    """Benches on one factory and one state file; all are closed at the end."""
    root = make_factory(tmp_path / "factory")
    made: list[Bench] = []

    def make(**values: Any) -> Bench:
        made.append(Bench(root, tmp_path / "state.db", **values))
        return made[-1]

    yield make
    for bench in made:
        bench.close()


@pytest.fixture
def bench(make_bench: MakeBench) -> Bench:
    """One bench."""
    return make_bench()
