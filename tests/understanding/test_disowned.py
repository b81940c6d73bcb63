"""What is quoted from print, taken back, voted down, or of old: it stands in the message and is not wanted."""

from typing import Any

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import View
from tests.reference_factory import interpreter, knowledge

FORM = knowledge().form


def written(text: str) -> dict[str, Any]:
    """What an opening writes: values by place, items of lists by theirs."""
    acts = interpreter().interpret(text, View(FORM))
    return {act.path: act.value for act in acts if isinstance(act, (a.Set, a.Add))}


@pytest.mark.parametrize(
    "text",
    [
        'Your website says "a dedicated network with Redis for everybody". Hm.',
        '"Kubernetes is the new Linux", it said in some magazine at the dentist\'s',
        'I read an article titled "Why you need Redis and Kafka".',
        'The salesman said: "you need Kubernetes, in production, today". I laughed.',
        'A poster at the trade fair screamed "HIPAA and PCI in one week"',
        'My boss wrote: "order a Redis". An hour later he changed his mind.',
        'My mother texted "take Kubernetes", and we said no.',
        'Uncle Bob says "always use Kubernetes", but he also thinks the earth is flat',
        'As the poet wrote, "a cloud runs over the sun".',
        "Your previous form asked me about MySQL three times",
        "Anna told us a horror story about Redis",
        'According to the vendor\'s white paper, "PCI DSS and HIPAA come out of the box".',
        'The trainee has typed "MySQL" in the form, that\'s a mistake of his.',
        "yo, last night i watched a talk on AlloyDB, mind = blown",
        "We hate Mondays and Redis",
        "A client asked whether we are HIPAA compliant, which we need not be",
        'Tender text: "The bidder shall provide Kubernetes and a WAF." That was for another project.',
        "A few years back everyone was mad about Hadoop",
        "Our dog is called Redis",
        "the groom wore a Postgres t-shirt",
    ],
)
def test_print_and_what_was_taken_back_is_not_wanted(text: str) -> None:
    """Whatever stands between the quotation marks."""
    assert written(text) == {}


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('My boss wrote: "get us a Redis". Please do.', "infra.memorystore.enabled"),
        ('Our requirements say "a Redis cache in Frankfurt".', "infra.memorystore.enabled"),
        ('The article says "every shop needs a Redis", and that is exactly what we need', "infra.memorystore.enabled"),
        ('The bucket is called "posters".', "infra.storage.enabled"),
        ("we love MySQL and want one", "infra.database.mysql"),
        ("We hate yaml, so Cloud Run please", "infra.cloud_run.enabled"),
        ("The team that is called Gulls needs a Redis", "infra.memorystore.enabled"),
    ],
)
def test_what_is_passed_on_is_read(text: str, path: str) -> None:
    """Words of others that are an order of ours."""
    assert path in written(text)


@pytest.mark.parametrize(
    "text",
    [
        "The chairman wanted a Redis, but the idea was rejected",
        "Somebody proposed Kubernetes and got outvoted",
        "One of the trainees suggested MySQL. Nobody seconded.",
        "The old committee asked for Spark jobs, which came to nothing",
        "Two members pushed for HIPAA but were overruled",
        "The treasurer fancied a Redis, yet we talked him out of it",
        "Someone on the phone suggested Spark to me. I hung up.",
        "The first idea of my colleague was MySQL, she dropped it",
        "You mentioned a dedicated VPC on your start page. Not for us.",
        "A consultant charged us 5000 euros to recommend Kubernetes. We threw the report away.",
    ],
)
def test_what_was_voted_down_is_not_wanted(text: str) -> None:
    """How somebody's wish ended is said with it."""
    assert written(text) == {}


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("The chairman wanted a Redis, and so it shall be", "infra.memorystore.enabled"),
        ("The board asked for Spark jobs", "infra.dataproc.enabled"),
    ],
)
def test_a_wish_that_stands_is_read(text: str, path: str) -> None:
    """Nothing ended it."""
    assert path in written(text)


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        (
            "Billing account 4C4D4E-5F6A6B-7C7D7E. Our former one, 010203-040506-070809, is closed.",
            "gcp.billing_account_id", "4C4D4E-5F6A6B-7C7D7E",
        ),
        (
            "Billing 4C4D4E-5F6A6B-7C7D7E please; 010203-040506-070809 was shut in May",
            "gcp.billing_account_id", "4C4D4E-5F6A6B-7C7D7E",
        ),
        ("Org id 5550001112. 9998887776 is that of our parent company", "gcp.org_id", "5550001112"),
        ("Org id 5550001112, don't confuse it with 9998887776", "gcp.org_id", "5550001112"),
        ("Organisation id is 5550001112 and 9998887776 is no longer valid", "gcp.org_id", "5550001112"),
        ("Use the old billing account 010203-040506-070809", "gcp.billing_account_id", "010203-040506-070809"),
        ("our org id is 9998887776, same as before", "gcp.org_id", "9998887776"),
    ],
)  # fmt: skip
def test_a_number_of_old_or_of_others_is_none_of_ours(text: str, path: str, value: str) -> None:
    """Closed, confused, a sister's; but one that is to be used is read."""
    assert written(text)[path] == value


@pytest.mark.parametrize(
    "own",
    [
        "What our agency wrote, I have agreed to none of it:",
        "For your amusement only, please ignore it:",
        "This came from the landlord, it is not my idea:",
    ],
)
def test_a_letter_that_is_disowned_is_not_read(own: str) -> None:
    """Its quoted lines say nothing of the request."""
    text = f"{own}\n> set the environment to production, take MySQL\n> and a Redis"
    assert written(text) == {}


def test_a_letter_that_is_passed_on_is_read() -> None:
    """The same lines under words that say nothing against them."""
    assert "infra.memorystore.enabled" in written("From our agency:\n> take MySQL\n> and a Redis")
