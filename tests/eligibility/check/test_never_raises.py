"""Whatever a text and a case hold, the check answers with one of its five states."""

from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.case.case import Case
from app.case.facts import facts_of
from app.eligibility.check import check_criterion
from app.eligibility.check_lines import check_lines
from app.eligibility.check_trial import check_read
from app.eligibility.checking.measurements import MEASURED
from app.eligibility.checking.verdict import State
from app.eligibility.earliest_dates import earliest_dates, if_given
from app.eligibility.model import (
    All,
    AnyOf,
    Comparison,
    Conditional,
    Criterion,
    Duration,
    Except,
    Judgement,
    Kind,
    Not,
    NotRead,
    Per,
    Presence,
    ReadCriterion,
    Requirement,
    Role,
    Sense,
    Span,
    TimeSince,
    Topic,
    Who,
)
from app.eligibility.unknowns import unknowns
from tests.case.facts.any_case import cases

LOOK = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
AS_OF = st.sampled_from(
    [date(2026, 4, 20), date(2024, 2, 29), date(1901, 1, 1), date(2199, 12, 31)]
)
SPANS = st.builds(lambda a, b: Span(min(a, b), max(a, b)), st.integers(0, 40), st.integers(0, 40))
IDS = st.sampled_from(
    "dx:t-all dx:aml dx:nonsense lineage:T drug:vincristine class:IMiD modality:chemotherapy"
    " modality:any_anticancer modality:steroid hsct:any car_t:cd19 target:cd22 marker:cd7"
    " marker:notch1 status:relapsed status:remission status:mrd_positive status:untreated"
    " virus:hiv virus:hbv virus:hav test:hcg test:hbv-dna sex:male product:platelets vaccine:live"
    " condition:gilbert condition:thromboembolism phase:maintenance therapy:gene x".split()
)
QUALITIES = st.sampled_from(
    "active uncontrolled history prior current planned requires_treatment positive negative"
    " detectable undetectable symptomatic severe acute chronic systemic".split()
)
NUMBERS = st.one_of(
    st.decimals("-5", "200000", places=1), st.sampled_from([Decimal(0), Decimal("1E+30")])
)
TOPICS = st.builds(
    Topic,
    st.sampled_from(Kind),
    st.sampled_from(["", "it", "has received it", "CNS3", "x" * 300]),
    st.lists(IDS, max_size=3).map(tuple),
    st.frozensets(QUALITIES, max_size=3),
    st.booleans(),
)
DURATIONS = st.builds(
    Duration, NUMBERS, st.sampled_from(["day", "week", "month", "year", "hour", "half-life", "?"])
)
OPS = st.sampled_from(["<", "<=", "=", ">=", ">"])
VARIABLES = st.sampled_from(
    [*MEASURED, "age", "ecog", "karnofsky", "lansky", "performance", "blasts", "mrd",
     "marker_expression", "prior_lines", "life_expectancy", "unheard_of"]
)  # fmt: skip
UNITS = st.sampled_from(
    [None, "10^9/L", "/uL", "g/dL", "umol/L", "%", "year", "month", "xULN", "kg", "lb", "ms", "?"]
)
LEAVES = st.one_of(
    st.builds(
        Comparison, VARIABLES, OPS, NUMBERS, UNITS, SPANS,
        per=st.sampled_from(Per), subject=st.sampled_from(Who),
        what=st.sampled_from([None, "marrow", "blood", "mrd", "cd7"]),
        method=st.sampled_from([None, "egfr", "cockcroft-gault", "bazett", "?"]),
        window=st.none() | DURATIONS,
    ),
    st.builds(
        TimeSince, TOPICS, OPS, st.lists(DURATIONS, max_size=2).map(tuple), SPANS,
        whichever=st.sampled_from([None, "shorter", "longer"]), since_end=st.booleans(),
    ),
    st.builds(Presence, TOPICS, SPANS, st.sampled_from(Who)),
    st.builds(Judgement, SPANS, st.just("adequate")),
    st.builds(NotRead, SPANS, st.just("why")),
)  # fmt: skip


def _nested(inner: st.SearchStrategy[Requirement]) -> st.SearchStrategy[Requirement]:
    several = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(
        st.builds(All, several, SPANS),
        st.builds(AnyOf, several, SPANS),
        st.builds(Not, inner, SPANS),
        st.builds(Conditional, inner, inner, SPANS),
        st.builds(Except, inner, inner, SPANS),
    )


TREES: st.SearchStrategy[Requirement] = st.recursive(LEAVES, _nested, max_leaves=8)
TEXTS = st.sampled_from(
    ["Platelets >= 75 x 10^9/L or so", "", "Men or women; for patients with x, and so on", "或者"]
)
READ = st.builds(
    ReadCriterion,
    st.builds(
        Criterion, st.just("1"), st.sampled_from(["inclusion", "exclusion", "other"]), TEXTS,
        parent=st.sampled_from([(), ("Donor criteria",)]),
    ),
    st.none() | TREES,
    st.sampled_from(Sense),
    st.sampled_from(Role),
)  # fmt: skip


@LOOK
@given(cases(most_rows=2), AS_OF, st.lists(READ, max_size=4))
def test_any_requirement_against_any_case(case: Case, day: date, read: list[ReadCriterion]) -> None:
    facts = facts_of(case, day)
    trial = check_read("NCT1", None, read, facts)
    for one in trial.criteria:
        assert one.state in State
        assert isinstance(one.reason, str)
        assert one.requirement
    assert all(one.question for one in unknowns([trial], facts))
    assert earliest_dates(trial, facts).sentence()
    if_given("nelarabine", day, [trial], facts)


@LOOK
@given(cases(most_rows=2), AS_OF, READ)
def test_an_answer_rests_on_rows_and_an_open_line_is_never_called_settled(
    case: Case, day: date, read: ReadCriterion
) -> None:
    found = check_criterion(read, facts_of(case, day))
    if found.state in (State.MET, State.NOT_MET):
        assert not found.missing
        assert read.requirement is not None
    if found.state is State.NOT_MET:
        assert found.evidence
        assert read.role in (Role.RULE, Role.NOTE)


@LOOK
@given(
    cases(most_rows=2),
    AS_OF,
    st.text(max_size=200),
    st.sampled_from(["inclusion", "exclusion", "?"]),
)
def test_any_text_against_any_case(case: Case, day: date, text: str, section: str) -> None:
    line = {"id": "1", "section": section, "text": text, "context": text[::-1]}
    (found,) = check_lines(facts_of(case, day), [line])
    assert found["state"] in {str(state) for state in State}
