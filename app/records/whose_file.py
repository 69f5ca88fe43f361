"""Whether a file is about the person of the case: told by birth day and name."""

import unicodedata
from collections.abc import Iterable

from app.case.case import Case
from app.records.found import Person, names_agree
from app.records.sameness.item import agree

_OTHER_DAY = "The file is about somebody born on another day than the person of this case."
_OTHER_NAME = "The name in the file is not the name of this case."
_SAME_DAY = "The birth day is that of this case, the name is another."


def about_whom(persons: Iterable[Person], case: Case) -> tuple[bool | None, str]:
    """Tell whether a file is about the case's person, and what to say about it."""
    patient = case.patient
    listed = list(persons)
    if len(listed) != 1:
        several = "The file is about several people; choose one."
        return None, several if listed else ""
    person = listed[0]
    born = (person.birth_date, patient.birth_date)
    if not agree(*born):
        return False, _OTHER_DAY
    ours = [name for name in (patient.display_name, patient.preferred_name) if name]
    if not person.names or not ours:
        return None, ""
    if any(names_agree(a, b) for a in person.names for b in ours):
        return True, ""
    return None, _OTHER_NAME if None in born else _SAME_DAY


def names_another(persons: Iterable[Person], case: Case) -> bool:
    """Whether a file names somebody else, and no birth day says that it is one person.

    A name in common may be that of a sister, unless it is what the person of the case is called
    by. A case under one word only, which may be a pet name, tells nothing.
    """
    listed, patient = list(persons), case.patient
    about, words = about_whom(listed, case)
    if about is not None or words != _OTHER_NAME:
        return False
    theirs = {word for name in listed[0].names for word in _words(name)}
    if len(_words(patient.display_name or "")) < 2 or len(theirs) < 2:
        return False
    called = patient.preferred_name or _given_name(patient.display_name or "")
    return not theirs & _words(called)


def _given_name(name: str) -> str:
    """Return the first given name of `Ada Sample` or `Sample, Ada`."""
    family, _, given = name.partition(",")
    return next(iter((given.strip() or family).split()), "")


def _words(name: str) -> frozenset[str]:
    """Return the words of a name without accents; an initial is none."""
    letters = (
        letter if letter.isalpha() else " "
        for letter in unicodedata.normalize("NFKD", name.casefold())
        if not unicodedata.combining(letter)
    )
    return frozenset(word for word in "".join(letters).split() if len(word) > 1)
