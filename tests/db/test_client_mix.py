"""Does everybody see who the clients are as far as is theirs, and can nobody work out the rest?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from db import doors, reports, rules
from db.publishing.request import CallError
from db.reports import REPORTS, View, breakdowns, mix
from db.scope import OPERATOR
from monitoring import printing
from monitoring.frames import FrameError
from monitoring.parameters import Setting
from monitoring.periods import By
from monitoring.rights import RIGHTS
from tests.attacker import Attacker
from tests.db.mixed import FIRST, LATER, MUCH_LATER, arrive, mixed
from tests.db.returns import report, send
from tests.db.seeded import PEOPLE, who
from tests.stores import ENGINES

LIMIT = 5
NEARLY = 1e-6
SIGHTED = sorted(
    name for name, (role, over) in PEOPLE.items() if RIGHTS[role].clients and not over.arrangement
)
UNSIGHTED = sorted(name for name, (role, _) in PEOPLE.items() if not RIGHTS[role].clients)
ROUNDED = Setting("small_cell_rounding", "5", date(2009, 1, 1), "a letter")
CORRECTED = b"contract,client_ref,as_of,needs\nCPA-1,R-10001,2009-01-06,sensory\n"


@pytest.fixture(params=ENGINES)
def filled(request, copies):
    """Give a store with clients, once on each engine."""
    with copies.lent(request.param, mixed) as store:
        yield store


def by_value(rows):
    return {(row["dimension"], row["value"]): row for row in rows}


def attacker(answers, *, labels):
    """Give somebody who holds several answers and knows of how many people each is."""
    one = Attacker()
    for number, rows in enumerate(answers):
        parts = {}
        for row in rows:
            of, value = row["dimension"], row["value"]
            if row["recorded"] is None:
                continue
            key = (number, of, value)
            if row["starts"] is not None:
                one.knows(key, row["starts"])
            elif labels and row["shown"] == f"<{LIMIT}":
                one.unknown(key, 0, LIMIT - 1)
            else:
                one.unknown(key, LIMIT if labels else 0)
            if of == "need":  # each need is told apart from those without it
                one.unknown((*key, "without"))
                one.adds_up({key: 1.0, (*key, "without"): 1.0}, row["recorded"])
            else:
                parts.setdefault((of, row["recorded"]), {})[key] = 1.0
        for (_, recorded), terms in parts.items():
            one.adds_up(terms, recorded)
    for number in range(1, len(answers)):
        _moves(one, answers, number)
    return one


def _moves(one, answers, number):
    """Suppose that people only join: what moved between two answers is not below nought."""
    for row in answers[number]:
        key = (number, row["dimension"], row["value"])
        before = (number - 1, row["dimension"], row["value"])
        if key in one.limits and before in one.limits:
            one.unknown(("moved", *key))
            one.adds_up({key: 1.0, before: -1.0, ("moved", *key): -1.0})


def hidden(answers):
    return [
        (number, row["dimension"], row["value"])
        for number, rows in enumerate(answers)
        for row in rows
        if row["starts"] is None and row["recorded"] is not None
    ]


def test_a_need_of_four_is_told_to_who_sees_clients_and_to_nobody_else(filled):
    for name in SIGHTED:
        row = by_value(report(filled, "mix", who(name)))["need", "sensory"]
        assert (row["starts"], row["shown"], row["reason"]) == (4, "4", None), name
    for name in UNSIGHTED:
        row = by_value(report(filled, "mix", who(name)))["need", "sensory"]
        assert (row["starts"], row["share"], row["shown"]) == (None, None, "<5"), name
        assert row["reason"] == "fewer than 5 people, or none"


def test_counts_of_contract_measures_are_in_full_for_all_of_them(filled):
    for name in (*SIGHTED, *UNSIGHTED):
        rows = report(filled, "profile", who(name), measure="starts", contract="CPA-1",
                      category="voluntary")  # fmt: skip
        assert [row["actual"] for row in rows] == [3, 3], name


def test_months_and_categories_are_for_who_sees_clients(filled):
    months = report(filled, "mix", who("cm"), by=By.MONTH)
    assert {row["month"] for row in months} == {"2009-01", "2009-02"}
    assert sum(row["starts"] for row in months if row["value"] == "sensory") == 4
    some = by_value(report(filled, "mix", who("cm"), category="voluntary"))
    assert some["need", "mental_health"]["recorded"] == 6  # every seventh of forty
    assert {row["month"] for row in report(filled, "mix", who("national"), by=By.MONTH)} == {None}
    assert report(filled, "mix", who("national"), category="voluntary") == []
    assert report(filled, "mix", who("national"), first=date(2009, 2, 1)) == []


def test_who_holds_every_answer_of_every_export_recovers_no_hidden_count(store):
    mixed(store, range(8))
    few = report(store, "mix", who("national"))
    assert {(row["starts"], row["recorded"], row["shown"]) for row in few} == {
        (None, None, "suppressed")
    }, "eight are not told apart at all"
    answers = []
    for size, now in (((8, 40), FIRST), ((40, 44), LATER), ((44, 90), MUCH_LATER)):
        arrive(store, range(*size), now)
        answers.append(report(store, "mix", who("national")))
    send(store, "client_facts", CORRECTED, now=MUCH_LATER)
    answers.append(report(store, "mix", who("national")))
    assert answers[1] == answers[0], "four people more give no new answer"
    assert answers[3] == answers[2], "a correction gives no new answer"
    assert answers[2] != answers[0]
    for at, answer in ((LATER, answers[0]), (MUCH_LATER, answers[2])):
        assert report(store, "mix", who("national"), as_at=at) == answer
    for name in UNSIGHTED:
        assert report(store, "mix", who(name)) == answers[2], name
    given = [answers[0], answers[2]]
    for labels, width in ((False, LIMIT), (True, LIMIT - 1)):
        one = attacker(given, labels=labels)
        assert [key for key in hidden(given) if one.width(key) < width - NEARLY] == []
    rules.set_parameter(store, OPERATOR, "CPA-1", ROUNDED, MUCH_LATER)
    rounded = report(store, "mix", who("national"))
    assert {row["starts"] % 5 for row in rounded if row["starts"] is not None} == {0}


def test_small_counts_hidden_alone_are_beaten_by_the_same_attacker(filled):
    rows = report(filled, "mix", who("cm"))
    bare = [row | {"starts": row["starts"] if row["starts"] >= LIMIT else None} for row in rows]
    one = attacker([bare], labels=False)
    beaten = [key for key in hidden([bare]) if one.width(key) < NEARLY]
    assert ("benefit_months", "60_or_more") in {key[1:] for key in beaten}


def test_what_is_shown_is_true(filled):
    exact = by_value(report(filled, "mix", who("cm")))
    for key, row in by_value(report(filled, "mix", who("national"))).items():
        assert row["starts"] in {None, exact[key]["starts"]}


def test_rounding_moves_no_count_by_more_than_half():
    for to in (1, 5, 10):
        assert all(abs(breakdowns.rounded(one, to) - one) <= to / 2 for one in range(5, 60))


def test_every_report_says_whether_it_tells_clients_apart(filled):
    assert set(REPORTS) <= set(breakdowns.DECLARED)
    with doors.scoped_session(filled, OPERATOR) as session:
        for name in REPORTS:
            declared = breakdowns.DECLARED[name]
            made = reports.run(session, name, View(), LATER)
            telling = breakdowns.SENSITIVE & {*map(str, made.frame), *made.definitions}
            if not isinstance(declared, breakdowns.OfClients):
                assert bool(telling) == (declared is not None), name


def test_a_report_that_is_not_declared_or_would_show_a_small_number_is_not_given(
    filled, monkeypatch
):
    with doors.scoped_session(filled, who("national")) as session:
        made = mix.report(session, View(), LATER)
        told = made.frame.assign(starts=4)
        for frame, name, why in (
            (made.frame, "new", "does not say"),
            (made.frame, "profile", "tells clients apart"),
            (told, "mix", "small number"),
            (made.frame.assign(share=0.1), "mix", "small number"),
            (made.frame.assign(reason=None), "mix", "small number"),
        ):
            with pytest.raises(FrameError, match=why):
                breakdowns.checked(session, replace(made, name=name, frame=frame))
    monkeypatch.setattr(mix, "hidden", lambda *_: pd.DataFrame([{"starts": 4.0}]))
    monkeypatch.setitem(REPORTS, "mix", mix.report)
    with pytest.raises(FrameError):
        report(filled, "mix", who("national"))


def test_no_view_asks_for_a_band():
    assert "band" not in set(View.__dataclass_fields__)


def test_the_mix_is_by_month_or_in_all_and_of_whole_contracts(filled):
    with pytest.raises(CallError, match="by month or in all"):
        report(filled, "mix", by=By.YEAR)
    with pytest.raises(CallError, match="whole contracts"):
        report(filled, "mix", arrangement="own")


def test_a_sheet_of_the_mix_says_how_it_is_hidden(filled):
    with doors.scoped_session(filled, who("evaluator")) as session:
        made = reports.run(session, "mix", View(), LATER)
    assert made.parameters["hidden_under"] == 5
    assert "half as many people again" in made.parameters["rule"]
    assert printing.records(made.frame, made.whole)[0]["month"] is None
