"""Printed laboratory names: every word accounted for, or unknown."""

import csv
import json
from pathlib import Path

import pytest

from app.case.vocabulary import lab_find, labs


def found(text: str, unit: str | None = None) -> str | None:
    lab = lab_find(text, unit)
    return None if lab is None else lab.id


@pytest.mark.parametrize(
    ("printed", "lab"),
    [
        ("SGPT (ALT)", "alt"),
        ("ALT (SGPT)", "alt"),
        ("SGPT", "alt"),
        ("ALT/SGPT", "alt"),
        ("Alanine aminotransferase", "alt"),
        ("Alanine aminotransferase [Enzymatic activity/volume] in Serum or Plasma", "alt"),
        ("SGOT (AST)", "ast"),
        ("Granulocytes, absolute", "anc"),
        ("Neutrophils (Absolute)", "anc"),
        ("Absolute Neutrophil Count (ANC)", "anc"),
        ("NEUT #", "anc"),
        ("Neutrophils [#/volume] in Blood by Automated count", "anc"),
        ("Granulocytes [#/volume] in Blood", "anc"),
        ("Lymphs (Absolute)", "alc"),
        ("Eos (Absolute Value)", "aec"),
        ("WBC", "wbc"),
        ("WBC # Bld Auto", "wbc"),
        ("Leukocytes", "wbc"),
        ("White Blood Cells", "wbc"),
        ("White Blood Cell (WBC) Count", "wbc"),
        ("Platelet # Bld Auto", "plt"),
        ("PLATELETS", "plt"),
        ("Haemoglobin", "hgb"),
        ("Hgb Bld-mCnc", "hgb"),
        ("Bilirubin, Total", "tbili"),
        ("BILIRUBIN TOTAL", "tbili"),
        ("Total bilirubin", "tbili"),
        ("T. Bili", "tbili"),
        ("Bilirubin.total [Mass/volume] in Serum or Plasma", "tbili"),
        ("Bilirubin (total)", "tbili"),
        ("Bilirubin, Direct", "dbili"),
        ("Conjugated bilirubin", "dbili"),
        ("Urea nitrogen", "bun"),
        ("Urea nitrogen, Serum", "bun"),
        ("Protein, Total, Serum", "tprot"),
        ("Protein [Mass/volume] in Serum or Plasma", "tprot"),
        ("Potassium, Serum", "k"),
        ("Creatinine", "creatinine"),
        ("CREATININE:MCNC:PT:BLD:QN:", "creatinine"),
        ("Carbon dioxide, total [Moles/volume] in Serum or Plasma", "hco3"),
        ("Glucose", "glucose"),
        ("INR in Platelet poor plasma by Coagulation assay", "inr"),
        ("PT/INR", "inr"),
        ("Prothrombin time (PT)", "pt"),
        ("Hemoglobin A1c", "hba1c"),
        ("Glomerular filtration rate/1.73 sq M.predicted [Volume Rate/Area] in Serum, Plasma or "
         "Blood by Creatinine-based formula (CKD-EPI 2021)", "egfr"),
        ("Tacrolimus", "tacro-level"),
        ("Blasts in blood", "blasts-pb"),
        ("Blasts/100 leukocytes in Blood", "blasts-pb"),
        ("Blasts/100 cells in Bone marrow", "bm-blasts"),
        ("WBC, CSF", "csf-wbc"),
    ],
)  # fmt: skip
def test_names_as_printed(printed: str, lab: str) -> None:
    assert found(printed) == lab
    assert found(printed.upper()) == lab


