"""Diagnosis, status, blasts, markers."""

from typing import Any

import pytest

from app.case.facts import Facts
from app.eligibility.checking.diagnosis import is_one_of
from app.eligibility.model import Kind
from tests.eligibility.check.building import case, found, holds, limit, there


@pytest.mark.parametrize(
    ("mine", "asked", "expected"),
    [
        ("t-all", "dx:all", True),  # a kind fits the wider name
        ("cortical-t-all", "dx:t-all", True),
        ("all", "dx:t-all", None),  # never the reverse
        ("t-lbl", "dx:t-all", None),  # two forms of one disease: ask
        ("t-lbl", "dx:all-lbl", True),
        ("t-lbl", "dx:all", None),
        ("t-all", "dx:aml", False),
        ("t-lbl", "dx:b-lbl", False),
        ("b-all-ph-like", "dx:b-all-ph-pos", None),  # told apart by genes: ask
        ("b-all-ph-like", "dx:t-all", False),
        ("dlbcl", "dx:b-nhl", True),
        ("dlbcl", "dx:fl", False),
        ("cll", "dx:nhl", None),
        ("smm", "dx:mm", None),  # smoldering is not what a myeloma trial means
        ("aml", "dx:mds", None),
        ("t-all", "dx:blood-cancer", True),
        ("t-all", "lineage:T", True),
        ("t-all", "lineage:B", False),
        ("mpal-t-my", "lineage:T", None),
        ("t-all", "dx:not-in-the-list", None),
        ("t-all", "", None),
    ],
)
def test_the_tree_of_diagnoses(mine: str, asked: str, expected: bool | None) -> None:
    assert is_one_of(mine, (asked,), want=True) is expected


@pytest.mark.parametrize(
    ("mine", "asked", "expected"),
    [
        ("t-all", "dx:apl", False),
        ("aml", "dx:apl", None),
        ("dlbcl", "dx:pcnsl", None),
        ("b-all", "dx:b-nhl", None),  # a second disease of the lineage may be missing
        ("t-all", "dx:t-all", True),
    ],
)
def test_an_excluded_disease_is_denied_only_by_another_lineage(
    mine: str, asked: str, expected: bool | None
) -> None:
    assert is_one_of(mine, (asked,), want=False) is expected


def ill(*ids: str, **sections: Any) -> Facts:
    rows = [{"dx_id": id, "name_on_report": id, "date": "2023-08-15"} for id in ids]
    return case(diagnoses=rows, **sections)


def test_a_diagnosis_may_be_known_by_name_only() -> None:
    facts = case(diagnoses=[{"name_on_report": "T-lymphoblastic leukemia", "date": "2023-08-15"}])
    assert holds(there(Kind.DIAGNOSIS, "dx:all"), facts) is True
    strange = case(diagnoses=[{"name_on_report": "Something rare", "date": "2023-08-15"}])
    assert holds(there(Kind.DIAGNOSIS, "dx:all"), strange) is None


def test_without_a_diagnosis_nothing_is_denied() -> None:
    assert holds(there(Kind.DIAGNOSIS, "dx:aml"), case()) is None


def test_a_transformation_leaves_a_denial_open() -> None:
    facts = ill("fl", status_events=[{"type": "transformation", "date": "2025-01-01"}])
    assert holds(there(Kind.DIAGNOSIS, "dx:dlbcl"), facts) is None
    assert holds(there(Kind.DIAGNOSIS, "dx:fl"), facts) is True


def test_two_diagnoses_that_cannot_both_be_right() -> None:
    rows = [
        {"dx_id": "t-all", "name_on_report": "T-ALL", "date": "2024-09-02"},
        {"dx_id": "t-lbl", "name_on_report": "T-LBL", "date": "2024-09-09"},
    ]
    facts = case(diagnoses=rows)
    assert found(there(Kind.DIAGNOSIS, "dx:t-all"), facts).conflict
    assert holds(there(Kind.DIAGNOSIS, "dx:aml"), facts) is False


def status(*events: dict[str, Any], **more: Any) -> Facts:
    return case(status_events=list(events), **more)


RELAPSE = {"type": "relapse", "date": "2026-02-24", "marrow_blasts_percent": 76}
REMISSION = {"type": "remission", "date": "2025-12-15", "response": "CR"}
BACK_IN_REMISSION = {"type": "mrd_result", "date": "2026-03-30", "response": "CR"}
REFRACTORY = {"type": "refractory", "date": "2026-03-31", "response": "NR"}


def asked(*names: str, qualities: str = "") -> Any:
    return there(Kind.DISEASE_STATUS, *(f"status:{n}" for n in names), qualities=qualities)


def test_relapsed_means_now_unless_history_is_asked() -> None:
    assert holds(asked("relapsed"), status(REMISSION, RELAPSE)) is True
    assert holds(asked("relapsed"), status(REMISSION, RELAPSE, BACK_IN_REMISSION)) is None
    again = status(REMISSION, RELAPSE, BACK_IN_REMISSION)
    assert holds(asked("relapsed", qualities="history"), again) is True
    assert holds(asked("relapsed"), status(REMISSION)) is None


