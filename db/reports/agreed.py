"""Which figures do both sides work with, who signed them, and have their sources moved since?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from db.queries import agreed_figures as queries
from db.reports.ground import Ground, grounds
from db.reports.view import Report, View
from monitoring.agreed_figures import NEVER_FOR_PAYMENT, Answer
from monitoring.narrative.agreed_figures import moved_said, rests_said, waits_said

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from monitoring.agreed_figures import Figure

NAME = "agreed"
DEFINITIONS = {
    "contract": "the contract's reference",
    "month": "the month",
    "measure": "the measure",
    "value": "the figure in the measure's own unit",
    "state": "proposed, agreed (it is the actual) or withdrawn",
    "signed": "the roles for which it is signed",
    "waits_for": "whose signature it waits for; null where none",
    "provider": "agrees, disagrees, awaited, or no answer by the day asked",
    "because": "why the provider disagrees; null where it does not",
    "answer_by": "the day by which the provider is asked to answer",
    "rests_on": "what each source said when it was proposed, with its return",
    "moved": "what the sources say now that they did not say then; null where nothing moved",
    "proposed_on": "the day it was proposed",
    "by": "who proposed it",
    "text": "why this figure",
}
WHOLE = ("value",)


def report(session: Session, view: View, now: datetime) -> Report:
    """Give the figures proposed for the contracts in view, a row a contract, month and measure."""
    rows = [row for ground in grounds(session, view, now) for row in _rows(session, ground, view)]
    frame = pd.DataFrame(rows, columns=list(DEFINITIONS)).astype("object")
    return Report(
        NAME,
        view.parameters() | {"measure": view.measure, "standing": NEVER_FOR_PAYMENT},
        view.as_at or now,
        DEFINITIONS,
        frame.sort_values(["contract", "month"], kind="stable", ignore_index=True),
        whole=WHOLE,
    )


def _rows(session: Session, ground: Ground, view: View) -> list[dict[str, Any]]:
    names = {each.contract_id: each.reference for each in ground.contracts}
    found = [
        one
        for one in queries.figures_of(session, names, ground.programme, view.as_at)
        if one.category == view.category
        and view.measure in {None, one.measure}
        and (view.first is None or one.month >= view.first)
        and (view.last is None or one.month <= view.last)
    ]
    measures = {one.measure for one in found}
    now = queries.sources_now(session, names, measures, view.category, view.as_at)
    return [
        _row(one, now.get((one.contract, one.measure, one.month), ()), ground) for one in found
    ]


def _row(one: Figure, now: Any, ground: Ground) -> dict[str, Any]:  # noqa: ANN401 - what the sources say
    answer = one.answer(ground.working_date)
    return {
        "contract": one.contract,
        "month": f"{one.month:%Y-%m}",
        "measure": one.measure,
        "value": one.value,
        "state": str(one.state),
        "signed": ", ".join(one.signed),
        "waits_for": waits_said(one) or None,
        "provider": str(answer),
        "because": one.because if answer is Answer.DISAGREES else None,
        "answer_by": one.answer_by.isoformat() if one.answer_by else None,
        "rests_on": rests_said(one.rests_on),
        "moved": moved_said(one.moved(now)) or None,
        "proposed_on": one.steps[0].at.date().isoformat(),
        "by": one.steps[0].who,
        "text": one.steps[0].text or None,
    }
