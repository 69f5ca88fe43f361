"""Under which names a medicine is one and the same: ingredient, brand and code.

`Acetaminophen 500 MG Oral Tablet [Tylenol]` is acetaminophen and Tylenol, `predniSONE (DELTASONE)
tablet` prednisone and Deltasone. Strength, form, route and salt are left aside; two ingredients
stay two (`sulfamethoxazole / trimethoprim`).
"""

import re
from functools import lru_cache

from app.case.matching import words
from app.case.vocabulary import drugs

_BRACKETED = re.compile(r"[\[(](?P<inside>[^\[\]()]{2,60})[\])]")
_STRENGTH = re.compile(
    r"[0-9][0-9.,]*\s*(?:-\s*[0-9.,]+\s*)?(?:mg|mcg|ug|µg|g|gm|kg|ml|l|unt|units?|iu|meq|mmol|mci|%"
    r"|hr|hour|actuat|puff|dose|unit)?(?:\s*/\s*[0-9.]*\s*(?:mg|ml|l|g|hr|h|actuat|m2|kg|dose|unt)?)?"
    r"\b|[0-9][0-9.,]*\s*%?",
    re.IGNORECASE,
)
_FORMS = frozenset(
    """
    tablet tablets tab tabs capsule capsules cap caps oral injection injectable injectables inject
    solution soln suspension susp syrup liquid elixir infusion ivpb push iv im sc sq po pr sl subq
    intravenous intramuscular subcutaneous intrathecal topical ophthalmic otic nasal inhalation
    inhaled inhaler inhalant aerosol spray drops drop cream ointment gel lotion foam patch patches
    suppository suppositories vial syringe prefilled auto injector autoinjector cartridge pen
    piggyback bag kit pack premix powder reconstitution for in of and the with by mouth
    extended delayed sustained immediate release er xr dr ec sr cr la chewable disintegrating odt
    film coated enteric dispersible effervescent lozenge rinse mouthwash swish spit nebulizer
    nebulization transdermal metered dose disc diskus hfa actuat mg mcg ug ml g gm l unt unit units
    iu meq mmol hr hour hours day days daily weekly once twice prn as needed chemo prefilled puffs
    percent nda anda bla puff solr sosy soaj conc tbec cp12 tb24 cp24 cpdr tbcr tbdp subl ij
    anhydrous hydrous
    """.split()
)
_SALTS = frozenset(
    """
    sulfate hydrochloride hcl sodium disodium potassium calcium phosphate diphosphate succinate
    acetate mesylate citrate tartrate bitartrate maleate fumarate besylate tosylate bromide chloride
    dihydrate monohydrate hydrate pamoate gluconate trihydrate lactate nitrate carbonate hbr
    proxetil axetil mofetil medoxomil propionate valerate furoate dipropionate benzoate
    """.split()
)


@lru_cache(maxsize=8192)
def medicine_keys(name: str) -> frozenset[str]:
    """Return the keys under which a medicine is known; two with a key in common are one."""
    found = {_key(inside["inside"]) for inside in _BRACKETED.finditer(name)}
    found.add(_key(_BRACKETED.sub(" ", name)))
    listed = _listed(name)
    return frozenset((found | {listed}) - {""})


def _listed(name: str) -> str:
    """Return the key of the medicine's entry in our list, whatever it is called here."""
    term = drugs().find(name) or drugs().find(_BRACKETED.sub(" ", name).strip())
    return f"drug {term.id.removesuffix('-oral')}" if term else ""


def _key(text: str) -> str:
    """Return the words that name the ingredients, in order of the alphabet."""
    plain = _STRENGTH.sub(" ", text)
    named = [word.form for word in words(plain)]
    kept = [form for form in named if form not in _FORMS and not form.isdigit() and len(form) > 1]
    # A salt goes only where something else stays: sodium chloride is no salt of anything.
    ingredients = [form for form in kept if form not in _SALTS] or kept or named
    return "-".join(sorted(dict.fromkeys(ingredients))) or text.casefold().strip()
