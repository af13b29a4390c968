"""Does nothing that leaves run in a spreadsheet, and does it come back as it was?"""

from __future__ import annotations

import csv
import io
from itertools import product

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from monitoring import copying, datasets
from monitoring.copying import Shown
from monitoring.datasets.templates import template_csv
from monitoring.inert import as_it_was, harmless, may_be_marked, runs
from monitoring.marking import marked
from monitoring.printing import as_csv
from monitoring.reading import read
from monitoring.rewriting import sheet_of
from tests.files import file_of, rows_of

FIRST = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BEFORE = ("", " ", "'", '"', ";", ",", "|", "''")
SAID = ("1+1", "cmd|' /C calc'!A0")
DANGEROUS = [f"{before}{first}{said}" for before, first in product(BEFORE, FIRST)
             for said in SAID[: 1 if before else 2]]  # fmt: skip
STARTERS = frozenset(FIRST)
HONEST = ["'tis", "it's", "-5", "-1,234.5", "+3", "plain", "O'Neil", "1-5", "'", "", "59%"]
ROWS = [{"text": text, "count": -5} for text in [*DANGEROUS, *HONEST]]


def cells(data):
    return list(csv.reader(io.StringIO(data)))


def one_line(text):
    """Give a text as a cell keeps it: every line break the same."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def test_there_are_sixty_prefixes_and_more():
    assert len(set(DANGEROUS)) >= 60
    assert all(runs(text) for text in DANGEROUS)
    assert not any(runs(text) for text in HONEST)


def test_a_plain_reader_finds_no_cell_of_a_csv_that_runs_and_none_that_was_split():
    table = cells(as_csv(ROWS, ("text", "count")))
    assert {len(row) for row in table} == {2}
    assert len(table) == len(ROWS) + 1
    for row, given_row in zip(table[1:], ROWS, strict=True):
        assert row[0][:1] not in STARTERS or not runs(row[0])
        assert one_line(as_it_was(row[0])) == one_line(given_row["text"])
        assert row[1] == "-5"  # a number stays one


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_marked_file_runs_nothing_and_holds_every_text(kind):
    texts = [text for text in [*DANGEROUS, *HONEST] if readable(text)]
    table = file_of(("k", "text"), [["k", text] for text in texts], kind=kind)
    data = marked(table, [])
    if kind == "csv":
        found = [row[2] for row in cells(data.decode("utf-8-sig"))[1:]]
        assert all(text[:1] not in STARTERS or not runs(text) for text in found)
        assert list(map(as_it_was, found)) == texts
        return
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    found = [row[2] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in found if cell.value} == {"s"}  # never "f", a formula
    assert [cell.value or "" for cell in found] == texts
    assert all(cell.quotePrefix for cell in found if cell.value and runs(cell.value))
    assert not sheet._hyperlinks  # noqa: SLF001 - openpyxl names them nowhere else


def readable(text):
    """Say whether a reader takes the text at all: line breaks and tabs alone it does not."""
    return "\r" not in text and "\n" not in text and text.strip() == text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_was_written_is_read_as_it_was(kind):
    texts = [text for text in [*DANGEROUS, *HONEST, "'=1", "''=1"] if readable(text)]
    table = file_of(("k", "text"), [["k", text] for text in texts], kind="csv")
    again = read(sheet_of(table).as_csv(), "x.csv")
    assert [row["text"] for row in rows_of(again)] == texts
    exported = as_csv([{"k": "k", "text": text} for text in texts], ("k", "text"))
    assert [row["text"] for row in rows_of(read(exported.encode(), "x.csv"))] == texts
    assert kind


@given(some.text(some.sampled_from("'=+-@1a ,;\"\uff1d"), max_size=8))
def test_every_text_comes_back_and_none_is_left_to_run(text):
    assert as_it_was(harmless(text)) == text
    assert harmless(text)[:1] not in STARTERS or not runs(harmless(text))
    if harmless(text) != text:
        assert may_be_marked(harmless(text).encode())


def test_a_copied_table_runs_nothing_where_it_is_pasted():
    frame = pd.DataFrame({"text": DANGEROUS, "share": [-0.5] * len(DANGEROUS)})
    columns = {"text": Shown("Text"), "share": Shown("Share", "%.1f%%")}
    lines = copying.as_text(frame, columns, "Heading").splitlines()[2:]
    assert len(lines) == len(DANGEROUS)
    for line in lines:
        text, share = line.split("\t")
        assert text[:1] not in STARTERS or not runs(text)
        assert share == "-0.5%"


@pytest.mark.parametrize("name", datasets.ALL)
def test_a_template_runs_nothing_and_reads_as_its_examples(name):
    spec = datasets.dataset(name)
    text = template_csv(spec)
    assert not [cell for row in cells(text) for cell in row if runs(cell)]
    rows = rows_of(read(text.encode(), f"{name}.csv"))
    assert [{k: v for k, v in row.items() if v and k != "row"} for row in rows] == [
        {k: v for k, v in example.items() if v} for example in spec.examples
    ]
