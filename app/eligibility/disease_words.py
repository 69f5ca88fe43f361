"""Diseases named in a line, by the diagnosis vocabulary and the plain words of blood cancers."""

import re
from functools import cache, lru_cache

from app.case.terms import Mention
from app.case.vocabulary import diagnoses
from app.eligibility.plain_text import Line
from app.eligibility.vocabulary_words import Gate

_PLAIN = re.compile(
    r"\b(?:leuk[a]?emi(?:a|as)|lymphomas?|myelomas?|macroglobulin[a]?emia|myelodysplas\w+|"
    r"myelofibrosis|"
    r"t[- ]cell malignanc\w+|b[- ]cell malignanc\w+|"
    r"(?<!non-)(?<!non )h[a]?ematolog\w+ malignanc\w+|lymphoid malignanc\w+|myeloid malignanc\w+|"
    r"lymphoblastic|al amyloidosis|light chain amyloidosis|aml|mds|cml|cll|sll|nhl|dlbcl|t-all|"
    r"burkitt(?:'?s)?|anaplastic large|large b-?\s?cell|mantle[- ]cell|marginal[- ]zone|"
    r"b-all|cmml|jmml|hodgkin'?s? disease|mucosa-associated lymphoid tissue|poems syndrome|"
    r"apl|mcl|mzl|ctcl|ptcl|aitl|atl|atll|pmbc?l|bpdcn|raeb|refractory an[a]?emia|"
    r"lymphoproliferative (?:disorders?|diseases?|neoplasms?)|myeloproliferative (?:disorders?|"
    r"diseases?|neoplasms?)|mycosis fungoides|s[e\u00e9]zary|ptld|mpns?)\b"
)

_LEADS = frozenset(
    "leuk lymp myel macr t b hema haem al ligh aml mds cml cll sll nhl dlbc cmml jmml all "
    "burk anap larg mant marg hodg muco poem apl mcl mzl ctcl "
    "ptcl aitl atl atll pmbc pmbl bpdc mm raeb refr myco seza s\u00e9za ptld mpn mpns".split()
)
# Multiple myeloma in capitals, not a length.
_MM = re.compile(r"(?<![\d.x×] )(?<![\d.x×])\bMM\b(?! ?[23x×³²])")
# The abbreviation in capitals, not the plain word of a sentence in capitals.
_ALL = re.compile(
    r"(?<![A-Z] )\bALL\b(?!,? [A-Z]{2})(?!\s+(?:of|the|these|those|other|following|patients|"
    r"subjects|participants|inclusion|exclusion))"
)


@cache
def _gate() -> Gate:
    return Gate(name for term in diagnoses() for name in (term.name, *term.synonyms))


def names_disease(line: Line, plain: str | None = None) -> bool:
    """Tell whether a blood cancer (or another listed diagnosis) is named."""
    looked_at = line.plain if plain is None else plain
    if _LEADS.isdisjoint(line.leads):
        return False
    if _PLAIN.search(looked_at) is not None:
        return True
    return any(looked_at[m.start() : m.end()] == "mm" for m in _MM.finditer(line.text)) or any(
        looked_at[m.start() : m.end()] == "all" for m in _ALL.finditer(line.text)
    )


@lru_cache(maxsize=64)
def diseases(line: Line) -> tuple[Mention, ...]:
    """Return the diagnoses of the vocabulary that a line names."""
    return tuple(diagnoses().mentions(line.text)) if _gate().may_name(line) else ()
