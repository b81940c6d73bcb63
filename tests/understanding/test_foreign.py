"""Numbers that are none of the request's, values that begin like a word, and nouns that repeat a part's name."""

from typing import Any

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import Asked, View
from tests.reference_factory import interpreter, knowledge


def written(text: str, path: str = "") -> dict[str, Any]:
    """Path to value of what a message sets."""
    asked = Asked(path, "Which?") if path else None
    acts = interpreter().interpret(text, View(knowledge().form, chosen=bool(path), question=asked))
    return {act.path: act.value for act in acts if isinstance(act, a.Set)}


@pytest.mark.parametrize(
    "text",
    [
        "Luciana Prado, IT coordination\nTel. +55 11 5550 0147 | CNPJ 11222333000181",
        "Kind regards, Ana\nVAT no. 123456789012",
        "We run a print shop, our invoice #1234567890 is attached.",
        "Office phone: 0155512345678",
        "Muster GmbH, Handelsregister 123456789",
        "see ticket 9988776655 for the history",
        "our project number is 123456789012",
        "customer no. 4455667788",
        "Jane Doe, Head of IT, Company No. 01234567",
        "Registered in Leeds, Reg. No. 0123456789",
    ],
)
def test_a_number_under_another_label_is_no_organisation(text: str) -> None:
    """A signature is full of numbers."""
    assert "gcp.org_id" not in written(text)


@pytest.mark.parametrize(
    "text",
    [
        "org id: 123456789012",
        "our Google organisation number is 123456789012",
        "he gave me this one 123456789012",
        "finance says 123456789012",
        "Org-ID 123456789012",
        "GCP org 123456789012",
        "organisation no. 123456789012",
        "123456789012",
    ],
)
def test_a_number_without_a_label_or_with_its_own_is_the_organisation(text: str) -> None:
    """Only one field takes such a number."""
    assert written(text)["gcp.org_id"] == "123456789012"


@pytest.mark.parametrize(
    "text", ["the nephew wrote 123456789012", "orgi 123456789012 Sir", "123456789012 (Tel. 0155512)"]
)
def test_an_answer_may_have_any_words_around_it(text: str) -> None:
    """What is asked for is labelled by the question."""
    assert written(text, "gcp.org_id")["gcp.org_id"] == "123456789012"


@pytest.mark.parametrize(
    "name", ["asia-docker.pkg.dev/kirim/tracker:1.4", "istio/proxy:2", "tools/nginx:1", "areas/web:3"]
)
def test_a_value_that_begins_like_a_word_stays_whole(name: str) -> None:
    """ "as" is a word before a value, not the beginning of one."""
    read = written(f"one container on cloud run, image {name}")
    assert read["infra.cloud_run.service.template.containers.0.image"] == name


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("A Cloud Run container.", "infra.cloud_run.enabled"),
        ("we need Cloud Run containers", "infra.cloud_run.enabled"),
        ("a cloud run service", "infra.cloud_run.enabled"),
        ("one GKE cluster", "infra.gke.enabled"),
        ("a Memorystore instance", "infra.memorystore.enabled"),
        ("some Pub/Sub topics", "infra.pubsub.enabled"),
        ("a storage bucket", "infra.storage.enabled"),
    ],
)
def test_a_kind_behind_a_products_name_is_the_product(text: str, path: str) -> None:
    """What an entry is called says no more than the part that has such entries."""
    assert written(text)[path] is True


def test_a_product_before_the_name_of_its_switch_is_only_its_owner() -> None:
    """What is said is said of the switch."""
    assert "infra.storage.enabled" not in written("bucket versioning off")
