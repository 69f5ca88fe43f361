"""What criteria speak of besides measured values: treatments, illnesses, states of the disease.

Data, kept apart from the reading: (kind, ids, phrases). Every phrase begins with a literal word
and is matched against `plain_text.plain`. Diseases, medicines and markers of the vocabularies are
not repeated here.
"""

from typing import Final, NamedTuple

from app.eligibility.model import Kind


class TopicWords(NamedTuple):
    """One thing with its wordings; `ids` as in `model.Topic.ids`."""

    kind: Kind
    ids: tuple[str, ...]
    phrases: tuple[str, ...]
    named: bool = False


def _t(kind: Kind, ids: str, *phrases: str, named: bool = False) -> TopicWords:
    return TopicWords(kind, tuple(ids.split("|")) if ids else (), phrases, named)


def _c(slug: str, *phrases: str, kind: Kind = Kind.CONDITION) -> TopicWords:
    return TopicWords(kind, (f"condition:{slug}",), phrases)


_TX = r"transplant(?:ation)?s?"
_CELLS = r"(?:(?:peripheral blood |bone marrow |blood or marrow |blood and marrow )?(?:h[a]?ematopoi?etic )?(?:progenitor |stem[- ]?)?cells? |bone marrow |marrow |blood |hsc |graft )*"
_AGENT = r"(?:therap(?:y|ies)|treatments?|agents?|drugs?|regimens?|medications?|medicines?|products?)"
_GVHD = r"(?:gvhd\b|graft[- ]*(?:versus|vs\.?|v\.?|against)[- ]*(?:the[- ])?host[- ]*(?:disease)?(?: \(c?a?gvhd\))?)"
_HBV = r"(?:hepatitis b(?: virus)?(?: \(hbv\)| \(hep b\))?|hbv\b|hep b\b)"
_HCV = r"(?:hepatitis c(?: virus)?(?: \(hcv\)| \(hep c\))?|hcv\b|hep c\b)"
_BIOLOGIC = "modality:monoclonal_antibody|modality:bispecific_antibody|modality:antibody_drug_conjugate|modality:checkpoint_inhibitor|modality:car_t|modality:other_cell_therapy"

