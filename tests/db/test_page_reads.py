"""What the pages read beside the reports: sets side by side, what changed, what is held, rules."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from db import doors, people, rules
from db.publishing.request import CallError
from db.queries import arrangements as arrangement_queries
from db.queries import held, knowledge, rules_in_force, visitors
from db.reports import View, run
from db.reports.beside import beside
from db.reports.situation import situation
from db.scope import OPERATOR, Principal
from db.setup import mark_sample
from monitoring.parameters import Setting
from monitoring.vocabulary import Mode
from tests.db import returns
from tests.db.returns import NOW, send
from tests.stores import prepared

MARCH_LATER = """
    contract | month   | measure      | client_category | value
    CPA-1    | 2009-01 | job_outcomes | all             | 30
    CPA-1    | 2009-02 | job_outcomes | all             | 60
    CPA-1    | 2009-03 | job_outcomes | all             | 80
"""
ASPIRATIONAL = """
    contract | set          | month   | measure      | client_category | value
    CPA-1    | aspirational | 2009-03 | job_outcomes | all             | 85
"""
ARRANGEMENTS = """
    contract | arrangement | starts_on  | partner   | model      | has_targets | is_paid
    CPA-1    | A1          | 2009-01-01 | Partner A | end_to_end | yes         | yes
    CPA-1    | A2          | 2009-01-01 | Partner B | specialist | no          | yes
"""
FAULTY = """
    contract | month   | measure      | client_category | value
    CPA-1    | 2009-04 | job_outcomes | all             | many
    CPA-1    | 2009-04 | starts       | all             | 12
