"""LOINC codes of the laboratory values and body measures that the program knows by name.

Only codes whose meaning is that of the value in `labs.csv` stand here: the specimen is the same,
and a code for another property (a fraction in place of a count) is not taken. Any other code leaves
the decision to the name.

LOINC codes and names are copyright Regenstrief Institute, free of charge under the LOINC licence.
"""

from types import MappingProxyType

_LABS = {
    "wbc": "6690-2 26464-8 804-5 49498-9",
    "anc": "751-8 26499-4 753-4",
    "alc": "731-0 26474-7 732-8",
    "amc": "742-7 26484-6 743-5",
    "aec": "711-2 26449-9 712-0",
    "blasts-pb": "26446-5 709-6 708-8 30376-8",
    "hgb": "718-7 20509-6 30313-1 30350-3 59260-0",
    "hct": "4544-3 20570-8 4545-0 48703-3",
    "mcv": "787-2 30428-7",
    "plt": "777-3 26515-7 778-1 49497-1",
    "retic": "17849-1 4679-7 31112-6",
    "creatinine": "2160-0 38483-4 14682-9 77140-2",
    "crcl": "2164-2 35591-7",
    "egfr": "33914-3 62238-1 98979-8 69405-9 77147-7 48642-3 48643-1 88293-6 88294-4 50044-7",
    "bun": "3094-0 6299-2",
    "uric-acid": "3084-1",
    "alt": "1742-6 1743-4 1744-2",
    "ast": "1920-8 30239-8 88112-8",
    "alp": "6768-6",
    "ggt": "2324-2",
    "tbili": "1975-2 14631-6 77137-8",
    "dbili": "1968-7 15152-2",
    "albumin": "1751-7 61151-7 61152-5",
    "tprot": "2885-2",
    "ldh": "2532-0 14804-9 14805-6",
    "na": "2951-2 2947-0",
    "k": "2823-3 6298-4",
    "cl": "2075-0 2069-3",
    "hco3": "1963-8 2028-9 20565-8",
    "ca": "17861-6 49765-1",
    "mg": "19123-9",
    "phos": "2777-1",
    "glucose": "2345-7 2339-0",
    "hba1c": "4548-4 17856-6",
    "lipase": "3040-3",
    "amylase": "1798-8",
    "triglycerides": "2571-8",
    "inr": "6301-6",
    "pt": "5902-2",
    "aptt": "14979-9",
    "fibrinogen": "3255-7",
    "ddimer": "48065-7",
    "crp": "1988-5 30522-7",
    "ferritin": "2276-4 20567-4 24373-3",
    "il6": "26881-3",
    "procalcitonin": "33959-8",
    "igg": "2465-3",
    "b2m": "1952-1",
    "tsh": "3016-3 11580-8",
    "hbsag": "5195-3 5196-1",
    "anti-hbc": "16933-4 13952-7",
    "anti-hcv": "16128-1 13955-0",
    "bm-blasts": "11150-0",
    "ammonia": "16362-6",
    "troponin": "67151-1 6598-7",
    "ntprobnp": "33762-6",
    "tacro-level": "11253-2",
    "mtx-level": "14836-1",
    "vori-level": "38370-3",
    "vitd": "62292-8 1989-3",
    "hbv-dna": "29615-2",
    "hcv-rna": "11011-4",
    "hiv": "56888-1",
    "cmv-pcr": "72493-0 34720-3",
    "ebv-pcr": "43730-1",
    "hcg": "2118-8",
    "cd3": "8122-4",
    "cd4": "24467-3",
    "cd19": "8116-6",
    "kappa": "36916-5",
    "lambda": "33944-0",
    "flc-ratio": "48378-4",
    "bcr-abl1-transcripts": "69380-4",
    "qtc": "8634-8",
    "lvef": "10230-1 8806-2",
    "spo2": "59408-5 2708-6",
}
LAB_BY_LOINC = MappingProxyType(
    {code: lab for lab, codes in _LABS.items() for code in codes.split()}
)
"""Laboratory value (id in labs.csv) by LOINC code."""

VITAL_BY_LOINC = MappingProxyType(
    {
        "8302-2": "height_cm",
        "3137-7": "height_cm",
        "8306-3": "height_cm",
        "29463-7": "weight_kg",
        "3141-9": "weight_kg",
        "3142-7": "weight_kg",
        "8335-2": "weight_kg",
        "8310-5": "temperature_celsius",
        "8331-1": "temperature_celsius",
        "8333-7": "temperature_celsius",
        "8867-4": "pulse",
        "8480-6": "systolic",
        "8462-4": "diastolic",
        "59408-5": "spo2",
        "2708-6": "spo2",
    }
)
"""Field of `VitalSigns` by LOINC code; `spo2` is one only on room air."""

NAMES = MappingProxyType(
    {
        "9279-1": "Respiratory rate",
        "39156-5": "Body mass index",
        "8277-6": "Body surface area",
        "3140-1": "Body surface area",
        "3150-0": "Inhaled oxygen concentration",
        "3151-8": "Inhaled oxygen flow rate",
        "8287-5": "Head circumference",
        "59408-5": "Oxygen saturation",
        "2708-6": "Oxygen saturation",
    }
)
"""Plain names of measures that records often give by their code alone."""

BLOOD_PRESSURE = frozenset({"85354-9", "55284-4", "35094-2", "55417-0"})
INHALED_OXYGEN = frozenset({"3151-8", "3150-0", "19994-3"})
PANELS_OF_VITALS = frozenset({"8716-3", "85353-1"})
GENETIC_VARIANT = "69548-6"

# Document types, and the sections of a record.
DOCUMENT_TYPES = MappingProxyType(
    {
        "11526-1": "pathology",
        "60568-3": "pathology",
        "22634-0": "pathology",
        "33721-2": "marrow",
        "48807-2": "marrow",
        "51969-4": "genetics",
        "81247-9": "genetics",
        "55233-1": "genetics",
        "34116-4": "other",
        "18748-4": "imaging_report",
        "18726-0": "imaging_report",
        "18842-5": "discharge",
        "28655-9": "discharge",
        "8648-8": "discharge",
        "11488-4": "consult",
        "11502-2": "lab",
        "26436-6": "lab",
        "18723-7": "lab",
        "72134-0": "treatment_summary",
        "59284-0": "consent",
        "64292-6": "consent",
    }
)
"""Code of `document.type` by the LOINC code of a kind of document."""
