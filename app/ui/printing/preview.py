"""The preview: the very PDF that is saved and printed, from memory, never from a file."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMargins, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.ui.buttons import Button, IconButton
from app.ui.flow_layout import FlowLayout
from app.ui.labels import ElidedLabel, make_label
from app.ui.printing.side_by_side import together
from app.ui.theme import Theme
from app.ui.tokens import SPACE_8, SPACE_12

_AROUND = 28
_ROOMY_EM = 36
_ZOOM_STEP = 1.25
_ZOOM_RANGE = (0.25, 4.0)


class PdfPreview(QFrame):
    """Pages of a PDF, one below the other, with paging and zoom.

    Signals:
        shown(int): a document is shown; how many pages it has.
        choices_wanted(): back to the choices, where they stand above.
    """

    shown = Signal(int)
    choices_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "card")
        self.document = QPdfDocument(self)
        # The document reads from the buffer for as long as it is open.
        self._buffer = QBuffer(self)
        self._view = QPdfView(self)
        # Of a closed document the view would go on showing white pages.
        self._no_document = QPdfDocument(self)
        self._view.setDocument(self._no_document)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        # A scroll bar that comes and goes changes the width the page is fitted to, which lets the
        # bar go and come: where the page just fills the view, Qt would do that for ever.
        self._view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._view.setDocumentMargins(QMargins(_AROUND, _AROUND // 2, _AROUND, _AROUND // 2))
        self._view.setAccessibleName(self.tr("Preview of the printed page"))
        self._view.pageNavigator().currentPageChanged.connect(self._show_place)
        self._make_bar()
        self._lay_out()
        theme.changed.connect(self._follow_theme)
        self._follow_theme()

    def show_pdf(self, pdf: bytes) -> None:
        """Show another document; the place in it is kept where it still exists."""
        page = self._view.pageNavigator().currentPage()
        self.document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        if self._view.document() is not self.document:
            self._view.setDocument(self.document)
        self._go(min(page, self.page_count - 1))
        self.shown.emit(self.page_count)

    def clear(self) -> None:
        """Show no page."""
        self._view.setDocument(self._no_document)
        self.document.close()
        self._show_place()

    def show_words(self, words: str = "") -> None:
        """Say something in the bar above the page; by default that it changes as one chooses."""
        self._said = words
        self._words.setText(words or self.tr("The preview changes as you choose"))
        self._fit_bar()

    def set_below(self, below: bool) -> None:
        """Offer a way back where the preview stands below the choices."""
        self._back.setVisible(below)

    def take_focus(self) -> None:
        """Put the keyboard at the pages."""
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what need not be said where the bar is short."""
        super().resizeEvent(event)
        self._fit_bar()

    @property
    def words(self) -> str:
        """What is said above the page."""
        return self._words.whole_text

    @property
    def page_count(self) -> int:
        """How many pages the document has."""
        return self.document.pageCount()

    @Slot()
    def zoom_in(self) -> None:
        """Show the page larger."""
        self._zoom(_ZOOM_STEP)

    @Slot()
    def zoom_out(self) -> None:
        """Show the page smaller."""
        self._zoom(1 / _ZOOM_STEP)

    @Slot()
    def fit_width(self) -> None:
        """Let the page fill the width."""
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    @Slot()
    def next_page(self) -> None:
        """Go to the next page."""
        self._go(self._view.pageNavigator().currentPage() + 1)

    @Slot()
    def previous_page(self) -> None:
        """Go to the page before."""
        self._go(self._view.pageNavigator().currentPage() - 1)

    def _fit_bar(self) -> None:
        roomy = self.width() >= _ROOMY_EM * self._theme.em
        self._words.setVisible(roomy or bool(self._said))

    def _go(self, page: int) -> None:
        if 0 <= page < self.page_count:
            self._view.pageNavigator().jump(page, QPointF(0, 0))
        self._show_place()

    def _zoom(self, factor: float) -> None:
        before = self._present_zoom()
        low, high = _ZOOM_RANGE
        self._view.setZoomMode(QPdfView.ZoomMode.Custom)
        self._view.setZoomFactor(max(low, min(high, before * factor)))

    def _present_zoom(self) -> float:
        if self._view.zoomMode() == QPdfView.ZoomMode.Custom or not self.page_count:
            return self._view.zoomFactor()
        points = self.document.pagePointSize(0).width()
        pixels = points * self._view.logicalDpiX() / 72
        return self._view.viewport().width() / pixels if pixels else 1.0

    @Slot()
    def _show_place(self) -> None:
        page = self._view.pageNavigator().currentPage() + 1
        said = self.tr("Page {page} of {count}").format(page=page, count=self.page_count)
        self._place.setText(said if self.page_count else "")
        self._before.setEnabled(page > 1)
        self._after.setEnabled(page < self.page_count)

    @Slot()
    def _follow_theme(self) -> None:
        palette = self._view.palette()
        palette.setColor(QPalette.ColorRole.Dark, self._theme.colour("desk"))
        self._view.setPalette(palette)

    def _make_bar(self) -> None:
        theme = self._theme
        self._before = IconButton(
            theme, "chevron-left", self.tr("Page before"), kind="small-square"
        )
        self._before.clicked.connect(self.previous_page)
        self._after = IconButton(theme, "chevron-right", self.tr("Next page"), kind="small-square")
        self._after.clicked.connect(self.next_page)
        self._place = make_label("")
        self._said = ""
        self._words = ElidedLabel(self.tr("The preview changes as you choose"), "muted")
        self._smaller = IconButton(theme, "minus", self.tr("Smaller"), kind="small-square")
        self._smaller.clicked.connect(self.zoom_out)
        self._larger = IconButton(theme, "plus", self.tr("Larger"), kind="small-square")
        self._larger.clicked.connect(self.zoom_in)
        self._back = Button(theme, self.tr("Back to the choices"), icon="arrow-up", kind="small")
        self._back.clicked.connect(self.choices_wanted)
        self._back.hide()
        self._fit = Button(theme, self.tr("Fit width"), kind="quiet-small")
        self._fit.clicked.connect(self.fit_width)

    def _lay_out(self) -> None:
        bar = FlowLayout(SPACE_8)
        bar.setContentsMargins(SPACE_12, 6, SPACE_12, 6)
        paging = together(self._before, self._place, self._after)
        for part in (self._back, paging, self._words):
            bar.addWidget(part)
        bar.add_at_end(together(self._smaller, self._fit, self._larger))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._view, 1)
