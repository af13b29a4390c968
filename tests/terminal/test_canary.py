"""Is an identifier that comes in by any failing call found in no log, no journal and no table?"""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from db import doors
from db.scope import OPERATOR
from monitoring import datasets
from terminal import faults
from tests import canary
from tests.canary import ALL, CASES, MAILS, NAMES, NUMBERS, PHONES, POSTCODES, RECOGNISED


def as_csv(header, lines):
    out = io.StringIO()
    csv.writer(out).writerows([header, *lines])
    return out.getvalue().encode()


def as_workbook(header, lines):
    book = openpyxl.Workbook()
    for line in (header, *lines):
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def faulty_files():
    """Give, dataset by dataset, files with a fault in every column, in the header, in the book."""
    for name, spec in datasets.ALL.items():
        header = [column.name for column in spec.public_columns]
        yield name, f"{name}.csv", as_csv(header, canary.rows(header))
    header = [column.name for column in datasets.dataset("starts").public_columns]
    for place, values in enumerate((NAMES, MAILS, PHONES, CASES)):  # none of them recognised
        lines = [[one] * len(header) for one in values]
        yield "starts", f"plain{place}.csv", as_csv(header, lines)
    yield "starts", "headers.csv", as_csv(list(ALL), [["1"] * len(ALL)])
    yield "starts", "twice.csv", as_csv([*header, NAMES[0], NAMES[0]], canary.rows(header))
    yield "starts", "ragged.csv", as_csv(header, [[*one, CASES[0]] for one in canary.rows(header)])
    yield "starts", "book.xlsx", as_workbook(header, canary.rows(header))
    yield "starts", "broken.xlsx", as_workbook(header, canary.rows(header))[:-400]
    yield "starts", "text.xlsx", as_csv(header, canary.rows(header))


def calls():
    """Give wrong calls that name identifiers wherever a word is taken: all of them, and one."""
    few = " ".join((POSTCODES[0], NAMES[0], MAILS[0], PHONES[0], CASES[0]))  # a name
    for one in (" ".join(ALL), NUMBERS[0]):
        yield "report", "profile", "--contract", one
        yield "report", "profile", "--measure", one, "--contract", "CPA-1"
        yield "report", "profile", "--from", one
        yield "report", one
        yield "report", "profile", "--as", one
        yield "report", "portfolio", "--programme", one
        yield "report", "profile", "--set", one, "--contract", "CPA-1"
        yield "report", "profile", "--arrangement", one, "--contract", "CPA-1"
        yield "submissions", "--contract", one
        yield "mapping", "show", one
        yield "grant", one, "CM", "--contract", "CPA-1"
        yield "parameter", "set", one, one, one, "--from", "2009-06-01", "--authority", one
        yield "close", one, "2009-03"
        yield "withdraw", "999", "--reason", one
        yield "purge", "999", "--reason", one
        yield "certify", "999", "--statement", one, "--post", one
        yield "pack", one, "--quarter", "2009-01"
        yield "audit", "list", "--contract", one
        yield "load", "contracts", f"{few}.csv", "--contract", one
        yield "load", "contracts", "given.csv", "--contract", one
        yield "load", "starts", "given.csv", "--mapping", one
        yield "restore", f"{few}.zip"


@pytest.fixture
def before(filled):
    (filled.folder / "given.csv").write_bytes(as_csv(["contract"], [["x"]]))
    return filled


def test_no_identifier_stays_anywhere_whatever_fails(before, store, caplog):
    printed = []
    for dataset, name, data in faulty_files():
        (before.folder / name).write_bytes(data)
        for command in ("check", "load") if dataset == "starts" else ("load",):
            said = before(command, dataset, name, "--format", "json")
            assert said.code in {1, 2}, (command, name)
            printed.append((name, said.out + said.err))
        if dataset == "starts":
            told = before("load", dataset, name, "--hold-faulty").err
            printed.append((name, told))
    mapping = {"name": NAMES[1], "dataset": "starts", "columns": {"client_ref": NUMBERS[1]}, "x": 1}
    (before.folder / "m.json").write_text(json.dumps(mapping))
    assert before("mapping", "save", "ours", "m.json").code == 2
    for words in calls():
        assert before(*words).code in {1, 2}, words
    assert [name for name, said in printed if canary.found(said, RECOGNISED)] == []
    assert canary.found(caplog.text) == []
    assert canary.found(canary.kept(store)) == []


STATEMENTS = (
    "INSERT INTO organisation (name_key, name) VALUES (:one, :one), (:one, :one)",
    "INSERT INTO contract (contract_id, reference) VALUES (:one, :one)",
    "INSERT INTO client (contract_id, client_ref) VALUES (1, :one)",
    "SELECT :one = nothing_of_that_name",
)


@pytest.mark.usefixtures("filled")
def test_no_error_of_the_database_brings_one_to_a_log_or_to_the_terminal(store, caplog):
    for one in ALL:
        for statement in STATEMENTS:
            with pytest.raises(SQLAlchemyError) as raised:
                fail(store, statement, one)
            assert canary.found(faults.sentence(raised.value)) == []
    assert canary.found(caplog.text) == []
    assert canary.found(canary.kept(store)) == []


def fail(store, statement, one):
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        session.execute(text(statement), {"one": one})
