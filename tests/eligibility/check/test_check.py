"""A whole line: states, roles, what was not read, and what a line surely means."""

from app.eligibility.model import (
    All,
    AnyOf,
    Comparison,
    Conditional,
    Except,
    Judgement,
    Kind,
    Not,
    NotRead,
    Role,
    Sense,
    Span,
    Who,
)
from tests.eligibility.check.building import (
    SPAN,
    case,
    checked,
    labs,
    limit,
    state,
    there,
    unread,
)

COUNTS = labs(
    {"code": "plt", "value": 49, "unit": "10^3/uL"},
    {"code": "anc", "value": 0.9, "unit": "10^3/uL"},
)
CASE = case(
    patient={"birth_date": "2008-10-09", "sex_at_birth": "male"},
    diagnoses=[{"dx_id": "t-all", "name_on_report": "T-ALL", "date": "2023-08-15"}],
    status_events=[
        {"type": "relapse", "date": "2026-02-24"},
        {"type": "refractory", "date": "2026-03-31"},
    ],
    virus_tests=[{"date": "2026-03-03", "hiv": "negative"}],
    **COUNTS,
)
LOW, HIGH = limit("platelets", ">=", 40, "10^9/L"), limit("platelets", ">=", 75, "10^9/L")
ADULT, TEEN = limit("age", ">=", 18, "year"), limit("age", ">=", 12, "year")
AML, ALL_ = there(Kind.DIAGNOSIS, "dx:aml"), there(Kind.DIAGNOSIS, "dx:all")


def test_inclusions_must_hold_and_exclusions_must_not() -> None:
    assert state(TEEN, CASE) == "met"
    assert state(ADULT, CASE) == "not_met"
    assert state(TEEN, CASE, section="exclusion") == "not_met"
    assert state(ADULT, CASE, section="exclusion") == "met"
    assert state(limit("age", ">=", 12, "year"), case()) == "unknown"


def test_a_heading_asks_nothing() -> None:
    found = checked(None, CASE, sense=Sense.ASKS_NOTHING, role=Role.HEADING)
    assert found.state == "unknown"
    assert found.asks_nothing
    assert not found.missing


def test_what_was_not_read_is_said() -> None:
    assert state(unread(), CASE) == "not_read"
    assert state(All((TEEN, unread()), SPAN), CASE) == "not_read"
    assert state(TEEN, CASE, sense=Sense.UNCLEAR) == "not_read"
    assert state(None, CASE) == "not_read"


def test_a_plainly_failed_part_decides_although_its_neighbour_is_not_read() -> None:
    assert state(All((ADULT, unread()), SPAN), CASE) == "not_met"
    assert state(All((HIGH, unread()), SPAN), CASE) == "not_met"
    assert state(All((AML, unread()), SPAN), CASE) == "not_met"


def test_in_a_line_not_read_completely_only_plain_parts_rule_out() -> None:
    virus, woman = there(Kind.HIV, "virus:hiv"), there(Kind.SEX, "sex:female")
    assert state(All((virus, unread()), SPAN), CASE) == "not_read"
    assert state(All((woman, unread()), SPAN), CASE) == "not_read"
    assert state(All((Not(TEEN, SPAN), unread()), SPAN), CASE) == "not_read"


def test_unread_words_may_say_for_whom_a_limit_holds() -> None:
    text = "Platelets >= 75 for patients with marrow involvement"
    some = NotRead(Span(16, len(text)), "not known")
    assert state(All((HIGH, some), SPAN), CASE, text=text) == "not_read"


def test_several_limits_of_one_thing_with_unread_words_between() -> None:
    both = {"comparisons": (HIGH, LOW), "text": "Platelets >= 75 (>= 40 sometimes)"}
    part = All((HIGH, NotRead(Span(16, 33), "x")), SPAN)
    assert state(part, CASE, **both) == "not_read"


def test_an_exclusion_turned_round_is_not_believed_where_a_part_was_not_read() -> None:
    part = All((TEEN, unread()), SPAN)
    more = {"section": "exclusion", "sense": Sense.MUST_HOLD}
    assert state(part, CASE, **more) == "not_read"
    assert state(TEEN, CASE, **more) == "met"


def test_words_behind_an_exception_may_be_a_further_ground() -> None:
    text = "Platelets < 10 unless corrected, or taking blood thinners"
    base = limit("platelets", "<", 10, "10^9/L")
    line = Except(base, NotRead(Span(15, len(text)), "x"), SPAN)
    assert state(line, CASE, section="exclusion", text=text) == "not_read"
    plain = Except(base, NotRead(Span(15, 31), "x"), SPAN)
    assert state(plain, CASE, section="exclusion", text=text) == "met"


