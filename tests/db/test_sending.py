"""A file is stored whole, without the rows its sender held, or not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from db import doors
from db.models import AccessEntry
from db.publishing.request import CallError
from db.queries.knowledge import end_of_day
from monitoring.vocabulary import Mode, Source
from tests.db.returns import CONTRACTS, PROFILES, RETURN, preview, report, send, with_programmes
from tests.stores import prepared

if TYPE_CHECKING:
    from db.store import Store


@prepared
def ready(store: Store) -> Store:
    """Give a store with two contracts and a profile."""
    with_programmes(store)
    signed = datetime(2008, 12, 1, tzinfo=UTC)
    assert send(store, "contracts", CONTRACTS, now=signed).status == "published"
    assert send(store, "profiles", PROFILES, now=signed).status == "published"
    return store


def test_at_01_a_quarter_is_a_ratio_of_sums(ready: Store):
    answer = send(ready, "monthly_return", RETURN)
    assert answer.as_json()["rows"] == {"read": 3, "stored": 3, "held": 0}
    march = report(
        ready, "profile", contract="CPA-1", first=date(2009, 3, 1), last=date(2009, 3, 1)
    )
    assert [march[0][key] for key in ("profile", "actual", "variance")] == [160, 80, -80]
    assert march[0]["share_of_profile"] == pytest.approx(0.5)
    quarter = report(ready, "profile", contract="CPA-1", by="quarter")
    assert (quarter[0]["actual"], quarter[0]["profile"]) == (38 + 60 + 80, 40 + 100 + 160)
    assert quarter[0]["share_of_profile"] == pytest.approx(178 / 300)


def test_the_same_bytes_twice_change_nothing_and_name_the_submission_that_holds_them(ready: Store):
    first = send(ready, "monthly_return", RETURN)
    again = send(ready, "monthly_return", RETURN)
    assert (again.status, again.submission) == ("duplicate", None)
    assert again.earlier_submission == first.submission


def test_a_correction_closes_the_row_and_what_was_known_before_stays_known(ready: Store):
    january = datetime(2009, 4, 1, tzinfo=UTC)
    june = datetime(2009, 6, 1, tzinfo=UTC)
    send(ready, "monthly_return", RETURN, received=january)
    answer = send(
        ready, "monthly_return", RETURN.replace("| 38", "| 41"), received=june, mode=Mode.WHOLE
    )
    assert answer.as_json()["changes"] == {"added": 0, "changed": 1, "removed": 0, "unchanged": 2}
    assert report(ready, "profile", contract="CPA-1")[0]["actual"] == 41
    before = report(ready, "profile", contract="CPA-1", as_at=end_of_day(date(2009, 5, 1)))
    assert before[0]["actual"] == 38


def test_whole_months_remove_what_the_file_leaves_out_only_when_the_sender_says_so(ready: Store):
    send(ready, "monthly_return", RETURN)
    shorter = RETURN.replace("    CPA-1    | 2009-02 | job_outcomes | all             | 60\n", "")
    spanning = shorter + "    CPA-1 | 2009-02 | starts | all | 9\n"
    asked = send(ready, "monthly_return", spanning, confirm_size=True)
    assert (asked.status, asked.submission) == ("needs_confirmation", None)
    assert report(ready, "profile", contract="CPA-1")[1]["actual"] == 60
    months = tuple(date(2009, month, 1) for month in (1, 2, 3))
    done = send(ready, "monthly_return", spanning, months=months)
    assert done.changes.removed == 1
    assert report(ready, "profile", contract="CPA-1")[1]["actual"] is None


def test_corrections_touch_only_the_keys_in_the_file(ready: Store):
    send(ready, "monthly_return", RETURN)
    one = """
        contract | month   | measure      | client_category | value
        CPA-1    | 2009-02 | job_outcomes | all             | 61
    """
    answer = send(ready, "monthly_return", one, mode=Mode.CORRECTIONS)
    assert (answer.changes.changed, answer.changes.removed) == (1, 0)


def test_a_large_change_over_the_same_months_waits_for_a_yes(ready: Store):
    send(ready, "monthly_return", RETURN)
    larger = RETURN.replace("| 80", "| 180")  # 178 becomes 278: by 100 people, by 56%
    asked = send(ready, "monthly_return", larger)
    assert asked.status == "needs_confirmation"
    assert [problem.rule for problem in asked.problems] == ["large_change"]
    assert "--" not in asked.problems[0].message  # how to say yes is each door's own business
    assert send(ready, "monthly_return", larger, confirm_size=True).status == "published"


def test_a_standing_figure_of_the_original_profile_cannot_be_changed_but_a_new_one_added(
    ready: Store,
):
    changed = send(ready, "profiles", PROFILES.replace("| 160", "| 150"))
    assert changed.status == "refused"
    assert {problem.rule for problem in changed.problems} == {"original_locked"}
    more = PROFILES + "    CPA-1 | original | 2009-04 | job_outcomes | all | 170\n"
    assert send(ready, "profiles", more).changes.added == 1


def test_an_unknown_contract_refuses_the_file_and_an_unknown_one_in_the_call_is_a_wrong_call(
    ready: Store,
):
    answer = send(ready, "monthly_return", RETURN.replace("CPA-1", "CPA-9"))
    assert answer.status == "refused"
    assert {problem.rule for problem in answer.problems} == {"unknown_contract"}
    with pytest.raises(CallError, match="CPA-9"):
        send(ready, "monthly_return", RETURN, contract="CPA-9")


def test_faulty_rows_are_held_when_the_sender_chooses_and_refuse_the_file_otherwise(ready: Store):
    faulty = RETURN + "    CPA-1 | 2009-03 | starts | everyone | 12\n"
    assert send(ready, "monthly_return", faulty).status == "refused"
    assert report(ready, "profile", contract="CPA-1")[0]["actual"] is None
    held = send(ready, "monthly_return", faulty, hold_faulty=True)
    assert (held.status, held.rows_held, held.changes.stored) == ("held", 1, 3)


def test_a_preview_keeps_nothing(ready: Store):
    seen = preview(ready, "monthly_return", RETURN)
    assert (seen.status, seen.changes.added) == ("published", 3)
    assert report(ready, "profile", contract="CPA-1")[0]["actual"] is None


def test_sources_are_never_added_and_the_first_of_the_programme_is_the_actual(ready: Store):
    send(ready, "monthly_return", RETURN.replace("| 80", "| 71"), source=Source.PLMI)
    assert report(ready, "profile", contract="CPA-1")[2]["source"] == "plmi"
    send(ready, "monthly_return", RETURN)
    march = report(ready, "profile", contract="CPA-1")[2]
    assert (march["actual"], march["source"], march["origin"]) == (80, "provider_mi", "returned")
    plmi = report(ready, "profile", contract="CPA-1", source=Source.PLMI)[2]
    assert plmi["actual"] == 71


def test_an_instant_of_receipt_cannot_go_back_on_a_contract(ready: Store):
    send(ready, "monthly_return", RETURN)
    earlier = datetime(2009, 6, 9, tzinfo=UTC)
    with pytest.raises(CallError, match="already published"):
        send(ready, "monthly_return", RETURN, source=Source.PLMI, received=earlier)


STARTS = """
    contract | client_ref | referred_on | started_on | client_category | arrangement
    CPA-1    | R-1        | 2009-01-05  | 2009-01-20 | mandatory       |
    CPA-1    | R-2        | 2009-01-06  | 2009-02-03 | voluntary       |
    CPA-1    | R-3        | 2009-01-07  |            | mandatory       |
