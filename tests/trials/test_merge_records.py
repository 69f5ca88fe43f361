import itertools
from io import BytesIO

import pytest

from app.case.partial_date import PartialDate
from app.trials.csv_export import read_csv
from app.trials.merge_records import Arrival, combined_view, decide
from app.trials.record import TrialRecord
from app.trials.text_encoding import TextStream
from app.trials.xml_legacy import record_of_xml
from tests.trials.samples import XML, record


def on(day: str, **fields: object) -> TrialRecord:
    return record(derivedSection__miscInfoModule__versionHolder=day, **fields)


def row(status: str, day: str | None, number: str = "NCT99990001", more: str = "") -> TrialRecord:
    columns = "NCT Number,Study Title,Study Status" + (",Sponsor" if more else "")
    text = f"{columns}\n{number},A short title,{status}{more}\n"
    date = PartialDate.from_iso(day) if day else None
    (found,) = read_csv(TextStream(BytesIO(text.encode())), date)
    assert isinstance(found, TrialRecord)
    return found


def test_the_first_record_of_a_trial_is_new() -> None:
    decision = decide(on("2026-01-10"), [])
    assert (decision.arrival, decision.keep) == (Arrival.NEW, True)


def test_a_later_record_is_newer_and_shown() -> None:
    old, new = on("2026-01-10"), on("2026-02-10", statusModule__overallStatus="SUSPENDED")
    decision = decide(new, [old])
    assert decision.arrival is Arrival.NEWER
    assert decision.shown.status == "SUSPENDED"
    assert decision.sentence == "A newer version of 10 February 2026."


def test_an_earlier_record_is_kept_beside_the_newer_one() -> None:
    old, new = on("2026-01-10"), on("2026-02-10", statusModule__overallStatus="SUSPENDED")
    decision = decide(old, [new])
    assert (decision.arrival, decision.keep) == (Arrival.OLDER, True)
    assert decision.shown.status == "SUSPENDED"


def test_the_same_again_is_not_kept_but_confirms_the_day() -> None:
    decision = decide(on("2026-02-10"), [on("2026-01-10")])
    assert (decision.arrival, decision.keep) == (Arrival.SAME, False)
    assert decision.confirmed_on == PartialDate(2026, 2, 10)
    assert decide(on("2026-01-10"), [on("2026-02-10")]).confirmed_on is None


def test_hashes_alone_tell_the_same() -> None:
    old, middle, new = (
        on(f"2026-0{n}-10", designModule__enrollmentInfo__count=n) for n in (1, 2, 3)
    )
    decision = decide(middle, [new], kept_hashes={old.content_hash, middle.content_hash})
    assert decision.arrival is Arrival.SAME


def test_what_came_back_is_news() -> None:
    stopped = on("2026-02-10", statusModule__overallStatus="SUSPENDED")
    decision = decide(on("2026-03-10"), [on("2026-01-10"), stopped])
    assert decision.arrival is Arrival.NEWER
    assert decision.shown.status == "RECRUITING"


def test_a_row_moves_the_status_on_and_nothing_else() -> None:
    whole = on("2026-01-10")
    decision = decide(row("COMPLETED", "2026-03-01"), [whole])
    assert decision.arrival is Arrival.KNOWS_LESS
    shown = decision.shown
    assert (shown.status, shown.status_as_of) == ("COMPLETED", PartialDate(2026, 3, 1))
    assert (shown.title, shown.eligibility, shown.as_of) == (
        whole.title,
        whole.eligibility,
        whole.as_of,
    )
    assert "Its newer status was taken" in decision.sentence


@pytest.mark.parametrize("day", ["2025-12-01", "2026-01-10", None])
def test_a_row_that_is_not_later_moves_nothing(day: str | None) -> None:
    decision = decide(row("COMPLETED", day), [on("2026-01-10")])
    assert (decision.arrival, decision.keep) == (Arrival.KNOWS_LESS, True)
    assert decision.shown.status == "RECRUITING"


def test_a_whole_record_that_comes_after_a_newer_row_fills_it_up() -> None:
    decision = decide(on("2026-01-10"), [row("COMPLETED", "2026-03-01")])
    assert decision.arrival is Arrival.OLDER
    assert decision.shown.status == "COMPLETED"
    assert decision.shown.eligibility is not None
    assert decision.shown.title == "CD7 Cells for T-cell Leukemia"


def test_rows_with_more_columns_add_to_each_other() -> None:
    wide = row("RECRUITING", "2026-01-01", more=",Invented Hospital")
    shown = decide(row("COMPLETED", "2026-02-01"), [wide]).shown
    assert (shown.status, shown.sponsor) == ("COMPLETED", "Invented Hospital")


def test_an_unknown_status_brings_its_last_known_one_and_a_later_one_takes_it_away() -> None:
    unknown = on(
        "2026-02-10",
        statusModule__overallStatus="UNKNOWN",
        statusModule__lastKnownStatus="RECRUITING",
    )
    assert decide(unknown, [on("2026-01-10")]).shown.last_known_status == "RECRUITING"
    assert decide(row("COMPLETED", "2026-03-01"), [unknown]).shown.last_known_status is None


def test_a_newer_form_without_coordinates_keeps_those_of_the_same_city() -> None:
    xml = record_of_xml(
        XML.replace("NCT99990002", "NCT99990001")
        .replace("February 03, 2023", "March 03, 2026")
        .replace("Oslo", "Boston")
        .replace("Norway", "United States")
        .encode()
    )
    assert isinstance(xml, TrialRecord)
    shown = combined_view([on("2026-01-10"), xml])
    assert (shown.form, shown.sites[0].latitude) == ("xml-legacy", 42.36)
    assert shown.age_groups == ("CHILD", "ADULT")


def test_the_view_does_not_depend_on_the_order_of_the_versions() -> None:
    versions = [
        on("2026-01-10"),
        on("2026-02-10", statusModule__overallStatus="SUSPENDED"),
        row("COMPLETED", "2026-03-01"),
        row("TERMINATED", "2025-03-01"),
    ]
    views = [combined_view(each) for each in itertools.permutations(versions)]
    assert all(view == views[0] for view in views)
    assert views[0].status == "COMPLETED"
