"""Whether a line speaks of earlier (or other) treatment of the cancer."""

import re

from app.eligibility.model import Kind
from app.eligibility.plain_text import Line, blanked
from app.eligibility.therapy_words import medicines, names_anticancer_drug

_STRONG = (
    r"(?:chemo-?\s?therap\w*|interleukin-?\s?(?:2|11)\b|il-2\b|aldesleukin|radio-?\s?therap\w*|radiation|irradiation|immuno-?\s?therap\w*|"
    r"chemo-?immuno\w*|chemo-?radi\w*|virotherapy|"
    r"(?:monoclonal|bispecific|anti-?cd\d+\w*|conjugated|therapeutic)[- ](?:\w+ )?antibod(?:y|ies)|"
    r"antibody[- ]drug conjugates?|antibody (?:therapy|treatment|based)|"
    r"(?:kinase|btk|proteasome|checkpoint|bcl-?2|flt3|idh[12]?(?:/2)?|pi3k|menin|parp|pd-?1|pd-?l1|"
    r"jak|mtor|hdac|tki|bcr-abl|hypomethylating|imid)\S*[ /-](?:\w+ )?(?:inhibitors?|agents?)|"
    r"\btkis?\b|"
    r"(?:chemotherapeutic|anti-?\s?cancer|anti-?neoplastic|anti-?tumou?r|anti-?myeloma|"
    r"anti-?leuk[a]?emi[ac]|anti-?lymphoma|investigational|investigative|experimental|targeted|"
    r"cytotoxic|"
    r"biologic(?:al)?|immunomodulatory|hypomethylating|alkylating|"
    r"antineoplastic|myelosuppressive|systemic (?:anti-?\s?cancer|chemo\w*)|cancer(?:-directed)?|"
    r"disease-directed|leukemia|lymphoma|myeloma|salvage|standard|endocrine|hormonal|induction|"
    r"consolidation|maintenance|conditioning|cellular|radionuclide)[- ]"
    r"(?:\w+[- ]){0,3}?(?:therap(?:y|ies)|treatments?|agents?|drugs?|regimens?|products?|"
    r"medicin\w+|devices?|inhibitors?|compounds?)|"
    r"hydroxyurea|asparaginase|hma\b(?: \w*therap\w+)?|cytotoxics?\b|interferon|"
    r"investigational \w+|"
    r"lines? of (?:\w+[- ]){0,2}(?:therapy|treatment|chemo\w*)|"
    r"regimens?(?! [a-e1-5]\b)|lenalidomide|"
    r"(?:prior|previous) lines?|"
    r"anti-?(?:[bt]-)?(?:all|aml|mm|cll|dlbcl|nhl|mds|mcl|wm|cml|ctcl) (?:therap\w+|treatment\w*|"
    r"agents?|drugs?))"
)
_WEAK = r"(?:therap(?:y|ies)|treatments?|treated|inhibitors?|lines?|biologics?|systemic treatment)"
_CUE = (
    r"(?:prior|previous(?:ly)?|last|earlier|past|preceding|most recent|receipt of|receiv\w+|"
    r"treated with|treated by|undergone|history of|exposure to|exposed to|progress\w+ (?:on|after|"
    r"following|during)|failed|failure (?:of|to)|refractory (?:disease )?to|resistant to|"
    r"intolerant (?:of|to)|completed|completion of|recovered from|post|concurrent|concomitant|"
    r"current(?:ly)?|use of|cycles? of|since|after|prohibited|administration of|taking|had|any|"
    r"must have|"
    r"washout|ongoing)"
)
_WINDOW = (
    r"(?:within|prior to|before|less than|in the (?:last|past|previous)|during the|<|≤|since|ago|"
    r"wash-?out|half-?li\w+|weeks?|days?|months?)"
)
_STRONG_HERE = re.compile(_STRONG)
_CUE_BEFORE = re.compile(rf"\b{_CUE}\b[^.;]*$")
_WINDOW_BEHIND = re.compile(rf"[^.;]{{0,90}}?{_WINDOW}")
_ALLOWED_BEHIND = re.compile(r"[^.;,]{0,30}\b(?:permitted|allowed|prohibited)\b")
_PRIOR = re.compile(
    r"\blines? of (?:\w+ )?(?:therapy|treatment|chemo)|"
    r"\b(?:prior|previous|received|exposed to)\b[^.;]{0,60}\W(?:directed|targeted|targeting) "
    r"(?:therap|treat|agent|antibod|immunotherap)|"
    r"\b(?:history of|after|following|received|completed|since) (?:\w+[- ]){0,2}?(?:induction|"
    r"consolidation|re-?induction|salvage) (?:chemo)?therapy|"
    r"\b(?:no|off) (?:current|other|all) treatments?\b|"
    r"\b(?:previously (?:un)?treated|treatment[- ]na[i]?ve|pre-?treated|chemotherapy[- ]refractory|"
    r"primary induction failure)|\b(?:at least|≥|>=|one|two|1|2|3) (?:or more )?(?:prior|"
    r"previous)\b"
)
_STRONG_LEADS = frozenset(
    """chem radi irra immu viro mono bisp anti conj ther kina btk prot chec bcl flt3 idh idh1
    idh2 pi3k meni parp pd jak mtor hdac tki tkis hypo imid inve expe targ cyto biol alky
    anti myel syst canc dise leuk lymp salv stan endo horm indu cons main cond cell hydr
    aspa alde il inte line regi lena prio prev bcr hma""".split()
)
_THERAPY_LEADS = _STRONG_LEADS | frozenset(
    "trea inhi agen drug antib surg expo refr naiv pret untr".split()
)
_PRIOR_WEAK = re.compile(
    rf"\b(?:prior|previous|last|earlier|preceding|receipt of|history of|exposure to|exposed to|"
    rf"failed|refractory to|intolerant (?:of|to)|received|receiving|"
    rf"exposed)\b[^.;]{{0,40}}?\b{_WEAK}\b|\b{_WEAK}\b[^.;]{{0,60}}?\b(?:within|prior to|before|"
    rf"wash-?out|half-?li\w+)\b|\b(?:exposed|exposure)\b"
)
_AHEAD = re.compile(
    r"\b(?:unsuitable|suitable|candidates?|eligible|eligibility|ineligible|unfit|fit|planned|"
    r"scheduled|"
    r"intend\w*|willing\w*|agree\w*|able) (?:for|to receive|to undergo|to be treated|to take|"
    r"to tolerate)\b"
    r"(?:(?! due to | because | after | who )[^.;,]){0,60}"
)
_BARE_THERAPY = re.compile(
    r"\b(?:chemotherapy|induction|inhibitors?|targeted agents?|regimens?|immunotherapy|therapies|"
    r"antibody|conditioning)\b"
)
_NOT_THERAPY = re.compile(
    r"\b(?:allerg\w*|hypersensitiv\w*|anaphyl\w*|contracep\w*|birth control|childbearing|"
    r"informed consent|investigator|discretion of|compliance|pregnan\w*|breast-?\s?feeding|"
    r"antibiotics?|antifungals?|antivirals?|anti-?microbial|anti-?retroviral\w*(?: (?:therapy|"
    r"regimens?|treatment))?|concurrent(?:ly)? with \w+|anti-?infective\w*|anticoag\w*|"
    r"hormone replacement|insulin|replacement therapy|supportive|oxygen therapy|"
    r"antihypertensive\w*|study (?:drug|treatment|therapy|agent|intervention|product)s?|"
    r"protocol (?:therapy|treatment)|first dose|start of (?:the )?(?:study )?(?:treatment|therapy|"
    r"protocol)|organ function|vaccin\w*|physiologic\w*|dialysis|cyp\w*|"
    r"(?:systemic|intravenous|iv|parenteral|oral) (?:antibiotic|antimicrobial|antifungal|"
    r"anti-infective|treatment for)\w*|"
    r"prior to (?:start|initiat)\w*(?: of)?(?: (?:the|study|first))*(?: \w+)?|"
    r"prior to (?:start|first|study|initiat|enrol|day|regis|treat|"
    r"random|apher)\w*|prior to the (?:start|first|initiat)\w*|"
    r"(?:prior to|before) (?:the )?(?:start\w*|initiat\w*|first dose)(?: of)? (?:the )?\w+|"
    r"(?:of|at|until|from|since|after|with) (?:the )?(?:start\w*|initiat\w*|beginning|commenc\w*|"
    r"first day)(?: of)?(?: the)?(?: \w+)? (?:therap\w+|treatment|chemo\w*)|"
    r"(?:treatment|therap\w+) with (?:an? |any |another |other |oral )*(?:growth factors?|"
    r"heparins?|warfarin|g-?csf|coumarin\w*|erythropoie\w+|transfusions?)|the inhibitors?\b|"
    r"p-?gp inhibitors?|(?:inhibitors?|inducers?)(?: (?:and|or) (?:inhibitors?|inducers?))? of "
    r"(?:\w+[- ]){0,2}(?:ugt\w*|cyp\w*|p-?gp|p-glyco\w+)|cyp\w* inhibitor\w*[^.;]*|"
    r"(?:intoleran\w+|contraindicat\w+) (?:to|of|for) (?:\w+ ){0,2}?(?:fludarabine|"
    r"cyclophosphamide|"
    r"tocilizumab|lymphodeplet\w+|condition\w+|leukapheresis|apheresis)[^.;]*|"
    r"(?:cannot|can|unable to|able to|not able to|could not) tolerate[^.;]*|"
    r"(?:treatment|therap\w+) (?:for|of) (?:an? |any |active |other |an active |chronic |severe )*"
    r"(?:autoimmune|infect|hypertens|diabet|depress|psych|hepatitis|hiv|tubercul|seizure|epilep|"
    r"pain|anemia|thromb|an? autoimmune)\w*|"
    r"receiving (?:treatment|therapy) (?:at|in) (?!least)|"
    r"\bif (?:\w+ ){0,3}?treated (?:with|by)[^.;,]*|\b(?:in)?curable (?:with|by) [^.;,]*|"
    r"(?:cognitive|behaviou?ral|psycho\w*|psychiatric|speech|physical|physio|exercise|aspirin|"
    r"antiplatelet|cessation|herbal|dietary|weight loss|thyroid|statin|estrogen|iron|antiepileptic|"
    r"anticonvulsant|antidepressant|opioid)[- ](?:\w+ ){0,2}?(?:therap\w+|treatments?|agents?|"
    r"drugs?|medic\w+)|(?:refus\w+|declin\w+) (?:standard |intensive |conventional )*(?:chemo\w*|"
    r"therap\w+|treatment)|"
    r"antibod(?:y|ies) (?:against|to) \w+|"
    r"hydroxyurea (?:can|may) be (?:given|used)[^.;]*|"
    r"(?:light|photo)[- ]?therapy|(?:absorption|tolerance|tolerability)\b[^.;]*|"
    r"(?:samples?|specimens?|biops\w+|aspirates?|tissue)\b[^.;]{0,60}"
    r"(?:before|prior to|pre-?)[^.;]*|"
    r"contraindicat\w*[^.;]*|calcineurin inhibitors?|anti-?hla antibod\w+|"
    r"donor[- ]specific (?:anti-?hla )?antibod\w+|"
    r"(?:strong|moderate|potent)[^.;]{0,40}(?:inhibitors?|inducers?))"
)
_OTHER_SUBJECTS = frozenset(
    {
        Kind.CARDIAC, Kind.INFECTION, Kind.PREGNANCY, Kind.CNS, Kind.SECOND_MALIGNANCY, Kind.HIV,
        Kind.HBV, Kind.HCV, Kind.DONOR,
    }
)  # fmt: skip
_OTHER_THERAPY = re.compile(
    r"\b(?:immun\w*[- ]?suppress\w*|steroids?|corticosteroids?|gvhd|"
    r"graft[- ]versus[- ]host)[^.;,]{0,30}?\b(?:therapy|treatment|agents?|drugs?|medications?)|"
    r"\b(?:systemic|topical|inhaled|replacement)\s+(?:therapy|treatment)|(?:treatment|"
    r"therapy) (?:for|of) (?:or prevention of )?gvhd|\b(?:car[- ]?t?|cell|cellular|"
    r"gene)[- ](?:cell )?(?:immuno)?therap\w*|\btreat\w* with (?:any |an? |other |prior )*(?:gene|"
    r"genetically|car|chimeric|[tn]k?[- ]cells?|cell)\b[^.;,]*|\bchimeric[^.;]{0,40}therap\w*"
)
# What is named as an example of immune suppression is no treatment of the cancer there.
_NAMED_SUPPRESSANTS = re.compile(
    r"\bimmun\w*[- ]?suppress\w* (?:\w+ ){0,2}?\(?(?:including|such as|e\.?g\.?,?|like|i\.?e\.?,?)"
    r"[^.;)]*"
)
_PLAIN_THERAPY = re.compile(
    r"\bchemo|\bradi(?:o|ation)|\bimmunotherap|\binhibitor|\bantibod|\binvestigational|\blines?\b|"
    r"\bregimen|\bprior (?:[\w/-]+ ){0,2}therap|\bprevious (?:\w+ )?therap|\btherapies|\bcytotoxic|"
    r"\bstandard[^.;]{0,20}therap|\bsalvage|\banti-?(?:cancer|leuk|lymph|myeloma|neoplas|tumou?r)|"
    r"\binduction th|\bblinatumomab|\binotuzumab|\bprior treatment"
)


