"""Which reports are there? Terminal and pages ask here, so they cannot say different numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.publishing.request import CallError
from db.reports import (
    actions,
    agreed,
    agreement,
    appointments,
    beside_reconciled,
    breakdowns,
    burden,
    confidence,
    control_chart,
    deferrals,
    definitions,
    flat,
    flow,
    funnel,
    interviews,
    journey,
    mix,
    portfolio,
    profile,
    punctuality,
    reconcile,
    referred,
    restatements,
    reviews,
    sources,
    spent,
    worklist,
)
from db.reports.view import Report, View

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

REPORTS: Mapping[str, Callable[[Session, View, datetime], Report]] = {
    portfolio.NAME: portfolio.report,
    profile.NAME: profile.report,
    definitions.NAME: definitions.report,
    agreement.NAME: agreement.report,
    sources.NAME: sources.report,
    confidence.NAME: confidence.report,
    punctuality.NAME: punctuality.report,
    flat.NAME: flat.report,
    restatements.NAME: restatements.report,
    actions.NAME: actions.report,
    agreed.NAME: agreed.report,
    reviews.NAME: reviews.report,
    burden.NAME: burden.report,
    mix.NAME: mix.report,
    worklist.NAME: worklist.report,
    flow.NAME: flow.report,
    referred.REFERRALS.name: referred.referrals,
    referred.WAITING.name: referred.waiting,
    referred.LOOK_AHEAD.name: referred.look_ahead,
    reconcile.NAME: reconcile.report,
    journey.TIMELINESS.name: journey.timeliness,
    journey.CURVE.name: journey.curve,
    journey.JOURNEY.name: journey.journey,
    interviews.SUMMARY.name: interviews.interviews,
    interviews.DEVIATION.name: interviews.deviation,
    spent.ASSESSMENTS.name: spent.waits,
    spent.INELIGIBLE.name: spent.lost,
    spent.MINIMUM.name: spent.minimum,
    spent.SERVICES.name: spent.used,
    appointments.SUMMARY.name: appointments.report,
    appointments.FOLLOWED.name: appointments.follow_ups,
    appointments.BY_AGE.name: appointments.unfollowed,
    deferrals.SUMMARY.name: deferrals.report,
    control_chart.NAME: control_chart.report,
    funnel.NAME: funnel.report,
    beside_reconciled.RATES: beside_reconciled.match_rate,
    beside_reconciled.TIMING: beside_reconciled.timing,
    beside_reconciled.LIKELY: beside_reconciled.likely_pairs,
    beside_reconciled.LEAVERS: beside_reconciled.leavers,
}


def run(session: Session, name: str, view: View, now: datetime) -> Report:
    """Give a report by its name, with nothing in it that should be hidden from the reader.

    Raises
    ------
    CallError
        If there is no such report, or it names something unknown or not the caller's.
    """
    if name not in REPORTS:
        msg = f"There is no report {name}. There are {', '.join(REPORTS)}."
        raise CallError(msg)
    return breakdowns.checked(session, REPORTS[name](session, view, now))


__all__ = ["REPORTS", "Report", "View", "run"]
