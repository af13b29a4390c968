"""Whatever is sent in whatever order, every cell says what the open rows say, now and then."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from db import doors, registers, rules
from db.models import CohortCount, MeasureValue
from db.publishing.caseload import MEASURES as OF_CASELOAD
from db.queries.knowledge import as_known
from db.scope import OPERATOR
from monitoring.parameters import Setting
from monitoring.vocabulary import Mode, Status
from tests.db.recounting import Recount
from tests.db.returns import send
from tests.db.summing import ready
from tests.stores import prepared

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from db.store import Store

BEGIN = datetime(2009, 6, 1, tzinfo=UTC)
FRESH = count(100)
CLIENTS = st.sampled_from(["R-1", "R-2", "R-3"])
DAYS = st.builds(
    lambda month, day: f"2009-{month:02}-{day:02}", st.integers(1, 3), st.integers(1, 28)
)
LATER = st.builds(lambda month: f"2009-{month:02}-28", st.integers(3, 5))
KINDS = st.sampled_from(["mandatory", "voluntary", "all"])
PARTS = st.sampled_from(["", "A1"])
OFTEN_BLANK = st.one_of(st.just(""), LATER)

COLUMNS: dict[str, dict[str, SearchStrategy[str]]] = {
    "referrals": {"client_ref": CLIENTS, "referred_on": DAYS, "client_category": KINDS},
    "starts": {
        "client_ref": CLIENTS,
        "referred_on": DAYS,
        "received_on": OFTEN_BLANK,
        "started_on": OFTEN_BLANK,
        "client_category": KINDS,
        "arrangement": PARTS,
    },
    "appointments": {
        "client_ref": CLIENTS,
        "scheduled_on": DAYS,
        "wfi_no": st.sampled_from(["", "1", "2", "6"]),
        "result": st.sampled_from(["attended", "fta", "cancelled"]),
        "mode": st.sampled_from(["", "group", "individual"]),
        "arrangement": PARTS,
    },
    "employment": {
        "client_ref": CLIENTS,
        "job_started_on": LATER,
        "employer_ref": st.sampled_from(["", "E-1"]),
        "referred_on": st.one_of(st.just(""), DAYS),
        "arrangement": PARTS,
    },
    "claims": {
        "client_ref": CLIENTS,
        "referred_on": st.one_of(st.just(""), DAYS),
        "outcome": st.sampled_from(["job_outcomes", "sustained_job_outcomes"]),
        "decided_on": OFTEN_BLANK,
        "decision": st.sampled_from(["", "accepted"]),
    },
    "exits": {
        "client_ref": CLIENTS,
        "exited_on": LATER,
        "referred_on": st.one_of(st.just(""), DAYS),
        "reason": st.sampled_from(["moved", "ineligible_after_wca"]),
    },
    "deferrals": {
        "client_ref": CLIENTS,
        "from_on": DAYS,
        "reason": KINDS,
        "to_on": st.just("2009-06-01"),
    },
}
KEYS = {
    "referrals": ("client_ref", "referred_on"),
    "starts": ("client_ref", "referred_on"),
    "appointments": ("client_ref", "scheduled_on", "wfi_no"),
    "employment": ("client_ref", "job_started_on", "employer_ref"),
    "claims": ("client_ref", "referred_on", "outcome"),
    "exits": ("client_ref", "exited_on"),
    "deferrals": ("client_ref", "from_on"),
}
RULES = st.one_of(
    st.tuples(
        st.just("start_event"),
        st.sampled_from(["started_on", "referral_accepted", "wfi1_attended"]),
    ),
    st.tuples(st.just("ineligible_start_counts"), st.sampled_from(["yes", "no"])),
)


REGISTERED = {
    "contracts": """
        contract | programme | prime   | district | starts_on
        {name}   | PLP       | Prime 1 | Area 1   | 2009-01-01
    """,
    "arrangements": """
        contract | arrangement | starts_on  | partner | model      | has_targets | is_paid
        {name}   | A1          | 2009-01-01 | P 1     | end_to_end | yes         | yes
    """,
}


@st.composite
def files(draw: st.DrawFn) -> tuple[str, str, Mode | None]:
    """Draw a small file: its dataset, its rows without a contract, and its mode."""
    dataset = draw(st.sampled_from(sorted(COLUMNS)))
    row = st.fixed_dictionaries(COLUMNS[dataset])
    key = KEYS[dataset]
    rows = draw(
        st.lists(row, min_size=1, max_size=5, unique_by=lambda each: tuple(each[k] for k in key))
    )
    names = tuple(COLUMNS[dataset])
    lines = [",".join(names), *(",".join(each[name] for name in names) for each in rows)]
    mode = Mode.CORRECTIONS if dataset == "claims" else draw(st.sampled_from(list(Mode)))
    return dataset, "\n".join(lines), mode


STEPS = st.lists(st.one_of(files(), files(), files(), RULES), min_size=3, max_size=7)


def open_cells(store: Store, contract_id: int, as_at: datetime | None = None) -> dict[Any, int]:
    """Give the counted cells of a contract as known at an instant."""
    cell = MeasureValue.__table__
    names = ("source", "measure", "month", "category", "arrangement")
    query = select(*(cell.c[name] for name in names), cell.c.value).where(
        cell.c.contract_id == contract_id, cell.c.origin == "counted", cell.c.band == ""
    )
    with doors.scoped_session(store, OPERATOR) as session:
        rows = session.execute(as_known(query, cell, as_at))
        return {tuple(row[:-1]): row[-1] for row in rows}


def open_cohorts(store: Store, contract_id: int) -> dict[Any, int]:
    """Give how many of each cohort's people had begun a job."""
    table = CohortCount.__table__
    query = select(table.c.cohort, table.c.elapsed, table.c.people).where(
        table.c.contract_id == contract_id,
        table.c.measure == "job_starts",
        table.c.category == "all",
        table.c.arrangement == "",
    )
    with doors.scoped_session(store, OPERATOR) as session:
        rows = session.execute(as_known(query, table, None))
        return {(cohort, elapsed): people for cohort, elapsed, people in rows}


