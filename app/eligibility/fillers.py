"""Words that do not change what a sentence asks, and words only a doctor can decide.

Everything else that is left over in a sentence once its understood pieces are taken out makes
the sentence (or the part it stands in) "not read".
"""

import re
from collections.abc import Sequence

from app.eligibility.plain_text import BLANK, Line, blanked

# Whole phrases first: they hold words that are no fillers on their own.
_PHRASES = re.compile(
    r"(?:due to|because of|owing to|given|based on|to (?:ensure|allow|meet|comply with)) "
    r"[a-z0-9' -]{0,60}?(?:requirements?|volumes?|blood draws?|sampling|limitations?|constraints?|"
    r"dosing|packaging)(?: and [a-z0-9' -]{0,40}?(?:requirements?|dosing|packaging))?"
    r"(?: (?:requirements?|limitations?|constraints?))?(?: of (?:the )?\w+)?(?![a-z])|"
    r"(?:see|refer to|as per|per|cf\.?|in|at) (?:the )?(?:appendix|section|table|annex)"
    r"(?: [a-z0-9]{1,3}(?:\.\d+)*)?(?![a-z0-9])|appendix(?: [a-z0-9]{1,3})?(?![a-z0-9])|"
    r"(?:at|on|before|prior to) (?:the )?(?:time of )?(?:trial|protocol) (?:entry|enrollment)|"
    r"(?:the )?(?:genders?|sex(?:es)?)(?: (?:is|are))? (?:not limited|unlimited|no limits?)|"
    r"(?:regardless of|irrespective of|no limits? (?:on|of|to)|any|either|both) (?:the )?"
    r"(?:genders?|sex(?:es)?)(?: (?:or|and) (?:race|ethnicity|gender|sex))*"
    r"(?: (?:are|is) (?:eligible|allowed|included))?|"
    r"(?:(?:according to|by|per|from|using) )?(?:the )?cockcroft[-/& ]+(?:and )?gault(?:'s)?"
    r"(?: (?:formula|equation|method|estimate))?|"
    r"(?:m?g|u?g|u?mol|mmol|ml|i?u)/(?:d?l|ml|min)(?=\))|"
    r"(?:for|at|by|of) (?:the |each )?institution\b|"
    r"(?:while |when )?(?:breathing |on |in |at )?(?:ambient |room )air\b|"
    r"(?:(?<=prior )|(?<=previous )|(?<=been ))(?:exposure|exposed) to\b|"
    r"fab[- ](?:type |class |subtype )?m3v?\b|"
    r"morpholog(?:ic|ical) evidence of disease(?= (?:in|with|of|by|\())|"
    r"most recent(?:ly)?\b|(?:prior to|before) (?:the )?(?:start(?:ing|s)?|initiat\w+|first dose|"
    r"first infusion|beginning|day 1|commenc\w+|study entry|enrol\w*|registration|randomi[sz]ation|"
    r"apheresis|leukapheresis|infusion|lymphodepletion)(?: (?:of|the|study|protocol|"
    r"investigational|treatment|therapy|drug|product|agent|medication|car|t|cells?|infusion)\b)*|"
    r"(?:(?:are|is|will be|must be|should be|be|also) )+(?:excluded|"
    r"(?:ineligible|not eligible)(?! for))(?: from (?:the|this) (?:study|trial))?|[a-h][.)](?=\s)|"
    r"candidates(?= with| who)|unless otherwise (?:stated|specified|noted|indicated)|"
    r"as (?:determined|assessed|measured|documented|defined|evidenced|confirmed|demonstrated|"
    r"detected|shown|calculated|"
    r"described|specified|outlined|indicated|noted|per|appropriate|applicable)(?: (?:by|in|below|"
    r"above|per))*|"
    r"(?:performed|obtained|measured|assessed|documented|collected|tested|drawn|done|calculated|"
    r"evaluated|confirmed|determined|verified)\b|at (?:the )?(?:time|day|date|point|"
    r"start) of (?:the )?(?:study )?(?:screening|enroll?ment|registration|inclusion|"
    r"randomi[sz]ation"
    r"|(?:signing )?(?:the )?(?:informed )?(?:assent\s?/?\s?)?consent(?: obtaining| signature)?|"
    r"trial entry|signing|study entry|entry|diagnosis|treatment|assessment|infusion|"
    r"leukapheresis|apheresis|baseline)|"
    r"at (?:screening|enroll?ment|baseline|registration|inclusion|study entry|entry|rest|least)|"
    r"prior to (?:enroll?ment|registration|study entry|inclusion|randomi[sz]ation|screening)|"
    r"on (?:the )?(?:day of )?(?:enroll?ment|screening)|"
    r"(?:prior to|before|at|upon|by|on) (?:the )?(?:(?:time|date|day) of )?(?:signing|giving|"
    r"providing|obtaining) (?:of )?(?:the |their )?(?:written |informed )*(?:consent|icf)\b"
    r"(?: forms?)?|"
    r"(?:by|on|via|using|with)(?! (?:and ?/ ?)?or without) (?:(?:an?|the) )?(?:(?:either|and/or|or|"
    r"and|echocardiogra(?:m|phy)|"
    r"echo|muga(?: scan)?|multi-?gated acquisition|multigated acquisition(?: \(muga\))?(?: scan)?|"
    r"scan|pulse oximetry|flow cytometry|immunohistochemistry|ihc|pcr|polymerase chain reaction|"
    r"multi-?parameter|quantitative|rt-pcr|fish|next generation sequencing|ngs|cytogenetics|"
    r"morphology|2-?d|two[- ]dimensional|transthoracic|electrocardiogra(?:m|phy)|ecg|ekg|standard|"
    r"local|institutional|laborator(?:y|ies)|cockcroft[-/ ]+(?:and )?gault|mdrd|ckd-?epi|schwartz|"
    r"formula|equation|method|methods|bazett?e?'?s?|fridericia'?s?|correction|modified|estimated|"
    r"calculated|modification of diet in renal disease|\(mdrd\))[\s,/]*)+|"
    r"(?:per|according to|based on|by|using) (?:the )?(?:institutional|local|standard|laboratory|"
    r"site|investigator'?s?|who|world health organization|nccn|"
    r"national comprehensive cancer network|iwg|eln|icc|recist|lugano|cheson|imwg|ctcae|nci|20\d\d|"
    r"v\.? ?\d(?:\.\d)?|version \d|revised|modified|current|\d{4})(?:[\s,/()-]*(?:guidelines?|"
    r"standards?|criteria|practice|classification|policy|procedures?|normal|ranges?|or|and|who|icc|"
    r"nccn|20\d\d|(?:of|for) [a-z ]{0,30}|\d{4}|revision|edition|\d+th))*|"
    r"(?:defined|calculated|measured|estimated|determined|assessed|established) (?:by|as|using|"
    r"according to|per|with|from) ?(?:the )?(?:institutional (?:standards?|guidelines?|practice)|"
    r"local (?:standards?|laboratory))?|performance status|performance|play (?:score|status)|"
    r"clinicopathological(?:ly)?|hemodynamically|"
    r"(?:histologic(?:al)?(?:ly)?|cytologic(?:al)?(?:ly)?|pathologic(?:al)?(?:ly)?|"
    r"morphologic(?:al)?(?:ly)?|immunophenotypic(?:al)?(?:ly)?|immunohistochemical(?:ly)?|"
    r"flow cytometr(?:y|ically)|laboratory|radiologic(?:al)?(?:ly)?|clinical(?:ly\b|"
    r"\b)(?! signif))(?:[\s,/-]*(?:or|and|and/or)?[\s,/-]*(?:histologic(?:al)?(?:ly)?|"
    r"cytologic(?:al)?(?:ly)?|pathologic(?:al)?(?:ly)?|morphologic(?:al)?(?:ly)?|"
    r"radiologic(?:al)?(?:ly)?|laboratory))*[\s-]*(?:confirmed|proven|documented|verified|"
    r"evidence of|diagnos(?:is|ed)|established)?|"
    r"(?:of|with) (?:an? )?(?:any|all) (?:type|kind|cause|grade|stage)s?|for (?:this|the) (?:study|"
    r"trial|protocol)|in (?:this|the) (?:study|trial)|(?:the )?(?:patient|subject|"
    r"participant)'?s? (?:must|should)|(?:in )?(?:bone )?marrow or peripheral blood|institutional|"
    r"upper limit of normal|"
    r"(?:is|are) required|i\.e\.,?|e\.g\.,?|inclusive|respectively|or equivalent|from baseline|"
    r"leuk[a]?emi(?:c|a) associated immunophenotype(?: \(laip\))?|"
    r"leuk[a]?emia associated immunophenotype|using (?:age-appropriate|appropriate) \w+"
)  # fmt: skip
_WORDS = frozenset(
    """
    a an the of in on at to for with by from as that which who whom whose this these
    those it its is are was were be been being has have having had must should shall
    need needs patient patients subject subjects participant participants individual
    individuals people person persons recipient recipients known documented evidence
    presence present diagnosis diagnosed diagnoses confirmed any all each both
    either following study trial protocol criteria criterion eligibility meet meets
    time level levels value values count counts score scores rate test tests testing
    result results one their his her they them there also including include includes
    included defined status measured estimated calculated serum plasma blood total
    screening baseline enrollment enrolment absolute minimum maximum range ranging
    between least most than renal hepatic cardiac pulmonary hematologic
    hematological haematological liver kidney lung bone marrow function functions
    organ laboratory parameters measurement measurements platelet platelets anc
    neutrophil neutrophils hemoglobin creatinine bilirubin more less greater equal
    demonstrated suffering suffered suffer experienced received receiving receipt
    undergone treated treatment therapy therapies use taking taken administration
    administered given get getting age aged years year old male female gender sex if
    applicable when where appropriate cells cell tumor disease condition conditions
    day days week weeks month months study's patient's did does do done within
    clinically leukemia's lab analysis such even very well eg ie e g i per
    specifically exclusion inclusion last recent infusion dose doses viral load type
    types form forms display exhibit exhibits showing echocardiography prestudy
    symptoms signs involvement medical agents agent currently willing underwent
    proven procedure c1d1 race races ethnicity ethnicities welcome
    """.split()
)
_NOT_FILLERS = frozenset(
    [
        "willing",
        "symptoms",
        "signs",
        "if",
        "recent",
        "disease",
        "condition",
        "conditions",
        "involvement",
        "medical",
    ]
)
_FILLERS = _WORDS - _NOT_FILLERS
_JUDGED_BY = re.compile(
    r"(?:in|per|based on|at|under|according to)?\s*(?:the )?(?:opinion|judge?ment|estimation|"
    r"discretion|assessment|evaluation|view) of (?:the )?(?:(?:treating |principal |study |"
    r"site )*(?:investigators?|physicians?|doctor|pi|clinician|sponsor)(?:[\s,]*(?:and/or|or|"
    r"and)[\s,]*(?:treating |principal |study |site |the )*(?:investigators?|physicians?|sponsor|"
    r"pi))*)|"
    r"(?:in )?(?:the )?(?:treating |principal |study |site )*(?:investigator|physician|pi)(?:'s|"
    r"s)? (?:opinion|judge?ment|discretion|assessment|estimation)|(?:per|by) (?:the )?(?:treating |"
    r"principal |study )*(?:investigator|physician|pi)\b|as (?:judged|determined|assessed|"
    r"deemed) by (?:the )?(?:treating |principal |study )*(?:investigator|physician|pi)s?|"
    r"based on investigator'?s? judge?ment"
)
_JUDGED = re.compile(
    r"\b(?:clinically[- ]significant|significant(?:ly)?|adequate(?:ly)?|suitable|appropriate|"
    r"acceptable|"
    r"sufficient|serious|unstable|severe|obvious|poor(?:ly)?|good|relevant|controlled|stable|"
    r"substantial|important|major|rapidly|fully|fit)\b"
)


