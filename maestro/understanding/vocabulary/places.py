"""Where the clouds' regions lie: names of places for an option that is a region's identifier.

A factory whose schema lists bare identifiers is understood all the same; its own names for them come first.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def _places() -> Mapping[str, tuple[str, ...]]:
    text = resources.files(__package__).joinpath("places.toml").read_text(encoding="utf-8")
    return {region: tuple(names.split(", ")) for region, names in tomllib.loads(text).items()}


def near(region: str) -> tuple[str, ...]:
    """Names of places that a region stands for, its own first; none for what is no region."""
    return _places().get(region, ())
