"""Counts are set beside those of at least four others, and nobody can tell whose they are."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from db import chain, doors, registers, rules
from db.models import REFERENCE_STREAM, BenchmarkValue, Publication
from db.publishing.benchmarks import compared, token
from db.queries.benchmarks import benchmark
from db.queries.knowledge import end_of_day
from db.scope import OPERATOR
from monitoring.parameters import Setting
from monitoring.programmes import programme_from
from monitoring.vocabulary import Mode, Source
from tests.db.returns import NOW, send, with_programmes
from tests.db.summing import SIGNED
from tests.stores import prepared

if TYPE_CHECKING:
    from db.store import Store

UNITS = range(1, 7)
CONTRACTS = "contract | programme | prime | district | starts_on\n" + "\n".join(
    f"CPA-{n} | PLP | Prime {n} | Area {n} | 2009-01-01" for n in UNITS
)
MARCH = datetime(2009, 3, 1, tzinfo=UTC)
MAY = datetime(2009, 5, 1, tzinfo=UTC)


@prepared
def six(store: Store) -> Store:
    """Give a store with six contracts."""
    with_programmes(store)
    assert send(store, "contracts", CONTRACTS, now=SIGNED).status == "published"
    return store


def returns(measure: str, *figures: tuple[int, int, int | str]) -> str:
    """Draw a return from contract, month and value."""
    rows = [f"CPA-{n} | 2009-{month:02} | {measure} | all | {value}" for n, month, value in figures]
    return "\n".join(["contract | month | measure | client_category | value", *rows])


def compare(store: Store, measure: str, as_at: datetime | None = None) -> dict[int, list[float]]:
    """Give the values of all units by month."""
    with doors.scoped_session(store, OPERATOR) as session:
        frame = benchmark(session, "PLP", measure, as_at)
    return {month.month: sorted(rows["value"]) for month, rows in frame.groupby("month", sort=True)}


def publications(store: Store) -> list[tuple[str, int | None, str, datetime]]:
    """Give the publications of the reference stream."""
    query = select(
        Publication.kind, Publication.submission_id, Publication.by_user, Publication.published_at
    ).where(Publication.contract_id == REFERENCE_STREAM)
    with doors.scoped_session(store, OPERATOR) as session:
        return [tuple(row) for row in session.execute(query.order_by(Publication.number))]


def test_a_month_is_compared_only_when_five_units_have_it(six: Store):
    five = [(n, 1, 10 * n) for n in range(1, 6)]
    send(six, "monthly_return", returns("starts", *five, *((n, 2, n) for n in range(1, 5))))
    assert compare(six, "starts") == {1: [10, 20, 30, 40, 50]}
    assert compare(six, "referrals") == {}


def test_a_figure_without_a_value_makes_no_unit(six: Store):
    send(six, "monthly_return", returns("starts", *((n, 1, n) for n in range(1, 5)), (5, 1, "")))
    assert compare(six, "starts") == {}


def test_each_unit_counts_by_the_programme_s_order_of_sources(six: Store):
    figures = returns("job_outcomes", *((n, 1, n) for n in range(1, 6)))
    send(six, "monthly_return", figures, source=Source.PLMI)
    send(six, "monthly_return", returns("job_outcomes", (1, 1, 9)), mode=Mode.CORRECTIONS)
    later = returns("job_outcomes", (1, 1, 77), (2, 1, 8))
    send(six, "monthly_return", later, source=Source.PAYMENTS, mode=Mode.CORRECTIONS)
    assert compare(six, "job_outcomes") == {1: [2, 3, 4, 5, 9]}


def test_counted_starts_stand_where_none_were_returned(six: Store):
    send(six, "monthly_return", returns("starts", *((n, 1, 10 + n) for n in range(2, 6))))
    rows = "contract | client_ref | referred_on | received_on | started_on | client_category\n"
    started = rows + "CPA-1 | R-1 | 2009-01-02 | 2009-01-03 | 2009-01-20 | mandatory"
    send(six, "starts", started)
    assert compare(six, "starts") == {1: [1, 12, 13, 14, 15]}
    setting = Setting("start_event", "wfi1_attended", date(2009, 1, 1), "Contract")
    rules.set_parameter(six, OPERATOR, "CPA-1", setting, NOW)
    assert compare(six, "starts") == {1: [0, 12, 13, 14, 15]}
    send(six, "monthly_return", returns("starts", (1, 1, 7)), mode=Mode.CORRECTIONS)
    assert compare(six, "starts") == {1: [7, 12, 13, 14, 15]}


def test_only_the_headline_and_what_it_converts_from_are_compared():
    known = {each["code"]: each for each in registers.shipped_programmes()}
    programmes = {code: programme_from(each) for code, each in known.items()}
    assert compared(programmes["PLP"]) == {"job_outcomes", "starts", "referrals"}
    assert compared(programmes["NHS-TT"]) == {"referrals"}


def test_a_token_tells_the_contract_to_nobody_without_the_key(six: Store):
    send(six, "monthly_return", returns("starts", (1, 1, 5)))
    with doors.scoped_session(six, OPERATOR) as session:
        rows = session.execute(select(BenchmarkValue.unit, BenchmarkValue.contract_id)).all()
    assert rows == [(token(six, "PLP", 1), REFERENCE_STREAM)]
    assert token(six, "PLP", 1) not in {token(six, "PLP", 2), token(six, "NHS-TT", 1)}


def test_its_publications_name_neither_sender_nor_file_and_only_news_makes_one(six: Store):
    send(six, "monthly_return", returns("starts", (1, 1, 5)), received=MARCH)
    send(six, "monthly_return", returns("exits", (1, 1, 5)), received=MARCH, mode=Mode.CORRECTIONS)
    assert publications(six) == [("benchmark", None, "", MARCH)]
    with doors.owner(six) as session:
        assert chain.verify(session, six.key(chain.KEY_PURPOSE)) is None


def test_what_was_compared_then_is_still_what_was_compared_then(six: Store):
    figures = returns("starts", *((n, 1, n) for n in range(1, 6)))
    send(six, "monthly_return", figures, received=MARCH)
    then = compare(six, "starts", end_of_day(date(2009, 4, 1)))
    changed = figures.replace("| 5", "| 6")
    send(six, "monthly_return", changed, received=MAY, mode=Mode.CORRECTIONS)
    assert then == {1: [1, 2, 3, 4, 5]}
    assert compare(six, "starts", end_of_day(date(2009, 4, 1))) == then
    assert compare(six, "starts") == {1: [1, 2, 3, 4, 6]}


def test_a_file_received_before_another_contract_s_is_no_step_back(six: Store):
    send(six, "monthly_return", returns("starts", (1, 1, 5)), received=MAY)
    send(six, "monthly_return", returns("starts", (2, 1, 5)), received=MARCH)
    assert [published for *_, published in publications(six)] == [MAY, MAY]


def test_reference_data_may_be_older_than_the_benchmarks_but_not_than_other_reference_data(
    six: Store,
):
    send(six, "monthly_return", returns("starts", (1, 1, 5)), received=MAY)
    areas = "district | month | indicator | value\nArea 1 | 2009-01 | jsa_claimants | 12"
    answer = send(six, "area_indicators", areas, received=MARCH)
    assert answer.status == "published"
    assert publications(six)[-1] == ("submission", answer.submission, OPERATOR.login, MAY)
    later = send(six, "area_indicators", areas.replace("12", "13"), received=MARCH)
    assert later.status == "published"


def test_nothing_is_copied_for_a_preview(six: Store):
    asked = returns("starts", *((n, 1, 500) for n in UNITS))
    send(six, "monthly_return", asked)
    refused = send(six, "monthly_return", asked.replace("500", "1"))
    assert refused.status == "needs_confirmation"
    assert compare(six, "starts") == {1: [500] * 6}
