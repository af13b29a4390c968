"""Is it delivering what was profiled? The report behind the page of that name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from db.queries import figures
from db.queries.figures import Level
from db.reports import certified
from db.reports.ground import Ground, grounds, set_in_view
from db.reports.view import Report, View, without_blanks
from monitoring import certification, derived_targets, periods, precedence, profiles, targets
from monitoring.frames import PROFILES
from monitoring.periods import By
from monitoring.since import together
from monitoring.vocabulary import Origin

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

NAME = "profile"
DEFINITIONS = {
    "contract": "the contract's reference",
    "month": "the month, or the first month of the contract's own quarter or year",
    "measure": "the measure the row is about; without one named, the programme's headline",
    "set": "the profile set the actual is set against; null where nothing was profiled",
    "profile": "what the set asks for, in the measure's unit (a rate: its target, a fraction)",
    "derived": "whether the profile is the arrangement's share of the contract's, not its own",
    "actual": "what was delivered, in the measure's unit (a rate: a fraction); null where missing",
    "variance": "actual less profile",
    "share_of_profile": "actual over profile, a ratio of sums",
    "cumulative_profile": "profile since the contract's first month, over months with both figures",
    "cumulative_actual": "actual from the contract's first month over the same months",
    "cumulative_share": "cumulative actual over cumulative profile",
    "months_missing": "months of the row without a figure; by month: how many so far",
    "provisional": "whether the month is not closed yet, so that its figure may still move",
    "source": "who the actual comes from",
    "origin": "returned as a figure, or counted from client rows",
    "certified": certified.MEANING,
}
COLUMNS = tuple(DEFINITIONS)
COUNTS = (
    "profile",
    "actual",
    "variance",
    "cumulative_profile",
    "cumulative_actual",
    "months_missing",
)


def report(session: Session, view: View, now: datetime) -> Report:
    """Give profile and actual for every contract in view, one set a row."""
    found = [_against(session, ground, view) for ground in grounds(session, view, now)]
    months = pd.concat(found, ignore_index=True) if found else _nothing()
    frame = months.sort_values(["contract", "set", "month"], ignore_index=True)
    measures = {part.attrs["measure"] for part in found}
    own = {"measure": measures.pop() if len(measures) == 1 else view.measure}
    parameters = view.parameters() | own | {"by": str(view.by or By.MONTH)}
    rows = without_blanks(frame.reindex(columns=list(COLUMNS)))
    rate = any(part.attrs["rate"] for part in found)
    return Report(
        NAME,
        parameters,
        view.as_at or now,
        DEFINITIONS,
        rows,
        whole=("months_missing",) if rate else COUNTS,
        months=frame,
    )


def _nothing() -> pd.DataFrame:
    return pd.DataFrame(columns=list(COLUMNS))


def _against(session: Session, ground: Ground, view: View) -> pd.DataFrame:
    """Give the rows of one programme's contracts."""
    months = certified.marked(session, ground, against(session, ground, view), view.as_at)
    gathered = in_periods(ground, view, within(months, view))
    gathered = gathered.assign(
        measure=ground.measure.code, certified=certification.as_column(gathered)
    )
    gathered = _with_shares(session, ground, view, gathered)
    gathered.attrs["measure"] = ground.measure.code
    gathered.attrs["rate"] = ground.measure.is_rate
    return gathered


def against(session: Session, ground: Ground, view: View) -> pd.DataFrame:
    """Give each contract's months against the one set it is shown against, with sums to date."""
    level = Level(view.category, view.arrangement)
    profile = figures.profiles(session, ground.ids, ground.measure.profile_code, level, view.as_at)
    known = chosen_actuals(session, ground, view, level)
    return _beside(ground, one_set_each(ground, view, profile), known)


def every_measure(session: Session, ground: Ground, view: View) -> dict[str, pd.DataFrame]:
    """Give the months of every measure of the one contract in view, as ``against`` gives them."""
    level, measures = Level(view.category, view.arrangement), ground.programme.measures
    every = [code for each in measures for code in each.counts]
    held = {each.profile_code for each in measures}
    profile = figures.every_profile(session, ground.ids, held, level, view.as_at)
    by_code = dict(iter(profile.groupby("measure")))
    each_own = [
        one_set_each(
            replace(ground, measure=each), view, by_code.get(each.profile_code, profile.iloc[:0])
        ).assign(measure=each.code)
        for each in measures
    ]
    found = together.every_measure(
        measures,
        pd.concat(each_own, ignore_index=True),
        chosen_actuals(session, ground, view, level, every),
        ground.last_due[ground.contracts[0].reference],
    )
    places = {code: months[["contract", "month"]] for code, months in found.items()}
    if not places:
        return {}
    late = ground.provisional(pd.concat(places))
    return {
        code: months.assign(provisional=late.loc[code] & months["actual"].notna())
        for code, months in found.items()
    }


