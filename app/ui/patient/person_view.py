"""The page's own view: cards about the person, in two columns where there is room."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.page import Surroundings
from app.ui.patient import person_facts
from app.ui.patient.told_card import ToldCard
from app.ui.tokens import SPACE_12, TWO_COLUMNS_EM


class PersonView(QWidget):
    """Cards: identity, home, people who decide, diagnosis, alerts, wishes, this case.

    Signals:
        person_wanted(): change what is noted about the person.
        home_wanted(): change where home is.
        case_wanted(): change what is noted about the case as a whole.
        list_wanted(str): show the entries of a table.
    """

    person_wanted = Signal()
    home_wanted = Signal()
    case_wanted = Signal()
    list_wanted = Signal(str)

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        nothing = self.tr("Nothing noted yet.")
        edit, look = self.tr("Edit"), self.tr("Show as a list")
        self.identity = self._card(self.tr("Who it is about"), edit, nothing)
        distances = self.tr("Home for distances")
        self.home = self._card(self.tr("Home and languages"), distances, nothing)
        self.people = self._card(
            self.tr("Who decides, and who can be asked"),
            edit,
            self.tr("No parent, guardian or proxy is noted yet. You can skip this."),
        )
        self.diagnosis = self._card(
            self.tr("Diagnosis"), look, self.tr("No diagnosis is noted yet.")
        )
        self.alerts = self._card(
            self.tr("Tell every new doctor"), look, self.tr("No alerts are noted yet.")
        )
        self.wishes = self._card(
            self.tr("Wishes and consent"), edit, self.tr("What matters most? You can skip this.")
        )
        self.about_case = self._card(self.tr("This case"), edit, nothing)
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE_12)
        self._arrange()
        self._connect()
        around.theme.changed.connect(self._arrange)

    def show_case(self) -> None:
        """Read the case again."""
        case = self._around.case
        self.identity.show_told(person_facts.identity(case))
        self.home.show_told(person_facts.home(case))
        self.people.show_told(person_facts.people(case.case))
        self.diagnosis.show_told(person_facts.diagnoses(case.facts))
        self.alerts.show_told(person_facts.alerts(case.case))
        patient, info = case.case.patient, case.case.info
        self.wishes.show_told(person_facts.told_of(case.case, patient, person_facts.WISHES))
        told = person_facts.told_of(case.case, info, person_facts.CASE)
        self.about_case.show_told(person_facts.Told(told.lines))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change between two columns and one."""
        super().resizeEvent(event)
        self._arrange()

    def _card(self, title: str, button: str, empty: str) -> ToldCard:
        said = self.tr("{what}: {title}").format(what=button, title=title)
        return ToldCard(self._around.theme, title, button, said, empty)

    def _cards(self) -> tuple[ToldCard, ...]:
        return (
            *(self.identity, self.home, self.diagnosis, self.alerts),
            *(self.people, self.wishes, self.about_case),
        )

    @Slot()
    def _arrange(self) -> None:
        columns = 2 if self.width() >= TWO_COLUMNS_EM * self._around.theme.em else 1
        if columns == self._columns:
            return
        self._columns = columns
        for number, card in enumerate(self._cards()):
            self._grid.removeWidget(card)
            self._grid.addWidget(card, number // columns, number % columns)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if columns == 2 else 0)
        self._grid.setRowStretch(len(self._cards()), 1)

    def _connect(self) -> None:
        for card in (self.identity, self.people, self.wishes):
            card.button.clicked.connect(self.person_wanted)
        self.home.button.clicked.connect(self.home_wanted)
        self.about_case.button.clicked.connect(self.case_wanted)
        self.diagnosis.button.clicked.connect(self._show_diagnoses)
        self.alerts.button.clicked.connect(self._show_alerts)

    @Slot()
    def _show_diagnoses(self) -> None:
        self.list_wanted.emit("diagnosis")

    @Slot()
    def _show_alerts(self) -> None:
        self.list_wanted.emit("alert")
