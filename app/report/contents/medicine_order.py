"""Which medicines an emergency team must see first, where not all of them have room."""

from collections.abc import Sequence

from app.case.facts.drug_identity import drug_named
from app.case.facts.values.health import MedicineFact

_STEROID = "corticosteroid"
_BLOOD_THINNER = "blood thinner"
_BLOOD_THINNERS = ("parin", "xaban", "gatran", "warfarin", "fondaparinux", "coumadin", "grel")
"""Endings and names of drugs against clots, for those the vocabulary does not list (WHO stems)."""


def most_telling_first(medicines: Sequence[MedicineFact]) -> tuple[MedicineFact, ...]:
    """Return steroids and replacements, blood thinners, immune suppression, anticancer, others.

    Within each of these the order stays.
    """
    return tuple(sorted(medicines, key=_rank))


def _rank(medicine: MedicineFact) -> int:
    kind = drug_named(medicine.name).drug_class or ""
    is_steroid = kind == _STEROID and medicine.way != "local"
    name = medicine.name.casefold()
    wanted = (
        medicine.replacement or is_steroid,
        kind == _BLOOD_THINNER or any(part in name for part in _BLOOD_THINNERS),
        medicine.suppresses_immunity,
        medicine.anticancer,
    )
    return wanted.index(True) if True in wanted else len(wanted)
