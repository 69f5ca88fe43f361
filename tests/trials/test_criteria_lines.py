import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trials import criteria_lines
from app.trials.criteria_lines import (
    CriterionChange,
    CriterionChangeKind,
    changed_lines,
    criteria_changes,
)
from tests.trials.samples import CRITERIA, record

ADDED, REMOVED, REWORDED = (
    CriterionChangeKind.ADDED,
    CriterionChangeKind.REMOVED,
    CriterionChangeKind.REWORDED,
)


def test_a_new_wording_stands_beside_the_old_one() -> None:
    new = CRITERIA.replace("30% of blasts", "50% of blasts")
    assert changed_lines(CRITERIA, new) == (
        CriterionChange(
            REWORDED, "inclusion", "CD7 on 30% of blasts or more", "CD7 on 50% of blasts or more"
        ),
    )


def test_new_and_gone_lines_have_their_section() -> None:
    new = CRITERIA.replace("* Active GVHD\n", "") + "\n* HIV infection that is not controlled"
    assert changed_lines(CRITERIA, new) == (
        CriterionChange(REMOVED, "exclusion", "Active GVHD", None),
        CriterionChange(ADDED, "exclusion", None, "HIV infection that is not controlled"),
    )


@pytest.mark.parametrize(
    "new",
    [
        CRITERIA.replace("* ", "- "),
        CRITERIA.replace("* ", "1. "),
        CRITERIA.replace("\n", "\r\n"),
        CRITERIA.replace("\\>=", "&gt;="),
        CRITERIA + "\n\n",
        CRITERIA.replace("\n* Active GVHD\n* Weight \\<6 kg", "\n* Weight \\<6 kg\n* Active GVHD"),
    ],
)
def test_layout_numbering_and_order_are_no_new_wording(new: str) -> None:
    assert changed_lines(CRITERIA, new) == ()


def test_a_line_that_changes_sides_is_a_change() -> None:
    old = "Inclusion Criteria:\n* a first rule\n* prior transplant\nExclusion Criteria:\n* x y z"
    new = "Inclusion Criteria:\n* a first rule\nExclusion Criteria:\n* prior transplant\n* x y z"
    assert {(each.kind, each.section) for each in changed_lines(old, new)} == {
        (REMOVED, "inclusion"),
        (ADDED, "exclusion"),
    }


def test_a_heading_turned_round_changes_what_stands_under_it() -> None:
    found = changed_lines(
        "Inclusion Criteria:\n* prior CAR-T", "Exclusion Criteria:\n* prior CAR-T"
    )
    assert CriterionChange(REWORDED, "exclusion", "prior CAR-T", "prior CAR-T") in found


def test_lines_pair_with_the_wording_most_like_them() -> None:
    old = "* ANC above 500 without growth factor\n* platelets above 20000 without transfusion"
    new = "* platelets above 50000 without transfusion\n* ANC above 1000 without growth factor"
    assert {(each.old, each.new) for each in changed_lines(old, new)} == {
        ("ANC above 500 without growth factor", "ANC above 1000 without growth factor"),
        (
            "platelets above 20000 without transfusion",
            "platelets above 50000 without transfusion",
        ),
    }


def test_nothing_to_compare_where_a_record_cannot_know() -> None:
    assert criteria_changes(record(), record(eligibilityModule__eligibilityCriteria=None)) != ()
    assert criteria_changes(record(), record()) == ()


def test_very_many_lines_are_compared_as_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(criteria_lines, "_MOST_LINES", 3)
    old = "\n".join(f"* rule {n} of many" for n in range(9))
    new = "* first\n" + old.replace("rule 5", "ruling 5") + "\n* last"
    assert {each.kind for each in changed_lines(old, new)} == {ADDED, REMOVED}


def test_an_absurd_text_is_one_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(criteria_lines, "_LONGEST_TEXT", 10)
    assert changed_lines("* a long text", "* another text") == (
        CriterionChange(REWORDED, "other", "* a long text", "* another text"),
    )


rules = st.sampled_from(
    [
        "Inclusion Criteria:",
        "Exclusion Criteria:",
        "* age 18",
        "* age 21",
        "* no GVHD",
        "1. CD7",
        "",
    ]
)
texts = st.lists(rules, max_size=9).map("\n".join)


@given(texts, texts)
def test_every_line_that_came_or_went_is_named(old: str, new: str) -> None:
    changes = changed_lines(old, new)
    came = {line.strip("* ") for line in new.split("\n")} - {s.strip("* ") for s in old.split("\n")}
    named = " ".join(each.new or "" for each in changes)
    assert all(line in named for line in came)
    assert changed_lines(old, old) == ()