_DANGEROUS = frozenset(
    """if unless except excepting may can could might allowed allow permitted acceptable
    waived waiver exempt optional consider considered will receive undergo treat eligible
    discretion approval only than not no never without instead otherwise whereas although
    though however but vs versus until candidate intolerant ineligible unsuitable failure
    related due fulfill ensure because avoid prevent""".split()
)


def is_narrowing(left_over: str) -> bool:
    """Tell whether words not understood can only narrow what stands beside them.

    A word or two may ("extensive"); conditions, permissions and longer stretches may turn the
    sentence round.
    """
    words = left_over.split()
    return len(words) <= 3 and not any(word.strip(".'-") in _DANGEROUS for word in words)


_PHRASE_LEADS = frozenset(
    """gend sexe sex rega irre no any eith both the cock g mg ug umol mmol ml iu u see refe cf appe
    anne due beca owin give to unle as most befo excl inel will must shou be also perf obta
    meas asse docu coll test draw done calc eval conf dete veri at prio on by via usin with
    per acco base defi esti esta play clin hemo hist cyto path morp immu flow labo radi of
    for in pati subj part marr bone inst uppe incl resp or from leuk is are i e cand a b c d
    f h whil when brea room ambi expo fab""".split()
)
_WORD = re.compile(r"[a-z]+")
_WORD_OR_NUMBER = re.compile(r"[a-z0-9][a-z0-9'+%.-]*")


