"""What was given, what is taken, time since, and what was there beside the cancer."""

from typing import Any

import pytest

from app.case.facts import Facts
from app.eligibility.model import Kind, Presence, TimeSince
from tests.eligibility.check.building import case, days, found, holds, labs, since, there, topic

INDUCTION = {
    "line": 1,
    "phase": "induction",
    "modality": "chemotherapy",
    "name": "Induction",
    "drugs": [{"name": "vincristine"}, {"name": "dexamethasone"}, {"name": "pegaspargase"}],
    "start_date": "2026-03-02",
    "end_date": "2026-03-26",
    "reason_stopped": "completed",
}


def treated(*rows: dict[str, Any], **more: Any) -> Facts:
    return case(treatments=list(rows) or [INDUCTION], **more)


def medicine(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "route": "PO", "status": "active", "start": "2026-01-01", **more}


# Given at all


def test_what_is_in_the_list_was_given_and_the_rest_is_open() -> None:
    facts = treated()
    assert holds(there(Kind.PRIOR_THERAPY, "drug:vincristine"), facts) is True
    assert holds(there(Kind.PRIOR_THERAPY, "class:vinca alkaloid"), facts) is True
    assert holds(there(Kind.PRIOR_THERAPY, "modality:chemotherapy"), facts) is True
    assert holds(there(Kind.PRIOR_THERAPY, "modality:any_anticancer"), facts) is True
    assert holds(there(Kind.PRIOR_THERAPY, "drug:blinatumomab"), facts) is None
    assert holds(there(Kind.PRIOR_THERAPY, "drug:blinatumomab"), case()) is None


def test_what_no_vocabulary_knows_is_open() -> None:
    strange = treated({**INDUCTION, "drugs": [{"name": "a new drug"}]})
    assert holds(there(Kind.PRIOR_THERAPY, "class:tyrosine kinase inhibitor"), strange) is None
    assert holds(there(Kind.PRIOR_THERAPY, named=True), strange) is None


def test_what_the_line_takes_out_does_not_count() -> None:
    out = (topic(Kind.PRIOR_THERAPY, "drug:vincristine"),)
    only = treated({**INDUCTION, "modality": None, "drugs": [{"name": "vincristine"}]})
    assert holds(there(Kind.PRIOR_THERAPY, "class:vinca alkaloid", without=out), only) is None


def test_transplants_and_cells() -> None:
    facts = case(
        transplants=[{"date": "2024-03-08", "type": "allogeneic"}],
        cell_therapies=[
            {"product": "tisagenlecleucel", "target": "CD19", "infused_on": "2024-10-11"}
        ],
    )
    assert holds(there(Kind.PRIOR_HSCT, "hsct:any"), facts) is True
    assert holds(there(Kind.PRIOR_HSCT, "hsct:allogeneic"), facts) is True
    assert holds(there(Kind.PRIOR_HSCT, "hsct:autologous"), facts) is None
    assert holds(there(Kind.PRIOR_CART, "car_t:any"), facts) is True
    assert holds(there(Kind.PRIOR_CART, "car_t:cd19"), facts) is True
    assert holds(there(Kind.PRIOR_CART, "car_t:cd22"), facts) is None
    assert holds(there(Kind.PRIOR_THERAPY, "target:cd19"), facts) is True


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (medicine("prednisone", dose="10 mg"), True),
        (medicine("tacrolimus"), True),
        (medicine("dexamethasone", route="topical", dose="mouth rinse"), None),
        (medicine("cyclosporine", route="eye", dose="0.05% eye drops"), None),
        (medicine("hydrocortisone", reason="adrenal replacement"), None),
        (medicine("prednisone", status="stopped", stop="2026-03-01"), None),
        (medicine("immune globulin"), None),
        (medicine("acyclovir"), None),
    ],
)
def test_immune_suppression_now(row: dict[str, Any], expected: bool | None) -> None:
    ids = ("modality:immunosuppressant", "modality:steroid")
    asked = there(Kind.IMMUNOSUPPRESSION, *ids, qualities="current")
    assert holds(asked, case(medications=[row])) is expected


