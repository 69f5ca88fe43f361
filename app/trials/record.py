"""One trial as a registry describes it on one day: plain values, and the record as received.

Texts are cleaned for reading (escapes and entities resolved); the record itself is kept byte for
byte in `received`. A field is None, or an empty tuple, where the record does not say it; whether
the record's form *could* have said it is in `known_fields`.
"""

import zlib
from dataclasses import dataclass, field
from typing import Literal

from app.case.partial_date import PartialDate

Form = Literal["json-v2", "csv", "xml-legacy", "ctis", "pasted"]
AsOfSource = Literal["registry data of the day", "last update posted", "date of the file"]
AgeUnit = Literal["year", "month", "week", "day", "hour", "minute"]

# How many of each unit make a year; weeks and shorter by the mean year of 365.25 days.
_PER_YEAR: dict[AgeUnit, float] = {
    "year": 1,
    "month": 12,
    "week": 365.25 / 7,
    "day": 365.25,
    "hour": 365.25 * 24,
    "minute": 365.25 * 24 * 60,
}


@dataclass(frozen=True, slots=True)
class RegistryDate:
    """A date of the study; `kind` is ACTUAL or ESTIMATED, None where the record does not say."""

    date: PartialDate
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class AgeLimit:
    """An age limit as printed ("6 Months") and, where it is understood, as number and unit."""

    text: str
    value: int | None = None
    unit: AgeUnit | None = None

    @property
    def years(self) -> float | None:
        """The limit in years, such as 0.5 for 6 months; None where it is not understood."""
        if self.value is None or self.unit is None:
            return None
        return self.value / _PER_YEAR[self.unit]


@dataclass(frozen=True, slots=True)
class Contact:
    """A person or office to write to, as the registry published it."""

    name: str | None = None
    role: str | None = None
    phone: str | None = None
    phone_extension: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """A place where the study runs.

    Attributes:
        status: the place's own status (words as in the specification), None where it has none.
        latitude, longitude: degrees, of the city as the registry gives it.
    """

    name: str | None = None
    city: str | None = None
    state: str | None = None
    country: str | None = None
    zip: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    status: str | None = None
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class Intervention:
    """What is given or done, such as DRUG nelarabine."""

    type: str | None = None
    name: str | None = None
    description: str | None = None
    other_names: tuple[str, ...] = ()
    arm_labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Arm:
    """A group of participants and what they get."""

    label: str | None = None
    type: str | None = None
    description: str | None = None
    intervention_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpandedAccessInfo:
    """What a trial's record says of expanded access.

    Attributes:
        has: True, False, or None where it is not stated. False is the registry's "no expanded
            access record", never "the company would refuse".
        number: the linked expanded access record.
        status: that record's status.
    """

    has: bool | None = None
    number: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialRecord:
    """A trial's record in one form on one day.

    Attributes:
        registry: "ctgov" or "ctis".
        number: NCT number or EU CT number.
        status: a word of the specification such as RECRUITING, None where there is none for it.
        status_printed: the registry's own words where they are not that word.
        status_as_of: the day the status was read; differs from `as_of` only where a newer,
            smaller record updated the status.
        eligibility: the criteria cleaned for reading; `eligibility_received` word for word.
        age_groups: CHILD, ADULT, OLDER_ADULT as the registry computes them.
        expanded_access_types: individual, intermediate, treatment.
        results_posted: None where the form does not say.
        as_of: the day the record's data are from; `as_of_source` says what that day is.
        known_fields: the fields this form can know, so that a form that knows less never
            overwrites what a fuller one said.
        notes: what was unusual when reading, in plain words (such as a wrong text encoding).
        content_hash: the same for the same content, whatever its formatting and day.
        received: the record as received (bytes; not compressed).
    """

    registry: str
    number: str
    form: Form
    title: str | None = None
    official_title: str | None = None
    acronym: str | None = None
    other_numbers: tuple[str, ...] = ()
    brief_summary: str | None = None
    detailed_description: str | None = None
    status: str | None = None
    status_printed: str | None = None
    status_as_of: PartialDate | None = None
    last_known_status: str | None = None
    why_stopped: str | None = None
    study_type: str | None = None
    phases: tuple[str, ...] = ()
    primary_purpose: str | None = None
    allocation: str | None = None
    intervention_model: str | None = None
    masking: str | None = None
    who_masked: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    arms: tuple[Arm, ...] = ()
    eligibility: str | None = None
    eligibility_received: str | None = field(default=None, repr=False)
    minimum_age: AgeLimit | None = None
    maximum_age: AgeLimit | None = None
    age_groups: tuple[str, ...] = ()
    sex: str | None = None
    healthy_volunteers: bool | None = None
    sponsor: str | None = None
    sponsor_class: str | None = None
    collaborators: tuple[str, ...] = ()
    sites: tuple[Site, ...] = ()
    central_contacts: tuple[Contact, ...] = ()
    start: RegistryDate | None = None
    primary_completion: RegistryDate | None = None
    completion: RegistryDate | None = None
    first_posted: RegistryDate | None = None
    last_update_posted: RegistryDate | None = None
    status_verified: PartialDate | None = None
    enrollment: int | None = None
    enrollment_kind: str | None = None
    expanded_access: ExpandedAccessInfo = ExpandedAccessInfo()
    expanded_access_types: tuple[str, ...] = ()
    linked_trial_count: int | None = None
    results_posted: bool | None = None
    as_of: PartialDate | None = None
    as_of_source: AsOfSource | None = None
    known_fields: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    content_hash: str = ""
    received: bytes = field(default=b"", repr=False)

    @property
    def packed(self) -> bytes:
        """The record as received, compressed for keeping; `zlib.decompress` gives it back."""
        return zlib.compress(self.received, 6)


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something in a file that was not read: where it stands, and why, in plain words."""

    where: str
    reason: str