"""


@prepared
def sent(store):
    """Give the store with two contracts and the profile and return of one."""
    returns.with_programmes(store)
    send(store, "contracts", returns.CONTRACTS)
    send(store, "profiles", returns.PROFILES)
    send(store, "monthly_return", returns.RETURN)
    return store


def add(store, login, role, over):
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        people.add_user(session, login, login.title(), now=NOW)
        people.grant(session, people.Grant(login=login, role=role, over=over), now=NOW)
    return Principal(login, login.title())


def read(store, how, who=OPERATOR):
    with doors.scoped_session(store, who) as session:
        return how(session)


def found(store, view=None, who=OPERATOR):
    asked = view or View(contract="CPA-1")
    return read(store, lambda session: beside(session, asked, NOW), who)


def test_every_set_stands_beside_the_same_actual_and_the_original_is_in_view(sent):
    send(sent, "profiles", ASPIRATIONAL)
    made = found(sent)
    assert sorted(made.sets) == ["aspirational", "original"]
    assert made.chosen == "original"
    assert list(made.own["actual"]) == [38, 60, 80]
    assert made.own["cumulative_share"].iloc[-1] == pytest.approx(178 / 300)
    march = made.months[made.months["month"] == "2009-03-01"]
    assert dict(zip(march["set"], march["actual"], strict=True)) == {
        "aspirational": 80,
        "original": 80,
    }


def test_the_months_of_one_contract_know_their_receipt(sent):
    assert found(sent).counts["submission"].notna().all()


def test_a_contract_without_profile_or_return_has_no_set_and_no_month(sent):
    made = found(sent, View(contract="CPA-2"))
    assert (made.sets, made.chosen, made.chosen_set) == ({}, "", None)
    assert made.own.empty


def test_a_stretch_of_months_keeps_its_sums_to_date(sent):
    made = found(sent).within(date(2009, 2, 1), date(2009, 3, 1))
    assert list(made.own["cumulative_actual"]) == [98, 178]
    assert len(found(sent).within(None, None).own) == 3


def test_a_rate_stands_beside_its_target(sent):
    made = found(sent, View(contract="CPA-1", measure="fta_rate"))
    assert made.ground.measure.is_rate
    assert made.own.empty


def test_the_formula_reads_with_the_contracts_own_rules(sent):
    setting = Setting("jo_min_hours", "12", date(2009, 1, 1), "variation 1")
    rules.set_parameter(sent, OPERATOR, "CPA-1", setting, NOW)
    assert "at least 12 hours a week" in found(sent).formula


def test_what_is_owed_is_known_on_the_working_date(sent):
    assert [month.month for month in found(sent).owed.months] == [4, 5]


def test_somebody_elses_contract_is_unknown(sent):
    stranger = add(sent, "cm", "CM", people.Place(contract="CPA-2"))
    with pytest.raises(CallError, match="not known, or is not yours"):
        found(sent, who=stranger)


def test_the_situation_knows_what_was_and_what_was_restated(sent):
    before = NOW + timedelta(days=1)
    send(sent, "monthly_return", MARCH_LATER, now=NOW + timedelta(days=2), confirm_size=True)
    made = read(
        sent,
        lambda session: situation(session, View(programme="PLP"), NOW, before),
    )
    [moved] = made.restated.to_dict("records")
    assert (moved["before"], moved["after"], moved["measure"]) == (38, 30, "job_outcomes")
    then = made.before.set_index("contract")
    assert then.loc["CPA-1", "actual"] == 178
    assert made.rows.set_index("contract").loc["CPA-1", "actual"] == 170


def test_a_first_visit_has_no_before(sent):
    made = read(sent, lambda session: situation(session, View(programme="PLP"), NOW, None))
    assert made.before is None
    assert made.restated.empty


def test_without_a_contract_in_view_there_is_no_situation(sent):
    assert (
        read(sent, lambda session: situation(session, View(programme="NHS-TT"), NOW, None)) is None
    )


def test_rows_wait_until_a_later_file_covers_their_month(sent):
    send(sent, "monthly_return", FAULTY, hold_faulty=True)
    waiting = read(sent, lambda session: held.rows_held(session, [1, 2]))
    assert waiting[["contract", "rows"]].to_dict("records") == [{"contract": "CPA-1", "rows": 1}]
    long_before = datetime(2001, 1, 1, tzinfo=UTC)
    assert read(sent, lambda session: held.rows_held(session, [1, 2], long_before)).empty
    send(sent, "monthly_return", FAULTY.replace("many", "70"))
    assert read(sent, lambda session: held.rows_held(session, [1, 2])).empty


def test_a_partner_is_offered_its_own_arrangement_only(sent):
    send(sent, "arrangements", ARRANGEMENTS)
    partner = add(
        sent, "partner", "PARTNER_MANAGER", people.Place(contract="CPA-1", arrangement="A1")
    )
    manager = add(sent, "cm", "CM", people.Place(contract="CPA-1"))

    def offered(session):
        return arrangement_queries.arrangements(session, "CPA-1")

    assert read(sent, offered, partner) == {"A1": "Partner A"}
    every = {"": "", "A1": "Partner A", "A2": "Partner B"}
    assert read(sent, offered, manager) == read(sent, offered) == every


def test_the_rules_in_force_say_since_when_and_on_whose_authority(sent):
    for text, since in (("0.90", date(2009, 1, 1)), ("0.85", date(2010, 1, 1))):
        setting = Setting("on_profile_from", text, since, "review of June")
        rules.set_parameter(sent, OPERATOR, "CPA-1", setting, NOW)
    day = date(2009, 6, 1)
    frame = read(sent, lambda s: rules_in_force.rules_in_force(s, "CPA-1", day)).set_index("code")
    told = frame.loc["on_profile_from"]
    assert (told["value"], told["since"]) == ("0.90", "2009-01-01")
    assert told["authority"] == "review of June"
    assert frame.loc["below_from", "since"] == ""
    assert frame.loc["below_from", "authority"].startswith("default")


def test_a_level_set_for_a_rate_is_among_the_rules(sent):
    setting = Setting("target.fta_rate", "0.20", date(2009, 1, 1), "variation 2")
    rules.set_parameter(sent, OPERATOR, "CPA-1", setting, NOW)
    frame = read(sent, lambda s: rules_in_force.rules_in_force(s, "CPA-1", date(2009, 6, 1)))
    assert frame.iloc[-1]["code"] == "target.fta_rate"


def test_who_may_not_see_prices_is_not_told_a_default_in_their_place(sent):
    local = add(sent, "tppm", "TPPM", people.Place(district="Area 1"))
    day = date(2009, 6, 1)
    codes = read(sent, lambda s: rules_in_force.rules_in_force(s, "CPA-1", day), local)["code"]
    assert "jo_share" not in set(codes)
    assert "jo_share" in set(
        read(sent, lambda s: rules_in_force.rules_in_force(s, "CPA-1", day))["code"]
    )


def test_what_is_known_changes_with_every_publication(sent):
    before = read(sent, knowledge.head)
    send(sent, "monthly_return", MARCH_LATER, confirm_size=True)
    assert read(sent, knowledge.head) != before


def test_a_visitor_is_known_by_their_own_row_until_they_are_disabled(sent):
    add(sent, "cm", "CM", people.Place(contract="CPA-1"))
    assert visitors.visitor(sent, "cm") == Principal("cm", "Cm")
    with doors.publisher(sent, OPERATOR) as session:
        doors.begin_write(session)
        people.disable_user(session, "cm", now=NOW)
    assert visitors.visitor(sent, "cm") is None
    assert visitors.visitor(sent, "nobody") is None


def test_only_a_sample_names_its_people_to_the_door(store):
    returns.with_programmes(store)
    add(store, "national", "NATIONAL", people.Place())
    assert visitors.sample_people(store) == []
    assert not visitors.is_a_sample(store)
    mark_sample(store, {}, NOW)
    assert [each.login for each in visitors.sample_people(store)] == ["national"]
    assert visitors.is_a_sample(store)


def test_a_contract_that_ended_is_said_to_have_and_what_it_owes_is_counted(sent):
    late = datetime(2012, 2, 10, 9, 0, tzinfo=UTC)
    with doors.scoped_session(sent, OPERATOR) as session:
        rows = run(session, "portfolio", View(programme="PLP"), late).frame
    assert [f"{each:%Y-%m}" for each in rows["ended"]] == ["2011-12", "2011-12"]
    assert list(rows["returns_owed"]) == [33, 36]
    now = returns.report(sent, "portfolio")
    assert [row["ended"] for row in now] == [None, None]


def test_a_rate_of_the_portfolio_comes_with_its_counts_and_interval(sent):
    drawn = """
    contract | month   | measure      | client_category | value
    CPA-1    | 2009-01 | starts       | all             | 100
    CPA-1    | 2009-02 | starts       | all             | 100
    """
    send(sent, "monthly_return", drawn, mode=Mode.CORRECTIONS)
    row = returns.report(sent, "portfolio", measure="conversion_rate", contract="CPA-1")[0]
    assert (row["numerator"], row["denominator"]) == (98, 200)
    assert (row["month_numerator"], row["month_denominator"]) == (60, 100)
    assert row["actual"] == pytest.approx(0.49)
    assert row["low"] < row["actual"] < row["high"]
    count = returns.report(sent, "portfolio", contract="CPA-1")[0]
    assert (count["numerator"], count["low"]) == (None, None)


def test_the_chart_knows_whether_somebody_chose_the_event_claims_are_counted_by(sent):
    assert not found(sent).words("all").event_said
    chosen = Setting("actual_event", "claimed_on", date(2009, 1, 1), "Variation 2")
    rules.set_parameter(sent, OPERATOR, "CPA-1", chosen, NOW)
    said = found(sent).words("all")
    assert (said.event, said.event_said) == ("claimed_on", True)


def test_what_the_codes_of_a_readiness_scheme_mean_is_among_the_rules(sent):
    meaning = Setting("readiness_bands.steps", "1=green; 2=red", date(2009, 1, 1), "Prime 1")
    rules.set_parameter(sent, OPERATOR, "CPA-1", meaning, NOW)
    with doors.scoped_session(sent, OPERATOR) as session:
        told = rules_in_force.rules_in_force(session, "CPA-1", date(2009, 6, 1)).set_index("code")
    row = told.loc["readiness_bands.steps"]
    assert row["rule"] == "The band each code of the readiness scheme steps means."
    assert (row["value"], row["authority"]) == ("1=green; 2=red", "Prime 1")
