"""The real layout through the store: renamings, later months, and the sums beside the series."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest

from db import doors, people, registers, rules
from db.people import Grant, Place
from db.publishing.request import CallError
from db.queries.rules_in_force import rules_in_force
from db.reports import View, agreement, run
from db.scope import OPERATOR, Principal
from monitoring.mappings import Mapping
from monitoring.parameters import Setting
from monitoring.vocabulary import Role, Source
from sample_data.generate import nhs
from tests.db.returns import report, send, with_programmes
from tests.stores import prepared

JUNE = datetime(2024, 6, 13, tzinfo=UTC)
JULY = datetime(2024, 7, 11, tzinfo=UTC)
RENAMED, STEADY, NEW = "AMC04", "RT119", "ZZZ99"
NATIONAL, CM = Principal("national", "National"), Principal("cm", "Contract manager")


MONTHS = ("2024-02", "2024-03")


def rows_of(name):
    with (nhs.FOLDER / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def as_csv(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


REAL = [
    row
    for row in rows_of(nhs.PROVIDER_MONTHS)
    if row["provider_code"] in {RENAMED, STEADY} and row["month"] in MONTHS
]


def contracts(*codes):
    lines = [f"{code},NHS-TT,Provider {code},Area {code},2024-02-01" for code in codes]
    return "\n".join(["contract,programme,prime,district,starts_on", *lines, ""]).encode()


def series(**of_referrals):
    """Give an England file of referrals in some months, in the layout of the real one."""
    header = rows_of(nhs.ENGLAND_MONTHS)[0]
    return as_csv(
        [
            dict.fromkeys(header, "1000") | {"month": month.replace("_", "-")[1:], **figures}
            for month, figures in of_referrals.items()
        ]
    )


def send_real(store, rows, now=JUNE, **said):
    asked = {"source": Source.PUBLISHED, "mapping": nhs.MAPPING, "now": now, **said}
    return send(store, "monthly_return", as_csv(rows), **asked)


def later(code, **figures):
    """Give an invented April 2024 of a provider, in the layout of the real file."""
    return {**dict.fromkeys(REAL[0], ""), "month": "2024-04", "provider_code": code, **figures}


@prepared
def ready(store):
    with_programmes(store)
    with doors.owner(store) as session:
        for each in registers.shipped_mappings():
            registers.save_mapping(session, Mapping.from_json(each), "shipped", JUNE)
        for definition in registers.shipped_programmes():
            if definition["code"] == nhs.PROGRAMME:
                registers.add_programme(session, definition, nhs.WORKING_DATE, JUNE)
    assert send(store, "contracts", contracts(RENAMED, STEADY), now=JUNE).status == "published"
    assert send_real(store, REAL).status == "published"
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        for who, role, over in (
            (NATIONAL, Role.NATIONAL, Place()),
            (CM, Role.CM, Place(contract=STEADY)),
        ):
            people.add_user(session, who.login, who.name, now=JUNE)
            people.grant(session, Grant(login=who.login, role=role, over=over), now=JUNE)
    return store


@pytest.fixture
def held_against(ready):
    """Send England's referrals, 600 and 1,755 of them rounded from those of March."""
    sent = series(_2024_02={"referrals_received": "2586"}, _2024_03={"referrals_received": "2357"})
    said = {"source": Source.PUBLISHED, "mapping": nhs.ENGLAND_MAPPING, "now": JUNE}
    assert send(ready, "area_indicators", sent, **said).status == "published"
    return ready


def test_a_provider_renamed_within_the_file_is_one_contract(ready):
    assert {row["provider_name"] for row in REAL if row["provider_code"] == RENAMED} == {
        "THINKING AHEAD",
        "NHS HEYWOOD, MIDDLETON AND ROCHDALE TALKING THERAPIES",
    }
    rows = report(ready, "profile", contract=RENAMED, measure="referrals")
    assert [(row["month"], row["actual"]) for row in rows] == [("2024-02", 640), ("2024-03", 600)]


def test_a_later_month_of_the_same_layout_loads_the_same_way(ready):
    sent = send_real(ready, [later(STEADY, referrals_received="1800", recovery="*")], JULY)
    assert (sent.status, len(sent.problems)) == ("published", 0)
    last = report(ready, "profile", contract=STEADY, measure="referrals")[-1]
    assert (last["month"], last["actual"], last["months_missing"]) == ("2024-04", 1800, 0)
    assert report(ready, "profile", contract=STEADY, measure="recovery")[-1]["actual"] is None


