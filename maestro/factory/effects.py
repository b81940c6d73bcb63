"""What a request makes the factory do, read from the texts that its schema keeps beside the options (`entails`)."""

from collections.abc import Mapping
from typing import Any

from maestro.domain.blueprint import Effect
from maestro.domain.form import Entail, Field, Form
from maestro.domain.json import get


class TextEffects:
    """Compares two requests by what their options entail."""

    def __init__(self, form: Form) -> None:
        """Keep the fields whose options entail something."""
        self._fields = tuple(f for f in form.fields if "[]" not in f.path and any(o.entails for o in f.options))

    def __call__(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Effect, ...]:
        """Fields that the factory's policies set differently after the change."""
        old, new = self._of(before), self._of(after)
        return tuple(
            Effect(policy, path, value, old.get((policy, path)))
            for (policy, path), value in new.items()
            if old.get((policy, path)) != value
        )

    def _of(self, request: Mapping[str, Any]) -> dict[tuple[str, str], Any]:
        found: dict[tuple[str, str], Any] = {}
        for field in self._fields:
            value = get(request, field.path)
            for entail, name in _entails(field, value):
                if entail.when is None or get(request, entail.when) not in (None, False, {}, []):
                    found |= {(f"{field.path}={name}", path): what for path, what in entail.sets.items()}
        return found


def _entails(field: Field, value: Any) -> list[tuple[Entail, str]]:
    values = value if isinstance(value, list) else [value]
    options = (option for v in values if (option := field.option(v)) is not None)
    return [(entail, str(option.value)) for option in options for entail in option.entails]
