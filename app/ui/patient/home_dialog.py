"""Where home is, for the way to a trial's places; it never leaves this computer."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.case.entities import Patient
from app.ui.dialog_frame import DialogFrame
from app.ui.forms.labelled_field import LabelledField
from app.ui.theme import Theme
from app.ui.tokens import SPACE_12


class HomeDialog(DialogFrame):
    """Asks for a postcode or city, and for coordinates from those who have them."""

    def __init__(self, theme: Theme, parent: QWidget | None, patient: Patient) -> None:
        super().__init__(
            theme,
            parent,
            window_title=self.tr("Home for distances"),
            heading=self.tr("Where is home?"),
            below=self.tr("Distances to a trial's places are counted from here, on this computer."),
            accept=self.tr("Save"),
        )
        self.place = QLineEdit(patient.home_place or "")
        self.latitude = QLineEdit(_typed(patient.home_latitude))
        self.longitude = QLineEdit(_typed(patient.home_longitude))
        hint = self.tr("Only if you have it, such as from a map. Else leave it empty.")
        column = QVBoxLayout()
        column.setSpacing(SPACE_12)
        for label, line, below in (
            (self.tr("Postcode or city"), self.place, ""),
            (self.tr("Latitude, in degrees"), self.latitude, hint),
            (self.tr("Longitude, in degrees"), self.longitude, hint),
        ):
            column.addWidget(LabelledField(theme, label, line, hint=below))
        self.set_content(column, width=480)


def _typed(number: object) -> str:
    return "" if number is None else str(number)
