"""Places that no legal region lies in, and the legal ones nearest to them: "somewhere in Ireland".

Only for a field whose values are regions of the cloud; of these, and of where places lie, the world's facts are known.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from heapq import nsmallest
from importlib import resources
from math import cos, dist, radians, sin
from typing import Any

from maestro.domain.form import Elsewhere

Point = tuple[float, float, float]  # on the unit globe: as near there as the chord between two is short
_FEW = 2  # values that are enough to tell regions
_NEAREST = 3  # regions that are named for a place that has none


def outside(values: Sequence[str], names: Sequence[str]) -> tuple[Elsewhere, ...]:
    """The places that are none of the values, nothing where these are no regions; `names` are what the values' own
    titles and aliases call theirs.
    """
    regions = _regions()
    if len(values) < _FEW or any(value not in regions for value in values):
        return ()
    offered = {value: regions[value][0] for value in values}
    own = {name.lower() for value in values for name in (value, *regions[value][1])} | {n.lower() for n in names}
    return tuple(
        Elsewhere(name, near)
        for point, told in _all_places()
        if (left := [name for name in told if name.lower() not in own])
        for near in (_nearest(point, offered),)
        for name in left
    )


def _nearest(point: Point, offered: Mapping[str, Point]) -> tuple[str, ...]:
    return tuple(nsmallest(_NEAREST, offered, key=lambda value: dist(point, offered[value])))


def _all_places() -> Iterator[tuple[Point, tuple[str, ...]]]:
    for region, (point, names) in _regions().items():
        yield point, (region, *names)
    for told, (north, east) in _data()["places"].items():
        yield _point(north, east), tuple(told.split(", "))


def _point(north: float, east: float) -> Point:
    """A place on the unit globe, from its degrees."""
    up, round_ = radians(north), radians(east)
    return cos(up) * cos(round_), cos(up) * sin(round_), sin(up)


@cache
def _regions() -> Mapping[str, tuple[Point, tuple[str, ...]]]:
    told = _data()["regions"].items()
    return {region: (_point(north, east), tuple(names.split(", "))) for region, (north, east, names) in told}


@cache
def _data() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(resources.files(__package__).joinpath("geography.toml").read_text(encoding="utf-8"))
