"""The schema's errors one by one: jsonschema, told what need not be looked at.

Loading it takes long, so that this is imported where a request does not fit or a schema is to be proven.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import SchemaError, UnknownType, ValidationError
from jsonschema.validators import extend, validator_for
from referencing.exceptions import Unresolvable
from referencing.jsonschema import EMPTY_REGISTRY

from maestro.domain.errors import ConfigError
from maestro.factory.fitting import Fitting
from maestro.factory.patterns import pattern

Keyword = Callable[[Any, Any, Any, Any], Iterator[ValidationError]]


class Strict:
    """A schema as jsonschema understands it. What is wrong with it is a ValueError, if not one of Python's others."""

    def __init__(self, schema: Mapping[str, Any], fitting: Fitting) -> None:
        """Nothing is fetched: a schema that refers to another cannot be applied."""
        default = validator_for({"$schema": "https://json-schema.org/draft/2020-12/schema"})
        kind = validator_for(schema, default=default)
        words = {"pattern": pattern, **skipping(fitting, kind.VALIDATORS)}
        cls = extend(kind, words)  # type: ignore[no-untyped-call]  # its package types all but this
        self._schema, self._class = schema, cls
        self._validator = cls(schema, format_checker=FormatChecker(), registry=EMPTY_REGISTRY)

    def prove(self) -> None:
        """ConfigError where the schema is none."""
        try:
            self._class.check_schema(dict(self._schema))
        except SchemaError as error:
            where = "/".join(str(p) for p in error.absolute_path)
            raise ConfigError(
                f"the factory's schema is not a JSON Schema: at {where or 'its top'}: {error.message}"
            ) from error
        except (UnknownType, Unresolvable) as error:
            raise ValueError(str(error)) from error

    def errors(self, request: Mapping[str, Any]) -> Iterator[ValidationError]:
        """What the schema has against a request."""
        try:
            yield from self._validator.iter_errors(request)
        except (UnknownType, Unresolvable) as error:
            raise ValueError(str(error)) from error


def skipping(fitting: Fitting, dialect: Mapping[str, Any]) -> Mapping[str, Keyword]:
    """Keywords that look only into what does not fit; not where a dialect means something else by them."""
    usual = Draft202012Validator.VALIDATORS
    return {name: word(fitting) for name, word in _WORDS.items() if dialect.get(name) is usual[name]}


def _properties(fitting: Fitting) -> Keyword:
    def properties(validator: Any, rule: Any, instance: Any, _schema: Any) -> Iterator[ValidationError]:
        if validator.is_type(instance, "object"):
            for name, part in rule.items():
                if name in instance and not fitting.fits(part, instance[name]):
                    yield from validator.descend(instance[name], part, path=name, schema_path=name)

    return properties


def _all_of(fitting: Fitting) -> Keyword:
    def all_of(validator: Any, rule: Any, instance: Any, _schema: Any) -> Iterator[ValidationError]:
        for place, part in enumerate(rule):
            if not fitting.fits(part, instance):
                yield from validator.descend(instance, part, schema_path=place)

    return all_of


def _condition(fitting: Fitting) -> Keyword:
    def condition(validator: Any, rule: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
        holds = fitting.fits(rule, instance)
        if holds is None:
            holds = validator.evolve(schema=rule).is_valid(instance)
        name = "then" if holds else "else"
        if name in schema and not fitting.fits(schema[name], instance):
            yield from validator.descend(instance, schema[name], schema_path=name)

    return condition


_WORDS = {"properties": _properties, "allOf": _all_of, "if": _condition}
