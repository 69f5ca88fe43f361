from app.case.entities import CriterionAnswer
from app.case.partial_date import PartialDate
from app.eligibility.answers import (
    EVIDENCE_CHANGED,
    STATE_CHANGED,
    WORDS_CHANGED,
    evidence_text,
    with_answers,
)
from app.eligibility.check_trial import NO_CRITERIA, check_read, check_trial, from_fields
from app.eligibility.model import Kind, Role, Sense
from app.trials.record import AgeLimit, TrialRecord
from tests.eligibility.check.building import case, labs, limit, line, there

CASE = case(
    patient={"birth_date": "2008-10-09", "sex_at_birth": "male"},
    **labs({"code": "plt", "value": 49, "unit": "10^3/uL"}),
)
TEXT = """Inclusion Criteria:

* Age 12 years or older
* Platelets >= 75 x 10^9/L
* Life expectancy of at least 12 weeks

Exclusion Criteria:

* Pregnant or breastfeeding
"""


def trial(**more: object) -> TrialRecord:
    return TrialRecord(registry="ctgov", number="NCT01234567", form="json-v2", **more)  # type: ignore[arg-type]


def test_every_line_and_the_registrys_own_fields() -> None:
    checked = check_trial(
        trial(
            eligibility=TEXT,
            minimum_age=AgeLimit("12 Years", 12, "year"),
            maximum_age=AgeLimit("16 Years", 16, "year"),
            sex="ALL",
        ),
        CASE,
    )
    states = [(c.criterion.text, str(c.state)) for c in checked.criteria]
    assert states[:2] == [("Minimum age: 12 Years", "met"), ("Maximum age: 16 Years", "not_met")]
    assert dict(states)["Platelets >= 75 x 10^9/L"] == "not_met"
    assert dict(states)["Pregnant or breastfeeding"] == "met"
    assert sum(checked.counts.values()) == len(states)
    assert checked.note is None


def test_what_may_rule_out_stands_first_on_a_screen() -> None:
    checked = check_trial(trial(eligibility=TEXT), CASE)
    ordered = [str(one.state) for one in checked.may_rule_out_first]
    assert ordered[0] == "not_met"
    assert ordered.index("met") > ordered.index("unknown")


def test_a_trial_without_criteria_says_so() -> None:
    assert check_trial(trial(), CASE).note == NO_CRITERIA
    assert check_trial(trial(), CASE).criteria == ()


def test_fields_that_are_not_understood_are_left_out() -> None:
    assert from_fields(AgeLimit("N/A"), None, None) == ()
    (woman,) = from_fields(None, None, "FEMALE")
    assert str(check_read("", None, [woman], CASE).criteria[0].state) == "not_met"


def test_lines_that_ask_nothing_are_not_counted() -> None:
    heading = line(None, sense=Sense.ASKS_NOTHING, role=Role.HEADING)
    checked = check_read("", None, [heading, line(limit("age", ">=", 12))], CASE)
    assert sum(checked.counts.values()) == 1
    assert checked.may_rule_out_first[-1].asks_nothing


# Answers


def answer(text: str, id: str = "a-1", **more: object) -> CriterionAnswer:
    values = {"criterion_number": "1", "answer": "met", "answered_by": "Dr. Lindqvist", **more}
    return CriterionAnswer(id=id, parent_id="t-1", criterion_text=text, **values)  # type: ignore[arg-type]


ASKED = check_read(
    "", None, [line(limit("platelets", ">=", 75, "10^9/L"), text="Platelets fine")], CASE
)


def test_an_answer_stands_above_the_check_which_stays_visible() -> None:
    (one,) = with_answers(ASKED.criteria, [answer("Platelets  FINE")]).lines
    assert one.state == "met"
    assert str(one.checked.state) == "not_met"
    assert one.answer is not None
    assert one.answer.answered_by == "Dr. Lindqvist"
    assert one.look_again == ()


def test_without_an_answer_the_check_stands() -> None:
    (one,) = with_answers(ASKED.criteria, []).lines
    assert one.answer is None
    assert one.state == "not_met"


def test_a_changed_record_asks_for_another_look() -> None:
    (now,) = ASKED.criteria
    same = answer("Platelets fine", our_state="not_met", our_evidence=evidence_text(now))
    assert with_answers(ASKED.criteria, [same]).lines[0].look_again == ()
    then = answer("Platelets fine", our_state="met", our_evidence="Platelet count 90 (2026-01-02)")
    assert with_answers(ASKED.criteria, [then]).lines[0].look_again == (
        EVIDENCE_CHANGED,
        STATE_CHANGED,
    )


def test_an_answer_never_moves_to_another_rule_of_the_same_number() -> None:
    other = answer("Prior treatment with a CD7 product")
    told = with_answers(ASKED.criteria, [other])
    assert told.lines[0].answer is None
    assert told.without_line == (other,)


def test_changed_words_keep_the_answer_by_its_number() -> None:
    (one,) = with_answers(ASKED.criteria, [answer("Platelets above 50")]).lines
    assert one.answer is not None
    assert one.look_again == (WORDS_CHANGED,)


def test_an_answer_whose_line_is_gone_is_kept() -> None:
    kept = with_answers(ASKED.criteria, [answer("Another rule", criterion_number="9")])
    assert kept.lines[0].answer is None
    assert [one.criterion_text for one in kept.without_line] == ["Another rule"]


def test_the_newest_of_several_answers_counts() -> None:
    old = answer("Platelets fine", "a-1", answered_on=PartialDate(2026, 1, 2), answer="not_met")
    new = answer("Platelets fine", "a-2", answered_on=PartialDate(2026, 4, 2), answer="ask")
    assert with_answers(ASKED.criteria, [new, old]).lines[0].state == "ask"
    assert with_answers(ASKED.criteria, [old, new]).without_line == ()


def test_sex_kind_of_a_field() -> None:
    assert there(Kind.SEX, "sex:male").topic.kind in from_fields(None, None, "MALE")[0].kinds
