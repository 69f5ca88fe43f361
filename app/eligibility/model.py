"""What a registry's criteria become: single criteria, and the requirements read out of them.

Two layers, both plain frozen values:

* `Criterion`: one rule in the registry's own words, with its place in the text it came from.
* `Requirement`: a small tree that says what the sentence states about a person. It is a
  *statement*, not a verdict: exclusion "ANC < 500" is the comparison `anc < 500`. Whether the
  statement has to be true or has to be false for the person is `ReadCriterion.sense`.

How a check reads the tree (three values: true, false, cannot tell):

* `All` is false as soon as one part is false, true when all are true, else open. `AnyOf` mirrors
  it. `Not` turns round.
* `NotRead` and `Judgement` are always "cannot tell". They stand in the tree exactly where the
  words stand in the sentence's logic: a plainly failed part of an `All` decides although a
  neighbour is not read. Where even the logic is not understood, the whole tree is one `NotRead`.
* An open result with a `NotRead` anywhere in the tree is the state `not_read`; every other open
  result is `unknown`.

Every requirement keeps the half-open span of `Criterion.text` it was read from.
"""

from collections.abc import Iterator
from dataclasses import field
from decimal import Decimal
from typing import Literal, TypeAlias

from app.case.value_class import value_class
from app.eligibility.terms import Anchor as Anchor
from app.eligibility.terms import Kind as Kind
from app.eligibility.terms import Per as Per
from app.eligibility.terms import Role as Role
from app.eligibility.terms import Sense as Sense
from app.eligibility.terms import Who as Who

Section: TypeAlias = Literal["inclusion", "exclusion", "other"]
Op: TypeAlias = Literal["<", "<=", "=", ">=", ">"]


@value_class
class Span:
    """Half-open range of characters in `Criterion.text`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of the span."""
        return text[self.start : self.end]


@value_class
class Criterion:
    """One criterion in the registry's own words.

    Attributes:
        number: the registry's own numbering with the numbers of the items above it
            ("3", "3.a"), or counted where the registry only has bullets ("2.1"); unique
            together with section within one text.
        section: list it stands in; "other" before any heading says which.
        text: the registry's words: line wraps joined, markdown escapes and HTML entities
            undone, the leading bullet or number taken off; nothing else is changed.
        start, end: half-open range in the whole text as it was given to `read_text`.
        parent: the context texts above it, outermost first: headings ("Cohort 1"), the
            introducing item ("Adequate organ function defined as:").
        cohort: name of the cohort, part or arm the line belongs to, if any.
        subject: whom the section speaks of ("Donor inclusion criteria").
        parts: pieces where the text has inner numbering ("A. ... B. ..."), else empty.
        intro: True where the line only introduces the lines below it.
    """

    number: str
    section: Section
    text: str
    start: int = 0
    end: int = 0
    parent: tuple[str, ...] = ()
    cohort: str | None = None
    subject: Who = Who.PATIENT
    parts: tuple[str, ...] = ()
    intro: bool = False


