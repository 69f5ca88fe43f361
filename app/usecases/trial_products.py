"""What a trial gives: products that two records may share, and cells by what they are aimed at.

Two records name the same product where the vocabulary leads both names to one drug, or where both
carry the same company code ("KT095"). Two hospitals' "CD19 CAR-T cells" are not one product: they
share a target, which is told apart from sharing a product. The registry's "other names" of an
intervention sometimes list the drugs given beside it, so only company codes are taken from there.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.case import vocabulary
from app.case.matching import joined, words
from app.trials.record import Intervention, TrialRecord

# What is given to treat; of other kinds (procedures, samples) only what the title names counts.
_TREATS = frozenset({"DRUG", "BIOLOGICAL", "GENETIC", "COMBINATION_PRODUCT", None})
_PLACEBO = re.compile(r"\b(?:placebo|sham|standard of care|best available)\b", re.IGNORECASE)

_CODE = re.compile(r"\b(?P<letters>[A-Z]{2,6})[- ]?(?P<digits>\d{2,9}[A-Z]{0,4})\b")
# Letters and digits that are a cell marker, a virus, a gene or an isotope, not a company's code.
_NO_CODE = frozenset(
    {"CD", "IL", "PD", "HPV", "HLA", "VP", "GA", "LU", "TCR", "HER", "NCT", "PSMA", "EGFR"}
    | {"KMT", "DAY", "COVID", "SARS", "TIM", "LAG", "COHORT", "PART", "ARM", "PHASE"}
)
_IS_CAR = re.compile(r"\bCAR\b|\bCAR[- ]?(?:T|NK)\b|chimeric antigen receptor|\bCART\b", re.I)
# CD3, CD28, CD137: parts of the CAR inside the cell; CD34: the stem cells given beside it.
_TARGET = re.compile(
    r"\bCD ?(?!(?:3|28|34|137)\b)(\d{1,3})\b|\b(BCMA|GPRC5D|B7-?H3|CLL-?1|FLT3|ROR1|PSMA)\b", re.I
)
# Given to prepare or to support: shared by many trials that have nothing else in common.
_BESIDE = frozenset(
    {"chemotherapy", "steroid", "supportive", "anti_infective", "growth_factor"}
    | {"immunosuppressant"}
)


@dataclass(frozen=True, slots=True)
class Product:
    """Something a trial gives.

    Attributes:
        name: the vocabulary's name, else as the registry writes it.
        drug_id: in `drugs.csv`, None where the list does not know it.
        keys: what another record's product must share one of to be the same.
        in_title: the trial's title names it.
        beside: a drug of the kind that is usually given beside the one under study.
    """

    name: str
    drug_id: str | None
    keys: frozenset[str]
    in_title: bool
    beside: bool


def products(record: TrialRecord) -> tuple[Product, ...]:
    """Return what a trial gives, each once, in the record's order."""
    title = _title(record)
    in_title = frozenset(_keys(title, ()))
    found: dict[frozenset[str], Product] = {}
    for each in record.interventions:
        if each.name and not _PLACEBO.search(each.name):
            product = _product(each, title, in_title)
            if each.type in _TREATS or product.in_title:
                found.setdefault(product.keys, product)
    return tuple(found.values())


def under_study(record: TrialRecord) -> tuple[Product, ...]:
    """Return the products a trial is about: those in its title, those not given beside.

    All of them where neither tells any apart; none where the title names what the record does not
    list among its treatments.
    """
    every = products(record)
    in_title = tuple(each for each in every if each.in_title)
    for some in (in_title, every):
        if main := tuple(each for each in some if not each.beside):
            return main
    return in_title or (() if _title_names_more(record, every) else every)


def _title_names_more(record: TrialRecord, listed: Iterable[Product]) -> bool:
    known = {key for each in listed for key in each.keys}
    named = {key for key in _keys(_title(record), ()) if not key.startswith("name:")}
    return bool(cell_targets(record) or named - known)


def _title(record: TrialRecord) -> str:
    return " ".join(filter(None, (record.title, record.official_title, record.acronym)))


def _product(given: Intervention, title: str, in_title: frozenset[str]) -> Product:
    name = " ".join((given.name or "").split())
    drug_id = _drug_id(name)
    keys = frozenset(_keys(name, given.other_names))
    term = vocabulary.drugs().get(drug_id) if drug_id else None
    return Product(
        name=term.name if term else name,
        drug_id=drug_id,
        keys=keys,
        in_title=bool(keys & in_title) or joined(words(name)) in joined(words(title)),
        beside=term is not None and term.row["modality"] in _BESIDE,
    )


def _drug_id(name: str) -> str | None:
    """Return the one drug a name leads to."""
    mentioned = {mention.term.id for mention in vocabulary.drugs().mentions(name)}
    if len(mentioned) == 1 and "liposom" not in name.casefold():
        return mentioned.pop()
    whole = vocabulary.drugs().find(name)
    # "CD7 CAR-T" as a whole name is a class of cells here, not one hospital's product.
    return whole.id if whole is not None and whole.row["modality"] != "car_t" else None


def _keys(name: str, other_names: Iterable[str]) -> Iterator[str]:
    mentioned = {mention.term.id for mention in vocabulary.drugs().mentions(name)}
    yield from (f"drug:{drug_id}" for drug_id in mentioned)
    codes = [code for text in (name, *other_names) for code in _codes(text)]
    yield from codes
    if not mentioned and not codes:
        yield f"name:{joined(words(name))}"


def _codes(text: str) -> Iterator[str]:
    for found in _CODE.finditer(text):
        if found["letters"] not in _NO_CODE:
            yield f"code:{found['letters']}{found['digits']}".casefold()


def cell_targets(record: TrialRecord) -> frozenset[str]:
    """Return what a trial's CAR cells are aimed at, such as "CD7"; empty for other trials."""
    texts = [record.title or "", record.official_title or ""]
    texts += [each.name or "" for each in record.interventions]
    return frozenset(target for text in texts if _IS_CAR.search(text) for target in _targets(text))


def _targets(text: str) -> Iterator[str]:
    for found in _TARGET.finditer(text):
        number, name = found.groups()
        yield f"CD{number}" if number else name.upper().replace("B7H3", "B7-H3")
