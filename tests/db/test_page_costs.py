"""A page of figures reads summaries only, so it costs the same however many clients there are."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import event

from db import doors
from db.reports import View, run
from db.scope import OPERATOR
from monitoring import datasets
from tests.db import returns
from tests.db.returns import NOW, send

ABOUT_CLIENTS = {name for name, spec in datasets.ALL.items() if spec.holds_clients} | {"client"}


@pytest.fixture
def statements(store):
    """Give the statements sent to the store from now on."""
    returns.with_programmes(store)
    for dataset in ("contracts", "profiles"):
        send(store, dataset, getattr(returns, dataset.upper()))
    send(store, "monthly_return", returns.RETURN)
    said: list[str] = []

    def listen(_connection, _cursor, statement, *_):
        said.append(statement)

    event.listen(store.engine, "before_cursor_execute", listen)
    return said


@pytest.mark.parametrize("name", ["portfolio", "profile"])
@pytest.mark.parametrize("measure", ["job_outcomes", "conversion_rate"])
def test_a_page_of_figures_reads_no_table_about_clients(store, statements, name, measure):
    with doors.scoped_session(store, OPERATOR) as session:
        made = run(session, name, View(programme="PLP", measure=measure), NOW)
    assert len(made.frame) > 0
    words = set(re.findall(r"\w+", " ".join(statements)))
    assert "measure_value" in words
    assert not words & ABOUT_CLIENTS
