"""What the parts of a case are called where a copy is made, and what goes with each."""

from app.ui.words import translate


def part_words(key: str) -> tuple[str, str]:
    """Return the name of a part of `app.usecases.share_copy.PARTS`, and what it holds."""
    return {
        "history": (
            translate("Share", "Treatment history"),
            translate("Share", "Diagnosis, treatments, markers and genes, other problems"),
        ),
        "labs": (
            translate("Share", "Labs and tests"),
            translate("Share", "Blood counts, viruses, heart and lungs, weight"),
        ),
        "medicines": (
            translate("Share", "Medicines and allergies"),
            translate("Share", "Vaccines too"),
        ),
        "documents": (
            translate("Share", "Documents"),
            translate("Share", "Reports and letters with their files"),
        ),
        "trials": (
            translate("Share", "Trials"),
            translate("Share", "Saved trials, contacts, answers"),
        ),
        "access": (
            translate("Share", "Access pathways"),
            translate("Share", "Steps and their dates"),
        ),
        "visits": (
            translate("Share", "Appointments and questions"),
            translate("Share", "Answers, decisions, next steps"),
        ),
        "care_team": (
            translate("Share", "Care team"),
            translate("Share", "Names and phone numbers"),
        ),
        "notes": (
            translate("Share", "Personal notes"),
            translate("Share", "Notes, values and wishes"),
        ),
        "identity": (
            translate("Share", "Numbers and addresses"),
            translate("Share", "Hospital number, insurance, home, guardians"),
        ),
    }[key]
