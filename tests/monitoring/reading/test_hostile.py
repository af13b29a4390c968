"""A file that is not what its name says, or means harm, is refused and nothing else happens."""

import io
import os
import resource
import subprocess
import sys
import threading
import zipfile

import pytest

from monitoring.findings import Unreadable
from monitoring.reading import PAGE_LIMITS, read, workbook, workbook_child
from tests.monitoring.reading.made import (
    GOOD,
    SHEET,
    answered,
    edited,
    limits,
    refusal,
    rows_in,
    rules,
)
from tests.monitoring.reading.made import workbook as made

NAME = "return.xlsx"
HEADER = ["contract", "month", "starts"]
ROW = ["CPA-1", "2009-04", 12]
PLAIN = made([HEADER, ROW])


def with_cell(place, content=b"<v>1</v>"):
    """Give a workbook with one more cell, at a place of our choosing."""
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ").encode()
    cell = b'<row r="%s"><c r="%s">%s</c></row></sheetData>' % (row, place.encode(), content)
    return edited(PLAIN, SHEET, lambda xml: xml.replace(b"</sheetData>", cell))


def refused_here(data):
    """Give the rules a workbook is refused for by what the child runs, in this process."""
    request = {"task": "read", "sheet": None, "rows": 10, "columns": 10, "cell": 10}
    with pytest.raises(Unreadable) as refused:
        workbook_child.answer(data, request, io.BytesIO())
    return rules(refused.value.problems)


