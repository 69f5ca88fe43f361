"""Kinds of criterion: what families of rules a line belongs to, by its words.

One line can have several kinds. Each kind has cheap trigger words that are looked for first, and
a pattern that decides; what only mentions a thing in passing ("at the time of consent", "CAR T
cell generation") is blanked before.
"""

import re

from app.eligibility.kind_diagnosis import names_diagnosis
from app.eligibility.kind_infection import names_infection
from app.eligibility.kind_marker import names_marker
from app.eligibility.kind_prior_therapy import names_prior_therapy
from app.eligibility.kind_rules import kinds_by_words
from app.eligibility.model import Kind
from app.eligibility.plain_text import Line


def kinds(line: Line) -> frozenset[Kind]:
    """Return the kinds of criterion a line names."""
    plain = line.plain
    found = kinds_by_words(line)
    if names_infection(line):
        found.add(Kind.INFECTION)
    if names_marker(line):
        found.add(Kind.MARKER)
    if names_prior_therapy(line, found):
        found.add(Kind.PRIOR_THERAPY)
    if names_diagnosis(line, found):
        found.add(Kind.DIAGNOSIS)
    if Kind.PREGNANCY in found and Kind.CONTRACEPTION in found and not _asks_contraception(plain):
        found.discard(Kind.CONTRACEPTION)
    if found & _WHY_CAR_IS_NAMED and _EARLIER.search(plain) is None:
        found.discard(Kind.PRIOR_CART)
    return frozenset(found)


# A treatment named as the reason why pregnancy is avoided or consent asked for.
_WHY_CAR_IS_NAMED = frozenset({Kind.PREGNANCY, Kind.CONTRACEPTION, Kind.CONSENT})
_EARLIER = re.compile(
    r"\b(?:prior|previous(?:ly)?|earlier|history of|has received|have received)\b"
)


def _asks_contraception(plain: str) -> bool:
    """Tell a demand for contraception from "of childbearing potential" said of a test."""
    return bool(
        re.search(
            r"contracep|birth[- ]control|abstin|abstain|barrier method|sperm|"
            r"(?:donate|freeze) (?:eggs|ova)",
            plain,
        )
    )