@pytest.mark.parametrize(
    "printed",
    [
        "Neutrophils %", "% Neutrophils", "Neutrophils/100 leukocytes in Blood", "Lymphocytes %",
        "Lymphocytes/100 leukocytes in Blood by Automated count", "Segmented neutrophils",
        "Immature granulocytes", "Granulocytes", "Variant lymphocytes", "Glucose, Urine",
        "Glucose [Mass/volume] in Urine by Test strip", "Glucose, CSF", "Urine glucose",
        "Protein C", "Protein S", "Protein", "Protein, Urine", "Protein [Mass/volume] in Urine",
        "Creatinine, Urine", "Microalbumin/Creatinine ratio", "Creatine kinase", "Prealbumin",
        "BUN/Creatinine Ratio", "BUN/Creatinine", "Albumin/Globulin", "A/G Ratio",
        "Bilirubin, Indirect",
        "Calcium, ionized", "Calcium (ionized)", "Lactate", "Mean platelet volume", "RBC", "MCHC",
        "Urea", "pCO2", "Hemoglobin, plasma", "Hemoglobin [Mass/volume] in Plasma",
        "Hemoglobin [Presence] in Urine", "Leukocytes [#/volume] in Cerebral spinal fluid",
        "Neutrophils [#/volume] in Cord blood", "Platelets [#/volume] in Plasma", "BNP",
        "Blasts [#/volume] in Blood", "Lymphoblasts/100 leukocytes in Blood", "hs-CRP ratio",
        "Isoenzyme (ALP)", "ALT and AST", "ALT/AST", "transaminases", "CD3", "CD4", "CD19", "CD7",
        "Immunoglobulin A", "IgG subclass 1", "Albumin, urine", "", " ", "()", "/", "a:b:c:d:e",
        "Ferritin index", "Deprecated Glucose [Mass/volume] in Serum or Plasma",
    ],
)  # fmt: skip
def test_other_values_stay_unknown(printed: str) -> None:
    assert found(printed) is None


@pytest.mark.parametrize(
    ("printed", "unit", "lab"),
    [
        ("Neutrophils", "x10e3/uL", "anc"),
        ("Neutrophils", "%", None),
        ("Lymphocytes", "%", None),
        ("Monocytes", "%", None),
        ("WBC", "mg/dL", None),
        ("Hemoglobin", "g/L", "hgb"),
        ("Hemoglobin", "mmol/L", "hgb"),
        ("Glucose", "mmol/L", "glucose"),
        ("Reticulocytes", "%", "retic"),
        ("Reticulocytes", "10*9/L", "retic"),
        ("CD19", "cells/uL", "cd19"),
        ("CD19", "%", None),
        ("CD3", "/uL", "cd3"),
        ("TSH", "µU/mL", "tsh"),
        ("ALT", "IU/L", "alt"),
        ("ALT", "odd unit", "alt"),
        ("D-dimer", "ng/mL DDU", None),
    ],
)
def test_the_unit_can_show_that_another_value_is_meant(
    printed: str, unit: str, lab: str | None
) -> None:
    assert found(printed, unit) == lab


def test_every_listed_name_finds_its_value_or_nothing() -> None:
    for lab in labs():
        assert lab_find(lab.name) is lab
        for synonym in lab.synonyms:
            assert lab_find(synonym) in (lab, None), synonym


@pytest.mark.shared_data
def test_long_names_of_the_code_table_agree_with_the_codes(shared_data: Path) -> None:
    by_code = {lab.row["loinc_hint"]: lab.id for lab in labs()}
    # The hint of csf-wbc names the white cells of blood (an error of the list).
    del by_code["26464-8"]
    with (shared_data / "records" / "oncology_labs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = [row for row in rows if row["loinc"] in by_code]
    right = [row for row in known if found(row["name"]) == by_code[row["loinc"]]]
    wrong = [
        row["name"] for row in known if found(row["name"]) not in (None, by_code[row["loinc"]])
    ]
    assert wrong == []
    assert len(right) > 0.9 * len(known)


@pytest.mark.shared_data
def test_names_in_the_sample_cases(shared_data: Path) -> None:
    for path in sorted(shared_data.glob("cases/*[0-9].json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        for panel in case["labs"]:
            for result in panel["results"]:
                assert found(result["name_on_report"], result["unit"]) == result["code"]
