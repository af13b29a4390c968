"""What should the cells say? Counted again, row by row, from the open rows of a contract.

Nothing here is shared with the publishing it checks: rows are read as they stand and counted in
loops.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy.orm import Session

TABLES = ("referrals", "starts", "appointments", "claims", "employment", "exits", "deferrals")
Row = dict[str, Any]
Level = tuple[str, str]


@dataclass
class Recount:
    """The open rows of one contract, counted the slow way."""

    rows: dict[str, list[Row]]
    start_event: str = "started_on"
    ineligible_counts: bool = True
    counts: Counter[tuple[Any, ...]] = field(default_factory=Counter)

    @classmethod
    def read(cls, session: Session, contract_id: int, **rules: Any) -> Recount:
        """Read what stands open."""
        return cls(
            {
                table: [
                    dict(row)
                    for row in session.execute(
                        text(
                            f"SELECT * FROM {table} "  # noqa: S608 - the names above
                            "WHERE contract_id = :contract AND known_to IS NULL"
                        ),
                        {"contract": contract_id},
                    ).mappings()
                ]
                for table in TABLES
            },
            **rules,
        )

    def cells(self) -> Counter[tuple[Any, ...]]:
        """Give every count above nought: by source, measure, month, category and arrangement."""
        self.counts.clear()
        for row in self.rows["referrals"]:
            self._count(row, "referrals", row["referred_on"], {row["client_category"]})
        for row, day in self.starts():
            self._count(row, "starts", day, {row["client_category"]}, _part(row))
        for row in self.rows["appointments"]:
            for measure in _interview(row):
                self._count(row, measure, row["scheduled_on"], self._kind(row), _part(row))
        for row in self.rows["employment"]:
            day = row["job_started_on"]
            self._count(row, "job_starts", day, self._kind(row), _part(row))
        for row in self.rows["claims"]:
            self._count(row, row["outcome"], _outcome_day(row), self._kind(row))
        for row in self.rows["exits"]:
            self._count(row, "exits", row["exited_on"], self._kind(row))
        for row in self.rows["deferrals"]:
            self._count(row, "deferrals", row["from_on"], self._kind(row))
        return self.counts

    def _count(
        self, row: Row, measure: str, day: object, kinds: set[str], parts: Iterable[str] = ("",)
    ) -> None:
        if day is not None:
            for kind in kinds | {"all"}:
                for part in parts:
                    self.counts[row["source"], measure, month_of(day), kind, part] += 1

    def _kind(self, row: Row) -> set[str]:
        mine = [each for each in self.rows["starts"] if each["client_id"] == row["client_id"]]
        latest = max(mine, key=lambda each: as_date(each["referred_on"]), default=None)
        return {latest["client_category"]} if latest else set()

    def starts(self) -> Iterator[tuple[Row, date]]:
        """Give each start with its day."""
        for row in self.rows["starts"]:
            day = self._start_day(row)
            if day is not None and (self.ineligible_counts or not self._ineligible(row)):
                yield row, day

    def _start_day(self, row: Row) -> date | None:
        if self.start_event == "wfi1_attended":
            attended = [
                as_date(each["scheduled_on"])
                for each in self.rows["appointments"]
                if "wfi_1" in _interview(each) and self.belongs(each, row, each["scheduled_on"])
            ]
            return min(attended, default=None)
        name = "received_on" if self.start_event == "referral_accepted" else "started_on"
        return as_date(row[name]) if row[name] else None

    def _ineligible(self, row: Row) -> bool:
        return any(
            each["reason"] == "ineligible_after_wca" and self.belongs(each, row, each["exited_on"])
            for each in self.rows["exits"]
        )

    def belongs(self, event: Row, start: Row, day: object) -> bool:
        """Say whether a provider's event is one of the referral a start row is about."""
        if event["client_id"] != start["client_id"] or event["source"] != "provider_mi":
            return False
        named = event.get("referred_on")
        if named is not None and as_date(named) > date(1, 1, 1):
            return as_date(named) == as_date(start["referred_on"])
        begun = [
            as_date(each["referred_on"])
            for each in self.rows["starts"]
            if each["client_id"] == start["client_id"]
            and as_date(each["referred_on"]) <= as_date(day)
        ]
        return bool(begun) and max(begun) == as_date(start["referred_on"])

    def caseload(self, month: date, kind: str, part: str) -> int:
        """Count who had started and not left by the end of a month."""
        people = 0
        for row, day in self.starts():
            if kind in {"all", row["client_category"]} and part in _part(row):
                left = [
                    as_date(each["exited_on"])
                    for each in self.rows["exits"]
                    if self.belongs(each, row, each["exited_on"])
                ]
                gone = min(left, default=None)
                people += month_of(day) <= month and (gone is None or month_of(gone) > month)
        return people

    def job_starts_of_cohorts(self) -> dict[tuple[date, int], int]:
        """Give, by cohort and months elapsed, how many of everybody had begun a job."""
        rises: dict[date, list[int]] = defaultdict(list)
        for row, day in self.starts():
            jobs = [
                as_date(each["job_started_on"])
                for each in self.rows["employment"]
                if self.belongs(each, row, each["job_started_on"])
                and as_date(each["job_started_on"]) >= day
            ]
            if jobs:
                first = min(jobs)
                rises[month_of(day)].append(12 * (first.year - day.year) + first.month - day.month)
        return {
            (cohort, elapsed): sum(each <= elapsed for each in every)
            for cohort, every in rises.items()
            for elapsed in every
        }


def _interview(row: Row) -> list[str]:
    measures = ["ftas"] if row["result"] == "fta" else []
    if row["mode"] == "group" or not row["wfi_no"]:
        return measures
    if row["result"] == "attended":
        measures.append("wfis_total")
        if row["wfi_no"] <= 5:
            measures.append(f"wfi_{row['wfi_no']}")
    return [*measures, "wfis_offered"] if row["result"] in {"attended", "fta"} else measures


def _outcome_day(row: Row) -> object:
    if row["source"] == "payments":
        return row["paid_on"]
    return row["decided_on"] if row["decision"] == "accepted" else None


def _part(row: Row) -> tuple[str, str]:
    return "", row["arrangement"] or "own"


def as_date(value: object) -> date:
    """Give a day as either engine keeps it."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def month_of(value: object) -> date:
    """Give the first of a day's month."""
    return as_date(value).replace(day=1)
