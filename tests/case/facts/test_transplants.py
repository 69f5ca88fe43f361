from tests.case.facts.cases import facts_at

TRANSPLANT = {
    "date": "2024-03-08",
    "type": "allogeneic",
    "donor_type": "matched_unrelated",
    "donor_match": "10/10",
    "cell_source": "pbsc",
    "conditioning_name": "Flu/Mel",
    "conditioning_intensity": "reduced",
    "chimerism": [
        {"date": "2024-04-08", "test": "whole blood", "donor_percent": 100},
        {"date": "2026-02-23", "test": "Whole blood", "donor_percent": 97},
        {"date": "2024-09-09", "test": "CD3", "donor_percent": 100},
        {"date": "2027-01-01", "test": "CD3", "donor_percent": 1},
        {"date": "2025-01-01", "test": "CD3"},
    ],
    "gvhd": [
        {
            "onset": "2024-04-22",
            "kind": "acute",
            "overall_grade": "II",
            "status": "resolved",
            "resolved_on": "2024-08-12",
            "organs": [{"organ": "lower_gi", "stage": 1}, {"organ": "liver", "stage": 0}],
        },
        {
            "onset": "2024-11-18",
            "kind": "chronic",
            "severity": "moderate",
            "status": "controlled_on_drug",
        },
        {"onset": "2025-11", "resolved_on": "2025-12"},
        {"kind": "chronic"},
    ],
}


def test_a_transplant_in_words() -> None:
    fact = facts_at("2026-04-14", transplants=[TRANSPLANT]).transplants[0]
    assert fact.words == (
        "Donor transplant (matched unrelated, 10/10), peripheral blood stem cells, Flu/Mel, "
        "reduced intensity"
    )
    assert fact.days_since is not None
    assert fact.days_since.exact == 767


def test_newest_chimerism_per_kind_of_cells() -> None:
    fact = facts_at("2026-04-14", transplants=[TRANSPLANT]).transplants[0]
    assert [row.words for row in fact.donor_percent] == [
        "97% donor (Whole blood)",
        "100% donor (CD3)",
    ]


def test_gvhd_in_words_newest_first() -> None:
    fact = facts_at("2026-04-14", transplants=[TRANSPLANT]).transplants[0]
    assert [episode.words for episode in fact.gvhd] == [
        "GVHD, gone since December 2025",
        "Chronic GVHD moderate, quiet, on medicine",
        "Acute GVHD grade II (lower GI), gone since 12 August 2024",
        "Chronic GVHD, status not noted",
    ]


def test_other_transplants() -> None:
    rows = [{"type": "autologous", "donor_type": "autologous", "date": "2023"}, {"date": "2022"}]
    facts = facts_at("2026-04-14", transplants=rows)
    assert [fact.words for fact in facts.transplants] == ["Own-cell transplant", "Transplant"]


def test_cells_in_words() -> None:
    rows = [
        {
            "product": "tisagenlecleucel",
            "target": "CD19",
            "own_cells": True,
            "infused_on": "2024-10-11",
            "crs_grade": "2",
            "icans_grade": "1",
            "day28_result": "CR",
        },
        {"own_cells": False},
    ]
    facts = facts_at("2026-04-06", cell_therapies=rows)
    assert [fact.words for fact in facts.cell_therapies] == [
        "Tisagenlecleucel, against CD19, own cells, CRS grade 2, ICANS grade 1, day 28: CR",
        "Cell therapy without a name, donor cells",
    ]


def test_spinal_fluid_and_the_last_intrathecal() -> None:
    facts = facts_at(
        "2026-04-20",
        intrathecal_and_csf=[
            {
                "date": "2026-04-09",
                "drugs": ["methotrexate"],
                "csf_wbc": 0,
                "csf_rbc": 1,
                "blasts": False,
                "cns_status": "CNS1",
            },
            {"date": "2026-04-15", "drugs": [], "csf_wbc": 2, "cns_status": "adult_negative"},
            {"date": "2026-04-16"},
            {"date": "2026-05-01", "drugs": ["methotrexate"]},
        ],
    )
    assert [entry.words for entry in facts.spinal_fluid] == [
        "no result noted",
        "Negative: 2 white cells",
        "CNS1: 0 white cells, 1 red cell, no blasts",
    ]
    assert facts.last_intrathecal is not None
    assert facts.last_intrathecal.date is not None
    assert facts.last_intrathecal.date.iso == "2026-04-09"


def test_an_intrathecal_treatment_counts_by_its_last_dose() -> None:
    facts = facts_at(
        "2026-04-20",
        intrathecal_and_csf=[{"date": "2026-02-01", "drugs": ["methotrexate"]}],
        treatments=[
            {
                "modality": "intrathecal",
                "name": "Triple therapy",
                "end_date": "2026-03-01",
                "drugs": [{"name": "cytarabine"}],
            },
            {"modality": "intrathecal", "start_date": "2026-05-01", "end_date": "2026-06-01"},
            {
                "modality": "chemotherapy",
                "drugs": [{"name": "thiotepa", "route": "IT", "last_dose_date": "2026-03-05"}],
            },
        ],
    )
    assert facts.last_intrathecal is not None
    assert facts.last_intrathecal.drugs == ("thiotepa",)


def test_radiation_and_exposures_in_words() -> None:
    facts = facts_at(
        "2026-04-20",
        radiation=[
            {
                "site": "chest",
                "start": "2024-01-08",
                "end": "2024-01-31",
                "gy": 30.6,
                "fractions": 17,
            },
            {},
        ],
        treatments=[
            {"modality": "radiation", "start_date": "2024-01-08", "end_date": "2024-01-31"},
            {"modality": "radiation", "name": "Neck", "start_date": "2026-05-01"},
        ],
        exposures=[
            {
                "type": "anthracycline",
                "agent": "doxorubicin",
                "cumulative_mg_m2": 75,
                "as_of": "2024",
            },
            {
                "type": "anthracycline",
                "agent": "Doxorubicin",
                "cumulative_mg_m2": 135,
                "as_of": "2026-03",
            },
            {"type": "nelarabine", "agent": "nelarabine", "courses": 1},
            {"type": "radiation", "agent": "TBI", "gy": 2, "fractions": 1},
        ],
    )
    assert [row.words for row in facts.radiation] == [
        "Neck, planned",
        "Radiation, chest, 30.6 Gy, 17 fractions",
        "Radiation",
    ]
    assert [row.words for row in facts.exposures] == [
        "Doxorubicin 135 mg/m²",
        "Radiation, TBI, 2 Gy, 1 fraction",
        "nelarabine, 1 course",
    ]
