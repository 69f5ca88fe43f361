"""Facts about the disease: diagnosis, status, relapses, markers, genes."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from app.case.facts.values.evidence import Evidence
from app.case.partial_date import AgeRange, DayRange, PartialDate
from app.case.value_class import value_class


@value_class
class DiagnosisFact:
    """One diagnosis.

    Attributes:
        name: as the report says it, else the vocabulary's name, else "Not known".
        dx_id: id in `diagnoses.csv`; None where there is none.
        age: age on the day of diagnosis, computed from the birth date.
        words: name, date, stage or risk group as printed, spinal fluid, white cells.
    """

    name: str
    dx_id: str | None
    date: PartialDate | None
    stage: str | None
    risk_group: str | None
    age: AgeRange | None
    words: str
    evidence: Evidence


@value_class
class StatusFact:
    """One assessment of the disease, in words.

    Attributes:
        type: code of `status_event.type`.
        label: the type in words, such as "Refractory".
        words: "Refractory, 31 March 2026: marrow 11%, MRD 9.4% (flow)".
        short: the findings alone: "marrow 11%, MRD 9.4% (flow)"; "" where there are none.
        mrd: the MRD part alone, None where the event has none.
    """

    type: str
    label: str
    date: PartialDate | None
    response: str | None
    marrow_blasts_percent: Decimal | None
    mrd: str | None
    deauville: int | None
    cns_status: str | None
    note: str | None
    short: str
    words: str
    evidence: Evidence


@value_class
class Relapse:
    """A relapse event; refractory disease and progression are other events.

    Attributes:
        number: 1 for the first, over all three kinds.
        words: "First relapse, 24 February 2026: marrow 76%"; without the count where the
            relapses are of several kinds.
        days_since: days from the relapse to the as-of day.
    """

    number: int
    kind: Literal["relapse", "mrd_relapse", "molecular_relapse"]
    status: StatusFact
    words: str
    days_since: DayRange | None


@value_class
class Situation:
    """What stands at the top of the overview.

    Attributes:
        headline: "First relapse, 24 February 2026".
        sentences: one to four calm sentences behind it; first what was found after a relapse.
    """

    headline: str
    sentences: tuple[str, ...]
    evidence: tuple[Evidence, ...]

    @property
    def words(self) -> str:
        """Return headline and sentences as one text."""
        return " ".join((f"{self.headline}.", *self.sentences))


@value_class
class MarkerValue:
    """One result of one marker.

    Attributes:
        result: code of `marker_result`.
        words: "positive, 98%".
    """

    date: PartialDate | None
    result: str
    percent: Decimal | None
    percent_of: str | None
    specimen: str | None
    method: str | None
    timepoint: str | None
    note: str | None
    words: str
    evidence: Evidence


@value_class
class MarkerFact:
    """A marker with its newest result and what came before.

    Attributes:
        key: id in `markers.csv`, or the text as typed. Surface and inside CD3 are two markers;
            a bare "CD3" stays a third.
        newest: the newest result that was really made ("not tested" is none).
        earlier: the result before it, None where there is none.
        result_changed: the result word differs from the earlier one (positive to negative).
        changed: the result word or the percentage differs.
        history: all results, newest first.
        maybe_newer: results whose partial date cannot rule out that they are newer.
        not_tested: newer reports that name the marker as not tested.
    """

    key: str
    name: str
    newest: MarkerValue
    earlier: MarkerValue | None
    result_changed: bool
    changed: bool
    history: tuple[MarkerValue, ...]
    maybe_newer: tuple[MarkerValue, ...]
    not_tested: tuple[Evidence, ...]


@value_class
class GeneValue:
    """One finding of one gene or fusion. The risk meaning is never stored or shown.

    Attributes:
        present: the change was found; None for an uncertain result.
        words: "mutated, p.R367Q, 12% of cells".
    """

    date: PartialDate | None
    result: str
    present: bool | None
    change: str | None
    vaf_percent: Decimal | None
    specimen: str | None
    method: str | None
    words: str
    evidence: Evidence


@value_class
class GeneFact:
    """A gene with its newest findings.

    Attributes:
        newest: every finding of the newest report that names the gene.
        earlier: findings of the report before that.
        changed: found before and not now, or the other way round.
        seen_only_later: found, but not at diagnosis (not listed there, or not found there).
        at_diagnosis: "not listed" or "not found", where `seen_only_later`.
    """

    key: str
    name: str
    newest: tuple[GeneValue, ...]
    earlier: tuple[GeneValue, ...]
    changed: bool
    seen_only_later: bool
    at_diagnosis: str | None
    history: tuple[GeneValue, ...]


@value_class
class Biology:
    """Markers and genes of one moment.

    Attributes:
        moment: "diagnosis", "relapse" or "refractory".
        label: "At diagnosis", "At the latest relapse".
        date: day of the event itself; each value has its own.
        karyotypes: as printed, with their reports.
    """

    moment: Literal["diagnosis", "relapse", "refractory"]
    label: str
    date: PartialDate | None
    markers: Mapping[str, MarkerValue]
    genes: Mapping[str, tuple[GeneValue, ...]]
    karyotypes: tuple[Evidence, ...]
