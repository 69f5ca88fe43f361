"""The same case without names: people by their roles, places by numbers, no phone numbers.

Names are also taken out of free text, as far as the names the case knows occur there: full
names, family names, first names, and the telling part of a hospital's name.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from app.case.case import ENTITIES, Case
from app.case.declaration import Entity
from app.case.entities import (
    AccessStep,
    Appointment,
    CarePerson,
    CellTherapy,
    CriterionAnswer,
    Decision,
    DonorCandidate,
    Guardian,
    HealthCareProxy,
    Insurance,
    LabPanel,
    NextStep,
    Patient,
    PerformanceScore,
    Question,
    Radiation,
    Transplant,
    Treatment,
    TrialContact,
)
from app.case.kinds import TEXT, TEXTS

PHONE_LEFT_OUT = "(number left out)"

_TITLES = frozenset(
    "dr dr. doctor prof prof. professor mr mr. mrs mrs. ms ms. nurse rn md phd".split()
)
_PLACE_WORDS = frozenset(
    "hospital hospitals children children's childrens cancer center centre clinic clinics medical"
    " university institute regional general county state city community memorial health care"
    " healthcare system st st. saint research oncology of the and for at national north south east"
    " west new fictional lab laboratory laboratories school college department unit ward house"
    " practice office group foundation team radiology home".split()
)
# Whole words of a name that are ordinary words as well stay where they are no name.
_MONTHS = frozenset("jan feb mar apr may jun jul aug sep oct nov dec april june august".split())
_ORDINARY = frozenset(
    "april may june august will mark hope grace bill art rich page day long young white black"
    " brown green gray grey little low high rose ray iron".split()
)
"""Words of names that mostly are no name: replaced behind a title or inside a sentence only."""
_MONTH_CONTEXT = frozenset("in on since until till by of from early mid late last next end".split())
_ROLE_WORDS = frozenset(
    "oncologist doctor nurse navigator transplant trial study coordinator tumor board visit"
    " pharmacist pharmacy company family mother father parents bone marrow infusion day".split()
)
_NAMING: tuple[tuple[type[Entity], str], ...] = (
    (PerformanceScore, "by"),
    (Appointment, "with_whom"),
    (Question, "ask_whom"),
    (Question, "answered_by"),
    (Decision, "who"),
    (TrialContact, "with_whom"),
    (Treatment, "doctor"),
    (AccessStep, "who"),
    (CriterionAnswer, "answered_by"),
    (NextStep, "owner"),
)
# Here a single capitalised word is somebody's name too, where it is no role such as "Nurse".
_ONE_NAME = frozenset({"by", "answered_by", "who", "owner", "noted_by", "with_whom", "ask_whom"})
_NO_NAME = (
    _ROLE_WORDS
    | _PLACE_WORDS
    | frozenset(
        "mom mum mama dad papa son daughter sister brother aunt uncle grandma grandpa grandmother"
        " grandfather wife husband partner friend we us me i team clinic company fda irb sponsor"
        " manufacturer insurer insurance lab registry patient ot pt er icu social worker".split()
    )
)
_APART = re.compile(r"\s*(?:,|;|/|&|\band\b|\bwith\b)\s*")
_ONE_WORD = re.compile(r"[A-Z][\w'’-]+\Z")
_NAME = re.compile(
    r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Nurse|Doctor|Professor)\.?\s+)[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)*"
    r"|\b[A-Z][\w'’-]+(?:\s+[A-Z]\.)?(?:\s+[A-Z][\w'’-]+)+"
)
"""A title with a name, or several capitalised words."""
_PRIVATE = {
    Patient: ("record_number", "home_place", "home_latitude", "home_longitude", "time_zone"),
    Insurance: ("name", "member_number", "member_note", "prior_auth_phone"),
}
_PHONE_FIELDS = frozenset({"phone", "night_phone", "email", "prior_auth_phone"})
_TITLE = re.compile(
    r"^(?:(?:Dr|Prof|Mr|Mrs|Ms|Nurse|Pharmacist|Doctor|Professor)\.?\s+)+|,\s*\w{2,4}$"
)
_REMARK = re.compile(r"\s*\(.*\)$")
_MAIL = re.compile(r"\S+@\S+\.\S+")
_LONG_NUMBER = re.compile(
    r"(?:\+\d[\d ()/-]{7,}\d)|(?:\(\d{3}\) ?|\b\d{3}[-. ])\d{3}[-. ]\d{4}\b"
    r"|(?<![\w-])\d{3}-\d{4}(?![\w-])"
)


def without_names(case: Case) -> Case:
    """Return the case with names of people and places and phone numbers left out."""
    masked = _mask(case)
    rows = (row for kind in ENTITIES for row in case.all(kind))
    return Case.of(_changed(row, masked) for row in rows)


def _mask(case: Case) -> Callable[[str], str]:
    """Return what replaces every known name in a text."""
    roles, doubtful = _roles(case)
    if not roles and not doubtful:
        return _without_numbers
    surely, perhaps = _pattern(roles), _pattern(doubtful)

    def masked(text: str) -> str:
        text = surely.sub(lambda found: _role(found, roles), text) if roles else text
        text = (
            perhaps.sub(lambda found: _doubtful_role(found, doubtful), text) if doubtful else text
        )
        return _without_numbers(_once(text, roles | doubtful))

    return masked


def _pattern(roles: Mapping[str, str]) -> re.Pattern[str]:
    longest_first = sorted(roles, key=lambda name: (-len(name), name))
    return re.compile(
        r"(?<!\w)((?:Dr|Prof|Mr|Mrs|Ms)\.?\s+|Nurse\s+|Pharmacist\s+)?("
        + "|".join(map(re.escape, longest_first))
        + r")(?!\w)"
    )


def _once(text: str, roles: Mapping[str, str]) -> str:
    """Return a text in which a name of several parts became its role once."""
    for role in dict.fromkeys(roles.values()):
        twice = f"{role} {role}"
        while twice in text:
            text = text.replace(twice, role)
    return text


def _role(found: re.Match[str], roles: Mapping[str, str]) -> str:
    name = found[2]
    behind = found.string[found.end() : found.end() + 6]
    if name.casefold() in _MONTHS and re.match(r"\s+\d", behind):
        return found[0]
    return roles[name]


def _doubtful_role(found: re.Match[str], roles: Mapping[str, str]) -> str:
    """Return the role for a name that is an ordinary word too, where it stands as a name.

    It does behind a title, and with a capital letter inside a sentence, unless it is a month.
    """
    if found[1]:
        return roles[found[2]]
    before = found.string[: found.start()].rstrip()
    inside = (
        bool(before) and (before[-1].isalnum() or before[-1] in ",(") and not found[2].isupper()
    )
    word = re.split(r"\W+", before)[-1].casefold() if before else ""
    behind = found.string[found.end() : found.end() + 6]
    month = found[2].casefold() in _MONTHS and (
        word in _MONTH_CONTEXT or word.isdigit() or bool(re.match(r"\s+\d", behind))
    )
    return roles[found[2]] if inside and not month else found[0]


def _without_numbers(text: str) -> str:
    return _LONG_NUMBER.sub(PHONE_LEFT_OUT, _MAIL.sub("(address left out)", text))


def _roles(case: Case) -> tuple[dict[str, str], dict[str, str]]:
    """Return each known name, and its telling parts, with the role that replaces it.

    The second mapping holds parts that are ordinary words as well.
    """
    roles: dict[str, str] = {}
    doubtful: dict[str, str] = {}
    for name, role in _people(case):
        for part in (name, *_parts(name)):
            if part.casefold() in _ORDINARY:
                doubtful.setdefault(part, role)
                continue
            roles.setdefault(part, role)
            roles.setdefault(part.upper(), role)
    for place, role in _places(case).items():
        for part in (place, *_place_parts(place)):
            roles.setdefault(part, role)
    for number in _phones(case):
        roles.setdefault(number, PHONE_LEFT_OUT)
    return roles, doubtful


def _people(case: Case) -> Iterator[tuple[str, str]]:
    patient = case.patient
    relative = "a relative"
    people = [(patient.display_name, "the patient"), (patient.preferred_name, "the patient")]
    people += [(one.name, one.relation or relative) for one in case.all(Guardian)]
    people += [(one.name, one.relation or relative) for one in case.all(HealthCareProxy)]
    people += [
        (_REMARK.sub("", one.name or ""), one.relation or relative)
        for one in case.all(DonorCandidate)
    ]
    people += [(one.name, one.role or "the care team") for one in case.all(CarePerson)]
    people += [(name, "the care team") for name in _others_named(case)]
    people += [(name, "the family") for name in _who_noted(case)]
    for name, role in people:
        plain = _TITLE.sub("", name or "").strip()
        if plain:
            yield plain, role


def _others_named(case: Case) -> Iterator[str]:
    """Yield people named beside visits, scores, decisions and answers, not "clinic" or "us"."""
    for kind, field in _NAMING:
        for row in case.all(kind):
            value = getattr(row, field) or ()
            for text in (value,) if isinstance(value, str) else value:
                yield from (found[0] for found in _NAME.finditer(text) if _is_person(found[0]))
                if field in _ONE_NAME:
                    yield from _single_names(text)


def _who_noted(case: Case) -> Iterator[str]:
    """Yield who wrote entries down, each name once."""
    written = (row for kind in ENTITIES for row in case.all(kind).stored("noted_by"))
    for name in sorted({name for name in written if name}):
        yield from _single_names(str(name))


def _single_names(text: str) -> Iterator[str]:
    """Yield first names that stand alone in a field for people: "Dan", "Dan and Jo"."""
    for piece in _APART.split(_REMARK.sub("", text)):
        if _ONE_WORD.match(piece) and piece.casefold() not in _NO_NAME:
            yield piece


def _is_person(name: str) -> bool:
    words = {word.strip(".,").casefold() for word in name.split()}
    return bool(_TITLE.match(name)) or not words & (_PLACE_WORDS | _ROLE_WORDS)


def _parts(name: str) -> Iterator[str]:
    """Yield the parts of a person's name that stand for it: "Priya", "Adeyemi-Sato", "Sato"."""
    for word in re.split(r"[\s,]+", name):
        for part in (word, *word.split("-")):
            if len(part) > 1 and part.casefold() not in _TITLES and part[:1].isalpha():
                yield part


