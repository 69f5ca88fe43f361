"""The same therapy in other saved trials, studies of one product, and how much time is gone."""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.case.entities import SavedTrial
from app.case.partial_date import PartialDate
from app.trials.record import Intervention, RegistryDate, TrialRecord
from app.usecases.entries import blank, save
from app.usecases.planned_time import NOT_STATED, time_gone_words
from app.usecases.related_trials import product_histories, related_trials
from app.usecases.session import Session
from app.usecases.trial_products import cell_targets, products, under_study
from tests.usecases.conftest import Bring

TITLE = "identificationModule__briefTitle"
OFFICIAL = "identificationModule__officialTitle"
GIVEN = "armsInterventionsModule__interventions"
START = "statusModule__startDateStruct"


def drugs(*names: str) -> list[dict[str, Any]]:
    return [{"type": "DRUG", "name": name} for name in names]


def trial(title: str, *names: str, **more: Any) -> dict[str, Any]:
    return {TITLE: title, OFFICIAL: None, GIVEN: drugs(*names), **more}


def made(title: str, *names: str, other_names: tuple[str, ...] = ()) -> TrialRecord:
    given_ = tuple(Intervention("DRUG", name, other_names=other_names) for name in names)
    return TrialRecord(
        registry="ctgov", number="NCT1", form="json-v2", title=title, interventions=given_
    )


# What a trial gives


@pytest.mark.parametrize(
    ("title", "names", "about"),
    [
        ("Venetoclax and Cytarabine in AML", ["venetoclax", "cytarabine"], ["venetoclax"]),
        ("A Study of SNDX-5613 With Chemotherapy", ["SNDX-5613", "Placebo"], ["revumenib"]),
        ("Nelarabine for T-ALL", ["nelarabine", "prednisone"], ["nelarabine"]),
        ("CD19 CAR-T Cells", ["CD19 CAR-T cells", "Fludarabine"], ["CD19 CAR-T cells"]),
        (
            "Conditioning before transplant",
            ["Fludarabine", "Busulfan"],
            ["fludarabine", "busulfan"],
        ),
        ("MT027 Cell Injection", ["Fludarabine"], []),
        ("AUR 103 in B-cell lymphoma", ["AUR103 tablets"], ["AUR103 tablets"]),
        ("A study", [], []),
    ],
)
def test_what_a_trial_is_about(title: str, names: list[str], about: list[str]) -> None:
    assert [each.name for each in under_study(made(title, *names))] == about


def test_other_names_that_are_the_drugs_given_beside_are_not_the_product() -> None:
    (product,) = products(
        made("KT095", "KT095 CAR-T injection", other_names=("Fludarabine", "Cyclophosphamide"))
    )
    assert product.drug_id is None
    assert product.keys == {"code:kt095"}


@pytest.mark.parametrize(
    ("title", "targets"),
    [
        ("CD7 CAR-T for T-ALL", {"CD7"}),
        ("CD19/CD22 chimeric antigen receptor T cells", {"CD19", "CD22"}),
        ("B7-H3.CD28Z.CART in tumors", {"B7-H3"}),
        ("BCMA CAR T", {"BCMA"}),
        ("Antibody against CD38", set()),
        ("CD34 selected graft with CD7 CAR-T", {"CD7"}),
    ],
)
def test_what_cells_are_aimed_at(title: str, targets: set[str]) -> None:
    assert cell_targets(made(title)) == targets


# Other saved trials


def test_the_same_drug_under_another_name(session: Session, bring: Bring) -> None:
    bring("NCT99990001", **trial("SNDX-5613 in leukemia", "SNDX-5613"))
    bring("NCT99990002", **trial("Revumenib in AML", "revumenib", "Azacitidine"))
    bring("NCT99990003", **trial("Nelarabine in T-ALL", "nelarabine", "Azacitidine"))
    (found,) = related_trials(session, "NCT99990001")
    assert found.number == "NCT99990002"
    assert found.same_product == ("revumenib",)
    assert found.words == "Both give revumenib."


def test_a_drug_given_beside_in_both_relates_nothing(session: Session, bring: Bring) -> None:
    bring("NCT99990001", **trial("CD7 CAR-T", "CD7 CAR-T cells", "Fludarabine"))
    bring("NCT99990002", **trial("CD19 CAR-T", "CD19 CAR-T cells", "Fludarabine"))
    assert related_trials(session, "NCT99990001") == ()