@prepared
def random_store(store: Store) -> Store:
    """Give a store to which each example adds a contract of its own."""
    return ready(store)


def take(store: Store, name: str, step: Any, now: datetime, rules_now: dict[str, Any]) -> None:
    """Send a file, or set a rule."""
    if len(step) == len(("code", "value")):
        code, value = step
        setting = Setting(code, value, date(2008, 1, 1), "Contract")
        rules.set_parameter(store, OPERATOR, name, setting, now)
        known = {"start_event": "start_event", "ineligible_start_counts": "ineligible_counts"}
        rules_now[known[code]] = {"yes": True, "no": False}.get(value, value)
        return
    dataset, data, mode = step
    answer = send(
        store, dataset, data.encode(), now=now, contract=name, mode=mode, confirm_size=True
    )
    assert answer.status in {Status.PUBLISHED, Status.DUPLICATE}, answer.problems


def check(store: Store, number: int, cells: dict[Any, int], rules_now: dict[str, Any]) -> None:
    """Hold the cells against what is counted again from the open rows."""
    with doors.scoped_session(store, OPERATOR) as session:
        again = Recount.read(session, number, **rules_now)
    counted = {key: value for key, value in cells.items() if key[1] not in OF_CASELOAD}
    assert {key: value for key, value in counted.items() if value} == dict(again.cells())
    assert all(key[4] == "" for key, value in counted.items() if not value and key[3] == "all")
    stocks = {key: value for key, value in cells.items() if key[1] in OF_CASELOAD}
    assert stocks == {key: again.caseload(*key[2:]) for key in stocks}
    started = {key[2] for key in cells if key[1] == "starts"}
    assert {key[2] for key in stocks} == started
    assert open_cohorts(store, number) == again.job_starts_of_cohorts()


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_every_cell_says_what_the_open_rows_say_and_what_was_known_stays_known(
    random_store: Store, steps: list[Any]
):
    name = f"CPX-{next(FRESH)}"
    for dataset, drawn in REGISTERED.items():
        send(random_store, dataset, drawn.format(name=name), now=BEGIN)
    with doors.scoped_session(random_store, OPERATOR) as session:
        number = registers.contract_id(session, name)
    rules_now: dict[str, Any] = {}
    seen: dict[datetime, dict[Any, int]] = {}
    for place, step in enumerate(steps, start=1):
        now = BEGIN + timedelta(hours=place)
        take(random_store, name, step, now, rules_now)
        seen[now] = open_cells(random_store, number)
        check(random_store, number, seen[now], rules_now)
    for instant, cells in seen.items():
        assert open_cells(random_store, number, instant) == cells
