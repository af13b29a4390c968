"""What do the doors promise, whatever happens behind them?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from sqlalchemy import func, select

from db import doors
from db.models import Contract
from db.scope import OPERATOR, Principal
from db.store import Store, StoreError


def contracts(store, principal=OPERATOR):
    with doors.scoped_session(store, principal) as session:
        return session.scalar(select(func.count()).select_from(Contract))


def add(store, reference="CPA-1"):
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        session.add(Contract(contract_id=1, reference=reference, programme="PLP"))


def test_a_publisher_that_ends_well_is_committed(store):
    add(store)
    assert contracts(store) == 1


@pytest.mark.parametrize("stop", [KeyboardInterrupt, RuntimeError, GeneratorExit])
def test_whatever_stops_a_publisher_nothing_of_it_stays(store, stop):
    def stopped():
        with doors.publisher(store, OPERATOR) as session:
            doors.begin_write(session)
            session.add(Contract(contract_id=1, reference="CPA-1", programme="PLP"))
            session.flush()
            raise stop

    with pytest.raises(stop):
        stopped()
    assert contracts(store) == 0
    add(store)  # and no lock is left behind


def test_nothing_is_written_before_it_is_begun(store):
    with doors.publisher(store, OPERATOR) as session:
        session.add(Contract(contract_id=1, reference="CPA-1", programme="PLP"))
        with pytest.raises(StoreError, match="before begin_write"):
            doors.begin_write(session)
        session.rollback()
    assert contracts(store) == 0


def test_publishers_of_one_contract_wait_for_each_other(store):
    done = []

    def publish(number):
        with doors.publisher(store, OPERATOR) as session:
            doors.begin_write(session)
            doors.lock(session, [2, 1])
            done.append(("in", number))
            sleep(0.05)
            done.append(("out", number))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(publish, range(4)))
    assert [word for word, _ in done] == ["in", "out"] * 4
    assert all(one[1] == other[1] for one, other in zip(done[::2], done[1::2], strict=True))


def test_a_lost_connection_is_not_given_to_the_next(store):
    add(store)
    with doors.scoped_session(store, OPERATOR) as session:
        session.connection().invalidate()
    assert contracts(store) == 1


def test_a_session_says_whose_it_is(store):
    with doors.scoped_session(store, OPERATOR) as session:
        assert doors.scope_of(session).everything


def test_a_stranger_sees_nothing(store):
    add(store)
    assert contracts(store, Principal("nobody", "Nobody")) == 0


def test_a_store_that_was_never_made_says_what_to_run(tmp_path):
    missing = Store.open(f"sqlite:///{tmp_path / 'none.db'}")
    with pytest.raises(StoreError, match="Run init"), doors.owner(missing):
        pass
    assert not missing.path.exists()