def test_qualities_that_cannot_be_told_leave_a_yes_open() -> None:
    asked = there(Kind.PRIOR_THERAPY, "drug:vincristine", qualities="severe")
    assert holds(asked, treated()) is None


# Time since


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (since("<=", days(28)), True),  # the course ended 25 days before
        (since("<=", days(25)), True),
        (since("<=", days(24)), False),
        (since("<", days(25)), False),
        (since(">=", days(25)), True),
        (since(">", days(25)), False),
        (since(">=", days(4, "week")), False),
        (since("<=", days(1, "month")), True),
    ],
)
def test_days_count_from_the_last_dose(asked: TimeSince, expected: bool) -> None:
    only = {**INDUCTION, "drugs": [{"name": "vincristine"}]}
    assert holds(asked, treated(only)) is expected


def test_a_drug_without_a_day_of_its_own_ended_no_later_than_its_treatment() -> None:
    # Vincristine: some day from 2 to 26 March, 25 to 49 days before.
    facts = treated()
    assert holds(since(">=", days(21), ids="drug:vincristine"), facts) is True
    assert holds(since(">=", days(28), ids="drug:vincristine"), facts) is None
    assert holds(since("<=", days(60), ids="drug:vincristine"), facts) is True


def test_partial_dates_are_ranges() -> None:
    facts = treated({**INDUCTION, "drugs": [{"name": "vincristine"}], "end_date": "2026-03"})
    assert holds(since(">=", days(14)), facts) is True  # 20 to 50 days
    assert holds(since(">=", days(28)), facts) is None


def test_a_month_is_not_thirty_days_to_everybody() -> None:
    facts = treated({**INDUCTION, "drugs": [{"name": "vincristine"}], "end_date": "2026-01-20"})
    assert holds(since(">=", days(3, "month")), facts) is None  # 90 days
    earlier = treated({**INDUCTION, "drugs": [{"name": "vincristine"}], "end_date": "2026-01-10"})
    assert holds(since(">=", days(3, "month")), earlier) is True


def test_a_course_that_goes_on_is_under_way_but_tells_no_last_day() -> None:
    course = {**INDUCTION, "drugs": [{"name": "dasatinib"}], "reason_stopped": "ongoing"}
    course["end_date"] = None
    now = there(Kind.PRIOR_THERAPY, "class:tyrosine kinase inhibitor", qualities="current")
    assert holds(now, treated(course)) is True
    asked = since("<=", days(14), ids="class:tyrosine kinase inhibitor")
    assert holds(asked, treated(course)) is None
    two = {**course, "drugs": [{"name": "dasatinib"}, {"name": "vincristine"}]}
    assert holds(now, treated(two)) is None


def test_something_still_given_is_inside_every_window() -> None:
    facts = case(medications=[medicine("tacrolimus")])
    asked = since("<=", days(28), ids="modality:immunosuppressant")
    assert holds(asked, facts) is True


@pytest.mark.parametrize(
    ("whichever", "ago", "expected"),
    [
        ("shorter", 25, False),  # outside 14 days is outside the shorter of both
        ("shorter", 6, None),
        ("longer", 6, True),  # inside 14 days is inside the longer of both
        ("longer", 25, None),
        (None, 6, None),
    ],
)
def test_half_lives_are_not_known(whichever: Any, ago: int, expected: bool | None) -> None:
    end = {25: "2026-03-26", 6: "2026-04-14"}[ago]
    only = {**INDUCTION, "drugs": [{"name": "vincristine"}], "end_date": end}
    asked = since("<=", days(14), days(5, "half-life"), whichever=whichever)
    assert holds(asked, treated(only)) is expected


