"""Behind a figure stand exactly the rows it was counted from, as far as they are the reader's."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from sqlalchemy import select

from db import doors, people, rules
from db.models import Contract, MeasureValue
from db.publishing.caseload import MEASURES as OF_CASELOAD
from db.publishing.request import CallError
from db.queries.behind import COUNTED_ON, Asked, Behind, rows_behind
from db.queries.figures import Level
from db.queries.knowledge import as_known
from db.scope import OPERATOR, Principal
from monitoring.parameters import Setting
from monitoring.vocabulary import Mode, Origin, Role, Source
from tests.db.returns import NOW, send
from tests.db.summing import months, ready
from tests.stores import prepared

if TYPE_CHECKING:
    from datetime import datetime

    from db.store import Store

STARTS = """
    contract | client_ref | referred_on | received_on | started_on | client_category | arrangement | adviser_ref
    CPA-1    | R-1        | 2009-01-05  | 2009-01-08  | 2009-01-20 | mandatory       |             | ADV-1
    CPA-1    | R-2        | 2009-01-06  | 2009-01-09  | 2009-02-03 | voluntary       | A1          | ADV-2
    CPA-1    | R-3        | 2009-01-07  | 2009-02-02  |            | mandatory       | A1          |
    CPA-1    | R-4        | 2009-02-09  | 2009-02-10  | 2009-02-20 | mandatory       | A2          | ADV-3
    CPA-2    | R-1        | 2009-02-09  | 2009-02-10  | 2009-02-20 | voluntary       |             |
"""  # noqa: E501 - a table is easier to read than its parts
REFERRALS = """
    contract | client_ref | referred_on | client_category
    CPA-1    | R-1        | 2009-01-31  | mandatory
    CPA-1    | R-1        | 2009-03-01  | mandatory
    CPA-1    | R-2        | 2009-01-01  | voluntary
"""
APPOINTMENTS = """
    contract | client_ref | scheduled_on | slot | wfi_no | result    | mode       | arrangement
    CPA-1    | R-1        | 2009-02-02   | 9:00 | 1      | fta       |            |
    CPA-1    | R-1        | 2009-03-02   |      | 1      | attended  |            |
    CPA-1    | R-1        | 2009-04-02   |      | 1      | attended  | individual |
    CPA-1    | R-2        | 2009-02-03   |      | 1      | attended  | group      | A1
    CPA-1    | R-2        | 2009-02-10   |      | 1      | attended  | telephone  | A1
    CPA-1    | R-3        | 2009-02-11   |      | 6      | attended  |            | A2
    CPA-1    | R-3        | 2009-02-12   |      |        | attended  |            |
    CPA-1    | R-3        | 2009-02-13   |      |        | fta       |            |
    CPA-1    | R-9        | 2009-02-13   |      |        | fta       |            |
"""
CLAIMS = """
    contract | client_ref | referred_on | outcome | job_started_on | claimed_on | decided_on | decision | paid_on    | amount_gbp
    CPA-1    | R-1        | 2009-01-05  | jo      | 2009-02-02     | 2009-03-02 | 2009-04-02 | accepted | 2009-05-02 | 950.50
    CPA-1    | R-2        | 2009-01-06  | jo      | 2009-02-03     | 2009-03-03 | 2009-04-03 | accepted |            |
    CPA-1    | R-3        | 2009-01-07  | jo      | 2009-02-04     | 2009-03-04 | 2009-04-04 | rejected |            |
    CPA-1    | R-1        | 2009-01-05  | sjo     | 2009-02-02     | 2009-08-02 | 2009-09-02 | accepted | 2009-10-02 |
"""  # noqa: E501 - a table is easier to read than its parts
PAID = """
    contract | client_ref | outcome      | paid_on
    CPA-1    | R-1        | job_outcomes | 2009-05-02
    CPA-1    | R-2        | job_outcomes |
"""
EXITS = """
    contract | client_ref | exited_on  | referred_on | reason
    CPA-1    | R-1        | 2009-03-31 |             | moved
    CPA-1    | R-2        | 2009-02-28 | 2009-01-06  | ineligible_after_wca
"""
DEFERRALS = """
    contract | client_ref | from_on    | reason  | review_on
    CPA-1    | R-1        | 2009-04-27 | illness | 2009-06-01
"""
JOBS = """
    contract | client_ref | job_started_on | employer_ref | hours_per_week | arrangement
    CPA-1    | R-1        | 2009-04-27     |              | 7.5            | A1
    CPA-1    | R-1        | 2009-05-01     | E-2          |                |
"""
RETURN = """
    contract | month   | measure | client_category | arrangement | value | note
    CPA-1    | 2009-02 | starts  | voluntary       |             | 1     |
    CPA-1    | 2009-02 | starts  | all             | A1          | 1     |
    CPA-1    | 2009-02 | starts  | all             |             | 2     | two of them late
    CPA-1    | 2009-02 | exits   | all             |             | 1     |
    CPA-1    | 2009-03 | starts  | all             |             | 5     |
