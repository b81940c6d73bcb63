"""Reading files: each kind with its places; everything that cannot be used ends in one line."""

import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from maestro.documents.conversion import convert
from maestro.documents.kinds import Kind
from maestro.documents.reading import read_document
from maestro.domain.document import Document
from maestro.domain.errors import UnreadableError
from tests.documents import made
from tests.documents.attachments import FILES, FOLDER

ROWS = [["Server", "Role", "RAM (GB)"], ["db1", "PostgreSQL 15", "16"], ["kv1", "Redis", "4"]]


def read(folder: Path, name: str, data: bytes) -> Document:
    """The document that a file of this name and content is."""
    path = folder / name
    path.write_bytes(data)
    return read_document(path)


KINDS = [
    ("a.pdf", made.pdf([["Assessment of the old shop"], ["Inventory", *ROWS]]), "page 1", "page 2", 2),
    ("a.docx", made.docx(["# Assessment", "Text of it.", ROWS]), "section Assessment", "section Assessment", 2),
    ("a.xlsx", made.xlsx({"Cover": [["Inventory"], [], []], "Servers": [[], *ROWS]}), "", "sheet Servers", 3),
    ("a.pptx", made.pptx([("Assessment", ["Text of it"], ()), ("Rows", [], ROWS)]), "slide 1", "slide 2", 2),
    (
        "a.html",
        b"<h1>Assessment</h1><p>Text.<table><tr><th>Server<th>Role<th>RAM<tr><td>db1<td>PostgreSQL 15<td>16</table>",
        "section Assessment",
        "section Assessment",
        2,
    ),
    ("a.csv", b"Server,Role,RAM (GB)\ndb1,PostgreSQL 15,16\nkv1,Redis,4\n", "", "", 2),
    (
        "a.md",
        b"# Assessment\n\nText.\n\n| Server | Role | RAM (GB) |\n|---|---|---|\n| db1 | PostgreSQL 15 | 16 |\n",
        "line 1",
        "section Assessment",
        7,
    ),
]


@pytest.mark.parametrize(("name", "data", "text", "table", "row"), KINDS, ids=[k[0] for k in KINDS])
def test_every_kind_is_read_with_its_places(
    tmp_path: Path, name: str, data: bytes, text: str, table: str, row: int
) -> None:
    """Words and rows come with the page, sheet, slide, section or line where they stand."""
    found = read(tmp_path, name, data)
    assert (not text) or found.passages[0].place == text
    grid = next(grid for grid in found.grids if grid.place == table)
    assert (row, ("db1", "PostgreSQL 15", "16")) in grid.rows


def test_plain_text_keeps_lines_and_strips_what_nobody_sees(tmp_path: Path) -> None:
    found = read(tmp_path, "notes.txt", "We need Postg\u200bres.\x1b[31m\n\nIn \u202eFrankfurt\U000e0041.\n".encode())
    assert [(p.place, p.text) for p in found.passages] == [
        ("line 1", "We need Postgres.[31m"),
        ("line 3", "In Frankfurt."),
    ]
    assert found.notes == ("Invisible characters in it were taken out.",)


def test_hidden_parts_of_a_page_are_not_read(tmp_path: Path) -> None:
    page = b"<p>Redis.</p><p style='display: none'>Kafka</p><div hidden>Spark</div><!-- MySQL --><script>x()</script>"
    found = read(tmp_path, "a.html", page)
    assert [p.text for p in found.passages] == ["Redis."]
    assert found.notes == ("Hidden text in it was not read.",)


@pytest.mark.parametrize("separator", [";", "\t", "|", ","])
def test_the_separator_of_a_table_is_found(tmp_path: Path, separator: str) -> None:
    text = "\n".join(separator.join(row) for row in ROWS)
    assert read(tmp_path, "a.csv", text.encode()).grids[0].rows[1] == (2, ("db1", "PostgreSQL 15", "16"))


def test_semicolons_bring_decimal_commas_unless_a_point_is_shown(tmp_path: Path) -> None:
    assert read(tmp_path, "a.csv", b"Role;RAM\nRedis;7,5\n").grids[0].commas
    assert not read(tmp_path, "b.csv", b"Role;RAM\nRedis;7.5\n").grids[0].commas


