"""What a trial gives, in plain words: from the packaged lists where they know it.

The list's words carry the list's date; what no list knows is named as the registry writes it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.case import vocabulary
from app.case.partial_date import PartialDate
from app.case.terms import Term
from app.trials.record import TrialRecord
from app.trials.words import study_type_label
from app.usecases.trial_products import Product, cell_targets, products, under_study

_KINDS = {
    "car_t": "T cells changed to find cancer cells (CAR-T)",
    "other_cell_therapy": "cells as treatment",
    "bispecific_antibody": "antibody that brings T cells to cancer cells (bispecific)",
    "antibody_drug_conjugate": "antibody that carries a drug to cancer cells",
    "monoclonal_antibody": "antibody",
    "checkpoint_inhibitor": "antibody that takes a brake off the immune system",
    "targeted_small_molecule": "targeted pill or drug",
    "immunomodulator": "drug that changes the immune system",
    "chemotherapy": "chemotherapy",
    "steroid": "steroid",
    "immunosuppressant": "drug that holds the immune system down",
    "growth_factor": "drug that helps blood cells grow",
    "anti_infective": "drug against infections",
    "supportive": "supportive medicine",
}
_LIST = "Casebook's list of medicines"
_REGISTRY = "Registry record"


@dataclass(frozen=True, slots=True)
class WhatItIs:
    """What a trial gives.

    Attributes:
        lines: one for each product it is about, then what is given beside.
        source: the list the plain words come from, else the registry.
        date: the oldest day of the rows used; None where only the registry was.
    """

    lines: tuple[str, ...]
    source: str
    date: PartialDate | None


def what_it_is(record: TrialRecord) -> WhatItIs:
    """Return what a trial gives, in plain words."""
    main = under_study(record)
    lines = [_line(product) for product in main] or list(_from_title(record))
    beside = [each.name for each in products(record) if each not in main]
    if beside:
        lines.append(f"Also given: {', '.join(beside)}")
    if not lines or record.study_type in ("OBSERVATIONAL", "EXPANDED_ACCESS"):
        lines.insert(0, study_type_label(record.study_type))
    days = [row.as_of for row in filter(None, map(_row, main)) if row.as_of is not None]
    oldest = min(days, key=lambda day: day.sort_key, default=None)
    return WhatItIs(tuple(lines), f"{_LIST} and registry record" if days else _REGISTRY, oldest)


def _from_title(record: TrialRecord) -> Iterator[str]:
    targets = sorted(cell_targets(record))
    if targets:
        yield f"{_upper(_KINDS['car_t'])}, aimed at {' and '.join(targets)}"
    elif record.title:
        yield record.title


def _row(product: Product) -> Term | None:
    return vocabulary.drugs().get(product.drug_id) if product.drug_id else None


def _line(product: Product) -> str:
    row = _row(product)
    if row is None:
        return _upper(product.name)
    kind = _KINDS.get(row.row["modality"], row.row["class"])
    target = row.row["target"]
    aimed = f", aimed at {target}" if target and row.row["modality"] != "chemotherapy" else ""
    return f"{_upper(product.name)}: {kind}{aimed}"


def _upper(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