@value_class
class Topic:
    """What a `Presence` or a `TimeSince` is about.

    Attributes:
        kind: the family it belongs to.
        text: the words of the sentence that name it.
        ids: what was recognised; ANY of them is meant. Empty: recognised by kind alone (then
            the kind itself is meant, "infection") or, where `named` is True, a thing of that
            kind that no vocabulary knows ("leflunomide"). Prefixes:
            `dx:` dx_id of diagnoses.csv; `lineage:` T, B, NK, myeloid, lymphoid, plasma;
            `drug:` drug_id, `class:` class, `modality:` modality of drugs.csv, besides
            `modality:` radiation, surgery, intrathecal, dli, investigational, any_anticancer;
            `target:` marker_id at which a therapy is aimed; `car_t:` any or the marker_id it is
            aimed at; `hsct:` any, allogeneic, autologous; `marker:` marker_id of markers.csv;
            `status:` relapsed, refractory, remission, remission_first, remission_second,
            remission_later, mrd_positive, mrd_negative, untreated,
            progression; `virus:` hiv, hbv, hcv, htlv, cmv, ebv, covid, tuberculosis, syphilis;
            `test:` lab_id of labs.csv (hbsag, anti-hbc, hbv-dna, anti-hcv, hcv-rna, hcg);
            `sex:` female, male; `product:` platelets, red_cells; `vaccine:` live, any;
            `phase:` maintenance; `site:` partial_radiation; `route:` topical_steroid;
            `therapy:` gene; `interaction:` cyp3a; `virus:` hav besides those above;
            `condition:` an illness, one of app.eligibility.topic_words.CONDITIONS.
        qualities: words of the sentence that narrow it, ALL of which must hold: "active",
            "uncontrolled", "systemic", "history" (ever), "prior", "current", "planned",
            "requires_treatment", "positive", "negative", "detectable", "undetectable",
            "symptomatic", "untreated", "severe", "acute", "chronic", "newly", "live".
        named: the sentence names something particular ("leflunomide"), so the kind alone is
            not enough to say it is present.
        without: what the sentence takes out ("with the exception of hydroxyurea").
    """

    kind: Kind
    text: str
    ids: tuple[str, ...] = ()
    qualities: frozenset[str] = frozenset()
    named: bool = False
    without: tuple["Topic", ...] = ()


@value_class
class Duration:
    """A length of time; unit is "day", "week", "month", "year", "hour" or "half-life"."""

    value: Decimal
    unit: str


@value_class
class Comparison:
    """A measured value against a limit, as it stands in the text.

    Attributes:
        variable: name of what is measured: age, ecog, karnofsky, lansky, platelets, anc, wbc,
            alc, hemoglobin, creatinine, crcl, bilirubin, direct_bilirubin, alt, ast, alp, ldh,
            albumin, lvef, lvsf, spo2, dlco, fev1, qtc, inr, blasts, marker_expression, cd3,
            ferritin, life_expectancy, prior_lines, weight, bmi, time_since ... (all in
            app.eligibility.lexicon). `crcl` covers GFR: `method` says which.
        op: the operator as written.
        value: the limit.
        unit: as in the text, in one spelling ("10^9/L", "/uL", "g/dL", "umol/L", "mL/min",
            "%", "year"), "xULN" or "xLLN" for multiples, None where the text has none.
        span: where the comparison stands.
        per: absolute or a multiple of a limit of normal.
        subject: whose value.
        what: what exactly, where the variable alone does not say: the marker id of a
            marker_expression, "marrow" / "blood" / "mrd" for blasts.
        method: a method the text insists on ("cockcroft-gault", "24-hour urine", "egfr",
            "schwartz", "fridericia", "bazett", "room air"), None if none or any.
        window: how fresh the value must be, where the line says so.
        support_free: True where the text asks for the value without growth factor or
            transfusion support (the span of that demand is its own requirement).
    """

    variable: str
    op: Op
    value: Decimal
    unit: str | None
    span: Span
    per: Per = Per.ABSOLUTE
    subject: Who = Who.PATIENT
    what: str | None = None
    method: str | None = None
    window: Duration | None = None
    support_free: bool = False


@value_class
class TimeSince:
    """Time passed since something that happened, at the anchor day.

    `op` "<" or "<=" states "it happened within this time": false when it never happened.
    `op` ">" or ">=" states "at least this time has passed": true when it never happened, unless
    `must_have_happened` (as in "relapse at least 6 months after transplant").

    Attributes:
        event: what happened; with several `ids`, any of them.
        op: as written.
        durations: one, or several where the text gives alternatives ("14 days or 5 half-lives").
        whichever: "shorter" or "longer" where several durations compete, None if not said.
        counts_from: the day the time is counted back from.
        since_end: False where the text counts from the start of the event, not from its last dose.
        ongoing_counts: True where "currently receiving" belongs to the same statement.
    """

    event: Topic
    op: Op
    durations: tuple[Duration, ...]
    span: Span
    whichever: Literal["shorter", "longer"] | None = None
    counts_from: Anchor = Anchor.NOT_SAID
    subject: Who = Who.PATIENT
    must_have_happened: bool = False
    since_end: bool = True
    ongoing_counts: bool = False