def test_windows_characters_are_read(tmp_path: Path) -> None:
    assert read(tmp_path, "a.csv", "Ort;Rolle\nZürich;Redis\n".encode("cp1252")).grids[0].rows[1][1][0] == "Zürich"
    assert read(tmp_path, "b.txt", "Zürich".encode("utf-16")).passages[0].text == "Zürich"


ENCRYPTED_PDF = made.pdf([["secret"]]).replace(
    b"/Root 1 0 R",
    b"".join((b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <", b"11" * 32, b"> /U <",
              b"22" * 32, b"> >>")),
)  # fmt: skip


def _bomb() -> bytes:
    return made.archive({"word/document.xml": b"0" * (120 << 20)})


def _laughs() -> bytes:
    """Entities that grow without end when they are replaced."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return made.archive(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{entities}]><x>&a9;</x>',
        }
    )


def _locked() -> bytes:
    data = bytearray(made.docx(["secret"]))
    with zipfile.ZipFile(BytesIO(bytes(data))) as archive:
        place = archive.start_dir
    data[place + 8] |= 1
    return bytes(data)


HOSTILE = [
    ("empty.txt", b" \n", "is empty"),
    ("locked.pdf", ENCRYPTED_PDF, "password"),
    ("broken.pdf", b"%PDF-1.7\n%%EOF", "broken"),
    ("torn.docx", made.docx(["x"])[:-40], "broken"),
    ("locked.docx", _locked(), "password"),
    ("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office format"),
    ("bomb.docx", _bomb(), "unpack"),
    ("laughs.docx", _laughs(), "broken"),
    ("wrong.pdf", made.docx(["x"]), "it is a Word document"),
    ("wrong.xlsx", b"just words", "the content is not"),
    ("files.zip", made.archive({"a.txt": "x"}), "unpack it"),
    ("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "none of the kinds"),
    ("scan.pdf", made.pdf([[]]), "no text in it"),
]


@pytest.mark.parametrize(("name", "data", "reason"), HOSTILE, ids=[h[0] for h in HOSTILE])
def test_what_cannot_be_read_is_said_in_one_line(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(tmp_path, name, data)
    assert caught.value.message.startswith(name)
    assert reason in caught.value.message
    assert "\n" not in caught.value.message


def test_only_regular_files_of_a_size_are_opened(tmp_path: Path) -> None:
    """A folder, a pipe that nobody writes to, a link to elsewhere, a giant: none is read, none blocks."""
    outside = tmp_path / "outside.txt"
    outside.write_text("PostgreSQL")
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "inside.txt").write_text("PostgreSQL")
    (folder / "near.txt").symlink_to("inside.txt")
    (folder / "out.txt").symlink_to(outside)
    (folder / "loop.txt").symlink_to("loop.txt")
    os.mkfifo(folder / "pipe.txt")
    (folder / "giant.txt").touch()
    os.truncate(folder / "giant.txt", 21 << 20)
    for name, reason in (
        ("out.txt", "a link to somewhere else"), ("loop.txt", "link"), ("pipe.txt", "a pipe"), (".", "a folder"),
        ("giant.txt", "at most 20 MiB"), ("nothing.txt", "No such file"),
    ):  # fmt: skip
        with pytest.raises(UnreadableError, match=reason):
            read_document(folder / name)
    assert read_document(folder / "near.txt").passages[0].text == "PostgreSQL"


def test_a_conversion_that_does_not_end_is_stopped() -> None:
    with pytest.raises(UnreadableError, match=r"longer than 0\.05 s"):
        convert("slow.pdf", Kind.PDF, made.pdf([["x"]]), seconds=0.05)


def test_without_the_extra_the_fix_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maestro.documents.conversion.find_spec", lambda _: None)
    with pytest.raises(UnreadableError, match=r'pip install "maestro-factory\[documents\]"'):
        read(tmp_path, "a.pdf", made.pdf([["x"]]))
    assert read(tmp_path, "a.md", b"Redis").passages[0].text == "Redis"


def test_a_long_document_is_read_in_part_and_says_so(tmp_path: Path) -> None:
    found = read(tmp_path, "a.csv", b"Role,RAM\n" + b"Redis,4\n" * 6000)
    assert len(found.grids[0].rows) == 5000
    assert found.notes == ("It is long; only its first part was read.",)


def test_the_documents_of_the_dialogues_are_small_and_readable() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(FILES)
    for path in FOLDER.iterdir():
        assert path.stat().st_size < 32_000
        assert read_document(path).digest
