"""The one dialog that makes a copy for somebody else: who, what, where, with which password."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.ui.ask import Ask
from app.ui.buttons import Button
from app.ui.dialog_frame import DialogFrame
from app.ui.forms.labelled_field import LabelledField
from app.ui.labels import make_line
from app.ui.share.part_words import part_words
from app.ui.share.wrapped_label import wrapped
from app.ui.start.place_line import PlaceLine
from app.ui.start.protection import Protection
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_20, SPACE_24
from app.usecases.share_copy import PARTS

_USUAL = frozenset({"history", "labs", "medicines", "documents"})
_PAIR_FROM = 560
"""Width at 100 % text from which the parts stand in two columns."""


@dataclass(frozen=True, slots=True)
class ShareChoice:
    """What was entered.

    Attributes:
        place: the file to make.
        to_whom: who gets it.
        parts: keys of `app.usecases.share_copy.PARTS`.
        password: the copy's own, None for none.
    """

    place: Path
    to_whom: str
    parts: frozenset[str]
    password: str | None


class ShareCopyDialog(DialogFrame):
    """Asks who gets the copy and what goes into it; `choice` tells after it was accepted."""

    def __init__(
        self, theme: Theme, ask: Ask, parent: QWidget | None, folder: Path, case_name: str
    ) -> None:
        super().__init__(
            theme,
            parent,
            window_title=self.tr("Copy for somebody"),
            heading=self.tr("Make a copy for somebody"),
            below=self.tr(
                "Only what you choose goes into the copy. What was deleted stays out of it, and "
                "so does the change log. Your case stays as it is."
            ),
            accept=self.tr("Make the copy"),
            footnote=self.tr("The case notes who got what, and when."),
        )
        self._case_name = case_name
        where = self.tr("Where to put the copy")
        self.place = PlaceLine(theme, ask, folder, where)
        self._make_fields()
        self._connect()
        self.set_content(self._lay_out())
        self._name_copy()
        self.to_whom.setFocus()

    def choice(self) -> ShareChoice:
        """Return what was entered; only after the dialog was accepted."""
        return ShareChoice(
            place=self.place.place,
            to_whom=self.to_whom.text().strip(),
            parts=frozenset(key for key, box in self.parts.items() if box.isChecked()),
            password=self.protection.password,
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
    def choose_all(self) -> None:
        """Tick every part."""
        self._tick(True)

    @Slot()
    def choose_none(self) -> None:
        """Take every tick away."""
        self._tick(False)

    # parts

    def _make_fields(self) -> None:
        self.to_whom = QLineEdit()
        self.parts: dict[str, QCheckBox] = {}
        for part in PARTS:
            words, holds = part_words(part.key)
            box = QCheckBox(words)
            box.setAccessibleName(words)
            box.setAccessibleDescription(holds)
            box.setChecked(part.key in _USUAL)
            self.parts[part.key] = box
        self._all = Button(self.theme, self.tr("Choose all"), kind="link")
        self._none = Button(self.theme, self.tr("Choose none"), kind="link")
        words = self.tr("Protect the copy with a password of its own")
        self.protection = Protection(self.theme, words, protected=True)

    def _connect(self) -> None:
        self.to_whom.textChanged.connect(self._name_copy)
        self.to_whom.editingFinished.connect(self._check_name)
        self._all.clicked.connect(self.choose_all)
        self._none.clicked.connect(self.choose_none)
        for box in self.parts.values():
            box.toggled.connect(self._check_parts)

    def _lay_out(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE_12)
        self._name_field = LabelledField(
            self.theme,
            self.tr("Who gets it?"),
            self.to_whom,
            hint=self.tr("Such as: Dr. Lee, second opinion"),
        )
        column.addWidget(self._name_field)
        self._parts_field = self._parts_part()
        column.addWidget(self._parts_field)
        column.addWidget(make_line())
        where = self.tr("Where to put the copy")
        column.addWidget(LabelledField(self.theme, where, self.place, focus=self.place.shown))
        column.addWidget(self.protection)
        column.addStretch(1)
        return column

    def _parts_part(self) -> LabelledField:
        choices = QWidget()
        grid = QGridLayout(choices)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_20)
        grid.setVerticalSpacing(SPACE_8)
        columns = 2 if self.theme.px(_PAIR_FROM) <= _PAIR_FROM * 1.3 else 1
        rows = -(-len(self.parts) // columns)
        for number, (key, box) in enumerate(self.parts.items()):
            grid.addLayout(self._choice(key, box), number % rows, number // rows)
        for place in range(columns):
            grid.setColumnStretch(place, 1)
        first = next(iter(self.parts.values()))
        name = first.text()
        field = LabelledField(
            self.theme,
            self.tr("What goes into the copy"),
            choices,
            focus=choices,
            beside=self._both_links(),
        )
        first.setAccessibleName(name)
        return field

    def _choice(self, key: str, box: QCheckBox) -> QVBoxLayout:
        about = wrapped(part_words(key)[1], "small")
        about.setContentsMargins(self.theme.px(SPACE_24 + SPACE_4), 0, 0, 0)
        both = QVBoxLayout()
        both.setSpacing(0)
        both.addWidget(box)
        both.addWidget(about)
        both.addStretch(1)
        return both

    def _both_links(self) -> QWidget:
        part = QWidget()
        line = QHBoxLayout(part)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_12)
        line.addWidget(self._all)
        line.addWidget(self._none)
        return part

    # checks

    def _first_problem(self) -> QWidget | None:
        if not self._check_name():
            self._name_field.take_focus()
            return self._name_field
        if not self._check_parts():
            next(iter(self.parts.values())).setFocus(Qt.FocusReason.OtherFocusReason)
            return self._parts_field
        if not self.protection.check():
            self.protection.take_focus()
            return self.protection
        return None

    @Slot()
    def _check_name(self) -> bool:
        given = bool(self.to_whom.text().strip())
        if given:
            self._name_field.say_nothing()
        else:
            self._name_field.say_problem(self.tr("Please write who gets the copy."))
        return given

    @Slot()
    def _check_parts(self) -> bool:
        some = any(box.isChecked() for box in self.parts.values())
        if some:
            self._parts_field.say_nothing()
        else:
            self._parts_field.say_problem(self.tr("Please choose at least one part."))
        return some

    @Slot()
    def _name_copy(self) -> None:
        whom = self.to_whom.text().strip()
        name = self.tr("{name} for {whom}").format(name=self._case_name, whom=whom)
        self.place.name_after(name if whom else self._case_name)

    def _tick(self, chosen: bool) -> None:
        for box in self.parts.values():
            box.setChecked(chosen)
