"""Every format is found in every surrounding it comes in; what only looks like one is not."""

import zlib
from collections.abc import Callable

import pytest

from maestro.domain.findings import Severity
from maestro.guard.scan import scan
from maestro.guard.shapes import SHAPES
from tests.guard.tokens import BASE36, HEX, SAMPLES, age, checked, counted, grafana, jwt, pem, routable, some

IDS = [shape.id for shape in SHAPES]
# These are found by what stands before them, so that another surrounding would hide them.
IN_CONTEXT = {
    *("aws-secret-key", "gcp-service-account", "azure-storage-key", "azure-sas", "azure-bus-key", "twilio-token"),
    *("database-url", "url-password", "basic-auth", "bearer-token", "assigned-secret"),
    *("slack-webhook", "discord-webhook", "teams-webhook"),
}


def kinds(text: str) -> list[str]:
    return [hit.shape.id for hit in scan(text).hits]


def test_each_shape_has_a_sample_and_an_id_of_its_own() -> None:
    assert len(IDS) == len(set(IDS)) >= 24
    assert sorted(IDS) == sorted(SAMPLES)


@pytest.mark.parametrize("kind", IDS)
def test_a_credential_is_found_alone_and_for_certain(kind: str) -> None:
    for _ in range(5):
        hits = scan(SAMPLES[kind]()).hits
        assert [hit.shape.id for hit in hits] == [kind]
        assert hits[0].certain


AROUND = (
    *("value: {}", 'export X="{}"', "{}\r", "x={};y=1", "[{}]", "see {}.", "({})", "**{}**"),
    *("a\\n{}\\nb", "url?t=%3D{}&b", "\u00e9{}\u00e9"),
)


@pytest.mark.parametrize("kind", sorted(set(IDS) - IN_CONTEXT))
def test_a_credential_is_found_wherever_it_stands(kind: str) -> None:
    token = SAMPLES[kind]()
    assert [around for around in AROUND if kind not in kinds(around.replace("{}", token))] == []


@pytest.mark.parametrize("kind", sorted(set(IDS) - IN_CONTEXT - {"putty-key", "private-key"}))
def test_every_hint_is_true_of_its_shape(kind: str) -> None:
    shape = next(s for s in SHAPES if s.id == kind)
    text = SAMPLES[kind]()
    assert any(hint in (text.lower() if shape.folded else text) for hint in shape.hints)


@pytest.mark.parametrize("make", [lambda: checked("ghp_"), lambda: checked("npm_"), routable, grafana, age])
def test_a_wrong_check_character_is_doubtful_but_said(make: Callable[[], str]) -> None:
    token = make()
    last = next(c for c in ("QP" if token.isupper() else "78") if c != token[-1])
    hits = scan(token[:-1] + last).hits
    assert [hit.certain for hit in hits] == [False]


def test_gitlabs_routable_tokens_of_both_versions_are_checked() -> None:
    for version in ("", ".01"):
        body = f"glpat-{some(27)}{version}.0r"
        good = body + counted(zlib.crc32(body.encode()), BASE36, 7)
        assert [hit.certain for hit in scan(good).hits] == [True]
        assert [hit.certain for hit in scan(good[:-1] + ("a" if good[-1] != "a" else "b")).hits] == [False]


def test_a_pypi_token_that_is_no_macaroon_is_doubtful() -> None:
    assert [hit.certain for hit in scan("pypi-AgE" + some(90)).hits] == [False]


def test_the_published_example_of_githubs_check_is_certain() -> None:
    body = "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ"
    assert scan(f"ghp_{body}0mLq17").hits[0].certain
    assert not scan(f"ghp_{body}0mLq18").hits[0].certain