THERAPIES: Final = (
    _t(Kind.PRIOR_HSCT, "hsct:allogeneic", rf"allogen[e]?ic {_CELLS}{_TX}", rf"allo-?\s?(?:hsct|hct|sct|bmt|{_TX})\b", r"allohsct\b", r"allosct\b", r"allogen[e]?ic (?:hsct|hct|sct|bmt)\b", r"haploidentical (?:hsct|hct|transplant\w*)"),
    _t(Kind.PRIOR_HSCT, "hsct:autologous", rf"autologous {_CELLS}{_TX}", rf"auto-?\s?(?:hsct|hct|sct|bmt|{_TX})\b", r"asct\b", r"autologous (?:hsct|hct|sct|bmt)\b"),
    _t(
        Kind.PRIOR_HSCT, "hsct:any", rf"(?:allogen[e]?ic)(?: and/or | or | and |/)autologous {_CELLS}{_TX}",
        rf"autologous(?: and/or | or | and |/)allogen[e]?ic {_CELLS}{_TX}", r"allogen[e]?ic(?: and/or | or | and |/)autologous (?:hsct|hct|sct|bmt)\b",
        rf"h[a]?ematopoi?etic (?:progenitor |stem[- ]?)?cells? {_TX}", rf"haematopoietic (?:stem[- ]?)?cells? {_TX}", rf"stem[- ]?cells? {_TX}", rf"bone marrow {_TX}", r"hsct\b", r"hct\b(?! ?-?ci)", r"bmt\b", r"sct\b", rf"marrow {_TX}",
        r"hematopoietic (?:stem )?(?:cell )?transplant(?:ation)?", rf"h[a]?ematopoietic {_TX}",
    ),
    _t(Kind.PRIOR_THERAPY, "modality:dli", r"donor (?:lymphocyte|leukocyte) infusions?(?: \(dli\))?", r"dlis?\b"),
    _t(
        Kind.PRIOR_CART, "car_t:any",
        r"(?:autologous |allogen[e]?ic )?(?:anti-?)?(?:cd ?\d+[- ]?|bcma[- ]?)?(?:directed |targeted |specific )?(?:chimeric antigen receptor|car)[- ]",
        r"car[- ]?t(?:[- ]?cells?)?(?:[- ](?:therap(?:y|ies)|infusions?|treatments?|products?))?", r"car (?:therap(?:y|ies)|t[- ]cells?)(?: therap(?:y|ies))?",
        r"cart\b(?: cells?)?(?: therapy| infusion)?",
    ),
    _t(Kind.PRIOR_CART, "car_t:any|modality:other_cell_therapy", r"genetically[- ](?:modified|engineered) (?:t[- ])?(?:cell|cellular) (?:therap(?:y|ies)|products?)", r"adoptive (?:t[- ])?cell(?:ular)? (?:therap(?:y|ies)|transfer)", r"cell(?:ular)? (?:immuno)?therap(?:y|ies)", r"gene[- ](?:modified|engineered) (?:t[- ])?cell (?:therap(?:y|ies)|products?)"),
    _t(Kind.PRIOR_THERAPY, "therapy:gene", r"gene therap(?:y|ies)(?: products?)?", named=True),
    _t(Kind.PRIOR_THERAPY, "modality:chemotherapy", r"(?:systemic )?chemo-?\s?therap(?:y|ies|eutics?)(?: agents?| drugs?| regimens?)?", r"cytotoxic (?:chemo-?\s?therap(?:y|ies)|agents?|therap(?:y|ies)|drugs?|containing regimens?)", r"cytotoxics?\b", r"myelosuppressive (?:chemo)?therap(?:y|ies)", r"systemic chemo-?\s?therap(?:y|ies)", r"combination chemotherapy", r"multi-?agent chemotherapy", r"standard (?:dose )?chemotherapy", r"salvage chemotherapy", r"intensive chemotherapy"),
    _t(Kind.PRIOR_THERAPY, "modality:intrathecal", r"intrathecal (?:chemo-?\s?therap(?:y|ies)|therap(?:y|ies)|treatments?|prophylaxis|methotrexate|cytarabine)", r"intrathecals?\b", r"it chemotherapy", r"cns prophyla(?:xis|ctic (?:treatment|therapy))"),
    _t(Kind.PRIOR_THERAPY, "phase:maintenance", r"maintenance (?:chemo-?\s?therap(?:y|ies)|therap(?:y|ies)|treatments?)", named=True),
    _t(Kind.PRIOR_THERAPY, "modality:radiation", r"radio-?\s?therap(?:y|ies)", r"radiation(?: therap(?:y|ies)| treatments?)?", r"irradiation", r"xrt\b", r"total body irradiation", r"tbi\b", r"radiation or surgery", named=False),
    _t(Kind.PRIOR_THERAPY, "site:partial_radiation", r"(?:focal|palliative|localized|local|limited[- ]field|limited) (?:palliative )?(?:radiation|radiotherapy)(?: therapy)?", r"cranial (?:radiation|irradiation|radiotherapy)", r"craniospinal (?:radiation|irradiation)", named=True),
    _t(Kind.PRIOR_THERAPY, _BIOLOGIC, r"biologics\b", r"biologic(?:al)? (?:therap(?:y|ies)|agents?|treatments?)", r"immuno-?\s?therap(?:y|ies)(?: agents?)?", r"immunotherapeutic agents?"),
    _t(Kind.PRIOR_THERAPY, "modality:monoclonal_antibody|modality:antibody_drug_conjugate|modality:bispecific_antibody", r"monoclonal antibod(?:y|ies)(?: therap(?:y|ies)| treatments?)?", r"antibody[- ](?:based )?(?:therap(?:y|ies)|treatments?)", r"therapeutic antibod(?:y|ies)", r"mabs?\b"),
    _t(Kind.PRIOR_THERAPY, "modality:antibody_drug_conjugate", r"antibody[- ]drug conjugates?", r"adcs?\b", r"immunoconjugates?"),
    _t(Kind.PRIOR_THERAPY, "modality:bispecific_antibody", r"bi-?\s?specific (?:antibod(?:y|ies)|t[- ]cell engagers?|agents?)", r"bispecifics?\b", r"t[- ]cell engagers?", r"bites?\b(?! (?:block|wound))"),
    _t(Kind.PRIOR_THERAPY, "modality:targeted_small_molecule", r"targeted (?:small[- ]molecules?|therap(?:y|ies)|agents?|drugs?)", r"small[- ]molecules?(?: (?:inhibitors?|targeted agents?|therap(?:y|ies)|agents?))?", r"molecular(?:ly)? targeted (?:therap(?:y|ies)|agents?)"),
    _t(Kind.PRIOR_THERAPY, "class:tyrosine kinase inhibitor|class:STAMP inhibitor", r"tyrosine kinase inhibitors?(?: \(tkis?\))?", r"tkis?\b", r"bcr-abl (?:tyrosine kinase )?inhibitors?"),
    _t(Kind.PRIOR_THERAPY, "class:BTK inhibitor|class:BTK inhibitor (non-covalent)", r"btk inhibitors?", r"btki?s?\b(?= (?:inhibitor|therap|treat|expos))?", r"bruton'?s? tyrosine kinase(?: \(btk\))? inhibitors?", r"btk (?:therap(?:y|ies))"),
    _t(Kind.PRIOR_THERAPY, "class:BCL-2 inhibitor|class:BCL-2/BCL-XL inhibitor", r"bcl-?2 inhibitors?"),
    _t(Kind.PRIOR_THERAPY, "class:proteasome inhibitor", r"proteasome inhibitors?(?: \(pis?\))?"),
    _t(Kind.PRIOR_THERAPY, "class:IMiD|class:CELMoD", r"immunomodulatory (?:drugs?|agents?|imide drugs?)(?: \(imids?\))?", r"imids?\b"),
    _t(Kind.PRIOR_THERAPY, "class:FLT3 inhibitor", r"flt3 inhibitors?"),
    _t(Kind.PRIOR_THERAPY, "class:IDH inhibitor", r"idh1?(?:/2|/idh2)?2? inhibitors?"),
    _t(Kind.PRIOR_THERAPY, "class:JAK inhibitor", r"jak[12]?(?:/2)? inhibitors?"),
    _t(Kind.PRIOR_THERAPY, "class:menin inhibitor", r"menin inhibitors?"),
    _t(Kind.PRIOR_THERAPY, "class:PI3K inhibitor", r"pi3k inhibitors?"),
    _t(Kind.PRIOR_THERAPY, "class:hypomethylating agent", r"hypomethylating agents?(?: \(hmas?\))?", r"hmas?\b", r"hma-based (?:therapy|induction)"),
    _t(Kind.PRIOR_THERAPY, "class:alkylating agent|class:alkylating agent (nitrosourea)", r"alkylating agents?", r"alkylators?"),
    _t(Kind.PRIOR_THERAPY, "class:alkylating agent (nitrosourea)", r"nitrosoureas?"),
    _t(Kind.PRIOR_THERAPY, "class:anthracycline|class:anthracenedione", r"anthracyclines?"),
    _t(Kind.PRIOR_THERAPY, "modality:checkpoint_inhibitor", r"(?:immune )?checkpoint (?:inhibitors?|blockers?|blockade)", r"immune checkpoint (?:inhibitors?|blockers?|blockade)", r"(?:anti-?)?pd-?l?1(?:/pd-?l1)? (?:inhibitors?|antibod(?:y|ies)|therap(?:y|ies)|blockade)", r"anti-pd-?l?1(?:/pd-?l1)?(?: (?:antibod(?:y|ies)|therap(?:y|ies)|agents?))?", r"ctla-?4 (?:inhibitors?|antibod\w+)", r"ici\b"),
    _t(Kind.PRIOR_THERAPY, "drug:asparaginase-e-coli-native|drug:pegaspargase|drug:calaspargase-pegol|drug:asparaginase-erwinia-recombinant|drug:asparaginase-erwinia-native", r"(?:peg-?)?asparaginase", r"peg-?asparaginase", r"pegylated asparaginase"),
    _t(Kind.PRIOR_THERAPY, "drug:antithymocyte-globulin", r"anti-?\s?thymocyte globulin(?: \(atg\))?", r"atg\b"),
    _t(Kind.PRIOR_THERAPY, "drug:interferon-alfa", r"interferons?(?:[- ]alph?fa)?"),
    _t(Kind.TRIAL, "modality:investigational", rf"investigational (?:medicinal |new |study |anti-?\s?cancer |antineoplastic )*(?:{_AGENT}|devices?|procedures?|compounds?|biologics?|vaccines?)(?: \(imps?\))?", rf"experimental (?:{_AGENT}|devices?)", r"investigational\b", r"study (?:drug|agent|medication)s? of another", r"unapproved (?:drugs?|agents?)", rf"non-?approved {_AGENT}"),
    _t(Kind.TRIAL, "modality:investigational", r"participat\w+ in (?:an?other|any other|other|an|a) (?:\w+ ){0,3}?(?:clinical )?(?:trials?|stud(?:y|ies)|protocols?)(?: with (?:an )?(?:investigational|experimental) \w+)?", r"enroll?ed in (?:an?other|any other) (?:\w+ ){0,2}?(?:trial|study)", named=True),
    _t(
        Kind.PRIOR_THERAPY, "modality:any_anticancer",
        rf"anti-?\s?cancer {_AGENT}", rf"anti-?\s?neoplastic {_AGENT}", rf"anti-?\s?tumou?r {_AGENT}", rf"anti-?\s?leuk[a]?emi[ac] {_AGENT}", rf"anti-?\s?lymphoma {_AGENT}", rf"anti-?\s?myeloma {_AGENT}", rf"cancer[- ](?:directed )?{_AGENT}", rf"systemic (?:anti-?\s?(?:cancer|leuk[a]?emi[ac]|lymphoma|neoplastic|tumou?r|myeloma) )?{_AGENT}",
        rf"leukemia[- ](?:directed|specific) {_AGENT}", rf"disease[- ](?:directed|specific) {_AGENT}", rf"anti-?\s?malignancy {_AGENT}", r"antineoplastics?\b", rf"myeloma[- ](?:directed )?{_AGENT}", rf"lymphoma[- ](?:directed )?{_AGENT}", r"standard (?:anti-?cancer )?(?:therap(?:y|ies)|treatments?)", r"salvage (?:therap(?:y|ies)|regimens?)", r"induction (?:therap(?:y|ies)|regimens?|chemotherapy)",
    ),
    _t(Kind.SURGERY, "modality:surgery", r"major surger(?:y|ies)", r"major surgical (?:procedures?|interventions?)", r"surger(?:y|ies)\b", r"surgical (?:procedures?|interventions?)", r"major (?:operations?|procedures?)", r"open biops(?:y|ies)", r"significant traumatic injur(?:y|ies)"),
    _t(Kind.IMMUNOSUPPRESSION, "modality:steroid", r"(?:cortico-?)steroids?(?: (?:therap(?:y|ies)|treatments?|medications?))?", r"steroids?(?: (?:therap(?:y|ies)|treatments?|medications?))?", r"systemic (?:cortico-?|glucocortico-?)?(?:steroids?|glucocorticoids?)(?: (?:therap(?:y|ies)|treatments?|medications?|use))?", r"glucocortico(?:ids?|steroids?)(?: (?:therap(?:y|ies)|treatments?))?", r"prednis(?:olo)?ne(?: or equivalent)?"),
    _t(Kind.IMMUNOSUPPRESSION, "route:topical_steroid", r"(?:topical|inhaled|intranasal|nasal|ophthalmic|intra-?articular|local)(?:,? (?:and|or|and/or|/)? ?(?:topical|inhaled|intranasal|nasal|ophthalmic|intra-?articular|local))*,? (?:cortico-?)?steroids?", r"inhaled (?:(?:and|or|and/or) topical )?(?:cortico)?steroids?", named=True),
    _t(Kind.IMMUNOSUPPRESSION, "modality:immunosuppressant|modality:steroid", rf"immun[oe]?-?\s?suppress(?:ive|ant|ing|ion)s?(?: (?:{_AGENT}))?(?: \(ist?\))?", rf"systemic immun[oe]?-?\s?suppress(?:ive|ant|ing|ion)s?(?: {_AGENT})?", rf"immune[- ]suppress(?:ive|ant|ing|ion)s?(?: {_AGENT})?"),
    _t(Kind.IMMUNOSUPPRESSION, "class:calcineurin inhibitor", r"calcineurin inhibitors?"),
    _t(Kind.MEDICATION, "modality:growth_factor", r"(?:h[a]?ematopoietic |myeloid |colony[- ]stimulating |granulocyte )*growth[- ]factors?", r"growth factor (?:support|supplementation)", r"hematopoietic growth factors?(?: support)?", r"myeloid growth factors?(?: support)?", r"g-?csfs?\b(?: support)?", r"gm-?csfs?\b", r"colony[- ]stimulating factors?(?: support)?", r"granulocyte[- ]colony[- ]stimulating factors?(?: \(g-?csf\))?(?: support)?", r"granulocyte[- ]?(?:macrophage)?[- ]colony[- ]stimulating factors?", r"granulocyte- and granulocyte/macrophage colony stimulating factor"),
    _t(Kind.MEDICATION, "drug:epoetin-alfa", r"erythropoietin", r"esas?\b", r"erythropoiesis[- ]stimulating agents?"),
    _t(Kind.TRANSFUSION, "product:platelets", r"platelet transfusions?(?: support)?", r"transfusion of platelets", r"platelet support"),
    _t(Kind.TRANSFUSION, "product:red_cells", r"(?:red blood cell|rbc|red cell|prbc|packed red blood cell) transfusions?(?: support)?", r"rbc transfusions?", r"prbc transfusions?", r"packed red (?:blood )?cell transfusions?"),
    _t(Kind.TRANSFUSION, "product:platelets|product:red_cells", r"(?:blood )?transfusions?(?: support)?", r"blood transfusions?", r"transfusion support", r"blood products?(?: transfusions?| support)?"),
    _t(Kind.VACCINE, "vaccine:live", r"live(?:[- ](?:attenuated|virus|viral|or attenuated|or live[- ]attenuated))*,? ?(?:attenuated )?(?:virus )?vaccin(?:es?|ations?)", r"live[- ]attenuated vaccines?", r"live[- ]virus vaccines?", r"vaccin(?:es?|ations?) with live (?:attenuated )?virus(?:es)?"),
    _t(Kind.VACCINE, "vaccine:any", r"vaccin(?:es?|ations?)\b", r"immuni[sz]ations?"),
    _t(Kind.MEDICATION, "interaction:cyp3a", r"(?:moderate or strong |strong or moderate |strong |potent )?(?:cyp|cytochrome)", r"cyp ?3a4?(?:/5)? (?:inhibitors?|inducers?)(?:(?: or |/| and )(?:inhibitors?|inducers?))?", r"strong cyp ?3a4? (?:inhibitors?|inducers?)(?:(?: or |/| and )(?:inhibitors?|inducers?))?", named=True),
    _t(Kind.MEDICATION, "class:antibiotic", r"(?:systemic |iv |intravenous |parenteral |oral )*(?:antibiotics?|antimicrobials?)", r"anti-?microbials?(?: therap(?:y|ies))?", r"systemic antibiotics?", named=True),
)  # fmt: skip