"""
FEBRUARY = date(2009, 2, 1)
PEOPLE = {
    "cm": (Role.CM, people.Place(contract="CPA-1")),
    "prime": (Role.PRIME_MANAGER, people.Place(organisation="Prime 1")),
    "partner": (Role.PARTNER_MANAGER, people.Place(arrangement="CPA-1:A1")),
    "national": (Role.NATIONAL, people.Place()),
    "evaluator": (Role.EVALUATOR, people.Place()),
}
WAYS = (
    (),
    (("start_event", "referral_accepted"),),
    (("start_event", "wfi1_attended"),),
    (("ineligible_start_counts", "no"),),
    (("actual_stage", "paid"),),
    (("actual_stage", "accepted"), ("actual_event", "job_started_on")),
)


@prepared
def filled(store: Store) -> Store:
    """Give a store with rows of every dataset that is counted, and a return."""
    ready(store)
    spring = months(1, 2, 3, 4, 5)
    send(store, "starts", STARTS, months=spring)
    send(store, "referrals", REFERRALS, months=spring)
    send(store, "appointments", APPOINTMENTS, months=spring)
    send(store, "claims", CLAIMS, months=spring)
    send(store, "claims", PAID, source=Source.PAYMENTS, months=spring)
    send(store, "exits", EXITS, months=spring)
    send(store, "deferrals", DEFERRALS, months=spring)
    send(store, "employment", JOBS, months=spring)
    send(store, "monthly_return", RETURN)
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        for login, (role, over) in PEOPLE.items():
            people.add_user(session, login, login, now=NOW)
            people.grant(session, people.Grant(login=login, role=role, over=over), now=NOW)
    return store


def behind(store: Store, login: str = "", limit: int | None = 500, **asked: Any) -> Behind:
    """Give the rows behind the starts of February that were counted, unless told otherwise."""
    level = Level(asked.pop("category", "all"), asked.pop("arrangement", ""))
    figure = {
        "contract": "CPA-1",
        "measure": "starts",
        "month": FEBRUARY,
        "source": Source.PROVIDER_MI,
        "origin": Origin.COUNTED,
    }
    who = Principal(login, login) if login else OPERATOR
    with doors.scoped_session(store, who) as session:
        return rows_behind(session, Asked(level=level, **figure | asked), limit)


def clients(found: Behind) -> list[str]:
    return list(found.frame["client_ref"])


def set_rule(store: Store, code: str, text: str, now: datetime = NOW) -> None:
    rules.set_parameter(store, OPERATOR, "CPA-1", Setting(code, text, months(1)[0], "C"), now)


def counted_cells(store: Store, login: str = "", as_at: datetime | None = None) -> list[Any]:
    """Give every counted cell the reader sees that has rows of its own."""
    table = MeasureValue.__table__
    query = select(Contract.reference, table).join(
        Contract, Contract.contract_id == table.c.contract_id
    )
    who = Principal(login, login) if login else OPERATOR
    with doors.scoped_session(store, who) as session:
        rows = session.execute(as_known(query.where(table.c.origin == "counted"), table, as_at))
        return [row for row in rows if row.measure not in OF_CASELOAD]


def wrong(store: Store, login: str = "", as_at: datetime | None = None) -> list[Any]:
    """Give the counted cells that say another number than the rows behind them."""
    cells = counted_cells(store, login, as_at)
    assert cells
    found = []
    for cell in cells:
        shown = behind(
            store,
            login,
            contract=cell.reference,
            measure=cell.measure,
            month=cell.month,
            source=Source(cell.source),
            category=cell.category,
            arrangement=cell.arrangement,
            as_at=as_at,
        )
        if not shown.total == len(shown.frame) == cell.value:
            found.append((cell, shown.total))
    return found


@pytest.mark.parametrize("ruled", WAYS, ids=str)
def test_behind_every_counted_figure_stand_as_many_rows_as_it_says(filled: Store, ruled):
    for code, text in ruled:
        set_rule(filled, code, text)
    kinds = {(cell.measure, bool(cell.arrangement)) for cell in counted_cells(filled)}
    assert {("starts", True), ("ftas", True), ("job_starts", True), ("exits", False)} <= kinds
    assert wrong(filled) == []


def test_a_row_says_whose_it_is_when_it_counts_and_where_it_came_from(filled: Store):
    found = behind(filled)
    assert clients(found) == ["R-2", "R-4"]
    assert list(found.frame)[:2] == ["client_ref", "started_on"]
    first = found.frame.iloc[0]
    assert (first["started_on"], first["arrangement"]) == (date(2009, 2, 3), "A1")
    assert (first["receipt"], first["row"]) == (3, 3)  # the third file sent; its third line
    assert found.dataset == "starts"


def test_a_start_by_another_event_says_the_day_of_the_event(filled: Store):
    set_rule(filled, "start_event", "wfi1_attended")
    found = behind(filled)
    assert clients(found) == ["R-2"]
    assert found.frame[COUNTED_ON][0] == date(2009, 2, 10)
    assert found.frame["started_on"][0] == date(2009, 2, 3)


def test_kept_blanks_are_shown_blank_and_hundredths_whole(filled: Store):
    [job] = behind(filled, measure="job_starts", month=date(2009, 4, 1)).frame.to_dict("records")
    assert (job["employer_ref"], job["hours_per_week"]) == (None, 7.5)
    ftas = behind(filled, measure="ftas").frame
    assert [None if pd.isna(each) else each for each in ftas["wfi_no"]] == [1, None, None]
    [paid, _] = behind(filled, measure="job_outcomes", month=date(2009, 4, 1)).frame["amount_gbp"]
    assert paid == 950.5


def test_only_the_first_rows_are_given_and_all_are_counted(filled: Store):
    some = behind(filled, limit=1)
    assert (len(some.frame), some.total) == (1, 2)
    assert len(behind(filled, limit=None).frame) == 2


def test_a_returned_figure_shows_the_whole_and_what_is_part_of_it(filled: Store):
    found = behind(filled, "national", origin=Origin.RETURNED)
    assert found.dataset == "monthly_return"
    rows = found.frame[["client_category", "arrangement", "value", "note"]]
    assert list(rows.itertuples(index=False, name=None)) == [
        ("all", None, 2, "two of them late"),
        ("voluntary", None, 1, None),
        ("all", "A1", 1, None),
    ]
    assert "client_ref" not in found.frame
    assert list(found.frame["row"]) == [4, 2, 3]


def test_who_may_not_see_people_sees_the_count_alone(filled: Store):
    for login in ("national", "evaluator"):
        found = behind(filled, login)
        assert (found.may_see, found.total, len(found.frame)) == (False, 0, 0)
    assert behind(filled, "cm").may_see


def test_a_partner_sees_the_rows_of_its_own_arrangement_whatever_it_asks_for(filled: Store):
    assert clients(behind(filled, "partner", arrangement="A1")) == ["R-2"]
    assert clients(behind(filled, "partner")) == ["R-2"]
    assert behind(filled, "partner", arrangement="A2").total == 0
    assert behind(filled, "partner", measure="exits").total == 0
    assert len(behind(filled, "partner", origin=Origin.RETURNED).frame) == 1
    assert {cell.arrangement for cell in counted_cells(filled, "partner")} == {"A1"}
    # one client of the partner's started with the prime itself, whose rows are not the partner's
    [(cell, total)] = wrong(filled, "partner")
    assert (cell.measure, cell.category, cell.value, total) == ("job_starts", "mandatory", 1, 0)


def test_advisers_and_prices_are_for_those_who_may_see_them(filled: Store):
    assert "adviser_ref" not in behind(filled, "cm").frame
    assert list(behind(filled, "prime").frame["adviser_ref"]) == ["ADV-2", "ADV-3"]
    assert list(behind(filled, "partner", arrangement="A1").frame["adviser_ref"]) == ["ADV-2"]
    outcomes = {"measure": "job_outcomes", "month": date(2009, 4, 1)}
    assert "amount_gbp" in behind(filled, "cm", **outcomes).frame


def test_another_s_contract_is_unknown(filled: Store):
    with pytest.raises(CallError, match="not known, or is not yours"):
        behind(filled, "cm", contract="CPA-2")


def test_a_level_and_a_rate_have_no_rows_of_their_own(filled: Store):
    for measure in ("caseload", "client_months", "fta_rate"):
        found = behind(filled, measure=measure)
        assert (found.dataset, found.total, found.may_see) == ("", 0, True)
    assert behind(filled, source=Source.PLMI).dataset == ""


def test_a_dataset_without_arrangements_has_no_rows_of_one(filled: Store):
    assert behind(filled, measure="exits", arrangement="A1").total == 0


def test_rows_are_those_that_were_known_then_under_the_rules_known_then(filled: Store):
    then, later = NOW + timedelta(days=1), NOW + timedelta(days=2)
    moved = STARTS.replace("2009-02-20 | mandatory", "2009-03-20 | voluntary")
    send(filled, "starts", moved, now=later, mode=Mode.CORRECTIONS)
    set_rule(filled, "actual_event", "claimed_on", later)
    assert clients(behind(filled)) == ["R-2"]
    assert clients(behind(filled, as_at=then)) == ["R-2", "R-4"]
    assert wrong(filled) == []
    assert wrong(filled, as_at=then) == []
    send(filled, "monthly_return", RETURN.replace("| 2 ", "| 3 "), now=later, confirm_size=True)
    assert behind(filled, origin=Origin.RETURNED).frame["value"][0] == 3
    assert behind(filled, origin=Origin.RETURNED, as_at=then).frame["value"][0] == 2


def test_a_start_by_events_is_shown_as_known_now_and_says_so(filled: Store):
    set_rule(filled, "start_event", "wfi1_attended")
    assert not behind(filled).as_now
    assert behind(filled, as_at=NOW + timedelta(days=1)).as_now