def phrase_places(line: Line, start: int, end: int) -> list[int]:
    """Return where a filler phrase may begin in a stretch of a line, counted from its start."""
    return [at - start for at, _, lead in line.words if lead in _PHRASE_LEADS and start <= at < end]


def _places_in(words: str) -> list[int]:
    return [m.start() for m in _WORD.finditer(words) if m.group()[:4] in _PHRASE_LEADS]


def blank_phrases(words: str, places: Sequence[int]) -> str:
    """Return the words with whole filler phrases taken out, places kept.

    `places` are those where a phrase may begin.
    """
    pieces: list[str] = []
    at = 0
    for start in places:
        if start < at:
            continue
        match = _PHRASES.match(words, start)
        if match is not None and match.end() > start and _ends_a_word(words, match.end()):
            pieces += [words[at:start], BLANK * (match.end() - start)]
            at = match.end()
    return "".join([*pieces, words[at:]]) if pieces else words


def _ends_a_word(words: str, at: int) -> bool:
    return at >= len(words) or not (words[at - 1].isalnum() and words[at].isalnum())


def without_fillers(words: str) -> str:
    """Return what is left of a stretch of text once fillers are taken out, blank-separated."""
    return left_over(blank_phrases(words, _places_in(words)))


def left_over(words: str) -> str:
    """Return the words that are no fillers, filler phrases being taken out already."""
    kept = [word for word in _WORD_OR_NUMBER.findall(words) if not _is_filler(word)]
    return " ".join(kept)


