"""A national insurance number that was planted is found nowhere in the store or its journal."""

from __future__ import annotations

import io
import json
import zlib
from datetime import UTC, datetime

import openpyxl
import pytest
from sqlalchemy import select

from db import cleaning, doors, registers
from db.models import FACTS, Client, SubmissionContent
from db.publishing.request import CallError, Sending
from db.queries import submissions
from db.scope import OPERATOR
from db.sending import Desk, check
from monitoring.mappings import Mapping
from monitoring.mending import Mend, What
from monitoring.vocabulary import Source
from tests.db.returns import CONTRACTS, NOW, csv_of, send, with_programmes
from tests.stores import prepared

PLANTED, SPACED, SURNAME = "AB123456C", "ab 12 34 56 c", "Oxenhamshire"
EXITS = Mapping.from_json(
    {
        "name": "case-export",
        "dataset": "exits",
        "sentence": "The case system's export of leavers, with identifiers.",
        "columns": {"contract": "Contract", "client_ref": "NINO", "exited_on": "Left",
                    "reason": "Why"},
        "drop": ["Surname"],
        "reference": ["nino"],
    }
)  # fmt: skip
REFERRALS = Mapping.from_json(
    {
        "name": "lms-extract",
        "dataset": "referrals",
        "sentence": "The Jobcentre's extract by national insurance number.",
        "columns": {"client_ref": "NI number", "referred_on": "Referred",
                    "client_category": "Category"},
        "reference": ["NI number"],
    }
)  # fmt: skip
LEAVERS = f"""
    Contract | NINO      | Surname   | Left       | Why
    CPA-1    | {PLANTED} | {SURNAME} | 2009-03-04 | job
    CPA-1    | CD654321A | {SURNAME} | 2009-03-05 | moved
"""
REFERRED = f"""
    NI number | Referred   | Category
    {SPACED}  | 2009-02-04 | mandatory
"""


@prepared
def ready(store):
    """Give a store with contracts of two programmes and the two mappings."""
    with_programmes(store)
    more = "    TT-1 | NHS-TT | Prime 3 | Area 3 | 2009-01-01 | 36 |"
    send(store, "contracts", CONTRACTS + more, now=datetime(2009, 1, 2, tzinfo=UTC))
    with doors.owner(store) as session:
        for each in (EXITS, REFERRALS):
            registers.save_mapping(session, each, "operator", NOW)
    return store


def everything(store):
    """Give all the store and the journal hold: each file whole, or every row of every table."""
    with doors.owner(store) as session:
        packed = session.scalars(select(SubmissionContent.content)).all()
    unpacked = b"".join(map(zlib.decompress, packed))
    with store.owner_engine.connect() as connection:
        if store.dialect == "sqlite":
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            found = sorted(store.path.parent.glob(f"{store.path.stem}*"))
            assert len(found) > 1
            return unpacked + b"".join(path.read_bytes() for path in found)
        names = connection.exec_driver_sql(
            "SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) "
            "FROM information_schema.tables WHERE table_type = 'BASE TABLE' "
            "AND table_schema NOT IN ('pg_catalog', 'information_schema')"
        ).all()
        assert len(names) > 20
        rows = [str(connection.exec_driver_sql(f"TABLE {name}").all()) for (name,) in names]
    return unpacked + "\n".join(rows).encode()


def kept(store, number):
    with doors.scoped_session(store, OPERATOR) as session:
        return submissions.content(session, number), submissions.submission(session, number)


def references(store, dataset):
    fact = FACTS[dataset]
    same = (Client.contract_id == fact.c.contract_id) & (Client.client_id == fact.c.client_id)
    named = select(Client.client_ref).join(fact, same).order_by(fact.c.row_number)
    with doors.scoped_session(store, OPERATOR) as session:
        return list(session.scalars(named.where(fact.c.known_to.is_(None))))


