from datetime import date
from typing import Any

from app.case.facts import facts_of
from tests.case.facts.cases import facts_at, sample


def _words(as_of: str = "2026-04-20", **sections: Any) -> str:
    return facts_at(as_of, **sections).situation.words


def test_a_first_name_and_nothing_else() -> None:
    situation = facts_of(sample("first-name-only"), date(2026, 7, 1)).situation
    assert situation.words == (
        "Nothing noted about the illness yet. Start with what you remember. A year is enough."
    )
    assert situation.evidence == ()


def test_a_diagnosis_alone() -> None:
    assert _words(diagnoses=[{"name_on_report": "T-ALL", "date": "2023-08"}]) == (
        "T-ALL, August 2023. How the illness stands now is not noted yet."
    )


def test_relapse_then_refractory() -> None:
    words = _words(
        diagnoses=[{"dx_id": "t-all", "name_on_report": "T-ALL", "date": "2023-08-15"}],
        status_events=[
            {"date": "2026-02-24", "type": "relapse", "marrow_blasts_percent": 76},
            {"date": "2026-03-31", "type": "refractory", "marrow_blasts_percent": 11},
            {"date": "2026-04-10", "type": "refractory", "marrow_blasts_percent": 14},
        ],
        treatments=[
            {"modality": "chemotherapy", "start_date": "2026-04-08", "end_date": "2026-04-14"}
        ],
    )
    assert words == (
        "First relapse, 24 February 2026. Refractory since 31 March 2026. "
        "The marrow test on 10 April 2026 showed 14% leukemia cells, up from 11% on 31 March 2026. "
        "The last systemic treatment ended on 14 April 2026, 6 days ago."
    )


def test_a_lymphoma_in_treatment() -> None:
    situation = facts_of(sample("lymphoma-62"), date(2026, 5, 11)).situation
    assert situation.words == (
        "Progression on 16 March 2026. "
        "The PET scan on 16 March 2026 was Deauville 5 (scale 1 to 5). "
        "In treatment since 1 April 2026: Lenalidomide and tafasitamab."
    )
    assert {row.shown_id for row in situation.evidence} == {"se-3", "dx-1", "tx-2"}


def test_an_old_marrow_is_no_news_after_a_relapse() -> None:
    words = _words(
        status_events=[
            {"date": "2023-12-28", "type": "remission", "marrow_blasts_percent": 1},
            {"date": "2026-01-19", "type": "relapse"},
        ],
        transplants=[{"date": "2024-03-08", "type": "allogeneic"}],
    )
    assert words == (
        "First relapse, 19 January 2026. The donor transplant was 773 days ago (8 March 2024)."
    )


def test_remission_and_cells() -> None:
    words = _words(
        status_events=[
            {
                "date": "2026-03-30",
                "type": "remission",
                "response": "CR",
                "mrd": {"value": 0.02, "unit": "%"},
            }
        ],
        cell_therapies=[{"product": "tisagenlecleucel", "infused_on": "2024-10-11"}],
    )
    assert words == (
        "Complete remission (CR), MRD 0.02% on 30 March 2026. "
        "Tisagenlecleucel was given on 11 October 2024."
    )


_RELAPSE = {"date": "2025-12-18", "type": "relapse", "marrow_blasts_percent": 29}
_TREATED = {
    "date": "2026-03-30",
    "type": "response_assessment",
    "response": "PR",
    "marrow_blasts_percent": 7,
    "mrd": {"value": 6.5, "unit": "%"},
}


def test_the_marrow_and_what_it_means_are_one_sentence() -> None:
    assert _words(status_events=[_RELAPSE, _TREATED]) == (
        "First relapse, 18 December 2025. The marrow test on 30 March 2026 showed 7% cancer "
        "cells, down from 29% on 18 December 2025: partial remission (PR), MRD 6.5%."
    )


def test_a_remission_after_a_relapse_comes_first() -> None:
    before = {**_TREATED, "date": "2026-02-09", "response": "CRi", "marrow_blasts_percent": 2}
    now = {**before, "date": "2026-03-30", "response": "CR", "marrow_blasts_percent": 1}
    assert _words(status_events=[_RELAPSE, before, now]) == (
        "Complete remission (CR), MRD 6.5% on 30 March 2026. "
        "The first relapse was on 18 December 2025. "
        # A healthy marrow has a few of these cells: not "leukemia cells", and 1% after 2% no news.
        "The marrow test on 30 March 2026 showed 1% blasts (young blood cells)."
    )
