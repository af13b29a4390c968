"""What kind of file is this really, whatever its name says?"""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath
from typing import TYPE_CHECKING, NoReturn

from monitoring.reading.faults import refuse

if TYPE_CHECKING:
    from monitoring.reading.limits import Limits

CSV = "csv"
WORKBOOK = "xlsx"

_EXPECTED = {".csv": CSV, ".txt": CSV, ".tsv": CSV, ".xlsx": WORKBOOK, ".xlsm": WORKBOOK}
_ZIP = b"PK"
_ZIP_ENTRY = b"PK\x01\x02"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = {
    b"%PDF": "a PDF document",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "a database",
    b"{\\rtf": "a text document (RTF)",
}
_BEFORE_MARKUP = b"\xef\xbb\xbf\xff\xfe \t\r\n"  # byte-order marks and spaces
_AS_XLSX = "Open it in Excel and save it as an Excel workbook (.xlsx) or as 'CSV UTF-8'."


def kind(data: bytes, name: str, limits: Limits) -> str:
    """Give ``csv`` or ``xlsx``, by what the file holds.

    Raises
    ------
    Unreadable
        If it holds neither, if it holds the other one than its name says, or is too big or empty.
    """
    if not data:
        refuse("file_empty", "The file holds nothing. Send the file again.")
    if len(data) > limits.size:
        refuse(
            "file_too_big",
            f"The file has {len(data):,} bytes; at most {limits.size:,} are read here. "
            "Send it in parts, or load it from the terminal.",
        )
    found = _found(data, limits)
    ending = PurePath(name).suffix.lower()
    if found != _EXPECTED.get(ending, found):
        held = "an Excel workbook" if found == WORKBOOK else "text"
        _refuse_mislabelled(f"Its name ends in {ending} and it holds {held}. Rename it.")
    if found == CSV and ending in {".xls", ".xlsb", ".ods"}:
        _refuse_mislabelled(f"Its name ends in {ending} and it holds text. {_AS_XLSX}")
    return found


def _found(data: bytes, limits: Limits) -> str:
    if data.startswith(_ZIP) and data[2:4] in {b"\x03\x04", b"\x05\x06", b"\x07\x08"}:
        return _zip(data, limits)
    if data.startswith(_OLE):
        _refuse_ole(data)
    for mark, what in _OTHERS.items():
        if data.startswith(mark):
            _refuse_mislabelled(f"It is {what}. {_AS_XLSX}")
    if data[:1000].replace(b"\0", b"").lstrip(_BEFORE_MARKUP).startswith(b"<"):
        _refuse_mislabelled(f"It is a web page or XML. {_AS_XLSX}")
    return CSV


def _refuse_ole(data: bytes) -> NoReturn:
    if _ENCRYPTED in data:
        refuse(
            "password_protected", "The workbook is protected by a password. Save it without one."
        )
    refuse("old_workbook", f"This is not a workbook of the current format (.xlsx). {_AS_XLSX}")


def _zip(data: bytes, limits: Limits) -> str:
    """Say that a zip file is a workbook fit to be opened, from its directory alone."""
    if data.count(_ZIP_ENTRY) > 2 * limits.parts:  # before the directory is built in memory
        _refuse_too_big("It has too many parts.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        refuse_damaged()
    _refuse_other(
        {part.filename.lower() for part in parts}, encrypted=any(p.flag_bits & 1 for p in parts)
    )
    if len({part.filename for part in parts}) < len(parts):
        refuse_damaged()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > limits.parts or unpacked > limits.unpacked:
        _refuse_too_big(f"It has {len(parts):,} parts and unpacks to {unpacked:,} bytes.")
    if unpacked > limits.small and unpacked > limits.ratio * len(data):
        _refuse_too_big(f"It unpacks to {unpacked // len(data):,} times its size.")
    return WORKBOOK


def _refuse_other(names: set[str], *, encrypted: bool) -> None:
    if encrypted:
        refuse("password_protected", "The zip file is protected by a password.")
    if any(name.endswith("workbook.bin") for name in names):
        refuse("old_workbook", f"This is a binary workbook (.xlsb). {_AS_XLSX}")
    if "mimetype" in names:
        refuse("old_workbook", f"This is an OpenDocument file. {_AS_XLSX}")
    if "xl/workbook.xml" not in names and "[content_types].xml" in names:
        refuse("old_workbook", f"This is a workbook or document of an unusual kind. {_AS_XLSX}")
    if "xl/workbook.xml" not in names:
        refuse(
            "not_a_workbook",
            "This is a zip file and not a workbook. Send the files within it one by one.",
        )


def refuse_damaged() -> NoReturn:
    """Refuse a workbook that cannot be opened."""
    refuse(
        "workbook_damaged",
        "The workbook is damaged or was cut short on its way. Open it in Excel, save it again "
        "as .xlsx and send that.",
    )


def _refuse_too_big(why: str) -> NoReturn:
    refuse(
        "workbook_too_big",
        f"The workbook is larger inside than is read. {why} Copy the table alone into a new "
        "workbook, or save it as 'CSV UTF-8'.",
    )


def _refuse_mislabelled(why: str) -> NoReturn:
    refuse("not_what_it_says", f"The file is not what its name says. {why}")
