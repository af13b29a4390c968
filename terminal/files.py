"""Which files does one name on the command line stand for?

A file as a rule. A folder or a zip stands for each file in it, and a workbook whose sheets are
named after datasets for each of those sheets; every part is answered by itself.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from db.names import name_key
from db.publishing.request import CallError
from monitoring import datasets
from monitoring.findings import Unreadable
from monitoring.reading import TERMINAL_LIMITS, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SENT = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm")
_ZIP = b"PK\x03\x04"
_OF_A_WORKBOOK = "[content_types].xml"
_OF_A_DOCUMENT = "mimetype"


@dataclass(frozen=True, slots=True)
class Part:
    """One file to be sent, and the sheet and dataset meant where it is a part of a workbook."""

    name: str
    data: bytes = field(repr=False)
    dataset: str
    sheet: str | None = None


def read_bytes(file: Path) -> bytes:
    """Give a file's bytes; a file that cannot be read is a wrong call."""
    try:
        return file.read_bytes()
    except OSError:
        msg = f"The file {file.name} cannot be read. Check its path."
        raise CallError(msg) from None


def parts_of(path: Path, dataset: str, sheet: str | None) -> tuple[bool, Iterator[Part]]:
    """Say whether a path stands for several files, and give them one by one.

    Each is of the dataset named, unless it is a sheet named after another.

    Raises
    ------
    CallError
        If the path cannot be read, or there is no file in it that can be sent.
    """
    if path.is_dir():
        return True, _of_folder(path, dataset)
    data = read_bytes(path)
    if _is_archive(data):
        return True, _of_archive(path.name, data, dataset)
    named = _sheets_of_datasets(path.name, data) if sheet is None else []
    if named:
        return True, (Part(path.name, data, *each) for each in named)
    return False, iter([Part(path.name, data, dataset, sheet)])


def _of_folder(path: Path, dataset: str) -> Iterator[Part]:
    try:
        found = sorted(each for each in path.iterdir() if _is_sent(each.name))
    except OSError:
        msg = f"The folder {path.name} cannot be read. Check its path."
        raise CallError(msg) from None
    if not found:
        _nothing_in(path.name)
    return (Part(each.name, read_bytes(each), dataset) for each in found)


def _is_archive(data: bytes) -> bool:
    """Say whether the bytes are a zip of files; workbooks are zips too and are left alone."""
    if not data.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return False  # the reader says what is wrong with it
    return not names & {_OF_A_WORKBOOK, _OF_A_DOCUMENT}


def _of_archive(name: str, data: bytes, dataset: str) -> Iterator[Part]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        inside = [each for each in archive.infolist() if _is_sent(each.filename)]
    if not inside:
        _nothing_in(name)
    limits = TERMINAL_LIMITS
    if len(inside) > limits.parts or sum(each.file_size for each in inside) > limits.unpacked:
        msg = f"{name} holds more than is read at once. Send the files in it one by one."
        raise CallError(msg)
    names = sorted(each.filename for each in inside)
    return (Part(each.rpartition("/")[2], _unpacked(name, data, each), dataset) for each in names)


def _is_sent(name: str) -> bool:
    """Say whether a name in a zip is a file to be sent, not the shadow of one a Mac leaves."""
    return name.lower().endswith(SENT) and not name.rpartition("/")[2].startswith(".")


def _unpacked(name: str, data: bytes, inside: str) -> bytes:
    """Give one file of a zip, never more of it than the zip says it holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.read(inside)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError):
        msg = f"{inside} in {name} cannot be unpacked. Make the zip file again, without password."
        raise CallError(msg) from None


def _sheets_of_datasets(name: str, data: bytes) -> list[tuple[str, str]]:
    """Give dataset and sheet of a workbook whose every sheet is named after one."""
    if not data.startswith(_ZIP):
        return []
    try:
        found = sheets(data, name)
    except Unreadable:
        return []  # the reader says what is wrong with it
    known = {name_key(code.replace("_", " ")): code for code in datasets.ALL}
    named = [(known.get(name_key(sheet.replace("_", " ")), ""), sheet) for sheet in found]
    if len(named) == 1 or not all(dataset for dataset, _ in named):
        return []
    return sorted(named, key=lambda each: list(datasets.ALL).index(each[0]))


def _nothing_in(name: str) -> NoReturn:
    msg = f"There is no file to send in {name}: looked for {', '.join(SENT)}."
    raise CallError(msg)
