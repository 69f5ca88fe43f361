"""Diseases and problems: a cancer becomes a diagnosis, everything else a health problem.

What decides is the name or the code in the record, never a medicine or a result.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from app.case.entities import Diagnosis, Problem
from app.case.vocabulary import diagnoses
from app.records.code_systems import ICD9, ICD10
from app.records.collector import Collector, Entry
from app.records.concepts import Concept, says_nothing
from app.records.found import SourceWords
from app.records.moments import Moment

_CANCER = re.compile(
    r"\b(?:cancers?|carcinoma|adenocarcinoma|leuk[a]?emia|lymphoma|myeloma|sarcoma|melanoma"
    r"|neuroblastoma|glioblastoma|glioma|medulloblastoma|retinoblastoma|nephroblastoma"
    r"|blastoma|seminoma|mesothelioma|malignant (?:neoplasm|tumou?r|neoplastic disease)"
    r"|primary malignan\w*|metasta\w+|myelodysplas\w*|lymphoblastic)\b",
    re.IGNORECASE,
)
_NOT_THE_DISEASE = re.compile(
    r"\b(?:suspected|suspicion|possible|rule[ -]?out|screening|family history|history of|risk"
    r"|fear|no evidence|without|at risk|concern(?:ed)? about|benign|exposure|vaccination"
    r"|encounter for|counsel\w*|aftercare|follow[- ]?up|donor|due to chemotherapy|precancer\w*"
    r"|in situ|secondary to|induced by)\b",
    re.IGNORECASE,
)
# Malignant neoplasms: ICD-10-CM C00 to C96; ICD-9-CM 140 to 208.
_ICD10_CANCER = re.compile(r"C(?:[0-8][0-9]|9[0-6])(?:\..*)?|D46(?:\..*)?")
_ICD9_CANCER = re.compile(r"(?:1[4-9][0-9]|20[0-8])(?:\..*)?")
_NOT_ABOUT = "The record says that the person does not have this."

_STATUS_WORDS = {
    "active": "active",
    "recurrence": "active again",
    "relapse": "active again",
    "inactive": "not active",
    "remission": "in remission",
    "resolved": "resolved",
    "completed": "resolved",
}


class ProblemDraft(NamedTuple):
    """A problem as a record gives it.

    Attributes:
        status: clinical status in the record's word, such as `active`.
        doubt: the record's word where the problem is not certain, such as `unconfirmed`.
    """

    concept: Concept
    onset: Moment | None = None
    ended: Moment | None = None
    status: str | None = None
    doubt: str | None = None
    negated: bool = False
    note: str | None = None
    words: SourceWords = SourceWords()


def keep_problem(out: Collector, entry: Entry, draft: ProblemDraft) -> None:
    """Enter a problem or diagnosis, or skip it with its reason."""
    name = draft.concept.name
    if draft.negated:
        nothing = name is None or says_nothing(name)
        out.skip(entry, "The record says there are no known problems." if nothing else _NOT_ABOUT)
    elif name is None:
        out.skip(entry, "No name and no code that can be read.")
    elif says_nothing(name):
        out.skip(entry, "The record only says that nothing is listed.")
    elif is_cancer(draft.concept):
        _keep_diagnosis(out, entry, draft, name)
    else:
        _keep_other_problem(out, entry, draft, name)


def _keep_diagnosis(out: Collector, entry: Entry, draft: ProblemDraft, name: str) -> None:
    term = next((t for t in map(diagnoses().find, draft.concept.names) if t), None)
    out.keep(
        entry,
        Diagnosis,
        draft.words,
        draft.concept,
        dx_id=term.id if term else None,
        name_on_report=name,
        date=draft.onset.date if draft.onset else None,
        icd10cm=draft.concept.code(ICD10),
        notes=_remarks(draft, with_status=True),
    )


def _keep_other_problem(out: Collector, entry: Entry, draft: ProblemDraft, name: str) -> None:
    out.keep(
        entry,
        Problem,
        draft.words,
        draft.concept,
        name=name,
        since=draft.onset.date if draft.onset else None,
        status=status_words(draft.status, draft.ended),
        note=_remarks(draft, with_status=False),
    )


def status_words(status: str | None, ended: Moment | None) -> str | None:
    """Return the status in plain words; a day on which it ended says that it is over."""
    if ended is not None:
        return f"resolved {ended.date.words()}"
    word = (status or "").strip()
    return _STATUS_WORDS.get(word.casefold(), word or None)


def _remarks(draft: ProblemDraft, with_status: bool) -> str | None:
    remarks = [f"The record calls it {draft.doubt}."] if draft.doubt else []
    status = status_words(draft.status, draft.ended)
    if with_status and status:
        remarks.append(f"Status in the record: {status}.")
    if draft.note:
        remarks.append(draft.note)
    return " ".join(remarks) or None


def is_cancer(concept: Concept) -> bool:
    """Whether the record names a cancer that the person has or had."""
    if any(_NOT_THE_DISEASE.search(name) for name in concept.names[:1]):
        return False
    for code in concept.codes:
        if code.system == ICD10 and _ICD10_CANCER.fullmatch(code.code):
            return True
        if code.system == ICD9 and _ICD9_CANCER.fullmatch(code.code):
            return True
    return any(_names_cancer(name) for name in concept.names)


@lru_cache(maxsize=4096)
def _names_cancer(name: str) -> bool:
    return _CANCER.search(name) is not None or diagnoses().find(name) is not None
