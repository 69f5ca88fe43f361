from datetime import date
from typing import Any

import pytest

from app.case.facts import Facts, facts_of
from app.case.facts.model import LastDose
from tests.case.facts.cases import facts_at, sample


def _of(facts: Facts, drug: str, way: str = "systemic") -> LastDose:
    return next(dose for dose in facts.last_doses if (dose.drug, dose.way) == (drug, way))


def _treated(*drugs: dict[str, Any], **treatment: Any) -> Facts:
    return facts_at(
        "2026-04-20", treatments=[{"modality": "chemotherapy", "drugs": list(drugs), **treatment}]
    )


def _medicine(**values: Any) -> LastDose:
    facts = facts_at("2026-04-20", medications=[{"name": "venetoclax", "route": "PO", **values}])
    return facts.last_doses[0]


def test_without_a_day_of_its_own_no_later_than_the_treatments_end() -> None:
    last = _of(
        _treated({"name": "VinCRIStine"}, start_date="2026-03-02", end_date="2026-03-26"),
        "vincristine",
    ).last
    assert last.kind == "no_later_than"
    assert (last.earliest, last.latest) == (date(2026, 3, 2), date(2026, 3, 26))
    assert last.words == "no later than 26 March 2026"
    days = last.days_before(date(2026, 4, 20))
    assert days is not None
    assert (days.low, days.high) == (25, 49)


def test_its_own_last_dose_decides() -> None:
    facts = _treated(
        {"name": "vincristine", "last_dose_date": "2026-03-09"},
        start_date="2026-03-02",
        end_date="2026-03-26",
    )
    assert _of(facts, "vincristine").last.words == "9 March 2026"


def test_a_treatment_of_one_day_tells_the_day() -> None:
    facts = _treated({"name": "tisagenlecleucel"}, start_date="2024-10-11", end_date="2024-10-11")
    assert _of(facts, "tisagenlecleucel").last.kind == "exact"


def test_partial_ends_are_ranges_within_the_as_of_day() -> None:
    last = _of(
        _treated({"name": "etoposide", "last_dose_date": "2026-04"}, start_date="2026-04-01"),
        "etoposide",
    ).last
    assert (last.kind, last.earliest, last.latest) == (
        "within",
        date(2026, 4, 1),
        date(2026, 4, 20),
    )
    assert last.words == "April 2026"


@pytest.mark.parametrize(
    ("treatment", "kind"),
    [
        ({"start_date": "2026-04-01", "reason_stopped": "ongoing"}, "continuing"),
        ({"start_date": "2026-04-01", "end_date": "2026-06-01"}, "continuing"),
        ({"start_date": "2026-04-01"}, "no_end_noted"),
        ({"start_date": "2026-04-01", "reason_stopped": "toxicity"}, "no_end_noted"),
    ],
)
def test_treatments_without_an_end_so_far(treatment: dict[str, Any], kind: str) -> None:
    last = _of(_treated({"name": "etoposide"}, **treatment), "etoposide").last
    assert (last.kind, last.earliest, last.latest) == (kind, date(2026, 4, 1), date(2026, 4, 20))


def test_a_planned_treatment_gives_no_dose() -> None:
    assert (
        _treated(
            {"name": "etoposide"}, start_date="2026-04-21", reason_stopped="ongoing"
        ).last_doses
        == ()
    )
    assert (
        _treated(
            {"name": "etoposide", "start_date": "2026-05-01"}, start_date="2026-04-01"
        ).last_doses
        == ()
    )


def test_of_several_rows_the_latest_counts_and_narrows_the_range() -> None:
    facts = facts_at(
        "2026-04-20",
        treatments=[
            {
                "start_date": "2026-01-01",
                "end_date": "2026-03-01",
                "drugs": [{"name": "vincristine"}],
            },
            {
                "start_date": "2026-02-01",
                "drugs": [
                    {"name": "VCR sulfate"},
                    {"name": "vincristine sulfate", "last_dose_date": "2026-02-20"},
                ],
                "end_date": "2026-02-25",
            },
        ],
    )
    last = _of(facts, "vincristine").last
    assert (last.earliest, last.latest) == (date(2026, 2, 20), date(2026, 3, 1))