def test_no_record_of_anything_of_the_kind_is_open() -> None:
    asked = since(">=", days(60), ids="class:tyrosine kinase inhibitor")
    assert holds(asked, treated()) is None
    assert found(asked, treated()).missing[0].key == ("given", "class:tyrosine kinase inhibitor")
    assert holds(since("<=", days(7), ids="modality:radiation"), treated()) is None
    assert holds(since("<=", days(7), ids="vaccine:live", kind=Kind.VACCINE), treated()) is None


def test_a_window_in_which_nothing_at_all_was_given_answers_for_every_drug() -> None:
    asked = since("<=", days(14), ids="class:tyrosine kinase inhibitor")
    assert holds(asked, treated()) is False  # the last treatment of all ended 25 days before
    planned = {"modality": "targeted", "name": "Dasatinib", "start_date": "2026-05-01"}
    assert holds(asked, treated({**INDUCTION, "drugs": [{"name": "dasatinib"}]}, planned)) is None
    assert holds(asked, case()) is None


def test_one_recorded_member_of_a_group_speaks_for_the_group() -> None:
    ids = "modality:chemotherapy|modality:radiation|modality:investigational"
    assert holds(since("<=", days(14), ids=ids), treated()) is False


def test_a_planned_treatment_leaves_a_fulfilled_window_open() -> None:
    planned = {"modality": "radiation", "name": "Neck", "start_date": "2026-04-24"}
    done = {
        "modality": "radiation",
        "name": "Chest",
        "start_date": "2024-01-08",
        "end_date": "2024-01-31",
    }
    asked = since("<=", days(28), ids="modality:radiation")
    assert holds(asked, treated(done)) is False
    finding = found(asked, treated(done, planned))
    assert finding.holds is None
    assert finding.missing[0].why == "planned"


def test_what_is_taken_out_of_a_window() -> None:
    out = (topic(Kind.PRIOR_THERAPY, "modality:intrathecal"),)
    facts = case(
        intrathecal_and_csf=[{"date": "2026-04-18", "drugs": ["methotrexate"]}],
        treatments=[INDUCTION],
    )
    assert holds(since("<=", days(7)), facts) is None  # into the spine: chemotherapy or not?
    assert holds(since("<=", days(7), without=out), facts) is False
    # An exception that was not recognised may mean anything.
    unknown = (topic(Kind.PRIOR_THERAPY, text="maintenance chemotherapy"),)
    late = {**INDUCTION, "end_date": "2026-04-16", "drugs": [{"name": "mercaptopurine"}]}
    assert holds(since("<=", days(7), without=unknown), treated(late)) is None


def test_rows_that_disagree_on_a_last_dose_where_it_matters() -> None:
    facts = case(
        treatments=[
            {**INDUCTION, "drugs": [{"name": "prednisone", "last_dose_date": "2026-04-16"}]}
        ],
        medications=[
            {
                "name": "prednisone",
                "route": "PO",
                "status": "stopped",
                "start": "2026-03-02",
                "stop": "2026-03-29",
            }
        ],
    )
    assert found(since("<=", days(10), ids="modality:steroid"), facts).conflict
    assert holds(since("<=", days(60), ids="modality:steroid"), facts) is True


def test_transfusions_are_counted_to_the_count_they_change() -> None:
    facts = case(
        transfusions=[{"date": "2026-04-10", "product": "platelet transfusion"}],
        **labs({"code": "plt", "value": 49, "unit": "10^3/uL"}),
    )
    asked = since(">=", days(14), ids="product:platelets", kind=Kind.TRANSFUSION)
    assert holds(asked, facts) is False
    # 10 days before today, 6 before the count: "within 8 days" depends on which is meant.
    within = since("<=", days(8), ids="product:platelets", kind=Kind.TRANSFUSION)
    assert holds(within, facts) is None


