"""Which drug a written name is, which group washouts count it to, and which way it went in."""

import re
from functools import lru_cache

from app.case import vocabulary
from app.case.facts.values.therapy import Way
from app.case.value_class import value_class

# "IT" in capitals only: "take it at night" is no route into the spine.
_INTRATHECAL = re.compile(r"\bIT\b|(?i:\bintrathecal|\bintraventricular|\bommaya)")
_LOCAL_ROUTES = re.compile(
    r"\b(?:eyes?|ophthalmic|topical|skin|inhaled|inhalation|nebuli[sz]ed|nasal|ear|mouth ?rinse"
    r"|mouthwash|vaginal|rectal foam|cream|ointment|gel|lotion|drops?)\b",
    re.IGNORECASE,
)
# Said in the dose where the route says nothing: "0.05% eye drops", "mouth rinse", "cream".
_LOCAL_FORMS = re.compile(
    r"\b(?:eye ?drops?|ear ?drops?|mouth ?rinse|mouth ?wash|rinse|swish|cream|ointment|lotion"
    r"|shampoo|inhaler|nebuli[sz]er|nasal spray|eye gel)\b",
    re.IGNORECASE,
)
_REPLACEMENT = re.compile(r"replac|adrenal|addison|stress dos", re.IGNORECASE)
_GVHD = re.compile(r"\bgvhd\b|graft[ -]versus[ -]host", re.IGNORECASE)
_TARGET_PARTS = re.compile(r"\s+x\s+|\s+and\s+|[/,;|]")

_FAMILY_BY_MODALITY = {
    "chemotherapy": "chemotherapy",
    "steroid": "steroid",
    "targeted_small_molecule": "targeted",
    "immunomodulator": "immunomodulator",
    "monoclonal_antibody": "antibody",
    "antibody_drug_conjugate": "antibody_drug_conjugate",
    "bispecific_antibody": "bispecific",
    "checkpoint_inhibitor": "checkpoint_inhibitor",
    "car_t": "car_t",
    "other_cell_therapy": "other_cell_therapy",
    "immunosuppressant": "immune_suppression",
    "growth_factor": "growth_factor",
}
_FAMILY_BY_ID = {
    "donor-lymphocyte-infusion": "dli",
    "allogeneic-stem-cell-graft": "donor_transplant",
    "autologous-stem-cell-graft": "own_transplant",
    "antithymocyte-globulin": "atg_alemtuzumab",
    "alemtuzumab": "atg_alemtuzumab",
    # Antibodies in place of missing ones: given to help immunity, not to hold it down.
    "immune-globulin": "other",
}
AIMED_FAMILIES = frozenset(
    {"antibody", "antibody_drug_conjugate", "bispecific", "car_t", "atg_alemtuzumab"}
)
"""Families whose drugs are aimed at one target on cells."""


@value_class
class Drug:
    """A drug as its name tells it.

    Attributes:
        key: id in `drugs.csv`, else the name in lower case; two rows of one key are one drug.
        name: the vocabulary's name, else as typed.
    """

    key: str
    name: str
    id: str | None
    drug_class: str | None
    modality: str | None
    targets: tuple[str, ...]
    family: str


@lru_cache(maxsize=2048)
def drug_named(text: str) -> Drug:
    """Return the drug a name means; an unknown one stays as typed, in the family "other"."""
    typed = " ".join(text.split())
    term = vocabulary.drugs().find(typed)
    if term is None:
        return Drug(typed.casefold(), typed, None, None, None, (), "other")
    row = term.row
    targets = split_targets(row["target"])
    family = _family(term.id, row["modality"], row["target"])
    return Drug(term.id, term.name, term.id, row["class"], row["modality"], targets, family)


def _family(drug_id: str, modality: str, target: str) -> str:
    if modality == "chemotherapy" and target == "asparagine":
        return "asparaginase"
    return _FAMILY_BY_ID.get(drug_id) or _FAMILY_BY_MODALITY.get(modality, "other")


def split_targets(target: str | None) -> tuple[str, ...]:
    """Return the targets of "CD19 x CD3" or "CD19 and CD22", each by itself.

    The CD3 of a bispecific antibody is its grip on T cells, not what it is aimed at.
    """
    parts = [part.strip() for part in _TARGET_PARTS.split(target or "")]
    aimed = [part for part in parts if part and part != "CD3"]
    return tuple(aimed or [part for part in parts if part])


def way_of(route: str | None, *others: str | None) -> Way:
    """Return how a drug went in, by its route; where that says little, by dose and reason.

    Without any word it counts as systemic: a washout must not miss a dose.
    """
    written = route or ""
    if _INTRATHECAL.search(written):
        return "intrathecal"
    if _LOCAL_ROUTES.search(written):
        return "local"
    return "local" if any(_LOCAL_FORMS.search(text) for text in others if text) else "systemic"


def is_replacement(drug: Drug, reason: str | None) -> bool:
    """Whether a steroid is given in place of what the body lacks, by the noted reason."""
    return drug.modality == "steroid" and bool(_REPLACEMENT.search(reason or ""))


def family_for(drug: Drug, reason: str | None) -> str:
    """Return the drug's family, the noted reason considered.

    Ruxolitinib or ibrutinib for GVHD is immune suppression.
    """
    if drug.family in ("targeted", "antibody", "immunomodulator") and _GVHD.search(reason or ""):
        return "immune_suppression"
    return drug.family
