"""What is in a document: its pages, the picture, its text, or calm words where there is nothing."""

from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QStackedWidget, QVBoxLayout

from app.case.entities import Document
from app.ui.documents.picture_view import PictureView, read_picture
from app.ui.jobs import Progress
from app.ui.labels import make_label
from app.ui.page import Surroundings
from app.ui.printing.preview import PdfPreview
from app.ui.tokens import SPACE_16, SPACE_20
from app.usecases.document_content import DocumentContent, document_content
from app.usecases.session import Session


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document read beside the window: for which, what it holds, its picture."""

    document: Document
    content: DocumentContent
    image: QImage


class Loading:
    """The work of a job: reads a document from the case file."""

    def __init__(self, session: Session, document: Document) -> None:
        self._session = session
        self._document = document

    def __call__(self, _progress: Progress) -> Loaded:
        """Read it; a picture is decoded here, too."""
        content = document_content(self._session, self._document)
        is_picture = content.form == "picture"
        image = read_picture(content.content) if is_picture else QImage()
        return Loaded(self._document, content, image)


class DocumentPreview(QStackedWidget):
    """Shows a document; it is read beside the window.

    Attributes:
        loaded: what is shown, None while it is being read.
    """

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._wanted: Document | None = None
        self.loaded: Loaded | None = None
        self._pdf: PdfPreview | None = None
        self._picture: PictureView | None = None
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Text of the document"))
        self._said = make_label("", wrap=True)
        self._frame = self._words_frame()
        self.addWidget(self._frame)
        self.addWidget(self.text)

    def show_document(self, document: Document) -> None:
        """Read a document and show it, unless it is shown already."""
        if self._wanted == document:
            return
        self._wanted, self.loaded = document, None
        self._around.jobs.start(
            Loading(self._around.case.session, document),
            name="document",
            done=self._show,
        )

    def forget(self) -> None:
        """Show nothing."""
        self._wanted = self.loaded = None
        self._say("")

    @property
    def words(self) -> str:
        """What is said in place of a document."""
        return self._said.text() if self.currentWidget() is self._frame else ""

    @Slot(object)
    def _show(self, loaded: Loaded) -> None:
        if loaded.document != self._wanted:
            return
        self.loaded = loaded
        form = loaded.content.form
        if form == "pdf":
            self._show_pdf(loaded.content)
        elif form == "picture":
            self._show_picture(loaded)
        elif loaded.content.text:
            self._show_text(loaded.content)
        else:
            self._say(self._nothing_words(loaded.content))

    def _show_pdf(self, content: DocumentContent) -> None:
        if self._pdf is None:
            self._pdf = PdfPreview(self._around.theme)
            self.addWidget(self._pdf)
        self._pdf.show_pdf(content.content)
        self._pdf.show_words(content.name)
        if self._pdf.page_count:
            self.setCurrentWidget(self._pdf)
        else:
            self._say(self.tr("The pages of this PDF cannot be shown here. The file is safe."))

    def _show_picture(self, loaded: Loaded) -> None:
        if loaded.image.isNull():
            self._say(self.tr("This kind of picture cannot be shown here. The file is safe."))
            return
        if self._picture is None:
            self._picture = PictureView(self._around.theme)
            self.addWidget(self._picture)
        self.setCurrentWidget(self._picture)
        self._picture.show_image(loaded.image, loaded.content.name)

    def _show_text(self, content: DocumentContent) -> None:
        self.text.setPlainText(content.text)
        self.setCurrentWidget(self.text)

    def _nothing_words(self, content: DocumentContent) -> str:
        if content.form == "missing":
            return content.why
        if content.form == "none":
            return self.tr("No file is kept with this entry. It only names the paper.")
        return self.tr("This kind of file cannot be shown here. Another program can open it.")

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self.setCurrentWidget(self._frame)

    def _words_frame(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "card")
        column = QVBoxLayout(frame)
        column.setContentsMargins(SPACE_16, SPACE_20, SPACE_16, SPACE_20)
        column.addWidget(self._said)
        column.addStretch(1)
        return frame
