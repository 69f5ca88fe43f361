"""Kinds of criterion that are told by one pattern each, and the words that only mention them."""

import re

from app.case.value_class import value_class
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
        r"\bcerebrovascular (?:accidents?|events?|attacks?)|"
        r"\bcns (?:reservoirs?|penetrat\w*|active|"
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
        r"(?:leuk[a]?emias?|lymphomas?|myelomas?|aml|mds|myelo\w+ (?:disorders?|neoplasms?|"
        r"syndromes?))[^.;:]{0,25}\b(?:or|and|,) other (?:\w+[- ]){0,2}(?:malignan\w*|cancers?|"
        r"neoplas\w*)|\brelatives? with\b[^.;]*|\bmalignant (?:cns|central nervous)\b|"
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
        r"considered|requires?|in need of|awaiting|proceed(?:ing)?|intend(?:s|ed|ing)?|"
        r"ahead of|work-up) (?:for |to (?:(?:receive|undergo|proceed to) )?)?"
        r"(?:an? |immediate |planned |scheduled )?(?:[\w-]+[- ]){0,8}?"
        r"(?:transplant\w*|hsct|hct|sct|bmt|asct)\b"
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
        "car cars cell cart carn chim gene adop tisa axi axic brex liso ide idec cilt obe obec "
        "kymr yesc teca brey abec carv auca",
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
        r"engineered|transfer|(?:\w+ )?products?)|"
        r"\b(?:tisa|axi|brexu|liso|ide|cilta|obe)-?cel\b|\b(?:kymriah|yescarta|tecartus|"
        r"breyanzi|abecma|carvykti|aucatzyl)|\btisagenlecleucel|\baxicabtagene|\bbrexucabtagene|\blisocabtagene|\bidecabtagene|"
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


def kinds_by_words(line: Line) -> set[Kind]:
    """Return the kinds whose pattern the line fulfils."""
    possible = {n for lead in _LEADS & line.leads for n in _BY_LEAD[lead]}
    return {_RULES[n].kind for n in possible if _holds(_RULES[n], line.plain)}


def _holds(rule: _Rule, plain: str) -> bool:
    if rule.pattern.search(plain) is None:
        return False
    if rule.passing is None:
        return True
    return rule.pattern.search(blanked(rule.passing, plain)) is not None
