from app.eligibility.check_trial import CheckedTrial, check_read
from app.eligibility.model import All, Judgement, Kind, Requirement
from app.eligibility.unknowns import unknowns
from tests.eligibility.check.building import SPAN, case, limit, line, there, unread

CASE = case(
    patient={"preferred_name": "Maya", "birth_date": "2008-10-09", "sex_at_birth": "female"},
    organ_function=[
        {"date": "2025-09-12", "test": "lvef", "value": 59, "unit": "%", "method": "echo"}
    ],
    performance_status=[{"date": "2026-04-16", "scale": "Karnofsky", "score": 80}],
)
HEART = limit("lvef", ">=", 40, "%")
COUNTS = limit("platelets", ">=", 50, "10^9/L")


def trial(number: str, *requirements: Requirement) -> CheckedTrial:
    return check_read(number, None, [line(requirement) for requirement in requirements], CASE)


def test_a_question_names_the_test_and_its_last_date() -> None:
    (one,) = unknowns([trial("NCT1", HEART)], CASE)
    assert one.fact.key == ("organ_test", "lvef")
    assert one.question == (
        "When can Maya have a new heart ultrasound? The last one was on 12 September 2025."
    )


def test_the_fact_that_settles_most_comes_first() -> None:
    ecog = limit("ecog", "<=", 2)
    found = unknowns(
        [
            trial("NCT1", ecog, HEART),
            trial("NCT2", HEART),
            trial("NCT3", All((HEART, COUNTS), SPAN)),
        ],
        CASE,
    )
    assert [one.fact.key[1] for one in found] == ["lvef", "ecog", "platelets"]
    heart = found[0]
    assert heart.trials == ("NCT1", "NCT2", "NCT3")
    assert [one.alone for one in heart.lines] == [True, True, False]
    assert not found[2].lines[0].alone


def test_what_only_the_team_can_say_is_no_missing_fact() -> None:
    judged, consent = Judgement(SPAN, "adequate"), there(Kind.CONSENT)
    assert unknowns([trial("NCT1", judged, consent, unread())], CASE) == ()


def test_settled_lines_ask_nothing() -> None:
    assert unknowns([trial("NCT1", limit("age", ">=", 12))], CASE) == ()


def test_every_family_of_gaps_has_plain_words() -> None:
    asked = [
        HEART,
        COUNTS,
        limit("ecog", "<=", 2),
        limit("weight", ">=", 30, "kg"),
        limit("spo2", ">=", 92, "%"),
        limit("blasts", ">=", 5, "%", what="marrow"),
        limit("mrd", ">=", "0.01", "%"),
        limit("prior_lines", ">=", 2),
        limit("marker_expression", ">=", 50, "%", what="cd7"),
        limit("dlco", ">=", 50, "%"),
        limit("crcl", ">=", 50, "mL/min", method="cockcroft-gault"),
        there(Kind.MARKER, "marker:cd7"),
        there(Kind.HIV, "virus:hiv"),
        there(Kind.HBV, "virus:hbv"),
        there(Kind.PREGNANCY),
        there(Kind.BREASTFEEDING),
        there(Kind.GVHD),
        there(Kind.CNS),
        there(Kind.INFECTION),
        there(Kind.ALLERGY, "drug:pegaspargase"),
        there(Kind.DIAGNOSIS, "dx:aml"),
        there(Kind.DISEASE_STATUS, "status:relapsed"),
        there(Kind.CONDITION, "condition:seizure", text="seizures"),
        there(Kind.PRIOR_THERAPY, "drug:blinatumomab"),
        there(Kind.VACCINE, "vaccine:live", text="live vaccine"),
    ]
    found = unknowns([trial("NCT1", *asked)], CASE)
    assert len(found) == len(asked) - 1  # CD7 is asked for twice
    for one in found:
        assert one.question[0].isupper()
        assert "?" in one.question
        assert "eligible" not in one.question
        assert len(one.question.split("?")[0].split()) <= 20
