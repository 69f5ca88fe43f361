import json
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trials.changes import Change, changes_between, latest_step, steps_between
from app.trials.csv_export import read_csv
from app.trials.ctis import record_of_ctis
from app.trials.json_v2 import record_of_study
from app.trials.record import TrialRecord
from app.trials.text_encoding import TextStream
from app.trials.xml_legacy import record_of_xml
from tests.trials.samples import CRITERIA, XML, as_bytes, ctis_new, place, put, record, study


def changes(**fields: Any) -> list[Change]:
    later = {"derivedSection__miscInfoModule__versionHolder": "2026-05-02"}
    return changes_between(record(), record(**later, **fields))


def one(**fields: Any) -> Change:
    (found,) = changes(**fields)
    return found


def test_nothing_changed() -> None:
    assert changes() == []


def test_status_in_the_words_of_the_design() -> None:
    found = one(statusModule__overallStatus="ACTIVE_NOT_RECRUITING")
    assert found.sentence == "Recruiting → Active, not recruiting on 2 May 2026."
    assert (found.field, found.old, found.new) == (
        "statusModule.overallStatus",
        "RECRUITING",
        "ACTIVE_NOT_RECRUITING",
    )


def test_an_unknown_status_names_the_last_known_one() -> None:
    first, second = changes(
        statusModule__overallStatus="UNKNOWN", statusModule__lastKnownStatus="RECRUITING"
    )
    assert first.sentence == (
        "Recruiting → Unknown (not confirmed by the study for 2 years) on 2 May 2026."
    )
    assert second.field == "statusModule.lastKnownStatus"


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("statusModule__whyStopped", "No money", "The reason given for stopping: “No money”"),
        ("eligibilityModule__maximumAge", None, "Highest age: 65 Years → no upper limit."),
        ("eligibilityModule__minimumAge", "18 Years", "Lowest age: 12 Years → 18 Years."),
        ("eligibilityModule__sex", "FEMALE", "Who can take part: All → Female."),
        ("designModule__phases", ["PHASE2"], "Phase 1/2 → Phase 2."),
        (
            "designModule__enrollmentInfo__count",
            12,
            "Number of people: 40 (planned) → 12 (planned).",
        ),
        (
            "statusModule__completionDateStruct__date",
            "2029-01",
            "End of the study: June 2028 (planned) → January 2029 (planned).",
        ),
        (
            "statusModule__expandedAccessInfo__hasExpandedAccess",
            True,
            "Expanded access in the record: no program is listed → a program is named.",
        ),
        ("identificationModule__acronym", "CELL-7", "The short name: new in the record (CELL-7)."),
        (
            "identificationModule__briefTitle",
            "Other",
            "The title: CD7 Cells for T-cell Leukemia → Other.",
        ),
        ("hasResults", True, "Results of the study were posted."),
        ("contactsLocationsModule__centralContacts", None, "The record no longer names a contact"),
    ],
)
def test_sentences_of_the_families_fields(path: str, value: Any, sentence: str) -> None:
    assert one(**{path: value}).sentence.startswith(sentence)


def test_criteria_stand_side_by_side() -> None:
    new = CRITERIA.replace("30%", "50%") + "\n* HIV infection"
    found = one(eligibilityModule__eligibilityCriteria=new)
    assert found.sentence == "In the criteria, 1 line has new wording, 1 line is new."
    assert [(each.old, each.new) for each in found.criteria] == [
        ("CD7 on 30% of blasts or more", "CD7 on 50% of blasts or more"),
        (None, "HIV infection"),
    ]
    assert "Before (inclusion): “CD7 on 30%" in found.details[0]


def test_criteria_with_another_layout_only() -> None:
    found = one(eligibilityModule__eligibilityCriteria=CRITERIA.replace("* ", "- "))
    assert found.sentence == "Something around the criteria changed, not their words."
    assert found.criteria == ()


def test_places_that_opened_closed_came_and_went() -> None:
    old = [
        place("Alpha Hospital", "Boston", "NOT_YET_RECRUITING"),
        place("Beta Hospital", "Denver"),
        place("Gamma Hospital", "Reno"),
        place("Delta Hospital", "Salem", contacts=[{"name": "A"}]),
    ]
    new = [
        place("Alpha Hospital", "Boston"),
        place("Beta Hospital", "Denver", "COMPLETED"),
        place("Delta Hospital", "Salem", contacts=[{"name": "B"}]),
        place("Epsilon Hospital", "Provo"),
    ]
    (found,) = changes_between(
        record(contactsLocationsModule__locations=old),
        record(contactsLocationsModule__locations=new),
    )
    assert [found.sentence, *found.details] == [
        "1 place now takes new people: Alpha Hospital, Boston, United States.",
        "1 place no longer takes new people: Beta Hospital, Denver, United States.",
        "1 place was added: Epsilon Hospital, Provo, United States.",
        "1 place is no longer listed: Gamma Hospital, Reno, United States.",
        "New contact details at 1 place: Delta Hospital, Salem, United States.",
    ]
    assert (found.old, found.new) == ("(list of 4)", "(list of 4)")


