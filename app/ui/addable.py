"""Which kinds of entry the Add menus offer, in the order a family needs them."""

from app.case.value_class import value_class
from app.ui.words import translate


@value_class
class Addable:
    """One line of an Add menu: the table it adds to, what it is called, its icon."""

    table: str
    words: str
    icon: str


def addable() -> list[Addable]:
    """Return the kinds of entry, the most frequent first."""
    return [
        Addable("question", translate("Addable", "Question"), "message-circle-question-mark"),
        Addable("appointment", translate("Addable", "Appointment"), "calendar-days"),
        Addable("lab_panel", translate("Addable", "Lab report"), "flask-conical"),
        Addable("medication", translate("Addable", "Medicine"), "pill"),
        Addable("treatment", translate("Addable", "Treatment"), "route"),
        Addable("status_event", translate("Addable", "Disease status"), "activity"),
        Addable("note", translate("Addable", "Note"), "notebook-pen"),
        Addable("document", translate("Addable", "Document"), "file-text"),
        Addable("care_person", translate("Addable", "Person of the care team"), "user-plus"),
        Addable("allergy", translate("Addable", "Allergy"), "shield-alert"),
        Addable("alert", translate("Addable", "Alert for every new doctor"), "triangle-alert"),
    ]