STATES: Final = (
    _t(Kind.DISEASE_STATUS, "status:relapsed|status:refractory", r"relapsed?(?:d)?\s*(?:/|or|and/or|and|,)\s*(?:and/or |or )?refractory", r"refractory\s*(?:/|or|and/or|and)\s*(?:relapsed?|recurrent)", r"relapsed?[- ]?/[- ]?refractory", r"r/r\b", r"recurrent\s*(?:/|or|and/or|and)\s*refractory", r"refractory or recurrent", r"relapse or refractory", r"relapsed \(or refractory\)", r"rr\b(?= (?:all|aml|mm|dlbcl|b|t))"),
    _t(Kind.DISEASE_STATUS, "status:relapsed", r"relapsed\b", r"recurrent\b", r"in relapse\b", r"recurrence of"),
    _t(Kind.DISEASE_STATUS, "status:refractory", r"refractory\b(?! to\b)", r"primary refractory", r"primary induction failure", r"induction failure"),
    _t(Kind.DISEASE_STATUS, "status:untreated", r"newly[- ]diagnosed", r"previously[- ]untreated", r"treatment[- ]na[i]?ve", r"de novo\b", r"untreated\b(?= (?:all|aml|mds|leuk|lymph|myel|cll|mm|dlbcl))"),
    _t(Kind.DISEASE_STATUS, "status:remission", r"(?:complete |first |second |morphologic(?:al)? )*remission", r"complete (?:hematologic |morphologic )?(?:remission|response)(?: \(cr\))?", r"in cr\b", r"cr[12i]?\b(?= (?:or|with|and|by))"),
    _t(Kind.DISEASE_STATUS, "status:mrd_positive", r"mrd[- ]?(?:positive|positivity|\+)", r"(?:minimal|measurable) residual disease(?: \(mrd\))?[- ]positiv(?:e|ity)", r"measurable residual disease(?: \(mrd\))?[- ]positiv(?:e|ity)", r"persistent (?:or relapsed )?(?:minimal residual disease|mrd)(?: \(mrd\))?", r"quantifiable mrd(?: load)?", r"detectable (?:mrd|minimal residual disease)", r"positive mrd\b"),
    _t(Kind.DISEASE_STATUS, "status:mrd_negative", r"mrd[- ]?negativ(?:e|ity)", r"undetectable mrd\b", r"negative mrd\b"),
    _t(Kind.DISEASE_STATUS, "status:progression", r"disease progression", r"progressive disease(?: \(pd\))?"),
    _t(Kind.SEX, "sex:female", r"females?\b(?! partners?)", r"women\b", r"woman\b", r"girls?\b"),
    _t(Kind.SEX, "sex:male", r"males?\b", r"men\b", r"man\b", r"boys?\b"),
    _t(Kind.SEX, "sex:female|sex:male", r"male (?:or|and|/|and/or) female", r"female (?:or|and|/|and/or) male", r"men (?:or|and|/|and/or) women", r"women (?:or|and|/|and/or) men", r"males (?:or|and|/|and/or) females", r"both (?:sexes|genders)", r"(?:either|any) (?:sex|gender)", r"any (?:sex|gender)", r"all genders?", r"boys and girls"),
)  # fmt: skip

