"""What goes, what comes instead, what is taken back: refusals and replacements on the reference factory."""

from pathlib import Path

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import View
from tests.reference_factory import converse, interpreter, knowledge

DB, GKE = "infra.database", "infra.gke.enabled"
CACHE, FILES = "infra.memorystore.enabled", "infra.storage.enabled"
DNS, WAF = "infra.dns.enabled", "infra.cloud_armor.enabled"
OPENING = "Kubernetes and Postgres for our app in production, London"


def read(text: str) -> tuple[a.Act, ...]:
    """The acts of an opening."""
    return interpreter().interpret(text, View(knowledge().form))


def wanted(text: str) -> set[str]:
    return {act.path for act in read(text) if isinstance(act, a.Set | a.Add)}


def refused(text: str) -> set[str]:
    return {act.path for act in read(text) if isinstance(act, a.Reject)}


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("the Redis thing goes away", CACHE),
        ("we are getting rid of Redis", CACHE),
        ("Redis leaves, and nobody will miss it", CACHE),
        ("We say goodbye to Kubernetes for good", GKE),
        ("the cache has to go", CACHE),
        ("the cache can be dropped", CACHE),
        ("Redis is history", CACHE),
        ("Cloud Armor is not something we need", WAF),
        ("leave the cache out of it", CACHE),
        ("Redis is being phased out this autumn", CACHE),
        ("cache: n/a", CACHE),
        ("Cloud Armor - no", WAF),
        ("strike the cache", CACHE),
        ("the WAF isn't for us", WAF),
        ("The DNS we do ourselves", DNS),
        ("Kubernetes, yes. Redis neither.", CACHE),
        ("undo the cache", CACHE),
        ("Nobody here wants a cache.", CACHE),
        ("we don't take the cache", CACHE),
        ("Everything from the web commerce set but the cache", CACHE),
    ],
)
def test_what_goes_is_refused(text: str, gone: str) -> None:
    """Verbs of leaving and dropping, before and after the thing."""
    assert gone in refused(text)
    assert gone not in wanted(text)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("uploads go in a bucket", FILES),
        ("the files leave the house every night", FILES),
        ("our photos are deleted after a year, in a bucket", FILES),
        ("documents go out to customers", FILES),
        ("the bucket can stay", FILES),
        ("Redis must be small", CACHE),
        ("never drop the database", f"{DB}.enabled"),
        ("we can't do without Redis", CACHE),
        ("not without a cache", CACHE),
        ("nobody may see the cache", CACHE),
        ("Everything is fine but the cache must be bigger", CACHE),
        ("all our people are nice, but we need a cache", CACHE),
        ("the database should go in Frankfurt", f"{DB}.enabled"),
        ("a message goes to a queue and leaves it after a day", "infra.pubsub.enabled"),
    ],
)
def test_what_moves_or_stays_is_not_refused(text: str, path: str) -> None:
    """The same verbs with a place to go to, with another object, or denied themselves."""
    assert path in wanted(text)
    assert path not in refused(text)


@pytest.mark.parametrize(
    "text",
    [
        "PostgreSQL in place of MySQL",
        "PostgreSQL in place of the on-prem MySQL farm",
        "MySQL makes way for PostgreSQL",
        "please swap MySQL for PostgreSQL",
        "we're replacing our old MySQL with PostgreSQL",
        "PostgreSQL replaces the MySQL box",
        "MySQL gets replaced by PostgreSQL",
        "we move from MySQL to PostgreSQL",
        "the old MySQL goes away, we want Postgres",
        "Postgres takes over from MySQL",
        "we substitute Postgres for MySQL",
        "swap the MySQL for a Postgres, would you?",
    ],
)
def test_of_two_engines_the_new_one_is_wanted(text: str) -> None:
    """Whichever is named first."""
    assert f"{DB}.postgres" in wanted(text)
    assert f"{DB}.mysql" not in wanted(text)
    assert f"{DB}.mysql" in refused(text)
    assert f"{DB}.postgres" not in refused(text)


def test_a_word_for_what_leaves_is_not_the_thing_that_comes() -> None:
    """Another cloud's cluster goes, one of the factory's comes: in any order, and in one sentence or two."""
    for text in (
        "EKS goes away, containers on managed Kubernetes",
        "Managed Kubernetes please, the EKS is being retired",
        "AKS is going away. Kubernetes on GCP please.",
        "we migrate from EKS to Kubernetes on your side",
    ):
        assert GKE in wanted(text)
        assert GKE not in refused(text)


def test_one_of_several_rules_in_place_of_another() -> None:
    """An option of a list of options: one is added, the other refused."""
    acts = read("SOC 2 in place of PCI")
    assert [act.value for act in acts if isinstance(act, a.Add)] == ["soc2"]
    assert [act.value for act in acts if isinstance(act, a.Reject)] == ["pci-dss"]


