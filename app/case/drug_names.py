"""Which medicine a written name means, and whether it is one against the cancer.

Hospitals print `vinCRIStine sulfate 2 mg/2 mL injection` and `rituximab-abbs`. Salt, dose, form
and maker's suffix are left aside; every other word must belong to the name. A medicine made of
two, or one that is not in the list, stays unknown.
"""

import re
from collections.abc import Sequence
from functools import cached_property

from app.case.matching import words
from app.case.terms import Term, Vocabulary

_SALTS = """
    sulfate hydrochloride hcl sodium disodium potassium calcium phosphate diphosphate succinate
    acetate mesylate citrate tartrate maleate fumarate besylate tosylate bromide chloride
    dihydrate monohydrate hydrate pamoate gluconate trihydrate lactate isethionate
    """
_DOSE_AND_FORM = """
    mg mcg ug g ml l unit units unt iu meq mmol hr hour hours day days daily per m2 kg percent
    x oral po iv im sc sq subq it pf tablet tablets tab tabs capsule capsules cap caps
    injection injectable injectables solution soln suspension syrup liquid infusion ivpb push
    intravenous intramuscular subcutaneous intrathecal intravesical vial syringe prefilled
    cartridge pen piggyback bag premix powder reconstitution for in ns d5w delayed extended
    release er xr dr ec chewable disintegrating odt film coated topical cream ointment gel
    ophthalmic eye drops drop rinse mouthwash elixir swish spit inhaled inhalation nebulizer
    patch transdermal once twice weekly bid tid qid qd prn
    """
_SALT_WORDS = frozenset(_SALTS.split())
_DOSE_AND_FORM_WORDS = frozenset(_DOSE_AND_FORM.split())
_NUMBER = re.compile(r"[0-9]+(?:mg|mcg|g|ml|m2|kg|hr)?")
_BRACKETED = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]+)[)\]]")
# The four letters that tell makers of one biological medicine apart: "rituximab-abbs".
_MAKERS_SUFFIX = re.compile(r"(?<=[a-z])-[a-z]{4}$", re.IGNORECASE)
_BY_MOUTH = frozenset({"oral", "po", "tablet", "tablets", "tab", "tabs"})

_AGAINST_CANCER = frozenset(
    {
        "chemotherapy",
        "targeted_small_molecule",
        "immunomodulator",
        "monoclonal_antibody",
        "antibody_drug_conjugate",
        "bispecific_antibody",
        "checkpoint_inhibitor",
        "car_t",
        "other_cell_therapy",
    }
)
# Grafts replace the marrow, and remestemcel-L treats GVHD.
_CELLS_NOT_AGAINST_CANCER = frozenset(
    {
        "orca-t",
        "omidubicel",
        "remestemcel-l",
        "allogeneic-stem-cell-graft",
        "autologous-stem-cell-graft",
    }
)
_OTHER_PURPOSE = re.compile(
    r"\bgvhd\b|graft[ -]versus[ -]host|prophyla|infection|prevention|hlh\b|rheumat|arthritis"
    r"|autoimmun|psoria|sickle",
    re.IGNORECASE,
)


class DrugVocabulary(Vocabulary):
    """The medicines, found by the names that orders and labels print."""

    def find(self, text: str) -> Term | None:
        """Return the medicine this text names, dose, form, salt and maker's suffix left aside."""
        written = text.strip()
        found = super().find(written) or super().find(_MAKERS_SUFFIX.sub("", written))
        if found is not None:
            return found
        bracketed = [match["inside"] for match in _BRACKETED.finditer(written)]
        drug = self._without_dose(_BRACKETED.sub(" ", written))
        return drug if drug is not None and self._agree(drug, bracketed) else None

    def _agree(self, drug: Term, bracketed: Sequence[str]) -> bool:
        """Whether what stands in brackets is another name of the drug, or a form or dose."""
        return all(
            super(DrugVocabulary, self).find(text) == drug or not _name_words(text)
            for text in bracketed
        )

    def _without_dose(self, text: str) -> Term | None:
        name = _name_words(text)
        drug = super().find(" ".join(name)) or self._without_salt(name) or self._in_any_order(name)
        if drug is None:
            return None
        # The tablet is another medicine than the injection (azacitidine).
        by_mouth = _BY_MOUTH & {word.form for word in words(text)}
        return (self.get(f"{drug.id}-oral") if by_mouth else None) or drug

    def _without_salt(self, name: list[str]) -> Term | None:
        while len(name) > 1 and name[-1].casefold() in _SALT_WORDS:
            name = name[:-1]
            drug = super().find(_MAKERS_SUFFIX.sub("", " ".join(name)))
            if drug is not None:
                return drug
        return None

    def _in_any_order(self, name: list[str]) -> Term | None:
        """Find `sulfamethoxazole-trimethoprim` and `pegylated liposomal doxorubicin`."""
        drugs = self._by_parts.get(_parts(" ".join(name)), set())
        return next(iter(drugs)) if len(drugs) == 1 else None

    @cached_property
    def _by_parts(self) -> dict[frozenset[str], set[Term]]:
        """The medicines whose name has several words, by those words."""
        found: dict[frozenset[str], set[Term]] = {}
        for drug in self.rows:
            for text in (drug.name, *drug.synonyms):
                parts = _parts(text)
                if len(parts) > 1 and all(len(part) > 3 for part in parts):
                    found.setdefault(parts, set()).add(drug)
        return found


def _parts(text: str) -> frozenset[str]:
    """Return the words of a name without its salts; a first word is no salt ("sodium")."""
    forms = [word.form for word in words(text) if word.form != "and"]
    kept = [form for place, form in enumerate(forms) if place == 0 or form not in _SALT_WORDS]
    return frozenset("liposomal" if form == "liposome" else form for form in kept)


def _name_words(text: str) -> list[str]:
    """Return the words of a medicine's name as written, numbers, units and forms left out."""
    return [
        piece
        for piece in re.split(r"[\s,;/]+", text)
        if piece and not all(_is_dose_or_form(word.form) for word in words(piece))
    ]


def _is_dose_or_form(word: str) -> bool:
    return word in _DOSE_AND_FORM_WORDS or _NUMBER.fullmatch(word) is not None


def treats_cancer(drug: Term, reason: str = "") -> bool:
    """Whether a medicine counts as one against the cancer.

    The rule goes by the drug's kind in drugs.csv: chemotherapy, targeted drugs, antibodies, cells
    and the like count; medicines for support, infections, GVHD and growth of blood cells do not.
    Steroids do not count by themselves: as mouth rinse, replacement or for GVHD they are no cancer
    treatment, and as part of a plan they stand in that treatment's row. Where a reason is given
    and it is GVHD, an infection or prevention, a drug used for both (ruxolitinib, methotrexate)
    does not count either.
    """
    if drug.row["modality"] not in _AGAINST_CANCER or drug.id in _CELLS_NOT_AGAINST_CANCER:
        return False
    return _OTHER_PURPOSE.search(reason) is None
