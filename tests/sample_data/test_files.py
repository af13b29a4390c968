"""Is the sample the same everywhere, complete, and what its datasets' specifications want?"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from hashlib import sha256

from monitoring.datasets import ALL
from monitoring.reading import TERMINAL_LIMITS, read
from monitoring.reading.identifiers import personal_data
from monitoring.rights import may_send
from monitoring.vocabulary import Role, Severity
from sample_data.generate import WORKING_DATES, users
from sample_data.generate.months import text
from sample_data.generate.sample_file import csv_bytes
from sample_data.generate.shipped import CHECKSUM, MADE_WHEN_NEEDED, MANIFEST, checksum, manifest
from tests.sample_data.conftest import SAMPLE
from tests.sample_data.reading import checked, programme_of, rows_in, rows_of

PLANTED_TO_BE_HELD = {
    "plp/monthly_returns/PLP-A4_provider_mi_2010-11.csv": {"unknown_code": 2, "not_a_number": 1}
}


def test_the_whole_stream_is_the_one_whose_checksum_is_kept(files):
    assert checksum(files) == (SAMPLE / CHECKSUM).read_text("utf-8").strip()


def test_what_stands_beside_the_code_is_what_the_generator_makes(everything):
    stale = [
        name
        for name, data in everything.items()
        if not name.startswith(MADE_WHEN_NEEDED) and (SAMPLE / name).read_bytes() != data
    ]
    assert stale == []


def test_nothing_stands_beside_the_code_that_the_generator_would_not_make(everything):
    made = {name for name in everything if name.startswith(("plp/", "broken_returns/"))}
    kept = {
        str(path.relative_to(SAMPLE))
        for place in ("plp", "broken_returns")
        for path in (SAMPLE / place).rglob("*.*")
        if "mappings" not in path.parts
    }
    assert kept <= made


def test_every_dataset_and_every_source_that_matters_has_files(files):
    have = {(file.dataset, file.source) for file in files}
    assert {name for name, _ in have} == set(ALL)
    assert {source for _, source in have} == {
        *("provider_mi", "plmi", "lms", "payments", "clerical", "partner", "survey", "tppm"),
        *("dwp", "bdc", "published"),
    }


def test_every_source_is_one_its_dataset_comes_from(files):
    assert [file.name for file in files if file.source not in ALL[file.dataset].sources] == []


def test_every_file_is_sound_but_for_the_rows_planted_to_be_held(files):
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for file in files:
        for problem in checked(file).problems:
            if problem.severity is not Severity.ATTENTION:
                found[file.name][problem.rule] += 1
    assert found == PLANTED_TO_BE_HELD


def test_only_files_with_rows_to_hold_say_so(files):
    assert [file.name for file in files if file.hold_faulty] == list(PLANTED_TO_BE_HELD)


def test_nothing_in_the_sample_looks_like_personal_data(files):
    for file in files:
        table = read(file.data, file.name, limits=TERMINAL_LIMITS)
        assert not personal_data(table.headers, table.batches())


def test_client_references_are_plainly_made_up(files):
    references = {row["client_ref"] for row in rows_in(files, "starts")}
    assert [each for each in references if not re.fullmatch(r"C[1-4]-\d{6}", each)] == []


def test_no_two_files_are_the_same_to_the_store(files):
    seen = Counter(
        (file.dataset, file.source, file.mapping, sha256(file.data).digest()) for file in files
    )
    assert [entry[:3] for entry, times in seen.items() if times > 1] == []


def test_files_come_in_the_order_they_were_received(files):
    received = [datetime.fromisoformat(file.received) for file in files]
    assert received == sorted(received)
    assert [file.order for file in files] == list(range(1, len(files) + 1))


def test_nothing_is_received_after_the_working_date(files):
    late = [
        file.name
        for file in files
        if file.received[:10] > WORKING_DATES[programme_of(file)].isoformat()
    ]
    assert late == []


def test_the_manifest_lists_every_file_in_order(files):
    lines = rows_of((SAMPLE / MANIFEST).read_bytes())
    assert [line["name"] for line in lines] == [file.name for file in files]
    assert (SAMPLE / MANIFEST).read_bytes() == manifest(files)


def test_the_last_month_of_the_returns_is_the_one_before_the_working_date(files):
    months = {
        row["month"]
        for row in rows_in(files, "monthly_return", source="provider_mi")
        if "month" in row
    }
    working = WORKING_DATES["PLP"]
    assert max(months) == text(working.replace(month=working.month - 1, day=1))


def test_every_file_is_sent_by_somebody_who_may_send_it(files):
    roles: dict[str, set[str]] = defaultdict(set)
    for each in users():
        roles[each.login].add(each.role)
    wrong = {
        (file.sender, file.dataset, file.source)
        for file in files
        if not any(may_send(Role(role), file.dataset, file.source) for role in roles[file.sender])
    }
    assert wrong == set()


def test_the_people_are_called_by_role_and_nothing_else():
    kept = rows_of((SAMPLE / "plp" / "users.csv").read_bytes())
    assert [row["login"] for row in kept] == [each.login for each in users()]
    assert {row["role"] for row in kept} == {role.value for role in Role}
    several = Counter(row["login"] for row in kept if row["role"] == "CM")
    assert several["cm-1-2"] == 2


def test_a_yes_and_a_blank_are_written_as_files_have_them():
    written = csv_bytes([{"a": True, "b": None, "c": 0}, {"a": False, "b": "x"}], ("a", "b", "c"))
    assert written.decode() == "a,b,c\nyes,,0\nno,x,\n"


def test_partners_return_week_by_week_and_some_late(files):
    days = []
    for file in files:
        if file.dataset == "partner_weekly":
            [row] = rows_of(file.data)
            ends = date.fromisoformat(row["week_starting"]) + timedelta(days=6)
            days.append((datetime.fromisoformat(file.received).date() - ends).days)
            assert (file.mode, file.months) == ("corrections", ())
    late = sum(each > 7 for each in days)
    assert (len(days), min(days) > 0) == (984, True)
    assert 0.05 < late / len(days) < 0.2
    assert max(days) == 22
