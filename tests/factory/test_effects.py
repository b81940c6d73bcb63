"""What a choice makes a factory do, read off the pipeline."""

from typing import Any

import pytest

from maestro.domain.json import get
from maestro.factory.catalogue import open_catalogue
from maestro.factory.completed import completed, having, without
from maestro.factory.effects import Effects
from maestro.factory.form import form_of
from maestro.factory.pipeline import Pipeline
from maestro.factory.scenarios import read_scenarios
from maestro.factory.schema import Validator
from tests.factory.places import HARBOUR
from tests.reference_factory import ROOT, knowledge

OPENED = open_catalogue(HARBOUR)
FORM = form_of("harbour", "Harbour", OPENED.schema, read_scenarios(OPENED.scenario_folder), OPENED.manifest.identity)
CHECK = Validator(OPENED.schema).check
HARBOURS = Effects(FORM, CHECK, lambda: Pipeline(OPENED))
API = dict(next(s.request for s in FORM.scenarios if s.id == "01-api"))


@pytest.fixture(scope="module")
def reference() -> Any:
    return knowledge().effects


def shop() -> dict[str, Any]:
    found = knowledge().form.scenario("04-web-commerce")
    assert found is not None
    return dict(found.request)


@pytest.mark.parametrize(("tier", "replicas"), [("bronze", 1), ("silver", 2), ("gold", 3)])
def test_a_size_is_told_by_what_it_provisions(tier: str, replicas: int) -> None:
    (entail,) = HARBOURS.entails("tier", tier, API)
    assert entail.text == f"replicas of a tier: replicas {replicas}"


def test_a_size_names_its_machine(reference: Any) -> None:
    (entail,) = reference.entails("infra.database.size", "large", shop())
    assert entail.text == "db-custom-4-15360 (4 vCPU, 15 GB)"
    assert entail.sets == {"infra.database.postgres.tier": "db-custom-4-15360"}


def test_a_pack_is_told_by_what_it_requires_and_what_it_writes() -> None:
    (required,) = HARBOURS.entails("controls", "audited", API)
    assert (required.text, required.sets) == ("Audited services are never public", {"exposure": "internal"})
    assert [e.text for e in HARBOURS.entails("controls", "hardened", API)] == ["run without privileges"]


def test_packs_of_the_reference_factory(reference: Any) -> None:
    texts = [e.text for e in reference.entails("compliance.packs", "pci-dss", shop())]
    assert texts[0] == "PCI DSS requires a network of your own"
    assert "encrypt connections to the database" in texts
    assert "encrypt and guard the cache" not in texts
    assert "encrypt and guard the cache" in [e.text for e in reference.entails("compliance.packs", "hipaa", shop())]


def test_the_standard_is_what_a_policy_would_write(reference: Any) -> None:
    assert HARBOURS.standard("replicas", {**API, "replicas": 9}) == 2
    assert HARBOURS.standard("replicas", {**API, "tier": "gold"}) == 3
    assert HARBOURS.standard("image", API) is None
    chosen = having(shop(), "infra.database.postgres.tier", "db-n1-highmem-8")
    assert reference.standard("infra.database.postgres.tier", chosen) == "db-custom-2-7680"


def test_the_difference_of_a_size_is_one_field() -> None:
    found = HARBOURS.difference(API, {**API, "tier": "gold"})
    (effect,) = found.effects
    assert (effect.policy, effect.rule, effect.resource) == ("tier-replicas", "gold", "Deployment/orders")
    assert (effect.field, effect.before, effect.after) == ("spec.replicas", 2, 3)
    assert (found.appear, found.vanish) == ((), ())
    assert found.change == ("Deployment/orders", "Service/orders")


def test_resources_appear_and_vanish() -> None:
    more = {**API, "disks": [{"name": "papers", "gigabytes": 5}]}
    assert HARBOURS.difference(API, more).appear == ("PersistentVolumeClaim/orders-papers",)
    assert HARBOURS.difference(more, API).vanish == ("PersistentVolumeClaim/orders-papers",)
    assert HARBOURS.difference(API, API) == HARBOURS.difference(more, more)


