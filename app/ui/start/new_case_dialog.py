"""The one dialog that makes a case: a name is enough, everything else can wait."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.case.partial_date import PartialDate
from app.ui.ask import Ask
from app.ui.buttons import Button
from app.ui.choice_field import ChoiceField
from app.ui.dialog_frame import DialogFrame
from app.ui.forms.date_field import DateField
from app.ui.forms.labelled_field import LabelledField
from app.ui.labels import make_label, make_line
from app.ui.start.file_place import documents_folder
from app.ui.start.place_line import PlaceLine
from app.ui.start.protection import Protection
from app.ui.theme import Theme
from app.ui.tokens import SPACE_8, SPACE_20

_WIDTH = 760
_ROOM_TO_SAY = 22
"""Pixels for how a date was read."""
_BORDER = 2
"""By so much a field with a problem is higher."""
_GAP, _SMALL_GAP = 8, 5
_LARGEST_EM_BESIDE = 24
"""With text over 150 % every field has a line of its own."""
_LONGEST_NAME = 10
"""Letters of a first name that has room in the label of another field."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What was entered.

    Attributes:
        place: the file to make.
        name: first name or nickname.
        source: a case JSON to take everything from, None to begin with the name.
        me: who notes entries on this computer, such as "Jo (mother)".
    """

    place: Path
    name: str
    born: PartialDate | None = None
    diagnosis: str = ""
    hospital: str = ""
    me: str = ""
    password: str | None = None
    source: Path | None = None


class NewCaseDialog(DialogFrame):
    """Asks who the case is about, and where to keep it."""

    def __init__(self, theme: Theme, ask: Ask, parent: QWidget | None, folder: Path | None) -> None:
        super().__init__(
            theme,
            parent,
            window_title=self.tr("New case"),
            heading=self.tr("Who is this case about?"),
            below=self.tr(
                "Only the name is needed now. You can fill in or change the rest at any time."
            ),
            accept=self.tr("Create case"),
            footnote=self.tr("No account. No internet. The file stays with you."),
        )
        self._ask = ask
        self._folder = folder or documents_folder()
        self._source: Path | None = None
        self._roomy = 0
        self._make_fields()
        self._connect()
        self.set_content(self._lay_out(), width=_WIDTH)
        QWidget.setTabOrder(self.protection, self._from_file)
        QWidget.setTabOrder(self._from_file, self.cancel_button)
        self.name.setFocus()

    def beginning(self) -> Beginning:
        """Return what was entered; only after the dialog was accepted."""
        return Beginning(
            place=self.place.place,
            name=self.name.text().strip(),
            born=self.born.value(),
            diagnosis=self.diagnosis.text().strip(),
            hospital=self.hospital.text().strip(),
            me=self._me(),
            password=self.protection.password,
            source=self._source,
        )

    @Slot()
    def finish(self) -> None:
        """Accept when nothing is missing; else put the keyboard at the first problem."""
        problem = self._first_problem()
        if problem is None:
            self.accept()
        else:
            self.reveal(problem)

    @Slot()
    def choose_source(self) -> None:
        """Take the whole case from a case JSON, or begin with the name again."""
        kinds = self.tr("Whole case in one file, JSON (*.json)")
        self._source = self._ask.open_file(
            self, self.tr("Begin from a file"), documents_folder(), kinds
        )
        self._person.setVisible(self._source is None)
        if self._source is None:
            self._from_file.say(self.tr("Begin from a whole case in one file…"))
            return
        self._from_file.say(self.tr("From {file}. Change…").format(file=self._source.name))
        if not self.name.text().strip():
            self.name.setText(self._source.stem)

    # parts

    def _make_fields(self) -> None:
        theme = self.theme
        self.name = QLineEdit()
        self.born = DateField(theme)
        self.born.line.setPlaceholderText("")
        self.diagnosis = QLineEdit()
        self.hospital = QLineEdit()
        self.my_name = QLineEdit()
        self.relation = ChoiceField(theme, self.tr("Who you are to the patient"))
        self.relation.addItem(self.tr("Who you are"), "")
        for words in self._relations():
            self.relation.addItem(words, words.lower())
        self.place = PlaceLine(theme, self._ask, self._folder, self.tr("Where to keep it"))
        words = self.tr("Protect it with a password")
        self.protection = Protection(theme, words, protected=False)
        self.protection.come_closer(_GAP)
        self._from_file = Button(
            theme, self.tr("Begin from a whole case in one file…"), kind="link"
        )

    def _relations(self) -> tuple[str, ...]:
        return (
            self.tr("Mother"),
            self.tr("Father"),
            self.tr("Partner"),
            self.tr("Daughter"),
            self.tr("Son"),
            self.tr("Sister"),
            self.tr("Brother"),
            self.tr("Grandparent"),
            self.tr("Friend"),
            self.tr("The patient"),
        )

    def _connect(self) -> None:
        self.name.textChanged.connect(self.place.name_after)
        self.name.textChanged.connect(self._name_in_label)
        self.name.editingFinished.connect(self._check_name)
        self.born.edited.connect(self._echo_born)
        self.born.left.connect(self._check_born)
        self._from_file.clicked.connect(self.choose_source)
        self.protection.protect.toggled.connect(self._show_all)

    def _lay_out(self) -> QVBoxLayout:
        self._column = QVBoxLayout()
        self._column.setSpacing(_GAP)
        self._person = QWidget()
        self._grid = self._person_grid()
        self._person.setLayout(self._grid)
        self._safe = make_label(self.tr("Keep it safe"), "card-title")
        self._where_field = LabelledField(
            self.theme, self.tr("Where to keep it"), self.place, focus=self.place.shown
        )
        parts = (self._person, make_line(), self._safe, self._where_field, self.protection)
        for part in parts:
            self._column.addWidget(part)
        if self._is_large:
            self._column.addWidget(self._from_file, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)
        return self._column

    @property
    def _is_large(self) -> bool:
        return self.theme.em > _LARGEST_EM_BESIDE

    def _foot(self) -> QHBoxLayout:
        """Put the way in from a file below the footnote, where the foot has room for it."""
        foot = super()._foot()
        if self._is_large:
            return foot
        foot.removeWidget(self._footnote)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._footnote)
        words.addWidget(self._from_file, 0, Qt.AlignmentFlag.AlignLeft)
        foot.insertLayout(0, words, 1)
        return foot

    def _person_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_20)
        grid.setVerticalSpacing(_GAP)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        name, born, diagnosis, hospital, me = self._person_fields()
        top = Qt.AlignmentFlag.AlignTop
        if self._is_large:
            for row, field in enumerate((name, born, diagnosis, hospital, me)):
                grid.addWidget(field, row, 0, 1, 2)
            return grid
        grid.addWidget(name, 0, 0, top)
        grid.addWidget(born, 0, 1, top)
        grid.addWidget(diagnosis, 1, 0, 1, 2)
        grid.addWidget(hospital, 2, 0, top)
        grid.addWidget(me, 2, 1, top)
        return grid

    def _person_fields(self) -> tuple[LabelledField, ...]:
        optional, theme = self.tr("optional"), self.theme
        own_words = self.tr("optional, in your own words")
        born, line = self.tr("Born"), self._me_line()
        self._name_field = LabelledField(theme, self.tr("First name or nickname"), self.name)
        self._born_field = LabelledField(
            theme, born, self.born, optional=optional, focus=self.born.line
        )
        self._me_field = LabelledField(theme, "", line, optional=optional, focus=self.my_name)
        self._name_in_label("")
        return (
            self._name_field,
            self._born_field,
            LabelledField(theme, self.tr("Diagnosis"), self.diagnosis, optional=own_words),
            LabelledField(theme, self.tr("Main hospital"), self.hospital, optional=optional),
            self._me_field,
        )

    def _me_line(self) -> QWidget:
        part = QWidget()
        line = QHBoxLayout(part)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_8)
        line.addWidget(self.my_name, 2)
        line.addWidget(self.relation, 3)
        return part

    @Slot(str)
    def _name_in_label(self, name: str) -> None:
        """Say to whom one is somebody, where the name is short enough."""
        first = (name.split() or [""])[0]
        if 0 < len(first) <= _LONGEST_NAME:
            said = self.tr("Your name, and who you are to {name}").format(name=first)
        else:
            said = self.tr("Your name, and who you are")
        self._me_field.rename(said)

    # room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw everything together where the dialog is low, so that nothing scrolls."""
        super().resizeEvent(event)
        self._fill_height()

    def _fill_height(self) -> None:
        protected = self.protection.protect.isChecked() and not self._is_large
        self._leave_gaps(low=protected and self.height() < self._roomy)

    def _leave_gaps(self, *, low: bool) -> None:
        gap = _SMALL_GAP if low else _GAP
        if self._column.spacing() == gap:
            return
        self._column.setSpacing(gap)
        self._grid.setVerticalSpacing(gap)
        self.protection.come_closer(gap)
        self._where_field.stand_beside(low)
        self._safe.setHidden(low)
        self.draw_together(low)

    @Slot()
    def _show_all(self) -> None:
        """Become as tall for the password as the screen allows; only then draw together."""
        self._leave_gaps(low=False)
        for part in self._area.findChildren(QWidget):
            part.updateGeometry()
        more = _BORDER + (0 if self._born_field.note else _ROOM_TO_SAY)
        self.grow(more)
        self._roomy = self._whole_height(self.width()) + more
        self._fill_height()

    # checks

    def _first_problem(self) -> QWidget | None:
        if self._source is None and not self._check_name():
            self._name_field.take_focus()
            return self._name_field
        if not self._check_born():
            self._born_field.take_focus()
            return self._born_field
        if not self.protection.check():
            self.protection.take_focus()
            return self.protection
        return None

    @Slot()
    def _check_name(self) -> bool:
        given = bool(self.name.text().strip())
        if given:
            self._name_field.say_nothing()
        else:
            self._name_field.say_problem(self.tr("Please write a name. A nickname is fine."))
        return given

    @Slot()
    def _check_born(self) -> bool:
        try:
            self.born.value()
        except ValueError as problem:
            self._born_field.say_problem(str(problem))
            return False
        self._echo_born()
        return True

    @Slot()
    def _echo_born(self) -> None:
        if self.born.echo:
            said = self.tr("{read}. A year alone is fine.").format(read=self.born.echo)
            self._born_field.say_read(said)
        else:
            self._born_field.say_nothing()

    def _me(self) -> str:
        name = self.my_name.text().strip()
        relation = self.relation.currentData()
        if not name or not relation:
            return name or relation or ""
        return self.tr("{name} ({relation})").format(name=name, relation=relation)
