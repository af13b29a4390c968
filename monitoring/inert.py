"""How does a text leave so that no spreadsheet runs it, and come back as it was?

A cell of a CSV that a spreadsheet could take for a formula gets an apostrophe in front, which is
how spreadsheets themselves mark a text. Reading a CSV takes exactly one such apostrophe off again,
so that what is written and read is the same, an honest apostrophe included. A number is never
marked, and stays one. Source: ASVS 1.2.10; reliability.md A17.
"""

from __future__ import annotations

import re

STARTS = "=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20"
"""What a formula may begin with, as a regular expression's set: the full-width forms too."""

_RUNS = re.compile(rf"['\"\s,;|]*[{STARTS}]")  # behind quotes, spaces and separators too
_NUMBER = re.compile(r"[+-]?\d[\d,.]*")  # which no spreadsheet runs
_APART = re.compile(r'[",;|\t\n]|^\s|\s$')  # any separator, so that only one fits
_MARKED = re.compile(rb"'['\"\s,;|]*(?:[=+\-@\t\r\n]|\xef\xbc[\x9d\x8b\x8d\xa0])")


def runs(text: str) -> bool:
    """Say whether a spreadsheet may run a text as a formula.

    >>> runs("=1+1"), runs('";=1'), runs("-5"), runs("1-5")
    (True, True, False, False)
    """
    return _RUNS.match(text) is not None and not _NUMBER.fullmatch(text)


def harmless(text: str, *, typed: bool = False) -> str:
    """Give a cell of a CSV that no spreadsheet runs; a number stays a number.

    In a ``typed`` table numbers are numbers, so a text that looks like one is a text.

    >>> harmless("=1+1"), harmless("-5"), harmless("'=1"), harmless("'tis")
    ("'=1+1", '-5', "''=1", "'tis")
    """
    return f"'{text}" if runs(text) or (typed and _RUNS.match(text)) else text


def as_it_was(text: str) -> str:
    """Give the text of which ``harmless`` made a cell.

    >>> [as_it_was(harmless(text)) for text in ("=1+1", "-5", "'=1", "'tis")]
    ['=1+1', '-5', "'=1", "'tis"]
    """
    return text[1:] if text[:1] == "'" and _RUNS.match(text) else text


def may_be_marked(utf8: bytes) -> bool:
    """Say whether any cell of a file may have been marked; nearly always none is."""
    return b"'" in utf8 and _MARKED.search(utf8) is not None


def quoted(text: str) -> str:
    """Give a cell of a CSV, in quotes where it could be taken for more than one."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _APART.search(plain):
        return plain
    doubled = plain.replace('"', '""')
    return f'"{doubled}"'
