"""Kinds of criterion: what families of rules a line belongs to, by its words.

One line can have several kinds. Each kind has cheap trigger words that are looked for first, and
a pattern that decides; what only mentions a thing in passing ("at the time of consent", "CAR T
cell generation") is blanked before.
"""

import re
from collections.abc import Callable

from app.case.value_class import value_class
from app.eligibility.disease_words import names_disease
from app.eligibility.kind_prior_therapy import names_prior_therapy
from app.eligibility.model import Kind
from app.eligibility.plain_text import Line, blanked


@value_class
class _Rule:
    """One kind: `leads` are the first letters of words without which it is not looked for."""

    kind: Kind
    leads: frozenset[str]
    pattern: re.Pattern[str]
    passing: re.Pattern[str] | None = None


def _rule(kind: Kind, leads: str, pattern: str, passing: str | None = None) -> _Rule:
    blank = re.compile(passing) if passing else None
    return _Rule(kind, frozenset(leads.split()), re.compile(pattern), blank)


_RULES = (
    _rule(
        Kind.CONSENT, "cons asse icf perm",
        r"\b(?:consent|assent)|\bicf\b|\b(?:informed|written|parental|guardian) permission\b",
        r"(?:at|(?<!sign )(?<!signs )(?<!signed )(?<!signing )on|(?:days?|weeks?|months?|years?|"
        r"time|date|day|moment) of|from|since|before|after|prior to|to|until|by|within|"
        r"following)\s+(?:the\s+)?(?:time\s+of\s+|date\s+of\s+|day\s+of\s+|"
        r"signing\s+(?:of\s+)?(?:the\s+)?|signature\s+of\s+|obtaining\s+|providing\s+)?"
        r"(?:the\s+)?(?:written\s+|signed\s+|"
        r"informed\s+)*(?:assent\s*/\s*)?consent(?:ing)?(?:\s+form)?(?:\s+signature)?\b"
        r"(?:\s*\(icf\))?(?! to\b| is| and w| must| by| proce)|"
        r"(?:at|(?<!sign )(?<!signs )(?<!signed )(?<!signing )on|from|since|before|after|"
        r"prior to|by|within|following)\s+(?:the\s+)?"
        r"(?:time of\s+|date of\s+|signing\s+(?:of\s+)?|signature of\s+|the\s+)*icf\b",
    ),
    _rule(
        Kind.GVHD, "gvh gvhd graf agvh cgvh",
        r"\bgvhd?\b|\bgraft[- ]*(?:versus|vs\.?|v\.?|against)[- ]*(?:the[- ])?host|\b[ac]gvhd\b",
    ),
    _rule(
        Kind.HIV, "hiv huma aids acqu",
        r"\bhiv\b|\bhuman immun(?:e|o)[- ]?deficiency|\baids\b|\bacquired immun[eo][- ]?deficiency",
        r"\bdrug aids\b|\bhearing aids?\b|\bpharmacologic aids\b|aids in\b",
    ),
    _rule(
        Kind.HBV, "hepa hep hepb hbv hbs hbsa hbc hbca hbco hb anti vira",
        r"\bhepatitis[- ]?(?:virus )?(?:types? )?(?:[acde],?[ /]*(?:and|or|and/or|&)?[ /]*)?\(?b\b|"
        r"\bhepatitis(?: virus)?(?: types?)? (?:b|c)(?: virus)?(?: \(h[bc]v\))?[ ,/]*(?:and|or|"
        r"and/or|&)?[ /]*(?:hepatitis )?\(?b\b|"
        r"\bhbv\b|\bhbs ?-?ag|\bhep\.? b\b|\banti-?hbc|\bhbc ?ab|\bhb ?core|\bviral hepatitis|"
        r"\bhepatitis viral|\bhepb\b|\bhbsag|\bhbv-",
    ),
    _rule(
        Kind.HCV, "hepa hep hepc hcv vira anti",
        r"\bhepatitis[- ]?(?:virus )?(?:types? )?(?:[abde][ ,/]*(?:virus )?(?:\(hbv\) )?(?:and|"
        r"or|and/or|"
        r"&)?[ ,/]*(?:and|or)?[ /]*){0,3}\(?c\b|"
        r"\bhepatitis b(?: virus)?(?: \(hbv\))?[^.;]{0,40}?(?:and|or|/) ?(?:hepatitis )?c\b|"
        r"\bhcv\b|\bhep\.? c\b|\bhepatitis b\s?[/,]\s?c\b|\bviral hepatitis|\bhepc\b|\banti-?hcv",
    ),
    _rule(
        Kind.PREGNANCY, "preg brea lact nurs hcg grav",
        r"\bpregnan|\bbreast ?-?feed|\blactati|\bnursing\b(?! (?:home|facilit|care|staff))|\bhcg\b|"
        r"\bgravid|\bbreastfe|\bbreast-fe|\bbreast fed",
        r"\b(?:avoid|prevent|preventing|avoiding|prevention of)\s+(?:a\s+)?pregnanc\w*|"
        r"\bpregnant (?:female )?partners?|partners?[^.;]{0,20}\bpregnant\b|"
        r"\b(?:become|becoming|get|getting)\s+pregnant[^.;]{0,10}$|\bnursing (?:home|facilit\w*|"
        r"care|staff)|\bpregnancy potential|partner'?s? pregnanc\w*|\bpregnanc(?:y|ies) while",
    ),
    _rule(
        Kind.CONTRACEPTION, "cont cond birt abst barr chil dona sper repr fert",
        r"\bcontracep|\bcondoms?\b|\bbirth[- ]control|\babstinen|\babstain from (?:hetero|sex)|"
        r"\bbarrier (?:method|contrac)|\bdonat\w+ (?:of )?sperm|\bsperm donat|"
        r"\bdonate (?:eggs|ova|sperm)|\b(?:child-?\s?bearing|reproductive|child-?\s?fathering|"
        r"fertile) potential|\bfertile (?:men|women|patients|males|females|subjects)",
        r"\b(?:non-?\s?|not (?:of )?)child-?\s?bearing potential",
    ),
    _rule(
        Kind.VACCINE, "vacc immu",
        r"\bvaccin|\bimmuni[sz]ations?\b|\bimmuni[sz]ed\b",
    ),
    _rule(
        Kind.CARDIAC, "card hear lvef ejec arrh arry dysr qt qtc qtcf qtcb qtca qtf qtb angi nyha "
                      "myoc vent atri coro echo tors shor frac peri long pace",
        r"\bcardia|\bcardio(?!toxic)|\bheart\b|\blvef\b|\bejection fraction|\barrh?ythmi|"
        r"\bdysrhythmi|\bqtc?[a-z]?\b|\bangina\b|\bnyha\b|\bmyocard|\bventricular\b|"
        r"\batrial (?:fib|flut)|\bcoronary\b|\bechocardio|\btorsade|\bshortening fraction|"
        r"\bfractional shortening|\bpericardi|\blong[- ]qt|\bheart block|\bpacemaker|\bcardiomyop",
        r"\bheart rate\b|\bcardiopulmonary resusc\w*|ventriculoperitoneal|"
        r"intraventricular hemorrhage|\bcardiolog\w+|\belectrocardiogram(?! )",
    ),
    _rule(
        Kind.CNS, "cns cns1 cns2 cns3 cent lept meni brai seiz epil intr cere spin ence deme neur",
        r"\bcns\b|\bcns-?[123]\b|\bcentral nervous|\b(?:lepto)?mening(?:e|itis)|"
        r"\bbrain\b(?! natriuretic)|\bseizure|\bepilep|\bintra-?cranial (?:lesion|disease|metast|"
        r"tumou?r|hem|haem|involve)|"
        r"\bcerebr(?:al|ovascular|itis)(?! (?:thromb|accident|infarct|event|arter|attack))|"
        r"\bspinal cord (?:compression|involve|disease)|\bencephalopath|\bdementia|\bneurodegen|"
        r"\bcerebellar",
        r"\bwhole[- ]brain (?:radi|irradi)\w*|"
        r"\bcerebrovascular (?:accidents?|events?|attacks?)|\bcns (?:penetrat\w*|active|"
        r"prophyla\w*|directed)|\bintrathecal cns prophylaxis|\bcns stimulants?|"
        r"\bbrain natriuretic",
    ),
    _rule(
        Kind.SECOND_MALIGNANCY, "mali canc neop tumo carc nonm basa situ prim mela intr onco",
        r"\b(?:other|another|second(?:ary)?|additional|prior|previous|past|concurrent|concomitant|"
        r"different|invasive|active|co-?existing|synchronous|uncontrolled|separate|distinct|known|"
        r"simultaneous|non-?h[a]?ematolog\w+)\s+(?:(?!therap|treat|"
        r"chemo)\w+,?\s+){0,3}?(?:or\s+\w+\s+)?"
        r"(?:malignan\w*|cancers?|neoplas\w*|tumou?rs?|carcinomas?)\b|"
        r"\bnon-?h[a]?ematolog\w+ malignan|\b(?:history|diagnosis|evidence|presence) of (?:a |an |"
        r"any |other |another |prior |second |active |previous |concurrent |invasive |"
        r"solid )*(?:malignan|cancer|neoplas|carcinoma)|"
        r"\b(?:other|another|concurrent|concomitant|second|active) oncolog\w+ (?:disease|"
        r"condition|illness|patholog)\w*|"
        r"\b(?:previously|curatively|adequately|successfully|definitively) (?:cured|treated|"
        r"resected) (?:malignan|cancer|tumou?r)|"
        r"\bmalignan(?:cy|cies|t (?:tumou?rs?|neoplasms?|diseases?))\b[^.;]{0,30}\b(?:other than|"
        r"within|in the (?:last|past|previous)|"
        r"except|unless|besides|aside from|apart from)|\b(?:other types? of|"
        r"complicated with)[^.;]{0,25}(?:malignan|tumou?r|cancer)|"
        r"\bnon-?\s?melanom\w*|\bbasal[- ]cell|\bcarcinomas?[- ]in[- ]situ|"
        r"\bin[- ]situ\b[^.;]{0,20}(?:carcinoma|cervi|breast|cancer)|\b(?:cervical|breast|bladder|"
        r"prostate|prostatic)\s+(?:cancer|carcinoma|intraepithelial)\b|\bsecond primary\b|"
        r"\bmelanoma in situ",
        r"\brelatives? with\b[^.;]*|\bmalignant (?:cns|central nervous)\b|"
        r"\b(?:anti-?cancer|cancer)\s+(?:therap\w*|treatment|agents?|drugs?|chemo\w*|center|"
        r"network|institute|vaccine)|\b(?:national|american) (?:comprehensive )?cancer\b|"
        r"\btumou?r (?:lysis|biops|tissue|burden|markers?|samples?|cells?|necrosis|assess|"
        r"respons\w*|specimen|block|size|mass|volume)|"
        r"\bmalignan(?:t|cy)[- ](?:cells?|hypertherm\w*|hypertension|pleural|effusion|hematop\w*|"
        r"ascites)|\b(?:underlying|(?<!second )(?<!other )(?<!another )primary|study|index|"
        r"(?<!non-)(?<!non )h[a]?ematologic(?:al)?)\s+(?:disease\s+)?malignan\w*|"
        r"\bunderlying (?:cancer|tumou?r)|"
        r"(?<!non-)(?<!non )hematologic(?:al)? (?:malignan\w*|cancers?)|\bfor (?:another|"
        r"other) (?:cancer|malignan\w*) trial",
    ),
    _rule(
        Kind.IMMUNOSUPPRESSION, "immu cort ster pred meth tacr cycl cicl myco calc hydr gluc",
        r"\bimmun[oe]?[- ]?suppress|\b(?:cortico|glucocortico)?-?steroids?\b|\bprednis|"
        r"\bmethylprednis|\bimmune[- ]suppress|\btacrolimus|\bc[yi]closporin|\bmycophenolate|"
        r"\bcalcineurin|\bhydrocortisone|\bglucocortic",
        r"\b(?:p-?gp|cyp\w*)[^.;]{0,30} (?:inhibitors?|inducers?)\b[^.;]*|"
        r"\b(?:non|anabolic|sex)[- ]?steroid\w*(?: anti)?|\bnonsteroidal|"
        r"\bpremedic\w+[^.;]{0,40}steroids?|\bsteroid(?:al)? (?:hormone|contracept)\w*",
    ),
    _rule(
        # Zika and treponemal tests are asked of those who give cells (21 CFR 1271.75).
        Kind.DONOR, "dono hapl hla zika trep dona",
        r"\bzika\b|\btreponem|\bdonat\w+ (?:for|of)\b[^.;]{0,40}\b(?:apheres|stem|pbsc|marrow|"
        r"collect)|"
        r"\bdonors?\b(?! lymphocyte|[- ]specific|[- ]derived|[- ]lymphocyte)|"
        r"\bhaploidentical (?:family|related|relative)|\bhla[- ](?:matched|identical) (?:sibling|"
        r"related|unrelated|family)",
        r"\b(?:blood|sperm|egg|organ|plasma|oocyte)[- ]donors?\b|\banti-donor\b|"
        r"\bdonor[- ](?:lymphocytes?|leukocytes?|cells?) infusions?|\bdonor[- ]specific\b|"
        r"\b(?:unrelated|matched|related|mismatched|haploidentical|sibling) donor "
        r"(?:allogeneic )?(?:stem|h[a]?ematop|bone|transpl|hsct|hct|sct|bmt)\w*",
    ),
    _rule(
        Kind.PRIOR_HSCT, "tran hsct hct hcts sct scts bmt bmts asct allo auto pbsc ahsc dono dli",
        r"\b(?:allo|auto)?-?(?:hsct|hct|sct|bmt|asct|allosct|autosct|pbsct|ahsct)s?\b|"
        r"\b(?:stem[- ]?cell|bone[- ]marrow|marrow|allogen\w+|autologous|h[a]?ematopo\w+|"
        r"cord blood|hematologic)[^.;,]{0,45}?\btransplant|"
        r"\b(?:prior|previous|history of|after|following|post|since|undergone|relapsed? (?:after|"
        r"following|post)|had a|received an?)\s+(?:\w+\s+){0,2}transplant|\bdonor (?:lymphocyte|"
        r"leukocyte) infusion|\bdli\b|\btransplant(?:ed)? patients",
        r"\b(?:eligible|ineligible|candidates?|suitable|unsuitable|fit|unfit|scheduled|planned|"
        r"ahead of|work-up) (?:for |to (?:receive|undergo) )?(?:an? |immediate |planned |"
        r"scheduled )?(?:[\w-]+[- ]){0,8}?(?:transplant\w*|hsct|hct|sct|bmt|asct)\b"
        r"(?: \([^()]{0,40}\))?|\bhct[- ]comorbidity|\b(?:collection|"
        r"collected) for (?:\w+[- ]){0,3}transplant\w*|"
        r"\btransplant\w* (?:is|are|was) (?:not )?(?:indicated|recommended|feasible|planned|"
        r"considered|available|appropriate|possible)\b|"
        r"\bpost-transplant cyclophos\w*|\bperi-transplant\b|\bplanned transplant\w*|"
        r"\b(?:solid|liver|kidney|renal|heart|lung|organ)[- ](?:organ )?transplant\w*|"
        r"\btransplant[- ](?:in)?eligib\w*|\btransplant day|\bcornea\w* transplant\w*|"
        r"\bfecal \w+ transplant\w*|\bmicrobiota transplant\w*|hct-?ci\b",
    ),
    _rule(
        Kind.PRIOR_CART,
        "car cars cell cart carn chim gene adop tisa axic brex liso idec cilt obec",
        r"\bcar[- ]?(?:ts?|nk|m|t-?\d+)\b|\bcar[- ](?:modified|therap|based|cell|product|treat|"
        r"infus|engineered|express|construct|directed)|"
        r"(?:\bcd ?\d{1,3}|\bbcma|\bgprc5d|[a-z]-?\d|\bprior|\bprevious|\bother|-specific|"
        r"-directed|-targeted|-targeting)[- ]cars?\b|\bchimeric (?:antigen|receptor)|"
        r"\b(?:prior|previous(?:ly)?|received|history of|treated with|"
        r"after)\b[^.;]{0,40}(?:\b[tn]k?"
        r"[- ]?cell|\b(?:bcma|cd ?\d{1,3})[- ]?(?:targeted |directed )?cell(?:ular)?|\bengineered "
        r"[tn]?k?[- ]?cell)s? (?:therap|product|immunotherap)|"
        r"\bcar-?t\b|\bcart(?:s|-?\d+)?\b|\bcar\b(?= (?:t|therap|infus))|\b(?:prior|previous|"
        r"received|"
        r"history of)[^.;]{0,60}genetically[- ](?:modified|engineered)|\badoptive (?:t[- ]?|cell|"
        r"immuno)|\b(?:prior|previous|received|history of|used|"
        r"exposure to)[^.;]{0,60}gene[- ](?:therapy|modified|"
        r"engineered)|"
        r"\btisagenlecleucel|\baxicabtagene|\bbrexucabtagene|\blisocabtagene|\bidecabtagene|"
        r"\bciltacabtagene|\bobecabtagene",
        r"(?:during|before|prior to|until|end of|time of|after (?:the|their|study))\s+(?:the\s+|"
        r"their\s+|study\s+|[a-z]+\d+\s+)?(?:autologous\s+)?car[- ]?t[- ]?(?:cells?)?[- ]*"
        r"(?:re-?)?(?:infusion|administration)\w*|"
        r"(?:for|of|during|to)\s+(?:the\s+)?(?:manufactur\w+ (?:of )?|generat\w+ (?:of )?|"
        r"production of )?(?:the )?car[- ]?t[- ]?(?:cells?)?\s*(?:generation|manufactur\w*|"
        r"production|collection|product)|\bgenerat\w+ of car\b|car t cell generation",
    ),
)  # fmt: skip

