"""What does one contract's page of profile against actual stand on?

Every profile set beside the same actual, with the contract's terms, its rules in force and the
submissions its figures came from; the report ``profile`` is one set of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from db import registers
from db.publishing.request import CallError
from db.queries import arrangements, figures, held
from db.queries.figures import Level
from db.reports import certified
from db.reports.ground import Ground, grounds, profile_sets, set_in_view
from db.reports.portfolio import returns_owed
from db.reports.profile import chosen_actuals, with_own_targets
from monitoring import formulas, periods, profiles, targets
from monitoring.narrative import ProfileView

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    import pandas as pd
    from sqlalchemy.orm import Session

    from db.queries.contracts import Terms
    from db.reports.view import View
    from monitoring.freshness import Owed
    from monitoring.profile_sets import ProfileSet


@dataclass(frozen=True, slots=True)
class Beside:
    """One contract's measure beside every set it has.

    ``months`` holds a row for each set and month; ``counts`` the figures a rate is made of, month
    by month (for a count, the actual itself), with the submission each came in.
    """

    ground: Ground
    terms: Terms
    sets: Mapping[str, ProfileSet]
    chosen: str
    months: pd.DataFrame
    counts: pd.DataFrame
    version: int
    as_at: datetime
    owed: Owed
    held: pd.DataFrame
    shared: frozenset[str]  # the sets whose profile is the arrangement's share of the contract's
    shares: frozenset[float]  # the shares its terms have given it

    @property
    def own(self) -> pd.DataFrame:
        """Give the rows of the set in view."""
        rows: pd.DataFrame = self.months[self.months["set"] == self.chosen]
        return rows.reset_index(drop=True)

    @property
    def chosen_set(self) -> ProfileSet | None:
        """Give the set in view; None where the contract has no profile of the measure."""
        return self.sets.get(self.chosen)

    def within(self, first: date | None, last: date | None) -> Beside:
        """Give the same for a stretch of months; sums to date still run from the first month."""
        kept = self.months["month"].notna()
        if first is not None:
            kept &= self.months["month"] >= str(first)
        if last is not None:
            kept &= self.months["month"] <= str(last)
        return replace(self, months=self.months[kept].reset_index(drop=True))

    def words(self, category: str) -> ProfileView:
        """Give what a sentence about it needs to know."""
        return ProfileView(
            self.ground.measure,
            self.terms.first_month,
            set=self.chosen_set,
            this_month=periods.last_ended(self.ground.working_date),
            contract=self.terms.reference,
            client_category=category,
            origin=self.rule("actual_origin"),
            stage=self.rule("actual_stage"),
            event=self.rule("actual_event"),
            event_said=self.ground.says(self.terms.contract_id, "actual_event"),
        )

    @property
    def formula(self) -> str:
        """Give the measure's formula in words, with the rules in force."""
        return formulas.in_words(self.ground.programme, self.ground.measure, self.rule)

    def rule(self, code: str) -> str:
        """Give one of the contract's rules in force, as text."""
        return str(self.ground.in_force(self.terms.contract_id, code))


def beside(session: Session, view: View, now: datetime) -> Beside:
    """Give the contract in view beside all its sets.

    Raises
    ------
    CallError
        If the contract or measure is unknown or not the caller's, or was not known then.
    """
    found = grounds(session, view, now)
    if not found:
        msg = f"Nothing was known of contract {view.contract} at that time."
        raise CallError(msg)
    ground = found[0]
    terms = ground.contracts[0]
    level = Level(view.category, view.arrangement)
    counts = chosen_actuals(session, ground, view, level)
    profile = figures.profiles(session, ground.ids, ground.measure.profile_code, level, view.as_at)
    names = list(profile["set"].unique())
    return Beside(
        ground,
        terms,
        {
            name: one
            for (_, name), one in profile_sets(
                session, ground, {terms.reference: names}, view.as_at
            ).items()
        },
        set_in_view(ground, terms, view, names) if names else "",
        certified.marked(
            session,
            ground,
            _provisional(ground, _against(ground, with_own_targets(ground, view, profile), counts)),
            view.as_at,
        ),
        counts,
        registers.programme_versions(session)[ground.programme.code],
        view.as_at or now,
        returns_owed(session, ground)[terms.reference],
        held.rows_held(session, ground.ids, view.as_at),
        frozenset(name for _, name in _shared(session, ground, level, view.as_at)),
        frozenset(
            arrangements.shares(session, terms.contract_id, level.arrangement, view.as_at)
        ),
    )


def _shared(
    session: Session, ground: Ground, level: Level, as_at: datetime | None
) -> set[tuple[str, str]]:
    return figures.shared_sets(session, ground.ids, ground.measure.profile_code, level, as_at)


def _against(ground: Ground, profile: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
    measure, until = ground.measure, ground.last_due
    if measure.is_rate:
        levels = profile.rename(columns={"profile": "target"})
        rated = targets.against_target(targets.counts_of(counts, measure), levels, until=until)
        return rated.assign(submission=float("nan"))
    months = profiles.against_profiles(profile, counts, until=until)
    return profiles.without_sums(months) if measure.stock else months


def _provisional(ground: Ground, months: pd.DataFrame) -> pd.DataFrame:
    """Mark the months that are not closed on the working date."""
    return months.assign(provisional=ground.provisional(months) & months["actual"].notna())
