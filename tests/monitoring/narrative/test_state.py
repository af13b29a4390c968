"""What is owed and what is held, in a sentence each."""

from datetime import date

from monitoring.frames import ROWS_HELD
from monitoring.freshness import Owed
from monitoring.narrative.state import held_sentence, owed_sentence
from monitoring.vocabulary import Freshness
from tests.tables import table

DUE = date(2009, 3, 7)


def test_a_return_owed_says_since_when_and_how_late():
    state = Owed(Freshness.LATE, (date(2009, 2, 1),), DUE, 3)
    assert owed_sentence(state) == (
        "February 2009 has not been returned: due 7 March 2009, 3 days late."
    )


def test_several_are_counted_from_the_oldest():
    state = Owed(Freshness.MISSING, (date(2009, 2, 1), date(2009, 3, 1)), DUE, 40)
    assert owed_sentence(state) == (
        "2 months, February to March 2009, have not been returned: "
        "the oldest due 7 March 2009, 40 days late."
    )


def test_nothing_owed_is_nothing_said():
    assert owed_sentence(Owed(Freshness.CURRENT, (), None, 0)) == ""


def test_rows_held_say_how_many_and_where():
    held = ROWS_HELD.check(
        table("""
        contract | submission | rows
        A        | 9          | 2
        A        | 7          | 1
    """)
    )
    assert held_sentence(held) == (
        "3 rows wait to be mended in receipt 7 and receipt 9 and are in no figure."
    )
    assert (
        held_sentence(held.iloc[1:]) == "1 row waits to be mended in receipt 7 and is in no figure."
    )
    assert held_sentence(ROWS_HELD.empty()) == ""
