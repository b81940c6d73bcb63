"""What a file is, by its content; its name must not say otherwise. Refuses archives that unpack to far more."""

import zipfile
from enum import StrEnum
from io import BytesIO
from typing import NoReturn

from maestro.domain.errors import UnreadableError

_UNPACKED = 100 << 20  # bytes of all members
_RATIO = 300  # of a large member to its packed size
_LARGE = 4 << 20
_MEMBERS = 5_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
READABLE = "PDF, DOCX, XLSX, PPTX, CSV, HTML, Markdown and text are read"


class Kind(StrEnum):
    """What can be read."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    HTML = "html"
    CSV = "csv"
    MARKDOWN = "md"
    TEXT = "txt"


CONVERTED = frozenset({Kind.PDF, Kind.DOCX, Kind.XLSX, Kind.PPTX, Kind.HTML})
TITLES = {
    Kind.PDF: "a PDF", Kind.DOCX: "a Word document", Kind.XLSX: "an Excel workbook",
    Kind.PPTX: "a PowerPoint deck", Kind.HTML: "an HTML page", Kind.CSV: "a CSV table",
    Kind.MARKDOWN: "Markdown", Kind.TEXT: "text",
}  # fmt: skip
_ENDINGS = {
    "pdf": Kind.PDF, "docx": Kind.DOCX, "xlsx": Kind.XLSX, "xlsm": Kind.XLSX, "pptx": Kind.PPTX,
    "html": Kind.HTML, "htm": Kind.HTML, "xhtml": Kind.HTML, "csv": Kind.CSV, "tsv": Kind.CSV,
    "md": Kind.MARKDOWN, "markdown": Kind.MARKDOWN,
}  # fmt: skip
_MEMBER = {"word/document.xml": Kind.DOCX, "xl/workbook.xml": Kind.XLSX, "ppt/presentation.xml": Kind.PPTX}


def kind_of(name: str, data: bytes) -> Kind:
    """The kind; UnreadableError where content and name disagree, or where nothing here reads it."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    said = _ENDINGS.get(ending)
    found = _by_content(name, data)
    if found is None:
        if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            _fail(name, f"its content is none of the kinds that can be read; {READABLE}")
        if said in (Kind.PDF, Kind.DOCX, Kind.XLSX, Kind.PPTX):
            _fail(name, f"the name says {TITLES[said]}, but the content is not; save it again or rename it")
        return said or Kind.TEXT
    if said is not None and said is not found:
        _fail(name, f"the name says {TITLES[said]}, but it is {TITLES[found]}; rename it")
    return found


def _by_content(name: str, data: bytes) -> Kind | None:
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            _fail(name, "it is protected with a password; save a copy without one")
        _fail(name, "an old Office format; save it as DOCX, XLSX or PPTX")
    if data.startswith(b"PK"):
        return _archive(name, data)
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return Kind.HTML if head.startswith((b"<!doctype html", b"<html")) else None


def _archive(name: str, data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError):
        _fail(name, "the file is broken; save it again")
    if any(member.flag_bits & 1 for member in members):
        _fail(name, "it is protected with a password; save a copy without one")
    if len(members) > _MEMBERS or sum(member.file_size for member in members) > _UNPACKED or _bombs(members):
        _fail(name, "it would unpack to far more than it is; attach the part that matters")
    found = next((kind for member, kind in _MEMBER.items() if member in {m.filename for m in members}), None)
    if found is None:
        _fail(name, f"an archive; unpack it and attach the file that matters. {READABLE}")
    return found


def _bombs(members: list[zipfile.ZipInfo]) -> bool:
    return any(m.file_size > _LARGE and m.file_size > _RATIO * max(m.compress_size, 1) for m in members)


def _fail(name: str, reason: str) -> NoReturn:
    raise UnreadableError(f"{name}: {reason}.", path=name)
