"""What kinds of criterion lines name: what they ask for, not what they mention in passing."""

import pytest

from app.eligibility.kinds import kinds
from app.eligibility.plain_text import as_line
from app.eligibility.read_criteria import read_json_line

# Kinds behind a "?" may be named or not: two readers would differ.
_LINES = (
    ("Patients with AML", "diagnosis"),
    ("Patients with leukemia or lymphoma", "diagnosis"),
    ("Patients with other types of leukemia", "diagnosis"),
    ("Patients with lymphoma that requires immediate cytoreductive therapy", "diagnosis"),
    ("Subjects must have relapsed or refractory B-ALL", "diagnosis"),
    (
        "Patient has acute promyelocytic leukemia or leukemia with active CNS involvement",
        "diagnosis,cns",
    ),
    ("Burkitt lymphoma or Burkitt leukemia", "diagnosis"),
    ("Isolated extramedullary relapse", "diagnosis"),
    ("Primary CNS lymphoma", "cns,diagnosis?"),
    ("Active CNS leukemia", "cns"),
    ("Known CNS involvement by lymphoma", "cns"),
    ("Richter's transformation", "diagnosis"),
    ("Total bilirubin ≤ 1.5 x ULN unless due to Gilbert's syndrome or leukemia", ""),
    ("AST and ALT ≤ 3 x ULN (≤ 5 x ULN if liver involvement with lymphoma)", ""),
    ("Platelets ≥ 50 x 10^9/L unless due to marrow involvement by leukemia", ""),
    ("Participation in another interventional study for AML", ""),
    ("Clinically significant coagulopathy unless secondary to AML", ""),
    ("History of another malignancy other than ALL within 3 years", "second_malignancy"),
    ("Active second malignancy other than the leukemia under study", "second_malignancy"),
    ("Prior treatment for leukemia with venetoclax", "prior_therapy"),
    ("Received systemic therapy for CLL within 4 weeks", "prior_therapy"),
    ("Must have received at least two prior lines of therapy for DLBCL", "prior_therapy"),
    ("Received 1 to 2 prior lines of anti-myeloma therapy.", "prior_therapy"),
    ("First-degree relative with leukemia", ""),
    ("Presence of measurable disease per Lugano criteria", "diagnosis"),
    ("Bone marrow with ≥ 5% blasts", "diagnosis?"),
    ("CD19 positive B-ALL by flow cytometry", "diagnosis,marker"),
    ("Confirmed CD22 expression on leukemic blasts", "marker"),
    ("Documented expression of CD7 ≥ 80% on blasts", "marker"),
    ("Patients with t(4;11) KMT2A rearrangement", "marker"),
    ("Philadelphia chromosome positive ALL", "diagnosis,marker"),
    ("Prior CAR-T cell therapy", "prior_cart"),
    ("Prior treatment with any CD19-directed therapy", "prior_therapy"),
    (
        "Prior anti-CD19 CAR T-cell therapy or other gene therapy product",
        "prior_cart,prior_therapy?",
    ),
    ("Received any genetically modified T cell therapy", "prior_cart"),
    ("Previous treatment with genetically engineered lymphocytes", "prior_cart"),
    ("Relapse after CAR-T therapy or allogeneic transplant", "prior_cart,prior_hsct,diagnosis?"),
    ("Prior allogeneic HSCT within 3 months", "prior_hsct"),
    ("Prior DLI within 4 weeks", "prior_hsct?,prior_therapy?"),
    ("Eligible for allogeneic transplant with an available donor", "donor,prior_hsct?"),
    ("Solid organ transplantation", ""),
    (
        "Systemic corticosteroids within 7 days prior to leukapheresis except physiologic "
        "replacement",
        "immunosuppression",
    ),
    ("Steroid washout of at least 3 days before infusion", "immunosuppression"),
    (
        "Use of therapeutic doses of steroids (> 20 mg prednisone) within 72 hours",
        "immunosuppression",
    ),
    ("Requires chronic immunosuppressive therapy for autoimmune disease", "immunosuppression"),
    ("Autoimmune disease requiring systemic immunosuppression within 2 years", "immunosuppression"),
    ("Acute GVHD grade II-IV or chronic GVHD requiring treatment", "gvhd"),
    ("Active GVHD or on calcineurin inhibitors within 4 weeks", "gvhd,immunosuppression"),
    (
        "Chemotherapy within 2 weeks except hydroxyurea, steroids, vincristine or "
        "intrathecal therapy",
        "prior_therapy,immunosuppression?",
    ),
    ("Radiation within 4 weeks of infusion", "prior_therapy"),
    (
        "Women of childbearing potential must use effective contraception during "
        "treatment and for 12 months after last dose of study drug",
        "contraception",
    ),
    ("Men must agree not to donate sperm", "contraception"),
    ("Negative serum pregnancy test within 7 days", "pregnancy"),
    ("Pregnant or nursing women", "pregnancy"),
    ("Signed informed consent", "consent"),
    ("Able to understand and willing to sign a written informed consent document", "consent"),
    ("Parent or guardian able to give permission and child able to assent", "consent"),
    ("Capable of giving signed ICF", "consent"),
    (
        "Participant (or legally authorized representative) must be willing and able to "
        "provide written informed permission",
        "consent",
    ),
    ("Age ≥ 18 years at the time of consent", ""),
    ("Voluntarily agree to participate and sign the ICF", "consent"),
    ("Uncontrolled active infection requiring IV antibiotics", "infection"),
    ("HIV infection", "hiv"),
    ("Active hepatitis B or C infection", "hbv,hcv"),
    ("Known history of HIV, hepatitis B, or hepatitis C", "hiv,hbv,hcv"),
    ("CMV or EBV viremia", "infection"),
    ("COVID-19 positive", "infection"),
    ("Live vaccine within 4 weeks", "vaccine"),
    ("Fever ≥ 38.5 within 48 hours of infusion", "infection?"),
    ("Myocardial infarction within 6 months", "cardiac"),
    ("LVEF ≥ 45% by echocardiogram", "cardiac"),
    ("QTcF > 480 ms", "cardiac"),
    ("Uncontrolled hypertension", ""),
    ("History of stroke or seizure within 6 months", "cns"),
    (
        "Clinically relevant CNS pathology such as epilepsy, seizure, paresis, aphasia, "
        "stroke, severe brain injuries, dementia, Parkinson's disease",
        "cns",
    ),
    ("Concomitant use of strong CYP3A4 inhibitors", ""),
    ("Investigational agent within 28 days or 5 half-lives", "prior_therapy"),
    (
        "Participation in another clinical trial with an investigational product within 30 days",
        "prior_therapy",
    ),
    ("Known hypersensitivity to cyclophosphamide or fludarabine", ""),
    ("Recovery from toxicities of prior therapy to grade ≤1", "prior_therapy"),
    ("Toxicity from previous anticancer therapy that has not resolved to grade 1", "prior_therapy"),
    ("Ineligible for intensive chemotherapy due to age or comorbidity", ""),
    ("Major surgery within 4 weeks", ""),
    ("Adequate bone marrow function without growth factor support within 7 days", ""),
    (
        "Newly diagnosed multiple myeloma eligible for autologous transplant",
        "diagnosis,prior_hsct?",
    ),
    ("Disease progression on or within 60 days of last therapy", "prior_therapy,diagnosis?"),
    ("MRD positive disease after induction therapy", "diagnosis?,prior_therapy?"),
    (
        "Morphologic relapse with ≥5% blasts or MRD relapse after allogeneic HSCT",
        "diagnosis,prior_hsct",
    ),
    ("T-ALL in second or later relapse", "diagnosis"),
    ("Histologically confirmed diagnosis of T-cell lymphoma", "diagnosis"),
    ("Diagnosis of mature B-cell (Burkitt) leukemia", "diagnosis"),
    ("Down syndrome", ""),
    ("History of concurrent malignancy except basal cell carcinoma", "second_malignancy"),
    ("Donor must be ≥ 18 years old and HLA matched", "donor"),
    ("Available HLA-identical sibling donor", "donor"),
    ("Presence of donor-specific antibodies", "donor?"),
    ("Willing to undergo lymphodepleting chemotherapy", ""),
    ("Contraindication to fludarabine or cyclophosphamide", ""),
    ("Prior exposure to blinatumomab within 2 weeks of leukapheresis", "prior_therapy"),
    ("Failed at least one BTK inhibitor", "prior_therapy"),
    (
        "Refractory to or intolerant of two prior tyrosine kinase inhibitors",
        "prior_therapy,diagnosis?",
    ),
    ("Treatment with alemtuzumab or ATG within 6 months", "prior_therapy,immunosuppression?"),
    ("Intrathecal chemotherapy within 1 week", "prior_therapy"),
    (
        "Clinically significant cardiac disease, including arrhythmia not controlled by therapy",
        "cardiac",
    ),
    ("Active CNS disease requiring treatment with intrathecal chemotherapy", "cns"),
)


@pytest.mark.parametrize(("text", "named"), _LINES)
def test_the_kinds_of_a_line(text: str, named: str) -> None:
    wanted = {kind for kind in named.split(",") if kind and not kind.endswith("?")}
    possible = wanted | {kind.rstrip("?") for kind in named.split(",")}
    found = set(read_json_line({"id": "1", "section": "inclusion", "text": text})["tags"])
    assert wanted <= found <= possible


def test_a_line_without_words_has_no_kind() -> None:
    assert kinds(as_line("")) == frozenset()