def test_relapsed_or_refractory_takes_either_and_progression() -> None:
    either = asked("relapsed", "refractory")
    progression = {"type": "progression", "date": "2026-03-16", "response": "PD"}
    assert holds(either, status(RELAPSE, REFRACTORY)) is True
    assert holds(either, status(REMISSION, progression)) is True
    # Progression alone is not called refractory.
    assert holds(asked("refractory"), status(REMISSION, progression)) is None


def test_remission_by_the_newest_assessment() -> None:
    assert holds(asked("remission"), status(RELAPSE, REFRACTORY)) is False
    assert holds(asked("remission"), status(RELAPSE, BACK_IN_REMISSION)) is True
    old = status({"type": "remission", "date": "2024-01-01", "response": "CR"})
    assert holds(asked("remission"), old) is None


def test_the_first_and_the_second_remission_are_told_apart_by_relapses() -> None:
    again = status(RELAPSE, BACK_IN_REMISSION)
    assert holds(asked("remission_first"), again) is False
    assert holds(asked("remission_second"), again) is True
    assert holds(asked("remission_first"), status(BACK_IN_REMISSION)) is None
    assert holds(asked("remission_second"), status(BACK_IN_REMISSION)) is None
    assert holds(asked("remission_later"), again) is None
    assert holds(asked("remission_first"), status(RELAPSE, REFRACTORY)) is False


def test_untreated_is_denied_by_any_treatment_and_never_proved() -> None:
    treated = case(
        treatments=[
            {
                "modality": "chemotherapy",
                "name": "Induction",
                "start_date": "2023-08-16",
                "end_date": "2023-09-13",
            }
        ]
    )
    assert holds(asked("untreated"), treated) is False
    assert holds(asked("untreated"), case()) is None


def test_mrd_by_its_qualifier_while_it_is_new() -> None:
    positive = {
        "type": "mrd_result",
        "date": "2026-03-30",
        "mrd": {
            "value": 0.02,
            "unit": "%",
            "qualifier": "positive",
            "method": "flow",
            "sensitivity_percent": 0.01,
        },
    }
    assert holds(asked("mrd_positive"), status(positive)) is True
    assert holds(asked("mrd_negative"), status(positive)) is False
    weak = {**positive, "mrd": {"qualifier": "below_sensitivity", "method": "flow"}}
    assert holds(asked("mrd_negative"), status(weak)) is None
    assert holds(asked("mrd_positive"), status({**positive, "date": "2025-01-01"})) is None


def test_blasts_in_marrow_and_blood() -> None:
    facts = status(RELAPSE, {**REFRACTORY, "marrow_blasts_percent": 11})
    assert holds(limit("blasts", ">=", 5, "%", what="marrow"), facts) is True
    assert holds(limit("blasts", ">=", 20, "%", what="marrow"), facts) is False
    assert holds(limit("blasts", ">=", 5, "%", what="blood"), facts) is None
    # Without a place, blasts in one are enough; no blasts have to be so in both.
    assert holds(limit("blasts", ">=", 5, "%"), facts) is True
    assert holds(limit("blasts", "<", 20, "%"), facts) is None


def test_a_marrow_result_before_the_disease_came_back_is_old() -> None:
    clear = {"type": "response_assessment", "date": "2026-04-01", "marrow_blasts_percent": 1}
    later = {"type": "relapse", "date": "2026-04-15"}
    assert holds(limit("blasts", "<", 5, "%", what="marrow"), status(clear)) is True
    assert holds(limit("blasts", "<", 5, "%", what="marrow"), status(clear, later)) is None


def test_mrd_as_a_number() -> None:
    positive = status(
        {
            "type": "mrd_result",
            "date": "2026-03-30",
            "mrd": {"value": 0.02, "unit": "%", "qualifier": "positive", "method": "flow"},
        }
    )
    assert holds(limit("mrd", ">", "0.01", "%"), positive) is True
    assert holds(limit("mrd", ">", "0.0001"), positive) is True  # 10^-4 is 0.01 %
    negative = status(
        {
            "type": "mrd_result",
            "date": "2026-03-30",
            "mrd": {
                "qualifier": "negative",
                "sensitivity_percent": 0.01,
                "unit": "%",
                "method": "flow",
            },
        }
    )
    assert holds(limit("mrd", "<", "0.1", "%"), negative) is True
    assert holds(limit("mrd", "<", "0.001", "%"), negative) is None  # the test cannot see so low


def panel(date: str, *markers: tuple[str, str, int | None], **more: Any) -> dict[str, Any]:
    rows = [{"marker": m, "result": r, "percent_of_blasts": p} for m, r, p in markers]
    return {"date": date, "specimen": "bone_marrow", "method": "flow", "markers": rows, **more}


def marked(*panels: dict[str, Any], **more: Any) -> Facts:
    return case(marker_panels=list(panels), **more)


