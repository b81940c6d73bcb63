"""The pull request's text: what stands in it and in which order, and that nothing from outside can leave its place."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maestro.agents import pulltext
from maestro.agents.pulltext import Facts, code, escaped
from maestro.domain.handoff import Choice, Deviation, Handoff, Wish

REQUEST = {"tenant_code": "shop", "environment": "prod"}
IDENTITY = ("tenant_code", "environment")
FACTS = Facts(
    {"shop-prod": "requests/shop-prod.yaml"}, {"shop-prod": {"evaluated": False, "note": "not evaluated here"}}
)
DEVIATION = Deviation(
    "infra.database.postgres.tier", "db-custom-4-15360", "db-n1-highmem-8", "we need memory", "the cloud refuses it"
)


def told(**values: object) -> Handoff:
    return Handoff((REQUEST,), IDENTITY, **values)  # type: ignore[arg-type]


def test_the_sections_come_in_their_order() -> None:
    handoff = told(
        summary="A shop moves to the cloud",
        scenario="04-web-commerce",
        deviations=(DEVIATION,),
        wishes=(Wish("BigQuery", "Dataproc", "we want BigQuery"),),
        choices=(Choice("environment", "Environment", "prod", "user", quote="yes production"),),
    )
    rows = [
        {"policy": "pci-sql", "result": "warn", "message": "look", "resource": "SQLInstance/x", "changed": []},
        {"policy": "labels", "result": "pass", "message": "", "resource": "", "changed": ["metadata.labels"]},
        {"policy": "quiet", "result": "pass", "message": "", "resource": "", "changed": []},
    ]
    facts = Facts(
        FACTS.files,
        {"shop-prod": {"evaluated": True, "note": "", "policies": rows, "resources": {"SQLInstance": 2, "Project": 1}}},
        ("shop-prod",),
    )
    body = pulltext.body(handoff, facts)
    wanted = [
        "A shop moves to the cloud.", "changes what exists: shop-prod", "### Deviations",
        "| `infra.database.postgres.tier` | `db-custom-4-15360` | `db-n1-highmem-8` | we need memory |",
        "### Wishes", "- BigQuery; nearest: Dataproc", "### Choices",
        '| Environment `environment` | `prod` | the requester "yes production" |',
        "### Policy", "2 pass, 1 warn.", "`pci-sql`", "### Resources (3)", "1 Project, 2 SQLInstance.",
        "### Next steps", "maestro generate requests/shop-prod.yaml", "<!-- maestro: ",
    ]  # fmt: skip
    places = [body.index(part) for part in wanted]
    assert places == sorted(places)
    assert "`quiet`" not in body
    assert body == pulltext.body(handoff, facts)


def test_what_is_not_there_has_no_section() -> None:
    body = pulltext.body(told(), FACTS)
    for section in ("Deviations", "Wishes", "Choices", "Resources"):
        assert f"### {section}" not in body
    assert "not evaluated here." in body


@pytest.mark.parametrize(
    ("handoff", "changed", "title"),
    [
        (told(title="shop (prod): Web, PCI", deviations=(DEVIATION,)), (), "shop (prod): Web, PCI, 1 deviation"),
        (told(title="shop: Web with 1 deviation", deviations=(DEVIATION,)), (), "shop: Web with 1 deviation"),
        (told(), (), "shop (prod): new request"),
        (told(), ("shop-prod",), "shop (prod): changed request"),
        (Handoff((REQUEST, {**REQUEST, "environment": "nonprod"}), IDENTITY), (), "shop (prod, nonprod): new request"),
        (Handoff(({"service": "mail"},), ("service",)), (), "mail: new request"),
        (told(title="one\nline\x1b[2J only"), (), "one line [2J only"),
    ],
)  # fmt: skip
def test_the_title(handoff: Handoff, changed: tuple[str, ...], title: str) -> None:
    assert pulltext.title(handoff, changed) == title


_HOSTILE = st.text(alphabet="ab|`*_[](){}<>#@!-\\\n\r\t\x1b\u202e\u2028:/.0 ", max_size=60)


@given(_HOSTILE, _HOSTILE, _HOSTILE)
def test_hostile_words_stay_in_their_cell(value: str, reason: str, quote: str) -> None:
    """Rows keep their number of cells, lines their number, and nobody is mentioned."""
    handoff = told(
        deviations=(Deviation("a.b", value, value, reason, reason),),
        wishes=(Wish(reason, reason, quote),),
        choices=(Choice("a.b", reason, value, "user", quote, quote),),
    )
    body = pulltext.body(handoff, FACTS)
    plain = pulltext.body(
        told(deviations=(DEVIATION,), wishes=(Wish("w"),), choices=(Choice("a", "t", 1, "user"),)), FACTS
    )
    assert body.count("\n") == plain.count("\n")
    rows = [line for line in body.splitlines() if line.startswith("|")]
    assert [len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) for row in rows] == [6, 6, 6, 4, 4, 4]
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202a-\u202e\u2028]", body)
    outside_code = re.sub(r"`[^`]*`", "", re.sub(r"\\.", "", body))
    assert not re.search(r"(?<![A-Za-z0-9.&])[@#]\w", outside_code)


@given(st.text(max_size=80))
def test_a_value_cannot_leave_its_code_span(text: str) -> None:
    span = code(text)
    assert span == "(empty)" or (span.count("`") == 2 and span[0] == span[-1] == "`")
    assert "|" not in span
    assert "\n" not in span


@pytest.mark.parametrize(
    ("text", "inert"),
    [
        ("@team closes #12", "@&#8203;team closes #&#8203;12"),
        ("mail me at a@b.example", "mail me at a@b.example"),
        ("<script>", r"\<script\>"),
        ("a|b", r"a\|b"),
        ("[x](http://e)", r"\[x\](http://e)"),
    ],
)
def test_markup_is_inert(text: str, inert: str) -> None:
    assert escaped(text) == inert


def test_the_marker_cannot_be_ended_early() -> None:
    marker = pulltext.body(told(), FACTS).splitlines()[-1]
    assert re.fullmatch(r'<!-- maestro: \{"digest":"[0-9a-f]{8}","names":\["shop-prod"\],"version":1\} -->', marker)


def test_a_request_of_thousands_of_values_fits_a_pull_request() -> None:
    many = tuple(Choice(f"a.{n}", "a title of some length", "v" * 300, "file") for n in range(5000))
    body = pulltext.body(told(choices=many, deviations=(DEVIATION,) * 300), FACTS)
    assert len(body) < 65_000
    assert "4850 more rows" in body


def test_two_requests_are_told_apart() -> None:
    """A table of what differs, their names left out; nothing of it for one request alone."""
    large = {**REQUEST, "infra": {"size": "large"}}
    small = {"tenant_code": "shop", "environment": "nonprod", "infra": {"size": "small"}}
    both = Handoff((large, small), IDENTITY, choices=(Choice("infra.size", "Size", "large", "user"),))
    files = {"shop-prod": "requests/shop-prod.yaml", "shop-nonprod": "requests/shop-nonprod.yaml"}
    body = pulltext.body(both, Facts(files, {}))
    assert "| Field | shop-prod | shop-nonprod |" in body
    assert "| Size `infra.size` | `large` | `small` |" in body
    assert "| `environment` |" not in body
    assert "Differences" not in pulltext.body(told(), FACTS)