def test_places_in_another_order_or_with_other_details_matter_less() -> None:
    turned = [place("Beta Hospital", "Denver"), place("Alpha Hospital", "Boston")]
    found = one(contactsLocationsModule__locations=turned)
    assert found.sentence == "The places are listed in another order."
    renamed = [place("Alpha Hospital", "Boston", zip="02115"), place("Beta Hospital", "Denver")]
    found = one(contactsLocationsModule__locations=renamed)
    assert found.sentence.startswith("New address details of 1 place: Alpha Hospital")
    assert found.weight < 50


def test_the_list_begins_with_what_matters_most() -> None:
    found = changes(
        statusModule__lastUpdatePostDateStruct__date="2026-04-30",
        statusModule__statusVerifiedDate="2026-04",
        eligibilityModule__eligibilityCriteria=CRITERIA + "\n* HIV",
        statusModule__overallStatus="SUSPENDED",
        referencesModule__references=[{"pmid": "1"}],
    )
    assert [each.field.rpartition(".")[2] for each in found] == [
        "overallStatus",
        "eligibilityCriteria",
        "references",
        "statusVerifiedDate",
        "date",
    ]


def test_no_sentence_cheers_scares_or_judges() -> None:
    found = changes(
        statusModule__overallStatus="TERMINATED",
        statusModule__whyStopped="Slow accrual",
        contactsLocationsModule__locations=None,
        eligibilityModule__minimumAge="18 Years",
    )
    words = " ".join(each.sentence for each in found).casefold()
    assert not any(word in words for word in ("eligib", "qualif", "unfortunately", "!", "sadly"))


def test_a_record_that_knows_less_takes_nothing_away() -> None:
    few = {
        "protocolSection": {
            "identificationModule": {"nctId": "NCT99990001"},
            "statusModule": {"overallStatus": "COMPLETED"},
        }
    }
    partial = record_of_study(few, as_bytes(few), "record 1")
    assert isinstance(partial, TrialRecord)
    assert [each.field for each in changes_between(record(), partial)] == [
        "statusModule.overallStatus"
    ]
    assert [each.field for each in changes_between(partial, record())] == [
        "statusModule.overallStatus"
    ]


def test_between_forms_only_what_both_can_say_is_compared() -> None:
    text = (
        "NCT Number,Study Title,Study Status,Conditions,Sponsor,Enrollment,Start Date\n"
        "NCT99990001,CD7 Cells for T-cell Leukemia,COMPLETED,T-cell leukemia,Invented Hospital,"
        "40,2025-01-01\n"
    )
    (row,) = read_csv(TextStream(BytesIO(text.encode())))
    assert isinstance(row, TrialRecord)
    (found,) = changes_between(record(), row)
    assert (found.field, found.old, found.new) == (
        "statusModule.overallStatus",
        "RECRUITING",
        "COMPLETED",
    )


def xml(text: str) -> TrialRecord:
    found = record_of_xml(text.encode())
    assert isinstance(found, TrialRecord)
    return found


def test_two_versions_of_an_older_record() -> None:
    found = changes_between(
        xml(XML),
        xml(XML.replace("Active, not recruiting", "Completed").replace("Pregnancy", "Pregnant")),
    )
    assert [each.field for each in found] == [
        "statusModule.overallStatus",
        "eligibilityModule.eligibilityCriteria",
    ]


def test_two_versions_of_a_record_of_the_eu_register() -> None:
    def made(**more: Any) -> TrialRecord:
        found = record_of_ctis({**ctis_new(), **more}, as_bytes({**ctis_new(), **more}), "")
        assert isinstance(found, TrialRecord)
        return found

    (status,) = changes_between(made(), made(ctPublicStatusCode=8, record_last_import="x"))
    assert status.field == "ctPublicStatusCode"
    assert status.sentence == "Active, not recruiting → Completed on 16 September 2025."
    assert status.weight == 100


def _leaves(node: Any, prefix: str = "") -> list[str]:
    return [
        leaf
        for key, value in node.items()
        for leaf in (
            _leaves(value, f"{prefix}{key}.") if isinstance(value, dict) else [f"{prefix}{key}"]
        )
    ]


LEAVES = [
    leaf
    for leaf in _leaves(study()["protocolSection"])
    if leaf not in ("identificationModule.nctId",)
]
values = st.one_of(
    st.none(),
    st.text(max_size=9),
    st.integers(),
    st.lists(st.dictionaries(st.sampled_from(["name", "label", "status"]), st.text(max_size=4))),
    st.booleans(),
)


