"""Is every small count hidden, and can nobody work one out?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.disclosure import Hidden, Line, Table, suppress
from monitoring.frames import FrameError
from tests.attacker import Attacker

LIMIT = 5
NEARLY = 1e-6
COUNTS = st.integers(0, 12) | st.integers(0, 60)


def two_way(body):
    """Give a table with both margins shown and the total of everybody known."""
    counts, lines = {}, []
    rows, columns = range(len(body)), range(len(body[0]))
    for row in rows:
        counts |= {(row, column): body[row][column] for column in columns}
    for row in rows:
        counts["row", row] = sum(body[row])
        lines.append(Line(tuple((row, column) for column in columns), ("row", row)))
    for column in columns:
        counts["column", column] = sum(body[row][column] for row in rows)
        lines.append(Line(tuple((row, column) for row in rows), ("column", column)))
    return Table(counts=counts, lines=lines)


def one_way(*counts):
    """Give a table whose total everybody knows."""
    return Table(counts=dict(enumerate(counts)), lines=[Line(tuple(range(len(counts))))])


def nested(groups):
    """Give categories within a total within all: mandatory and voluntary, each by value."""
    counts, lines = {}, []
    for name, each in enumerate(groups):
        counts |= {(name, at): count for at, count in enumerate(each)} | {("all", name): sum(each)}
        lines.append(Line(tuple((name, at) for at in range(len(each))), ("all", name)))
    lines.append(Line(tuple(("all", name) for name in range(len(groups)))))
    return Table(counts=counts, lines=lines)


def attacker(table, hidden, *, labels):
    """Give somebody who knows all that is shown of a table."""
    one = Attacker()
    for key, count in table.counts.items():
        if key not in hidden:
            one.knows(key, count)
        elif not labels:
            one.unknown(key)
        elif hidden[key] is Hidden.SMALL:
            one.unknown(key, 0, LIMIT - 1)
        else:
            one.unknown(key, LIMIT)
    for line in table.lines:
        parts = dict.fromkeys(line.parts, 1.0)
        total = 0 if line.total is not None else sum(table.counts[key] for key in line.parts)
        one.adds_up(parts | ({line.total: -1.0} if line.total is not None else {}), total)
    return one


def recovered(table, hidden, *, labels, exposed=()):
    """Give the hidden cells that are bounded too closely."""
    width = LIMIT - 1 if labels else LIMIT
    one = attacker(table, hidden, labels=labels)
    closely = [key for key in hidden if one.width(key) < width - NEARLY]
    return [key for key in closely if key not in exposed]


TABLES = st.one_of(
    st.integers(2, 4).flatmap(
        lambda wide: st.lists(st.lists(COUNTS, min_size=wide, max_size=wide), min_size=2,
                              max_size=5).map(two_way)
    ),
    st.lists(st.lists(COUNTS, min_size=2, max_size=4), min_size=2, max_size=3).map(nested),
    st.lists(COUNTS, min_size=2, max_size=7).map(lambda counts: one_way(*counts)),
)  # fmt: skip


@given(TABLES)
@settings(max_examples=35, deadline=None)
def test_an_attacker_recovers_no_hidden_cell_whether_or_not_they_read_the_labels(table):
    pattern = suppress(table, LIMIT)
    small = {key for key, count in table.counts.items() if count < LIMIT}
    assert small <= set(pattern.hidden)
    for labels in (False, True):
        assert recovered(table, pattern.hidden, labels=labels, exposed=pattern.exposed) == []


@given(TABLES)
@settings(max_examples=25, deadline=None)
def test_a_cell_is_exposed_by_its_label_alone_or_by_totals_that_no_hiding_would_change(table):
    pattern = suppress(table, LIMIT)
    all_hidden = attacker(table, dict.fromkeys(table.counts, Hidden.COVER), labels=False)
    seen = attacker(table, pattern.hidden, labels=False)
    for key in pattern.exposed:
        assert seen.width(key) > LIMIT - NEARLY or all_hidden.width(key) < LIMIT


@given(TABLES)
@settings(max_examples=25, deadline=None)
def test_hiding_again_hides_the_same(table):
    pattern = suppress(table, LIMIT)
    assert suppress(replace(table, already=pattern.hidden), LIMIT) == pattern


def test_hiding_the_small_cells_alone_is_beaten_by_the_same_attacker():
    table = two_way([[3, 20, 30], [25, 18, 40], [31, 22, 17]])
    small = {(0, 0): Hidden.SMALL}
    assert recovered(table, small, labels=False) == [(0, 0)]
    assert attacker(table, small, labels=False).width((0, 0)) == pytest.approx(0)
    pattern = suppress(table, LIMIT)
    assert recovered(table, pattern.hidden, labels=False) == []
    assert len(pattern.hidden) == 4  # a square: the smallest cells that hide it


def test_a_total_known_anyway_takes_the_next_smallest_count_with_it():
    assert suppress(one_way(4, 60, 9, 27), LIMIT).hidden == {0: Hidden.SMALL, 2: Hidden.COVER}


def test_a_nought_is_hidden_as_any_small_count_is():
    assert suppress(one_way(0, 60, 40), LIMIT).hidden == {0: Hidden.SMALL, 2: Hidden.COVER}


def test_counts_that_are_large_enough_are_all_shown():
    assert suppress(one_way(5, 60, 40), LIMIT).hidden == {}


def test_those_without_a_need_are_kept_from_being_worked_out():
    of = Table(counts={"with": 58, "without": 2}, lines=[Line(("with", "without"))],
               latent=frozenset({"without"}))  # fmt: skip
    assert suppress(of, LIMIT).hidden == {"with": Hidden.COVER}


def test_three_people_are_not_told_apart_and_that_is_said():
    pattern = suppress(one_way(3, 0, 0), LIMIT)
    assert pattern.hidden == dict.fromkeys(range(3), Hidden.SMALL)
    assert pattern.exposed == {0, 1, 2}


def test_a_threshold_of_ten_hides_nine():
    assert suppress(one_way(9, 60, 40), 10).hidden == {0: Hidden.SMALL, 2: Hidden.COVER}


def test_a_cell_of_three_lines_and_an_unknown_one_are_faults_of_ours():
    thrice = Table(counts={1: 1, 2: 2}, lines=[Line((1, 2))] * 3)
    with pytest.raises(FrameError, match="more than two lines"):
        suppress(thrice, LIMIT)
    with pytest.raises(FrameError, match="names a cell that there is not"):
        suppress(Table(counts={1: 1}, lines=[Line((1, 2))]), LIMIT)


def test_lines_that_are_no_network_are_refused():
    odd = Table(counts={1: 1, 2: 2, 3: 3}, lines=[Line((1, 2)), Line((2, 3)), Line((3, 1))])
    with pytest.raises(FrameError, match="no network"):
        suppress(odd, LIMIT)
