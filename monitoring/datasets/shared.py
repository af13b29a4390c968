"""Which columns and forms of words do several datasets share?"""

from __future__ import annotations

from dataclasses import replace

from monitoring.datasets import codes
from monitoring.datasets.specification import Column, Kind, RowRule

CONTRACT = Column("contract", Kind.CONTRACT, "The reference of the contract.", example="CPA-1")
CLIENT = Column(
    "client_ref",
    Kind.CLIENT,
    "The case reference of the client; never a name or a national insurance number.",
    example="R-10001",
)
MONTH = Column("month", Kind.MONTH, "The month the figure is for.", example="2009-04")
CATEGORY = Column(
    "client_category",
    Kind.CODE,
    "The category of client; `all` means everybody.",
    codes=codes.CLIENT_CATEGORIES,
    example="all",
)
CLIENT_CATEGORY = replace(
    CATEGORY,
    sentence="The client's category; `all` where the programme has no categories.",
    example="mandatory",
)
ARRANGEMENT = Column(
    "arrangement",
    Kind.TEXT,
    "The supply-chain arrangement the figure belongs to; blank means the whole contract.",
    example="P1-E2E",
)
WHOLE_OR_PART = replace(ARRANGEMENT, optional=True)
DELIVERED_BY = replace(
    ARRANGEMENT,
    sentence="The supply-chain arrangement that delivered it; blank means the prime itself.",
    optional=True,
)
ADVISER = Column(
    "adviser_ref",
    Kind.REFERENCE,
    "The provider's reference of the adviser; never a name.",
    optional=True,
    example="ADV-07",
    sensitive="adviser",
)
SITE = Column("site", Kind.NAME, "The site where it took place.", optional=True, example="Main")
OFFICE = Column("office", Kind.NAME, "The Jobcentre office.", optional=True, example="North Office")
REFERRED_ON = Column(
    "referred_on", Kind.DATE, "The day the Jobcentre referred the client.", example="2009-03-02"
)
REFERRED_IF_KNOWN = replace(
    REFERRED_ON,
    sentence="The day of the referral it belongs to, where known.",
    optional=True,
)


def optional_date(name: str, sentence: str) -> Column:
    """Give a column of dates that may be blank or left out."""
    return Column(name, Kind.DATE, sentence, optional=True, example="2009-04-20")


def optional_count(name: str, sentence: str) -> Column:
    """Give a column of whole numbers that may be blank or left out."""
    return Column(name, Kind.COUNT, sentence, optional=True, example="12")


def optional_code(name: str, sentence: str, allowed: tuple[str, ...]) -> Column:
    """Give a column of codes that may be blank or left out."""
    return Column(name, Kind.CODE, sentence, optional=True, codes=allowed, example=allowed[0])


def optional_text(name: str, sentence: str, example: str, *, free: bool = False) -> Column:
    """Give a column of words that may be blank or left out; only free text may hold line breaks."""
    return Column(name, Kind.TEXT, sentence, optional=True, example=example, free_text=free)


def in_order(first: str, second: str) -> RowRule:
    """Give the rule that one date is not after another."""
    return RowRule(
        f"{first}_after_{second}",
        f"`{first}` is after `{second}`. Correct whichever of the two dates is wrong.",
        in_order=(first, second),
    )


def not_above(first: str, second: str) -> RowRule:
    """Give the rule that one number is not above another."""
    return RowRule(
        f"{first}_above_{second}",
        f"`{first}` is above `{second}`. Correct whichever of the two numbers is wrong.",
        in_order=(first, second),
    )


def drawn(table: str) -> tuple[dict[str, str], ...]:
    """Read worked examples drawn as a table with bars between the cells."""
    lines = [
        [cell.strip() for cell in line.split("|")] for line in table.splitlines() if line.strip()
    ]
    return tuple(dict(zip(lines[0], line, strict=True)) for line in lines[1:])


def side_by_side(table: str) -> tuple[dict[str, str], ...]:
    """Read worked examples drawn with a line for each column, for rows too wide for a page."""
    lines = [
        [cell.strip() for cell in line.split("|")] for line in table.splitlines() if line.strip()
    ]
    names = [line[0] for line in lines]
    rows = zip(*(line[1:] for line in lines), strict=True)
    return tuple(dict(zip(names, row, strict=True)) for row in rows)
