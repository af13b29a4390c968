"""Which characters do the bytes of a text file stand for?"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import NoReturn

from monitoring.reading.faults import refuse

_SAVE_AGAIN = "Save the file again as 'CSV UTF-8' and send that."
_STEP = 1_000_000  # bytes looked at a time

_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xef\xbf[\xbe\xbf]")
_ASCII_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
_NOT_CONTROLS = bytes(byte for byte in range(256) if byte not in _ASCII_CONTROLS)
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_FOREIGN_RUN = re.compile(rb"(?:[\x80-\x9f\xa1-\xff]){3}")

INVISIBLE = "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
"""Soft hyphens, zero-width spaces and direction marks, as a regular expression's set."""
_INVISIBLE = re.compile(
    rb"\xc2\xad|\xe2\x80[\x8b\x8e\x8f\xaa-\xae]|\xe2\x81[\xa0\xa6-\xa9]|\xef\xbb\xbf"
)
_REPLACEMENT = "\ufffd".encode()


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text file as UTF-8 without a byte-order mark, its lines ended by line feeds."""

    utf8: bytes
    encoding: str
    notes: tuple[str, ...]


def decoded(data: bytes) -> Decoded:
    """Give the file's text, or refuse it.

    UTF-8 and UTF-16 (by its byte-order mark) are read; anything else is tried as Windows-1252,
    said in a note. Control characters are refused; characters that cannot be seen are left out,
    said in a note, because a reference that holds one matches nothing.

    Raises
    ------
    Unreadable
        If the encoding is none of these or the text holds characters that are not text.
    """
    utf8, encoding, notes = _as_utf8(data)
    _refuse_controls(utf8)
    if not utf8.isascii():
        utf8, more = _without_invisible(utf8)
        notes += more
    if b"\n" not in utf8:
        utf8 = utf8.replace(b"\r", b"\n")
    return Decoded(utf8, encoding, notes)


def _as_utf8(data: bytes) -> tuple[bytes, str, tuple[str, ...]]:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        _refuse_unknown("It looks like UTF-32.")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _from_utf16(data), "UTF-16", ()
    text = data.removeprefix(codecs.BOM_UTF8)
    if b"\0" in text:
        message = (
            f"Row {_row(text, text.index(0))} holds a NUL byte, so this is not a text file, or "
            f"one in an encoding that is not read. {_SAVE_AGAIN}"
        )
        refuse("nul_bytes", message, row=_row(text, text.index(0)))
    if text.isascii() or _is_utf8(text):
        return text, "UTF-8", ()
    return _from_windows(text)


def _from_utf16(data: bytes) -> bytes:
    try:
        return data.decode("utf-16").encode()
    except UnicodeError:
        _refuse_unknown("It begins as UTF-16 and does not go on so.")


def _is_utf8(data: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _STEP):
            decoder.decode(data[start : start + _STEP])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _from_windows(data: bytes) -> tuple[bytes, str, tuple[str, ...]]:
    if _UTF8_SEQUENCE.search(data):
        _refuse_unknown("Parts of it are UTF-8 and parts are not.")
    if _FOREIGN_RUN.search(data):
        _refuse_unknown("It looks like an alphabet that Windows-1252 does not hold.")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        _refuse_unknown("It is neither UTF-8, UTF-16 nor Windows-1252.")
    seen = " ".join(list(dict.fromkeys(letter for letter in text if not letter.isascii()))[:12])
    note = (
        f"The file is not UTF-8 and was read as Windows-1252, with these characters: {seen}. "
        f"If they look wrong: {_SAVE_AGAIN}"
    )
    return text.encode(), "Windows-1252", (note,)


def _refuse_unknown(reason: str) -> NoReturn:
    message = f"The encoding of the file cannot be told. {reason} {_SAVE_AGAIN}"
    refuse("encoding_unknown", message)


def _refuse_controls(utf8: bytes) -> None:
    if utf8.isascii() and not _has_ascii_control(utf8):
        return
    found = _CONTROLS.search(utf8)
    if found is None:
        return
    row = _row(utf8, found.start())
    message = (
        f"Row {row} holds a control character (code {ord(found.group().decode()):#04x}), which "
        "no value may hold. Remove it, or export the file again."
    )
    refuse("control_character", message, row=row)


def _has_ascii_control(utf8: bytes) -> bool:
    pieces = (utf8[start : start + _STEP] for start in range(0, len(utf8), _STEP))
    return any(piece.translate(None, _NOT_CONTROLS) for piece in pieces)


def _without_invisible(utf8: bytes) -> tuple[bytes, tuple[str, ...]]:
    notes: list[str] = []
    lost = utf8.find(_REPLACEMENT)
    if lost >= 0:
        notes.append(
            f"Row {_row(utf8, lost)} holds the mark of a character that was lost before the file "
            "was sent (\ufffd)."
        )
    first = _INVISIBLE.search(utf8)
    if first:
        row = _row(utf8, first.start())
        utf8, count = _INVISIBLE.subn(b"", utf8)
        notes.append(f"Invisible characters were left out ({count:,}, the first in row {row}).")
    return utf8, tuple(notes)


def _row(utf8: bytes, offset: int) -> int:
    mark = b"\n" if b"\n" in utf8 else b"\r"
    return utf8.count(mark, 0, offset) + 1
