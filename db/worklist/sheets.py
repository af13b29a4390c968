"""How is a worklist sent out as a workbook, and how are its answers taken in: all or none?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from db import doors
from db.worklist import codes, reading
from db.worklist.steps import About, Refused, take
from monitoring.findings import Problem, Unreadable, refuses
from monitoring.reading import read
from monitoring.worklist import sheet, views
from monitoring.worklist.causes import CAUSES
from monitoring.worklist.shown import class_said
from monitoring.worklist.steps import Did, State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from db.reports.view import View
    from db.store import Store
    from db.worklist.reading import Listed
    from db.writing import Pen
    from monitoring.worklist.items import Key


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a workbook: how many answers were taken, or what is wrong with it."""

    answers: int = 0
    problems: tuple[Problem, ...] = ()


def rows(session: Session, store: Store, one: Listed, work: pd.DataFrame) -> list[dict[str, str]]:
    """Give the rows of a workbook for some items of a list, as texts."""
    about = About(one.contract, *one.sides)
    number = one.compared.terms.contract_id
    named = reading.references(session, number, set(work["client_id"]))
    titles = (one.compared.sides[0].title, one.compared.sides[1].title)
    keyed = zip(codes.keys(work), one.causes(work), work.itertuples(index=False), strict=True)
    return [
        {
            sheet.ITEM: codes.code_of(store, about, key),
            "client_ref": named.get(key.client_id, ""),
            "on": key.on.isoformat(),
            "difference": class_said(str(row.difference), titles),
            "records_say": cause,
            "state": str(row.state),
            "answer_by": _day(row),
            sheet.REASON: CAUSES.get(str(row.reason), ""),
            sheet.ANSWER: str(row.answer),
        }
        for key, cause, row in keyed
    ]


def _day(row: Any) -> str:  # noqa: ANN401 - a row of a frame has no type
    return "" if pd.isna(row.due_on) else f"{row.due_on:%Y-%m-%d}"


def take_in(pen: Pen, view: View, data: bytes, name: str) -> Taken:
    """Take the answers of a workbook in, for the contract and sides of a view; whole or not at all.

    Raises
    ------
    CallError
        If the contract is not the sender's.
    """
    try:
        chosen = sheet.SHEET if name.lower().endswith(".xlsx") else None
        found = sheet.answers(read(data, name, sheet=chosen))
    except Unreadable as fault:
        return Taken(problems=fault.problems)
    with doors.scoped_session(pen.store, pen.principal) as session:
        listed = list(reading.lists(session, view, pen.now))
    if not listed or not view.contract:
        told = "No worklist of that contract is yours. Choose the contract it was sent for."
        return Taken(problems=(refuses("worklist_unknown", told),))
    one = listed[0]
    about = About(one.contract, *one.sides)
    known = codes.codes(pen.store, about, one.work)
    problems = [*found.problems, *_unknown(found, known, one)]
    if problems or not found.said:
        nothing = refuses("no_answers", "No row has a reason. Fill in reason and answer.")
        return Taken(problems=tuple(sorted(problems, key=_place)) or (nothing,))
    return _taken(pen, about, found, known)


def _unknown(found: sheet.Answers, known: Mapping[str, Key], one: Listed) -> list[Problem]:
    """Name the answers to items there are not, and to those that are settled already."""
    closed = views.chosen(one.work, views.Wanted(state=str(State.CLOSED)))
    settled = set(codes.keys(closed))
    problems = []
    for code, (row, _) in found.said.items():
        if code not in known:
            told = (
                "No item of this worklist has this code. The difference may be gone, or the "
                "workbook was sent for another contract: download the list again."
            )
            problems.append(refuses("item_unknown", told, row=row, column=sheet.ITEM))
        elif known[code] in settled:
            told = "This item is settled already. Take its row out, or ask to have it opened again."
            problems.append(refuses("item_settled", told, row=row, column=sheet.ITEM))
    return problems


def _taken(
    pen: Pen, about: About, found: sheet.Answers, known: Mapping[str, Key]
) -> Taken:
    wanted = {known[code]: said for code, (_, said) in found.said.items()}
    rows = {known[code]: row for code, (row, _) in found.said.items()}
    try:
        return Taken(take(pen, about, Did.ANSWERED, wanted))
    except Refused as refused:
        told = [
            refuses("not_answerable", why, row=rows[key], column=sheet.ITEM)
            for key, why in refused.why.items()
        ]
        return Taken(problems=tuple(sorted(told, key=_place)))


def _place(problem: Problem) -> int:
    return problem.row or 0
