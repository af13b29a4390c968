"""Can anything be worked out from several answers that could not from one?"""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.disclosure import Hidden, Known, released
from tests.attacker import Attacker

LIMIT = 5
NEARLY = 1e-6
VALUES = "abc"
GROWTH = st.lists(
    st.fixed_dictionaries(dict.fromkeys(VALUES, st.integers(0, 9) | st.integers(0, 60))),
    min_size=1,
    max_size=6,
)


def grown(steps):
    """Give a breakdown that people only join, as it was known after each publication."""
    counts, history = dict.fromkeys(VALUES, 0), []
    for number, step in enumerate(steps, start=1):
        counts = {value: counts[value] + step[value] for value in VALUES}
        history.append(Known(number, counts))
    return history


def attacker(given_out, *, labels):
    """Give somebody who holds every answer, knows every total, and that people only join."""
    one = Attacker()
    for number, each in enumerate(given_out):
        for value, count in each.known.counts.items():
            why = each.hidden.get(value)
            low = LIMIT if labels and why is Hidden.COVER else 0
            high = LIMIT - 1 if labels and why is Hidden.SMALL else None
            if why is None:
                one.knows((number, value), count)
            else:
                one.unknown((number, value), low, high)
        one.adds_up({(number, value): 1.0 for value in VALUES}, each.known.recorded)
    for number in range(1, len(given_out)):
        for value in VALUES:
            one.unknown(("moved", number, value))
            one.adds_up({(number, value): 1, (number - 1, value): -1, ("moved", number, value): -1})
    return one


@given(GROWTH)
@settings(max_examples=25, deadline=None)
def test_who_holds_every_answer_recovers_no_count_and_nothing_small_that_moved(steps):
    given_out = released(grown(steps), LIMIT)
    for labels, width in ((False, LIMIT), (True, LIMIT - 1)):
        one = attacker(given_out, labels=labels)
        hidden = [(n, value) for n, each in enumerate(given_out) for value in each.hidden]
        moved = [
            ("moved", n, value)
            for n, (before, after) in enumerate(pairwise(given_out), start=1)
            for value in VALUES
            if after.known.counts[value] - before.known.counts[value] < LIMIT
        ]
        assert [key for key in (*hidden, *moved) if one.width(key) < width - NEARLY] == []


def test_giving_each_answer_for_itself_is_beaten_by_the_same_attacker():
    before, after = Known(1, {"a": 20, "b": 30, "c": 40}), Known(2, {"a": 22, "b": 60, "c": 80})
    alone = [each for known in (before, after) for each in released([known], LIMIT)]
    assert attacker(alone, labels=False).width(("moved", 1, "a")) < NEARLY  # 2 joined
    together = released([before, after], LIMIT)
    assert attacker(together, labels=False).width(("moved", 1, "a")) >= LIMIT


def test_a_correction_gives_no_new_answer():
    before, after = Known(1, {"a": 20, "b": 30}), Known(2, {"a": 21, "b": 29})
    assert [each.known.since for each in released([before, after], LIMIT)] == [1]


def test_a_later_month_gives_no_new_answer_until_half_as_many_again_are_on_record():
    counts = [{"a": 20, "b": 30}, {"a": 26, "b": 48}, {"a": 35, "b": 45}]
    history = [Known(number, each) for number, each in enumerate(counts, start=1)]
    assert [each.known.since for each in released(history, LIMIT)] == [1, 3]


def test_nothing_is_given_of_fewer_than_nine():
    assert released([Known(1, {"a": 4, "b": 4})], LIMIT) == []


def test_what_is_not_safe_beside_the_earlier_answer_leaves_it_standing():
    counts = [{"a": 5, "b": 5}, {"a": 5, "b": 10}, {"a": 40, "b": 60}]
    history = [Known(number, each) for number, each in enumerate(counts, start=1)]
    assert [each.known.since for each in released(history, LIMIT)][-1] == 3


def test_people_taken_off_between_two_answers_do_not_stop_the_second():
    history = [Known(1, {"a": 20, "b": 30}), Known(2, {"a": 12, "b": 90})]
    assert [each.known.since for each in released(history, LIMIT)] == [1, 2]
