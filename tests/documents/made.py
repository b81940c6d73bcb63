"""Real files of each kind, as small as they can be: PDF and DOCX by hand, the others by the libraries themselves."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

Rows = Sequence[Sequence[object]]
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STAMP = (2026, 1, 1, 0, 0, 0)


def pdf(pages: Sequence[Sequence[str | Sequence[str]]]) -> bytes:
    """A PDF: each page a list of lines; a line of several texts stands in columns."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    font = 3
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for lines in pages:
        stream = "\n".join(_drawn(lines))
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] /Contents {len(objects)} 0 R "
            f"/Resources << /Font << /F1 {font} 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return _numbered(objects)


def _drawn(lines: Sequence[str | Sequence[str]]) -> list[str]:
    out, height = ["BT /F1 9 Tf"], 550
    for line in lines:
        texts = [line] if isinstance(line, str) else line
        step = 740 // max(len(texts), 1)
        for column, text in enumerate(texts):
            safe = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            out.append(f"1 0 0 1 {54 + column * step} {height} Tm ({safe}) Tj")
        height -= 18
    return [*out, "ET"]


def _numbered(objects: Sequence[str]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), list[int]()
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for place in places:
        out += f"{place:010} 00000 n \n".encode()
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def docx(parts: Sequence[str | Rows]) -> bytes:
    """A Word document: texts are paragraphs (`# ` a heading), lists of rows are tables."""
    body = "".join(_paragraph(p) if isinstance(p, str) else _table(p) for p in parts)
    return archive(
        {
            "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
            'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/'
            'document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main'
            '+xml"/></Types>',
            "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            'relationships/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{_WORD}"><w:body>{body}'
            "</w:body></w:document>",
        }
    )


def _paragraph(text: str) -> str:
    style = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' if text.startswith("# ") else ""
    return (
        f'<w:p>{style}<w:r><w:t xml:space="preserve">{escape(text.removeprefix("# ") if style else text)}</w:t>'
        "</w:r></w:p>"
    )


def _table(rows: Rows) -> str:
    cells = ("".join(f"<w:tc>{_paragraph(str(cell))}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def archive(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP file that is the same each time."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, _STAMP), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def xlsx(sheets: Mapping[str, Rows]) -> bytes:
    """An Excel workbook of these sheets."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def pptx(slides: Sequence[tuple[str, Sequence[str], Rows]]) -> bytes:
    """A PowerPoint deck: title, bullets and perhaps a table on each slide."""
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    for title, bullets, rows in slides:
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = "\n".join(bullets)
        if rows:
            place = (Inches(1), Inches(4), Inches(8), Inches(2))
            table = slide.shapes.add_table(len(rows), len(rows[0]), *place).table
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    table.cell(at, column).text = str(cell)
    out = BytesIO()
    deck.save(out)
    return out.getvalue()
