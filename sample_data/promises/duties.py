"""Who left what to whoever came next, whom can be reached, and what did a contract agree itself?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from db import governance, writing
from db.models import Handover
from db.scope import OPERATOR
from db.writing import Pen, Place
from monitoring.audiences import Audience
from monitoring.governance.handing_over import Reach
from monitoring.governance.parties import Party
from monitoring.vocabulary import Role
from sample_data.promises.people import AREA_1, cm, dwp, moment, prime, shared

if TYPE_CHECKING:
    from sample_data.promises.people import Writers

LEFT_ON = date(2010, 11, 26)
CONTACTS = (
    Reach("prime", "national", "Contracts director's office", "contracts@provider-1.example"),
    Reach("prime", "regional", "Regional manager", "region@provider-1.example"),
    Reach("prime", "district", "Operations manager, Area 1", "area-1@provider-1.example"),
    Reach("prime", "quality", "Quality and partnership team", "quality@provider-1.example"),
    Reach("jobcentre", "district", "Disability employment lead", "area-1@jobcentre.example"),
)
LEFT = (
    (
        Role.CM,
        dwp(AREA_1),
        "contract-manager-before",
        (
            "Ask at each review for the paper behind late job outcomes: it was promised in spring "
            "and came twice. The higher target was asked for by telephone and is on no paper."
        ),
    ),
    (
        Role.PRIME_MANAGER,
        Place(AREA_1, Audience.PRIME),
        "prime-manager-before",
        (
            "The district wants the list of missed interviews by the 6th. The data manager has the "
            "layout that the department's page reads."
        ),
    ),
)


def write(writers: Writers) -> None:
    """Write the hand-overs, the contacts and what Area 1 agreed for itself."""
    for role, place, leaver, text in LEFT:
        values = {
            "role": role,
            "from_user": leaver,
            "to_user": cm(AREA_1) if role is Role.CM else prime(AREA_1),
            "on_date": LEFT_ON,
            "text": text,
        }
        pen = Pen(writers.store, OPERATOR, moment(LEFT_ON))  # the leaver may not come in any more
        writing.add(pen, Handover, "handover_id", place, values)
    for reach in CONTACTS:
        governance.add_contact(writers.pen(cm(AREA_1), date(2010, 7, 1)), shared(AREA_1), reach)
    governance.set_responsibility(
        writers.pen(cm(AREA_1), date(2010, 6, 16)),
        shared(AREA_1),
        "client_progression",
        Party.TPPM,
        "A agreed at the review of 16 June 2010",
    )
