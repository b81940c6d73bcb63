"""What the reducer is given: the form, and two functions of the factory. It reaches nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from maestro.domain.blueprint import Effect
from maestro.domain.checked import Checked
from maestro.domain.form import Form

Check = Callable[[Mapping[str, Any]], Checked]
Effects = Callable[[Mapping[str, Any], Mapping[str, Any]], tuple[Effect, ...]]


@dataclass(frozen=True)
class Knowledge:
    """`check` says what the schema says of a request; `effects` what a change of it changes in what is generated."""

    form: Form
    check: Check
    effects: Effects
