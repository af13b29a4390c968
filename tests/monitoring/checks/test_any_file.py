"""Whatever stands in a file, it is checked to the end, and what goes on is of the right kind."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.checks import Expectation, check
from monitoring.datasets import ALL
from monitoring.datasets.specification import Kind
from tests.files import file_of

NASTY = st.sampled_from(
    ["", " ", "\x00", "CPA-1", "total", "2009-04", "2009-04-01", "03/04/2009", "13/04/2009",
     "04/13/2009", "Apr-09", "39904", "1,234", "1e5", "-1", "nan", "yes", "0.5", "all", "=1+1",
     "'", '"', "\u202e", "\ufeff", "\u0661", "9" * 99, "x" * 300, "one\ntwo", "*"]
)  # fmt: skip
TYPES = {
    Kind.DATE: date,
    Kind.MONTH: date,
    Kind.COUNT: int,
    Kind.HOURS: int,
    Kind.PENCE: int,
    Kind.SHARE: float,
    Kind.NUMBER: float,
    Kind.YES_NO: bool,
}


@pytest.mark.parametrize("each", ALL.values(), ids=list(ALL))
@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_any_cells_at_all_are_checked_without_a_stumble(each, data):
    header = [column.name for column in each.public_columns]
    example = [each.examples[0].get(name, "") for name in header]
    cell = st.one_of(NASTY, st.text(max_size=8))
    rows = [example[:] for _ in range(data.draw(st.integers(1, 4)))]
    for row in rows:
        for at in data.draw(st.sets(st.integers(0, len(header) - 1), max_size=3)):
            row[at] = data.draw(cell)
    checked = check(each, file_of(header, rows), Expectation())
    for column in each.public_columns:
        wanted = TYPES.get(column.kind, str)
        values = checked.columns[column.name]
        assert all(value is None or type(value) is wanted for value in values)
        assert column.optional or None not in values
    numbers = [*checked.row_numbers, *checked.held_rows, *checked.repeated_rows]
    assert sorted(numbers) == list(range(2, len(rows) + 2))