def test_a_planted_number_and_name_are_nowhere_in_the_store_or_its_journal(ready):
    answer = send(ready, "exits", LEAVERS, mapping="case-export")
    assert answer.status == "published"
    other = send(ready, "referrals", REFERRED, mapping="lms-extract", contract="CPA-1")
    assert other.status == "published"
    send(ready, "exits", LEAVERS)  # without the mapping: refused, and nothing of it is kept
    held = everything(ready)
    for planted in (PLANTED, PLANTED.lower(), SPACED, "CD654321A", SURNAME):
        assert planted.encode() not in held
    bytes_kept, _ = kept(ready, answer.submission)
    assert PLANTED.encode() not in bytes_kept
    assert SURNAME.encode() not in bytes_kept


def test_the_receipt_holds_the_hash_of_the_file_as_sent_and_says_what_was_done(ready):
    answer = send(ready, "exits", LEAVERS, mapping="case-export")
    content, receipt = kept(ready, answer.submission)
    assert receipt.sha256 == answer.sha256
    assert receipt.file_name == "exits.csv.cleaned.csv"
    said = " ".join(receipt.how_read["notes"])
    assert "Dropped before anything was kept: Surname." in said
    assert "Replaced by a keyed reference before anything was kept: NINO." in said
    assert content.decode("utf-8-sig").splitlines()[0] == "Contract,NINO,Left,Why"
    again = send(ready, "exits", LEAVERS, mapping="case-export")
    assert (again.status, again.earlier_submission) == ("duplicate", answer.submission)


def test_the_cleaned_file_reads_again_through_the_same_mapping_to_the_same_rows(ready):
    answer = send(ready, "exits", LEAVERS, mapping="case-export")
    content, _ = kept(ready, answer.submission)
    again = send(ready, "exits", content, mapping="case-export")
    assert (again.status, again.changes.unchanged, again.changes.added) == ("published", 2, 0)


def test_one_person_is_one_reference_in_every_source_of_the_programme(ready):
    send(ready, "exits", LEAVERS, mapping="case-export")
    send(ready, "referrals", REFERRED, mapping="lms-extract", contract="CPA-1")
    assert references(ready, "referrals") == references(ready, "exits")[:1]


def test_another_programme_has_another_key(ready):
    first, second = (cleaning.keyed_reference(ready, code)(PLANTED) for code in ("PLP", "NHS-TT"))
    assert first != second
    assert cleaning.keyed_reference(ready, "PLP")(first.upper()) == first
    assert cleaning.keyed_reference(ready, "NHS-TT")(first) != first


def test_a_file_with_identifiers_names_contracts_of_one_programme_only(ready):
    both = LEAVERS + "    TT-1 | EF123456B | Someone | 2009-03-06 | job"
    answer = send(ready, "exits", both, mapping="case-export")
    assert answer.status == "refused"
    assert [problem.rule for problem in answer.problems] == ["several_programmes"]


def test_an_unknown_contract_is_refused_as_ever_and_nothing_of_the_file_kept(ready):
    unknown = LEAVERS.replace("CPA-1", "CPA-9")
    answer = send(ready, "exits", unknown, mapping="case-export")
    assert {problem.rule for problem in answer.problems} == {"unknown_contract"}
    assert PLANTED.encode() not in everything(ready)
    with pytest.raises(CallError):
        send(ready, "exits", LEAVERS, mapping="case-export", contract="CPA-9")


def test_a_number_in_a_column_the_mapping_ignores_refuses_the_file(ready):
    loose = Mapping.from_json(EXITS.as_json() | {"name": "loose", "drop": [], "ignore": "*"})
    with doors.owner(ready) as session:
        registers.save_mapping(session, loose, "operator", NOW)
    answer = send(ready, "exits", LEAVERS, mapping="loose")
    assert {problem.rule for problem in answer.problems} == {"personal_data"}
    assert "Surname" in answer.problems[0].message
    noted = LEAVERS.replace("Surname  ", "Remark   ").replace(SURNAME, PLANTED)
    answer = send(ready, "exits", noted.replace("Surname", "Remark"), mapping="loose")
    assert "national insurance" in answer.problems[0].message


