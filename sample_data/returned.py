"""What came back in the sample: a return sent back with its reason, and one that waits for a name?

Prime Provider 5 sent November's return of Area 7 a second time, with October's figures under
November's heading; its contract manager sent it back, and the first one stands. Area 5's contract
asks from December 2010 on that a named person of Prime Provider 1 certifies its monthly return,
and the newest waits for it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from db import rules, sending, withdrawing
from db.publishing.request import CallError, Sending
from monitoring.certification import RULE
from monitoring.parameters import Setting
from monitoring.vocabulary import Status
from sample_data.promises.people import cm, moment, prime

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from db.scope import Principal
    from db.store import Store
    from sample_data.generate import SampleFile

SENT_TWICE, CERTIFIED = "PLP-L3", "PLP-L1"
OCTOBER, NOVEMBER = "2010-10", "2010-11"
SECOND, BACK, RULED = (date(2010, 12, day) for day in (8, 9, 9))
WHY_AGAIN = "Late entries of November"
WHY_BACK = (
    "The figures are October's, word for word, under November's heading. Your return of "
    "6 December stands meanwhile; send November again if it was incomplete."
)
ASKED = Setting(
    RULE, "monthly_return", date(2010, 12, 1), "Variation 4, schedule 6: signed returns"
)


def come_back(store: Store, known: Mapping[str, Principal], files: Iterable[SampleFile]) -> None:
    """Send November's return again with October's figures, and send it back."""
    october = next(
        file
        for file in files
        if file.dataset == "monthly_return" and f"{SENT_TWICE}_provider_mi_{OCTOBER}" in file.name
    )
    again = Sending(
        dataset=october.dataset,
        name=october.name.replace(OCTOBER, f"{NOVEMBER}-second"),
        data=october.data.replace(OCTOBER.encode(), NOVEMBER.encode()),
        confirm_size=True,
        reason=WHY_AGAIN,
    )
    desk = sending.Desk(store, known[prime(SENT_TWICE)], moment(SECOND))
    answer = sending.send(desk, again)
    if answer.status is not Status.PUBLISHED or answer.submission is None:
        msg = f"{again.name} of the sample was not published: {answer.status}."
        raise CallError(msg)
    taking = withdrawing.Taking(submission=answer.submission, reason=WHY_BACK)
    theirs = replace(desk, principal=known[cm(SENT_TWICE)], now=moment(BACK))
    withdrawing.send_back(theirs, taking)


def ask_for_certificate(store: Store, known: Mapping[str, Principal]) -> None:
    """Let one contract ask for its monthly return to be certified."""
    rules.set_parameter(store, known[cm(CERTIFIED)], CERTIFIED, ASKED, moment(RULED))
