"""Allergies. "Not asked" and "not on file" are not "none"; "none known" is a row of its own.

SNOMED CT situations: 716186003 no known allergy, 409137002 no known drug allergy, 428607008 no
known environmental allergy, 429625007 no known food allergy, 1631000175102 patient not asked.
"""

import re
from typing import NamedTuple

from app.case.entities import Allergy
from app.records.code_systems import SNOMED
from app.records.collector import Collector, Entry
from app.records.concepts import Concept, says_nothing
from app.records.found import SourceWords
from app.records.moments import Moment

NO_KNOWN_ALLERGIES = "No known allergies"
NO_KNOWN_DRUG_ALLERGIES = "No known drug allergies"

_NONE_CODES = {
    "716186003": NO_KNOWN_ALLERGIES,
    "409137002": NO_KNOWN_DRUG_ALLERGIES,
}
# Only of one kind: no statement about medicines, and none that the whole case may rest on.
_NONE_OF_A_KIND = frozenset({"428607008", "429625007"})
_NONE_OF_A_KIND_WORDS = re.compile(
    r"no known (?:food|environmental|latex|seasonal|contrast)\b.*", re.IGNORECASE
)
_NOT_ASKED_CODES = frozenset({"1631000175102"})
_NONE_DRUG = re.compile(
    r"no known (?:drug|medication|medicine)[\s-]*allerg\w*|nkda|no drug allerg\w*", re.IGNORECASE
)
_NONE = re.compile(
    r"(?:patient has )?no known (?:active )?allerg\w*(?: to .*)?|nka|no allerg\w*|none known"
    r"|no known (?:allergies|adverse reactions).*",
    re.IGNORECASE,
)
_NOT_ASKED = re.compile(
    r"not asked|not on file|not assessed|unable to assess|unknown", re.IGNORECASE
)
_SEVERITY = {
    "mild": "mild",
    "mild to moderate": "moderate",
    "moderate": "moderate",
    "moderate to severe": "severe",
    "severe": "severe",
    "life threatening": "severe",
    "life threatening severity": "severe",
    "fatal": "severe",
    "lo": "mild",
    "med": "moderate",
    "high": "severe",
}


class AllergyDraft(NamedTuple):
    """An allergy as a record gives it.

    Attributes:
        kind: what the record calls the entry as a whole ("Allergy to substance", "Drug allergy").
        negated: the record denies it.
        state: the record's word where the allergy is no longer active, or was refuted.
    """

    substance: Concept
    kind: Concept = Concept()
    reactions: tuple[str, ...] = ()
    severity: str | None = None
    onset: Moment | None = None
    negated: bool = False
    state: str | None = None
    note: str | None = None
    words: SourceWords = SourceWords()


def keep_allergy(out: Collector, entry: Entry, draft: AllergyDraft) -> None:
    """Enter an allergy, or that there are none, or skip the entry with its reason."""
    name = draft.substance.name or ""
    none = _none_known(draft)
    if _was_not_asked(draft):
        out.skip(entry, 'Allergies were not asked about or not entered; that is not "none".')
    elif _is_of_one_kind(draft.substance):
        out.skip(entry, f'The record only says "{name}".')
    elif none is not None:
        out.keep(entry, Allergy, draft.words, draft.substance, substance=none)
    elif draft.negated or draft.state == "refuted":
        out.skip(entry, "The record says that the person does not have this allergy.")
    elif not name or says_nothing(name):
        out.skip(entry, "No substance is named.")
    else:
        _keep(out, entry, draft, name)


def _was_not_asked(draft: AllergyDraft) -> bool:
    both = (draft.substance, draft.kind)
    if any(concept.has(SNOMED, _NOT_ASKED_CODES) for concept in both):
        return True
    return any(_NOT_ASKED.search(name) for concept in both for name in concept.names[:1])


def _is_of_one_kind(substance: Concept) -> bool:
    named = _NONE_OF_A_KIND_WORDS.fullmatch(substance.name or "") is not None
    return named or substance.has(SNOMED, _NONE_OF_A_KIND)


def _none_known(draft: AllergyDraft) -> str | None:
    """Return the words for "none known" of this kind; None where the entry does not say so."""
    for concept in (draft.substance, draft.kind):
        code = concept.code(SNOMED)
        if code in _NONE_CODES:
            return _NONE_CODES[code]
        for name in concept.names[:1]:
            if _NONE_DRUG.fullmatch(name):
                return NO_KNOWN_DRUG_ALLERGIES
            if _NONE.fullmatch(name):
                return NO_KNOWN_ALLERGIES
    if draft.negated and not draft.substance.names:
        kind = " ".join(draft.kind.names).casefold()
        return NO_KNOWN_DRUG_ALLERGIES if "drug" in kind else NO_KNOWN_ALLERGIES
    return None


def _keep(out: Collector, entry: Entry, draft: AllergyDraft, name: str) -> None:
    notes = [draft.note]
    if draft.state and draft.state not in ("active", "refuted"):
        notes.append(f"The record calls it {draft.state}.")
    out.keep(
        entry,
        Allergy,
        draft.words,
        draft.substance,
        substance=name,
        reaction=", ".join(dict.fromkeys(draft.reactions)) or None,
        severity=severity_code(draft.severity),
        date=draft.onset.date if draft.onset else None,
        note=" ".join(note for note in notes if note) or None,
    )


def severity_code(words: str | None) -> str | None:
    """Return the code of `allergy.reaction_severity` for the record's word."""
    plain = " ".join((words or "").casefold().replace("-", " ").split())
    return _SEVERITY.get(plain)


def denies_all(substance: str | None) -> bool:
    """Whether an allergy row says that none are known."""
    text = substance or ""
    return bool(_NONE_DRUG.fullmatch(text) or _NONE.fullmatch(text)) or text.startswith("No known")