def test_a_window_over_words_with_a_verb_is_not_believed() -> None:
    event = topic(
        Kind.PRIOR_HSCT,
        "hsct:allogeneic",
        "hsct:autologous",
        text="allogeneic transplant or has received autologous transplant",
    )
    facts = case(transplants=[{"date": "2024-03-08", "type": "allogeneic"}])
    assert holds(TimeSince(event, "<=", (days(3, "month"),), since("<=").span), facts) is None


# Beside the cancer


def problem(name: str, **more: Any) -> Facts:
    return case(problems=[{"name": name, "since": "2023-06-05", "status": "active", **more}])


def condition(name: str, qualities: str = "", kind: Kind = Kind.CONDITION) -> Presence:
    return there(kind, f"condition:{name}", qualities=qualities)


def test_an_illness_on_the_list() -> None:
    assert holds(condition("gilbert"), problem("Gilbert syndrome")) is True
    assert holds(condition("neuropathy"), problem("Peripheral neuropathy")) is True
    assert holds(condition("gilbert"), problem("Peripheral neuropathy")) is None
    assert holds(condition("gilbert"), case()) is None


def test_an_illness_that_is_over() -> None:
    gone = problem("Atrial fibrillation", status="resolved")
    assert holds(condition("arrhythmia", kind=Kind.CARDIAC), gone) is None
    assert holds(condition("arrhythmia", "history", Kind.CARDIAC), gone) is True
    assert holds(condition("neuropathy", "severe"), problem("Peripheral neuropathy")) is None


@pytest.mark.parametrize(
    ("name", "status", "expected"),
    [
        ("No history of heart failure", "", False),
        ("Heart failure", "denied", False),
        ("Denies stroke, heart failure or seizures", "", False),
        ("Heart failure", "ruled out", False),
        ("No further heart failure", "", None),
        ("No heart failure since 2020", "", None),
        ("No NYHA class III heart failure", "", None),
        ("Mother: heart failure", "", None),
        ("Suspected heart failure", "active", None),
        ("Heart failure?", "", None),
    ],
)
def test_an_illness_that_is_denied_or_only_feared(
    name: str, status: str, expected: bool | None
) -> None:
    facts = problem(name, status=status)
    assert holds(condition("heart_failure", kind=Kind.CARDIAC), facts) is expected
    asked = since("<=", days(12, "month"), ids="condition:heart_failure", kind=Kind.CARDIAC)
    assert holds(asked, facts) is None


def test_a_denial_answers_only_for_all_that_is_asked() -> None:
    facts = problem("No stroke")
    both = there(Kind.CONDITION, "condition:stroke", "condition:bleeding")
    assert holds(both, facts) is None
    there_too = case(problems=[{"name": "No stroke"}, {"name": "Stroke", "since": "2024"}])
    assert holds(condition("stroke"), there_too) is not False


def test_a_side_effect_says_less_than_a_diagnosis() -> None:
    effect = {
        "term": "Blood clot, arm line",
        "grade": "2",
        "start": "2023-07-12",
        "end": "2023-10-20",
    }
    facts = treated({**INDUCTION, "toxicities": [effect]})
    assert holds(condition("thromboembolism", "history"), facts) is None
    ids, kind = "condition:thromboembolism", Kind.CONDITION
    assert holds(since("<=", days(3, "month"), ids=ids, kind=kind), facts) is False


def test_infections() -> None:
    asked = there(Kind.INFECTION, qualities="active")

    def infected(**row: Any) -> Facts:
        return case(infections=[{"date": "2026-03-17", "name": "Pneumonia", **row}])

    assert holds(asked, infected(status="active")) is True
    assert holds(asked, infected(status="controlled")) is None
    gone = infected(status="resolved", end_date="2026-03-22")
    assert holds(asked, gone) is None
    ids = ""
    assert holds(since("<=", days(14), ids=ids, kind=Kind.INFECTION), gone) is False
    assert holds(since("<=", days(30), ids=ids, kind=Kind.INFECTION), gone) is True


