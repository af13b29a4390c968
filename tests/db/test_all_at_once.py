"""Is what is worked out for all contracts or measures at once what each gives alone?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pandas as pd
from pandas.testing import assert_frame_equal
from sqlalchemy import event

from db import doors, rules
from db.reports import View, profile, run, since
from db.reports.ground import grounds
from db.scope import OPERATOR
from monitoring.parameters import Setting
from monitoring.since import as_known
from monitoring.vocabulary import Source
from tests.db.returns import NOW, send, with_programmes
from tests.stores import prepared

CONTRACTS = """
    contract | programme | prime   | district | starts_on  | length_months
    CPA-1    | PLP       | Prime 1 | Area 1   | 2009-01-01 | 36
    CPA-2    | PLP       | Prime 2 | Area 2   | 2008-11-01 | 36
    CPA-3    | NHS-TT    | Prime 3 | Area 3   | 2009-01-01 |
    CPA-4    | PLP       | Prime 1 | Area 4   | 2009-02-01 | 2
"""
PROFILES = """
    contract | set          | month   | measure      | client_category | value
    CPA-1    | original     | 2009-01 | job_outcomes | all             | 40
    CPA-1    | original     | 2009-02 | job_outcomes | all             | 100
    CPA-1    | original     | 2009-03 | job_outcomes | all             | 160
    CPA-1    | original     | 2009-01 | starts       | all             | 90
    CPA-1    | aspirational | 2009-01 | starts       | all             | 99
    CPA-1    | original     | 2009-01 | conversion_rate | all          | 0.3
    CPA-2    | aspirational | 2009-01 | job_outcomes | all             | 8
"""
OWN = """
    contract | month   | measure      | client_category | value
    CPA-1    | 2009-01 | job_outcomes | all             | 38
    CPA-1    | 2009-02 | job_outcomes | all             | 60
    CPA-1    | 2009-01 | starts       | all             | 80
    CPA-1    | 2009-02 | starts       | all             |
    CPA-1    | 2009-03 | starts       | all             | 70
    CPA-1    | 2009-01 | caseload     | all             | 75
    CPA-1    | 2009-03 | caseload     | all             | 99
    CPA-2    | 2008-12 | job_outcomes | all             | 4
    CPA-2    | 2009-02 | job_outcomes | all             | 6
    CPA-2    | 2009-02 | starts       | all             | 60
    CPA-4    | 2009-02 | job_outcomes | all             | 5
"""
"""A gap, a level, a contract that ended, one without an original profile, and one of no return."""
PLMI = """
    contract | month   | measure      | client_category | value
    CPA-1    | 2009-01 | job_outcomes | all             | 38
    CPA-1    | 2009-02 | job_outcomes | all             | 55
    CPA-2    | 2009-01 | job_outcomes | all             | 3
"""
RESTATED = """
    contract | month   | measure      | client_category | value
    CPA-1    | 2009-02 | job_outcomes | all             | 64
    CPA-1    | 2009-02 | starts       | all             | 66
"""
ARRANGEMENTS = """
    contract | arrangement | starts_on  | partner   | model      | has_targets | is_paid
    CPA-1    | A1          | 2009-01-01 | Partner A | end_to_end | yes         | yes
    CPA-2    | B1          | 2008-11-01 | Partner B | specialist | no          | yes
"""
WEEKS = """
    contract | arrangement | week_starting | referrals
    CPA-1    | A1          | 2009-03-02    | 4
    CPA-2    | B1          | 2009-05-04    | 7
"""
THEN = datetime(2009, 4, 8, tzinfo=UTC)
REFERENCES = ("CPA-1", "CPA-2", "CPA-3", "CPA-4")


@prepared
def many(store):
    """Give a store with four contracts of two programmes that have little in common."""
    with_programmes(store)
    for dataset, drawn, source, on in (
        ("contracts", CONTRACTS, Source.DWP, 2),
        ("arrangements", ARRANGEMENTS, Source.DWP, 3),
        ("profiles", PROFILES, Source.DWP, 3),
        ("monthly_return", OWN, Source.PROVIDER_MI, 6),
        ("monthly_return", PLMI, Source.PLMI, 20),
        ("partner_weekly", WEEKS, Source.PARTNER, 40),
        ("monthly_return", RESTATED, Source.PROVIDER_MI, 41),
    ):
        received = datetime(2009, 3 + on // 31, 1 + on % 31, 12, tzinfo=UTC)
        send(store, dataset, drawn, source=source, received=received, mode="corrections")
    for code, value in (("reliability_grade", "A"), ("return_due_days", "10")):
        setting = Setting(code, value, date(2009, 1, 1), "Review 3")
        rules.set_parameter(store, OPERATOR, "CPA-2", setting, NOW)
    return store


def read(store, how):
    with doors.scoped_session(store, OPERATOR) as session:
        return how(session)


def asked(store, how):
    """Give how many statements a read takes."""
    said = []
    with doors.scoped_session(store, OPERATOR) as session:
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", lambda *told: said.append(told[2]))
        how(session)
    return len(said)


def test_a_report_of_every_contract_is_each_contracts_own_one_after_another(many):
    for name in ("sources", "punctuality"):
        for choices in ({}, {"as_at": THEN, "measure": "starts"}):
            own = [View(contract=each, **choices) for each in REFERENCES]
            every = read(many, lambda s, n=name, c=choices: run(s, n, View(**c), NOW).frame)
            each = [read(many, lambda s, n=name, v=v: run(s, n, v, NOW).frame) for v in own]
            assert len(every) == sum(map(len, each)) > 0
            together = pd.concat([one for one in each if len(one)], ignore_index=True)
            assert_frame_equal(every, together, check_dtype=False)


def test_every_measure_of_a_contract_is_what_each_gives_alone(many):
    for contract, as_at in (("CPA-1", None), ("CPA-1", THEN), ("CPA-2", None)):
        view = View(contract=contract, as_at=as_at)
        with doors.scoped_session(many, OPERATOR) as session:
            [ground] = grounds(session, view, NOW)
            found = since.measured(session, view, NOW)
            known = [each for each in ground.programme.measures if each.code in found.months]
            alone = {
                each.code: profile.against(session, replace(ground, measure=each), view)
                for each in known
            }
        assert {each.is_rate for each in known} == {True, False}
        stands = found.to_date()
        for each in known:
            assert_frame_equal(found.months[each.code], alone[each.code], check_dtype=False)
            own = as_known(alone[each.code], each, found.terms.first_month)
            assert repr(stands[each.code]) == repr(own)  # as text, in which unknown is unknown


def test_nothing_is_known_of_the_measures_of_a_contract_without_a_return(many):
    found = read(many, lambda s: since.measured(s, View(contract="CPA-3"), NOW))
    assert (found.months, found.to_date()) == ({}, {})


def test_a_report_asks_the_store_as_often_for_four_contracts_as_for_one(many):
    for name in ("sources", "punctuality"):
        for_one = asked(many, lambda s, n=name: run(s, n, View(contract="CPA-1"), NOW))
        for_plp = asked(many, lambda s, n=name: run(s, n, View(programme="PLP"), NOW))
        assert for_plp <= for_one
    since_then = asked(
        many, lambda s: since.figures_since(s, View(contract="CPA-1"), THEN, NOW)
    )
    assert since_then <= 30  # some ten a side, whatever the number of measures