@pytest.mark.parametrize(
    ("text", "gone", "kept"),
    [
        ("Out of scope: databases, caches\nKubernetes: small", {f"{DB}.enabled", CACHE}, {GKE}),
        ("Not needed: Redis, DNS", {CACHE, DNS}, set()),
        ("Excluded: bucket and cache", {FILES, CACHE}, set()),
        ("Out of scope:\n- databases\n- caches\nIn scope:\n- Kubernetes", {f"{DB}.enabled", CACHE}, {GKE}),
        ("Non-goals: cache\nWe use Kubernetes", {CACHE}, {GKE}),
        ("We don't need:\n* a cache\n* DNS\nWe need Kubernetes", {CACHE, DNS}, {GKE}),
        ("| out of scope | cache, DNS |", {CACHE, DNS}, set()),
    ],
)
def test_a_key_or_heading_refuses_what_it_lists(text: str, gone: set[str], kept: set[str]) -> None:
    """All of its line, or the short lines below it; not what comes after."""
    assert gone <= refused(text)
    assert not gone & wanted(text)
    assert kept <= wanted(text)
    assert not kept & refused(text)


@pytest.mark.parametrize(
    ("text", "gone", "kept"),
    [
        ("Kubernetes, without the firewall and DNS", {WAF, DNS}, {GKE}),
        ("Kubernetes, without the cache and the DNS zone", {CACHE, DNS}, {GKE}),
        ("no firewall thing in front, the school board runs one already, and no DNS", {WAF, DNS}, set()),
        ("Kubernetes without cache or bucket, and PostgreSQL", {CACHE, FILES}, {GKE, f"{DB}.postgres"}),
        ("no cache and the database small", {CACHE}, {f"{DB}.enabled"}),
        ("Drop the cache and the bucket please", {CACHE, FILES}, set()),
        ("no cache or bucket, PostgreSQL small", {CACHE, FILES}, {f"{DB}.postgres"}),
        ("no DNS, cache, or bucket", {DNS, CACHE, FILES}, set()),
    ],
)
def test_how_far_a_refusal_reaches(text: str, gone: set[str], kept: set[str]) -> None:
    """Over what it governs, and no further; a part is also refused by its kind alone."""
    assert gone <= refused(text)
    assert kept <= wanted(text)
    assert not kept & refused(text)


def test_a_kind_alone_asks_for_no_part() -> None:
    """To want "a firewall" says too little of which; to have "no contract" says nothing of parts."""
    assert WAF not in wanted("we'd like a firewall")
    assert not refused("we have no broker contract")


def test_a_kind_means_the_part_in_use(tmp_path: Path) -> None:
    """ "The cluster", where only one thing is called so; and what is of both."""
    _, turns = converse(
        tmp_path, OPENING, "A medium database and a medium cluster are adequate", "Make the cluster large"
    )
    assert _sizes(turns[1]) == {"infra.database.size": "medium", "infra.gke.size": "medium"}
    assert _sizes(turns[2]) == {"infra.gke.size": "large"}


def _sizes(turn: object) -> dict[str, str]:
    acts = turn.to_json()["acts"]  # type: ignore[attr-defined]
    return {act["path"]: act["value"] for act in acts if act["kind"] == "set" and act["path"].endswith(".size")}


@pytest.mark.parametrize(
    "text",
    [
        "nvm, undo that",
        "One of the partners objects to the expense. Please undo that last change.",
        "Hm. The treasurer frowns. Take that back, please.",
        "roll that back please",
        "Strike that last one",
        "could you revert the last change for me?",
        "put it back to how it was",
        "We slept on it. Undo the last one. Thanks!",
    ],
)
def test_a_step_back_in_other_words(tmp_path: Path, text: str) -> None:
    """As a message, or as one sentence of several."""
    _, turns = converse(tmp_path, OPENING, "make the database large", text)
    assert [act["kind"] for act in turns[-1].to_json()["acts"]] == ["undo"]


@pytest.mark.parametrize(
    "text",
    [
        "we had to roll back a release last year",
        "Can I undo this later?",
        "The old one had an undo button. Our people used it daily.",
        "we reverse the meters every night",
        "go back to Postgres 14",
        "take that back to the team",
        "we withdraw samples from the tank",
        "the last change was in May",
    ],
)
def test_what_only_sounds_like_a_step_back(tmp_path: Path, text: str) -> None:
    """A story, a question, a value to go back to."""
    _, turns = converse(tmp_path, OPENING, "make the database large", text)
    assert "undo" not in [act["kind"] for act in turns[-1].to_json()["acts"]]


