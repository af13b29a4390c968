"""Who are the four providers of Table 2.1, in the order of their areas?"""

from __future__ import annotations

from sample_data.generate.first_phase import AREA_2, AREA_4
from sample_data.generate.second_phase import AREA_1, AREA_3

AREAS = (AREA_1, AREA_2, AREA_3, AREA_4)
