"""Who asked whom for which figures in the sample?

One request was answered by a return that the store held; one is past its date; one was declined.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from db import doors, governance
from db.queries.governance import held_already
from monitoring.governance.parties import Party
from monitoring.governance.requests import Did, Wanted
from sample_data.promises.people import AREA_1, AREA_3, cm, prime, shared, tppm

if TYPE_CHECKING:
    from sample_data.promises.people import Writers

STARTS = Wanted(
    of_party=Party.PRIME,
    purpose="Starts of the quarter for the district's meeting",
    measure="starts",
    first_month=date(2010, 7, 1),
    last_month=date(2010, 9, 1),
    due_on=date(2010, 10, 22),
)
EVIDENCE = Wanted(
    of_party=Party.PRIME,
    purpose="Job outcomes whose evidence is still with the employer, for the review",
    measure="job_outcomes",
    first_month=date(2010, 9, 1),
    last_month=date(2010, 11, 1),
    due_on=date(2010, 12, 3),
)
OFFICES = Wanted(
    of_party=Party.PRIME,
    purpose="Missed interviews by office and adviser",
    measure="ftas",
    first_month=date(2010, 4, 1),
    last_month=date(2010, 6, 1),
    due_on=date(2010, 7, 30),
)


def write(writers: Writers) -> None:
    """Write the requests down with what became of them."""
    number = governance.ask(writers.pen(tppm(AREA_1), date(2010, 10, 11)), shared(AREA_1), STARTS)
    who = writers.known[prime(AREA_1)]
    with doors.scoped_session(writers.store, who) as session:
        held = held_already(session, AREA_1, "", "starts", [date(2010, 9, 1)])
    answer = replace(
        STARTS,
        submission=held[0].submission,
        minutes=10,
        text="Held already: in the return of September and the two before it",
    )
    pen = writers.pen(prime(AREA_1), date(2010, 10, 12))
    governance.settle(pen, shared(AREA_1), number, Did.ANSWERED, answer)
    governance.ask(writers.pen(cm(AREA_1), date(2010, 11, 19)), shared(AREA_1), EVIDENCE)
    number = governance.ask(writers.pen(tppm(AREA_3), date(2010, 7, 5)), shared(AREA_3), OFFICES)
    declined = replace(
        OFFICES, minutes=95, text="By office only: figures of single advisers are not given out"
    )
    pen = writers.pen(prime(AREA_3), date(2010, 7, 14))
    governance.settle(pen, shared(AREA_3), number, Did.DECLINED, declined)
