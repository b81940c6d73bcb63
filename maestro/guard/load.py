"""Makes the guard from a factory's parsed guard.yaml and what is known of the factory."""

from collections.abc import Mapping
from typing import Any

from maestro.guard.base import Guard
from maestro.guard.chain import Chain
from maestro.guard.config import Facts, config_of
from maestro.guard.rules import rules_of

DEFAULT: Mapping[str, Any] = {"version": 1}


def guard_of(config: Mapping[str, Any] | None = None, facts: Facts | None = None) -> Guard:
    """The guard; without a configuration the built-in rules. ConfigError names what is wrong in `config`."""
    return Chain(rules_of(config_of(DEFAULT if config is None else config), facts or Facts()))
