"""Laboratory results and other measured values, with name, value, unit and range as printed.

Which value of our list a result is, its code says where the code can be believed, otherwise its
name. Where the two name different values neither is taken, and the result keeps its printed name.
"""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from app.case.entities import LabPanel, LabResult, OrganTest, VirusTest
from app.case.lab_names import may_have_unit
from app.case.partial_date import PartialDate
from app.case.vocabulary import lab_find, labs
from app.records.code_systems import LOINC
from app.records.collector import Collector, Entry
from app.records.concepts import Concept
from app.records.found import SourceWords
from app.records.lab_values import NO_RANGE, Range, Value
from app.records.loinc import LAB_BY_LOINC, NAMES
from app.records.moments import Moment

_ORGAN_TESTS = frozenset({"lvef", "lvsf", "qtc", "dlco", "fev1"})
_VIRUS_FIELDS = {
    "hbsag": "hbsag",
    "anti-hbc": "anti_hbc",
    "hbv-dna": "hbv_dna",
    "anti-hcv": "anti_hcv",
    "hcv-rna": "hcv_rna",
    "hiv": "hiv",
    "cmv-pcr": "cmv_pcr",
    "ebv-pcr": "ebv_pcr",
}
# How laboratories print the two outcomes of a test for a virus.
_OUTCOMES = {
    "negative": "negative",
    "neg": "negative",
    "non-reactive": "negative",
    "nonreactive": "negative",
    "non reactive": "negative",
    "positive": "positive",
    "pos": "positive",
    "reactive": "positive",
    "not detected": "not detected",
    "none detected": "not detected",
    "undetected": "not detected",
    "detected": "detected",
}
# Names a count in a platelet product; certified systems send it for white cells.
_MISUSED = frozenset({"33765-9"})
# Measured in urine, spinal fluid or other fluids under the same short name.
_IN_OTHER_FLUIDS = frozenset(
    """
    glucose albumin tprot creatinine na k cl bun ca mg phos uric-acid amylase ldh wbc anc alc amc
    aec igg kappa lambda flc-ratio hgb blasts-pb bm-blasts csf-wbc csf-rbc crcl mtx-level
    """.split()
)
_OTHER_SPECIMEN = re.compile(
    r"\b(?:urin\w*|ua|csf|cerebrospinal|spinal|stool|f[a]?eces|fluid|pleural|ascit\w*|saliva"
    r"|sputum|swab|semen|synovial|marrow|dipstick)\b",
    re.IGNORECASE,
)
_NO_NAME = "(no name in the record)"
_PRELIMINARY = "Preliminary result."
_STATUS_NOTES = {
    "preliminary": _PRELIMINARY,
    "corrected": "Corrected result.",
    "amended": "Corrected result.",
    "appended": "Result with an addition.",
    "unknown": "The record does not say whether this result is final.",
}


_CORRECTED = frozenset({"Corrected result.", "Result with an addition."})


def is_corrected(note: str | None) -> bool:
    """Whether the note of a result says that the laboratory corrected or completed it."""
    return any(sentence in (note or "") for sentence in _CORRECTED)


def is_preliminary(note: str | None) -> bool:
    """Whether the note of a result says that the laboratory had not finished it."""
    return _PRELIMINARY in (note or "")


class ResultDraft(NamedTuple):
    """A result as a record gives it.

    Attributes:
        panel: what the results of one report share, beside day and time.
        panel_name: the report's name.
        status: the record's word, such as `preliminary`.
        only_issued: the record gives no day of the sample, only the day of the report.
        of_no_list: it must not stand for a value of our list, whatever its name.
    """

    concept: Concept
    value: Value
    range: Range = NO_RANGE
    flag: str | None = None
    moment: Moment | None = None
    panel: str | None = None
    panel_name: str | None = None
    specimen: str | None = None
    laboratory: str | None = None
    status: str | None = None
    note: str | None = None
    only_issued: bool = False
    of_no_list: bool = False
    proposed: bool = False
    words: SourceWords = SourceWords()


def keep_result(out: Collector, entry: Entry, draft: ResultDraft) -> None:
    """Enter a result, or skip it with its reason."""
    draft = draft._replace(concept=with_name(draft.concept))
    if draft.concept.name is None:
        out.skip(entry, "No name of a test that can be read.")
    elif draft.value.value is None:
        out.skip(entry, "No value is given.")
    else:
        specimen = f"{draft.panel_name or ''} {draft.specimen or ''}"
        lab = lab_of(draft.concept, draft.value.unit, specimen)
        lab = None if draft.of_no_list else lab
        if lab in _ORGAN_TESTS:
            _keep_organ_test(out, entry, draft, lab)
        elif (field := _VIRUS_FIELDS.get(lab or "")) and (outcome := _outcome(draft.value)):
            _keep_virus_test(out, entry, draft, field, outcome)
        else:
            _keep_lab_result(out, entry, draft, lab)