def _is_filler(word: str) -> bool:
    plain = word.strip(".'-+%")
    return not plain or plain in _FILLERS


_JUDGES = ("investigator", "physician", "doctor", " pi", "clinician", "sponsor")
_JUDGING = (
    "signific", "adequate", "suitable", "appropriate", "acceptable", "sufficient", "serious",
    "stable", "severe", "obvious", "poor", "good", "relevant", "controlled", "substantial",
    "important", "major", "rapid", "fully", "fit",
)  # fmt: skip


_JUDGEMENT_LEADS = frozenset(
    """inve phys doct pi clin spon sign adeq suit appr acce suff seri unst seve obvi poor good rele
    cont stab subs impo majo rapi full fit""".split()
)


def may_judge(line: Line) -> bool:
    """Tell whether words only a doctor can decide may stand in a line."""
    return not _JUDGEMENT_LEADS.isdisjoint(line.leads)


def judgement_in(words: str) -> re.Match[str] | None:
    """Return the first words that only a doctor can decide."""
    by = _JUDGED_BY.search(words) if any(name in words for name in _JUDGES) else None
    how = _JUDGED.search(words) if any(word in words for word in _JUDGING) else None
    if by is None or how is None:
        return by or how
    return by if by.start() <= how.start() else how


def without_judgement(words: str) -> str:
    """Return the words with those of judgement taken out, places kept."""
    if any(name in words for name in _JUDGES):
        words = blanked(_JUDGED_BY, words)
    if any(word in words for word in _JUDGING):
        words = blanked(_JUDGED, words)
    return words
