"""The page of records: what a second opinion needs, what is here, and letters for the rest."""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from app.errors import CasebookError
from app.ui.buttons import Button
from app.ui.cards import Card, empty_layout
from app.ui.jobs import Progress
from app.ui.labels import make_label
from app.ui.page import Page, Surroundings
from app.ui.scroll_column import ScrollColumn
from app.ui.share.hunter_row import HunterRow
from app.ui.share.hunter_words import importance_words
from app.ui.share.wrapped_label import wrapped
from app.ui.start.file_place import documents_folder
from app.ui.tokens import SPACE_12, SPACE_16, SPACE_20
from app.usecases.page_choice import PageChoice
from app.usecases.records_hunter import HunterItem, records_hunter
from app.usecases.request_letters import request_letters
from app.usecases.session import Session


class RecordsHunterPage(Page):
    """What a second opinion needs, by importance, each with its state."""

    key = "hunter"

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.items: list[HunterItem] = []
        self._shown: object = None
        self._letters = Button(self.theme, self.tr("Write letters…"), icon="mail", kind="filled")
        self._letters.clicked.connect(self.write_letters)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(SPACE_20, 0, SPACE_20, SPACE_16)
        self._column.setSpacing(SPACE_12)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollColumn(self._column))

    def title(self) -> str:
        """Return what stands at the top of the page."""
        return self.tr("Records for a second opinion")

    def summary(self) -> str:
        """Return how many of them are here."""
        here = sum(not item.wanted for item in self.items)
        return self.tr("{here} of {all} here").format(here=here, all=len(self.items))

    def main_button(self) -> QPushButton:
        """Return Write letters."""
        return self._letters

    def refresh(self) -> None:
        """Read the case again, where it is another one than shown."""
        if self._shown == self.around.case.state:
            return
        self._shown = self.around.case.state
        self.items = records_hunter(self.around.case.session)
        empty_layout(self._column)
        self._fill()
        self.header_changed.emit()

    @Slot()
    def write_letters(self) -> None:
        """Ask for a folder, and write a letter for each hospital there."""
        folder = self.around.ask.folder(
            self, self.tr("Where to put the letters"), documents_folder()
        )
        if folder is not None:
            work = _Letters(self.around.case.session, folder)
            self.around.jobs.start(work, name="letters", done=self._written, failed=self._failed)

    @Slot(object)
    def _written(self, paths: "list[Path]") -> None:
        names = "\n".join(path.name for path in paths)
        said = self.tr("The letters are in {folder}, a file for each hospital.").format(
            folder=paths[0].parent.name
        )
        self.noted.emit(said)
        self.around.ask.tell(self, self.title(), said, names)

    @Slot(object)
    def _failed(self, error: CasebookError) -> None:
        self.around.ask.tell_error(self, self.title(), error)

    @Slot(str)
    def _open(self, document_id: str) -> None:
        self.wanted.emit("documents", ("document", document_id))

    # parts

    def _fill(self) -> None:
        about = self.tr(
            "This is what centers usually ask for. Ask yours: they may want more, or less."
        )
        self._column.addWidget(wrapped(about, "muted"))
        for importance in sorted({item.need.importance for item in self.items}):
            self._column.addWidget(self._group(importance))
        self._column.addWidget(wrapped(self._sources(), "small"))
        self._column.addStretch(1)

    def _group(self, importance: int) -> Card:
        heading, holds = importance_words(importance)
        card = Card(heading)
        card.add_beside_title(make_label(holds, "muted"), right=False)
        for item in self.items:
            if item.need.importance == importance:
                row = HunterRow(self.theme, item, links=self.around.has_page("documents"))
                row.opened.connect(self._open)
                card.add_row(row)
        return card

    def _sources(self) -> str:
        """Return where the list comes from, and whether that was checked."""
        parts = []
        for source in dict.fromkeys(item.need.source for item in self.items):
            of_it = [item.need for item in self.items if item.need.source == source]
            checked = self.tr("read") if of_it[0].verified else self.tr("not checked")
            dated = self.tr("{source} ({date}, {checked})")
            parts.append(dated.format(source=source, date=of_it[0].as_of.words(), checked=checked))
        return self.tr("Where this list comes from: {sources}.").format(sources="; ".join(parts))


class _Letters:
    """The work of a job."""

    def __init__(self, session: Session, folder: Path) -> None:
        self._session = session
        self._folder = folder

    def __call__(self, _progress: Progress) -> list[Path]:
        return request_letters(self._session, self._folder, PageChoice(what="request"))
