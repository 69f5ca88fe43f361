"""Whether a line speaks of infections, others than the viruses with kinds of their own."""

import re

from app.eligibility.plain_text import Line, blanked

_INFECTION = re.compile(
    r"\binfect|\bpositive blood cultures?|\bblood cultures? (?:is |are )?positive|\bsepsis|"
    r"\bseptic|\bbacter[a]?emi|\bfung[a]?emi|\bvir[a]?emi|\btubercul|\bsyphilis|"
    r"\bpneumonia\b(?!tis)|\bcovid|\bsars-cov|\bcytomegalo|\bepstein|"
    r"\bantibiotics?\b|\bantifungal|\bantiviral|\bfungal\b|\bmycobacter|\bfebrile\b|"
    r"\bfever\b(?! (?:of unknown|night))|\bzika|\bebv\b|\bcmv\b|\baspergill|\bcandid(?:emia|iasis)"
)
_INFECTION_LEADS = frozenset(
    """infe bloo posi
    seps sept bact fung vire vira tube syph pneu covi sars cyto epst anti myco febr feve
    zika ebv cmv aspe cand""".split()
)
_VIRUS_INFECTION = re.compile(
    r"(?:\b(?:hiv|aids|hbv|hcv|htlv)\b|human immunodeficiency virus|hepatitis|hbsag|"
    r"(?<=hepatitis )[abc]\b)[^.;:]{0,60}?\binfect\w*|"
    r"\binfect\w*\s+(?:with|of|by|from)\s+(?:the\s+)?(?:human immuno\w*|hiv|hepatitis|hbv|hcv|"
    r"any of the following|htlv|aids)[^.;]{0,15}|"
    r"\bantivirals?\b[^.;]{0,20}(?:hepatitis|hbv)|hepatitis[^.;]{0,60}antivirals?|"
    r"\b(?:allerg\w+|hypersensitiv\w+) (?:reactions? )?to\b[^.;]{0,80}|\bnon-?\s?infectious\b|"
    r"\b(?:azole |triazole )?(?:antifungal|antiviral|antibiotic)s?(?:\(s\))?(?=[^.;]*\bcyp)|"
    r"constitutional symptoms[^.;]{0,60}fever|\bprophyla\w*[^.;]{0,25}(?:antibiotic|antifungal|"
    r"antiviral)s?|\banti(?:biotic|fungal|viral|microbial) prophyla\w*|\binfectious disease expert"
)


def names_infection(line: Line) -> bool:
    """Tell whether a line speaks of an infection."""
    if _INFECTION_LEADS.isdisjoint(line.leads) or _INFECTION.search(line.plain) is None:
        return False
    return _INFECTION.search(blanked(_VIRUS_INFECTION, line.plain)) is not None