@pytest.mark.parametrize(
    ("values", "kind", "earliest"),
    [
        ({"start": "2026-01-01", "status": "active"}, "continuing", date(2026, 4, 20)),
        ({"start": "2026-01-01", "status": "as_needed"}, "continuing", date(2026, 1, 1)),
        (
            {"start": "2026-01-01", "stop": "2026-05-01", "status": "stopped"},
            "continuing",
            date(2026, 4, 20),
        ),
        (
            {"start": "2026-01-01", "stop": "2026-04-01", "status": "stopped"},
            "exact",
            date(2026, 4, 1),
        ),
        ({"start": "2026-01", "stop": "2026-03", "status": "stopped"}, "within", date(2026, 3, 1)),
        ({"start": "2026-01-01", "status": "stopped"}, "no_end_noted", date(2026, 1, 1)),
        ({"status": None}, "no_end_noted", None),
    ],
)
def test_medicines(values: dict[str, Any], kind: str, earliest: date | None) -> None:
    last = _medicine(**values).last
    assert (last.kind, last.earliest) == (kind, earliest)
    assert last.words


def test_planned_and_future_medicines_give_no_dose() -> None:
    facts = facts_at(
        "2026-04-20",
        medications=[
            {"name": "a", "status": "planned"},
            {"name": "b", "start": "2026-05", "status": "active"},
        ],
    )
    assert facts.last_doses == ()


def test_into_the_spine_is_apart_from_into_the_vein() -> None:
    facts = facts_at(
        "2026-04-20",
        intrathecal_and_csf=[
            {"date": "2026-04-09", "drugs": ["methotrexate", " "]},
            {"drugs": ["cytarabine"]},
        ],
        treatments=[
            {
                "modality": "chemotherapy",
                "start_date": "2026-04-08",
                "end_date": "2026-04-14",
                "drugs": [{"name": "methotrexate"}],
            },
            {
                "modality": "intrathecal",
                "start_date": "2026-01-01",
                "end_date": "2026-02-01",
                "drugs": [{"name": "hydrocortisone"}],
            },
            {
                "modality": "chemotherapy",
                "end_date": "2026-03-01",
                "drugs": [{"name": "thiotepa", "route": "IT"}],
            },
        ],
    )
    assert {(dose.drug, dose.way) for dose in facts.last_doses} == {
        ("methotrexate", "systemic"),
        ("methotrexate", "intrathecal"),
        ("hydrocortisone", "intrathecal"),
        ("thiotepa", "intrathecal"),
    }
    assert _of(facts, "methotrexate", "intrathecal").last.words == "9 April 2026"


@pytest.mark.parametrize(
    ("values", "way", "replacement"),
    [
        ({"route": "PO", "dose": "40 mg"}, "systemic", False),
        ({"route": "eye", "dose": "0.1%"}, "local", False),
        ({"route": "topical", "dose": "mouth rinse"}, "local", False),
        ({"dose": "mouth rinse, spit out"}, "local", False),
        ({"route": "inhaled"}, "local", False),
        ({"route": "PO", "reason": "adrenal replacement"}, "systemic", True),
        ({}, "systemic", False),
        ({"route": "take it with food"}, "systemic", False),
    ],
)
def test_steroids_by_route_and_reason(values: dict[str, Any], way: str, replacement: bool) -> None:
    facts = facts_at(
        "2026-04-20", medications=[{"name": "dexamethasone", "status": "active", **values}]
    )
    dose = facts.last_doses[0]
    assert (dose.way, dose.replacement) == (way, replacement)


def test_ruxolitinib_for_gvhd_is_immune_suppression() -> None:
    for reason, family in (("chronic GVHD", "immune_suppression"), ("myelofibrosis", "targeted")):
        facts = facts_at(
            "2026-04-20",
            medications=[{"name": "ruxolitinib", "status": "active", "reason": reason}],
        )
        assert facts.last_doses[0].family == family