@pytest.mark.parametrize(
    "text",
    [
        "AKIAIOSFODNN7EXAMPLE",
        "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "ghp_" + "x" * 36,
        "ghp_" + "0" * 36,
        "GITHUB_TOKEN=ghp_YOUR-TOKEN-HERE",
        "token: ${GITHUB_TOKEN}",
        "token: {{ .Values.token }}",
        "password: $DB_PASSWORD",
        "password: %PASSWORD%",
        "password: <your password>",
        "password: changeme",
        "password: required",
        "password: correct-horse",
        "password: FromTheSecretStore1",
        "secretName: shop-tls-2",
        "secret_manager: enabled",
        "secretKeyRef: database-credentials",
        "api_key = settings.api_key",
        "token = get_token()",
        "token: projects/shop/secrets/db/versions/3",
        "password: /run/secrets/db_password1",
        "credentials: https://console.cloud.google.com/apis/credentials2",
        "passwords are kept in the secret manager: db-password, api-token",
        "postgres://user:password@localhost/db",
        "postgres://app:$DB_PASSWORD@db/shop",
        "postgres://app:${DB_PASSWORD}@db/shop",
        "https://docs.acme.test:8443/path@2",
        "mailto:bob@acme.test",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----",
        "## -----BEGIN RSA PRIVATE KEY-----\n  ## the name should line up with the secret of the ingress above\n" * 2,
        "private_key: SSHPrivateKeyTypes",
        "token: ReadOnly[str]",
        "api_key = dynamic_api_key or other",
        "access_key: x-some-api-key",
        "credential=credential_,",
        "output_cost_per_token: 1.25e-05",
        "max_token: 100000000",
        "api_key: Optional. The key",
        "token: 2024-02-29T12:00:00Z",
        "secret: shop-database-credentials-2",
        "-----BEGIN CERTIFICATE-----\n" + "A1b2" * 40,
        "-----BEGIN PUBLIC KEY-----\n" + "A1b2" * 40,
        "eyJhbGciOi.not.a-token",
        "Authorization: Basic <credentials>",
        "Authorization: Bearer $TOKEN",
        "sha256:" + "0f" * 32,
        "image: europe-docker.pkg.dev/shop/web@sha256:" + "a1" * 32,
        "commit 3f9a1c0d3f9a1c0d3f9a1c0d3f9a1c0d3f9a1c0d",
        "a task-force-list and a risk-assessment-2024-with-a-very-long-name-in-it",
        "01A2B3-C4D5E6-F70819",
        "sk-learn is a library",
        "uid: 123e4567-e89b-12d3-a456-426614174000",
        "key: value",
        "primary_key: id1",
        "integrity sha512-" + "Ab3/" * 22 + "==",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_credential_is_left_alone(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize("kind", sorted(set(IDS) - IN_CONTEXT - {"private-key", "encoded-private-key", "putty-key"}))
def test_a_piece_of_a_longer_word_is_none(kind: str) -> None:
    assert kind not in kinds("Zq9" + SAMPLES[kind]())


def test_a_key_in_several_lines_is_one_hit_to_its_end() -> None:
    text = f"a: 1\nkey: |\n  {pem().replace(chr(10), chr(10) + '  ')}\nb: 2\n"
    scanned = scan(text)
    assert [scanned.lines(hit) for hit in scanned.hits] == [(2, 9)]


def test_a_key_in_one_line_of_json_is_found() -> None:
    assert kinds('{"private_key": "' + pem("PRIVATE KEY").replace("\n", "\\n") + '"}') == ["private-key"]


def test_a_key_whose_end_is_missing_is_found() -> None:
    assert kinds(pem("OPENSSH PRIVATE KEY").rpartition("\n")[0]) == ["private-key"]


def test_a_pgp_key_with_headers_is_found() -> None:
    text = pem("PGP PRIVATE KEY BLOCK").replace("-----\n", "-----\nVersion: GnuPG v2\n\n", 1)
    assert kinds(text) == ["private-key"]


def test_assignments_are_milder_than_formats() -> None:
    severities = {hit.shape.severity for hit in scan(f"password: {some(28)}").hits}
    assert severities == {Severity.MEDIUM}


@pytest.mark.parametrize(
    "value",
    [
        "Sup3rS3cret!2024",
        "Winter2024!",
        "p@ssW0rd99",
        "MWYyZDFlMmU2N2Rm",
        "x7Kq-2mPz-9vLw",
        "$ecret99x!",
    ],
)
@pytest.mark.parametrize(
    "form", ["password: {}", 'DB_PASSWORD="{}"', "'client_secret' => '{}'", "--api-key={}", "pwd={};"]
)
def test_values_that_are_no_words_are_found_behind_such_names(value: str, form: str) -> None:
    assert kinds(form.format(value)) == ["assigned-secret"]


def test_the_format_wins_over_the_assignment_around_it() -> None:
    assert kinds(f"token = {checked('ghp_')}") == ["github-pat"]
    assert kinds(f"Authorization: Bearer {jwt()}") == ["jwt"]


def test_masks_show_public_prefixes_only() -> None:
    assert scan(checked("ghp_")).hits[0].mask == "ghp_…"
    assert scan(f"password: {some(28)}").hits[0].mask == ""
    assert scan(f"mysql://a:{some(9)}@h/d").hits[0].mask == ""
    assert all(len(scan(SAMPLES[kind]()).hits[0].mask) <= 5 for kind in IDS)


def test_several_tokens_apart_by_one_character_are_all_found() -> None:
    assert kinds(" ".join(checked("ghp_") for _ in range(4))) == ["github-pat"] * 4


def test_hex_digests_are_no_keys() -> None:
    assert kinds(" ".join(some(n, HEX) for n in (32, 40, 64, 128))) == []
