"""Request files of any origin: each problem has its line; what is written is read back as it was."""

import contextlib
import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from maestro.domain.errors import UnreadableError, UsageError
from maestro.factory.requestfile import (
    MAX_BYTES,
    parse_documents,
    read_document,
    read_documents,
    read_request,
    read_requests,
    write_request,
)
from maestro.factory.yamldocument import parse

GOOD = "tenant_code: shop\nenvironment: prod\ninfra:\n  storage:\n    buckets:\n      - name: a\n      - name: b\n"


def put(folder: Path, content: str | bytes) -> Path:
    path = folder / "request.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_good_file_is_read_with_lines(tmp_path: Path) -> None:
    document = read_document(put(tmp_path, GOOD))
    assert document.value["infra"]["storage"]["buckets"] == [{"name": "a"}, {"name": "b"}]
    lines = {
        "": 1,
        "environment": 2,
        "infra.storage": 4,
        "infra.storage.buckets.1.name": 7,
        "infra.storage.buckets.1": 7,
    }
    assert {path: document.locate(path) for path in lines} == lines
    assert document.locate("infra.storage.nothing.deeper") == 4
    assert document.locate("nothing") == 1
    assert document.place("environment").endswith("request.yaml:2")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_utf8_with_or_without_mark(tmp_path: Path, mark: bytes) -> None:
    assert read_request(put(tmp_path, mark + "owner: Jürgen\n".encode())) == {"owner": "Jürgen"}