_BY_LEAD: dict[str, list[int]] = {}
for _number, _one in enumerate(_RULES):
    for _lead in _one.leads:
        _BY_LEAD.setdefault(_lead, []).append(_number)
_LEADS = frozenset(_BY_LEAD)

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
    r"\ballerg\w+ to\b[^.;]*|\bnon-?\s?infectious\b|"
    r"\b(?:azole |triazole )?(?:antifungal|antiviral|antibiotic)s?(?:\(s\))?(?=[^.;]*\bcyp)|"
    r"constitutional symptoms[^.;]{0,60}fever|\bprophyla\w*[^.;]{0,25}(?:antibiotic|antifungal|"
    r"antiviral)s?|\banti(?:biotic|fungal|viral|microbial) prophyla\w*|\binfectious disease expert"
)
_OWN_DISEASE = (
    r"(?:(?:relapsed|refractory|recurrent|their|the|this|acute|chronic|active|primary|underlying|"
    r"known|study|[bt][- ]?(?:cell)?)[ /-]+)*"
    r"(?:leuk[a]?emi\w*|lymphoma\w*|myeloma\w*|aml|all|mm|wm|cll|mds|nhl|dlbcl|"
    r"(?:h[a]?ematolog\w+ )?malignan\w+)"
)
_STATUS = re.compile(
    r"\b(?:relapsed?|recurrent)\s*(?:/|or|and|and/or|,)\s*(?:and |or )?(?:refractory|progressive)|"
    r"\brefractory\s*(?:/|or|and|and/or)\s*(?:relapsed?|recurrent)|"
    r"\b(?:refractory|relapsed|recurrent|measurable) disease\b|\bmeasurable (?:disease|lesion)|"
    r"\b(?:morphologic(?:al)?|h[a]?ematologic(?:al)?|medullary|extramedullary|overt) relapse\b|"
    r"\bisolated (?:extramedullary|testicular) (?:disease|relapse)|\brichter'?s?\b|"
    r"\brelapsed or refractory\b|\b(?:first|second|third|subsequent|later|any) "
    r"(?:(?:or|and) (?:greater|later|subsequent|second|third|more) )?relapse\b(?! (?:after|"
    r"following))"
)
_DISEASE_LEADS = frozenset(
    """leuk lymp myel dise mali aml all mm wm cll anti rela refr recu meas nhl mds dlbc morp hema
    haem medu extr over isol rich unle trea ther line regi""".split()
)
_DISEASE_ASIDE = re.compile(
    r"\b(?:due to|related to|secondary to|because of|caused by|progress\w+ to|transform\w+ to|"
    r"attributable to|attributed to|involvement (?:by|with|of)|from|by|underlying|for|"
    r"(?<!type )(?<!types )(?<!form )(?<!forms )(?<!evidence )(?<!presence )(?<!relapse )"
    r"(?<!recurrence )(?<!history )of|"
    r"(?:associated|compatible|relatives?|siblings?|parents?|famil\w+|infiltration) with|"
    r"(?:due|related|secondary) to [^.;,]{0,40} or|consistent with|judged to be related "
    r"to)\s+(?:the\s+|their\s+|underlying\s+|known\s+|"
    r"active\s+|primary\s+|patient'?s?\s+)*"
    r"(?:leuk[a]?emi\w*|lymphoma\w*|myeloma\w*|disease|malignan\w*|aml|all|mm|wm|cll)\b|"
    rf"\b(?:therap\w+|treat\w+|regimens?|lines?|agents?|chemotherapy|trials?|stud(?:y|ies)) "
    rf"(?:for|of|in) (?:patients with )?{_OWN_DISEASE}\b|"
    r"\b(?:lymphoma|leuk[a]?emia|myeloma|myelofibrosis|cll)[ -](?:kinase|working|symptom|net\b|"
    r"response|assessment|virus|workshop)|\bworkshop on [^.;,]{0,50}|"
    r"\b(?:for|in) (?:patients|subjects|participants|those|individuals) with (?:[\w-]+ ){0,4}?"
    r"(?:leuk[a]?emi\w*|lymphoma\w*|myeloma\w*|all|aml|mm|cll|nhl|dlbcl|mds)\b|"
    r"\brapidly (?:progress|proliferat)\w+ (?:leuk[a]?emi|lymphoma|myeloma)\w*|"
    r"\banti-?(?:leuk[a]?emi\w*|lymphoma|myeloma|[a-z]?-?all|aml|mm|cll|dlbcl|nhl|mds|mcl|fl|wm|"
    r"cml|ctcl)\b|\b(?:illness|disease|condition|cause|reason)s? other than (?:the )?"
    r"(?:leuk[a]?emia|lymphoma|myeloma|malignan\w+)\b|"
    r"\b(?:leuk[a]?emi\w*|lymphoma|myeloma) (?:cells? )?(?:in (?:the )?(?:csf|spinal|cerebro\w*)|"
    r"samples?\b|specimens?\b)|\bleuk[a]?emi\w* (?:cells?|blasts?|associated|"
    r"involvement|free)|\b(?:leuk[a]?emic|leukemia|lymphoma|myeloma|mds|aml|all|mm|cll|ctcl|"
    r"mcl)[- ](?:therapy|treatment|"
    r"directed)"
)
_MARKER = re.compile(
    r"\b(?:cd ?\d{1,3}[a-z]?|cluster of differentiation(?: antigen)? \d+(?: \(cd ?\d+\))?|b7-?h3|"
    r"gd2|bcma|gprc5d|fcrh5|cll-?1|clec12a|slamf7|ror1|tslpr|pd-?l1|ki-?67|flt3|"
    r"npm1|idh[12]|kmt2a|mll|tp53|bcr[:/-]+abl1?|crlf2|braf|jak2|myd88|cxcr4|notch1|kras|nras|kit|"
    r"myc|bcl-?[26]|her-?2|egfr|alk|ros1|nectin-?4|trop-?2|claudin ?18(?:\.2)?)"
    r"(?:[ -]?(?:itd|tkd|v600e?|d835|r132|q12\w?))*(?P<sign>\s?\+|[ -](?:positiv|negativ|express|"
    r"mutat|rearrang|amplif|fusion|aberr|abnorm|alter|delet|dim\b|bright)\w*|\s?\(\+\)|"
    r"\s+(?:antigen\s+)?(?:was|is|are|were)\s+(?:positive|negative|expressed)|"
    r"\s+(?:gene\s+)?(?:mutation|"
    r"express|rearrang|positiv|negativ|status|antigen))"
    r"|\b(?:expression|positivity|express(?:es|ing|ed)?|positive for|negative for|mutations? (?:in|"
    r"of)|rearrangements? (?:of|in)|"
    r"loss of)\s+(?:of\s+)?(?:the\s+)?(?:target\s+)?(?:antigen\s+)?(?:cd ?\d{1,3}|bcma|gprc5d|flt3|"
    r"npm1|idh[12]|kmt2a|tp53|pd-?l1|her-?2|folr1|egfr|braf|kras)"
    r"|\bph(?:iladelphia)?[- ]?(?:chromosome)?[- ]?(?:\+|positive|negative|like)\b"
)
_MARKER_LEADS = frozenset(
    """bcma gprc fcrh cll cll1 clec slam ror1 tslp pd pdl1 ki ki67 flt3 npm1 idh1 idh2 kmt2 mll tp53
    bcr crlf braf jak2 myd8 cxcr notc kras nras kit myc bcl bcl2 bcl6 her her2 egfr alk ros1 nect
    trop clau folr ph phil b7 b7h3 gd2 clus""".split()
)
_MARKER_ASIDE = re.compile(
    r"\bcd ?(?:34|3|4|8|45)\b ?\+? ?(?:t[- ]?cells?|cells?|count|lymphocyte|stem|selected|"
    r"select)[^.;]{0,10}|\bcd\d{1,3}[+-]?[- /]*(?:cd\d{1,3}[- ]*)?(?:targeted|directed|specific)|"
    r"\banti-?cd ?\d{1,3}"
)


