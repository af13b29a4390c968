"""AT-17: users of every role open the same contract, and each sees what is theirs.

In the store, at the terminal and on the pages. District 2 is Area 10, its contract CPA-10 and its
provider Prime 10; provider 3 is Prime 1.
"""

from __future__ import annotations

import pytest
from sqlalchemy import select

from db import doors
from db.models import AccessEntry
from db.publishing.request import NotYoursError
from tests.db.returns import report, send
from tests.db.seeded import who
from tests.matrix import looking, test_pages
from tests.matrix.looking import Browser
from tests.matrix.marks import found
from tests.matrix.rights import FIRST, PEOPLE, ROLES, SECOND, THIRD, leaks
from tests.matrix.store import MEANT, NOW
from tests.matrix.test_reads import Terminal

FEW = "contract,month,measure,client_category,value\nCPA-10,2009-05,job_outcomes,all,4\n"
NUMBERS = "contract,month,measure,client_category,value,ni_number\nCPA-10,2009-05,starts,all,4,{}\n"
NUMBER = "QQ123456C"  # of a form that is never given out
FORTY = [f"CPA-1,AT17-{number},2009-03-02" for number in range(40)]
STARTED = "contract,client_ref,referred_on,started_on,client_category\n" + "".join(
    f"{person},2009-03-02,mandatory\n" for person in FORTY
)
NEED = "contract,client_ref,as_of,needs\n" + "".join(
    f"{person},{'care_leaver' if number < 4 else 'mobility'}\n"
    for number, person in enumerate(FORTY)
)
OF_OTHERS = {"100", "101", "102", "300", "301"}


def all_tables(stamped, login):
    return "\n".join(looking.tables(stamped.store, login).values())


def test_a_provision_manager_sees_the_district_s_journeys_and_figures_but_no_price(stamped):
    told = found(all_tables(stamped, "tppm-10"))
    assert {("client", "200"), ("need", "200"), ("count", "200"), ("count", "201")} <= told
    assert not {kind for kind, _ in told} & {"price", "adviser"}
    profile = looking.report(stamped.store, "tppm-10", "profile", contract=SECOND)
    assert ("count", "200") in found(profile)


def test_a_provider_gets_nothing_on_another(stamped):
    told = found(all_tables(stamped, "prime-10"))
    own = {mark for mark in told if mark[0] not in {"name", "count"}}
    assert not {number for _, number in own} & OF_OTHERS  # but names and benchmarks of no owner
    for name in looking.VIEWS:
        assert leaks("prime-10", looking.report(stamped.store, "prime-10", name)) == []
        for contract in (FIRST, THIRD):
            said = looking.report(stamped.store, "prime-10", name, contract=contract)
            assert leaks("prime-10", said.replace(contract, "")) == []


def test_a_partner_sees_only_its_arrangement(stamped):
    told = found(all_tables(stamped, "PARTNER_MANAGER"))
    kinds = {"client", "adviser", "staff", "price", "row", "need"}
    rows = {mark for mark in told if mark[0] in kinds}
    assert {number for _, number in rows} == {"101"}


def test_a_contract_manager_sees_no_named_adviser(stamped):
    told = all_tables(stamped, "CM")
    assert ("client", "100") in found(told)
    assert not {kind for kind, _ in found(told)} & {"adviser", "staff"}


def test_a_need_of_four_reads_under_five_to_who_sees_no_clients(stamped):
    for dataset, drawn in (("starts", STARTED), ("client_facts", NEED)):
        answer = send(stamped.store, dataset, drawn.encode(), now=NOW, reason=MEANT,
                      mode="corrections")  # fmt: skip
        assert answer.submission, answer.problems
    for login, person in PEOPLE.items():
        if FIRST not in person.contracts:
            continue
        rows = report(stamped.store, "mix", who(login), contract=FIRST)
        needs = {row["value"]: row for row in rows if row["dimension"] == "need"}
        row = needs["care_leaver"]
        sees = ROLES[person.role].clients
        assert (row["shown"], row["starts"]) == (("4", 4) if sees else ("<5", None)), login


def test_counts_of_contract_measures_are_shown_in_full_to_the_parties(stamped):
    answer = send(stamped.store, "monthly_return", FEW.encode(), now=NOW, reason=MEANT)
    assert answer.submission, answer.problems
    for login in ("cm-10", "tppm-10", "prime-10"):
        told = looking.report(stamped.store, login, "profile", contract=SECOND)
        assert '"month": "2009-05"' in told, login
        assert '"actual": 4,' in told, login


def refused(store, login):
    """Give what was refused to somebody, as it is written down."""
    with doors.journal(store) as session:
        entries = session.execute(
            select(AccessEntry.action, AccessEntry.subject, AccessEntry.detail).where(
                AccessEntry.by_user == login, AccessEntry.result == "refused"
            )
        )
        return [tuple(each) for each in entries]


def test_numbers_of_people_are_refused_and_each_refusal_is_written_down(stamped):
    store = stamped.store
    data = NUMBERS.format(NUMBER).encode()
    answer = send(store, "monthly_return", data, who("prime-10"), NOW)
    assert (answer.status, {one.rule for one in answer.problems}) == ("refused", {"personal_data"})
    with pytest.raises(NotYoursError):
        send(store, "monthly_return", FEW.encode(), who("prime-10"), NOW, contract=FIRST)
    looking.report(store, "prime-10", "profile", contract=FIRST)
    told = refused(store, "prime-10")
    assert [each[:2] for each in told] == [("send", "monthly_return"), ("open", "what was named")]
    assert NUMBER not in str(told)


def test_the_terminal_keeps_to_the_same(on_sqlite, tmp_path, monkeypatch, capsys):
    terminal = Terminal(on_sqlite, tmp_path, monkeypatch, capsys)
    told = terminal("tppm-10", "report", "profile", "--contract", SECOND)
    assert ("count", "200") in found(told)
    assert leaks("tppm-10", told) == []
    for login, contract in (("prime-10", FIRST), ("cm-10", THIRD), ("PARTNER_MANAGER", SECOND)):
        said = terminal(login, "report", "profile", "--contract", contract)
        assert "is not known, or is not yours" in said
        assert leaks(login, said.replace(contract, "")) == []
        assert ("open", "what was named", "") in refused(on_sqlite.store, login)
    (tmp_path / "people.csv").write_text(NUMBERS.format(NUMBER), encoding="utf-8")
    said = terminal("prime-10", "load", "monthly_return", "people.csv").splitlines()
    assert any("efused" in line for line in said)
    assert [line for line in said if NUMBER in line] == [NUMBERS.format(NUMBER).splitlines()[1]]
    assert ("send", "monthly_return") in [one[:2] for one in refused(on_sqlite.store, "prime-10")]


def test_the_pages_keep_to_the_same(on_sqlite, monkeypatch):
    with test_pages.served(on_sqlite, monkeypatch):
        told = Browser("tppm-10").open("profile_vs_actual", contract=SECOND)
        assert ("count", "200") in found(told)
        assert leaks("tppm-10", told) == []
        for login, contract in (("prime-10", FIRST), ("PARTNER_MANAGER", SECOND)):
            browser = Browser(login)
            told = browser.open("reviews", contract=contract)
            assert test_pages.not_found(browser)
            assert leaks(login, test_pages.without(told, browser, [contract])) == []
            assert ("open", "a contract", "") in refused(on_sqlite.store, login)
