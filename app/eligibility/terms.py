"""The fixed terms in which criteria are described: whose, what part, which sense, which kind."""

from enum import StrEnum


class Who(StrEnum):
    """Of whom a requirement speaks; a case can answer for the patient only."""

    PATIENT = "patient"
    DONOR = "donor"
    PARTNER = "partner"  # the patient's sexual partner (contraception)
    CAREGIVER = "caregiver"  # guardian, parent, companion


class Role(StrEnum):
    """What part a criterion plays in its list."""

    RULE = "rule"
    HEADING = "heading"  # introduces the lines below, asks nothing by itself
    ALTERNATIVE = "alternative"  # one of a list of which one is enough: never rules out alone
    EXCEPTION = "exception"  # takes something out of the rule above it
    DEFINITION = "definition"  # explains a word, asks nothing
    PERMISSION = "permission"  # "is allowed", "are eligible": cannot rule anybody out
    NOTE = "note"  # a remark on another line


class Sense(StrEnum):
    """How the statement bears on taking part."""

    MUST_HOLD = "must_hold"  # the statement has to be true of the person
    MUST_NOT_HOLD = "must_not_hold"  # the statement being true keeps the person out
    ASKS_NOTHING = "asks_nothing"  # headings, definitions, permissions: nothing can be decided
    UNCLEAR = "unclear"  # a negated exclusion and the like: never decide


class Kind(StrEnum):
    """Kinds of criterion and of topic. The first block are the names of the annotated sets."""

    DIAGNOSIS = "diagnosis"
    MARKER = "marker"
    PRIOR_THERAPY = "prior_therapy"
    PRIOR_HSCT = "prior_hsct"
    PRIOR_CART = "prior_cart"
    GVHD = "gvhd"
    CNS = "cns"
    HIV = "hiv"
    HBV = "hbv"
    HCV = "hcv"
    INFECTION = "infection"
    PREGNANCY = "pregnancy"
    CONTRACEPTION = "contraception"
    SECOND_MALIGNANCY = "second_malignancy"
    CARDIAC = "cardiac"
    IMMUNOSUPPRESSION = "immunosuppression"
    VACCINE = "vaccine"
    CONSENT = "consent"
    DONOR = "donor"
    # kinds of our own, finer or beyond the annotated ones
    DISEASE_STATUS = "disease_status"  # relapsed, refractory, in remission, newly diagnosed
    PRIOR_LINES = "prior_lines"
    WASHOUT = "washout"
    AGE = "age"
    SEX = "sex"
    WEIGHT = "weight"
    PERFORMANCE = "performance"
    ORGAN_FUNCTION = "organ_function"
    BLOOD_COUNTS = "blood_counts"
    LIFE_EXPECTANCY = "life_expectancy"
    LOGISTICS = "logistics"  # staying near, follow-up, compliance, swallowing pills
    ALLERGY = "allergy"
    MEDICATION = "medication"
    CONDITION = "condition"  # any other illness or finding
    BREASTFEEDING = "breastfeeding"
    SURGERY = "surgery"
    TRIAL = "trial"  # taking part in another study
    TRANSFUSION = "transfusion"
    TOXICITY = "toxicity"


class Per(StrEnum):
    """What a limit is measured in multiples of."""

    ABSOLUTE = "absolute"
    ULN = "xULN"
    LLN = "xLLN"


class Anchor(StrEnum):
    """The day a time window counts from."""

    ENROLMENT = "enrolment"  # enrolment, registration, inclusion, study entry
    CONSENT = "consent"
    SCREENING = "screening"
    START = "start_of_treatment"  # first dose, day 1, start of the study's treatment
    LYMPHODEPLETION = "lymphodepletion"  # start of conditioning before cells
    APHERESIS = "apheresis"
    INFUSION = "infusion"  # infusion of the cells
    TRANSPLANT = "transplant"  # a transplant planned in the study
    NOT_SAID = "not_said"
