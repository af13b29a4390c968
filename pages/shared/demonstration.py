"""Whom can a demonstration view as, and what does each of them do?"""

from __future__ import annotations

import re
import sys
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from db.queries import visitors
from db.store import Store
from monitoring.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.people import Person

_NUMBER = re.compile(r"\d+")
DOES = {
    Role.CM: ("Contract managers", "Set what was delivered against the profile, and ask why."),
    Role.PRIME_MANAGER: ("Prime providers", "Send the monthly return and see how they stand."),
    Role.TPPM: ("Provision managers", "Look after clients' journeys in one district."),
    Role.PARTNER_MANAGER: ("Partners", "Send weekly returns and see their own part only."),
    Role.NATIONAL: ("National team", "Sees every contract of a programme side by side."),
    Role.ADVISER_MANAGER: ("Adviser managers", "See their own contract's figures."),
    Role.PAYMENT_OFFICE: ("Payment team", "Sends what was claimed and paid."),
    Role.JOBCENTRE: ("Jobcentres", "See figures for their district, no clients."),
    Role.BDC_LIAISON: ("Benefit delivery centre", "Sends the exits it knows of."),
    Role.EVALUATOR: ("Evaluators", "See figures everywhere, no clients and no prices."),
    Role.AUDITOR: ("Auditors", "See what was sent and by whom."),
    Role.ADMIN: ("Administrators", "Add people and grant roles."),
}
ROLES = tuple(DOES)
LOOK = 'target="_self" style="color: inherit; white-space: nowrap"'
"""A link that stays in this tab, in the text's own colour so that it can be read in both themes."""
BEGIN = "To see the whole of it: send a return as a prime provider, then open it as its manager."


def by_role() -> dict[Role, list[Person]]:
    """Give the sample's people under the first role each holds, in the order roles are told."""
    found: dict[Role, list[Person]] = {role: [] for role in ROLES}
    for person in visitors.sample_people(Store.open()):
        held = next((line.split()[0] for line in person.roles), "")
        if held in list(Role):
            found[Role(held)].append(person)
    return {role: sorted(people, key=_in_order) for role, people in found.items() if people}


def _in_order(person: Person) -> tuple[int, str]:
    """Give a key that puts Area 2 before Area 10, and what has no number last."""
    name = short(person)
    number = _NUMBER.search(name)
    return (int(number[0]) if number else sys.maxsize, name)


def links(people: Iterable[Person]) -> str:
    """Give a link to view as each of these people, which stays in this tab."""
    asked = {person: urlencode({"user": person.login, "next": "/"}) for person in people}
    return " &nbsp;·&nbsp; ".join(
        f'<a {LOOK} href="/view-as?{escape(query)}">{escape(short(person))}</a>'
        for person, query in asked.items()
    )


def short(person: Person) -> str:
    """Give what tells a person apart within the role: the area or organisation."""
    return person.name.partition(", ")[2] or person.name


def listed() -> None:
    """List the people by role, close together."""
    for role, people in by_role().items():
        st.html(f"<strong>{escape(DOES[role][0])}</strong><br>{links(people)}")


def told() -> None:
    """List the people by role, with a sentence on what they do here."""
    st.text(BEGIN)
    columns = st.columns(2)
    for place, (role, people) in enumerate(by_role().items()):
        title, does = DOES[role]
        said = f"<strong>{escape(title)}</strong><br>{escape(does)}<br>{links(people)}"
        columns[place % 2].html(f"<p>{said}</p>")
