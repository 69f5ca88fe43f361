"""The one dialog that makes a case: a name is enough, everything else can wait."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

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
from app.ui.tokens import SPACE_8, SPACE_12, SPACE_20


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
            below=self.tr("Only the name is needed now. You can fill in or change the rest later."),
            accept=self.tr("Create case"),
            footnote=self.tr("No account. No internet. The file stays with you."),
        )
        self._ask = ask
        self._folder = folder or documents_folder()
        self._source: Path | None = None
        self._make_fields()
        self._connect()
        self.set_content(self._lay_out())
        self.name.setFocus()

    def beginning(self) -> Beginning:
        """Return what was entered; only after the dialog was accepted."""
        return Beginning(
            place=self.place.place,
            name=self.name.text().strip(),
            born=self.born.value(),
            diagnosis=self.diagnosis.text().strip(),
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
        self.my_name = QLineEdit()
        self.relation = ChoiceField(theme, self.tr("Who you are to the patient"))
        self.relation.addItem(self.tr("Who you are"), "")
        for words in self._relations():
            self.relation.addItem(words, words.lower())
        self.place = PlaceLine(theme, self._ask, self._folder, self.tr("Where to keep it"))
        self._from_file = Button(
            theme, self.tr("Begin from a whole case in one file…"), kind="link"
        )
        words = self.tr("Protect it with a password")
        self.protection = Protection(theme, words, protected=False)

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
        self.name.editingFinished.connect(self._check_name)
        self.born.edited.connect(self._echo_born)
        self.born.left.connect(self._check_born)
        self._from_file.clicked.connect(self.choose_source)

    def _lay_out(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE_12)
        column.addWidget(self._from_file, 0, Qt.AlignmentFlag.AlignLeft)
        self._person = QWidget()
        self._person.setLayout(self._person_grid())
        column.addWidget(self._person)
        column.addWidget(make_line())
        column.addWidget(make_label(self.tr("Keep it safe"), "card-title"))
        where = self.tr("Where to keep it")
        column.addWidget(LabelledField(self.theme, where, self.place, focus=self.place.shown))
        column.addWidget(self.protection)
        column.addStretch(1)
        return column

    def _person_grid(self) -> QGridLayout:
        optional = self.tr("optional")
        theme = self.theme
        self._name_field = LabelledField(theme, self.tr("First name or nickname"), self.name)
        self._born_field = LabelledField(
            theme, self.tr("Born"), self.born, optional=optional, focus=self.born.line
        )
        diagnosis = LabelledField(
            theme,
            self.tr("Diagnosis"),
            self.diagnosis,
            optional=self.tr("optional, in your own words"),
        )
        me = LabelledField(
            theme,
            self.tr("Your name"),
            self._me_line(),
            optional=self.tr("optional, stands beside what you note"),
            focus=self.my_name,
        )
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_20)
        grid.setVerticalSpacing(SPACE_12)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self._name_field, 0, 0, top)
        grid.addWidget(self._born_field, 0, 1, top)
        grid.addWidget(diagnosis, 1, 0, 1, 2)
        grid.addWidget(me, 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _me_line(self) -> QWidget:
        part = QWidget()
        line = QHBoxLayout(part)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_8)
        line.addWidget(self.my_name, 1)
        line.addWidget(self.relation, 1)
        return part

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
            self._born_field.say_read(self.born.echo)
        else:
            self._born_field.say_nothing()

    def _me(self) -> str:
        name = self.my_name.text().strip()
        relation = self.relation.currentData()
        if not name or not relation:
            return name or relation or ""
        return self.tr("{name} ({relation})").format(name=name, relation=relation)
