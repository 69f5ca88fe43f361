"""Therapy cards with their numbers, dates and sources; words explained; how old our copies are."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.case import vocabulary
from app.case.entities import Guardian, SavedTrial
from app.casefile import Insert, Update, new_id
from app.errors import CasebookError
from app.usecases.entries import blank, save
from app.usecases.glossary_lookup import explain, like, terms_in
from app.usecases.session import Session
from app.usecases.therapy_cards import (
    NO_NUMBERS,
    NO_PEOPLE,
    NOT_VERIFIED,
    cards_for_trial,
    therapy_card,
    therapy_cards,
)
from app.usecases.update_copies import our_copies, search_for
from tests.usecases.conftest import Bring
from tests.usecases.test_related_trials import trial

ONE = "NCT99990001"
DAY = "derivedSection__miscInfoModule__versionHolder"


# Cards


def test_every_row_of_the_list_is_a_card(session: Session) -> None:
    cards = therapy_cards(session)
    assert [card.therapy_id for card in cards] == [term.id for term in vocabulary.therapies()]
    for card in cards:
        assert card.as_of is not None
        assert card.source
        assert card.caution == ("" if card.verified else NOT_VERIFIED)


def test_numbers_stand_with_their_denominators(session: Session) -> None:
    card = therapy_card(session, "WU-CART-007")
    assert card is not None
    assert card.therapy_id == "soficabtagene-geleucel"
    assert "11 of those 13" in card.numbers
    assert card.verified
    assert card.as_of is not None
    assert card.as_of.iso == "2026-01-22"
    assert card.numbers_note == ""


@pytest.mark.parametrize(
    ("therapy", "note"),
    [
        ("be-car7", ""),
        ("tisagenlecleucel", ""),
        ("ziftomenib", NO_PEOPLE),
        ("teclistamab", NO_PEOPLE),
        ("cd5-car-t", NO_NUMBERS),
    ],
)
def test_a_share_without_a_number_of_people_says_so(
    session: Session, therapy: str, note: str
) -> None:
    card = therapy_card(session, therapy)
    assert card is not None
    assert card.numbers_note == note


def test_the_trials_that_name_a_therapy(session: Session, bring: Bring) -> None:
    bring(ONE, **trial("CD7 cells", "WU-CART-007"))
    bring("NCT99990002", **trial("Blinatumomab in B-ALL", "Prednisone"))
    bring("NCT99990003", **trial("Pills", "AUR103"))
    named = {card.name: card.saved_trials for card in therapy_cards(session) if card.saved_trials}
    assert {name: [(t.number, t.where) for t in trials] for name, trials in named.items()} == {
        "Soficabtagene geleucel": [(ONE, "its treatments")],
        "Blinatumomab": [("NCT99990002", "its title")],
    }
    assert [card.name for card in cards_for_trial(session, ONE)] == ["Soficabtagene geleucel"]


def test_a_therapy_that_somebody_must_not_have_had_does_not_count(
    session: Session, bring: Bring
) -> None:
    against = "Exclusion Criteria:\n\n* Prior blinatumomab"
    bring(ONE, **trial("Pills", "AUR103", eligibilityModule__eligibilityCriteria=against))
    assert cards_for_trial(session, ONE) == ()


def test_a_trial_saved_by_hand_is_known_by_its_name(session: Session) -> None:
    save(session, blank(SavedTrial, short_name="T-RRex (sofi-cel / WU-CART-007)"))
    (saved,) = session.case.all(SavedTrial)
    (card,) = cards_for_trial(session, saved.id)
    assert card.saved_trials[0].where == "our own name for it"


def test_no_card_is_none(session: Session) -> None:
    assert therapy_card(session, "blue pills") is None
    assert therapy_card(session, "blinatumomab") is not None


# Words


def test_words_of_a_text_each_once_where_they_stand() -> None:
    text = "CAR-T may cause CRS. CRS is watched for. Then a biopsy."
    found = {each.term_id: each for each in terms_in(text)}
    assert [text[start:end] for start, end in found["crs"].places] == ["CRS", "CRS"]
    assert found["crs"].explanation.startswith("A strong reaction of the immune system")
    assert found["crs"].as_of is not None
    assert found["crs"].source


@pytest.mark.parametrize(
    ("text", "has", "also"),
    [
        ("MRD negative after two courses", True, "matched related donor"),
        ("Transplant from MRD or MUD", False, ""),
        ("8/8 matched related donor (MRD)", False, ""),
        ("MRD by flow. A donor was found.", True, "matched related donor"),
        ("measurable residual disease", True, ""),
    ],
)
def test_mrd_is_not_explained_where_it_is_a_donor(text: str, has: bool, also: str) -> None:
    found = {each.term_id: each for each in terms_in(text)}
    assert ("mrd" in found) is has
    if has:
        assert found["mrd"].may_also_mean == also


def test_one_word_looked_up() -> None:
    told = explain("clinical trial")
    assert told is not None
    assert told.explanation
    assert told.places == ()
    assert explain("zzzz") is None
    assert [each.term_id for each in like("icans")][:1] == ["icans"]


@given(st.text(max_size=200))
def test_any_text_can_be_looked_through(text: str) -> None:
    for each in terms_in(text):
        assert all(0 <= start < end <= len(text) for start, end in each.places)


# Our copies


def test_old_copies_first_with_the_address_of_the_trials_page(
    session: Session, bring: Bring
) -> None:
    bring(ONE, **{DAY: "2026-05-02"})
    bring("NCT99990002", **{DAY: "2026-01-10"})
    save(session, blank(SavedTrial, short_name="Abroad"))
    abroad, old, new = our_copies(session)
    assert (abroad.words, abroad.address) == ("No registry record is saved yet.", None)
    assert old.words == "Our copy is of 10 January 2026, 122 days ago."
    assert old.address == "https://clinicaltrials.gov/study/NCT99990002"
    assert new.words == "Our copy is of 2 May 2026, 10 days ago."


def test_the_same_record_again_makes_a_copy_young(session: Session, bring: Bring) -> None:
    bring(ONE, **{DAY: "2026-01-10"})
    bring(ONE, **{DAY: "2026-05-11"})
    (copy,) = our_copies(session)
    assert copy.words == "Our copy is of 11 May 2026, 1 day ago."


def test_nothing_of_the_case_is_in_an_address(session: Session) -> None:
    patient = replace(session.case.patient, home_place="Denver, CO", country="United States")
    guardian = Guardian(id=new_id(), parent_id=patient.id, name="Ana Quillfeather")
    session.run("note", [Update(patient), Insert(guardian)])
    address = search_for(session, "T-cell leukemia", "CD7 CAR-T", country="United States")
    assert address.startswith("https://clinicaltrials.gov/search?cond=T-cell%20leukemia")
    for words in ("leukemia Maya", "leukemia Ellison", "leukemia Quillfeather", "leukemia Denver"):
        with pytest.raises(CasebookError):
            search_for(session, words)
    with pytest.raises(CasebookError):
        search_for(session, " ")