def test_a_drug_one_is_about_and_the_other_gives_relates_them(
    session: Session, bring: Bring
) -> None:
    bring("NCT99990001", **trial("Nelarabine in T-ALL", "nelarabine"))
    bring("NCT99990002", **trial("Daratumumab in T-ALL", "daratumumab", "nelarabine"))
    assert related_trials(session, "NCT99990001")[0].same_product == ("nelarabine",)
    assert related_trials(session, "NCT99990002")[0].same_product == ("nelarabine",)


def test_cells_with_one_target_need_not_be_one_product(session: Session, bring: Bring) -> None:
    bring("NCT99990001", **trial("CD7 CAR-T in Boston", "CD7 CAR-T cells", "Fludarabine"))
    bring("NCT99990002", **trial("Donor CD7 CAR T", "RD99-01 CAR-T", "Fludarabine"))
    (found,) = related_trials(session, "NCT99990001")
    assert (found.same_product, found.same_target) == ((), ("CD7",))
    assert found.words == (
        "Both use cells aimed at CD7. They need not be the same product. "
        "Both also give fludarabine."
    )
    assert product_histories(session) == ()


def test_studies_of_one_product_older_first(session: Session, bring: Bring) -> None:
    newer = {"date": "2025-02-01", "type": "ACTUAL"}
    older = {"date": "2021-06", "type": "ACTUAL"}
    bring("NCT99990001", **trial("KT095 pivotal", "KT095 injection", **{START: newer}))
    bring("NCT99990002", **trial("First study of KT-095", "KT-095", **{START: older}))
    bring("NCT99990003", **trial("KT095 extension", "KT095", **{START: None}))
    (history,) = product_histories(session)
    assert [each.number for each in history.studies] == [
        "NCT99990002", "NCT99990001", "NCT99990003",
    ]  # fmt: skip
    first, second, last = history.studies
    assert first.started_words == "started June 2021"
    assert second.time_gone == (
        "67% of the planned time is gone (1 February 2025 to 1 January 2027,"
        " the end is an estimate)."
    )
    assert last.started_words == "no start in the record"
    assert first.people == "40 people planned"
    assert first.results == "No results posted at the registry"


def test_a_trial_without_a_record_has_nothing_in_common(session: Session, bring: Bring) -> None:
    bring()
    save(session, blank(SavedTrial, short_name="CD7 cells abroad"))
    by_hand = session.case.all(SavedTrial)[1]
    assert related_trials(session, by_hand.id) == ()
    assert related_trials(session, "NCT99990001") == ()


# Planned time


def timed(start: str | None, end: str | None, kind: str = "ESTIMATED") -> TrialRecord:
    def day(iso: str | None, kind: str) -> RegistryDate | None:
        return None if iso is None else RegistryDate(PartialDate.from_iso(iso), kind)

    return TrialRecord(
        registry="ctgov",
        number="NCT1",
        form="json-v2",
        start=day(start, "ACTUAL"),
        primary_completion=day(end, kind),
    )


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2025-05-12", "2027-05-12", "50% of the planned time is gone (12 May 2025 to 12 May 2027"),
        ("2025-05", "2027-05", "Between 47% and 52% of the planned time is gone (May 2025 to"),
        ("2026-09-01", "2028-01-01", "Not started: planned for 1 September 2026."),
        ("2020-01-01", "2024-04-01", "The planned time is over: the end was planned for 1 April"),
        ("2025-01-01", None, NOT_STATED),
        (None, "2027-01-01", NOT_STATED),
        ("2027-01-01", "2025-01-01", NOT_STATED),
    ],
)
def test_time_gone(start: str | None, end: str | None, words: str) -> None:
    told = time_gone_words(timed(start, end), datetime.date(2026, 5, 12))
    assert told.startswith(words)


def test_an_end_that_has_been_is_not_called_planned() -> None:
    told = time_gone_words(timed("2020", "2024-04-01", "ACTUAL"), datetime.date(2026, 5, 12))
    assert told == "The planned time is over: the end was 1 April 2024."


DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2060, 12, 31))


@given(DAYS, DAYS, DAYS, st.sampled_from([4, 7, 10]))
def test_any_dates_give_a_sentence(
    start: datetime.date, end: datetime.date, today: datetime.date, precision: int
) -> None:
    record = timed(start.isoformat()[:precision], end.isoformat()[:precision])
    assert time_gone_words(record, today).endswith(".")
