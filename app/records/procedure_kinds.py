"""What kind of procedure a name or code means: a transplant, radiation, a scan, surgery ...

The kinds are told by the words of the name. CPT codes are taken where a name says too little.
"""

import re
from enum import Enum, auto
from functools import lru_cache

from app.case.vocabulary import drugs
from app.records.code_systems import CPT
from app.records.concepts import Concept


class ProcedureKind(Enum):
    """What becomes of a procedure in the case."""

    TRANSPLANT = auto()
    CELL_THERAPY = auto()
    LYMPHOCYTE_INFUSION = auto()
    SPINAL_TAP = auto()
    MARROW_SAMPLE = auto()
    CHEMOTHERAPY = auto()
    RADIATION = auto()
    TRANSFUSION = auto()
    SCAN = auto()
    SURGERY = auto()
    OTHER = auto()


# American Medical Association, CPT: transplant and infusion of blood-forming cells, taps, marrow.
_CPT = {
    "38240": ProcedureKind.TRANSPLANT,
    "38241": ProcedureKind.TRANSPLANT,
    "38242": ProcedureKind.LYMPHOCYTE_INFUSION,
    "38228": ProcedureKind.CELL_THERAPY,
    "62270": ProcedureKind.SPINAL_TAP,
    "62328": ProcedureKind.SPINAL_TAP,
    "96450": ProcedureKind.SPINAL_TAP,
    "38220": ProcedureKind.MARROW_SAMPLE,
    "38221": ProcedureKind.MARROW_SAMPLE,
    "38222": ProcedureKind.MARROW_SAMPLE,
    "36430": ProcedureKind.TRANSFUSION,
}

# Talking about a treatment is not giving it.
_ONLY_TALK = re.compile(
    r"\b(?:education|counsel\w*|consult\w*|consent|discussion|documentation|referral|plan|planning"
    r"|simulation|evaluation|assessment|screening|review\w*|instruction|monitoring|history"
    r"|management|scheduled|declined|typing|workup|work-up|search|communication|certification)\b",
    re.IGNORECASE,
)
_RULES: tuple[tuple[ProcedureKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            ProcedureKind.LYMPHOCYTE_INFUSION,
            r"donor (?:lymphocyte|leu[ck]ocyte)s? infusion|\bdli\b",
        ),
        (
            ProcedureKind.CELL_THERAPY,
            r"\bcar[- ]?t\b|chimeric antigen receptor|\b\w+leucel\b",
        ),
        (
            ProcedureKind.TRANSPLANT,
            r"(?=.*(?:stem cell|progenitor cell|marrow|cord blood|ha?emato?poietic|\bhsct\b"
            r"|\bbmt\b))(?=.*(?:transplant|infusion|reinfusion|rescue|\bhsct\b|\bbmt\b)).*",
        ),
        (
            ProcedureKind.SPINAL_TAP,
            r"lumbar puncture|spinal (?:tap|puncture)|intrathecal (?:chemo|inject|infus|admin)"
            r"|injection .*into .*(?:subarachnoid|intrathecal)",
        ),
        (
            ProcedureKind.MARROW_SAMPLE,
            r"(?=.*\bmarrow\b)(?=.*(?:aspirat|biops|sampling|sample|examination|trephine)).*",
        ),
        (ProcedureKind.CHEMOTHERAPY, r"chemotherap|antineoplastic|immunotherap"),
        (
            ProcedureKind.RADIATION,
            r"radiotherap|radiation (?:therap|treatment)|irradiation|brachytherap|teletherap"
            r"|proton (?:beam|therap)|radiosurg",
        ),
        (ProcedureKind.TRANSFUSION, r"transfusion"),
        (
            ProcedureKind.SCAN,
            r"x-?ray|radiograph|\bct\b|tomograph|\bmri?\b|magnetic resonance|\bpet\b"
            r"|ultraso(?:und|no)|echocardiogra|mammogra|scintigra|\bscan\b|fluoroscop|imaging|doppler|\bmuga\b",
        ),
        (
            ProcedureKind.SURGERY,
            r"\w+(?:ectomy|otomy|ostomy|plasty|rrhaphy|pexy|desis|centesis|oscopy)\b|surg|biops"
            r"|repair|replacement|excision|resection|incision|insertion|implant|placement|removal"
            r"|introduction of|catheter|\bport\b|graft|transplant|fixation|sutur|drainage"
            r"|amputation|aspiration|puncture|extraction|stent|ligation|ablation|debridement|operation|bypass"
            r"|cesarean|caesarean|reduction|arthrodesis|pacemaker|laparo|closure",
        ),
    )
)


def procedure_kind(concept: Concept) -> ProcedureKind:
    """Return the kind of a procedure by its name, and by its CPT code where the name tells none."""
    by_name = next(
        (kind for kind in map(_kind_of_name, concept.names) if kind is not ProcedureKind.OTHER),
        ProcedureKind.OTHER,
    )
    known = _CPT.get(concept.code(CPT) or "")
    return known if known and by_name in (ProcedureKind.OTHER, ProcedureKind.SURGERY) else by_name


@lru_cache(maxsize=4096)
def _kind_of_name(name: str) -> ProcedureKind:
    if _ONLY_TALK.search(name):
        return ProcedureKind.OTHER
    for kind, pattern in _RULES:
        if pattern.search(name) and not _is_of_another_kind(kind, name):
            return kind
    return ProcedureKind.OTHER


_NO_TRANSPLANT = re.compile(
    r"\b(?:harvest\w*|collection|donation|donor (?:search|harvest)|aspirat\w*|biops\w*|apheresis"
    r"|mobili[sz]ation|biopsy|storage|cryopreserv\w*)\b",
    re.IGNORECASE,
)


def _is_of_another_kind(kind: ProcedureKind, name: str) -> bool:
    """Whether a name has the words of a kind and means the step before it."""
    if kind in (ProcedureKind.TRANSPLANT, ProcedureKind.CELL_THERAPY):
        return _NO_TRANSPLANT.search(name) is not None
    return False


def transplant_type(names: str) -> str | None:
    """Return the code of `transplant.type` that the words tell."""
    plain = names.casefold()
    if "syngen" in plain:
        return "syngeneic"
    if "autolog" in plain:
        return "autologous"
    return "allogeneic" if re.search(r"allogen|haplo|donor|cord|unrelated", plain) else None


def donor_type(names: str) -> str | None:
    """Return the code of `transplant.donor_type` that the words tell."""
    plain = names.casefold()
    for words, code in (
        ("haplo", "haploidentical"),
        ("cord", "cord_blood"),
        ("mismatched unrelated", "mismatched_unrelated"),
        ("matched unrelated", "matched_unrelated"),
        ("matched sibling", "matched_sibling"),
        ("matched related", "matched_related"),
        ("autolog", "autologous"),
    ):
        if words in plain:
            return code
    return None


def cell_source(names: str) -> str | None:
    """Return the code of `transplant.cell_source` that the words tell."""
    plain = names.casefold()
    if "cord" in plain:
        return "cord"
    if "peripheral" in plain:
        return "pbsc"
    return "bone_marrow" if "marrow" in plain else None


def medicines_named(names: str) -> tuple[str, ...]:
    """Return the medicines that a procedure's name mentions."""
    return tuple(dict.fromkeys(mention.term.name for mention in drugs().mentions(names)))
