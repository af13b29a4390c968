"""Which files does one name on the command line stand for?

A file as a rule. A folder or a zip stands for each file in it, and a workbook whose sheets are
named after datasets for each of those sheets; every part is answered by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from db.publishing.request import CallError
from monitoring import datasets, parts
from monitoring.findings import Unreadable
from monitoring.reading import TERMINAL_LIMITS, read

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class By(StrEnum):
    """How it is known which dataset a part is."""

    CALL = "call"
    HEADER = "header"
    SHEET = "sheet name"


@dataclass(frozen=True)
class Part:
    """One file to be sent, with the dataset and, in a workbook, the sheet that is meant."""

    unpacked: parts.Part = field(repr=False)
    dataset: str
    by: By = By.CALL
    sheet: str | None = None

    @property
    def name(self) -> str:
        """Give the file's name."""
        return self.unpacked.name

    @property
    def data(self) -> bytes:
        """Give the file's bytes; one that cannot be unpacked is a wrong call."""
        try:
            return self.unpacked.read()
        except Unreadable as fault:
            raise _call_error(fault) from None


def read_bytes(file: Path) -> bytes:
    """Give a file's bytes; a file that cannot be read is a wrong call."""
    try:
        return file.read_bytes()
    except OSError:
        msg = f"The file {file.name} cannot be read. Check its path."
        raise CallError(msg) from None


def parts_of(
    path: Path, dataset: str, sheet: str | None, *, mapped: bool
) -> tuple[bool, list[Part]]:
    """Say whether a path stands for several files, and give them in the order they are sent.

    Each is of the dataset named, unless it is a sheet named after another, or its header is that
    of another and not of the one named.

    Parameters
    ----------
    path
        A file or a folder.
    dataset, sheet
        What is named in the call.
    mapped
        Whether a saved mapping is named, which settles the dataset of every part.

    Raises
    ------
    CallError
        If the path cannot be read, or there is no file in it that can be sent.
    """
    try:
        if path.is_dir():
            return True, _meant(_of_folder(path), dataset, mapped=mapped)
        data = read_bytes(path)
        if sheet is not None:
            return False, [Part(parts.Part(path.name, lambda: data), dataset, sheet=sheet)]
        found = parts.parts_of_file(path.name, data, TERMINAL_LIMITS)
    except Unreadable as fault:
        raise _call_error(fault) from None
    if not found.several:
        return False, [Part(found.parts[0], dataset)]
    return True, _meant(found.parts, dataset, mapped=mapped)


def _of_folder(path: Path) -> list[parts.Part]:
    try:
        found = sorted(each for each in path.iterdir() if parts.is_sent(each.name))
    except OSError:
        msg = f"The folder {path.name} cannot be read. Check its path."
        raise CallError(msg) from None
    if not found:
        parts.refuse_nothing(path.name)
    return [parts.Part(each.name, lambda file=each: read_bytes(file)) for each in found]  # type: ignore[misc]  # the default binds the file


def _meant(found: Iterable[parts.Part], dataset: str, *, mapped: bool) -> list[Part]:
    """Give each part with the dataset it is, in the order of sending."""
    made = []
    for each in found:
        if each.dataset:
            made.append(Part(each, each.dataset, By.SHEET, each.sheet))
        else:
            own = dataset if mapped or each.problems else _by_header(each, dataset)
            made.append(Part(each, own, By.CALL if own == dataset else By.HEADER))
    return sorted(made, key=lambda part: parts.place(part.dataset))


def _by_header(part: parts.Part, dataset: str) -> str:
    """Give the dataset a file is by its header; the one named where it cannot be read."""
    if dataset not in datasets.ALL:
        return dataset  # a wrong call, as sending it says
    try:
        data = part.read()
    except Unreadable as fault:
        raise _call_error(fault) from None
    try:
        headers = read(data, part.name, limits=TERMINAL_LIMITS).headers
    except Unreadable:
        return dataset
    return parts.meant(headers, dataset, part.name)


def _call_error(fault: Unreadable) -> CallError:
    return CallError(" ".join(problem.message for problem in fault.problems))
