"""Codes, and when to believe them: the right form and, where there is one, the right check digit.

Portals put house codes under the name of a public list. A code whose check digit is wrong is none,
and the name decides.

Check digits: LOINC mod 10 (LOINC Users' Guide, "Calculating Mod 10 Check Digits"); SNOMED CT
Verhoeff's dihedral check (SNOMED CT Technical Implementation Guide, "Check-digit computation").
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

LOINC = "LOINC"
SNOMED = "SNOMED CT"
RXNORM = "RxNorm"
ICD10 = "ICD-10"
ICD9 = "ICD-9"
CVX = "CVX"
CPT = "CPT"
NDC = "NDC"


class Code(NamedTuple):
    """A code of a public list, in its normal spelling."""

    system: str
    code: str

    @property
    def words(self) -> str:
        """The form kept with a row, such as `LOINC 718-7`."""
        return f"{self.system} {self.code}"


_OIDS = {
    "2.16.840.1.113883.6.1": LOINC,
    "2.16.840.1.113883.6.96": SNOMED,
    "2.16.840.1.113883.6.88": RXNORM,
    "2.16.840.1.113883.6.90": ICD10,
    "2.16.840.1.113883.6.3": ICD10,
    "2.16.840.1.113883.6.42": ICD9,
    "2.16.840.1.113883.6.103": ICD9,
    "2.16.840.1.113883.6.104": ICD9,
    "2.16.840.1.113883.12.292": CVX,
    "2.16.840.1.113883.6.59": CVX,
    "2.16.840.1.113883.6.12": CPT,
    "2.16.840.1.113883.6.69": NDC,
}
_ADDRESSES = {
    "http://loinc.org": LOINC,
    "http://snomed.info/sct": SNOMED,
    "http://www.nlm.nih.gov/research/umls/rxnorm": RXNORM,
    "http://hl7.org/fhir/sid/icd-10-cm": ICD10,
    "http://hl7.org/fhir/sid/icd-10": ICD10,
    "http://hl7.org/fhir/sid/icd-9-cm": ICD9,
    "http://hl7.org/fhir/sid/icd-9-cm/diagnosis": ICD9,
    "http://hl7.org/fhir/sid/cvx": CVX,
    "http://www.ama-assn.org/go/cpt": CPT,
    "http://hl7.org/fhir/sid/ndc": NDC,
}
SYSTEMS = _OIDS | {f"urn:oid:{oid}": name for oid, name in _OIDS.items()} | _ADDRESSES
SYSTEMS |= {address.replace("http:", "https:"): name for address, name in _ADDRESSES.items()}

_LOINC_FORM = re.compile(r"[0-9]{1,7}-[0-9]")
_FORMS = {
    RXNORM: re.compile(r"[1-9][0-9]{0,7}"),
    ICD10: re.compile(r"[A-Z][0-9][0-9A-Z](?:\.?[0-9A-Z]{1,4})?"),
    ICD9: re.compile(r"(?:[0-9]{2,3}|V[0-9]{2}|E[0-9]{3})(?:\.?[0-9]{1,2})?"),
    CVX: re.compile(r"[0-9]{1,3}"),
    CPT: re.compile(r"[0-9]{4}[0-9A-Z]"),
    NDC: re.compile(r"[0-9]{4,5}-?[0-9]{3,4}-?[0-9]{1,2}"),
}


@lru_cache(maxsize=16384)
def believed(system: str | None, code: str | None) -> Code | None:
    """Return a code as a value, or None where its list is not known or its form is wrong.

    Args:
        system: address, OID or `urn:oid:` of the list.
        code: the code as it stands in the file.
    """
    name = SYSTEMS.get((system or "").strip().rstrip("/"))
    written = (code or "").strip().upper()
    if name is None or not written or not written.isascii():
        return None
    if name in _CHECKED:
        return Code(name, written) if _CHECKED[name](written) else None
    if not _FORMS[name].fullmatch(written):
        return None
    return Code(name, _with_dot(written) if name in (ICD10, ICD9) else written)


def is_loinc(code: str) -> bool:
    """Whether a text has the form of a LOINC code and its right check digit."""
    if not _LOINC_FORM.fullmatch(code):
        return False
    digits = code.replace("-", "")
    return _mod_10(digits[:-1]) == int(digits[-1])


def is_snomed(code: str) -> bool:
    """Whether a text has the form of a SNOMED CT concept id and its right check digit."""
    if not (6 <= len(code) <= 18 and code.isascii() and code.isdigit() and code[0] != "0"):
        return False
    return _verhoeff(code) == 0


def _with_dot(code: str) -> str:
    """Return the code with its dot: `E038` and `E03.8` are one."""
    if "." in code:
        return code
    head = 4 if code.startswith("E") and code[1:].isdigit() and len(code) > 4 else 3
    return code if len(code) <= head else f"{code[:head]}.{code[head:]}"


def _mod_10(digits: str) -> int:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled // 10 + doubled % 10
    return -total % 10


def _products() -> tuple[tuple[int, ...], ...]:
    """Return the multiplication table of the dihedral group of order ten."""

    def product(a: int, b: int) -> int:
        if a < 5:
            return (a + b) % 5 if b < 5 else (a + b - 5) % 5 + 5
        return (a - 5 - b) % 5 + 5 if b < 5 else (a - b) % 5

    return tuple(tuple(product(a, b) for b in range(10)) for a in range(10))


def _permutations() -> tuple[tuple[int, ...], ...]:
    rows = [tuple(range(10)), (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)]
    for _ in range(6):
        rows.append(tuple(rows[1][digit] for digit in rows[-1]))
    return tuple(rows)


_PRODUCTS = _products()
_PERMUTATIONS = _permutations()


def _verhoeff(digits: str) -> int:
    check = 0
    for place, digit in enumerate(reversed(digits)):
        check = _PRODUCTS[check][_PERMUTATIONS[place % 8][int(digit)]]
    return check


_CHECKED: dict[str, Callable[[str], bool]] = {LOINC: is_loinc, SNOMED: is_snomed}