REFUSED = {
    "utf-16": ("owner: x\n".encode("utf-16"), "UTF-16"),
    "utf-32": ("owner: x\n".encode("utf-32"), "UTF-32"),
    "latin-1": ("a: 1\nowner: Jürgen\n".encode("latin-1"), r":2: expected UTF-8 text, found the byte 0xfc"),
    "nul": (b"a: 1\nb: \x00\n", r":2: .*NUL"),
    "binary": (b"\x7fELF\x02\x01\x01\x00", "NUL"),
    "control": (b"a: 1\nb: \x1b[31m\n", r":2: expected valid YAML"),
    "no yaml": (b"a: [1, 2\nb: 3\n", r":2: expected valid YAML"),
    "tab": (b"a:\n\tb: 1\n", r":2: expected valid YAML"),
    "duplicate": (b"a: 1\nb: 2\na: 3\n", r":3: expected each key once, found 'a' again \(first in line 1\)"),
    "deep duplicate": (b"a:\n  b: 1\n  c: 1\n  b: 1\n", r":4: .*found 'b' again \(first in line 2\)"),
    "duplicate when quoted": (b"a: 1\n'a': 3\n", r":2: expected each key once"),
    "merge key": (b"a: &x {b: 1}\nc:\n  <<: *x\n", r":3: .*merge key"),
    "tag": (b"a: 1\nb: !!python/object/apply:os.system [id]\n", r":2: expected a value without a tag"),
    "plain tag": (b"a: !!str 1\n", r":1: expected a value without a tag"),
    "own tag": (b"a: !secret x\n", r":1: expected a value without a tag"),
    "list": (b"- a\n- b\n", r":1: expected keys and values at the top, found a list"),
    "text": (b"\n\nhello\n", r":3: expected keys and values at the top"),
    "empty": (b"", "no document"),
    "comments only": (b"# nothing\n", "no document"),
    "null": (b"---\n...\n", "no document"),
    "number as key": (b"a: 1\n1: x\n", r":2: expected a word as key"),
    "list as key": (b"? [a]\n: 1\n", r":1: expected a word as key"),
    "boolean key": (b"true: 1\n", r":1: expected a word as key"),
    "no": (b"a: 1\nuse_folder: no\n", r":2: no is true or false .* write false"),
    "on as key": (b"on: 1\n", r":1: on is true or false"),
    "octal": (b"org_id: 0123\n", r":1: 0123 is an octal number"),
    "date": (b"since: 2026-01-31\n", r":1: 2026-01-31 is a date"),
    "base 60": (b"at: 12:30\n", r":1: 12:30 is a base-60"),
    "infinity": (b"a: .inf\n", r":1: \.inf is no number that JSON has"),
    "unknown alias": (b"a: *b\n", r":1: expected an alias of something above"),
    "recursive alias": (b"a: &a [*a]\n", r":1: expected an alias of something above"),
    "deep": (b"a: " + b"[" * 100_000, r":1: expected at most 40 levels"),
    "deep maps": (b"a: " + b"{a: " * 100_000, r":1: expected at most 40 levels"),
    "deep blocks": ("".join("  " * n + "a:\n" for n in range(400)).encode(), "expected at most 40 levels"),
    "many values": (b"a: [" + b"1," * 300_000 + b"]", "expected at most 100,000 values"),
    "too large": (b"a: " + b"x" * MAX_BYTES, "at most 1024 KiB"),
    "bad directive": (b"%YAML 9.9\n---\na: 1\n", "expected valid YAML"),
    "surrogate": (b"a: \xed\xa0\x80\n", "UTF-8"),
    "escaped surrogate": (b'a: "\\ud800"\n', r":1: expected valid YAML"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_file_is_refused_with_its_line(tmp_path: Path, name: str) -> None:
    content, message = REFUSED[name]
    with pytest.raises(UnreadableError, match=message) as caught:
        read_request(put(tmp_path, content))
    assert caught.value.path is not None
    assert caught.value.path.startswith(str(tmp_path / "request.yaml"))
    assert caught.value.message.isprintable()
    assert len(caught.value.message) < 400 + len(str(tmp_path))


def bomb(width: int, levels: int, seed: str) -> str:
    lines = [f"a0: &a0 {seed}"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]" for n in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "text", [bomb(10, 20, "[x]"), bomb(2, 60, "[x]"), bomb(9, 9, "{k: lol}"), bomb(300, 3, '"' + "x" * 100_000 + '"')]
)
def test_alias_bombs_do_not_go_off(text: str) -> None:
    with pytest.raises(UnreadableError, match="counting what aliases repeat"):
        parse_documents(text, "bomb")


def test_a_modest_alias_is_a_copy() -> None:
    value = parse_documents("a: &x {k: [1]}\nb: *x\n", "f")[0].value
    assert value == {"a": {"k": [1]}, "b": {"k": [1]}}
    value["a"]["k"].append(2)
    assert value["b"] == {"k": [1]}


def test_several_documents(tmp_path: Path) -> None:
    path = put(tmp_path, "a: 1\n---\na: 2\n---\n")
    assert read_requests(path) == ({"a": 1}, {"a": 2})
    assert [document.locate("a") for document in read_documents(path)] == [1, 3]
    with pytest.raises(UnreadableError, match=r":3: expected one document, found 2"):
        read_request(path)


def test_what_is_no_regular_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    for name, found in (
        ("pipe", "a named pipe"),
        (".", "a folder"),
        ("absent", "No such file"),
        ("loop", "symbolic links"),
    ):
        with pytest.raises(UnreadableError, match=found):
            read_request(tmp_path / name)
    for device in ("/dev/zero", "/dev/tty", "/dev/null"):
        with pytest.raises(UnreadableError, match=f"{device}: expected a request"):
            read_request(Path(device))
    with pytest.raises(UnreadableError, match="embedded null"):
        read_request(Path("a\0b"))


def test_fifty_megabytes_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    with pytest.raises(UnreadableError, match="at most 1024 KiB"):
        read_request(path)


def test_a_files_odd_name_is_printable(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m\nb.yaml"
    path.write_text("a: no\n")
    with pytest.raises(UnreadableError) as caught:
        read_request(path)
    assert caught.value.message.isprintable()


def test_json_is_yaml_too() -> None:
    assert parse_documents('{"a": [1, true, null, "x\\u00e9"], "b": {"c": 1.5}}', "f")[0].value == {
        "a": [1, True, None, "xé"],
        "b": {"c": 1.5},
    }


SCHEMA = {
    "title": "A request",
    "$defs": {"db": {"properties": {"size": {}, "tier": {}}}},
    "properties": {
        "tenant": {},
        "infra": {
            "properties": {
                "database": {"$ref": "#/$defs/db"},
                "buckets": {"items": {"properties": {"name": {}, "class": {}}}},
            }
        },
    },
    "allOf": [{"then": {"properties": {"extra": {}}}}],
}


def test_keys_stand_in_the_schemas_order() -> None:
    request = {
        "zeta": 1,
        "extra": 2,
        "infra": {"buckets": [{"class": "x", "name": "b"}], "database": {"tier": "t", "size": "s", "odd": 1}},
        "tenant": "a",
    }
    assert write_request(request, SCHEMA).decode() == (
        "# A request\n"
        "tenant: a\n"
        "infra:\n"
        "  database:\n"
        "    size: s\n"
        "    tier: t\n"
        "    odd: 1\n"
        "  buckets:\n"
        "    - name: b\n"
        "      class: x\n"
        "extra: 2\n"
        "zeta: 1\n"
    )


def test_comments_stand_above_their_field_as_one_clean_line() -> None:
    request = {"infra": {"database": {"tier": "db-n1-highmem-8"}, "buckets": [{"name": "a"}, {"name": "b"}]}}
    comments = {
        "": "Written by Maestro\n\nfor web\x1b[2J",
        "infra.database.tier": "deviation: standard db-custom-4-15360\nkey: injected\x07",
        "infra.buckets.1.name": "second\u2028bucket",
        "infra.database.absent": "gone",
        "infra.buckets.0": "  ",
    }
    assert write_request(request, SCHEMA, comments).decode() == (
        "# Written by Maestro\n"
        "# for web [2J\n"
        "infra:\n"
        "  # gone\n"
        "  database:\n"
        "    # deviation: standard db-custom-4-15360 key: injected\n"
        "    tier: db-n1-highmem-8\n"
        "  buckets:\n"
        "    - name: a\n"
        "    # second bucket\n"
        "    - name: b\n"
    )


TRICKY = ["no", "012", "2026-01-31", "12:30", "1e3", "~", "y", "<<", "=", "#x", "a: b", "- a", "x #y", "'", '"', "@x"]
SIGNS = [*"`%|>{[],?-", "*a", "&a", "!x", "? x", "---", "...", "%x"]
ODD = ["", "\x1b", "a\nb", " a", "a ", "\t", "\u2028", "\x85", "\ufeff", "\U0001f600", "x" * 9000 + " y", "\r\n", "\\n"]


@pytest.mark.parametrize("text", [*TRICKY, *SIGNS, *ODD])
def test_every_text_is_text_to_every_reader(text: str) -> None:
    written = write_request({"key": text, text: "value", "list": [text, [text]]}, {})
    for value in (parse(written.decode(), "f")[0].value, yaml.safe_load(written)):
        assert value == {"key": text, text: "value", "list": [text, [text]]}


SCALARS = (
    st.none() | st.booleans() | st.integers(-(2**63) + 1, 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
)
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
VALUES = st.recursive(
    SCALARS | TEXTS,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(TEXTS, below, max_size=3),
    max_leaves=12,
)
REQUESTS = st.dictionaries(TEXTS, VALUES, max_size=4)


@settings(deadline=None, max_examples=150)
@given(REQUESTS, st.dictionaries(TEXTS, TEXTS, max_size=3))
def test_what_is_written_is_read_back(request: dict[str, Any], comments: dict[str, str]) -> None:
    written = write_request(request, {}, comments)
    (document,) = parse(written.decode(), "f")
    assert document.value == request
    assert yaml.safe_load(written) == request
    assert written == write_request(request, {}, dict(reversed(comments.items())))
    assert written.endswith(b"\n")


@settings(deadline=None)
@given(st.text(max_size=60) | st.text(st.sampled_from("ab:-[]{}&*!|>'\"#%?, \n\t0129~<"), max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(UnreadableError):
        documents = parse_documents(text.encode("utf-8", "replace").decode(), "f")
        assert all(isinstance(document.value, dict) for document in documents)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**63, "\ud800", {1: 2}, (1, 2), object()])
def test_what_cannot_be_read_back_is_not_written(value: object) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write_request({"a": value}, {})