@value_class
class Presence:
    """Something is (or was, or is planned) there: a disease, a marker, a therapy, an illness.

    True of a person whose record shows `topic` with all its `qualities`. A missing record does
    not make it false (absence has to be documented).
    """

    topic: Topic
    span: Span
    subject: Who = Who.PATIENT


@value_class
class Judgement:
    """Words that only a doctor can decide: adequate, clinically significant, suitable for."""

    span: Span
    text: str
    kind: Kind | None = None
    subject: Who = Who.PATIENT


@value_class
class NotRead:
    """Words that could change the answer and are not understood; `why` is for the tester."""

    span: Span
    why: str
    subject: Who = Who.PATIENT


@value_class
class All:
    """Every part holds."""

    of: tuple["Requirement", ...]
    span: Span


@value_class
class AnyOf:
    """One part is enough."""

    of: tuple["Requirement", ...]
    span: Span


@value_class
class Not:
    """The inner statement does not hold."""

    inner: "Requirement"
    span: Span


@value_class
class Conditional:
    """`then` is asked only of those for whom `condition` is true ("for patients under 16: ...").

    False condition: nothing is asked, whatever the sense. Open condition: open, unless `then`
    comes out favourable anyway.
    """

    condition: "Requirement"
    then: "Requirement"
    span: Span


@value_class
class Except:
    """`base`, but the line asks nothing of those for whom `unless` is true.

    The exception always speaks for the person: unfavourable `base` and open `unless` is open.
    """

    base: "Requirement"
    unless: "Requirement"
    span: Span


Requirement: TypeAlias = (
    Comparison
    | TimeSince
    | Presence
    | Judgement
    | NotRead
    | All
    | AnyOf
    | Not
    | Conditional
    | Except
)


@value_class
class ReadCriterion:
    """A criterion together with everything the program understood of it.

    Attributes:
        criterion: the registry's words and place.
        requirement: the tree; None where the line asks nothing (`sense` ASKS_NOTHING).
        sense: whether the statement has to hold or must not hold.
        role: rule, heading, alternative ...: an ALTERNATIVE never rules out by itself.
        comparisons: every literal comparison of the line, time windows as variable
            "time_since", also those that `requirement` does not use; what
            `casebook read-criteria` prints.
        kinds: kinds of criterion named in the line, where they were asked for.
    """

    criterion: Criterion
    requirement: Requirement | None
    sense: Sense
    role: Role = Role.RULE
    comparisons: tuple[Comparison, ...] = ()
    kinds: frozenset[Kind] = field(default_factory=frozenset)

    @property
    def understood(self) -> bool:
        """True when no part that could change the answer was left unread."""
        if self.requirement is None:
            return self.sense is Sense.ASKS_NOTHING
        return self.sense is not Sense.UNCLEAR and not any(
            isinstance(part, NotRead) for part in walk(self.requirement)
        )


def children(requirement: Requirement) -> tuple[Requirement, ...]:
    """Return the direct parts of a requirement."""
    if isinstance(requirement, _LEAVES):
        return ()
    match requirement:
        case All(of=parts) | AnyOf(of=parts):
            return parts
        case Not(inner=inner):
            return (inner,)
        case Conditional(condition=condition, then=then):
            return (condition, then)
        case Except(base=base, unless=unless):
            return (base, unless)


_LEAVES = (Comparison, TimeSince, Presence, Judgement, NotRead)


def walk(requirement: Requirement) -> Iterator[Requirement]:
    """Yield the requirement and everything inside it, in the order of the text."""
    waiting = [requirement]
    while waiting:
        part = waiting.pop()
        yield part
        if not isinstance(part, _LEAVES):
            waiting.extend(reversed(children(part)))
