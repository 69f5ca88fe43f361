"""What part a criterion plays in its list: rule, heading, one of several, exception, note."""

import re

from app.eligibility.disease_words import names_disease
from app.eligibility.model import Criterion, Role
from app.eligibility.plain_text import Line

_ONE_OF = re.compile(
    r"\b(?:one|any|either|1)\b[^.:;]{0,40}\b(?:of|the following|below)\b|\beither\b|\bany of\b|"
    r"\bone of\b|\bat least (?:one|1)\b|\bdefined (?:as|by)\b[^:]{0,40}$"
)
_SOME_OF = re.compile(
    r"\b(?:one|two|three|four|any|either|\d)\b(?: or more| \(\d\)| [a-z]+)? of (?:the |these )?"
    r"(?:following|below)|\bexamples?\b|\binclud\w+,? but (?:are |is )?not (?:limited|restricted)"
)
_ONLY_TOGETHER = re.compile(
    r"\b(?:all|both|each|two|three|four|[2-9])\b(?: or more| \(\d\)| [a-z]+)? of "
    r"(?:the |these )?(?:following|below)|\ball (?:the |these )?following\b"
)
_DENIES = re.compile(
    r"\W*(?:(?:the )?(?:patients?|subjects?|participants?) )?(?:(?:must|should|with|who|have|has|"
    r"does|do|be) ){0,3}(?:no|none|not have|not be|absence of|without|free of)\b[^.]*:\W*$"
)
_EXCEPTIONS_FOLLOW = re.compile(r"\bexceptions?\b|\bexcept\b|\bexcluding\b|\bunless\b")
_DEFINES = re.compile(
    r"[^.;:,]{0,70}\b(?:is|are|was) defined (?:as|by)\b|\W*[\w /-]{0,40}\bdefined as\b"
)
_IS_EXCEPTION = re.compile(r"\W*(?:except|unless)")
_IS_NOTE = re.compile(r"\W*(?:please )?note\b")


def role_of(line: Line, criterion: Criterion) -> Role:
    """Return the part a criterion plays, by its own words and those above it."""
    above = criterion.parent[-1].lower() if criterion.parent else ""
    if criterion.intro or line.plain.rstrip().endswith(":"):
        return Role.HEADING
    if _IS_NOTE.match(line.plain):
        return Role.NOTE
    if "defi" in line.leads and _DEFINES.match(line.plain):
        return Role.DEFINITION
    if _IS_EXCEPTION.match(line.plain) or (above and _EXCEPTIONS_FOLLOW.search(above[-90:])):
        return Role.EXCEPTION
    if criterion.section == "exclusion":
        together = any(_ONLY_TOGETHER.search(words.lower()) for words in criterion.parent)
        return Role.ALTERNATIVE if together else Role.RULE
    if is_denied(criterion):
        return Role.RULE
    if any(_SOME_OF.search(words.lower()) for words in criterion.parent):
        return Role.ALTERNATIVE
    return Role.ALTERNATIVE if _is_alternative(line, above) else Role.RULE


def is_denied(criterion: Criterion) -> bool:
    """Tell a line below "No cardiac disease, including any of the following:"."""
    if criterion.section == "exclusion" or not criterion.parent:
        return False
    return _DENIES.match(criterion.parent[-1].lower()) is not None


def _is_alternative(line: Line, above: str) -> bool:
    if above and (_ONE_OF.search(above[-140:]) or _lists_diseases(line, above)):
        return True
    return bool(line.words) and "or" in (line.words[0][1], line.words[-1][1])


_KINDS_OF_DISEASE = re.compile(
    r"malignanc|leuk[a]?emi|lymphom|myelom|histologic|\bdiagnos[ei]s\b|following|\btypes?\b|neoplas"
)


def _lists_diseases(line: Line, above: str) -> bool:
    """Tell one disease of a list below "Histologically confirmed diagnosis of:"."""
    if "all of" in above or not names_disease(line):
        return False
    return above.rstrip().endswith(":") or _KINDS_OF_DISEASE.search(above) is not None
