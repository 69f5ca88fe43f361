from datetime import date
from typing import Any

import pytest

from app.case.facts import Facts, facts_of
from tests.case.facts.cases import facts_at, sample


def _facts(*medicines: dict[str, Any], **sections: Any) -> Facts:
    return facts_at("2026-04-20", medications=list(medicines), **sections)


@pytest.mark.parametrize(
    ("values", "taken"),
    [
        ({"status": "active"}, True),
        ({"status": "as_needed"}, True),
        ({"status": "stopped"}, False),
        ({"status": "planned"}, False),
        ({}, False),
        ({"status": "active", "stop": "2026-04-20"}, True),
        ({"status": "active", "stop": "2026-04-19"}, False),
        ({"status": "active", "stop": "2026-04"}, True),
        ({"status": "active", "start": "2026-04-21"}, False),
        ({"status": "stopped", "stop": "2026-05-01", "start": "2026-01-01"}, True),
        ({"status": "planned", "stop": "2026-05-01"}, False),
    ],
)
def test_taken_on_a_day(values: dict[str, Any], taken: bool) -> None:
    assert bool(_facts({"name": "ondansetron", **values}).active_medicines) is taken


def test_by_name_with_dose_route_and_frequency() -> None:
    facts = _facts(
        {
            "name": "micafungin",
            "dose": "100 mg",
            "route": "IV",
            "frequency": "daily",
            "status": "active",
        },
        {
            "name": "Gabapentin",
            "dose": "300 mg",
            "route": "PO",
            "frequency": "at night",
            "status": "active",
        },
        {"name": "cyclosporine", "dose": "0.05% eye drops", "route": "eye", "status": "active"},
        {"status": "active"},
    )
    assert [fact.words for fact in facts.active_medicines] == [
        "cyclosporine 0.05% eye drops",
        "Gabapentin 300 mg, at night",
        "Medicine without a name",
        "micafungin 100 mg, IV, daily",
    ]


def test_anticancer_medicines_by_drug_and_reason() -> None:
    facts = _facts(
        {"name": "imatinib", "status": "active", "reason": "leukemia"},
        {"name": "ruxolitinib", "status": "active", "reason": "chronic GVHD"},
        {"name": "prednisone", "status": "active", "reason": "leukemia"},
        {"name": "unknown pill", "status": "active"},
    )
    assert [fact.name for fact in facts.ongoing_anticancer_medicines] == ["imatinib"]


def test_immune_suppression_tells_local_and_replacement_apart() -> None:
    facts = _facts(
        {"name": "dexamethasone", "dose": "mouth rinse", "route": "topical", "status": "active"},
        {
            "name": "hydrocortisone",
            "route": "PO",
            "reason": "adrenal replacement",
            "status": "active",
        },
        {"name": "tacrolimus", "route": "PO", "status": "active"},
        {"name": "immune globulin", "route": "IV", "status": "active"},
        {"name": "ruxolitinib", "route": "PO", "reason": "GVHD", "status": "active"},
    )
    assert [(fact.name, fact.suppresses_immunity) for fact in facts.immune_suppression] == [
        ("ruxolitinib", True),
        ("tacrolimus", True),
        ("dexamethasone", False),
        ("hydrocortisone", False),
    ]


def test_what_changes_counts_lately() -> None:
    facts = _facts(
        {"name": "filgrastim", "stop": "2026-04-06", "status": "stopped"},
        {"name": "pegfilgrastim", "stop": "2026-04-05", "status": "stopped"},
        transfusions=[
            {"date": "2026-04-10", "product": "platelet transfusion", "units": 1},
            {"date": "2026-04-06", "product": "red cells", "units": 2},
            {"date": "2026-04-05", "product": "platelets"},
            {"product": "platelets"},
            {"date": "2026-04"},
        ],
    )
    assert [row.words for row in facts.changes_counts] == [
        "platelet transfusion",
        "filgrastim",
        "2 × red cells",
        "transfusion",
    ]


def test_growth_factor_of_the_lymphoma_sample() -> None:
    facts = facts_of(sample("lymphoma-62"), date(2026, 5, 11))
    assert [row.words for row in facts.changes_counts] == ["pegfilgrastim, 6 mg, low neutrophils"]
    assert not facts_of(sample("lymphoma-62"), date(2026, 6, 11)).changes_counts


@pytest.mark.parametrize(
    "substance",
    ["No known drug allergies", "NKDA", "NKA", "None", "none known", "No known allergies", "no"],
)
def test_no_known_allergies_is_no_allergy(substance: str) -> None:
    facts = facts_at("2026-04-20", allergies=[{"substance": substance, "date": "2022-09"}])
    assert facts.allergies.items == ()
    assert facts.allergies.none_known is not None
    assert facts.allergies.words.endswith("(noted September 2022)")


@pytest.mark.parametrize("substance", ["Novalgin", "nonoxynol", "Norfloxacin", "iodine contrast"])
def test_other_words_are_allergies(substance: str) -> None:
    facts = facts_at("2026-04-20", allergies=[{"substance": substance}])
    assert len(facts.allergies.items) == 1


def test_allergies_most_severe_first() -> None:
    facts = facts_at(
        "2026-04-20",
        allergies=[
            {"substance": "adhesive tape", "reaction": "rash", "severity": "mild"},
            {"substance": "latex", "severity": "unknown"},
            {"substance": "pegaspargase", "reaction": "hives", "severity": "severe"},
            {"substance": None},
        ],
    )
    assert (
        facts.allergies.words == "Pegaspargase (severe, hives); Latex; Adhesive tape (mild, rash)"
    )


def test_nobody_said_anything_of_allergies() -> None:
    assert facts_at("2026-04-20").allergies.words == "Not known"


def test_infections_by_state() -> None:
    facts = facts_at(
        "2026-04-20",
        infections=[
            {
                "name": "E. coli",
                "status": "resolved",
                "date": "2023-10-26",
                "end_date": "2023-11-09",
            },
            {
                "name": "shingles",
                "status": "active",
                "date": "2026-04-18",
                "treatment": "valacyclovir",
            },
            {"name": "hepatitis B", "status": "latent"},
            {"name": "cough", "date": "2026-04-01"},
            {"name": "cold", "date": "2026-03-01", "end_date": "2026-03-05"},
            {"name": "fever", "status": "resolved", "date": "2026-04-15", "end_date": "2026-04-25"},
            {"date": "2026-05-01", "name": "ahead"},
        ],
    )
    assert [(fact.name, fact.state) for fact in facts.infections] == [
        ("shingles", "active"),
        ("fever", "active"),
        ("cough", "not_stated"),
        ("hepatitis B", "latent"),
        ("cold", "resolved"),
        ("E. coli", "resolved"),
    ]
    assert facts.infections[0].words == "Shingles, active, valacyclovir"