def test_one_of_several_ways_never_rules_out() -> None:
    for role in (Role.ALTERNATIVE, Role.EXCEPTION, Role.PERMISSION, Role.DEFINITION, Role.HEADING):
        assert state(HIGH, CASE, role=role) == "unknown"
        assert state(LOW, CASE, role=role) == "met"
    assert state(HIGH, CASE, role=Role.NOTE) == "not_met"


def test_lines_about_the_donor_say_nothing_of_the_person() -> None:
    assert state(ADULT, CASE, subject=Who.DONOR) == "unknown"
    assert state(ADULT, CASE, parent=("Donor Inclusion Criteria",)) == "unknown"
    assert state(ADULT, CASE, parent=("Patient Inclusion Criteria",)) == "not_met"
    assert state(ADULT, CASE, parent=("Donor lymphocyte infusion within 28 days",)) == "not_met"
    about = Comparison(ADULT.variable, ">=", ADULT.value, "year", SPAN, subject=Who.DONOR)
    assert state(about, CASE) == "unknown"


def test_words_that_need_judgement_leave_a_line_open() -> None:
    judged = Judgement(SPAN, "clinically significant")
    assert state(All((LOW, judged), SPAN), CASE) == "unknown"
    assert state(All((HIGH, judged), SPAN), CASE) == "not_met"
    found = checked(judged, CASE)
    assert found.missing[0].why == "team"


def test_describing_words_before_the_first_disease_describe_all() -> None:
    lymphoma = there(Kind.DIAGNOSIS, "dx:dlbcl")
    cd7 = there(Kind.MARKER, "marker:cd7")
    line = AnyOf((All((cd7, AML), SPAN), ALL_), SPAN)
    assert state(line, CASE) == "unknown"  # CD7 is not known
    assert state(AnyOf((AML, lymphoma), SPAN), CASE) == "not_met"
    assert state(AnyOf((AML, ALL_), SPAN), CASE) == "met"


def test_a_disease_beside_a_limit_may_only_say_for_whom_it_holds() -> None:
    assert state(All((AML, LOW), SPAN), CASE) != "not_met"
    assert state(All((AML, HIGH), SPAN), CASE) == "not_met"
    assert state(All((ALL_, LOW), SPAN), CASE) == "met"


def test_a_sex_beside_a_pregnancy_test_is_a_condition() -> None:
    woman, test = (
        there(Kind.SEX, "sex:female"),
        there(Kind.PREGNANCY, "test:hcg", qualities="negative"),
    )
    assert state(All((test, woman), SPAN), CASE) == "met"
    pregnant = there(Kind.PREGNANCY)
    assert state(All((woman, pregnant), SPAN), CASE) == "not_met"
    assert state(All((pregnant, woman), SPAN), CASE, section="exclusion") == "met"


def test_men_or_women_is_either() -> None:
    men, women = there(Kind.SEX, "sex:male"), there(Kind.SEX, "sex:female")
    assert state(All((men, All((women, TEEN), SPAN)), SPAN), CASE) == "met"


def test_a_sex_is_no_condition_where_the_line_names_both() -> None:
    line = Conditional(there(Kind.SEX, "sex:female"), unread(), SPAN)
    assert state(line, CASE, text="Females must have a negative test") == "met"
    both = "Score of 2 for females and 3 for males"
    assert state(line, CASE, text=both) == "not_read"
    partner = "Females with a male partner must use contraception"
    assert state(line, CASE, text=partner) == "met"


def test_a_value_nobody_vouches_for_settles_nothing() -> None:
    sure = case(problems=[{"name": "Gilbert syndrome", "status": "active", "noted_by": "Ines"}])
    gilbert = there(Kind.CONDITION, "condition:gilbert")
    assert state(gilbert, sure) == "met"
    nobody = case(problems=[{"name": "Gilbert syndrome", "status": "active"}])
    assert state(gilbert, nobody) == "unknown"
    dated = case(problems=[{"name": "Gilbert syndrome", "status": "active", "since": "2023"}])
    assert state(gilbert, dated) == "met"
    doubted = case(
        problems=[{"name": "Gilbert syndrome", "since": "2023", "certainty": "not_sure"}]
    )
    assert state(gilbert, doubted) == "unknown"


def test_the_reason_names_value_and_date_and_never_says_eligible() -> None:
    found = checked(HIGH, CASE)
    assert "49 10^3/uL on 16 April 2026" in found.reason
    assert found.requirement == "platelets at least 75 10^9/L"
    assert found.evidence[0].table == "lab_result"
    for words in (found.reason, found.requirement):
        assert "eligible" not in words
        assert "qualif" not in words