def kinds(line: Line) -> frozenset[Kind]:
    """Return the kinds of criterion a line names."""
    plain = line.plain
    possible = {n for lead in _LEADS & line.leads for n in _BY_LEAD[lead]}
    found = {_RULES[n].kind for n in possible if _holds(_RULES[n], plain)}
    for kind, test in _LATER:
        if test(line, found):
            found.add(kind)
    if Kind.PREGNANCY in found and Kind.CONTRACEPTION in found and not _asks_contraception(plain):
        found.discard(Kind.CONTRACEPTION)
    if found & _WHY_CAR_IS_NAMED and _EARLIER.search(plain) is None:
        found.discard(Kind.PRIOR_CART)
    return frozenset(found)


# A treatment named as the reason why pregnancy is avoided or consent asked for.
_WHY_CAR_IS_NAMED = frozenset({Kind.PREGNANCY, Kind.CONTRACEPTION, Kind.CONSENT})
_EARLIER = re.compile(
    r"\b(?:prior|previous(?:ly)?|earlier|history of|has received|have received)\b"
)


def _holds(rule: _Rule, plain: str) -> bool:
    if rule.pattern.search(plain) is None:
        return False
    if rule.passing is None:
        return True
    return rule.pattern.search(blanked(rule.passing, plain)) is not None


