"""The program in the process that can be killed: `converter.py KIND` reads a file's bytes and writes JSON.

It imports nothing of this package. It fetches nothing, runs no plugin and asks no model: each kind has its converter.
"""

import io
import json
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

_MEMORY = 3 << 30  # address space; the libraries alone reserve most of one
_CPU = 30  # seconds
_PAGES = 200
_LENGTH = 2_000_000  # characters
_SLIDE = re.compile(r"<!--\s*Slide number:\s*(\d+)\s*-->")
_SHEET = re.compile(r"^## (.*)$", re.MULTILINE)
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0(?![.\d])", re.IGNORECASE
)

Parts = Iterator[tuple[str, str]]


class _Refused(Exception):  # noqa: N818 - not a failure: the one word that is answered
    """Why nothing is read."""


def _limited() -> None:
    """Memory, time and no file to write: where the system has such limits."""
    try:
        import resource
    except ImportError:
        return
    for limit, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, _CPU), (resource.RLIMIT_FSIZE, 0)):
        try:
            resource.setrlimit(limit, (most, most))
        except (ValueError, OSError):
            continue


def _markdown(name: str, data: bytes, ending: str) -> str:
    """By the converter of that name, and by it alone."""
    from markitdown import StreamInfo, converters

    converter = getattr(converters, name)()
    return str(converter.convert(io.BytesIO(data), StreamInfo(extension=ending)).markdown)


def _pdf(data: bytes, notes: list[str]) -> Parts:
    """Page by page, so that each has its number."""
    import pypdfium2

    try:
        whole = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _Refused("encrypted" if "password" in str(error).lower() else "broken") from None
    if len(whole) > _PAGES:
        notes.append(f"It has {len(whole)} pages; the first {_PAGES} were read.")
    for number in range(min(len(whole), _PAGES)):
        single, page = pypdfium2.PdfDocument.new(), io.BytesIO()
        single.import_pages(whole, [number])
        single.save(page)
        yield f"page {number + 1}", _markdown("PdfConverter", page.getvalue(), ".pdf")


def _docx(data: bytes, notes: list[str]) -> Parts:
    del notes
    yield "", _markdown("DocxConverter", data, ".docx")


def _xlsx(data: bytes, notes: list[str]) -> Parts:
    del notes
    text = _markdown("XlsxConverter", data, ".xlsx")
    yield from ((f"sheet {name}", part) for name, part in _cut(_SHEET, text))


def _pptx(data: bytes, notes: list[str]) -> Parts:
    del notes
    yield from ((f"slide {name}", part) for name, part in _cut(_SLIDE, _markdown("PptxConverter", data, ".pptx")))


def _cut(mark: re.Pattern[str], text: str) -> Parts:
    found = list(mark.finditer(text))
    for here, following in zip(found, [*found[1:], None], strict=True):
        yield here[1].strip(), text[here.end() : following.start() if following else len(text)]


def _html(data: bytes, notes: list[str]) -> Parts:
    """What a browser would show: parts that it hides are no words of the page."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(data, "lxml")  # closes what browsers close; the converter's own parser does not
    hidden = [tag for tag in soup.find_all(True) if tag.has_attr("hidden") or _UNSEEN.search(str(tag.get("style", "")))]
    if any(tag.get_text(strip=True) for tag in hidden):
        notes.append("Hidden text in it was not read.")
    for tag in [*hidden, *soup.find_all(["template", "noscript", "head", "iframe", "object"])]:
        tag.extract()
    yield "", _markdown("HtmlConverter", str(soup).encode(), ".html")


_READERS: dict[str, Callable[[bytes, list[str]], Parts]] = {
    "pdf": _pdf, "docx": _docx, "xlsx": _xlsx, "pptx": _pptx, "html": _html,
}  # fmt: skip


def _answered(kind: str, data: bytes) -> dict[str, Any]:
    notes: list[str] = []
    parts, left = list[dict[str, str]](), _LENGTH
    try:
        for place, text in _READERS[kind](data, notes):
            parts.append({"place": place, "text": text[:left]})
            left -= len(text)
            if left <= 0:
                notes.append("It is long; only its first part was read.")
                break
    except _Refused as refusal:
        return {"error": str(refusal)}
    except MemoryError:
        return {"error": "memory"}
    except Exception as error:  # noqa: BLE001 - whatever a broken file does to a library, the answer is one word
        names = [type(e).__name__ for e in (error, error.__cause__, error.__context__) if e is not None]
        missing = any("MissingDependency" in name or "ModuleNotFound" in name for name in names)
        memory = any("MemoryError" in name for name in names)
        return {"error": "missing" if missing else "memory" if memory else "broken"}
    return {"parts": parts, "notes": notes}


def main() -> None:
    """Answer on standard output; whatever a library prints goes to standard error."""
    _limited()
    out, sys.stdout = sys.stdout, sys.stderr
    answer = _answered(sys.argv[1], sys.stdin.buffer.read())
    out.write(json.dumps(answer))


if __name__ == "__main__":
    main()