def test_a_contract_the_mapping_fixes_tells_the_programme(ready):
    fixed = EXITS.as_json() | {"name": "fixed", "constants": {"contract": "CPA-1"}}
    fixed["columns"] = {key: text for key, text in EXITS.columns.items() if key != "contract"}
    fixed["ignore"] = ["Contract"]
    with doors.owner(ready) as session:
        registers.save_mapping(session, Mapping.from_json(fixed), "operator", NOW)
    send(ready, "exits", LEAVERS, mapping="fixed")
    keyed = cleaning.keyed_reference(ready, "PLP")
    assert references(ready, "exits") == [keyed(PLANTED), keyed("CD654321A")]


def test_what_was_put_right_in_a_cleaned_column_is_recorded_without_its_texts(ready):
    mend = Mend(what=What.CELLS, column="Nino", rows=(2,), before="AB12345", after=PLANTED,
                shown=True)  # fmt: skip
    other = Mend(what=What.CELLS, column="Why", rows=(2,), before="jb", after="job", shown=True)
    answer = send(ready, "exits", LEAVERS, mapping="case-export", mends=(mend, other))
    _, receipt = kept(ready, answer.submission)
    assert PLANTED not in json.dumps(receipt.how_read)
    assert [each["after"] for each in receipt.how_read["mends"]] == [None, "job"]


def test_a_check_keeps_nothing_and_shows_no_identifier(ready):
    asked = Sending(dataset="exits", name="x.csv", data=csv_of(LEAVERS), mapping="case-export")
    checked, problems = check(Desk(ready, OPERATOR, NOW), asked)
    assert problems == []
    assert PLANTED not in str(checked.columns)
    assert PLANTED.encode() not in everything(ready)


def test_sources_stand_apart_from_the_key(ready):
    send(ready, "exits", LEAVERS, mapping="case-export", source=Source.BDC)
    assert references(ready, "exits")[0] == cleaning.keyed_reference(ready, "PLP")(PLANTED)


def workbook_of(**sheets):
    """Give a workbook with a sheet for each drawn table."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, drawn in sheets.items():
        page = book.create_sheet(name)
        for line in csv_of(drawn).decode().splitlines():
            page.append(line.split(","))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_of_a_workbook_of_several_sheets_only_the_one_that_was_read_is_kept(ready):
    plain = """
        contract | client_ref | exited_on  | reason
        CPA-1    | R-1        | 2009-03-04 | job
    """
    book = workbook_of(exits=plain, notes=LEAVERS)
    said = {"name": "month.xlsx", "sheet": "exits"}
    answer = send(ready, "exits", book, **said)
    content, receipt = kept(ready, answer.submission)
    assert (receipt.sha256, receipt.file_name) == (answer.sha256, "month.xlsx.sheet.csv")
    assert content.decode("utf-8-sig").splitlines()[1] == "CPA-1,R-1,2009-03-04,job"
    assert PLANTED.encode() not in everything(ready)
    assert "of it this one is kept" in " ".join(receipt.how_read["notes"])
    assert send(ready, "exits", book, **said).status == "duplicate"


def test_a_workbook_of_one_sheet_is_kept_as_it_was_sent(ready):
    book = workbook_of(exits="contract | client_ref | exited_on | reason\nCPA-1|R-1|2009-03-04|job")
    answer = send(ready, "exits", book, name="month.xlsx")
    assert kept(ready, answer.submission)[0] == book


def test_a_file_that_names_no_contract_has_none_to_take_the_key_from(ready):
    loose = LEAVERS.replace("Contract", "Number  ")
    mapping = EXITS.as_json() | {"name": "no-contract", "ignore": ["Number"]}
    mapping["columns"] = {key: text for key, text in EXITS.columns.items() if key != "contract"}
    with doors.owner(ready) as session:
        registers.save_mapping(session, Mapping.from_json(mapping), "operator", NOW)
    answer = send(ready, "exits", loose, mapping="no-contract")
    assert answer.status == "refused"
    assert PLANTED.encode() not in everything(ready)