def _asks_contraception(plain: str) -> bool:
    """Tell a demand for contraception from "of childbearing potential" said of a test."""
    return bool(
        re.search(
            r"contracep|birth[- ]control|abstin|abstain|barrier method|sperm|"
            r"(?:donate|freeze) (?:eggs|ova)",
            plain,
        )
    )


def _is_infection(line: Line, found: set[Kind]) -> bool:
    if _INFECTION_LEADS.isdisjoint(line.leads) or _INFECTION.search(line.plain) is None:
        return False
    return _INFECTION.search(blanked(_VIRUS_INFECTION, line.plain)) is not None


def _is_marker(line: Line, found: set[Kind]) -> bool:
    if _ALLERGIC.match(line.plain):
        return False
    named = line.names_a_cd or not _MARKER_LEADS.isdisjoint(line.leads)
    if not named or _MARKER.search(line.plain) is None:
        return False
    return _MARKER.search(blanked(_MARKER_ASIDE, line.plain)) is not None


_UNLESS = re.compile(r"\b(?:unless|except(?:ion)?s?)\b[^.;]*")
_OF_SUBJECT = re.compile(
    r"\W*(?:patients? with |subjects? with |histolog\w+ |relapsed |refractory )"
)
_ALLERGIC = re.compile(
    r"\W*(?:patients? |subjects? |participants? )?(?:who (?:are|is) |with )?(?:an? )?(?:known |"
    r"severe )*"
    r"(?:allerg|hypersens)"
)
# What stands below "one of the following" says what a relapse is.
_RELAPSE_FIRST = re.compile(
    r"\W*(?:(?:an? |early |late |bone |marrow |first |any |multiple )*(?:relapsed?|recurred|"
    r"recurrence)|primary refractory)\b(?! (?:after|following|post))"
)
_DIAGNOSED = re.compile(r"\bdiagnos(?:is|ed)\b[^.;]{0,40}\b(?:of|with)\b")
_CNS_WORDS = re.compile(
    r"\b(?:(?:active|symptomatic|isolated|known|untreated|primary|secondary) )*(?:cns|central "
    r"nervous|(?:lepto)?mening\w+|brain|cerebr\w+)\b[^,;]*"
)
_OTHER_SUBJECTS = frozenset(
    {Kind.INFECTION, Kind.CARDIAC, Kind.CONTRACEPTION, Kind.CONSENT}
)  # fmt: skip