def test_an_unknown_drug_stays_as_typed() -> None:
    dose = _treated({"name": "Study drug X-1"}, end_date="2026-03-01").last_doses[0]
    assert (dose.drug, dose.drug_id, dose.family) == ("Study drug X-1", None, "other")
    assert dose.key == "study drug x-1"
    assert dose.last.earliest is None
    assert dose.last.days_before(date(2026, 4, 20)) is None


def test_groups_of_washouts() -> None:
    facts = facts_of(sample("lymphoma-62"), date(2026, 5, 11))
    groups = facts.last_by_family
    assert groups["chemotherapy"].last.words == "no later than 7 April 2025"
    assert groups["steroid"].last.words == "1 April 2025"
    assert groups["antibody"].last.words == "6 May 2026"
    assert groups["immunomodulator"].last.kind == "continuing"
    # Noted as targeted, but both its drugs are known and neither is one.
    assert "targeted" not in groups
    assert {dose.drug for dose in groups["antibody"].doses} == {"tafasitamab", "rituximab"}
    assert facts.last_by_target["CD19"].last.words == "6 May 2026"
    assert facts.last_by_class["anthracycline"].last.words == "no later than 7 April 2025"


def test_the_end_of_a_treatment_is_the_last_day_of_its_only_kind() -> None:
    facts = _treated(
        {"name": "fludarabine"},
        {"name": "cyclophosphamide"},
        start_date="2024-10-06",
        end_date="2024-10-09",
    )
    assert facts.last_by_family["chemotherapy"].last.words == "9 October 2024"
    mixed = _treated(
        {"name": "fludarabine"},
        {"name": "dexamethasone"},
        start_date="2024-10-06",
        end_date="2024-10-09",
    )
    assert mixed.last_by_family["chemotherapy"].last.words == "no later than 9 October 2024"


def test_groups_that_are_no_drugs() -> None:
    facts = facts_at(
        "2026-04-20",
        transplants=[
            {"date": "2024-03-08", "type": "allogeneic"},
            {"date": "2020", "type": "autologous"},
            {"date": "2027", "type": "allogeneic"},
        ],
        radiation=[
            {"site": "chest", "start": "2024-01-08", "end": "2024-01-31"},
            {"site": "neck", "start": "2026-04-30"},
            {"site": "hip", "start": "2023-01-01"},
        ],
        immunizations=[
            {"vaccine": "MMR", "live": True, "date": "2026-01-15"},
            {"vaccine": "flu", "live": False, "date": "2026-02-01"},
        ],
        treatments=[
            {"modality": "dli", "end_date": "2025-05-05", "name": "DLI"},
            {
                "modality": "trial",
                "start_date": "2025-01-01",
                "end_date": "2025-02-01",
                "drugs": [{"name": "XYZ-1"}],
            },
            {
                "modality": "antibody",
                "trial_id": "NCT01",
                "end_date": "2025-03-01",
                "drugs": [{"name": "ATG"}],
            },
        ],
        cell_therapies=[{"product": "New cells", "target": "CD7", "infused_on": "2025-06-06"}],
    )
    last = {key: group.last for key, group in facts.last_by_family.items()}
    assert last["donor_transplant"].words == "8 March 2024"
    assert last["own_transplant"].words == "2020"
    assert last["live_vaccine"].words == "15 January 2026"
    assert last["dli"].words == "5 May 2025"
    assert last["investigational"].words == "1 March 2025"
    assert last["other_cell_therapy"].words == "6 June 2025"
    assert facts.last_by_target["CD7"].last.words == "6 June 2025"
    # The hip course has no end, so its last day may be any day up to now.
    assert last["radiation"].kind == "no_end_noted"


def test_a_courses_end_ahead_goes_on() -> None:
    facts = facts_at("2026-04-20", radiation=[{"start": "2026-04-13", "end": "2026-04-24"}])
    assert facts.last_by_family["radiation"].last.kind == "continuing"


def test_local_medicines_count_in_no_group() -> None:
    facts = facts_at(
        "2026-04-20",
        medications=[
            {"name": "cyclosporine", "route": "eye", "status": "active"},
            {"name": "hydrocortisone", "route": "PO", "reason": "replacement", "status": "active"},
        ],
    )
    assert not facts.last_by_family
    assert not facts.last_by_class
