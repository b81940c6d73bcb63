"""Reads one object of a parsed configuration: every wrong key or value is refused with its path."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from maestro.domain.errors import ConfigError
from maestro.domain.record import dataclass


@dataclass(frozen=True)
class Section:
    """An object of guard.yaml and where it stands."""

    values: Mapping[str, Any]
    path: str

    @classmethod
    def of(cls, value: Any, path: str) -> "Section":
        """`value` as a section; None is an empty one."""
        if value is None:
            return cls({}, path)
        if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
            raise _wrong(path or "guard configuration", "an object with text keys", value)
        return cls(value, path)

    def only(self, *allowed: str) -> "Section":
        """Refuse keys beyond `allowed`."""
        for key in self.values:
            if key not in allowed:
                raise ConfigError(
                    f"guard configuration: {self.at(key)} is not known; expected one of {', '.join(allowed)}.",
                    path=self.at(key),
                )
        return self

    def at(self, key: str) -> str:
        """The path of a key."""
        return f"{self.path}.{key}" if self.path else key

    def section(self, key: str) -> "Section":
        """The object below `key`, empty when absent."""
        return Section.of(self.values.get(key), self.at(key))

    def text(self, key: str, default: str) -> str:
        """A text, `default` when absent."""
        value = self.values.get(key, default)
        if not isinstance(value, str) or not value:
            raise _wrong(self.at(key), "a text", value)
        return value

    def texts(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """A list of texts, `default` when absent."""
        if key not in self.values:
            return default
        value = self.values[key]
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise _wrong(self.at(key), "a list of texts", value)
        return tuple(value)

    def amount(self, key: str) -> Decimal | None:
        """A number that is not negative, None when absent."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e15:
            raise _wrong(self.at(key), "a number that is not negative", value)
        return Decimal(str(value))

    def count(self, key: str) -> int | None:
        """A whole number that is not negative, None when absent."""
        value = self.amount(key)
        if value is not None and value != int(value):
            raise _wrong(self.at(key), "a whole number", self.values[key])
        return None if value is None else int(value)

    def items(self, key: str) -> tuple["Section", ...]:
        """A list of objects, empty when absent."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise _wrong(self.at(key), "a list of objects", value)
        return tuple(
            Section.of("" if item is None else item, f"{self.at(key)}.{index}") for index, item in enumerate(value)
        )


def _wrong(path: str, expected: str, found: Any) -> ConfigError:
    shown = repr(found)
    shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
    return ConfigError(f"guard configuration: expected {expected} at {path}, found {shown}.", path=path)