VIRUSES: Final = (
    _t(Kind.HIV, "virus:hiv", r"hiv(?:[- ]?(?:1|2|i|ii))?(?:/2| or -?2| and -?2| and/or 2| or hiv-2)?\b(?:[- ](?:virus|infection|infected|seropositivity|ab|antibod(?:y|ies)|disease))*", r"human immun[oe]-?deficiency virus(?:es)?(?: \(hiv\))?(?: infection| type [12])?", r"aids\b", r"acquired immun[oe]-?\s?deficiency syndrome(?: \(aids\))?"),
    _t(Kind.HBV, "virus:hbv", rf"{_HBV}(?: infections?| virus)?", r"hbv\b(?: infections?)?", r"hep b\b(?: infections?)?"),
    _t(Kind.HCV, "virus:hcv", r"hepatitis c(?: virus)?(?: \(hcv\)| \(hep c\))?(?: infections?)?", r"hcv\b(?: infections?)?", r"hep c\b(?: infections?)?"),
    _t(Kind.HBV, "virus:hbv|virus:hcv", r"hepatitis b(?: virus)?(?: \(hbv\))?(?:,? ?(?:or|and/or|and|/) ?)(?:hepatitis )?c(?: virus)?(?: \(hcv\))?(?: infections?)?", r"hbv(?: ?(?:or|and/or|and|/) ?)hcv\b(?: infections?)?", r"hepatitis \(including hepatitis b and c\)"),
    _t(Kind.HBV, "virus:hav|virus:hbv|virus:hcv", r"hepatitis a,? b,? (?:or|and|and/or) c\b", r"viral hepatitis", r"hepatitis a, b or c"),
    _t(Kind.HBV, "test:hbsag", r"hepatitis b surface antigen(?: \(hbsag\))?", r"hbs ?-?ag\b", r"hbsag\b"),
    _t(Kind.HBV, "test:anti-hbc", r"hepatitis b (?:virus )?core antibod(?:y|ies)(?: \(?(?:anti-?hbc|hbcab)\)?)?", r"anti-?hbc\b", r"hbc ?ab\b", r"hbcab\b"),
    _t(Kind.HBV, "test:hbv-dna", r"hbv[- ]dna\b", r"hepatitis b (?:virus )?(?:dna|viral load|pcr)", r"hepatitis b polymerase chain reaction(?: \(pcr\))?"),
    _t(Kind.HCV, "test:anti-hcv", r"hepatitis c (?:virus )?antibod(?:y|ies)(?: \(?(?:anti-?hcv|hcvab)\)?)?", r"anti[- ]?hcv\b", r"hcv ?(?:ab|antibod(?:y|ies))\b"),
    _t(Kind.HCV, "test:hcv-rna", r"hcv[- ]rna\b", r"hepatitis c (?:virus )?(?:rna|viral load|pcr|ribonucleic acid(?: \(rna\))?)"),
    _t(Kind.INFECTION, "virus:htlv", r"htlv(?:-?(?:1|2|i|ii))?(?:/2| or -2| and -2)?\b"),
    _t(Kind.INFECTION, "virus:covid", r"covid-?\s?19(?: infection)?", r"sars-cov-?2(?: infection)?"),
    _t(Kind.INFECTION, "virus:tuberculosis", r"(?:active |latent )?tuberculosis", r"tb\b"),
    _t(Kind.INFECTION, "virus:syphilis", r"syphilis", r"treponema pallidum"),
    _t(Kind.INFECTION, "virus:cmv", r"cmv\b(?: infections?| vir[a]?emia)?", r"cytomegalovirus(?: infections?)?"),
    _t(Kind.INFECTION, "virus:ebv", r"ebv\b(?: infections?| vir[a]?emia)?", r"epstein[- ]barr(?: virus)?(?: infections?)?"),
    _t(
        Kind.INFECTION, "",
        r"infections?\b", r"infectious (?:disease|process)(?:es)?", r"(?:bacterial|fungal|viral|parasitic|mycobacterial|systemic|opportunistic|other)(?:,? ?(?:and/or|or|and|/)? ?(?:bacterial|fungal|viral|parasitic|mycobacterial|protozoal|systemic|other))*,? (?:\w+ )?infections?",
        r"fungal(?:,? ?(?:and/or|or|and|/)? ?(?:bacterial|fungal|viral|parasitic|mycobacterial|protozoal|systemic|other))*,? infections?", r"viral(?:,? ?(?:and/or|or|and|/)? ?(?:bacterial|fungal|viral|parasitic|other))*,? infections?", r"systemic (?:bacterial|fungal|viral)(?:,? ?(?:and/or|or|and|/)? ?(?:bacterial|fungal|viral|other))* infections?",
        r"sepsis", r"septic[a]?emia", r"bacter[a]?emia", r"systemic infections?",
    ),
)  # fmt: skip

