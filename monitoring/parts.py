"""Which files does one file stand for: itself, those in a zip, or the sheets of a workbook?

Nothing is written anywhere while it is unpacked, no more is unpacked than the zip declares, and a
zip within a zip is not opened. What is wrong with the whole is said at once; what is wrong with one
file in it is that part's own, and the others go on.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, NoReturn

from monitoring import datasets
from monitoring.checks.header import header_form
from monitoring.findings import Problem, Unreadable, refuses
from monitoring.reading import read, sheets
from monitoring.reading.faults import refuse
from monitoring.recognition import fit, recognised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from monitoring.datasets.specification import Dataset
    from monitoring.reading import Limits

SENT = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm")
ARCHIVES = (".zip", ".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz")
NAMED = 5  # files left out that are named in a sentence

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_ENTRY = b"PK\x01\x02"
_OF_A_WORKBOOK = "[content_types].xml"
_OF_A_DOCUMENT = "mimetype"
_MOST_LISTED = 5_000  # entries of a zip; past it nothing is listed to say what it is
_CHUNK = 1 << 16  # bytes unpacked at a time: an entry may hold more than it declares
_UNREAD = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError)
_FIRST = ("contracts", "profile_sets", "arrangements")  # what the others name
ORDER = (*_FIRST, *(name for name in datasets.ALL if name not in _FIRST))
"""The order in which parts are sent, so that what a row refers to stands before it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file to be sent, or one sheet of a workbook. ``read`` gives its bytes.

    ``dataset`` is what its sheet is named after, blank where nobody has said. ``problems`` say why
    nothing of it is read.
    """

    name: str
    read: Callable[[], bytes]
    sheet: str | None = None
    dataset: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Parts:
    """What a file stands for; ``several`` where it is a zip or a workbook of many returns."""

    parts: tuple[Part, ...]
    several: bool = False
    left_out: tuple[str, ...] = ()  # in it and nothing to send


def parts_of_file(name: str, data: bytes, limits: Limits, *, by_header: bool = False) -> Parts:
    """Give the parts a file stands for.

    Parameters
    ----------
    name, data
        The file.
    limits
        How much is unpacked before the file is refused.
    by_header
        Whether the sheets of a workbook are told apart by their headers too, for people who look
        at what was recognised before it is sent; by their names alone otherwise.

    Raises
    ------
    Unreadable
        If it is a zip that cannot be opened, holds nothing to send or more than is read.
    """
    if is_archive(data):
        return _of_archive(name, data, limits)
    named = _sheets_named(name, data, limits)
    if not named and by_header:
        return _sheets_recognised(name, data, limits)
    if named:
        return Parts(
            tuple(Part(name, partial(bytes, data), sheet, dataset) for dataset, sheet in named),
            several=True,
        )
    return Parts((Part(name, partial(bytes, data)),))


def in_order(parts: Iterable[Part], dataset: Callable[[Part], str]) -> list[Part]:
    """Give parts in the order they are sent: by dataset, then as they came."""
    return sorted(parts, key=lambda part: place(dataset(part)))


def place(dataset: str) -> int:
    """Give where a dataset stands in the order of sending; what is not known yet comes last."""
    return ORDER.index(dataset) if dataset in ORDER else len(ORDER)


def is_sent(name: str) -> bool:
    """Say whether a name is that of a file to be sent, not of the shadow a Mac leaves."""
    return name.lower().endswith(SENT) and not _last(name).startswith(".")


def is_archive(data: bytes) -> bool:
    """Say whether the bytes are a zip of files; workbooks are zips too and are left alone."""
    if not data.startswith((_ZIP, _EMPTY_ZIP)):
        return False
    if data.count(_ENTRY) > _MOST_LISTED:
        return True  # no workbook has so many; the limits say so without listing them
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.lower() for name in archive.namelist()}
    except _UNREAD:
        return False  # the reader says what is wrong with it
    return not names & {_OF_A_WORKBOOK, _OF_A_DOCUMENT}


def _of_archive(name: str, data: bytes, limits: Limits) -> Parts:
    if data.count(_ENTRY) > 2 * limits.parts:  # before the directory is built in memory
        _refuse_too_much(name)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = [each for each in archive.infolist() if not each.is_dir()]
    if any(each.flag_bits & 1 for each in entries):
        refuse("password_protected", f"{name} is protected by a password. Zip it without one.")
    sent = [each for each in entries if is_sent(each.filename) or _is_nested(each.filename)]
    unpacked = sum(each.file_size for each in sent)
    if len(sent) > limits.parts or unpacked > limits.unpacked:
        _refuse_too_much(name)
    if unpacked > limits.small and unpacked > limits.ratio * len(data):
        _refuse_too_much(name)
    if not sent:
        refuse_nothing(name)
    shown = _names(each.filename for each in sent)
    made = [_entry(data, each, shown[each.filename], limits) for each in sent]
    left_out = tuple(_last(each.filename) for each in entries if _is_left_out(each.filename))
    return Parts(tuple(sorted(made, key=lambda part: part.name)), several=True, left_out=left_out)


def _entry(data: bytes, entry: zipfile.ZipInfo, name: str, limits: Limits) -> Part:
    """Give one file of a zip as a part; what is wrong with it is that part's own."""
    if _leads_away(entry.filename):
        return _refused(
            "name_leads_away",
            _last(name) or "a file without a name",
            "Its name in the zip leads out of the folder it is in. Zip the files themselves.",
        )
    if _is_nested(name):
        return _refused(
            "zip_in_zip", name, "This is a zip within a zip, which is not opened. Send its files."
        )
    if entry.file_size > limits.size:
        return _refused(
            "file_too_big",
            name,
            f"The file has {entry.file_size:,} bytes; at most {limits.size:,} are read here. "
            "Send it in parts, or load it from the terminal.",
        )
    return Part(name, partial(_unpacked, data, entry.filename))


