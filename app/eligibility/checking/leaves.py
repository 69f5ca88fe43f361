"""One statement of a tree against the record: which family looks it up."""

from collections.abc import Callable

from app.eligibility.checking.ages import check_age
from app.eligibility.checking.allergies import check_allergy
from app.eligibility.checking.blasts import check_blasts
from app.eligibility.checking.cns import check_cns
from app.eligibility.checking.diagnosis import check_diagnosis
from app.eligibility.checking.disease_status import check_status
from app.eligibility.checking.gvhd import check_gvhd
from app.eligibility.checking.illnesses import check_illness, check_infection
from app.eligibility.checking.lines_of_therapy import check_lines_of_therapy
from app.eligibility.checking.logic import Leaf
from app.eligibility.checking.markers import check_expression, check_marker
from app.eligibility.checking.measurements import MEASURED, check_measured
from app.eligibility.checking.named_problems import named_row
from app.eligibility.checking.performance import SCALES, check_performance
from app.eligibility.checking.record import Record
from app.eligibility.checking.sex import (
    check_breastfeeding,
    check_pregnancy,
    check_sex,
    not_of_men,
    pregnancy_test,
)
from app.eligibility.checking.therapy import check_given
from app.eligibility.checking.time_since import check_time_since
from app.eligibility.checking.verdict import (
    Finding,
    MissingFact,
    Why,
    cannot_tell,
    disagreeing,
    settled,
)
from app.eligibility.checking.viruses import check_virus
from app.eligibility.checking.vital_signs import MOMENTARY
from app.eligibility.checking.words import name_of, shown
from app.eligibility.model import (
    Comparison,
    Judgement,
    Kind,
    NotRead,
    Presence,
    TimeSince,
    Who,
)

_SUBJECTS = {
    Who.DONOR: "the donor",
    Who.PARTNER: "the partner",
    Who.CAREGIVER: "a caregiver",
}


def look(leaf: Leaf, want: bool, record: Record) -> Finding:
    """Return what the record says on one statement.

    A row without any source, or one that somebody was not sure of, settles nothing.
    """
    if leaf.subject is not Who.PATIENT:
        who = _SUBJECTS[leaf.subject]
        gap = MissingFact(("subject", leaf.subject.value), who, Why.TEAM)
        return cannot_tell(f"This speaks of {who}, not of the person of this record.", gap)
    found = _without_doubt(_looked_up(leaf, want, record), record)
    return _without_conflict(leaf, found, record)


def _looked_up(leaf: Leaf, want: bool, record: Record) -> Finding:
    match leaf:
        case Comparison():
            return _comparison(leaf, record)
        case TimeSince():
            return check_time_since(leaf, record)
        case Presence():
            return _presence(leaf, want, record)
        case Judgement():
            return _judgement(leaf, want, record)
        case NotRead():
            return cannot_tell("A part of this line was not understood.")


def is_plain(leaf: Leaf, wanted: bool, want: bool) -> bool:
    """Whether a statement means the same wherever it stands in a line.

    An age, a measured limit and, where it must be there, a disease do; so does a sex that is a
    condition. A virus or a treatment may belong to another part of the line.

    Args:
        leaf: the statement.
        wanted: what is favourable at its place in the tree.
        want: what is favourable for the whole line.
    """
    if isinstance(leaf, Comparison):
        plain = leaf.variable in MEASURED or leaf.variable in _PLAIN
        return wanted is want and plain and leaf.variable not in MOMENTARY
    if not isinstance(leaf, Presence):
        return False
    if leaf.topic.kind is Kind.SEX:
        return want and not wanted
    return want and wanted and leaf.topic.kind is Kind.DIAGNOSIS


_PLAIN = frozenset({"age", "ecog", "karnofsky", "lansky", "marker_expression", "blasts"})


def _without_doubt(finding: Finding, record: Record) -> Finding:
    if finding.holds is None:
        return finding
    for row in finding.evidence:
        doubt = record.doubt(row)
        if doubt is not None:
            gap = MissingFact(("row", row.table, row.id), row.words, Why(doubt), row)
            said = {
                "no_source": f"{shown(row)}: nobody noted where this comes from.",
                "not_sure": f"{shown(row)}: noted as not sure.",
            }[doubt]
            return cannot_tell(said, gap, evidence=finding.evidence)
    return finding


def _without_conflict(leaf: Leaf, finding: Finding, record: Record) -> Finding:
    """Leave open what rests on a row that another row of the same day contradicts.

    Measured values and last doses compare all rows themselves, and ask only where it matters.
    """
    if finding.holds is None or isinstance(leaf, TimeSince) or _compares_all(leaf):
        return finding
    for row in finding.evidence:
        conflict = record.conflict_of(row)
        if conflict is not None and conflict.what in _ONE_RESULT:
            gap = MissingFact(("row", row.table, row.id), row.words, Why.DISAGREE, row)
            return disagreeing(conflict.sentence, gap, *conflict.entries)
    return finding