@given(st.dictionaries(st.sampled_from(LEAVES), values, max_size=6))
def test_every_edited_field_is_in_the_list_and_no_other(edits: dict[str, Any]) -> None:
    before, after = study(), study()
    for path, value in edits.items():
        put(after, path.split("."), value)
    old = record_of_study(before, as_bytes(before), "")
    new = record_of_study(after, json.dumps(after).encode(), "")
    assert isinstance(old, TrialRecord)
    assert isinstance(new, TrialRecord)
    wanted = {path for path in edits if _at(before, path) != _at(after, path)}
    found = changes_between(old, new)
    fields = [each.field for each in found]
    # A record that lost its signs of being whole no longer says that anything is gone.
    if new.known_fields == old.known_fields:
        assert set(fields) == wanted
    assert len(fields) == len(set(fields))
    assert set(fields) <= wanted
    assert all(each.sentence for each in found)


def _at(made: dict[str, Any], path: str) -> Any:
    node: Any = made["protocolSection"]
    for key in path.split("."):
        node = node.get(key, ...) if isinstance(node, dict) else ...
    return (type(node) is bool, node)


def table_row(day: str, status: str) -> TrialRecord:
    """Return a row of a small table, as families download it between two whole records."""
    text = (
        "NCT Number,Study Title,Study Status,Last Update Posted\n"
        f"NCT99990001,CD7 Cells for T-cell Leukemia,{status},{day}\n"
    )
    (found,) = read_csv(TextStream(BytesIO(text.encode())))
    assert isinstance(found, TrialRecord)
    return found


def on(day: str, **fields: Any) -> TrialRecord:
    return record(derivedSection__miscInfoModule__versionHolder=day, **fields)


def test_a_row_between_two_whole_records_hides_nothing() -> None:
    first = on("2026-01-10")
    row = table_row("2026-02-01", "COMPLETED")
    last = on(
        "2026-05-02",
        eligibilityModule__maximumAge="30 Years",
        statusModule__overallStatus="COMPLETED",
        statusModule__lastUpdatePostDateStruct__date="2026-02-01",
    )
    steps = steps_between((first, row, last))
    told = [
        (step.old is first, step.new is last, [c.field for c in step.changes]) for step in steps
    ]
    assert told == [
        (False, True, []),
        (True, True, ["eligibilityModule.maximumAge"]),
        (
            True,
            False,
            ["statusModule.overallStatus", "statusModule.lastUpdatePostDateStruct.date"],
        ),
    ]


def test_steps_of_whole_records_are_those_of_neighbours() -> None:
    versions = [on(f"2026-0{month}-01", designModule__phases=[f"PHASE{month}"]) for month in (1, 2)]
    versions.append(on("2026-03-01", designModule__phases=["PHASE1"]))
    steps = steps_between(versions)
    assert [(s.old, s.new) for s in steps] == [(versions[1], versions[2]), tuple(versions[:2])]
    assert all([c.field for c in step.changes] == ["designModule.phases"] for step in steps)


def test_the_latest_step_tells_everything_since_the_last_whole_record() -> None:
    first = on("2026-01-10")
    row = table_row("2026-02-01", "SUSPENDED")
    last = on("2026-05-02", eligibilityModule__maximumAge="30 Years")
    found = latest_step((first, row, last))
    assert found is not None
    assert (found.old, found.new) == (first, last)
    sentences = [change.sentence for change in found.changes]
    assert sentences[:2] == [
        "Suspended → Recruiting on 2 May 2026.",
        "Recruiting → Suspended on 1 February 2026.",
    ]
    assert "Highest age: 65 Years → 30 Years." in sentences


def test_one_version_has_no_step() -> None:
    assert latest_step((record(),)) is None
    assert steps_between(()) == []


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("eligibilityModule__healthyVolunteers", True, ": no → yes."),
        ("designModule__designInfo__allocation", "RANDOMIZED", "→ Groups are drawn by chance."),
        ("sponsorCollaboratorsModule__leadSponsor__class", "INDUSTRY", "→ Company."),
        ("statusModule__statusVerifiedDate", "2026-03", ": January 2026 → March 2026."),
        ("oversightModule__oversightHasDmc", True, "watches over safety: new in the record (yes)."),
    ],
)
def test_a_value_is_said_in_words_not_in_codes(path: str, value: Any, sentence: str) -> None:
    assert one(**{path: value}).sentence.endswith(sentence)


def test_a_long_title_and_a_list_are_told_with_what_differs() -> None:
    long = "A Study of Invented Cells " * 8
    (title,) = changes(identificationModule__briefTitle=long)
    assert title.sentence == "The title changed."
    assert title.details == (
        "Before: “CD7 Cells for T-cell Leukemia”",
        f"Now: “{long.strip()}”",
    )
    diseases = one(conditionsModule__conditions=["T-cell Lymphoma"])
    assert diseases.details == ("No longer named: T-cell Leukemia", "New: T-cell Lymphoma")
