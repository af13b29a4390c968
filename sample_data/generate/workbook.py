"""How is a small workbook written so that it has the same bytes everywhere?

By hand: no library's version, no clock and no compression decides what stands in it.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EPOCH = (1980, 1, 1, 0, 0, 0)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org"
MAIN = f"{OFFICE}/spreadsheetml/2006/main"
LINKS = f"{OFFICE}/officeDocument/2006/relationships"
PACKAGE = f"{OFFICE}/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """Give a workbook of these sheets; text that begins with ``=`` is a formula."""
    parts = {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": _root(),
        "xl/workbook.xml": _book(list(sheets)),
        "xl/_rels/workbook.xml.rels": _links(len(sheets)),
    }
    parts |= {
        f"xl/worksheets/sheet{number}.xml": _sheet(rows)
        for number, rows in enumerate(sheets.values(), 1)
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, body in parts.items():
            packed.writestr(zipfile.ZipInfo(name, EPOCH), HEAD + body)
    return buffer.getvalue()


def _types(count: int) -> str:
    """Say what kind of part each is."""
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
        f'ContentType="{TYPES}.worksheet+xml"/>'
        for number in range(1, count + 1)
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>'
        f"{sheets}</Types>"
    )


def _root() -> str:
    """Say where the workbook is."""
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    )


def _book(names: list[str]) -> str:
    """Name the sheets."""
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, 1)
    )
    return f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{sheets}</sheets></workbook>'


def _links(count: int) -> str:
    """Say where the sheets are."""
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{LINKS}/worksheet" '
        f'Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, count + 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'


def _sheet(rows: Sequence[Sequence[object]]) -> str:
    """Write the rows of a sheet."""
    lines = "".join(
        f'<row r="{number}">'
        + "".join(
            _cell(f"{chr(ord('A') + place)}{number}", value) for place, value in enumerate(row)
        )
        + "</row>"
        for number, row in enumerate(rows, 1)
    )
    return f'<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>'


def _cell(place: str, value: object) -> str:
    """Write one cell: a number, a formula or text."""
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    text = escape(str(value))
    if text.startswith("="):
        return f'<c r="{place}"><f>{text[1:]}</f><v>0</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'