def _compares_all(leaf: Leaf) -> bool:
    return isinstance(leaf, Comparison) and (leaf.variable in MEASURED or leaf.variable in SCALES)


_ONE_RESULT = frozenset({"marker", "status", "gene", "spinal_fluid", "virus"})


_COMPARISONS: dict[str, Callable[[Comparison, Record], Finding]] = {
    "age": check_age,
    "ecog": check_performance,
    "karnofsky": check_performance,
    "lansky": check_performance,
    "performance": check_performance,
    "blasts": check_blasts,
    "mrd": check_blasts,
    "marker_expression": check_expression,
    "prior_lines": check_lines_of_therapy,
}


def _comparison(leaf: Comparison, record: Record) -> Finding:
    check = _COMPARISONS.get(leaf.variable)
    if check is None and leaf.variable in MEASURED:
        check = check_measured
    if check is not None:
        return check(leaf, record)
    if leaf.variable == "life_expectancy":
        gap = MissingFact(("team", "life_expectancy"), "what this line asks", Why.TEAM)
        return cannot_tell("Life expectancy is never computed here; the team judges it.", gap)
    gap = MissingFact(("value", leaf.variable), name_of(leaf.variable))
    return cannot_tell(f"There is no {name_of(leaf.variable)} in the record.", gap)


def _presence(leaf: Presence, want: bool, record: Record) -> Finding:
    kind, ids = leaf.topic.kind, leaf.topic.ids
    row = named_row(leaf.topic, record)
    if row is not None:
        return settled(True, f"{shown(row)}.", row)
    if any(id.startswith("condition:") for id in ids):
        return check_illness(leaf, record)
    if any(id.startswith(("virus:", "test:")) for id in ids):
        return _test(leaf, want, record)
    if kind is Kind.DIAGNOSIS:
        return check_diagnosis(leaf, want, record)
    check = _PRESENCES.get(kind)
    if check is not None:
        return check(leaf, record)
    gap = MissingFact(("team", kind.value), leaf.topic.text.strip() or kind.value, Why.TEAM)
    return cannot_tell("This is not in the record; the team can say.", gap)


_SAYS_WHICH = frozenset(
    "positive negative detectable undetectable active chronic history prior acute current".split()
)


def _test(leaf: Presence, want: bool, record: Record) -> Finding:
    if "test:hcg" not in leaf.topic.ids:
        result = check_virus(leaf, record)
        if result.holds is None or not want or leaf.topic.qualities & _SAYS_WHICH:
            return result
        # "Hepatitis C test" alone: no trial asks for the virus in so few words.
        gap = MissingFact(("team", "virus"), leaf.topic.text.strip(), Why.TEAM)
        said = "Which result this line asks for is not clear."
        return cannot_tell(said, gap, evidence=result.evidence)
    found = pregnancy_test(record)
    if found is None:
        gap = MissingFact(("lab", "hcg"), "pregnancy test")
        return cannot_tell("There is no pregnancy test in the record.", gap)
    return found.turned() if "negative" in leaf.topic.qualities else found


_PRESENCES: dict[Kind, Callable[[Presence, Record], Finding]] = {
    Kind.DISEASE_STATUS: check_status,
    Kind.MARKER: check_marker,
    Kind.SEX: check_sex,
    Kind.PREGNANCY: check_pregnancy,
    Kind.BREASTFEEDING: check_breastfeeding,
    Kind.CNS: check_cns,
    Kind.GVHD: check_gvhd,
    Kind.INFECTION: check_infection,
    Kind.ALLERGY: check_allergy,
    Kind.PRIOR_THERAPY: check_given,
    Kind.PRIOR_HSCT: check_given,
    Kind.PRIOR_CART: check_given,
    Kind.IMMUNOSUPPRESSION: check_given,
    Kind.MEDICATION: check_given,
    Kind.VACCINE: check_given,
    Kind.SURGERY: check_given,
    Kind.TRANSFUSION: check_given,
    Kind.TRIAL: check_given,
}


def _judgement(leaf: Judgement, want: bool, record: Record) -> Finding:
    words = " ".join(leaf.text.split())
    of_women = None if want else not_of_men(words, record)
    if of_women is not None:
        return of_women
    gap = MissingFact(("judgement", words.casefold()), words, Why.TEAM)
    return cannot_tell(f"“{words}” is for the team to judge.", gap)
