"""Is it clear, and safe, which returns one file stands for?"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from monitoring import datasets, parts
from monitoring.findings import Unreadable
from monitoring.parts import parts_of_file
from monitoring.reading import PAGE_LIMITS

RETURN = b"contract,month,measure,client_category,value\nCPA-1,2009-01,starts,all,3\n"
STARTS = ("contract", "client_ref", "referred_on", "started_on", "client_category")


def zipped(**files):
    return zip_of(files.items())


def zip_of(files, compression=zipfile.ZIP_STORED):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", compression) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return held.getvalue()


def workbook(**sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def rules_of(fault):
    return [problem.rule for problem in fault.value.problems]


def test_a_file_stands_for_itself():
    found = parts_of_file("a.csv", RETURN, PAGE_LIMITS)
    assert (found.several, found.parts[0].name, found.parts[0].read()) == (False, "a.csv", RETURN)


def test_a_zip_stands_for_the_files_in_it_and_names_what_is_left_out():
    data = zip_of(
        [("2009/b.csv", RETURN), ("2009/a.csv", b"x"), ("notes.md", b""), ("__MACOSX/._a.csv", b"")]
    )
    found = parts_of_file("all.zip", data, PAGE_LIMITS)
    assert [(part.name, part.read()) for part in found.parts] == [
        ("a.csv", b"x"),
        ("b.csv", RETURN),
    ]
    assert (found.several, found.left_out) == (True, ("notes.md",))


def test_files_of_one_name_in_two_folders_keep_their_folder():
    found = parts_of_file("all.zip", zip_of([("A1/s.csv", b"1"), ("A2/s.csv", b"2")]), PAGE_LIMITS)
    assert [part.name for part in found.parts] == ["A1/s.csv", "A2/s.csv"]


def test_a_zip_in_a_zip_is_a_part_that_is_not_opened_and_the_others_go_on():
    inner = zipped(**{"b.csv": RETURN})
    found = parts_of_file("all.zip", zip_of([("in.zip", inner), ("a.csv", RETURN)]), PAGE_LIMITS)
    assert [[p.rule for p in part.problems] for part in found.parts] == [[], ["zip_in_zip"]]
    assert found.parts[1].read() == b""


@pytest.mark.parametrize(
    "name", ["../a.csv", "/etc/a.csv", "x/../../a.csv", "..\\a.csv", "C:\\a.csv", "a\tb.csv"]
)
def test_a_name_that_leads_away_is_refused_and_the_others_go_on(name):
    found = parts_of_file("all.zip", zip_of([(name, RETURN), ("z.csv", RETURN)]), PAGE_LIMITS)
    refused = [part for part in found.parts if part.problems]
    assert [problem.rule for problem in refused[0].problems] == ["name_leads_away"]
    assert [part.name for part in found.parts if not part.problems] == ["z.csv"]


def test_a_zip_with_a_password_is_refused_as_a_whole():
    data = bytearray(zipped(**{"a.csv": RETURN}))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        data[data.index(mark) + (6 if mark[2] == 3 else 8)] |= 1
    with pytest.raises(Unreadable) as fault:
        parts_of_file("all.zip", bytes(data), PAGE_LIMITS)
    assert rules_of(fault) == ["password_protected"]


@pytest.mark.parametrize("count", [401, 1000, 6000])
def test_more_files_than_are_read_at_once_are_refused(count):
    data = zip_of([(f"f{number}.csv", b"a,b\n") for number in range(count)])
    with pytest.raises(Unreadable) as fault:
        parts_of_file("all.zip", data, PAGE_LIMITS)
    assert rules_of(fault) == ["too_much_at_once"]


def test_a_zip_that_unpacks_to_very_much_is_refused_before_it_is_unpacked():
    data = zip_of([("a.csv", b"0" * 25_000_000)], zipfile.ZIP_DEFLATED)
    with pytest.raises(Unreadable) as fault:
        parts_of_file("bomb.zip", data, PAGE_LIMITS)
    assert rules_of(fault) == ["too_much_at_once"]


def test_a_file_in_a_zip_larger_than_is_read_is_that_part_s_fault():
    few = replace(PAGE_LIMITS, size=10)
    found = parts_of_file("all.zip", zipped(**{"a.csv": b"x" * 11, "b.csv": b"x"}), few)
    assert [[p.rule for p in part.problems] for part in found.parts] == [["file_too_big"], []]


def test_no_more_is_unpacked_than_the_zip_declares():
    data = bytearray(zip_of([("a.csv", b"0" * 1_000_000)], zipfile.ZIP_DEFLATED))
    for mark, size_at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.index(mark) + size_at
        data[place : place + 4] = (100).to_bytes(4, "little")
    found = parts_of_file("liar.zip", bytes(data), PAGE_LIMITS)
    with pytest.raises(Unreadable) as fault:
        found.parts[0].read()
    assert rules_of(fault) == ["cannot_be_unpacked"]


def test_an_empty_zip_and_one_without_a_return_hold_nothing_to_send():
    for data in (zip_of([]), zip_of([("readme.md", b"x")])):
        with pytest.raises(Unreadable) as fault:
            parts_of_file("all.zip", data, PAGE_LIMITS)
        assert rules_of(fault) == ["nothing_to_send"]


def test_sheets_named_after_datasets_come_in_the_order_of_sending():
    data = workbook(Starts=[STARTS, range(5)], Contracts=[["a", "b"], [1, 2]])
    found = parts_of_file("book.xlsx", data, PAGE_LIMITS)
    assert [(part.dataset, part.sheet) for part in found.parts] == [
        ("contracts", "Contracts"),
        ("starts", "Starts"),
    ]


def test_sheets_are_told_apart_by_their_headers_only_for_who_looks_first():
    data = workbook(
        Area1=[STARTS, range(5)], Area2=[STARTS, range(5, 10)], About=[["a", "b"], [1, 2]]
    )
    assert not parts_of_file("book.xlsx", data, PAGE_LIMITS).several
    found = parts_of_file("book.xlsx", data, PAGE_LIMITS, by_header=True)
    assert [(part.dataset, part.sheet) for part in found.parts] == [
        ("starts", "Area1"),
        ("starts", "Area2"),
    ]
    assert found.left_out == ("sheet About",)


def test_a_workbook_with_one_return_is_one_file():
    data = workbook(Area1=[STARTS, range(5)], About=[["a", "b"], [1, 2]])
    assert not parts_of_file("book.xlsx", data, PAGE_LIMITS, by_header=True).several


def test_every_dataset_has_its_place_and_what_others_name_comes_first():
    assert sorted(parts.ORDER) == sorted(datasets.ALL)
    places = [parts.place(name) for name in ("contracts", "arrangements", "profiles", "starts", "")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("headers", "named", "is_"),
    [
        (STARTS, "starts", "starts"),
        (STARTS, "monthly_return", "starts"),  # it is exactly another's header
        (("contract", "client_ref", "reffered_on"), "starts", "starts"),  # a fault, not another's
        (("a", "b"), "starts", "starts"),
        (("contract", "client_ref", "exited_on", "reason"), "starts", "exits"),
    ],
)
def test_a_file_is_another_dataset_only_where_its_header_is_exactly_that(headers, named, is_):
    assert parts.meant(headers, named) == is_
