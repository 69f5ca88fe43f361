"""Small records, spoiled at random: only calm sentences, counts that add up, nothing twice.

The longer run over the shared records is tests/fuzz/fuzz_records.py.
"""

import random

import pytest

from tests.fuzz.fuzz_records import check, spoiled
from tests.records.samples import (
    between,
    bundle,
    cda,
    coded,
    concept,
    lab,
    medicine,
    patient,
    pq,
    problem,
    problems,
    result,
    results,
    section,
    workbook,
    zip_of,
)

FHIR = bundle(
    patient(),
    lab(referenceRange=[{"text": "3.4-10.8"}], subject={"reference": "Patient/p1"}),
    lab("Glucose", valueString="> 400 mg/dL"),
    {"resourceType": "Condition", "code": concept("Asthma"), "onsetDateTime": "2025-03"},
    {
        "resourceType": "MedicationRequest",
        "status": "active",
        "medicationCodeableConcept": concept("Vincristine"),
        "dosageInstruction": [{"text": "2 mg once", "route": concept("IV")}],
    },
    {"resourceType": "AllergyIntolerance", "code": concept("Peanut")},
)
RECORDS = [
    FHIR.encode(),
    problems(problem(coded("195967001", "Asthma"))).encode(),
    results(result("WBC", pq("3.2", "10*3/uL"), between("4", "10", "10*3/uL"))).encode(),
    cda(section("10160-0", "Medicines", medicine()), section("1", "Words", text="a")).encode(),
    b"Date,Test,Result,Unit,Range\n2026-01-05,WBC,3.2,K/uL,4-10\n2026-01-06,Hgb,10.2 L,g/dL,\n",
    b"Collected: 2026-01-05\nWBC 3.2 K/uL 4.0-10.0 L\n",
    workbook([["Date", "Test", "Result"], ["2026-01-05", "WBC", 3.2]]),
    zip_of({"a.json": FHIR, "b.xml": problems(problem(coded("195967001", "Asthma")))}),
    b"<HealthData><Me/><Record type='HKQuantityTypeIdentifierBodyMass' unit='kg' value='14' "
    b"startDate='2026-01-05 08:00:00 -0500'/></HealthData>",
]


@pytest.mark.parametrize("seed", range(8))
def test_spoiled_records_do_no_harm(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(200):
        check(spoiled(rng, RECORDS))