def test_only_what_newly_fails_or_warns_is_told(reference: Any) -> None:
    bad = {**API, "image": "registry.example/orders:latest"}
    (failure,) = HARBOURS.difference(API, bad).failures
    assert failure.startswith("images-have-versions on Deployment/orders: ")
    assert HARBOURS.difference(bad, {**bad, "tier": "bronze"}).failures == ()
    (warning,) = HARBOURS.difference(API, {**API, "tier": "gold", "replicas": 1}).warnings
    assert "fewer than three times" in warning
    trap = having(shop(), "infra.database.postgres.tier", "db-n1-highmem-8")
    assert "db-custom-8-53248" in "".join(reference.difference(shop(), trap).warnings)


def test_a_request_under_construction_has_effects_already() -> None:
    made = HARBOURS.made({"tier": "gold"})
    assert made is not None
    assert made.kinds == {"Deployment": 1, "Service": 1}
    assert {m.after for m in made.mutations} == {3}


def test_a_conflict_or_a_wrong_value_has_none() -> None:
    assert HARBOURS.made({**API, "controls": ["audited"], "exposure": "public"}) is None
    assert HARBOURS.made({**API, "tier": "platinum"}) is None
    assert HARBOURS.difference(API, {**API, "tier": "platinum"}).effects == ()


def test_a_factory_without_a_pipeline_has_no_effects() -> None:
    nothing = Effects(FORM, CHECK, lambda: None)
    assert nothing.made(API) is None
    assert nothing.entails("tier", "gold", API) == ()
    assert nothing.about("tier-replicas") is None


def test_what_a_policy_says_of_itself() -> None:
    about = HARBOURS.about("tier-replicas")
    assert about is not None
    assert (about.title, about.layer, about.kind) == ("Replicas of a tier", "10-abstractions", "ClusterPolicy")
    assert HARBOURS.about("absent") is None


@pytest.mark.parametrize("field", ["service", "image", "tier"])
def test_what_is_missing_is_filled_with_an_example(field: str) -> None:
    full = completed(FORM, CHECK, without(API, field))
    assert full is not None
    assert get(full, field) is not None
    assert CHECK(full).problems == ()


def test_the_least_request_of_a_schema_without_examples() -> None:
    schema = {
        "type": "object",
        "required": ["who", "mail", "count", "on", "ports", "tags", "deep"],
        "properties": {
            "who": {"type": "string", "pattern": "^[A-Z]{2}-[0-9]$"},
            "mail": {"type": "string", "format": "email"},
            "count": {"type": "integer", "maximum": 0},
            "on": {"type": "boolean"},
            "tags": {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": "^[a-z]+$"}},
            "ports": {
                "type": "array",
                "minItems": 1,
                "items": {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer", "minimum": 80}}},
            },
            "deep": {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": ["a", "b"]}}},
        },
    }
    assert completed(form_of("x", "X", schema, (), ("who",)), Validator(schema).check, {}) == {
        "who": "EX-1", "mail": "someone@example.com", "count": 0, "on": False, "tags": ["example"],
        "ports": [{"n": 80}], "deep": {"kind": "a"},
    }  # fmt: skip


def test_what_a_policy_writes_does_not_hang_on_what_was_asked_before() -> None:
    """An object that is left out of what has it is tried as well; another engine's is not, and hides nothing later."""
    know, opened = knowledge(), open_catalogue(ROOT)
    fresh = Effects(know.form, know.check, lambda: Pipeline(opened))
    spark = know.form.scenario("03-data-platform")
    assert spark is not None
    assert get(spark.request, "infra.dataproc.workers") is None
    assert fresh.standard("infra.dataproc.workers.machine_type", spark.request) == "n2-standard-8"
    assert fresh.standard("infra.database.mysql.tier", shop()) is None
    lamp = know.form.scenario("07-classic-lamp")
    assert lamp is not None
    assert fresh.standard("infra.database.mysql.tier", lamp.request) == "db-g1-small"
