"""The measured things criteria name: how they are worded and what their limits can be given in.

Data, kept apart from the reading. The wordings are those of `vocab/labs.csv`
(`synonyms_in_criteria`) widened by what registry texts use; every phrase begins with a literal
word and is matched against `plain_text.plain`.
"""

from dataclasses import dataclass
from typing import Final

from app.eligibility.model import Kind
from app.eligibility.phrases import PhraseList


@dataclass(frozen=True, slots=True)
class Variable:
    """One measured thing.

    Attributes:
        name: as in `model.Comparison.variable`.
        dimensions: what a limit of it may be given in (`units_in_text`); "none" for bare numbers.
        kind: family of criterion it belongs to.
        phrases: its wordings.
        reported: False for things that are only known so that their limits are not given to a
            neighbour ("lipase < 2 x ULN").
        members: the variables meant, where the wording is a group ("transaminases").
    """

    name: str
    dimensions: frozenset[str]
    kind: Kind
    phrases: tuple[str, ...]
    reported: bool = True
    members: tuple[str, ...] = ()


_NOT_A_COUNT = (
    r"(?![ -]*(?:transfus|function|aggregat|refractor|inhibit|support|disorder|dys|deriv|rich|"
    r"product|antibod|disease|engraft|recover|gel|therap|depend|independ|anti|agent|glycoprot|"
    r"activat|lysate|concentrate|count recovery|lymphoma))"
)
_LEVEL = (
    r"(?: (?:counts?|levels?|numbers?|values?|concentrations?|clearance rate|rate|"
    r"cell counts?|blood count))*"
)
_NOT_HEMOGLOBIN = r"(?! ?(?:a1c|\(?hba1c|s\b|opath|ss\b|sc\b|e\b|electroph|adjusted|correct))"
_COUNTS = frozenset({"count", "power", "cells", "none", "uln", "lln"})
_CHEMISTRY = frozenset({"mass/volume", "uln", "lln", "none", "concentration"})
_ENZYME = frozenset({"uln", "lln", "activity", "viral", "none"})
_PERCENT = frozenset({"percent", "none"})
_BARE = frozenset({"none", "points"})
_TIME = frozenset({"time"})


def _v(
    name: str, dimensions: frozenset[str], kind: Kind, *phrases: str,
    reported: bool = True, members: tuple[str, ...] = (),
) -> Variable:  # fmt: skip
    return Variable(name, dimensions, kind, phrases, reported, members)


