"""Every awkward file of the corpora is a table or a refusal, and no figure in it is misread."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import time
import warnings
from collections import Counter

import openpyxl
import pytest

from monitoring.findings import Unreadable
from monitoring.reading import PAGE_LIMITS, read, sheets
from monitoring.reading.identifiers import personal_data

MOST_SECONDS = 20  # of one file: reliability.md 3.1
MOST_TEXT_MISREAD = 19  # as above: of the whole benchmark, of which the corpora hold a half
POLLOCK = "pollock_half"
NOT_DATA = (".json", "clean/")
PRICES = r"\$\d+(\.\d+)?"
TYPED = {
    "DATE": r"\d\d/\d\d/\d{4}",
    "TIME": r"\d\d:\d\d",
    "Qty": r"\d+",
    "PRODUCTID": r"[A-Z]{2}-\d{4}",
    "Price": PRICES,
}
HEADER = [*TYPED, "ProductType", "ProductDescription", "URL", "Comments"]


def say(text):
    """Write what was found, for the report at the end."""
    sys.stdout.write(f"{text}\n")


def rows_of(table):
    """Give a table's rows."""
    return [list(row) for batch in table.batches() for row in zip(*batch.columns, strict=True)]


def answered(data, name, **said):
    """Give what a file is read as, or None and the rules it is refused for."""
    try:
        table = read(data, name, **said)
        rows = rows_of(table)
        personal_data(table.headers, table.batches())
    except Unreadable as refused:
        return None, sorted({problem.rule for problem in refused.problems})
    assert all(len(row) == len(table.headers) for row in rows), name
    return (table, rows), []


def files(corpora, *archives):
    """Give the files to be read, by archive and name."""
    return {
        (archive, name): data
        for archive in archives or corpora
        for name, data in corpora[archive].items()
        if not any(mark in name for mark in NOT_DATA)
    }


def test_every_file_is_a_table_or_a_refusal_and_none_takes_long(corpora):
    outcomes: Counter[str] = Counter()
    slow = []
    for (archive, name), data in files(corpora).items():
        started = time.monotonic()
        got, rules = answered(data, name)
        if time.monotonic() - started > MOST_SECONDS:
            slow.append((archive, name))
        outcomes.update(rules or ["read"])
        assert got or rules, (archive, name)
    say("\n".join(f"{count:6,} {outcome}" for outcome, count in outcomes.most_common()))
    assert slow == []


def test_every_sheet_of_every_workbook_is_a_table_or_a_refusal(corpora):
    read_sheets = 0
    for (_, name), data in files(corpora).items():
        try:
            names = sheets(data, name)
        except Unreadable:
            continue
        for sheet in names:
            got, rules = answered(data, name, sheet=sheet)
            assert got or rules, (name, sheet)
            read_sheets += got is not None
    assert read_sheets > 50


def pollock_verdict(data, clean):
    """Say how a polluted file fares against its clean version."""
    got, _ = answered(data, "polluted.csv")
    if got is None:
        return "refused"
    table, rows = got
    if list(table.headers) != HEADER or not fits_types(rows):
        return "refused for its header or types"
    truth = list(csv.reader(io.StringIO(clean.decode(), newline="")))[1:]
    if rows == truth:
        return "right"
    width = len(TYPED)
    typed = [row[:width] for row in rows] == [row[:width] for row in truth]
    return "free text misread" if typed else "typed column misread"


def fits_types(rows):
    """Say whether every typed column holds what the checks would let through."""
    patterns = [re.compile(pattern) for pattern in TYPED.values()]
    return all(
        pattern.fullmatch(cell)
        for row in rows
        for pattern, cell in zip(patterns, row, strict=False)
    )


def test_no_typed_column_of_a_polluted_file_is_misread(corpora):
    polluted = {name: data for (_, name), data in files(corpora, POLLOCK).items()}
    verdicts = Counter(
        pollock_verdict(data, corpora[POLLOCK][name.replace("csv/", "clean/", 1)])
        for name, data in polluted.items()
    )
    say(str(dict(verdicts)))
    assert len(polluted) == 1_145
    assert verdicts["typed column misread"] == 0
    assert verdicts["free text misread"] <= MOST_TEXT_MISREAD
    assert verdicts["right"] > 0


REFUSED = {"location_coordinates.csv"}  # a quote within a value that is not in quotes
BLANK_AT_END = {"empty-one-column.csv"}  # a blank line at the end is no row


@pytest.mark.parametrize("corpus", ["csv_spectrum", "csv_test_data"])
def test_files_with_the_truth_beside_them_are_read_as_it_says(corpora, corpus):
    truths = corpora[f"{corpus}_json"]
    compared = 0
    for (_, name), data in files(corpora, f"{corpus}_csv").items():
        got, _ = answered(data, name)
        truth = truths.get(name.replace(".csv", ".json"))
        if name.startswith("bad-") and name != "bad-header-wrong-header.csv":  # it is sound alone
            assert got is None, name
        elif truth is None or name in REFUSED | {"all-empty.csv"}:
            assert got is None or name == "bad-header-wrong-header.csv", name
        elif name not in BLANK_AT_END:
            assert expected(json.loads(truth), got[0].headers) == got[1], name
            compared += 1
    assert compared > 10


def expected(truth, headers):
    """Give the rows the truth says, written as lists or as dictionaries."""
    rows = truth if truth and isinstance(truth[0], dict) else truth[1:]
    as_lists = [[row[name] for name in headers] if isinstance(row, dict) else row for row in rows]
    return [[cell.replace("\r\n", "\n") for cell in row] for row in as_lists]


def test_every_hostile_workbook_is_refused_within_its_time(corpora):
    hostile = files(corpora, "xlsx_hostile")
    assert len(hostile) == 9
    for (_, name), data in hostile.items():
        started = time.monotonic()
        assert answered(data, name)[0] is None, name
        assert time.monotonic() - started < PAGE_LIMITS.seconds + 1, name


def test_a_second_reader_of_workbooks_sees_the_same_values(corpora):
    same = 0
    differ = []
    for (archive, name), data in files(corpora).items():
        for sheet, rows in compared_sheets(name, data):
            for cell, ours, theirs in cells(rows, sheet):
                if ours == theirs:
                    same += 1
                else:
                    differ.append((archive, name, cell, ours, theirs))
    say(f"{same:,} cells the same; {len(differ)} differ: {differ[:20]}")
    assert same > 10_000
    assert len(differ) <= same / 1_000


def compared_sheets(name, data):
    """Give what both readers see of every sheet that both can read."""
    try:
        names = sheets(data, name)
        if not names:
            return
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except (Unreadable, ValueError, TypeError, KeyError, AttributeError, OSError):
        return
    for sheet in names:
        got, _ = answered(data, name, sheet=sheet)
        if got and sheet in book.sheetnames:
            yield book[sheet], [list(got[0].headers), *got[1]]


def cells(rows, sheet):
    """Give each cell of a table as we and as the second reader say it, numbers as numbers."""
    for at, row in enumerate(rows, 1):
        for place, ours in enumerate(row, 1):
            cell = sheet.cell(at, place)
            yield cell.coordinate, plain(ours), plain(said(cell.value))


def said(value):
    """Give the second reader's value as text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def plain(text):
    """Give a text without the ways two readers write the same thing."""
    words = " ".join(text.removesuffix(" 00:00:00").split())
    try:
        return format(float(words), ".12g")
    except ValueError:
        return words
