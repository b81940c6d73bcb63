"""Redaction takes every credential out, keeps the rest, and is fast on any text."""

import base64
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maestro.guard.redact import redact
from maestro.guard.scan import scan
from maestro.guard.shapes import SHAPES
from tests.guard.tokens import SAMPLES, checked, pem

WORDS = st.text(alphabet=st.characters(codec="utf-8"), max_size=40)


@pytest.mark.parametrize("kind", sorted(SAMPLES))
def test_no_secret_is_left(kind: str) -> None:
    text = SAMPLES[kind]()
    hit = scan(text).hits[0]
    secret = text.encode()[hit.start : hit.end].decode()
    redacted = redact(f"before {text} after")
    assert secret not in redacted
    assert f"[redacted:{kind}]" in redacted
    assert redacted.startswith("before ")
    assert redacted.endswith(" after") or kind == "private-key"


@given(before=WORDS, after=WORDS)
@settings(max_examples=100)
def test_a_token_is_taken_out_of_any_text(before: str, after: str) -> None:
    token = checked("ghp_")
    assert token not in redact(f"{before} {token} {after}")


@given(st.text(max_size=300))
def test_any_text_is_taken_and_a_second_time_changes_nothing(text: str) -> None:
    once = redact(text)
    assert redact(once) == once


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_a_text_without_credentials_comes_back_as_it_is(text: str) -> None:
    assert scan(text, eager=True).hits or redact(text) == text


def test_half_a_surrogate_pair_is_no_reason_to_fail() -> None:
    assert checked("ghp_") not in redact("\ud800 " + checked("ghp_"))


@pytest.mark.parametrize("text", ["password: hunter2", "PGPASSWORD=s3cret", "the pwd is Abc!", 'passphrase = "a1b2"'])
def test_whatever_is_called_a_password_is_taken_out_though_it_is_no_finding(text: str) -> None:
    assert "[redacted:password]" in redact(text)
    assert scan(text).hits == ()


@pytest.mark.parametrize(
    "text", ["password: required", "the password is kept elsewhere", "pwd=$PWD", "password: ${DB_PASSWORD}"]
)
def test_talk_about_passwords_stays(text: str) -> None:
    assert redact(text) == text


def _milliseconds(text: str) -> float:
    best = 1e9
    for _ in range(3):
        start = time.perf_counter()
        redact(text)
        best = min(best, time.perf_counter() - start)
    return best * 1000


def test_a_long_ordinary_text_takes_milliseconds() -> None:
    prose = "The database password is kept in the secret manager; the token: see the api key page (https://a.test/x).\n"
    text = (prose * 1000)[:100_000]
    redact(text)
    assert _milliseconds(text) < 60  # 20 on a quiet machine


HOSTILE = [
    "-----BEGIN PRIVATE KEY-----",
    "eyJhbGciOiJIUzI1NiJ9.",
    "password=",
    "postgres://a:b",
    "aws secret key ",
    "ghp_" + "a" * 35 + " ",
    "glpat-" + "a" * 20 + ".",
    "=" * 50,
    "sk-ant-api03-",
    "\\n",
    "%3D",
    "x" * 100 + "AZDO",
]


@pytest.mark.parametrize("piece", HOSTILE + sorted({hint for shape in SHAPES for hint in shape.hints})[::12])
def test_time_grows_with_the_length_and_no_faster(piece: str) -> None:
    short, long = (piece * (30_000 // len(piece)), piece * (120_000 // len(piece)))
    small = max(_milliseconds(short), 1.0)
    assert _milliseconds(long) < 4 * small * 4  # four times the text; a square would be sixteen, with room for noise


def test_a_token_in_base64_goes_as_a_whole_and_other_base64_stays() -> None:
    wrapped = base64.b64encode(f"x={checked('npm_')}".encode()).decode()
    harmless = base64.b64encode(b"nothing to see in this sentence").decode()
    assert redact(f"{harmless} {wrapped}.") == f"{harmless} [redacted:npm-token]."


def test_keys_do_not_hide_each_other() -> None:
    redacted = redact(f"{pem()}\n{checked('ghp_')}\n{pem('EC PRIVATE KEY')}")
    assert redacted.split("\n") == ["[redacted:private-key]", "[redacted:github-pat]", "[redacted:private-key]"]