VARIABLES: Final = (
    _v(
        "platelets", _COUNTS, Kind.BLOOD_COUNTS,
        rf"platelets?{_NOT_A_COUNT}{_LEVEL}", rf"plts?\b{_NOT_A_COUNT}{_LEVEL}",
        rf"thrombocytes?{_LEVEL}", rf"blood platelets?{_NOT_A_COUNT}{_LEVEL}",
        r"thrombocytopenia", r"thrombocytosis", r"thrombocyte counts?",
    ),
    _v(
        "anc", _COUNTS, Kind.BLOOD_COUNTS,
        r"anc\b", rf"absolute (?:blood )?(?:neutrophils?|granulocytes?)(?!.colony){_LEVEL}",
        rf"neutrophils?(?! (?:function|engraft|recover|elastase)){_LEVEL}", rf"granulocytes?(?![- /](?:colony|macroph|transf|donor|mono)){_LEVEL}",
        r"agc\b", r"neutropenia", r"segmented neutrophils", r"polymorphonuclear (?:leukocytes|cells)", r"neut\b", r"gran\b",
        r"absolute neutrophils? counts?",
    ),
    _v(
        "wbc", _COUNTS, Kind.BLOOD_COUNTS,
        rf"wbcs?\b{_LEVEL}", rf"white (?:blood )?(?:cells?|counts?){_LEVEL}",
        rf"leu[ck]ocytes?{_LEVEL}(?! (?:antigen|esterase))", r"leu[ck]openia", rf"whole blood cells?{_LEVEL}",
        r"total leu[ck]ocytes?(?: counts?)?", r"tlc\b",
    ),
    _v(
        "alc", _COUNTS, Kind.BLOOD_COUNTS,
        r"alc\b", rf"absolute lymphocytes?{_LEVEL}",
        rf"lymphocytes?(?! (?:infusion|immune|predominant|deplet|transfus|subset|function)){_LEVEL}", r"lymphopenia",
    ),
    _v("amc", _COUNTS, Kind.BLOOD_COUNTS, rf"monocytes?{_LEVEL}", rf"absolute monocytes?{_LEVEL}", r"amc\b", reported=False),
    _v("aec", _COUNTS | {"percent"}, Kind.BLOOD_COUNTS, rf"eosinophils?{_LEVEL}", rf"absolute eosinophils?{_LEVEL}", reported=False),
    _v("reticulocytes", _COUNTS | {"percent"}, Kind.BLOOD_COUNTS, rf"reticulocytes?{_LEVEL}", reported=False),
    _v(
        "cd3", _COUNTS, Kind.BLOOD_COUNTS,
        r"cd3 ?\+?(?: (?:t[- ]?cells?|lymphocytes?))? (?:cell )?counts?", r"absolute cd3(?:\+)?(?: counts?)?",
        r"cd3 ?\+ t[- ]cells?", r"t[- ]cell counts?",
    ),
    _v("cd4", _COUNTS, Kind.BLOOD_COUNTS, r"cd4 ?\+? ?(?:\(t4\) ?)?(?:(?:t[- ]?cells?|lymphocytes?|cells?))?(?: counts?)?", r"cd8 ?\+? ?(?:t[- ]?cells?|lymphocytes?|cells?)(?: counts?)?", r"absolute cd4", reported=False),
    _v("cd34", _COUNTS, Kind.BLOOD_COUNTS, r"cd34 ?\+? ?(?:hematopoietic |stem )*cells?(?:/kg)?", reported=False),
    _v(
        "hemoglobin", frozenset({"mass/volume", "none", "uln", "lln", "mass"}), Kind.BLOOD_COUNTS,
        rf"hemoglobin{_NOT_HEMOGLOBIN}{_LEVEL}", rf"haemoglobin{_NOT_HEMOGLOBIN}{_LEVEL}", rf"hgb\b{_LEVEL}", rf"hb\b(?! ?a1c){_LEVEL}", r"anemia", r"anaemia",
    ),
    _v("hba1c", _PERCENT | {"mass/volume"}, Kind.CONDITION, r"hba1c", r"hemoglobin a1c", r"haemoglobin a1c", r"a1c\b", r"hb ?a1c", r"glycated h[a]?emoglobin", r"glycosylated h[a]?emoglobin", reported=False),
    _v("hematocrit", _PERCENT, Kind.BLOOD_COUNTS, r"hematocrit", r"haematocrit", r"hct\b", reported=False),
    _v(
        "creatinine", _CHEMISTRY, Kind.ORGAN_FUNCTION,
        rf"creatinine(?! (?:clearance|kinase|phosphokinase|ratio)|/|-clear){_LEVEL}", rf"serum creatinine(?! clearance){_LEVEL}",
        rf"scr\b{_LEVEL}", r"s-creatinine", r"cr\b", rf"plasma creatinine(?! clearance){_LEVEL}", rf"blood creatinine(?! clearance){_LEVEL}",
        rf"creatine(?! (?:kinase|phosph|clear|supplement)){_LEVEL}", r"serum cr\b", r"crea\b", r"creat\b",
    ),
    _v(
        "crcl", frozenset({"flow", "none", "percent"}), Kind.ORGAN_FUNCTION,
        rf"creatinine[- ]clearance{_LEVEL}", r"clearance (?:of )?(?:serum )?creatinine", r"crcl\b", r"ccr\b", r"clcr\b", r"cl cr\b", r"cr ?cl\b",
        rf"egfr{_LEVEL}", rf"gfr\b{_LEVEL}", r"mgfr\b", r"glomerular filtration(?: rates?)?", r"glomerular filtrate rate", r"estimated glomerular filtration rates?",
        r"creatine clearance", r"calculated clearance", r"renal clearance", r"cockcroft[- ](?:and )?gault", r"endogenous creatinine clearance", r"24[- ]hour urine",
    ),
    _v("upcr", frozenset({"none", "mass", "mass/volume", "dose"}), Kind.ORGAN_FUNCTION, r"urine protein", r"proteinuria", r"protein[- /:]+(?:to[- ])?creatinine", r"albumin[- /:]+(?:to[- ])?creatinine", r"upcr", r"uacr", r"urinary protein", r"urine creatinine", r"urine albumin", reported=False),
    _v(
        "bilirubin", _CHEMISTRY, Kind.ORGAN_FUNCTION,
        rf"bilirubin{_LEVEL}(?: \(total\))?", rf"total (?:serum |plasma )?bilirubin{_LEVEL}", rf"serum (?:total )?bilirubin{_LEVEL}", r"t ?bil\b", r"tbili\b", r"bili\b", r"total bili\b",
        r"plasma bilirubin", r"bil\b", r"hyperbilirubin[a]?emia", r"t\. ?bili?", r"tb\b(?= ?[<>≤≥=])", r"bilirubine", r"billirubin", r"total billirubin", r"tbil\b",
    ),
    _v(
        "direct_bilirubin", _CHEMISTRY, Kind.ORGAN_FUNCTION,
        rf"direct (?:serum )?bilirubin{_LEVEL}", rf"conjugated (?:serum )?bilirubin{_LEVEL}", r"dbili?\b", r"bilirubin,? direct", r"serum direct bilirubin",
    ),
    _v("indirect_bilirubin", _CHEMISTRY, Kind.ORGAN_FUNCTION, r"indirect bilirubin", r"unconjugated bilirubin", reported=False),
    _v(
        "alt", _ENZYME, Kind.ORGAN_FUNCTION,
        r"alt\b", rf"alanine[- ](?:amino)?[- ]?trans?(?:ferase|aminase|feras){_LEVEL}", r"alanine transferase", r"alanine aminotransferas", r"alanine amino ?transaminase", r"sgpt\b", r"gpt\b", r"alat\b", r"alanin(?:e)? ?amin?otransferase", r"glutamic[- ]pyruvic transaminase", r"serum glutam(?:ic|ate)[- ]?pyruvate? transaminase", r"serum glutamic[- ]pyruvic transaminase", r"s-alat", r"alanine transaminases?", r"glutamate pyruvate transaminase",
    ),
    _v(
        "ast", _ENZYME, Kind.ORGAN_FUNCTION,
        r"ast\b", rf"aspartate[- ](?:amino)?[- ]?trans?(?:ferase|aminase|feras){_LEVEL}", r"aspartate transferase", r"aspartate amino ?transaminase", r"sgot\b", r"got\b(?= ?[<>≤≥=)])", r"asat\b", r"aspartic (?:amino)?trans(?:ferase|aminase)", r"serum glutam(?:ic|ate)[- ]?oxal[o]?acet(?:ic|ate) transaminase", r"glutam(?:ic|ate)[- ]oxal[o]?acet(?:ic|ate) transaminase", r"aspart(?:ate|ic) ?aminotransferase", r"aspartate aminotransaminase", r"s-asat", r"glutamic oxaloacetic transaminase",
    ),
    _v(
        "transaminases", _ENZYME, Kind.ORGAN_FUNCTION,
        r"transaminases?(?: levels?)?", r"aminotransferases?", r"serum (?:amino)?trans(?:aminases?|ferases?)", r"liver transaminases?", r"hepatic transaminases?", r"liver enzymes?", r"hepatic enzymes?", r"lfts?\b", r"transaminitis", r"liver function tests?", r"serum liver enzymes?",
        members=("alt", "ast"),
    ),
    _v("alp", _ENZYME, Kind.ORGAN_FUNCTION, r"alkaline[- ]phosphatases?", r"alp\b", r"alk(?:\.|aline)? phos\b", r"akp\b"),
    _v("ggt", _ENZYME, Kind.ORGAN_FUNCTION, r"ggtp?\b", r"gamma[- ]glutam[iy]l[- ]?trans(?:ferase|peptidase)", r"gamma[- ]gt", r"alfa[- ]gt", r"gamma glut", reported=False),
    _v("albumin", _CHEMISTRY, Kind.ORGAN_FUNCTION, rf"albumin(?![- ](?:bound|to|/)|/){_LEVEL}", rf"serum albumin{_LEVEL}"),
    _v("ldh", _ENZYME, Kind.ORGAN_FUNCTION, r"ldh\b", r"lactate dehydrogenase", r"lactic acid dehydrogenase", r"lactic dehydrogenase"),
    _v("lipase", _ENZYME, Kind.ORGAN_FUNCTION, r"lipase", r"serum lipase", reported=False),
    _v("amylase", _ENZYME, Kind.ORGAN_FUNCTION, r"amylase", r"serum amylase", reported=False),
    _v("ck", _ENZYME, Kind.ORGAN_FUNCTION, r"cpk\b", r"ck(?:-mb)?\b", r"creatin(?:in)?e (?:phospho)?kinase", r"creatinine kinase", r"creatine phosphokinase", reported=False),
    _v("bun", _CHEMISTRY, Kind.ORGAN_FUNCTION, r"bun\b", r"blood urea nitrogen", r"urea nitrogen", r"blood urea", r"serum urea", r"urea\b", reported=False),
    _v("uric_acid", _CHEMISTRY, Kind.ORGAN_FUNCTION, r"uric acid", r"urate\b", reported=False),
    _v("inr", frozenset({"none", "uln"}), Kind.ORGAN_FUNCTION, r"inr\b", r"international normali[sz]ed ratio", r"pt/inr", r"pt-inr", r"international normalization ratio"),
    _v("ptt", frozenset({"uln", "time", "none"}), Kind.ORGAN_FUNCTION, r"ptt\b", r"aptt\b", r"partial thromboplastin(?: time)?", r"activated partial thromboplastin(?: time)?", reported=False),
    _v("pt", frozenset({"uln", "time", "none", "percent"}), Kind.ORGAN_FUNCTION, r"prothrombin(?: time)?", r"pt\b", reported=False),
    _v("fibrinogen", _CHEMISTRY, Kind.ORGAN_FUNCTION, r"fibrinogen", reported=False),
    _v("troponin", _CHEMISTRY, Kind.CARDIAC, r"troponin", r"nt-?pro-?bnp", r"bnp\b", r"pro-?bnp", reported=False),
    _v("crp", _CHEMISTRY, Kind.CONDITION, r"crp\b", r"c[- ]reactive protein", reported=False),
    _v("ferritin", _CHEMISTRY | {"viral"}, Kind.ORGAN_FUNCTION, rf"ferritin{_LEVEL}", r"serum ferritin"),
    _v("electrolytes", _CHEMISTRY, Kind.ORGAN_FUNCTION, r"potassium", r"sodium", r"calcium", r"corrected calcium", r"serum calcium", r"magnesium", r"phosph(?:ate|orus)", r"bicarbonate", r"chloride", r"phosphate", reported=False),
    _v("glucose", _CHEMISTRY, Kind.CONDITION, r"glucose", r"blood sugar", r"blood glucose", r"fasting (?:plasma |blood )?(?:glucose|sugar)", reported=False),
    _v("lipids", _CHEMISTRY, Kind.CONDITION, r"triglycerides?", r"cholesterol", r"ldl(?:-c)?\b", r"hdl(?:-c)?\b", r"hypertriglycerid[a]?emia", reported=False),
    _v("immunoglobulin", _CHEMISTRY, Kind.DIAGNOSIS, r"igg\b", r"igm\b", r"iga\b", r"immunoglobulins?", r"serum ig[gam]", r"m[- ]protein", r"m[- ]spike", r"monoclonal protein", r"free light chains?", r"flc\b", r"paraprotein", reported=False),
    _v("psa", _CHEMISTRY, Kind.CONDITION, r"psa\b", r"prostate[- ]specific antigen", r"afp\b", r"testosterone", r"tsh\b", r"hcg\b", r"fsh\b", r"vitamin d", r"procalcitonin", r"lactate", r"ammonia", r"amh\b", reported=False),
    _v(
        "lvef", _PERCENT, Kind.CARDIAC,
        r"lvef\b", r"left ventric(?:ular|le) ?(?:cardiac )?(?:ejection )?(?:fraction|ef)(?: \(?lvef\)?)?", r"ejection fractions?", r"cardiac ejection fractions?", r"ef\b", r"lv ejection fraction", r"lv ?ef\b", r"left[- ]ventricular ejection fractions?", r"left ventricle ejection fraction", r"ventricular ejection fraction", r"ventricular ef\b",
    ),
    _v("lvsf", _PERCENT, Kind.CARDIAC, r"shortening fractions?", r"fractional shortening", r"lvsf\b", r"lvfs\b", r"left ventricular shortening fraction", r"left ventricular fractional shortening", r"sf\b", r"fs\b"),
    _v("spo2", _PERCENT, Kind.ORGAN_FUNCTION, r"spo2?\b", r"sao2\b", r"oxygen sat(?:uration|s)?", r"o2 sat(?:uration|s)?", r"pulse[- ]?ox(?:imetry|ymetry)?(?: saturation)?", r"arterial oxygen saturation", r"blood oxygen saturation", r"peripheral (?:capillary )?oxygen saturation", r"saturation of (?:peripheral )?oxygen", r"finger oxygen saturation", r"baseline oxygen saturation"),
    _v("dlco", _PERCENT, Kind.ORGAN_FUNCTION, r"dlco\b", r"diffus(?:ing|ion) capacity(?: of the lungs?)?(?: for carbon monoxide)?", r"corrected dlco", r"dlcoc\b", r"dlco2?\b", r"carbon monoxide diffus"),
    _v("fev1", _PERCENT | {"none"}, Kind.ORGAN_FUNCTION, r"fev ?-?1?\b", r"forced expiratory volume", r"fev1/fvc"),
    _v("fvc", _PERCENT, Kind.ORGAN_FUNCTION, r"fvc\b", r"forced vital capacity", r"vital capacity", r"tlc\b", reported=False),
    _v("qtc", frozenset({"interval", "none", "time"}), Kind.CARDIAC, r"qtc[fb]?\b", r"qt\b(?: interval)?", r"corrected qt(?: interval)?", r"qt interval corrected", r"qtc[fb]? interval", r"qtcf", r"q-tc"),
    _v("heart_rate", frozenset({"none"}), Kind.CARDIAC, r"heart rate", r"pulse rate", r"hr\b", r"bradycardia", r"tachycardia", reported=False),
    _v("blood_pressure", frozenset({"pressure", "none"}), Kind.CARDIAC, r"blood pressure", r"systolic", r"diastolic", r"sbp\b", r"dbp\b", r"bp\b", r"hypertension", r"hypotension", r"map\b", reported=False),
    _v("bmi", frozenset({"bmi", "none"}), Kind.WEIGHT, r"bmi\b", r"body[- ]mass[- ]index", r"quetelet"),
    _v(
        "weight", frozenset({"mass"}), Kind.WEIGHT,
        r"weight(?! (?:loss|gain|change|reduc|bear|heparin|fluct|manage|based|adjust|watch))", r"body[- ]?weight(?! (?:loss|gain|change|reduc))", r"weigh(?:s|ing|ed)?\b", r"bodyweight",
    ),
    _v("other_weight", frozenset({"mass"}), Kind.WEIGHT, r"birth[- ]?weight", r"molecular weight", r"weight (?:loss|gain)", r"fetal weight", r"weight (?:change|reduc)", reported=False),
    _v("height", frozenset({"length"}), Kind.CONDITION, r"height\b", reported=False),
    _v(
        "blasts", frozenset({"percent", "count"}), Kind.DIAGNOSIS,
        r"blasts?\b(?! (?:control|crisis|phase|transf|reduction))", r"myeloblasts?", r"lymphoblasts?", r"leuk[a]?emi(?:c|a) (?:blasts?|cells)", r"bone marrow (?:blasts?|lymphoblasts?|myeloblasts?)", r"marrow blasts?", r"bm blasts?", r"leukaemic blasts?", r"leukemic lymphoblasts?", r"blast (?:cells?|count|percentage)", r"peripheral blood blasts?", r"pb blasts?",
    ),
    _v("plasma_cells", frozenset({"percent"}), Kind.DIAGNOSIS, r"plasma cells?(?! (?:leuk|neopl|dysc|myel|disord))", r"plasmacytosis", r"malignant cells in", reported=False),
    _v("mrd", frozenset({"percent", "none"}), Kind.DIAGNOSIS, r"mrd\b", r"minimal residual disease", r"measurable residual disease", reported=False),
    _v(
        "life_expectancy", _TIME, Kind.LIFE_EXPECTANCY,
        r"life[- ]?expectanc(?:y|ies)", r"expected (?:overall )?survival(?: time)?", r"survival expectancy", r"predicted survival", r"anticipated survival", r"estimated survival(?: time)?", r"expectation of (?:life|survival)", r"expected to (?:survive|live)", r"life[- ]span", r"lifespan", r"expected life(?: span)?", r"expectancy of (?:life|survival)", r"projected survival", r"estimated life", r"likely to survive", r"survival time", r"survival (?:of|for|is|is expected)", r"predicted life", r"anticipated life", r"expected lifetime", r"life prognosis", r"limit survival", r"survival prognosis", r"prognosis of survival", r"expectancy life", r"survive\b", r"limited life", r"life expectation", r"life expectance", r"minimum life",
        r"prognosis\b",
    ),
    _v("ecog", _BARE, Kind.PERFORMANCE, r"ecog\b(?:[- /]acrin)?", r"eastern cooperative(?: oncology)? group", r"easthern cooperative oncology group", r"eastern co-?operative oncology group", r"zubrod", r"who (?:performance|ps)\b(?: (?:status|score|scale))?", r"who/ecog", r"who-ps", r"swog\b", r"southwest oncology group", r"gog\b"),
    _v("performance", _BARE | {"percent"}, Kind.PERFORMANCE, r"performance (?:status|scores?|scale|level|state|index)(?: (?:status|score|scale|level))?", r"ps\b", r"general (?:physical )?(?:performance )?status", r"pst\b", r"world health organi[sz]ation", r"who\b(?= ?[)\]/])", r"play (?:status|score|scale)", r"performance\b(?= ?(?:of|>|<|≥|≤|=|\())"),
    _v("karnofsky", frozenset({"none", "percent", "points"}), Kind.PERFORMANCE, r"karnofsky(?:'s)?", r"kps\b", r"karnofski", r"karnofksy", r"kornofsky", r"karnowsky", r"karnosfsky", r"kpss\b"),
    _v("lansky", frozenset({"none", "percent", "points"}), Kind.PERFORMANCE, r"lansky(?:'s)?", r"lps\b", r"lansky-play", r"lanksy", r"lasky", r"play[- ]performance"),
    _v("scores", frozenset({"none", "points"}), Kind.CONDITION, r"child[- ]pugh", r"nyha\b", r"new york heart", r"asa\b", r"meld\b", r"mmse\b", r"hct-?ci", r"comorbidity index", r"sofa\b", r"ipss(?:-r)?\b", r"ipi\b", r"gleason", r"nihss?\b", r"apache", r"mrs\b", r"modified rankin", r"vas\b", r"score on the", r"glasgow", r"gcs\b", r"ecg\b", r"charlson", r"deauville", r"pain score", r"katz", r"fried\b", r"moca\b", r"edss\b", r"iq\b", r"apgar", reported=False),
)  # fmt: skip

KEPT: Final = frozenset(v.name for v in VARIABLES if v.reported) | {
    "bun", "lipase", "amylase", "ggt", "uric_acid", "ptt", "fibrinogen", "cd4", "hematocrit",
    "amc", "aec", "indirect_bilirubin",
}  # fmt: skip
"""Variables whose limits a requirement keeps: one laboratory value or test each."""

BY_NAME: Final = {variable.name: variable for variable in VARIABLES}
MENTIONS: Final = PhraseList(
    (variable, phrase) for variable in VARIABLES for phrase in variable.phrases
)