def _is_diagnosis(line: Line, found: set[Kind]) -> bool:
    """Tell whether a line asks for a disease, or keeps one out; not only mentions it."""
    if Kind.SECOND_MALIGNANCY in found:
        return False
    if _ALLERGIC.match(line.plain):
        return False
    plain = blanked(_UNLESS, line.plain) if "unle" in line.leads else line.plain
    if Kind.CNS in found:  # "APL, or leukemia with CNS involvement", not "CNS leukemia"
        plain = _CNS_WORDS.sub("", plain)
        return names_disease(line, blanked(_DISEASE_ASIDE, plain))
    if found & _OTHER_SUBJECTS:
        return _OF_SUBJECT.match(plain) is not None and names_disease(line, plain)
    if _DIAGNOSED.search(plain) and names_disease(line, plain):
        return True
    if _DISEASE_LEADS.isdisjoint(line.leads):
        return names_disease(line, plain)
    if _RELAPSE_FIRST.match(plain) and found.isdisjoint({Kind.PRIOR_HSCT, Kind.PRIOR_CART}):
        return True
    rest = blanked(_DISEASE_ASIDE, plain)
    return names_disease(line, rest) or _STATUS.search(rest) is not None


_LATER: tuple[tuple[Kind, Callable[[Line, set[Kind]], bool]], ...] = (
    (Kind.INFECTION, _is_infection),
    (Kind.MARKER, _is_marker),
    (Kind.PRIOR_THERAPY, names_prior_therapy),
    (Kind.DIAGNOSIS, _is_diagnosis),
)
