"""A blueprint's request: kept while the values are the same, and whoever asks gets one of his own."""

from dataclasses import replace

from maestro.domain.blueprint import Blueprint, Source, Status, Value
from maestro.domain.form import Form
from maestro.domain.json import nest
from maestro.interview import values
from maestro.interview.values import request_of
from tests.reference_factory import knowledge

FORM = knowledge().form


def laid(scenario: str) -> Blueprint:
    return values.lay_scenario(FORM, Blueprint(), FORM.scenario(scenario))


def made(blueprint: Blueprint) -> object:
    return nest({path: blueprint.values[path].value for path in sorted(blueprint.values, key=FORM.place)})


def test_a_request_is_the_callers_own() -> None:
    blueprint = laid("04-web-commerce")
    first = request_of(FORM, blueprint)
    first["infra"]["storage"].clear()
    first["compliance"] = {}
    assert request_of(FORM, blueprint) == made(blueprint)
    assert request_of(FORM, blueprint) != first


def test_it_follows_the_values_through_many_blueprints() -> None:
    blueprint = laid("04-web-commerce")
    for number in range(200):
        code = Value(f"shop{number}", Source.USER, Status.STATED)
        blueprint = replace(blueprint, values={**blueprint.values, "tenant_code": code})
        assert request_of(FORM, blueprint)["tenant_code"] == f"shop{number}"
        assert request_of(FORM, replace(blueprint, chosen=True)) == made(blueprint)


def test_its_order_is_that_of_the_form_that_asks() -> None:
    blueprint = laid("04-web-commerce")
    backwards = Form("", "", tuple(reversed(FORM.fields)), FORM.identity)
    assert list(request_of(FORM, blueprint)) == list(reversed(list(request_of(backwards, blueprint))))
