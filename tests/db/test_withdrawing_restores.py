"""Whatever was sent before and over it, is all as without a return once it is withdrawn?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import doors, registers
from db.scope import OPERATOR
from db.sending import Desk
from db.withdrawing import Taking, withdraw
from monitoring.vocabulary import Mode, Status
from tests.db.returns import send
from tests.db.standing import stands
from tests.db.summing import ready
from tests.db.test_summaries_recounted import REGISTERED, RULES, files, take
from tests.stores import prepared

if TYPE_CHECKING:
    from db.store import Store

BEGIN = datetime(2009, 6, 1, tzinfo=UTC)
FRESH = count(500)
MODES = st.sampled_from(list(Mode))
FIGURE = st.fixed_dictionaries(
    {
        "month": st.sampled_from(["2009-01", "2009-02", "2009-03"]),
        "measure": st.sampled_from(["starts", "job_outcomes"]),
        "client_category": st.sampled_from(["all", "mandatory", "voluntary"]),
        "arrangement": st.sampled_from(["", "A1", "own"]),
        "value": st.sampled_from(["", "0", "1", "2"]),
    }
)
RATING = st.fixed_dictionaries(
    {
        "client_ref": st.sampled_from(["R-1", "R-2"]),
        "rated_on": st.sampled_from(["2009-01-03", "2009-02-03"]),
        "scheme": st.just("rag"),
        "code": st.sampled_from(["red", "amber", "green", "three"]),
    }
)
PLAIN = {
    "monthly_return": (FIGURE, ("month", "measure", "client_category", "arrangement")),
    "readiness": (RATING, ("client_ref", "rated_on")),
}
File = tuple[str, str, Mode | None]


@st.composite
def of_figures(draw: st.DrawFn) -> File:
    """Draw a monthly return or readiness ratings."""
    dataset = draw(st.sampled_from(sorted(PLAIN)))
    row, key = PLAIN[dataset]
    rows = draw(
        st.lists(row, min_size=1, max_size=6, unique_by=lambda each: tuple(each[k] for k in key))
    )
    lines = [",".join(rows[0]), *(",".join(each.values()) for each in rows)]
    return dataset, "\n".join(lines), draw(MODES)


FILES = st.one_of(files(), files(), of_figures())


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Any], File, File]:
    """Draw what came before, and two files of one dataset."""
    before = draw(st.lists(st.one_of(FILES, RULES), max_size=3))
    first = draw(FILES)
    second = draw(FILES.filter(lambda file: file[0] == first[0]))
    return before, first, second


@prepared
def random_store(store: Store) -> Store:
    """Give a store to which each example adds a contract of its own."""
    return ready(store)


@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(history=histories())
def test_withdrawing_leaves_what_stood_before_it(
    random_store: Store, history: tuple[list[Any], File, File]
):
    before, first, second = history
    name = f"CPX-{next(FRESH)}"
    for dataset, drawn in REGISTERED.items():
        send(random_store, dataset, drawn.format(name=name), now=BEGIN)
    with doors.scoped_session(random_store, OPERATOR) as session:
        number = registers.contract_id(session, name)
    hours = iter(BEGIN + timedelta(hours=hour) for hour in range(1, 20))
    for step in before:
        take(random_store, name, step, next(hours), {})
    sent: list[int] = []
    stood = [stands(random_store, number)]
    for dataset, data, mode in (first, second):
        answer = send(random_store, dataset, data.encode(), now=next(hours), contract=name,
                      mode=mode, confirm_size=True)
        if answer.status is Status.PUBLISHED:
            sent.append(answer.submission or 0)
            stood.append(stands(random_store, number))
    for submission in reversed(sent):
        stood.pop()
        taking = Taking(submission=submission, reason="Drawn by lot")
        withdraw(Desk(random_store, OPERATOR, next(hours)), taking)
        assert stands(random_store, number) == stood[-1]
