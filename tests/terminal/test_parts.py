"""A folder, a zip and a workbook with a sheet a dataset stand for several files."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from tests.db.returns import RETURN, csv_of

FEBRUARY = RETURN.replace("2009", "2010")
FAULTY = RETURN.replace("all   ", "none  ")


def folder(terminal, **files):
    place = terminal.folder / "returns"
    place.mkdir()
    for name, drawn in files.items():
        (place / f"{name}.csv").write_bytes(csv_of(drawn))
    (place / "notes.md").write_text("not a return")
    return "returns"


def zipped(terminal, **files):
    with zipfile.ZipFile(terminal.folder / "returns.zip", "w") as archive:
        for name, drawn in files.items():
            archive.writestr(f"2009/{name}.csv", csv_of(drawn))
        archive.writestr("__MACOSX/._first.csv", b"\0\0")
    return "returns.zip"


def workbook(terminal, **sheets):
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(terminal.folder / "book.xlsx")
    return "book.xlsx"


@pytest.mark.parametrize("several", [folder, zipped])
def test_every_file_is_answered_by_itself(terminal, several):
    answer = terminal.json("load", "monthly_return", several(terminal, b=FEBRUARY, a=RETURN))
    assert [each["file"] for each in answer["parts"]] == ["a.csv", "b.csv"]
    assert [each["status"] for each in answer["parts"]] == ["published", "published"]
    assert set(answer) == {"parts"}


@pytest.mark.parametrize("several", [folder, zipped])
def test_one_refused_part_leaves_the_others_and_ends_with_1(terminal, several):
    name = several(terminal, a=RETURN, b=FAULTY)
    said = terminal("load", "monthly_return", name)
    assert said.code == 1
    assert said.lines[0].startswith("a.csv: published.")
    assert any(line.startswith("b.csv: refused.") for line in said.lines)
    assert terminal.rows("profile", "--contract", "CPA-1")[0]["actual"] == 38


def test_sheets_named_after_datasets_are_read_as_those_contracts_first(terminal):
    name = workbook(
        terminal,
        Starts=[
            ["contract", "client_ref", "referred_on", "client_category"],
            ["CPA-9", "R-1", "2009-01-05", "mandatory"],
        ],
        contracts=[
            ["contract", "programme", "prime", "district", "starts_on"],
            ["CPA-9", "PLP", "Prime 9", "Area 9", "2009-01-01"],
        ],
    )
    parts = terminal.json("load", "starts", name)["parts"]
    assert [(each["dataset"], each["sheet"]) for each in parts] == [
        ("contracts", "contracts"),
        ("starts", "Starts"),
    ]
    assert {each["status"] for each in parts} == {"published"}


def test_of_other_sheets_one_must_be_named(terminal):
    rows = [line.split(",") for line in csv_of(RETURN).decode().splitlines()]
    rows = [rows[0], *([*row[:4], int(row[4])] for row in rows[1:])]
    name = workbook(terminal, Old=[["a", "b"], [1, 2]], New=rows)
    said = terminal("load", "monthly_return", name, "--format", "json")
    assert (said.code, said.json["status"]) == (1, "refused")
    assert terminal.json("load", "monthly_return", name, "--sheet", "New")["rows"]["stored"] == 3


def test_what_was_sent_before_a_wrong_call_is_told_all_the_same(terminal):
    name = workbook(
        terminal,
        contracts=[
            ["contract", "programme", "prime", "district", "starts_on"],
            ["CPA-9", "PLP", "Prime 9", "Area 9", "2009-01-01"],
        ],
        starts=[["contract", "client_ref"], ["CPA-9", "R-1"]],
    )
    said = terminal("load", "contracts", name, "--source", "dwp", "--format", "json")
    assert said.code == 2
    assert [each["status"] for each in said.json["parts"]] == ["published"]
    assert "does not come from source dwp" in said.err


def test_a_zip_that_lies_about_what_is_in_it_is_a_wrong_call(terminal):
    name = zipped(terminal, a=RETURN)
    data = bytearray((terminal.folder / name).read_bytes())
    place = data.index(b"CPA-1")
    data[place] ^= 0xFF
    (terminal.folder / name).write_bytes(data)
    said = terminal("load", "monthly_return", name)
    assert (said.code, said.out) == (2, "")
    assert "cannot be unpacked" in said.err


@pytest.mark.parametrize("member", ["", "xl/workbook.xml"])
def test_a_damaged_zip_or_workbook_is_refused_by_the_reader(terminal, member):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(member or "a.csv", "a,b")
        archive.writestr("[Content_Types].xml", "<not a workbook")
    data = held.getvalue() if member else held.getvalue()[:40]
    (terminal.folder / "book.xlsx").write_bytes(data)
    answer = terminal.json("load", "monthly_return", "book.xlsx", code=1)
    assert (answer["status"], answer["rows"]["stored"]) == ("refused", 0)


@pytest.mark.parametrize("make", ["empty folder", "empty zip"])
def test_nothing_to_send_is_a_wrong_call(terminal, make):
    place = terminal.folder / "place"
    if make == "empty folder":
        place.mkdir()
    else:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            archive.writestr("readme.md", "nothing")
        place.write_bytes(held.getvalue())
    said = terminal("load", "monthly_return", "place")
    assert (said.code, said.out) == (2, "")
    assert "no file to send in place" in said.err


def test_more_than_is_read_at_once_is_a_wrong_call(terminal):
    many = {f"f{number}": "a | b" for number in range(401)}
    said = terminal("check", "monthly_return", zipped(terminal, **many))
    assert said.code == 2
    assert "more than is read at once" in said.err


STARTS = """
    contract | client_ref | referred_on | started_on | client_category
    CPA-1    | R-1        | 2009-01-05  | 2009-01-12 | mandatory
"""


@pytest.mark.parametrize("several", [folder, zipped])
def test_a_part_whose_header_is_another_dataset_s_is_loaded_as_that_and_says_so(terminal, several):
    name = several(terminal, a=STARTS, b=RETURN)
    parts = terminal.json("load", "monthly_return", name)["parts"]
    assert [(each["file"], each["dataset"], each["recognised_by"]) for each in parts] == [
        ("b.csv", "monthly_return", "call"),
        ("a.csv", "starts", "header"),
    ]
    assert {each["status"] for each in parts} == {"published"}
    said = terminal("load", "monthly_return", name)
    assert said.lines[2].startswith("a.csv (read as starts by its header): duplicate.")


def test_a_zip_in_a_zip_is_refused_and_the_others_are_loaded(terminal):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("c.csv", csv_of(RETURN))
    with zipfile.ZipFile(terminal.folder / "all.zip", "w") as archive:
        archive.writestr("c.zip", inner.getvalue())
        archive.writestr("a.csv", csv_of(RETURN))
    parts = terminal.json("load", "monthly_return", "all.zip", code=1)["parts"]
    assert [(each["file"], each["status"]) for each in parts] == [
        ("a.csv", "published"),
        ("c.zip", "refused"),
    ]
    assert parts[1]["problems"][0]["rule"] == "zip_in_zip"


def test_a_zip_with_a_password_is_a_wrong_call(terminal):
    name = zipped(terminal, a=RETURN)
    data = bytearray((terminal.folder / name).read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    (terminal.folder / name).write_bytes(data)
    said = terminal("load", "monthly_return", name)
    assert (said.code, said.out) == (2, "")
    assert "protected by a password" in said.err