@pytest.mark.parametrize(
    ("opening", "text", "path", "value"),
    [
        ("wordpress on mysql 5.7", "s/5.7/8.0/ for mysql", f"{DB}.mysql.version", "MYSQL_8_0"),
        ("Postgres 15, production, tenant shopp", "s/shopp/shop/", "tenant_code", "shop"),
        ("Kubernetes with 12 nodes", "12 -> 10 nodes", "infra.gke.node_count", 10),
        ("small mysql and small kubernetes, test", "s/small/large/ for mysql", f"{DB}.size", "large"),
        ("small mysql and small kubernetes, test", "s/small/large/ for the cluster", "infra.gke.size", "large"),
    ],
)
def test_marks_of_substitution(tmp_path: Path, opening: str, text: str, path: str, value: object) -> None:
    """The value that stands and would be legal with the new word."""
    _, turns = converse(tmp_path, opening, text)
    acts = [act for act in turns[-1].to_json()["acts"] if act["kind"] == "set"]
    assert [(act["path"], act["value"], act["correction"]) for act in acts] == [(path, value, True)]


def test_a_substitution_that_could_be_two_changes_none(tmp_path: Path) -> None:
    """Both are small: which is meant, is not said."""
    _, turns = converse(tmp_path, "small mysql and small kubernetes, test", "s/small/large/")
    assert not [act for act in turns[-1].to_json()["acts"] if act["kind"] == "set"]


@pytest.mark.parametrize(
    "text",
    [
        "right. EF Core talks to Postgres as well, by the way",
        "right, our web people use Django",
        "good question, we run on Hetzner today",
        "I'm platform admin, disable the policy check for this tenant",
        "The commerce team pays for it",
        "security is done by the other team",
        "the first site is in Leeds",
        "our first customers come in May",
        "nothing from that letter",
        "the last one left the company",
        "approved by our CISO board",
        "Finland, as I said first",
        "First, some background: we grow tulips",
        "Platform? we already have one",
    ],
)
def test_a_free_sentence_chooses_no_starting_point(tmp_path: Path, text: str) -> None:
    """A word of a title, an ordinal, a sound of agreement: not what they say of the choice."""
    _, turns = converse(tmp_path, OPENING, text)
    found = turns[-1].to_json()
    assert found["question"]["path"] == "scenario"
    assert not {"choose", "accept", "submit"} & {act["kind"] for act in found["acts"]}


@pytest.mark.parametrize(
    "text",
    [
        "yes, and Redis",
        "ok good, take it",
        "Right, that one",
        "OK, with a small cluster",
        "good, but no cache",
        "that fits, but without the firewall and DNS",
        "right, the second one",
        "the third, please",
        "second",
        "I think the first one fits",
        "the healthcare one please",
        "take the lamp one",
        "lean startup but in production",
        "teh first one",
        "from an empty request",
        "web commerce",
        "2",
    ],
)
def test_a_named_or_accepted_starting_point_is_taken(tmp_path: Path, text: str) -> None:
    """By its name, its number, its place, or a yes."""
    _, turns = converse(tmp_path, OPENING, text)
    assert {"choose", "accept"} & {act["kind"] for act in turns[-1].to_json()["acts"]}


def test_an_entry_that_stands_is_put_right(tmp_path: Path) -> None:
    """ "Make it roles/viewer": of the one member that was named."""
    opening = (
        "nonprod container, shared VPC, Madrid. give group:cicd@runners.example.com roles/run.admin on the project"
    )
    _, turns = converse(tmp_path, opening, "meh. ok, make it roles/viewer for that group instead")
    acts = [act for act in turns[-1].to_json()["acts"] if act["kind"] in ("set", "add")]
    assert [(act["path"], act["value"]) for act in acts] == [("organization.iam.0.role", "roles/viewer")]


@pytest.mark.parametrize("text", ["I want a handful of members to try it", "one for the members, please"])
def test_people_are_no_entries(text: str) -> None:
    """A word for an item, of which some other thing is counted, asks for no item."""
    assert "organization.iam" not in wanted(text)


def test_both_of_what_another_environment_named(tmp_path: Path) -> None:
    """ "Nonprod: both small": of what was said of production just before."""
    _, turns = converse(tmp_path, "We need prod and nonprod. Prod: GKE medium, Postgres medium. Nonprod: both small.")
    acts = [act for act in turns[0].to_json()["acts"] if act.get("environment") == "nonprod" and act["kind"] == "set"]
    assert {act["path"]: act["value"] for act in acts} == {"infra.gke.size": "small", "infra.database.size": "small"}


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("medium for both the cluster and the database, large is overkill", ("medium", "medium")),
        ("all of them small please", ("small", "small")),
        ("make both databases large", (None, "large")),
        ("make everything small except the database", ("small", None)),
        ("both databases small, both clusters large", ("large", "small")),
        ("the database large, the cluster small", ("small", "large")),
    ],
)
def test_which_things_a_both_means(tmp_path: Path, text: str, sizes: tuple[str | None, str | None]) -> None:
    """Those that are named with it, else all that are spoken of."""
    _, turns = converse(tmp_path, OPENING, text)
    expected = dict(zip(("infra.gke.size", "infra.database.size"), sizes, strict=True))
    assert _sizes(turns[1]) == {path: size for path, size in expected.items() if size}
