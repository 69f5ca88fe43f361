"""Looking for trials: words to choose, the address they make, and the browser only when asked."""

from collections.abc import Sequence

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.errors import CasebookError
from app.ui.buttons import Button
from app.ui.choice_field import ChoiceField
from app.ui.dialog_frame import DialogFrame
from app.ui.flow_layout import FlowLayout
from app.ui.labels import make_label
from app.ui.theme import Theme
from app.ui.tokens import SPACE_8, SPACE_12
from app.ui.trials.facts_column import LinkButton
from app.ui.words import QT_TRANSLATE_NOOP, translate
from app.usecases.session import Session
from app.usecases.trial_page_search import (
    AGE_GROUPS,
    NEXT,
    SearchWords,
    address_of,
    disease_words,
    statuses_of,
)

_STATUSES = {
    "RECRUITING": QT_TRANSLATE_NOOP("FindTrials", "Recruiting"),
    "NOT_YET_RECRUITING": QT_TRANSLATE_NOOP("FindTrials", "Not yet recruiting"),
    "ACTIVE_NOT_RECRUITING": QT_TRANSLATE_NOOP("FindTrials", "Active, not recruiting"),
    "COMPLETED": QT_TRANSLATE_NOOP("FindTrials", "Completed"),
}
_CHOSEN = ("RECRUITING", "NOT_YET_RECRUITING")


class FindTrialsDialog(DialogFrame):
    """Makes a search address of chosen words.

    Signals:
        browser_wanted(str): the address is to be opened.
    """

    browser_wanted = Signal(str)

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None) -> None:
        super().__init__(
            theme,
            parent,
            window_title=self.tr("Find trials"),
            heading=self.tr("Find trials at ClinicalTrials.gov"),
            below=self.tr(
                "Casebook itself never uses the internet. It makes a search address of the words "
                "you choose. No name, date or number of the person is ever in it."
            ),
            accept=self.tr("Open in the browser"),
            footnote=self.tr("Only the address you see goes to the browser."),
        )
        self._session = session
        self.disease = QLineEdit()
        self.treatment = QLineEdit()
        self.country = QLineEdit()
        self.ages = ChoiceField(theme, self.tr("Age group"))
        for code, words in AGE_GROUPS.items():
            self.ages.addItem(words, code)
        self.statuses: dict[str, QCheckBox] = {}
        self.address = QPlainTextEdit()
        self.address.setReadOnly(True)
        self.address.setAccessibleName(self.tr("The address"))
        self.address.setTabChangesFocus(True)
        self.address.setFixedHeight(theme.px(74))
        self._problem = make_label("", "problem", wrap=True)
        self._copied = make_label("", "small", wrap=True)
        self.set_content(self._content(disease_words(session)))
        self.cancel_button.say(self.tr("Close"))
        self._connect()
        self.show_address()

    @property
    def words(self) -> SearchWords:
        """The words that were chosen."""
        codes = [code for code, box in self.statuses.items() if box.isChecked()]
        return SearchWords(
            self.disease.text(),
            self.treatment.text(),
            statuses_of(codes),
            self.country.text(),
            self.ages.currentData() or "",
        )

    @Slot()
    def show_address(self) -> None:
        """Show the address of the words as they are now, or why there is none."""
        self._copied.setText("")
        try:
            self.address.setPlainText(address_of(self._session, self.words))
            self._problem.hide()
        except CasebookError as error:
            self.address.setPlainText("")
            self._problem.setText(error.sentence)
            self._problem.show()

    @Slot()
    def copy(self) -> None:
        """Copy the address."""
        QGuiApplication.clipboard().setText(self.address.toPlainText())
        self._copied.setText(self.tr("Copied."))

    @Slot(str)
    def choose_disease(self, words: str) -> None:
        """Search with another name of the disease."""
        self.disease.setText(words)

    @Slot()
    def finish(self) -> None:
        """Hand the address to the system's browser; the dialog stays open for what comes next."""
        address = self.address.toPlainText()
        if not address:
            self.disease.setFocus()
            return
        self.browser_wanted.emit(address)
        self._copied.setText(NEXT)

    def _connect(self) -> None:
        for line in (self.disease, self.treatment, self.country):
            line.textChanged.connect(self.show_address)
        self.ages.currentIndexChanged.connect(self.show_address)
        for box in self.statuses.values():
            box.toggled.connect(self.show_address)

    def _content(self, diseases: Sequence[str]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE_8)
        self._add(column, self.tr("Disease"), self.disease)
        if diseases:
            self.disease.setText(diseases[0])
            column.addWidget(self._names(diseases[:5]))
        self._add(column, self.tr("Treatment (can stay empty)"), self.treatment)
        self._add(column, self.tr("Country (can stay empty)"), self.country)
        self._add(column, self.tr("Age group"), self.ages)
        column.addWidget(make_label(self.tr("Status of the trial"), "field-label"))
        column.addWidget(self._status_boxes())
        self._add(column, self.tr("The address"), self.address)
        column.addWidget(self._problem)
        copy = Button(self.theme, self.tr("Copy the address"), icon="copy")
        copy.clicked.connect(self.copy)
        column.addWidget(copy)
        column.addWidget(self._copied)
        column.addWidget(make_label(NEXT, "small", wrap=True))
        column.addStretch(1)
        return column

    def _names(self, diseases: Sequence[str]) -> QWidget:
        """Return the names from the record, broader ones after them, to search with."""
        part = QWidget()
        flow = FlowLayout(SPACE_12)
        for name in diseases:
            link = LinkButton(self.theme, name, name)
            link.setAccessibleName(self.tr("Search with {name}").format(name=name))
            link.followed.connect(self.choose_disease)
            flow.addWidget(link)
        part.setLayout(flow)
        return part

    def _status_boxes(self) -> QWidget:
        part = QWidget()
        flow = FlowLayout(SPACE_12)
        for code, words in _STATUSES.items():
            box = QCheckBox(translate("FindTrials", words))
            box.setChecked(code in _CHOSEN)
            self.statuses[code] = box
            flow.addWidget(box)
        part.setLayout(flow)
        return part

    def _add(self, column: QVBoxLayout, words: str, field: QWidget) -> None:
        label = make_label(words, "field-label")
        label.setBuddy(field)
        field.setAccessibleName(words)
        column.addWidget(label)
        column.addWidget(field)


def open_in_browser(address: str) -> bool:
    """Hand an address that the person has seen to the system's browser."""
    return QDesktopServices.openUrl(QUrl(address))