def against_every_set(session: Session, ground: Ground, view: View) -> pd.DataFrame:
    """Give each contract's months against every profile set it has."""
    level = Level(view.category, view.arrangement)
    profile = figures.profiles(session, ground.ids, ground.measure.profile_code, level, view.as_at)
    return _beside(ground, profile, chosen_actuals(session, ground, view, level))


def _beside(ground: Ground, profile: pd.DataFrame, actuals: pd.DataFrame) -> pd.DataFrame:
    if ground.measure.is_rate:
        counts = targets.counts_of(actuals, ground.measure)
        held = profile.rename(columns={"profile": "target"})
        months = targets.against_target(counts, held, until=ground.last_due)
    else:
        months = profiles.against_profiles(profile, actuals, until=ground.last_due)
        if ground.measure.stock:
            months = profiles.without_sums(months)
    return months.assign(provisional=ground.provisional(months) & months["actual"].notna())


def _with_shares(
    session: Session, ground: Ground, view: View, rows: pd.DataFrame
) -> pd.DataFrame:
    """Mark the rows whose profile is a share, and round their sums as the shares are rounded."""
    level = Level(view.category, view.arrangement)
    shared = figures.shared_sets(
        session, ground.ids, ground.measure.profile_code, level, view.as_at
    )
    pairs = zip(rows["contract"], rows["set"], strict=True)
    marked = rows.assign(derived=[pair in shared for pair in pairs])
    return marked.round(dict.fromkeys(COUNTS, derived_targets.PLACES)) if shared else marked


def chosen_actuals(
    session: Session,
    ground: Ground,
    view: View,
    level: Level,
    measures: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Give the actual of every month: of the source asked for, else by the programme's order.

    Of the counts the measure in view is made of, unless others are named.
    """
    codes = ground.measure.counts if measures is None else measures
    cells = figures.cells(session, ground.ids, codes, level, view.as_at)
    order = [str(view.source)] if view.source else [str(each) for each in ground.programme.sources]
    if view.source is not None:
        return precedence.actuals(cells, order)
    wanted: dict[Origin | None, list[str]] = {}
    for each in ground.contracts:
        origin = str(ground.in_force(each.contract_id, "actual_origin"))
        named = Origin(origin) if origin in set(Origin) else None
        wanted.setdefault(named, []).append(each.reference)
    parts = [
        precedence.actuals(cells[cells["contract"].isin(contracts)], order, origin)
        for origin, contracts in wanted.items()
    ]
    both = pd.concat(parts, ignore_index=True)
    return both.sort_values(["contract", "measure", "month"], ignore_index=True)


def one_set_each(ground: Ground, view: View, profile: pd.DataFrame) -> pd.DataFrame:
    """Keep, for each contract, the rows of the set it is shown against, or its own target's."""
    available = profile.groupby("contract")["set"].unique().to_dict() if len(profile) else {}
    chosen = {
        each.reference: set_in_view(ground, each, view, list(available.get(each.reference, ())))
        for each in ground.contracts
    }
    mine = profile[profile["set"] == profile["contract"].map(chosen)].reset_index(drop=True)
    return with_own_targets(ground, view, mine)


def with_own_targets(ground: Ground, view: View, profile: pd.DataFrame) -> pd.DataFrame:
    """Add the level that a contract's parameter target.MEASURE holds a rate to, of no set.

    Only of contracts without a profile of the rate, and of the whole: of everybody in it.
    """
    whole = Level(view.category, view.arrangement) == Level()
    if not (ground.measure.is_rate and whole and view.set is None):
        return profile
    until = periods.last_ended(ground.working_date)
    held = set(profile["contract"])
    rows = [
        (each.reference, "", month, target)
        for each in ground.contracts
        if each.reference not in held
        for month, target in targets.by_month(
            ground.settings.get(each.contract_id, ()),
            ground.measure.code,
            periods.months_of(each.first_month, until),
        ).items()
    ]
    if not rows:
        return profile
    own = PROFILES.check(pd.DataFrame(rows, columns=list(PROFILES.columns)))
    return pd.concat([profile, own], ignore_index=True)


def within(months: pd.DataFrame, view: View) -> pd.DataFrame:
    """Keep the months asked for; sums to date run from the contract's first month all the same."""
    keep = pd.Series(data=True, index=months.index)
    if view.first is not None:
        keep &= months["month"] >= pd.Timestamp(view.first)
    if view.last is not None:
        keep &= months["month"] <= pd.Timestamp(view.last)
    return months[keep].reset_index(drop=True)


def in_periods(ground: Ground, view: View, months: pd.DataFrame) -> pd.DataFrame:
    """Gather the months into the contract's own quarters, years or its total."""
    by = view.by or By.MONTH
    if months.empty:
        return months
    if ground.measure.is_rate:
        return targets.by_period(months, by, ground.starts)
    return profiles.by_period(months, by, ground.starts, stock=ground.measure.stock)