def names_prior_therapy(line: Line, found: set[Kind]) -> bool:
    """Tell whether a line speaks of treatment of the cancer; `found` are its other kinds."""
    if _cannot(line, found):
        return False
    plain = _about_treatment(line, found)
    if Kind.IMMUNOSUPPRESSION in found:
        plain = blanked(_NAMED_SUPPRESSANTS, plain)
    if found & {Kind.IMMUNOSUPPRESSION, Kind.GVHD, Kind.PRIOR_HSCT, Kind.PRIOR_CART}:
        plain = blanked(_OTHER_THERAPY, plain)
        if not _PLAIN_THERAPY.search(plain):
            return False
    if _PRIOR.search(plain) or _names_strong(line, plain):
        return True
    if found & _OTHER_SUBJECTS:
        return False
    if _PRIOR_WEAK.search(plain) or names_anticancer_drug(line, plain):
        return True
    return not found and len(plain) < 160 and _BARE_THERAPY.search(plain) is not None


def _cannot(line: Line, found: set[Kind]) -> bool:
    """Tell lines that are surely about something else."""
    if found & {Kind.CONTRACEPTION, Kind.CONSENT, Kind.PREGNANCY}:
        return True
    if Kind.VACCINE in found and not _PLAIN_THERAPY.search(line.plain):
        return True
    return _THERAPY_LEADS.isdisjoint(line.leads) and not medicines(line)


