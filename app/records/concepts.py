"""What a record calls a thing: its names in order of trust, and the codes that can be believed.

A name falls back from the words a person saw through the list's wording to the translations. Words
that name nothing ("Problem", "null", "Unknown") are not taken for a name.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from app.case.matching import words
from app.records.code_systems import Code

_TAG = re.compile(
    r"\s*\((?:disorder|finding|procedure|situation|substance|product|event|observable entity"
    r"|qualifier value|morphologic abnormality|regime/therapy|physical object|body structure"
    r"|medicinal product|clinical drug|context-dependent category|environment|person|organism)"
    r"[\s,]*\)\s*$|\s+-\s+(?:finding|disorder|procedure)\s*$",
    re.IGNORECASE,
)
_NAMELESS = frozenset(
    """
    problem condition diagnosis finding complaint symptom disease unknown null none other nil na
    n/a ni unk nd - -- ? . assertion vital-signs laboratory undefined unspecified
    no-data not-available not-applicable code text see-note
    """.split()
)
_NOTHING = re.compile(
    r"(?:no|not)\b.{0,40}\b(?:data|information|on file|documented|recorded|available|applicable"
    r"|entered|reported|present|exist|found|known)\b.*|none(?: known| recorded| reported| on file)?"
    r"|.{0,60}\bnot (?:available|recorded|documented|on file|applicable|known)"
    r"|(?:not|never) (?:asked|assessed|done)|patient not asked|unknown|n/?a|nil",
    re.IGNORECASE,
)
_LONGEST_NAME = 400
# SNOMED CT: problem, disease, clinical finding, symptom, complaint, diagnosis. Systems put them
# where the problem itself should stand.
_NAMELESS_CODES = frozenset(
    {"55607006", "64572001", "404684003", "418799008", "409586006", "282291009", "248536006"}
)


class Concept(NamedTuple):
    """What something is called.

    Attributes:
        names: every name that says something, the most trusted first, as written but for spaces.
        codes: the codes with right form and check digit.
    """

    names: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()

    @property
    def name(self) -> str | None:
        """The most trusted name, None where the record gives none."""
        return self.names[0] if self.names else None

    def has(self, system: str, codes: Iterable[str]) -> bool:
        """Whether one of the believed codes is one of these."""
        return any(own.system == system and own.code in codes for own in self.codes)

    def code(self, system: str) -> str | None:
        """Return the believed code of a list."""
        return next((own.code for own in self.codes if own.system == system), None)


NO_CONCEPT = Concept()


def concept(names: Iterable[str | None], codes: Iterable[Code | None] = ()) -> Concept:
    """Return a concept of the names that say something and the codes that are believed."""
    return _concept(tuple(names), tuple(codes))


@lru_cache(maxsize=8192)
def _concept(names: tuple[str | None, ...], codes: tuple[Code | None, ...]) -> Concept:
    told = dict.fromkeys(name for name in map(shown_name, names) if name)
    kept = dict.fromkeys(c for c in codes if c is not None and c.code not in _NAMELESS_CODES)
    return Concept(tuple(told), tuple(kept))


@lru_cache(maxsize=16384)
def shown_name(text: str | None) -> str | None:
    """Return a name without the list's tag and spare spaces; None where it names nothing."""
    if not text:
        return None
    plain = _TAG.sub("", " ".join(text.split()))[:_LONGEST_NAME].strip()
    # "Na" is sodium; "NA" and "na" say that there is no name.
    nameless = plain != "Na" and plain.casefold().replace(" ", "-") in _NAMELESS
    if not plain or nameless:
        return None
    return plain if any(c.isalnum() for c in plain) else None


@lru_cache(maxsize=16384)
def name_key(text: str) -> str:
    """Return the form of a name for comparing: case, hyphens, spaces and tags do not matter."""
    return "-".join(word.form for word in words(_TAG.sub("", text))) or text.casefold().strip()


def says_nothing(text: str | None) -> bool:
    """Whether a text is a way of saying that there is nothing ("Not on file", "No data")."""
    plain = " ".join((text or "").split()).strip(" .:-")
    return not plain or (len(plain) < 100 and _NOTHING.fullmatch(plain) is not None)
