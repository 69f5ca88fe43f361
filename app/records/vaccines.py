"""Vaccines given. One that was offered and not given is skipped with its reason."""

import re
from typing import NamedTuple

from app.case.entities import Immunization
from app.records.code_systems import CVX
from app.records.collector import Collector, Entry
from app.records.concepts import Concept, says_nothing
from app.records.found import SourceWords
from app.records.moments import Moment

# CVX codes of live vaccines (CDC, "CVX code set", names marked live, attenuated or oral live):
# MMR, MMRV, measles, mumps, rubella and their pairs, varicella, zoster live, influenza by nose,
# rotavirus, yellow fever, oral typhoid, oral polio, BCG, vaccinia, adenovirus, cholera by mouth.
_LIVE_CVX = frozenset(
    """
    02 2 03 3 04 4 05 5 06 6 07 7 38 94 21 121 111 125 149 151 74 116 119 122 37 183 184 25 19 75
    105 54 55 82 143 174
    """.split()
)
_LIVE_WORDS = re.compile(
    r"\b(?:live|mmrv?|measles|varicella|yellow fever|bcg|rotavirus)\b", re.IGNORECASE
)
_NOT_LIVE = re.compile(r"\b(?:inactivated|recombinant|subunit|killed)\b", re.IGNORECASE)


class VaccineDraft(NamedTuple):
    """A vaccine as a record gives it; `not_given` where it was not, with the `reason`."""

    concept: Concept
    moment: Moment | None = None
    place: str | None = None
    not_given: bool = False
    reason: str | None = None
    note: str | None = None
    words: SourceWords = SourceWords()


def keep_vaccine(out: Collector, entry: Entry, draft: VaccineDraft) -> None:
    """Enter a vaccine, or skip it with its reason."""
    name = draft.concept.name
    if draft.not_given:
        why = f": {draft.reason}" if draft.reason else ""
        out.skip(entry, f"Not given{why}.")
    elif name is None or says_nothing(name):
        out.skip(entry, "No vaccine is named.")
    else:
        out.keep(
            entry,
            Immunization,
            draft.words,
            draft.concept,
            date=draft.moment.date if draft.moment else None,
            vaccine=name,
            live=True if _is_live(draft.concept) else None,
            place=draft.place,
            note=draft.note,
        )


def _is_live(concept: Concept) -> bool:
    if concept.code(CVX) is not None:
        return concept.has(CVX, _LIVE_CVX)
    names = " ".join(concept.names)
    return _LIVE_WORDS.search(names) is not None and _NOT_LIVE.search(names) is None
