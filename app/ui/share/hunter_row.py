"""One record of the list: its name, whether it is here, and the documents that are."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.ui.buttons import Button
from app.ui.flow_layout import FlowLayout
from app.ui.labels import IconLabel, make_label
from app.ui.share.hunter_words import SHAPES, told
from app.ui.share.wrapped_label import wrapped
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_16
from app.ui.words import translate
from app.usecases.records_hunter import DocumentHere, HunterItem

_MOST_DOCUMENTS = 4


class HunterRow(QFrame):
    """A record that a second opinion needs.

    Signals:
        opened(str): a document is to be shown; its id.
    """

    opened = Signal(str)

    def __init__(self, theme: Theme, item: HunterItem, *, links: bool) -> None:
        super().__init__()
        self.item = item
        self.setAccessibleName(f"{item.need.name}. {told(item)}")
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE_16, SPACE_8 + 2, SPACE_16, SPACE_8 + 2)
        line.setSpacing(SPACE_12)
        line.addWidget(IconLabel(theme, *SHAPES[item.state]), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(SPACE_4 - 2)
        words.addWidget(wrapped(item.need.name, "row-title"))
        words.addWidget(wrapped(told(item), "small-text"))
        if item.documents:
            words.addLayout(self._documents(theme, links))
        line.addLayout(words, 1)

    def _documents(self, theme: Theme, links: bool) -> FlowLayout:
        flow = FlowLayout(SPACE_12)
        for document in self.item.documents[:_MOST_DOCUMENTS]:
            if links:
                flow.addWidget(self._link(theme, document))
            else:
                flow.addWidget(make_label(document.words, "small"))
        more = len(self.item.documents) - _MOST_DOCUMENTS
        if more > 0:
            flow.addWidget(make_label(translate("Hunter", "and {n} more").format(n=more), "small"))
        return flow

    def _link(self, theme: Theme, document: DocumentHere) -> Button:
        button = Button(theme, document.words, kind="link")
        button.setProperty("document", document.id)
        button.clicked.connect(self._open)
        return button

    @Slot()
    def _open(self) -> None:
        self.opened.emit(str(self.sender().property("document")))
