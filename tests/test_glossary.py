"""Is every word of the product explained, and every measure in the glossary as it is defined?"""

import re
from pathlib import Path

import pytest

from monitoring.vocabulary import Standing
from tests.monitoring.test_programmes import shipped

GLOSSARY = (Path(__file__).parents[1] / "GLOSSARY.md").read_text(encoding="utf-8")
MEASURES = {
    f"{code} {measure.code}": measure
    for code in ("PLP", "NHS-TT", "MOJ-CRS")
    for measure in shipped(code).measures
}
TERMS = re.findall(r"^\| (?!Term|Code|---)([^|]+) \|", GLOSSARY, re.MULTILINE)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_every_measure_is_in_the_glossary_as_it_is_defined(measure):
    assert f"| `{measure.code}` | {measure.title} | {measure.sentence} |" in GLOSSARY


@pytest.mark.parametrize(
    "term",
    [
        "CM",
        "TPPM",
        "PLMI",
        "LMS",
        "FTA",
        "WFI",
        "ESA",
        "PPR",
        "BDC",
        "Job outcome (JO)",
        "Sustained job outcome (SJO)",
        "Management information (MI)",
        "Profile",
        "Referral",
        "Start",
        "Conversion",
        "Partner",
        "Run rate",
        "Share of profile",
        "Provisional",
        "Missing",
        "As-at",
    ],
)
def test_the_words_of_the_field_are_explained(term):
    assert term in TERMS


@pytest.mark.parametrize("standing", sorted(set(Standing) - {Standing.UNKNOWN}))
def test_the_words_for_performance_are_explained(standing):
    assert standing.value in GLOSSARY.lower()


def test_each_term_is_explained_once():
    terms = [term for term in TERMS if not term.startswith("`")]
    assert sorted(set(terms)) == sorted(terms)


def test_mi_means_management_information_and_nothing_else():
    assert not re.search(r"motivational", GLOSSARY, re.IGNORECASE)