def _about_treatment(line: Line, found: set[Kind]) -> str:
    """Return the line without words of treatment that play another part."""
    plain = line.plain
    if not _ALLERGY_LEADS.isdisjoint(line.leads):
        plain = blanked(_ALLERGY, plain)
    plain = blanked(_NOT_THERAPY, plain)
    if Kind.SECOND_MALIGNANCY in found:  # what treated that cancer is no subject of the line
        plain = plain[:_SUBJECT]
    return plain if _AHEAD_LEADS.isdisjoint(line.leads) else blanked(_AHEAD, plain)


_SUBJECT = 60
"""So many letters at the beginning of a line say what it is about."""

_ALLERGY_LEADS = frozenset(("alle", "hype", "anap"))
_AHEAD_LEADS = frozenset("unsu suit cand elig inel unfi fit plan sche inte will agre able".split())
# The whole sentence, but not the other items of a list: "(1) prior therapy, (2) allergy to".
_ALLERGY = re.compile(
    r"(?:(?!, \(\d\) |, [a-z]\) )[^.;])*\b(?:allerg|hypersens|anaphyl)"
    r"(?:(?!, \(\d\) |, [a-z]\) )[^;])*"
)


def _names_strong(line: Line, plain: str) -> bool:
    """Tell whether a treatment stands behind "prior ..." or before "... within 14 days"."""
    for start, _, lead in line.words:
        if lead not in _STRONG_LEADS:
            continue
        match = _STRONG_HERE.match(plain, start)
        if match is None:
            continue
        before = plain[max(0, start - 90) : start]
        end = match.end()
        if _CUE_BEFORE.search(before) or _WINDOW_BEHIND.match(plain, end):
            return True
        if _ALLOWED_BEHIND.match(plain, end):
            return True
    return False