CONDITION_WORDS: Final = (
    _t(Kind.GVHD, "", _GVHD, r"graft[- ]*(?:versus|vs\.?|v\.?|against)[- ]*(?:the[- ])?host[- ]*(?:diseases?)?(?: \(c?a?gvhd\))?", r"[ac]gvhd\b", r"cgvhd\b"),
    _t(
        Kind.CNS, "",
        r"cns (?:involvement|disease|leuk[a]?emia|lymphoma|metastas[ei]s|relapse|malignancy|tumou?rs?|lesions?|positive|positivity)(?: (?:of|by|with|from) (?:the |their )?(?:leuk[a]?emia|lymphoma|disease|malignancy|myeloma|wm|all|aml|underlying \w+|leukemia or lymphoma))?", r"central nervous system(?: \(cns\))? (?:involvement|disease|leuk[a]?emia|lymphoma|metastas[ei]s|relapse|malignancy)(?: (?:of|by|with|from) (?:the )?(?:leuk[a]?emia|lymphoma|disease|malignancy))?",
        r"leptomeningeal (?:disease|involvement|metastas[ei]s)", r"meningeal (?:disease|involvement|leuk[a]?emia|metastas[ei]s)", r"brain metastas[ei]s", r"cns[- ]?3(?: disease)?\b", r"cns[- ]?2(?: disease)?\b", r"cns grade 3", r"leuk[a]?emic meningitis",
        r"involvement of the (?:cns|central nervous system)",
    ),
    _t(Kind.CNS, "condition:cns_other", r"cns (?:pathology|disorders?|conditions?|abnormalit(?:y|ies))", r"central nervous system(?: \(cns\))? (?:disorders?|pathology|conditions?|toxicity)", r"non-?malignant cns disease", r"neurologic(?:al)? (?:symptoms?|disorders?|disease|conditions?)"),
    _t(Kind.PREGNANCY, "", r"pregnan(?:t|cy|cies)\b(?! tests?)", r"gravid\b"),
    _t(Kind.BREASTFEEDING, "", r"breast[- ]?feed(?:ing|s)?\b", r"lactating\b", r"lactation", r"nursing\b(?! home)"),
    _t(Kind.PREGNANCY, "test:hcg", r"(?:serum or urine |urine or serum |serum |urine |blood )*(?:beta[- ]?)?(?:hcg|human chorionic)", r"beta[- ]hcg(?: tests?)?", r"b-hcg(?: tests?)?", r"hcg\b(?: tests?)?", r"beta human chorionic gonadotropin(?: \(b-hcg\))?(?: pregnancy tests?)?(?: results?)?", r"(?:serum|urine|blood) pregnancy tests?", r"urine pregnancy tests?"),
    _t(Kind.SECOND_MALIGNANCY, "", r"(?:other|another|second|secondary|additional|prior|previous|concurrent|different|active|invasive|primary) (?:\w+ ){0,3}?(?:malignan(?:cy|cies)|cancers?|neoplasms?|tumou?rs?)", r"another (?:primary |active |invasive |prior |concurrent )*(?:malignan(?:cy|cies)|cancers?)", r"second(?:ary)? (?:primary |active )*malignan(?:cy|cies)", r"malignan(?:cy|cies) other than (?:the )?(?:disease under study|\w+ ?\w*)", r"non-?h[a]?ematologic(?:al)? malignan(?:cy|cies)", r"concurrent malignan(?:cy|cies)", r"other types of malignant tumou?rs?", r"additional malignan(?:cy|cies)", r"prior malignan(?:cy|cies)", r"previous malignan(?:cy|cies)", r"active malignan(?:cy|cies)(?: other than (?:the )?disease under study)?", r"malignant tumou?rs?"),
    _t(Kind.SECOND_MALIGNANCY, "condition:skin_or_in_situ", r"non-?\s?melanoma(?:tous)? skin cancers?", r"basal cell (?:or squamous cell )?(?:skin )?(?:carcinomas?|cancers?)(?: of the skin)?", r"squamous cell (?:skin )?(?:carcinomas?|cancers?)(?: of the skin)?", r"carcinomas?[- ]in[- ]situ(?: of the (?:cervix|breast|bladder|skin|uterine cervix))?", r"in situ carcinomas?(?: of the (?:cervix|breast|bladder))?", r"cervical carcinoma in situ", r"basal cell or squamous cell skin cancer"),
    _t(Kind.CONSENT, "", r"(?:written |signed |voluntary |documented )*informed consent", r"written (?:informed )?consent", r"consent forms?", r"assent\b", r"signed (?:informed )?consent"),
    _t(Kind.DONOR, "", r"(?:suitable |available |hla[- ]matched |matched related |related |unrelated |eligible )*donors?\b"),
    _c("gilbert", r"gilbert'?s?(?: (?:syndrome|disease))?"),
    _c("liver_involvement", r"(?:documented )?liver (?:involvement|metastas[ei]s|infiltration)", r"hepatic (?:involvement|metastas[ei]s|infiltration)", r"involvement of the liver"),
    _c("hemolysis", r"hemolysis", r"hemolytic an[a]?emia"),
    _c("marrow_involvement", r"bone marrow (?:involvement|infiltration|disease)", r"marrow (?:involvement|infiltration)"),
    _c("disease_involvement", r"(?:disease|leuk[a]?emi[ac]|lymphoma|tumou?r) (?:involvement|infiltration)", r"leuk[a]?emi[ac] (?:involvement|infiltration)", r"lymphoma(?:tous)? (?:involvement|infiltration)", r"underlying (?:disease|malignancy|leuk[a]?emia|lymphoma)"),
    _c("organ_transplant", r"(?:solid )?organ transplant(?:ation)?s?", r"solid organ transplant(?:ation)?s?"),
    _c("myocardial_infarction", r"myocardial infarctions?(?: \(mi\))?", r"heart attacks?", r"mi\b", kind=Kind.CARDIAC),
    _c("angina", r"(?:unstable )?angina(?: pectoris)?", r"unstable angina(?: pectoris)?", kind=Kind.CARDIAC),
    _c("heart_failure", r"(?:congestive )?(?:heart|cardiac) failure(?: \(chf\))?", r"congestive (?:heart|cardiac) failure(?: \(chf\))?", r"chf\b", r"cardiac failure", kind=Kind.CARDIAC),
    _c("arrhythmia", r"(?:cardiac |ventricular |atrial )?arrh?ythmias?", r"cardiac arrh?ythmias?", r"ventricular arrh?ythmias?", r"atrial fibrillation", r"severe arrhythmia", kind=Kind.CARDIAC),
    _c("long_qt", r"(?:congenital )?long qt(?: syndrome)?", r"congenital long qt(?: syndrome)?", r"prolonged qtc?(?: interval)?", r"qtc? prolongation", kind=Kind.CARDIAC),
    _c("cardiac_revascularization", r"(?:coronary |cardiac )?(?:angioplasty|stenting|revasculari[sz]ation|bypass)", r"cardiac angioplasty(?: or stenting)?", r"revasculari[sz]ation", r"coronary (?:artery )?(?:bypass|stent\w*|angioplasty)(?: graft\w*)?", kind=Kind.CARDIAC),
    _c("heart_disease", r"cardiac disease", r"cardiovascular disease", r"heart disease", r"cardiac conditions?", r"cardiomyopath(?:y|ies)", kind=Kind.CARDIAC),
    _c("stroke", r"strokes?\b", r"cerebrovascular (?:accidents?|events?)(?: \(cva\))?", r"transient isch[a]?emic attacks?(?: \(tia\))?", r"tia\b", r"cva\b"),
    _c("thromboembolism", r"(?:venous )?thrombo-?\s?embolism", r"venous thrombo-?\s?embolism", r"deep ve(?:in|nous) thrombosis(?: \(dvt\))?", r"dvt\b", r"pulmonary embol(?:ism|us)(?: \(pe\))?", r"venous thrombosis", r"thrombosis", r"thromboembolic (?:events?|disease)"),
    _c("line_thrombosis", r"line-?associated (?:dvt|thrombosis)(?: of the upper extremity)?", r"catheter[- ](?:related|associated) (?:dvt|thrombosis)"),
    _c("seizure", r"seizures?(?: disorders?)?", r"epilepsy", r"convulsions?"),
    _c("dementia", r"dementia"),
    _c("cerebellar", r"cerebellar disease"),
    _c("cns_vasculitis", r"cns vasculitis", r"neurodegenerative disease"),
    _c("cerebrovascular", r"cerebrovascular isch[a]?emia(?:/hemorrhage)?", r"intracranial hemorrhage"),
    _c("intracranial_hypertension", r"intracranial hypertension"),
    _c("autoimmune", r"auto-?\s?immune (?:disease|disorder|condition)s?"),
    _c("rheumatoid_arthritis", r"rheumatoid arthritis"),
    _c("immunodeficiency", r"(?:primary )?immuno-?\s?deficienc(?:y|ies)(?: (?:syndromes?|disorders?))?", r"primary immuno-?\s?deficiency(?: (?:syndromes?|disorders?))?"),
    _c("pancreatitis", r"pancreatitis"),
    _c("diabetes", r"diabetes(?: mellitus)?"),
    _c("hypertension", r"hypertension\b"),
    _c("hypertriglyceridemia", r"hypertriglycerid[a]?emia"),
    _c("dic", r"(?:disseminated|diffuse) intravascular coagulation(?: \(dic\))?", r"diffuse intravascular coagulation", r"dic\b"),
    _c("respiratory_failure", r"respiratory failure"),
    _c("malabsorption", r"malabsorption(?: syndrome)?"),
    _c("cirrhosis", r"cirrhosis"),
    _c("liver_disease", r"(?:chronic )?liver disease", r"chronic liver disease"),
    _c("bleeding", r"(?:active )?bleeding", r"hemorrhage"),
    _c("neuropathy", r"(?:peripheral )?neuropathy", r"peripheral neuropathy"),
    _c("hyperleukocytosis", r"hyperleu[ck]ocytosis"),
    _c("vod", r"veno-?occlusive disease(?: \(vod\))?", r"sinusoidal obstruction syndrome"),
    _c("crs", r"cytokine release syndrome(?: \(crs\))?", r"crs\b"),
    _c("substance_abuse", r"(?:alcohol|drug|substance)(?: (?:or|and|and/or|/) ?(?:alcohol|drug|substance))* abuse", r"drug (?:or alcohol )?abuse", r"substance abuse"),
    _c("extramedullary", r"extra-?medullary (?:disease|involvement|leuk[a]?emia)"),
    _c("isolated_extramedullary", r"isolated extra-?medullary (?:disease|relapse|involvement)"),
)  # fmt: skip

CONDITIONS: Final = frozenset(
    id_.removeprefix("condition:")
    for words in CONDITION_WORDS
    for id_ in words.ids
    if id_.startswith("condition:")
)