def test_gvhd() -> None:
    asked = there(Kind.GVHD, qualities="active")

    def grafted(*episodes: dict[str, Any]) -> Facts:
        return case(
            transplants=[{"date": "2024-03-08", "type": "allogeneic", "gvhd": list(episodes)}]
        )

    active = {"onset": "2026-01-01", "kind": "chronic", "status": "active"}
    assert holds(asked, grafted(active)) is True
    assert holds(asked, grafted({**active, "status": "controlled_on_drug"})) is None
    assert (
        holds(asked, grafted({**active, "status": "resolved", "resolved_on": "2026-02-01"}))
        is False
    )
    assert holds(asked, grafted()) is None
    assert holds(asked, case()) is None
    assert holds(there(Kind.GVHD, qualities="active acute"), grafted(active)) is None


VIRUSES = {
    "date": "2026-02-03",
    "hbsag": "negative",
    "anti_hbc": "positive",
    "anti_hcv": "negative",
    "hiv": "negative",
}


def with_viruses(**more: Any) -> Facts:
    return case(virus_tests=[{**VIRUSES, **more}])


def test_viruses_by_their_tests() -> None:
    assert holds(there(Kind.HIV, "virus:hiv"), with_viruses(), want=False) is False
    assert holds(there(Kind.HIV, "virus:hiv"), with_viruses(hiv="positive"), want=False) is True
    assert holds(there(Kind.HIV, "virus:hiv"), with_viruses(hiv="not tested"), want=False) is None
    assert holds(there(Kind.HIV, "virus:hiv"), with_viruses(date="2024-01-01"), want=False) is None
    assert holds(there(Kind.HCV, "virus:hcv"), with_viruses(), want=False) is False
    assert holds(there(Kind.HBV, "virus:hav", "virus:hbv"), with_viruses(), want=False) is None
    assert holds(there(Kind.INFECTION, "virus:syphilis"), with_viruses(), want=False) is None


def test_a_virus_named_without_a_result_is_not_asked_for() -> None:
    assert holds(there(Kind.HCV, "virus:hcv"), with_viruses(), want=True) is None
    asked = there(Kind.HCV, "virus:hcv", qualities="negative")
    assert holds(asked, with_viruses(), want=True) is True


def test_past_hepatitis_b_is_for_the_team_unless_active_is_asked() -> None:
    infection, active = (
        there(Kind.HBV, "virus:hbv"),
        there(Kind.HBV, "virus:hbv", qualities="active"),
    )
    assert holds(infection, with_viruses(), want=False) is None
    assert holds(active, with_viruses()) is None
    assert holds(active, with_viruses(hbv_dna="not detected")) is False
    assert holds(infection, with_viruses(anti_hbc="negative"), want=False) is False
    assert holds(infection, with_viruses(hbsag="positive"), want=False) is True
    assert holds(there(Kind.HBV, "test:hbsag", qualities="positive"), with_viruses()) is False
    assert holds(there(Kind.HBV, "test:hbv-dna", qualities="undetectable"), with_viruses()) is None
    measured = case(
        virus_tests=[VIRUSES],
        **labs({"code": "hbv-dna", "value": 10, "unit": "IU/mL", "comparator": "<"}),
    )
    assert holds(there(Kind.HBV, "test:hbv-dna", qualities="undetectable"), measured) is True
    assert holds(active, measured) is False


def test_allergies() -> None:
    asked = there(Kind.ALLERGY, "drug:pegaspargase")
    hives = {
        "substance": "pegaspargase",
        "reaction": "hives",
        "severity": "severe",
        "date": "2023-10-12",
    }
    assert holds(asked, case(allergies=[hives])) is True
    assert holds(asked, case(allergies=[{**hives, "substance": "tape"}])) is None
    none = {"substance": "No known drug allergies", "date": "2022-09-06"}
    assert holds(asked, case(allergies=[none])) is False
    assert holds(there(Kind.ALLERGY), case(allergies=[none])) is None
    assert holds(asked, case()) is None