def _places(case: Case) -> dict[str, str]:
    """Return every place with its number, in the order the places occur."""
    rows: tuple[tuple[type[Entity], str], ...] = (
        (CarePerson, "place"),
        (Treatment, "place"),
        (Transplant, "place"),
        (CellTherapy, "place"),
        (Radiation, "place"),
        (LabPanel, "lab_name"),
        (Appointment, "place"),
    )
    found: dict[str, str] = {}
    for kind, name in rows:
        for row in case.all(kind):
            place = getattr(row, name)
            if place and place not in found:
                found[place] = f"Hospital {len(found) + 1}"
    return found


def _place_parts(place: str) -> Iterator[str]:
    without_remark = re.sub(r"\s*\([^)]*\)$", "", place)
    if without_remark != place:
        yield without_remark
    for word in without_remark.split():
        if len(word) > 3 and word[:1].isupper() and word.casefold() not in _PLACE_WORDS:
            yield word


def _phones(case: Case) -> Iterator[str]:
    for kind in ENTITIES:
        for name in {field.name for field in kind.spec.fields} & _PHONE_FIELDS:
            for row in case.all(kind):
                number = getattr(row, name)
                if number and len(number) > 4:
                    yield number


def _changed(row: Entity, masked: Callable[[str], str]) -> Entity:
    changes: dict[str, Any] = dict.fromkeys(_PRIVATE.get(type(row), ()))
    for field in row.spec.fields:
        value = getattr(row, field.name)
        if not value or field.name in changes or field.codes or field.to:
            continue
        if field.name in _PHONE_FIELDS:
            changes[field.name] = None
        elif field.kind is TEXT and field.name not in ("imported_id", "attachment_sha256"):
            changes[field.name] = masked(value)
        elif field.kind is TEXTS:
            changes[field.name] = tuple(map(masked, value))
    if isinstance(row, Patient):
        changes |= {"display_name": "The patient", "preferred_name": None}
    return replace(row, **changes)