def with_name(concept: Concept) -> Concept:
    """Return the concept, with our list's name where the record gives only a known code."""
    if concept.names and not concept.names[0].endswith(_NO_NAME):
        return concept
    code = concept.code(LOINC) or ""
    lab = labs().get(LAB_BY_LOINC.get(code, ""))
    name = lab.name if lab is not None else NAMES.get(code)
    if name is None and not concept.names and concept.codes:
        name = f"{concept.codes[0].words} {_NO_NAME}"
    return concept._replace(names=(name,)) if name is not None else concept


def lab_of(concept: Concept, unit: str | None, specimen: str | None = None) -> str | None:
    """Return the id in labs.csv of what was measured, None where that is not sure.

    Args:
        concept: names and believed codes of the test.
        unit: the unit as printed.
        specimen: the specimen or the report's name, where the record gives one: glucose in a
            urinalysis is no blood sugar.
    """
    return _lab(concept.code(LOINC), concept.names, unit, specimen or "")


@lru_cache(maxsize=8192)
def _lab(loinc: str | None, names: tuple[str, ...], unit: str | None, specimen: str) -> str | None:
    is_other = loinc is not None and loinc not in LAB_BY_LOINC and loinc not in _MISUSED
    by_code = LAB_BY_LOINC.get(loinc or "")
    if by_code is not None and unit is not None and not _fits(by_code, unit):
        by_code = None
    named = {found.id for name in names if (found := lab_find(name, unit)) is not None}
    named = {lab for lab in named if _may_come_from(lab, specimen)}
    if is_other and named & _IN_OTHER_FLUIDS:
        # A code we do not know: the short name "Glucose" may as well be that of a urine test.
        return None
    if by_code is None:
        return named.pop() if len(named) == 1 else None
    return by_code if not named or by_code in named else None


def _fits(lab: str, unit: str) -> bool:
    term = labs().get(lab)
    return term is not None and may_have_unit(term, unit)


def _may_come_from(lab: str, specimen: str) -> bool:
    if _OTHER_SPECIMEN.search(specimen) is None:
        return True
    term = labs().get(lab)
    return term is not None and term.row["specimen"].casefold() in specimen.casefold()


def _outcome(value: Value) -> str | None:
    return _OUTCOMES.get(value.value.casefold()) if isinstance(value.value, str) else None


def _keep_lab_result(out: Collector, entry: Entry, draft: ResultDraft, lab: str | None) -> None:
    panel = _panel(out, entry, draft)
    out.keep(
        entry,
        LabResult,
        draft.words,
        draft.concept,
        parent=panel,
        proposed=draft.proposed,
        code=lab,
        name_on_report=draft.concept.name,
        comparator=draft.value.comparator,
        value=draft.value.value,
        unit=draft.value.unit,
        ref_low=draft.range.low,
        ref_high=draft.range.high,
        flag=draft.flag,
        note=_note(draft),
    )


def _panel(out: Collector, entry: Entry, draft: ResultDraft) -> LabPanel:
    date, time = _day(draft), draft.moment.time if draft.moment else None
    key = ("panel", entry.person, draft.panel, date, time)
    panel: LabPanel = out.parent(
        key,
        LabPanel,
        entry.place,
        date=date,
        time=time,
        lab_name=draft.laboratory,
        context=draft.panel_name,
        note="The record gives only the day of the report." if draft.only_issued else None,
    )
    return panel


def _day(draft: ResultDraft) -> PartialDate | None:
    return draft.moment.date if draft.moment else None


def _note(draft: ResultDraft) -> str | None:
    notes = [_STATUS_NOTES.get((draft.status or "").casefold()), draft.note]
    if draft.range.words:
        notes.append(f"Usual range as printed: {draft.range.words}.")
    return " ".join(note for note in notes if note) or None


def _keep_organ_test(out: Collector, entry: Entry, draft: ResultDraft, lab: str | None) -> None:
    out.keep(
        entry,
        OrganTest,
        draft.words,
        draft.concept,
        proposed=draft.proposed,
        date=_day(draft),
        test=lab,
        comparator=draft.value.comparator,
        value=draft.value.value,
        unit=draft.value.unit,
        note=_note(draft),
    )


def _keep_virus_test(
    out: Collector, entry: Entry, draft: ResultDraft, field: str, outcome: str
) -> None:
    result: dict[str, Any] = {field: outcome}
    out.keep(
        entry,
        VirusTest,
        draft.words,
        draft.concept,
        proposed=draft.proposed,
        date=_day(draft),
        note=_note(draft),
        **result,
    )