def test_markers_by_the_newest_panel() -> None:
    facts = marked(
        panel("2023-08-15", ("cd7", "positive", 99), ("cd22", "negative", 0)),
        panel("2026-02-25", ("cd7", "positive", 98), ("cd5", "dim", 60)),
    )
    assert holds(there(Kind.MARKER, "marker:cd7"), facts) is True
    assert holds(there(Kind.MARKER, "marker:cd22"), facts) is False
    assert holds(there(Kind.MARKER, "marker:cd22", qualities="negative"), facts) is True
    assert holds(there(Kind.MARKER, "marker:cd5"), facts) is None  # dim: for the team
    assert holds(there(Kind.MARKER, "marker:cd33"), facts) is None  # never tested
    assert holds(limit("marker_expression", ">", 99, "%", what="cd7"), facts) is False
    assert holds(limit("marker_expression", ">=", 70, "%", what="cd7"), facts) is True


def test_a_marker_from_before_the_relapse_is_old() -> None:
    old = marked(panel("2025-11-01", ("cd7", "positive", 99)), status_events=[RELAPSE])
    assert holds(there(Kind.MARKER, "marker:cd7"), old) is None
    assert found(there(Kind.MARKER, "marker:cd7"), old).missing[0].why == "old"
    new = marked(panel("2026-02-23", ("cd7", "positive", 99)), status_events=[RELAPSE])
    assert holds(there(Kind.MARKER, "marker:cd7"), new) is True


def test_a_marker_from_before_a_therapy_against_it_is_old() -> None:
    given = [
        {
            "modality": "adc",
            "name": "Inotuzumab",
            "drugs": [{"name": "inotuzumab ozogamicin"}],
            "start_date": "2026-01-05",
            "end_date": "2026-03-02",
        }
    ]
    facts = marked(
        panel("2025-12-18", ("cd22", "positive", 92), ("cd19", "negative", 1)), treatments=given
    )
    assert holds(there(Kind.MARKER, "marker:cd22"), facts) is None
    assert holds(there(Kind.MARKER, "marker:cd19"), facts) is False


def test_two_panels_of_one_day_that_disagree() -> None:
    facts = marked(
        panel("2025-12-01", ("cd7", "positive", 95)), panel("2025-12-01", ("cd7", "negative", 2))
    )
    assert found(there(Kind.MARKER, "marker:cd7"), facts).conflict


def test_genes_once_found_are_found() -> None:
    facts = case(
        genetics=[
            {
                "date": "2023-08-28",
                "method": "panel",
                "findings": [
                    {"marker": "notch1", "result": "mutated"},
                    {"marker": "tp53", "result": "mutated"},
                    {"marker": "bcr-abl1", "result": "negative"},
                ],
            },
            {
                "date": "2026-03-16",
                "method": "panel",
                "findings": [
                    {"marker": "tp53", "result": "wild_type"},
                    {"marker": "pten", "result": "uncertain"},
                ],
            },
        ]
    )
    assert holds(there(Kind.MARKER, "marker:notch1"), facts) is True
    assert holds(there(Kind.MARKER, "marker:bcr-abl1"), facts) is False
    assert holds(there(Kind.MARKER, "marker:tp53"), facts) is None
    assert holds(there(Kind.MARKER, "marker:pten"), facts) is None


def test_spinal_fluid() -> None:
    active = there(Kind.CNS, qualities="active", text="CNS disease")

    def fluid(date: str, status: str, blasts: bool) -> dict[str, Any]:
        return {"date": date, "cns_status": status, "blasts": blasts, "drugs": ["methotrexate"]}

    clear = case(intrathecal_and_csf=[fluid("2026-04-09", "CNS1", False)])
    assert holds(active, clear) is False
    assert holds(active, case(intrathecal_and_csf=[fluid("2026-04-09", "CNS3a", True)])) is True
    assert holds(active, case(intrathecal_and_csf=[fluid("2026-04-09", "CNS2a", True)])) is None
    assert holds(active, case(intrathecal_and_csf=[fluid("2025-12-01", "CNS1", False)])) is None
    assert holds(active, case()) is None
    # Treated and clear: whether it is over is for the team.
    cleared = case(
        intrathecal_and_csf=[
            fluid("2026-01-26", "adult_positive", True),
            fluid("2026-03-02", "adult_negative", False),
        ]
    )
    assert holds(active, cleared) is None
    assert holds(there(Kind.CNS, qualities="history"), cleared) is True
    event = case(
        intrathecal_and_csf=[fluid("2026-04-09", "CNS1", False)],
        status_events=[{"type": "cns_event", "date": "2026-04-15"}],
    )
    assert holds(active, event) is None


def test_a_relapse_is_named_first_then_what_was_seen_since() -> None:
    check = {"type": "response_assessment", "date": "2026-04-20", "response": "PR"}
    told = found(asked("relapsed"), status(REMISSION, RELAPSE, check))
    assert told.reason.startswith("Relapse, 24 February 2026")
    assert "No remission is noted after it" in told.reason
    assert [row.date.words() for row in told.evidence if row.date] == [
        "24 February 2026",
        "20 April 2026",
    ]
    alone = found(asked("relapsed"), status(REMISSION, RELAPSE))
    assert len(alone.evidence) == 1