def zipped(**parts):
    """Give a zip file of the parts named."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in parts.items():
            archive.writestr(name, held)
    return kept.getvalue()


def test_a_cell_in_the_last_corner_is_refused_and_named():
    data = with_cell("XFD1048576")
    problems = refusal(data, NAME)
    assert rules(problems) == refused_here(data) == [("workbook_too_big", None)]
    assert "XFD1048576" in problems[0].message


def test_a_cell_in_the_last_row_is_refused_and_named():
    assert "C1048576" in refusal(with_cell("C1048576"), NAME)[0].message


def test_formatting_far_below_the_table_does_no_harm():
    styled = b'<row r="1048576"><c r="C1048576" s="0"/></row></sheetData>'
    data = edited(PLAIN, SHEET, lambda xml: xml.replace(b"</sheetData>", styled))
    assert rows_in(data, NAME) == [["CPA-1", "2009-04", "12"]]


def test_an_area_that_kills_the_parser_kills_only_the_child():
    # Within the first 702 columns and a million rows, so that only the child's limits stop it.
    problems = refusal(with_cell("ZZ999999"), NAME)
    assert rules(problems) == [("workbook_too_big", None)]
    assert rows_in(PLAIN, NAME) == [["CPA-1", "2009-04", "12"]]


def test_a_dimension_that_lies_is_not_believed():
    data = edited(PLAIN, SHEET, lambda xml: xml.replace(b'"A1:C2"', b'"A1:XFD1048576"'))
    assert rows_in(data, NAME) == [["CPA-1", "2009-04", "12"]]


def test_a_zip_bomb_is_refused_from_its_directory_alone():
    spaces = b" " * 30_000_000
    data = edited(PLAIN, SHEET, lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + spaces))
    assert len(data) < 100_000
    problems = refusal(data, NAME)
    assert rules(problems) == [("workbook_too_big", None)]
    assert "times its size" in problems[0].message
    assert "unpacks to" in refusal(data, NAME, limits=limits(unpacked=10_000_000))[0].message


def test_a_bomb_whose_directory_lies_is_refused_by_the_child():
    spaces = b" " * 1_000_000
    data = edited(PLAIN, SHEET, lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + spaces))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
    lying = data.replace(size, (1000).to_bytes(4, "little"))
    assert rules(refusal(lying, NAME)) == [("workbook_damaged", None)]


def test_too_many_parts_are_refused_before_they_are_listed():
    many = {f"xl/{number}.xml": b"" for number in range(401)}
    for count in (401, 250):
        some = dict(list(many.items())[:count])
        data = zipped(**{"xl/workbook.xml": b""}, **some)
        assert refusal(data, NAME, limits=limits(parts=200))[0].rule == "workbook_too_big"


@pytest.mark.parametrize(
    "definitions",
    [
        b'<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>',
        b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>',
    ],
)
def test_definitions_of_its_own_are_refused(definitions):
    data = edited(PLAIN, SHEET, lambda xml: definitions + xml)
    assert rules(refusal(data, NAME)) == refused_here(data) == [("workbook_has_definitions", None)]


def test_definitions_hidden_by_another_encoding_are_refused():
    data = edited(PLAIN, SHEET, lambda xml: xml.decode().encode("utf-16"))
    assert rules(refusal(data, NAME)) == [("workbook_has_definitions", None)]


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml"])
def test_nesting_without_end_harms_nobody(part):
    deep = b"<x>" * 200_000
    data = edited(PLAIN, part, lambda xml: xml.replace(b"<sheet", deep + b"<sheet", 1))
    rows, problems = answered(data, NAME)
    assert rows in (None, [["CPA-1", "2009-04", "12"]])
    assert {problem.rule for problem in problems} <= {"workbook_damaged", "workbook_too_big"}


def test_a_workbook_cut_short_anywhere_is_refused():
    for part in range(1, 20):
        assert refusal(PLAIN[: len(PLAIN) * part // 20], NAME)[0].rule == "workbook_damaged"


def test_a_part_that_is_missing_or_repeated_is_refused():
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as archive:
        parts = {one.filename: archive.read(one) for one in archive.infolist()}
    del parts[SHEET]
    assert rules(refusal(zipped(**parts), NAME)) == [("workbook_damaged", None)]
    kept = io.BytesIO(PLAIN)
    with zipfile.ZipFile(kept, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SHEET, b"<worksheet/>")
    assert rules(refusal(kept.getvalue(), NAME)) == [("workbook_damaged", None)]


def test_bytes_damaged_on_their_way_never_do_more_than_be_refused():
    for place in range(0, len(PLAIN), len(PLAIN) // 12):
        data = PLAIN[:place] + bytes([PLAIN[place] ^ 0xFF]) + PLAIN[place + 1 :]
        assert answered(data, NAME)[0] in (None, [["CPA-1", "2009-04", "12"]])


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
LOCKED = OLE + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "name", "rule"),
    [
        (GOOD, "return.xlsx", "not_what_it_says"),
        (GOOD, "return.xls", "not_what_it_says"),
        (PLAIN, "return.csv", "not_what_it_says"),
        (b"<html><table>", "return.xlsx", "not_what_it_says"),
        (b"\xef\xbb\xbf \n<!DOCTYPE html>", "return.csv", "not_what_it_says"),
        ("<html>".encode("utf-16"), "return.csv", "not_what_it_says"),
        (b"<?xml version='1.0'?><Workbook/>", "return.xls", "not_what_it_says"),
        (b"%PDF-1.4", "return.csv", "not_what_it_says"),
        (b"\x1f\x8b\x08", "return.csv", "not_what_it_says"),
        (OLE, "return.xls", "old_workbook"),
        (OLE, "return.csv", "old_workbook"),
        (LOCKED, "return.xlsx", "password_protected"),
        (zipped(**{"a.csv": GOOD}), "return.xlsx", "not_a_workbook"),
        (zipped(**{"a.csv": GOOD}), "returns.zip", "not_a_workbook"),
        (zipped(**{"mimetype": b"", "content.xml": b""}), "return.ods", "old_workbook"),
        (zipped(**{"xl/workbook.bin": b""}), "return.xlsb", "old_workbook"),
        (zipped(**{"[Content_Types].xml": b"", "a.xml": b""}), "return.xlsx", "old_workbook"),
        (b"PK\x03\x04" + b"\0" * 50, "return.xlsx", "workbook_damaged"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused_for_what_it_is(data, name, rule):
    assert rules(refusal(data, name)) == [(rule, None)]


def test_a_zip_with_a_password_is_refused():
    data = bytearray(PLAIN)
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert rules(refusal(bytes(data), NAME)) == [("password_protected", None)]


def test_a_name_without_an_ending_is_read_by_what_it_holds():
    assert rows_in(PLAIN, "upload") == [["CPA-1", "2009-04", "12"]]
    assert len(rows_in(GOOD, "../../etc/return.DAT")) == 2
    assert len(rows_in(GOOD, "RETURN.CSV")) == 2


def test_a_child_that_takes_too_long_is_ended():
    rows = [HEADER, *([f"CPA-{n}", "2009-04", n] for n in range(2_000))]
    problems = refusal(made(rows), NAME, limits=limits(seconds=0.01))
    assert rules(problems) == [("workbook_too_big", None)]


def test_the_child_knows_none_of_the_servers_secrets(monkeypatch):
    monkeypatch.setenv("MONITOR_SECRET_KEY", "for the server alone")
    child = workbook._COMMAND  # noqa: SLF001 - the very command
    seen = {}
    monkeypatch.setattr(
        subprocess, "run", lambda command, **said: seen.update(said, command=command) or 1 / 0
    )
    with pytest.raises(ZeroDivisionError):
        read(PLAIN, NAME)
    assert seen["command"] == child
    assert "MONITOR_SECRET_KEY" not in seen["env"]
    assert "for the server alone" not in seen["env"].values()


def test_a_workbook_is_read_from_any_folder_and_any_thread(monkeypatch, tmp_path):
    (tmp_path / "csv.py").write_text("raise SystemExit('not this one')")
    monkeypatch.chdir(tmp_path)
    read_so_far = []
    threads = [
        threading.Thread(target=lambda: read_so_far.append(rows_in(PLAIN, NAME))) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read_so_far == [[["CPA-1", "2009-04", "12"]]] * 3


def test_reading_leaves_this_processs_own_limits_alone():
    kinds = (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_CORE)
    before = [resource.getrlimit(kind) for kind in kinds]
    rows_in(PLAIN, NAME)
    assert [resource.getrlimit(kind) for kind in kinds] == before


def test_the_child_loads_nothing_heavy():
    code = "import sys, monitoring.reading.workbook_child; print(' '.join(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert not {"pandas", "numpy", "streamlit", "sqlalchemy", "plotly"} & set(loaded)


def test_a_page_of_the_largest_size_is_within_the_childs_limits():
    assert PAGE_LIMITS.unpacked * 2 < PAGE_LIMITS.memory
