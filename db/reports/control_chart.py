"""Is a month unusual? The report behind *Unusual months*."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from db.reports import profile
from db.reports.ground import Ground, grounds
from db.reports.view import Report, View, without_blanks
from monitoring import spc
from monitoring.parameters import REBASE_PREFIX

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy.orm import Session

NAME = "control-chart"
DEFINITIONS = {
    "contract": "the contract's reference",
    "month": "the month",
    "measure": "the measure",
    "value": "the actual in the measure's unit (a rate: a fraction); null where missing",
    "numerator": "of a rate: how many of the denominator",
    "denominator": "of a rate: out of how many",
    "chart": "XmR for counts and rates of steady denominators, else p (shares of people) or u",
    "mean": "the centre: the mean of the months the limits are worked out from, or of a rate its "
    "ratio of sums",
    "lower": "the lower limit, 0 at least; null where too few months are known",
    "upper": "the upper limit",
    "points": f"how many months the limits are worked out from, {spc.FIXED_AFTER} at most",
    "trial": f"whether that is under {spc.TRIAL_UNDER}: trial limits",
    "stretch": "1, and one more each time the limits were begun anew",
    "rebased_for": "in the first month of a stretch: why the limits begin anew",
    "signals": "what the four rules found at the month; null where nothing",
    "point": "what that comes to, by which way is better",
    "target": "the profile or target of the month, in the set in view",
    "set": "the profile set of the target",
    "provisional": "whether the month is not closed: it moves no limit and has no signal",
    "source": "who the actual comes from",
    "origin": "returned as a figure, or counted from client rows",
}
SIDES = ("numerator", "denominator")


def report(session: Session, view: View, now: datetime) -> Report:
    """Give every month of every contract in view, with limits and signals, one measure."""
    found = [_charted(session, ground, view) for ground in grounds(session, view, now)]
    rows = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=[*DEFINITIONS])
    counted = not any(part.attrs["rate"] for part in found)
    measures = {part.attrs["measure"] for part in found}
    own = {"measure": measures.pop() if len(measures) == 1 else view.measure}
    texts = {name: _or_nothing(rows[name]) for name in ("signals", "rebased_for")}
    return Report(
        NAME,
        view.parameters() | own,
        view.as_at or now,
        DEFINITIONS,
        without_blanks(rows.assign(**texts).reindex(columns=list(DEFINITIONS))),
        whole=(*SIDES, "points", "stretch", *(("value",) if counted else ())),
        months=rows,
    )


def _or_nothing(texts: pd.Series[Any]) -> pd.Series[Any]:
    return texts.astype("object").where(texts.ne(""), None)


def _charted(session: Session, ground: Ground, view: View) -> pd.DataFrame:
    """Give the rows of one programme's contracts; limits rest on months left out of view too."""
    known = profile.against(session, ground, view)
    ended = known["month"] <= pd.to_datetime(known["contract"].map(ground.last_due))
    rows = known[ended].sort_values(["contract", "month"], ignore_index=True)
    rows = rows.reindex(columns=[*rows.columns, *(side for side in SIDES if side not in rows)])
    series = spc.SERIES.check(rows.assign(value=rows["actual"]))
    why = {each.reference: _rebases(ground, each.contract_id) for each in ground.contracts}
    begun = {contract: list(own) for contract, own in why.items()}
    made = spc.control(series, ground.measure.better, begun)
    told = rows[["profile", "set", "source", "origin"]].rename(columns={"profile": "target"})
    made = pd.concat([made, told], axis="columns").assign(measure=ground.measure.code)
    made = profile.within(made.assign(rebased_for=_reasons(made, why)), view)
    made.attrs.update(measure=ground.measure.code, rate=ground.measure.is_rate)
    return made


def _rebases(ground: Ground, contract_id: int) -> Mapping[date, str]:
    """Give the months from which a contract's limits of the measure begin anew, each with why."""
    code = REBASE_PREFIX + ground.measure.code
    return {
        each.effective_from.replace(day=1): each.text
        for each in ground.settings.get(contract_id, ())
        if each.code == code and each.effective_from <= ground.working_date
    }


def _reasons(rows: pd.DataFrame, why: Mapping[str, Mapping[date, str]]) -> Sequence[str]:
    first = rows["stretch"].gt(1) & ~rows.duplicated(["contract", "stretch"])
    return [
        why[str(contract)].get(month.date(), "") if begins else ""
        for contract, month, begins in zip(rows["contract"], rows["month"], first, strict=True)
    ]
