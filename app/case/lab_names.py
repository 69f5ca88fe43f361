"""Which laboratory value a printed name means.

Reports print `SGPT (ALT)`, `Bilirubin, Total`, `Granulocytes, absolute` or `Alanine
aminotransferase [Enzymatic activity/volume] in Serum or Plasma`. All words of the name must be
accounted for: `Neutrophils %` is no absolute count, `Glucose, Urine` is no blood sugar, and both
stay unknown here.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from app.case.matching import words
from app.case.terms import Term, Vocabulary
from app.case.unit_names import normal_unit, scale_of

# Laboratories shorten the words of a count; read so in the lists and in the printed names.
_WHOLE_WORDS = {
    "abs": "absolute",
    "lymph": "lymphocyte",
    "eo": "eosinophil",
    "mono": "monocyte",
    "neut": "neutrophil",
    "gran": "granulocyte",
    "bili": "bilirubin",
    "tot": "total",
    "dir": "direct",
}
# "Hgb Bld-mCnc" and "Hct VFr Bld" name the property of a LOINC short name.
_HOW_MEASURED = frozenset(
    {
        "auto",
        "automated",
        "manual",
        "calculated",
        "calc",
        "value",
        "mcnc",
        "scnc",
        "ccnc",
        "vfr",
        "fr",
    }
)

# Names as laboratories print them, where the list has none that reads the same.
_PRINTED_NAMES = {
    "hco3": ("carbon dioxide", "carbon dioxide total"),
    "pt": ("protime", "pro time"),
    "aptt": ("activated partial thromboplastin time",),
    "ldh": ("lactic dehydrogenase",),
    "egfr": (
        "glomerular filtration rate/1.73 sq M.predicted",
        "estimated glomerular filtration rate",
    ),
    "hba1c": ("HgbA1c", "Hgb A1c", "hemoglobin A1c/hemoglobin.total"),
    "retic": ("reticulocytes/100 erythrocytes",),
    "blasts-pb": ("blasts/100 leukocytes", "blasts %"),
    "bm-blasts": ("blasts/100 cells",),
    "ddimer": ("fibrin D-dimer FEU", "D-dimer FEU"),
    "troponin": ("troponin I.cardiac", "troponin T.cardiac"),
    "ntprobnp": ("natriuretic peptide.B prohormone N-Terminal",),
    "cmv-pcr": ("cytomegalovirus DNA",),
    "ebv-pcr": ("Epstein Barr virus DNA",),
    "hbv-dna": ("hepatitis B virus DNA",),
    "hcv-rna": ("hepatitis C virus RNA",),
    "hbsag": ("hepatitis B virus surface Ag",),
    "anti-hbc": ("hepatitis B virus core Ab",),
    "anti-hcv": ("hepatitis C virus Ab",),
    "tacro-level": ("tacrolimus",),
    "mtx-level": ("methotrexate",),
    "vori-level": ("voriconazole",),
    "tsh": ("thyrotropin",),
    "vitd": ("vitamin D 25 hydroxy",),
}
# In a flow report these are tags on cells, in a blood count they are counts: the unit tells.
_COUNT_OR_MARKER = {"cd3": "cd3", "cd4": "cd4", "cd19": "cd19"}

_BLOOD = frozenset({"blood", "whole", "venous", "arterial", "capillary", "peripheral", "bld"})
_SERUM = _BLOOD | {"serum", "plasma", "ser", "plas", "serpl", "s", "or"}
_SPECIMEN_WORDS = {
    "blood": _BLOOD,
    "serum": _SERUM,
    "plasma": _SERUM,
    "plasma or blood": _SERUM,
    "calculated": _SERUM,
    "marrow": frozenset({"bone", "marrow"}),
}
_LONG_NAME = re.compile(
    r"(?P<component>.+?)(?:\s*\[(?P<property>[^\]]+)\])?(?:\s+\(viral load\))?"
    r"(?:\s+(?:in|of)\s+(?P<specimen>.+?))?(?:\s+by\s+.+)?",
    re.IGNORECASE,
)
_PARENTHESIS = re.compile(r"(?P<before>[^()]*)\((?P<inside>[^()]+)\)(?P<after>[^()]*)")
# What the property of a long name says about the unit.
_PROPERTIES = {
    "#/volume": {"cells"},
    "mass/volume": {"g", "mol"},
    "moles/volume": {"g", "mol", "Eq"},
    "enzymatic activity/volume": {"U", "IU"},
    "catalytic activity/volume": {"U", "IU"},
}


class LabVocabulary(Vocabulary):
    """The laboratory values, found by the names that reports print."""

    def find(self, text: str, unit: str | None = None) -> Term | None:
        """Return the laboratory value with this printed name, or None.

        Args:
            text: the name as printed.
            unit: the unit as printed, where there is one. A known unit of another kind (`%` with
                "Neutrophils") shows that another value is meant.
        """
        count_name = _COUNT_OR_MARKER.get(text.strip().casefold())
        if count_name is not None:
            measured = scale_of(normal_unit(unit or ""))
            return self.get(count_name) if measured and measured.dimension == "cells" else None
        lab = self._printed(text)
        if lab is None or unit is None or may_have_unit(lab, unit):
            return lab
        return None

    def _printed(self, text: str) -> Term | None:
        if text.count(":") >= 4:  # "CREATININE:MCNC:PT:BLD:QN:"
            component, _, _, specimen, *_ = text.split(":")
            text = f"{component} in {specimen}"
        return (
            super().find(text)
            or self._long_name(text)
            or self._same_words(text)
            or self._with_parenthesis(text)
            or self._two_names(text)
        )

    @cached_property
    def _by_words(self) -> dict[frozenset[str], set[Term]]:
        """The terms by the words of their names, in any order."""
        found: dict[frozenset[str], set[Term]] = {}
        for lab in self.rows:
            for name in (lab.name, *lab.synonyms, *_PRINTED_NAMES.get(lab.id, ())):
                bag = _bag(name)
                found.setdefault(bag, set()).add(lab)
                # "White blood cells" and "Neutrophils, absolute" leave out the word "count".
                shorter = bag - {"count"}
                if lab.row["group"] == "CBC" and len(shorter) > 1:
                    found.setdefault(shorter, set()).add(lab)
        return found

    def _same_words(self, text: str) -> Term | None:
        """Return the value whose name has the same words, the specimen left aside."""
        bag = _bag(text)
        lab = self._only(bag)
        counted = bag - {"count", "absolute"}
        if lab is None and counted != bag:
            lab = self._only(counted) or self._without_specimen(counted)
            lab = lab if lab is not None and lab.row["group"] == "CBC" else None
        return lab or self._without_specimen(bag)

    def _without_specimen(self, bag: frozenset[str]) -> Term | None:
        named = bag & _SERUM
        lab = self._only(bag - named) if named else None
        return lab if lab is not None and named <= _specimens(lab) else None

    def _only(self, bag: frozenset[str]) -> Term | None:
        labs = self._by_words.get(bag, set())
        return next(iter(labs)) if len(labs) == 1 else None

    def _long_name(self, text: str) -> Term | None:
        """Read "component [property] in specimen by method", the form of LOINC names."""
        parts = _LONG_NAME.fullmatch(text.strip())
        if parts is None or parts["component"] == text:
            return None
        measured = (parts["property"] or "").casefold()
        for component in _components(parts["component"], measured):
            lab = super().find(component) or self._same_words(component)
            if lab is not None:
                fits = _specimen_words(parts["specimen"] or "") <= _specimens(lab)
                return lab if fits and _has_property(lab, measured) else None
        return None

    def _with_parenthesis(self, text: str) -> Term | None:
        """Read "SGPT (ALT)": both must name the same value."""
        parts = _PARENTHESIS.fullmatch(text)
        if parts is None:
            return None
        inside = parts["inside"]
        outside = self._named_by_all([parts["before"] + " " + parts["after"]])
        if outside is None:
            return None
        harmless = set(_bag(inside)) <= _specimens(outside)
        return outside if harmless else self._named_by_all([inside, outside.name])

    def _two_names(self, text: str) -> Term | None:
        """Read "AST/SGOT": all parts must name the same value."""
        parts = re.split(r"[/,]", text)
        return self._named_by_all(parts) if len(parts) > 1 else None

    def _named_by_all(self, texts: Iterable[str]) -> Term | None:
        labs = {super(LabVocabulary, self).find(text) or self._same_words(text) for text in texts}
        return labs.pop() if len(labs) == 1 else None


def may_have_unit(lab: Term, unit: str) -> bool:
    """Whether a value of this kind may be printed with this unit.

    A unit of unknown kind may be anything; a known one must measure what the list says.
    """
    written = normal_unit(unit)
    measured = scale_of(written)
    listed = listed_units(lab)
    if measured is not None:
        return measured.dimension in _dimensions(listed)
    return written in listed or written not in {"%", "s", "fL", "L/L", "ratio", "mL/min"}


def listed_units(lab: Term) -> tuple[str, ...]:
    """Return every unit the list names for a value, in normal spelling, notes left out."""
    written = [lab.row["conventional_unit"], lab.row["si_unit"], *lab.listed("other_units_seen")]
    return tuple(normal_unit(re.sub(r"\s*\(.*\)$", "", unit)) for unit in written)


def _dimensions(units: Sequence[str]) -> set[str]:
    found = {scale.dimension for scale in map(scale_of, units) if scale is not None}
    # Laboratories print U and IU for the same thing (ALT in IU/L, TSH in uU/mL).
    return found | {"U", "IU"} if found & {"U", "IU"} else found


def _has_property(lab: Term, measured: str) -> bool:
    wanted = _PROPERTIES.get(measured)
    return wanted is None or bool(wanted & _dimensions(listed_units(lab)))


def _components(component: str, measured: str) -> tuple[str, ...]:
    """Return what a component may be called in the list: LOINC leaves out what others print."""
    if measured == "#/volume":
        return (component, f"{component} absolute")
    if measured == "mass/volume":
        return (component, f"{component} total")
    return (component,)


def _specimens(lab: Term) -> frozenset[str]:
    return _SPECIMEN_WORDS.get(lab.row["specimen"], frozenset())


def _specimen_words(text: str) -> frozenset[str]:
    return _bag(text.casefold().replace("platelet poor plasma", "plasma"))


def _bag(text: str) -> frozenset[str]:
    return frozenset(
        _whole_word(word.form)
        for word in words(text.replace("#", " absolute "))
        if word.form not in _HOW_MEASURED
    )


def _whole_word(word: str) -> str:
    if word in _SERUM:
        return word
    plain = word[:-1] if len(word) > 2 and word.endswith("s") and word[-2] not in "su" else word
    return _WHOLE_WORDS.get(word) or _WHOLE_WORDS.get(plain) or plain