"""


def test_starts_are_counted_by_month_and_category_with_nought_in_covered_months(ready: Store):
    send(ready, "starts", STARTS, months=(date(2009, 1, 1), date(2009, 3, 1)))
    rows = report(ready, "profile", contract="CPA-1", measure="starts")
    assert [row["actual"] for row in rows] == [1, 1, 0]
    assert {row["origin"] for row in rows} == {"counted"}
    mandatory = report(ready, "profile", contract="CPA-1", measure="starts", category="mandatory")
    assert [row["actual"] for row in mandatory] == [1, None, 0]


def test_a_return_stands_before_a_count_of_the_same_source(ready: Store):
    send(ready, "starts", STARTS)
    send(
        ready,
        "monthly_return",
        "contract | month | measure | client_category | value\nCPA-1 | 2009-01 | starts | all | 7",
    )
    rows = report(ready, "profile", contract="CPA-1", measure="starts")
    assert [(row["actual"], row["origin"]) for row in rows[:2]] == [(7, "returned"), (1, "counted")]


def test_the_portfolio_gives_each_contract_its_own_row_to_the_last_month_it_returned(ready: Store):
    send(ready, "monthly_return", RETURN)
    rows = {row["contract"]: row for row in report(ready, "portfolio")}
    first = rows["CPA-1"]
    assert (first["profile"], first["actual"], first["behind"]) == (300, 178, 122)
    assert first["share_of_profile"] == pytest.approx(178 / 300)
    assert (first["months_to"], first["freshness"]) == (
        "2009-03",
        "missing",
    )  # April and May fell due
    assert first["standing"] == "well below"
    second = rows["CPA-2"]
    assert (second["profile"], second["actual"], second["standing"]) == (None, None, "no target")


def test_definitions_name_the_source_and_boundary_of_every_measure(ready: Store):
    rows = report(ready, "definitions", programme="PLP")
    assert {row["measure"] for row in rows} >= {"starts", "job_outcomes"}
    assert all(row["document"] and row["boundary"] and row["formula"] for row in rows)


@pytest.mark.parametrize("header", ["nino", "client_ref"])
def test_a_file_with_national_insurance_numbers_is_refused_and_none_is_repeated(
    ready: Store, header: str
):
    file = STARTS.replace("client_ref", header).replace("R-1 ", "QQ123456C")
    answer = send(ready, "starts", file)
    assert answer.status == "refused"
    assert {problem.rule for problem in answer.problems} == {"personal_data"}
    assert "QQ123456C" not in str(answer.as_json())


def test_the_same_bytes_for_another_contract_are_another_return(ready: Store):
    file = "month | measure | client_category | value\n2009-01 | job_outcomes | all | 5"
    assert send(ready, "monthly_return", file, contract="CPA-1").status == "published"
    assert send(ready, "monthly_return", file, contract="CPA-2").status == "published"
    assert send(ready, "monthly_return", file, contract="CPA-2").status == "duplicate"


def test_a_refusal_stores_nothing_but_an_entry_in_the_journal(ready: Store):
    answer = send(ready, "monthly_return", RETURN.replace("| 38", "| many"))
    with doors.journal(ready) as session:
        entry = session.scalars(select(AccessEntry)).one()
    assert (entry.action, entry.subject, entry.result) == ("send", "monthly_return", "refused")
    assert entry.detail.startswith(answer.sha256)
    assert "many" not in entry.detail


def test_two_partners_returns_of_one_month_are_each_a_first_version(ready: Store):
    arrangements = """
        contract | arrangement | starts_on  | partner   | model      | has_targets | is_paid
        CPA-1    | E2E-1       | 2009-01-01 | Partner A | end_to_end | yes         | yes
        CPA-1    | E2E-2       | 2009-01-01 | Partner B | end_to_end | yes         | yes
    """
    assert send(ready, "arrangements", arrangements).status == "published"
    week = """
        contract | arrangement | week_starting | referrals
        CPA-1    | E2E-1       | 2009-03-02    | 4
    """
    assert send(ready, "partner_weekly", week).versions == (1,)
    assert send(ready, "partner_weekly", week.replace("E2E-1", "E2E-2")).versions == (1,)
    again = send(ready, "partner_weekly", week.replace("| 4", "| 5"))
    assert (again.versions, again.changes.changed) == ((2,), 1)


def test_a_file_of_which_every_row_is_held_stores_nothing_and_says_so(ready: Store):
    header = "contract | month | measure | client_category | value"
    faulty = f"{header}\nCPA-1 | 2009-13 | starts | all | 4"
    answer = send(ready, "monthly_return", faulty, hold_faulty=True)
    assert (answer.status, answer.submission) == ("refused", None)
    assert "no_rows" in {problem.rule for problem in answer.problems}
