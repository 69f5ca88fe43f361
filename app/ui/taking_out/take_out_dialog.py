"""In which form everything is taken out of a case."""

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from app.ui.dialog_frame import DialogFrame
from app.ui.labels import make_label
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_12, SPACE_24
from app.ui.words import translate
from app.usecases.take_out import FOLDER, FORMATS


class TakeOutDialog(DialogFrame):
    """After it was accepted, `form` is one of `take_out.FORMATS`, or `take_out.FOLDER`."""

    def __init__(self, theme: Theme, parent: QWidget | None) -> None:
        words = translate("TakeOutDialog", "Take everything out")
        super().__init__(
            theme,
            parent,
            window_title=words,
            heading=words,
            below=translate(
                "TakeOutDialog", "The case stays as it is. You choose where the file goes."
            ),
            accept=translate("TakeOutDialog", "Choose a place…"),
            footnote=translate(
                "TakeOutDialog", "The new file has no password. Anyone who has it can read it."
            ),
        )
        self._choices = QButtonGroup(self)
        self.buttons: dict[str, QRadioButton] = {}
        column = QVBoxLayout()
        column.setSpacing(SPACE_4)
        for form, title, about in _forms():
            self._add(column, form, title, about)
        column.addStretch(1)
        self.set_content(column, width=620)
        next(iter(self.buttons.values())).setChecked(True)

    @property
    def form(self) -> str:
        """The chosen form."""
        return next(form for form, button in self.buttons.items() if button.isChecked())

    def _add(self, column: QVBoxLayout, form: str, title: str, about: str) -> None:
        button = QRadioButton(title)
        button.setAccessibleDescription(about)
        self._choices.addButton(button)
        self.buttons[form] = button
        words = make_label(about, "small", wrap=True)
        words.setContentsMargins(SPACE_24 + SPACE_4, 0, 0, SPACE_12)
        column.addWidget(button)
        column.addWidget(words)


def _forms() -> list[tuple[str, str, str]]:
    known = {
        "json": (
            translate("TakeOutDialog", "Everything in one file (JSON)"),
            translate(
                "TakeOutDialog",
                "All entries, the change log and the attached files. Casebook can make the same "
                "case of it again, and any programmer can read it.",
            ),
        ),
        "csv": (
            translate("TakeOutDialog", "Tables for a spreadsheet (CSV)"),
            translate(
                "TakeOutDialog",
                "A zip with one table for each kind of entry, and a list of what the columns mean.",
            ),
        ),
        "ics": (
            translate("TakeOutDialog", "Appointments for a calendar (ICS)"),
            translate("TakeOutDialog", "For the calendar of a phone or computer."),
        ),
        "fhir": (
            translate("TakeOutDialog", "For a hospital's computer (FHIR)"),
            translate("TakeOutDialog", "The entries in the form that hospitals exchange."),
        ),
    }
    folder = (
        translate("TakeOutDialog", "All documents in a folder"),
        translate(
            "TakeOutDialog",
            "Every document and picture as it came in, with a list of what each one is.",
        ),
    )
    return [*((form, *known[form]) for form in FORMATS if form in known), (FOLDER, *folder)]
