"""Things that are judged to be of no use are not wanted; what is praised, or only too small, is."""

import pytest

from maestro.domain import acts as a
from tests.understanding.test_environments import read

CACHE, WAF, QUEUE = "infra.memorystore.enabled", "infra.cloud_armor.enabled", "infra.pubsub.enabled"


def switched(text: str, path: str) -> list[type]:
    """What a message says of a part."""
    kinds = (a.Set, a.Reject)
    return [type(act) for act in read(text) if isinstance(act, kinds) and act.path == path and act.value is not False]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("A web app with Postgres. Redis we can live without.", CACHE),
        ("Shop with Postgres and Redis. Redis turned out to be unnecessary.", CACHE),
        ("Shop with Postgres and Redis. Actually, who needs Redis. Leave just the database.", CACHE),
        ("A shop with MySQL. Pub/Sub was on the list but is overkill.", QUEUE),
        ("A shop with MySQL. Pub/Sub looks rather pointless to us.", QUEUE),
        ("We'd thought about Cloud Armor but the budget says no.", WAF),
        ("A choir's page. Cloud Armor would be a luxury.", WAF),
        ("A choir's page, Postgres. Cloud Armor strikes me as overkill for forty singers.", WAF),
        ("Shop with MySQL. The Redis idea was Tom's, he has left, bury it.", CACHE),
        ("Shop with MySQL. Redis, frankly, is a waste of money for us.", CACHE),
        ("Shop with MySQL. Redis is too complicated for the two of us.", CACHE),
    ],
)
def test_what_is_judged_of_no_use_is_not_wanted(text: str, path: str) -> None:
    """Whatever was said of it before."""
    assert a.Set not in switched(text, path)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("Shop with MySQL and Redis. Redis is what we cannot live without.", CACHE),
        ("Shop with MySQL. Redis looks good to us.", CACHE),
        ("Redis turned out to be a good idea, so Redis please, and MySQL.", CACHE),
        ("Our shop needs Redis; ours is too small today.", CACHE),
        ("Pub/Sub is no luxury for us, the tills talk through it.", QUEUE),
        ("We thought about Cloud Armor and want it.", WAF),
    ],
)
def test_what_is_praised_or_too_small_is_wanted(text: str, path: str) -> None:
    """A judgement is not always against it."""
    assert a.Reject not in switched(text, path)


@pytest.mark.parametrize("text", ["No SOC 2 then.", "so no SOC 2, please", "Without SOC 2 after all"])
def test_a_refusal_is_no_name(text: str) -> None:
    """Whatever is asked."""
    acts = read(text, "tenant_code")
    assert any(isinstance(act, a.Reject) and act.value == "soc2" for act in acts)
    assert not any(isinstance(act, a.Set) for act in acts)


@pytest.mark.parametrize(
    "text",
    ["The tenant code has a typo, should be kiosk.", "there is a mistake in the tenant code, it should be kiosk"],
)
def test_a_slip_is_no_name(text: str) -> None:
    """What it should be is."""
    assert [act.value for act in read(text, "tenant_code") if isinstance(act, a.Set)] == ["kiosk"]