def _refused(rule: str, name: str, message: str) -> Part:
    return Part(name, bytes, problems=(refuses(rule, message),))


def _unpacked(data: bytes, inside: str) -> bytes:
    """Give one file of a zip, never more of it than the zip says it holds.

    Raises
    ------
    Unreadable
        If it cannot be unpacked.
    """
    pieces = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(inside) as entry:
            while piece := entry.read(_CHUNK):
                pieces.append(piece)
    except _UNREAD:
        refuse(
            "cannot_be_unpacked",
            f"{_last(inside)} cannot be unpacked. Make the zip file again, without password.",
        )
    return b"".join(pieces)


def _names(inside: Iterable[str]) -> dict[str, str]:
    """Give what each file of a zip is called: its last name, with its folder where two share it."""
    every = list(inside)
    lasts = [_last(each).lower() for each in every]
    return {each: _last(each) if lasts.count(_last(each).lower()) == 1 else each for each in every}


def _last(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]


def _is_nested(name: str) -> bool:
    return name.lower().endswith(ARCHIVES) and not _last(name).startswith(".")


def _is_left_out(name: str) -> bool:
    shadow = _last(name).startswith(".") or "__MACOSX" in name
    return not (is_sent(name) or _is_nested(name) or shadow)


def _leads_away(name: str) -> bool:
    """Say whether a name in a zip is no plain path within it."""
    pieces = name.replace("\\", "/").split("/")
    drive = len(pieces[0]) > 1 and pieces[0][1] == ":"
    odd = any(not letter.isprintable() for letter in name)
    return name.startswith(("/", "\\")) or ".." in pieces or drive or odd


def _sheets_of(name: str, data: bytes, limits: Limits) -> tuple[str, ...]:
    if not data.startswith(_ZIP):
        return ()
    try:
        return sheets(data, name, limits=limits)
    except Unreadable:
        return ()  # the reader says what is wrong with it


def _sheets_named(name: str, data: bytes, limits: Limits) -> list[tuple[str, str]]:
    """Give dataset and sheet of a workbook whose every sheet is named after a dataset."""
    found = [(dataset_named(sheet), sheet) for sheet in _sheets_of(name, data, limits)]
    if len(found) <= 1 or not all(dataset for dataset, _ in found):
        return []
    return sorted(found, key=lambda each: place(each[0]))


def _sheets_recognised(name: str, data: bytes, limits: Limits) -> Parts:
    """Give the sheets of a workbook that are returns by name or header, where two or more are."""
    every = _sheets_of(name, data, limits)
    known = {sheet: _dataset_of(name, data, sheet, limits) for sheet in every}
    told = [sheet for sheet, dataset in known.items() if dataset]
    if len(told) <= 1:
        return Parts((Part(name, partial(bytes, data)),))
    return Parts(
        tuple(Part(name, partial(bytes, data), sheet, known[sheet]) for sheet in told),
        several=True,
        left_out=tuple(f"sheet {sheet}" for sheet in every if sheet not in told),
    )


def _dataset_of(name: str, data: bytes, sheet: str, limits: Limits) -> str:
    if named := dataset_named(sheet):
        return named
    try:
        headers = read(data, name, sheet=sheet, limits=limits).headers
    except Unreadable:
        return ""
    found = recognised(headers, datasets.ALL.values(), sheet)
    return found.name if found else ""


def dataset_named(text: str) -> str:
    """Give the dataset a sheet is named after; blank where there is none.

    >>> dataset_named("Monthly return"), dataset_named("Notes")
    ('monthly_return', '')
    """
    known = {header_form(code): code for code in datasets.ALL}
    return known.get(header_form(text), "")


def meant(headers: Sequence[str], named: str, name: str = "") -> str:
    """Give the dataset a file is by its own header, where it fits that better than the one named.

    Parameters
    ----------
    headers
        The headings as they stand in the file.
    named
        The dataset its sender names for all the files together.
    name
        The file's name; a dataset named in it comes first where two fit equally.
    """
    if _fits(headers, datasets.ALL[named]):
        return named
    found = recognised(headers, datasets.ALL.values(), PurePath(name).stem)
    return found.name if found is not None and _fits(headers, found) else named


def _fits(headers: Sequence[str], dataset: Dataset) -> bool:
    """Say whether a header is a dataset's without a change."""
    found = fit(headers, dataset)
    return found is not None and found[0] == 0


def refuse_nothing(name: str) -> NoReturn:
    """Refuse what holds no file that can be sent."""
    refuse("nothing_to_send", f"There is no file to send in {name}: looked for {', '.join(SENT)}.")


def _refuse_too_much(name: str) -> NoReturn:
    refuse(
        "too_much_at_once",
        f"{name} holds more than is read at once. Send the files in it one by one.",
    )