def test_a_provider_not_seen_before_is_refused_until_its_contract_is_registered(ready):
    april = [later(STEADY, referrals_received="1800"), later(NEW, referrals_received="25")]
    refused = send_real(ready, april, JULY)
    assert refused.status == "refused"
    assert [(each.rule, each.value) for each in refused.problems] == [("unknown_contract", NEW)]
    assert report(ready, "profile", contract=STEADY, measure="referrals")[-1]["month"] == "2024-03"
    assert send(ready, "contracts", contracts(NEW), now=JULY).status == "published"
    assert send_real(ready, april, JULY).status == "published"
    assert report(ready, "profile", contract=NEW, measure="referrals")[-1]["actual"] == 25


def test_figures_published_ten_weeks_on_are_current_and_not_overdue(ready):
    """The programme's own default stands until a contract sets another."""
    states = {row["contract"]: row["freshness"] for row in report(ready, "portfolio")}
    assert states == {RENAMED: "current", STEADY: "current"}
    with doors.scoped_session(ready, OPERATOR) as session:
        told = rules_in_force(session, STEADY, nhs.WORKING_DATE).set_index("code")
    assert list(told.loc["return_due_days", ["value", "authority"]]) == [
        "90",
        "default of NHS Talking Therapies",
    ]
    assert told.loc["close_days", "authority"].startswith("default of this product")
    setting = Setting("return_due_days", "7", date(2024, 2, 1), "Letter 1")
    rules.set_parameter(ready, OPERATOR, STEADY, setting, JULY)
    states = {row["contract"]: row["freshness"] for row in report(ready, "portfolio")}
    assert states == {RENAMED: "current", STEADY: "missing"}


def test_the_sums_of_all_contracts_stand_beside_the_england_series(held_against):
    with doors.scoped_session(held_against, NATIONAL) as session:
        made = run(session, "agreement", View(programme="NHS-TT", measure="referrals"), JULY)
    assert (made.parameters["sees_every_contract"], made.parameters["contracts"]) == (True, 2)
    told = made.frame.to_dict("records")
    assert [(row["sum"], row["published"]) for row in told] == [
        (640 + 1945, 2586),
        (600 + 1755, 2357),
    ]
    assert [row["agrees"] for row in told] == [True, True]
    assert [row["explained"] for row in told] == [True, True]


def test_who_sees_some_contracts_gets_their_sum_and_is_told_that_it_is_not_all(held_against):
    with doors.scoped_session(held_against, CM) as session:
        made = run(session, "agreement", View(programme="NHS-TT", measure="referrals"), JULY)
    assert (made.parameters["sees_every_contract"], made.parameters["contracts"]) == (False, 1)
    assert list(made.frame["sum"]) == [1945, 1755]
    assert list(made.frame["contracts_missing"]) == [0, 0]
    assert made.frame[list(agreement.OF_EVERY_CONTRACT)].isna().all(axis=None)


def test_a_rate_is_held_against_the_series_of_its_counts_and_every_count_when_none_is_named(
    held_against,
):
    rows = report(held_against, "agreement", programme="NHS-TT", measure="missed_rate")
    assert list(dict.fromkeys(row["measure"] for row in rows)) == [
        "appointments_missed",
        "appointments_attended",
    ]
    assert len(report(held_against, "agreement")) == 13 * 2


def test_the_series_is_as_it_was_known(held_against):
    again = series(_2024_03={"referrals_received": "2400"})
    said = {"source": Source.PUBLISHED, "mapping": nhs.ENGLAND_MAPPING, "now": JULY}
    send(held_against, "area_indicators", again, confirm_size=True, **said)
    asked = {"programme": "NHS-TT", "measure": "referrals", "first": date(2024, 3, 1)}
    assert [row["published"] for row in report(held_against, "agreement", **asked)] == [2400]
    before = report(held_against, "agreement", as_at=datetime(2024, 7, 1, tzinfo=UTC), **asked)
    assert [row["published"] for row in before] == [2357]


def test_a_programme_without_a_series_has_nothing_to_be_held_against(held_against):
    with pytest.raises(CallError, match="no published series"):
        report(held_against, "agreement", programme="MOJ-CRS")


def test_a_contract_stands_for_its_programme_and_must_be_the_readers(held_against):
    named = report(held_against, "agreement", contract=STEADY, measure="referrals")
    assert named == report(held_against, "agreement", programme="NHS-TT", measure="referrals")
    with pytest.raises(CallError, match="not known, or is not yours"):
        report(held_against, "agreement", contract="NOBODY")
