"""What do the parts of a workbook say that its parser keeps to itself?

The parser gives values and nothing else: a formula never calculated and an error are blanks to
it, a merged cell is a value and some blanks. The sheets' own XML says which is which.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from functools import cached_property
from xml.etree import ElementTree as ET

from monitoring.reading.faults import Faults, refuse

_TRUE = {"1", "true"}
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v>[^<]|is>)")
_STRAY = re.compile(rb""" r=["']([A-Z]{3,}\d+|[A-Z]{1,2}\d{7,})["'][^>]*(?<!/)>""")
_REF = re.compile(rb"""\br=["']([A-Z]+)(\d+)["']""")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*\bref=["']([A-Z0-9:]+)["']""")
_ERROR = re.compile(rb"""<(?:\w+:)?c\b([^>]*\bt=["']e["'][^>]*)>""")
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\b[^>]*?(/>|>[^<]*<))?"
)
_TEXT_FORMULA = re.compile(rb"""\bt=["']str["']""")
_HIDDEN = re.compile(rb"""<(?:\w+:)?row\b[^>]*\bhidden=["'](?:1|true)["']""")


_NOT_CALCULATED = (
    "holds a formula that was never calculated. Open the workbook in Excel and save it, or put in "
    "the values."
)


class Parts:
    """The parts of a workbook, as bytes."""

    def __init__(self, data: bytes) -> None:
        """Open the workbook, and refuse one whose XML brings definitions of its own."""
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._refuse_definitions()
        self._paths, self._uncalculated = self._workbook()
        self._last: Sheet | None = None

    def sheet(self, name: str) -> Sheet:
        """Give a sheet's XML; the last one asked for is kept."""
        if self._last is None or self._last.name != name:
            xml = self._archive.read(self._paths[name])
            self._last = Sheet(name, xml, calculated=not self._uncalculated)
        return self._last

    def _refuse_definitions(self) -> None:
        for part in self._archive.infolist():
            if part.filename.startswith("xl/") and part.filename.endswith((".xml", ".rels")):
                xml = self._archive.read(part)
                if xml.startswith(_UTF16) or b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
                    message = (
                        "The workbook brings definitions of its own (a DTD), as no workbook of "
                        "Excel's does. Copy the table into a new workbook."
                    )
                    refuse("workbook_has_definitions", message)

    def _workbook(self) -> tuple[dict[str, str], bool]:
        relations = _tree(self._archive.read("xl/_rels/workbook.xml.rels"))
        book = _tree(self._archive.read("xl/workbook.xml"))
        targets = {one.get("Id"): one.get("Target", "") for one in relations}
        paths = {}
        calculate = False
        for element in book.iter():
            local = element.tag.rpartition("}")[2]
            if local == "sheet":
                target = targets.get(_relation(element), "")
                paths[element.get("name", "")] = posixpath.normpath(
                    target[1:] if target.startswith("/") else f"xl/{target}"
                )
            elif local == "calcPr":
                calculate = element.get("fullCalcOnLoad") in _TRUE
        return paths, calculate


class Sheet:
    """One sheet's XML."""

    def __init__(self, name: str, xml: bytes, *, calculated: bool) -> None:
        """Keep the XML, and whether the workbook's formulas were ever calculated."""
        self.name = name
        self._xml = xml
        self._calculated = calculated

    @property
    def is_filled(self) -> bool:
        """Say whether any cell has a value."""
        return _VALUE.search(self._xml) is not None

    def refuse_faults(self) -> None:
        """Refuse a sheet whose cells are merged, errors, never calculated or far astray."""
        _refuse_stray(self._xml)
        faults = Faults()
        for found in _MERGED.finditer(self._xml) if b"mergeCell" in self._xml else ():
            faults.add(
                "merged_cells",
                f"Cells {found[1].decode()} are merged. Unmerge them and fill in every cell.",
            )
        for attributes in self._errors():
            _add(faults, "error_value", attributes, "holds an error such as #REF!. Correct it.")
        for attributes, value in self._formulas:
            if not (self._calculated and _is_calculated(attributes, value)):
                _add(faults, "formula_not_calculated", attributes, _NOT_CALCULATED)
        faults.raise_any()

    def notes(self) -> list[str]:
        """Say what a sender should know of how the sheet was read."""
        found = []
        if self._formulas:
            found.append(
                "Formulas were read by the value last calculated (cells: "
                f"{len(self._formulas):,}, the first {_name(self._formulas[0][0])[0]})."
            )
        hidden = len(_HIDDEN.findall(self._xml)) if b"hidden=" in self._xml else 0
        if hidden:
            found.append(f"Hidden rows were read with the others (rows: {hidden:,}).")
        return found

    @cached_property
    def _formulas(self) -> list[tuple[bytes, bytes]]:
        """Give the attributes of every cell with a formula, and how its value is written."""
        if b"<f" not in self._xml and b":f" not in self._xml:
            return []
        return _FORMULA.findall(self._xml)

    def _errors(self) -> list[bytes]:
        if b't="e"' not in self._xml and b"t='e'" not in self._xml:
            return []
        return _ERROR.findall(self._xml)


def _tree(xml: bytes) -> ET.Element:
    return ET.fromstring(xml)  # noqa: S314 - definitions are refused before, in a confined child


def _relation(element: ET.Element) -> str:
    ids = (value for name, value in element.items() if name.rpartition("}")[2] == "id")
    return next(ids, "")


def _refuse_stray(xml: bytes) -> None:
    stray = _STRAY.search(xml)
    if stray:
        message = (
            f"There is a cell at {stray[1].decode()[:12]}, far outside any table. Delete the "
            "rows and columns outside the table, or copy it alone into a new workbook."
        )
        refuse("workbook_too_big", message)


def _is_calculated(attributes: bytes, value: bytes) -> bool:
    """Say whether a formula has a value; a blank one is a value only where text is meant."""
    if value in {b"/>", b"><"}:
        return _TEXT_FORMULA.search(attributes) is not None
    return bool(value)


def _add(faults: Faults, rule: str, attributes: bytes, what: str) -> None:
    cell, row = _name(attributes)
    faults.add(rule, f"Cell {cell} {what}", row=row)


def _name(attributes: bytes) -> tuple[str, int | None]:
    found = _REF.search(attributes)
    if not found:
        return "(not named)", None
    return (found[1] + found[2]).decode(), int(found[2])
